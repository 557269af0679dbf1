/**
 * The eFI2 in words, as answer-in-words.ts has them for the eFI: where the next bands begin, how the score behaves, and
 * each term as one would say it across a table. Wording by Confer; it awaits clinical review.
 */
import type { CalendarDate } from "./calendar";
import { dateInWords } from "./dates";
import { EFI2_TERMS, type Efi2Category, type Efi2Term, efi2Category } from "./risk/efi2";

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
    ...(top === STEPS.at(-1) ? [] : [`Above ${top} it would be ${bandInWords(efi2Category(top + 0.0001))}`]),
    ...(below === undefined ? [] : [`${below} or less would make it ${bandInWords(efi2Category(below))}`]),
  ];
}

const bandInWords = (category: Efi2Category) => category;

// ── For the person ────────────────────────────────────────────────────────────────────────────────────────

const EVERYDAY: Readonly<Partial<Record<Efi2Term, { says: string; helps?: string }>>> = {
  alcohol_previous_harmful_higher: { says: "drinking more alcohol in the past than was good for you" },
  polypharmacy_10_plus: {
    says: "taking ten or more medicines",
    helps: "going through your medicines with a pharmacist or doctor; please do not stop any on your own",
  },
  polypharmacy_5_9: {
    says: "taking five to nine medicines",
    helps: "going through your medicines with a pharmacist or doctor; please do not stop any on your own",
  },
  palliative_care: { says: "care to keep you comfortable" },
  bmi_underweight: { says: "a low weight for your height", helps: "a look at why you weigh little, and help with food" },
  bmi_missing: { says: "no weight and height in your record", helps: "having your weight and height taken" },
  dementia: { says: "dementia" },
  motor_neuron_disease: { says: "motor neurone disease" },
  medication_management_problems: {
    says: "trouble with taking your medicines",
    helps: "a simpler plan for your medicines, or a box that sorts them",
  },
  cancer: { says: "cancer" },
  liver_problems: { says: "a liver problem" },
  alcohol_harmful_intake: {
    says: "drinking more alcohol than is good for you",
    helps: "a talk about alcohol, if you would like one",
  },
  alcohol_missing: { says: "no note in your record about alcohol", helps: "telling us how much alcohol you drink, if any" },
  memory_concerns: { says: "worries about your memory" },
  environment_problems: { says: "a home that makes life harder", helps: "a look at what would make your home safer" },
  copd: { says: "COPD (a lung condition)" },
  cognitive_impairment: { says: "trouble with memory or thinking" },
  stroke: { says: "a stroke" },
  smoker_current: { says: "smoking", helps: "help to stop smoking, if you would like it" },
  fracture: { says: "a broken bone" },
  dressing_grooming_problems: {
    says: "finding it hard to dress or wash",
    helps: "aids and help with dressing and washing",
  },
  seizures: { says: "fits or epilepsy" },
  transient_ischemic_attack: { says: "a mini-stroke" },
  self_harm: { says: "having harmed yourself in the past" },
  falls: { says: "falls", helps: "exercises for strength and balance, and a look at what makes you fall" },
  mobility_problems: { says: "trouble with walking or moving", helps: "physiotherapy and walking aids" },
  weight_loss_anorexia: {
    says: "losing weight or appetite",
    helps: "a look at why you lose weight or eat less, and help with food",
  },
  liver: undefined,
} as never;
