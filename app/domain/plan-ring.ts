/**
 * Whom a contingency plan says to ring. Only a whole name means somebody: half a name once gave a crew the number of
 * somebody else. The clinical desk is always reached: its number is filled in when the page is sent.
 */
import type { CalendarDate } from "./calendar";
import { holdsDigitsOf, holdsNumber } from "./phone-number";
import type { PlanDocument } from "./plan";

/** `until`: the last day on which the number is theirs. */
export type Ringable = {
  name: string;
  role?: string;
  phone: string;
  hours?: string;
  lastAnswered?: string;
  until?: CalendarDate;
};

/** Without case, accents and marks between words. */
export const plainName = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

export const isDesk = (words: string): boolean => /^(the |your )?clinical desk$/.test(plainName(words));

/** Whom the person forbids to tell is never rung, nor named among those to ring. */
export const mayBeTold = ({ doNotTell }: { doNotTell?: string }): boolean => doNotTell !== "do_not_tell";

/**
 * Whose day has passed has left; on the day itself they still answer. Without `today` nobody has left: a text that is
 * kept carries the day with it (see slots of rendering).
 */
export const isStill = ({ until }: { until?: CalendarDate }, today: CalendarDate | undefined): boolean =>
  !until || !today || until >= today;

/** Everybody of the plan who has a name and a number and may be told, those who act for the person in law last. */
export function ringables(plan: PlanDocument, today?: CalendarDate): Ringable[] {
  const people = plan.sections.people.items
    .filter((person) => mayBeTold(person) && isStill(person, today))
    .flatMap(({ name, phone, role, relation, hours, lastAnswered, until }) =>
      name && phone ? [{ name, phone, role: role ?? relation, hours, lastAnswered, until }] : [],
    );
  return [...people, ...inLaw(plan)];
}

/** Health attorneys and a deputy, as far as they have a number and the person does not forbid to tell them. */
export function inLaw(plan: PlanDocument): Ringable[] {
  const { lpa, name, phone, registered, second, secondPhone, deputy, deputyPhone } = plan.sections.attorney.fields;
  const role = registered === "no" ? "attorney NOT registered: ask as family" : "health attorney";
  const attorneys = lpa === "yes" ? [one(name, phone, role), one(second, secondPhone, role)] : [];
  return [...attorneys, one(deputy, deputyPhone, "deputy")].flatMap((found) =>
    found && !leadsToUntold(plan, `${found.name}, ${found.phone}`) ? [found] : [],
  );
}

const one = (name: string | undefined, phone: string | undefined, role: string): Ringable | undefined =>
  name && phone ? { name, phone, role } : undefined;

/** Those whose whole name the words are; several when two bear it, each with their own number. */
export const namedBy = (plan: PlanDocument, words: string, today?: CalendarDate): Ringable[] =>
  ringables(plan, today).filter(({ name }) => plainName(name) !== "" && plainName(name) === plainName(words));

/** The words hold the whole name of somebody, or their number however it is written. */
export function leadsTo({ name = "", phone = "" }: { name?: string; phone?: string }, words: string): boolean {
  const called = plainName(name);
  return (called !== "" && ` ${plainName(words)} `.includes(` ${called} `)) || holdsDigitsOf(words, phone);
}

/** Those whom the person forbids to tell, whether or not their time among those to ring has ended. */
export const untoldIn = (plan: PlanDocument) => plan.sections.people.items.filter((person) => !mayBeTold(person));

/** The words lead to somebody whom the person forbids to tell: no line, page or paper sends anybody there. */
export const leadsToUntold = (plan: PlanDocument, words: string): boolean =>
  untoldIn(plan).some((person) => leadsTo(person, words));

/** A crew that reads the words has a number to dial, and of somebody who may be told. */
export const canBeRung = (plan: PlanDocument, words: string, today?: CalendarDate): boolean =>
  !leadsToUntold(plan, words) && (isDesk(words) || holdsNumber(words) || namedBy(plan, words, today).length > 0);
