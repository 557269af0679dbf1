/**
 * For whom a care process is, as a rule over the rows of lists: the denominator of a gap. A row holds what is open and not
 * for whom the care is, so only processes are here whose people the row tells exactly; a test holds each rule to the
 * process. Of all others it cannot be told, which the page says.
 */
import { processOf } from "./care-protocols/all";
import { REGISTER_AGE } from "./care-protocols/diabetes-register";
import type { Rule } from "./cohort";
import { ruleInWords } from "./cohort-words";
import type { SettingValues } from "./setting";

type Setting = (name: string) => number;

const having = (condition: string): Rule => ({ field: "condition", in: [`condition-${condition}`] });
const DIABETES: Rule = { field: "diabetes", holds: true };
const aged = (from: number): Rule => ({ field: "age", is: "at least", value: from });
const frail = (...degrees: string[]): Rule => ({ field: "frailty", in: degrees });

/** The row knows the register, which begins at one age: with another in force it does not know them all. */
const onRegister = (fromAge: string) => (setting: Setting) =>
  setting(fromAge) === REGISTER_AGE ? DIABETES : undefined;

const MORE_TESTS = 1;
function kidneys(setting: Setting): Rule | undefined {
  const diabetes = onRegister("kidney.diabetes-from-age")(setting);
  // With the other end of the range some are asked for no test at all, by values that the rule cannot join.
  if (!diabetes || setting("kidney.range-end") !== MORE_TESTS) return undefined;
  return { any: [having("chronic-kidney-disease"), diabetes] };
}

const PRESSURE_CONDITIONS = ["hypertension", "chronic-kidney-disease", "stroke", "coronary-heart-disease"];
const pressure = (setting: Setting): Rule => ({
  any: [
    aged(65),
    { all: [aged(setting("blood-pressure.from-age")), { any: [...PRESSURE_CONDITIONS.map(having), DIABETES] }] },
  ],
});

const always = (rule: Rule) => () => rule;
const everyYear = onRegister("diabetes.from-age");

const WHOM: Readonly<Record<string, (setting: Setting) => Rule | undefined>> = {
  hba1c: everyYear,
  "blood-pressure": everyYear,
  cholesterol: everyYear,
  creatinine: everyYear,
  "urine-albumin": everyYear,
  "foot-check": everyYear,
  bmi: everyYear,
  smoking: everyYear,
  DM1: everyYear,
  CK1: kidneys,
  HT1: pressure,
  CO2: always(having("dementia")),
  CO3: always(having("dementia")),
  HF1: always(having("heart-failure")),
  AF1: always(having("atrial-fibrillation")),
  ST1: always(having("stroke")),
  CP1: always(having("copd")),
  FR2: always(frail("mild", "moderate", "severe")),
  FR6: always(frail("severe")),
  FR7: always(frail("mild")),
  SE1: (setting) => ({ all: [aged(setting("nutrition-and-senses.sight-from-age")), { not: DIABETES }] }),
};

/** Processes of which it can be told with the settings that ship. */
export const TOLD_FOR_WHOM: readonly string[] = Object.keys(WHOM);

/** Undefined where the rows cannot tell. Whoever is excused is among them: the care is theirs, and it is not due. */
export function whomCareIsFor(process: string, values: SettingValues): Rule | undefined {
  const { settings } = processOf(process).protocol;
  return WHOM[process]?.((name) => values[name] ?? settings[name]!.value);
}

/** "people with dementia" */
export function whomInWords(rule: Rule): string {
  const words = ruleInWords(rule, (id) => id).replace(/\.$/, "");
  return words[0]!.toLowerCase() + words.slice(1);
}
