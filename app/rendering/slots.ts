/**
 * What changes by clock or viewer in a text that was made once: a slot holds absolute times and is filled when the text
 * is sent. Written as {{name value}}; rendering escapes braces in everybody's words, so that no author can write one.
 */
import { ageOn } from "../domain/calendar";
import { londonDate, shortDate, timeInWords } from "../domain/dates";
import { answersInWords, readPhoneHours } from "../domain/phone-hours";
import { dialled, namesNumber, phoneInWords } from "../domain/phone-number";
import { lineAgeInWords } from "../domain/plan-freshness";
import { plainName } from "../domain/plan-ring";
import { escapeHtml, Html, html } from "./html";

export type SlotValues = {
  now: Date;
  viewerName: string;
  /** False for who reads and records no contacts: a care home's nurse. */
  mayRecord?: boolean;
  /** The open contact, if there is one: the forms carry it. */
  contactId?: string;
  /** Idempotency key of the forms. */
  key?: string;
  /** How to get in, for those on their way: the key safe is never part of the text. */
  access?: string;
  /** The clinical desk of whoever reads. */
  desk?: { name: string; phone: string | null };
  /** What became known of the plan's numbers after the text was made. */
  reports?: readonly NumberReport[];
  /** "seen live" on the primary; a copy says what it is and since when (safety rule 7). */
  seen?: string;
};

/** A crew said that a number does not answer. `words` say which: they are matched, never shown. */
export type NumberReport = {
  at: string;
  words: string;
  /** When somebody checked that it answers; null while nobody did. */
  answeredAt: string | null;
};

type SlotName = "seen" | "viewer" | "age" | "years" | "answers" | "reached" | "forms" | "access" | "desk" | "from";

export const slot = (name: SlotName, value = ""): Html =>
  new Html(`{{${name}${value ? ` ${value.replace(/[{}<>&"]/g, "")}` : ""}}}`);

/** A slot for the hours of a number; words when they cannot be read. */
export const answersSlot = (hours: string | undefined): Html =>
  hours && readPhoneHours(hours) ? slot("answers", hours) : new Html("hours not known");

/** A slot for what is known of a number: when it last answered, and whether a crew found it dead. */
export const reachedSlot = (name: string, phone: string, lastAnswered: string | undefined): Html =>
  slot("reached", [dialled(phone), lastAnswered ?? "", name].map((part) => part.replaceAll("|", " ")).join("|"));

/** A sentence that stands from its day on: a decision of a child at 18, a review that was due. */
export const fromSlot = ({ from, says }: { from: string; says: string }): Html => slot("from", `${from}|${says}`);

/** Words that stand to the end of a day, and others in their place from the day after; no slots of this kind within. */
export function during(until: string | undefined, words: Html, afterwards?: Html): Html {
  if (!until) return words;
  const part = (name: string, content: Html) =>
    html`${new Html(`{{${name} ${until.replace(/[{}<>&"]/g, "")}}}`)}${content}${new Html("{{end}}")}`;
  return html`${part("until", words)}${afterwards && part("after", afterwards)}`;
}

/** The report names this number, however it is written, or the whole name of who answers it. */
export function isAbout({ words }: NumberReport, { name, phone }: { name: string; phone: string }): boolean {
  const said = plainName(name);
  return namesNumber(words, phone) || (said !== "" && ` ${plainName(words)} `.includes(` ${said} `));
}

/** "last answered 9 Nov 2026", "never checked", "REPORTED NOT ANSWERING 22 Nov 2026 03:10". */
export function reachedInWords(
  number: { name: string; phone: string; lastAnswered: string | null },
  reports: readonly NumberReport[] = [],
): string {
  const about = reports.filter((report) => isAbout(report, number));
  const dead = about.filter(({ answeredAt }) => !answeredAt).map(({ at }) => at);
  const checked = about.flatMap(({ answeredAt }) => (answeredAt ? [londonDate(new Date(answeredAt))] : []));
  const [last] = [...checked, ...(number.lastAnswered ? [number.lastAnswered] : [])].sort().reverse();
  const answered = last ? `last answered ${shortDate(last)}` : "never checked";
  const since = new Date(dead.sort().reverse()[0] ?? Number.NaN);
  return dead.length ? `REPORTED NOT ANSWERING ${shortDate(since)} ${timeInWords(since)}; ${answered}` : answered;
}

/** The desk by name, with the number to ring. */
export function deskInHtml(desk: SlotValues["desk"]): Html {
  if (!desk) return html`clinical desk`;
  const { name, phone } = desk;
  const number = phone
    ? html`<a class="tel" href="tel:${dialled(phone)}">${phoneInWords(phone)}</a>`
    : html`number not known to Confer`;
  return html`clinical desk (${name}): ${number}`;
}

const HIDDEN = (name: string, value: string | undefined) =>
  value ? `<input type="hidden" name="${name}" value="${escapeHtml(value)}">` : "";

const FILL: Record<SlotName, (value: string, values: SlotValues) => string> = {
  seen: (_, { seen, now }) => escapeHtml(seen ?? `seen live ${timeInWords(now)}`),
  viewer: (_, { viewerName }) => escapeHtml(viewerName),
  age: (since, { now }) => escapeHtml(lineAgeInWords(since, now)),
  years: (bornOn, { now }) => String(ageOn(bornOn, londonDate(now))),
  answers: (hours, { now }) => escapeHtml(answersInWords(hours, now)),
  reached: (value, { reports }) => {
    const [phone = "", lastAnswered = "", ...name] = value.split("|");
    const number = { name: name.join("|"), phone, lastAnswered: lastAnswered || null };
    const words = escapeHtml(reachedInWords(number, reports));
    return words.startsWith("REPORTED") ? `<b>${words}</b>` : words;
  },
  desk: (_, { desk }) => deskInHtml(desk).text,
  from: (value, { now, desk }) => {
    const [from = "", ...says] = value.split("|");
    if (londonDate(now) < from) return "";
    const words = escapeHtml(says.join("|")).replace("clinical desk", () => deskInHtml(desk).text);
    return `<p class="limit"><b>${words}</b></p>`;
  },
  forms: (value, { mayRecord = true, contactId, key }) => {
    if (!mayRecord) return "";
    const [personId, withdrawn] = value.split(" ");
    const carried = HIDDEN("contact", contactId) + HIDDEN("key", key);
    const form = (to: string, button: string) =>
      `<form method="post" action="/urgent/people/${personId}/${to}">${carried}<button>${button}</button></form>`;
    const wrong = withdrawn ? "" : form("wrong", "This is wrong");
    return `<div class="forms">${form("contact", "Record contact")}${wrong}</div>`;
  },
  access: (_, { access, desk }) =>
    escapeHtml(
      access ?? "Key-safe and door codes open with an assigned incident, or when you record that you attend.",
    ).replace("clinical desk", () => deskInHtml(desk).text),
};

const PART = /\{\{(until|after) ([^}]*)\}\}([\s\S]*?)\{\{end\}\}/g;

/** Fills every slot. A name that is not known is left out: a later text may be sent by an earlier server. */
export const fillSlots = (text: string, values: SlotValues): string => {
  const today = londonDate(values.now);
  const standing = text.replace(PART, (_, name: string, day: string, words: string) =>
    (name === "until") === today <= day ? words : "",
  );
  return standing.replace(/\{\{(\w+)(?: ([^}]*))?\}\}/g, (_, name: string, value = "") =>
    Object.hasOwn(FILL, name) ? FILL[name as SlotName](value, values) : "",
  );
};
