/** Onto an agenda: people whom a member of the group knows, with a question for the group. */
import { type CaseNotes, meetingInWords, whyNotReferred } from "../domain/meeting";
import { sourcesLeft } from "../domain/person";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { markPeopleChanged, onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { comingMeetings, type Done, refused } from "./mdgs.server";
import { namesOf } from "./names.server";
import { openRelationship, relationshipsWith, restrictionOf } from "./relationships.server";

/** Longer after its start nobody is put on a meeting's agenda, even if it was not closed. */
const LATEST_AFTER_START = 4 * 3_600_000;

/**
 * What a referral chooses from: the people, who stand on which agenda already, and the coming meetings of the viewer's
 * groups. Undefined when one of the people is not the viewer's business.
 */
export function prepareReferral(viewer: StaffViewer, personIds: readonly string[]) {
  return asViewer(viewer, "read", async (db) => {
    if (!personIds.length) return undefined;
    if (!personIds.every(isUuid) || !(await peopleToRefer(db, viewer, personIds)))
      return notTheirs(db, viewer, "prepare referral");
    const names = await namesOf(db, viewer, personIds);
    const since = viewer.requestedAt.getTime() - LATEST_AFTER_START;
    const meetings = (await comingMeetings(db, viewer.holders)).filter(({ startsAt }) => startsAt.getTime() > since);
    const waiting = await db.mdgCase.findMany({
      where: { personId: { in: [...personIds] }, meetingId: { in: meetings.map(({ id }) => id) }, status: "waiting" },
      select: { personId: true, meetingId: true },
    });
    await recordAccess(db, viewer, { did: "prepare referral", shown: [...names.keys()] });
    const people = [...names.values()].map(({ id, name }) => ({
      personId: id,
      name,
      on: waiting.filter(({ personId }) => personId === id).map(({ meetingId }) => meetingId),
    }));
    return { people, meetings };
  });
}

export type Referral = Pick<CaseNotes, "question" | "personTold" | "personToldDetail"> & {
  personIds: readonly string[];
  /** By person id, where somebody has a question of the own; the others share `question`. */
  questions?: Readonly<Record<string, string>>;
  meetingId: string;
  key: string;
};
export type Referred = Done<{ cases: string[] /** People who stand on this agenda already. */; already: string[] }>;

/**
 * Puts people on the agenda of a coming meeting of one of the viewer's groups, which opens their pack to the group
 * until the minutes are approved. Undefined when a person or the meeting is not the viewer's business.
 */
export function referToMeeting(viewer: StaffViewer, referral: Referral): Promise<Referred | undefined> {
  return asViewer(viewer, "command", async (db) => {
    const ready = await readyToRefer(db, viewer, referral);
    if (!ready) return notTheirs(db, viewer, "refer to MDG");
    return onceOnly(db, viewer, "refer to MDG", referral.key, ready);
  });
}

/**
 * The referral, to be run once within a command; undefined when a person or the meeting is not the viewer's business.
 * It marks people changed, so nothing that waits for other people's rows may follow it.
 */
export async function readyToRefer(
  db: Db,
  viewer: StaffViewer,
  referral: Omit<Referral, "key">,
): Promise<(() => Promise<Referred>) | undefined> {
  const known = [referral.meetingId, ...referral.personIds].every(isUuid);
  const meeting = known ? await lockMeeting(db, viewer, referral.meetingId) : undefined;
  const people = meeting && (await peopleToRefer(db, viewer, referral.personIds));
  if (!meeting || !people) return undefined;
  return () => refer(db, viewer, referral, meeting, people);
}

type LockedMeeting = NonNullable<Awaited<ReturnType<typeof lockMeeting>>>;

/** Of the viewer's groups only. Locked, so that two referrals do not take one slot. */
export async function lockMeeting(db: Db, viewer: StaffViewer, meetingId: string) {
  await db.$executeRaw`select from meeting where id = ${meetingId}::uuid for update`;
  return (await db.meeting.findFirst({ where: { id: meetingId, mdgId: { in: [...viewer.holders] } } })) ?? undefined;
}

export async function peopleToRefer(db: Db, viewer: StaffViewer, personIds: readonly string[]) {
  const people = [];
  for (const id of new Set(personIds)) {
    const person = await db.person.findUnique({ where: { id }, select: { id: true, deceased: true } });
    const restriction = await restrictionOf(db, id);
    const sources = await relationshipsWith(db, viewer, id);
    if (!person || !sourcesLeft(sources, restriction).length) return undefined;
    people.push({ ...person, restriction });
  }
  return people.length ? people : undefined;
}

async function refer(
  db: Db,
  viewer: StaffViewer,
  referral: Omit<Referral, "key">,
  meeting: LockedMeeting,
  people: { id: string; restriction: string | null; deceased: boolean }[],
): Promise<Referred> {
  const questionOf = (personId: string) => referral.questions?.[personId] ?? referral.question;
  const errors = Object.assign(
    {},
    ...people.map(({ id }) => whyNotReferred({ ...referral, question: questionOf(id) })),
  );
  if (Object.keys(errors).length) return { ok: false, errors };
  if (meeting.closedAt) return refused("meetingId", "This meeting is closed: choose a later one");
  if (people.some(({ restriction }) => restriction))
    return refused(
      "person",
      "Sharing beyond the practice is restricted for this person: they cannot be put on an agenda",
    );
  if (people.some(({ deceased }) => deceased)) return refused("person", "This person is recorded as having died");

  const rows = await db.mdgCase.findMany({
    where: { meetingId: meeting.id, personId: { in: people.map(({ id }) => id) } },
    select: { id: true, personId: true, status: true },
  });
  const already = rows.filter(({ status }) => status !== "withdrawn").map(({ personId }) => personId);
  const toPut = people.filter(({ id }) => !already.includes(id));
  const full = toPut.length ? await whyFull(db, meeting, toPut.length) : undefined;
  if (full) return refused("meetingId", full);

  const cases = [];
  for (const { id: personId } of toPut) {
    const earlier = rows.find((row) => row.personId === personId);
    cases.push(
      await putOnAgenda(db, viewer, meeting, personId, { ...referral, question: questionOf(personId) }, earlier?.id),
    );
  }
  await markPeopleChanged(
    db,
    toPut.map(({ id }) => id),
    ON_AGENDA,
  );
  return { ok: true, cases, already };
}

/** Undefined when there is room. */
async function whyFull(db: Db, meeting: LockedMeeting, wanted: number): Promise<string | undefined> {
  const coming = await comingMeetings(db, [meeting.mdgId]);
  const free = coming.find(({ id }) => id === meeting.id)?.free ?? 0;
  if (free >= wanted) return undefined;
  const other = coming.find(({ startsAt, free: room }) => startsAt > meeting.startsAt && room >= wanted);
  const room = free <= 0 ? "This meeting is full" : `This meeting has room for ${free} of these ${wanted} people`;
  return other
    ? `${room}: the next with room is ${meetingInWords(other.startsAt)}`
    : `${room}, and no later one has room`;
}

type PutOn = Pick<CaseNotes, "question" | "personTold" | "personToldDetail"> & Partial<CaseNotes>;

/** Why a person who was put on an agenda counts as changed. */
export const ON_AGENDA = "put on the agenda of a meeting";

/**
 * A waiting case at the end of the agenda, and the relationship that goes with it. The caller marks the people
 * changed, all at once and last.
 */
export async function putOnAgenda(
  db: Db,
  viewer: StaffViewer,
  meeting: { id: string; mdgId: string },
  personId: string,
  notes: PutOn,
  withdrawnId?: string,
): Promise<string> {
  const id = withdrawnId ?? newId(viewer.requestedAt);
  const last = await db.mdgCase.aggregate({ where: { meetingId: meeting.id }, _max: { position: true } });
  const data = {
    position: (last._max.position ?? 0) + 1,
    question: notes.question.trim(),
    personTold: notes.personTold,
    personToldDetail: notes.personToldDetail,
    objection: notes.objection ?? null,
    objectionDetail: orNull(notes.objectionDetail ?? ""),
    capacity: notes.capacity ?? null,
    capacityDetail: orNull(notes.capacityDetail ?? ""),
    referredBy: viewer.accountId,
    referredByName: viewer.name,
    referredAt: viewer.requestedAt,
    status: "waiting",
    noActionBecause: null,
  };
  if (withdrawnId)
    await db.mdgCase.update({
      where: { personId_id: { personId, id } },
      data: { ...data, revision: { increment: 1 } },
    });
  else await db.mdgCase.create({ data: { ...data, personId, id, meetingId: meeting.id } });
  await openRelationship(db, {
    personId,
    holderKind: "mdg",
    holderId: meeting.mdgId,
    source: "meeting",
    sourceId: meeting.id,
    from: viewer.requestedAt,
  });
  await recordAccess(db, viewer, { did: "refer to MDG", personId });
  return id;
}

export const orNull = (text: string) => text.trim() || null;
