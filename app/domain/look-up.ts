/**
 * The urgent look-up: what was typed, made comparable; how sure a match is; and the three answers (safety rules 1 and
 * 8). Nothing opens on a number, an address or a weak match, and nobody found is never "no plan".
 */
import type { CalendarDate } from "./calendar";
import { isNhsNumber, nhsNumberDigits } from "./nhs-number";
import type { NameInTime } from "./person";

export type Asked =
  | { by: "nhs_number"; number: string; bornOn?: CalendarDate }
  | { by: "demographics"; family: string; given: string; bornOn: CalendarDate; postcode: string }
  | { by: "phone"; phone: string }
  /** One of those whom an earlier look-up by phone offered, with the date of birth that the caller gave. */
  | { by: "choice"; lookUp: string; personId: string; bornOn: CalendarDate }
  /** The card that somebody carries, by the hash of its token, with the date of birth of whoever is meant. */
  | { by: "card"; card: string; bornOn: CalendarDate };

export type Candidate = {
  personId: string;
  /** Of all linked records, former names too: these match and are never shown. */
  names: readonly Pick<NameInTime, "given" | "family" | "preferred">[];
  bornOn: CalendarDate | null;
  /** Addresses in use, upper case without spaces. */
  postcodes: readonly string[];
  /** How the NHS number that was asked for stands on the record. */
  number: "verified" | "claimed" | "not asked";
  line: "own" | "of somebody to ring" | null;
  careHome: boolean | null;
  /** Sealed or dissenting. */
  restricted: boolean;
  /** Merged records that contradict each other, or two live plans. */
  recordsDiffer: boolean;
  /** The record of the member of staff who asks. */
  own: boolean;
};

/** How a safe match was made; stored with the look-up and the contact. */
export const TWO_IDENTIFIERS = "NHS number and date of birth";
export type MatchedBy =
  | typeof TWO_IDENTIFIERS
  | "NHS number"
  | "name, date of birth and postcode"
  | "caller's number and date of birth"
  | "card and date of birth";

export type Grade =
  | { kind: "safe"; personId: string; matchedBy: MatchedBy }
  | { kind: "choose"; personIds: string[] }
  /** Somebody may be meant. `because` goes to the record of access and never to the screen. */
  | { kind: "uncertain"; because: "weak" | "several" | "withheld" | "many on the line" }
  | { kind: "nobody" };

/** More than this many people behind one line are not listed: a care home's line tells nothing. */
const LONGEST_CHOOSER = 8;
/** The search stops at 400: beyond this, a look-alike may not be among those found. */
const TOO_MANY = 300;

export function gradeMatch(asked: Asked, candidates: readonly Candidate[]): Grade {
  if (asked.by === "card") return gradeCard(asked, candidates);
  if (candidates.length === 0) return { kind: "nobody" };
  switch (asked.by) {
    case "nhs_number":
      return gradeNumber(asked.bornOn, candidates);
    case "demographics":
      return gradeDemographics(asked, candidates);
    case "phone":
      return gradeLine(candidates);
    case "choice":
      return gradeChoice(asked, candidates);
  }
}

const isWithheld = ({ restricted, recordsDiffer, own }: Candidate) => restricted || recordsDiffer || own;

function gradeNumber(bornOn: CalendarDate | undefined, candidates: readonly Candidate[]): Grade {
  if (candidates.some(isWithheld)) return { kind: "uncertain", because: "withheld" };
  const verified = candidates.filter(({ number }) => number === "verified");
  const [match] = verified;
  if (!match || verified.length > 1) return { kind: "uncertain", because: match ? "several" : "weak" };
  if (!bornOn)
    return candidates.length === 1
      ? { kind: "safe", personId: match.personId, matchedBy: "NHS number" }
      : { kind: "uncertain", because: "several" };
  if (match.bornOn !== bornOn) return { kind: "uncertain", because: "weak" };
  // Somebody else claims the number: only a birth date that is surely another one tells them apart.
  const rivals = candidates.filter((one) => one !== match && (one.bornOn === null || one.bornOn === bornOn));
  return rivals.length
    ? { kind: "uncertain", because: "several" }
    : { kind: "safe", personId: match.personId, matchedBy: TWO_IDENTIFIERS };
}

