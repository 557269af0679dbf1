/**
 * Nutrition, sight, hearing.
 * BAPEN, Malnutrition Universal Screening Tool; NICE CG32 and QS24; NHS General Ophthalmic Services; NICE NG98, Hearing
 * loss in adults (2018). Facts only, wording ours.
 * Not built: in oedema, ascites and after amputation the body mass index must be adjusted by hand; the excuse
 * "clinically unsuitable" stands for it. Retinal screening of people with diabetes is the diabetes protocol's.
 */
import type { CarePerson, CareProcess, CareProtocol, Context, Need } from "../care-gap";
import { holds, latestOn, latestValue, valueOn } from "../feature";
import { frailFrom, fromMemory, latestOfAny, livesInCareHome, monthsAgo, proposed } from "./circumstances";
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

/** Of the two latest weights the later is higher. */
function gainsWeight(person: CarePerson): boolean {
  const [latest, before] = person.facts.get("weight")?.entries.filter(({ value }) => value !== undefined) ?? [];
  return latest !== undefined && before !== undefined && latest.on !== before.on && latest.value! > before.value!;
}

function sightDue(person: CarePerson, { setting }: Context): Need {
  if (hasDiabetes(person)) return false;
  if (person.age === undefined) return { missing: "date of birth" };
  const from = setting("nutrition-and-senses.sight-from-age");
  const yearly = setting("nutrition-and-senses.sight-yearly-from-age");
  if (person.age < from) return false;
  const older = person.age >= yearly;
  return { because: `${older ? yearly : from} or over`, every: { months: older ? 12 : 24 } };
}

/** Once for a difficulty reported; again and again where mind and hearing feed on each other. */
function hearingDue(person: CarePerson, { setting }: Context): Need {
  const every = { months: setting("nutrition-and-senses.hearing-months") };
  if (holds(person, "condition-dementia")) return { because: "Dementia", every };
  if (holds(person, "mild-cognitive-impairment")) return { because: "Mild cognitive impairment", every };
  if (!holds(person, "efi-hearing-loss")) return false;
  return { because: "Difficulty with hearing", since: person.facts.get("efi-hearing-loss")?.firstOn };
}

const PROCESSES: readonly CareProcess[] = [
  {
    id: "NU1",
    name: "Screened for malnutrition (MUST)",
    source: "BAPEN, Malnutrition Universal Screening Tool; NICE CG32 and QS24",
    link: "https://www.nice.org.uk/guidance/cg32",
    mark: "V",
    priority: "routine",
    stopsAtEndOfLife: true,
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
    needed: hearingDue,
    done: (person) => latestOn(person, "care-hearing"),
    action: { what: "Look for wax, then refer to audiology", owners: ["PN"] },
    sets: ["care-hearing"],
  },
];

export const NUTRITION_AND_SENSES_PROTOCOL: CareProtocol = {
  id: "nutrition-and-senses",
  name: "Nutrition, sight and hearing",
  version: "nutrition-and-senses-2026/1",
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
    "nutrition-and-senses.sight-from-age": fromMemory(
      "Age from which sight is tested every 2 years",
      60,
      "NHS sight tests",
    ),
    "nutrition-and-senses.sight-yearly-from-age": fromMemory(
      "Age from which sight is tested yearly",
      70,
      "NHS sight tests",
    ),
    "nutrition-and-senses.hearing-months": fromMemory("Months between hearing tests in dementia", 24, "NICE NG98"),
  },
  processes: PROCESSES,
};
