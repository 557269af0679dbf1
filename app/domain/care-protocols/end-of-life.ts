/**
 * End of life: who may be near it, the register and its stage, advance care planning, medicines in the home, bereavement.
 * SPICT (2014 wording, second-hand); Gold Standards Framework, Proactive Identification Guidance, 2016; NHS palliative
 * care register (QOF); NICE NG31. SPICT and the guidance are other people's: only that they were gone through is kept.
 *
 * EL1 proposes and a clinician decides: it lists what points to a need for thought, never how long somebody has.
 * Nothing here is suspended at the end of life.
 * Not built: SPICT's general signs (dependence, persistent symptoms, asking for palliation) are not coded. EL5 is a row
 * of the bereaved person, since those who have died have no list.
 */
import { addSpan, type CalendarDate, daysBetween, type Span } from "../calendar";
import {
  type CarePerson,
  type CareProcess,
  type CareProtocol,
  type Context,
  END_OF_LIFE_SETS,
  endOfLife,
  type Need,
  palliativeRegister,
  USED_SERVICES,
} from "../care-gap";
import { holds, latestOn, latestValue, valueOn } from "../feature";
import {
  emergencyAdmissions,
  FRAIL_SETS,
  frailFrom,
  fromMemory,
  hasConditions,
  later,
  monthsAgo,
  proposed,
} from "./circumstances";

const GSF = "Gold Standards Framework, Proactive Identification Guidance, 2016";

/** eGFR of kidney failure, mL/min/1.73 m²: NICE NG203, category G5 [V]. */
const KIDNEY_FAILURE = 15;
/** Emergency admissions, and the months they lie in: SPICT [2]. */
const ADMISSIONS = 2;
const ADMISSION_MONTHS = 6;

type Pointer = { words: string; on?: CalendarDate };

/** Only beside another sign or, from an age on, a long-term condition: accidents of the young point to nothing. */
function admissionPointers(person: CarePerson, asOf: CalendarDate): Pointer[] {
  const admissions = emergencyAdmissions(person, monthsAgo(asOf, ADMISSION_MONTHS));
  if (admissions.length < ADMISSIONS) return [];
  return [{ words: `${admissions.length} emergency admissions in 6 months`, on: admissions[0]!.on }];
}

function pointers(person: CarePerson): Pointer[] {
  const severe = frailFrom(person, "severe");
  const egfr = latestValue(person, "egfr");
  const coded = (words: string, set: string, also = true): Pointer[] =>
    also && holds(person, set) ? [{ words, on: latestOn(person, set) }] : [];
  return [
    ...(severe ? [{ words: "Clinical Frailty Scale 7 or more", on: severe.on }] : []),
    ...coded("dementia at its last stage", "fast-stage-7"),
    ...coded("heart failure III or IV", "heart-failure-severe", holds(person, "condition-heart-failure")),
    ...coded("COPD with long-term oxygen", "long-term-oxygen", holds(person, "condition-copd")),
    ...(egfr !== undefined && egfr < KIDNEY_FAILURE && holds(person, "kidney-failure-conservative")
      ? [{ words: "kidney failure without dialysis", on: valueOn(person, "egfr") }]
      : []),
    ...coded("metastatic cancer", "cancer-metastatic"),
  ];
}

const POINTER_SETS = [
  ...["fast-stage-7", "heart-failure-severe", "long-term-oxygen", "kidney-failure-conservative", "cancer-metastatic"],
  ...FRAIL_SETS.severe,
  USED_SERVICES,
];

/** A new pointer asks again; the same ones after some months. */
function considered(person: CarePerson, { asOf, setting }: Context): Need {
  if (palliativeRegister(person)) return false;
  const signs = pointers(person);
  const admissions = admissionPointers(person, asOf);
  const found = [...signs, ...admissions];
  if (!found.length) return false;
  if (!signs.length) {
    if (!hasConditions(person, 1)) return false;
    if (person.age === undefined) return { missing: "date of birth" };
    if (person.age < setting("end-of-life.admissions-from-age")) return false;
  }
  const words = found.map((pointer) => pointer.words).join("; ");
  const since = found.reduce<CalendarDate | undefined>((day, { on }) => later(day, on), undefined);
  const every = { months: setting("end-of-life.consider-months") };
  return {
    because: words[0]!.toUpperCase() + words.slice(1),
    since,
    within: { months: setting("end-of-life.consider-within-months") },
    every,
  };
}

