/** Closed parts: the way to open one stands where it is missing, leads back to it, and every restriction is listed with its readers. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { restrictPart } from "../../app/data/plan-restricting.server";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import * as plan from "../../app/routes/people.$personId.plan._index";
import * as restrict from "../../app/routes/people.$personId.plan.restrict";
import { type TestDatabase, testDatabase } from "../support/database";
import { type PlanScene, planScene } from "../support/plan-scene";
import { ask, cookieOf, pageOf } from "../support/route-page";

let database: TestDatabase;
let scene: PlanScene;
let personId: string;
let [coordinator, nurse, home, gp] = ["", "", "", ""];

beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
  personId = await scene.aLivePlan([
    { unit: "aboutMe.worthKnowing", values: { worthKnowing: "MARK-WORTH" } },
    { unit: "needs/n1", values: { what: "MARK-NEED", restriction: "hidden" } },
  ]);
  const closed = { unit: "aboutMe.worthKnowing", kind: "closed", roles: ["gp"], category: "safeguarding" } as const;
  const at = new Date();
  expect(await restrictPart(scene.asGp(), { personId, key: newId(), render, at, ...closed })).toEqual({ ok: true });
  const cookie = async (viewer: StaffViewer) => cookieOf(database, viewer);
  coordinator = await cookie((await scene.staff("Maya Chen", "care_coordinator"))());
  home = await cookie((await scene.staff("Home Nurse", "care_home_nurse"))());
  nurse = await cookie(scene.asNurse());
  gp = await cookie(scene.asGp());
});

const path = () => `/people/${personId}/plan`;
const page = (route: Parameters<typeof pageOf>[0], cookie: string) =>
  pageOf(route, cookie, { path: path(), params: { personId } });

describe("a part that is closed to the reader", () => {
  const says = "Something here is closed to your role. Open it for 4 hours, with a reason";

  test("has the way to open it beside it, for a coordinator too, and none where nothing is closed", async () => {
    for (const cookie of [coordinator, nurse]) {
      const { words, markup } = await page(plan, cookie);
      expect(words).toContain(says);
      expect(markup).toContain(`href="${path()}/restrict#closed-aboutMe"`);
      expect(words).not.toContain("MARK-WORTH");
    }
    expect((await page(plan, gp)).words).not.toContain("Open it for 4 hours");
  });

  test("is a section of its page to open, and once opened leads to where it stands", async () => {
    const { markup } = await page(restrict, coordinator);
    expect(markup).toContain('id="closed-aboutMe"');
    const [, id] = /name="act" value="open"\/><input type="hidden" name="id" value="([^"]+)"/.exec(markup)!;
    const form = { act: "open", id: id!, section: "aboutMe", key: newId() };
    const at = { path: `${path()}/restrict`, params: { personId } };
    const opened = await ask(restrict.action, coordinator, { ...at, form: { ...form, reason: "Visit today" } });
    expect((opened as Response).headers.get("Location")).toBe(`${path()}#aboutMe`);
    const { words } = await page(plan, coordinator);
    expect(words).toContain("MARK-WORTH");
    expect(words).not.toContain("Open it for 4 hours");
  });

  test("is not offered to whoever cannot open it", async () => {
    const { words } = await page(plan, home).catch((refused: Error) => ({ words: refused.message }));
    expect(words).not.toContain("Open it for 4 hours");
  });

  test("is named by the way there of whoever restricts", async () => {
    expect((await page(plan, nurse)).words).toContain("Close, hide or open a part");
  });
});

describe("a line that its own field restricts", () => {
  test("is listed with its readers and with where it is changed, and to nobody else", async () => {
    const { words, markup } = await page(restrict, nurse);
    expect(words).toMatch(/MARK-NEED[^:]* : hidden, by the field “Restriction” of the line itself/);
    expect(words).toContain("Read by whoever wrote the line, GP, Practice nurse, Consultant");
    expect(markup).toContain(`href="${path()}/edit/needs#n1"`);
    expect(words).not.toContain("None.");
    const other = await page(restrict, coordinator);
    expect(other.words).not.toContain("MARK-NEED");
    expect(other.words).toContain("None.");
  });
});
