/**
 * The segment: where a person stands in the pyramid. Everybody is in exactly one, the first whose rule holds.
 * Order and rules: SNEE ICS segmentation (MIT), "die well" and "age well" less its four-conditions rule, which is a
 * segment of its own here ("complex"); its levels of long-term conditions, high from four, medium from one to three;
 * moderate frailty stands with the latter, as there. SNEE's lifestyle segments are not kept: they are "healthy".
 */
import type { Reason } from "./answer";
import { addMonths, type CalendarDate } from "./calendar";
import { hasDiabetes } from "./care-protocols/diabetes";
import { codeSet } from "./code-sets/all";
import { dateInWords } from "./dates";
import { type Features, type Measures, WORDS } from "./feature";
import { EFI_AGES, type EfiAnswer, efiCategory } from "./risk/efi";

export const SEGMENT_VERSION = "snee-confer/1";

export const SEGMENTS = {
  end_of_life: "End of life",
  frailty_dementia: "Frailty and dementia",
  complex: "Complex: four or more long-term conditions",
  long_term: "Long-term conditions",
  healthy: "Healthy",
} as const;
export type Segment = keyof typeof SEGMENTS;
/** 1 is the top of the pyramid. */
export const segmentRank = (segment: Segment): number => Object.keys(SEGMENTS).indexOf(segment) + 1;

/** SNEE names no period for "admitted for"; two years is proposed here [P]. */
export const ADMISSION_MONTHS = {
  value: 24,
  source: "proposed by Confer; SNEE ICS states no period",
  mark: "P",
} as const;

export type SegmentInput = Pick<Features, "hasRecord" | "conditions" | "measures" | "admittedForFrailtyOn"> & {
  age?: number;
  efi: EfiAnswer;
};

export type SegmentAnswer = {
  segment: Segment;
  /** The rule that placed the person; the first of those of this segment that hold. */
  rule: string;
  because: Reason[];
  /** Inputs that could place the person higher if they were known. */
  missing: string[];
};

type Rule = { segment: Segment; rule: string; holds: (person: SegmentInput, asOf: CalendarDate) => Reason[] };

/** In order. A rule holds when it gives a reason. */
export const SEGMENT_RULES: readonly Rule[] = [
  { segment: "end_of_life", rule: "palliative or end-of-life care", holds: recorded("palliative-care") },
  { segment: "end_of_life", rule: "end-stage organ disease", holds: recorded("end-stage-disease") },
  { segment: "frailty_dementia", rule: "dementia", holds: recorded("condition-dementia") },
  { segment: "frailty_dementia", rule: "severe frailty", holds: severelyFrail },
  { segment: "frailty_dementia", rule: "admitted for hip fracture, stroke, fall or frailty", holds: admitted },
  { segment: "frailty_dementia", rule: "housebound", holds: recorded("housebound") },
  { segment: "frailty_dementia", rule: "has a carer", holds: recorded("has-carer") },
  {
    segment: "complex",
    rule: "four or more long-term conditions",
    holds: (person) => atLeast(4, longTermConditions(person)),
  },
  {
    segment: "long_term",
    rule: "one to three long-term conditions",
    holds: (person) => atLeast(1, longTermConditions(person)),
  },
  { segment: "long_term", rule: "moderate frailty", holds: moderatelyFrail },
  {
    segment: "healthy",
    rule: "no rule above holds",
    holds: () => [{ term: "No long-term condition recorded", points: 0 }],
  },
];

export function placeInSegment(person: SegmentInput, asOf: CalendarDate): SegmentAnswer {
  let placed: SegmentAnswer | undefined;
  for (const { segment, rule, holds } of SEGMENT_RULES) {
    if (placed && placed.segment !== segment) break;
    const because = holds(person, asOf);
    if (!because.length) continue;
    placed ??= { segment, rule, because: [], missing: missingFor(segment, person) };
    placed.because.push(...because);
  }
  return placed!;
}

