/** Actions as lists show them, and to whom one may be given. */
import { type ActionState, type ActionStatus, type Owner, standingsOf, stepsOpen } from "../domain/action";
import { itemZero } from "../domain/agenda";
import { londonDate } from "../domain/dates";
import { calendarDateOf } from "../domain/person";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";
import { inForce, membersOf } from "./mdgs.server";
import { namesOf } from "./names.server";
import { isUuid } from "./plan-scope.server";

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

export async function listActions(db: Db, viewer: StaffViewer, where: object, most = 100) {
  const rows = await db.action.findMany({
    where: { ...where, ...notOwn(viewer) },
    select: OF_LIST,
    orderBy: { dueOn: "asc" },
    take: most,
  });
  const names = await namesOf(
    db,
    viewer,
    rows.map(({ personId }) => personId),
  );
  return rows.map((row) => {
    const state = stateOf(row);
    const steps = stepsOpen(state, standingsOf(viewer, { ...state, mdgId: row.mdgId }));
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
      ...state,
      steps,
      person: names.get(personId),
    };
  });
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

export const findAction = (db: Db, viewer: StaffViewer, actionId: string) =>
  isUuid(actionId) ? db.action.findFirst({ where: { id: actionId, ...notOwn(viewer) }, select: OF_LIST }) : null;

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
