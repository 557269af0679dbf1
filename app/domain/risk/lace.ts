/**
 * LACE index: risk of death or unplanned readmission within 30 days of discharge.
 * van Walraven C et al. CMAJ 2010;182:551-7 (PMC2845681). Free to use. Range 0-19; 10 and over is high risk.
 * For analysts: it describes a discharge, not a person, and is not shown as a person's risk. Nothing is marked as
 * modifiable: at discharge all four are past.
 *
 * C has weights of its own, neither Charlson's of 1987 nor Quan's: dementia 3, connective tissue disease 3, mild liver
 * disease 2, heart failure 2, COPD 2, diabetes with organ damage 2, cancer 2, metastatic cancer 6, HIV 4 and so on, as
 * read in the table of a modified LACE (BMJ Open). That modified index gives 14 days and over 6 points and caps C at 6:
 * do not mix the two. Sums of charlson.ts must not be put in here.
 */
import type { Answer, Reason } from "../answer";
import { sumPoints } from "./weighted-terms";

export const LACE_VERSION = "lace 2010/1";

/** What is undefined is not known, which is neither none nor no. */
export type Discharge = {
  /** Whole nights from admission to discharge. */
  lengthOfStay: number | undefined;
  admittedAsEmergency: boolean | undefined;
  /** Sum of comorbidity in LACE's own weights; undefined when no diagnosis was coded. */
  comorbidity: number | undefined;
  /** Emergency department visits in the six months before, without the one that led to this admission. */
  emergencyVisits: number | undefined;
};

export type LaceCategory = "low" | "high";

export function scoreLace(discharge: Discharge): Answer<LaceCategory> {
  const because: Reason[] = [];
  const missing: string[] = [];
  for (const { term, points } of PARTS) {
    const found = points(discharge);
    if (found === undefined) missing.push(term);
    else because.push({ term, points: found });
  }
  const value = sumPoints(because);
  const common = { because, version: LACE_VERSION };
  return missing.length
    ? { known: false, atLeast: value, missing, ...common }
    : { known: true, value, category: value >= 10 ? "high" : "low", ...common };
}

const PARTS: readonly { term: string; points: (discharge: Discharge) => number | undefined }[] = [
  { term: "L: length of stay", points: ({ lengthOfStay }) => ifKnown(lengthOfStay, pointsForStay) },
  {
    term: "A: acute admission",
    points: ({ admittedAsEmergency }) => ifKnown(admittedAsEmergency, (is) => (is ? 3 : 0)),
  },
  { term: "C: comorbidity", points: ({ comorbidity }) => ifKnown(comorbidity, (sum) => (sum >= 4 ? 5 : sum)) },
  {
    term: "E: emergency visits in 6 months",
    points: ({ emergencyVisits }) => ifKnown(emergencyVisits, (visits) => Math.min(visits, 4)),
  },
];

const ifKnown = <T>(value: T | undefined, points: (value: T) => number) =>
  value === undefined ? undefined : points(value);

/** Longest stay first: the first row that the stay reaches gives the points. */
const STAY_POINTS = [
  [14, 7],
  [7, 5],
  [4, 4],
  [3, 3],
  [2, 2],
  [1, 1],
  [0, 0],
] as const;

const pointsForStay = (nights: number) => STAY_POINTS.find(([from]) => nights >= from)![1];
