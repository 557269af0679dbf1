/**
 * The segment: where a person stands in the pyramid. Everybody is in exactly one, the first whose rule holds.
 * Order and rules: SNEE ICS segmentation (MIT), "die well" and "age well" less its four-conditions rule, which is a
 * segment of its own here ("complex"); its levels of long-term conditions, high from four, medium from one to three;
 * moderate frailty stands with the latter, as there. SNEE's lifestyle segments are not kept: they are "healthy".
 */
import type { Reason } from "./answer";
import { type CalendarDate, monthsFrom } from "./calendar";
import { isTerminallyIll, palliativeRegister } from "./care-excuse";
import { hasDiabetes } from "./care-protocols/diabetes-register";
import { CODE_SETS, codeSet } from "./code-sets/all";
import { dateInWords } from "./dates";
import { type Features, holds } from "./feature";
import { EFI_AGES } from "./risk/efi";
import type { FrailtyIndex } from "./risk/frailty-index";
import type { SettingValues, Shipped } from "./setting";

export const SEGMENT_VERSION = "snee-confer/3";

export const SEGMENTS = {
  end_of_life: "End of life",
  frailty_dementia: "Frailty and dementia",
  complex: "Complex: four or more long-term conditions",
  long_term: "Long-term conditions",
  healthy: "Healthy",
} as const;
export type Segment = keyof typeof SEGMENTS;
/** 1 is the top of the pyramid. */
export const segmentRank = (segment: Segment): number => IN_ORDER.indexOf(segment) + 1;
const IN_ORDER = Object.keys(SEGMENTS);

export const SEGMENT_SETTINGS = {
  "segment.admission-months": {
    words:
      "Months for which an admission for hip fracture, stroke, fall or frailty places a person in “frailty and dementia”",
    value: 24,
    source: "proposed by Confer; SNEE ICS states no period",
    mark: "P",
  },
} as const satisfies Record<string, Shipped>;

export type SegmentInput = Pick<Features, "hasRecord" | "facts" | "services"> & {
  age?: number;
  index: FrailtyIndex;
};

export type SegmentAnswer = {
  segment: Segment;
  /** The rule that placed the person; the first of those of this segment that hold. */
  rule: string;
  because: Reason[];
  /** Inputs that could place the person higher if they were known. */
  missing: string[];
};

type Rule = {
  segment: Segment;
  rule: string;
  holds: (person: SegmentInput, asOf: CalendarDate, values: SettingValues) => Reason[];
};

/** In order. A rule holds when it gives a reason. */
export const SEGMENT_RULES: readonly Rule[] = [
  { segment: "end_of_life", rule: "palliative or end-of-life care", holds: dying },
  { segment: "end_of_life", rule: "end-stage organ disease", holds: recorded("end-stage-disease") },
  { segment: "frailty_dementia", rule: "dementia", holds: recorded("condition-dementia") },
  { segment: "frailty_dementia", rule: "severe frailty", holds: severelyFrail },
  { segment: "frailty_dementia", rule: "admitted for hip fracture, stroke, fall or frailty", holds: admitted },
  { segment: "frailty_dementia", rule: "housebound", holds: recorded("housebound") },
  { segment: "frailty_dementia", rule: "has a carer", holds: recorded("has-carer") },
  {
    segment: "complex",
    rule: "four or more long-term conditions",
    holds: (person) => atLeast(4, person),
  },
  {
    segment: "long_term",
    rule: "one to three long-term conditions",
    holds: (person) => atLeast(1, person),
  },
  { segment: "long_term", rule: "moderate frailty", holds: moderatelyFrail },
  {
    segment: "healthy",
    rule: "nothing recorded",
    holds: ({ hasRecord }) => (hasRecord ? [] : [{ term: "Nothing is recorded", points: 0 }]),
  },
  {
    segment: "healthy",
    rule: "no rule above holds",
    holds: ({ hasRecord }) => (hasRecord ? [{ term: "No long-term condition recorded", points: 0 }] : []),
  },
];

export function placeInSegment(person: SegmentInput, asOf: CalendarDate, values: SettingValues = {}): SegmentAnswer {
  let placed: SegmentAnswer | undefined;
  for (const { segment, rule, holds } of SEGMENT_RULES) {
    if (placed && placed.segment !== segment) break;
    const because = holds(person, asOf, values);
    if (!because.length) continue;
    placed ??= { segment, rule, because: [], missing: missingFor(segment, person) };
    placed.because.push(...because);
  }
  return placed!;
}

/** Names of the person's long-term conditions, in the order of the list. */
export function longTermConditions(person: Pick<Features, "facts">): LongTermCondition[] {
  const held: LongTermCondition[] = hasDiabetes(person) ? [DIABETES] : [];
  for (const condition of CONDITIONS) if (holds(person, condition.sets[0]!)) held.push(condition);
  return held;
}

type LongTermCondition = { name: string; sets: readonly string[] };
const CONDITIONS: readonly LongTermCondition[] = CODE_SETS.filter(({ id }) => id.startsWith("condition-")).map(
  ({ id, name }) => ({ name, sets: [id] }),
);
const DIABETES: LongTermCondition = {
  name: "Diabetes",
  sets: ["diabetes-type-1", "diabetes-type-2", "diabetes-other"],
};

