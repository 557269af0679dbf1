/**
 * Entries of a record as bytes: forty million pass when a population is stratified. Written by PostgreSQL (PACKED), read
 * here. An entry is 12 bytes: code with flags and status (codes up to 2^25); begin. Its value and its end follow where
 * there is one.
 */
import type { CalendarDate } from "../domain/calendar";
import { londonDate } from "../domain/dates";
import type { CodedEntry } from "../domain/feature";

/** Code → sets that it is in. */
export type SetsOfCodes = ReadonlyMap<number, readonly string[]>;

/** Words that travel as numbers: up to seven; any other word is the place after the last. */
const STATUSES = ["active", "resolved", "inactive", "cancelled", "draft"];
const HAS_VALUE = 8;
const HAS_END = 16;
const IS_MEDICINE = 32;
const FLAGS_BITS = 6;

const numbered = (words: readonly string[]): string =>
  `${words.map((word, place) => `when '${word}' then ${place}`).join(" ")} else ${words.length} end`;

const WITH_VALUE = "e.value is not null and not e.implausible";

/** SQL: whether the entry "e" counts, as those of codes in sets and all medicines do. $3 is codesIn. */
export const COUNTS = "(e.kind = 'medicine' or e.code_id = any ($3::int[]))";
/** SQL: entries "e" as bytes; null when there is none. */
export const PACKED = `string_agg(
    int4send(e.code_id * ${1 << FLAGS_BITS} + case when e.kind = 'medicine' then ${IS_MEDICINE} else 0 end
      + case when ${WITH_VALUE} then ${HAS_VALUE} else 0 end + case when e.end_date is null then 0 else ${HAS_END} end
      + case e.status ${numbered(STATUSES)})
    || timestamptz_send(coalesce(e.on_date, '-infinity'))
    || case when ${WITH_VALUE} then float8send(e.value) else '' end
    || case when e.end_date is null then '' else timestamptz_send(e.end_date) end, '')`;

const codesKnown = new WeakMap<SetsOfCodes, string>();

/** Codes in sets, as an array of PostgreSQL's; made once of each map. */
export function codesIn(sets: SetsOfCodes): string {
  const known = codesKnown.get(sets);
  if (known !== undefined) return known;
  const codes = `{${[...sets.keys()].join(",")}}`;
  codesKnown.set(sets, codes);
  return codes;
}

/** Prisma hands over plain bytes, pg a Buffer. */
const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Whether one of the entries in these bytes is no medicine. */
export function holdsOther(packedEntries: Uint8Array): boolean {
  const bytes = bufferOf(packedEntries);
  for (let at = 0; at < bytes.length; ) {
    const packed = bytes.readInt32BE(at);
    if (!(packed & IS_MEDICINE)) return true;
    at += 12 + (packed & HAS_VALUE ? 8 : 0) + (packed & HAS_END ? 8 : 0);
  }
  return false;
}

/** Adds the entries in these bytes. */
export function addEntries(entries: CodedEntry[], packedEntries: Uint8Array, sets: SetsOfCodes): void {
  const bytes = bufferOf(packedEntries);
  for (let at = 0; at < bytes.length; ) {
    const packed = bytes.readInt32BE(at);
    const on = dayAt(bytes, at + 4);
    at += 12;
    let value: number | undefined;
    if (packed & HAS_VALUE) {
      const stored = bytes.readDoubleBE(at);
      if (!Number.isNaN(stored)) value = stored;
      at += 8;
    }
    let until: CalendarDate | undefined;
    if (packed & HAS_END) {
      until = dayAt(bytes, at);
      at += 8;
    }
    const code = packed >> FLAGS_BITS;
    const kind = packed & IS_MEDICINE ? "medicine" : "other";
    entries.push({ kind, code, sets: sets.get(code) ?? NO_SETS, on, until, status: STATUSES[packed & 7], value });
  }
}

const NO_SETS: readonly string[] = [];

const HOUR = 3_600_000;
const HOURS_TO_2000 = Date.UTC(2000, 0, 1) / HOUR;
/** Days in London by the hour in UTC: the clocks there change on the hour. Few hours occur; each is looked up once. */
const dayByHour = new Map<number, CalendarDate>();

/** PostgreSQL's timestamp, microseconds since 2000, as a day in London; its "-infinity" is no day. */
function dayAt(bytes: Buffer, at: number): CalendarDate | undefined {
  const high = bytes.readInt32BE(at);
  if (high === -0x8000_0000) return undefined;
  if (high === 0x7fff_ffff) return "9999-12-31";
  // An integer of 32 bits: a Map finds such a one at once.
  const hour = (Math.floor((high * 0x1_0000_0000 + bytes.readUInt32BE(at + 4)) / (HOUR * 1000)) + HOURS_TO_2000) | 0;
  let day = dayByHour.get(hour);
  if (day === undefined) {
    day = londonDate(new Date(hour * HOUR));
    dayByHour.set(hour, day);
  }
  return day;
}
