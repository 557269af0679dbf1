/** The frame of the pages at the point of contact, and who the person is: the first thing read. */
import type { PersonFacts } from "../domain/crisis-plan";
import { shortDate } from "../domain/dates";
import { formatNhsNumber } from "../domain/nhs-number";
import { deathInWords } from "../domain/person";
import { CRISIS_STYLE } from "./crisis-style";
import { type Html, html, Html as Raw } from "./html";
import { slot } from "./slots";

/** The title names nobody: it shows in tabs and histories. */
export function crisisFrame(body: Html): string {
  return html`<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="same-origin"><title>Crisis plan – Confer</title><style>${new Raw(CRISIS_STYLE)}</style></head><body>${body}</body></html>`
    .text;
}

export function whoItIs(person: PersonFacts): Html {
  const born = person.bornOn
    ? html`born ${shortDate(person.bornOn)} ${person.diedOn || person.deceased ? "" : html`(${slot("years", person.bornOn)})`}`
    : "date of birth not known";
  const number = person.nhsNumber
    ? `NHS ${formatNhsNumber(person.nhsNumber)}${person.nhsNumberVerified ? "" : " (not verified)"}`
    : "NHS number not known";
  return html`<h1>${person.name}</h1><p>${born} · ${person.address ?? "address not known"}</p><p>${number} · ${slot("seen")}</p>`;
}

/** What comes before everything else when it is known (safety rule 10). */
export function whereTheyAre(person: PersonFacts): Html | null {
  const died = deathInWords(person);
  if (died) return html`<p class="alarm">${died}</p>`;
  if (person.inHospitalSince)
    return html`<p class="alarm">The record says: in hospital since ${shortDate(person.inHospitalSince)}, ${
      person.dischargePlanned ? `discharge planned for ${shortDate(person.dischargePlanned)}` : "no discharge recorded"
    }.</p>`;
  return null;
}

/**
 * Allergies and critical medicines of the record, each with its own date. That nothing is recorded is never said so that
 * it reads as "none" (safety rule 1); a statement that there are none gives way to any allergy beside it.
 */
export function recordFacts(person: PersonFacts): Html {
  const allergies = person.facts.filter(({ kind }) => kind === "allergy");
  const listed = allergies.some(({ text }) => !saysNone(text));
  const shown = person.facts.filter(({ kind, text }) => kind !== "allergy" || !listed || !saysNone(text));
  const facts = shown.map(
    ({ kind, text, on }) =>
      html`<li><b>${factInWords(kind, text)}</b> <span class="quiet">(record${on ? `, ${shortDate(on)}` : ", no date"})</span></li>`,
  );
  return html`${facts}${allergies.length === 0 && html`<li><b>Allergies: nothing recorded: ask</b></li>`}`;
}

const saysNone = (text: string) => /^(no known\b|nkd?a\b)/i.test(text);

/** "Allergy: no known drug allergy" would be read as an allergy; "Allergy: Allergy to …" says it twice. */
function factInWords(kind: PersonFacts["facts"][number]["kind"], text: string): string {
  if (kind === "medicine") return `Takes: ${text}`;
  if (saysNone(text)) return `Allergies: ${text}`;
  return /^allerg(y|ic)\b/i.test(text) ? text : `Allergy: ${text}`;
}
