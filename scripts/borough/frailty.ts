/**
 * How frail each person is: a number of eFI deficits by age, met by the conditions that the person has anyway and, for
 * what is still missing, by deficits of function, senses and circumstances.
 */

import type { Sex } from "./ages";
import type { Diagnosis, Finding } from "./codes";
import type { Register } from "./prevalence-figures";
import { distribution, type Random } from "./random";

/**
 * % fit, mild, moderate, severe by age. 65 and over: a proposed table that sums to 49 / 34 / 13 / 4 on NWL ages [P].
 * 50-64: any frailty 10 % (RSC, doi 10.1186/s12877-021-02684-y) [V], split [P]; under 50 [P].
 */
const FRAILTY: readonly (readonly [from: number, shares: readonly [number, number, number, number]])[] = [
  [0, [100, 0, 0, 0]],
  [18, [98.8, 1.1, 0.1, 0]],
  [50, [90, 8.8, 1.0, 0.2]],
  [65, [70, 25, 4.5, 0.5]],
  [70, [57, 34, 7.5, 1.5]],
  [75, [43, 39, 14, 4]],
  [80, [31, 41, 21, 7]],
  [85, [16, 39, 31, 14]],
];

export const frailtyShares = (age: number) =>
  (FRAILTY.findLast(([from]) => age >= from) ?? (FRAILTY[0] as (typeof FRAILTY)[number]))[1];

export type Band = "fit" | "mild" | "moderate" | "severe";
export const BANDS = ["fit", "mild", "moderate", "severe"] as const;

/** 5, 9 and 13 of 36 deficits open mild, moderate and severe. */
export const bandOfDeficits = (count: number): Band =>
  count >= 13 ? "severe" : count >= 9 ? "moderate" : count >= 5 ? "mild" : "fit";

/** Deficits that a person of this age should have; `frailty` is standard normal. */
export function deficitsWanted(age: number, frailty: number): number {
  if (age < 18) return 0;
  let rest = distribution(frailty) * 100;
  const shares = frailtyShares(age);
  if (rest < shares[0]) return Math.floor(4.999 * (rest / shares[0]) ** (age >= 65 ? 0.9 : 3));
  rest -= shares[0];
  if (rest < shares[1]) return 5 + Math.floor((3.999 * rest) / shares[1]);
  rest -= shares[1];
  if (rest < shares[2]) return 9 + Math.floor((3.999 * rest) / shares[2]);
  return 13 + Math.floor(5 * Math.min((rest - shares[2]) / Math.max(shares[3], 0.1), 0.99) ** 2);
}

/** eFI deficit that a register is; the names are the product's ids, without "efi-". */
export const DEFICIT_OF: Partial<Record<Register, string>> = {
  hypertension: "hypertension",
  chd: "chd",
  heartFailure: "heart-failure",
  atrialFibrillation: "atrial-fibrillation",
  stroke: "stroke-tia",
  ckd: "ckd",
  copd: "respiratory-disease",
  asthma: "respiratory-disease",
  pad: "pvd",
  rheumatoidArthritis: "arthritis",
  osteoporosis: "osteoporosis",
  type2Diabetes: "diabetes",
  type1Diabetes: "diabetes",
  dementia: "cognitive-problems",
  housebound: "housebound",
  falls: "falls",
};

export type Extra = {
  deficit: string;
  /** How often it is chosen against the others [P]; incontinence is coded in 5.0 % of all, mobility 1.8 % (GM) [V]. */
  weight: number;
  diagnosis?: Diagnosis;
  finding?: Finding;
  only?: Sex;
};