function gradeDemographics(asked: Extract<Asked, { by: "demographics" }>, candidates: readonly Candidate[]): Grade {
  const likeness = (candidate: Candidate) => nameFit(asked, candidate.names);
  if (candidates.length > TOO_MANY) return { kind: "uncertain", because: "several" };
  const bornThen = candidates.filter(({ bornOn }) => bornOn === asked.bornOn);
  const meant = bornThen.filter((one) => likeness(one) !== "other");
  if (meant.some(isWithheld)) return { kind: "uncertain", because: "withheld" };
  // Twins and look-alikes: the same birth date and a name that a caller or a tired ear takes for the other.
  if (meant.length > 1) return { kind: "uncertain", because: "several" };
  const [match] = meant;
  if (match && likeness(match) === "same" && match.postcodes.includes(asked.postcode))
    return { kind: "safe", personId: match.personId, matchedBy: "name, date of birth and postcode" };
  const near = candidates.some(
    (one) => one.postcodes.includes(asked.postcode) && (one.bornOn === asked.bornOn || likeness(one) !== "other"),
  );
  return meant.length || near ? { kind: "uncertain", because: "weak" } : { kind: "nobody" };
}

/** A caller's number never opens anything: who is meant is asked, among those who may be named at all. */
function gradeLine(candidates: readonly Candidate[]): Grade {
  const named = candidates.filter((one) => !isWithheld(one));
  if (named.length === 0) return { kind: "uncertain", because: "withheld" };
  if (candidates.length > LONGEST_CHOOSER) return { kind: "uncertain", because: "many on the line" };
  return { kind: "choose", personIds: named.map(({ personId }) => personId) };
}

function gradeChoice(asked: Extract<Asked, { by: "choice" }>, candidates: readonly Candidate[]): Grade {
  const chosen = candidates.find(({ personId }) => personId === asked.personId);
  if (!chosen) return { kind: "nobody" };
  if (isWithheld(chosen)) return { kind: "uncertain", because: "withheld" };
  if (chosen.bornOn !== asked.bornOn) return { kind: "uncertain", because: "weak" };
  // Twins on one line look alike in the list: initials and age are all that it shows.
  const alike = candidates.filter((one) => one.bornOn === asked.bornOn);
  return alike.length > 1
    ? { kind: "uncertain", because: "several" }
    : { kind: "safe", personId: chosen.personId, matchedBy: "caller's number and date of birth" };
}

/** A card that is not known, one that was stopped and another date of birth are the same: no word of whose it is. */
function gradeCard(asked: Extract<Asked, { by: "card" }>, candidates: readonly Candidate[]): Grade {
  const [carrier, ...others] = candidates;
  if (!carrier || others.length > 0 || carrier.bornOn !== asked.bornOn) return { kind: "uncertain", because: "weak" };
  if (isWithheld(carrier)) return { kind: "uncertain", because: "withheld" };
  return { kind: "safe", personId: carrier.personId, matchedBy: "card and date of birth" };
}

// ── Names ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Lower case, without accents, apostrophes and hyphens as blanks: "O’Néill-Baptiste" → "o neill baptiste". */
export const comparable = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The longest word of a family name: what a search column holds however hyphens and apostrophes were stored. */
export const longestWord = (name: string): string =>
  comparable(name)
    .split(" ")
    .reduce((longest, word) => (word.length > longest.length ? word : longest), "");

type TypedName = { family: string; given: string };
type Fit = "same" | "alike" | "other";

/** The best fit of all the names that somebody has or had. */
export function nameFit(typed: TypedName, names: Candidate["names"]): Fit {
  const fits = names.flatMap(({ family, given, preferred }) =>
    [given, preferred ?? given].map((called) => oneNameFit(typed, { family, given: called })),
  );
  return fits.includes("same") ? "same" : fits.includes("alike") ? "alike" : "other";
}

function oneNameFit(typed: TypedName, known: TypedName): Fit {
  const [typedFamily, knownFamily] = [comparable(typed.family), comparable(known.family)];
  const [typedFirst, knownFirst] = [comparable(typed.given).split(" ")[0]!, comparable(known.given).split(" ")[0]!];
  if (typedFamily === knownFamily && typedFirst === knownFirst && typedFirst !== "") return "same";
  const families = typedFamily.split(" ").some((part) => knownFamily.split(" ").some((other) => isAlike(part, other)));
  const firsts = comparable(known.given)
    .split(" ")
    .some((part) => isAlike(typedFirst, part) || part.startsWith(typedFirst) || typedFirst.startsWith(part));
  return families && firsts ? "alike" : "other";
}

