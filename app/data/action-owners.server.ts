/** Whom an action of a plan can be offered to. */
import type { Values } from "../domain/plan";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { asViewer, type Db } from "./database.server";
import type { Prisma } from "./generated/client";

/** As an action of a plan names its owner. `owner`: "ACCOUNT/ORGANISATION", or "/ORGANISATION" as a whole. */
export type ActionOwner = { owner: string; ownerName: string; ownerOrganisation: string };

/** The most of either kind that a form offers. */
const OFFERED = 300;

/** Whom an action can be offered to: people with a role that owns actions, and organisations. */
export const findActionOwners = (viewer: StaffViewer): Promise<ActionOwner[]> =>
  asViewer(viewer, "read", async (db) => [
    ...(await staffWho(db, viewer, {}, OFFERED)),
    ...(await organisationsWhich(db, {}, OFFERED)),
  ]);

/** With those who own an action already, whoever they are: a form that left them out would take the action from them. */
export function withStanding(
  offered: readonly ActionOwner[],
  units: Readonly<Record<string, Values | null>>,
): ActionOwner[] {
  const known = new Set(offered.map(({ owner }) => owner));
  const standing = Object.values(units).flatMap((values): [string, ActionOwner][] => {
    const { owner, ownerName = "Name not known", ownerOrganisation = "" } = values ?? {};
    return owner && !known.has(owner) ? [[owner, { owner, ownerName, ownerOrganisation }]] : [];
  });
  return [...offered, ...new Map(standing).values()];
}

/** Those of the chosen whom an action can be offered to, with their names; also beyond what a form offers. */
export async function ownersNamed(db: Db, viewer: StaffViewer, chosen: readonly string[]): Promise<ActionOwner[]> {
  const pairs = [...new Set(chosen)].map((owner) => owner.split("/"));
  const readable = pairs.filter(([account, of]) => isUuid(of ?? "") && (account === "" || isUuid(account!)));
  const staff = readable.filter(([account]) => account).map(([accountId, id]) => ({ accountId, organisationId: id! }));
  const whole = readable.filter(([account]) => !account).map(([, id]) => id!);
  return [
    ...(staff.length ? await staffWho(db, viewer, { AND: { OR: staff } }) : []),
    ...(whole.length ? await organisationsWhich(db, { id: { in: whole } }) : []),
  ];
}

async function staffWho(db: Db, { requestedAt }: StaffViewer, which: Prisma.AssignmentWhereInput, take?: number) {
  const assignments = await db.assignment.findMany({
    where: {
      role: { in: OWN_ACTIONS },
      account: { disabledAt: null },
      OR: [{ endsAt: null }, { endsAt: { gt: requestedAt } }],
      ...which,
    },
    orderBy: { account: { name: "asc" } },
    select: {
      accountId: true,
      account: { select: { name: true } },
      organisation: { select: { id: true, name: true } },
    },
    take,
  });
  return assignments.map(({ accountId, account, organisation }) => ({
    owner: `${accountId}/${organisation.id}`,
    ownerName: account.name,
    ownerOrganisation: organisation.name,
  }));
}

async function organisationsWhich(db: Db, which: Prisma.OrganisationWhereInput, take?: number) {
  const organisations = await db.organisation.findMany({
    where: { kind: { notIn: ["ics", "place", "confer"] }, ...which },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
    take,
  });
  return organisations.map(({ id, name }) => ({ owner: `/${id}`, ownerName: name, ownerOrganisation: name }));
}

/** Roles that own actions. */
const OWN_ACTIONS = "gp practice_nurse care_coordinator social_worker community_clinician consultant hospice".split(
  " ",
);
