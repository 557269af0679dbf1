/**
 * Cases: one person on one agenda. Every command locks the case first, so that two scribes write one after the other,
 * and what the second would overwrite is shown instead. Only members of the group reach a case; for everybody else
 * the answer is undefined, as for a case that does not exist.
 */
import { type CaseStatus, moveCase as moved, whyNotClosable } from "../domain/agenda";
import { type CaseNotes, conflictsBetween, type NoteConflict, readDate, whyNotNoted } from "../domain/meeting";
import { sourcesLeft } from "../domain/person";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { actionsOfCases, ownersFor } from "./action-lists.server";
import { makeAction } from "./actions.server";
import { markChanged, onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { meetingAfter, refused, runsGroup } from "./mdgs.server";
import { lockMeeting, ON_AGENDA, orNull, putOnAgenda } from "./referrals.server";
import { relationshipsWith, restrictionOf } from "./relationships.server";

// ── What is said about it ─────────────────────────────────────────────────────────────────────────────────

export type CaseOfMeeting = { meetingId: string; caseId: string };
type LockedCase = NonNullable<Awaited<ReturnType<typeof lockCase>>>;

/** The case, its meeting and group; undefined when it is not the viewer's group's or the person not in its reach. */
async function lockCase(db: Db, viewer: StaffViewer, { meetingId, caseId }: CaseOfMeeting) {
  if (!isUuid(meetingId) || !isUuid(caseId)) return undefined;
  await db.$executeRaw`select from mdg_case where meeting_id = ${meetingId}::uuid and id = ${caseId}::uuid for update`;
  const found = await db.mdgCase.findFirst({
    where: { meetingId, id: caseId, meeting: { mdgId: { in: [...viewer.holders] } } },
    include: { meeting: true },
  });
  if (!found || found.personId === viewer.ownPersonId) return undefined;
  const sources = await relationshipsWith(db, viewer, found.personId);
  return sourcesLeft(sources, await restrictionOf(db, found.personId)).length ? found : undefined;
}

/** Runs a command on the locked case; nothing changes once the minutes are approved. `did` names it if refused. */
function onCase<T>(
  viewer: StaffViewer,
  did: string,
  which: CaseOfMeeting,
  work: (db: Db, locked: LockedCase) => Promise<T>,
): Promise<T | ReturnType<typeof refused> | undefined> {
  return asViewer(viewer, "command", async (db) => {
    const locked = await lockCase(db, viewer, which);
    if (!locked) return notTheirs(db, viewer, did);
    if (locked.meeting.minutesApprovedAt)
      return refused("case", "The minutes are approved: nothing of this case changes any more");
    return work(db, locked);
  });
}

export const notesOf = (row: {
  question: string;
  personTold: string | null;
  personToldDetail: string | null;
  objection: string | null;
  objectionDetail: string | null;
  capacity: string | null;
  capacityDetail: string | null;
  noActionBecause: string | null;
}): CaseNotes => ({
  question: row.question,
  personTold: row.personTold as CaseNotes["personTold"],
  personToldDetail: row.personToldDetail ?? "",
  objection: row.objection as CaseNotes["objection"],
  objectionDetail: row.objectionDetail ?? "",
  capacity: row.capacity as CaseNotes["capacity"],
  capacityDetail: row.capacityDetail ?? "",
  noActionBecause: row.noActionBecause ?? "",
});

export type Conflicted = { ok: false; conflicts: NoteConflict[]; revision: number; by: string; at: Date | null };

/** What somebody wrote meanwhile, beside what the viewer wants to write; undefined when nobody did. */
function conflictOf(locked: LockedCase, revision: number, mine: CaseNotes): Conflicted | undefined {
  if (locked.revision === revision) return undefined;
  const conflicts = conflictsBetween(mine, notesOf(locked));
  if (!conflicts.length) return undefined;
  return {
    ok: false,
    conflicts,
    revision: locked.revision,
    by: locked.changedByName ?? "Somebody",
    at: locked.changedAt,
  };
}

/** Saves the notes of the case (safety rule 14), unless somebody else changed them since `revision` was read. */
export function noteCase(
  viewer: StaffViewer,
  { notes, revision, ...which }: CaseOfMeeting & { notes: Omit<CaseNotes, "noActionBecause">; revision: number },
) {
  return onCase(viewer, "note case", which, async (db, locked) => {
    const mine: CaseNotes = { ...notes, noActionBecause: locked.noActionBecause ?? "" };
    const errors = whyNotNoted(mine);
    if (Object.keys(errors).length) return { ok: false, errors } as const;
    const conflict = conflictOf(locked, revision, mine);
    if (conflict) return conflict;
    await saveCase(db, viewer, locked, {
      question: notes.question.trim(),
      personTold: notes.personTold,
      personToldDetail: orNull(notes.personToldDetail),
      objection: notes.objection,
      objectionDetail: orNull(notes.objectionDetail),
      capacity: notes.capacity,
      capacityDetail: orNull(notes.capacityDetail),
    });
    await recordAccess(db, viewer, { did: "note case", personId: locked.personId });
    return { ok: true } as const;
  });
}

async function saveCase(db: Db, viewer: StaffViewer, { personId, id }: LockedCase, change: object): Promise<void> {
  await db.mdgCase.update({
    where: { personId_id: { personId, id } },
    data: { ...change, revision: { increment: 1 }, changedAt: viewer.requestedAt, changedByName: viewer.name },
  });
}

export type RecordDecision = CaseOfMeeting & {
  text: string /** The decision that this one corrects. */;
  replaces?: string;
  key: string;
};

/** A decision is never changed: a correction is a new one. Of two corrections the second is shown the first. */
export function recordDecision(viewer: StaffViewer, { text, replaces, key, ...which }: RecordDecision) {
  return onCase(viewer, "record decision", which, (db, locked) =>
    onceOnly(db, viewer, "record decision", key, async () => {
      const { personId } = locked;
      if (!text.trim()) return refused("text", "Write the decision");
      if (replaces) {
        const where = { personId, caseId: locked.id };
        const corrected = await db.caseDecision.findFirst({ where: { ...where, replaces } });
        if (corrected)
          return {
            ok: false,
            corrected: { theirs: corrected.text, by: corrected.byName, id: corrected.id },
            mine: text,
          } as const;
        if (!(await db.caseDecision.findFirst({ where: { ...where, id: replaces } })))
          return refused("text", "That decision is not of this case");
      } else if (locked.status !== "waiting") return refused("text", "Open the case again to record another decision");
      const id = newId(viewer.requestedAt);
      await db.caseDecision.create({
        data: {
          personId,
          id,
          caseId: locked.id,
          text: text.trim(),
          at: viewer.requestedAt,
          by: viewer.accountId,
          byName: viewer.name,
          replaces,
        },
      });
      await recordAccess(db, viewer, { did: "record decision", personId });
      return { ok: true, decisionId: id } as const;
    }),
  );
}

export type AddAction = CaseOfMeeting & {
  what: string;
  /** "account:ID" of a member or "organisation:ID". */
  owner: string;
  /** "2026-12-04". */
  dueOn: string;
  key: string;
};

/** An owned, dated action of the case. The same key again makes no second one. */
export function addAction(viewer: StaffViewer, { what, owner, dueOn, key, ...which }: AddAction) {
  return onCase(viewer, "add action", which, (db, locked) =>
    onceOnly(db, viewer, "add action", key, async () => {
      if (locked.status !== "waiting") return refused("what", "Open the case again to add another action");
      const { personId, meeting } = locked;
      const chosen = (await ownersFor(db, meeting.mdgId, personId, viewer.requestedAt)).find(
        ({ value }) => value === owner,
      );
      const origin = { caseId: locked.id, mdgId: meeting.mdgId };
      const made = await makeAction(db, viewer, { personId, what, owner: chosen, dueOn: readDate(dueOn), origin });
      if (made.ok) await recordAccess(db, viewer, { did: "add action", personId });
      return made;
    }),
  );
}

// ── How it ends ───────────────────────────────────────────────────────────────────────────────────────────

export type CloseCase = CaseOfMeeting & { noActionBecause: string; revision: number };

/** Closes the case with its actions, or with the reason for none. */
export function closeCase(viewer: StaffViewer, { noActionBecause, revision, ...which }: CloseCase) {
  return onCase(viewer, "close case", which, async (db, locked) => {
    const conflict = conflictOf(locked, revision, { ...notesOf(locked), noActionBecause: noActionBecause.trim() });
    if (conflict) return conflict;
    const actions = await actionsOfCases(db, viewer, [locked]);
    const status = locked.status as CaseStatus;
    const lacking = whyNotClosable({ ...locked, status, noActionBecause, actions });
    if (lacking.length) return { ok: false, lacking } as const;
    const closed = { status: "closed", closedAt: viewer.requestedAt, closedByName: viewer.name };
    await saveCase(db, viewer, locked, { ...closed, noActionBecause: orNull(noActionBecause) });
    await recordAccess(db, viewer, { did: "close case", personId: locked.personId });
    return { ok: true } as const;
  });
}

export function reopenCase(viewer: StaffViewer, which: CaseOfMeeting) {
  return onCase(viewer, "reopen case", which, async (db, locked) => {
    if (locked.meeting.closedAt) return refused("case", "The meeting is closed: put the person on the next one");
    if (locked.status !== "closed") return refused("case", "Only a closed case can be opened again");
    await saveCase(db, viewer, locked, { status: "waiting", closedAt: null, closedByName: null });
    await recordAccess(db, viewer, { did: "reopen case", personId: locked.personId });
    return { ok: true } as const;
  });
}

/** To the group's next meeting, with its question and notes. */
export function carryOverCase(viewer: StaffViewer, which: CaseOfMeeting) {
  return onCase(viewer, "carry case over", which, async (db, locked) => {
    if (locked.status !== "waiting")
      return refused("case", "Only a case that is still to be discussed can be carried over");
    const next = await meetingAfter(db, locked.meeting);
    if (!next) return refused("case", "No later meeting is planned: plan the next meeting first");
    await carryOver(db, viewer, locked, next);
    await markChanged(db, locked.personId, ON_AGENDA);
    return { ok: true, to: next.startsAt } as const;
  });
}

type Carried = Parameters<typeof notesOf>[0] & { personId: string; id: string; meeting: { mdgId: string } };

/** Goes along even onto a full agenda, which then says that it is over its slots. The caller marks people changed. */
export async function carryOver(
  db: Db,
  viewer: StaffViewer,
  from: Carried,
  next: { id: string; startsAt: Date },
): Promise<void> {
  const { personId } = from;
  const there = await db.mdgCase.findFirst({
    where: { meetingId: next.id, personId },
    select: { id: true, status: true },
  });
  if (!there || there.status === "withdrawn")
    await putOnAgenda(db, viewer, { ...next, mdgId: from.meeting.mdgId }, personId, notesOf(from), there?.id);
  await db.mdgCase.update({
    where: { personId_id: { personId, id: from.id } },
    data: {
      status: "carried_over",
      revision: { increment: 1 },
      changedAt: viewer.requestedAt,
      changedByName: viewer.name,
    },
  });
  await recordAccess(db, viewer, { did: "carry case over", personId });
}

/** Takes the case off the agenda, with the reason; what it opened to the group ends. */
export function withdrawCase(viewer: StaffViewer, { because, ...which }: CaseOfMeeting & { because: string }) {
  return onCase(viewer, "take case off agenda", which, async (db, locked) => {
    if (locked.status !== "waiting")
      return refused("because", "Only a case that is still to be discussed can be taken off");
    if (!because.trim()) return refused("because", "Say why the case is taken off the agenda");
    await saveCase(db, viewer, locked, { status: "withdrawn", noActionBecause: because.trim() });
    await recordAccess(db, viewer, { did: "take case off agenda", personId: locked.personId });
    // Last: after it the viewer may not see the person any more.
    await db.$executeRaw`update relationship set ends_at = ${viewer.requestedAt} where person_id = ${locked.personId}::uuid
      and holder_id = ${locked.meeting.mdgId}::uuid and source = 'meeting' and source_id = ${locked.meetingId}`;
    return { ok: true } as const;
  });
}

/** One place up (-1) or down (1) the agenda, by whoever runs the meeting. */
export function moveCase(viewer: StaffViewer, { by, ...which }: CaseOfMeeting & { by: -1 | 1 }) {
  return onCase(viewer, "order agenda", which, async (db, locked) => {
    if (!(await runsGroup(db, viewer, locked.meeting.mdgId)))
      return refused("case", "The chair or scribe orders the agenda");
    await lockMeeting(db, viewer, which.meetingId);
    const cases = await db.mdgCase.findMany({
      where: { meetingId: which.meetingId },
      select: { personId: true, id: true, position: true, status: true },
    });
    const order = moved(
      cases.map(({ status, ...one }) => ({ ...one, status: status as CaseStatus })),
      which.caseId,
      by,
    );
    for (const { personId, id, position } of cases) {
      const wanted = order.indexOf(id) + 1;
      if (position !== wanted)
        await db.mdgCase.update({ where: { personId_id: { personId, id } }, data: { position: wanted } });
    }
    return { ok: true } as const;
  });
}
