import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { listReviews } from "../../app/data/plan-review-lists.server";
import { raiseDueReviews, raiseReviews } from "../../app/data/plan-reviews.server";
import { withdrawPlan } from "../../app/data/plans.server";
import { rerenderPublishedTexts } from "../../app/data/published-texts.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { finishTask, openTask } from "../../app/data/tasks.server";
import type { Operation } from "../../app/domain/plan";
import { readReviewFilter } from "../../app/domain/plan-review-filter";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { planRecordScene } from "../support/plan-record-scene";
import { AGREED_TODAY, AT, type PlanScene, planScene } from "../support/plan-scene";

let database: TestDatabase;
let scene: PlanScene;
let record: ReturnType<typeof planRecordScene>;
beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
  record = planRecordScene(database);
});

const job = () => systemViewer("maintenance", "test");
/** What the job of a changed record does. */
async function changed(personId: string, at = AT) {
  await rerenderPublishedTexts(job(), { personId, render, at });
  return (await raiseReviews(job(), personId, at)).map(({ kind }) => kind);
}
const tasks = (personId: string) =>
  database.sql<{ kind: string; cause: string; headline: string; outcome: string | null; id: string }>(
    "select id, kind, cause, headline, outcome from task where person_id = $1 order by kind, created_at",
    [personId],
  );
const kinds = async (personId: string) => (await tasks(personId)).map(({ kind }) => kind);
const COPD = { kind: "problem", code: "13645005", words: "COPD", sets: ["condition-copd"] } as const;

describe("a change of the record after publishing", () => {
  test("an admission asks once; its discharge asks again and ends the first", async () => {
    const personId = await scene.aLivePlan();
    expect(await changed(personId)).toEqual([]);
    const id = await record.admission(personId, "2026-11-21");
    expect(await changed(personId)).toEqual(["review_plan_after_admission"]);
    expect(await changed(personId)).toEqual([]);
    await database.sql("update encounter set ends_at = '2026-11-22T08:00:00Z' where id = $1", [id]);
    expect(await changed(personId)).toEqual(["review_plan_after_discharge"]);
    expect(await tasks(personId)).toMatchObject([
      { kind: "review_plan_after_admission", cause: id, outcome: "overtaken" },
      {
        kind: "review_plan_after_discharge",
        headline: "Discharged from hospital 22 November 2026. Is the plan still right?",
      },
    ]);
  });

  test.each<[string, (personId: string) => Promise<unknown>, string, RegExp]>([
    ["a diagnosis", (id) => record.entry(id, COPD), "review_plan_after_diagnosis", /New on the record: COPD/],
    [
      "an allergy",
      (id) => record.entry(id, { kind: "allergy", code: "91936005", words: "Allergy to penicillin" }),
      "review_plan_after_diagnosis",
      /New allergy: Allergy to penicillin/,
    ],
    [
      "a critical medicine",
      (id) => record.entry(id, { kind: "medicine", code: "322236009", words: "Warfarin 3 mg tablets" }),
      "review_plan_after_diagnosis",
      /New critical medicine: Warfarin/,
    ],
    ["a move", (id) => record.address(id, "2 High Street", "2026-11-20"), "review_plan_after_move", /address changed/],
    [
      "another practice",
      (id) => database.sql("update person set practice_id = $2 where id = $1", [id, scene.elsewhere]),
      "review_plan_after_move",
      /Registered with Other Practice/,
    ],
    [
      "a death",
      (id) => database.sql("update person set died_on = '2026-11-20' where id = $1", [id]),
      "review_plan_after_death",
      /died, 20 November 2026/,
    ],
  ])("%s is asked about once, with its cause", async (_, change, kind, headline) => {
    const personId = await scene.aPerson();
    await record.address(personId, "14 Acre Lane", "2001-01-01");
    await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS, AGREED_TODAY);
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
    await change(personId);
    expect(await changed(personId)).toContain(kind);
    expect((await tasks(personId)).find((one) => one.kind === kind)?.headline).toMatch(headline);
    expect(await changed(personId)).toEqual([]);
  });

  test("what has no weight, and what an import brings of years ago, is not asked about", async () => {
    const personId = await scene.aLivePlan();
    await record.entry(personId, { kind: "problem", code: "195967", words: "Tennis elbow" });
    await record.entry(personId, { kind: "medicine", code: "322341", words: "Paracetamol 500 mg tablets" });
    await record.admission(personId, "2025-12-01", "2025-12-04");
    expect(await changed(personId)).toEqual([]);
  });

  test("of a plan from before facts were kept: what is dated after its publishing", async () => {
    const personId = await scene.aLivePlan();
    await database.sql("delete from plan_facts where person_id = $1", [personId]);
    await record.entry(personId, { ...COPD, on: "2026-01-01" });
    const later = new Date("2026-12-01T10:00:00Z");
    await record.admission(personId, "2026-11-30");
    expect(await changed(personId, later)).toEqual(["review_plan_after_admission"]);
  });

  test("asks nothing without a live plan, and begins anew when one is published again", async () => {
    const personId = await scene.aPerson();
    await record.entry(personId, COPD);
    expect(await changed(personId)).toEqual([]);
    const live = await scene.aLivePlan();
    const withdrawal = { personId: live, key: newId(), reason: "In hospital", render, at: AT };
    await withdrawPlan(scene.asGp(), withdrawal);
    await record.entry(live, COPD);
    expect(await changed(live)).toEqual([]);
    expect(await database.sql("select 1 from plan_facts where person_id = $1", [live])).toEqual([]);
  });
});

