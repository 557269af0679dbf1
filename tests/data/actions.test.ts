import { beforeAll, describe, expect, test } from "vitest";
import { openAction, type StepAction, takeStep } from "../../app/data/actions.server";
import { addAction, closeCase } from "../../app/data/cases.server";
import { asViewer } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { approveMinutes, closeMeeting } from "../../app/data/meetings.server";
import { referToMeeting } from "../../app/data/referrals.server";
import { openMyWork } from "../../app/data/work.server";
import type { StaffViewer } from "../../app/domain/viewer";
import { testDatabase } from "../support/database";
import { again, DAY, inDays, mdgScene } from "../support/mdg-scene";

let scene: Awaited<ReturnType<typeof mdgScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await mdgScene(database);
});

/** An action for the social worker from a meeting whose minutes are approved: only the action is left of it. */
async function anAction({ approved = true, owner = `account:${scene.socialWorker.accountId}` } = {}) {
  const personId = await scene.person("Obi", scene.organisations.practice);
  const meetingId = await scene.meeting(scene.group, 5 + Math.random());
  const notes = { question: "Q?", personTold: "told", personToldDetail: "By phone" } as const;
  const referred = await referToMeeting(again(scene.gp), { ...notes, personIds: [personId], meetingId, key: newId() });
  const which = { meetingId, caseId: referred?.ok ? referred.cases[0]! : "" };
  const made = await addAction(again(scene.gp), {
    ...which,
    what: "Assess the carer",
    owner,
    dueOn: inDays(7),
    key: newId(),
  });
  if (!made || !("actionId" in made)) throw new Error(JSON.stringify(made));
  if (approved) {
    await scene.noted(which.caseId);
    await scene.begun(meetingId);
    await closeCase(again(scene.gp), { ...which, noActionBecause: "", revision: 1 });
    await closeMeeting(again(scene.gp), { meetingId, carryOver: false, key: newId() });
    await approveMinutes(again(scene.gp), meetingId);
  }
  return { personId, actionId: made.actionId };
}
const step = (viewer: StaffViewer, actionId: string, kind: StepAction["kind"], change: Partial<StepAction> = {}) =>
  takeStep(again(viewer), { actionId, kind, key: newId(), ...change });
const namesSeen = (viewer: StaffViewer, personId: string) =>
  asViewer(again(viewer), "read", (db) => db.personName.count({ where: { personId } }));

describe("the owner of an action", () => {
  test("sees the action but not the person until it is accepted; then until seven days after it is done", async () => {
    const { personId, actionId } = await anAction();
    expect(await openAction(again(scene.socialWorker), actionId)).toMatchObject({
      what: "Assess the carer",
      person: undefined,
    });
    expect(await namesSeen(scene.socialWorker, personId)).toBe(0);
    expect(await step(scene.socialWorker, actionId, "accepted")).toEqual({ ok: true, status: "accepted" });
    expect(await namesSeen(scene.socialWorker, personId)).toBe(1);
    expect(await openAction(again(scene.socialWorker), actionId)).toMatchObject({ person: { name: "OBI, Adaeze" } });
    expect(await step(scene.socialWorker, actionId, "done", { note: "Assessed" })).toEqual({
      ok: true,
      status: "done",
    });
    expect(await namesSeen(scene.socialWorker, personId)).toBe(1);
    const [held] = await sql<{ ends_at: Date }>(
      "select ends_at from relationship where source = 'action' and source_id = $1",
      [actionId],
    );
    expect(Math.round((held!.ends_at.getTime() - Date.now()) / DAY)).toBe(7);
    await sql(
      "update relationship set ends_at = now() - interval '1 second' where source = 'action' and source_id = $1",
      [actionId],
    );
    expect(await namesSeen(scene.socialWorker, personId)).toBe(0);
  });
  test("may be an organisation, for which a colleague accepts", async () => {
    const { personId, actionId } = await anAction({ owner: `organisation:${scene.organisations.trust}` });
    const colleague = await scene.staff("A Therapist", "community_clinician", scene.organisations.trust);
    expect(await step(colleague, actionId, "accepted")).toMatchObject({ ok: true });
    expect(await namesSeen(colleague, personId)).toBe(1);
  });
  test("finds it on My work, late ones first", async () => {
    const { actionId } = await anAction();
    await sql("update action set due_on = current_date - 3 where id = $1", [actionId]);
    const { actions } = await openMyWork(again(scene.socialWorker));
    expect(actions[0]).toMatchObject({ id: actionId, steps: expect.arrayContaining(["accepted", "declined", "done"]) });
  });
});

