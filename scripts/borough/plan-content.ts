/**
 * What stands in the plans of the borough. Written as a practice would, for invented people; who has a plan at all
 * follows the shares that are proposed, not published [P].
 */
import type { Operation } from "../../app/domain/plan";
import type { Health } from "./health";
import { attorney, cpr, ESCALATION, UNDERSTANDING } from "./plan-decisions";
import { chance, pick, type Random } from "./random";

/** Share with an active plan by frailty, in care homes, and on the palliative register [P]. */
const PLANNED = { fit: 0.003, mild: 0.015, moderate: 0.06, severe: 0.25, careHome: 0.55, palliative: 0.6 } as const;

export type Planned = { health: Health; age: number; inCareHome: boolean };

export function hasPlan({ health, age, inCareHome }: Planned, random: Random): boolean {
  if (age < 50) return false;
  const share = health.registers.has("palliative")
    ? PLANNED.palliative
    : inCareHome
      ? PLANNED.careHome
      : PLANNED[health.band];
  return chance(random, share);
}

export type Ringable = { name: string; relation: string; phone: string; carer: boolean };

export type PlanPerson = Planned & {
  ring: readonly Ringable[];
  practice: { name: string; phone: string; gp: string };
  language?: string;
  livesAlone: boolean;
  organisationId: string;
};

export const takesInsulin = (health: Health) =>
  health.facts.medicines.some(([code]) => code === "glargine" || code === "aspart");

/** Dates as YYYY-MM-DD: the day of publishing, and half a year later. */
export type Days = { published: string; review: string; actionDue: string };

export function planOperations(person: PlanPerson, days: Days, random: Random): Operation[] {
  const notForCpr = person.health.registers.has("palliative")
    ? chance(random, 0.7)
    : person.health.band === "severe" && chance(random, 0.4);
  const insulin = takesInsulin(person.health);
  return [
    { unit: "handler", values: handler(person, insulin, notForCpr) },
    { unit: "cpr", values: cpr(person, notForCpr, days) },
    ...(notForCpr ? [{ unit: "understanding", values: UNDERSTANDING }] : []),
    { unit: "advanceDecision", values: { adrt: chance(random, 0.05) ? "unknown" : "none" } },
    { unit: "attorney", values: attorney(person, random) },
    ...(notForCpr ? [{ unit: "escalation", values: ESCALATION }] : []),
    ...contingencies(person),
    ...carer(person),
    ...critical(person, insulin),
    ...usual(person),
    ...people(person),
    ...(person.language ? [{ unit: "communication.language", values: { language: person.language } }] : []),
    ...home(person, random),
    { unit: "aboutMe.mostImportant", values: { mostImportant: pick(random, IMPORTANT) } },
    { unit: "goals/goal-1", values: { what: pick(random, GOALS), status: "active" } },
    {
      unit: "actions/action-1",
      values: {
        what: pick(random, ACTIONS),
        owner: `/${person.organisationId}`,
        ownerName: person.practice.name,
        ownerOrganisation: person.practice.name,
        dueOn: days.actionDue,
      },
    },
    ...(person.health.registers.has("palliative")
      ? [{ unit: "palliative.register", values: { register: "yes" } }]
      : []),
    ...(insulin ? [{ unit: "diabetesPlan.sickDays", values: { sickDays: SICK_DAYS } }] : []),
    ...(notForCpr
      ? [
          { unit: "preferences.death", values: { death: person.inCareHome ? "The care home" : "At home" } },
          { unit: "preferences.deathPlace", values: { deathPlace: person.inCareHome ? "care_home" : "home" } },
        ]
      : []),
    {
      unit: "agreement",
      values: { ...agreement(person), on: days.published, copy: "yes", copyOn: days.published, copyHow: "Print" },
    },
    { unit: "review", values: { on: days.review, by: person.practice.gp, byRole: "GP" } },
  ];
}

function handler({ health, inCareHome, livesAlone }: PlanPerson, insulin: boolean, notForCpr: boolean) {
  const second = inCareHome
    ? "Care home: ask for the nurse in charge."
    : livesAlone
      ? "Lives alone: may be slow to the door."
      : "";
  if (insulin) return { first: "Insulin-treated. If drowsy or confused, send help at once.", second };
  if (notForCpr) return { first: "End-of-life care at home: ring the hospice line before sending.", second };
  if (health.registers.has("dementia"))
    return { first: "Has dementia: speak to the carer, and use short sentences.", second };
  if (health.registers.has("copd"))
    return { first: "Usually breathless: ask what is different from an ordinary day.", second };
  return { first: "Frail: falls and sudden confusion need somebody to come and see.", second };
}

const SICK_DAYS =
  "Ring the diabetes team on the first day of not eating. Long-acting insulin goes on, unless they say otherwise.";

/** Where somebody cares at home: what happens when they cannot. */
function carer({ ring, health, inCareHome, practice }: PlanPerson): Operation[] {
  const main = ring.find(({ carer }) => carer);
  if (!main || inCareHome) return [];
  const standIn = ring.find(({ name, carer }) => !carer && name !== practice.name);
  const values = {
    signs: `${main.name} says so, is ill, or does not answer the door`,
    doFirst: "Stay until somebody is there; ring the stand-in, then the council's emergency duty team.",
    alone: health.registers.has("dementia") ? "no" : "short",
    ring: standIn?.name ?? practice.name,
    needs: takesInsulin(health)
      ? "Insulin and food at their hours; help to the toilet"
      : "Meals and help to the toilet",
    medicines: "Kitchen cupboard, with the list",
  };
  return [{ unit: "carer", values }];
}

