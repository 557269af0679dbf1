/**
 * A contradiction in a plan, against the record, or against another plan. Finding them is plan-conflict-finder's; here
 * is what one is. Both sides stand with their sources, since nobody but a clinician may say which of them is right.
 */
import { z } from "zod";
import type { CalendarDate } from "./calendar";
import { type PlanDocument, readUnit } from "./plan";
import type { Confirmation } from "./plan-freshness";

/**
 * blocks: nothing is published, and a live page is marked at once. marks: a live page is marked.
 * asks: the author is asked; crews are not told.
 */
export type ConflictDanger = "blocks" | "marks" | "asks";

export type ConflictSide = {
  source: "plan" | "record" | "other plan";
  /** A unit of the plan. */
  unit?: string;
  /** An entry of the record. */
  entry?: string;
  /** What this side says, as it stands. */
  words: string;
  on?: CalendarDate;
  by?: string;
};

export type PlanConflict = {
  /** Kind and sides: the same contradiction has the same id until one of its sides changes. */
  id: string;
  kind: string;
  danger: ConflictDanger;
  /** One sentence for the author. */
  says: string;
  sides: readonly ConflictSide[];
};

const Kept = z.array(
  z.object({
    id: z.string(),
    kind: z.string(),
    danger: z.enum(["blocks", "marks", "asks"]),
    says: z.string(),
    sides: z.array(
      z.object({
        source: z.enum(["plan", "record", "other plan"]),
        unit: z.string().optional(),
        entry: z.string().optional(),
        words: z.string(),
        on: z.string().optional(),
        by: z.string().optional(),
      }),
    ),
  }),
);
/** As they were kept with the plan's last rendition; null is none. */
export const parseConflicts = (json: unknown): PlanConflict[] => Kept.parse(json ?? []);

export type FoundConflict = Omit<PlanConflict, "id">;

/** What a plan is judged at. `confirmations`: without them a line is as old as its last writing. */
export type JudgedAt = {
  today: CalendarDate;
  bornOn: CalendarDate | undefined;
  confirmations?: readonly Confirmation[];
};

/** The most dangerous first. */
export const DANGERS: readonly ConflictDanger[] = ["blocks", "marks", "asks"];

export const byDanger = (a: PlanConflict, b: PlanConflict): number =>
  DANGERS.indexOf(a.danger) - DANGERS.indexOf(b.danger);

/** Crews and call handlers read of it on a live page. */
export const marksPage = ({ danger }: Pick<PlanConflict, "danger">): boolean => danger !== "asks";

/** With the id that its kind and its sides give it. */
export const withId = (found: FoundConflict): PlanConflict => ({
  id: `${found.kind}:${hashOf(found.sides.map(({ unit, entry, words, on }) => [unit, entry, words, on].join("|")))}`,
  ...found,
});

export const TWO_PLANS = "two_plans";

/** Of two live plans of one person: the same from either of them and for every viewer, whatever of it they may read. */
export const idOfTwoPlans = (records: readonly [string, string]): string =>
  `${TWO_PLANS}:${hashOf([...records].sort())}`;

/** FNV-1a over both halves of 64 bits: not a secret, only short and the same each time. */
function hashOf(parts: readonly string[]): string {
  let [one, two] = [0x811c9dc5, 0x1000193];
  for (const letter of parts.join("\n")) {
    const code = letter.codePointAt(0)!;
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x85ebca6b);
  }
  return [one, two].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

/**
 * Those of which every side is open to a reader: the units in the plan as they see it, and of the record the entries
 * that they may read, where these are given. How many were left out is told: no refusal is without a reason.
 */
export function conflictsSeen(
  conflicts: readonly PlanConflict[],
  seen: PlanDocument,
  entries?: ReadonlySet<string>,
): { conflicts: PlanConflict[]; withheld: number } {
  const shown = conflicts.filter(({ sides }) => sides.every((side) => isOpen(side, seen, entries)));
  return { conflicts: shown, withheld: conflicts.length - shown.length };
}

const isOpen = ({ unit, entry }: ConflictSide, seen: PlanDocument, entries?: ReadonlySet<string>): boolean =>
  (unit === undefined || readUnit(seen, unit) !== null) && (entry === undefined || !entries || entries.has(entry));

/** What stands for a side that is not open to the reader. */
export const NOT_OPEN: Readonly<Record<ConflictSide["source"], string>> = {
  plan: "A line of this plan that is not open to you",
  record: "A line of the record that is not open to you",
  "other plan": "A live plan that is not open to you",
};

/** `words`, date and author of a side are left out; what kind of source it is stays. */
export const closedSide = ({ source }: ConflictSide): ConflictSide => ({ source, words: NOT_OPEN[source] });

/**
 * All of them, where to leave one out would say that there is none: on paper, and in a task that names it already. Of a
 * side that is not open to the reader nothing stands but that.
 */
export const conflictsTold = (
  conflicts: readonly PlanConflict[],
  seen: PlanDocument,
  entries?: ReadonlySet<string>,
): PlanConflict[] =>
  conflicts.map((one) => ({
    ...one,
    sides: one.sides.map((side) => (isOpen(side, seen, entries) ? side : closedSide(side))),
  }));

/**
 * Of what was found, what stops this publish: a blocking contradiction of which a side is being changed, or that the
 * live version does not have. One that crews are already told of stops nothing else: it is published with its mark, and
 * its task stands. `touched`: units that the draft changes or removes; `before`: ids of those that the live version has
 * when judged by the same record and day, none when nothing is live.
 */
export function stopsPublishing(
  found: readonly PlanConflict[],
  { touched, before }: { touched: readonly string[]; before: readonly string[] },
): PlanConflict[] {
  const changes = ({ unit }: ConflictSide) => unit !== undefined && touched.includes(unit);
  return found.filter(({ id, danger, sides }) => danger === "blocks" && (!before.includes(id) || sides.some(changes)));
}
