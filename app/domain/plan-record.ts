/** What the record says that a care plan is built on and judged by: never typed again, each line with its source. */
import type { CalendarDate } from "./calendar";

export type RecordLineKind =
  | "problem"
  | "allergy"
  | "medicine"
  | "result"
  | "finding"
  | "carer"
  /** An emergency recommendation, an advance decision or an attorney that is coded on the record. */
  | "decision";

export type RecordLine = {
  /** The entry's id, or the row's of those to ring. */
  id: string;
  kind: RecordLineKind;
  words: string;
  on?: CalendarDate;
  /** The organisation or system that it came from. */
  source?: string;
  /** Code sets that its code is in. */
  sets: readonly string[];
  /** Ended or resolved: kept for what was, judged by nothing. */
  ended?: true;
  /** Of a carer or a professional. */
  phone?: string;
};

export type PlanRecord = {
  lines: readonly RecordLine[];
  /** Where the person lives now, and since when. */
  address?: { words: string; since?: CalendarDate };
  careHome: boolean;
  practice?: { id: string; name: string };
  died?: CalendarDate;
};

export const NO_RECORD: PlanRecord = { lines: [], careHome: false };
