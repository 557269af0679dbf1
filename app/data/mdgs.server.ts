/** Multidisciplinary groups, who belongs to them, and their meetings. No person's data here: that starts with a case. */

import type { FieldErrors } from "../domain/action";
import { type CaseStatus, freeSlots } from "../domain/agenda";
import { londonInstant, type MeetingPlan, type Membership, runsMeetings, whyNotPlanned } from "../domain/meeting";
import { isRole, may, ROLES } from "../domain/permissions";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";

export const inForce = (at: Date) => ({ startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] });

export type Member = Membership & {
  accountId: string;
  name: string;
  role: string;
  organisationId: string;
  organisationName: string;
};

/** Members now, with the role and organisation of the assignment that lets them take part. */
export async function membersOf(db: Db, mdgId: string, at: Date): Promise<Member[]> {
  const rows = await db.mdgMember.findMany({
    where: { mdgId, ...inForce(at) },
    select: { chair: true, scribe: true, account: { select: ACCOUNT_WITH_WORK(at) } },
  });
  return rows
    .map(({ account, chair, scribe }) => ({ ...asColleague(account), chair, scribe }))
    .sort((a, b) => Number(b.chair) - Number(a.chair) || a.name.localeCompare(b.name));
}

const ACCOUNT_WITH_WORK = (at: Date) => ({
  id: true,
  name: true,
  assignments: {
    where: inForce(at),
    select: { role: true, organisationId: true, organisation: { select: { name: true } } },
    orderBy: { startsAt: "asc" as const },
  },
});
type AccountWithWork = {
  id: string;
  name: string;
  assignments: { role: string; organisationId: string; organisation: { name: string } }[];
};

const takesPart = ({ role }: { role: string }) => isRole(role) && may({ role, permissions: [] }, "take part in MDG");

function asColleague({ id, name, assignments }: AccountWithWork) {
  const work = assignments.find(takesPart) ?? assignments[0];
  return {
    accountId: id,
    name,
    role: work && isRole(work.role) ? ROLES[work.role].label : "no role now",
    organisationId: work?.organisationId ?? "",
    organisationName: work?.organisation.name ?? "",
  };
}

/** The viewer's membership in the group now. */
export const membershipOf = (db: Db, viewer: StaffViewer, mdgId: string) =>
  db.mdgMember.findFirst({
    where: { mdgId, accountId: viewer.accountId, ...inForce(viewer.requestedAt) },
    select: { chair: true, scribe: true },
  });

/** Whether the viewer plans, orders, closes and approves in this group. */
export async function runsGroup(db: Db, viewer: StaffViewer, mdgId: string): Promise<boolean> {
  return runsMeetings((await membershipOf(db, viewer, mdgId)) ?? undefined, may(viewer, "run MDG"));
}

type MeetingRow = { id: string; startsAt: Date; place: string; slots: number; minutesPerCase: number };

/** How full each agenda is, also for who may not see with whom. */
async function withCounts<T extends MeetingRow>(db: Db, meetings: readonly T[]) {
  if (!meetings.length) return [];
  const rows = await db.$queryRaw<{ meeting_id: string; status: CaseStatus; cases: number }[]>`
    select * from meeting_counts(${meetings.map(({ id }) => id)}::uuid[])`;
  return meetings.map((meeting) => {
    const counts: Partial<Record<CaseStatus, number>> = {};
    for (const { meeting_id, status, cases } of rows) if (meeting_id === meeting.id) counts[status] = cases;
    return { ...meeting, counts, free: freeSlots(meeting.slots, counts) };
  });
}

const MEETING = {
  id: true,
  mdgId: true,
  startsAt: true,
  place: true,
  slots: true,
  minutesPerCase: true,
  closedAt: true,
  minutesApprovedAt: true,
} as const;

/** Meetings of these groups that are not closed, the next one first. */
export async function comingMeetings(db: Db, mdgIds: readonly string[]) {
  const rows = await db.meeting.findMany({
    where: { mdgId: { in: [...mdgIds] }, closedAt: null },
    select: { ...MEETING, mdg: { select: { name: true } } },
    orderBy: { startsAt: "asc" },
  });
  return withCounts(db, rows);
}

