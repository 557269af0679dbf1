/**
 * Values that set a deficit of the eFI beside its codes. Source: Greater Manchester Secure Data Environment
 * (subquery-efi-common), several of them marked there as from A. Clegg; inequalities strict or not as there. A rule
 * whose set has no member waits for a verified code and is met by nobody until a site installs one.
 */
import type { Fact } from "../feature";
import type { EfiDeficit } from "./efi";

export type ValueRule = {
  deficit: EfiDeficit;
  measure: string;
  /** What is measured, in words. */
  says: string;
  /** Counts whatever its value. */
  anyRecord?: true;
  met: (measure: Fact, sex: string) => boolean | "needs sex";
  evidence: (measure: Fact) => string;
};

const above =
  (limit: number) =>
  ({ highest }: Fact) =>
    highest !== undefined && highest > limit;
const below =
  (limit: number) =>
  ({ lowest }: Fact) =>
    lowest !== undefined && lowest < limit;
const orMore =
  (limit: number) =>
  ({ highest }: Fact) =>
    highest !== undefined && highest >= limit;
const orLess =
  (limit: number) =>
  ({ lowest }: Fact) =>
    lowest !== undefined && lowest <= limit;
const highestOf =
  (what: string, unit: string) =>
  ({ highest }: Fact) =>
    `highest ${what} ${highest}${unit}`;
const lowestOf =
  (what: string, unit: string) =>
  ({ lowest }: Fact) =>
    `lowest ${what} ${lowest}${unit}`;

const tooLow = below(0.36);
const tooHigh = above(5.5);

/** Strict or not as in the source. */
export const VALUE_RULES: readonly ValueRule[] = [
  {
    deficit: "falls",
    measure: "falls-in-year",
    says: "falls in 12 months",
    met: above(0),
    evidence: highestOf("number of falls in 12 months", ""),
  },
  {
    deficit: "hypertension",
    measure: "diastolic-24h",
    says: "24-hour diastolic pressure",
    met: above(85),
    evidence: highestOf("24-hour diastolic pressure", " mmHg"),
  },
  {
    deficit: "hypertension",
    measure: "systolic-24h",
    says: "24-hour systolic pressure",
    met: above(135),
    evidence: highestOf("24-hour systolic pressure", " mmHg"),
  },
  {
    deficit: "atrial-fibrillation",
    measure: "chads2",
    says: "CHADS2 score",
    anyRecord: true,
    met: () => true,
    evidence: () => "a CHADS2 score is recorded",
  },
  {
    deficit: "activity-limitation",
    measure: "barthel",
    says: "Barthel index",
    met: orLess(18),
    evidence: lowestOf("Barthel index", ""),
  },
  {
    deficit: "cognitive-problems",
    measure: "six-cit",
    says: "six-item cognitive impairment test",
    met: orMore(8),
    evidence: highestOf("six-item cognitive impairment test", ""),
  },
  {
    deficit: "anaemia",
    measure: "haemoglobin",
    says: "haemoglobin",
    met: anaemic,
    evidence: lowestOf("haemoglobin", " g/L"),
  },
  {
    deficit: "thyroid-disorders",
    measure: "tsh",
    says: "thyroid stimulating hormone",
    met: (m) => tooLow(m) || tooHigh(m),
    evidence: (m) => (tooLow(m) ? lowestOf("TSH", " mU/L")(m) : highestOf("TSH", " mU/L")(m)),
  },
  { deficit: "ckd", measure: "egfr", says: "eGFR", met: below(60), evidence: lowestOf("eGFR", " mL/min/1.73 m²") },
  {
    deficit: "ckd",
    measure: "urine-acr",
    says: "urine albumin:creatinine ratio",
    met: above(3),
    evidence: highestOf("albumin:creatinine ratio", " mg/mmol"),
  },
  {
    deficit: "ckd",
    measure: "urine-pcr",
    says: "urine protein:creatinine ratio",
    met: above(50),
    evidence: highestOf("protein:creatinine ratio", " mg/mmol"),
  },
  {
    deficit: "ckd",
    measure: "urine-protein-24h",
    says: "urine protein in 24 hours",
    met: above(150),
    evidence: highestOf("urine protein", " mg in 24 hours"),
  },
  {
    deficit: "ckd",
    measure: "urine-albumin-24h",
    says: "urine albumin in 24 hours",
    met: above(20),
    evidence: highestOf("urine albumin", " mg in 24 hours"),
  },
  {
    deficit: "ckd",
    measure: "urine-microalbumin",
    says: "urine microalbumin",
    met: above(3),
    evidence: highestOf("urine microalbumin", ""),
  },
  {
    deficit: "pvd",
    measure: "abpi",
    says: "ankle brachial pressure index",
    met: below(0.95),
    evidence: lowestOf("ankle brachial pressure index", ""),
  },
  {
    deficit: "osteoporosis",
    measure: "hip-t-score",
    says: "hip T-score",
    met: orLess(-2.5),
    evidence: lowestOf("hip T-score", ""),
  },
  {
    deficit: "respiratory-disease",
    measure: "copd-exacerbations",
    says: "COPD exacerbations in a year",
    met: orMore(1),
    evidence: highestOf("number of COPD exacerbations in a year", ""),
  },
  {
    deficit: "respiratory-disease",
    measure: "oxygen-hours",
    says: "hours of oxygen",
    met: orMore(1),
    evidence: highestOf("hours of oxygen", " a day"),
  },
  {
    deficit: "respiratory-disease",
    measure: "copd-unscheduled-contacts",
    says: "unscheduled contacts for COPD",
    met: orMore(1),
    evidence: highestOf("number of unscheduled contacts for COPD", ""),
  },
  {
    deficit: "weight-loss",
    measure: "must",
    says: "malnutrition screening",
    met: orMore(1),
    evidence: highestOf("malnutrition universal screening tool", ""),
  },
];

/** g/L, as the import reads every unit. Between the two limits the answer hangs on the sex. */
function anaemic({ lowest }: Fact, sex: string): boolean | "needs sex" {
  if (lowest === undefined) return false;
  if (sex === "female") return lowest < 115;
  if (sex === "male") return lowest < 130;
  if (lowest < 115) return true;
  return lowest < 130 ? "needs sex" : false;
}
