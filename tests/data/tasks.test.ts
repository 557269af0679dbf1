import { beforeAll, describe, expect, test } from "vitest";
import { asViewer } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { listReviews } from "../../app/data/plan-review-lists.server";
import { finishTask, type NewTask, openTask, raiseTask } from "../../app/data/tasks.server";
import { openMyWork } from "../../app/data/work.server";
import { readReviewFilter } from "../../app/domain/plan-review-filter";
import type { StaffViewer } from "../../app/domain/viewer";
import { testDatabase } from "../support/database";
import { again, mdgScene } from "../support/mdg-scene";

let scene: Awaited<ReturnType<typeof mdgScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await mdgScene(database);
});

async function aTask(change: Partial<NewTask> = {}) {
  const personId = await scene.person("Obi", scene.organisations.practice);
  const task: NewTask = {
    personId,
    kind: "review_plan_after_contact",
    cause: newId(),
    organisationId: scene.organisations.practice,
    headline: "LAS came 02:10, not conveyed. Is the plan still right?",
    at: new Date(),
    ...change,
  };
  await asViewer(again(scene.gp), "command", (db) => raiseTask(db, task));
  const [row] = await sql<{ id: string }>("select id from task where person_id = $1", [personId]);
  return { task, taskId: row!.id };
}
const finish = (taskId: string, outcome: string, viewer = scene.gp) =>
  finishTask(again(viewer), { taskId, outcome, key: newId() });

describe("a task", () => {
  test("is raised once for a person, kind and cause, and shows on the organisation's work", async () => {
    const { task, taskId } = await aTask();
    await asViewer(again(scene.gp), "command", (db) => raiseTask(db, task));
    expect(await sql("select 1 from task where person_id = $1", [task.personId])).toHaveLength(1);
    const work = await openMyWork(again(scene.gp));
    expect(work.tasks).toContainEqual(
      expect.objectContaining({ id: taskId, person: expect.objectContaining({ name: "OBI, Adaeze" }) }),
    );
    expect((await openMyWork(again(scene.stranger))).tasks).toEqual([]);
  });
  test("is not there for another organisation", async () => {
    const { taskId } = await aTask();
    expect(await openTask(again(scene.stranger), taskId)).toBeUndefined();
    expect(await finish(taskId, "still_right", scene.stranger)).toMatchObject({ ok: false, missing: true });
  });
  test("says still right only after the contact was opened, by whom and when is kept", async () => {
    const { taskId } = await aTask();
    expect(await finish(taskId, "still_right")).toMatchObject({ ok: false, why: "Open the contact and read it first" });
    expect(await openTask(again(scene.gp), taskId)).toMatchObject({ openedByName: "Dr Khan" });
    expect(await finish(taskId, "nonsense")).toMatchObject({ ok: false, why: "Choose how the task ended" });
    expect(await finish(taskId, "still_right")).toMatchObject({ ok: true });
    expect(await sql("select outcome, done_by_name from task where id = $1", [taskId])).toEqual([
      { outcome: "still_right", done_by_name: "Dr Khan" },
    ]);
    expect(await finish(taskId, "still_right")).toMatchObject({ ok: false, why: "This task is done already" });
  });
  test("of a reported death stands first, and ends only when crews no longer see a plan", async () => {
    await aTask({ dueAt: new Date(Date.now() - 9 * 86_400_000) });
    const { task, taskId } = await aTask({ kind: "death_reported", dueAt: new Date() });
    expect((await openMyWork(again(scene.gp))).tasks[0]).toMatchObject({ id: taskId });
    await sql("insert into plan (person_id, status, current_version) values ($1, 'live', 1)", [task.personId]);
    await openTask(again(scene.gp), taskId);
    expect(await finish(taskId, "still_right")).toMatchObject({ ok: false });
    expect(await finish(taskId, "death_noted")).toMatchObject({ ok: false, why: /withdraw it first/ });
    await sql("update plan set status = 'withdrawn' where person_id = $1", [task.personId]);
    expect(await finish(taskId, "death_noted")).toMatchObject({ ok: true });
  });
  test("of a withdrawn plan is not ended with “still right”", async () => {
    const { task, taskId } = await aTask();
    await sql("insert into plan (person_id, status, current_version) values ($1, 'withdrawn', 1)", [task.personId]);
    await openTask(again(scene.gp), taskId);
    expect(await finish(taskId, "still_right")).toMatchObject({ ok: false, why: /not live/ });
    expect(await finish(taskId, "no_plan_needed")).toMatchObject({ ok: true });
  });
  test("cannot be raised about somebody out of the viewer's reach", async () => {
    const personId = await scene.person("Hidden", scene.organisations.otherPractice);
    await expect(aTask({ personId })).rejects.toThrow(/relationship/);
  });
  test("of somebody whose record was sealed, or who dissented, stays without the name", async () => {
    const { task, taskId } = await aTask();
    const nameSeen = async () => {
      const opened = await openTask(again(scene.gp), taskId);
      const listed = (await openMyWork(again(scene.gp))).tasks.find(({ id }) => id === taskId);
      expect(listed?.person?.name).toBe(opened?.person?.name);
      return opened?.person?.name;
    };
    await sql("update person set restriction = 'dissented' where id = $1", [task.personId]);
    expect(await nameSeen()).toBe("OBI, Adaeze");
    await sql("update person set restriction = 'sealed' where id = $1", [task.personId]);
    expect(await nameSeen()).toBe("Restricted record");
  });
  test("of another organisation is refused, and the refusal recorded", async () => {
    const { taskId } = await aTask();
    const viewer = again(scene.stranger);
    await openTask(viewer, taskId);
    await finishTask(viewer, { taskId, outcome: "still_right", key: newId() });
    const refused = "select did from access_record where outcome = 'refused' and request_id = $1 order by did";
    expect(await sql(refused, [viewer.requestId])).toEqual([{ did: "finish task" }, { did: "open task" }]);
  });
  test("of the viewer's own record is not there", async () => {
    const { task, taskId } = await aTask();
    const self = { ...scene.gp, ownPersonId: task.personId };
    expect(await openTask(again(self), taskId)).toBeUndefined();
    expect((await openMyWork(again(self))).tasks.map(({ id }) => id)).not.toContain(taskId);
  });
});