/** The next meeting of the group after this one that is still open for cases. */
export const meetingAfter = (db: Db, { mdgId, startsAt }: { mdgId: string; startsAt: Date }) =>
  db.meeting.findFirst({
    where: { mdgId, startsAt: { gt: startsAt }, closedAt: null },
    orderBy: { startsAt: "asc" },
    select: { id: true, startsAt: true, slots: true },
  });

/** The viewer's groups with members, next and last meeting, and open actions. */
export function listMdgs(viewer: StaffViewer) {
  return asViewer(viewer, "read", async (db) => {
    const mine = { members: { some: { accountId: viewer.accountId, ...inForce(viewer.requestedAt) } } };
    const toRun = may(viewer, "run MDG") ? [{ organisationId: viewer.organisationId }] : [];
    const mdgs = await db.mdg.findMany({
      where: { OR: [mine, ...toRun] },
      select: { id: true, name: true, organisation: { select: { name: true } } },
      orderBy: { name: "asc" },
    });
    const coming = await comingMeetings(
      db,
      mdgs.map(({ id }) => id),
    );
    const listed = [];
    for (const mdg of mdgs) {
      const openActions = await countOpenActions(db, mdg.id);
      const members = await membersOf(db, mdg.id, viewer.requestedAt);
      listed.push({ ...mdg, members, openActions, next: coming.find(({ mdgId }) => mdgId === mdg.id) });
    }
    return listed;
  });
}

const countOpenActions = (db: Db, mdgId: string) =>
  db.action.count({ where: { mdgId, status: { in: ["offered", "accepted", "declined"] } } });

/** The group for its members and for who runs MDGs of its organisation; undefined for everybody else. */
export function openMdg(viewer: StaffViewer, mdgId: string) {
  return asViewer(viewer, "read", async (db) => {
    const mdg = await findMdg(db, viewer, mdgId);
    if (!mdg) return notTheirs(db, viewer, "open MDG");
    const coming = await comingMeetings(db, [mdgId]);
    const closed = await db.meeting.findMany({
      where: { mdgId, closedAt: { not: null } },
      select: MEETING,
      orderBy: { startsAt: "desc" },
      take: 24,
    });
    return {
      ...mdg,
      members: await membersOf(db, mdgId, viewer.requestedAt),
      coming,
      past: await withCounts(db, closed),
      openActions: await countOpenActions(db, mdgId),
      candidates: mdg.mayChange ? await candidatesFor(db, viewer, mdgId) : [],
    };
  });
}

/** Membership opens meetings; who runs MDGs of the group's organisation may look after its members without being one. */
export async function findMdg(db: Db, viewer: StaffViewer, mdgId: string) {
  if (!isUuid(mdgId)) return undefined;
  const mdg = await db.mdg.findUnique({
    where: { id: mdgId },
    select: { id: true, name: true, organisationId: true, organisation: { select: { name: true } } },
  });
  if (!mdg) return undefined;
  const membership = await membershipOf(db, viewer, mdgId);
  const atHome = may(viewer, "run MDG") && mdg.organisationId === viewer.organisationId;
  if (!membership && !atHome) return undefined;
  const mayChange = atHome || runsMeetings(membership ?? undefined, may(viewer, "run MDG"));
  return { ...mdg, isMember: membership !== null, mayChange };
}

/** Colleagues of any organisation whose role takes part in MDGs and who are not members yet. */
async function candidatesFor(db: Db, viewer: StaffViewer, mdgId: string) {
  const accounts = await db.account.findMany({
    where: {
      disabledAt: null,
      assignments: { some: { ...inForce(viewer.requestedAt), role: { in: ROLES_IN_MDG } } },
      memberships: { none: { mdgId, ...inForce(viewer.requestedAt) } },
    },
    select: ACCOUNT_WITH_WORK(viewer.requestedAt),
    orderBy: { name: "asc" },
    take: 500,
  });
  return accounts.map(asColleague);
}
const ROLES_IN_MDG = Object.keys(ROLES).filter((role) => takesPart({ role }));

export type Done<T = object> = ({ ok: true } & T) | { ok: false; errors: FieldErrors };
export const refused = (field: string, message: string) => ({ ok: false, errors: { [field]: message } }) as const;

