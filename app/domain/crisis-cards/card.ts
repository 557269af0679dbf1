/**
 * A crisis card: what is proposed to the author of a plan for one emergency that this person may have. Data and pure
 * functions: a card says whom it fits and why, fills itself from the record, and becomes a contingency plan and a critical
 * fact that the author makes the person's own. Nothing of it stands in a plan before that. No card speaks of CPR.
 * Wording: Confer's, after the sources that each card names; cards supplement the ambulance services' own guidelines,
 * which are licensed and not copied here. Each line carries how sure we are of it: what is second-hand, from memory or
 * proposed needs a clinical lead's signature before a plan that holds it is published (signing.ts).
 */
import { ageOn, type CalendarDate } from "../calendar";
import type { PlanRecord, RecordLine } from "../plan-record";
import type { Mark } from "../setting";

/** Whom a card is judged for. `oxygenTarget`: the person's own, which their plan names (oxygen-target.ts). */
export type CardPerson = { record: PlanRecord; asOf: CalendarDate; oxygenTarget?: OxygenTarget };
export type OxygenTarget = { low: number; high: number };

/** Why it fits, with the line of the record that shows it where there is one. */
export type Because = { words: string; line?: RecordLine };

/** Fields of a contingency plan that hold a card's own lines. */
export const CARD_FIELDS = ["trigger", "earlySigns", "doFirst", "call999", "doNot", "unless", "coping"] as const;
export type CardField = (typeof CARD_FIELDS)[number];

export type CardLine = {
  words: string;
  mark: Mark;
  /** It names a dose: signed by itself, and no other dose may take its place unsigned. */
  dose?: true;
  /** It is for those only. */
  when?: (person: CardPerson) => boolean;
};

/** What stands in the record of this person: put before the card's lines; no signature is asked for it. */
export type Own = Partial<Record<CardField | "medicines" | "equipment", string>>;

/** A critical fact: one line that every crew reads, whatever the emergency. `kind` is one of the plan's, and its id. */
export type Banner = {
  kind: string;
  version: number;
  source: string;
  fits: (person: CardPerson) => Because[];
  fact: (person: CardPerson) => string;
  instruction: CardLine;
  /** What stands in its place where the person has something of their own; no signature is asked for it. */
  own?: (person: CardPerson) => string | undefined;
  /** It names values of adults: for nobody whose age is below 18 or not known. */
  adults?: true;
};

export type CrisisCard = {
  /** "hypoglycaemia"; with the version it names what a signature is of. */
  id: string;
  /** Raised with every change of words: a signature holds for the words that were signed. */
  version: number;
  name: string;
  /** Where its lines come from, in words. */
  source: string;
  /** Empty: it is not this person's. */
  fits: (person: CardPerson) => Because[];
  lines: Readonly<Partial<Record<CardField, readonly CardLine[]>>>;
  own?: (person: CardPerson) => Own;
  /** Roles of those whom the card would ring, searched among "People to ring". */
  ring: RegExp;
  /** What only somebody who knows the person can write. */
  asks: readonly string[];
  /** The critical facts that go with it, where they fit too. */
  banners?: readonly Banner[];
  /** On the crew's first screen. */
  front?: true;
};

/** Lines of one mark, in the order in which they are read. */
const marked =
  (mark: Mark) =>
  (words: string, more: Omit<CardLine, "words" | "mark"> = {}): CardLine => ({ words, mark, ...more });
/** Read in the source. */
export const read = marked("V");
/** Read where others quote the source. */
export const secondHand = marked("2");
/** From memory. */
export const memory = marked("M");
export const proposed = marked("P");

/** Doses are signed wherever they were read: each site answers for its own. */
export const needsSignature = ({ mark, dose }: Pick<CardLine, "mark" | "dose">): boolean =>
  mark !== "V" || dose === true;

// ── Questions to the record ───────────────────────────────────────────────────────────────────────────────

/** Lines that have not ended, in any of these sets; a medicine's set holds of medicines only. */
export function linesIn({ record }: CardPerson, ...sets: string[]): RecordLine[] {
  return record.lines.filter(({ ended, sets: held }) => !ended && held.some((set) => sets.includes(set)));
}

/** Also those that have ended: it was so once. */
export const everIn = ({ record }: CardPerson, ...sets: string[]): RecordLine[] =>
  record.lines.filter(({ sets: held }) => held.some((set) => sets.includes(set)));

/** Problems, findings and procedures that say so, for what has no code set here; unless they say that it is not so. */
export const linesSaying = ({ record }: CardPerson, words: RegExp): RecordLine[] =>
  record.lines.filter(
    ({ kind, ended, words: said }) =>
      !ended && (kind === "problem" || kind === "finding") && words.test(said) && !DENIED.test(said),
  );

const DENIED =
  /\b(no (evidence|history|signs?|known)|not |family history|FH:|suspected|screening|exclu|negative|declined|education|leaflet|referral|advice)/i;

/** Medicines that run, by the words of their products. */
export const medicinesSaying = ({ record }: CardPerson, words: RegExp): RecordLine[] =>
  record.lines.filter(({ kind, ended, words: said }) => kind === "medicine" && !ended && words.test(said));

/** Lines as reasons. */
export const because = (lines: readonly RecordLine[]): Because[] => lines.map((line) => ({ words: line.words, line }));

/** Every card is written for adults, its doses and values with it; no children's cards are signed yet. */
const ADULT = 18;
export type Ages = "adult" | "child" | "unknown";
export const agesOf = ({ record, asOf }: CardPerson): Ages => agesBetween(record.bornOn, asOf);
export function agesBetween(bornOn: CalendarDate | undefined, asOf: CalendarDate): Ages {
  const age = ageOn(bornOn, asOf);
  if (age === undefined) return "unknown";
  return age < ADULT ? "child" : "adult";
}
export const isAdult = (person: CardPerson): boolean => agesOf(person) === "adult";

/** "Apixaban 5mg tablets" → "apixaban": what a crew reads; doses stay on the chart. */
export const drugName = (words: string): string => {
  const [name = words] = words.split(/\s+(?=\d)|\s*\(|,/);
  return name.trim().toLowerCase();
};

/** Distinct names while they fit; the rest is counted, never silently left out. */
export function named(lines: readonly RecordLine[], most = 80): string {
  const names = [...new Set(lines.map(({ words }) => drugName(words)))];
  const shown: string[] = [];
  for (const name of names) {
    if ([...shown, name].join(", ").length > most) break;
    shown.push(name);
  }
  const left = names.length - shown.length;
  return left ? [...shown, `${left} more on the record`].join(", ") : shown.join(", ");
}

/** First letter large. */
export const capital = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
