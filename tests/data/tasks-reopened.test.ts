/** A task that ended by itself opens again when what it asks for comes back; one that somebody ended stays as they left it. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { raiseDueReviews } from "../../app/data/plan-reviews.server";
import { withdrawPlan } from "../../app/data/plans.server";
import { rerenderPublishedTexts } from "../../app/data/published-texts.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { openTask } from "../../app/data/tasks.server";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { planRecordScene } from "../support/plan-record-scene";
import { AT, type PlanScene, planScene } from "../support/plan-scene";

let database: TestDatabase;
let scene: PlanScene;
let record: ReturnType<typeof planRecordScene>;
beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
  record = planRecordScene(database);
});

const job = () => systemViewer("maintenance", "test");
const rerender = (personId: string, at = AT) => rerenderPublishedTexts(job(), { personId, render, at });
const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);
const tasks = (personId: string, kind: string) =>
  database.sql<{ id: string; outcome: string | null; created_at: Date; opened_at: Date | null }>(
    "select id, outcome, created_at, opened_at from task where person_id = $1 and kind = $2",
    [personId, kind],
  );

/** As any command or job does. */
const raise = (personId: string, kind: string, cause: string, at: Date) =>
  database.sql(
    "select set_config('confer.system', 'test', false), raise_task($1, $2, $3, $4, $5, 'What is asked', $6, null)",
    [personId, newId(), kind, cause, scene.practice, at],
  );

test("a dangerous contradiction that comes back is asked again, with both openings kept", async () => {
  const hypo = PLAN_OPERATIONS.find(({ unit }) => unit === "contingency/hypo")!;
  const values = { ...hypo.values!, doFirst: "Start amoxicillin from the box." };
  const personId = await scene.aLivePlan([{ ...hypo, values }]);
  const entry = await record.entry(personId, { kind: "allergy", code: "91936005", words: "Allergy to penicillin" });
  await rerender(personId, later(1));
  const [first] = await tasks(personId, "plan_contradiction");
  await openTask(scene.asGp(), first!.id);
  await database.sql("update entry set removed_at = now() where id = $1", [entry]);
  await rerender(personId, later(2));
  expect(await tasks(personId, "plan_contradiction")).toMatchObject([{ outcome: "overtaken" }]);
  await database.sql("update entry set removed_at = null where id = $1", [entry]);
  await rerender(personId, later(3));
  expect(await tasks(personId, "plan_contradiction")).toEqual([
    { id: first!.id, outcome: null, created_at: later(3), opened_at: null },
  ]);
  const opened = await openTask(scene.asGp(), first!.id);
  expect(opened?.earlier).toEqual([{ createdAt: later(1), endedAt: later(2) }]);
  expect(await database.sql("select opened_by_name from task_before where task_id = $1", [first!.id])).toEqual([
    { opened_by_name: "Dr Amir Khan" },
  ]);
  // Raised again while it stands: nothing more.
  await rerender(personId, later(4));
  expect((await openTask(scene.asGp(), first!.id))?.earlier).toHaveLength(1);
});

test("one that somebody ended is not opened again", async () => {
  const personId = await scene.aLivePlan();
  await database.sql("update plan set review_on = '2026-11-01' where person_id = $1", [personId]);
  await raiseDueReviews(job(), AT);
  await database.sql(
    "update task set done_at = now(), done_by_name = 'Dr Amir Khan', outcome = 'still_right' where person_id = $1 and kind = 'review_plan_due'",
    [personId],
  );
  await raiseDueReviews(job(), later(60));
  await raise(personId, "review_plan_due", "2026-11-01", later(61));
  expect(await tasks(personId, "review_plan_due")).toMatchObject([{ outcome: "still_right" }]);
  expect(await database.sql("select 1 from task_before where person_id = $1", [personId])).toEqual([]);
});

describe("what is due again", () => {
  test("a review that was put off and put back to its day", async () => {
    const personId = await scene.aLivePlan();
    const reviewOn = (day: string) =>
      database.sql("update plan set review_on = $2 where person_id = $1", [personId, day]);
    await reviewOn("2026-11-01");
    await raiseDueReviews(job(), AT);
    await reviewOn("2027-03-01");
    await rerender(personId, later(1));
    expect(await tasks(personId, "review_plan_due")).toMatchObject([{ outcome: "overtaken" }]);
    await reviewOn("2026-11-01");
    await raiseDueReviews(job(), later(2));
    expect(await tasks(personId, "review_plan_due")).toMatchObject([{ outcome: null, created_at: later(2) }]);
  });

  test("lines that are old again", async () => {
    const cpr = PLAN_OPERATIONS.find(({ unit }) => unit === "cpr")!;
    const personId = await scene.aLivePlan([{ ...cpr, values: { ...cpr.values!, decidedOn: "2026-11-01" } }]);
    const oldest = (day: string) =>
      database.sql("update plan set oldest_critical_since = $2::date where person_id = $1", [personId, day]);
    await oldest("2026-01-05");
    await raiseDueReviews(job(), AT);
    expect(await tasks(personId, "plan_unconfirmed")).toMatchObject([{ outcome: null }]);
    await rerender(personId, later(1));
    expect(await tasks(personId, "plan_unconfirmed")).toMatchObject([{ outcome: "overtaken" }]);
    await oldest("2026-01-05");
    await raiseDueReviews(job(), later(2));
    expect(await tasks(personId, "plan_unconfirmed")).toMatchObject([{ outcome: null, created_at: later(2) }]);
  });

  test("old lines stay asked about while the review lies ahead", async () => {
    const personId = await scene.aLivePlan();
    await raiseDueReviews(job(), AT);
    await rerender(personId, later(1));
    expect(await tasks(personId, "plan_unconfirmed")).toMatchObject([{ outcome: null }]);
    expect(await tasks(personId, "review_plan_due")).toEqual([]);
  });
});

test("what a plan lacked before it was withdrawn is asked again when it is published with the same lack", async () => {
  const personId = await scene.aLivePlan();
  await raise(personId, "plan_lacks", "same lacks", AT);
  const withdrawal = { personId, key: newId(), reason: "In hospital", render, at: later(1) };
  expect(await withdrawPlan(scene.asGp(), withdrawal)).toEqual({ ok: true });
  expect(await tasks(personId, "plan_lacks")).toMatchObject([{ outcome: "overtaken" }]);
  await raise(personId, "plan_lacks", "same lacks", later(2));
  expect(await tasks(personId, "plan_lacks")).toMatchObject([{ outcome: null, created_at: later(2) }]);
});