/** Makes a group; whoever makes it chairs it until somebody else does. */
export function createMdg(
  viewer: StaffViewer,
  { name, key }: { name: string; key: string },
): Promise<Done<{ mdgId: string }>> {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "create MDG", key, async () => {
      if (!name.trim()) return refused("name", "Give the group a name");
      const mdgId = newId(viewer.requestedAt);
      await db.mdg.create({ data: { id: mdgId, name: name.trim(), organisationId: viewer.organisationId } });
      await db.mdgMember.create({
        data: { mdgId, accountId: viewer.accountId, chair: true, startsAt: viewer.requestedAt },
      });
      await recordAccess(db, viewer, { did: "create MDG" });
      return { ok: true, mdgId } as const;
    }),
  );
}

export type SetMember = { mdgId: string; accountId: string; chair: boolean; scribe: boolean };

/** Adds a member or changes what the membership says. Undefined when the group is not the viewer's to change. */
export function setMember(
  viewer: StaffViewer,
  { mdgId, accountId, chair, scribe }: SetMember,
): Promise<Done | undefined> {
  return asViewer(viewer, "command", async (db) => {
    if (!(await findMdg(db, viewer, mdgId))?.mayChange) return notTheirs(db, viewer, "set MDG member");
    if (!isUuid(accountId)) return refused("accountId", "Choose whom to add");
    const account = await db.account.findFirst({
      where: { id: accountId, disabledAt: null },
      select: ACCOUNT_WITH_WORK(viewer.requestedAt),
    });
    if (!account?.assignments.some(takesPart))
      return refused("accountId", "Choose somebody whose role takes part in MDGs");
    await db.mdgMember.upsert({
      where: { mdgId_accountId: { mdgId, accountId } },
      create: { mdgId, accountId, chair, scribe, startsAt: viewer.requestedAt },
      update: { chair, scribe, endsAt: null },
    });
    await recordAccess(db, viewer, { did: "set MDG member" });
    return { ok: true } as const;
  });
}

/** Ends a membership, and with it what it opened. The last one who can run the group stays. */
export function endMembership(
  viewer: StaffViewer,
  { mdgId, accountId }: { mdgId: string; accountId: string },
): Promise<Done | undefined> {
  return asViewer(viewer, "command", async (db) => {
    if (!(await findMdg(db, viewer, mdgId))?.mayChange) return notTheirs(db, viewer, "end MDG membership");
    const members = await membersOf(db, mdgId, viewer.requestedAt);
    if (members.length === 1 && members[0]!.accountId === accountId)
      return refused("members", "The last member of a group stays: add somebody else first");
    await db.mdgMember.updateMany({ where: { mdgId, accountId, endsAt: null }, data: { endsAt: viewer.requestedAt } });
    await recordAccess(db, viewer, { did: "end MDG membership" });
    return { ok: true } as const;
  });
}

export type PlanMeeting = MeetingPlan & { mdgId: string; key: string };

/** Plans a meeting of the group. `date` and `time` are London's. Undefined when the viewer does not run this group. */
export function planMeeting(viewer: StaffViewer, plan: PlanMeeting): Promise<Done<{ meetingId: string }> | undefined> {
  return asViewer(viewer, "command", async (db) => {
    if (!(await findMdg(db, viewer, plan.mdgId))?.mayChange) return notTheirs(db, viewer, "plan meeting");
    return onceOnly(db, viewer, "plan meeting", plan.key, async () => {
      const errors = whyNotPlanned(plan, viewer.requestedAt);
      if (Object.keys(errors).length) return { ok: false, errors } as const;
      const startsAt = londonInstant(plan.date, plan.time)!;
      if (await db.meeting.findFirst({ where: { mdgId: plan.mdgId, startsAt } }))
        return refused("date", "The group has a meeting at that time already");
      const meetingId = newId(viewer.requestedAt);
      const { mdgId, slots, minutesPerCase } = plan;
      await db.meeting.create({
        data: { id: meetingId, mdgId, startsAt, place: plan.place.trim(), slots, minutesPerCase },
      });
      await recordAccess(db, viewer, { did: "plan meeting" });
      return { ok: true, meetingId } as const;
    });
  });
}
