/**
 * Whether and how long somebody takes a medicine, from its issues. "Current" is an issue in the 90 days before, or one
 * that is still active (proposed: STOPP/START names no period). A dose is never known, only what a product's name tells.
 */
import { addDays, type CalendarDate, daysBetween } from "../calendar";
import type { Fact, Features } from "../feature";

type Of = Pick<Features, "facts">;

/** Days for which an issue counts as taken, and the longest gap between issues of one course. */
export const CURRENT_DAYS = 90;
export const COURSE_GAP_DAYS = 35;

const isCurrent = (fact: Fact, asOf: CalendarDate): boolean =>
  fact.active || (fact.latestOn !== undefined && fact.latestOn > addDays(asOf, -CURRENT_DAYS));

export function isTaking({ facts }: Of, set: string, asOf: CalendarDate): boolean {
  const fact = facts.get(set);
  return fact !== undefined && isCurrent(fact, asOf);
}

export const isTakingAny = (person: Of, sets: readonly string[], asOf: CalendarDate): boolean =>
  sets.some((set) => isTaking(person, set, asOf));

/**
 * Since when the medicine is taken without a gap; undefined when it is not current, or its issues have no date. Two
 * prescriptions a year apart are two courses.
 */
export function takenSince({ facts }: Of, set: string, asOf: CalendarDate): CalendarDate | undefined {
  const fact = facts.get(set);
  if (!fact || !isCurrent(fact, asOf)) return undefined;
  let since: CalendarDate | undefined;
  for (const { on, until } of fact.entries) {
    if (on === undefined) break;
    if (since !== undefined && addDays(until ?? on, COURSE_GAP_DAYS) < since) break;
    since = on;
  }
  return since;
}

/**
 * The day on which the medicine was begun, as far as one can tell. Of a repeat some records hold the last issue alone:
 * its day moves on with each issue and is no beginning, so that a review is not asked for again by each.
 */
export function startedOn(person: Of, set: string, asOf: CalendarDate): CalendarDate | undefined {
  const since = takenSince(person, set, asOf);
  if (since === undefined) return undefined;
  const { active, entries } = person.facts.get(set)!;
  return active && entries[0]!.on === since ? undefined : since;
}

/**
 * Days of the course that are sure: to today while it is active, otherwise to its last issue or that one's end.
 * A single prescription that is over lasted no days that anybody knows.
 */
export function daysTaken(person: Of, set: string, asOf: CalendarDate): number {
  const since = takenSince(person, set, asOf);
  if (since === undefined) return 0;
  const { active, entries } = person.facts.get(set)!;
  const last = entries[0]!.until ?? entries[0]!.on!;
  return daysBetween(since, active || last > asOf ? asOf : last);
}
