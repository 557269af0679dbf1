/**
 * Shingles: who is eligible, and how far the course of two doses of Shingrix has come.
 * Since 1 September 2023 people have it who turn 65 or 70; who was 66 to 69 then waits for 70. Whoever became eligible
 * stays so to the 80th birthday. Severely immunosuppressed: from 18 since 1 September 2025, with no upper age.
 */
import { addSpan, type CalendarDate } from "../calendar";
import type { CarePerson, Context, Need } from "../care-gap";
import { holds, latestOn } from "../feature";
import type { Shipped } from "../setting";
import { SHINGLES_PROGRAMME } from "./vaccination-campaigns";

export const SHINGLES_SETTINGS: Readonly<Record<string, Shipped>> = {
  "vaccination.shingles-second-months": {
    words: "Months after the first shingles vaccine within which the second is given",
    value: 12,
    source: "UK Health Security Agency: 6 to 12 months apart, read second-hand",
    mark: "2",
  },
  "vaccination.shingles-second-months-immunosuppressed": {
    words: "The same, severely immunosuppressed",
    value: 6,
    source: "UK Health Security Agency: 8 weeks to 6 months apart, read second-hand",
    mark: "2",
  },
};

/** Without any of these it is for nobody younger than that. */
export const SHINGLES_SETS: readonly string[] = [
  ...["finding-severely-immunosuppressed", "vaccine-shingles", "vaccine-shingles-second", "vaccine-zostavax"],
];
export const SHINGLES_AGE = 65;

const birthday = (bornOn: CalendarDate, years: number) => addSpan(bornOn, { months: years * 12 });

/** Two doses, the second by its code or as an entry at least eight weeks after the first; or Zostavax, once. */
export function shinglesCourse(
  { facts }: Pick<CarePerson, "facts">,
  asOf: CalendarDate,
): { firstOn?: CalendarDate; completedOn?: CalendarDate } {
  const zostavax = latestOn({ facts }, "vaccine-zostavax");
  const second = latestOn({ facts }, "vaccine-shingles-second");
  const fact = facts.get("vaccine-shingles");
  const firstOn = fact?.firstOn;
  const completed = second ?? zostavax;
  if (completed !== undefined && completed <= asOf) return { firstOn: firstOn ?? completed, completedOn: completed };
  if (firstOn === undefined) return {};
  const enough = addSpan(firstOn, { weeks: 8 });
  return { firstOn, completedOn: fact!.latestOn! >= enough ? fact!.latestOn : undefined };
}

export function needsShingles(person: CarePerson, { asOf, setting }: Context): Need {
  const { age, bornOn } = person;
  const immunosuppressed = holds(person, "finding-severely-immunosuppressed");
  const { firstOn } = shinglesCourse(person, asOf);
  const because = immunosuppressed ? whenImmunosuppressed(age, asOf) : whenOlder(age, bornOn, asOf);
  if (firstOn !== undefined) {
    const months = setting(`vaccination.shingles-second-months${immunosuppressed ? "-immunosuppressed" : ""}`);
    // A course that was begun is finished, whatever the age now.
    return { because: because || "Shingles vaccine begun", since: firstOn, within: { months } };
  }
  if (!because) return age === undefined ? { missing: "date of birth" } : false;
  return { because };
}

function whenImmunosuppressed(age: number | undefined, asOf: CalendarDate): string | undefined {
  const from = asOf >= SHINGLES_PROGRAMME.severelyImmunosuppressedFrom18 ? 18 : 50;
  return age !== undefined && age >= from ? "Severely immunosuppressed" : undefined;
}

function whenOlder(age: number | undefined, bornOn: CalendarDate | undefined, asOf: CalendarDate): string | undefined {
  if (age === undefined || bornOn === undefined || age < SHINGLES_AGE || age >= 80 || asOf < SHINGLES_PROGRAMME.began)
    return undefined;
  if (age >= 70) return "70 to 79";
  return birthday(bornOn, 65) >= SHINGLES_PROGRAMME.began ? "Turned 65 since September 2023" : undefined;
}
