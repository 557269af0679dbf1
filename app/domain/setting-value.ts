/** A setting's value: its unit, how it is said, and whether it can be put in force. */

import type { SettingValues, Shipped } from "./setting";
import { CATALOGUE, type CatalogueEntry } from "./setting-catalogue";

const UNITS = [
  "minutes",
  "hours",
  "days",
  "working days",
  "weeks",
  "months",
  "years",
  "%",
  "mmol/mol",
  "mmol/L",
  "mmHg",
] as const;
export type SettingUnit = (typeof UNITS)[number];

const IN_NAME = /[.-](minutes|hours|days|weeks|months)(?:-|$)/;
const IN_WORDS: readonly [RegExp, SettingUnit][] = [
  [/mmol\/mol/, "mmol/mol"],
  [/mmol\/L/, "mmol/L"],
  [/systolic pressure/i, "mmHg"],
  [/\bper cent\b|\bpercent\b|in %/i, "%"],
  [/^Age /, "years"],
];

/** Undefined for a choice, and for a number of things that the words name. */
export function unitOf(name: string, { words, options }: Pick<Shipped, "words" | "options">): SettingUnit | undefined {
  if (options && isWordsOnly(options)) return undefined;
  // A package's action: "Mild frailty: weeks within which: Refer …".
  const limit = /: (working days|days|weeks|months) within which:/.exec(words)?.[1];
  const told = limit ?? IN_NAME.exec(name)?.[1];
  return (told as SettingUnit | undefined) ?? IN_WORDS.find(([pattern]) => pattern.test(words))?.[1];
}

/** The numbers of a choice stand for words, and mean nothing themselves. */
const isWordsOnly = (options: Readonly<Record<number, string>>) =>
  Object.keys(options).every((key) => Number(key) <= 3);

/** "12 months", "58 mmol/mol", "17 (QOF)", "on". */
export function valueInWords(name: string, value: number): string {
  const entry = CATALOGUE[name]!;
  const option = entry.options?.[value];
  if (option !== undefined && isWordsOnly(entry.options!)) return option;
  const number = withUnit(value, unitOf(name, entry));
  if (option === undefined) return number;
  const whose = /\((.+)\)$/.exec(option)?.[1] ?? option;
  return `${number} (${whose})`;
}

function withUnit(value: number, unit: SettingUnit | undefined): string {
  if (unit === undefined) return String(value);
  if (unit === "%") return `${value} %`;
  return `${value} ${value === 1 && /s$/.test(unit) ? unit.slice(0, -1) : unit}`;
}

/** Wide enough for any sensible decision, narrow enough for a slip of the finger. */
const RANGES: Readonly<Record<SettingUnit, readonly [least: number, most: number]>> = {
  minutes: [1, 1440],
  hours: [1, 168],
  days: [0, 1100],
  "working days": [1, 60],
  weeks: [1, 156],
  months: [1, 120],
  years: [0, 120],
  "%": [0, 100],
  "mmol/mol": [20, 130],
  "mmol/L": [0.5, 20],
  mmHg: [60, 250],
};
const OF_THINGS = [0, 100] as const;
/** "Three attendances from which": from none on would be everybody. */
const FROM_ONE = [1, 100] as const;
const WITH_DECIMALS: readonly (SettingUnit | undefined)[] = ["%", "mmol/L"];

export function rangeOf(name: string): readonly [least: number, most: number] {
  const entry = CATALOGUE[name]!;
  const unit = unitOf(name, entry);
  if (unit) return RANGES[unit];
  return /\bfrom which\b/.test(entry.words) ? FROM_ONE : OF_THINGS;
}

/** Each is at most the next: a line that crosses another would contradict it, or leave a tier empty. */
const ASCENDING: readonly (readonly string[])[] = [
  ["tier.very-high", "tier.high", "tier.moderate"],
  ["cohort.elderly-from", "cohort.older-elderly-from"],
  ["diabetes.mild-frailty-lowest", "diabetes.mild-frailty-below"],
  ["diabetes.mild-frailty-below", "diabetes.moderate-frailty-below", "diabetes.severe-frailty-below"],
  ["diabetes.too-tight-fit", "diabetes.too-tight-moderate", "diabetes.too-tight-severe"],
  ["diabetes.too-tight-fit", "diabetes.mild-frailty-below"],
  ["diabetes.too-tight-moderate", "diabetes.moderate-frailty-below"],
  ["diabetes.too-tight-severe", "diabetes.severe-frailty-below"],
  ["diabetes.target-plain", "diabetes.target-hypo-medicine", "diabetes.intensify-from"],
  ["blood-pressure.too-low-systolic", "stopp-start.frail-systolic"],
];

/** Why a value cannot be put in force beside those of `values`; undefined when it can. */
export function refuseValue(name: string, value: number, values: SettingValues = {}): string | undefined {
  const entry = CATALOGUE[name];
  if (!entry) return "There is no such setting";
  if (!Number.isFinite(value)) return entry.options ? "Choose one of those offered" : "Enter a number";
  if (entry.options) return value in entry.options ? undefined : "Choose one of those offered";
  const unit = unitOf(name, entry);
  const [least, most] = rangeOf(name);
  if (value < least || value > most) return `Enter ${unit ?? "a number"} from ${least} to ${most}`;
  if (!WITH_DECIMALS.includes(unit) && !Number.isInteger(value)) return "Enter a whole number";
  return crossing(name, value, values);
}

function crossing(name: string, value: number, values: SettingValues): string | undefined {
  const held = (other: string) => values[other] ?? CATALOGUE[other]!.value;
  for (const chain of ASCENDING) {
    const at = chain.indexOf(name);
    if (at < 0) continue;
    const before = chain[at - 1];
    const after = chain[at + 1];
    if (before && value < held(before)) return `Enter at least ${held(before)}: “${CATALOGUE[before]!.words}”`;
    if (after && value > held(after)) return `Enter at most ${held(after)}: “${CATALOGUE[after]!.words}”`;
  }
  return undefined;
}

/** What each source names, for a setting that sources dispute: "17 (QOF)". */
export const offered = (name: string, { options = {} }: Pick<CatalogueEntry, "options">): [number, string][] =>
  Object.keys(options).map((key) => [Number(key), valueInWords(name, Number(key))]);
