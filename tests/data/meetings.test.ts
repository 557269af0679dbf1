import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { openAction, takeStep } from "../../app/data/actions.server";
import { openCase } from "../../app/data/case-packs.server";
import {
  addAction,
  carryOverCase,
  closeCase,
  moveCase,
  noteCase,
  recordDecision,
  reopenCase,
  withdrawCase,
} from "../../app/data/cases.server";
import { newId } from "../../app/data/identity.server";
import { createMdg, endMembership, listMdgs, openMdg, planMeeting, setMember } from "../../app/data/mdgs.server";
import { approveMinutes, closeMeeting, openMeeting, openMinutes, setAttendance } from "../../app/data/meetings.server";
import { prepareReferral, referToMeeting } from "../../app/data/referrals.server";
import type { StaffViewer } from "../../app/domain/viewer";
import { testDatabase } from "../support/database";
import { again, inDays, mdgScene } from "../support/mdg-scene";

let scene: Awaited<ReturnType<typeof mdgScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
let url: string;
beforeAll(async () => {
  const database = await testDatabase();
  ({ sql, url } = database);
  scene = await mdgScene(database);
});

const told = { question: "Can she stay at home?", personTold: "told", personToldDetail: "By phone" } as const;
const refer = (viewer: StaffViewer, meetingId: string, personIds: string[], change = {}) =>
  referToMeeting(again(viewer), { ...told, meetingId, personIds, key: newId(), ...change });

/** A person on the agenda of a meeting of its own. */
async function aCase(inSoManyDays = 5) {
  const personId = await scene.person("Obi", scene.organisations.practice);
  const meetingId = await scene.meeting(scene.group, inSoManyDays + Math.random());
  const outcome = await refer(scene.gp, meetingId, [personId]);
  if (!outcome?.ok) throw new Error(JSON.stringify(outcome));
  return { personId, which: { meetingId, caseId: outcome.cases[0]! } };
}
const anAction = (change = {}) => ({
  what: "Visit at home",
  owner: `account:${scene.socialWorker.accountId}`,
  dueOn: inDays(7),
  key: newId(),
  ...change,
});
const seesPerson = async (viewer: StaffViewer, which: { meetingId: string; caseId: string }) =>
  (await openCase(again(viewer), which)) !== undefined;

describe("putting a person on an agenda", () => {
  test("opens the pack, and only the pack, to the group", async () => {
    const { which } = await aCase();
    const asNurse = await openCase(again(scene.nurse), which);
    expect(asNurse?.banner.name.family).toBe("Obi");
    expect(asNurse?.notes.question).toBe("Can she stay at home?");
    expect(asNurse?.parts).not.toContain("results");
    const asGp = await openCase(again(scene.gp), which);
    expect(asGp?.parts).not.toContain("results");
  });
  test("is refused to who does not stand in a relationship, as if the person did not exist", async () => {
    const personId = await scene.person("Hidden", scene.organisations.otherPractice);
    const meetingId = await scene.meeting(scene.group, 6);
    expect(await refer(scene.gp, meetingId, [personId])).toBeUndefined();
    expect(await refer(scene.gp, meetingId, [newId()])).toBeUndefined();
  });
  test("is refused onto a meeting of another group", async () => {
    const personId = await scene.person("Obi", scene.organisations.practice);
    expect(await refer(scene.gp, await scene.meeting(scene.otherGroup, 6), [personId])).toBeUndefined();
  });
  test("twice answers that the person is there already", async () => {
    const { personId, which } = await aCase();
    expect(await refer(scene.gp, which.meetingId, [personId])).toEqual({ ok: true, cases: [], already: [personId] });
  });
  test("onto a full agenda is refused, and the next meeting with room is named", async () => {
    const meetingId = await scene.meeting(scene.group, 1, 1);
    await scene.meeting(scene.group, 40);
    const [one, two] = [
      await scene.person("A", scene.organisations.practice),
      await scene.person("B", scene.organisations.practice),
    ];
    expect(await refer(scene.gp, meetingId, [one, two])).toMatchObject({
      ok: false,
      errors: { meetingId: /room for 1 of these 2/ },
    });
    expect((await refer(scene.gp, meetingId, [one]))?.ok).toBe(true);
    expect(await refer(scene.gp, meetingId, [two])).toMatchObject({
      ok: false,
      errors: { meetingId: /full: the next with room is / },
    });
  });
  test("needs a question and whether the person was told", async () => {
    const personId = await scene.person("Obi", scene.organisations.practice);
    const meetingId = await scene.meeting(scene.group, 6);
    expect(await refer(scene.gp, meetingId, [personId], { question: "", personTold: null })).toMatchObject({
      errors: { question: expect.any(String), personTold: expect.any(String) },
    });
  });
  test("waits for an import of the same people and never the other way round", async () => {
    const [low, high] = [
      await scene.person("Low", scene.organisations.practice),
      await scene.person("High", scene.organisations.practice),
    ].sort();
    const meetingId = await scene.meeting(scene.group, 6);
    const imports = new pg.Client({ connectionString: url });
    await imports.connect();
    await imports.query("begin");
    await imports.query("insert into changed_person (person_id, reason) values ($1, 'import')", [high]);
    const referred = refer(scene.gp, meetingId, [low!, high!]);
    const waits = async () => (await sql("select 1 from pg_locks where not granted")).length > 0;
    await vi.waitUntil(waits, { timeout: 5_000 });
    await imports.query(
      "select graphile_worker.add_job('refresh_changed_people', job_key => 'refresh_changed_people')",
    );
    await imports.query("commit");
    await imports.end();
    expect(await referred).toMatchObject({ ok: true });
  });
  test("is refused for somebody whose record is restricted", async () => {
    const personId = await scene.person("Obi", scene.organisations.practice);
    await sql("update person set restriction = 'dissented' where id = $1", [personId]);
    expect(await refer(scene.gp, await scene.meeting(scene.group, 6), [personId])).toMatchObject({
      errors: { person: /restricted/ },
    });
  });
});