/** Nearest first, which stands where two are recorded on one day. */
export const GSF_STAGES = [
  {
    set: "gsf-red",
    words: "red: days",
    span: ({ setting }: Context): Span => ({ days: setting("end-of-life.red-days") }),
  },
  {
    set: "gsf-yellow",
    words: "yellow: weeks",
    span: ({ setting }: Context): Span => ({ weeks: setting("end-of-life.yellow-weeks") }),
  },
  {
    set: "gsf-green",
    words: "green: months",
    span: ({ setting }: Context): Span => ({ months: setting("end-of-life.green-months") }),
  },
  {
    set: "gsf-blue",
    words: "blue: a year or more",
    span: ({ setting }: Context): Span => ({ months: setting("end-of-life.blue-months") }),
  },
] as const;

/** The latest stage recorded, of the present time on the register: one from before "no longer indicated" is over. */
export function stageOf(person: Pick<CarePerson, "facts">) {
  const ended = latestOn(person, "palliative-care-ended") ?? "";
  let stage: ((typeof GSF_STAGES)[number] & { on: CalendarDate }) | undefined;
  for (const candidate of GSF_STAGES) {
    const on = latestOn(person, candidate.set);
    if (on !== undefined && on > ended && (!stage || on > stage.on)) stage = { ...candidate, on };
  }
  return stage;
}

function reviewDue(person: CarePerson, context: Context): Need {
  const register = palliativeRegister(person);
  if (!register) return false;
  const stage = stageOf(person);
  if (stage) return { because: `Palliative register, ${stage.words}`, since: stage.on, every: stage.span(context) };
  const within = { weeks: context.setting("end-of-life.stage-weeks") };
  return { because: "Palliative register, stage not recorded", since: register.on, within, every: within };
}

/** Offered at the end of life, to moderate frailty or worse, and in dementia. */
function planningDue(person: CarePerson, { setting }: Context): Need {
  const span = {
    within: { weeks: setting("end-of-life.offer-weeks") },
    every: { months: setting("end-of-life.plan-months") },
  };
  const dying = endOfLife(person);
  if (dying) return { because: dying.because, since: dying.on, ...span };
  const frail = frailFrom(person, "moderate");
  if (frail) return { because: frail.words, since: frail.on, ...span };
  if (!holds(person, "condition-dementia")) return false;
  return { because: "Dementia", since: person.facts.get("condition-dementia")?.firstOn, ...span };
}

/** Unknown while nothing says that plans are shared at all. */
function shared(person: CarePerson) {
  const planned = latestOn(person, "care-advance-plan");
  const sharedOn = latestOn(person, "care-shared-with-ucp");
  if (planned === undefined || sharedOn === undefined) return undefined;
  const met = sharedOn >= planned;
  return { met, words: met ? "Shared with crews" : "Changed since it was shared with crews" };
}

function medicinesDue(person: CarePerson): Need {
  if (!palliativeRegister(person)) return false;
  const stage = stageOf(person);
  if (stage?.set !== "gsf-red" && stage?.set !== "gsf-yellow") return false;
  return { because: `Palliative register, ${stage.words}` };
}

/** `from` and `to` after the death; a contact before `from` was the one before. */
const bereavement =
  (from: (context: Context) => Span, to: (context: Context) => Span) =>
  (person: CarePerson, context: Context): Need => {
    const on = latestOn(person, "bereaved");
    if (on === undefined || on <= monthsAgo(context.asOf, context.setting("end-of-life.bereavement-months")))
      return false;
    const since = addSpan(on, from(context));
    if (context.asOf < since) return false;
    const limit = addSpan(on, to(context));
    return { because: "Bereaved", since, within: { days: daysBetween(since, limit) } };
  };

const afterDeath = {
  source: "proposed by Confer",
  mark: "P",
  priority: "routine",
  onlyWith: ["bereaved"],
  done: (person) => latestOn(person, "care-bereavement-contact"),
  sets: ["care-bereavement-contact"],
} as const satisfies Partial<CareProcess>;

