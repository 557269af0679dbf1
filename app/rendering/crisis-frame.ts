/** The frame of the pages at the point of contact, and who the person is: the first thing read. */
import type { PersonFacts } from "../domain/crisis-plan";
import { shortDate } from "../domain/dates";
import { formatNhsNumber } from "../domain/nhs-number";
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
    ? html`born ${shortDate(person.bornOn)} ${person.diedOn ? "" : html`(${slot("years", person.bornOn)})`}`
    : "date of birth not known";
  const number = person.nhsNumber
    ? `NHS ${formatNhsNumber(person.nhsNumber)}${person.nhsNumberVerified ? "" : " (not verified)"}`
    : "NHS number not known";
  return html`<h1>${person.name}</h1><p>${born} · ${person.address ?? "address not known"}</p><p>${number} · ${slot("seen")}</p>`;
}

/** What comes before everything else when it is known (safety rule 10). */
export function whereTheyAre(person: PersonFacts): Html | null {
  if (person.diedOn)
    return html`<p class="alarm">The record says that this person died on ${shortDate(person.diedOn)}.</p>`;
  if (person.inHospitalSince)
    return html`<p class="alarm">The record says: in hospital since ${shortDate(person.inHospitalSince)}, no discharge recorded.</p>`;
  return null;
}

/** Allergies and critical medicines of the record, each with its own date. */
export function recordFacts(person: PersonFacts): Html {
  const facts = person.facts.map(
    ({ kind, text, on }) =>
      html`<li><b>${wordFor(kind, text)}: ${text}</b> <span class="quiet">(record${on ? `, ${shortDate(on)}` : ", no date"})</span></li>`,
  );
  const none = person.facts.some(({ kind }) => kind === "allergy")
    ? null
    : html`<li>Allergies: none in the record that Confer holds</li>`;
  return html`${facts}${none}`;
}

/** "Allergy: no known drug allergy" would be read as an allergy. */
const wordFor = (kind: PersonFacts["facts"][number]["kind"], text: string) =>
  kind === "allergy" ? (/^no known/i.test(text) ? "Allergies" : "Allergy") : "Takes";