/** One letter apart, two in a long name: Marie and Maria, Hussain and Hassan. */
const isAlike = (a: string, b: string) => distance(a, b) <= (Math.max(a.length, b.length) >= 6 ? 2 : 1);

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}

// ── What was typed ────────────────────────────────────────────────────────────────────────────────────────

export type Typed = Readonly<Record<string, string>>;
export type Reading = { ok: true; asked: Asked } | { ok: false; errors: Record<string, string> };

/** Reads the form of one of the ways to find; every error names its field. `today` is London's. */
export function readTyped(typed: Typed, today: CalendarDate): Reading {
  const errors: Record<string, string> = {};
  const asked = READ.get(typed.by ?? "")?.(typed, today, errors);
  if (asked && Object.keys(errors).length === 0) return { ok: true, asked };
  return { ok: false, errors: asked ? errors : { ...errors, by: "Choose how to find the person" } };
}

type Read = (typed: Typed, today: CalendarDate, errors: Record<string, string>) => Asked;

const readNumber: Read = (typed, today, errors) => {
  const number = nhsNumberDigits(typed.number ?? "");
  if (!number) errors.number = "Enter an NHS number with 10 digits, like 999 012 3454";
  else if (!isNhsNumber(number))
    errors.number = "The NHS number has a wrong digit: its check digit does not fit. Read it again";
  const given = ["number-day", "number-month", "number-year"].some((part) => typed[part]?.trim());
  const bornOn = given ? readDate(typed, "number", today, errors) : undefined;
  return { by: "nhs_number", number: number ?? "", bornOn };
};

const readDemographics: Read = (typed, today, errors) => {
  const family = (typed.family ?? "").trim();
  const given = (typed.given ?? "").trim();
  const postcode = (typed.postcode ?? "").toUpperCase().replace(/[^A-Z0-9]/g, "");
  if (!comparable(family)) errors.family = "Enter the family name";
  if (!comparable(given)) errors.given = "Enter the first name";
  const bornOn = readDate(typed, "born", today, errors);
  if (!/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(postcode))
    errors.postcode = "Enter the whole postcode of the home address, like W12 8QT";
  return { by: "demographics", family, given, bornOn, postcode };
};

const readPhone: Read = (typed, _today, errors) => {
  const phone = nationalPhone(typed.phone ?? "");
  if (!phone) errors.phone = "Enter the number that the call comes from, like 020 7946 0321";
  return { by: "phone", phone: phone ?? "" };
};

const readChoice: Read = (typed, today, errors) => {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  if (!uuid.test(typed.lookUp ?? "")) errors.phone = "Look up the number again";
  if (!uuid.test(typed.personId ?? "")) errors.personId = "Choose who the call is about";
  const bornOn = readDate(typed, "choice", today, errors);
  return { by: "choice", lookUp: typed.lookUp ?? "", personId: typed.personId ?? "", bornOn };
};

/** The form after a card was read. */
export function readCardTyped(
  typed: Typed,
  today: CalendarDate,
): { ok: true; bornOn: CalendarDate } | { ok: false; errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const bornOn = readDate(typed, "born", today, errors);
  return Object.keys(errors).length ? { ok: false, errors } : { ok: true, bornOn };
}

const READ: ReadonlyMap<string, Read> = new Map([
  ["nhs_number", readNumber],
  ["demographics", readDemographics],
  ["phone", readPhone],
  ["choice", readChoice],
]);

/** Digits of the national form: +44 20 7946 0321 → 02079460321. */
export function nationalPhone(written: string): string | undefined {
  const digits = written
    .replace(/\(0\)/, "")
    .replace(/\D/g, "")
    .replace(/^(00)?44(?=\d{9,10}$)/, "0");
  return /^0\d{9,10}$/.test(digits) ? digits : undefined;
}

/** From three fields. The error names the day's field, where the group begins. */
function readDate(typed: Typed, group: string, today: CalendarDate, errors: Record<string, string>): CalendarDate {
  const [day, month, year] = ["day", "month", "year"].map((part) => (typed[`${group}-${part}`] ?? "").trim());
  const date = `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
  const time = Date.parse(date);
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
  if (!isDay) errors[`${group}-day`] = "Enter the date of birth, like 12 3 1942";
  else if (date > today) errors[`${group}-day`] = "The date of birth must be in the past";
  return date;
}
