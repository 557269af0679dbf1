/** The frame of the printed forms: a page of its own without script, whose foot says on every sheet that it is a copy. */
import { type PersonFacts, type PublishedPlan, STANDS_BY_ITSELF, WITHDRAWN_WORDS } from "../domain/crisis-plan";
import { dateInWords, momentInWords, shortDate, timeInWords } from "../domain/dates";
import { formatNhsNumber } from "../domain/nhs-number";
import { deathInWords } from "../domain/person";
import { type Html, html, Html as Raw } from "./html";
import { type PrintSize, printStyle } from "./print-style";

export type Printed = {
  /** Null: nothing was ever published. */
  published: PublishedPlan | null;
  person: PersonFacts;
  /** Live plans under other records of the person. */
  linked?: readonly unknown[];
  /** When the copy is made. */
  at: Date;
};
/** `at` null: not a copy, but the text that the person reads. */
export type Shown = Omit<Printed, "at"> & { at: Date | null };

export type PrintOptions = {
  /** What stands above the form on a screen and never on paper. */
  bar?: Html;
  /** For the Content-Security-Policy of the page. */
  nonce?: string;
};

type Frame = PrintOptions & { title: string; size: PrintSize; printed: Shown; body: Html };

/** The title names nobody: it shows in tabs, histories and lists of files. */
export function printFrame({ title, size, printed, body, bar, nonce }: Frame): string {
  const style = printStyle(size, runningLine(printed), markOf(printed));
  return html`<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="same-origin"><title>${title}</title><style${nonce ? new Raw(` nonce="${nonce.replace(/[^\w+/=-]/g, "")}"`) : ""}>${new Raw(style)}</style></head><body>${bar && html`<nav class="bar" aria-label="This copy">${bar}</nav>`}<main>${body}</main></body></html>`
    .text;
}

function runningLine({ published, person, at }: Shown): string {
  const number = person.nhsNumber ? `NHS ${formatNhsNumber(person.nhsNumber)}` : "NHS number not known";
  const born = person.bornOn ? `born ${shortDate(person.bornOn)}` : "date of birth not known";
  const copy = published ? `Copy of version ${published.version}` : "No plan";
  const printed = at ? `, printed ${shortDate(at)} ${timeInWords(at)}` : "";
  return `${person.name}, ${born}, ${number}. ${copy}${printed}; a newer one may exist.`;
}

const markOf = ({ published }: Pick<Shown, "published">) =>
  published?.status === "withdrawn" ? "WITHDRAWN: DO NOT RELY ON COPIES OF THIS PLAN" : undefined;

export function whoIsMeant({ person }: Pick<Shown, "person">): Html {
  const number = person.nhsNumber
    ? `NHS ${formatNhsNumber(person.nhsNumber)}${person.nhsNumberVerified ? "" : " (not verified)"}`
    : "NHS number not known";
  const died = deathInWords(person, dateInWords);
  return html`${died && html`<p class="alarm">${died}</p>`}<p><b>${person.name}</b> · ${
    person.bornOn ? `born ${dateInWords(person.bornOn)}` : "date of birth not known"
  } · ${number}</p>`;
}

/** Of a plan elsewhere that was said to stand when the one here was taken back. */
function pointedTo({ withdrawn, document }: PublishedPlan): string {
  const { system } = document.sections.elsewhere.fields;
  return system && withdrawn?.pointer === "stays" ? ` The emergency plan in ${system} stands.` : "";
}

const OTHER_PLAN =
  "Another record of this person in Confer holds a live plan, and crews read that one. Print it from there.";

/** A withdrawn plan, or none: not one word of it. `limits`: for staff, who may hold copies with CPR and escalation. */
export function nothingToPrint(
  title: string,
  printed: Shown,
  { limits = true, ...options }: PrintOptions & { limits?: boolean },
): string {
  const { published, at, linked = [] } = printed;
  const other = linked.length > 0 && html`<p class="alarm">${OTHER_PLAN}</p>`;
  const words = published
    ? html`<p class="alarm">${WITHDRAWN_WORDS}${
        published.withdrawn ? ` on ${dateInWords(new Date(published.withdrawn.at))}` : ""
      }. Destroy every older copy: the care plan in it no longer stands${limits && ", CPR and escalation least of all"}.${pointedTo(published)}</p><p><b>${STANDS_BY_ITSELF}</b></p>`
    : !other &&
      html`<p class="alarm">No plan is published in Confer for this person, so there is nothing to print. This does not mean that there is none elsewhere.</p>`;
  return printFrame({
    ...options,
    title,
    size: "usual",
    printed,
    body: html`<h1>Care plan</h1>${whoIsMeant(printed)}${words}${other}${at && html`<p>Printed ${momentInWords(at)}.</p>`}`,
  });
}
