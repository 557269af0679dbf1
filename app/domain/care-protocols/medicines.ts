/**
 * Reviews of medicines, reconciliation after discharge, and monitoring of direct oral anticoagulants.
 * ME1: structured medication review of the Network Contract DES 2021 (read second-hand) and Enhanced Health in Care Homes
 * version 3 (2023). ME3: NICE NG5 (2015, from memory). ME4: Specialist Pharmacy Service, DOAC monitoring. Facts only.
 *
 * Not built: whether the dose matches the clearance, since doses are free text; the blood test after the first month,
 * since a start cannot be told from a re-issue; high-dose opioids, for the same reason as doses.
 */
import { addSpan, type CalendarDate, type Span } from "../calendar";
import {
  type CarePerson,
  type CareProcess,
  type CareProtocol,
  type Context,
  type Need,
  USED_SERVICES,
} from "../care-gap";
import { holds, latestOn } from "../feature";
import { creatinineClearanceOf } from "../risk/creatinine-clearance";
import { POLYPHARMACY } from "../risk/polypharmacy";
import {
  emergencyAdmissions,
  frailFrom,
  fromAge,
  fromMemory,
  later,
  livesInCareHome,
  proposed,
  sinceAll,
} from "./circumstances";
import { isTaking } from "./current-medicine";
import { latestFall, recurrentFalls } from "./falls-recorded";

// ── ME1, ME2 ──────────────────────────────────────────────────────────────────────────────────────────────

const REVIEW_WORTHY = [
  ["medicine-methotrexate", "methotrexate"],
  ["medicine-lithium", "lithium"],
  ["medicine-opioid", "opioid"],
  ["medicine-gabapentinoid", "gabapentin or pregabalin"],
  ["medicine-benzodiazepine", "benzodiazepine"],
  ["medicine-z-drug", "Z-drug"],
] as const;

function reasonsForStructuredReview(person: CarePerson, context: Context): string[] {
  const { asOf, setting } = context;
  const admissions = person.services.length && emergencyAdmissions(person, addSpan(asOf, { months: -12 })).length;
  return [
    ...(livesInCareHome(person) ? ["care home"] : []),
    ...((person.medicinesIn90Days ?? 0) >= POLYPHARMACY.complexFrom ? [`${person.medicinesIn90Days} medicines`] : []),
    ...(frailFrom(person, "severe") ? ["severe frailty"] : []),
    ...(holds(person, "housebound") ? ["housebound"] : []),
    ...(recurrentFalls(person, asOf) ? ["recurrent falls"] : []),
    ...(admissions >= setting("medicines.recurrent-admissions")
      ? [`${admissions} emergency admissions in a year`]
      : []),
    ...REVIEW_WORTHY.filter(([set]) => isTaking(person, set, context)).map(([, words]) => words),
  ];
}

/** A discharge after an emergency or a fall starts the clock again. */
function needsStructuredReview(person: CarePerson, context: Context): Need {
  // Without a medicine there is nothing to go through; of medicines that are not known, one cannot tell.
  if (person.medicinesIn90Days === 0) return false;
  const reasons = reasonsForStructuredReview(person, context);
  if (!reasons.length) return false;
  return fromAge(person, context.setting("medicines.structured-from-age"), () =>
    person.medicinesIn90Days === undefined ? { missing: "medicines" } : structuredReviewFor(person, reasons, context),
  );
}

function structuredReviewFor(person: CarePerson, reasons: readonly string[], context: Context): Need {
  const words = reasons.join(", ");
  const because = words[0]!.toUpperCase() + words.slice(1);
  const every: Span = { months: 12 };
  const yearAgo = addSpan(context.asOf, { months: -12 });
  const fall = latestFall(person);
  const trigger = later(
    fall !== undefined && fall > yearAgo ? fall : undefined,
    dischargedOn(person, yearAgo, context.asOf),
  );
  if (!trigger) return { because, every };
  return { because, every, since: trigger, within: { weeks: context.setting("medicines.after-trigger-weeks") } };
}

const dischargedOn = (person: CarePerson, after: CalendarDate, asOf: CalendarDate): CalendarDate | undefined =>
  person.services
    .filter(({ kind, until }) => kind.endsWith("_admission") && until !== undefined && until > after && until <= asOf)
    .map(({ until }) => until)
    .reduce(later, undefined);

