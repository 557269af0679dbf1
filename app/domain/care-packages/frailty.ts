/**
 * Packages of mild, moderate and severe frailty, by the degree that a clinician recorded; the index alone enters nobody.
 * Frame: NHS England, Proactive care for people living at home with moderate or severe frailty (December 2023); British
 * Geriatrics Society, Joining the dots (2023), for mild frailty. Limits are proposed. Not built: nothing is proposed for
 * frailty that the index alone shows (the frailty protocol asks a clinician to confirm it first).
 */
import { addMonths } from "../calendar";
import { type CarePerson, isAtEndOfLife } from "../care-gap";
import { emergencyAdmissions, livesInCareHome } from "../care-protocols/circumstances";
import { dateInWords } from "../dates";
import { ever } from "../feature";
import { FRAILTY_RECORDS, type RecordedFrailty, recordedFrailty } from "../segment";
import { CARERS_ASSESSMENT, CONTINGENCY, futureCare, hasCarer, type Item, structuredReview, VACCINES } from "./items";
import { type CarePackage, carePackage, type Entered, months, spellSince, weeks } from "./package";

const PROACTIVE =
  "NHS England, Proactive care for people with moderate or severe frailty, December 2023; limits proposed by Confer";

type Of = Pick<CarePerson, "facts">;

/** A clinician's latest record is one of these; since when without another degree between. */
export function frailtyRecordedAs(person: Of, degrees: readonly RecordedFrailty[]): Entered | undefined {
  const record = recordedFrailty(person);
  if (!record || !degrees.includes(record.frailty)) return undefined;
  const marks = FRAILTY_RECORDS.flatMap((degree) =>
    (person.facts.get(`frailty-${degree}`)?.entries ?? []).map(({ on }) => ({ on, holds: degrees.includes(degree) })),
  );
  const when = record.on ? `, ${dateInWords(record.on)}` : ", without a date";
  const words = record.frailty[0]!.toUpperCase() + record.frailty.slice(1);
  return { because: `${words} frailty recorded by a clinician${when}`, since: spellSince(marks) };
}

/** The end of life has a package of its own: no long assessment, and nobody asks again whether it is the last year. */
const isNotDying = (person: CarePerson) => !isAtEndOfLife(person);

const MILD = carePackage({
  id: "mild-frailty",
  name: "Mild frailty",
  who: "Mild frailty (Clinical Frailty Scale 5) as a clinician recorded it",
  entry: (person) => (isAtEndOfLife(person) ? undefined : frailtyRecordedAs(person, ["mild"])),
  goals: [
    { id: "active", words: "Stay active and keep doing what I do now" },
    { id: "strength", words: "Keep my strength, so that I decline more slowly" },
  ],
  actions: [
    {
      id: "strength-balance",
      does: "FA3",
      what: "Refer to a strength and balance class",
      owner: "VS",
      within: weeks(8),
      meets: ["FA3"],
      when: (person) => !ever(person, "care-falls-exercise-referral"),
    },
    VACCINES,
    {
      id: "yearly-check",
      what: "Check weight and nutrition, falls, mood, sight and hearing in one visit",
      owner: "PN",
      within: months(12),
      meets: ["NU1", "FA1", "DE1", "SE1", "SE2"],
    },
    {
      id: "medicines",
      does: "ME2",
      what: "Medication review",
      owner: "PH",
      within: months(12),
      meets: ["ME2"],
      onlyWhenDue: true,
    },
    { id: "alcohol-smoking", what: "Ask about alcohol and smoking, and offer help", owner: "PN", within: months(12) },
    { id: "lasting-power", what: "Advise on lasting power of attorney", owner: "VS", within: months(12) },
    {
      id: "carer",
      does: "CA1",
      what: "Ask who helps, and record the carer or that there is none",
      owner: "CC",
      within: weeks(12),
      meets: ["CA1"],
      when: (person) => !hasCarer(person) && !ever(person, "no-carer"),
    },
  ],
  review: months(12),
  exit: "No frailty on a new record, or a worse degree or the end of life, which have packages of their own",
  source: "British Geriatrics Society, Joining the dots, 2023, touchpoint 1; limits proposed by Confer",
});

const assessment = (limit: number): Item => ({
  id: "assessment",
  does: "FR4",
  what: "Comprehensive geriatric assessment, all domains",
  owner: "CN",
  within: weeks(limit),
  meets: ["FR4"],
  when: isNotDying,
});

