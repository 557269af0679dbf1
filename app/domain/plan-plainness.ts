/** Plain words: which an author might put more plainly, and sentences that are hard to read under stress. */
import { ABBREVIATIONS } from "./plan-plainness-abbreviations";
import { HARD_WORDS } from "./plan-plainness-words";

/** `from` and `to`: where it stands in the text. */
export type Jargon = { from: number; to: number; word: string; plain: string };

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
/** The longest first, so that "DNACPR" is not read as "DNA". */
const anyOf = (words: readonly string[]) =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join("|");
const between = (words: string) => `(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`;
const MARKED = new RegExp(between(anyOf(Object.keys(ABBREVIATIONS))), "gu");
const HARD = new RegExp(between(anyOf(Object.keys(HARD_WORDS))), "giu");

/** Each word once, in the order of the text. */
export function jargonIn(text: string): Jargon[] {
  const found = [
    ...[...text.matchAll(MARKED)].map((match) => asJargon(match, ABBREVIATIONS[match[0]]!)),
    ...[...text.matchAll(HARD)].map((match) => asJargon(match, HARD_WORDS[match[0].toLowerCase()]!)),
  ].sort((a, b) => a.from - b.from);
  const seen = new Set<string>();
  return found.filter(({ word }) => !seen.has(word.toLowerCase()) && seen.add(word.toLowerCase()));
}

const asJargon = (match: RegExpMatchArray, plain: string): Jargon => ({
  from: match.index!,
  to: match.index! + match[0].length,
  word: match[0],
  plain,
});

/** Words of the longest sentence; from 25 on it is hard to read under stress. */
export function longestSentence(text: string): number {
  const sentences = text.split(/[.!?;:\n]+/);
  return Math.max(0, ...sentences.map((sentence) => sentence.split(/\s+/).filter(Boolean).length));
}
export const LONG_SENTENCE = 25;
