/** What decides which care a person of the borough needs and has had: their facts, seen as care processes see them. */
import type { Diagnosis, Finding } from "./codes";
import type { Facts } from "./facts";
import type { Band } from "./frailty";
import type { Household, Person } from "./household";
import { needsCare, type Placed } from "./person-resources";
import type { Register } from "./prevalence-figures";
import { normal, type Random } from "./random";

export type CareFor = {
  /** YYYY-MM-DD */
  asOf: string;
  age: number;
  sex: "male" | "female";
  bornDaysAgo: number;
  diedDaysAgo: number;
  registers: ReadonlySet<Register>;
  deficits: ReadonlySet<string>;
  band: Band;
  facts: Facts;
  inCareHome: boolean;
  /** Care falls on somebody at home. */
  needsCare: boolean;
  medicines: ReadonlySet<string>;
  /** Long-term conditions of the segments, without diabetes. */
  conditions: number;
  diabetic: boolean;
  /** Days since somebody of the family at home died. */
  bereavedDaysAgo?: number;
  /** Frailty as a clinician recorded it last, and how long ago. */
  frail?: { band: Exclude<Band, "fit">; daysAgo: number };
  /** Standard normal: how much of each piece of care reaches the person. */
  engagement: number;
};

const NO_CONDITION: readonly Register[] = [
  "type1Diabetes",
  "type2Diabetes",
  "prediabetes",
  "housebound",
  "falls",
  "palliative",
];

export function careFor(placed: Placed, household: Household, asOf: string, random: Random): CareFor {
  const { person, health } = placed;
  const { registers, facts } = health;
  const conditions = [...registers].filter((register) => !NO_CONDITION.includes(register)).length;
  return {
    asOf,
    age: person.age,
    sex: person.sex,
    bornDaysAgo: person.bornDaysAgo,
    diedDaysAgo: person.diedDaysAgo ?? 0,
    ...health,
    inCareHome: household.careHome !== undefined,
    needsCare: needsCare(placed),
    medicines: new Set(facts.medicines.map(([code]) => code)),
    conditions: conditions + (daysSince(facts, "parkinsons") === undefined ? 0 : 1),
    diabetic: registers.has("type1Diabetes") || registers.has("type2Diabetes"),
    bereavedDaysAgo: bereavement(person, household),
    frail: codedFrailty(facts),
    engagement: normal(random),
  };
}

function bereavement(person: Person, { kind, careHome, people }: Household): number | undefined {
  if (kind === "sharers" || careHome !== undefined || person.age < 18) return undefined;
  return latestOf(people.filter((other) => other !== person).map(({ diedDaysAgo }) => diedDaysAgo));
}

const FRAILTY: Partial<Record<Diagnosis, Exclude<Band, "fit">>> = {
  mildFrailty: "mild",
  moderateFrailty: "moderate",
  severeFrailty: "severe",
};

function codedFrailty({ diagnoses }: Facts): CareFor["frail"] {
  for (const { code, daysAgo } of diagnoses) {
    const band = FRAILTY[code];
    if (band) return { band, daysAgo };
  }
  return undefined;
}

/** Days since any of these was last recorded; undefined when it never was. */
export function daysSince({ diagnoses, findings }: Facts, ...codes: (Diagnosis | Finding)[]): number | undefined {
  return latestOf(
    [...diagnoses, ...findings].filter(({ code }) => (codes as string[]).includes(code)).map(({ daysAgo }) => daysAgo),
  );
}

/** The smallest: the latest of several days. */
export const latestOf = (days: readonly (number | undefined)[]): number | undefined =>
  days.reduce(
    (latest, day) => (day === undefined || (latest !== undefined && latest <= day) ? latest : day),
    undefined,
  );

export const lately = (daysAgo: number | undefined, within: number): number | undefined =>
  daysAgo !== undefined && daysAgo <= within ? daysAgo : undefined;

export const takes = ({ medicines }: CareFor, ...codes: string[]): boolean => codes.some((code) => medicines.has(code));

export const isCarer = ({ facts }: CareFor): boolean => daysSince(facts, "isCarer") !== undefined;

export const fellAgo = ({ facts }: CareFor): number | undefined =>
  lately(daysSince(facts, "fall", "recurrentFalls"), 360);

/** Days since the last emergency admission of the year began. */
export const emergencyAgo = ({ facts }: CareFor): number | undefined =>
  latestOf(facts.attendances.filter(({ kind }) => kind === "emergency admission").map(({ daysAgo }) => daysAgo));

export const emergenciesWithin = ({ facts }: CareFor, days: number): number =>
  facts.attendances.filter(({ kind, daysAgo }) => kind === "emergency admission" && daysAgo <= days).length;

/** Days since the last discharge after any stay. */
export const dischargedAgo = ({ facts }: CareFor): number | undefined =>
  latestOf(
    facts.attendances
      .filter(({ kind, nights, daysAgo }) => kind.endsWith("admission") && nights < daysAgo)
      .map(({ nights, daysAgo }) => daysAgo - nights),
  );

/** The latest of what makes a clinician look at frailty again. */
export const frailtyTriggerAgo = (who: CareFor): number | undefined =>
  lately(
    latestOf([daysSince(who.facts, "fall", "recurrentFalls", "livesInCareHome", "weightLoss"), emergencyAgo(who)]),
    364,
  );

/** Recorded as that frail, or worse. */
export const isFrailFrom = ({ frail }: CareFor, from: "mild" | "moderate" | "severe"): boolean =>
  frail !== undefined && BANDS.indexOf(frail.band) >= BANDS.indexOf(from);
const BANDS = ["mild", "moderate", "severe"] as const;
