/**
 * Packages by need: several conditions at once, frequent emergencies, the end of life.
 * NICE NG56 (2016) for multimorbidity, from memory; London Ambulance Service asks trusts for a Universal Care Plan for
 * all frequent callers and attenders (North Central London, nclhealthandcare.org.uk). Not built: the top band of the
 * Cambridge Multimorbidity Score enters nobody yet.
 */
import { addDays, addMonths, type CalendarDate } from "../calendar";
import { type CarePerson, isAtEndOfLife, palliativeRegister } from "../care-gap";
import { dateInWords } from "../dates";
import { latestValue } from "../feature";
import { futureCare, structuredReview } from "./items";
import {
  type CarePackage,
  carePackage,
  days,
  type Entered,
  marksOf,
  months,
  type PackageContext,
  PROPOSED,
  spellSince,
  weeks,
} from "./package";

const proposed = (words: string, value: number) => ({ words, value, source: PROPOSED, mark: "P" as const });

// ── Complex multimorbidity ────────────────────────────────────────────────────────────────────────────────

function complex(person: CarePerson, { answer, setting }: PackageContext): Entered | undefined {
  if (isAtEndOfLife(person)) return undefined;
  const conditions = answer.longTermConditions.length;
  const medicines = person.medicinesIn90Days ?? 0;
  const reasons = [
    ...(conditions >= setting("package.complex-multimorbidity.conditions")
      ? [`${conditions} long-term conditions`]
      : []),
    ...(medicines >= setting("package.complex-multimorbidity.medicine-count")
      ? [`${medicines} medicines in 90 days`]
      : []),
  ];
  return reasons.length ? { because: reasons.join(", ") } : undefined;
}

const COMPLEX = carePackage({
  id: "complex-multimorbidity",
  name: "Complex multimorbidity",
  who: "Four or more long-term conditions, or ten or more medicines in 90 days",
  entry: complex,
  goals: [{ id: "less-burden", words: "Have fewer appointments, tablets and letters" }],
  actions: [
    {
      id: "combined-review",
      what: "One combined yearly review in the month of birth, in place of one for each condition",
      owner: "PN",
      within: months(12),
    },
    {
      id: "what-matters",
      what: "Ask what matters most and what treatment costs the person in time and effort",
      owner: "CC",
      within: weeks(4),
    },
    structuredReview(8),
    { id: "clinic-list", what: "List all clinics and ask which are still needed", owner: "GP", within: weeks(12) },
    {
      id: "mood",
      does: "DE1",
      what: "Ask the two questions about low mood",
      owner: "PN",
      within: months(3),
      meets: ["DE1"],
    },
    { id: "low-value", what: "Stop by agreement what helps little", owner: "GP", within: weeks(12), treatment: true },
    { id: "self-management", what: "Offer support for managing by oneself", owner: "VS", within: weeks(12) },
    {
      id: "mental-health",
      what: "Link with mental health: PHQ-9 of ten or more",
      owner: "MH",
      within: weeks(4),
      when: (person) => (latestValue(person, "care-phq-9") ?? 0) >= PHQ_9,
    },
  ],
  review: months(12),
  exit: "Combined review done and burden less by the person's own account",
  source: "NICE NG56, 2016, from memory; limits proposed by Confer",
  settings: {
    conditions: proposed("Complex multimorbidity: long-term conditions from which it is entered", 4),
    "medicine-count": proposed("Complex multimorbidity: medicines in 90 days from which it is entered", 10),
  },
});
/** PHQ-9 line of the table of protocols, row DE1; NICE NG222, from memory. */
const PHQ_9 = 10;

// ── Frequent emergencies ──────────────────────────────────────────────────────────────────────────────────

const KINDS = [
  { name: "attendances", kinds: ["ae"], words: "emergency department attendances" },
  { name: "admissions", kinds: ["emergency_admission"], words: "emergency admissions" },
  { name: "calls", kinds: ["ambulance", "nhs111"], words: "999 or 111 calls" },
] as const;

/** What is frequent on that day, in words; empty when nothing is. */
function frequentOn(
  { services }: Pick<CarePerson, "services">,
  day: CalendarDate,
  { setting }: PackageContext,
): string[] {
  const after = addMonths(day, -setting("package.frequent-emergency.months"));
  return KINDS.flatMap(({ name, kinds, words }) => {
    const count = services.filter(
      ({ kind, on }) => (kinds as readonly string[]).includes(kind) && on > after && on <= day,
    ).length;
    return count >= setting(`package.frequent-emergency.${name}`) ? [`${count} ${words}`] : [];
  });
}

/** It begins with a use of a service, and ends between two. */
function frequentUser(person: CarePerson, context: PackageContext): Entered | undefined {
  const reasons = frequentOn(person, context.asOf, context);
  if (!reasons.length) return undefined;
  const holdsOn = (day: CalendarDate) => frequentOn(person, day, context).length > 0;
  const since = person.services.map(({ on }) => on).find((on) => holdsOn(on) && !holdsOn(addDays(on, -1)));
  return { because: `${reasons.join(", ")} in ${context.setting("package.frequent-emergency.months")} months`, since };
}

