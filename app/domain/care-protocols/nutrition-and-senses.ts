/**
 * Nutrition, sight, hearing.
 * BAPEN, Malnutrition Universal Screening Tool; NICE CG32 and QS24; NHS General Ophthalmic Services; NICE NG98, Hearing
 * loss in adults (2018). Facts only, wording ours.
 * Not built: in oedema, ascites and after amputation the body mass index must be adjusted by hand; the excuse
 * "clinically unsuitable" stands for it. Retinal screening of people with diabetes is the diabetes protocol's.
 */
import type { CarePerson, CareProcess, CareProtocol, Context, Need } from "../care-gap";
import { entriesSince, holds, latestOn, latestValue, valueOn } from "../feature";
import {
  CARE_HOME_SETS,
  FRAIL_SETS,
  frailFrom,
  fromMemory,
  latestOfAny,
  livesInCareHome,
  monthsAgo,
  proposed,
} from "./circumstances";
import { hasDiabetes } from "./diabetes-register";
import { mustInterval } from "./must";

/** Only points of MUST: a screen without a number shows nothing. */
function nutritionDue(person: CarePerson, { asOf, setting }: Context): Need {
  const points = latestValue(person, "must");
  const careHome = livesInCareHome(person);
  const every = mustInterval(points, careHome, setting("nutrition-and-senses.medium-risk-months"));
  if (careHome) return { because: "Lives in a care home", every };
  if ((points ?? 0) >= 1) return { because: `MUST ${points} last time`, every };
  const frail = frailFrom(person, "mild");
  if (frail) return { because: frail.words, every };
  const concern = latestOfAny(person, ["efi-weight-loss", "nutrition-concern"]);
  if (concern !== undefined && concern > monthsAgo(asOf, 12))
    return { because: "Loss of weight or concern about nutrition", since: concern, within: { weeks: 4 }, every };
  if (person.age === undefined) return { missing: "date of birth" };
  const from = setting("nutrition-and-senses.must-from-age");
  return person.age >= from && { because: `${from} or over`, every };
}

function nutrition(person: CarePerson) {
  const points = latestValue(person, "must");
  if (points === undefined) return undefined;
  if (points === 0) return { met: true, words: "Low risk of malnutrition" };
  if (gainsWeight(person)) return { met: true, words: `MUST ${points}, and weight is rising` };
  return {
    met: false,
    words: points >= 2 ? "High risk: dietitian, supplements" : "Medium risk: three-day diary, food first",
  };
}

/** Weighed on the day of the points or since, and more than on the day of weighing before. */
function gainsWeight(person: CarePerson): boolean {
  const [latest, ...older] = entriesSince(person, "weight", "").filter(({ value }) => value !== undefined);
  const before = older.find(({ on }) => on !== latest!.on);
  return before !== undefined && latest!.on! >= (valueOn(person, "must") ?? "") && latest!.value! > before.value!;
}

function sightDue(person: CarePerson, { setting }: Context): Need {
  if (hasDiabetes(person)) return false;
  if (person.age === undefined) return { missing: "date of birth" };
  const from = setting("nutrition-and-senses.sight-from-age");
  const yearly = setting("nutrition-and-senses.sight-yearly-from-age");
  if (person.age < from) return false;
  const older = person.age >= yearly;
  const months = setting(`nutrition-and-senses.sight-months${older ? "-yearly" : ""}`);
  return { because: `${older ? yearly : from} or over`, every: { months } };
}

/** Once for a difficulty reported; where mind and hearing feed on each other again and again, and on each new report. */
function hearingDue(person: CarePerson, { setting }: Context): Need {
  const every = { months: setting("nutrition-and-senses.hearing-months") };
  const mind = MIND_AND_HEARING.find(({ set }) => holds(person, set))?.words;
  const reported = holds(person, "efi-hearing-loss");
  if (mind) {
    const since = reported
      ? entriesSince(person, "efi-hearing-loss", latestOn(person, "care-hearing") ?? "").at(-1)?.on
      : undefined;
    return since ? { because: `${mind}, and difficulty with hearing`, since, every } : { because: mind, every };
  }
  return reported && { because: "Difficulty with hearing", since: person.facts.get("efi-hearing-loss")?.firstOn };
}
const MIND_AND_HEARING = [
  { set: "condition-dementia", words: "Dementia" },
  { set: "mild-cognitive-impairment", words: "Mild cognitive impairment" },
] as const;

