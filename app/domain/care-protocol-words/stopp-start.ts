/** STOPP/START: each criterion's own wording says of whom; what settings it reads is added. */
import { STOPP_START_RULES } from "../care-protocols/stopp-start";
import { processIdOf, STOPP_START_AGE, type StoppStartRule } from "../care-protocols/stopp-start-rule";
import type { ProcessWords } from "./words";

const LONG = "For long: {stopp-start.long-term-days} or more without a gap";
const EVERY_DAY = "Every day: {stopp-start.daily-days} or more without a gap";
const RESULT = "A result counts for {stopp-start.lab-months}; without one it cannot be told";
const TWICE = "Recurrent falls: 2 or more in 12 months";

/** What a criterion's wording leaves to settings, or to how it is known here. */
const MORE: Readonly<Record<string, string>> = {
  "STOPP B4": RESULT,
  "STOPP B9": RESULT,
  "STOPP B12": RESULT,
  "STOPP B13": "Not checked: no potassium in {stopp-start.potassium-months}",
  "STOPP B17": LONG,
  "STOPP B18": LONG,
  "STOPP C1": LONG,
  "STOPP D1": TWICE,
  "STOPP D5":
    "An antipsychotic for {stopp-start.antipsychotic-review-weeks} without a gap, and no medication review in that time",
  "STOPP D6": RESULT,
  "STOPP D15": "An antipsychotic for more than {stopp-start.antipsychotic-dementia-weeks} without a gap",
  "STOPP D17": RESULT,
  "STOPP H2": RESULT,
  "STOPP J3": "Frequent: on {#stopp-start.hypoglycaemias} days or more in 12 months",
  "STOPP K3": RESULT,
  "STOPP L2": EVERY_DAY,
  "START B1":
    "With moderate or severe frailty over {stopp-start.frail-systolic}; a pressure counts for {stopp-start.lab-months}",
  "START B7": RESULT,
  "START G3": "On two days 21 days apart or more, in 12 months",
  "START H2": LONG,
  "START H5": RESULT,
  "START H6": "At least two injections, the last more than 6 months and {stopp-start.denosumab-weeks} ago",
  "START J1": RESULT,
  "START K2": EVERY_DAY,
};

const NUMBER = /\d+/g;

/** The wording itself stands above as the rule's name. */
function wordsOfRule({ id }: StoppStartRule): ProcessWords {
  const kidney = id.startsWith("STOPP E") ? RESULT : undefined;
  const falls = id.startsWith("STOPP K") ? TWICE : undefined;
  const more = [MORE[id], kidney, falls].filter((words) => words !== undefined);
  const fixed = more.flatMap((words) => (words.replace(/\{[^}]*\}/g, "").match(NUMBER) ?? []).map(Number));
  return {
    who: [
      id.startsWith("START")
        ? `People from ${STOPP_START_AGE} who have the reason for it and do not take it`
        : `People from ${STOPP_START_AGE} whose record shows what it names`,
      ...more,
    ],
    often:
      "Within {stopp-start.review-weeks} of what set it off, or of switching it on; gone through again every {stopp-start.review-months} while it holds",
    fixed: { "STOPP/START version 3": [...new Set([STOPP_START_AGE, ...fixed])] },
  };
}

export const STOPP_START_WORDS: Readonly<Record<string, ProcessWords>> = Object.fromEntries(
  STOPP_START_RULES.map((rule) => [processIdOf(rule), wordsOfRule(rule)]),
);