describe("a declined action", () => {
  test("goes back to its maker with a task for the maker's organisation, and is never without an owner", async () => {
    const { personId, actionId } = await anAction();
    await step(scene.socialWorker, actionId, "accepted");
    expect(await step(scene.socialWorker, actionId, "declined")).toMatchObject({
      errors: { note: expect.any(String) },
    });
    expect(await step(scene.socialWorker, actionId, "declined", { note: "She lives elsewhere" })).toEqual({
      ok: true,
      status: "declined",
    });
    expect(await sql("select owner_account_id, owner_name, status from action where id = $1", [actionId])).toEqual([
      { owner_account_id: scene.gp.accountId, owner_name: "Dr Khan", status: "declined" },
    ]);
    expect(await namesSeen(scene.socialWorker, personId)).toBe(0);
    const work = await openMyWork(again(scene.gp));
    expect(work.tasks).toContainEqual(
      expect.objectContaining({
        kind: "action_declined",
        personId,
        headline: expect.stringContaining("Assess the carer"),
      }),
    );
    expect(work.actions.map(({ id }) => id)).toContain(actionId);
    const shown = await openAction(again(scene.gp), actionId);
    expect(shown?.events.map(({ kind }) => kind)).toEqual(["created", "accepted", "declined"]);
    expect(await step(scene.gp, actionId, "declined", { note: "Not me" })).toMatchObject({ ok: false });
  });
  test("twice raises a task each time, which ends when somebody owns the action again", async () => {
    const { personId, actionId } = await anAction();
    for (const time of [1, 2]) {
      await step(scene.socialWorker, actionId, "bounced", { note: `Not ours ${time}` });
      await step(scene.gp, actionId, "reassigned", { owner: `account:${scene.socialWorker.accountId}` });
    }
    expect(await sql("select outcome from task where person_id = $1", [personId])).toEqual([
      { outcome: "dealt_with" },
      { outcome: "dealt_with" },
    ]);
  });
});

describe("a step", () => {
  test("of an action that is not the viewer's business is not there", async () => {
    const { actionId } = await anAction();
    expect(await step(scene.stranger, actionId, "accepted")).toBeUndefined();
    expect(await openAction(again(scene.stranger), actionId)).toBeUndefined();
  });
  test("that is not the viewer's to take is refused: a member of the group does not accept for the owner", async () => {
    const { actionId } = await anAction();
    expect(await step(scene.nurse, actionId, "accepted")).toMatchObject({ ok: false });
    expect(
      await step(scene.nurse, actionId, "carried_over", { note: "Waiting for the hoist", dueOn: inDays(20) }),
    ).toMatchObject({ ok: true });
    expect(await sql("select due_on::text from action where id = $1", [actionId])).toEqual([{ due_on: inDays(20) }]);
  });
  test("taken by two at once is taken by one", async () => {
    const { actionId } = await anAction();
    const outcomes = await Promise.all([
      step(scene.gp, actionId, "done"),
      step(scene.gp, actionId, "cancelled", { note: "No" }),
    ]);
    expect(outcomes.filter((outcome) => outcome?.ok)).toHaveLength(1);
    expect(await sql("select 1 from action_event where action_id = $1", [actionId])).toHaveLength(2);
  });
  test("given to somebody else ends what acceptance had opened", async () => {
    const { personId, actionId } = await anAction();
    await step(scene.socialWorker, actionId, "accepted");
    await step(scene.gp, actionId, "reassigned", { owner: `account:${scene.nurse.accountId}` });
    expect(await namesSeen(scene.socialWorker, personId)).toBe(0);
  });
});

test("an action about somebody out of reach cannot be made to see that person", async () => {
  const personId = await scene.person("Hidden", scene.organisations.otherPractice);
  await expect(
    asViewer(
      again(scene.gp),
      "command",
      (db) => db.$executeRaw`
      insert into action (person_id, id, what, due_on, owner_name, owner_organisation_id, status, origin, created_at, created_by, created_by_name)
      values (${personId}::uuid, ${newId()}::uuid, 'x', current_date, 'x', ${scene.gp.organisationId}::uuid, 'offered', 'plan', now(), ${scene.gp.accountId}::uuid, 'x')`,
    ),
  ).rejects.toThrow(/row-level security/);
});
