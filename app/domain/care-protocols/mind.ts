/**
 * Mind: memory, dementia, delirium, mood, loneliness.
 * NICE NG97, Dementia (2018); NICE QS184 statement 4; NICE indicator IND142; NICE CG103, Delirium (updated 2023);
 * NICE NG222 (2022) and CG91, Depression; NICE NG32, independence and mental wellbeing; STOPP/START version 3, D5 and
 * D15 (O'Mahony D et al. Eur Geriatr Med 2023;14:625, CC BY 4.0). Facts only, wording ours.
 *
 * The UK National Screening Committee does not recommend screening everybody for dementia: CO1 is asked when the person
 * is seen anyway. 6CIT, GPCOG, Mini-Cog, 4AT, PHQ-9, GDS-15, the Cornell and UCLA scales are other people's forms:
 * results are kept, forms are not.
 * CG103 assesses the risk of delirium when somebody comes to long-term care: CO5-risk is about the move. Residents of
 * longer standing have it in the psychological part of their yearly comprehensive assessment.
 * Not built: the severity of dementia is not coded, so that the Cornell scale counts in any dementia; mood "improving
 * 4 to 6 weeks after the start" needs the day of a start that no code tells.
 */
import { addDays, addSpan } from "../calendar";
import type { CarePerson, CareProcess, CareProtocol, Context, Need } from "../care-gap";
import { holds, latestOn, latestValue, valueOn } from "../feature";
import {
  CARE_HOME_SETS,
  careHomeSince,
  FRAIL_SETS,
  frailFrom,
  fromAge,
  fromMemory,
  latestOfAny,
  livesInCareHome,
  monthsAgo,
  proposed,
  scoresInWords,
  scoresOfLatestDay,
} from "./circumstances";
import { ANTIPSYCHOTIC_PROCESSES, ANTIPSYCHOTIC_SETTINGS } from "./dementia-antipsychotic";
import { DIABETES_SETS, hasDiabetes } from "./diabetes-register";
import { MOOD_PROCESSES, MOOD_SETTINGS } from "./mood";

const NG97 = "NICE NG97, Dementia, 2018";
const CG103 = "NICE CG103, Delirium, updated 2023";

/** 6CIT from which it is abnormal: Brooke P, Bullock R. Int J Geriatr Psychiatry 1999;14:936-40, as in the eFI [V]. */
const SIX_CIT_ABNORMAL = 8;

const COGNITION_SCORES = [
  { set: "six-cit", name: "6CIT" },
  { set: "care-gpcog", name: "GPCOG" },
  { set: "care-mini-cog", name: "Mini-Cog" },
] as const;
const COGNITION_TESTS = COGNITION_SCORES.map(({ set }) => set);
const hasDementia = (person: CarePerson): boolean => holds(person, "condition-dementia");

function memoryDue(person: CarePerson, { setting }: Context): Need {
  if (hasDementia(person)) return false;
  const every = { months: setting("mind.memory-months") };
  const frail = frailFrom(person, "mild");
  if (frail) return { because: frail.words, every };
  if (holds(person, "condition-parkinsons-disease")) return { because: "Parkinson's disease", every };
  if (holds(person, "condition-stroke")) return { because: "Stroke", every };
  if (person.age === undefined) return { missing: "date of birth" };
  if (person.age >= setting("mind.memory-from-age"))
    return { because: `${setting("mind.memory-from-age")} or over`, every };
  const withDiabetes = person.age >= setting("mind.memory-from-age-diabetes") && hasDiabetes(person);
  return withDiabetes && { because: "Diabetes", every };
}

const cognition = (person: CarePerson) => scoresOfLatestDay(person, COGNITION_SCORES);

/** Only the 6CIT has a line here: after a later test of another kind one cannot tell. */
function sixCit(person: CarePerson) {
  const given = cognition(person).find(({ set }) => set === "six-cit");
  if (!given) return undefined;
  const met = given.value < SIX_CIT_ABNORMAL;
  return { met, words: met ? "6CIT below 8" : "6CIT 8 or more: blood tests, refer to the memory clinic" };
}

function confusionDue(person: CarePerson, { asOf, setting }: Context): Need {
  const on = latestOn(person, "new-confusion");
  if (on === undefined || on <= addDays(asOf, -setting("mind.new-confusion-days"))) return false;
  // Due on the day itself, overdue from the next.
  return fromAge(person, setting("mind.delirium-from-age"), () => ({
    because: "New confusion",
    since: on,
    within: { days: 1 },
  }));
}

