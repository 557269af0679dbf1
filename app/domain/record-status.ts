/**
 * Statuses of an entry of the record, one list for all who read it: what crews are told, and what a plan is judged by.
 * An entry without a status stands.
 */

/** Taken back, or never given out: it says nothing about the person. */
export const SAYS_NOTHING = ["entered-in-error", "draft"] as const;

/** It stood, and does not now: a medicine that is on hold is not taken. */
export const NOT_NOW = [
  "stopped",
  "completed",
  "cancelled",
  "inactive",
  "resolved",
  "remission",
  "refuted",
  "ended",
  "on-hold",
  "not-taken",
] as const;

/** Nothing under one of these is told as a fact of today. */
export const STANDS_NOT: readonly string[] = [...SAYS_NOTHING, ...NOT_NOW];