describe("a case", () => {
  test("does not close without an action or the reason for none, and closes with either", async () => {
    const { which } = await aCase();
    expect(await closeCase(again(scene.nurse), { ...which, noActionBecause: " ", revision: 1 })).toMatchObject({
      lacking: [/action with an owner/, /objection/, /capacity/],
    });
    await scene.noted(which.caseId);
    expect(await addAction(again(scene.nurse), { ...which, ...anAction() })).toMatchObject({ ok: true });
    expect(await closeCase(again(scene.nurse), { ...which, noActionBecause: "", revision: 1 })).toEqual({ ok: true });

    const other = await aCase();
    await scene.noted(other.which.caseId);
    expect(
      await closeCase(again(scene.nurse), { ...other.which, noActionBecause: "She is well again", revision: 1 }),
    ).toEqual({ ok: true });
    expect(await reopenCase(again(scene.nurse), other.which)).toEqual({ ok: true });
  });
  test("cannot be closed behind the back of the rule: the database refuses too", async () => {
    const { which } = await aCase();
    await expect(sql("update mdg_case set status = 'closed' where id = $1", [which.caseId])).rejects.toThrow(
      /owned, dated action/,
    );
  });
  test("takes no action without an owner of the group, or without a date, or due before today", async () => {
    const { which } = await aCase();
    const add = (change: object) => addAction(again(scene.gp), { ...which, ...anAction(change) });
    expect(await add({ owner: "" })).toMatchObject({ errors: { owner: expect.any(String) } });
    expect(await add({ owner: `account:${scene.stranger.accountId}` })).toMatchObject({
      errors: { owner: expect.any(String) },
    });
    expect(await add({ dueOn: "" })).toMatchObject({ errors: { dueOn: expect.any(String) } });
    expect(await add({ dueOn: inDays(-1) })).toMatchObject({ errors: { dueOn: expect.any(String) } });
  });
  test("makes one action of a form that was sent twice", async () => {
    const { which } = await aCase();
    const form = anAction();
    const first = await addAction(again(scene.gp), { ...which, ...form });
    expect(await addAction(again(scene.gp), { ...which, ...form })).toEqual(first);
    expect(await sql("select 1 from action where case_id = $1", [which.caseId])).toHaveLength(1);
  });
  test("of two sendings at once makes one action too", async () => {
    const { which } = await aCase();
    const form = anAction();
    const [one, two] = await Promise.all([1, 2].map(() => addAction(again(scene.gp), { ...which, ...form })));
    expect(one).toEqual(two);
    expect(await sql("select 1 from action where case_id = $1", [which.caseId])).toHaveLength(1);
  });
  test("shows the second of two scribes what the first wrote, and loses neither", async () => {
    const { which } = await aCase();
    const notes = { ...told, objection: "none", objectionDetail: "", capacity: null, capacityDetail: "" } as const;
    expect(await noteCase(again(scene.gp), { ...which, revision: 1, notes: { ...notes, question: "First?" } })).toEqual(
      { ok: true },
    );
    const second = { ...which, revision: 1, notes: { ...notes, question: "Second?" } };
    expect(await noteCase(again(scene.nurse), second)).toMatchObject({
      ok: false,
      by: "Dr Khan",
      revision: 2,
      conflicts: [{ note: "question", mine: "Second?", theirs: "First?" }],
    });
    expect((await openCase(again(scene.gp), which))?.notes.question).toBe("First?");
    expect(await noteCase(again(scene.nurse), { ...second, revision: 2 })).toEqual({ ok: true });
  });
  test("keeps a corrected decision under its correction, and shows a second correction the first", async () => {
    const { which } = await aCase();
    const decide = (viewer: StaffViewer, text: string, replaces?: string) =>
      recordDecision(again(viewer), { ...which, text, replaces, key: newId() });
    const first = await decide(scene.gp, "Stay at home with two visits");
    const id = first && "decisionId" in first ? first.decisionId : "";
    expect(await decide(scene.gp, "Stay at home with four visits", id)).toMatchObject({ ok: true });
    expect(await decide(scene.nurse, "Stay at home with three visits", id)).toMatchObject({
      ok: false,
      mine: "Stay at home with three visits",
      corrected: { theirs: "Stay at home with four visits", by: "Dr Khan" },
    });
    const shown = await openCase(again(scene.gp), which);
    expect(shown?.decisions).toMatchObject([
      { text: "Stay at home with four visits", corrects: [{ text: "Stay at home with two visits" }] },
    ]);
  });
  test("taken off the agenda with a reason is out of the group's sight", async () => {
    const { which, personId } = await aCase();
    expect(await withdrawCase(again(scene.nurse), { ...which, because: "" })).toMatchObject({
      errors: { because: expect.any(String) },
    });
    expect(await withdrawCase(again(scene.nurse), { ...which, because: "She objects" })).toEqual({ ok: true });
    expect(await seesPerson(scene.nurse, which)).toBe(false);
    expect(await seesPerson(scene.gp, which)).toBe(true);
    expect(await refer(scene.gp, which.meetingId, [personId])).toMatchObject({ ok: true, cases: [which.caseId] });
    expect(await seesPerson(scene.nurse, which)).toBe(true);
  });
  test("shows what was decided about the person before", async () => {
    const { which, personId } = await aCase(2);
    await recordDecision(again(scene.gp), { ...which, text: "Earlier decision", key: newId() });
    const meetingId = await scene.meeting(scene.group, 50);
    const outcome = await refer(scene.gp, meetingId, [personId]);
    const caseId = outcome?.ok ? outcome.cases[0]! : "";
    expect((await openCase(again(scene.gp), { meetingId, caseId }))?.earlier).toMatchObject([
      { text: "Earlier decision" },
    ]);
  });
});

