/**
 * Bones: assessing the risk of fracture, treating osteoporosis, reviewing the treatment.
 * NICE CG146 (2012, updated 2017; an update is in progress); STOPP/START version 3, START H3 to H6, STOPP E9 and H8
 * (O'Mahony D et al. Eur Geriatr Med 2023;14:625, CC BY 4.0); National Osteoporosis Guideline Group 2021, updated 2024.
 *
 * FRAX and QFracture are other people's instruments under licence: their percentages are kept as they come, never
 * computed, and the line between treating and not is a clinician's code. BO2 drives one person's treatment and is off
 * until a clinical lead signs it.
 */
import { addDays, addSpan, type CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, CareProtocol, Context, Need } from "../care-gap";
import { entriesSince, ever, holds, latestOn, latestValue } from "../feature";
import { fromMemory, later, latestOfAny, proposed } from "./circumstances";
import { isTaking, takenSince } from "./current-medicine";
import { fallsInYear } from "./falls-recorded";

const CG146 = "NICE CG146, Osteoporosis: assessing the risk of fragility fracture, 2012, updated 2017";
const NOGG = "National Osteoporosis Guideline Group, 2021, updated 2024";
const START = "STOPP/START version 3";
const START_LINK = "https://pmc.ncbi.nlm.nih.gov/articles/PMC10447584";

/** Everybody from these ages: NICE CG146 [V]. */
const WOMEN_FROM = 65;
const MEN_FROM = 75;
/** Under this age only with a major risk factor: NICE CG146 [V]. */
const YOUNGER_FROM = 50;
/** Body mass index below which it is a risk factor: NICE CG146 [V]. */
const LOW_BMI = 18.5;
/** T-score of osteoporosis: World Health Organization, START H3 [V]. */
const OSTEOPOROSIS_T = -2.5;
/** eGFR below which no bisphosphonate: STOPP E9 [V]. */
const BISPHOSPHONATE_EGFR = 30;

type RiskFactor = { words: string; on?: CalendarDate };

/** Latest smoking status says that the person smokes. */
const smokes = (person: CarePerson): boolean =>
  ever(person, "smokes") && (latestOn(person, "smokes") ?? "") >= (latestOn(person, "smoking-status") ?? "");

function majorFactors(person: CarePerson, asOf: CalendarDate): RiskFactor[] {
  return [
    ...(ever(person, "efi-fragility-fracture")
      ? [{ words: "fragility fracture", on: latestOn(person, "efi-fragility-fracture") }]
      : []),
    ...(isTaking(person, "medicine-steroid", asOf)
      ? [{ words: "steroid", on: takenSince(person, "medicine-steroid", asOf) }]
      : []),
  ];
}

function otherFactors(person: CarePerson, asOf: CalendarDate): RiskFactor[] {
  const { count } = fallsInYear(person, asOf);
  const bmi = latestValue(person, "bmi");
  return [
    ...(count ? [{ words: "fall" }] : []),
    ...(bmi !== undefined && bmi < LOW_BMI ? [{ words: "body mass index below 18.5" }] : []),
    ...(smokes(person) ? [{ words: "smokes" }] : []),
    ...(ever(person, "family-hip-fracture") ? [{ words: "a parent's hip fracture" }] : []),
    ...(holds(person, "alcohol-bone-risk") ? [{ words: "alcohol" }] : []),
  ];
}

/** Not for those on treatment: BO3 looks after them. */
function riskDue(person: CarePerson, { asOf, setting }: Context): Need {
  if (person.age !== undefined && person.age < 18) return false;
  if (isOnBoneDrug(person, asOf)) return false;
  const every = { months: setting("bones.risk-months") };
  const major = majorFactors(person, asOf);
  if (major.length) {
    const since = major.reduce<CalendarDate | undefined>((day, { on }) => later(day, on), undefined);
    return { because: inWords(major), since, within: { weeks: setting("bones.risk-weeks") }, every };
  }
  const { age, sex } = person;
  if (age === undefined) return { missing: "date of birth" };
  if (age >= MEN_FROM || (age >= WOMEN_FROM && sex === "female"))
    return { because: sex === "female" ? "Woman of 65 or over" : "75 or over", every };
  if (age < YOUNGER_FROM) return false;
  const other = otherFactors(person, asOf);
  if (other.length) return { because: inWords(other), every };
  return age >= WOMEN_FROM && sex !== "male" ? { missing: "sex" } : false;
}

