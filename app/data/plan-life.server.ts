/** Around the plan on its page: what contradicts it, names under its sections, proposals, copies, the record. */
import { londonDate } from "../domain/dates";
import { calendarDateOf } from "../domain/person";
import { unitsOf } from "../domain/plan";
import { agreementInWords, isEndorsed, mayConfirm } from "../domain/plan-life";
import { NO_RECORD } from "../domain/plan-record";
import type { StaffViewer } from "../domain/viewer";
import { asViewer } from "./database.server";
import { linkedPlansFor } from "./linked-records.server";
import { contradictionsShown, standingConflictsFor } from "./plan-conflicts.server";
import { loadCopies } from "./plan-copies.server";
import { countProposalsToSign } from "./plan-proposal-lists.server";
import { planRecordFor, readPlanRecord } from "./plan-record.server";
import { planFor } from "./plan-restrictions.server";
import { findInPlanScope, isEmergencyOnly, loadConfirmations, loadPlan } from "./plan-scope.server";
import { loadSignatures } from "./plan-signatures.server";

/** As far as the viewer reads the plan and the record; undefined when the plan is not theirs. */
export function readPlanLife(viewer: StaffViewer, personId: string, at: Date) {
  return asViewer(viewer, "read", async (db) => {
    const person = await findInPlanScope(db, viewer, personId);
    if (!person) return undefined;
    const live = await loadPlan(db, personId);
    const { plan } = (await planFor(db, viewer, personId, person))(live.document);
    const today = londonDate(at);
    const judged = {
      today,
      bornOn: calendarDateOf(person.bornOn),
      confirmations: await loadConfirmations(db, personId),
    };
    const linked = await linkedPlansFor(db, viewer, personId);
    const record = await readPlanRecord(db, personId, today);
    const found =
      live.status === "live" ? await standingConflictsFor(db, viewer, { personId, plan, record, at: judged }) : [];
    const shown = await contradictionsShown(db, viewer, personId, found, plan);
    const signatures = await loadSignatures(db, personId, plan);
    return {
      emergencyOnly: await isEmergencyOnly(db, personId),
      /** Live plans under other records of this person: crews read them, whatever stands here. */
      linked,
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
