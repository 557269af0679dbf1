/** Pages at the point of contact that are made when they are asked for: call lines, plans kept elsewhere, live news. */
import { type PersonFacts, STANDS_BY_ITSELF } from "../domain/crisis-plan";
import { dateInWords, londonDate, momentInWords, shortDate, timeInWords } from "../domain/dates";
import { birthInWords, deathInWords, familyFirst, type Name } from "../domain/person";
import type { Elsewhere } from "../domain/urgent-answer";
import { readCallLines } from "./call-lines";
import { crisisFrame, recordFacts, whereTheyAre, whoItIs } from "./crisis-frame";
import { NOT_PUBLISHED, nothingHere } from "./crisis-marks";
import { type Html, html } from "./html";
import { link } from "./numbers";
import type { NumberReport } from "./slots";

export type Who = {
  personId: string;
  name: Name | null;
  bornOn: string | null;
  diedOn: string | null;
  deceased: boolean;
  mayRecord?: boolean;
};
export type Desk = { name: string; phone: string | null };

function header({ name, bornOn, ...death }: Who, now: Date): Html {
  const born = birthInWords(bornOn ?? undefined, londonDate(now), death);
  const said = deathInWords(death);
  const died = said && html`<p class="alarm">${said}</p>`;
  return html`<header><h1>${name ? familyFirst(name) : "Name not known"}</h1><p>${born}</p>${died}</header>`;
}

const recordContact = ({ personId, mayRecord }: Who): Html | false =>
  mayRecord !== false &&
  html`<form method="get" action="/urgent/people/${personId}/contact"><button>Record contact</button></form>`;

const bothForms = (who: Who): Html =>
  html`<div class="forms">${recordContact(who)}<form method="get" action="/urgent/people/${who.personId}/wrong"><button>This is wrong</button></form></div>`;

const ringDesk = ({ name, phone }: Desk, words: string): Html =>
  html`<p class="alarm">${words}: ${phone ? link(phone) : "number not known to Confer"} (${name})</p>`;

/** For a call handler who is not a clinician: that a plan exists, the lines, the numbers that answer now. */
export function renderHandlerPage(
  text: string,
  who: Who,
  desk: Desk,
  now: Date,
  reports: readonly NumberReport[] = [],
): string {
  const { lines, numbers, age, marks, emergencyOnly } = readCallLines(text, now, reports);
  const nothing = emergencyOnly ? NOT_PUBLISHED : "No special instruction: usual questions.";
  const say = lines.map((line) => html`<p>${line}</p>`);
  const ring = numbers.map(
    ({ name, role, phone, answers, reached }) =>
      html`<li>${[name, role].filter(Boolean).join(", ")}<br>${link(phone)} (${answers}, ${reached})</li>`,
  );
  return crisisFrame(html`${header(who, now)}<main><p><b>There is a plan.</b> ${age && html`<span class="age">Oldest critical line ${age}.</span>`}</p>${marks.map((mark) => html`<p class="alarm">${mark}</p>`)}
<section class="box" aria-label="Say or do"><h2>Say or do</h2>${lines.length ? say : html`<p>${nothing}</p>`}</section>
<section class="part"><h2>Numbers</h2><ul>${numbers.length ? ring : html`<li>${nothingHere({ emergencyOnly })}</li>`}</ul></section>
${ringDesk(desk, "Clinician now")}${bothForms(who)}</main>`);
}

/** What else Confer may hold, where no word of it can be shown: never silence, which would be read as none. */
const BESIDE = {
  live: "Whether Confer holds an ADRT, a health attorney or critical facts beside it cannot be shown on this page: that does not mean that there are none. Look for the documents.",
  withdrawn: STANDS_BY_ITSELF,
};

export type BesidePointer = {
  /** When the plan here was withdrawn. */
  withdrawnAt?: string | null;
  /** How to get in, for who attends. */
  access?: string;
  /** Who it is and what the record says; null: could not be read now; undefined: not for this reader. */
  facts?: PersonFacts | null;
};

const criticalOf = (facts: PersonFacts | null): Html =>
  html`<section class="part"><h2>Critical</h2>${facts ? html`<ul>${recordFacts(facts)}</ul>` : html`<p>${NO_FACTS}</p>`}</section>`;

const NO_FACTS =
  "The record’s allergies and medicines cannot be shown now: that does not mean that there are none. Ask.";

/**
 * The emergency plan is kept in another system: its date and link, and no line of ours beside it. Who it is and what the
 * record says stand here as on the page of any withdrawn plan; their slots are filled when it is sent.
 */
