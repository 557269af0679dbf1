/**
 * Frailty: finding it, recording it, assessing the whole person, and one plan.
 * NHS England, Proactive care: moderate or severe frailty at home (December 2023); Enhanced Health in Care Homes,
 * version 3 (November 2023); GP contract 2017/18, frailty requirement; NICE NG56 (2016); British Geriatrics Society,
 * Joining the dots (2023). Facts only; wording ours.
 *
 * The electronic Frailty Index asks a clinician to look and decides nothing: what follows hangs on the code that a
 * clinician recorded. The Clinical Frailty Scale and PRISMA-7 are other people's forms: results are kept, forms are not.
 * Not built: FR1's "clinician's code within 6 weeks of the flag" counts from the trigger where one is recorded; the
 * index itself has no day on which it first said so, so without a trigger the confirmation is asked for at once.
 */
import type { CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, CareProtocol, Context, Need } from "../care-gap";
import { dateInWords } from "../dates";
import { latestOn, latestValue, valueOn } from "../feature";
import { EFI_AGES, efiCategory } from "../risk/efi";
import { recordedFrailty } from "../segment";
import {
  careHomeSince,
  emergencyAdmissions,
  FRAIL_SETS,
  frailFrom,
  fromAge,
  fromMemory,
  hasConditions,
  latestOfAny,
  monthsAgo,
  proposed,
  sinceAll,
} from "./circumstances";
import { ASSESSMENT_PROCESSES, ASSESSMENT_SETTINGS, PROACTIVE } from "./frailty-assessment";

const CONTRACT = "GP contract 2017/18, identification and care of frailty at 65 and over";

const FRAILTY_SETS = ["frailty-mild", "frailty-moderate", "frailty-severe", "frailty-none"] as const;
/** Structured or not. */
const MEDICINES_REVIEWED = ["care-medication-review", "care-structured-medication-review"] as const;

/** What happened that makes frailty worth looking at (again), the latest of it. */
function frailtyTrigger(person: CarePerson, after: CalendarDate) {
  const triggers = [
    { words: "a fall", on: latestOn(person, "fall") },
    { words: "delirium", on: latestOn(person, "delirium") },
    { words: "an emergency admission", on: emergencyAdmissions(person, after)[0]?.on },
    { words: "a move into a care home", on: careHomeSince(person) },
    { words: "loss of weight", on: latestOn(person, "efi-weight-loss") },
  ];
  let latest: { words: string; on: CalendarDate } | undefined;
  for (const { words, on } of triggers)
    if (on !== undefined && on > after && (!latest || on > latest.on)) latest = { words, on };
  return latest;
}

function flaggedByIndex({ age, efi }: CarePerson): string | undefined {
  if (age === undefined || age < EFI_AGES.from) return undefined;
  const deficits = efi.known ? efi.value : efi.atLeast;
  const category = efiCategory(deficits);
  if (category !== "moderate" && category !== "severe") return undefined;
  return `Electronic Frailty Index: ${category} (${efi.known ? "" : "at least "}${deficits} of 36)`;
}

/** Once a clinician has recorded it, FR2 keeps it fresh. */
function needsConfirming(person: CarePerson, { asOf, setting }: Context): Need {
  if (person.age !== undefined && person.age < EFI_AGES.from) return false;
  const recorded = recordedFrailty(person);
  if (recorded && recorded.frailty !== "none") return false;
  if (person.age === undefined) return { missing: "date of birth" };
  const flag = flaggedByIndex(person);
  const trigger = frailtyTrigger(person, monthsAgo(asOf, setting("frailty.trigger-months")));
  if (!flag && !trigger) return false;
  const every = { months: setting("frailty.review-months") };
  if (!trigger) return { because: `${flag}; no clinician has confirmed it`, every };
  const because = `${flag ? `${flag}; ` : ""}${trigger.words} on ${dateInWords(trigger.on)}`;
  return { because, since: trigger.on, within: { weeks: setting("frailty.confirm-weeks") }, every };
}