/** Of moderate and of severe frailty; the plan follows the assessment by two weeks. */
const assessmentAndPlan = (limit: number): Item[] => [
  assessment(limit),
  {
    id: "plan",
    does: "FR5",
    what: "Agree the care and support plan with the person, with goals and coordinator",
    owner: "CC",
    within: weeks(limit + 2),
    meets: ["FR5"],
  },
  {
    id: "falls",
    does: "FA2",
    what: "Comprehensive falls assessment",
    owner: "TH",
    within: weeks(6),
    meets: ["FA2"],
    onlyWhenDue: true,
  },
  {
    id: "home-hazards",
    does: "FA4",
    what: "Look for hazards at home",
    owner: "TH",
    within: weeks(6),
    meets: ["FA4"],
    onlyWhenDue: true,
  },
  {
    id: "bones",
    does: "BO1",
    what: "Estimate the risk of fracture",
    owner: "GP",
    within: weeks(12),
    meets: ["BO1"],
    onlyWhenDue: true,
  },
  {
    id: "continence-memory",
    what: "Ask about bladder, bowels and memory within the assessment",
    owner: "CN",
    within: weeks(limit),
    meets: ["UC1", "CO1"],
    when: isNotDying,
  },
  CARERS_ASSESSMENT,
  { ...CONTINGENCY, within: weeks(limit + 2) },
  {
    id: "equipment",
    what: "Telecare and equipment: what would help at home",
    owner: "TH",
    within: weeks(4),
    when: (person) => !livesInCareHome(person),
  },
];

const MODERATE = carePackage({
  id: "moderate-frailty",
  name: "Moderate frailty",
  who: "Moderate frailty (Clinical Frailty Scale 6) as a clinician recorded it, living at home",
  entry: (person) =>
    livesInCareHome(person) || isAtEndOfLife(person) ? undefined : frailtyRecordedAs(person, ["moderate"]),
  goals: [
    { id: "fewer-crises", words: "Have fewer crises, and know what to do when one comes" },
    { id: "independence", words: "Keep doing for myself what I can" },
  ],
  actions: [...assessmentAndPlan(12), structuredReview(8)],
  review: months(6),
  exit: "Plan agreed, actions closed, six months without an emergency, and a named practice clinician who reviews",
  source: PROACTIVE,
});

const ADMISSIONS = "admissions";
const SEVERE = carePackage({
  id: "severe-frailty",
  name: "Severe frailty",
  who: "Severe frailty (Clinical Frailty Scale 7 or more) as a clinician recorded it",
  entry: (person) => frailtyRecordedAs(person, ["severe"]),
  goals: [
    { id: "comfort", words: "Be comfortable" },
    { id: "fewer-burdens", words: "Have fewer tablets, tests and trips that do not help me" },
    { id: "wishes-known", words: "Have my wishes known to everybody who comes" },
  ],
  actions: [
    ...assessmentAndPlan(8),
    {
      id: "geriatrician",
      what: "Ask a geriatrician for a view",
      owner: "GER",
      within: weeks(4),
      when: (person, { asOf, setting }) =>
        emergencyAdmissions(person, addMonths(asOf, -6)).length >= setting(`package.severe-frailty.${ADMISSIONS}`),
    },
    structuredReview(4),
    {
      id: "fewer-medicines",
      what: "Reduce medicines whose burden outweighs their use",
      owner: "PH",
      within: weeks(4),
      treatment: true,
    },
    {
      id: "targets",
      what: "Blood pressure and HbA1c held to the targets of severe frailty",
      owner: "GP",
      within: weeks(4),
      treatment: true,
    },
    futureCare(4),
    {
      id: "skin",
      does: "SK1",
      what: "Check the skin and the risk of pressure damage every month",
      owner: "CN",
      within: months(1),
      meets: ["SK1"],
    },
    {
      id: "nutrition",
      does: "NU1",
      what: "Screen for malnutrition every month",
      owner: "CN",
      within: months(1),
      meets: ["NU1"],
    },
    {
      id: "meeting",
      does: "meeting",
      what: "Discuss at the MDG at least every three months",
      owner: "CC",
      within: months(3),
    },
    {
      id: "end-of-life",
      does: "EL1",
      what: "Consider whether this may be the last year of life",
      owner: "GP",
      within: months(1),
      meets: ["EL1"],
      when: isNotDying,
    },
  ],
  review: months(3),
  exit: "A lesser degree on a new record, or the end-of-life package; nobody is stepped down from severe frailty for want of use",
  source: PROACTIVE,
  settings: {
    [ADMISSIONS]: {
      words: "Severe frailty: emergency admissions in six months from which a geriatrician is asked",
      value: 2,
      source: "proposed by Confer; no national source known",
      mark: "P",
    },
  },
});

export const FRAILTY_PACKAGES: readonly CarePackage[] = [MILD, MODERATE, SEVERE];
