/** What the registry shows: its lines with the words of their cells, and its counts. */
import { isProcess, processOf } from "./care-protocols/all";
import { londonDate, shortDate, timeInWords } from "./dates";
import { shortLineAge } from "./plan-freshness";
import { SEGMENTS, type Segment } from "./segment";
import { TIERS, type Tier } from "./tier";

/**
 * A part that the viewer does not see of this person is absent, which is not "none". Dates are ISO texts, since a line
 * also travels as JSON.
 */
export type RegistryLine = {
  personId: string;
  name: string;
  /** On the day that the list is as of. */
  age: number | null;
  died: boolean;
  why?: {
    segment: Segment;
    reason: string;
    /** Inputs without which segment or index may be higher. */
    missing: string[];
    efi: { known: boolean; count: number | null; category: string | null };
    tier: Tier;
    /** Absolute bands that changed in the last three months. */
    moved: { segment: Moved; frailty: Moved };
  };
  /** `first` is the id of the most pressing. */
  careDue?: { gaps: number; first: string | null };
  /** Admissions; attendances at A&E stand beside them, since who was only seen there had an emergency as well. */
  emergency?: { lastOn: string | null; inYear: number; attendances: number };
  /** Since when its oldest critical line has stood unconfirmed; null: no live plan. */
  plan?: { oldestSince: string | null };
  meeting?: { nextOn: string | null };
};

export type Moved = "up" | "down" | null;

export type RegistryBlock = { lines: RegistryLine[]; hasNext: boolean; hasPrevious: boolean };

/** `incomplete` are those who may belong in a higher segment. */
export type SegmentCount = { segment: Segment; people: number; incomplete: number };
/** `segments` is empty for roles that do not see them. */
export type RegistryCounts = { matching: number; total: number; segments: SegmentCount[] };

/** When, and as of which day, people were last stratified. */
export type Stamp = { finishedAt: Date; asOf: Date; changedSince: number };

const NOT_SHOWN = "not shown to your role";

export const ageCell = ({ age, died }: RegistryLine) => `${age ?? "not known"}${died ? ", died" : ""}`;

/** "Complex" for "Complex: four or more long-term conditions": the long form stands in the pyramid. */
export const segmentName = (segment: Segment): string => SEGMENTS[segment].split(":")[0]!;

/** Triangles, since a screen reader names them "up-pointing" and "down-pointing". */
const MOVES = { up: "▲ ", down: "▼ " } as const;
const move = (moved: Moved) => (moved ? MOVES[moved] : "");

export const segmentCell = ({ why }: RegistryLine) =>
  why ? `${move(why.moved.segment)}${segmentName(why.segment)}` : NOT_SHOWN;

/** A rank among the people of the run, so it never has an arrow. */
export const tierCell = ({ why }: RegistryLine) => (why ? TIERS[why.tier] : NOT_SHOWN);

/** Short: the index has a cell of its own, and the record has the whole. */
export function whyCell({ why }: RegistryLine): string {
  if (!why) return NOT_SHOWN;
  return why.reason
    .replace(
      /Electronic Frailty Index( 2)?: (\w+) \(eFI2? [^)]*\)/,
      (_, second = "", band) => `eFI${second.trim()} ${band}`,
    )
    .replace(/; eFI2? (at least )?[\d.]+( of 36)?$/, "");
}

/** "9, moderate"; below what is known the index is a floor, and no category is claimed. */
export function efiCell({ why }: RegistryLine): string {
  if (!why) return NOT_SHOWN;
  const { known, count, category } = why.efi;
  if (!known) return count ? `at least ${inFigures(count)}, incomplete` : "incomplete";
  if (count === null) return "not under 65";
  return category ? `${move(why.moved.frailty)}${inFigures(count)}, ${category}` : inFigures(count);
}

/** Deficits of the eFI are counted, the eFI2 is a share. */
const inFigures = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

export function careDueCell({ careDue }: RegistryLine): string {
  if (!careDue) return NOT_SHOWN;
  if (!careDue.gaps) return "none due";
  return careDue.first && isProcess(careDue.first)
    ? `${careDue.gaps}: ${processOf(careDue.first).process.name}${careDue.gaps > 1 ? " …" : ""}`
    : `${careDue.gaps} due`;
}

export function emergencyCell({ emergency }: RegistryLine): string {
  if (!emergency) return NOT_SHOWN;
  const { lastOn, inYear, attendances } = emergency;
  const admitted = lastOn ? shortDate(new Date(lastOn)) : "none recorded";
  const often = lastOn && inYear > 1 ? ` (${inYear} in a year)` : "";
  return `${admitted}${often}${attendances ? `; ${attendances} A&E in a year` : ""}`;
}

export function planCell({ plan }: RegistryLine, now: Date): string {
  if (!plan) return NOT_SHOWN;
  return plan.oldestSince ? shortLineAge(londonDate(new Date(plan.oldestSince)), now) : "no plan";
}

export function meetingCell({ meeting }: RegistryLine): string {
  if (!meeting) return NOT_SHOWN;
  return meeting.nextOn ? `${shortDate(new Date(meeting.nextOn))} ${timeInWords(new Date(meeting.nextOn))}` : "none";
}
