/**
 * Who has diabetes, of which type, and who is on the register.
 * QOF DM017 (business rules v46): a diabetes code, age 17 and over, latest diagnosis after latest "resolved".
 */
import { ageOn, type CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, Context } from "../care-gap";
import type { Features } from "../feature";

type Of = Pick<Features, "facts">;

const DIAGNOSES = ["diabetes-type-2", "diabetes-type-1", "diabetes-other"] as const;

/** Without any of these nobody has diabetes. */
export const DIABETES_SETS: readonly string[] = DIAGNOSES;

/** QOF DM017; the National Diabetes Audit counts from 12. */
export const REGISTER_AGE = 17;

/** A diagnosis without a date stands unless diabetes was recorded as resolved. */
export function hasDiabetes(person: Of): boolean {
  for (const set of DIAGNOSES) if (stands(person, set)) return true;
  return false;
}

function stands({ facts }: Of, set: string): boolean {
  const diagnosed = facts.get(set);
  if (!diagnosed) return false;
  const resolved = facts.get("diabetes-resolved");
  return !resolved || (diagnosed.latestOn ?? "") > (resolved.latestOn ?? "");
}

/** Day of the first diagnosis ever, whatever its type, also before a resolution. */
export function diagnosedOn({ facts }: Of): CalendarDate | undefined {
  let first: CalendarDate | undefined;
  for (const set of DIAGNOSES) {
    const on = facts.get(set)?.firstOn;
    if (on !== undefined && (first === undefined || on < first)) first = on;
  }
  return first;
}

/** Somebody whose age is unknown is on it: nobody is left out for want of a date. */
export function isOnDiabetesRegister(person: Pick<Features, "facts" | "bornOn">, asOf: CalendarDate): boolean {
  if (!hasDiabetes(person)) return false;
  const age = ageOn(person.bornOn, asOf);
  return age === undefined || age >= REGISTER_AGE;
}

/**
 * Type 1 as soon as any code that stands says so, whatever else is recorded: somebody with type 1 who is taken for
 * type 2 could be told to stop insulin. "other" also where the type is not stated.
 */
export function diabetesType(person: Of): "type 1" | "type 2" | "other" | undefined {
  if (!hasDiabetes(person)) return undefined;
  if (stands(person, "diabetes-type-1")) return "type 1";
  return stands(person, "diabetes-type-2") ? "type 2" : "other";
}

/** Coded exceptions from diabetes care as a whole. */
export const DIABETES_EXCUSES = {
  "declined-diabetes-care": "dissent",
  "diabetes-care-unsuitable": "unsuitable",
} as const satisfies CareProcess["excusedBy"];

/** Diabetes in childhood is not built: rows for those of the set age and over; without a date of birth one cannot tell. */
export function ofAdults(need: CareProcess["needed"]): CareProcess["needed"] {
  return (person, context) => {
    if (!hasDiabetes(person) || isKnownChild(person, context)) return false;
    const needed = need(person, context);
    return needed && person.age === undefined ? { missing: "date of birth" } : needed;
  };
}

/** For rows of safety, which do not wait for a date of birth. */
export const isKnownChild = ({ age }: CarePerson, { setting }: Context): boolean =>
  age !== undefined && age < setting("diabetes.from-age");

/** For those with diabetes from an age on; one cannot tell while the date of birth is unknown. */
export function fromAge(age: number, need: CareProcess["needed"]): CareProcess["needed"] {
  return (person, context) => {
    if (!hasDiabetes(person)) return false;
    if (person.age === undefined) return { missing: "date of birth" };
    return person.age >= age && need(person, context);
  };
}
