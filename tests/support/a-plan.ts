/** A complete plan of a synthetic person, which may be published, and the operations that write it. */
import type { PersonFacts, PublishedPlan } from "../../app/domain/crisis-plan";
import { applyOperations, emptyPlan, type Operation, type PlanDocument } from "../../app/domain/plan";
import { diffPlans, operationsOf, stampPlan } from "../../app/domain/plan-changes";

export const PLAN_OPERATIONS: readonly Operation[] = [
  {
    unit: "handler",
    values: {
      first: "End-of-life care at home. Breathless: connect to the hospice line first.",
      second: "Insulin-treated: if drowsy or confused send help at once.",
    },
  },
  {
    unit: "cpr",
    values: {
      decision: "not_recommended",
      decidedOn: "2026-05-03",
      decidedBy: "Dr Amir Khan",
      decidedByRole: "GP",
      capacity: "has",
      involvement: "agreed",
      involved: "Mrs Obi and her daughter Ngozi",
      formLocation: "hall drawer",
    },
  },
  { unit: "advanceDecision", values: { adrt: "none" } },
  { unit: "attorney", values: { lpa: "yes", name: "Ngozi (daughter)", registered: "seen", phone: "020 7946 0958" } },
  {
    unit: "escalation",
    values: {
      goal: "Comfort at home.",
      hospital: "Hospital only for fracture or symptoms that cannot be settled.",
      hospitalUnless: "Choking, anaphylaxis and low glucose are treated at once.",
    },
  },
  {
    unit: "contingency/breathless",
    values: {
      trigger: "Breathless",
      earlySigns: "Cannot finish a sentence, sits forward",
      doFirst: "Sit up, fan, oramorph from the box; ring the hospice.",
      doNot: "convey for breathlessness alone",
      unless: "SpO2 below 88 % on her usual oxygen, or she asks.",
      ring: "Hospice advice line",
      coping: "Open window, Ngozi's voice",
      medicines: "Morphine oral solution; midazolam injection",
      medicinesKept: "Blue box, kitchen cupboard, with the signed chart",
      onFront: "yes",
    },
  },
  {
    unit: "contingency/hypo",
    values: {
      trigger: "Drowsy or confused",
      earlySigns: "Sweating, odd behaviour",
      doFirst: "Check glucose. Below 4: treat, then long-acting carbohydrate.",
      ring: "Clinical desk",
    },
  },
  { unit: "critical/insulin", values: { fact: "Insulin", instruction: "check glucose; do not omit" } },
  { unit: "critical/apixaban", values: { fact: "Apixaban", instruction: "any head knock is urgent" } },
  { unit: "usual.mobility", values: { mobility: "walks with frame" } },
  { unit: "usual.speech", values: { speech: "talks in short sentences" } },
  { unit: "usual.oxygen", values: { oxygen: "SpO2 90 %" } },
  { unit: "usual.cognition", values: { cognition: "not confused" } },
  {
    unit: "people/hospice",
    values: {
      name: "Hospice advice line",
      role: "Palliative team",
      phone: "020 7946 0321",
      hours: "24 hours",
      lastAnswered: "2026-11-09",
    },
  },
  {
    unit: "people/ngozi",
    values: { name: "Ngozi Obi", role: "daughter", phone: "020 7946 0958", hours: "Daily 07:00-23:00", carer: "main" },
  },
  { unit: "communication.interpreter", values: { interpreter: "Igbo (not the daughter)" } },
  { unit: "home.access", values: { access: "Second floor, lift; ring twice" } },
  { unit: "home.equipment", values: { equipment: "Hospital bed, home oxygen concentrator" } },
  { unit: "aboutMe.mostImportant", values: { mostImportant: "To be at home, with music, and my church friends." } },
  { unit: "preferences.care", values: { care: "Home" } },
  { unit: "preferences.death", values: { death: "Home, hospice if home fails" } },
  {
    unit: "agreement",
    values: { agreed: "person", on: "2026-05-03", copy: "yes", copyOn: "2026-05-03", copyHow: "Large print" },
  },
  { unit: "review", values: { on: "2026-12-01", by: "Dr Amir Khan", byRole: "GP" } },
];

/** The plan above with operations on top; stamped as published at `at`. */
export function aPlanDocument(change: readonly Operation[] = [], at = "2026-05-03T09:00:00.000Z"): PlanDocument {
  const plan = applyOperations(applyOperations(emptyPlan(), PLAN_OPERATIONS), change);
  return stampPlan(plan, emptyPlan(), aStamp(at));
}

export const aStamp = (at: string, version = 1) => ({
  at,
  version,
  byName: "Dr Amir Khan",
  byRole: "GP",
  organisation: "Churchfield Practice",
});

/** What a draft must hold to become this document. */
export const operationsToWrite = (document: PlanDocument): Operation[] =>
  operationsOf(diffPlans(emptyPlan(), document));

export const aPublishedPlan = (change: Partial<PublishedPlan> = {}): PublishedPlan => ({
  status: "live",
  version: 3,
  rendition: 5,
  publishedAt: "2026-05-03T09:00:00.000Z",
  publishedByName: "Dr Amir Khan",
  publishedByRole: "GP",
  document: aPlanDocument(),
  confirmations: [],
  ...change,
});

export const somePersonFacts = (change: Partial<PersonFacts> = {}): PersonFacts => ({
  personId: "0193e0a0-0000-7000-8000-000000000001",
  name: "OBI, Adaeze (Mrs)",
  bornOn: "1942-03-12",
  diedOn: undefined,
  deceased: false,
  address: "14 Acre Lane, W12",
  nhsNumber: "9990123454",
  nhsNumberVerified: true,
  language: "Igbo",
  interpreter: true,
  practice: "Churchfield Practice",
  inHospitalSince: undefined,
  facts: [
    { kind: "allergy", text: "Penicillin: anaphylaxis", on: "2011-02-04" },
    { kind: "medicine", text: "Apixaban 5 mg tablets", on: "2026-10-02" },
  ],
  ...change,
});
