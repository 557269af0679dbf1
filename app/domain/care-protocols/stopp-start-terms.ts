/**
 * What STOPP/START rules are written in. A term answers with what shows it and since when, with no, or with what is
 * missing to tell: an unknown value is never a no. Terms are tried in order, so the rarest stands first.
 */
import { addSpan, type CalendarDate } from "../calendar";
import type { CarePerson, Context } from "../care-gap";
import { codeSet } from "../code-sets/all";
import { ever, holds } from "../feature";
import { frailFrom, later } from "./circumstances";
import { daysTaken, isTaking, isTakingAny, startedOn } from "./current-medicine";
import { latestFall, recurrentFalls } from "./falls-recorded";

export type Evidence = false | { missing: string } | { words: string; on?: CalendarDate };
export type Term = (person: CarePerson, context: Context) => Evidence;

const isMissing = (evidence: Evidence): evidence is { missing: string } => evidence !== false && "missing" in evidence;

// ── Joining ───────────────────────────────────────────────────────────────────────────────────────────────

/** One "no" is enough for no; then anything missing; otherwise all of it, since the latest of its days. */
export const all =
  (...terms: readonly Term[]): Term =>
  (person, context) => {
    const words: string[] = [];
    const missing: string[] = [];
    let on: CalendarDate | undefined;
    for (const term of terms) {
      const evidence = term(person, context);
      if (evidence === false) return false;
      if (isMissing(evidence)) missing.push(evidence.missing);
      else {
        if (evidence.words) words.push(evidence.words);
        on = later(on, evidence.on);
      }
    }
    return missing.length ? { missing: missing.join(", ") } : { words: words.join("; "), on };
  };

/** The first that holds; if none does, what is missing; otherwise no. */
export const any =
  (...terms: readonly Term[]): Term =>
  (person, context) => {
    const missing: string[] = [];
    for (const term of terms) {
      const evidence = term(person, context);
      if (evidence === false) continue;
      if (!isMissing(evidence)) return evidence;
      missing.push(evidence.missing);
    }
    return missing.length ? { missing: missing.join(", ") } : false;
  };

/** Silent when it holds, since what is not there is said by the rule. */
export const not =
  (term: Term): Term =>
  (person, context) => {
    const evidence = term(person, context);
    if (evidence === false) return { words: "" };
    return isMissing(evidence) ? evidence : false;
  };

// ── Medicines ─────────────────────────────────────────────────────────────────────────────────────────────

const nameOf = (set: string) => codeSet(set).name;

export const takes =
  (set: string): Term =>
  (person, context) =>
    isTaking(person, set, context) && { words: nameOf(set), on: startedOn(person, set, context) };

export const takesAny = (...sets: readonly string[]): Term => any(...sets.map(takes));

/** Not taken by somebody whose medicines are known; while they are not, one cannot tell. */
export const lacks =
  (...sets: readonly string[]): Term =>
  (person, context) => {
    if (isTakingAny(person, sets, context)) return false;
    return person.medicines === undefined ? { missing: "medicines" } : { words: "" };
  };

/** Without a gap for at least so many days. */
export const takesFor =
  (set: string, days: number | ((context: Context) => number)): Term =>
  (person, context) => {
    if (!isTaking(person, set, context)) return false;
    const taken = daysTaken(person, set, context);
    if (taken < (typeof days === "number" ? days : days(context))) return false;
    return { words: `${nameOf(set)} for ${taken} days`, on: startedOn(person, set, context) };
  };

export const longTerm = ({ setting }: Context): number => setting("stopp-start.long-term-days");

// ── Conditions ────────────────────────────────────────────────────────────────────────────────────────────

/** Since its first code: entering it again is no news. */
export const has =
  (set: string): Term =>
  (person) =>
    holds(person, set) && { words: nameOf(set), on: person.facts.get(set)?.firstOn };

export const hasAny = (...sets: readonly string[]): Term => any(...sets.map(has));

/** Once recorded, whenever. */
export const had =
  (set: string): Term =>
  (person) =>
    ever(person, set) && { words: nameOf(set), on: person.facts.get(set)?.firstOn };

export const VASCULAR = [
  "condition-coronary-heart-disease",
  "condition-stroke",
  "condition-peripheral-arterial-disease",
] as const;

export const hasVascularDisease: Term = hasAny(...VASCULAR);

export const falls: Term = (person, { asOf }) =>
  recurrentFalls(person, asOf) && { words: "recurrent falls", on: latestFall(person) };

export const isFrail =
  (from: "moderate" | "severe"): Term =>
  (person) => {
    const frail = frailFrom(person, from);
    return frail ? { words: frail.words.toLowerCase(), on: frail.on } : false;
  };

export const ageFrom =
  (years: number): Term =>
  ({ age }) => {
    if (age === undefined) return { missing: "date of birth" };
    return age >= years && { words: `${years} and over` };
  };

// ── Values ────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The latest value, if it is recent enough, is such; since the first of the unbroken run of such values, so that a
 * review of the first is not asked for again by each that follows.
 */
export function value(set: string, what: string, isSuch: (value: number) => boolean): Term {
  return ({ facts }, { asOf, setting }) => {
    const fact = facts.get(set);
    const oldest = addSpan(asOf, { months: -setting("stopp-start.lab-months") });
    if (fact?.latest === undefined || fact.valueOn === undefined || fact.valueOn < oldest)
      return { missing: `${what} of the last ${setting("stopp-start.lab-months")} months` };
    if (!isSuch(fact.latest)) return false;
    let on = fact.valueOn;
    for (const entry of fact.entries) {
      if (entry.on === undefined || entry.value === undefined) continue;
      if (!isSuch(entry.value)) break;
      on = entry.on;
    }
    return { words: `${what} ${fact.latest}`, on };
  };
}

export const below = (limit: number) => (value: number) => value < limit;
export const above = (limit: number) => (value: number) => value > limit;
export const egfrBelow = (limit: number): Term => value("egfr", "eGFR", below(limit));

/** A value missing is no reason here: the rule has others. */
export const ifKnown =
  (term: Term): Term =>
  (person, context) => {
    const evidence = term(person, context);
    return isMissing(evidence) ? false : evidence;
  };
