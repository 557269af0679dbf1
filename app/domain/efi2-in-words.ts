/**
 * The eFI2 in words, as answer-in-words.ts has them for the eFI: where the next bands begin, how the score behaves, and
 * each term as one would say it across a table. Wording by Confer; it awaits clinical review.
 */
import type { CalendarDate } from "./calendar";
import { dateInWords } from "./dates";
import type { EfiDeficit } from "./risk/efi";
import { type Efi2Term, efi2Category } from "./risk/efi2";

// ── What would move it ────────────────────────────────────────────────────────────────────────────────────

/** `score`: undefined for a floor, which has no next band. */
export function whatMovesEfi2(score: number | undefined): { bands: string[]; caution: string } {
  return {
    bands: score === undefined ? [] : nextBands(score),
    caution:
      "Each term adds its own weight. Medicines of the last 90 days, the latest body mass index and alcohol asked about " +
      "within 5 years change it; most of the rest, once recorded, counts for good. Helping helps the person, " +
      "whether or not the number falls.",
  };
}

/** The published cut-offs have four decimals. */
const STEPS = Array.from({ length: 10_000 }, (_, step) => step / 10_000);

function nextBands(score: number): string[] {
  const here = efi2Category(score);
  const top = STEPS.findLast((step) => efi2Category(step) === here)!;
  const below = STEPS.findLast((step) => step < score && efi2Category(step) !== here);
  return [
    ...(top === STEPS.at(-1) ? [] : [`Above ${top} it would be ${efi2Category(top + 0.0001)}`]),
    ...(below === undefined ? [] : [`${below} or less would make it ${efi2Category(below)}`]),
  ];
}

// ── For the person ────────────────────────────────────────────────────────────────────────────────────────

export const WHAT_EFI2_IS = {
  heading: "What the score is",
  text:
    "The electronic Frailty Index 2 is a score. It looks in your GP record for things that can make life harder as people " +
    "get older, such as falls, trouble with walking or taking many medicines, and adds up what it finds. It helps your " +
    "team to see who may want more support, before a crisis.",
};

export const WHAT_EFI2_IS_NOT = {
  heading: "What it is not",
  text:
    "It is not a diagnosis and not a judgement of you. It was made by looking at many people: it cannot tell what will happen " +
    "to any one of them. It does not decide what care or treatment you get: people decide that with you. It knows only " +
    "what is written in the record, which can be out of date or wrong. If something here is wrong, tell us and we will " +
    "put it right.",
};

/** `band`: undefined for a floor. */
export const efi2Says = (score: number, band: string | undefined, asOf: CalendarDate): string =>
  band
    ? `On ${dateInWords(asOf)} your score was ${score.toFixed(2)}. It can be from 0 to about 1. ${band}`
    : `On ${dateInWords(asOf)} your score was at least ${score.toFixed(2)}. It can be from 0 to about 1. Part of what it needs ` +
      "could not be read, so it may be higher, and we do not say which range you are in.";

export type Everyday = { says: string; helps?: string };

const GOING_THROUGH_MEDICINES =
  "going through your medicines with a pharmacist or doctor; please do not stop any on your own";

/** Each term in everyday words, or the eFI's deficit whose words it shares. */
export const EFI2_IN_EVERYDAY_WORDS: Readonly<Record<Efi2Term, EfiDeficit | Everyday>> = {
  alcohol_previous_harmful_higher: { says: "drinking more alcohol in the past than was good for you" },
  falls: "falls",
  palliative_care: { says: "care to keep you comfortable" },
  polypharmacy_10_plus: { says: "taking ten or more medicines", helps: GOING_THROUGH_MEDICINES },
  mobility_problems: "mobility-problems",
  bmi_underweight: {
    says: "a low weight for your height",
    helps: "a look at why you weigh little, and help with food",
  },
  dementia: { says: "dementia" },
  motor_neuron_disease: { says: "motor neurone disease" },
  housebound: "housebound",
  polypharmacy_5_9: { says: "taking five to nine medicines", helps: GOING_THROUGH_MEDICINES },
  medication_management_problems: {
    says: "trouble with taking your medicines",
    helps: "a simpler plan for your medicines",
  },
  bmi_missing: { says: "no weight and height in your record", helps: "having your weight and height taken" },
  cancer: { says: "cancer" },
  liver_problems: { says: "a liver problem" },
  social_vulnerability: "social-vulnerability",
  alcohol_harmful_intake: {
    says: "drinking more alcohol than is good for you",
    helps: "a talk about alcohol, if you would like one",
  },
  skin_ulcer: "skin-ulcer",
  care_requirement: "care-requirement",
  weight_loss_anorexia: "weight-loss",
  hypotension_syncope: "hypotension",
  fragility_fracture: "fragility-fracture",
  activity_limitation: "activity-limitation",
  alcohol_missing: { says: "no note in your record about alcohol", helps: "telling us whether you drink alcohol" },
  atrial_fibrillation: "atrial-fibrillation",
  memory_concerns: { says: "worries about your memory" },
  environment_problems: { says: "a home that makes life harder", helps: "a look at what would make your home safer" },
  copd: { says: "COPD (a lung condition)" },
  heart_failure: "heart-failure",
  cognitive_impairment: "cognitive-problems",
  stroke: { says: "a stroke" },
  smoker_current: { says: "smoking", helps: "help to stop smoking, if you would like it" },
  fracture: { says: "a broken bone" },
  peptic_ulcer: "peptic-ulcer",
  dressing_grooming_problems: { says: "finding it hard to dress or wash", helps: "aids and help with dressing" },
  parkinsonism_tremor: "parkinsons",
  seizures: { says: "fits or epilepsy" },
  peripheral_vascular_disease: "pvd",
  transient_ischemic_attack: { says: "a mini-stroke" },
  respiratory_disease: "respiratory-disease",
  self_harm: { says: "having harmed yourself in the past" },
};
