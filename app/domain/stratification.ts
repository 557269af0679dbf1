/** Features → scores → segment → care due, for one person; pure, so that one and a whole population get the same answer. */

import type { Answer } from "./answer";
import type { CalendarDate } from "./calendar";
import { type CareGap, carePersonOf, isOpen } from "./care-gap";
import { findAllCareGaps, PROTOCOL_VERSIONS } from "./care-protocols/all";
import { isOnDiabetesRegister } from "./care-protocols/diabetes";
import type { Features } from "./feature";
import { CAMBRIDGE_VERSION } from "./risk/cambridge";
import { EFI_AGES, EFI_VERSION, type EfiAnswer } from "./risk/efi";
import { EFI2_VERSION, type Efi2Category } from "./risk/efi2";
import { type FrailtyIndex, indexOfEfi, indexOfEfi2, usesEfi2 } from "./risk/frailty-index";
import { cambridgeOf, efi2Of, type Installed, SHIPPED_SETS } from "./risk/person-scores";
import { longTermConditions, placeInSegment, SEGMENT_VERSION, type SegmentAnswer } from "./segment";
import { AS_SHIPPED, type SettingValues } from "./setting";

/** Stored with every run, beside the settings in force: what made its answers. */
export const RULE_VERSIONS = {
  efi: EFI_VERSION,
  efi2: EFI2_VERSION,
  cambridge: CAMBRIDGE_VERSION,
  segment: SEGMENT_VERSION,
  protocols: PROTOCOL_VERSIONS,
};

export type Stratification = {
  age: number | undefined;
  efi: EfiAnswer;
  /** Not answered below 65 where clinical pages show the other index: nothing would read it. */
  efi2?: Answer<Efi2Category>;
  cambridge: Answer<"scored">;
  /** The one of the two indices that clinical pages show. */
  index: FrailtyIndex;
  segment: SegmentAnswer;
  /** Names of those that hold. */
  longTermConditions: string[];
  /** On the diabetes register. */
  diabetes: boolean;
  careGaps: CareGap[];
  /** Processes that are due, overdue or out of target, the most pressing first. */
  gaps: string[];
  /** Two reasons, as a row of the registry shows them. */
  reason: string;
  /** Inputs without which an answer is a floor. */
  missing: string[];
};

export function stratify(
  features: Features,
  asOf: CalendarDate,
  values: SettingValues = AS_SHIPPED,
  installed: Installed = SHIPPED_SETS,
): Stratification {
  const person = carePersonOf(features, asOf);
  const { age, efi } = person;
  const efi2 = usesEfi2(values) || !isTooYoung(age) ? efi2Of(person, asOf, installed) : undefined;
  const index = efi2 && usesEfi2(values) ? indexOfEfi2(efi2, age) : indexOfEfi(efi);
  const { hasRecord, facts, services } = person;
  const segment = placeInSegment({ hasRecord, facts, services, age, index }, asOf, values);
  const careGaps = findAllCareGaps(person, asOf, values);
  return {
    age,
    efi,
    efi2,
    cambridge: cambridgeOf(person, asOf, installed),
    index,
    segment,
    longTermConditions: longTermConditions(person).map(({ name }) => name),
    diabetes: isOnDiabetesRegister(person, asOf),
    careGaps,
    gaps: careGaps.filter(isOpen).map(({ process }) => process),
    reason: reasonLine(segment, index),
    missing: joined(segment.missing, isTooYoung(age) ? [] : index.missing),
  };
}

/** Each once. */
const joined = (some: readonly string[], more: readonly string[]): string[] =>
  some.length || more.length ? [...new Set([...some, ...more])] : [];

/**
 * By what people are ranked within their population: the Cambridge score; equal ones by deficits, then by emergency
 * admissions of the year. It orders a list and is shown to nobody as a number.
 */
export function needOf({ cambridge, efi }: Pick<Stratification, "cambridge" | "efi">, emergencies: number): number {
  const score = cambridge.known ? cambridge.value : cambridge.atLeast;
  const deficits = efi.known ? efi.value : efi.atLeast;
  return score + deficits / 10_000 + Math.min(emergencies, 99) / 1_000_000;
}

/** Below 65 the index decides nothing, so nothing of it is missing. */
export const isTooYoung = (age: number | undefined): boolean => age !== undefined && age < EFI_AGES.from;

function reasonLine({ segment, because }: SegmentAnswer, { madeFor, words }: FrailtyIndex): string {
  const index = madeFor !== false ? [words] : [];
  if (segment === "complex" || segment === "long_term") {
    const conditions = because.filter(({ points }) => points > 0).map(({ term }) => term);
    if (conditions.length) return [listed(conditions), ...index].join("; ");
  }
  const first = because.map(({ term, evidence }) => (evidence ? `${term} (${evidence})` : term));
  return [...first, ...index].slice(0, 2).join("; ");
}

/** "Diabetes, asthma and 3 more" */
function listed(names: string[]): string {
  const [first, second, ...more] = names;
  return `${second ? `${first}, ${second}` : first}${more.length ? ` and ${more.length} more` : ""}`;
}