/** Of this confusion; that of an earlier one says nothing about today. */
function fourAtPoints(person: CarePerson): number | undefined {
  const on = valueOn(person, "care-4at");
  const confusedOn = latestOn(person, "new-confusion");
  return on !== undefined && confusedOn !== undefined && on >= confusedOn ? latestValue(person, "care-4at") : undefined;
}

function fourAt(person: CarePerson, { setting }: Context) {
  const value = fourAtPoints(person);
  if (value === undefined) return undefined;
  const met = value < setting("mind.4at-points");
  return { met, words: met ? "Delirium unlikely by 4AT" : "Possible delirium: look for the cause" };
}

/** Mind clears slowly: a test sooner than this after delirium does not count. */
function afterDelirium(person: CarePerson, { asOf, setting }: Context): Need {
  const delirium = latestOn(person, "delirium");
  if (delirium === undefined || delirium <= monthsAgo(asOf, setting("mind.after-delirium-months"))) return false;
  const since = addSpan(delirium, { weeks: setting("mind.after-delirium-from-weeks") });
  if (asOf < since) return false;
  const weeks = setting("mind.after-delirium-to-weeks") - setting("mind.after-delirium-from-weeks");
  return { because: "Delirium", since, within: { weeks } };
}

/** The value from before delirium, or of its days, is not the answer. */
function testedAfterDelirium(person: CarePerson, { setting }: Context): string | undefined {
  const from = addSpan(latestOn(person, "delirium")!, { weeks: setting("mind.after-delirium-from-weeks") });
  return scoresInWords(cognition(person).filter(({ set }) => (valueOn(person, set) ?? "") >= from));
}

const deliriumRiskOn = (person: CarePerson) => latestOfAny(person, ["care-delirium-risk", "care-cga-psychological"]);

/** On the move, and again and again once it was assessed: an old move alone asks for nothing. */
function deliriumRiskDue(person: CarePerson, { asOf, setting }: Context): Need {
  if (!livesInCareHome(person)) return false;
  const months = setting("mind.delirium-risk-months");
  const moved = careHomeSince(person);
  const recent = moved !== undefined && moved > monthsAgo(asOf, months);
  if (!recent && deliriumRiskOn(person) === undefined) return false;
  return fromAge(person, setting("mind.delirium-from-age"), () => ({
    because: recent ? "Moved into a care home" : "Lives in a care home",
    ...(recent && { since: moved, within: { days: setting("mind.delirium-risk-days") } }),
    every: { months },
  }));
}

