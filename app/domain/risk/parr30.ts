/**
 * PARR-30: probability of an emergency readmission within 30 days of discharge from an English hospital.
 * Billings J et al. BMJ Open 2012;2:e001667 (open access). Coefficients second-hand, from the implementation
 * robert-waggott/Parr-30-Implementation; they were not read in the paper. p = e^t / (1 + e^t).
 * For analysts. **Never calibrated here**: each hospital has a coefficient of its own, which is not published (0 is
 * used), and deprivation is the score of the Index of Multiple Deprivation 2007, which later indices do not give.
 * So p ranks discharges of one hospital; it is nobody's risk. Nothing is marked as modifiable: at discharge all is past.
 */
import type { Answer, Reason } from "../answer";

export const PARR30_VERSION = "parr30 2012/1";

export const PARR30_CAVEAT = "uncalibrated: hospital coefficient missing; IMD 2007 score";

const CONSTANT = -2.91821;
const AGE_SQUARED = 0.000060581;
const EACH_ADMISSION_IN_YEAR = 0.1215;
const ADMISSION_IN_30_DAYS = 0.5258;
const ADMITTED_AS_EMERGENCY = 0.5565;

/** Highest IMD 2007 score first; the highest band weighs less than the one below it, in the source too. */
const DEPRIVATION = [
  [50, 0.0982],
  [40, 0.1017],
  [25, 0.0661],
  [15, 0.0239],
  [10, 0.0209],
  [0, 0],
] as const;

const TERMS = {
  "congestive-heart-failure": { label: "Congestive heart failure", weight: 0.095 },
  "peripheral-vascular-disease": { label: "Peripheral vascular disease", weight: 0.1043 },
  "chronic-pulmonary-disease": { label: "Chronic pulmonary disease", weight: 0.2243 },
  "diabetes-with-complication": { label: "Diabetes with chronic complications", weight: 0.1457 },
  "renal-disease": { label: "Renal disease", weight: 0.1977 },
  "metastatic-cancer": { label: "Metastatic cancer with solid tumour", weight: 0.2762 },
  "other-cancer": { label: "Other malignant cancer", weight: 0.5069 },
  "moderate-or-severe-liver-disease": { label: "Moderate or severe liver disease", weight: 0.2673 },
  "other-liver-disease": { label: "Other liver disease", weight: 0.2133 },
  hemiplegia: { label: "Hemiplegia or paraplegia", weight: 0.1061 },
  dementia: { label: "Dementia", weight: 0.0467 },
} as const;
export type Parr30Condition = keyof typeof TERMS;
export const PARR30_CONDITIONS: Readonly<Record<Parr30Condition, { label: string; weight: number }>> = TERMS;

/** What is undefined is not known, which is neither none nor no. */
export type Parr30Input = {
  /** Whole years. */
  age: number | undefined;
  /** Number in the 12 months before, without the current one. */
  emergencyAdmissionsInYear: number | undefined;
  emergencyAdmissionIn30Days: boolean | undefined;
  admittedAsEmergency: boolean | undefined;
  /** Score (not rank, not decile) of the Index of Multiple Deprivation 2007. */
  deprivation2007: number | undefined;
  conditions: ReadonlySet<Parr30Condition> | undefined;
};

/** The abstract's threshold of .5, at which 59.2 % of those pointed out were readmitted. */
export type Parr30Category = "below .5" | ".5 and over";

export function scoreParr30(discharge: Parr30Input): Answer<Parr30Category> {
  const { because, missing } = weigh(discharge);
  const value = logistic(CONSTANT + because.reduce((sum, { points }) => sum + points, 0));
  const common = { because, version: PARR30_VERSION, caveats: [PARR30_CAVEAT] };
  // No coefficient is negative, so what is not known can only add.
  return missing.length
    ? { known: false, atLeast: value, missing, ...common }
    : { known: true, value, category: value >= 0.5 ? ".5 and over" : "below .5", ...common };
}

const logistic = (t: number) => Math.exp(t) / (1 + Math.exp(t));

function weigh(discharge: Parr30Input): { because: Reason[]; missing: string[] } {
  const because: Reason[] = [];
  const missing: string[] = [];
  const add = <T>(term: string, value: T | undefined, points: (value: T) => number) => {
    if (value === undefined) missing.push(term);
    else because.push({ term, points: points(value), evidence: inWords(value) });
  };
  const ifSo = (weight: number) => (is: boolean) => (is ? weight : 0);
  add("Squared age", discharge.age, (age) => AGE_SQUARED * age ** 2);
  add("Emergency admissions in the last year", discharge.emergencyAdmissionsInYear, (n) => n * EACH_ADMISSION_IN_YEAR);
  add("Emergency admission in the last 30 days", discharge.emergencyAdmissionIn30Days, ifSo(ADMISSION_IN_30_DAYS));
  add("Current admission is an emergency", discharge.admittedAsEmergency, ifSo(ADMITTED_AS_EMERGENCY));
  add("Deprivation", discharge.deprivation2007, (score) => DEPRIVATION.find(([from]) => score >= from)?.[1] ?? 0);
  if (!discharge.conditions) missing.push("Conditions");
  for (const [id, { label, weight }] of Object.entries(TERMS)) {
    if (discharge.conditions?.has(id as Parr30Condition)) because.push({ term: label, points: weight });
  }
  return { because, missing };
}

const inWords = (value: unknown) => (typeof value === "boolean" ? (value ? "yes" : "no") : String(value));
