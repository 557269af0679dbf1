/**
 * Falls as the record tells them: codes on different days, the number that came with one, the number stated when
 * somebody was asked, and the code "recurrent falls". Two codes of one day are one fall, unless a number says more.
 */
import { type CalendarDate, monthsFrom } from "../calendar";
import type { CarePerson } from "../care-gap";
import { type Dated, entriesSince, ever } from "../feature";

/** Without any of these nobody is known to have fallen. */
export const FALL_SETS = ["fall", "falls-in-year", "recurrent-falls"] as const;

type Of = Pick<CarePerson, "facts">;

export const latestFall = ({ facts }: Of): CalendarDate | undefined =>
  (["fall", "recurrent-falls"] as const)
    .map((set) => facts.get(set)?.latestOn)
    .reduce((latest, on) => ((on ?? "") > (latest ?? "") ? on : latest), undefined);

/**
 * At least so many falls in the 12 months before, and the day of the latest that is known. A number stated in the year
 * counts for its day, with the falls coded after it.
 */
export function fallsInYear(person: Of, asOf: CalendarDate): { count: number; latestOn?: CalendarDate } {
  if (!FALL_SETS.some((set) => ever(person, set))) return NO_FALL;
  const yearAgo = monthsFrom(asOf, -12);
  const falls = entriesSince(person, "fall", yearAgo);
  const stated = entriesSince(person, "falls-in-year", yearAgo).filter(({ value = 0 }) => value >= 1);
  const recurrent = entriesSince(person, "recurrent-falls", yearAgo);
  const counts = [
    countOf(falls),
    ...stated.map(({ on, value }) => value! + countOf(falls.filter((fall) => fall.on! > on!))),
  ];
  const count = Math.max(recurrent.length ? 2 : 0, ...counts);
  return { count, latestOn: falls[0]?.on ?? recurrent[0]?.on ?? stated[0]?.on };
}

const NO_FALL = { count: 0 } as const;

export const recurrentFalls = (person: Of, asOf: CalendarDate): boolean => fallsInYear(person, asOf).count >= 2;

/** Of one day the highest number stands; a code without one is one fall. */
function countOf(falls: readonly Dated[]): number {
  const byDay = new Map<CalendarDate, number>();
  for (const { on, value = 1 } of falls) byDay.set(on!, Math.max(byDay.get(on!) ?? 1, value));
  return [...byDay.values()].reduce((sum, count) => sum + count, 0);
}
