/** A meeting of one group: its agenda, who was there, how it closes, its minutes. Members only. */
import { type CaseStatus, inOrder, whyNotCloseMeeting } from "../domain/agenda";
import { sourcesLeft } from "../domain/person";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { actionsOfCases, openActionsOf } from "./action-lists.server";
import { inForceNow } from "./case-packs.server";
import { carryOver, notesOf } from "./cases.server";
import { markPeopleChanged, onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { type Done, meetingAfter, membersOf, refused, runsGroup } from "./mdgs.server";
import { namesOf } from "./names.server";
import { lockMeeting, ON_AGENDA } from "./referrals.server";
import { relationshipsWithEach } from "./relationships.server";

const findMeeting = (db: Db, viewer: StaffViewer, meetingId: string) =>
  isUuid(meetingId)
    ? db.meeting.findFirst({
        where: { id: meetingId, mdgId: { in: [...viewer.holders] } },
        include: { mdg: { select: { name: true } }, attendance: { orderBy: { name: "asc" } } },
      })
    : null;

type FoundMeeting = NonNullable<Awaited<ReturnType<typeof findMeeting>>>;

/** The agenda: item 0, then the cases in order. Undefined for who is not a member of the group. */
export function openMeeting(viewer: StaffViewer, meetingId: string) {
  return asViewer(viewer, "read", async (db) => {
    const meeting = await findMeeting(db, viewer, meetingId);
    if (!meeting) return notTheirs(db, viewer, "read agenda");
    const { cases, hidden } = await casesShown(db, viewer, meeting.id);
    const caseIds = cases.map(({ id }) => id);
    const itemZero = await openActionsOf(db, viewer, meeting.mdgId, caseIds);
    const people = [...cases, ...itemZero.filter(({ person }) => person)].map(({ personId }) => personId);
    await recordAccess(db, viewer, { did: "read agenda", shown: [...new Set(people)] });
    return {
      ...described(meeting),
      cases,
      hidden,
      itemZero,
      actions: await actionsOfCases(db, viewer, cases),
      members: await membersOf(db, meeting.mdgId, viewer.requestedAt),
      next: await meetingAfter(db, meeting),
      mayRun: await runsGroup(db, viewer, meeting.mdgId),
    };
  });
}

const described = ({ mdg, ...meeting }: FoundMeeting) => ({ ...meeting, mdgName: mdg.name });

/** Cases whose person the viewer may see, in order, and how many more there are. */
async function casesShown(db: Db, viewer: StaffViewer, meetingId: string) {
  const rows = await db.mdgCase.findMany({ where: { meetingId } });
  const people = rows.map(({ personId }) => personId);
  const names = await namesOf(db, viewer, people);
  const sources = await relationshipsWithEach(db, viewer, people);
  const cases = rows.flatMap(({ status, ...row }) => {
    const person = names.get(row.personId);
    if (!person || !sourcesLeft(sources.get(row.personId) ?? [], person.restriction).length) return [];
    return [{ ...row, status: status as CaseStatus, person }];
  });
  const [counted] = await db.$queryRaw<[{ all: number }]>`
    select coalesce(sum(cases), 0)::int as all from meeting_counts(${[meetingId]}::uuid[])`;
  return { cases: inOrder(cases), hidden: counted.all - cases.length };
}

/** The minutes: who was there, and for each case the question, decisions and actions. */
export function openMinutes(viewer: StaffViewer, meetingId: string) {
  return asViewer(viewer, "read", async (db) => {
    const meeting = await findMeeting(db, viewer, meetingId);
    if (!meeting) return notTheirs(db, viewer, "read minutes");
    const { cases, hidden } = await casesShown(db, viewer, meeting.id);
    const actions = await actionsOfCases(db, viewer, cases);
    const decisions = await db.caseDecision.findMany({
      where: {
        caseId: { in: cases.map(({ id }) => id) },
        personId: { in: cases.map(({ personId }) => personId) },
        // A step-down is decided of a case months after its minutes were approved, and is no part of them.
        ...(meeting.minutesApprovedAt && { at: { lte: meeting.minutesApprovedAt } }),
      },
      select: { id: true, caseId: true, text: true, at: true, byName: true, replaces: true },
      orderBy: { id: "asc" },
    });
    await recordAccess(db, viewer, { did: "read minutes", shown: cases.map(({ personId }) => personId) });
    return {
      ...described(meeting),
      hidden,
      cases: cases.map((one) => ({
        ...one,
        notes: notesOf(one),
        decisions: inForceNow(decisions.filter(({ caseId }) => caseId === one.id)),
        actions: actions.filter(({ caseId }) => caseId === one.id),
      })),
      next: await meetingAfter(db, meeting),
      mayRun: await runsGroup(db, viewer, meeting.mdgId),
    };
  });
}

// ── What the chair and scribe do ──────────────────────────────────────────────────────────────────────────

/** Runs a command on the locked meeting for whoever runs it; undefined for who is not a member. */
function onMeeting<T>(
  viewer: StaffViewer,
  did: string,
  meetingId: string,
  work: (db: Db, meeting: NonNullable<Awaited<ReturnType<typeof lockMeeting>>>) => Promise<T>,
): Promise<T | ReturnType<typeof refused> | undefined> {
  return asViewer(viewer, "command", async (db) => {
    const meeting = isUuid(meetingId) ? await lockMeeting(db, viewer, meetingId) : undefined;
    if (!meeting) return notTheirs(db, viewer, did);
    if (!(await runsGroup(db, viewer, meeting.mdgId))) return refused("meeting", "The chair or scribe does this");
    if (meeting.minutesApprovedAt) return refused("meeting", "The minutes of this meeting are approved");
    return work(db, meeting);
  });
}

/** Who was there, of the members; until the minutes are approved. */
export function setAttendance(viewer: StaffViewer, meetingId: string, accountIds: readonly string[]) {
  return onMeeting(viewer, "record attendance", meetingId, async (db, { mdgId }) => {
    const members = await membersOf(db, mdgId, viewer.requestedAt);
    await db.meetingAttendance.deleteMany({ where: { meetingId } });
    await db.meetingAttendance.createMany({
      data: members
        .filter(({ accountId }) => accountIds.includes(accountId))
        .map(({ accountId, name, role, organisationName }) => ({
          meetingId,
          accountId,
          name: `${name}, ${role}`,
          organisationName,
        })),
    });
    await recordAccess(db, viewer, { did: "record attendance" });
    return { ok: true } as const;
  });
}

export type CloseMeeting = {
  meetingId: string /** Waiting cases go to the next meeting in the same step. */;
  carryOver: boolean;
  key: string;
};

/** Closes the meeting. Cases that wait stop it, unless they are carried over. */
export function closeMeeting(viewer: StaffViewer, { meetingId, carryOver: carry, key }: CloseMeeting) {
  return onMeeting(viewer, "close meeting", meetingId, (db, meeting) =>
    onceOnly(db, viewer, "close meeting", key, async (): Promise<Done> => {
      if (meeting.closedAt) return refused("meeting", "This meeting is closed already");
      await db.$executeRaw`select from mdg_case where meeting_id = ${meetingId}::uuid for update`;
      const rows = await db.mdgCase.findMany({
        where: { meetingId },
        include: { meeting: { select: { mdgId: true } } },
      });
      const waiting = inOrder(rows.map((row) => ({ ...row, status: row.status as CaseStatus }))).filter(
        ({ status }) => status === "waiting",
      );
      const next = await meetingAfter(db, meeting);
      const statuses = await allStatuses(db, meetingId);
      const present = await db.meetingAttendance.count({ where: { meetingId } });
      const why = whyNotCloseMeeting(
        { startsAt: meeting.startsAt, present, cases: statuses },
        { carryOver: carry, nextMeeting: next, now: viewer.requestedAt },
      );
      if (why) return refused("meeting", why);
      const hidden = statuses.filter(({ status }) => status === "waiting").length - waiting.length;
      if (hidden)
        return refused(
          "meeting",
          `${hidden} waiting ${hidden === 1 ? "case is" : "cases are"} out of your reach: somebody else must close them`,
        );
      for (const one of waiting) await carryOver(db, viewer, one, next!);
      await markPeopleChanged(
        db,
        waiting.map(({ personId }) => personId),
        ON_AGENDA,
      );
      await db.meeting.update({ where: { id: meetingId }, data: { closedAt: viewer.requestedAt } });
      await recordAccess(db, viewer, { did: "close meeting" });
      return { ok: true };
    }),
  );
}

/** Also of the cases that row-level security hides from the viewer. */
async function allStatuses(db: Db, meetingId: string): Promise<{ status: CaseStatus }[]> {
  const counts = await db.$queryRaw<{ status: CaseStatus; cases: number }[]>`
    select status, cases from meeting_counts(${[meetingId]}::uuid[])`;
  return counts.flatMap(({ status, cases }) => Array.from({ length: cases }, () => ({ status })));
}

/** Approves the minutes of a closed meeting, which ends what the meeting opened to its group. */
export function approveMinutes(viewer: StaffViewer, meetingId: string) {
  return onMeeting(viewer, "approve minutes", meetingId, async (db, meeting): Promise<Done> => {
    if (!meeting.closedAt) return refused("meeting", "Close the meeting before its minutes are approved");
    const approved = { minutesApprovedAt: viewer.requestedAt, minutesApprovedBy: viewer.name };
    await db.meeting.update({ where: { id: meetingId }, data: approved });
    await recordAccess(db, viewer, { did: "approve minutes" });
    await db.$executeRaw`update relationship set ends_at = ${viewer.requestedAt} where holder_id = ${meeting.mdgId}::uuid
      and source = 'meeting' and source_id = ${meetingId} and (ends_at is null or ends_at > ${viewer.requestedAt})`;
    return { ok: true };
  });
}
