/**
 * Falls: asking, assessing whoever fell and is at risk of harm, exercise, the home, pressure on standing, medicines.
 * NICE NG249, Falls: assessment and prevention in older people (29 April 2025, replaces CG161); NICE QS86, statements 1
 * and 2; NICE NG136 1.1.5-6 (standing blood pressure); STOPP/START version 3 (O'Mahony D et al. Eur Geriatr Med
 * 2023;14:625, CC BY 4.0). NICE under its UK open content licence; facts only, wording ours.
 *
 * Confer never works out how likely somebody is to fall: NG249 says that prediction tools must not be used for that.
 * Here is only what happened, what was asked and what follows. The number of falls is a count, and no more.
 * Not built: the domains of a comprehensive assessment one by one; they stand in its form, and the assessment is one code.
 */
import type { CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, CareProtocol, Context, Need } from "../care-gap";
import { dateInWords } from "../dates";
import { entriesSince, ever, holds, latestOn, latestValue, valueOn } from "../feature";
import {
  frailFrom,
  fromAge,
  fromMemory,
  later,
  latestOfAny,
  livesInCareHome,
  monthsAgo,
  proposed,
} from "./circumstances";
import { DIABETES_SETS, diabetesType } from "./diabetes-register";
import { FALL_SETS, fallsInYear } from "./falls-recorded";

const NG249 = "NICE NG249, Falls: assessment and prevention in older people and in people 50 and over, April 2025";
const NG249_LINK = "https://www.nice.org.uk/guidance/ng249/chapter/Rationale-and-impact";

/** Asked of everybody from 65, and from 50 with a risk factor: NICE NG249 [V]. */
const AGE_FOR_ALL = 65;
const AGE_WITH_RISK = 50;
/** Systolic fall on standing that asks for action, mmHg: NICE NG136 1.1.6 [V]. */
const POSTURAL_DROP = 20;
/** Age from which hypertension asks for a standing pressure: NICE NG136 1.1.5 [V]. */
const STANDING_PRESSURE_AGE = 80;

/** Long-term conditions that make falls more likely, as far as they are coded here [M]. */
const RISK_FACTORS = [
  "condition-dementia",
  "condition-parkinsons-disease",
  "condition-multiple-sclerosis",
  "condition-stroke",
  "condition-learning-disability",
  "condition-osteoporosis",
  "gait-or-balance-problem",
  "fall",
] as const;

function asked(person: CarePerson, { setting }: Context): Need {
  const every = { months: setting("falls.ask-months") };
  if (person.age === undefined) return { missing: "date of birth" };
  if (person.age >= AGE_FOR_ALL) return { because: "65 or over", every };
  if (person.age < AGE_WITH_RISK) return false;
  const atRisk = RISK_FACTORS.some((set) => ever(person, set)) || frailFrom(person, "mild");
  return atRisk ? { because: "50 to 64 with a risk factor for falls", every } : false;
}

/** Why a fall of the last year asks for a comprehensive assessment (NG249), and the day of that fall. */
function assessmentFor(person: CarePerson, asOf: CalendarDate): { words: string; on?: CalendarDate } | undefined {
  const { count, latestOn: on } = fallsInYear(person, asOf);
  const harmedOn = latestOn(person, "fall-with-harm");
  const harmed = harmedOn !== undefined && harmedOn > monthsAgo(asOf, 12);
  if (!count && !harmed) return undefined;
  const frail = frailFrom(person, "mild");
  const why = [
    ...(count >= 2 ? [`${count} falls in 12 months`] : []),
    ...(harmed ? ["fall with injury, loss of consciousness or unable to get up"] : []),
    ...(brokeBone(person, asOf) ? ["fracture on the day of a fall"] : []),
    ...(frail ? [`fall with ${frail.words.toLowerCase()}`] : []),
  ];
  return why.length ? { words: why.join("; "), on: harmed ? later(on, harmedOn) : on } : undefined;
}

