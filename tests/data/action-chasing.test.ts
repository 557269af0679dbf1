/** An action that nobody does is asked about: its owner in time, and in the end whoever made it (hazard 10). */
import { beforeAll, describe, expect, test } from "vitest";
import { chaseActions } from "../../app/data/action-chasing.server";
import { findActions } from "../../app/data/action-pages.server";
import { openAction, takeStep } from "../../app/data/actions.server";
import { newId } from "../../app/data/identity.server";
import { restrictPart } from "../../app/data/plan-restricting.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { readActionFilter } from "../../app/domain/action-filter";
import type { Values } from "../../app/domain/plan";
import { noticeOf } from "../../app/outside/notices";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
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
/** What goes out of its news, as the job sends it. */
const noticesOf = async (id: string, topic: string) =>
  (
    await database.sql<Parameters<typeof noticeOf>[0]>(
      "select id, topic, payload, at from outbox where payload->>'actionId' = $1 and topic = $2 order by at",
      [id, topic],
    )
  ).map(noticeOf);
const tasks = (personId: string) =>
  database.sql<{ headline: string; outcome: string | null }>(
    "select headline, outcome from task where person_id = $1 and kind = 'action_overdue' order by created_at",
    [personId],
  );

describe("the notice", () => {
  test("of an action that is offered goes to its owner", async () => {
    const worker = scene.asSocialWorker();
    const team = await anAction();
    const named = await anAction({ owner: `${worker.accountId}/${scene.practice}`, ownerName: worker.name });
    const [toTeam, toNamed] = [await noticesOf(team.id, "action offered"), await noticesOf(named.id, "action offered")];
    expect(toTeam).toMatchObject([{ organisationId: scene.elsewhere }]);
    expect(toTeam[0]).not.toHaveProperty("accountId");
    expect(toNamed).toMatchObject([{ organisationId: scene.practice, accountId: worker.accountId }]);
  });

  test("of a step goes to its owner, and to its maker where the owner took it", async () => {
    const gp = scene.asGp({ requestedAt: AT });
    const theirs = await anAction();
    await takeStep(gp, { actionId: theirs.id, kind: "done", note: "Seen", key: newId() });
    expect(await noticesOf(theirs.id, "action done")).toMatchObject([{ organisationId: scene.elsewhere }]);
    const owner = scene.asNurse({ requestedAt: AT });
    const taken = await anAction({ owner: `${owner.accountId}/${scene.practice}`, ownerName: owner.name });
    await takeStep(owner, { actionId: taken.id, kind: "accepted", key: newId() });
    expect(await noticesOf(taken.id, "action accepted")).toMatchObject([
      { organisationId: scene.practice, accountId: gp.accountId },
    ]);
  });

  test("of a new owner and of one asked again goes to that owner", async () => {
    const { personId, id } = await anAction();
    const nurse = scene.asNurse();
    const owner = { owner: `${nurse.accountId}/${scene.practice}`, ownerName: nurse.name };
    const values = { what: "Visit", dueOn: "2026-12-01", ...owner };
    await scene.draft(scene.asGp(), personId, { unit: "actions/visit", values });
    const at = later(1);
    expect(await scene.publish(scene.asGp({ requestedAt: at }), personId, { at })).toMatchObject({ ok: true });
    expect(await noticesOf(id, "action offered")).toMatchObject([
      { organisationId: scene.elsewhere },
      { organisationId: scene.practice, accountId: nurse.accountId },
    ]);
  });
});

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

test("all that are due are chased in one run, however few are held at once and however many were chased before", async () => {
  const old = [await anAction(), await anAction(), await anAction()];
  await chaseActions(job(), later(16));
  await chaseActions(job(), later(17));
  const fresh = [await anAction({ dueOn: "2027-07-01" }), await anAction({ dueOn: "2027-07-01" })];
  await chaseActions(job(), later(18), 2);
  for (const { id } of fresh) expect(await news(id)).toEqual([{ topic: "action reminder" }]);
  for (const { id } of old) expect(await news(id)).toHaveLength(2);
});

test("an owner who took it over is reminded, although its earlier owner was", async () => {
  const { id } = await anAction({ owner: OURS(), ownerName: "Churchfield Practice", dueOn: "2027-06-01" });
  await chaseActions(job(), later(6));
  const nurse = scene.asNurse();
  await database.sql(
    "insert into assignment (id, account_id, organisation_id, role, starts_at) values ($1, $2, $3, 'practice_nurse', '2020-01-01')",
    [newId(), nurse.accountId, scene.practice],
  );
  const found = await openAction(scene.asGp({ requestedAt: later(7) }), id);
  const to = found!.owners.find(({ accountId }) => accountId === nurse.accountId)!.value;
  const given = { actionId: id, kind: "reassigned", owner: to, key: newId() } as const;
  expect(await takeStep(scene.asGp({ requestedAt: later(7) }), given)).toMatchObject({ ok: true });
  await chaseActions(job(), later(11));
  expect(await news(id)).toEqual([{ topic: "action reminder" }, { topic: "action reassigned" }]);
  await chaseActions(job(), later(12));
  const sent = await noticesOf(id, "action reminder");
  expect(sent.map(({ accountId }) => accountId)).toEqual([undefined, nurse.accountId]);
});

test("a task about an action that is hidden since ends when it is hidden, by the clock of that command", async () => {
  const { personId } = await anAction();
  await chaseActions(job(), later(16));
  const at = later(17);
  const hide = { unit: "actions/visit", kind: "hidden", category: "third_party", roles: [], until: undefined } as const;
  await restrictPart(scene.asGp({ requestedAt: at }), { ...hide, personId, key: newId(), render, at });
  expect(
    await database.sql("select done_at, outcome from task where person_id = $1 and kind = 'action_overdue'", [
      personId,
    ]),
  ).toEqual([{ done_at: at, outcome: "overtaken" }]);
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
