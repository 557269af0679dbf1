/**
 * What every reader of a FHIR R4 resource stands on: fields are checked by hand, only those that are read, because
 * a schema library would cost more than parsing the JSON. A field of the wrong shape throws Unreadable, which names it;
 * resource.ts turns it into an answer.
 */
import type { ReceivedCode } from "../domain/received";
import { cleanText } from "../domain/unit";

export type Json = Record<string, unknown>;

/** Where a Bundle's fullUrls lead; and the day of reading, for dates that cannot be yet. */
export type ReadingContext = { today: string; idOf?: (fullUrl: string) => string | undefined };

export class Unreadable extends Error {}

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function objectAt(owner: Json, field: string): Json | undefined {
  const value = owner[field];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw new Unreadable(`${field} is not an object`);
  return value;
}

export function objectsAt(owner: Json, field: string): Json[] {
  const value = owner[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Unreadable(`${field} is not a list`);
  if (!value.every(isObject)) throw new Unreadable(`${field} holds something that is not an object`);
  return value;
}

/** Undefined when absent or blank. */
export function textAt(owner: Json, field: string): string | undefined {
  const value = owner[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new Unreadable(`${field} is not text`);
  return cleanText(value) || undefined;
}

export function textsAt(owner: Json, field: string): string[] {
  const value = owner[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Unreadable(`${field} is not a list`);
  return value.flatMap((item) => {
    if (item === null) return [];
    if (typeof item !== "string") throw new Unreadable(`${field} holds something that is not text`);
    return cleanText(item) || [];
  });
}

export function booleanAt(owner: Json, field: string): boolean | undefined {
  const value = owner[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "boolean") throw new Unreadable(`${field} is neither true nor false`);
  return value;
}

// ── Dates ─────────────────────────────────────────────────────────────────────────────────────────────────

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const OF_LIFE: ReadonlySet<string> = new Set(["birthDate", "deceasedDateTime"]);
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(year: string, month = "01", day = "01"): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1000 || m < 1 || m > 12 || d < 1 || d > DAYS[m - 1]!) return false;
  return !(m === 2 && d === 29) || (y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0));
}

/** A FHIR date or dateTime, as it stands. "2020" and "2020-05" stay as short as they are. */
export function dateAt(owner: Json, field: string): string | undefined {
  const value = owner[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new Unreadable(`${field} is not a date`);
  if (value.length > 10) {
    const found = INSTANT.exec(value);
    if (
      found &&
      isDay(found[1]!, found[2], found[3]) &&
      Number(found[4]) < 24 &&
      Number(found[5]) < 60 &&
      Number(found[6] ?? 0) <= 60
    )
      return value;
  } else {
    const found = DATE.exec(value);
    if (found && isDay(found[1]!, found[2], found[3])) return value;
  }
  // The life of a person is told to no log.
  throw new Unreadable(`${field} is not a date${OF_LIFE.has(field) ? "" : `: ${quoted(value)}`}`);
}

/** Start and end of a Period; an end before its start is refused. */
export function periodAt(owner: Json, field: string): { start?: string; end?: string } {
  const period = objectAt(owner, field);
  if (!period) return {};
  const start = dateAt(period, "start");
  const end = dateAt(period, "end");
  if (start && end && isBefore(end, start)) throw new Unreadable(`${field} ends before it starts`);
  return { start, end };
}

/** By day, as both may be of any length; within a day by the clock when both have one. */
export function isBefore(a: string, b: string): boolean {
  if (a.length > 10 && b.length > 10) return Date.parse(a) < Date.parse(b);
  const length = Math.min(a.length, b.length, 10);
  return a.slice(0, length) < b.slice(0, length);
}

// ── Codes and references ──────────────────────────────────────────────────────────────────────────────────

const SNOMED = "http://snomed.info/sct";
/** A concept that has words and no code is kept under its words. */
export const WORDS_ONLY = "urn:confer:words";

/** The SNOMED CT coding, else the first with system and code, else the words. Undefined when the field is absent. */
export function codeAt(owner: Json, field: string): ReceivedCode | undefined {
  const concept = objectAt(owner, field);
  return concept && codeOf(concept, field);
}

export function codeOf(concept: Json, field: string): ReceivedCode | undefined {
  let chosen: Json | undefined;
  for (const coding of objectsAt(concept, "coding")) {
    if (typeof coding.code !== "string" || !coding.code || typeof coding.system !== "string" || !coding.system)
      continue;
    if (!chosen || (coding.system === SNOMED && chosen.system !== SNOMED)) chosen = coding;
  }
  const words = textAt(concept, "text");
  if (chosen) {
    const code = cleanText(chosen.code as string);
    if (code.length > 200 || (chosen.system as string).length > 500)
      throw new Unreadable(`${field} has a code that is too long`);
    return { system: chosen.system as string, code, display: textAt(chosen, "display") ?? words ?? "" };
  }
  return words ? { system: WORDS_ONLY, code: words.slice(0, 200), display: words } : undefined;
}

export function neededCode(owner: Json, field: string): ReceivedCode {
  const code = codeAt(owner, field);
  if (!code) throw new Unreadable(owner[field] ? `${field} has neither a code nor words` : `${field} is missing`);
  return code;
}

/** The code of a FHIR status concept, such as clinicalStatus. */
export const statusCodeAt = (owner: Json, field: string): string | undefined => {
  const coding = objectsAt(objectAt(owner, field) ?? {}, "coding")[0];
  return coding && textAt(coding, "code");
};

/** The id behind "Patient/1", "urn:uuid:1", "https://…/Patient/1/_history/2"; undefined for none. */
export function referenceAt(owner: Json, field: string, type: string, context: ReadingContext): string | undefined {
  const target = objectAt(owner, field);
  if (!target) return undefined;
  const reference = textAt(target, "reference");
  if (!reference) return undefined;
  const known = context.idOf?.(reference);
  if (known) return known;
  if (reference.startsWith("urn:uuid:")) return reference.slice(9);
  const found = /(?:^|\/)([A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference);
  if (!found) throw new Unreadable(`${field} is not a reference that can be followed`);
  if (found[1] !== type) throw new Unreadable(`${field} refers to a ${found[1]}, not to a ${type}`);
  return found[2];
}

export function neededPerson(resource: Json, field: "subject" | "patient", context: ReadingContext): string {
  const person = referenceAt(resource, field, "Patient", context);
  if (!person) throw new Unreadable(`${field} is missing: whose it is cannot be told`);
  return person;
}

export const encounterOf = (resource: Json, context: ReadingContext): string | undefined =>
  referenceAt(resource, "encounter", "Encounter", context);

export const extensionAt = (owner: Json, url: string): Json | undefined =>
  objectsAt(owner, "extension").find((extension) => extension.url === url);

/** At most 40 characters of what stood there. */
export const quoted = (value: string): string => JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