describe("a meeting", () => {
  test("of another group is not there", async () => {
    const { which } = await aCase();
    expect(await openMeeting(again(scene.stranger), which.meetingId)).toBeUndefined();
    expect(await openMinutes(again(scene.stranger), which.meetingId)).toBeUndefined();
    expect(await openCase(again(scene.stranger), which)).toBeUndefined();
    expect(await closeCase(again(scene.stranger), { ...which, noActionBecause: "x", revision: 1 })).toBeUndefined();
    expect(await addAction(again(scene.stranger), { ...which, ...anAction() })).toBeUndefined();
    expect(
      await closeMeeting(again(scene.stranger), { meetingId: which.meetingId, carryOver: false, key: newId() }),
    ).toBeUndefined();
    expect(await openMeeting(again(scene.gp), "no-such-meeting")).toBeUndefined();
  });
  test("has the open actions of the group's earlier cases as item 0, also for members who may not see the person", async () => {
    const { which } = await aCase(1);
    await addAction(again(scene.gp), { ...which, ...anAction({ what: "Order a hoist" }) });
    await scene.noted(which.caseId);
    await scene.begun(which.meetingId);
    await closeCase(again(scene.gp), { ...which, noActionBecause: "", revision: 1 });
    await closeMeeting(again(scene.gp), { meetingId: which.meetingId, carryOver: false, key: newId() });
    await approveMinutes(again(scene.gp), which.meetingId);
    const next = await scene.meeting(scene.group, 60);
    const asGp = (await openMeeting(again(scene.gp), next))?.itemZero.find(({ what }) => what === "Order a hoist");
    expect(asGp?.person?.name).toBe("OBI, Adaeze");
    const asNurse = (await openMeeting(again(scene.nurse), next))?.itemZero.find(
      ({ what }) => what === "Order a hoist",
    );
    expect(asNurse).toMatchObject({ owner: { name: "Ms Lewis" }, person: undefined });
  });
  test("does not close while a case waits, carries it over in one step, and gives it to the next meeting", async () => {
    const group = await createMdg(again(scene.gp), { name: "Small MDG", key: newId() });
    const mdgId = group.ok ? group.mdgId : "";
    const gp = { ...scene.gp, holders: [...scene.gp.holders, mdgId] };
    const meetingId = await scene.meeting(mdgId, 1);
    const personId = await scene.person("Waiting", scene.organisations.practice);
    await refer(gp, meetingId, [personId]);
    const close = (carryOver: boolean) => closeMeeting(again(gp), { meetingId, carryOver, key: newId() });
    expect(await close(true)).toMatchObject({ errors: { meeting: /can be closed from its start/ } });
    await scene.begun(meetingId);
    await setAttendance(again(gp), meetingId, []);
    expect(await close(true)).toMatchObject({ errors: { meeting: /Record who is here/ } });
    await setAttendance(again(gp), meetingId, [gp.accountId]);
    expect(await close(false)).toMatchObject({ errors: { meeting: /1 case is not discussed/ } });
    expect(await close(true)).toMatchObject({ errors: { meeting: /plan the next meeting first/ } });
    const plan = {
      mdgId,
      date: inDays(14),
      time: "14:00",
      place: "Library",
      slots: 6,
      minutesPerCase: 10,
      key: newId(),
    };
    const planned = await planMeeting(again(gp), plan);
    expect(await close(true)).toEqual({ ok: true });
    const next = await openMeeting(again(gp), planned?.ok ? planned.meetingId : "");
    expect(next?.cases).toMatchObject([{ personId, status: "waiting", question: told.question }]);
    expect((await openMeeting(again(gp), meetingId))?.cases).toMatchObject([{ status: "carried_over" }]);
  });
  test("ends what it opened to the group when its minutes are approved", async () => {
    const { which } = await aCase(1);
    expect(await approveMinutes(again(scene.gp), which.meetingId)).toMatchObject({
      errors: { meeting: /Close the meeting/ },
    });
    await scene.noted(which.caseId);
    await scene.begun(which.meetingId);
    await closeCase(again(scene.nurse), { ...which, noActionBecause: "All is well", revision: 1 });
    await setAttendance(again(scene.gp), which.meetingId, [scene.gp.accountId, scene.nurse.accountId]);
    await closeMeeting(again(scene.gp), { meetingId: which.meetingId, carryOver: false, key: newId() });
    expect(await seesPerson(scene.nurse, which)).toBe(true);
    expect(await approveMinutes(again(scene.gp), which.meetingId)).toEqual({ ok: true });
    expect(await seesPerson(scene.nurse, which)).toBe(false);
    const minutes = await openMinutes(again(scene.nurse), which.meetingId);
    expect(minutes).toMatchObject({ cases: [], hidden: 1 });
    expect(minutes?.attendance.map(({ name }) => name)).toEqual(["Dr Khan, GP", "Sr Mensah, Community clinician"]);
    expect(
      await noteCase(again(scene.gp), {
        ...which,
        revision: 2,
        notes: { ...told, objection: null, objectionDetail: "", capacity: null, capacityDetail: "" },
      }),
    ).toMatchObject({
      errors: { case: /minutes are approved/ },
    });
  });
  test("is ordered, closed and approved by who runs it, not by every member", async () => {
    const { which } = await aCase();
    expect(await moveCase(again(scene.nurse), { ...which, by: 1 })).toMatchObject({ ok: false });
    expect(await moveCase(again(scene.gp), { ...which, by: 1 })).toEqual({ ok: true });
    expect(
      await closeMeeting(again(scene.nurse), { meetingId: which.meetingId, carryOver: false, key: newId() }),
    ).toMatchObject({ ok: false });
    await setMember(again(scene.gp), {
      mdgId: scene.group,
      accountId: scene.nurse.accountId,
      chair: false,
      scribe: true,
    });
    expect(await moveCase(again(scene.nurse), { ...which, by: 1 })).toEqual({ ok: true });
    await setMember(again(scene.gp), {
      mdgId: scene.group,
      accountId: scene.nurse.accountId,
      chair: false,
      scribe: false,
    });
  });
  test("carries a case over once", async () => {
    const { which } = await aCase(3);
    await scene.meeting(scene.group, 4.5);
    expect(await carryOverCase(again(scene.nurse), which)).toMatchObject({ ok: true });
    expect(await carryOverCase(again(scene.nurse), which)).toMatchObject({ errors: { case: /still to be discussed/ } });
  });
});

