/**
 * Contradictions of the CPR recommendation: with the advance decision, with what is coded on the record, with the plan's
 * own words, with the person's age, and with a plan in another system (safety rules 2, 3 and 17).
 */
import { ageOn } from "./calendar";
import { isTakenBack } from "./crisis-adrt";
import type { PlanDocument } from "./plan";
import { type ConflictDanger, type ConflictSide, DANGERS, type FoundConflict, type JudgedAt } from "./plan-conflict";
import { namesCpr, refusesOther, whatIsRefused } from "./plan-conflict-adrt-words";
import { cprAgainstWords } from "./plan-conflict-cpr-words";
import { ofPlan } from "./plan-conflict-words";
import { valueInWords } from "./plan-in-words";
import type { PlanRecord, RecordLine } from "./plan-record";
import type { SectionId } from "./plan-sections";

export function decisionConflicts(plan: PlanDocument, record: PlanRecord, at: JudgedAt): FoundConflict[] {
  return [
    ...cprAgainstAdvanceDecision(plan, at),
    ...cprAgainstRecord(plan, record),
    ...cprAgainstWords(plan, cprOf(plan), cprSide(plan)),
    ...heldElsewhere(plan),
    ...cprAndAge(plan, at),
  ];
}

export const ofRecord = ({ id, words, on, source }: RecordLine): ConflictSide => ({
  source: "record",
  entry: id,
  words,
  ...(on && { on }),
  ...(source && { by: source }),
});

export const said = (plan: PlanDocument, section: SectionId, field: string): ConflictSide => {
  const value = (plan.sections[section].fields as Record<string, string>)[field] ?? "";
  return ofPlan(plan, section, valueInWords(section, field, value));
};

// ── CPR ───────────────────────────────────────────────────────────────────────────────────────────────────

/** attempt covers a child's modified CPR: some of it is given. */
export function cprOf(plan: PlanDocument): "attempt" | "not_recommended" | undefined {
  const { decision } = plan.sections.cpr.fields;
  if (decision === "attempt" || decision === "modified") return "attempt";
  return decision === "not_recommended" ? decision : undefined;
}

/** Its side carries the day of the decision and who decided, not of the typing. */
export function cprSide(plan: PlanDocument): ConflictSide {
  const { decision, decidedOn, decidedBy } = plan.sections.cpr.fields;
  const side = ofPlan(plan, "cpr", valueInWords("cpr", "decision", decision ?? "none_recorded"));
  return { ...side, ...(decidedOn && { on: decidedOn }), ...(decidedBy && { by: decidedBy }) };
}

/** Yes, not taken back, and made at 18 or later as far as is known. */
export function advanceDecisionHolds(plan: PlanDocument, { today, bornOn }: JudgedAt): boolean {
  const { adrt, dated } = plan.sections.advanceDecision.fields;
  const age = ageOn(bornOn, dated ?? today);
  return adrt === "yes" && !isTakenBack(plan) && !(age !== undefined && age < 18);
}

export const adrtSide = (plan: PlanDocument): ConflictSide => {
  const { refuses, dated } = plan.sections.advanceDecision.fields;
  const side = ofPlan(plan, "advanceDecision", `Refuses: ${refuses ?? "not written"}`);
  return dated ? { ...side, on: dated } : side;
};

function cprAgainstAdvanceDecision(plan: PlanDocument, at: JudgedAt): FoundConflict[] {
  if (cprOf(plan) !== "attempt" || !advanceDecisionHolds(plan, at)) return [];
  const { lifeSustaining, refuses = "" } = plan.sections.advanceDecision.fields;
  const refused = whatIsRefused(refuses);
  // Of a text that names CPR only to say that it is not refused, and of one that names other treatments alone.
  if (!namesCpr(refused) && (namesCpr(refuses) || refusesOther(refused))) return [];
  if (lifeSustaining === "no" && !namesCpr(refused)) return [];
  const found = { kind: "cpr_adrt", sides: [cprSide(plan), adrtSide(plan)] };
  if (lifeSustaining === "formal" || lifeSustaining === "no")
    return [
      {
        ...found,
        danger: "blocks",
        says:
          lifeSustaining === "no"
            ? "CPR is to be attempted, and an advance decision refuses it, though it is said not to refuse life-sustaining treatment: look at the document"
            : "CPR is to be attempted, and an advance decision refuses life-sustaining treatment: change the recommendation, or look at the document and correct what it refuses",
      },
    ];
  return [
    {
      ...found,
      danger: "marks",
      says: "CPR is to be attempted, and an advance decision whose form is not confirmed refuses it: look at the document",
    },
  ];
}

const CODED = { attempt: "decision-cpr-attempt", not_recommended: "decision-cpr-not-recommended" } as const;

type Recommended = keyof typeof CODED;

const codedAs = ({ sets }: RecordLine): Recommended | undefined =>
  (Object.keys(CODED) as Recommended[]).find((way) => sets.includes(CODED[way]));

