/**
 * Whom a contingency plan says to ring. Only a whole name means somebody: half a name once gave a crew the number of
 * somebody else. The clinical desk is always reached: its number is filled in when the page is sent.
 */
import type { CalendarDate } from "./calendar";
import { dialled, holdsNumber } from "./phone-number";
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

/** Health attorneys and a deputy, as far as they have a number. */
export function inLaw(plan: PlanDocument): Ringable[] {
  const { lpa, name, phone, registered, second, secondPhone, deputy, deputyPhone } = plan.sections.attorney.fields;
  const role = registered === "no" ? "attorney NOT registered: ask as family" : "health attorney";
  const attorneys = lpa === "yes" ? [one(name, phone, role), one(second, secondPhone, role)] : [];
  return [...attorneys, one(deputy, deputyPhone, "deputy")].flatMap((found) => found ?? []);
}

const one = (name: string | undefined, phone: string | undefined, role: string): Ringable | undefined =>
  name && phone ? { name, phone, role } : undefined;

/** Those whose whole name the words are; several when two bear it, each with their own number. */
export const namedBy = (plan: PlanDocument, words: string, today?: CalendarDate): Ringable[] =>
  ringables(plan, today).filter(({ name }) => plainName(name) !== "" && plainName(name) === plainName(words));

/** The words would have somebody rung whom the person forbids to tell, by name or by number. */
export const ringsUntold = (plan: PlanDocument, words: string): boolean =>
  plan.sections.people.items
    .filter((person) => !mayBeTold(person))
    .some(({ name = "", phone = "" }) => {
      const [called, number] = [plainName(name), dialled(phone).replace(/^\+44/, "0")];
      const digits = words.replace(/\+44\s?/g, "0").replace(/[^\d]/g, "");
      return (
        (called !== "" && ` ${plainName(words)} `.includes(` ${called} `)) || (number !== "" && digits.includes(number))
      );
    });

/** A crew that reads the words has a number to dial, and of somebody who may be told. */
export const canBeRung = (plan: PlanDocument, words: string, today?: CalendarDate): boolean =>
  !ringsUntold(plan, words) && (isDesk(words) || holdsNumber(words) || namedBy(plan, words, today).length > 0);
