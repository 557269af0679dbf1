/**
 * Kidneys: DK1 urine albumin and its repeat, DK2 acting on it and the blood test after the start, DK3 referral.
 * NICE NG203, as quoted by nbmedical.com (DK1) and from memory (DK2, DK3). The five-year risk of kidney failure (KFRE) is
 * not computed here, nor is "four medicines for blood pressure" counted: what is left of DK3 is what values can say.
 * DK2 drives treatment, so it is off until it is signed; potassium has no code set yet and is not looked at.
 */
import { addDays, addSpan, type CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, Context, Need, Target } from "../care-gap";
import { type Dated, ever, latestOn, latestValue, valueOn } from "../feature";
import { isTakingAny, startedOn } from "./current-medicine";
import { later } from "./diabetes-feet";
import { byValue, shown } from "./diabetes-processes";
import { DIABETES_EXCUSES, hasDiabetes, isKnownChild, ofAdults } from "./diabetes-register";
import { gfrCategory } from "./kidney";

type Value = { on: CalendarDate; value: number };

/** Dated values, newest first. */
const valuesOf = ({ facts }: CarePerson, set: string): Value[] =>
  facts
    .get(set)
    ?.entries.filter((entry): entry is Dated & Value => entry.on !== undefined && entry.value !== undefined) ?? [];

/** From 3 the ratio is raised, from 70 it needs no second one. */
const RAISED = 3;
const CERTAIN = 70;

/** Day on which a raised ratio was confirmed: the later of two, or one of 70 and over; the latest must be raised. */
function confirmedOn(person: CarePerson): CalendarDate | undefined {
  const latest = latestValue(person, "urine-acr");
  if (latest === undefined || latest < RAISED) return undefined;
  const oldestFirst = valuesOf(person, "urine-acr").reverse();
  const raised = oldestFirst.filter(({ value }) => value >= RAISED);
  return raised.find(({ value, on }) => value >= CERTAIN || on > raised[0]!.on)?.on;
}

const ALBUMIN: CareProcess = {
  id: "DK1",
  name: "Urine albumin:creatinine ratio",
  source: "NICE NG203, as quoted by nbmedical.com",
  mark: "2",
  priority: "disease target",
  about: "urine-albumin",
  stopsAtEndOfLife: true,
  needed: ofAdults((person, { setting }): Need => {
    const [value, on] = [latestValue(person, "urine-acr"), valueOn(person, "urine-acr")];
    if (value === undefined || on === undefined || value < RAISED || confirmedOn(person))
      return { because: "Diabetes", every: { months: 12 } };
    return {
      because: "Raised once: repeat with an early-morning sample",
      since: addDays(on, 1),
      within: { months: setting("diabetes.acr-repeat-months") },
    };
  }),
  done: byValue("urine-acr"),
  value: shown("urine-acr", "mg/mmol"),
  target: (person): Target | undefined => {
    const value = latestValue(person, "urine-acr");
    return value === undefined ? undefined : { met: value < RAISED, words: "below 3 mg/mmol" };
  },
  excusedBy: DIABETES_EXCUSES,
  action: { what: "Measure the ratio in an early-morning sample; not in menstruation or infection", owners: ["PN"] },
  sets: ["urine-acr"],
};

// ── DK2 ───────────────────────────────────────────────────────────────────────────────────────────────────

const BLOCKERS = ["medicine-acei", "medicine-arb"];

const takesBlocker = (person: CarePerson, context: Context) => isTakingAny(person, BLOCKERS, context);

const ACT: CareProcess = {
  id: "DK2",
  name: "Raised urine albumin acted on",
  source: "NICE NG203 and NG28, from memory",
  mark: "M",
  priority: "disease target",
  treatment: true,
  stopsAtEndOfLife: true,
  needed: ofAdults((person, context): Need => {
    const since = confirmedOn(person);
    if (since === undefined) return false;
    const because = "Albumin:creatinine ratio of 3 or more, confirmed";
    // Who takes one has it done, whenever it was last issued.
    return takesBlocker(person, context)
      ? { because }
      : { because, since, within: { weeks: context.setting("diabetes.acr-act-weeks") } };
  }),
  done: (person, context) =>
    takesBlocker(person, context)
      ? (later(latestOn(person, "medicine-acei"), latestOn(person, "medicine-arb")) ?? context.asOf)
      : undefined,
  excusedBy: { "declined-acei-arb": "declined", "acei-arb-unsuitable": "unsuitable", ...DIABETES_EXCUSES },
  action: {
    what: "Offer an ACE inhibitor or angiotensin receptor blocker whatever the blood pressure; ask about an SGLT2 inhibitor",
    owners: ["GP", "PH"],
  },
  sets: BLOCKERS,
};