/** All but diabetes. */
const ARE_CONDITIONS: ReadonlySet<string> = new Set(CONDITIONS.flatMap(({ sets }) => sets));

/** Without any of these nobody has one of them. */
export const CONDITION_SETS: readonly string[] = [DIABETES, ...CONDITIONS].flatMap(({ sets }) => sets);

/** At least so many of them, without saying which. */
export function hasConditions(person: Pick<Features, "facts">, count: number): boolean {
  let held = hasDiabetes(person) ? 1 : 0;
  if (held >= count) return true;
  for (const [set, { active }] of person.facts) if (active && ARE_CONDITIONS.has(set) && ++held >= count) return true;
  return false;
}

function recorded(id: string): Rule["holds"] {
  const { name } = codeSet(id);
  return (person) =>
    holds(person, id) ? [{ term: name, points: 0, on: person.facts.get(id)?.latestOn, sets: [id] }] : [];
}

/** On the palliative register and not taken off it, or at Clinical Frailty Scale 9. */
function dying(person: SegmentInput): Reason[] {
  const because: Reason[] = [];
  const register = palliativeRegister(person);
  if (register)
    because.push({ term: codeSet("palliative-care").name, points: 0, on: register.on, sets: ["palliative-care"] });
  if (isTerminallyIll(person)) {
    const on = person.facts.get("cfs-9")?.latestOn;
    because.push({ term: "Clinical Frailty Scale 9", points: 0, on, sets: ["cfs-9"] });
  }
  return because;
}

function atLeast(count: number, person: SegmentInput): Reason[] {
  if (!hasConditions(person, count)) return [];
  return longTermConditions(person).map(({ name, sets }) => ({ term: name, points: 1, sets }));
}

/** Reasons for admission that count as frailty, by the sets that their codes are in. */
export const ADMITTED_FOR = [
  ...["efi-fragility-fracture", "efi-stroke-tia", "efi-falls", "frailty-mild", "frailty-moderate", "frailty-severe"],
  ...["admission-hip-fracture", "admission-stroke", "admission-fall-or-frailty"],
];

function admitted({ services }: SegmentInput, asOf: CalendarDate, values: SettingValues): Reason[] {
  const months = values["segment.admission-months"] ?? SEGMENT_SETTINGS["segment.admission-months"].value;
  const since = monthsFrom(asOf, -months);
  const latest = services.find(
    ({ kind, on, reasons }) =>
      kind.endsWith("_admission") && on > since && reasons.some((set) => ADMITTED_FOR.includes(set)),
  );
  if (!latest) return [];
  const { on } = latest;
  return [{ term: "Admitted for hip fracture, stroke, fall or frailty", points: 0, evidence: dateInWords(on), on }];
}

function severelyFrail(person: SegmentInput): Reason[] {
  return [...recordedAs(person, "severe"), ...indexSays(person, "severe")];
}

function moderatelyFrail(person: SegmentInput): Reason[] {
  return [...recordedAs(person, "moderate"), ...indexSays(person, "moderate")];
}

export const FRAILTY_RECORDS = ["severe", "moderate", "mild", "none"] as const;
export type RecordedFrailty = (typeof FRAILTY_RECORDS)[number];

const FRAILTY_SETS = FRAILTY_RECORDS.map((frailty) => ({ frailty, set: `frailty-${frailty}` }));

/** The latest that a clinician recorded; of two on one day the worse. */
export function recordedFrailty({
  facts,
}: Pick<Features, "facts">): { frailty: RecordedFrailty; on?: CalendarDate } | undefined {
  let latest: { frailty: RecordedFrailty; on?: CalendarDate } | undefined;
  for (const { frailty, set } of FRAILTY_SETS) {
    const fact = facts.get(set);
    if (!fact) continue;
    if (!latest || (fact.latestOn ?? "") > (latest.on ?? "")) latest = { frailty, on: fact.latestOn };
  }
  return latest;
}

function recordedAs(person: Pick<Features, "facts">, frailty: RecordedFrailty): Reason[] {
  const record = recordedFrailty(person);
  if (record?.frailty !== frailty) return [];
  return [
    {
      term: codeSet(`frailty-${frailty}`).name,
      points: 0,
      evidence: record.on ? `recorded ${dateInWords(record.on)}` : "recorded without a date",
      on: record.on,
      sets: [`frailty-${frailty}`],
    },
  ];
}

/** The index decides nothing below 65, for which it was not made; above 95 it still warns. */
function indexSays({ age, index }: SegmentInput, category: "moderate" | "severe"): Reason[] {
  if (age === undefined || age < EFI_AGES.from || index.category !== category) return [];
  const name = index.name === "eFI" ? "Electronic Frailty Index" : "Electronic Frailty Index 2";
  return [{ term: `${name}: ${category}`, points: 0, evidence: index.words }];
}

/** Only what could place the person higher: the index if its missing terms could reach the next line. */
function missingFor(segment: Segment, { hasRecord, age, index }: SegmentInput): string[] {
  if (segment === "end_of_life" || segment === "frailty_dementia") return [];
  if (!hasRecord) return ["coded record"];
  if (age !== undefined && age < EFI_AGES.from) return [];
  const line = segment === "healthy" ? ["moderate", "severe"] : ["severe"];
  if (!line.includes(index.reachable)) return [];
  return age === undefined ? ["date of birth", ...index.missing] : [...index.missing];
}
