/** The person's copy as a page: for print, for large print, and for the PDF that is made from it. */
import type { PersonFacts, PublishedPlan } from "../domain/crisis-plan";
import { dateInWords, londonDate, momentInWords } from "../domain/dates";
import { type PersonCopy, type PlainPart, personCopy } from "../domain/plan-in-plain-words";
import { type Html, html } from "./html";
import { nothingToPrint, type PrintOptions, printFrame, type Shown } from "./print-frame";

export const PERSON_TITLE = "My care plan";

/**
 * The text kept for the audience “person”: a page of its own that the person reads after signing in, under a policy that
 * allows its style by its hash.
 */
export const renderPersonText = (published: PublishedPlan, person: PersonFacts): string =>
  renderPersonPrint({ published, person, at: null }, { bar: html`<a href="/mine">Your pages</a>` });

/** The same text for a proxy or a carer, with a line above it that says whose it is: it speaks to the person. */
export const saidToOthers = (text: string, name: string): string =>
  text.replace(
    "<main>",
    () =>
      html`<main><p class="note"><b>This is the care plan of ${name}, written to ${name}:</b> “you” and “my” mean them.</p>`
        .text,
  );

export function renderPersonPrint(printed: Shown, { large, ...options }: PrintOptions & { large?: boolean }): string {
  const { published, person, at } = printed;
  if (published?.status !== "live") return nothingToPrint(PERSON_TITLE, printed, { ...options, limits: false });
  const copy = personCopy(published, person, at ? londonDate(at) : undefined);
  return printFrame({
    ...options,
    title: PERSON_TITLE,
    size: large ? "large" : "usual",
    printed,
    body: html`<h1>${PERSON_TITLE}</h1><p><b>${person.name}</b></p>${aboutThisCopy(copy, at)}${copy.parts.map(partHtml)}`,
  });
}

function aboutThisCopy({ version, publishedAt, publishedBy, emergencyOnly }: PersonCopy, at: Date | null): Html {
  const what = at ? `your own copy of version ${version}` : `version ${version}`;
  const made = at ? `; this copy was made on ${momentInWords(at)}` : "";
  const newest = at ? "Plans change: ask your practice whether you have the newest one. " : "";
  return html`<p class="note">This is ${what} of your care plan. ${publishedBy}, put it in force on ${dateInWords(new Date(publishedAt))}${made}. ${newest}If something in it is wrong, tell your practice.</p>${
    emergencyOnly && html`<p class="note">Only the part for an emergency is written so far.</p>`
  }`;
}

function partHtml({ title, note, blocks }: PlainPart): Html {
  const plain = blocks.length > 1 && blocks.every(({ heading, lines }) => !heading && lines.length === 1);
  return html`<section><h2>${title}</h2>${note && html`<p>${note}</p>`}${
    plain
      ? html`<ul>${blocks.map(({ lines }) => html`<li>${lines[0]!.words}</li>`)}</ul>`
      : blocks.map(
          ({ heading, lines }) =>
            html`<div class="block">${heading && html`<h3>${heading}</h3>`}${lines.map(
              ({ lead, words }) => html`<p>${lead && html`<b>${lead}:</b> `}${words}</p>`,
            )}</div>`,
        )
  }</section>`;
}
