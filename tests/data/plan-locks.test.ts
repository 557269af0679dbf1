/** Who waits for whom, when two do something about one plan at the same moment: an action before its tasks, jobs last. */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeStep } from "../../app/data/actions.server";
import { newId } from "../../app/data/identity.server";
import { withdrawPlan } from "../../app/data/plans.server";
import type { Operation } from "../../app/domain/plan";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { type TestDatabase, testDatabase } from "../support/database";
import { AT, type PlanScene, planScene } from "../support/plan-scene";

let database: TestDatabase;
let scene: PlanScene;
/** Somebody else, in the middle of a transaction. */
let other: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
  other = new pg.Client({ connectionString: database.url });
  await other.connect();
});
afterAll(() => other.end());

const VISIT: Operation = {
  unit: "actions/visit",
  values: {
    what: "Visit at home",
    owner: "",
    ownerName: "Churchfield Practice",
    ownerOrganisation: "Churchfield Practice",
    dueOn: "2026-12-01",
  },
};
const visit = (): Operation => ({ ...VISIT, values: { ...VISIT.values!, owner: `/${scene.practice}` } });
const actionOf = async (personId: string) =>
  (
    await database.sql<{ id: string; status: string }>("select id, status from action where person_id = $1", [personId])
  )[0]!;

/** Until a second one waits for the lock that `other` holds. */
async function untilWaiting() {
  for (let tries = 0; tries < 100; tries++) {
    const [row] = await database.sql<{ waiting: number }>(
      "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (row!.waiting > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("Nobody waited.");
}

test("a step waits for whoever holds the action, and holds none of its tasks meanwhile", async () => {
  const personId = await scene.aLivePlan([visit()]);
  const { id } = await actionOf(personId);
  await database.sql(
    "insert into task (person_id, id, kind, cause, organisation_id, headline, created_at) values ($1, $2, 'action_overdue', $3, $4, 'Late', now())",
    [personId, newId(), `${id} 2026-12-01`, scene.practice],
  );
  await other.query("begin");
  await other.query("select 1 from action where person_id = $1 for no key update", [personId]);
  const step = takeStep(scene.asNurse({ requestedAt: AT }), { actionId: id, kind: "accepted", key: newId() });
  await untilWaiting();
  // As rendering does: the action's row first, then its tasks.
  await other.query("set local lock_timeout = '3s'");
  await other.query("update task set headline = 'Late again' where person_id = $1", [personId]);
  await other.query("commit");
  expect(await step).toMatchObject({ ok: true, status: "accepted" });
});

test("publishing reads an action only when nobody is stepping it: what was done just now stays done", async () => {
  const personId = await scene.aLivePlan([visit()]);
  await scene.draft(scene.asGp(), personId, { unit: "actions/visit", values: null });
  await other.query("begin");
  await other.query("update action set status = 'done' where person_id = $1", [personId]);
  const published = scene.publish(scene.asGp(), personId);
  await untilWaiting();
  await other.query("commit");
  expect(await published).toEqual({ ok: true, version: 2 });
  expect(await actionOf(personId)).toMatchObject({ status: "done" });
  expect(
    await database.sql("select kind from action_event where person_id = $1 and kind = 'cancelled'", [personId]),
  ).toEqual([]);
});

test("a withdrawal writes its texts before it asks for what is made again of the person, as an import does", async () => {
  const personId = await scene.aLivePlan();
  await database.sql("delete from changed_person");
  await other.query("begin");
  await other.query("select 1 from published_text where person_id = $1 for update", [personId]);
  const withdrawn = withdrawPlan(scene.asGp(), { personId, key: newId(), reason: "In hospital", render, at: AT });
  await untilWaiting();
  await other.query("set local lock_timeout = '3s'");
  await other.query("insert into changed_person (person_id, changed_at, reason) values ($1, now(), 'import')", [
    personId,
  ]);
  await other.query("commit");
  expect(await withdrawn).toEqual({ ok: true });
});
