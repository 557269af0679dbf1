/** Actions of a plan become rows of `action`, one an item, however often the plan is published. */
import type { PlanDocument } from "../domain/plan";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";
import { newId } from "./identity.server";

type Kept = {
  id: string;
  status: string;
  what: string;
  dueOn: Date;
  ownerOrganisationId: string;
  ownerAccountId: string | null;
};
type Wanted = {
  what: string;
  dueOn: Date;
  ownerName: string;
  ownerOrganisationId: string;
  ownerAccountId: string | null;
};

/** Offers new actions, offers changed ones again, cancels those taken out; what is unchanged is left alone. */
export async function offerActions(db: Db, viewer: StaffViewer, personId: string, plan: PlanDocument, at: Date) {
  const rows = await db.action.findMany({ where: { personId, origin: "plan", planItemId: { not: null } } });
  const kept = new Map<string, Kept>(rows.map((row) => [row.planItemId!, row]));
  for (const item of plan.sections.actions.items) {
    const wanted = wantedOf(item);
    const row = kept.get(item.id);
    kept.delete(item.id);
    if (!row) await offer(db, viewer, personId, item.id, wanted, at);
    else if (!isSame(row, wanted) || row.status === "cancelled") {
      const moved =
        row.ownerOrganisationId !== wanted.ownerOrganisationId || row.ownerAccountId !== wanted.ownerAccountId;
      const status = moved || row.status === "cancelled" ? "offered" : row.status;
      await db.action.update({ where: { personId_id: { personId, id: row.id } }, data: { ...wanted, status } });
      await recordEvent(db, viewer, personId, row.id, moved ? "offered" : "changed", at);
    }
  }
  for (const { id, status } of kept.values()) {
    if (status === "done" || status === "cancelled") continue;
    await db.action.update({ where: { personId_id: { personId, id } }, data: { status: "cancelled" } });
    await recordEvent(db, viewer, personId, id, "cancelled", at, "Taken out of the plan");
  }
}

/** Rows of `action` show to everybody who has business with the person; a restricted item stays in the plan. */
const RESTRICTED = "A restricted action: read it in the care plan";

function wantedOf(item: PlanDocument["sections"]["actions"]["items"][number]): Wanted {
  const { accountId, organisationId } = readOwner(item.owner ?? "");
  return {
    what: item.restriction ? RESTRICTED : item.what!,
    dueOn: new Date(`${item.dueOn}T00:00:00Z`),
    ownerName: item.ownerName || item.ownerOrganisation || "",
    ownerOrganisationId: organisationId,
    ownerAccountId: accountId,
  };
}

/** An owner is chosen as "ACCOUNT/ORGANISATION", or "/ORGANISATION" for whoever works there. */
export function readOwner(owner: string): { accountId: string | null; organisationId: string } {
  const [accountId = "", organisationId = ""] = owner.split("/");
  return { accountId: accountId || null, organisationId };
}

const isSame = (row: Kept, wanted: Wanted) =>
  row.what === wanted.what &&
  row.dueOn.getTime() === wanted.dueOn.getTime() &&
  row.ownerOrganisationId === wanted.ownerOrganisationId &&
  row.ownerAccountId === wanted.ownerAccountId;

async function offer(db: Db, viewer: StaffViewer, personId: string, planItemId: string, wanted: Wanted, at: Date) {
  const id = newId(at);
  await db.action.create({
    data: {
      ...wanted,
      personId,
      id,
      planItemId,
      origin: "plan",
      status: "offered",
      createdAt: at,
      createdBy: viewer.accountId,
      createdByName: viewer.name,
      createdByOrganisationId: viewer.organisationId,
    },
  });
  await recordEvent(db, viewer, personId, id, "offered", at);
}

async function recordEvent(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  actionId: string,
  kind: string,
  at: Date,
  note?: string,
) {
  const event = { personId, id: newId(at), actionId, kind, at, by: viewer.accountId, byName: viewer.name, note };
  await db.actionEvent.create({ data: event });
}
