/**
 * Contradictions about medicines: what the person is allergic to, what must not be stopped, what the record no longer
 * holds. Words alone are read, no doses. The rules on insulin, steroids, ketones and oxygen are those of the crisis cards
 * (low and high glucose, steroid dependence, oxygen alert).
 */
import { criticalClassOf } from "./critical-medicines";
import type { PlanDocument } from "./plan";
import type { FoundConflict } from "./plan-conflict";
import { ofRecord } from "./plan-conflict-decisions";
import { namedAllergen, substancesIn } from "./plan-conflict-substances";
import {
  affirmed,
  instructionsIn,
  NOT_GIVEN,
  ofPlan,
  placeOf,
  saysTo,
  type Text,
  textsOf,
} from "./plan-conflict-words";
import type { PlanRecord, RecordLine } from "./plan-record";

export function medicineConflicts(plan: PlanDocument, record: PlanRecord): FoundConflict[] {
  const medicines = record.lines.filter(({ kind, ended }) => kind === "medicine" && !ended);
  return [
    ...allergies(plan, record),
    ...stopped(plan, medicines),
    ...bannersAgainstRecord(plan, record, medicines),
    ...notOnRecord(plan, record, medicines),
    ...ketones(plan, medicines),
    ...oxygen(plan, record),
  ];
}

const TO_GIVE = ["contingency", "critical", "carer", "palliative", "diabetesPlan", "handler", "escalation"];

function allergies(plan: PlanDocument, { lines }: PlanRecord): FoundConflict[] {
  const allergic = lines.filter(
    ({ kind, ended, sets, words }) =>
      kind === "allergy" &&
      !ended &&
      !sets.includes("no-known-allergy") &&
      !/\bno (known )?(drug )?allerg/i.test(words),
  );
  return allergic.flatMap((line) => {
    const rows = substancesIn(line.words);
    const own = rows.length ? undefined : namedAllergen(line.words);
    const names = [...rows, ...(own ? [{ name: line.words, words: own }] : [])];
    return instructionsIn(plan, TO_GIVE).flatMap(({ unit, text }): FoundConflict[] => {
      if (!names.some(({ words }) => affirmed(text, words, NOT_GIVEN))) return [];
      return [
        {
          kind: "allergy_medicine",
          danger: "blocks",
          says: `The record holds an allergy (${line.words}), and ${placeOf(plan, unit)} names such a medicine: choose another, or have the allergy looked at`,
          sides: [ofPlan(plan, unit, text), ofRecord(line)],
        },
      ];
    });
  });
}

// ── What must not be stopped ──────────────────────────────────────────────────────────────────────────────

const STOP = "\\b(?:stop|omit|pause|withhold|skip|miss|suspend|cease|hold|leave out)\\w*\\b";
const stopping = (medicine: string) =>
  new RegExp(`${STOP}[^.;!?]{0,60}\\b(?:${medicine})|\\b(?:${medicine})\\b[^.;!?,]{0,20}${STOP}`, "i");

const NEVER_STOPPED = [
  {
    kind: "insulin_sick_day",
    word: "Insulin",
    stops: stopping("insulins?|all (?:the |their |her |his )?diabetes (?:medicines|tablets|drugs)"),
    says: "says to leave out insulin: sick-day rules keep it, and stop only what they name",
  },
  {
    kind: "steroid_stopped",
    word: "Steroid",
    stops: stopping("steroids?|prednisolone|hydrocortisone|fludrocortisone"),
    says: "says to stop the steroid: who depends on it needs more of it when ill, not less",
  },
] as const;

/** What somebody takes that must not be stopped: by the record, or by the plan's own critical facts. */
function stopped(plan: PlanDocument, medicines: readonly RecordLine[]): FoundConflict[] {
  return NEVER_STOPPED.flatMap(({ kind, word, stops, says }) => {
    const taken = medicines.find(({ words }) => criticalClassOf(words) === word);
    const banner = plan.sections.critical.items.find(
      ({ kind: of, fact = "" }) => of === word.toLowerCase() || new RegExp(`\\b${word}`, "i").test(fact),
    );
    if (!taken && !banner) return [];
    return instructionsIn(plan, TO_GIVE).flatMap(({ unit, text }): FoundConflict[] => {
      if (!saysTo(text, stops)) return [];
      const other = taken
        ? ofRecord(taken)
        : ofPlan(plan, `critical/${banner!.id}`, [banner!.fact, banner!.instruction].filter(Boolean).join(": "));
      return [
        {
          kind,
          danger: "blocks",
          says: `${placeOf(plan, unit)} ${says}`,
          sides: [ofPlan(plan, unit, text), other],
        },
      ];
    });
  });
}

// ── Banners and the record ────────────────────────────────────────────────────────────────────────────────

/** Kind of critical fact → class of the record's medicines. */
const BANNERS: Readonly<Record<string, string>> = {
  insulin: "Insulin",
  steroid: "Steroid",
  anticoagulant: "Anticoagulant",
  opioid_patch: "Opioid patch",
  clozapine: "Clozapine",
  lithium: "Lithium",
  sglt2: "SGLT2 inhibitor",
};

/** Of a fact without a kind: by its words, as authors wrote them before there were kinds. */
function classOfFact({ kind, fact = "" }: { kind?: string; fact?: string }): string | undefined {
  return (
    BANNERS[kind ?? ""] ??
    (/anticoagulant/i.test(fact) ? "Anticoagulant" : /steroid/i.test(fact) ? "Steroid" : criticalClassOf(fact))
  );
}

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
        danger: "marks",
        says: `The plan warns of ${of.toLowerCase()}, and the record holds none that is taken now: take the line out, or have the record corrected`,
        sides: [
          ofPlan(plan, `critical/${item.id}`, [item.fact, item.instruction].filter(Boolean).join(": ")),
          ended
            ? { ...ofRecord(ended), words: `${ended.words}, ended` }
            : { source: "record", words: `No ${of.toLowerCase()} among the medicines` },
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
        sides: [ofRecord(line), { source: "plan", words: `No critical fact of ${of.toLowerCase()}` }],
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

const TARGET = /\b(8\d|9\d|100)\s*(?:[-–]|to)\s*(8\d|9\d|100)\s*%?/;

function oxygen(plan: PlanDocument, { lines }: PlanRecord): FoundConflict[] {
  const targets = textsOf(plan, ["critical", "contingency", "usual", "handler", "escalation"])
    .filter(({ text }) => /oxygen|SpO2|saturation|sats/i.test(text))
    .flatMap((text): (Text & { low: number; high: number })[] => {
      const [, low, high] = TARGET.exec(text.text) ?? [];
      return low && high ? [{ ...text, low: Number(low), high: Number(high) }] : [];
    });
  const [first] = targets;
  const other = targets.find(({ low, high }) => low !== first!.low || high !== first!.high);
  if (first && other)
    return [
      {
        kind: "oxygen_target_twice",
        danger: "blocks",
        says: "The plan names two oxygen targets: keep one",
        sides: [ofPlan(plan, first.unit, first.text), ofPlan(plan, other.unit, other.text)],
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
