/**
 * Features: what the data room makes of a person's entries, and what scores, segment and care processes read.
 * A code sets bits by the sets that it is in. Three words of bits, each read in its own way:
 *   deficits    eFI deficits: once recorded, always counted (the eFI's own rule)
 *   conditions  long-term conditions and states: counted while the entry has no end date and is not resolved
 *   measures    things with a date and perhaps a value: latest, lowest and highest
 */
import type { CalendarDate } from "./calendar";
import { CODE_SETS } from "./code-sets/all";

const idsOf = (starts: string) => CODE_SETS.map(({ id }) => id).filter((id) => id.startsWith(starts));

/** Position is the bit. A word is a PostgreSQL bigint: 63 bits, sign left alone. */
export const WORDS = {
  deficits: idsOf("efi-"),
  conditions: [...idsOf("condition-"), "palliative-care", "end-stage-disease", "housebound", "care-home", "has-carer"],
  measures: [
    ...idsOf("diabetes-"),
    "frailty-none",
    "frailty-mild",
    "frailty-moderate",
    "frailty-severe",
    "hba1c",
    "systolic",
    "diastolic",
    "cholesterol",
    "creatinine",
    "urine-acr",
    "bmi",
    "smoking-status",
    ...idsOf("foot-"),
    "haemoglobin",
    "tsh",
    "egfr",
    "urine-pcr",
    "systolic-24h",
    "diastolic-24h",
    "chads2",
    "barthel",
    "abpi",
    "hip-t-score",
    "copd-exacerbations",
    "six-cit",
    "must",
    "falls-in-year",
  ],
} as const satisfies Record<string, readonly string[]>;

export type Word = keyof typeof WORDS;

/** Something measured or checked. Implausible values are left out, so all may be absent of an existing measure. */
export type Measure = {
  /** Absent when none of its entries has a date. */
  latestOn?: CalendarDate;
  /** The latest usable value and its day. */
  latest?: number;
  valueOn?: CalendarDate;
  lowest?: number;
  highest?: number;
  /** There are entries, and none has a value that can be used. */
  unreadable?: boolean;
};

export type Measures = ReadonlyMap<string, Measure>;

export type Features = {
  bornOn?: CalendarDate;
  /** male | female | other | unknown */
  sex: string;
  /** Entries other than medicines, or a GP consultation, are held. Without any, nothing is known; not: nothing is wrong. */
  hasRecord: boolean;
  /** eFI deficits by the source's names, polypharmacy apart. */
  deficits: ReadonlySet<string>;
  conditions: ReadonlySet<string>;
  measures: Measures;
  /** Distinct medicines in the 12 months before; undefined when no medicine was ever recorded. */
  medicines?: number;
  /** Latest admission to hospital for hip fracture, stroke, fall or frailty. */
  admittedForFrailtyOn?: CalendarDate;
};

/** Bits of a set within its word, as PostgreSQL's bigint in text. */
export function bitOf(word: Word, id: string): bigint {
  const position = (WORDS[word] as readonly string[]).indexOf(id);
  if (position < 0) throw new Error(`The set "${id}" has no bit among the ${word}.`);
  return 1n << BigInt(position);
}

/** Ids whose bits are set. */
export function idsIn(word: Word, bits: bigint): string[] {
  if (bits === 0n) return [];
  return WORDS[word].filter((_, position) => (bits >> BigInt(position)) & 1n);
}

/** Word → bits that membership in these sets sets. */
export function bitsOf(setIds: Iterable<string>): Record<Word, bigint> {
  const bits: Record<Word, bigint> = { deficits: 0n, conditions: 0n, measures: 0n };
  for (const id of setIds) {
    for (const word of Object.keys(WORDS) as Word[]) {
      if ((WORDS[word] as readonly string[]).includes(id)) bits[word] |= bitOf(word, id);
    }
  }
  return bits;
}
