/**
 * Carers: knowing who they are, their own assessment, and what happens when they cannot care.
 * NICE NG150, Supporting adult carers (2020); Care Act 2014, section 10. Facts only, wording ours.
 *
 * The carer consents or declines for themselves: a refusal here is the carer's. Of a carer who is somebody else's
 * patient nothing is known but what stands in this record; their age is known only where the person is the carer.
 * Somebody among those to ring who is flagged as carer answers CA1, and since that flag has no day, no row is listed.
 */
import {
  type CarePerson,
  type CareProcess,
  type CareProtocol,
  type Context,
  isAtEndOfLife,
  type Need,
} from "../care-gap";
import { dateInWords } from "../dates";
import { holds, latestOn } from "../feature";
import { frailFrom, fromMemory, hasConditions, isCarer, later, latestOfAny, proposed } from "./circumstances";

const NG150 = "NICE NG150, Supporting adult carers, 2020";
const CARE_ACT = "Care Act 2014, section 10";

function carerAsked(person: CarePerson, { setting }: Context): Need {
  if (person.hasCarer) return false;
  const every = { months: setting("carers.ask-months") };
  const frail = frailFrom(person, "moderate");
  if (frail) return { because: frail.words, every };
  if (holds(person, "condition-dementia")) return { because: "Dementia", every };
  if (isAtEndOfLife(person)) return { because: "End of life", every };
  if (holds(person, "housebound")) return { because: "Housebound", every };
  return hasConditions(person, setting("carers.ask-conditions")) && { because: "Several long-term conditions", every };
}

/** Strain, where it is newer than the rest, starts the clock again. */
function assessmentDue(person: CarePerson, { setting }: Context): Need {
  const strained = holds(person, "carer-strain");
  const because = isCarer(person) ? "Is a carer" : hasCarer(person) || strained ? "Has a carer" : undefined;
  if (!because) return false;
  const strain = strained ? latestOn(person, "carer-strain") : undefined;
  const set = isCarer(person) ? "is-carer" : "has-carer";
  return {
    because: strained ? `${because}, under strain${strain ? ` on ${dateInWords(strain)}` : ""}` : because,
    since: later(person.facts.get(set)?.firstOn, strain),
    within: { days: setting("carers.assessment-days") },
    every: { months: setting("carers.assessment-months") },
  };
}

/** The coded "has no carer" takes back an older "has a carer". */
function hasCarer(person: CarePerson): boolean {
  if (person.hasCarer) return true;
  if (!holds(person, "has-carer")) return false;
  const none = latestOn(person, "no-carer");
  return none === undefined || (latestOn(person, "has-carer") ?? "") > none;
}

/** Agreed with the personalised care and support plan, and renewed with its review. */
function contingencyDue(person: CarePerson, { setting }: Context): Need {
  const within = { weeks: setting("carers.contingency-weeks") };
  const every = { months: setting("carers.contingency-months") };
  if (holds(person, "carer-strain"))
    return { because: "Carer under strain", since: latestOn(person, "carer-strain"), within, every };
  if (holds(person, "sole-carer"))
    return { because: "Depends on one carer", since: latestOn(person, "sole-carer"), within, every };
  if (!isCarer(person)) return false;
  if (person.age === undefined) return { missing: "date of birth" };
  const from = setting("carers.older-carer-age");
  return person.age >= from && { because: `Carer of ${from} or over`, every };
}

const PROCESSES: readonly CareProcess[] = [
  {
    id: "CA1",
    name: "Asked who the carer is",
    source: NG150,
    link: "https://www.nice.org.uk/guidance/ng150",
    mark: "M",
    priority: "routine",
    needed: carerAsked,
    done: (person) => latestOfAny(person, ["care-carer-asked", "has-carer", "no-carer"]),
    value: (person) => (hasCarer(person) ? "has a carer" : latestOn(person, "no-carer") ? "no carer" : undefined),
    action: { what: "Ask for the carer's name, relation and number; record if there is none", owners: ["ANY", "CC"] },
    sets: ["care-carer-asked", "has-carer", "no-carer"],
  },
  {
    id: "CA2",
    name: "Carer's assessment, with carer strain",
    source: `${CARE_ACT}; its guidance on reviews`,
    link: "https://www.legislation.gov.uk/ukpga/2014/23/section/10",
    mark: "M",
    priority: "routine",
    needed: assessmentDue,
    done: (person) => latestOn(person, "care-carers-assessment"),
    excusedBy: { "declined-carers-assessment": "declined" },
    action: { what: "Offer the council's assessment to the carer", owners: ["SW", "VS"] },
    sets: ["care-carers-assessment"],
  },
  {
    id: "CA3",
    name: "Plan for when the carer cannot care",
    source: "proposed by Confer; breakdown of care is among the conditions of urgent community response",
    mark: "P",
    priority: "routine",
    onlyWith: ["carer-strain", "sole-carer", "is-carer"],
    needed: contingencyDue,
    done: (person) => latestOn(person, "care-carer-contingency"),
    action: { what: "Agree an emergency plan and a second contact", owners: ["CC", "SW"] },
    sets: ["care-carer-contingency"],
  },
];

export const CARERS_PROTOCOL: CareProtocol = {
  id: "carers",
  name: "Carers",
  version: "carers-2026/2",
  source: `${NG150}; ${CARE_ACT}`,
  who: "People who depend on a carer, and people who are one",
  settings: {
    "carers.ask-months": fromMemory("Months between asking who the carer is; each review", 12, NG150),
    "carers.ask-conditions": proposed(
      "Long-term conditions from which a carer is asked for",
      4,
      "as the complex segment",
    ),
    "carers.assessment-days": proposed("Days from knowing of a carer to the offer of an assessment", 28),
    "carers.assessment-months": fromMemory("Months between carer's assessments", 12, "Care Act guidance"),
    "carers.older-carer-age": proposed("Age of a carer from which there is a plan for their absence", 75),
    "carers.contingency-weeks": proposed("Weeks to that plan after strain is recorded", 4),
    "carers.contingency-months": proposed(
      "Months after which that plan is renewed",
      12,
      "proposed by Confer, with the review of the care and support plan",
    ),
  },
  processes: PROCESSES,
};
