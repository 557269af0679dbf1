/** Actions as lists show them, and to whom one may be given. */
import {
  type ActionState,
  type ActionStatus,
  COVERED,
  leftByPlan,
  type Owner,
  standingsOf,
  stepsOpen,
} from "../domain/action";
import { itemZero } from "../domain/agenda";
import { londonDate } from "../domain/dates";
import { partsSeen } from "../domain/permissions";
import { calendarDateOf } from "../domain/person";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";
import { inForce, membersOf } from "./mdgs.server";
import { namesOf } from "./names.server";
import { planFor } from "./plan-restrictions.server";
import { loadPlan } from "./plan-scope.server";
import { relationshipsWith } from "./relationships.server";

const OF_LIST = {
  personId: true,
  id: true,
  what: true,
  dueOn: true,
  status: true,
  origin: true,
  ownerAccountId: true,
  ownerName: true,
  ownerOrganisationId: true,
  ownerOrganisation: { select: { name: true } },
  caseId: true,
  mdgId: true,
  createdAt: true,
  createdBy: true,
  createdByName: true,
  createdByOrganisationId: true,
  escalatedAt: true,
  planWithdrawnAt: true,
  keptAt: true,
} as const;

type ActionRow = {
  status: string;
  dueOn: Date;
  ownerAccountId: string | null;
  ownerName: string;
  ownerOrganisationId: string;
  createdBy: string;
  createdByName: string;
  createdByOrganisationId: string | null;
};

export const stateOf = (row: ActionRow): ActionState => ({
  status: row.status as ActionStatus,
  dueOn: calendarDateOf(row.dueOn)!,
  owner: { accountId: row.ownerAccountId, organisationId: row.ownerOrganisationId, name: row.ownerName },
  maker: {
    accountId: row.createdBy,
    // A plan's action made before makers' organisations were kept goes back to the one that owns it.
    organisationId: row.createdByOrganisationId ?? row.ownerOrganisationId,
    name: row.createdByName,
  },
});

const notOwn = (viewer: StaffViewer) => (viewer.ownPersonId ? { personId: { not: viewer.ownPersonId } } : {});

/**
 * Actions that the viewer may know of: a hidden one of a plan shows to its named owner, to its maker and to those who
 * read it in the plan, and is there for nobody else, in no list and no count (safety rule 13).
 */
export async function known(db: Db, viewer: StaffViewer, where: object) {
  return knownOf(viewer, where, await hiddenRead(db, viewer, where));
}

/** The same, where the hidden ones that the viewer reads were looked up before: of these, or of more. */
export function knownOf(viewer: StaffViewer, where: object, read: readonly string[]) {
  const mine = {
    OR: [{ ownerAccountId: viewer.accountId }, { createdBy: viewer.accountId }, { id: { in: [...read] } }],
  };
  return { AND: [where, notOwn(viewer), { OR: [{ what: { not: COVERED.hidden } }, mine] }] };
}

/** Ids of hidden actions among these whose items the viewer reads in the plan. */
export async function hiddenRead(db: Db, viewer: StaffViewer, where: object): Promise<string[]> {
  const hidden = await db.action.findMany({
    where: { AND: [where, notOwn(viewer)], what: COVERED.hidden },
    select: { personId: true, id: true, planItemId: true },
    take: 500,
  });
  const read: string[] = [];
  for (const personId of new Set(hidden.map((one) => one.personId))) {
    const items = await itemsRead(db, viewer, personId);
    for (const one of hidden) if (one.personId === personId && items.has(one.planItemId ?? "")) read.push(one.id);
  }
  return read;
}

/** Items of the plan's actions that the viewer reads there. */
async function itemsRead(db: Db, viewer: StaffViewer, personId: string): Promise<ReadonlySet<string>> {
  const parts = partsSeen(viewer, await relationshipsWith(db, viewer, personId));
  if (!parts.has("plan")) return new Set();
  const see = await planFor(db, viewer, personId, { whole: parts.has("plan versions") });
  const { document } = await loadPlan(db, personId);
  return new Set(see(document).plan.sections.actions.items.map(({ id }) => id));
}