/** Its review came and went: nothing is published with a date in the past. */
async function aPlanDue(): Promise<string> {
  const personId = await scene.aLivePlan();
  await database.sql("update plan set review_on = '2026-11-01' where person_id = $1", [personId]);
  return personId;
}
const DECIDED_LATELY: Operation = {
  unit: "cpr",
  values: { ...PLAN_OPERATIONS.find(({ unit }) => unit === "cpr")!.values, decidedOn: "2026-10-01" },
};
const REVIEW_AHEAD: Operation = { unit: "review", values: { on: "2027-05-01", by: "Dr Amir Khan", byRole: "GP" } };

describe("the daily look", () => {
  test("raises what is due and what stands unconfirmed, once, and hides no plan", async () => {
    const personId = await aPlanDue();
    const before = await scene.text(personId);
    await database.sql("update plan set oldest_critical_since = '2026-03-01' where person_id = $1", [personId]);
    expect(await raiseDueReviews(job(), AT, 1)).toBeGreaterThanOrEqual(2);
    expect(await kinds(personId)).toEqual(["plan_unconfirmed", "review_plan_due"]);
    await raiseDueReviews(job(), AT);
    expect(await kinds(personId)).toHaveLength(2);
    expect(await scene.text(personId)).toEqual(before);
    expect(await database.sql("select status from plan where person_id = $1", [personId])).toEqual([
      { status: "live" },
    ]);
  });

  test("a task of a due review ends by the next date, and by no press before", async () => {
    const personId = await aPlanDue();
    await raiseDueReviews(job(), AT);
    const [due] = (await tasks(personId)).filter(({ kind }) => kind === "review_plan_due");
    const viewer = () => scene.asGp({ requestedAt: AT });
    expect(await openTask(viewer(), due!.id)).toMatchObject({ stillSo: true, planStatus: "live" });
    const press = await finishTask(viewer(), { taskId: due!.id, outcome: "plan_changed", key: newId() });
    expect(press).toMatchObject({ ok: false, why: expect.stringContaining("still lies in the past") });
    await scene.draft(scene.asGp(), personId, REVIEW_AHEAD);
    expect(await scene.publish(scene.asGp(), personId)).toEqual({ ok: true, version: 2 });
    expect((await tasks(personId)).filter(({ kind }) => kind === "review_plan_due")).toMatchObject([
      { outcome: "overtaken" },
    ]);
  });

  test("somebody who turns 18 is asked about, though no record changes", async () => {
    const personId = await scene.aLivePlan();
    await database.sql("update person set born_on = '2008-11-30' where id = $1", [personId]);
    await changed(personId);
    await raiseDueReviews(job(), new Date("2026-12-01T10:00:00Z"));
    expect((await tasks(personId)).map(({ cause }) => cause)).toContain("adult");
  });
});

