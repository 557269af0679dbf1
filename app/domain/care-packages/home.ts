/**
 * Packages by where and with whom somebody lives: housebound, in a care home, with a carer under strain.
 * Care home: NHS England, Enhanced Health in Care Homes framework, version 3 (November 2023): assessment and plan within
 * seven working days, weekly home round, named clinical lead, medication review. Carers: Care Act 2014 section 10.
 */
import type { CarePerson } from "../care-gap";
import { careHomeSince, livesInCareHome } from "../care-protocols/circumstances";
import { dateInWords } from "../dates";
import { holds } from "../feature";
import { CARERS_ASSESSMENT, futureCare, structuredReview, VACCINES } from "./items";
import {
  type CarePackage,
  carePackage,
  type Entered,
  marksOf,
  months,
  type PackageContext,
  spellSince,
  weeks,
  workingDays,
} from "./package";

const EHCH = "NHS England, Enhanced Health in Care Homes framework, version 3, November 2023";

function recorded(person: CarePerson, set: string, words: string, { asOf }: PackageContext): Entered | undefined {
  if (!holds(person, set)) return undefined;
  const on = person.facts.get(set)?.latestOn;
  return {
    because: `${words}${on ? `, ${dateInWords(on)}` : ", without a date"}`,
    since: spellSince(marksOf(person, set, asOf)),
  };
}

const HOUSEBOUND = carePackage({
  id: "housebound",
  name: "Housebound",
  who: "Recorded as housebound, not in a care home; a code for a home visit does not count",
  entry: (person, context) =>
    livesInCareHome(person) ? undefined : recorded(person, "housebound", "Recorded as housebound", context),
  goals: [{ id: "same-care", words: "Get at home the care that others get at the surgery" }],
  actions: [
    { id: "one-visit", what: "Do all care that is due in one home visit", owner: "CN", within: months(12) },
    { ...VACCINES, what: "Give the vaccines that are due, at home", owner: "CN" },
    {
      id: "foot-check",
      does: "FT1",
      what: "Check the feet at home",
      owner: "POD",
      within: months(2),
      meets: ["FT1"],
      onlyWhenDue: true,
    },
    { id: "sight", what: "Sight test at home", owner: "CC", within: months(3), meets: ["SE1"] },
    structuredReview(8, ", by visit or by phone"),
    {
      id: "food-heat-company",
      does: "LO1",
      what: "Ask about food, heating and loneliness, and offer help",
      owner: "VS",
      within: weeks(4),
      meets: ["LO1"],
    },
    {
      id: "access",
      what: "Write down how to get in; a key-safe code is kept apart from the plan",
      owner: "CC",
      within: weeks(2),
    },
    {
      id: "skin",
      does: "SK1",
      what: "Check the risk of pressure damage",
      owner: "CN",
      within: months(1),
      meets: ["SK1"],
    },
  ],
  review: months(12),
  exit: "Recorded as able to leave home, or moved to a care home",
  source: "Equal access to due care; content and limits proposed by Confer",
});

/** By address alone nobody knows since when; then what was declined stays so until somebody opens it again. */
function resident(person: CarePerson, { asOf }: PackageContext): Entered | undefined {
  if (!livesInCareHome(person)) return undefined;
  const on = careHomeSince(person);
  return {
    because: on ? `Lives in a care home, recorded ${dateInWords(on)}` : "Lives in a care home, by address",
    since: spellSince(["care-home", "nursing-home"].flatMap((set) => marksOf(person, set, asOf))),
  };
}

const CARE_HOME = carePackage({
  id: "care-home",
  name: "Care-home resident",
  who: "Lives in a care home, by address or as recorded",
  entry: resident,
  goals: [
    { id: "not-taken-away", words: "Not be taken to hospital for what can be treated here" },
    { id: "own-plan", words: "Have a plan that is mine, not the home's" },
  ],
  actions: [
    {
      id: "assessment",
      does: "FR4",
      what: "Holistic assessment within seven working days of (re)admission",
      owner: "CN",
      within: workingDays(7),
      mark: "V",
      source: EHCH,
      meets: ["FR4"],
    },
    {
      id: "plan",
      does: "FR5",
      what: "Agree the care and support plan within seven working days of (re)admission",
      owner: "CC",
      within: workingDays(7),
      mark: "V",
      source: EHCH,
      meets: ["FR5"],
    },
    {
      id: "home-round",
      what: "Decide whether to see this person on the weekly home round; not everybody needs it",
      owner: "GP",
      within: { value: 7, unit: "days" },
      mark: "V",
      source: EHCH,
    },
    { id: "clinical-lead", what: "Write down the home's named clinical lead", owner: "CC", within: weeks(2) },
    { ...structuredReview(4), what: "Structured medication review: residents come first" },
    {
      id: "nutrition",
      does: "NU1",
      what: "Screen for malnutrition every month",
      owner: "CN",
      within: months(1),
      meets: ["NU1"],
    },
    {
      id: "care-elements",
      what: "Look at mouth and drinking, falls, end of life and dementia",
      owner: "CN",
      within: weeks(4),
    },
    futureCare(4),
    {
      id: "crisis-sheet",
      what: "Write the crisis sheet, with the home's numbers day and night",
      owner: "CC",
      within: weeks(4),
    },
    VACCINES,
    {
      id: "hospital-bag",
      what: "Prepare what goes along to hospital (Red Bag)",
      owner: "CC",
      within: weeks(4),
      source: "Red Bag pathway, from memory; limit proposed by Confer",
    },
  ],
  review: months(6),
  exit: "No longer lives in a care home",
  source: `${EHCH}; other limits proposed by Confer`,
});

const CARER_STRAIN = carePackage({
  id: "carer-strain",
  name: "Strain of the carer",
  who: "Strain of the carer as recorded in this person's record",
  entry: (person, context) => recorded(person, "carer-strain", "Strain of the carer recorded", context),
  goals: [
    { id: "carer-well", words: "My carer is well and has time off" },
    { id: "backup", words: "Somebody else can step in when my carer cannot" },
  ],
  actions: [
    { ...CARERS_ASSESSMENT, when: undefined },
    {
      id: "emergency-card",
      does: "CA3",
      what: "Emergency card and plan for the carer: who steps in, what is due when",
      owner: "CC",
      within: weeks(2),
      meets: ["CA3"],
    },
    {
      id: "carer-health",
      what: "Offer the carer a health check and a flu vaccine at their own practice",
      owner: "GP",
      within: weeks(4),
    },
    { id: "respite", what: "Respite or sitting service", owner: "SW", within: weeks(8) },
    {
      id: "training",
      what: "Train the carer in what they do: moving, insulin, dementia",
      owner: "CN",
      within: weeks(8),
    },
    { id: "benefits", what: "Check benefits of the carer", owner: "VS", within: weeks(8) },
    {
      id: "harm",
      what: "Ask about harm, alone with each; raise a safeguarding concern the same day if there is any",
      owner: "CC",
      within: weeks(2),
    },
  ],
  review: months(3),
  exit: "Strain no longer recorded, assessment done, and a second carer named",
  source: "Care Act 2014 section 10 for the assessment; content and limits proposed by Confer",
});

export const HOME_PACKAGES: readonly CarePackage[] = [HOUSEBOUND, CARE_HOME, CARER_STRAIN];
