/** Each instrument's row in, cells out. */
import type { Answer, Reason } from "../../app/domain/answer";
import { CAMBRIDGE_TERMS, scoreCambridge } from "../../app/domain/risk/cambridge";
import { type CharlsonWeights, charlsonAgePoints, scoreCharlson } from "../../app/domain/risk/charlson";
import { EFI_DEFICITS, efiCategory } from "../../app/domain/risk/efi";
import { EFI2_TERMS, efi2YearlyRisk, scoreEfi2 } from "../../app/domain/risk/efi2";
import { scoreHfrs } from "../../app/domain/risk/hfrs";
import type { INSTRUMENTS } from "../../app/domain/risk/instruments";
import { scoreLace } from "../../app/domain/risk/lace";
import { NEWS2_MEASURED, scoreNews2 } from "../../app/domain/risk/news2";
import { PARR30_CONDITIONS, scoreParr30 } from "../../app/domain/risk/parr30";
import { age, icd10Codes, number, oneOf, termsOf, wholeNumber, yesOrNo } from "./fields";
import type { Row } from "./table";

export type ComputedId = Extract<(typeof INSTRUMENTS)[number], { input: unknown }>["id"];

export type Scorer = {
  /** Columns behind id. */
  header: readonly string[];
  cells(row: Row): string[];
  /** An id may come once: its codes on two rows would be two wrong scores. */
  onePerson: boolean;
  /** What may stand in a column of terms, by id. */
  terms?: Readonly<Record<string, string>>;
};

const VALUE = ["value", "category", "because"] as const;

const labelsOf = <Id extends string>(table: Readonly<Record<Id, { label: string }>>) =>
  Object.fromEntries(Object.entries<{ label: string }>(table).map(([id, { label }]) => [id, label])) as Record<
    Id,
    string
  >;

const EFI2_LABELS = labelsOf(EFI2_TERMS);
const CAMBRIDGE_LABELS = labelsOf(CAMBRIDGE_TERMS);
const PARR30_LABELS = labelsOf(PARR30_CONDITIONS);

const readEfi = termsOf(EFI_DEFICITS);
const readEfi2 = termsOf(EFI2_LABELS);
const readCambridge = termsOf(CAMBRIDGE_LABELS);
const readParr30 = termsOf(PARR30_LABELS);

const NONE: ReadonlySet<never> = new Set();

export const SCORERS: Readonly<Record<ComputedId, Scorer>> = {
  efi: { header: [...VALUE, "index"], cells: efi, onePerson: true, terms: EFI_DEFICITS },
  efi2: { header: [...VALUE, "one_year_risk"], cells: efi2, onePerson: true, terms: EFI2_LABELS },
  cambridge: {
    header: VALUE,
    cells: (row) => inCells(scoreCambridge({ terms: row.read("terms", readCambridge) ?? NONE, notKnown: [] })),
    onePerson: true,
    terms: CAMBRIDGE_LABELS,
  },
  charlson: {
    header: [
      "charlson_assign0",
      "charlson_no_hierarchy",
      "quan_assign0",
      "quan_no_hierarchy",
      "age_points",
      "category",
      "because",
    ],
    cells: charlson,
    onePerson: true,
  },
  hfrs: {
    header: VALUE,
    cells: (row) => inCells(scoreHfrs({ diagnoses: row.read("code", icd10Codes), age: row.read("age", age) })),
    onePerson: true,
  },
  lace: { header: VALUE, cells: lace, onePerson: false },
  parr30: { header: VALUE, cells: parr30, onePerson: false, terms: PARR30_LABELS },
  news2: { header: VALUE, cells: news2, onePerson: false },
};

function efi(row: Row): string[] {
  const found = row.read("terms", readEfi) ?? NONE;
  const count = found.size;
  const because = Object.entries(EFI_DEFICITS).filter(([id]) => (found as ReadonlySet<string>).has(id));
  const of = Object.keys(EFI_DEFICITS).length;
  return [`${count}`, efiCategory(count), because.map(([, label]) => `${label}: 1`).join("; "), decimal(count / of)];
}