const inWords = (factors: RiskFactor[]): string => {
  const words = factors.map(({ words }) => words).join(", ");
  return words[0]!.toUpperCase() + words.slice(1);
};

/** Denosumab lasts half a year and zoledronic acid a year: their issues count for longer than a month's tablets. */
function isOnBoneDrug(person: CarePerson, asOf: CalendarDate): boolean {
  if (!ever(person, "medicine-bone-protection")) return false;
  const within = (set: string, days: number) => entriesSince(person, set, addDays(asOf, -days)).length > 0;
  return (
    isTaking(person, "medicine-bone-protection", asOf) ||
    within("medicine-denosumab", DENOSUMAB_DAYS) ||
    within("medicine-zoledronic-acid", ZOLEDRONATE_DAYS)
  );
}
const DENOSUMAB_DAYS = 7 * 30;
const ZOLEDRONATE_DAYS = 13 * 30;

function treatmentDue(person: CarePerson, { setting }: Context): Need {
  const lowest = person.facts.get("hip-t-score")?.lowest;
  const reasons = [
    ...(ever(person, "hip-or-spine-fracture")
      ? [{ words: "fragility fracture of hip or spine", on: latestOn(person, "hip-or-spine-fracture") }]
      : []),
    ...(lowest !== undefined && lowest <= OSTEOPOROSIS_T
      ? [{ words: `T-score ${lowest}`, on: latestOn(person, "hip-t-score") }]
      : []),
    ...(holds(person, "fracture-risk-high")
      ? [{ words: "fracture risk above the threshold", on: latestOn(person, "fracture-risk-high") }]
      : []),
  ];
  if (!reasons.length) return false;
  const since = reasons.reduce<CalendarDate | undefined>((day, { on }) => later(day, on), undefined);
  const egfr = latestValue(person, "egfr");
  const kidney = egfr !== undefined && egfr < BISPHOSPHONATE_EGFR ? `; eGFR ${egfr}: not a bisphosphonate` : "";
  return { because: `${inWords(reasons)}${kidney}`, since, within: { weeks: setting("bones.treat-weeks") } };
}

/** Both are taken; from then on which the later of the two began. */
function treatedOn(person: CarePerson, { asOf }: Context): CalendarDate | undefined {
  if (!isOnBoneDrug(person, asOf) || !isTaking(person, "medicine-vitamin-d", asOf)) return undefined;
  return later(latestOn(person, "medicine-bone-protection"), latestOn(person, "medicine-vitamin-d"));
}

/** From this age a pause comes later [M, National Osteoporosis Guideline Group]. */
const LATER_PAUSE_AGE = 70;

/** Years of bisphosphonate after which a pause is decided on; later for those at highest risk. */
function holidayDue(person: CarePerson, { asOf, setting }: Context): Need {
  if (!isTaking(person, "medicine-bisphosphonate", asOf) && !isOnBoneDrug(person, asOf)) return false;
  const [set, kind, name] = ever(person, "medicine-zoledronic-acid")
    ? (["medicine-zoledronic-acid", "vein", "Zoledronic acid"] as const)
    : (["medicine-bisphosphonate", "mouth", "Bisphosphonate"] as const);
  const since = person.facts.get(set)?.firstOn;
  if (since === undefined) return false;
  const highest =
    (person.age ?? 0) >= LATER_PAUSE_AGE ||
    ever(person, "hip-or-spine-fracture") ||
    isTaking(person, "medicine-steroid", asOf);
  const years = setting(`bones.pause-years-${kind}${highest ? "-highest" : ""}`);
  const from = addSpan(since, { months: 12 * years });
  if (asOf < from) return false;
  return { because: `${name} for ${years} years or more`, since: from, within: { months: 3 } };
}

/** Once given, it must go on or be followed by another: bones break when it simply stops (START H6). */
function denosumabDue(person: CarePerson, { setting }: Context): Need {
  const last = denosumabOn(person);
  if (last === undefined) return false;
  const followedOn = latestOfAny(person, ["medicine-bisphosphonate"]);
  if (followedOn !== undefined && followedOn > last) return false;
  return { because: "Denosumab", every: { months: setting("bones.denosumab-months") } };
}

const denosumabOn = (person: CarePerson) => latestOfAny(person, ["medicine-denosumab", "care-denosumab-injection"]);

function denosumabLate(person: CarePerson, { asOf, setting }: Context) {
  const last = denosumabOn(person);
  if (last === undefined) return undefined;
  const weeks = setting("bones.denosumab-alert-weeks");
  const alert = addSpan(addSpan(last, { months: setting("bones.denosumab-months") }), { weeks });
  const met = asOf <= alert;
  return {
    met,
    words: met ? "Not late" : `More than ${weeks} weeks late: give it now; never stop without another drug`,
  };
}

