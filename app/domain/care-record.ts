/**
 * What can be recorded of a care process here, and whether what was typed can be true. A process names the code sets
 * whose entries show that it was done; each becomes a way to record it: a number for what is measured, a choice where
 * codes of one set say different things ("Ex-smoker", "Never smoked"), else the one code.
 */
import { ageOn, type CalendarDate } from "./calendar";
import type { CareProcess, ExcuseKind } from "./care-gap";
import { codeSet } from "./code-sets/all";
import { CONFER_CODES, type CodeSet, type CodeSetMember, SNOMED } from "./code-sets/code-set";
import { dateInWords } from "./dates";
import { CLINICAL_FRAILTY_LEVELS } from "./risk/clinical-frailty-scale";
import { ANALYTES, toUkUnit } from "./unit";

type Coding = { system: string; code: string; display: string };

export type Measure = Coding & {
  /** Field of the form. */
  field: "value" | "second";
  label: string;
  unit?: string;
  /** A code of its analyte, by which values are converted. */
  convertsAs?: string;
  /** Other units in which it may be typed. */
  otherUnits: string[];
  low?: number;
  high?: number;
};

export type WayToRecord = {
  id: string;
  label: string;
  group?: string;
  /** procedure | result | finding */
  kind: string;
  measures?: Measure[];
  /** Where nothing is measured. A level of a scale carries its number. */
  coded?: Coding & { value?: number };
  /** Not recorded of anybody who was younger on that day. */
  fromAge?: number;
};

// ── Ways to record ────────────────────────────────────────────────────────────────────────────────────────

/**
 * Numbers of instruments that no laboratory gives, by code set: lowest and highest that each can have. From memory of
 * the instruments [M]; wide where versions differ.
 */
const SCALES: Readonly<Record<string, readonly [low: number, high: number, unit?: string]>> = {
  barthel: [0, 20],
  "six-cit": [0, 28],
  must: [0, 6],
  chads2: [0, 6],
  "cha2ds2-vasc": [0, 9],
  orbit: [0, 7],
  abpi: [0, 3],
  "hip-t-score": [-8, 8],
  "creatinine-clearance": [1, 300, "mL/min"],
  "calcium-adjusted": [0.5, 6, "mmol/L"],
  "vitamin-d-level": [0, 1000, "nmol/L"],
  "urine-pcr": [0, 2500, "mg/mmol"],
  "falls-in-year": [0, 365],
  "copd-exacerbations": [0, 52],
  "fev1-percent": [5, 200, "%"],
  qrisk: [0, 100, "%"],
  "care-gait-speed": [0.5, 300, "s"],
  "care-timed-up-and-go": [1, 600, "s"],
  "care-prisma-7": [0, 7],
  "care-postural-drop": [-100, 150, "mmHg"],
  "care-fracture-risk": [0, 100, "%"],
  "care-gpcog": [0, 9],
  "care-mini-cog": [0, 5],
  "care-4at": [0, 12],
  "care-phq-9": [0, 27],
  "care-gds-15": [0, 15],
  "care-cornell": [0, 38],
  "care-loneliness": [3, 9],
  "care-waterlow": [0, 64],
  "care-norton": [5, 20],
  "care-braden": [6, 23],
  "care-purpose-t": [1, 3],
  "care-pressure-ulcer-review": [0, 1000, "cm²"],
};

/** Empty: it is read from elsewhere (medicines), or no code is known by which it could be recorded. */
export function waysToRecord({ sets }: Pick<CareProcess, "sets">): WayToRecord[] {
  const ways = sets.flatMap((id) => waysOf(id, sets));
  return ways.filter(({ id }, place) => ways.findIndex((other) => other.id === id) === place);
}

function waysOf(id: string, sets: readonly string[]): WayToRecord[] {
  if (id.startsWith("medicine-")) return [];
  if (id === "systolic" || id === "diastolic") return [BLOOD_PRESSURE];
  if (id.startsWith("cfs-") || (id.startsWith("frailty-") && sets.includes("frailty-none"))) return FRAILTY_LEVELS;
  const set = codeSet(id);
  const members = recordable(set);
  if (!members.length) return [];
  const measure = measureOf(set, "value");
  if (measure) return [{ id, label: set.name, kind: "result", measures: [measure] }];
  const kind = id.startsWith("care-") ? "procedure" : "finding";
  return members.map((member) => ({
    id: `${member.system === SNOMED ? "" : "own-"}${member.code}`,
    label: members.length === 1 ? set.name : codingOf(member).display,
    group: members.length === 1 ? undefined : set.name,
    kind,
    coded: codingOf(member),
  }));
}

