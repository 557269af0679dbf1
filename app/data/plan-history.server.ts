/** Versions of a plan as they were, and what changed from one to the next. */
import { emptyPlan } from "../domain/plan";
import { diffPlans } from "../domain/plan-changes";
import { changeInWords } from "../domain/plan-in-words";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer } from "./database.server";
import { readWho, readWithdrawal } from "./plan-reading.server";
import { planFor } from "./plan-restrictions.server";
import { findInPlanScope, loadDocument, loadPlan } from "./plan-scope.server";

/** Versions, newest first, each with what it changed in words; and the events of the plan's life. */
export function readHistory(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    const see = await planFor(db, viewer, personId);
    const rows = await db.planVersion.findMany({ where: { personId }, orderBy: { version: "asc" } });
    let before = emptyPlan();
    const versions = [];
    for (const row of rows) {
      const document = await loadDocument(db, personId, row.version);
      const changes = diffPlans(see(before).plan, see(document).plan).map(changeInWords);
      const { version, publishedAt, publishedByName, publishedByRole, reason } = row;
      versions.unshift({ version, at: publishedAt, byName: publishedByName, byRole: publishedByRole, reason, changes });
      before = document;
    }
    const events = await db.planEvent.findMany({
      where: { personId, kind: { not: "published" } },
      orderBy: { at: "desc" },
      select: { id: true, kind: true, at: true, byName: true, reason: true, version: true },
    });
    await recordAccess(db, viewer, { personId, did: "read history of plan" });
    return { who: await readWho(db, personId, viewer.requestedAt), versions, events };
  });
}

/** One version whole, as it was published. */
export function readVersion(viewer: StaffViewer, personId: string, version: number) {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    const row = await db.planVersion.findUnique({ where: { personId_version: { personId, version } } });
    if (!row) return undefined;
    const live = await loadPlan(db, personId);
    await recordAccess(db, viewer, { personId, did: "read version of plan", detail: { version } });
    const { plan, closedIn } = (await planFor(db, viewer, personId))(await loadDocument(db, personId, version));
    return {
      who: await readWho(db, personId, viewer.requestedAt),
      version,
      current: live.version === version && live.status === "live",
      newest: live.version,
      status: live.status,
      withdrawn: live.status === "withdrawn" ? await readWithdrawal(db, personId) : undefined,
      document: plan,
      closedIn,
      publishedAt: row.publishedAt,
      publishedByName: row.publishedByName,
      publishedByRole: row.publishedByRole,
      reason: row.reason,
    };
  });
}
