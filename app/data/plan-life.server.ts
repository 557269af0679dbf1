/** Around the plan on its page: what contradicts it, names under its sections, proposals, copies, the record. */
import { londonDate } from "../domain/dates";
import { calendarDateOf } from "../domain/person";
import { unitsOf } from "../domain/plan";
import { findConflicts } from "../domain/plan-conflict-finder";
import { agreementInWords, isEndorsed, mayConfirm } from "../domain/plan-life";
import { NO_RECORD } from "../domain/plan-record";
import type { StaffViewer } from "../domain/viewer";
import { asViewer } from "./database.server";
import { loadCopies } from "./plan-copies.server";
import { countProposalsToSign } from "./plan-proposal-lists.server";
import { contradictionsShown } from "./plan-publishing.server";
import { planRecordFor, readPlanRecord } from "./plan-record.server";
import { planFor } from "./plan-restrictions.server";
import { findInPlanScope, loadConfirmations, loadPlan } from "./plan-scope.server";
import { loadSignatures } from "./plan-signatures.server";

/** As far as the viewer reads the plan and the record; undefined when the plan is not theirs. */
export function readPlanLife(viewer: StaffViewer, personId: string, at: Date) {
  return asViewer(viewer, "read", async (db) => {
    const person = await findInPlanScope(db, viewer, personId);
    if (!person) return undefined;
    const live = await loadPlan(db, personId);
    const kept = await db.plan.findUnique({ where: { personId }, select: { emergencyOnly: true } });
    const { plan } = (await planFor(db, viewer, personId, person))(live.document);
    const today = londonDate(at);
    const judged = {
      today,
      bornOn: calendarDateOf(person.bornOn),
      confirmations: await loadConfirmations(db, personId),
    };
    const found = live.status === "live" ? findConflicts(plan, await readPlanRecord(db, personId, today), judged) : [];
    const shown = await contradictionsShown(db, viewer, personId, found, plan);
    const signatures = await loadSignatures(db, personId, plan);
    return {
      emergencyOnly: kept?.emergencyOnly ?? false,
      contradictions: shown.conflicts,
      /** Of emergency sections; others are signed by being published. */
      signatures: signatures
        .filter(({ section, holds }) => holds && isEndorsed(section))
        .map(({ accountId: _, ...signature }) => signature),
      agreement: agreementInWords(plan),
      proposals: await countProposalsToSign(db, viewer, person),
      copies: person.whole ? await loadCopies(db, personId) : [],
      record: (await planRecordFor(db, viewer, personId)) ?? NO_RECORD,
      /** Lines that the viewer may say are still true. */
      confirmable: live.status === "live" ? unitsOf(plan).filter((unit) => mayConfirm(viewer, unit)) : [],
    };
  });
}
