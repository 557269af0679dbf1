/**
 * Contradictions about medicines: what the record no longer holds, ketones and oxygen; allergies and what must not be
 * stopped stand in files of their own. Words alone are read, no doses. The rules on ketones and oxygen are those of the
 * crisis cards (high glucose, oxygen alert).
 */
import { type CriticalClass, criticalClassOf } from "./critical-medicines";
import type { PlanDocument } from "./plan";
import type { FoundConflict } from "./plan-conflict";
import { allergyConflicts } from "./plan-conflict-allergies";
import { ofRecord } from "./plan-conflict-decisions";
import { stoppedMedicines } from "./plan-conflict-sick-days";
import { substancesIn } from "./plan-conflict-substances";
import { ofPlan, placeOf, type Text, textsOf } from "./plan-conflict-words";
import type { PlanRecord, RecordLine } from "./plan-record";

export function medicineConflicts(plan: PlanDocument, record: PlanRecord): FoundConflict[] {
  const medicines = record.lines.filter(({ kind, ended }) => kind === "medicine" && !ended);
  return [
    ...allergyConflicts(plan, record, TO_GIVE),
    ...stoppedMedicines(plan, medicines, TO_GIVE),
    ...bannersAgainstRecord(plan, record, medicines),
    ...notOnRecord(plan, record, medicines),
    ...ketones(plan, medicines),
    ...oxygen(plan, record),
  ];
}

const TO_GIVE = ["contingency", "critical", "carer", "palliative", "diabetesPlan", "handler", "escalation"];

// ── Banners and the record ────────────────────────────────────────────────────────────────────────────────

/** Kind of critical fact → class of the record's medicines. */
const BANNERS: Readonly<Record<string, CriticalClass>> = {
  insulin: "Insulin",
  steroid: "Steroid",
  anticoagulant: "Anticoagulant",
  opioid_patch: "Opioid patch",
  clozapine: "Clozapine",
  lithium: "Lithium",
  sglt2: "SGLT2 inhibitor",
};

/** A fact without a kind may name its class in words that no product bears. */
const FACTS: readonly [RegExp, CriticalClass][] = [
  [/anticoagulant|blood thinner/i, "Anticoagulant"],
  [/steroid/i, "Steroid"],
  [/\binsulin/i, "Insulin"],
];

const classOfFact = ({ kind, fact = "" }: { kind?: string; fact?: string }): CriticalClass | undefined =>
  BANNERS[kind ?? ""] ?? FACTS.find(([words]) => words.test(fact))?.[1] ?? criticalClassOf(fact);

const inSentence = (of: CriticalClass) => (of.startsWith("SGLT2") ? of : of.toLowerCase());

/** A record without any medicine says nothing of what was stopped. Home oxygen is often on no list. */
function bannersAgainstRecord(
  plan: PlanDocument,
  record: PlanRecord,
  medicines: readonly RecordLine[],
): FoundConflict[] {
  const known = record.lines.filter(({ kind }) => kind === "medicine");
  if (!known.length) return [];
  const classes = new Set(medicines.map(({ words }) => criticalClassOf(words)));
  const banners = new Set(plan.sections.critical.items.map(classOfFact));
  const gone = plan.sections.critical.items.flatMap((item): FoundConflict[] => {
    const of = classOfFact(item);
    if (!of || of === "Home oxygen" || classes.has(of)) return [];
    const ended = known.find(({ words }) => criticalClassOf(words) === of);
    return [
      {
        kind: "banner_not_on_record",
        // A list of medicines without it may be incomplete; to doubt insulin or a steroid may cost a life.
        danger: ended && of !== "Insulin" && of !== "Steroid" ? "marks" : "asks",
        says: `The plan warns of ${inSentence(of)}, and the record shows none that is taken now: ask the person or the pharmacy whether it is still taken; the line stays until that is known`,
        sides: [
          ofPlan(plan, `critical/${item.id}`, [item.fact, item.instruction].filter(Boolean).join(": ")),
          ended
            ? { ...ofRecord(ended), words: `${ended.words}, ended` }
            : { source: "record", words: `No ${inSentence(of)} among the medicines` },
        ],
      },
    ];
  });
  const unsaid = medicines.flatMap((line): FoundConflict[] => {
    const of = criticalClassOf(line.words);
    if (!of || of === "Home oxygen" || banners.has(of)) return [];
    return [
      {
        kind: "critical_medicine_unsaid",
        danger: "asks",
        says: `${of} is on the record and among no critical facts: say what it means for a crew`,
        sides: [ofRecord(line), { source: "plan", words: `No critical fact of ${inSentence(of)}` }],
      },
    ];
  });
  return [...gone, ...unsaid];
}

