/**
 * Creatinine clearance, which doses and monitoring of anticoagulants follow, not the eGFR.
 * Cockcroft DW, Gault MH. Nephron 1976;16:31-41: (140 - age) x weight / (72 x creatinine in mg/dL), x 0.85 for women.
 * In µmol/L (88.4 to the mg/dL) the constant is 88.4 / 72 = 1.23 for men and 1.04 for women, as British texts give it.
 * Made for adults with a steady creatinine; actual body weight.
 */
import type { CalendarDate } from "../calendar";
import type { CarePerson } from "../care-gap";

const CONSTANT: Readonly<Record<string, number>> = { male: 1.23, female: 1.04 };

/** ml/min. `on`: the older of the days of what went into it. `missing`: without which it cannot be said. */
export type CreatinineClearance =
  | { known: true; value: number; on: CalendarDate; how: string }
  | { known: false; missing: string[] };

/** Age in years, weight in kg, creatinine in µmol/L. */
export function cockcroftGault(age: number, sex: "male" | "female", weight: number, creatinine: number): number {
  return ((140 - age) * weight * CONSTANT[sex]!) / creatinine;
}

/** The newer of a recorded clearance and one that age, sex, weight and creatinine give. */
export function creatinineClearanceOf(person: Pick<CarePerson, "facts" | "sex" | "age">): CreatinineClearance {
  const computed = computedClearance(person);
  const recorded = person.facts.get("creatinine-clearance");
  if (recorded?.latest === undefined || recorded.valueOn === undefined) return computed;
  if (computed.known && computed.on > recorded.valueOn) return computed;
  return { known: true, value: recorded.latest, on: recorded.valueOn, how: "as recorded" };
}

function computedClearance({ facts, sex, age }: Pick<CarePerson, "facts" | "sex" | "age">): CreatinineClearance {
  const weight = facts.get("weight");
  const creatinine = facts.get("creatinine");
  const missing = [
    ...(age === undefined ? ["date of birth"] : []),
    ...(sex === "male" || sex === "female" ? [] : ["sex"]),
    ...(weight?.latest === undefined || weight.valueOn === undefined ? ["weight"] : []),
    ...(creatinine?.latest === undefined || creatinine.valueOn === undefined ? ["creatinine"] : []),
  ];
  if (missing.length) return { known: false, missing };
  const value = cockcroftGault(age!, sex as "male" | "female", weight!.latest!, creatinine!.latest!);
  const on = [weight!.valueOn!, creatinine!.valueOn!].sort()[0]!;
  return {
    known: true,
    value,
    on,
    how: `Cockcroft-Gault, weight ${weight!.latest} kg, creatinine ${creatinine!.latest} µmol/L`,
  };
}
