/** Whom an action of a plan can be offered to. */
import type { StaffViewer } from "../domain/viewer";
import { asViewer } from "./database.server";

/** Whom an action can be offered to: people with a role that owns actions, and organisations. */
export function findActionOwners(viewer: StaffViewer) {
  return asViewer(viewer, "read", async (db) => {
    const organisations = await db.organisation.findMany({
      where: { kind: { notIn: ["ics", "place", "confer"] } },
      orderBy: { name: "asc" },
      select: { id: true, name: true },
      take: 300,
    });
    const assignments = await db.assignment.findMany({
      where: {
        role: {
          in: [
            "gp",
            "practice_nurse",
            "care_coordinator",
            "social_worker",
            "community_clinician",
            "consultant",
            "hospice",
          ],
        },
        account: { disabledAt: null },
        OR: [{ endsAt: null }, { endsAt: { gt: viewer.requestedAt } }],
      },
      orderBy: { account: { name: "asc" } },
      select: {
        accountId: true,
        account: { select: { name: true } },
        organisation: { select: { id: true, name: true } },
      },
      take: 300,
    });
    return [
      ...assignments.map(({ accountId, account, organisation }) => ({
        owner: `${accountId}/${organisation.id}`,
        ownerName: account.name,
        ownerOrganisation: organisation.name,
      })),
      ...organisations.map(({ id, name }) => ({ owner: `/${id}`, ownerName: name, ownerOrganisation: name })),
    ];
  });
}
