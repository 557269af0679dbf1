/** How care that was done, late or refused becomes entries of a person's facts: codes come from the product's own sets. */
import { codeSet } from "../../app/domain/code-sets/all";
import { CONFER_CODES, SNOMED } from "../../app/domain/code-sets/code-set";
import type { CareFor } from "./care-person";
import type { CareEntry } from "./facts";
import { between, chance, normal, quantile, type Random } from "./random";

/** An entry of one code set; with a value where the care is a measurement or a score. */
export type Recorded = string | { set: string; value: (who: CareFor, random: Random) => number; unit?: string };

export type Care = {
  /** Code sets recorded together when it is done. */
  records: readonly Recorded[];
  who: (who: CareFor) => boolean;
  /** Months after which it is due again; without them once is enough. */
  months?: number | ((who: CareFor) => number);
  /** Of those whom it is for, how many had it in time. */
  share: number | ((who: CareFor) => number);
  /** Set of the refusal. */
  declined?: string;
  /** Days since what last started its clock: before that it does not count. */
  since?: (who: CareFor) => number | undefined;
  as?: CareEntry["as"];
};

/** How much of each piece of care is the person's engagement [P]. */
const ENGAGEMENT = 0.45;
/** Of those who have not had it in time: late, or refused where that can be coded; the others never [P]. */
const LATE = 0.55;
const DECLINED = 0.12;
/** Asked on the day of the person's yearly review, when all is done together [P]. */
const AT_REVIEW = 0.6;
/** In the month before its limit care counts as due, of what is done often in the last quarter. */
const NOTICE = 32;
const DAYS_OF_MONTH = 30.4;

export type Review = { who: CareFor; review: number; random: Random };

export function addCare(care: Care, { who, review, random }: Review): void {
  if (!care.who(who)) return;
  const since = care.since?.(who);
  const months = typeof care.months === "function" ? care.months(who) : care.months;
  const interval = months === undefined ? undefined : Math.round(months * DAYS_OF_MONTH);
  if (reaches(typeof care.share === "function" ? care.share(who) : care.share, since, who, random)) {
    record(care, doneOn(interval, since, review, random), who, random);
    return;
  }
  const roll = random();
  if (roll < LATE) {
    const late = lateOn(interval, since, random);
    if (late !== undefined) record(care, late, who, random);
  } else if (care.declined && roll < LATE + DECLINED) {
    addEntry(who, care.declined, between(random, 2, Math.min(since ?? 330, 330)));
  }
}

/** Nobody acts on the day itself: what happened lately is followed up by fewer. */
function reaches(share: number, since: number | undefined, who: CareFor, random: Random): boolean {
  const inTime = since === undefined ? share : share * Math.min(1, since / 30);
  const liability = ENGAGEMENT * who.engagement + Math.sqrt(1 - ENGAGEMENT ** 2) * normal(random);
  return liability > quantile(1 - inTime);
}

function doneOn(interval: number | undefined, since: number | undefined, review: number, random: Random): number {
  const latest = Math.max(Math.min(interval ?? 1800, since ?? 1800), 1);
  if (since === undefined && interval !== undefined && interval >= 360 && chance(random, AT_REVIEW)) return review;
  if (interval === undefined || chance(random, 0.07)) return between(random, 1, latest);
  return between(random, 1, Math.min(latest, Math.max(interval - Math.min(NOTICE, Math.ceil(interval / 4)), 1)));
}

/** 16 to 30 months for what is yearly; before the clock started, where something started it. */
function lateOn(interval: number | undefined, since: number | undefined, random: Random): number | undefined {
  if (since !== undefined) return since + between(random, 20, 500);
  if (interval === undefined) return undefined;
  return between(random, Math.round(interval * 1.33), Math.round(interval * 2.5));
}

function record({ records, as }: Care, daysAgo: number, who: CareFor, random: Random): void {
  for (const one of records) {
    if (typeof one === "string") addEntry(who, one, daysAgo, { as });
    else addEntry(who, one.set, daysAgo, { as, value: one.value(who, random), unit: one.unit });
  }
}

/** Nothing before birth or after death. */
export function addEntry(
  { facts, bornDaysAgo, diedDaysAgo }: CareFor,
  set: string,
  daysAgo: number,
  more: Partial<Pick<CareEntry, "as" | "value" | "unit">> = {},
): void {
  if (daysAgo >= bornDaysAgo || daysAgo <= diedDaysAgo) return;
  const { as = "observation", value, unit } = more;
  facts.care.push({ as, code: codeFor(set), daysAgo, ...(value !== undefined && { value, unit: unit ?? "{score}" }) });
}

/** Days since an entry of the set was drawn here, with its value. */
export function careAgo({ facts }: CareFor, set: string): Pick<CareEntry, "daysAgo" | "value"> | undefined {
  const { code } = codeFor(set);
  return facts.care.find((entry) => entry.code.code === code);
}

/** The set's first code of SNOMED CT or of Confer's own: others are of American records. */
function codeFor(set: string): CareEntry["code"] {
  const known = CODES.get(set);
  if (known) return known;
  const member = codeSet(set).members.find(({ system }) => system === SNOMED || system === CONFER_CODES);
  if (!member) throw new Error(`The code set "${set}" has no code that the borough could emit.`);
  CODES.set(set, member);
  return member;
}
const CODES = new Map<string, CareEntry["code"]>();