const PROCESSES: readonly CareProcess[] = [
  {
    id: "EL1",
    name: "Considered whether the end of life is near",
    source: `SPICT, 2014 wording; ${GSF}`,
    mark: "2",
    priority: "end of life",
    onlyWith: POINTER_SETS,
    needed: considered,
    done: (person) => latestOn(person, "care-end-of-life-considered"),
    action: { what: "Go through SPICT; a clinician decides about the register", owners: ["GP", "GER"] },
    sets: ["care-end-of-life-considered"],
  },
  {
    id: "EL2",
    name: "Palliative stage and needs reviewed",
    source: `${GSF}; palliative care register of the Quality and Outcomes Framework`,
    mark: "M",
    priority: "end of life",
    onlyWith: ["palliative-care"],
    needed: reviewDue,
    done: (person) => later(latestOn(person, "care-palliative-review"), stageOf(person)?.on),
    value: (person) => stageOf(person)?.words,
    action: { what: "Review needs, record the stage", owners: ["GP", "CN"] },
    sets: ["care-palliative-review", ...GSF_STAGES.map(({ set }) => set)],
  },
  {
    id: "EL3",
    name: "Advance care planning",
    source: "Universal Care Plan for London, questions and answers; limits proposed by Confer",
    link: "https://ucp.onelondon.online",
    mark: "V",
    priority: "end of life",
    onlyWith: [...END_OF_LIFE_SETS, ...FRAIL_SETS.moderate, "condition-dementia"],
    needed: planningDue,
    done: (person) => latestOn(person, "care-advance-plan"),
    target: shared,
    excusedBy: { "declined-advance-plan": "declined" },
    action: {
      what: "Offer to talk about wishes, place, emergency treatment, attorney; share it the same day",
      owners: ["GP", "CN"],
    },
    sets: ["care-advance-plan"],
  },
  {
    id: "EL4",
    name: "Anticipatory medicines in the home",
    source: "NICE NG31, Care of dying adults in the last days of life",
    link: "https://www.nice.org.uk/guidance/ng31",
    mark: "M",
    priority: "end of life",
    onlyWith: ["palliative-care"],
    needed: medicinesDue,
    done: (person) => latestOn(person, "care-anticipatory-medicines"),
    action: { what: "Medicines and chart in the home before they are needed", owners: ["GP", "CN"] },
    sets: ["care-anticipatory-medicines"],
  },
  {
    ...afterDeath,
    id: "EL5",
    name: "Bereavement: first contact",
    needed: bereavement(
      () => ({}),
      ({ setting }) => ({ weeks: setting("end-of-life.bereavement-weeks") }),
    ),
    action: { what: "Ring or visit", owners: ["CC", "VS"] },
  },
  {
    ...afterDeath,
    id: "EL5-later",
    name: "Bereavement: contact after three months",
    needed: bereavement(
      ({ setting }) => ({ months: setting("end-of-life.bereavement-later-months") - 1 }),
      ({ setting }) => ({ months: setting("end-of-life.bereavement-later-months") }),
    ),
    action: { what: "Ring or visit again", owners: ["CC", "VS"] },
  },
];

export const END_OF_LIFE_PROTOCOL: CareProtocol = {
  id: "end-of-life",
  name: "End of life",
  version: "end-of-life-2026/2",
  source: `SPICT, 2014 wording; ${GSF}; NICE NG31`,
  who: "People whose record points to it, people on the palliative register, and the bereaved",
  settings: {
    "end-of-life.admissions-from-age": proposed(
      "Age from which admissions with a long-term condition, and no other sign, ask for thought",
      65,
    ),
    "end-of-life.consider-within-months": proposed("Months from a new sign within which it is thought about", 1),
    "end-of-life.consider-months": proposed("Months after which the same signs ask again", 6),
    "end-of-life.blue-months": fromMemory("Months between reviews, stage blue", 3, GSF),
    "end-of-life.green-months": fromMemory("Months between reviews, stage green", 1, GSF),
    "end-of-life.yellow-weeks": fromMemory("Weeks between reviews, stage yellow", 1, GSF),
    "end-of-life.red-days": fromMemory("Days between reviews, stage red", 1, GSF),
    "end-of-life.stage-weeks": proposed("Weeks from the register to a stage", 1),
    "end-of-life.offer-weeks": proposed("Weeks to the offer of advance care planning", 4),
    "end-of-life.plan-months": proposed("Months between reviews of the advance care plan", 6),
    "end-of-life.bereavement-weeks": proposed("Weeks to the first contact after a death", 2),
    "end-of-life.bereavement-later-months": proposed("Months to the later contact after a death", 3),
    "end-of-life.bereavement-months": proposed("Months for which a death asks for contacts", 12),
  },
  processes: PROCESSES,
};
