/**
 * Whom a contingency plan says to ring. Only a whole name means somebody: half a name once gave a crew the number of
 * somebody else. The clinical desk is always reached: its number is filled in when the page is sent.
 */
import { holdsNumber } from "./phone-number";
import type { PlanDocument } from "./plan";

export type Ringable = { name: string; role?: string; phone: string; hours?: string; lastAnswered?: string };

/** Without case, accents and marks between words. */
export const plainName = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

export const isDesk = (words: string): boolean => /^(the |your )?clinical desk$/.test(plainName(words));

/** Everybody of the plan who has a name and a number, the health attorney last. */
export function ringables(plan: PlanDocument): Ringable[] {
  const people = plan.sections.people.items.flatMap(({ name, phone, role, hours, lastAnswered }) =>
    name && phone ? [{ name, phone, role, hours, lastAnswered }] : [],
  );
  const { lpa, name, phone } = plan.sections.attorney.fields;
  return lpa === "yes" && name && phone ? [...people, { name, phone, role: "health attorney" }] : people;
}

/** Those whose whole name the words are; several when two bear it, each with their own number. */
export const namedBy = (plan: PlanDocument, words: string): Ringable[] =>
  ringables(plan).filter(({ name }) => plainName(name) !== "" && plainName(name) === plainName(words));

/** A crew that reads the words has a number to dial. */
export const canBeRung = (plan: PlanDocument, words: string): boolean =>
  isDesk(words) || holdsNumber(words) || namedBy(plan, words).length > 0;
