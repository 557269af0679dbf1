/** A draft of which others changed every line is not empty: the pages say what is to be settled, and offer no way to lose it. */
import { beforeAll, describe, expect, test } from "vitest";
import * as edit from "../../app/routes/people.$personId.plan.edit.$section";
import * as propose from "../../app/routes/people.$personId.plan.propose";
import * as publish from "../../app/routes/people.$personId.plan.publish";
import { type TestDatabase, testDatabase } from "../support/database";
import { type PlanScene, planScene } from "../support/plan-scene";
import { cookieOf, pageOf } from "../support/route-page";

let database: TestDatabase;
let scene: PlanScene;
let personId: string;
let [nurse, gp] = ["", ""];

beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
  personId = await scene.aLivePlan();
  const line = (words: string) => ({ unit: "aboutMe.wellness", values: { wellness: words } });
  await scene.draft(scene.asNurse(), personId, line("Sits in the garden"));
  await scene.draft(scene.asGp(), personId, line("Sits by the window"));
  expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
  nurse = await cookieOf(database, scene.asNurse());
  gp = await cookieOf(database, scene.asGp());
});

const path = () => `/people/${personId}/plan`;
const page = (route: Parameters<typeof pageOf>[0], cookie: string, more: Record<string, string> = {}) =>
  pageOf(route, cookie, { path: `${path()}/here`, params: { personId, ...more } });

describe("a draft with nothing but a conflict", () => {
  test("is to be settled first where it is published, and is not called empty", async () => {
    const { words, markup } = await page(publish, nurse);
    expect(words).toContain("Settle first what others changed too");
    expect(words).toContain("one line of your draft was changed by others meanwhile");
    expect(markup).toContain(`href="${path()}/settle"`);
    expect(words).toContain("Sits in the garden");
    for (const untrue of ["Nothing to publish", "changes nothing", "empty draft", "Throw"])
      expect(words).not.toContain(untrue);
    expect(markup).not.toContain('value="discard"');
  });

  test("is to be settled first where it is proposed", async () => {
    const { words, markup } = await page(propose, nurse);
    expect(words).toContain("Settle this first : one line of your draft was changed by others meanwhile.");
    expect(markup).toContain(`href="${path()}/settle"`);
    expect(words).not.toContain("is empty");
  });

  test("is named by its section where another section is edited", async () => {
    const { words } = await page(edit, nurse, { section: "goals" });
    expect(words).toContain("changes of lines that your draft changes too, in “About me”:");
  });
});

test("without a conflict nothing to publish is still called so", async () => {
  expect((await page(publish, gp)).words).toContain("Nothing to publish");
  expect((await page(propose, gp)).words).not.toContain("Settle");
});
