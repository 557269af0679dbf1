/**
 * Clinical Frailty Scale: what a clinician judged, recorded as a number from 1 to 9. Never computed here.
 * Rockwood K et al. CMAJ 2005;173:489-95; version 2.0, Rockwood K, Theou O. Can Geriatr J 2020;23:210-15.
 * Copyright Dalhousie University: who implements it must complete a Permission for Use Agreement. We keep the number
 * and the short name of its level, and none of the card's words or pictures.
 * For ages 65 and over; not made for a stable long-term disability (cerebral palsy, learning disability, injury).
 */
import type { Answer } from "../answer";
import type { CalendarDate } from "../calendar";
import type { Features } from "../feature";

export const CLINICAL_FRAILTY_SCALE_VERSION = "clinical-frailty-scale 2.0/1";

export type FrailtyCategory = "not frail" | "mild" | "moderate" | "severe";

/** Version 2.0's names. Categories as NHS North West London ICB maps the coded levels, and the code sets here with it. */
export const CLINICAL_FRAILTY_LEVELS: Readonly<Record<number, readonly [name: string, category: FrailtyCategory]>> = {
  1: ["Very fit", "not frail"],
  2: ["Fit", "not frail"],
  3: ["Managing well", "not frail"],
  4: ["Living with very mild frailty", "not frail"],
  5: ["Mildly frail", "mild"],
  6: ["Moderately frail", "moderate"],
  7: ["Severely frail", "severe"],
  8: ["Very severely frail", "severe"],
  9: ["Terminally ill", "severe"],
};

const FROM_AGE = 65;

const LEVEL_SETS = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((level) => ({ level, set: `cfs-${level}` }));

/** The level recorded last; of two on one day the higher. */
export function recordedLevel({ facts }: Pick<Features, "facts">): { level: number; on?: CalendarDate } | undefined {
  let latest: { level: number; on?: CalendarDate } | undefined;
  for (const { level, set } of LEVEL_SETS) {
    const fact = facts.get(set);
    if (fact && (!latest || (fact.latestOn ?? "") > (latest.on ?? ""))) latest = { level, on: fact.latestOn };
  }
  return latest;
}

export type RecordedFrailty = {
  /** The recorded level; undefined when none was recorded. */
  level: number | undefined;
  on?: CalendarDate;
  /** Whole years on that day. */
  age: number | undefined;
};

/** A level that is not on the scale is as good as none. */
export function readClinicalFrailtyScale({ level, on, age }: RecordedFrailty): Answer<FrailtyCategory> {
  const version = CLINICAL_FRAILTY_SCALE_VERSION;
  const [name, category] = (level === undefined ? undefined : CLINICAL_FRAILTY_LEVELS[level]) ?? [];
  if (level === undefined || !name || !category)
    return { known: false, atLeast: 0, missing: ["a clinician's assessment"], because: [], version };
  const caveats = caveatsFor(level, age);
  const because = [{ term: "Clinical Frailty Scale", points: level, evidence: `${level}, ${name}`, ...(on && { on }) }];
  return { known: true, value: level, category, because, version, ...(caveats.length && { caveats }) };
}

function caveatsFor(level: number, age: number | undefined): string[] {
  const caveats = [];
  if (level === 4) caveats.push("version 2.0 calls level 4 very mild frailty; the UK mapping counts it as not frail");
  if (level === 9) caveats.push("level 9 says how long somebody may live, not how frail they are otherwise");
  if (age === undefined) caveats.push(`made for ages ${FROM_AGE} and over; the age is not known`);
  else if (age < FROM_AGE) caveats.push(`made for ages ${FROM_AGE} and over`);
  return caveats;
}