/** A fracture coded on the day of a fall is an injury by it. */
function brokeBone(person: CarePerson, asOf: CalendarDate): boolean {
  const fractures = entriesSince(person, "efi-fragility-fracture", monthsAgo(asOf, 12));
  if (!fractures.length) return false;
  const days = new Set(entriesSince(person, "fall", monthsAgo(asOf, 12)).map(({ on }) => on));
  return fractures.some(({ on }) => days.has(on));
}

const afterFall =
  (weeks: string) =>
  (person: CarePerson, { asOf, setting }: Context): Need => {
    const fall = assessmentFor(person, asOf);
    if (!fall) return false;
    return fromAge(person, AGE_WITH_RISK, () => ({
      because: fall.words,
      since: fall.on,
      within: { weeks: setting(weeks) },
    }));
  };

function exercise(person: CarePerson, context: Context): Need {
  const need = afterFall("falls.exercise-weeks")(person, context);
  if (need || !holds(person, "gait-or-balance-problem")) return need;
  return fromAge(person, AGE_WITH_RISK, () => ({
    because: "Problem of gait or balance",
    since: latestOn(person, "gait-or-balance-problem"),
    within: { weeks: context.setting("falls.exercise-weeks") },
  }));
}

/** Care homes have a process of their own; a move opens the clock again. */
function hazardsAtHome(person: CarePerson, context: Context): Need {
  if (livesInCareHome(person)) return false;
  const need = afterFall("falls.home-weeks")(person, context);
  if (!need || "missing" in need) return need;
  return { ...need, since: later(need.since, latestOn(person, "moved-home")) };
}

function standingPressure(person: CarePerson, { asOf, setting }: Context): Need {
  const every = { months: setting("falls.standing-pressure-months") };
  const fall = fallsInYear(person, asOf);
  if (fall.count) return { because: "Fall in the last 12 months", since: fall.latestOn, every };
  const dizzy = latestOn(person, "efi-dizziness");
  if (dizzy !== undefined && dizzy > monthsAgo(asOf, 12)) return { because: "Dizziness", since: dizzy, every };
  if (diabetesType(person) === "type 2") return { because: "Type 2 diabetes", every };
  if (!holds(person, "condition-hypertension")) return false;
  return fromAge(person, STANDING_PRESSURE_AGE, () => ({ because: "Hypertension at 80 or over", every }));
}

function recurrentFallsReview(person: CarePerson, { asOf, setting }: Context): Need {
  const { count, latestOn: since } = fallsInYear(person, asOf);
  if (count < 2) return false;
  return fromAge(person, AGE_FOR_ALL, () => ({
    because: `${count} falls in 12 months`,
    since,
    within: { weeks: setting("falls.medicines-weeks") },
  }));
}

function postural(person: CarePerson) {
  const drop = latestValue(person, "care-postural-drop");
  if (drop === undefined) return undefined;
  const met = drop < POSTURAL_DROP;
  const words = met
    ? `Falls by less than ${POSTURAL_DROP} mmHg on standing`
    : `Falls by ${POSTURAL_DROP} mmHg or more: review medicines, then treat to the standing pressure`;
  return { met, words };
}

function falls(person: CarePerson, { asOf }: Context): string | undefined {
  const stated = valueOn(person, "falls-in-year");
  const { count } = fallsInYear(person, asOf);
  if (!count && (stated === undefined || stated <= monthsAgo(asOf, 12))) return undefined;
  return count === 1 ? "1 fall in 12 months" : `${count} falls in 12 months`;
}

const HAS_FALLEN = [...FALL_SETS, "fall-with-harm"];