/** Names of the person's long-term conditions, in the order of the list. */
export function longTermConditions({ conditions, measures }: Pick<SegmentInput, "conditions" | "measures">): string[] {
  const names = CONDITIONS.filter((id) => conditions.has(id)).map((id) => codeSet(id).name);
  return hasDiabetes(measures) ? ["Diabetes", ...names] : names;
}

const CONDITIONS = WORDS.conditions.filter((id) => id.startsWith("condition-"));

function recorded(id: string): Rule["holds"] {
  const because = [{ term: codeSet(id).name, points: 0 }];
  return ({ conditions }) => (conditions.has(id) ? because : []);
}

function atLeast(count: number, names: string[]): Reason[] {
  return names.length < count ? [] : names.map((term) => ({ term, points: 1 }));
}

function admitted({ admittedForFrailtyOn: on }: SegmentInput, asOf: CalendarDate): Reason[] {
  if (!on || on <= addMonths(asOf, -ADMISSION_MONTHS.value)) return [];
  return [{ term: "Admitted for hip fracture, stroke, fall or frailty", points: 0, evidence: dateInWords(on) }];
}

function severelyFrail(person: SegmentInput): Reason[] {
  return [...recordedAs(person.measures, "severe"), ...indexSays(person, "severe")];
}

function moderatelyFrail(person: SegmentInput): Reason[] {
  return [...recordedAs(person.measures, "moderate"), ...indexSays(person, "moderate")];
}

export const FRAILTY_RECORDS = ["severe", "moderate", "mild", "none"] as const;
export type RecordedFrailty = (typeof FRAILTY_RECORDS)[number];

/** The latest that a clinician recorded; of two on one day the worse. */
export function recordedFrailty(measures: Measures): { frailty: RecordedFrailty; on?: CalendarDate } | undefined {
  let latest: { frailty: RecordedFrailty; on?: CalendarDate } | undefined;
  for (const frailty of FRAILTY_RECORDS) {
    const measure = measures.get(`frailty-${frailty}`);
    if (!measure) continue;
    if (!latest || (measure.latestOn ?? "") > (latest.on ?? "")) latest = { frailty, on: measure.latestOn };
  }
  return latest;
}

function recordedAs(measures: Measures, frailty: RecordedFrailty): Reason[] {
  const record = recordedFrailty(measures);
  if (record?.frailty !== frailty) return [];
  return [
    {
      term: codeSet(`frailty-${frailty}`).name,
      points: 0,
      evidence: record.on ? `recorded ${dateInWords(record.on)}` : "recorded without a date",
    },
  ];
}

/** The index decides nothing below 65, for which it was not made; above 95 it still warns. */
function indexSays({ age, efi }: SegmentInput, category: "moderate" | "severe"): Reason[] {
  const deficits = deficitsOf(efi);
  if (age === undefined || age < EFI_AGES.from || efiCategory(deficits) !== category) return [];
  const evidence = `eFI ${efi.known ? "" : "at least "}${deficits} of 36`;
  return [{ term: `Electronic Frailty Index: ${category}`, points: 0, evidence }];
}

const deficitsOf = (efi: EfiAnswer) => (efi.known ? efi.value : efi.atLeast);

/** Only what could place the person higher: the index if its missing terms could reach the next line. */
function missingFor(segment: Segment, { hasRecord, age, efi }: SegmentInput): string[] {
  if (segment === "end_of_life" || segment === "frailty_dementia") return [];
  if (!hasRecord) return ["coded record"];
  if (age !== undefined && age < EFI_AGES.from) return [];
  const unknown = efi.known ? [] : efi.missing;
  const reachable = efiCategory(deficitsOf(efi) + unknown.length);
  const line = segment === "healthy" ? ["moderate", "severe"] : ["severe"];
  if (!line.includes(reachable)) return [];
  return age === undefined ? ["date of birth", ...unknown] : unknown;
}
