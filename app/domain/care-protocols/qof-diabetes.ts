/**
 * Diabetes indicators of the Quality and Outcomes Framework: who is in the denominator and numerator of each, and which
 * rule decided. They answer for payment only: what takes a person out of a denominator excuses no care.
 * DM020 and DM021: business rules version 46 (2021/22), rules 1 to 10 with their numbers, as the rule texts are quoted in
 * OpenSAFELY's qof-diabetes (MIT). Two points of that study's code are not followed. Its rule 8 also rejects whoever has
 * no HbA1c in the year without any invitation; the text wants two invitations. And its rule 1 is the same for DM021, which
 * by its wording is for people with moderate or severe frailty; DM021 is thus second-hand.
 * The others are written from the indicators' wordings (Endeavour Health IMQuery; DM006: issue in six months, Hippo Labs
 * v50; DM034: Primary Care IT); the numbers of their rules are ours. DM014's population is from memory.
 * Frailty recorded as a level of the Clinical Frailty Scale counts like its code.
 * "In the 12 months before": after the same day of the year before. Register indicators are no longer paid since 2025/26.
 */
import { addDays, addMonths, ageOn, type CalendarDate } from "../calendar";
import { dateInWords } from "../dates";
import { entriesSince, type Features, latestOn, latestValue, valueOn } from "../feature";
import { recordedFrailty } from "../segment";
import { hba1cOf } from "./diabetes-hba1c";
import { diagnosedOn, isOnDiabetesRegister, REGISTER_AGE } from "./diabetes-register";
import { CARDIOVASCULAR } from "./diabetes-targets";

export type QofPerson = Pick<Features, "facts" | "bornOn" | "registeredOn">;

export type IndicatorAnswer = {
  id: IndicatorId;
  inDenominator: boolean;
  inNumerator: boolean;
  /** Rule that decided: "R8"; "register" for who is not on it. */
  decidedBy: string;
  why: string;
};

/** Gives the reason where it applies. `select`: into the numerator; `reject`: out of the denominator. */
type Rule = {
  id: string;
  does: "select" | "reject";
  applies: (person: QofPerson, asOf: CalendarDate) => string | false;
};

type Unnumbered = Omit<Rule, "id">;

const select = (applies: Rule["applies"]): Unnumbered => ({ does: "select", applies });
const reject = (applies: Rule["applies"]): Unnumbered => ({ does: "reject", applies });

// ── What rules ask ────────────────────────────────────────────────────────────────────────────────────────

const isWithin = (on: CalendarDate | undefined, months: number, asOf: CalendarDate): boolean =>
  on !== undefined && on > addMonths(asOf, -months);

/** Recorded in the 12 months before. */
const recorded = (set: string, why: string) =>
  reject((person, asOf) => isWithin(latestOn(person, set), 12, asOf) && why);

const isFrail = (person: QofPerson) => ["moderate", "severe"].includes(recordedFrailty(person)?.frailty ?? "");

const frail = reject((person) => isFrail(person) && "latest frailty is moderate or severe");
const notFrail = reject((person) => !isFrail(person) && "latest frailty is not moderate or severe");

const unsuitable = recorded("diabetes-care-unsuitable", "care recorded as unsuitable");
const declined = recorded("declined-diabetes-care", "care declined");
const bloodTestDeclined = recorded("declined-blood-test", "blood test declined");
const maximalTreatment = recorded("diabetes-maximal-treatment", "on maximal tolerated treatment");

/** Day of the second invitation: the first that came more than 7 days after the first one since that day. */
function secondInvitation(person: QofPerson, after: CalendarDate): CalendarDate | undefined {
  const days = entriesSince(person, "diabetes-invitation", after)
    .map(({ on }) => on!)
    .sort();
  const [first] = days;
  return first && days.find((on) => on > addDays(first, 7));
}

/**
 * Two invitations in the year: after the latest test of the year if that missed, or at all if there was none. Whoever
 * gets here has not met the target, so a test of the year is one that missed.
 */