/** CPR codes that may hold: all of the newest day, and the undated, of which nobody can tell that they are older. */
function codesThatMayHold({ lines }: PlanRecord): RecordLine[] {
  const coded = lines.filter((line) => !line.ended && codedAs(line));
  const newest = coded.reduce<string>((day, { on = "" }) => (on > day ? on : day), "");
  return coded.filter(({ on }) => !on || on === newest).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** CPR codes of the record beside the plan's recommendation, and beside each other. */
function cprAgainstRecord(plan: PlanDocument, record: PlanRecord): FoundConflict[] {
  if (plan.sections.elsewhere.fields.system) return [];
  const codes = codesThatMayHold(record);
  const planned = cprOf(plan);
  const opposite = codes.filter((line) => codedAs(line) !== planned);
  const [worst] = opposite
    .map((line) => ({ line, danger: dangerOfCode(line, plan) }))
    .sort((a, b) => DANGERS.indexOf(a.danger) - DANGERS.indexOf(b.danger));
  if (!worst) return [];
  if (new Set(codes.map(codedAs)).size > 1)
    return [
      {
        kind: "cpr_record_both",
        danger: worst.danger,
        says: "The record holds codes for CPR and against it, and nothing tells which is the newer: find out which holds, and have the other corrected",
        sides: [cprSide(plan), ...codes.map(ofRecord)],
      },
    ];
  return [
    {
      kind: "cpr_record",
      danger: worst.danger,
      says: planned
        ? OPPOSITE[worst.danger]
        : "The record holds a CPR recommendation and the plan holds none: write it here, or correct the record where it was coded",
      sides: [cprSide(plan), ofRecord(worst.line)],
    },
  ];
}

const FIND_OUT =
  "The CPR recommendation here and the one on the record say the opposite: find out which holds, then decide again or have the record corrected";
const OPPOSITE: Readonly<Record<ConflictDanger, string>> = {
  blocks: FIND_OUT,
  marks: FIND_OUT,
  asks: "The CPR recommendation here and the one on the record say the opposite; this one is newer: have the record corrected",
};

/** Of a code that says the opposite, or that stands where the plan says nothing. On the same day neither is the newer. */
function dangerOfCode(line: RecordLine, plan: PlanDocument): ConflictDanger {
  if (!cprOf(plan)) return codedAs(line) === "attempt" ? "asks" : "marks";
  const { decidedOn } = plan.sections.cpr.fields;
  if (!line.on || !decidedOn) return "marks";
  return line.on < decidedOn ? "asks" : "blocks";
}

function cprAndAge(plan: PlanDocument, { today, bornOn }: JudgedAt): FoundConflict[] {
  const { decision, decidedOn } = plan.sections.cpr.fields;
  const age = ageOn(bornOn, today);
  if (age === undefined || age < 18 || !decision || decision === "none_recorded") return [];
  const born: ConflictSide = { source: "record", words: "Date of birth", on: bornOn };
  if (decision === "modified")
    return [
      {
        kind: "cpr_modified_adult",
        danger: "blocks",
        says: "Modified CPR is for children only, and the person is an adult: choose another recommendation",
        sides: [cprSide(plan), born],
      },
    ];
  const then = decidedOn && ageOn(bornOn, decidedOn);
  if (typeof then !== "number" || then >= 18) return [];
  return [
    {
      kind: "cpr_before_18",
      danger: "marks",
      says: "The CPR recommendation was made before the person was 18: it is decided again with the adult",
      sides: [cprSide(plan), born],
    },
  ];
}

// ── A plan in another system ──────────────────────────────────────────────────────────────────────────────

/** One emergency plan is authoritative (safety rule 2): the other holds no rival line. */
function heldElsewhere(plan: PlanDocument): FoundConflict[] {
  const { system, dated } = plan.sections.elsewhere.fields;
  if (!system) return [];
  const there = { ...ofPlan(plan, "elsewhere", `The emergency plan lies in ${system}`), ...(dated && { on: dated }) };
  const { goal, hospital, hospitalUnless } = plan.sections.escalation.fields;
  const limits = [goal, hospital, hospitalUnless].filter(Boolean).join(" ");
  const rivals: { danger: "blocks" | "asks"; side: ConflictSide }[] = [];
  if (cprOf(plan)) rivals.push({ danger: "blocks", side: cprSide(plan) });
  if (limits) rivals.push({ danger: "blocks", side: ofPlan(plan, "escalation", limits) });
  if (plan.sections.advanceDecision.fields.adrt === "yes") rivals.push({ danger: "asks", side: adrtSide(plan) });
  return rivals.map(({ danger, side }) => ({
    kind: "emergency_plan_elsewhere",
    danger,
    says:
      danger === "blocks"
        ? `The emergency plan lies in ${system}: take this line out here, or the other system`
        : `The emergency plan lies in ${system}: see that the advance decision is in it as it is here`,
    sides: [there, side],
  }));
}