describe("plans to review, the same on My work and its own page", () => {
  const reviews = async (viewer: StaffViewer) =>
    (await listReviews(again(viewer), readReviewFilter(new URLSearchParams()))).reviews.map(({ personId }) => personId);
  const aPlan = async (publishedMonthsAgo: number, reviewInDays = 90) => {
    const personId = await scene.person("Planned", scene.organisations.practice);
    await sql(
      "insert into plan (person_id, status, current_version, review_on) values ($1, 'live', 1, current_date + $2::int)",
      [personId, reviewInDays],
    );
    await sql(
      `insert into plan_version (person_id, version, document, published_at, published_by, published_by_name, published_by_role, organisation_id, reason)
       values ($1, 1, '{}', now() - make_interval(months => $2), $3, 'Dr Khan', 'gp', $4, 'new')`,
      [personId, publishedMonthsAgo, scene.gp.accountId, scene.gp.organisationId],
    );
    return personId;
  };
  test("are those unconfirmed for more than six months or due for review, of people in relationship", async () => {
    const [fresh, stale, due] = [await aPlan(2), await aPlan(8), await aPlan(2, -1)];
    const seen = await reviews(scene.gp);
    expect(seen).toEqual(expect.arrayContaining([stale, due]));
    expect(seen).not.toContain(fresh);
    expect(await reviews(scene.stranger)).toEqual([]);
    await sql(
      `insert into plan_confirmation (person_id, id, section_id, version, confirmed_at, confirmed_by, confirmed_by_name)
       values ($1, gen_random_uuid(), 'goal', 1, now(), $2, 'Dr Khan')`,
      [stale, scene.gp.accountId],
    );
    // A confirmation of another line leaves the oldest critical one as old as it was (safety rule 5).
    expect(await reviews(scene.gp)).toContain(stale);
    await sql("update plan set oldest_critical_since = now() where person_id = $1", [stale]);
    expect(await reviews(scene.gp)).not.toContain(stale);
  });
});
