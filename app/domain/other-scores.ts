/**
 * What stands beside the frailty index on the page "why here": the Cambridge score, the frailty level that a clinician
 * recorded, scores that others computed, and what the medicines add up to. LACE, PARR-30 and HFRS describe discharges
 * and populations; they are for analysts and never here (safety rule 20).
 */
import type { Answer, Reason } from "./answer";
import { ageOn, type CalendarDate } from "./calendar";
import { ANTICHOLINERGIC_LIST } from "./code-sets/anticholinergics";
import { CONFER_CODES, SNOMED } from "./code-sets/code-set";
import type { Features } from "./feature";
import type { ReasonShown } from "./person-record";
import { type AnticholinergicBurden, RELEVANT_BURDEN } from "./risk/anticholinergic-burden";
import { CLINICAL_FRAILTY_LEVELS, readClinicalFrailtyScale, recordedLevel } from "./risk/clinical-frailty-scale";
import { type Polypharmacy, polypharmacyOf } from "./risk/polypharmacy";
import { RECORDED_SCORES, type RecordedScoreId, recordedScoreInWords } from "./risk/recorded-scores";
import { longTermConditions } from "./segment";

/** `value` is the least that it can be, where not `known`. */
export type ScoreShown = {
  known: boolean;
  value: number;
  because: ReasonShown[];
  missing: string[];
  caveats: readonly string[];
  version: string;
};

export type OtherScores = {
  cambridge: ScoreShown;
  /** Null: no level was ever recorded. */
  clinicalFrailty: ClinicalFrailtyShown | null;
  /** Absent for who does not see results. */
  recorded?: RecordedScoreShown[];
  /** Absent for who does not see medicines. */
  medicines?: MedicineScores;
};

export function scoreShown(answer: Answer<string>, because: ReasonShown[]): ScoreShown {
  const { known, version, caveats = [] } = answer;
  return known
    ? { known, value: answer.value, because, missing: [], caveats, version }
    : { known, value: answer.atLeast, because, missing: answer.missing, caveats, version };
}

// ── Cambridge Multimorbidity Score ────────────────────────────────────────────────────────────────────────

/** Terms that issues of medicines show. */
const SHOWN_BY_MEDICINES: Readonly<Record<string, string>> = {
  Constipation: "medicine-laxative",
  "Painful condition": "medicine-analgesic",
};

/** Each with the code sets whose entries show it; those of medicines only for who sees medicines. */
export function cambridgeReasons(because: readonly Reason[], person: Features, seesMedicines: boolean): Reason[] {
  const diabetes = longTermConditions(person).find(({ name }) => name === "Diabetes")?.sets;
  return because.map((reason) => {
    if (reason.term === "Diabetes") return { ...reason, sets: diabetes };
    const medicine = SHOWN_BY_MEDICINES[reason.term];
    if (!medicine || !seesMedicines) return reason;
    return { ...reason, evidence: "more than three issues in 12 months", sets: [medicine] };
  });
}

// ── Clinical Frailty Scale ────────────────────────────────────────────────────────────────────────────────

export type ClinicalFrailtyShown = { level: number; name: string; on?: CalendarDate; caveats: readonly string[] };

export function clinicalFrailtyOf(person: Pick<Features, "facts" | "bornOn">): ClinicalFrailtyShown | null {
  const recorded = recordedLevel(person);
  if (!recorded) return null;
  const { level, on } = recorded;
  const age = on === undefined ? undefined : ageOn(person.bornOn, on);
  const { caveats = [] } = readClinicalFrailtyScale({ level, on, age });
  return { level, name: CLINICAL_FRAILTY_LEVELS[level]![0], on, caveats };
}

// ── Recorded scores ───────────────────────────────────────────────────────────────────────────────────────

/** An entry of a score that somebody else computed, as it is stored. */
export type RecordedScoreRow = {
  id: string;
  system: string;
  code: string;
  display: string;
  on: CalendarDate | null;
  value: number | null;
  unit: string | null;
  /** Where there is no number. */
  text: string | null;
  recordedHere: boolean;
  source: string;
};

/** The latest of its kind. */
export type RecordedScoreShown = { id: string; words: string; on: CalendarDate | null; from: string; older: number };

/** Codes under which they stand; Confer's own code says QRISK and not which. */
export const RECORDED_SCORE_CODES = {
  [SNOMED]: RECORDED_SCORES.flatMap(({ codes }) => [...codes]),
  [CONFER_CODES]: ["qrisk"],
};

/** `rows` newest first. */
export function readRecordedScores(rows: readonly RecordedScoreRow[]): RecordedScoreShown[] {
  const kinds = new Map<string, RecordedScoreRow[]>();
  for (const row of rows) {
    const kind = kindOf(row) ?? row.code;
    kinds.set(kind, [...(kinds.get(kind) ?? []), row]);
  }
  return [...kinds.values()].map(([latest, ...older]) => {
    const { id, on, recordedHere, source } = latest!;
    const from = recordedHere ? "recorded in Confer" : `received from ${source}`;
    return { id, words: wordsOf(latest!), on, from, older: older.length };
  });
}

const kindOf = ({ system, code }: Pick<RecordedScoreRow, "system" | "code">): RecordedScoreId | undefined =>
  system === SNOMED ? RECORDED_SCORES.find(({ codes }) => (codes as readonly string[]).includes(code))?.id : undefined;

function wordsOf(row: RecordedScoreRow): string {
  const { value, unit, text, display } = row;
  const id = kindOf(row);
  if (value === null) return `${display}: ${text ?? "no value received"}, recorded, not computed here`;
  const ofUnit = unit && unit !== "%" ? `; the unit received is “${unit}”` : "";
  if (id) return `${recordedScoreInWords({ id, value })}${ofUnit}`;
  return `${display}: ${value}${ofUnit}, recorded, not computed here; which version of QRISK is not stated`;
}

// ── Medicines ─────────────────────────────────────────────────────────────────────────────────────────────

export type MedicineScores = {
  /** Distinct medicines; undefined when none was ever recorded, which is not "none". */
  in12Months: number | undefined;
  in90Days: number | undefined;
  polypharmacy: Polypharmacy | undefined;
  burden: ScoreShown & {
    category: AnticholinergicBurden | null;
    /** The list used, which nobody has signed. */
    list: typeof ANTICHOLINERGIC_LIST;
    relevantFrom: number;
  };
};

export function medicineScoresOf(
  person: Pick<Features, "medicines" | "medicinesIn90Days">,
  burden: Answer<AnticholinergicBurden>,
  because: ReasonShown[],
): MedicineScores {
  return {
    in12Months: person.medicines,
    in90Days: person.medicinesIn90Days,
    polypharmacy: polypharmacyOf(person),
    burden: {
      ...scoreShown(burden, because),
      category: burden.known ? burden.category : null,
      list: ANTICHOLINERGIC_LIST,
      relevantFrom: RELEVANT_BURDEN,
    },
  };
}