describe("the worklist", () => {
  const list = (asked = "", viewer = scene.asGp({ requestedAt: AT })) =>
    listReviews(viewer, readReviewFilter(new URLSearchParams(asked)));
  const has = (found: Awaited<ReturnType<typeof list>>, personId: string) =>
    found.reviews.find((one) => one.personId === personId);

  test("shows why, by name, by reason and by practice; nothing to those whose people they are not", async () => {
    const personId = await aPlanDue();
    await database.sql(
      "insert into person_name (person_id, id, given, family, search) values ($1, $2, 'Quince', 'Zephyr', 'quince zephyr')",
      [personId, newId()],
    );
    await raiseDueReviews(job(), AT);
    const found = await list("name=zeph");
    expect(found).toMatchObject({ total: 1, last: 1 });
    expect(found.reviews[0]).toMatchObject({
      personId,
      reviewOn: "2026-11-01",
      practice: "Churchfield Practice",
      tasks: [
        { kind: "review_plan_due", ours: true },
        { kind: "plan_unconfirmed", ours: true },
      ],
      proposed: { months: 6, on: "2027-05-22" },
    });
    expect(has(await list("name=zeph&why=due"), personId)).toBeDefined();
    expect(has(await list("name=zeph&why=contradicted"), personId)).toBeUndefined();
    expect(has(await list(`name=zeph&practice=${scene.practice}`), personId)).toBeDefined();
    expect(has(await list(`name=zeph&practice=${scene.elsewhere}`), personId)).toBeUndefined();
    expect((await list("name=zeph", scene.asStranger())).reviews).toEqual([]);
    expect((await list("name=nobody")).total).toBe(0);
  });

  test("leaves out the viewer's own plan", async () => {
    const own = await aPlanDue();
    expect(has(await list(), own)).toBeDefined();
    expect(has(await list("page=1", scene.asGp({ requestedAt: AT, ownPersonId: own })), own)).toBeUndefined();
  });

  test("leaves out plans that need nobody, and restricted records", async () => {
    const quiet = await scene.aLivePlan([REVIEW_AHEAD, DECIDED_LATELY]);
    expect(has(await list("page=1"), quiet)).toBeUndefined();
    const sealed = await aPlanDue();
    await database.sql("update person set restriction = 'sealed' where id = $1", [sealed]);
    expect(has(await list(), sealed)).toBeUndefined();
  });

  test("leaves out a plan when a row that was merged into the person's is sealed: a merge lifts no seal", async () => {
    const [personId, merged] = [await aPlanDue(), await scene.aPerson()];
    await database.sql(
      "insert into person_name (person_id, id, given, family, search) values ($1, $2, 'Quill', 'Yarrow', 'quill yarrow')",
      [personId, newId()],
    );
    await database.sql("update person set merged_into = $2 where id = $1", [merged, personId]);
    expect(has(await list("name=yarrow"), personId)).toBeDefined();
    await database.sql("update person set restriction = 'sealed' where id = $1", [merged]);
    expect((await list("name=yarrow")).total).toBe(0);
  });

  test("goes on over pages, each plan once", async () => {
    const total = (await list()).total;
    for (let made = total; made < 27; made++) await aPlanDue();
    const [first, second] = [await list(), await list("page=2")];
    expect(first.reviews).toHaveLength(25);
    expect(first.last).toBe(2);
    const ids = [...first.reviews, ...second.reviews].map(({ personId }) => personId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(first.total);
  });
});