const blockerStartedOn = (person: CarePerson, context: Context) =>
  BLOCKERS.map((set) => startedOn(person, set, context)).reduce((a, b) => later(a, b));

/** The test after a start; a start longer ago than three months is past its own test. */
const AFTER_START: CareProcess = {
  id: "DK2-blood",
  name: "Kidney function after an ACE inhibitor or angiotensin receptor blocker was started",
  source: "NICE NG203, from memory: 1 to 2 weeks after the start",
  mark: "M",
  priority: "safety",
  needed: (person, context): Need => {
    if (!BLOCKERS.some((set) => ever(person, set)) || !hasDiabetes(person) || isKnownChild(person, context))
      return false;
    const since = blockerStartedOn(person, context);
    if (since === undefined || context.asOf >= addSpan(since, { months: 3 })) return false;
    return { because: "Started lately", since: addDays(since, 1), within: { weeks: 2 } };
  },
  done: byValue("creatinine"),
  value: shown("creatinine", "µmol/L"),
  target: creatinineRise,
  excusedBy: { "declined-blood-test": "declined" },
  action: { what: "Measure creatinine and potassium", owners: ["PN", "GP"] },
  sets: ["creatinine"],
};

function creatinineRise(person: CarePerson, context: Context): Target | undefined {
  const start = blockerStartedOn(person, context);
  if (start === undefined) return undefined;
  const values = valuesOf(person, "creatinine");
  const [latest, before] = [values[0], values.find(({ on }) => on <= start)];
  if (!latest || !before || latest.on <= start) return undefined;
  const limit = context.setting("diabetes.creatinine-rise-percent");
  return { met: latest.value < before.value * (1 + limit / 100), words: `rise below ${limit}%` };
}

// ── DK3 ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Both of the last two values are down from the highest of the 12 months before the latest: one alone proves nothing. */
function fellBy(person: CarePerson): string | undefined {
  const values = valuesOf(person, "egfr");
  const [latest, previous] = values;
  if (!latest || !previous || values.length < 3) return undefined;
  const since = addSpan(latest.on, { months: -12 });
  const highest = Math.max(
    ...values
      .slice(2)
      .filter(({ on }) => on >= since)
      .map(({ value }) => value),
  );
  if (!Number.isFinite(highest)) return undefined;
  const both = (fell: (value: number) => boolean) => fell(latest.value) && fell(previous.value);
  if (both((value) => highest - value >= 15)) return "eGFR down by 15 or more in a year";
  const quarter = both((value) => value <= highest * 0.75 && gfrCategory(value) !== gfrCategory(highest));
  return quarter ? "eGFR down by a quarter and a category in a year" : undefined;
}

function referFor(person: CarePerson, context: Context): { because: string; since: CalendarDate } | undefined {
  const [acr, acrOn] = [latestValue(person, "urine-acr"), valueOn(person, "urine-acr")];
  const treatedDiabetes = hasDiabetes(person) && takesBlocker(person, context);
  if (acr !== undefined && acrOn !== undefined) {
    if (acr >= CERTAIN && !treatedDiabetes) return { because: "Albumin:creatinine ratio of 70 or more", since: acrOn };
    if (acr > 30 && ever(person, "haematuria"))
      return { because: "Albumin:creatinine ratio over 30 with haematuria", since: acrOn };
  }
  const fall = fellBy(person);
  const on = valueOn(person, "egfr");
  return fall && on ? { because: fall, since: on } : undefined;
}

const REFER: CareProcess = {
  id: "DK3",
  name: "Referral to kidney services",
  source: "NICE NG203, from memory",
  mark: "M",
  priority: "disease target",
  stopsAtEndOfLife: true,
  // Of people without diabetes too.
  onlyWith: ["urine-acr", "egfr"],
  needed: (person, context): Need => referFor(person, context) ?? false,
  done: (person) => latestOn(person, "care-kidney-referral"),
  action: { what: "Refer; with severe frailty or near the end of life ask for advice and guidance", owners: ["GP"] },
  sets: ["care-kidney-referral"],
};

export const KIDNEYS: readonly CareProcess[] = [ALBUMIN, ACT, AFTER_START, REFER];