/** A code of a laboratory or of another country is received, never recorded here. */
const recordable = ({ members }: CodeSet) =>
  members.filter(({ system }) => system === SNOMED || system === CONFER_CODES);

const codingOf = ({ system, code, display }: CodeSetMember): Coding => ({ system, code, display: display ?? code });

/** By the code that is called as the set, else by its first. */
function measureOf(set: CodeSet, field: Measure["field"]): Measure | undefined {
  const members = recordable(set);
  const first = members.find(({ display }) => display === set.name) ?? members[0];
  if (!first) return undefined;
  const made = { ...codingOf(first), field, label: set.name };
  const scale = SCALES[set.id];
  if (scale) return { ...made, low: scale[0], high: scale[1], unit: scale[2], otherUnits: [] };
  const analyte = analyteOf(set);
  if (!analyte) return undefined;
  const otherUnits = Object.entries(analyte.from).filter(([, { factor }]) => factor !== 1);
  return {
    ...made,
    convertsAs: analyte.codes[0],
    unit: analyte.unit,
    otherUnits: otherUnits.map(([unit]) => unit),
    low: analyte.plausible?.[0],
    high: analyte.plausible?.[1],
  };
}

/** The analyte with which the set shares most codes: one code may be listed wrongly, not all of them. */
function analyteOf({ members }: CodeSet) {
  const shared = (codes: readonly string[]) => members.filter(({ code }) => codes.includes(code)).length;
  const [first] = Object.values(ANALYTES).sort((a, b) => shared(b.codes) - shared(a.codes));
  return first && shared(first.codes) ? first : undefined;
}

const BLOOD_PRESSURE: WayToRecord = {
  id: "blood-pressure",
  label: "Blood pressure",
  kind: "result",
  measures: [
    { ...measureOf(codeSet("systolic"), "value")!, label: "Systolic" },
    { ...measureOf(codeSet("diastolic"), "second")!, label: "Diastolic" },
  ],
};

/** The scale was made for people of this age and over; for a stable disability it is not, which no code can tell. */
const FRAILTY_SCALE_FROM_AGE = 65;

/** Each level has its own code, so the entry says the level even to who reads no number. */
const FRAILTY_LEVELS: WayToRecord[] = Object.entries(CLINICAL_FRAILTY_LEVELS).flatMap(([level, [name]]) => {
  const sets = ["frailty-none", "frailty-mild", "frailty-moderate", "frailty-severe"];
  const member = sets
    .flatMap((id) => codeSet(id).members)
    .find(({ display }) => display === `Clinical Frailty Scale level ${level}`);
  if (!member) return [];
  const coded = { ...codingOf(member), value: Number(level) };
  return [
    {
      id: `frailty-${level}`,
      label: `${level}: ${name}`,
      group: "Clinical Frailty Scale",
      kind: "finding",
      coded,
      fromAge: FRAILTY_SCALE_FROM_AGE,
    },
  ];
});

// ── What was typed ────────────────────────────────────────────────────────────────────────────────────────

export type NewEntry = Coding & {
  kind: string;
  value?: number;
  unit?: string;
  receivedValue?: string;
  receivedUnit?: string;
};

export type Typed = Readonly<Record<string, string>>;
type Errors = Record<string, string>;
/** Days between which something can have been done. */
type Life = { bornOn: CalendarDate | undefined; asOf: CalendarDate };
export type Read<T> = ({ ok: true } & T) | { ok: false; errors: Errors };

/** Fields: way, on, value, second, unit. */
export function readCareRecord(
  typed: Typed,
  ways: readonly WayToRecord[],
  life: Life,
): Read<{ on: CalendarDate; entries: NewEntry[] }> {
  const errors: Errors = {};
  const way = ways.length === 1 ? ways[0] : ways.find(({ id }) => id === typed.way);
  if (!way) errors.way = "Choose what was done or found";
  const on = readDay(typed.on, "on", life, errors);
  const entries = way ? entriesOf(way, typed, errors) : [];
  if (way?.fromAge !== undefined && on !== undefined && (ageOn(life.bornOn, on) ?? way.fromAge) < way.fromAge)
    errors.way = `${way.group} is made for people of ${way.fromAge} and over`;
  return on !== undefined && entries.length && !Object.keys(errors).length
    ? { ok: true, on, entries }
    : { ok: false, errors };
}

