/** The plan and the record into which tests plant a contradiction, and what is found. */
import type { Operation, Values } from "../../app/domain/plan";
import type { JudgedAt } from "../../app/domain/plan-conflict";
import { findConflicts } from "../../app/domain/plan-conflict-finder";
import { NO_RECORD, type PlanRecord, type RecordLine } from "../../app/domain/plan-record";
import { aPlanDocument, PLAN_OPERATIONS } from "./a-plan";

export const at: JudgedAt = { today: "2026-11-22", bornOn: "1942-03-12" };
export const line = (change: Partial<RecordLine> & Pick<RecordLine, "kind" | "words">): RecordLine => ({
  id: change.words,
  sets: [],
  source: "GP record",
  ...change,
});
export const aRecord = (lines: readonly RecordLine[] = [], change: Partial<PlanRecord> = {}): PlanRecord => ({
  ...NO_RECORD,
  notShown: [],
  lines,
  ...change,
});
export const medicine = (words: string, change: Partial<RecordLine> = {}) =>
  line({ kind: "medicine", words, ...change });
/** What the plan of the builder needs, so that only what is planted is found. */
export const ITS_MEDICINES = [
  "Insulin glargine",
  "Apixaban 5 mg tablets",
  "Morphine oral solution",
  "Midazolam injection",
].map((words) => medicine(words));
export const values = (unit: string): Values => PLAN_OPERATIONS.find((one) => one.unit === unit)!.values!;
export const set = (unit: string, change: Values): Operation => ({ unit, values: { ...values(unit), ...change } });
export const put = (unit: string, of: Values): Operation => ({ unit, values: of });

export const find = (operations: Operation[], record: PlanRecord = aRecord(), when: JudgedAt = at) =>
  findConflicts(aPlanDocument(operations), record, when);
export const kinds = (...of: Parameters<typeof find>) => find(...of).map(({ kind, danger }) => `${danger}: ${kind}`);

export const ATTEMPT = set("cpr", { decision: "attempt" });
export const adrt = (change: Values = {}): Operation =>
  put("advanceDecision", {
    adrt: "yes",
    refuses: "CPR and ventilation, in whatever state",
    lifeSustaining: "formal",
    dated: "2024-02-01",
    location: "Solicitor",
    ...change,
  });
export const cprCode = (way: "attempt" | "not-recommended", on?: string) =>
  line({ kind: "decision", words: `CPR ${way}`, sets: [`decision-cpr-${way}`], ...(on && { on }) });
export const NO_LIMITS: Operation = { unit: "escalation", values: null };
export const child: JudgedAt = { ...at, bornOn: "2012-01-01" };

export type Planted = [string, Operation[], PlanRecord?, JudgedAt?];
