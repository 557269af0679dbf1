/** An action that nobody does is asked about: its owner in time, and in the end whoever made it (hazard 10). */
import { beforeAll, describe, expect, test } from "vitest";
import { chaseActions } from "../../app/data/action-chasing.server";
import { findActions } from "../../app/data/action-pages.server";
import { openAction, takeStep } from "../../app/data/actions.server";
import { newId } from "../../app/data/identity.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { readActionFilter } from "../../app/domain/action-filter";
import type { Values } from "../../app/domain/plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { AT, type PlanScene, planScene } from "../support/plan-scene";

let database: TestDatabase;
let scene: PlanScene;
beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
});

const DAY = 86_400_000;
const job = () => systemViewer("maintenance", "test");
const later = (days: number) => new Date(AT.getTime() + days * DAY);
/** For another organisation than its maker's, unless a test says otherwise. */
async function anAction(change: Values = {}) {
  const personId = await scene.aLivePlan([
    {
      unit: "actions/visit",
      values: {
        what: "Visit",
        owner: `/${scene.elsewhere}`,
        ownerName: "Other Practice",
        dueOn: "2026-12-01",
        ...change,
      },
    },
  ]);
  const [row] = await database.sql<{ id: string }>("select id from action where person_id = $1", [personId]);
  return { personId, id: row!.id };
}
const OURS = () => `/${scene.practice}`;
const news = (id: string) =>
  database.sql<{ topic: string }>(
    "select topic from outbox where payload->>'actionId' = $1 and topic <> 'action offered' order by at, topic",
    [id],
  );
const tasks = (personId: string) =>
  database.sql<{ headline: string; outcome: string | null }>(
    "select headline, outcome from task where person_id = $1 and kind = 'action_overdue' order by created_at",
    [personId],
  );

describe("an action", () => {
  test("is reminded of before its date, once; late, it goes back to its maker, once", async () => {
    const { personId, id } = await anAction();
    await chaseActions(job(), later(1));
    expect(await news(id)).toEqual([]);
    await chaseActions(job(), later(6));
    await chaseActions(job(), later(7));
    expect(await news(id)).toEqual([{ topic: "action reminder" }]);
    await chaseActions(job(), later(15));
    expect(await tasks(personId)).toEqual([]);
    await chaseActions(job(), later(16));
    await chaseActions(job(), later(17));
    expect(await tasks(personId)).toEqual([
      {
        headline: expect.stringContaining("Other Practice has not done it; it was due 1 December 2026: Visit"),
        outcome: null,
      },
    ]);
    expect(await news(id)).toEqual([{ topic: "action reminder" }, { topic: "action overdue" }]);
  });

  test("that nobody accepts is reminded of after some days, however far its date is", async () => {
    const { id } = await anAction({ dueOn: "2027-06-01" });
    await chaseActions(job(), later(4));
    expect(await news(id)).toEqual([]);
    await chaseActions(job(), later(5));
    expect(await news(id)).toEqual([{ topic: "action reminder" }]);
  });

  test("with a new date is chased anew, and the task of the old one is dealt with", async () => {
    const { personId, id } = await anAction();
    await chaseActions(job(), later(16));
    expect(await tasks(personId)).toMatchObject([{ outcome: null }]);
    const gp = scene.asGp({ requestedAt: later(17) });
    const carried = { actionId: id, kind: "carried_over", note: "Hoist", dueOn: "2027-01-05", key: newId() } as const;
    expect(await takeStep(gp, carried)).toMatchObject({ ok: true });
    expect(await tasks(personId)).toMatchObject([{ outcome: "dealt_with" }]);
    await chaseActions(job(), later(60));
    expect(await tasks(personId)).toMatchObject([{ outcome: "dealt_with" }, { outcome: null }]);
  });

  test("that is done is left alone", async () => {
    const { personId, id } = await anAction();
    await takeStep(scene.asGp({ requestedAt: AT }), { actionId: id, kind: "done", note: "Seen", key: newId() });
    await chaseActions(job(), later(30));
    expect(await news(id)).toMatchObject([{ topic: "action done" }]);
    expect(await tasks(personId)).toEqual([]);
  });

  test("that is hidden makes no task, which others would read; notices carry ids alone", async () => {
    const { personId, id } = await anAction({ restriction: "hidden", what: "SECRET" });
    await chaseActions(job(), later(16));
    expect(await tasks(personId)).toEqual([]);
    const sent = await database.sql("select payload::text from outbox where payload->>'actionId' = $1", [id]);
    expect(JSON.stringify(sent)).not.toContain("SECRET");
    expect(await news(id)).toEqual([{ topic: "action overdue" }]);
  });
});