export function renderElsewherePage(
  who: Who,
  { system, reference, link, dated, stands, because }: Elsewhere,
  desk: Desk,
  now: Date,
  { withdrawnAt = null, access, facts }: BesidePointer = {},
): string {
  const place = link ?? reference;
  const at = place && (/^https:\/\//.test(place) ? html`<a href="${place}">${place}</a>` : html`${place}`);
  const on = withdrawnAt && dateInWords(londonDate(new Date(withdrawnAt)));
  const doubt = withdrawnAt && !stands;
  const withdrawn =
    on &&
    (doubt
      ? html`<p class="alarm">The plan in Confer was WITHDRAWN on ${on}, and with it this pointer. Do not rely on any copy of it: verify that the plan in ${system} stands.</p>`
      : html`<p class="alarm">Confer’s own plan was WITHDRAWN on ${on}${because && `: ${because}`}. Do not rely on any copy of it.</p>`);
  const holds = stands && withdrawn ? "A plan is held by" : doubt ? "A plan may be in" : "The plan is in";
  return crisisFrame(html`${facts ? html`<header>${whoItIs(facts)}</header>` : header(who, now)}<main>${facts && whereTheyAre(facts)}${withdrawn}
<section class="box" aria-label="Plan elsewhere"><h2>${holds} ${system}</h2><p>${dated ? `Dated ${dateInWords(dated)}.` : "Its date is not known to Confer."} ${at}</p></section>
<p>Confer holds no CPR line for this person: ${doubt ? "look for" : "follow"} the plan in ${system}.</p>
<p>${BESIDE[withdrawn ? "withdrawn" : "live"]}</p>${facts !== undefined && criticalOf(facts)}
${ringDesk(desk, "If you cannot open it: usual practice, look for the form and an ADRT, ring the clinical desk")}${toGetIn(access)}${recordContact(who)}</main>`);
}

/** When the facts of the record cannot be shown beside it: only that there is no plan, and where else to look. */
export function renderNoPlan(who: Who, withdrawnAt: string | null, desk: Desk, now: Date, access?: string): string {
  const before =
    withdrawnAt &&
    html`<p>A plan was withdrawn on ${shortDate(new Date(withdrawnAt))}: do not rely on copies of it.</p>`;
  return crisisFrame(html`${header(who, now)}<main>
<p class="alarm">Confer holds no published plan for this person. That does not mean that there is none.</p>${before}
<section class="box" aria-label="Decisions"><h2>CPR: NONE RECORDED: usual practice</h2><p>Other plan systems: not checked. Look for a paper form, an ADRT and medicines in the home.</p></section>
${ringDesk(desk, "Clinical desk")}${toGetIn(access)}${recordContact(who)}</main>`);
}

// ── How to get in ──────────────────────────────────────────────────────────────────────────────────────────

export const NO_KEY_SAFE = "No key-safe or door code is kept for this home: ask the clinical desk.";
export const KEEPS_NO_KEY_SAFES = "Confer keeps no key-safe or door codes here: ask the clinical desk.";
export const KEY_SAFE_STAYS_SHUT = "A key-safe code is kept, and cannot be opened here: ask the clinical desk.";

/** "Key safe: 4711, left of the door (checked 3 May 2026)"; of a home that may be the former one, that it may be. */
export function wayInInWords(
  { code, where }: { code: string; where: string },
  { checkedOn, moved }: { checkedOn: string; moved: boolean },
): string {
  const doubt = moved ? " The address changed since: it may be the code of the former home." : "";
  return `Key safe or door code: ${[code, where].filter(Boolean).join(", ")} (checked ${shortDate(checkedOn)}).${doubt}`;
}

const toGetIn = (access: string | undefined): Html | false =>
  access !== undefined && html`<section class="part"><h2>Access</h2><p>${access}</p></section>`;

export type LiveNews = {
  diedOn: string | null;
  deceased: boolean;
  admittedOn: string | null;
  reportedWrongAt: string | null;
  numberReports?: readonly NumberReport[] | null;
};

/** What became known after the text was made stands before everything else (safety rules 6 and 10). */
export function withLiveNews(page: string, { admittedOn, reportedWrongAt, numberReports, ...death }: LiveNews): string {
  const news: Html[] = [];
  const died = deathInWords(death);
  if (died && !page.includes(died)) news.push(html`<p class="alarm">${died}</p>`);
  if (admittedOn && !died && !page.includes("The record says: in hospital since"))
    news.push(
      html`<p class="alarm">The record says: in hospital since ${shortDate(new Date(admittedOn))}, no discharge recorded.</p>`,
    );
  if (reportedWrongAt)
    news.push(
      html`<p class="alarm">A crew reported on ${momentInWords(new Date(reportedWrongAt))} that this plan is wrong. Nobody has checked it yet: verify before relying on it.</p>`,
    );
  // A report that names no number of the page stands above all of them.
  const unplaced = (numberReports ?? []).filter(({ at, answeredAt }) => !answeredAt && !page.includes(momentOf(at)));
  for (const { at } of unplaced.slice(0, 1))
    news.push(
      html`<p class="alarm">A crew reported on ${momentInWords(new Date(at))} that a number in this plan does not answer or is wrong. It is not known which: have another number ready.</p>`,
    );
  return news.length ? page.replace("<main>", () => `<main>${html`${news}`.text}`) : page;
}

const momentOf = (at: string) => `REPORTED NOT ANSWERING ${shortDate(new Date(at))} ${timeInWords(new Date(at))}`;

/** A refusal: the same words for an unknown person and for somebody else's, so that neither is told apart. */
export function renderRefusal(words: string): string {
  return crisisFrame(html`<main><h1>Cannot tell whether there is a plan</h1><p class="alarm">${words}</p>
<p>There may be a plan, a CPR recommendation or an ADRT that Confer does not show here.</p>
<p><a class="tel" href="/urgent">Urgent look-up</a></p></main>`);
}

export const OPENS_FROM_LOOK_UP =
  "This page opens from a look-up: find the person first. A look-up is valid for half an hour, a contact until a day after it was recorded.";
export const NOT_YOUR_ROLE = "Your role here does not include plans at the point of contact.";
export const OUT_OF_REACH = "Confer cannot reach its records. This says nothing about whether there is a plan.";
export const NOT_FOR_CERTAIN = "Confer cannot answer for this record here.";