function contingencies(person: PlanPerson): Operation[] {
  const ring = person.ring[0]?.name ?? person.practice.name;
  const found: Operation[] = [];
  const add = (values: Record<string, string>) =>
    found.push({
      unit: `contingency/plan-${found.length + 1}`,
      values: { ...values, ring, onFront: found.length === 0 ? "yes" : "no" },
    });
  const { registers, deficits } = person.health;
  if (takesInsulin(person.health)) {
    add({
      trigger: "Drowsy, sweating or confused",
      doFirst: "Check glucose; below 4 mmol/L give glucose, then food.",
      doNot: "Do not stop basal insulin.",
      unless: "The diabetes team or a prescriber says so on the day.",
    });
  }
  if (registers.has("copd")) {
    add({
      trigger: "More breathless than usual",
      earlySigns: "More sputum, sleeps in the chair",
      doFirst: "Sit upright, own inhaler by spacer; aim for SpO2 88-92 %.",
    });
  }
  if (registers.has("heartFailure")) {
    add({
      trigger: "Breathless at night or swollen legs",
      earlySigns: "Two kilograms up in three days",
      doFirst: "Sit upright; ring the heart failure nurses for an extra water tablet.",
    });
  }
  if (deficits.has("falls") || found.length === 0) {
    add({
      trigger: "A fall",
      doFirst: "Look for injury and for a cause; check standing blood pressure; stay until steady on the feet.",
    });
  }
  if (registers.has("dementia")) {
    add({
      trigger: "Suddenly more confused",
      doFirst: "Look for pain, constipation, retention and infection; keep the usual people around.",
    });
  }
  return found;
}

function critical({ health }: PlanPerson, insulin: boolean): Operation[] {
  const facts: [string, string, string][] = [];
  if (insulin) facts.push(["Insulin", "Check glucose; do not omit basal insulin", "insulin"]);
  if (health.facts.medicines.some(([code]) => code === "apixaban"))
    facts.push(["Anticoagulant", "Bleeds easily; head injury needs a scan", "anticoagulant"]);
  if (health.registers.has("copd"))
    facts.push(["Oxygen target 88-92 %", "Use a Venturi mask; more oxygen may harm", "oxygen_alert"]);
  return facts.map(([fact, instruction, kind], n) => ({
    unit: `critical/fact-${n + 1}`,
    values: { fact, instruction, kind },
  }));
}

function usual({ health }: PlanPerson): Operation[] {
  const housebound = health.registers.has("housebound");
  return [
    {
      unit: "usual.mobility",
      values: { mobility: housebound ? "Bed to chair with one person and a frame" : "Walks indoors with a stick" },
    },
    {
      unit: "usual.cognition",
      values: {
        cognition: health.registers.has("dementia")
          ? "Knows family, not the day; worse in the evening"
          : "Clear, sometimes forgets names",
      },
    },
    { unit: "usual.speech", values: { speech: "Speaks in whole sentences" } },
  ];
}

function people({ ring, practice }: PlanPerson): Operation[] {
  const entries = ring.slice(0, 2).map(({ name, relation, phone, carer }) => ({
    name,
    role: relation,
    phone,
    hours: "24 hours",
    carer: carer ? "main" : "no",
    kind: "person",
  }));
  entries.push({
    name: practice.name,
    role: "Practice",
    phone: practice.phone,
    hours: "Mon-Fri 08:00-18:30",
    carer: "no",
    kind: "service",
  });
  return entries.map((values, n) => ({ unit: `people/person-${n + 1}`, values }));
}

function home({ inCareHome, livesAlone, ring }: PlanPerson, random: Random): Operation[] {
  const access = inCareHome
    ? "Reception, then ask for the nurse in charge"
    : pick(random, [
        "Front door, ring twice and wait",
        "Side gate, second door",
        "Lift to the second floor, door on the left",
      ]);
  const livingWith = inCareHome ? "Residents and staff" : livesAlone ? "Nobody" : (ring[0]?.name ?? "Family");
  return [
    { unit: "home.access", values: { access } },
    { unit: "home.livingWith", values: { livingWith } },
  ];
}

function agreement({ health, ring }: PlanPerson): Record<string, string> {
  const family = ring.find(({ relation }) => relation !== "Practice");
  if (!health.registers.has("dementia") || !family) return { agreed: "person" };
  return {
    agreed: "representative",
    name: `${family.name}, ${family.relation.toLowerCase()}`,
    relation: family.relation.toLowerCase(),
    bestInterests: "Talked through what the person would have chosen, and what helps most now.",
    consulted: `${family.name} and the practice`,
  };
}

const IMPORTANT = [
  "To stay in my own home, and to see my grandchildren on Sundays.",
  "That people tell me what they are doing before they do it.",
  "My garden, and a cup of tea made properly.",
  "To pray at my usual times.",
  "That my wife is not left alone at night.",
] as const;
const GOALS = [
  "To walk to the corner shop again",
  "To be free of pain at night",
  "To manage my own medicines",
  "To go to the lunch club every week",
] as const;
const ACTIONS = [
  "Medicines review with the pharmacist",
  "Falls assessment at home",
  "Ask the district nurse for a continence review",
  "Check that the carer has had a carer's assessment",
] as const;
