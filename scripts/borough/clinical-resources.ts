/** One person's facts as FHIR R4: conditions, observations, medicines, allergies, procedures, vaccines, encounters. */

import type { Calendar } from "./calendar-days";
import {
  ALLERGIES,
  BLOOD_PRESSURE,
  type Code,
  DIAGNOSES,
  FINDINGS,
  INFLUENZA_VACCINE,
  MEDICINE,
  ODS,
  PROCEDURES,
  REASONS,
  RESULTS,
  SNOMED,
} from "./codes";
import type { Attendance, CareEntry, Facts } from "./facts";
import type {
  AllergyIntolerance,
  CodeableConcept,
  Condition,
  Encounter,
  Immunization,
  MedicationRequest,
  Observation,
  Procedure,
  Resource,
} from "./fhir-r4";
import { type Medicine, SHORT_COURSE } from "./medicines";
import { ACUTE_TRUST, ACUTE_TRUST_NAME, type Organisation } from "./organisations";
import { between, chance, pick, type Random } from "./random";

export type Subject = {
  id: string;
  practice: Organisation;
  age: number;
  bornDaysAgo: number;
  diedDaysAgo: number;
  calendar: Calendar;
};

const CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical";
const ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority";
const UCUM = "http://unitsofmeasure.org";

const concept = ([code, display]: Code): CodeableConcept => ({
  coding: [{ system: SNOMED, code, display }],
  text: display,
});

export function clinicalResources(facts: Facts, who: Subject, random: Random): Resource[] {
  return [
    ...conditions(facts, who),
    ...observations(facts, who),
    ...medicines(facts, who, random),
    ...firstIssues(facts, who),
    ...allergies(who, random),
    ...procedures(facts, who),
    ...immunisations(facts, who, random),
    ...facts.attendances.map((attendance, n) => encounter(attendance, n + 1, who, random)),
  ];
}

/** Not before birth, and before death: a repeat of the dead was last issued while they lived. */
const inLife = (who: Subject, daysAgo: number) => Math.min(Math.max(daysAgo, who.diedDaysAgo + 1), who.bornDaysAgo - 1);

const careOf = ({ care }: Facts, as: CareEntry["as"]) => care.filter((entry) => entry.as === as);

const careConcept = ({ code: { system, code, display } }: CareEntry): CodeableConcept => ({
  coding: [{ system, code, display }],
  text: display,
});

const subject = (who: Subject) => ({ reference: `Patient/${who.id}` });

function conditions(facts: Facts, who: Subject): Condition[] {
  return facts.diagnoses.map(({ code, daysAgo }, n) => ({
    resourceType: "Condition",
    id: `${who.id}-c${n + 1}`,
    clinicalStatus: { coding: [{ system: CLINICAL, code: "active" }] },
    code: concept(DIAGNOSES[code]),
    subject: subject(who),
    onsetDateTime: who.calendar.dayText(daysAgo),
    recordedDate: who.calendar.dayText(daysAgo),
  }));
}

function observations(facts: Facts, who: Subject): Observation[] {
  const found: Observation[] = [];
  const add = (daysAgo: number, rest: Pick<Observation, "code"> & Partial<Observation>) =>
    found.push({
      resourceType: "Observation",
      id: `${who.id}-o${found.length + 1}`,
      status: "final",
      subject: subject(who),
      effectiveDateTime: who.calendar.dayText(daysAgo),
      ...rest,
    });
  for (const { code, daysAgo } of facts.findings) add(daysAgo, { code: concept(FINDINGS[code]) });
  for (const { code, daysAgo, value } of facts.results) {
    const [id, term, unit] = RESULTS[code];
    add(daysAgo, { code: concept([id, term]), valueQuantity: { value, unit, system: UCUM, code: unit } });
  }
  for (const { daysAgo, systolic, diastolic } of facts.bloodPressures) {
    const part = (code: Code, value: number) => ({
      code: concept(code),
      valueQuantity: { value, unit: "mm[Hg]", system: UCUM, code: "mm[Hg]" },
    });
    add(daysAgo, {
      code: concept(BLOOD_PRESSURE.panel),
      component: [part(BLOOD_PRESSURE.systolic, systolic), part(BLOOD_PRESSURE.diastolic, diastolic)],
    });
  }
  for (const entry of careOf(facts, "observation")) {
    const { value, unit } = entry;
    const quantity = unit !== undefined && value !== undefined && { value, unit, system: UCUM, code: unit };
    add(entry.daysAgo, { code: careConcept(entry), ...(quantity && { valueQuantity: quantity }) });
  }
  return found;
}

/** Repeat prescriptions: each last issued within twelve weeks. Whoever takes nothing once had a short course. */
function medicines(facts: Facts, who: Subject, random: Random): MedicationRequest[] {
  const repeats = facts.medicines.map((medicine, n) =>
    medicationRequest(who, n + 1, medicine, "active", between(random, 1, 84)),
  );
  if (repeats.length > 0 || who.age < 18) return repeats;
  return [medicationRequest(who, 1, SHORT_COURSE, "completed", between(random, 400, 3200))];
}

/** Of some repeats the first issue is known too. */
const firstIssues = ({ firstIssues }: Facts, who: Subject): MedicationRequest[] =>
  firstIssues.map(({ medicine, daysAgo }, n) => {
    const first = medicationRequest(who, n + 1, medicine, "completed", daysAgo);
    return { ...first, id: `${who.id}-f${n + 1}` };
  });