const noReply = (testedOn: (person: QofPerson) => CalendarDate | undefined) =>
  reject((person, asOf) => {
    const yearBefore = addMonths(asOf, -12);
    const tested = testedOn(person);
    const inYear = tested !== undefined && tested > yearBefore;
    if (!secondInvitation(person, inYear ? tested : yearBefore)) return false;
    return inYear ? "two invitations after a result above target" : "two invitations and no result in the year";
  });

const newlyDiagnosed = reject(
  (person, asOf) => isWithin(diagnosedOn(person), 9, asOf) && "diagnosed in the last 9 months",
);
const newlyRegistered = reject(
  ({ registeredOn }, asOf) => isWithin(registeredOn, 9, asOf) && "registered in the last 9 months",
);

// ── HbA1c: DM020, DM021 ───────────────────────────────────────────────────────────────────────────────────

const hba1cAtMost = (most: number) =>
  select((person, asOf) => {
    const hba1c = hba1cOf(person);
    if (!hba1c || hba1c.value > most || !isWithin(hba1c.on, 12, asOf)) return false;
    return `HbA1c ${hba1c.value} mmol/mol on ${dateInWords(hba1c.on!)}`;
  });

const fructosamineInstead = reject(
  (person, asOf) =>
    !isWithin(valueOn(person, "hba1c"), 12, asOf) &&
    isWithin(latestOn(person, "fructosamine"), 12, asOf) &&
    "fructosamine in place of HbA1c",
);

const hba1cRules = (frailty: Unnumbered, most: number) => [
  frailty,
  hba1cAtMost(most),
  fructosamineInstead,
  maximalTreatment,
  unsuitable,
  bloodTestDeclined,
  declined,
  noReply((person) => valueOn(person, "hba1c")),
  newlyDiagnosed,
  newlyRegistered,
];

// ── DM006, DM012, DM014, DM019, DM034 ─────────────────────────────────────────────────────────────────────

const issuedIn6Months = (sets: readonly string[], why: string) =>
  select((person, asOf) => sets.some((set) => isWithin(latestOn(person, set), 6, asOf)) && why);

const withoutNephropathy = reject(
  ({ facts }) => !facts.has("diabetic-nephropathy") && "no nephropathy or microalbuminuria recorded",
);

/** Nobody is paid for a class of no foot, nor loses for want of it. */
const bothFeetAbsent = reject(({ facts }) => facts.has("feet-absent") && "both feet absent");

/** A foot absent needs no class. */
const feetClassed = select((person, asOf) => {
  const classed = ["right", "left"].map((foot) =>
    ["low", "moderate", "high", "active"].some((which) =>
      isWithin(latestOn(person, `foot-${foot}-${which}`), 12, asOf),
    ),
  );
  const needed = person.facts.has("foot-absent") ? 1 : 2;
  return classed.filter(Boolean).length >= needed && "feet examined and risk classed";
});

const notNew = reject(
  (person, asOf) => !isWithin(diagnosedOn(person), 12, asOf) && "not diagnosed in the last 12 months",
);

/** Referred within 9 months of diagnosis. */
const referredForEducation = select((person) => {
  const diagnosed = diagnosedOn(person);
  const referrals = person.facts.get("care-diabetes-education-referral")?.entries ?? [];
  const inTime = referrals.some(
    ({ on }) => on !== undefined && diagnosed !== undefined && on >= diagnosed && on <= addMonths(diagnosed, 9),
  );
  return inTime && "referred for structured education within 9 months";
});

/** Both numbers of the same day. */
const pressureAtMost = (systolicMost: number, diastolicMost: number) =>
  select((person, asOf) => {
    const [systolic, diastolic] = [latestValue(person, "systolic"), latestValue(person, "diastolic")];
    const on = valueOn(person, "systolic");
    if (systolic === undefined || diastolic === undefined || on !== valueOn(person, "diastolic")) return false;
    if (!isWithin(on, 12, asOf) || systolic > systolicMost || diastolic > diastolicMost) return false;
    return `blood pressure ${Math.round(systolic)}/${Math.round(diastolic)} on ${dateInWords(on!)}`;
  });

