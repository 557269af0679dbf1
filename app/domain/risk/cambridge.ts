/**
 * Cambridge Multimorbidity Score, 20 conditions, weights for the general outcome (mean of the standardised weights for
 * consultations, unplanned admissions and death).
 * Payne RA et al. CMAJ 2020;192:E107-14 (PMC7004217, open access). The weights were read in an OpenSAFELY study's
 * implementation, not in the paper's own table. They are facts; the writing is ours. Range 0 to 16.33.
 *
 * There are no bands here. The quintile bands in circulation (.09, .69, 1.58, 2.96) belong to the 37-condition set of
 * the Bristol, North Somerset and South Gloucestershire work, whose weights differ; on these weights they would place
 * people wrongly. Use it by rank in one's own population; its category says only that it was scored.
 */
import type { Answer } from "../answer";
import { type FoundTerms, reasonsFor, sumPoints, type WeightedTerm } from "./weighted-terms";

export const CAMBRIDGE_VERSION = "cambridge 2020-20/2";

/** Modifiable: what treatment can end or lessen; a diagnosis that stays for life is not. */
const TERMS = {
  dementia: { label: "Dementia", weight: 2.5 },
  cancer: { label: "Cancer", weight: 1.53 },
  copd: { label: "COPD", weight: 1.46 },
  "atrial-fibrillation": { label: "Atrial fibrillation", weight: 1.34 },
  "heart-failure": { label: "Heart failure", weight: 1.18 },
  constipation: { label: "Constipation", weight: 1.12, modifiable: true },
  "painful-condition": { label: "Painful condition", weight: 0.92, modifiable: true },
  epilepsy: { label: "Epilepsy", weight: 0.92 },
  "stroke-tia": { label: "Stroke or TIA", weight: 0.8 },
  diabetes: { label: "Diabetes", weight: 0.75 },
  "alcohol-problems": { label: "Alcohol problems", weight: 0.65, modifiable: true },
  "psychosis-bipolar": { label: "Psychosis or bipolar disorder", weight: 0.64 },
  ckd: { label: "Chronic kidney disease", weight: 0.53 },
  "anxiety-depression": { label: "Anxiety or depression", weight: 0.5, modifiable: true },
  chd: { label: "Coronary heart disease", weight: 0.49 },
  "connective-tissue-disorder": { label: "Connective tissue disorder", weight: 0.43 },
  ibs: { label: "Irritable bowel syndrome", weight: 0.21 },
  asthma: { label: "Asthma", weight: 0.19 },
  "hearing-loss": { label: "Hearing loss", weight: 0.09 },
  hypertension: { label: "Hypertension", weight: 0.08 },
} as const satisfies Record<string, WeightedTerm>;

export type CambridgeTerm = keyof typeof TERMS;
export const CAMBRIDGE_TERMS: Readonly<Record<CambridgeTerm, WeightedTerm>> = TERMS;

export function scoreCambridge(found: FoundTerms<CambridgeTerm>): Answer<"scored"> {
  const because = reasonsFor(CAMBRIDGE_TERMS, found);
  const value = sumPoints(because);
  const common = { because, version: CAMBRIDGE_VERSION };
  return found.notKnown.length
    ? { known: false, atLeast: value, missing: [...found.notKnown], ...common }
    : { known: true, value, category: "scored", ...common };
}
