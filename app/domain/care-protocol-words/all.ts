/** The words of every care process that Confer ships, by its id. */
import type { CareProcess } from "../care-gap";
import { CONTINENCE_AND_SKIN_WORDS, NUTRITION_AND_SENSES_WORDS } from "./body";
import { BONES_WORDS } from "./bones";
import { CARERS_WORDS } from "./carers";
import { DIABETES_WORDS } from "./diabetes";
import { END_OF_LIFE_WORDS } from "./end-of-life";
import { ownExcuses } from "./excuses";
import { FALLS_WORDS } from "./falls";
import { FRAILTY_WORDS } from "./frailty";
import { BLOOD_PRESSURE_WORDS, HEART_WORDS, KIDNEY_WORDS, LUNG_WORDS, STROKE_WORDS } from "./heart-and-lung";
import { MEDICINES_WORDS, VACCINATION_WORDS } from "./medicines";
import { MIND_WORDS } from "./mind";
import { STOPP_START_WORDS } from "./stopp-start";
import { filled, type ProcessWords, type SayValue } from "./words";

export const PROCESS_WORDS: Readonly<Record<string, ProcessWords>> = {
  ...END_OF_LIFE_WORDS,
  ...FRAILTY_WORDS,
  ...FALLS_WORDS,
  ...BONES_WORDS,
  ...MIND_WORDS,
  ...CONTINENCE_AND_SKIN_WORDS,
  ...NUTRITION_AND_SENSES_WORDS,
  ...CARERS_WORDS,
  ...DIABETES_WORDS,
  ...BLOOD_PRESSURE_WORDS,
  ...HEART_WORDS,
  ...STROKE_WORDS,
  ...KIDNEY_WORDS,
  ...LUNG_WORDS,
  ...MEDICINES_WORDS,
  ...VACCINATION_WORDS,
  ...STOPP_START_WORDS,
};

/** Lines for a page. `fixed`: which of the numbers nobody can set here, and where they come from. */
export type RuleInWords = Record<"who" | "often" | "target" | "excuses" | "fixed", string[]>;

/** Throws where a process has no words. */
export function ruleInWords(process: CareProcess, sayValue: SayValue): RuleInWords {
  const words = PROCESS_WORDS[process.id];
  if (!words) throw new Error(`The care process "${process.id}" has no words.`);
  const { who, often, target = [], fixed = {} } = words;
  return {
    who: filled(who, sayValue),
    often: filled(often, sayValue),
    target: filled(target, sayValue),
    excuses: ownExcuses(process),
    fixed: Object.entries(fixed).map(([source, numbers]) => `${numbers.join(", ")}: ${source}`),
  };
}
