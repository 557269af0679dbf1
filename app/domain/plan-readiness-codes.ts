/**
 * Codes of key safes and doors, which are kept apart from the plan (safety): what a line seems to tell of them. Numbers
 * that say which home it is, and those to ring, are none.
 */
import { splitNumbers } from "./phone-number";

/**
 * Flats, bells, houses of a street, whole dates, and the short numbers that anybody can dial. Never four digits by
 * themselves, nor what follows a word for a code: rather a flat that is asked about than a code that passes.
 */
const HARMLESS: readonly RegExp[] = [
  /\b(?:flat|apartment|apt|room|unit|studio|bungalow|ward)\.? *(?:no\.? *|number *)?[a-z]?\d{1,3}[a-z]?\b(?! *[#*\d])/gi,
  /\b(?:ring|buzz|bell) (?:at |for |no\.? |number |the )?\d{1,3}\b(?! *[#*\d])(?![^.;]*key ?pad)/gi,
  /\b(?:call|dial|phone) (?:999|112|111|101|105)\b(?! *[#*\d])/gi,
  /\bneighbours? (?:at|in|of) (?:no\.? |number )?\d{1,3}\b(?! *[#*\d])/gi,
  /(?<!(?:code|safe|pin|pad|is|number)\W{0,3})\b\d{1,3}[A-Za-z]? (?:[A-Z][a-z’']+ ){1,3}(?:Road|Rd|Street|St|Lane|Avenue|Ave|Close|Court|Gardens|Way|Place|Square|Terrace|Drive|Crescent|Hill|Grove|Row|Mews|House)\b/g,
  /\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4}\b/gi,
];

const DIGITS = "\\d(?:[ .-]?\\d){2,}(?!st|nd|rd|th)";
/** In the line on how to get in any number beside a lock is a code; elsewhere only what is named as one. */
const LOCK = "\\b(?:key|door|gate|entry|code|pin|lock|alarm|combination)|safe|keypad";
const BESIDE_A_LOCK = new RegExp(
  `(?:${LOCK})[^\\d]{0,25}${DIGITS}|${DIGITS}[^\\d]{0,25}\\b(?:code|key ?safe|key ?pad|safe|pin|combination)\\b`,
  "i",
);
const NAMED = /\b(?:key ?safe|key ?pad|(?:door|entry|access|gate|alarm) code|pin)\b[^\d]{0,15}\d(?:[ .-]?\d){2,5}\b/i;

/** `arriving`: the line on how to get in. */
export function holdsCode(words: string, { arriving }: { arriving: boolean }): boolean {
  const rest = splitNumbers(words)
    .map(({ text, isNumber }) => (isNumber ? " … " : text))
    .join("");
  const doubtful = HARMLESS.reduce((text, harmless) => text.replace(harmless, " … "), rest);
  return (arriving ? BESIDE_A_LOCK : NAMED).test(doubtful);
}