const PROCESSES: readonly CareProcess[] = [
  {
    id: "CO1",
    name: "Asked about memory",
    source: "proposed by Confer; UK National Screening Committee: no screening of everybody, ask when seen anyway",
    mark: "P",
    priority: "screening",
    stopsAtEndOfLife: true,
    onlyWith: [...FRAIL_SETS.mild, "condition-parkinsons-disease", "condition-stroke", ...DIABETES_SETS],
    orAgedFrom: (setting) => setting("mind.memory-from-age"),
    needed: memoryDue,
    done: (person) => latestOfAny(person, ["care-memory-asked", ...COGNITION_TESTS]),
    value: (person) => scoresInWords(cognition(person)),
    target: sixCit,
    action: { what: "Ask about memory; if yes, test; blood tests and memory clinic if abnormal", owners: ["PN", "GP"] },
    sets: ["care-memory-asked", ...COGNITION_TESTS],
  },
  {
    id: "CO2",
    name: "Dementia care plan reviewed face to face",
    source: "NICE indicator IND142; NICE NG97 1.3.2",
    link: "https://www.nice.org.uk/indicators/ind142",
    mark: "V",
    priority: "routine",
    onlyWith: ["condition-dementia"],
    needed: (person, { setting }) =>
      hasDementia(person) && { because: "Dementia", every: { months: setting("mind.dementia-plan-months") } },
    done: (person) => latestOn(person, "care-dementia-plan-review"),
    excusedBy: { "declined-dementia-plan-review": "declined" },
    action: { what: "Review the care plan with the person and the carer, face to face", owners: ["GP", "PN", "CC"] },
    sets: ["care-dementia-plan-review"],
  },
  {
    id: "CO3",
    name: "Dementia: named coordinator",
    source: "NICE QS184 statement 4",
    link: "https://www.nice.org.uk/guidance/qs184",
    mark: "V",
    priority: "routine",
    onlyWith: ["condition-dementia"],
    needed: (person) => hasDementia(person) && { because: "Dementia" },
    done: (person) => latestOn(person, "care-named-coordinator"),
    action: { what: "Name one practitioner who coordinates care", owners: ["CC"] },
    sets: ["care-named-coordinator"],
  },
  ...ANTIPSYCHOTIC_PROCESSES,
  {
    id: "CO5",
    name: "New confusion: 4AT on the same day",
    source: `${CG103}; the 4AT by name`,
    link: "https://www.nice.org.uk/guidance/cg103",
    mark: "M",
    priority: "safety",
    onlyWith: ["new-confusion"],
    needed: confusionDue,
    done: (person) => valueOn(person, "care-4at"),
    value: (person) => {
      const points = fourAtPoints(person);
      return points === undefined ? undefined : `4AT ${points}`;
    },
    target: fourAt,
    action: {
      what: "4AT today; look for pain, infection, nutrition, constipation, hydration, medicines, surroundings",
      owners: ["GP"],
    },
    sets: ["care-4at"],
  },
  {
    id: "CO5-risk",
    name: "Risk of delirium on entering a care home",
    source: `Proposed by Confer after ${CG103}: risk factors when people come to hospital or long-term care`,
    link: "https://www.nice.org.uk/guidance/cg103",
    mark: "P",
    priority: "routine",
    onlyWith: CARE_HOME_SETS,
    needed: deliriumRiskDue,
    done: deliriumRiskOn,
    action: { what: "Assess the risk of delirium", owners: ["CN", "GP"] },
    sets: ["care-delirium-risk"],
  },
  {
    id: "CO6",
    name: "Cognition tested again after delirium",
    source: "proposed by Confer",
    mark: "P",
    priority: "routine",
    stopsAtEndOfLife: true,
    onlyWith: ["delirium"],
    needed: afterDelirium,
    done: (person) => latestOfAny(person, ["care-cognition-retest", ...COGNITION_TESTS]),
    value: testedAfterDelirium,
    action: { what: "Test cognition again, and compare with before", owners: ["GP"] },
    sets: ["care-cognition-retest", ...COGNITION_TESTS],
  },
  ...MOOD_PROCESSES,
];

export const MIND_PROTOCOL: CareProtocol = {
  id: "mind",
  name: "Memory, mood and loneliness",
  version: "mind-2026/3",
  source: `${NG97}; ${CG103}; NICE NG222 and CG91; NICE NG32`,
  who: "Older people and those with frailty, dementia, new confusion, a long-term condition, or on their own",
  settings: {
    "mind.memory-from-age": proposed("Age from which everybody is asked about memory", 75),
    "mind.memory-from-age-diabetes": proposed("Age from which people with diabetes are asked about memory", 65),
    "mind.memory-months": proposed("Months between asking about memory", 12),
    "mind.dementia-plan-months": {
      words: "Months between dementia care plan reviews",
      value: 12,
      source: "NICE IND142",
      mark: "V",
    },
    ...ANTIPSYCHOTIC_SETTINGS,
    "mind.delirium-from-age": fromMemory("Age from which new confusion asks for a 4AT", 65, "NICE CG103"),
    "mind.new-confusion-days": fromMemory("Days for which confusion counts as new", 14, "NICE CG103"),
    "mind.4at-points": fromMemory("4AT points from which delirium is possible", 4, "4AT; NICE CG103, updated 2023"),
    "mind.delirium-risk-days": proposed("Days from the move into a care home to the risk of delirium", 7),
    "mind.delirium-risk-months": proposed(
      "Months between assessments of the risk of delirium in a care home; an older move alone asks for none",
      12,
    ),
    "mind.after-delirium-from-weeks": proposed(
      "Weeks after delirium before which a test of cognition does not count",
      4,
    ),
    "mind.after-delirium-to-weeks": proposed("Weeks after delirium by which cognition is tested", 8),
    "mind.after-delirium-months": proposed("Months for which delirium asks for that test", 12),
    ...MOOD_SETTINGS,
  },
  processes: PROCESSES,
};
