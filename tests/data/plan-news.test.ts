/** Who is here and what became of a plan: told to whoever has it open, and to nobody else. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "../../app/data/identity.server";
import { markEnteredInError } from "../../app/data/plan-corrections.server";
import { saveDraft } from "../../app/data/plan-drafts.server";
import { closePlanNews, hearOfPlan, type PlanNews } from "../../app/data/plan-news.server";
import { readPlanNow, stayIn, stepIn, stepOut } from "../../app/data/plan-presence.server";
import { publishPlan } from "../../app/data/plans.server";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let database: TestDatabase;
let scene: Awaited<ReturnType<typeof registryScene>>;
let gp: StaffViewer;
let nurse: StaffViewer;

beforeAll(async () => {
  database = await testDatabase();
  scene = await registryScene(database);
  gp = { ...scene.gp, permissions: ["sign emergency recommendation"] };
  const accountId = newId();
  await database.sql(
    "insert into account (id, email, name, password_hash) values ($1::uuid, $1::text, 'Sr Mensah', '')",
    [accountId],
  );
  nurse = { ...gp, accountId, role: "practice_nurse", name: "Sr Mensah", holders: [accountId, gp.organisationId] };
});
afterAll(closePlanNews);

const aPerson = () => scene.listed(newId().slice(-6), scene.organisations.practice);

/** What is heard of a person from now on; begins once somebody listens. */
async function listen(personId: string) {
  const heard: PlanNews["kind"][] = [];
  const stop = hearOfPlan(personId, ({ kind }) => heard.push(kind));
  await vi.waitFor(async () => {
    const listeners = await database.sql(
      "select from pg_stat_activity where query = 'listen confer_plan' and datname = current_database()",
    );
    expect(listeners).toHaveLength(1);
  });
  return { heard, stop };
}

describe("news of a plan", () => {
  test("come at commit, of this person alone, over one connection however many listen", async () => {
    const [personId, other] = [await aPerson(), await aPerson()];
    const [one, two] = [await listen(personId), await listen(other)];
    one.heard.length = 0;
    await saveDraft(again(gp), { personId, operations: PLAN_OPERATIONS, at: new Date() });
    const command = { personId, key: newId(), reason: "First", render, at: new Date() };
    expect(await publishPlan(again(gp), command)).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(one.heard).toContain("plan"));
    expect(two.heard).not.toContain("plan");
    one.stop();
    two.stop();
  });

  test("go on after the database dropped the connection, and whoever listens is told to look again", async () => {
    const personId = await aPerson();
    const { heard, stop } = await listen(personId);
    heard.length = 0;
    await database.sql("select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen confer_plan'");
    await vi.waitFor(() => expect(heard).toEqual(["again"]), { timeout: 5_000 });
    await stepIn(again(nurse), { personId, section: "cpr" });
    await vi.waitFor(() => expect(heard).toContain("presence"));
    stop();
  });
});

describe("what became of the plan", () => {
  test("of one moment is the last word: a version that was an error is told with what stands now", async () => {
    const personId = await aPerson();
    const at = new Date();
    await saveDraft(again(gp), { personId, operations: PLAN_OPERATIONS, at });
    const command = { personId, key: newId(), reason: "First", render, at };
    expect(await publishPlan(again(gp), command)).toMatchObject({ ok: true });
    const later = new Date(at.getTime() + 1_000);
    const signer: StaffViewer = { ...again(gp), permissions: [...gp.permissions, "mark entered in error"] };
    const mark = { personId, version: 1, reason: "Wrong person", key: newId(), render, at: later };
    expect(await markEnteredInError(signer, mark)).toMatchObject({ ok: true, withdrawn: true });
    const now = (await stepIn(again(nurse), { personId, section: undefined }))!;
    expect([now.status, now.last!.kind]).toEqual(["withdrawn", "withdrawn"]);
  });
});

describe("who is here", () => {
  const here = async (viewer: StaffViewer, personId: string) => (await readPlanNow(again(viewer), personId))?.here;

  test("is said of others by name, role and section, and ends when they leave", async () => {
    const personId = await aPerson();
    await stepIn(again(gp), { personId, section: undefined });
    await stepIn(again(nurse), { personId, section: "usual" });
    expect(await here(gp, personId)).toEqual([{ name: "Sr Mensah", role: "Practice nurse", section: "usual" }]);
    expect(await here(nurse, personId)).toEqual([{ name: gp.name, role: "GP" }]);
    // The page of the first section closes after that of the next one opened.
    await stepIn(again(nurse), { personId, section: "home" });
    await stepOut(nurse, { personId, section: "usual" });
    expect(await here(gp, personId)).toMatchObject([{ section: "home" }]);
    await stepOut(nurse, { personId, section: "home" });
    expect(await here(gp, personId)).toEqual([]);
  });

  test("is not said of whoever was not heard of for a while, and beats are no news", async () => {
    const personId = await aPerson();
    await stepIn(again(nurse), { personId, section: "usual" });
    const { heard, stop } = await listen(personId);
    heard.length = 0;
    await stayIn(again(nurse), { personId, section: "usual" });
    await stepIn(again(gp), { personId, section: "cpr" });
    await vi.waitFor(() => expect(heard).toContain("presence"));
    expect(heard).toEqual(["presence"]);
    await database.sql("update plan_presence set seen_at = now() - interval '2 minutes' where person_id = $1", [
      personId,
    ]);
    expect(await here(gp, personId)).toEqual([]);
    stop();
  });

  test("is for nobody who has no business with the person", async () => {
    const personId = await aPerson();
    const stranger = { ...nurse, accountId: newId(), holders: [newId()], organisationId: newId() };
    expect(await stepIn(again(stranger), { personId, section: undefined })).toBeUndefined();
    expect(await stayIn(again(stranger), { personId, section: undefined })).toBeUndefined();
    expect(await here(gp, personId)).toEqual([]);
  });
});
