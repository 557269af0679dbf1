/**
 * Hospital Frailty Risk Score: how much the diagnoses of the last two years' admissions, this one among them, resemble
 * those of frail people. Gilbert T et al. Lancet 2018;391:1775-82 (open access). Made for ages 75 and over.
 * 109 ICD-10 codes of three characters, each counted once a person however often it was coded (from memory; the NHS
 * Strategy Unit's worked example, F00 and W19 in two admissions make 10.3, agrees). Range 0 to 173.2.
 * For analysts: it measures coding as much as people, and nobody is shown by it. Nothing is marked as modifiable:
 * codes of past admissions stay whatever is done.
 */
import type { Answer, Reason } from "../answer";
import { HFRS_POINTS } from "./hfrs-points";
import { readIcd10 } from "./icd10";
import { sumPoints } from "./weighted-terms";

export const HFRS_VERSION = "hfrs 2018/1";

export const HFRS_FROM_AGE = 75;

export type HfrsCategory = "low" | "intermediate" | "high";

export type HfrsInput = {
  /** ICD-10, in any of the ways hospitals write it; undefined when no diagnosis was coded, which is not "none". */
  diagnoses: readonly string[] | undefined;
  /** Whole years, at admission. */
  age: number | undefined;
};

export function scoreHfrs({ diagnoses, age }: HfrsInput): Answer<HfrsCategory> {
  const common = { version: HFRS_VERSION, ...caveatsFor(age) };
  if (!diagnoses) return { known: false, atLeast: 0, missing: ["coded diagnoses"], because: [], ...common };
  const because = reasons(diagnoses);
  const value = sumPoints(because);
  return { known: true, value, category: hfrsCategory(value), because, ...common };
}

/** 5 and 15 themselves are intermediate. */
export function hfrsCategory(value: number): HfrsCategory {
  if (value > 15) return "high";
  return value >= 5 ? "intermediate" : "low";
}

/** Heaviest first. */
function reasons(diagnoses: readonly string[]): Reason[] {
  const found = new Set(diagnoses.map((text) => readIcd10(text)?.slice(0, 3)));
  return Object.entries(HFRS_POINTS)
    .filter(([code]) => found.has(code))
    .map(([code, [points, title]]) => ({ term: title, points, evidence: code }));
}

function caveatsFor(age: number | undefined): { caveats?: readonly string[] } {
  if (age === undefined) return { caveats: [`made for ages ${HFRS_FROM_AGE} and over; the age is not known`] };
  return age < HFRS_FROM_AGE ? { caveats: [`made for ages ${HFRS_FROM_AGE} and over`] } : {};
}