const ME1: CareProcess = {
  id: "ME1",
  name: "Structured medication review",
  source: "Network Contract DES 2021/22, structured medication review; Enhanced Health in Care Homes version 3 (2023)",
  link: "https://www.england.nhs.uk/primary-care/pharmacy/smr",
  mark: "2",
  priority: "routine",
  needed: needsStructuredReview,
  // Any other review is an ordinary one: it does not stand for this.
  done: (person) => latestOn(person, "care-structured-medication-review"),
  value: (person) =>
    person.medicinesIn90Days === undefined ? undefined : `${person.medicinesIn90Days} medicines in 90 days`,
  action: { what: "Structured medication review; at the end of life only what can be stopped", owners: ["PH"] },
  sets: ["care-structured-medication-review"],
};

function needsReview(person: CarePerson, { setting }: Context): Need {
  const count = person.medicinesIn90Days;
  if (!count) return false;
  const often = (person.age ?? 0) >= 75 && count >= 4;
  const months = setting(often ? "medicines.review-months-75" : "medicines.review-months");
  return { because: count === 1 ? "1 medicine" : `${count} medicines`, every: { months } };
}

const ME2: CareProcess = {
  id: "ME2",
  name: "Medication review",
  source: "QOF business rules (reference set medrvw_cod); intervals from memory",
  mark: "M",
  priority: "routine",
  needed: needsReview,
  // A structured review is one too.
  done: (person) => latestOn(person, "care-medication-review"),
  action: { what: "Medication review", owners: ["PN", "PH", "GP"] },
  sets: ["care-medication-review"],
};

// ── ME3 ───────────────────────────────────────────────────────────────────────────────────────────────────

function needsReconciling(person: CarePerson, { asOf, setting }: Context): Need {
  if (!person.services.length) return false;
  const discharged = dischargedOn(person, addSpan(asOf, { days: -setting("medicines.reconcile-for-days") }), asOf);
  if (!discharged) return false;
  return {
    because: "Discharged from hospital",
    since: discharged,
    within: { days: setting("medicines.reconcile-days") },
  };
}

const ME3: CareProcess = {
  id: "ME3",
  name: "Medicines reconciled after discharge",
  source: "NICE NG5",
  link: "https://www.nice.org.uk/guidance/ng5",
  mark: "M",
  priority: "routine",
  onlyWith: [USED_SERVICES],
  needed: needsReconciling,
  done: (person) => latestOn(person, "care-medicines-reconciled"),
  action: { what: "Compare the discharge letter with the repeat list", owners: ["PH"] },
  sets: ["care-medicines-reconciled"],
};

// ── ME4 ───────────────────────────────────────────────────────────────────────────────────────────────────

/** So many months, of which a half or a tenth may be: whole months and days of a thirtieth, rounded down. */
export const spanOfMonths = (months: number): Span => ({
  months: Math.floor(months),
  days: Math.floor(Number(((months % 1) * 30).toFixed(6))),
});

const ELDER_MONTHS = 4;

/** Months between tests: 12, from 75 years 4, and with a clearance under 60 a tenth of it: the shortest holds. */
function monthsBetweenTests(
  age: number | undefined,
  clearance: number | undefined,
  setting: Context["setting"],
): number {
  const byAge = age !== undefined && age >= setting("medicines.doac-older-from") ? ELDER_MONTHS : 12;
  return clearance !== undefined && clearance < 60 ? Math.min(byAge, clearance / 10) : byAge;
}

function needsClearance(person: CarePerson, context: Context): Need {
  if (!isTaking(person, "medicine-doac", context)) return false;
  const clearance = creatinineClearanceOf(person);
  if (!clearance.known) {
    const untested = clearance.missing.some((what) => what === "weight" || what === "creatinine");
    const missing = clearance.missing.join(", ");
    // A test that was never done is overdue; without age or sex its interval cannot be told.
    return untested ? { because: `Direct oral anticoagulant; clearance unknown without ${missing}` } : { missing };
  }
  const months = monthsBetweenTests(person.age, clearance.value, context.setting);
  // The interval of an elder may be shorter. What is overdue by the longer is so at any age.
  const isSure = months <= ELDER_MONTHS || addSpan(clearance.on, spanOfMonths(months)) <= context.asOf;
  if (person.age === undefined && !isSure) return { missing: "date of birth" };
  return {
    because: `Direct oral anticoagulant, clearance ${Math.round(clearance.value)} ml/min`,
    every: spanOfMonths(months),
  };
}

