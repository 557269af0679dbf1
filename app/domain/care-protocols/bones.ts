/**
 * Bones: assessing the risk of fracture, treating osteoporosis, reviewing the treatment.
 * NICE CG146 (2012, updated 2017; an update is in progress); STOPP/START version 3, START H3 to H6, STOPP E9 and H8
 * (O'Mahony D et al. Eur Geriatr Med 2023;14:625, CC BY 4.0); National Osteoporosis Guideline Group 2021, updated 2024.
 *
 * FRAX and QFracture are other people's instruments under licence: their percentages are kept as they come, never
 * computed, and the line between treating and not is a clinician's code. BO2 drives one person's treatment and is off
 * until a clinical lead signs it.
 */
import { addSpan, type CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, CareProtocol, Context, Need } from "../care-gap";
import { ever, holds, latestOn, latestValue } from "../feature";
import { inWords, isOnBoneDrug, MAJOR_RISK_SETS, riskDue, YOUNGER_FROM } from "./bones-risk";
import { fromMemory, later, latestOfAny, proposed } from "./circumstances";
import { isTaking } from "./current-medicine";

const CG146 = "NICE CG146, Osteoporosis: assessing the risk of fragility fracture, 2012, updated 2017";
const NOGG = "National Osteoporosis Guideline Group, 2021, updated 2024";
const START = "STOPP/START version 3";
const START_LINK = "https://pmc.ncbi.nlm.nih.gov/articles/PMC10447584";

/** T-score of osteoporosis: World Health Organization, START H3 [V]. */
const OSTEOPOROSIS_T = -2.5;
/** eGFR below which no bisphosphonate: STOPP E9 [V]. */
const BISPHOSPHONATE_EGFR = 30;

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
function treatedOn(person: CarePerson, context: Context): CalendarDate | undefined {
  if (!isOnBoneDrug(person, context) || !isTaking(person, "medicine-vitamin-d", context)) return undefined;
  return later(latestOn(person, "medicine-bone-protection"), latestOn(person, "medicine-vitamin-d"));
}

/** Years of bisphosphonate after which a pause is decided on; later for those at highest risk. */
function holidayDue(person: CarePerson, context: Context): Need {
  const { asOf, setting } = context;
  if (!isTaking(person, "medicine-bisphosphonate", context) && !isOnBoneDrug(person, context)) return false;
  const [set, kind, name] = ever(person, "medicine-zoledronic-acid")
    ? (["medicine-zoledronic-acid", "vein", "Zoledronic acid"] as const)
    : (["medicine-bisphosphonate", "mouth", "Bisphosphonate"] as const);
  const since = person.facts.get(set)?.firstOn;
  if (since === undefined) return false;
  const highest =
    (person.age ?? 0) >= setting("bones.later-pause-age") ||
    ever(person, "hip-or-spine-fracture") ||
    isTaking(person, "medicine-steroid", context);
  const years = setting(`bones.pause-years-${kind}${highest ? "-highest" : ""}`);
  const from = addSpan(since, { months: 12 * years });
  if (asOf < from) return false;
  return {
    because: `${name} for ${years} years or more`,
    since: from,
    within: { months: setting("bones.pause-decide-months") },
  };
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
    onlyWith: MAJOR_RISK_SETS,
    orAgedFrom: YOUNGER_FROM,
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
    onlyWith: ["hip-or-spine-fracture", "hip-t-score", "fracture-risk-high"],
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
    stopsAtEndOfLife: true,
    onlyWith: ["medicine-bone-protection"],
    needed: (person, context) =>
      isOnBoneDrug(person, context) && {
        because: "On treatment for osteoporosis",
        every: { months: context.setting("bones.review-months") },
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
    stopsAtEndOfLife: true,
    onlyWith: ["medicine-bisphosphonate", "medicine-bone-protection"],
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
    onlyWith: ["medicine-denosumab", "care-denosumab-injection"],
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
  version: "cg146-nogg/2",
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
    "bones.later-pause-age": fromMemory("Age from which a pause comes later", 70, NOGG),
    "bones.pause-decide-months": proposed("Months within which the pause is decided on", 3),
    "bones.steroid-days": fromMemory("Days of a steroid from which it is long, and a risk to bones", 90, NOGG),
    "bones.steroid-courses": proposed("Prescriptions of a steroid in 12 months from which they are repeated", 3),
    "bones.denosumab-covers-days": proposed("Days after denosumab for which somebody is on treatment", 210),
    "bones.zoledronate-covers-days": proposed("Days after zoledronic acid for which somebody is on treatment", 390),
    "bones.denosumab-months": fromMemory("Months between injections of denosumab", 6, "its licence"),
    "bones.denosumab-alert-weeks": proposed("Weeks after which a late injection is an alert", 4),
  },
  processes: PROCESSES,
};
