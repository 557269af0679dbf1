/** What runs by the clock, run by the queue itself: each task is found by its name and does its work on real rows. */
import { parseCrontab, runOnce } from "graphile-worker";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { crontab, tasks } from "../../app/jobs/tasks";
import { type TestDatabase, testDatabase } from "../support/database";
import { type PlanScene, planScene } from "../support/plan-scene";

let database: TestDatabase;
let scene: PlanScene;
beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
});

/** Queued as the clock queues it, and worked off until nothing is left; a job that fails stays, and is told. */
async function byTheClock(task: string) {
  const { sql, url } = database;
  await sql("delete from graphile_worker._private_jobs");
  await sql(
    "select graphile_worker.add_job($1, json_build_object('_cron', json_build_object('ts', now(), 'backfilled', false)))",
    [task],
  );
  await runOnce({ connectionString: url, taskList: tasks, noHandleSignals: true });
  return sql("select task_identifier, last_error from graphile_worker.jobs where task_identifier = $1", [task]);
}
const tasksOf = (personId: string) =>
  database.sql<{ kind: string }>("select kind from task where person_id = $1 order by kind", [personId]);

test("every line of the clock names a task that there is", () => {
  const lines = parseCrontab(crontab);
  expect(lines.length).toBe(crontab.split("\n").filter(Boolean).length);
  expect(lines.map(({ task }) => task).filter((task) => !(task in tasks))).toEqual([]);
});

describe("by the clock", () => {
  test("owners of actions are reminded, and late ones go back to their maker", async () => {
    const owner = { owner: `/${scene.elsewhere}`, ownerName: "Other Practice" };
    const personId = await scene.aLivePlan([
      { unit: "actions/visit", values: { what: "Visit", ...owner, dueOn: "2026-12-01" } },
    ]);
    const [row] = await database.sql<{ id: string }>(
      "update action set due_on = current_date + 1, created_at = now() where person_id = $1 returning id",
      [personId],
    );
    const topics = () =>
      database.sql(
        "select topic from outbox where payload->>'actionId' = $1 and topic <> 'action offered' order by at",
        [row!.id],
      );
    expect(await byTheClock("chase_actions")).toEqual([]);
    expect(await topics()).toEqual([{ topic: "action reminder" }]);
    await database.sql("update action set due_on = current_date - 30 where person_id = $1", [personId]);
    expect(await byTheClock("chase_actions")).toEqual([]);
    expect(await topics()).toEqual([{ topic: "action reminder" }, { topic: "action overdue" }]);
    expect(await tasksOf(personId)).toContainEqual({ kind: "action_overdue" });
  });

  test("plans whose review is due, and whose lines are old, become tasks, once", async () => {
    const [due, old] = [await scene.aLivePlan(), await scene.aLivePlan()];
    await database.sql("update plan set review_on = current_date - 1 where person_id = $1", [due]);
    await database.sql("update plan set oldest_critical_since = now() - interval '8 months' where person_id = $1", [
      old,
    ]);
    for (const _ of ["one night", "the next"]) expect(await byTheClock("raise_plan_reviews")).toEqual([]);
    expect(await tasksOf(due)).toContainEqual({ kind: "review_plan_due" });
    expect((await tasksOf(old)).filter(({ kind }) => kind === "plan_unconfirmed")).toHaveLength(1);
  });

  test("drafts that nobody touches become tasks, and old edits are folded", async () => {
    const who = scene.asSocialWorker();
    await database.sql(
      "insert into assignment (id, account_id, organisation_id, role, starts_at) values ($1, $2, $3, 'social_worker', '2020-01-01')",
      [newId(), who.accountId, scene.practice],
    );
    const personId = await scene.aPerson();
    await scene.draft(who, personId, { unit: "needs/pain", values: { what: "Pain" } });
    await database.sql("update plan_draft set updated_at = now() - interval '29 days' where person_id = $1", [
      personId,
    ]);
    expect(await byTheClock("remind_of_drafts")).toEqual([]);
    expect(await tasksOf(personId)).toEqual([{ kind: "draft_waits" }]);

    const ended = [personId, who.accountId];
    await database.sql(
      `insert into plan_draft_edit (person_id, account_id, id, unit, values, at, revision)
       values ($1, $2, gen_random_uuid(), 'needs/pain', '{"what":"P"}', now() - interval '3 years', 1)`,
      ended,
    );
    await database.sql(
      `insert into plan_draft_ended (person_id, account_id, id, base_version, operations, ended_at, ended_as)
       values ($1, $2, gen_random_uuid(), 0, '[]', now() - interval '2 years', 'thrown_away')`,
      ended,
    );
    const left = () => database.sql("select 1 from plan_draft_edit where person_id = $1", [personId]);
    expect(await byTheClock("fold_draft_edits")).toEqual([]);
    expect(await left()).toHaveLength(1);
    await database.sql("delete from plan_draft where person_id = $1", [personId]);
    expect(await byTheClock("fold_draft_edits")).toEqual([]);
    expect(await left()).toEqual([]);
  });
});