const doac = {
  source: "Specialist Pharmacy Service, DOAC monitoring",
  link: "https://www.sps.nhs.uk/monitorings/",
  mark: "V",
  priority: "routine",
} as const satisfies Partial<CareProcess>;

const ME4: CareProcess = {
  ...doac,
  priority: "safety",
  id: "ME4",
  name: "Creatinine clearance on a DOAC",
  onlyWith: ["medicine-doac"],
  needed: needsClearance,
  done: (person) => {
    const clearance = creatinineClearanceOf(person);
    return clearance.known ? clearance.on : undefined;
  },
  value: (person) => {
    const clearance = creatinineClearanceOf(person);
    return clearance.known ? `${Math.round(clearance.value)} ml/min (${clearance.how})` : undefined;
  },
  action: { what: "Weigh, measure creatinine, and check the dose against the clearance", owners: ["PH"] },
  sets: ["creatinine-clearance", "weight", "creatinine"],
};

const ME4_REVIEW: CareProcess = {
  ...doac,
  id: "ME4-review",
  name: "Review on a DOAC",
  onlyWith: ["medicine-doac"],
  needed: (person, context) =>
    isTaking(person, "medicine-doac", context) && {
      because: "Direct oral anticoagulant",
      every: { months: context.setting("medicines.doac-review-months") },
    },
  done: (person) => latestOn(person, "care-doac-review"),
  action: { what: "Ask about doses missed, bleeding, other medicines", owners: ["PH", "PN"] },
  sets: ["care-doac-review"],
};

const ME4_BLOODS: CareProcess = {
  ...doac,
  id: "ME4-bloods",
  name: "Blood count and liver tests on a DOAC",
  onlyWith: ["medicine-doac"],
  needed: (person, context) =>
    isTaking(person, "medicine-doac", context) && { because: "Direct oral anticoagulant", every: { months: 12 } },
  done: (person) => sinceAll([latestOn(person, "haemoglobin"), latestOn(person, "alt")]),
  excusedBy: { "declined-blood-test": "declined" },
  action: { what: "Full blood count and liver tests", owners: ["HCA", "PN"] },
  sets: ["haemoglobin", "alt"],
};

export const MEDICINES_PROTOCOL: CareProtocol = {
  id: "medicines",
  name: "Medicines",
  version: "medicines/2",
  source: "Network Contract DES, NICE NG5, Specialist Pharmacy Service",
  who: "people who take medicines",
  settings: {
    "medicines.structured-from-age": proposed("Age from which medicines are reviewed as a structured review", 18),
    "medicines.recurrent-admissions": proposed(
      "Emergency admissions in 12 months from which they count as recurrent",
      2,
    ),
    "medicines.after-trigger-weeks": proposed(
      "Weeks after a discharge or a fall within which medicines are reviewed",
      4,
    ),
    "medicines.review-months": fromMemory("Months between medication reviews", 12, "QOF"),
    "medicines.review-months-75": fromMemory(
      "Months between medication reviews from 75 years with four medicines or more",
      6,
      "National Service Framework for Older People 2001",
    ),
    "medicines.reconcile-days": proposed("Days after discharge within which medicines are reconciled", 7),
    "medicines.reconcile-for-days": proposed(
      "Days after discharge during which medicines are asked to be reconciled, if nobody did",
      90,
    ),
    "medicines.doac-older-from": proposed(
      "Age from which somebody on a DOAC counts as elderly: tests every 4 months",
      75,
    ),
    "medicines.doac-review-months": {
      words: "Months between review appointments on a DOAC",
      value: 3,
      source: "Specialist Pharmacy Service: every 3 months; common practice: yearly",
      mark: "V",
      options: { 3: "Specialist Pharmacy Service", 12: "common practice" },
    },
  },
  processes: [ME1, ME2, ME3, ME4, ME4_REVIEW, ME4_BLOODS],
};
