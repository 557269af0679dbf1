/** The newest version of a plan as rendering takes it, and how it stands against the record: one door for all texts. */
import type { CalendarDate } from "../domain/calendar";
import { isPointer, type PublishedPlan } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import type { PlanConflict } from "../domain/plan-conflict";
import type { PlanRecord } from "../domain/plan-record";
import { withoutRestricted } from "../domain/plan-restrictions";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";
import { standingConflicts, standingConflictsFor } from "./plan-conflicts.server";
import { readPlanRecord } from "./plan-record.server";
import { restrictionsOf } from "./plan-restrictions.server";
import { isEmergencyOnly, lastWithdrawal, loadAuthorship, loadConfirmations, loadPlan } from "./plan-scope.server";
import { loadSignatures } from "./plan-signatures.server";

/** Null: nothing was ever published. */
export async function loadPublished(db: Db, personId: string, at: Date): Promise<PublishedPlan | null> {
  const { status, version, rendition, document } = await loadPlan(db, personId);
  if (version === 0 || status === "none_published") return null;
  const { publishedAt, ...author } = (await loadAuthorship(db, personId, version))!;
  const withdrawn = status === "live" ? undefined : await readWithdrawn(db, personId);
  return {
    ...author,
    publishedAt: publishedAt.toISOString(),
    // A closed plan does not stand either.
    status: status === "live" ? "live" : "withdrawn",
    ...{ version, rendition, document, withdrawn },
    emergencyOnly: await isEmergencyOnly(db, personId),
    confirmations: await loadConfirmations(db, personId),
    signatures: await loadSignatures(db, personId, document),
    restrictions: await restrictionsOf(db, personId, at),
  };
}

async function readWithdrawn(db: Db, personId: string): Promise<PublishedPlan["withdrawn"]> {
  const event = await lastWithdrawal(db, personId);
  if (!event) return undefined;
  const { at, byName, reason, pointer } = event;
  return {
    ...{ at: at.toISOString(), byName, reason: reason ?? "no reason recorded" },
    ...(isPointer(pointer) && { pointer }),
  };
}

export type Judged = { record: PlanRecord; conflicts: PlanConflict[] };

/**
 * Of a live plan, as crews see it: a contradiction with a restricted line would tell them what it says. `viewer`: for
 * whoever prints; of another record's plan that is not open to them, nothing but that it stands.
 */
export async function judgePublished(
  db: Db,
  personId: string,
  { status, document, confirmations, restrictions }: PublishedPlan,
  { bornOn, at, viewer }: { bornOn: CalendarDate | undefined; at: Date; viewer?: StaffViewer },
): Promise<Judged> {
  const today = londonDate(at);
  const record = await readPlanRecord(db, personId, today);
  if (status !== "live") return { record, conflicts: [] };
  const { plan } = withoutRestricted(document, restrictions);
  const standing = { personId, plan, record, at: { today, bornOn, confirmations } };
  const found = viewer ? standingConflictsFor(db, viewer, standing) : standingConflicts(db, standing);
  return { record, conflicts: await found };
}
