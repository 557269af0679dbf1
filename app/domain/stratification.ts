/** Features → scores → segment → care due, for one person; pure, so that one and a whole population get the same answer. */
import type { CalendarDate } from "./calendar";
import { type CareGap, carePersonOf, isOpen } from "./care-gap";
import { findAllCareGaps, PROTOCOL_VERSIONS } from "./care-protocols/all";
import { isOnDiabetesRegister } from "./care-protocols/diabetes";
import type { Features } from "./feature";
import { EFI_AGES, EFI_VERSION, type EfiAnswer } from "./risk/efi";
import { longTermConditions, placeInSegment, SEGMENT_VERSION, type SegmentAnswer } from "./segment";
import type { SettingValues } from "./setting";

/** Stored with every run, beside the settings in force: what made its answers. */
export const RULE_VERSIONS = { efi: EFI_VERSION, segment: SEGMENT_VERSION, protocols: PROTOCOL_VERSIONS };

export type Stratification = {
  age: number | undefined;
  efi: EfiAnswer;
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

export function stratify(features: Features, asOf: CalendarDate, values: SettingValues = {}): Stratification {
  const person = carePersonOf(features, asOf);
  const { age, efi } = person;
  const segment = placeInSegment(person, asOf);
  const careGaps = findAllCareGaps(person, asOf, values);
  return {
    age,
    efi,
    segment,
    longTermConditions: longTermConditions(person).map(({ name }) => name),
    diabetes: isOnDiabetesRegister(person, asOf),
    careGaps,
    gaps: careGaps.filter(isOpen).map(({ process }) => process),
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