const PROCESSES: readonly CareProcess[] = [
  {
    id: "FA1",
    name: "Asked about falls in the last 12 months",
    source: `${NG249}; NICE QS86 statement 1`,
    link: NG249_LINK,
    mark: "V",
    priority: "screening",
    stopsAtEndOfLife: true,
    onlyWith: [],
    orAgedFrom: AGE_WITH_RISK,
    needed: asked,
    done: (person) => latestOfAny(person, ["care-falls-asked", "falls-in-year"]),
    value: falls,
    action: { what: "Ask how many falls there were; none is an answer", owners: ["ANY"] },
    sets: ["falls-in-year", "care-falls-asked"],
  },
  {
    id: "FA2",
    name: "Comprehensive falls assessment",
    source: `${NG249}, as consulted on in October 2024; NICE QS86 statement 2`,
    link: NG249_LINK,
    mark: "V",
    priority: "routine",
    onlyWith: HAS_FALLEN,
    needed: afterFall("falls.assess-weeks"),
    done: (person) => latestOn(person, "care-falls-assessment"),
    value: falls,
    action: {
      what: "Refer to the falls service: gait, standing pressure, sight, hearing, mind, continence, medicines, bones, feet",
      owners: ["TH", "CN"],
    },
    sets: ["care-falls-assessment"],
  },
  {
    id: "FA3",
    name: "Exercise programme against falls",
    source: `${NG249}, as consulted on in October 2024`,
    link: NG249_LINK,
    mark: "V",
    priority: "routine",
    stopsAtEndOfLife: true,
    onlyWith: [...HAS_FALLEN, "gait-or-balance-problem"],
    needed: exercise,
    done: (person) => latestOn(person, "care-falls-exercise"),
    value: (person) => {
      const on = latestOn(person, "care-falls-exercise-referral");
      return on && `referred ${dateInWords(on)}`;
    },
    action: { what: "Refer to strength and balance exercise; offer again after each fall", owners: ["TH", "VS"] },
    sets: ["care-falls-exercise"],
  },
  {
    id: "FA4",
    name: "Home hazard assessment",
    source: `${NG249}; NICE news, April 2025: by an occupational therapist or a trained professional under supervision`,
    mark: "V",
    priority: "routine",
    stopsAtEndOfLife: true,
    onlyWith: HAS_FALLEN,
    needed: hazardsAtHome,
    done: (person) => latestOn(person, "care-hazards-at-home"),
    action: { what: "Visit by an occupational therapist", owners: ["TH"] },
    sets: ["care-hazards-at-home"],
  },
  {
    id: "FA5",
    name: "Blood pressure lying and standing",
    source: "NICE NG136 1.1.5 and 1.1.6",
    link: "https://www.nice.org.uk/guidance/NG136",
    mark: "V",
    priority: "routine",
    about: "standing-blood-pressure",
    stopsAtEndOfLife: true,
    onlyWith: [...HAS_FALLEN, ...DIABETES_SETS, "efi-dizziness", "condition-hypertension"],
    needed: standingPressure,
    done: (person) => valueOn(person, "care-postural-drop"),
    value: (person) => {
      const drop = latestValue(person, "care-postural-drop");
      return drop === undefined ? undefined : `systolic ${drop} mmHg lower on standing`;
    },
    target: postural,
    action: { what: "Measure lying or sitting, then after a minute of standing", owners: ["PN", "GP", "PH"] },
    sets: ["care-postural-drop"],
  },
  {
    id: "FA6",
    name: "Medicines reviewed after a second fall",
    source: "STOPP/START version 3, section K: medicines that make falls likelier",
    link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC10447584",
    mark: "V",
    priority: "routine",
    onlyWith: HAS_FALLEN,
    needed: recurrentFallsReview,
    done: (person) => latestOn(person, "care-structured-medication-review"),
    action: { what: "Structured medication review with the falls in view", owners: ["PH"] },
    sets: ["care-structured-medication-review"],
  },
];

export const FALLS_PROTOCOL: CareProtocol = {
  id: "falls",
  name: "Falls",
  version: "ng249-2025/2",
  source: `${NG249}; NICE QS86; NICE NG136`,
  who: "From 65, from 50 with a risk factor; whoever fell in the last 12 months",
  settings: {
    "falls.ask-months": proposed("Months between asking about falls; NICE: at every appointment", 12),
    "falls.assess-weeks": proposed("Weeks from a fall to the comprehensive assessment", 6),
    "falls.exercise-weeks": proposed("Weeks from a fall to a completed exercise programme's being overdue", 26),
    "falls.home-weeks": proposed("Weeks from a fall or a move to the home hazard assessment", 6),
    "falls.medicines-weeks": proposed("Weeks from the second fall to the review of medicines", 4),
    "falls.standing-pressure-months": fromMemory("Months between standing pressures", 12, "NICE NG136, each review"),
  },
  processes: PROCESSES,
};
