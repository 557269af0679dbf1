/** Measurements of people outside diabetes reviews: how often is [P]; values agree with the person's conditions. */
import type { Sex } from "./ages";
import type { Facts } from "./facts";
import { DIABETES_REGISTER, OBESE_WITH_DIABETES, OBESITY_REGISTER, type Register } from "./prevalence-figures";
import { between, chance, normal, type Random } from "./random";

export type Measured = {
  age: number;
  sex: Sex;
  registers: ReadonlySet<Register>;
  deficits: ReadonlySet<string>;
  diabetic: boolean;
  smoker: boolean;
};

/**
 * The obesity register counts a BMI of 30 and over measured in the last year. People with diabetes bring their share
 * through the review (nine in ten measured); the rest of the adults make up what is left.
 */
const OBESE_ELSEWHERE = (() => {
  const diabetic = DIABETES_REGISTER.percent / 100;
  const brought = diabetic * OBESE_WITH_DIABETES * 0.9;
  return (OBESITY_REGISTER.percent / 100 - brought) / (1 - diabetic);
})();

export function addResults(facts: Facts, who: Measured, random: Random) {
  if (who.age < 18) return;
  const year = () => between(random, 3, 345);
  const ill = who.registers.has("hypertension") || who.registers.has("chd") || who.registers.has("stroke");
  const often = ill ? 0.88 : who.age >= 65 ? 0.7 : who.age >= 40 ? 0.45 : 0.22;
  if (!who.diabetic) {
    if (chance(random, often)) facts.bloodPressures.push(bloodPressure(who, year(), random));
    addBodyMass(facts, random, year);
    addSmoking(facts, who, random);
    if (chance(random, ill ? 0.75 : who.age >= 40 ? 0.3 : 0.05)) {
      facts.results.push({ code: "cholesterol", daysAgo: year(), value: tenths(5 + normal(random) * 0.95) });
    }
    if (who.registers.has("prediabetes") && chance(random, 0.85)) {
      facts.results.push({ code: "hba1c", daysAgo: year(), value: between(random, 42, 47) });
    }
  }
  addKidneys(facts, who, ill, random, year);
  addBlood(facts, who, random, year);
}

function bloodPressure(who: Measured, daysAgo: number, random: Random) {
  const raised = who.registers.has("hypertension") ? 8 : 0;
  const systolic = Math.round(116 + Math.min(who.age, 80) * 0.2 + raised + normal(random) * 12);
  return { daysAgo, systolic, diastolic: Math.round(systolic * 0.42 + 20 + normal(random) * 6) };
}

function addBodyMass(facts: Facts, random: Random, year: () => number) {
  if (chance(random, OBESE_ELSEWHERE)) {
    facts.results.push({ code: "bmi", daysAgo: year(), value: tenths(30.2 + 10 * random() ** 2) });
  } else if (chance(random, 0.25)) {
    facts.results.push({
      code: "bmi",
      daysAgo: year(),
      value: tenths(Math.min(Math.max(25 + normal(random) * 2.6, 17), 29.7)),
    });
  }
}

function addSmoking(facts: Facts, who: Measured, random: Random) {
  const daysAgo = between(random, 10, 1500);
  if (chance(random, 0.9)) {
    facts.findings.push({ code: who.smoker ? "smoker" : chance(random, 0.28) ? "exSmoker" : "neverSmoked", daysAgo });
  }
}

/** eGFR below 60 only with kidney disease on the register: an unexplained low one would be a deficit of the eFI. */
function addKidneys(facts: Facts, who: Measured, ill: boolean, random: Random, year: () => number) {
  const kidney = who.registers.has("ckd");
  if (!kidney && !chance(random, ill || who.diabetic ? 0.8 : who.age >= 65 ? 0.55 : who.age >= 40 ? 0.25 : 0.05))
    return;
  const stage = facts.diagnoses.find(({ code }) => code.startsWith("ckd"))?.code;
  const range = stage === "ckd5" ? [8, 14] : stage === "ckd4" ? [16, 29] : stage === "ckd3b" ? [31, 44] : [46, 58];
  const value = kidney
    ? between(random, range[0] as number, range[1] as number)
    : between(random, who.age >= 70 ? 61 : 72, 96);
  const daysAgo = year();
  facts.results.push({ code: "egfr", daysAgo, value });
  // Not the formula, only its direction: what matters here is that the pair goes together.
  const creatinine = Math.round((who.sex === "male" ? 7200 : 5800) / value + normal(random) * 4);
  if (!who.diabetic) facts.results.push({ code: "creatinine", daysAgo, value: creatinine });
}

/** Haemoglobin and TSH lie out of range only in those who have the deficit. */
function addBlood(facts: Facts, who: Measured, random: Random, year: () => number) {
  const anaemic = who.deficits.has("anaemia");
  if (anaemic || chance(random, who.age >= 65 ? 0.5 : 0.15)) {
    const lowest = who.sex === "male" ? 130 : 115;
    const value = anaemic ? lowest - between(random, 2, 28) : lowest + between(random, 3, 32);
    facts.results.push({ code: "haemoglobin", daysAgo: year(), value });
  }
  if (who.deficits.has("thyroid-disorders") || chance(random, who.age >= 65 ? 0.3 : 0.1)) {
    facts.results.push({ code: "tsh", daysAgo: year(), value: tenths(0.6 + 3.6 * random()) });
  }
}

const tenths = (value: number) => Math.round(value * 10) / 10;
