/**
 * Whether and how long somebody takes a medicine, from its issues. "Current" is an issue in the days before, or one that
 * is still active. A dose is never known, only what a product's name tells.
 */
import { addDays, type CalendarDate, daysBetween, daysFrom } from "../calendar";
import type { Context } from "../care-gap";
import type { Fact, Features } from "../feature";
import type { Shipped } from "../setting";

type Of = Pick<Features, "facts">;
/** A day alone is judged by the values that ship, which are proposed; with a context, by those in force. */
type When = CalendarDate | Context;

/** Of all protocols, since all that ask for a medicine must mean the same. */
export const MEDICINE_SETTINGS = {
  "care.medicine-current-days": {
    words: "Days for which an issue of a medicine counts as taken",
    value: 90,
    source: "proposed by Confer; STOPP/START version 3 names no period",
    mark: "P",
  },
  "care.medicine-course-gap-days": {
    words: "Days between two issues of a medicine up to which they are one course",
    value: 63,
    source: "proposed by Confer: a prescription for 56 days, and a week",
    mark: "P",
  },
} as const satisfies Record<string, Shipped>;

const dayOf = (when: When): CalendarDate => (typeof when === "string" ? when : when.asOf);
const daysOf = (name: keyof typeof MEDICINE_SETTINGS, when: When): number =>
  typeof when === "string" ? MEDICINE_SETTINGS[name].value : when.setting(name);

const isCurrent = (fact: Fact, when: When): boolean =>
  fact.active ||
  (fact.latestOn !== undefined && fact.latestOn > daysFrom(dayOf(when), -daysOf("care.medicine-current-days", when)));

export function isTaking({ facts }: Of, set: string, when: When): boolean {
  const fact = facts.get(set);
  return fact !== undefined && isCurrent(fact, when);
}

export const isTakingAny = (person: Of, sets: readonly string[], when: When): boolean =>
  sets.some((set) => isTaking(person, set, when));

/**
 * Since when the medicine is taken without a gap; undefined when it is not current, or its issues have no date. Two
 * prescriptions a year apart are two courses.
 */
export function takenSince({ facts }: Of, set: string, when: When): CalendarDate | undefined {
  const fact = facts.get(set);
  if (!fact || !isCurrent(fact, when)) return undefined;
  const gap = daysOf("care.medicine-course-gap-days", when);
  let since: CalendarDate | undefined;
  for (const { on, until } of fact.entries) {
    if (on === undefined) break;
    if (since !== undefined && addDays(until ?? on, gap) < since) break;
    since = on;
  }
  return since;
}

/**
 * The day on which the medicine was begun, as far as one can tell. Of a repeat some records hold the last issue alone:
 * its day moves on with each issue and is no beginning, so that a review is not asked for again by each.
 */
export function startedOn(person: Of, set: string, when: When): CalendarDate | undefined {
  const since = takenSince(person, set, when);
  if (since === undefined) return undefined;
  const { active, entries } = person.facts.get(set)!;
  return active && entries[0]!.on === since ? undefined : since;
}

/**
 * Days of the course that are sure: to today while it is active, otherwise to its last issue or that one's end.
 * A single prescription that is over lasted no days that anybody knows.
 */
export function daysTaken(person: Of, set: string, when: When): number {
  const since = takenSince(person, set, when);
  if (since === undefined) return 0;
  const { active, entries } = person.facts.get(set)!;
  const last = entries[0]!.until ?? entries[0]!.on!;
  const asOf = dayOf(when);
  return daysBetween(since, active || last > asOf ? asOf : last);
}