function efi2(row: Row): string[] {
  const answer = scoreEfi2({ terms: row.read("terms", readEfi2) ?? NONE, notKnown: [] });
  const risk = efi2YearlyRisk(answer.known ? answer.value : answer.atLeast);
  return [...inCells(answer), risk === undefined ? "" : decimal(risk)];
}

function charlson(row: Row): string[] {
  const diagnoses = row.read("code", icd10Codes);
  const years = row.read("age", age);
  const score = (weights: CharlsonWeights, hierarchy: boolean) => scoreCharlson({ diagnoses, weights, hierarchy });
  const original = score("1987", true);
  const others = [score("1987", false), score("quan-2011", true), score("quan-2011", false)];
  const [value, category, because] = inCells(original);
  const agePoints = years === undefined ? "" : `${charlsonAgePoints(years)}`;
  return [value, ...others.map((answer) => inCells(answer)[0]), agePoints, category, because];
}

function lace(row: Row): string[] {
  return inCells(
    scoreLace({
      lengthOfStay: row.read("length_of_stay", wholeNumber(0, 36_525)),
      admittedAsEmergency: row.read("emergency_admission", yesOrNo),
      comorbidity: row.read("comorbidity", wholeNumber(0, 99)),
      emergencyVisits: row.read("emergency_visits", wholeNumber(0, 999)),
    }),
  );
}

function parr30(row: Row): string[] {
  return inCells(
    scoreParr30({
      age: row.read("age", age),
      emergencyAdmissionsInYear: row.read("emergency_admissions_in_year", wholeNumber(0, 365)),
      emergencyAdmissionIn30Days: row.read("emergency_admission_in_30_days", yesOrNo),
      admittedAsEmergency: row.read("emergency_admission", yesOrNo),
      deprivation2007: row.read("imd_2007_score", number(0, 100)),
      conditions: row.read("conditions", readParr30) ?? NONE,
    }),
  );
}

function news2(row: Row): string[] {
  const measured = (column: string, { possible }: { possible: readonly [number, number] }) =>
    row.read(column, number(...possible));
  const answer = scoreNews2({
    respiratoryRate: measured("respiratory_rate", NEWS2_MEASURED.respiratoryRate),
    spo2: measured("spo2", NEWS2_MEASURED.spo2),
    spo2Scale: row.read("spo2_scale", oneOf({ 1: 1, 2: 2 } as const)) ?? 1,
    oxygen: row.read("oxygen", oneOf({ air: "air", oxygen: "oxygen" } as const)),
    systolic: measured("systolic", NEWS2_MEASURED.systolic),
    pulse: measured("pulse", NEWS2_MEASURED.pulse),
    consciousness: row.read("consciousness", CONSCIOUSNESS),
    temperature: measured("temperature", NEWS2_MEASURED.temperature),
    age: row.read("age", age),
    pregnant: row.read("pregnant", yesOrNo),
  });
  return "notScored" in answer ? ["", "not scored", answer.notScored] : inCells(answer);
}

const CONSCIOUSNESS = oneOf({ A: "alert", C: "new confusion", V: "voice", P: "pain", U: "unresponsive" } as const);

/** A floor is written "at least 5", so that nothing takes it for a value. */
function inCells(answer: Answer<string>): [value: string, category: string, because: string] {
  const notes = [
    ...answer.because.map(inWords),
    ...(answer.known ? [] : [`missing: ${answer.missing.join(", ")}`]),
    ...(answer.caveats ?? []).map((caveat) => `note: ${caveat}`),
  ].join("; ");
  return answer.known
    ? [decimal(answer.value), answer.category, notes]
    : [`at least ${decimal(answer.atLeast)}`, "incomplete", notes];
}

const inWords = ({ term, points, evidence }: Reason) =>
  `${term}: ${decimal(points)}${evidence ? ` (${evidence})` : ""}`;

/** Up to six decimals. */
const decimal = (value: number) => `${Math.round(value * 1e6) / 1e6}`;