export const EXTRAS: readonly Extra[] = [
  { deficit: "arthritis", weight: 22, diagnosis: "osteoarthritis" },
  { deficit: "arthritis", weight: 10, diagnosis: "kneeOsteoarthritis" },
  { deficit: "vision-problems", weight: 12, diagnosis: "cataract" },
  { deficit: "vision-problems", weight: 3, diagnosis: "visualImpairment" },
  { deficit: "hearing-loss", weight: 14, diagnosis: "hearingLoss" },
  { deficit: "urinary-system-disease", weight: 12, diagnosis: "prostateHyperplasia", only: "male" },
  { deficit: "urinary-system-disease", weight: 9, diagnosis: "recurrentUti", only: "female" },
  { deficit: "urinary-incontinence", weight: 8, finding: "urinaryIncontinence" },
  { deficit: "dyspnoea", weight: 11, finding: "dyspnoea" },
  { deficit: "dizziness", weight: 11, finding: "dizziness" },
  { deficit: "anaemia", weight: 9, diagnosis: "anaemia" },
  { deficit: "thyroid-disorders", weight: 8, diagnosis: "hypothyroidism" },
  { deficit: "hypotension", weight: 4, diagnosis: "orthostaticHypotension" },
  { deficit: "hypotension", weight: 4, finding: "syncope" },
  { deficit: "sleep-disturbance", weight: 8, diagnosis: "insomnia" },
  { deficit: "foot-problems", weight: 6, finding: "seenByPodiatrist" },
  { deficit: "foot-problems", weight: 3, diagnosis: "cornsAndCallus" },
  { deficit: "fragility-fracture", weight: 3, diagnosis: "hipFracture" },
  { deficit: "fragility-fracture", weight: 5, diagnosis: "forearmFracture" },
  { deficit: "osteoporosis", weight: 4, diagnosis: "osteopenia" },
  { deficit: "mobility-problems", weight: 7, finding: "reducedMobility" },
  { deficit: "peptic-ulcer", weight: 4, diagnosis: "pepticUlcer" },
  { deficit: "cognitive-problems", weight: 5, finding: "memoryImpairment" },
  { deficit: "weight-loss", weight: 4, finding: "weightLoss" },
  { deficit: "skin-ulcer", weight: 3, diagnosis: "legUlcer" },
  { deficit: "skin-ulcer", weight: 1, diagnosis: "pressureUlcer" },
  { deficit: "care-requirement", weight: 4, finding: "hasCarer" },
  { deficit: "social-vulnerability", weight: 6, finding: "livesAlone" },
  { deficit: "social-vulnerability", weight: 1, finding: "socialWorker" },
  { deficit: "activity-limitation", weight: 3, finding: "disability" },
  { deficit: "heart-valve-disease", weight: 3, diagnosis: "aorticStenosis" },
  { deficit: "parkinsons", weight: 1, diagnosis: "parkinsons" },
  { deficit: "parkinsons", weight: 2, finding: "tremor" },
];

export type Circumstances = { age: number; sex: Sex; livesAlone: boolean; inCareHome: boolean };

/** Chooses deficits that the person has not yet, until `wanted` are there. */
export function drawExtras(has: Set<string>, wanted: number, who: Circumstances, random: Random): Extra[] {
  const chosen: Extra[] = [];
  if (who.inCareHome) has.add("care-requirement");
  for (let guard = 0; has.size < wanted && guard < 60; guard++) {
    const extra = drawExtra(who, wanted, random);
    if (!extra || has.has(extra.deficit)) continue;
    has.add(extra.deficit);
    chosen.push(extra);
  }
  return chosen;
}

function drawExtra(who: Circumstances, wanted: number, random: Random): Extra | undefined {
  let total = 0;
  for (const extra of EXTRAS) total += weightFor(extra, who, wanted);
  let rest = random() * total;
  for (const extra of EXTRAS) {
    rest -= weightFor(extra, who, wanted);
    if (rest < 0) return extra;
  }
  return undefined;
}

const OF_THE_FRAIL = new Set([
  "reducedMobility",
  "hasCarer",
  "weightLoss",
  "disability",
  "pressureUlcer",
  "hipFracture",
]);

function weightFor(extra: Extra, who: Circumstances, wanted: number): number {
  if (extra.only && extra.only !== who.sex) return 0;
  if (extra.finding === "livesAlone") return who.livesAlone ? extra.weight * 2 : 0;
  const late = OF_THE_FRAIL.has(extra.finding ?? extra.diagnosis ?? "");
  if (late) return wanted >= 9 ? extra.weight * 3 : who.age < 65 ? 0 : extra.weight / 2;
  return extra.weight;
}
