/**
 * What changes by clock or viewer in a text that was made once: a slot holds absolute times and is filled when the text
 * is sent. Written as {{name value}}; rendering escapes braces in everybody's words, so that no author can write one.
 */
import { ageOn } from "../domain/calendar";
import { londonDate, timeInWords } from "../domain/dates";
import { answersInWords, readPhoneHours } from "../domain/phone-hours";
import { lineAgeInWords } from "../domain/plan-freshness";
import { escapeHtml, Html } from "./html";

export type SlotValues = {
  now: Date;
  viewerName: string;
  /** The open contact, if there is one: the forms carry it. */
  contactId?: string;
  /** Idempotency key of the forms. */
  key?: string;
  /** How to get in, for those on their way: the key safe is never part of the text. */
  access?: string;
  /** "seen live" on the primary; a copy says what it is and since when (safety rule 7). */
  seen?: string;
};

type SlotName = "seen" | "viewer" | "age" | "years" | "answers" | "contact" | "access";

export const slot = (name: SlotName, value = ""): Html =>
  new Html(`{{${name}${value ? ` ${value.replace(/[{}<>&"]/g, "")}` : ""}}}`);

/** A slot for the hours of a number; words when they cannot be read. */
export const answersSlot = (hours: string | undefined): Html =>
  hours && readPhoneHours(hours) ? slot("answers", hours) : new Html("hours not known");

const HIDDEN = (name: string, value: string | undefined) =>
  value ? `<input type="hidden" name="${name}" value="${escapeHtml(value)}">` : "";

const FILL: Record<SlotName, (value: string, values: SlotValues) => string> = {
  seen: (_, { seen, now }) => escapeHtml(seen ?? `seen live ${timeInWords(now)}`),
  viewer: (_, { viewerName }) => escapeHtml(viewerName),
  age: (since, { now }) => escapeHtml(lineAgeInWords(since, now)),
  years: (bornOn, { now }) => String(ageOn(bornOn, londonDate(now))),
  answers: (hours, { now }) => escapeHtml(answersInWords(hours, now)),
  contact: (_, { contactId, key }) => HIDDEN("contact", contactId) + HIDDEN("key", key),
  access: (_, { access }) =>
    escapeHtml(access ?? "Key-safe and door codes open with an assigned incident, or when you record that you attend."),
};

/** Fills every slot. A name that is not known is left out: a later text may be sent by an earlier server. */
export const fillSlots = (text: string, values: SlotValues): string =>
  text.replace(/\{\{(\w+)(?: ([^}]*))?\}\}/g, (_, name: string, value = "") =>
    Object.hasOwn(FILL, name) ? FILL[name as SlotName](value, values) : "",
  );
