/**
 * Contradictions of what the law hangs on: advance decision, attorney, capacity and involvement, by themselves, against
 * each other and against the record (Mental Capacity Act 2005, sections 2, 9, 24 and 25); and of wishes with limits.
 */
import { ageOn } from "./calendar";
import type { PlanDocument } from "./plan";
import type { FoundConflict, JudgedAt } from "./plan-conflict";
import { LIFE_SUSTAINING, whatIsRefused } from "./plan-conflict-adrt-words";
import { adrtSide, cprOf, cprSide, ofRecord, said } from "./plan-conflict-decisions";
import { denied, ofPlan } from "./plan-conflict-words";
import { valueInWords } from "./plan-in-words";
import type { PlanRecord } from "./plan-record";

export const legalConflicts = (plan: PlanDocument, record: PlanRecord, at: JudgedAt): FoundConflict[] => [
  ...advanceDecisionItself(plan, at),
  ...attorneyItself(plan, at),
  ...capacityItself(plan, at),
  ...recordedDocuments(plan, record),
  ...preferences(plan),
];

// ── Advance decision, attorney, capacity ──────────────────────────────────────────────────────────────────

function advanceDecisionItself(plan: PlanDocument, { today, bornOn }: JudgedAt): FoundConflict[] {
  const { fields } = plan.sections.advanceDecision;
  if (fields.adrt !== "yes") return [];
  const found: FoundConflict[] = [];
  const age = ageOn(bornOn, fields.dated ?? today);
  if (age !== undefined && age < 18)
    found.push({
      kind: "adrt_under_18",
      danger: "blocks",
      says: "An advance decision is made only from 18: take it out of this section, and keep it as a wish",
      sides: [adrtSide(plan), { source: "record", words: "Date of birth", on: bornOn }],
    });
  const ticks = ["written", "signed", "witnessed", "evenIfLifeAtRisk"] as const;
  const missing = ticks.find((tick) => fields[tick] === "no");
  if (fields.lifeSustaining === "formal" && missing)
    found.push({
      kind: "adrt_form",
      danger: "blocks",
      says: "The advance decision is said to have all that the law asks for, and one of the four is missing",
      sides: [said(plan, "advanceDecision", "lifeSustaining"), said(plan, "advanceDecision", missing)],
    });
  const refused = whatIsRefused(fields.refuses ?? "");
  if (fields.lifeSustaining === "no" && LIFE_SUSTAINING.test(refused))
    found.push({
      kind: "adrt_life_sustaining",
      danger: "blocks",
      says: "The advance decision is said not to refuse life-sustaining treatment, and what it refuses is: look at the document",
      sides: [adrtSide(plan), said(plan, "advanceDecision", "lifeSustaining")],
    });
  if (fields.capableWhenMade === "no")
    found.push({
      kind: "adrt_capacity",
      danger: "marks",
      says: "The person had no capacity when the advance decision was made: it does not bind",
      sides: [adrtSide(plan), ofPlan(plan, "advanceDecision", "Had no capacity when it was made")],
    });
  const { lpa, name, lifeSustaining } = plan.sections.attorney.fields;
  if (fields.laterLpa === "yes" && lpa === "yes" && lifeSustaining !== "no")
    found.push({
      kind: "adrt_later_attorney",
      danger: "marks",
      says: "A health attorney was given the same decision after the advance decision, which then no longer holds: look at both documents",
      sides: [adrtSide(plan), ofPlan(plan, "attorney", `Health attorney: ${name ?? "not named"}`)],
    });
  return found;
}

function attorneyItself(plan: PlanDocument, { today, bornOn }: JudgedAt): FoundConflict[] {
  const { lpa, name } = plan.sections.attorney.fields;
  const age = ageOn(bornOn, today);
  if (lpa !== "yes" || age === undefined || age >= 18) return [];
  return [
    {
      kind: "attorney_under_18",
      danger: "blocks",
      says: "Only an adult can have made a lasting power of attorney: name who has parental responsibility instead",
      sides: [
        ofPlan(plan, "attorney", `Health attorney: ${name ?? "not named"}`),
        { source: "record", words: "Date of birth", on: bornOn },
      ],
    },
  ];
}