describe("the record of access", () => {
  const refusedTo = async (ask: (viewer: StaffViewer) => Promise<unknown>) => {
    const viewer = again(scene.stranger);
    expect(await ask(viewer)).toBeUndefined();
    const rows = await sql<{ did: string }>(
      "select did from access_record where outcome = 'refused' and request_id = $1",
      [viewer.requestId],
    );
    return rows.map(({ did }) => did);
  };
  test("holds every refusal of a meeting, a case and a group", async () => {
    const { which, personId } = await aCase();
    const { meetingId } = which;
    expect(await refusedTo((viewer) => openMeeting(viewer, meetingId))).toEqual(["read agenda"]);
    expect(await refusedTo((viewer) => openMinutes(viewer, meetingId))).toEqual(["read minutes"]);
    expect(await refusedTo((viewer) => openMdg(viewer, scene.group))).toEqual(["open MDG"]);
    expect(await refusedTo((viewer) => approveMinutes(viewer, meetingId))).toEqual(["approve minutes"]);
    expect(await refusedTo((viewer) => reopenCase(viewer, which))).toEqual(["reopen case"]);
    const decision = { ...which, text: "Stay", key: newId() };
    expect(await refusedTo((viewer) => recordDecision(viewer, decision))).toEqual(["record decision"]);
    const referral = { ...told, meetingId, personIds: [personId], key: newId() };
    expect(await refusedTo((viewer) => referToMeeting(viewer, referral))).toEqual(["refer to MDG"]);
    expect(await refusedTo((viewer) => prepareReferral(viewer, [personId]))).toEqual(["prepare referral"]);
    const made = await addAction(again(scene.gp), { ...which, ...anAction() });
    const actionId = made && "actionId" in made ? made.actionId : "";
    expect(await refusedTo((viewer) => openAction(viewer, actionId))).toEqual(["read action"]);
    expect(await refusedTo((viewer) => takeStep(viewer, { actionId, kind: "done", key: newId() }))).toEqual([
      "action: done",
    ]);
  });
  test("names the people of item 0 beside those of the cases", async () => {
    const earlier = await aCase(3);
    await addAction(again(scene.gp), { ...earlier.which, ...anAction() });
    const { which, personId } = await aCase(9);
    const viewer = again(scene.gp);
    await openMeeting(viewer, which.meetingId);
    const [row] = await sql<{ shown: string[] }>(
      "select shown from access_record where did = 'read agenda' and request_id = $1",
      [viewer.requestId],
    );
    expect(row?.shown).toEqual(expect.arrayContaining([personId, earlier.personId]));
  });
});