/** Medicines kept at home for an emergency that nobody prescribed, as far as the record says. */
function notOnRecord(plan: PlanDocument, record: PlanRecord, medicines: readonly RecordLine[]): FoundConflict[] {
  if (!record.lines.some(({ kind }) => kind === "medicine")) return [];
  return plan.sections.contingency.items.flatMap(({ id, medicines: named }): FoundConflict[] => {
    const missing = substancesIn(named ?? "").filter(({ words }) => !medicines.some((line) => words.test(line.words)));
    if (!missing.length) return [];
    const names = missing.map(({ name }) => name).join(", ");
    return [
      {
        kind: "medicine_not_on_record",
        danger: "asks",
        says: `${placeOf(plan, `contingency/${id}`)} names what the record does not hold (${names}): is it prescribed and in the home?`,
        sides: [
          ofPlan(plan, `contingency/${id}`, named!),
          { source: "record", words: `Not among the medicines: ${names}` },
        ],
      },
    ];
  });
}

// ── Ketones and oxygen ────────────────────────────────────────────────────────────────────────────────────

const DIABETES_ILL = /glucose|sugar|ketone|diabet|sick[- ]days?/i;
const LOW = /\blow\b|hypo|below 4/i;

/** On an SGLT2 inhibitor acid builds up at a normal glucose. */
function ketones(plan: PlanDocument, medicines: readonly RecordLine[]): FoundConflict[] {
  const taken = medicines.find(({ words }) => criticalClassOf(words) === "SGLT2 inhibitor");
  const { diabetesPlan } = plan.sections;
  const said = [
    ...textsOf(plan, ["contingency", "critical"]).map(({ text }) => text),
    ...Object.values(diabetesPlan.fields),
  ];
  const about = plan.sections.contingency.items.find(
    ({ trigger = "" }) => DIABETES_ILL.test(trigger) && !LOW.test(trigger),
  );
  if (!taken || !about || said.some((text) => /ketone/i.test(text))) return [];
  return [
    {
      kind: "sglt2_ketones",
      danger: "asks",
      says: "The person takes an SGLT2 inhibitor, and no line says to measure ketones when ill: a normal glucose does not rule out ketoacidosis",
      sides: [ofRecord(taken), ofPlan(plan, `contingency/${about.id}`, about.trigger!)],
    },
  ];
}

const RANGE = "(8\\d|9\\d|100)\\s*%?\\s*(?:[-–]|to)\\s*(8\\d|9\\d|100)\\b";
/** By the word before it, so that a pulse of 90 to 100 is none; or by its percentage. */
const TARGETS = new RegExp(
  `(?:(?:SpO2|saturations?|sats?|oxygen|target)\\b[^.;\\d]{0,30}${RANGE}|${RANGE}\\s*%)`,
  "gi",
);
/** What is usual or avoided is no target, nor one for other people. */
const NO_TARGET = /\b(?:usual\w*|normal\w*|baseline|not|never|avoid\w*|others?)\b/i;
/** A target that says of itself that another in the plan takes its place. */
const UNLESS_ANOTHER = /\bunless (?:this|the) plan\b|\bunless another\b/i;

type Target = Text & { low: number; high: number };

/** Usual saturation is no target, so "Usual state" is not read. A personal target replaces that of a card. */
function targetsOf(plan: PlanDocument): Target[] {
  const all = textsOf(plan, ["critical", "contingency", "handler", "escalation"])
    .filter(({ text, field }) => field !== "earlySigns" && /oxygen|SpO2|saturation|sats/i.test(text))
    .flatMap((text) => targetsIn(text));
  const personal = all.filter(({ text }) => !UNLESS_ANOTHER.test(text));
  return personal.length ? personal : all;
}

/** Every range of the text; of one that gives way to another in the plan the first, which is the card's own. */
function targetsIn(text: Text): Target[] {
  const found = [...text.text.matchAll(TARGETS)].map(({ 0: said, index, ...range }) => {
    const clause = text.text
      .slice(0, index)
      .split(/[.;,\n]/)
      .at(-1)!;
    const [low = "", high = ""] = [range[1] ?? range[3], range[2] ?? range[4]];
    return { isTarget: !NO_TARGET.test(clause + said), low: Number(low), high: Number(high) };
  });
  const targets = UNLESS_ANOTHER.test(text.text) ? found.slice(0, 1) : found.filter(({ isTarget }) => isTarget);
  return targets.map(({ low, high }) => ({ ...text, low, high }));
}

function oxygen(plan: PlanDocument, { lines }: PlanRecord): FoundConflict[] {
  const targets = targetsOf(plan);
  const [first] = targets;
  const other = targets.find(({ low, high }) => low !== first!.low || high !== first!.high);
  if (first && other)
    return [
      {
        kind: "oxygen_target_twice",
        danger: "blocks",
        says: "The plan names two oxygen targets: keep one",
        sides:
          first.text === other.text && first.unit === other.unit
            ? [first, other].map(({ unit, low, high, text }) => ofPlan(plan, unit, `${low}–${high} %, in: ${text}`))
            : [ofPlan(plan, first.unit, first.text), ofPlan(plan, other.unit, other.text)],
      },
    ];
  const lungs = lines.find(({ ended, sets }) => !ended && sets.includes("condition-copd"));
  if (!first || !lungs || first.low < 92) return [];
  return [
    {
      kind: "oxygen_target_copd",
      danger: "asks",
      says: "The oxygen target is that of healthy lungs, and the record holds COPD: is 88 to 92 % meant?",
      sides: [ofPlan(plan, first.unit, first.text), ofRecord(lungs)],
    },
  ];
}
