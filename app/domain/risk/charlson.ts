/**
 * Charlson comorbidity index from hospital diagnoses.
 * Charlson ME et al. J Chronic Dis 1987;40:373-83 (weights and bands); Quan H et al. Am J Epidemiol 2011;173:676-82
 * (weights renewed on data of six countries). Free to reimplement. Both sum over 17 conditions; age is apart.
 * Weights, codes and hierarchy as the R package comorbidity 1.1.0 has them: a published table of numbers, not its code.
 *
 * Hierarchy ("assign0"): the milder form of one disease does not count beside the graver. The bands 0, 1 to 2,
 * 3 to 4, 5 and over are those of 1987, for its weights; for those of 2011 we read none: they are only "scored".
 * Nothing here is marked as modifiable: diagnoses stay.
 *
 * Beware when checking against that package: as its source reads (we did not run it), score(assign0 = TRUE) sets the
 * milder forms to 0 in the very table that it was given, so that a later score(assign0 = FALSE) of the same table has
 * lost them; 13 of the 200 people of tests/domain/risk/charlson.test.ts show it. Ours without hierarchy keeps them.
 */
import type { Answer, Reason } from "../answer";
import { CHARLSON_CODES } from "./charlson-codes";
import { readIcd10 } from "./icd10";

export type CharlsonCondition = keyof typeof CHARLSON_CODES;
export type CharlsonWeights = "1987" | "quan-2011";

export const CHARLSON_VERSIONS = { 1987: "charlson 1987/1", "quan-2011": "charlson quan-2011/1" } as const;

/** Label, weight of 1987, weight of Quan 2011. */
export const CHARLSON_CONDITIONS: Readonly<Record<CharlsonCondition, readonly [string, number, number]>> = {
  "myocardial-infarction": ["Myocardial infarction", 1, 0],
  "congestive-heart-failure": ["Congestive heart failure", 1, 2],
  "peripheral-vascular-disease": ["Peripheral vascular disease", 1, 0],
  "cerebrovascular-disease": ["Cerebrovascular disease", 1, 0],
  dementia: ["Dementia", 1, 2],
  "chronic-pulmonary-disease": ["Chronic pulmonary disease", 1, 1],
  "rheumatic-disease": ["Rheumatic disease", 1, 1],
  "peptic-ulcer-disease": ["Peptic ulcer disease", 1, 0],
  "mild-liver-disease": ["Mild liver disease", 1, 2],
  diabetes: ["Diabetes without chronic complication", 1, 0],
  "diabetes-with-complication": ["Diabetes with chronic complication", 2, 1],
  hemiplegia: ["Hemiplegia or paraplegia", 2, 2],
  "renal-disease": ["Renal disease", 2, 1],
  cancer: ["Any malignancy, including lymphoma and leukaemia", 2, 2],
  "moderate-or-severe-liver-disease": ["Moderate or severe liver disease", 3, 4],
  "metastatic-tumour": ["Metastatic solid tumour", 6, 6],
  aids: ["AIDS/HIV", 6, 4],
};

/** Graver → the milder form that it replaces. */
const HIERARCHY: Partial<Record<CharlsonCondition, CharlsonCondition>> = {
  "metastatic-tumour": "cancer",
  "diabetes-with-complication": "diabetes",
  "moderate-or-severe-liver-disease": "mild-liver-disease",
};

export type CharlsonCategory = "0" | "1 to 2" | "3 to 4" | "5 and over" | "scored";

export type CharlsonInput = {
  /** ICD-10, in any of the ways hospitals write it; undefined when no diagnosis was coded, which is not "none". */
  diagnoses: readonly string[] | undefined;
  weights: CharlsonWeights;
  hierarchy: boolean;
};

export function scoreCharlson({ diagnoses, weights, hierarchy }: CharlsonInput): Answer<CharlsonCategory> {
  const version = CHARLSON_VERSIONS[weights];
  if (!diagnoses) return { known: false, atLeast: 0, missing: ["coded diagnoses"], because: [], version };
  const { conditions, tooShort } = charlsonConditions(diagnoses);
  const milder = new Set(hierarchy ? [...conditions.keys()].map((condition) => HIERARCHY[condition]) : []);
  const because: Reason[] = [...conditions]
    .filter(([condition]) => !milder.has(condition))
    .map(([condition, codes]) => {
      const [term, original, renewed] = CHARLSON_CONDITIONS[condition];
      return { term, points: weights === "1987" ? original : renewed, evidence: codes.join(", ") };
    });
  const value = because.reduce((sum, { points }) => sum + points, 0);
  const category = weights === "1987" ? charlsonCategory(value) : "scored";
  const caveats = tooShort.length ? [`too short to be placed: ${tooShort.join(", ")}`] : undefined;
  return { known: true, value, category, because, version, ...(caveats && { caveats }) };
}

/** The conditions that the codes show, in the order of the table, each with its codes; and codes too short to tell. */
export function charlsonConditions(diagnoses: readonly string[]) {
  const codes = [...new Set(diagnoses.map((text) => readIcd10(text) ?? text.trim()))].sort();
  const conditions = new Map<CharlsonCondition, string[]>();
  for (const condition of Object.keys(CHARLSON_CONDITIONS) as CharlsonCondition[]) {
    const found = codes.filter((code) => CHARLSON_CODES[condition].some((prefix) => code.startsWith(prefix)));
    if (found.length) conditions.set(condition, found);
  }
  const placed = new Set([...conditions.values()].flat());
  const tooShort = codes.filter((code) => !placed.has(code) && code.length >= 3 && ALL_PREFIXES.some(startsWith(code)));
  return { conditions, tooShort };
}

const ALL_PREFIXES = Object.values(CHARLSON_CODES).flat();
const startsWith = (code: string) => (prefix: string) => prefix.startsWith(code);

function charlsonCategory(value: number): CharlsonCategory {
  if (value === 0) return "0";
  if (value <= 2) return "1 to 2";
  return value <= 4 ? "3 to 4" : "5 and over";
}

/** Points for age, added where a study asks for the age-adjusted index: Charlson M et al. J Clin Epidemiol 1994. */
export function charlsonAgePoints(age: number): number {
  return Math.min(4, Math.max(0, Math.floor(age / 10) - 4));
}