const PROCESSES: readonly CareProcess[] = [
  {
    id: "BO1",
    name: "Fracture risk assessed",
    source: CG146,
    link: "https://www.nice.org.uk/guidance/cg146",
    mark: "V",
    priority: "screening",
    stopsAtEndOfLife: true,
    needed: riskDue,
    done: (person) => latestOn(person, "care-fracture-risk"),
    value: (person) => {
      const risk = latestValue(person, "care-fracture-risk");
      return risk === undefined ? undefined : `${risk} % in 10 years`;
    },
    action: {
      what: "Assess by FRAX or QFracture and code the result; bone density if near the threshold",
      owners: ["PN", "GP"],
    },
    sets: ["care-fracture-risk"],
  },
  {
    id: "BO2",
    name: "Bone protection with vitamin D",
    source: `${START}, START H3 and H4; STOPP E9 and H8`,
    link: START_LINK,
    mark: "V",
    priority: "disease target",
    treatment: true,
    stopsAtEndOfLife: true,
    needed: treatmentDue,
    done: treatedOn,
    excusedBy: { "bone-drug-unsuitable": "unsuitable" },
    action: { what: "Consider treatment against osteoporosis, with vitamin D", owners: ["GP", "PH"] },
    sets: ["medicine-bone-protection", "medicine-vitamin-d"],
  },
  {
    id: "BO3",
    name: "Treatment for osteoporosis reviewed",
    source: NOGG,
    link: "https://www.nogg.org.uk",
    mark: "M",
    priority: "routine",
    needed: (person, { asOf, setting }) =>
      isOnBoneDrug(person, asOf) && {
        because: "On treatment for osteoporosis",
        every: { months: setting("bones.review-months") },
      },
    done: (person) => latestOn(person, "care-bone-drug-review"),
    action: { what: "Review how it is taken, effects, next dose", owners: ["PN", "PH"] },
    sets: ["care-bone-drug-review"],
  },
  {
    id: "BO3-pause",
    name: "Pause of bisphosphonate decided on",
    source: NOGG,
    link: "https://www.nogg.org.uk",
    mark: "M",
    priority: "routine",
    needed: holidayDue,
    done: (person) => latestOn(person, "care-bone-drug-holiday"),
    action: { what: "Decide whether to pause or go on", owners: ["GP", "PH"] },
    sets: ["care-bone-drug-holiday"],
  },
  {
    id: "BO3-denosumab",
    name: "Denosumab in time",
    source: `${START}, START H6: never stop without another drug after it; interval as licensed`,
    link: START_LINK,
    mark: "V",
    priority: "safety",
    needed: denosumabDue,
    done: denosumabOn,
    target: denosumabLate,
    action: { what: "Give the next injection, or plan what follows it", owners: ["PN", "PH"] },
    sets: ["care-denosumab-injection", "medicine-denosumab"],
  },
];

export const BONES_PROTOCOL: CareProtocol = {
  id: "bones",
  name: "Bone health",
  version: "cg146-nogg/1",
  source: `${CG146}; ${NOGG}; ${START}`,
  who: "Women from 65 and men from 75, younger with a risk factor; whoever is on treatment for osteoporosis",
  settings: {
    "bones.risk-months": proposed("Months between assessments of fracture risk", 60),
    "bones.risk-weeks": proposed("Weeks from a fracture or a steroid to the assessment", 12),
    "bones.treat-weeks": proposed("Weeks from the reason to treatment", 12),
    "bones.review-months": fromMemory("Months between reviews of treatment", 12, NOGG),
    "bones.pause-years-mouth": fromMemory("Years of tablets after which a pause is decided on", 5, NOGG),
    "bones.pause-years-vein": fromMemory("Years of zoledronic acid after which a pause is decided on", 3, NOGG),
    "bones.pause-years-mouth-highest": fromMemory(
      "The same from 70, after hip or spine fracture, or on a steroid",
      10,
      NOGG,
    ),
    "bones.pause-years-vein-highest": fromMemory(
      "The same from 70, after hip or spine fracture, or on a steroid",
      6,
      NOGG,
    ),
    "bones.denosumab-months": fromMemory("Months between injections of denosumab", 6, "its licence"),
    "bones.denosumab-alert-weeks": proposed("Weeks after which a late injection is an alert", 4),
  },
  processes: PROCESSES,
};
