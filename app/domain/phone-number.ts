/**
 * Phone numbers as they are read, dialled and compared. Numbers are kept as they were typed; what is dialled and what
 * counts as the same number is decided here alone. Shapes: the national numbering plan of the United Kingdom (Ofcom).
 */

/** After the nought: ten digits; nine where 01 and 0800 have them. Childline's eight stand by themselves. */
const UK = /^0(?:[1-35789]\d{9}|1\d{8}|800\d{6})$/;
const CHILDLINE = "08001111";
/** Anybody can dial them. */
const SHORT = /(?<![\w+]|\d[ -])(?:999|112|111)(?!\d| \d{3} \d{4}\b)\b/g;
/** What stands before a number for a relay of text to speech, then 0, +44 or 0044, with or without its “(0)”. */
const START = /(?<![\w+])(1800[12][ -]?)?(\+44|0044|\(0\d{2,4}\)|(?=0[1-35789]))/g;
const TRUNK = /^[\s-]?\(?0\)?[\s-]?/;

export type FoundNumber = { from: number; to: number; national: string; relay: string };

/** One number from `at`: the longest run of whole groups that is one; undefined when none is. */
function numberAt(text: string, found: RegExpExecArray): FoundNumber | undefined {
  const [whole, relay = "", prefix = ""] = found;
  let at = found.index + whole.length;
  let digits = prefix.startsWith("(") ? prefix.replace(/\D/g, "") : "";
  if (/44$/.test(prefix)) {
    at += TRUNK.exec(text.slice(at))?.[0].length ?? 0;
    digits = "0";
  }
  // A date begins like a number.
  if (/^\d\d-\d\d-\d{4}/.test(text.slice(at))) return undefined;
  let best: FoundNumber | undefined;
  for (const [step, group = ""] of text.slice(at).matchAll(/[\s-]{0,3}(\d+)/gy)) {
    at += step.length;
    digits += group;
    // "01632 96000 5 minutes": one digit by itself ends no number.
    if ((UK.test(digits) && group.length > 1) || digits === CHILDLINE)
      best = { from: found.index, to: at, national: digits, relay: relay.replace(/\D/g, "") };
    if (digits.length > 11 || digits === CHILDLINE) break;
  }
  return best;
}

/** Every number of the text, in its order: whole ones of the United Kingdom, and the short ones. */
function numbersIn(text: string): FoundNumber[] {
  const found: FoundNumber[] = [];
  const start = new RegExp(START);
  for (let begin = start.exec(text); begin; begin = start.exec(text)) {
    const one = numberAt(text, begin);
    if (one) found.push(one);
    start.lastIndex = one ? one.to : begin.index + Math.max(1, begin[0].length);
  }
  const short = [...text.matchAll(SHORT)].map(({ index, 0: national }) => ({
    ...{ from: index, to: index + national.length, national, relay: "" },
  }));
  const alone = short.filter(({ from }) => !found.some((one) => from >= one.from && from < one.to));
  return [...found, ...alone].sort((a, b) => a.from - b.from);
}

/** What is no number of the United Kingdom: its digits; of another country with the plus before them. */
function otherwise(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  if (/^(?:\+|00)?44/.test(phone.replace(/[\s()-]/g, "")) && digits.length >= 8)
    return `0${digits.replace(/^(?:00)?440?/, "")}`;
  if (/^\s*\+/.test(phone)) return `+${digits}`;
  return digits.replace(/^00(?=[1-9])/, "+");
}

const firstOf = (phone: string): FoundNumber | undefined => numbersIn(phone)[0];

/**
 * The number as it is dialled within the country: "02079460321" of "+44 (0)20 7946 0321". Of several the first; of
 * another country with its plus; empty without digits.
 */
export const national = (phone: string): string => firstOf(phone)?.national ?? otherwise(phone);

/** Both are one number, however they are written; without digits nothing is the same. */
export const sameNumber = (one: string | undefined, other: string | undefined): boolean =>
  national(one ?? "") !== "" && national(one ?? "") === national(other ?? "");

/** What a tel: link dials: as it is written, with or without its country, and nothing that stands behind it. */
export function dialled(phone: string): string {
  const found = firstOf(phone);
  const number = found?.national ?? otherwise(phone);
  const abroad = /^[\s(]*(?:\+|00)\s?44/.test(phone) && number.startsWith("0");
  return `${found?.relay ?? ""}${abroad ? `+44${number.slice(1)}` : number}`;
}

/** A number that can be dialled, and nothing else: of this country, of another, or a short one. */
export function canBeDialled(phone: string): boolean {
  const [found, more] = numbersIn(phone.trim());
  if (found) return !more && found.from === 0 && found.to === phone.trim().length;
  const typed = phone.replace(/[\s()-]/g, "");
  if (!/^\+?\d+$/.test(typed)) return false;
  return UK.test(otherwise(phone)) || /^(?:(?:\+|00)(?!44)[1-9]\d{6,14}|[1-9]\d{2,5})$/.test(typed);
}

/** "07700 900608", "020 7946 0321", "0300 123 4567": a number of eleven digits in its usual groups; others as typed. */
export function phoneInWords(phone: string): string {
  const digits = phone.replace(/[\s()-]/g, "");
  if (!/^0\d{10}$/.test(digits)) return phone;
  const [first, second] = /^02/.test(digits) ? [3, 7] : /^0(3|8|11|1\d1)/.test(digits) ? [4, 7] : [5, 11];
  return [digits.slice(0, first), digits.slice(first, second), digits.slice(second)].filter(Boolean).join(" ");
}

/** Words and the numbers among them, in their order. */
export function splitNumbers(text: string): { text: string; isNumber: boolean }[] {
  const parts: { text: string; isNumber: boolean }[] = [];
  let from = 0;
  for (const found of numbersIn(text)) {
    if (found.from > from) parts.push({ text: text.slice(from, found.from), isNumber: false });
    parts.push({ text: text.slice(found.from, found.to), isNumber: true });
    from = found.to;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isNumber: false });
  return parts;
}

/** Words with each number in its usual groups. */
export const numbersInWords = (words: string): string =>
  splitNumbers(words)
    .map(({ text, isNumber }) => (isNumber ? phoneInWords(text) : text))
    .join("");

export const holdsNumber = (text: string): boolean => numbersIn(text).length > 0;

/** The words speak of this number and of no longer one: "0800 111 222" is not 111. */
export const namesNumber = (words: string, phone: string): boolean =>
  splitNumbers(words).some(({ text, isNumber }) => (isNumber ? sameNumber(text, phone) : holdsDigitsOf(text, phone)));

/**
 * The digits of the number stand somewhere in the words, with or without a country and however they are parted: where
 * one too many is safe, and one too few is not. Never of a number as short as 111.
 */
export function holdsDigitsOf(words: string, phone: string): boolean {
  const digits = national(phone).replace(/^(?:0|\+)/, "");
  return digits.length > 3 && words.replace(/\D/g, "").includes(digits);
}