const PROCESSES: readonly CareProcess[] = [
  {
    id: "NU1",
    name: "Screened for malnutrition (MUST)",
    source: "BAPEN, Malnutrition Universal Screening Tool; NICE CG32 and QS24",
    link: "https://www.nice.org.uk/guidance/cg32",
    mark: "V",
    priority: "routine",
    stopsAtEndOfLife: true,
    onlyWith: [...CARE_HOME_SETS, ...FRAIL_SETS.mild, "must", "efi-weight-loss", "nutrition-concern"],
    orAgedFrom: (setting) => setting("nutrition-and-senses.must-from-age"),
    needed: nutritionDue,
    done: (person) => valueOn(person, "must"),
    value: (person) => {
      const points = latestValue(person, "must");
      return points === undefined ? undefined : `MUST ${points}`;
    },
    target: nutrition,
    action: {
      what: "Weigh and score MUST; in frailty with type 2 diabetes look for medicines that take weight off",
      owners: ["CN", "HCA", "PN"],
    },
    sets: ["must"],
  },
  {
    id: "SE1",
    name: "Sight test",
    source: "NHS General Ophthalmic Services; people with diabetes have retinal screening",
    mark: "M",
    priority: "screening",
    stopsAtEndOfLife: true,
    onlyWith: [],
    orAgedFrom: (setting) => setting("nutrition-and-senses.sight-from-age"),
    needed: sightDue,
    done: (person) => latestOn(person, "care-sight-test"),
    action: { what: "Sight test at an optometrist, or at home", owners: ["VS"] },
    sets: ["care-sight-test"],
  },
  {
    id: "SE2",
    name: "Hearing assessed",
    source: "NICE NG98, Hearing loss in adults, 2018",
    link: "https://www.nice.org.uk/guidance/ng98",
    mark: "M",
    priority: "screening",
    stopsAtEndOfLife: true,
    onlyWith: ["efi-hearing-loss", ...MIND_AND_HEARING.map(({ set }) => set)],
    needed: hearingDue,
    done: (person) => latestOn(person, "care-hearing"),
    action: { what: "Look for wax, then refer to audiology", owners: ["PN"] },
    sets: ["care-hearing"],
  },
];

export const NUTRITION_AND_SENSES_PROTOCOL: CareProtocol = {
  id: "nutrition-and-senses",
  name: "Nutrition, sight and hearing",
  version: "nutrition-and-senses-2026/2",
  source: "BAPEN MUST; NICE CG32, QS24, NG98; NHS General Ophthalmic Services",
  who: "Care homes, frailty, weight loss, the oldest; sight from 60; difficulty with hearing, dementia",
  settings: {
    "nutrition-and-senses.must-from-age": proposed(
      "Age from which everybody is screened by MUST",
      75,
      "proposed by Confer; BAPEN says groups at risk, such as over 75",
    ),
    "nutrition-and-senses.medium-risk-months": proposed(
      "Months to the next MUST in the community at medium risk",
      2,
      "chosen by Confer within BAPEN's two to three months",
    ),
    "nutrition-and-senses.sight-from-age": fromMemory("Age from which sight is tested", 60, "NHS sight tests"),
    "nutrition-and-senses.sight-yearly-from-age": fromMemory(
      "Age from which sight is tested more often",
      70,
      "NHS sight tests",
    ),
    "nutrition-and-senses.sight-months": fromMemory("Months between sight tests", 24, "NHS sight tests"),
    "nutrition-and-senses.sight-months-yearly": fromMemory(
      "Months between sight tests from the age at which they are more often",
      12,
      "NHS sight tests",
    ),
    "nutrition-and-senses.hearing-months": fromMemory("Months between hearing tests in dementia", 24, "NICE NG98"),
  },
  processes: PROCESSES,
};