function needsReclassifying(person: CarePerson, { asOf, setting }: Context): Need {
  const frail = frailFrom(person, "mild");
  if (!frail) return false;
  const every = { months: setting("frailty.review-months") };
  const trigger = frailtyTrigger(person, monthsAgo(asOf, setting("frailty.trigger-months")));
  if (!trigger) return { because: frail.words, every };
  const within = { weeks: setting("frailty.confirm-weeks") };
  return {
    because: `${frail.words}; ${trigger.words} on ${dateInWords(trigger.on)}`,
    since: trigger.on,
    within,
    every,
  };
}

/** Many conditions, no frailty recorded (NG56). */
function needsGaitTest(person: CarePerson, { setting }: Context): Need {
  if (!hasConditions(person, setting("frailty.multimorbid-conditions")) || recordedFrailty(person)) return false;
  return {
    because: "Several long-term conditions, frailty not recorded",
    every: { months: setting("frailty.gait-months") },
  };
}

/** Each test with the value from which one suspects frailty [M, NICE NG56]. */
const GAIT_TESTS = [
  { set: "care-gait-speed", words: "4 m in", unit: " s", from: "frailty.gait-seconds", orMore: false },
  {
    set: "care-timed-up-and-go",
    words: "timed up and go",
    unit: " s",
    from: "frailty.up-and-go-seconds",
    orMore: false,
  },
  { set: "care-prisma-7", words: "PRISMA-7", unit: "", from: "frailty.prisma-points", orMore: true },
] as const;

function gaitTarget(person: CarePerson, { setting }: Context) {
  const tests = GAIT_TESTS.filter(({ set }) => latestValue(person, set) !== undefined);
  const [latest] = tests.sort((a, b) => (valueOn(person, b.set) ?? "").localeCompare(valueOn(person, a.set) ?? ""));
  if (!latest) return undefined;
  const value = latestValue(person, latest.set)!;
  const line = setting(latest.from);
  const suspect = latest.orMore ? value >= line : value > line;
  return { met: !suspect, words: suspect ? "Frailty suspected: confirm it" : "No sign of frailty" };
}

function gaitValue(person: CarePerson): string | undefined {
  const shown = GAIT_TESTS.flatMap(({ set, words, unit }) => {
    const value = latestValue(person, set);
    return value === undefined ? [] : [`${words} ${value}${unit}`];
  });
  return shown.join(", ") || undefined;
}

const frailtyExactly =
  (frailty: "mild" | "severe") =>
  (person: CarePerson, { setting }: Context): Need => {
    const frail = frailFrom(person, frailty);
    return frail?.frailty === frailty && { because: frail.words, every: { months: setting("frailty.review-months") } };
  };

