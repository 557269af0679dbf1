/** Going back: an older version into the draft, and a version that was entered in error out of sight. */
import type { RenderTexts } from "../domain/crisis-plan";
import { may } from "../domain/permissions";
import { emptyPlan, type Operation, unitsOf } from "../domain/plan";
import { diffPlans, operationsOf } from "../domain/plan-changes";
import { AS_IT_STANDS, INSTEAD } from "../domain/plan-hidden-rings";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer } from "./database.server";
import { newId } from "./identity.server";
import { offerActions } from "./plan-actions.server";
import { loadDraft, lockDraft, saveOperations } from "./plan-drafts.server";
import { planFor } from "./plan-restrictions.server";
import { findInPlanScope, loadDocument, loadPlan } from "./plan-scope.server";
import { saveVersion } from "./plan-versions.server";
import { withdrawNow } from "./plans.server";

/**
 * Puts what an older version said into the viewer's draft, as changes of the newest; publishing makes it a new version,
 * and asks for each emergency section that comes back to be signed again. Refused while a draft stands, which it would
 * write over. Lines that the viewer does not see stay as they are.
 */
export function restoreVersion(
  viewer: StaffViewer,
  { personId, version, key, at }: { personId: string; version: number; key: string; at: Date },
) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "restore version of plan", key, async () => {
      const person = await findInPlanScope(db, viewer, personId, "plan versions");
      const row = person && (await db.planVersion.findUnique({ where: { personId_version: { personId, version } } }));
      if (!row) return { ok: false, why: "not found" } as const;
      if (row.enteredInError) return { ok: false, why: "entered in error" } as const;
      const live = await loadPlan(db, personId, true);
      await lockDraft(db, viewer, personId);
      const draft = await loadDraft(db, viewer, personId);
      if (draft?.operations.length) return { ok: false, why: "draft in the way" } as const;
      const see = await planFor(db, viewer, personId, person);
      const { plan: now, rings } = see(live.document);
      const then = see(await loadDocument(db, personId, version)).plan;
      const hidden = new Set(unitsOf(live.document).filter((unit) => !unitsOf(now).includes(unit)));
      const operations = operationsOf(diffPlans(now, then))
        .filter(({ unit }) => !hidden.has(unit))
        .map((operation) => leavingRing(operation, rings));
      if (!operations.length) return { ok: false, why: "nothing to restore" } as const;
      const saved = await saveOperations(db, viewer, { personId, operations, at });
      if (!saved.ok) return saved;
      await recordAccess(db, viewer, { personId, did: "restore version of plan", detail: { version } });
      return { ok: true, lines: operations.length } as const;
    }),
  );
}

/** Where the viewer is shown the desk instead of a name, on both sides, the name that stands there stays. */
const leavingRing = (operation: Operation, rings: ReadonlySet<string>): Operation =>
  operation.values?.ring === INSTEAD && rings.has(operation.unit)
    ? { ...operation, values: { ...operation.values, ring: AS_IT_STANDS } }
    : operation;

export type MarkInError = {
  personId: string;
  version: number;
  reason: string;
  key: string;
  render: RenderTexts;
  at: Date;
};

/**
 * Marks a version as entered in error: its words are shown to nobody from then on. When it is the newest, the plan is
 * withdrawn in the same go and the last good version (or nothing) takes its place, so that no page and no draft starts
 * from its words; crews see “withdrawn” until a clinician signs again.
 */
export function markEnteredInError(viewer: StaffViewer, { personId, version, reason, key, render, at }: MarkInError) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "mark version of plan entered in error", key, async () => {
      const person = await findInPlanScope(db, viewer, personId, "plan versions");
      if (!person) return { ok: false, why: "not found" } as const;
      if (!may(viewer, "mark entered in error")) return { ok: false, why: "may not mark" } as const;
      const live = await loadPlan(db, personId, true);
      const where = { personId, version, enteredInError: null };
      const because = { enteredInError: at, enteredInErrorBy: viewer.name, enteredInErrorBecause: reason };
      const { count } = await db.planVersion.updateMany({ where, data: because });
      if (count === 0) return { ok: false, why: "not found" } as const;
      const by = { by: viewer.accountId, byName: viewer.name };
      await db.planEvent.create({
        data: { personId, id: newId(at), kind: "entered in error", version, at, reason, ...by },
      });
      await recordAccess(db, viewer, { personId, did: "mark version of plan entered in error", detail: { version } });
      if (version !== live.version) return { ok: true, withdrawn: false } as const;

      const good = await db.planVersion.findFirst({
        where: { personId, enteredInError: null },
        orderBy: { version: "desc" },
        select: { version: true },
      });
      const plan = good ? await loadDocument(db, personId, good.version) : emptyPlan();
      const reasonKept = `Version ${version} was entered in error`;
      const replaced = {
        live: { version, document: plan },
        plan,
        reason: reasonKept,
        at,
        status: "withdrawn",
      } as const;
      const saved = await saveVersion(db, viewer, person, replaced);
      // Nobody is to do what a wrong version asked for.
      await offerActions(db, viewer, personId, { before: live.document, after: saved.document }, at);
      await withdrawNow(db, viewer, person, { version: saved.version, reason: `${reasonKept}: ${reason}`, render, at });
      return { ok: true, withdrawn: true } as const;
    }),
  );
}
