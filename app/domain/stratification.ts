/** Features → scores → segment, for one person; pure, so that one person and a whole population get the same answer. */

import { ageOn, type CalendarDate } from "./calendar";
import { type CareGap, findCareGaps, isOnRegister, isOpen } from "./care-gap";
import { DIABETES_PROTOCOL } from "./care-protocols/diabetes";
import type { Features } from "./feature";
import { EFI_AGES, EFI_VERSION, type EfiAnswer, scoreEfi } from "./risk/efi";
import { ADMISSION_MONTHS, longTermConditions, placeInSegment, SEGMENT_VERSION, type SegmentAnswer } from "./segment";

/** Stored with every run: what made its answers. */
export const RULE_VERSIONS = {
  efi: EFI_VERSION,
  segment: SEGMENT_VERSION,
  diabetes: DIABETES_PROTOCOL.version,
  settings: {
    admissionMonths: ADMISSION_MONTHS,
    careProcessMonths: DIABETES_PROTOCOL.intervalMonths,
    careProcessDueDays: DIABETES_PROTOCOL.dueDays,
  },
};

export type Stratification = {
  age: number | undefined;
  efi: EfiAnswer;
  segment: SegmentAnswer;
  longTermConditions: string[];
  /** On the diabetes register. */
  diabetes: boolean;
  careGaps: CareGap[];
  gapsDue: number;
  /** Two reasons, as a row of the registry shows them. */
  reason: string;
  /** Inputs without which an answer is a floor. */
  missing: string[];
};

export function stratify(person: Features, asOf: CalendarDate): Stratification {
  const age = ageOn(person.bornOn, asOf);
  const efi = scoreEfi({ ...person, age });
  const segment = placeInSegment({ ...person, age, efi }, asOf);
  const careGaps = findCareGaps(person, DIABETES_PROTOCOL, asOf);
  const conditions = longTermConditions(person);
  return {
    age,
    efi,
    segment,
    longTermConditions: conditions,
    diabetes: isOnRegister(person, DIABETES_PROTOCOL, asOf),
    careGaps,
    gapsDue: careGaps.filter(isOpen).length,
    reason: reasonLine(segment, efi),
    missing: [...new Set([...segment.missing, ...(efi.known || isTooYoung(age) ? [] : efi.missing)])],
  };
}

/** Below 65 the index decides nothing, so nothing of it is missing. */
export const isTooYoung = (age: number | undefined): boolean => age !== undefined && age < EFI_AGES.from;

function reasonLine({ segment, because }: SegmentAnswer, efi: EfiAnswer): string {
  const index =
    efi.madeFor !== false ? [efi.known ? `eFI ${efi.value} of 36` : `eFI at least ${efi.atLeast} of 36`] : [];
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