test("a late action of the maker's own team makes no task beside it", async () => {
  const { personId, id } = await anAction({ owner: `/${scene.practice}`, ownerName: "Churchfield Practice" });
  await chaseActions(job(), later(16));
  expect(await tasks(personId)).toEqual([]);
  expect(await news(id)).toEqual([{ topic: "action overdue" }]);
});

describe("the page of actions", () => {
  const list = (asked: string, viewer = scene.asGp({ requestedAt: later(30) })) =>
    findActions(viewer, readActionFilter(new URLSearchParams(asked)));

  test("shows mine, my team's and what I made, by state, origin and person, with what came of it", async () => {
    const gp = scene.asGp();
    const mine = await anAction({ owner: `${gp.accountId}/${scene.practice}`, ownerName: gp.name });
    const ids = async (asked: string) => (await list(asked))!.actions.map((one) => one.id);
    expect(await ids("")).toEqual([mine.id]);
    expect(await ids("whose=team")).toContain(mine.id);
    expect(await ids("whose=made&state=late")).toContain(mine.id);
    expect(await ids("whose=group")).toEqual([]);
    expect(await ids(`person=${mine.personId}`)).toEqual([mine.id]);
    expect(await ids("from=case")).toEqual([]);
    expect((await list(""))!.counts).toMatchObject({ mine: { open: 1, late: 1 } });
    await takeStep(scene.asGp({ requestedAt: later(31) }), {
      ...{ actionId: mine.id, kind: "done", note: "Hoist fitted", key: newId() },
    });
    expect(await ids("")).toEqual([]);
    expect((await list("state=ended"))!.actions).toMatchObject([{ id: mine.id, outcome: "Hoist fitted" }]);
  });

  test("of somebody else's patient is not there", async () => {
    const { personId, id } = await anAction({ owner: `/${scene.practice}`, ownerName: "Churchfield Practice" });
    expect(await list(`person=${personId}`, scene.asStranger())).toBeUndefined();
    expect(await list("person=not-an-id")).toBeUndefined();
    expect((await list("whose=team", scene.asStranger()))!.actions.map((one) => one.id)).not.toContain(id);
  });

  test("a page beyond the last shows the last", async () => {
    expect(await list("whose=team&page=400")).toMatchObject({ page: 1, last: 1 });
  });
});

// Last: its maker has it in the list from here on.
test("a hidden action that comes back makes no task: its maker owns it again", async () => {
  const { personId, id } = await anAction({ restriction: "hidden", what: "SECRET", owner: OURS() });
  const owner = await scene.staff("Nurse Okoro", "practice_nurse", [], "elsewhere");
  await database.sql("update action set owner_account_id = $2 where id = $1", [id, owner().accountId]);
  const declined = { actionId: id, kind: "declined", note: "Not ours", key: newId() } as const;
  expect(await takeStep(owner({ requestedAt: AT }), declined)).toMatchObject({ ok: true });
  expect(await database.sql("select kind from task where person_id = $1", [personId])).toEqual([]);
  expect(await openAction(scene.asGp({ requestedAt: AT }), id)).toMatchObject({
    owner: { accountId: scene.asGp().accountId },
    status: "declined",
  });
});
