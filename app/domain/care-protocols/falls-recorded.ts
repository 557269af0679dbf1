/**
 * Falls as rules of medicines count them: two or more in 12 months, told by codes on different days, by the number that
 * came with one, or by the code "recurrent falls". Two codes of one day are one fall.
 */
import { addMonths, type CalendarDate } from "../calendar";
import type { CarePerson } from "../care-gap";
import { daysSince, entriesSince } from "../feature";

const SETS = ["fall", "falls-in-year", "recurrent-falls"] as const;

type Of = Pick<CarePerson, "facts">;

export const latestFall = ({ facts }: Of): CalendarDate | undefined =>
  (["fall", "recurrent-falls"] as const)
    .map((set) => facts.get(set)?.latestOn)
    .reduce((latest, on) => ((on ?? "") > (latest ?? "") ? on : latest), undefined);

export function recurrentFalls(person: Of, asOf: CalendarDate): boolean {
  if (!SETS.some((set) => person.facts.has(set))) return false;
  const yearAgo = addMonths(asOf, -12);
  return (
    entriesSince(person, "recurrent-falls", yearAgo).length > 0 ||
    daysSince(person, "fall", yearAgo) >= 2 ||
    [...entriesSince(person, "fall", yearAgo), ...entriesSince(person, "falls-in-year", yearAgo)].some(
      ({ value = 0 }) => value >= 2,
    )
  );
}
