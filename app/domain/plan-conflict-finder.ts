/**
 * Finds contradictions in a plan, and between the plan and the record. It reads words, so it asks more than it knows:
 * what only a clinician can settle is put to one, with both sides and their sources. Each kind has a test that plants it.
 */
import type { PlanDocument } from "./plan";
import { byDanger, type JudgedAt, type PlanConflict, withId } from "./plan-conflict";
import { decisionConflicts } from "./plan-conflict-decisions";
import { legalConflicts } from "./plan-conflict-law";
import { medicineConflicts } from "./plan-conflict-medicines";
import { peopleConflicts } from "./plan-conflict-people";
import { placeConflicts } from "./plan-conflict-places";
import { treatmentConflicts } from "./plan-conflict-treatments";
import type { PlanRecord } from "./plan-record";

/** The most dangerous first. `record`: NO_RECORD judges the plan by itself. */
export function findConflicts(plan: PlanDocument, record: PlanRecord, at: JudgedAt): PlanConflict[] {
  const found = [
    ...decisionConflicts(plan, record, at),
    ...legalConflicts(plan, record, at),
    ...treatmentConflicts(plan, at),
    ...medicineConflicts(plan, record),
    ...peopleConflicts(plan, record, at),
    ...placeConflicts(plan, record, at),
  ].map(withId);
  // One contradiction that two fields of a line show is one.
  return [...new Map(found.map((one) => [one.id, one])).values()].sort(byDanger);
}
