/** What a field may say. */
import { readIcd10 } from "../../app/domain/risk/icd10";
import type { Parsed } from "./table";

export function number(low: number, high: number) {
  return (text: string): Parsed<number> => {
    const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= low && value <= high) return { value };
    return { refused: `"${text}" is no number from ${low} to ${high}` };
  };
}

export function wholeNumber(low: number, high: number) {
  return (text: string): Parsed<number> =>
    /^\d+$/.test(text) && Number(text) >= low && Number(text) <= high
      ? { value: Number(text) }
      : { refused: `"${text}" is no whole number from ${low} to ${high}` };
}

export const age = wholeNumber(0, 130);

/** One of the words, in whatever case. */
export function oneOf<T>(meanings: Readonly<Record<string, T>>) {
  return (text: string): Parsed<T> => {
    const found = Object.entries(meanings).find(([word]) => word.toLowerCase() === text.toLowerCase());
    return found ? { value: found[1] } : { refused: `"${text}" is none of ${Object.keys(meanings).join(", ")}` };
  };
}

export const yesOrNo = oneOf({ yes: true, no: false });

/** Joined by semicolons. */
export function icd10Codes(text: string): Parsed<string[]> {
  const codes = listed(text);
  const bad = codes.filter((code) => readIcd10(code) === undefined);
  return bad.length ? { refused: `${quoted(bad)} is no ICD-10 code` } : { value: codes };
}

/** Ids or labels of a table, joined by semicolons; case, hyphens and underscores make no difference. */
export function termsOf<Id extends string>(labels: Readonly<Record<Id, string>>) {
  const ids = new Map<string, Id>();
  for (const [id, label] of Object.entries(labels) as [Id, string][]) ids.set(plain(label), id).set(plain(id), id);
  return (text: string): Parsed<ReadonlySet<Id>> => {
    const terms = listed(text);
    const unknown = terms.filter((term) => !ids.has(plain(term)));
    if (unknown.length) return { refused: `${quoted(unknown)} is no term of this instrument` };
    return { value: new Set(terms.map((term) => ids.get(plain(term))!)) };
  };
}

const listed = (text: string) =>
  text
    .split(";")
    .map((part) => part.trim())
    .filter(Boolean);
const plain = (term: string) =>
  term
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
const quoted = (words: readonly string[]) => words.map((word) => `"${word}"`).join(", ");