export async function listActions(db: Db, viewer: StaffViewer, where: object, most = 100, skip = 0) {
  const rows = await db.action.findMany({
    where: await known(db, viewer, where),
    select: OF_LIST,
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: most,
    skip,
  });
  const names = await namesOf(
    db,
    viewer,
    rows.map(({ personId }) => personId),
  );
  const outcomes = await outcomesOf(db, rows);
  return rows.map((row) => {
    const state = stateOf(row);
    const left = leftByPlan(row);
    const steps = stepsOpen(state, standingsOf(viewer, { ...state, mdgId: row.mdgId }), left);
    const { id, personId, what, origin, caseId, createdByName } = row;
    const organisationName = row.ownerOrganisation.name;
    return {
      id,
      personId,
      what,
      origin,
      caseId,
      createdByName,
      organisationName,
      outcome: outcomes.get(id),
      escalatedAt: row.escalatedAt,
      left,
      ...state,
      steps,
      person: names.get(personId),
    };
  });
}
/** What came of those that are done, in the words of whoever ended them last. */
async function outcomesOf(db: Db, rows: readonly { personId: string; id: string; status: string }[]) {
  const done = rows.filter(({ status }) => status === "done" || status === "cancelled");
  if (!done.length) return new Map<string, string>();
  const events = await db.actionEvent.findMany({
    where: {
      personId: { in: done.map(({ personId }) => personId) },
      actionId: { in: done.map(({ id }) => id) },
      kind: { in: ["done", "cancelled", "lapsed"] },
      note: { not: null },
    },
    select: { actionId: true, note: true },
    orderBy: { id: "asc" },
  });
  return new Map(events.map(({ actionId, note }) => [actionId, note!]));
}

export type ListedAction = Awaited<ReturnType<typeof listActions>>[number];

const OPEN = { status: { in: ["offered", "accepted", "declined"] } };

/** Open actions that wait for the viewer or for the viewer's organisation; late ones first. */
export async function actionsWaiting(db: Db, viewer: StaffViewer): Promise<ListedAction[]> {
  const mine = { OR: [{ ownerAccountId: viewer.accountId }, { ownerOrganisationId: viewer.organisationId }] };
  return itemZero(await listActions(db, viewer, { ...OPEN, ...mine }), londonDate(viewer.requestedAt));
}

/** Open actions of the group, without those of the cases of this meeting: item 0 of its agenda. */
export async function openActionsOf(db: Db, viewer: StaffViewer, mdgId: string, casesNow: readonly string[]) {
  const earlier = { OR: [{ caseId: null }, { caseId: { notIn: [...casesNow] } }] };
  return itemZero(await listActions(db, viewer, { ...OPEN, mdgId, ...earlier }), londonDate(viewer.requestedAt));
}

/** All actions of these cases, open or not, in the order in which they were made. */
export async function actionsOfCases(
  db: Db,
  viewer: StaffViewer,
  cases: readonly { personId: string; id: string }[],
): Promise<ListedAction[]> {
  // The person leads the key: without it the whole table is read.
  const people = { AND: { personId: { in: cases.map(({ personId }) => personId) } } };
  const actions = await listActions(db, viewer, { ...people, caseId: { in: cases.map(({ id }) => id) } }, 500);
  return actions.sort((a, b) => a.id.localeCompare(b.id));
}

export const findAction = async (db: Db, viewer: StaffViewer, actionId: string) =>
  isUuid(actionId) ? db.action.findFirst({ where: await known(db, viewer, { id: actionId }), select: OF_LIST }) : null;

// ── To whom an action may be given ────────────────────────────────────────────────────────────────────────

export type OwnerChoice = Owner & { /** "account:ID" or "organisation:ID", as the form sends it. */ value: string };

/** Who may own an action of this group about this person: members, their organisations, the person's practice. */
export async function ownersFor(db: Db, mdgId: string, personId: string, at: Date): Promise<OwnerChoice[]> {
  const members = await membersOf(db, mdgId, at);
  const person = await db.person.findUnique({
    where: { id: personId },
    select: { practice: { select: { id: true, name: true } } },
  });
  const organisations = new Map(
    members.map(({ organisationId, organisationName }) => [organisationId, organisationName]),
  );
  if (person?.practice) organisations.set(person.practice.id, person.practice.name);
  organisations.delete("");
  return [
    ...members
      .filter(({ organisationId }) => organisationId)
      .map(({ accountId, organisationId, name }) => ({
        value: `account:${accountId}`,
        accountId,
        organisationId,
        name,
      })),
    ...[...organisations].map(([organisationId, name]) => ({
      value: `organisation:${organisationId}`,
      accountId: null,
      organisationId,
      name,
    })),
  ];
}

/** To whom the action may be given: as when it was made; for a plan's action the viewer's own organisation. */
export async function ownersAgain(db: Db, viewer: StaffViewer, actionId: string): Promise<OwnerChoice[]> {
  const row = await findAction(db, viewer, actionId);
  if (row?.mdgId) return ownersFor(db, row.mdgId, row.personId, viewer.requestedAt);
  const colleagues = await db.assignment.findMany({
    where: { organisationId: viewer.organisationId, ...inForce(viewer.requestedAt), account: { disabledAt: null } },
    select: { account: { select: { id: true, name: true } } },
    distinct: ["accountId"],
  });
  const organisationId = viewer.organisationId;
  return [
    ...colleagues.map(({ account: { id, name } }) => ({ value: `account:${id}`, accountId: id, organisationId, name })),
    { value: `organisation:${organisationId}`, accountId: null, organisationId, name: viewer.organisationName },
  ];
}
