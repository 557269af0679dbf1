/** Who wrote what stands in a unit of a plan, or who took it out. */
import { ROLES } from "../domain/permissions";
import type { Operation, PlanDocument } from "../domain/plan";
import type { Writer } from "../domain/plan-edits";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";

type Standing = {
  live: { document: PlanDocument };
  draft: { operations: readonly Operation[]; updatedAt: Date } | undefined;
  unit: string;
};

/** The viewer's own draft stands above what is published. */
export async function whoWrote(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { live, draft, unit }: Standing,
): Promise<Writer | undefined> {
  if (draft?.operations.some((operation) => operation.unit === unit))
    return { own: true, name: viewer.name, role: ROLES[viewer.role].label, at: draft.updatedAt.toISOString() };
  return whoPublished(db, personId, live.document, unit);
}

/** Undefined: nobody ever published anything there. */
export async function whoPublished(
  db: Db,
  personId: string,
  document: PlanDocument,
  unit: string,
): Promise<Writer | undefined> {
  const stamp = document.stamps[unit];
  if (stamp) return { own: false, name: stamp.byName, role: stamp.byRole, at: stamp.at };
  // Taken out: by the version after the last one that has it.
  const [row] = await db.$queryRaw<{ at: Date; name: string; role: string }[]>`
    select published_at as at, published_by_name as name, published_by_role as role from plan_version
    where person_id = ${personId}::uuid and version > (
      select max(version) from plan_version
      where person_id = ${personId}::uuid and jsonb_exists(document -> 'stamps', ${unit}))
    order by version limit 1`;
  return row && { own: false, name: row.name, role: row.role, at: row.at.toISOString() };
}
