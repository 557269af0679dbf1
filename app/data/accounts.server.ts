/** Accounts and their assignments: read at sign-in, before there is a viewer, so nothing here touches people's data. */
import { NHS_NUMBER_SYSTEM } from "../domain/nhs-number";
import { isRole, type Permission, type Role, reachesPeople } from "../domain/permissions";
import type { StaffViewer } from "../domain/viewer";
import { asNobody, asViewer, type Db } from "./database.server";
import { systemViewer } from "./system-viewer.server";

export type AssignmentChoice = {
  id: string;
  accountId: string;
  role: Role;
  accountName: string;
  organisationName: string;
};

/** After this many wrong passwords in a row each further try waits, a minute longer every time. */
const TRIES_BEFORE_WAITING = 5;

export function findAccount(email: string) {
  return asNobody((db) =>
    db.account.findFirst({
      where: { email: email.trim().toLowerCase(), disabledAt: null },
      select: { id: true, passwordHash: true, lockedUntil: true },
    }),
  );
}

export function recordSignInTry(accountId: string, right: boolean, at: Date): Promise<void> {
  return asNobody(async (db) => {
    if (right) {
      await db.account.update({ where: { id: accountId }, data: { failedTries: 0, lockedUntil: null } });
      return;
    }
    const { failedTries } = await db.account.update({
      where: { id: accountId },
      data: { failedTries: { increment: 1 } },
      select: { failedTries: true },
    });
    const minutes = failedTries - TRIES_BEFORE_WAITING + 1;
    if (minutes > 0) {
      const lockedUntil = new Date(at.getTime() + Math.min(minutes, 15) * 60_000);
      await db.account.update({ where: { id: accountId }, data: { lockedUntil } });
    }
  });
}

const inForce = (at: Date) => ({ startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] });

export function findAssignments(accountId: string, at: Date): Promise<AssignmentChoice[]> {
  return asNobody((db) => chooseFrom(db, { accountId, ...inForce(at) }));
}

/** The one-click sign-ins of the demo, in their order. */
export function findDemoAssignments(at: Date): Promise<AssignmentChoice[]> {
  return asNobody((db) => chooseFrom(db, { demoOrder: { not: null }, ...inForce(at) }));
}

async function chooseFrom(db: Db, where: object): Promise<AssignmentChoice[]> {
  const rows = await db.assignment.findMany({
    where,
    orderBy: [{ demoOrder: "asc" }, { id: "asc" }],
    select: {
      id: true,
      accountId: true,
      role: true,
      account: { select: { name: true } },
      organisation: { select: { name: true } },
    },
  });
  return rows.flatMap(({ id, accountId, role, account, organisation }) =>
    isRole(role) ? [{ id, accountId, role, accountName: account.name, organisationName: organisation.name }] : [],
  );
}

/** Demo sign-in refuses to run beside any NHS number outside the 999 test range, a claim too (safety rule 22). */
export function holdsRealNhsNumbers(): Promise<boolean> {
  return asViewer(systemViewer("maintenance", "check that every NHS number is a test number"), "read", async (db) => {
    const [row] = await db.$queryRaw<[{ real: boolean }]>`
      select exists (select 1 from person where nhs_number is not null and nhs_number not like '999%')
        or exists (select 1 from identifier where system = ${NHS_NUMBER_SYSTEM} and value not like '999%') as real`;
    return row.real;
  });
}

/** The viewer that an assignment makes, with what its relationships may be held by. Undefined when it has ended. */
export function findViewer(
  sessionOf: { accountId: string; assignmentId: string; demo: boolean },
  request: { id: string; at: Date },
): Promise<StaffViewer | undefined> {
  return asNobody(async (db) => {
    const assignment = await db.assignment.findFirst({
      where: {
        id: sessionOf.assignmentId,
        accountId: sessionOf.accountId,
        account: { disabledAt: null },
        ...inForce(request.at),
      },
      include: {
        organisation: true,
        account: { include: { memberships: { where: inForce(request.at), select: { mdgId: true } } } },
      },
    });
    if (!assignment || !isRole(assignment.role)) return undefined;
    const { account, organisation, role } = assignment;
    const mdgs = account.memberships.map(({ mdgId }) => mdgId);
    return {
      kind: "staff",
      accountId: account.id,
      assignmentId: assignment.id,
      role,
      permissions: assignment.permissions as Permission[],
      organisationId: organisation.id,
      organisationName: organisation.name,
      organisationKind: organisation.kind,
      name: account.name,
      holders: reachesPeople(role) ? [account.id, organisation.id, ...mdgs] : [],
      ownPersonId: account.personId,
      purpose: "direct care",
      requestId: request.id,
      requestedAt: request.at,
      demo: sessionOf.demo,
    };
  });
}