const discharged = ({ services }: CarePerson, after: CalendarDate) =>
  services.some(({ kind, until }) => kind === "emergency_admission" && until !== undefined && until > after);

const FREQUENT = carePackage({
  id: "frequent-emergency",
  name: "Frequent emergencies",
  who: "Three attendances or two emergency admissions in six months, or many 999 and 111 calls",
  entry: frequentUser,
  goals: [
    { id: "one-plan", words: "Have one plan that everybody follows" },
    { id: "fewer-calls", words: "Need fewer emergency calls, and know whom to ring by day" },
  ],
  actions: [
    {
      id: "cause",
      what: "Look for the cause: pain, alcohol, anxiety, low blood sugar, falls, loneliness, safeguarding",
      owner: "CC",
      within: weeks(2),
    },
    {
      id: "meeting",
      does: "meeting",
      what: "Discuss at the MDG; invite the frequent-user leads of ambulance and emergency department",
      owner: "CC",
      within: weeks(4),
    },
    {
      id: "universal-plan",
      what: "Make a Universal Care Plan with the person",
      owner: "GP",
      within: weeks(4),
      source: "London Ambulance Service asks for one for all frequent callers and attenders; limit proposed by Confer",
    },
    {
      id: "daytime-contact",
      what: "Give the name and number of one person to ring by day",
      owner: "CC",
      within: weeks(2),
    },
    {
      id: "discharge-call",
      what: "Ring the person within three days of discharge",
      owner: "CC",
      within: days(3),
      when: (person, { asOf }) => discharged(person, addDays(asOf, -7)),
    },
    {
      id: "reconcile",
      does: "ME3",
      what: "Reconcile medicines after discharge",
      owner: "PH",
      within: days(7),
      meets: ["ME3"],
      onlyWhenDue: true,
    },
    { id: "liaison", what: "Mental health or alcohol liaison, where that is the cause", owner: "MH", within: weeks(2) },
  ],
  review: months(3),
  exit: "Below these numbers for six months, with a plan that crews see",
  source: "Numbers and limits proposed by Confer",
  settings: {
    months: proposed("Frequent emergencies: months that are counted", 6),
    attendances: proposed("Frequent emergencies: emergency department attendances from which it is entered", 3),
    admissions: proposed("Frequent emergencies: emergency admissions from which it is entered", 2),
    calls: proposed("Frequent emergencies: 999 and 111 calls from which it is entered", 5),
  },
});

// ── End of life ───────────────────────────────────────────────────────────────────────────────────────────

function dying(person: CarePerson, { asOf }: PackageContext): Entered | undefined {
  const register = palliativeRegister(person);
  if (!register) return undefined;
  const { because, on } = register;
  const ended = (person.facts.get("palliative-care-ended")?.entries ?? []).map(({ on }) => ({ on, holds: false }));
  return {
    because: `${because}${on ? `, ${dateInWords(on)}` : ", without a date"}`,
    since: spellSince([...marksOf(person, "palliative-care", asOf), ...ended]),
  };
}

/** Not proposed: bereavement support, which begins with a death and has a row of its own among the care protocols. */
const DYING = carePackage({
  id: "end-of-life",
  name: "End of life",
  who: "On the palliative care register, as a clinician recorded it",
  entry: dying,
  goals: [
    { id: "symptoms", words: "Have my symptoms eased" },
    { id: "place", words: "Be cared for where I want to be" },
    { id: "family", words: "Have my family supported" },
  ],
  actions: [
    {
      id: "stage",
      does: "EL2",
      what: "Record the stage, and review it at the meeting",
      owner: "GP",
      within: weeks(1),
      meets: ["EL2"],
    },
    futureCare(4),
    {
      id: "symptom-medicines",
      does: "EL4",
      what: "Decide with the person whether medicines for symptoms should be kept at home",
      owner: "GP",
      within: weeks(2),
      meets: ["EL4"],
    },
    { id: "visits", what: "Agree how often to visit, by the stage", owner: "CN", within: weeks(1) },
    {
      id: "benefits",
      what: "Special-rules benefit form (SR1) and fast-track continuing healthcare, where the criteria are met",
      owner: "GP",
      within: days(2),
    },
    {
      id: "preventive-medicines",
      what: "Stop medicines that only prevent",
      owner: "PH",
      within: weeks(2),
      treatment: true,
    },
    { id: "equipment", what: "Equipment for home: bed, commode, mattress", owner: "TH", within: days(3) },
    { id: "night-sitting", what: "Night sitting for the carer", owner: "VS", within: weeks(1) },
    { id: "out-of-hours", what: "Tell out of hours the same day", owner: "CC", within: days(0) },
    {
      id: "afterwards",
      what: "Write down whom to tell and who supports the family afterwards",
      owner: "CC",
      within: weeks(4),
    },
  ],
  review: months(1),
  exit: "Recorded as no longer indicated; after death, support of the bereaved goes on",
  source: "Gold Standards Framework and NICE NG31, from memory; limits proposed by Confer",
});

export const NEED_PACKAGES: readonly CarePackage[] = [COMPLEX, FREQUENT, DYING];
