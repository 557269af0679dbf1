/** How a person is written, and what a restriction leaves of the reasons to see the record. */
import { ageOn, type CalendarDate } from "./calendar";
import { shortDate } from "./dates";
import type { RelationshipSource } from "./permissions";

export type Name = { prefix: string | null; given: string; family: string; preferred: string | null };
export type NameInTime = Name & { use: string; startsAt: Date | null; endsAt: Date | null };

/** The name in use now: the usual one before the official one, the newest first. A former name is never shown. */
export function nameAt<T extends NameInTime>(names: readonly T[], at: Date): T | undefined {
  const inUse = names.filter(
    ({ use, startsAt, endsAt }) => use !== "former" && (!startsAt || startsAt <= at) && (!endsAt || endsAt > at),
  );
  const order = ({ use, startsAt }: T) => (use === "usual" ? 1e15 : 0) + (startsAt?.getTime() ?? -1e14);
  return inUse.sort((a, b) => order(b) - order(a))[0];
}

type InTime = { startsAt: Date | null; endsAt: Date | null };

/** The address in force at that moment, the newest where several are. */
export const addressAt = <T extends InTime>(addresses: readonly T[], at: Date): T | undefined =>
  addresses
    .filter(({ startsAt, endsAt }) => (!startsAt || startsAt <= at) && (!endsAt || endsAt > at))
    .sort((a, b) => (b.startsAt?.getTime() ?? 0) - (a.startsAt?.getTime() ?? 0))[0];

/** "12 High Street, London, W12 8TT". */
export const addressInWords = (address: { lines: string[]; town: string | null; postcode: string | null }): string =>
  [...address.lines, address.town, address.postcode].filter(Boolean).join(", ");

/** "OBI, Adaeze": as lists are sorted. */
export const familyFirst = ({ family, given }: Pick<Name, "family" | "given">): string =>
  [family.toUpperCase(), given].filter(Boolean).join(", ") || "Name not known";

/** "OBI, Adaeze (Mrs)", and "known as Ada" where the person says so: for banners. */
export function nameInBanner({ prefix, preferred, ...name }: Name): string {
  const called = preferred && preferred !== name.given ? `, known as ${preferred}` : "";
  return `${familyFirst(name)}${prefix ? ` (${prefix})` : ""}${called}`;
}

/** "Mrs Adaeze OBI": within a sentence. */
export const nameInSentence = ({ prefix, given, family }: Name): string =>
  [prefix, given, family.toUpperCase()].filter(Boolean).join(" ") || "Name not known";

/** "born 12 Mar 1942 (84)"; "(died at 84)" counts to the day of death, "(has died)" when that is not known. */
export function birthInWords(
  bornOn: CalendarDate | undefined,
  asOf: CalendarDate,
  { diedOn, deceased = false }: Death = {},
): string {
  if (!bornOn) return "date of birth not known";
  const age = ageOn(bornOn, diedOn ?? asOf)!;
  const ageInWords = age < 1 ? "under 1" : String(age);
  return `born ${shortDate(bornOn)} (${diedOn ? `died at ${ageInWords}` : deceased ? "has died" : ageInWords})`;
}

/** A death may be known without its day. */
export type Death = { diedOn?: CalendarDate | null; deceased?: boolean };

/** "The record says that this person died on 20 Nov 2026."; undefined while nobody says so. */
export function deathInWords({ diedOn, deceased }: Death, write = shortDate): string | undefined {
  if (diedOn) return `The record says that this person died on ${write(diedOn)}.`;
  return deceased ? "The record says that this person has died; the date is not recorded." : undefined;
}

/** A calendar date from a date column, which arrives as midnight UTC. */
export const calendarDateOf = (column: Date | null): CalendarDate | undefined =>
  column ? column.toISOString().slice(0, 10) : undefined;

/**
 * What a restriction leaves: after dissent the person's own practice still gives care and sharing beyond it stops;
 * a sealed record, or a restriction that we do not know, opens only to somebody who broke the glass.
 */
export function sourcesLeft(sources: readonly RelationshipSource[], restriction: string | null): RelationshipSource[] {
  if (restriction === null) return [...sources];
  const left: readonly RelationshipSource[] =
    restriction === "dissented" ? ["registered_practice", "break_glass"] : ["break_glass"];
  return sources.filter((source) => left.includes(source));
}

/** Of several rows for one person: what nobody knows counts as sealed, and a seal is stricter than a dissent. */
export const strictest = (restrictions: readonly (string | null)[]): string | null =>
  restrictions.find((one) => one !== null && one !== "dissented") ?? restrictions.find((one) => one !== null) ?? null;