const under40 = reject(({ bornOn }, asOf) => {
  const age = ageOn(bornOn, asOf);
  return age !== undefined && age < 40 && "under 40";
});

const cardiovascular = reject(
  ({ facts }) => CARDIOVASCULAR.some((set) => facts.has(set)) && "cardiovascular disease recorded",
);

const lowRisk = reject((person, asOf) => {
  const risk = latestValue(person, "qrisk");
  if (risk === undefined || risk >= 10 || !isWithin(valueOn(person, "qrisk"), 36, asOf)) return false;
  return person.facts.has("diabetes-type-2") && "type 2 with a QRISK below 10% in the last 3 years";
});

const educationRules = [
  notNew,
  referredForEducation,
  recorded("declined-diabetes-education", "education declined"),
  unsuitable,
  declined,
  newlyDiagnosed,
  newlyRegistered,
];

/** After what is special to each: unsuitable, declined, no reply, new. */
const usual = (testedOn: (person: QofPerson) => CalendarDate | undefined) => [
  unsuitable,
  declined,
  noReply(testedOn),
  newlyDiagnosed,
  newlyRegistered,
];
const never = () => undefined;

const INDICATORS = {
  DM006: [
    withoutNephropathy,
    issuedIn6Months(["medicine-acei", "medicine-arb"], "ACE inhibitor or angiotensin receptor blocker in 6 months"),
    recorded("acei-arb-unsuitable", "ACE inhibitor and angiotensin receptor blocker unsuitable"),
    recorded("declined-acei-arb", "ACE inhibitor and angiotensin receptor blocker declined"),
    ...usual(never),
  ],
  DM012: [
    bothFeetAbsent,
    feetClassed,
    recorded("foot-declined", "foot examination declined or unsuitable"),
    ...usual(never),
  ],
  DM014: educationRules,
  DM019: [
    frail,
    pressureAtMost(140, 80),
    recorded("blood-pressure-maximal-treatment", "on maximal tolerated treatment for blood pressure"),
    recorded("declined-blood-pressure", "blood pressure declined"),
    ...usual((person) => valueOn(person, "systolic")),
  ],
  DM020: hba1cRules(frail, 58),
  DM021: hba1cRules(notFrail, 75),
  DM034: [
    under40,
    cardiovascular,
    frail,
    issuedIn6Months(["medicine-statin", "medicine-lipid-other"], "statin or an alternative in 6 months"),
    lowRisk,
    recorded("statin-unsuitable", "statin declined or unsuitable"),
    ...usual(never),
  ],
} as const satisfies Record<string, readonly Unnumbered[]>;

export type IndicatorId = keyof typeof INDICATORS;
export const INDICATOR_IDS = Object.keys(INDICATORS) as IndicatorId[];

/** The first rule that applies decides; who passes all of them is in the denominator only. */
export function answerIndicator(id: IndicatorId, person: QofPerson, asOf: CalendarDate): IndicatorAnswer {
  if (!isOnDiabetesRegister(person, asOf)) {
    const why = `no diabetes that stands, or under ${REGISTER_AGE}`;
    return { id, inDenominator: false, inNumerator: false, decidedBy: "register", why };
  }
  const rules: readonly Unnumbered[] = INDICATORS[id];
  for (const [index, { does, applies }] of rules.entries()) {
    const why = applies(person, asOf);
    if (!why) continue;
    const inNumerator = does === "select";
    return { id, inDenominator: inNumerator, inNumerator, decidedBy: `R${index + 1}`, why };
  }
  return { id, inDenominator: true, inNumerator: false, decidedBy: `R${rules.length}`, why: "no rule took it out" };
}

export const answerIndicators = (person: QofPerson, asOf: CalendarDate): IndicatorAnswer[] =>
  INDICATOR_IDS.map((id) => answerIndicator(id, person, asOf));
