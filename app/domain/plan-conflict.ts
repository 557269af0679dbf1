/**
 * A contradiction in a plan, against the record, or against another plan. Finding them is plan-conflict-finder's; here
 * is what one is. Both sides stand with their sources, since nobody but a clinician may say which of them is right.
 */
import type { CalendarDate } from "./calendar";

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
