/** Numbers that a crew can ring by one tap, with what is known of each. */
import { dialled, phoneInWords, splitNumbers } from "../domain/phone-number";
import type { PlanDocument } from "../domain/plan";
import { isDesk, leadsToUntold, namedBy } from "../domain/plan-ring";
import { type Html, html } from "./html";
import { answersSlot, during, reachedSlot, slot } from "./slots";

export const link = (phone: string): Html =>
  html`<a class="tel" href="tel:${dialled(phone)}">${phoneInWords(phone)}</a>`;

type Known = { name?: string; phone?: string; hours?: string; lastAnswered?: string; until?: string };

export const telephone = ({ name = "", phone, hours, lastAnswered }: Known): Html =>
  phone ? html`${link(phone)} (${answersSlot(hours)}, ${reachedSlot(name, phone, lastAnswered)})` : html`no number`;

/** Whom to ring, as written: with the number of whoever bears the whole name, else with the numbers in the words. */
export function numberFor(plan: PlanDocument, ring: string): Html {
  if (isDesk(ring) || leadsToUntold(plan, ring)) return slot("desk");
  const found = namedBy(plan, ring);
  if (!found.length) return linked(ring);
  const numbers = found.map((one, index) => during(one.until, html`${index > 0 && ", or "}${telephone(one)}`));
  return html`${ring} ${numbers}; if none: ${slot("desk")}`;
}

/** Words with a link at each number. */
export const linked = (words: string): Html =>
  html`${splitNumbers(words).map(({ text, isNumber }) => (isNumber ? link(text) : text))}`;

/** A sentence that sends to the clinical desk gets its number. */
export const withDesk = (sentence: string): Html => {
  const [before = "", ...rest] = sentence.split("clinical desk");
  return html`${before}${rest.map((part) => html`${slot("desk")}${part}`)}`;
};
