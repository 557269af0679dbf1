/**
 * Electronic Frailty Index 2: risk that within a year a person of 65 and over needs a home-care package, is admitted
 * for a fall or fracture, moves into a care home or dies.
 * Best K et al. Age Ageing 2025;54(4):afaf077, doi:10.1093/ageing/afaf077 (open access). Weights and cut-points were
 * read in OHDSI/OmopIndices (Apache-2.0), whose authors still call it "in development", not in the paper's own table.
 * In use on people the eFI2 is a regulated medical device: that determination is the site's to make.
 *
 * Score = sum of the weights / 8.429. All weights, without the four that another of their group replaces, add up to
 * 8.42874, so list and divisor agree. **Conflict**: that identity adds the three cognitive terms, while the rule of
 * the NHS North West and North Central London macros, which cite the specification, counts only the heaviest of them.
 * We follow the rule; the highest score is then .97, not 1.
 *
 * "Missing" body mass index and alcohol are terms of the instrument, with weights of their own: never asked is itself
 * a finding. That is not our "not known", which is an input that we could not read.
 */
import type { Answer } from "../answer";
import { type FoundTerms, reasonsFor, sumPoints, type WeightedTerm } from "./weighted-terms";

export const EFI2_VERSION = "efi2 2025/2";

/** Ids are the source's names, labels our spelling of them. Modifiable: what care, or one question asked, can change. */
const TERMS = {
  alcohol_previous_harmful_higher: { label: "Alcohol: previous harmful or higher-risk use", weight: 1.36434 },
  falls: { label: "Falls", weight: 0.62743, modifiable: true },
  palliative_care: { label: "Palliative care", weight: 0.5145 },
  polypharmacy_10_plus: { label: "Polypharmacy: 10 or more", weight: 0.50801, modifiable: true },
  mobility_problems: { label: "Mobility problems", weight: 0.46836, modifiable: true },
  bmi_underweight: { label: "Body mass index: underweight", weight: 0.4417, modifiable: true },
  dementia: { label: "Dementia", weight: 0.41715 },
  motor_neuron_disease: { label: "Motor neurone disease", weight: 0.35347 },
  housebound: { label: "Housebound", weight: 0.33254, modifiable: true },
  polypharmacy_5_9: { label: "Polypharmacy: 5 to 9", weight: 0.32301, modifiable: true },
  medication_management_problems: { label: "Medication management problems", weight: 0.32125, modifiable: true },
  bmi_missing: { label: "Body mass index: missing", weight: 0.25318, modifiable: true },
  cancer: { label: "Cancer", weight: 0.2406 },
  liver_problems: { label: "Liver problems", weight: 0.23787 },
  social_vulnerability: { label: "Social vulnerability", weight: 0.23585, modifiable: true },
  alcohol_harmful_intake: { label: "Alcohol: harmful intake", weight: 0.23107, modifiable: true },
  skin_ulcer: { label: "Skin ulcer", weight: 0.21935, modifiable: true },
  care_requirement: { label: "Requirement for care", weight: 0.21428 },
  weight_loss_anorexia: { label: "Weight loss or anorexia", weight: 0.19256, modifiable: true },
  hypotension_syncope: { label: "Hypotension or syncope", weight: 0.18253, modifiable: true },
  fragility_fracture: { label: "Fragility fracture", weight: 0.17425 },
  activity_limitation: { label: "Activity limitation", weight: 0.15284, modifiable: true },
  alcohol_missing: { label: "Alcohol: missing", weight: 0.13175, modifiable: true },
  atrial_fibrillation: { label: "Atrial fibrillation", weight: 0.13025 },
  memory_concerns: { label: "Memory concerns", weight: 0.11915 },
  environment_problems: { label: "Environment problems", weight: 0.11886, modifiable: true },
  copd: { label: "COPD", weight: 0.11683 },
  heart_failure: { label: "Heart failure", weight: 0.11086 },
  cognitive_impairment: { label: "Cognitive impairment", weight: 0.10985 },
  stroke: { label: "Stroke", weight: 0.10565 },
  smoker_current: { label: "Current smoker", weight: 0.10291, modifiable: true },
  fracture: { label: "Fracture", weight: 0.07353 },
  peptic_ulcer: { label: "Peptic ulcer", weight: 0.05427 },
  dressing_grooming_problems: { label: "Dressing or grooming problems", weight: 0.05422, modifiable: true },
  parkinsonism_tremor: { label: "Parkinsonism or tremor", weight: 0.03537 },
  seizures: { label: "Seizures", weight: 0.02885 },
  peripheral_vascular_disease: { label: "Peripheral vascular disease", weight: 0.02672 },
  transient_ischemic_attack: { label: "Transient ischaemic attack", weight: 0.02305 },
  respiratory_disease: { label: "Respiratory disease", weight: 0.01049 },
  self_harm: { label: "Self-harm", weight: 0.009 },
} as const satisfies Record<string, WeightedTerm>;

export type Efi2Term = keyof typeof TERMS;
export const EFI2_TERMS: Readonly<Record<Efi2Term, WeightedTerm>> = TERMS;

/** Of each only the heaviest counts. The first three exclude each other; the fourth is the macros' rule. */
export const EFI2_GROUPS: readonly (readonly Efi2Term[])[] = [
  ["alcohol_previous_harmful_higher", "alcohol_harmful_intake", "alcohol_missing"],
  ["bmi_underweight", "bmi_missing"],
  ["polypharmacy_10_plus", "polypharmacy_5_9"],
  ["dementia", "cognitive_impairment", "memory_concerns"],
];

export const EFI2_DIVISOR = 8.429;

export type Efi2Category = "robust" | "mild" | "moderate" | "severe";

export const EFI2_FROM_AGE = 65;

export type Efi2Input = FoundTerms<Efi2Term> & { /** Whole years. */ age?: number };

/** The value is the published score, 0 to .97, not rounded. */
export function scoreEfi2({ age, ...found }: Efi2Input): Answer<Efi2Category> {
  const because = reasonsFor(EFI2_TERMS, found, EFI2_GROUPS);
  const value = sumPoints(because) / EFI2_DIVISOR;
  const caveats = age !== undefined && age < EFI2_FROM_AGE ? [`made for ages ${EFI2_FROM_AGE} and over`] : undefined;
  const common = { because, version: EFI2_VERSION, ...(caveats && { caveats }) };
  return found.notKnown.length
    ? { known: false, atLeast: value, missing: [...found.notKnown], ...common }
    : { known: true, value, category: efi2Category(value), ...common };
}

/** A score on a cut-point belongs to the lower category. */
export function efi2Category(score: number): Efi2Category {
  if (score <= 0.0857) return "robust";
  if (score <= 0.1624) return "mild";
  return score <= 0.2392 ? "moderate" : "severe";
}

/**
 * Risk of the outcome within a year, as a fraction: 0.0151 × exp(8.429 × score). Read second-hand, in the
 * albbaous/GWAS_PhenoAge-Frailty README, and marked so wherever it is shown. It passes 1 from a score of .498 on, where
 * it can be no risk: undefined there.
 */
export function efi2YearlyRisk(score: number): number | undefined {
  const risk = 0.0151 * Math.exp(EFI2_DIVISOR * score);
  return risk <= 1 ? risk : undefined;
}