function entriesOf({ kind, measures, coded }: WayToRecord, typed: Typed, errors: Errors): NewEntry[] {
  if (coded) {
    if (typed.value?.trim()) errors.value = `“${coded.display}” is recorded without a value: leave it empty`;
    return [{ kind, ...coded }];
  }
  return measures!.flatMap((measure) => {
    const { system, code, display, field } = measure;
    const read = readNumber(typed[field], measure, typed.unit);
    if ("error" in read) {
      errors[field] = read.error;
      return [];
    }
    return [{ kind, system, code, display, ...read }];
  });
}

type Number_ = Pick<NewEntry, "value" | "unit" | "receivedValue" | "receivedUnit">;

/** In the UK unit, with what was typed beside it. */
function readNumber(
  text: string | undefined,
  measure: Measure,
  typedUnit: string | undefined,
): Number_ | { error: string } {
  const { label, unit, otherUnits, low, high, code, convertsAs = code } = measure;
  const received = (text ?? "").trim();
  if (!/^-?\d+([.]\d+)?$/.test(received)) return { error: `Enter ${label} as a number, like ${example(measure)}` };
  const receivedUnit = otherUnits.includes(typedUnit ?? "") ? typedUnit : unit;
  const { value } = toUkUnit({ ...measure, code: convertsAs }, Number(received), receivedUnit);
  if ((low !== undefined && value < low) || (high !== undefined && value > high))
    return { error: `${received} cannot be right: ${label} lies between ${low} and ${high}${unit ? ` ${unit}` : ""}` };
  return { value, unit, receivedValue: received, receivedUnit };
}

const EXAMPLES: Readonly<Record<string, string>> = { Systolic: "138", Diastolic: "82" };
const example = ({ label, low = 0, high = 100 }: Measure) => EXAMPLES[label] ?? String(Math.round((low + high) / 4));

function readDay(text: string | undefined, field: string, { bornOn, asOf }: Life, errors: Errors) {
  const day = (text ?? "").trim();
  if (!isDay(day)) errors[field] = "Enter a day, like 2026-05-03";
  else if (day > asOf) errors[field] = "The day cannot be in the future";
  else if (bornOn !== undefined && day < bornOn)
    errors[field] = `The day cannot be before the person was born, ${dateInWords(bornOn)}`;
  else return day;
  return undefined;
}

const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.slice(0, 10) === text;

/** Kinds that somebody can record; the end of life is read from the record. */
export const EXCUSES_RECORDED = [
  "declined",
  "unsuitable",
  "dissent",
  "unavailable",
  "no_reply",
] as const satisfies readonly ExcuseKind[];
export type ExcuseRecorded = (typeof EXCUSES_RECORDED)[number];

export type NewExcuse = { kind: ExcuseRecorded; reason: string; on: CalendarDate; until?: CalendarDate };

const LONGEST_REASON = 500;

/** Fields: kind, reason, excusedOn, until. */
export function readExcuse(typed: Typed, life: Life): Read<NewExcuse> {
  const errors: Errors = {};
  const kind = EXCUSES_RECORDED.find((one) => one === typed.kind);
  if (!kind) errors.kind = "Choose why it is not done";
  const reason = (typed.reason ?? "").trim();
  if (!reason) errors.reason = "Say why, in words that the next reader understands";
  else if (reason.length > LONGEST_REASON) errors.reason = `The reason has more than ${LONGEST_REASON} characters`;
  const on = readDay(typed.excusedOn, "excusedOn", life, errors);
  const until = (typed.until ?? "").trim() || undefined;
  if (until !== undefined && !isDay(until)) errors.until = "Enter a day, like 2027-05-03, or leave it empty";
  else if (until !== undefined && until <= life.asOf) errors.until = "The excuse must end on a day to come";
  return kind && on !== undefined && !Object.keys(errors).length
    ? { ok: true, kind, reason, on, until }
    : { ok: false, errors };
}
