/**
 * Circumstances that several protocols of older people ask for: frailty as a clinician recorded it, care home, carer,
 * admissions, days on which things were done, and scores of the latest day.
 */
import { type CalendarDate, monthsFrom } from "../calendar";
import { IN_CARE_HOME } from "../care-asked";
import type { CarePerson, Need } from "../care-gap";
import { spellSince } from "../care-packages/package";
import { type Features, holds, latestOn, latestValue, type ServiceUse, valueOn } from "../feature";
import { FRAILTY_RECORDS, type RecordedFrailty, recordedFrailty } from "../segment";
import type { Shipped } from "../setting";

export { CONDITION_SETS, hasConditions } from "../segment";

type Of = Pick<Features, "facts">;

// ── Settings ──────────────────────────────────────────────────────────────────────────────────────────────

export const proposed = (words: string, value: number, source = "proposed by Confer; no national source"): Shipped => ({
  words,
  value,
  source,
  mark: "P",
});
/** The source is named, and its number was not read there. */
export const fromMemory = (words: string, value: number, source: string): Shipped => ({
  words,
  value,
  source: `${source}; the number is from memory`,
  mark: "M",
});

// ── Days ──────────────────────────────────────────────────────────────────────────────────────────────────

export const later = (a?: CalendarDate, b?: CalendarDate) => (a && b ? (a > b ? a : b) : (a ?? b));

/** The latest day of any of the sets. */
export function latestOfAny(person: Of, sets: readonly string[]): CalendarDate | undefined {
  let day: CalendarDate | undefined;
  for (const set of sets) day = later(day, latestOn(person, set));
  return day;
}

/** The day since when all of them stand done: the earliest of the latest; none while one is missing. */
export function sinceAll(days: readonly (CalendarDate | undefined)[]): CalendarDate | undefined {
  let earliest: CalendarDate | undefined;
  for (const day of days) {
    if (day === undefined) return undefined;
    if (earliest === undefined || day < earliest) earliest = day;
  }
  return earliest;
}

// ── Scores ────────────────────────────────────────────────────────────────────────────────────────────────

export type Scored = { set: string; name: string; value: number };

/**
 * Of several instruments for one thing, what they gave on the latest day on which any of them gave a number: the one of
 * years ago does not speak beside that of today.
 */
export function scoresOfLatestDay(person: Of, scores: readonly { set: string; name: string }[]): Scored[] {
  const given = scores.flatMap(({ set, name }) => {
    const value = latestValue(person, set);
    return value === undefined ? [] : [{ set, name, value, on: valueOn(person, set) ?? "" }];
  });
  const day = given
    .map(({ on }) => on)
    .sort()
    .at(-1);
  return given.filter(({ on }) => on === day).map(({ set, name, value }) => ({ set, name, value }));
}

export const scoresInWords = (scores: readonly Scored[]): string | undefined =>
  scores.map(({ name, value }) => `${name} ${value}`).join(", ") || undefined;

// ── Age ───────────────────────────────────────────────────────────────────────────────────────────────────

/** One cannot tell while the date of birth is unknown. */
export function fromAge({ age }: CarePerson, from: number, need: () => Need): Need {
  if (age === undefined) return { missing: "date of birth" };
  return age >= from && need();
}

// ── Frailty, as a clinician recorded it: the index only asks for a clinician ──────────────────────────────

const FRAILTY_NAMES = { mild: "Mild frailty", moderate: "Moderate frailty", severe: "Severe frailty" } as const;
type Frail = keyof typeof FRAILTY_NAMES;
const RANK: Record<RecordedFrailty, number> = { none: 0, mild: 1, moderate: 2, severe: 3 };

/**
 * Recorded frailty of that degree or worse, in words, with the day since when it has been at least that: recording it
 * anew, or as worse, starts no clock again.
 */
export function frailFrom(person: Of, from: Frail): { frailty: Frail; words: string; on?: CalendarDate } | undefined {
  const record = recordedFrailty(person);
  if (!record || record.frailty === "none" || RANK[record.frailty] < RANK[from]) return undefined;
  return { frailty: record.frailty, words: FRAILTY_NAMES[record.frailty], on: record.on && frailSince(person, from) };
}

/** Without any of these nobody is frail from that degree on. */
export const FRAIL_SETS: Readonly<Record<Frail, readonly string[]>> = {
  mild: ["frailty-mild", "frailty-moderate", "frailty-severe"],
  moderate: ["frailty-moderate", "frailty-severe"],
  severe: ["frailty-severe"],
};

/** Of two degrees on one day the worse stands, as in the record that is read. */
const frailSince = ({ facts }: Of, from: Frail): CalendarDate | undefined =>
  spellSince(
    FRAILTY_RECORDS.flatMap((frailty) =>
      (facts.get(`frailty-${frailty}`)?.entries ?? []).map(({ on }) => ({ on, holds: RANK[frailty] >= RANK[from] })),
    ),
  );

// ── Care home, carer, conditions ──────────────────────────────────────────────────────────────────────────

export const livesInCareHome = (person: Pick<Features, "facts" | "careHome">): boolean =>
  person.careHome || holds(person, "care-home") || holds(person, "nursing-home");

/** Without any of these nobody lives in one. */
export const CARE_HOME_SETS: readonly string[] = [IN_CARE_HOME, "care-home", "nursing-home"];

/**
 * Day of the move: the first entry of the present stay, in the nursing home where there is one. That somebody lives there
 * is coded again and again, and none of these is a move.
 */
export const careHomeSince = (person: Of): CalendarDate | undefined =>
  staySince(person, "nursing-home") ?? staySince(person, "care-home");

function staySince(person: Of, set: string): CalendarDate | undefined {
  const fact = person.facts.get(set);
  if (!fact?.active || fact.latestOn === undefined) return undefined;
  // An end on or after the latest entry is of an older entry beside it: somebody lives there still.
  const left = fact.entries
    .flatMap(({ until }) => (until !== undefined && until < fact.latestOn! ? until : []))
    .sort()
    .at(-1);
  return fact.entries.findLast(({ on }) => on !== undefined && on > (left ?? ""))?.on;
}

/** Day of the move, or of the latest return after nights in hospital: both are admissions to the home. */
export const careHomeAdmission = (
  person: Pick<Features, "facts" | "services">,
  asOf: CalendarDate,
): CalendarDate | undefined =>
  person.services.reduce(
    (day, { kind, on, until }) =>
      kind.endsWith("_admission") && until !== undefined && until > on && until <= asOf ? later(day, until) : day,
    careHomeSince(person),
  );

/** Recorded as a carer, and not since then as none. */
export function isCarer(person: Of): boolean {
  const since = latestOn(person, "is-carer");
  if (!holds(person, "is-carer")) return false;
  const ended = latestOn(person, "is-no-carer");
  return ended === undefined || (since ?? "") > ended;
}

// ── Use of services ──────────────────────────────────────────────────────────────────────────────────────

/** Emergency admissions after that day, newest first. */
export const emergencyAdmissions = ({ services }: Pick<Features, "services">, after: CalendarDate) =>
  services.length ? services.filter(({ kind, on }) => kind === "emergency_admission" && on > after) : NO_SERVICES;
const NO_SERVICES: readonly ServiceUse[] = [];

export const monthsAgo = (asOf: CalendarDate, months: number): CalendarDate => monthsFrom(asOf, -months);