const PROCESSES: readonly CareProcess[] = [
  {
    id: "FR1",
    name: "Frailty confirmed by a clinician",
    source: `${CONTRACT}; the index alone is no diagnosis`,
    mark: "M",
    priority: "screening",
    stopsAtEndOfLife: true,
    onlyWith: [],
    orAgedFrom: EFI_AGES.from,
    needed: needsConfirming,
    done: (person) => latestOfAny(person, FRAILTY_SETS),
    action: {
      what: "Confirm or rule out frailty by judgement, gait and the Clinical Frailty Scale",
      owners: ["GP", "PN", "PH"],
    },
    sets: FRAILTY_SETS,
  },
  {
    id: "FR2",
    name: "Frailty recorded anew",
    source: "Strain WD et al. Diabetes Ther 2021;12:1227: at least at each annual review and on change",
    link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC8099963",
    mark: "V",
    priority: "routine",
    stopsAtEndOfLife: true,
    onlyWith: FRAIL_SETS.mild,
    needed: needsReclassifying,
    done: (person) => latestOfAny(person, FRAILTY_SETS),
    action: { what: "Record the Clinical Frailty Scale again", owners: ["PN", "CC"] },
    sets: FRAILTY_SETS,
  },
  {
    id: "FR3",
    name: "Gait speed or PRISMA-7",
    source: "NICE NG56, multimorbidity, 2016",
    link: "https://www.nice.org.uk/guidance/ng56",
    mark: "M",
    priority: "screening",
    stopsAtEndOfLife: true,
    onlyWith: [],
    orAgedFrom: EFI_AGES.from,
    needed: (person, context) => fromAge(person, EFI_AGES.from, () => needsGaitTest(person, context)),
    done: (person) =>
      latestOfAny(
        person,
        GAIT_TESTS.map(({ set }) => set),
      ),
    value: gaitValue,
    target: gaitTarget,
    action: {
      what: "Measure gait speed, timed up and go or PRISMA-7; not while acutely unwell",
      owners: ["HCA", "PN"],
    },
    sets: ["care-gait-speed", "care-timed-up-and-go", "care-prisma-7"],
  },
  ...ASSESSMENT_PROCESSES,
  {
    id: "FR6",
    name: "Severe frailty: yearly review",
    source: `${CONTRACT}: medication review, falls, consent to share additional information`,
    mark: "M",
    priority: "routine",
    onlyWith: ["frailty-severe"],
    needed: frailtyExactly("severe"),
    done: (person) =>
      sinceAll([
        latestOfAny(person, MEDICINES_REVIEWED),
        latestOfAny(person, ["care-falls-asked", "falls-in-year"]),
        latestOn(person, "care-shared-record-consent"),
      ]),
    action: { what: "Review medicines, ask about falls, ask for consent to share", owners: ["GP", "PH"] },
    sets: ["care-shared-record-consent", "care-falls-asked", "falls-in-year", ...MEDICINES_REVIEWED],
  },
  {
    id: "FR7",
    name: "Mild frailty: staying well",
    source: "British Geriatrics Society, Joining the dots, 2023, touchpoint 1; vaccines have rows of their own",
    link: "https://www.bgs.org.uk/resources/be-proactive-delivering-proactive-care-chapter-one-introduction",
    mark: "M",
    priority: "routine",
    stopsAtEndOfLife: true,
    onlyWith: ["frailty-mild"],
    needed: frailtyExactly("mild"),
    done: (person) =>
      sinceAll([
        latestOn(person, "care-strength-balance-advice"),
        valueOn(person, "systolic"),
        valueOn(person, "must"),
        latestOfAny(person, ["care-social-contact", "care-loneliness"]),
      ]),
    action: { what: "Advise on strength and balance; blood pressure, nutrition, social contact", owners: ["PN", "VS"] },
    sets: ["care-strength-balance-advice", "care-social-contact", "care-loneliness", "systolic", "must"],
  },
];

export const FRAILTY_PROTOCOL: CareProtocol = {
  id: "frailty",
  name: "Frailty",
  version: "frailty-2026/2",
  source: `${PROACTIVE}; Enhanced Health in Care Homes, version 3; ${CONTRACT}`,
  who: "From 65: found by the index or an event, then by the degree that a clinician recorded; all in care homes",
  settings: {
    "frailty.review-months": fromMemory(
      "Months between reviews of frailty, and between whole assessments",
      12,
      CONTRACT,
    ),
    "frailty.trigger-months": proposed("Months for which a fall, delirium, admission or move asks for a new look", 12),
    "frailty.confirm-weeks": proposed("Weeks from such an event within which a clinician records frailty", 6),
    "frailty.gait-months": proposed("Months between tests of gait where frailty is not recorded", 12),
    "frailty.multimorbid-conditions": fromMemory("Long-term conditions from which gait is tested", 2, "NICE NG56"),
    "frailty.gait-seconds": fromMemory("Seconds for 4 m beyond which frailty is suspected", 5, "NICE NG56"),
    "frailty.up-and-go-seconds": fromMemory(
      "Seconds of the timed up and go beyond which it is suspected",
      12,
      "NICE NG56",
    ),
    "frailty.prisma-points": fromMemory("PRISMA-7 points from which it is suspected", 3, "NICE NG56"),
    ...ASSESSMENT_SETTINGS,
  },
  processes: PROCESSES,
};