function medicationRequest(
  who: Subject,
  n: number,
  [code, name, dose]: Medicine,
  status: MedicationRequest["status"],
  daysAgo: number,
): MedicationRequest {
  return {
    resourceType: "MedicationRequest",
    id: `${who.id}-m${n}`,
    status,
    intent: "order",
    medicationCodeableConcept: { coding: [{ system: MEDICINE, code, display: name }], text: name },
    subject: subject(who),
    authoredOn: who.calendar.dayText(inLife(who, daysAgo)),
    dosageInstruction: [{ text: dose }],
  };
}

/** Which allergies people have recorded, and how often, is [P]. */
function allergies(who: Subject, random: Random): AllergyIntolerance[] {
  const recorded: Code[] = [];
  if (chance(random, who.age >= 18 ? 0.13 : 0.05)) {
    recorded.push(
      pick(random, [
        ALLERGIES.penicillin,
        ALLERGIES.penicillin,
        ALLERGIES.penicillin,
        ALLERGIES.aspirin,
        ALLERGIES.sulfonamide,
        ALLERGIES.latex,
        ALLERGIES.peanut,
      ]),
    );
  } else if (chance(random, 0.35)) recorded.push(ALLERGIES.noKnownDrugAllergy);
  return recorded.map((code, n) => ({
    resourceType: "AllergyIntolerance",
    id: `${who.id}-a${n + 1}`,
    clinicalStatus: {
      coding: [{ system: "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", code: "active" }],
    },
    code: concept(code),
    patient: subject(who),
    recordedDate: who.calendar.dayText(inLife(who, between(random, 100, 5000))),
    ...(code === ALLERGIES.penicillin
      ? { reaction: [{ manifestation: [{ text: pick(random, ["Rash", "Swelling", "Anaphylaxis"]) }] }] }
      : {}),
  }));
}

function procedures(facts: Facts, who: Subject): Procedure[] {
  const done = facts.operations.map(({ code, daysAgo }) => ({ code: concept(PROCEDURES[code]), daysAgo }));
  if (facts.retinalScreening !== undefined) {
    done.push({ code: concept(PROCEDURES.retinalScreening), daysAgo: inLife(who, facts.retinalScreening) });
  }
  for (const entry of careOf(facts, "procedure")) done.push({ code: careConcept(entry), daysAgo: entry.daysAgo });
  return done.map(({ code, daysAgo }, n) => ({
    resourceType: "Procedure",
    id: `${who.id}-x${n + 1}`,
    status: "completed",
    code,
    subject: subject(who),
    performedDateTime: who.calendar.dayText(daysAgo),
  }));
}

/**
 * Last season's influenza vaccine at 65 and over: 74.5 % (QOF, England) [V], in its first four months. This season's and
 * the other vaccines are drawn with the rest of the care (care-vaccines.ts).
 */
function immunisations(facts: Facts, who: Subject, random: Random): Immunization[] {
  const given = careOf(facts, "immunisation").map((entry) => ({ code: careConcept(entry), daysAgo: entry.daysAgo }));
  if (who.age >= 65 && chance(random, 0.745)) {
    const intoSeason = Math.floor((between(random, 20, 360) - 20) * 0.35);
    const daysAgo = inLife(who, who.calendar.seasonBeganAgo + 335 - intoSeason);
    given.unshift({ code: concept(INFLUENZA_VACCINE), daysAgo });
  }
  return given.map(({ code, daysAgo }, n) => ({
    resourceType: "Immunization",
    id: `${who.id}-v${n + 1}`,
    status: "completed",
    vaccineCode: code,
    patient: subject(who),
    occurrenceDateTime: who.calendar.dayText(daysAgo),
  }));
}

const CLASSES: Record<Attendance["kind"], { code: string; display: string }> = {
  gp: { code: "AMB", display: "ambulatory" },
  "emergency department": { code: "EMER", display: "emergency" },
  "emergency admission": { code: "IMP", display: "inpatient encounter" },
  "planned admission": { code: "IMP", display: "inpatient encounter" },
};

function encounter(attendance: Attendance, n: number, who: Subject, random: Random): Encounter {
  const { kind, daysAgo, minute, nights, reason } = attendance;
  const admitted = kind === "emergency admission" || kind === "planned admission";
  const lasted = kind === "gp" ? 12 : kind === "emergency department" ? between(random, 60, 290) : 240;
  const endMinute = nights > 0 ? 690 : Math.min(minute + lasted, 1439);
  return {
    resourceType: "Encounter",
    id: `${who.id}-e${n}`,
    status: nights >= daysAgo ? "in-progress" : "finished",
    class: { system: ACT, ...CLASSES[kind] },
    ...(admitted
      ? {
          priority: {
            coding: [
              kind === "emergency admission"
                ? { system: PRIORITY, code: "EM", display: "emergency" }
                : { system: PRIORITY, code: "EL", display: "elective" },
            ],
          },
        }
      : {}),
    subject: subject(who),
    period: {
      start: who.calendar.timeText(daysAgo, minute),
      ...(nights >= daysAgo ? {} : { end: who.calendar.timeText(daysAgo - nights, endMinute) }),
    },
    ...(reason ? { reasonCode: [concept(REASONS[reason])] } : {}),
    serviceProvider:
      kind === "gp"
        ? { identifier: { system: ODS, value: who.practice.code }, display: who.practice.name }
        : { identifier: { system: ODS, value: ACUTE_TRUST }, display: ACUTE_TRUST_NAME },
  };
}