function capacityItself(plan: PlanDocument, { today, bornOn }: JudgedAt): FoundConflict[] {
  const { capacity, letter = "", decision } = plan.sections.cpr.fields;
  const found: FoundConflict[] = [];
  const age = ageOn(bornOn, today);
  const wrong =
    (letter === "A" && capacity === "lacks") ||
    (letter === "B" && capacity === "has") ||
    (/^C/.test(letter) && age !== undefined && age >= 18);
  if (decision && wrong)
    found.push({
      kind: "capacity_involvement",
      danger: "blocks",
      says: "How the person was involved in the CPR recommendation does not go with their capacity or age",
      sides: [
        said(plan, "cpr", "letter"),
        /^C/.test(letter) ? { source: "record", words: "Date of birth", on: bornOn } : said(plan, "cpr", "capacity"),
      ],
    });
  const newest = [...plan.sections.capacity.items]
    .filter((item) => item.decision === "cpr" && (item.has === "has" || item.has === "lacks"))
    .sort((a, b) => ((a.on ?? "") < (b.on ?? "") ? 1 : -1))[0];
  if (newest && (capacity === "has" || capacity === "lacks") && newest.has !== capacity)
    found.push({
      kind: "capacity_twice",
      danger: "marks",
      says: "Capacity for the CPR decision is recorded twice, and not alike",
      sides: [
        said(plan, "cpr", "capacity"),
        {
          ...ofPlan(plan, `capacity/${newest.id}`, valueInWords("capacity", "has", newest.has!)),
          ...(newest.on && { on: newest.on }),
          ...(newest.by && { by: newest.by }),
        },
      ],
    });
  if (plan.sections.agreement.fields.agreed === "representative" && capacity === "has")
    found.push({
      kind: "capacity_representative",
      danger: "asks",
      says: "The plan was agreed with a representative, and the person has capacity: agree it with the person",
      sides: [said(plan, "agreement", "agreed"), said(plan, "cpr", "capacity")],
    });
  return found;
}

// ── Documents that are coded on the record; wishes ────────────────────────────────────────────────────────

function recordedDocuments(plan: PlanDocument, { lines }: PlanRecord): FoundConflict[] {
  const coded = (set: string) => lines.find(({ ended, sets }) => !ended && sets.includes(set));
  const [adrt, lpa] = [coded("decision-adrt"), coded("decision-lpa-health")];
  const found: FoundConflict[] = [];
  if (adrt && plan.sections.advanceDecision.fields.adrt === "none")
    found.push({
      kind: "adrt_record",
      danger: "marks",
      says: "The plan says that there is no advance decision, and the record holds one: look for the document",
      sides: [ofPlan(plan, "advanceDecision", "No advance decision"), ofRecord(adrt)],
    });
  if (lpa && plan.sections.attorney.fields.lpa === "none")
    found.push({
      kind: "attorney_record",
      danger: "marks",
      says: "The plan says that there is no health attorney, and the record holds one: ask who it is",
      sides: [ofPlan(plan, "attorney", "No health attorney"), ofRecord(lpa)],
    });
  return found;
}

function preferences(plan: PlanDocument): FoundConflict[] {
  const { carePlace, deathPlace } = plan.sections.preferences.fields;
  const { hospital } = plan.sections.escalation.fields;
  const found: FoundConflict[] = [];
  const field = deathPlace === "hospital" ? "deathPlace" : carePlace === "hospital" ? "carePlace" : undefined;
  if (field && denied(hospital, /\bhospital|\bconvey|\badmi/i))
    found.push({
      kind: "place_escalation",
      danger: "asks",
      says: "The person prefers hospital, and the emergency limit says not to take them there",
      sides: [ofPlan(plan, `preferences.${field}`, "In hospital"), ofPlan(plan, "escalation", hospital!)],
    });
  if (plan.sections.understanding.fields.balance === "comfort" && cprOf(plan) === "attempt")
    found.push({
      kind: "balance_cpr",
      danger: "asks",
      says: "Comfort comes first for the person, and CPR is to be attempted: is that what they wish?",
      sides: [said(plan, "understanding", "balance"), cprSide(plan)],
    });
  return found;
}