describe("a group", () => {
  test("is listed for its members with their role and organisation", async () => {
    const [listed] = (await listMdgs(again(scene.nurse))).filter(({ id }) => id === scene.group);
    expect(listed?.members).toContainEqual(
      expect.objectContaining({ name: "Sr Mensah", role: "Community clinician", organisationName: "Community trust" }),
    );
    expect((await listMdgs(again(scene.stranger))).map(({ id }) => id)).toEqual([scene.otherGroup]);
    expect(await openMdg(again(scene.stranger), scene.group)).toBeUndefined();
  });
  test("takes members whose role takes part, from who runs it", async () => {
    const analyst = await scene.staff("An Analyst", "analyst", scene.organisations.practice);
    const therapist = await scene.staff("A Therapist", "community_clinician", scene.organisations.trust);
    const set = (viewer: StaffViewer, accountId: string) =>
      setMember(again(viewer), { mdgId: scene.group, accountId, chair: false, scribe: false });
    expect(await set(scene.gp, analyst.accountId)).toMatchObject({ ok: false });
    expect(await set(scene.nurse, therapist.accountId)).toBeUndefined();
    expect(await set(scene.stranger, therapist.accountId)).toBeUndefined();
    expect(await set(scene.gp, therapist.accountId)).toEqual({ ok: true });
    expect(await endMembership(again(scene.gp), { mdgId: scene.group, accountId: therapist.accountId })).toEqual({
      ok: true,
    });
    expect((await openMdg(again(scene.gp), scene.group))?.members.map(({ name }) => name)).not.toContain("A Therapist");
  });
});
