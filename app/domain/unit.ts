/**
 * Results as UK laboratories give them, and whether a value can be true.
 * Factors follow from molar masses (g/mol, PubChem), which the rows name; HbA1c is the IFCC–NGSP master equation
 * (Hoelzel W et al. Clin Chem 2004;50:166-74): mmol/mol = 10.929 × % − 23.5 in its rounded, published form.
 * Plausible ranges marked "proposed" are ours, wide enough for any living person, and await a laboratory's review.
 */
import type { ReceivedCode } from "./received";

type Conversion = { factor: number; offset?: number; source: string };
type Analyte = {
  /** LOINC and UK SNOMED CT codes that name it. */
  codes: readonly string[];
  unit: string;
  /** Received unit, cleaned → how it becomes `unit`. */
  from: Record<string, Conversion>;
  /** Lowest and highest that can be true, in `unit`; both count as plausible. */
  plausible?: readonly [low: number, high: number, source: string];
};

const PROPOSED = "proposed";
const by = (factor: number, source: string): Conversion => ({ factor, source });
const same = by(1, "the same unit in other words");
const perMolarMass = (mass: number, factor: number) => by(factor, `molar mass ${mass}`);
const gramsPerDecilitre = { "g/dL": by(10, "10 dL in a litre"), "g/dl": by(10, "10 dL in a litre") };
const enzyme = { "IU/L": same };
const CHOLESTEROL_FAMILY = { "mg/dL": by(1 / 38.67, "molar mass 386.7") };

export const ANALYTES: Record<string, Analyte> = {
  HbA1c: {
    codes: ["4548-4", "17856-6", "59261-8", "999791000000106", "1049301000000100", "1049321000000109"],
    unit: "mmol/mol",
    from: { "%": { factor: 10.929, offset: -23.5, source: "IFCC–NGSP master equation" } },
    plausible: [20, 200, "NHS North West London ICB diabetes SQL: IFCC 20 to 200"],
  },
  "total cholesterol": {
    codes: ["2093-3", "1005671000000105", "1017161000000104", "850981000000101"],
    unit: "mmol/L",
    from: CHOLESTEROL_FAMILY,
    plausible: [0.5, 30, PROPOSED],
  },
  "HDL cholesterol": {
    codes: ["2085-9", "1005681000000107", "1010581000000101"],
    unit: "mmol/L",
    from: CHOLESTEROL_FAMILY,
    plausible: [0.05, 6, PROPOSED],
  },
  "LDL cholesterol": {
    codes: ["18262-6", "13457-7", "2089-1", "1022191000000100", "1010591000000104", "1014501000000104"],
    unit: "mmol/L",
    from: CHOLESTEROL_FAMILY,
    plausible: [0.05, 25, PROPOSED],
  },
  triglycerides: {
    codes: ["2571-8"],
    unit: "mmol/L",
    from: { "mg/dL": by(1 / 88.57, "molar mass 885.7, as triolein") },
    plausible: [0.1, 150, PROPOSED],
  },
  glucose: {
    codes: ["2339-0", "2345-7", "1558-6", "2340-8", "1010671000000102"],
    unit: "mmol/L",
    from: { "mg/dL": perMolarMass(180.16, 1 / 18.016) },
    plausible: [0.5, 110, PROPOSED],
  },
  creatinine: {
    codes: ["2160-0", "38483-4", "1000731000000107", "1000991000000106"],
    unit: "µmol/L",
    from: { "mg/dL": perMolarMass(113.12, 88.4), "umol/L": same },
    plausible: [5, 3000, PROPOSED],
  },
  "urine ACR": {
    codes: ["14959-1", "9318-7", "1023491000000104", "1027791000000103", "1028271000000109"],
    unit: "mg/mmol",
    from: { "mg/g": by(0.113, "molar mass of creatinine 113.12: 1 g is 8.84 mmol") },
    plausible: [0, 2500, PROPOSED],
  },
  haemoglobin: {
    codes: ["718-7", "1022431000000105", "271026005"],
    unit: "g/L",
    from: gramsPerDecilitre,
    plausible: [10, 260, PROPOSED],
  },
  MCHC: { codes: ["786-4"], unit: "g/L", from: gramsPerDecilitre, plausible: [200, 450, PROPOSED] },
  albumin: { codes: ["1751-7"], unit: "g/L", from: gramsPerDecilitre, plausible: [5, 75, PROPOSED] },
  "total protein": { codes: ["2885-2"], unit: "g/L", from: gramsPerDecilitre, plausible: [15, 200, PROPOSED] },
  globulin: { codes: ["10834-0"], unit: "g/L", from: gramsPerDecilitre, plausible: [5, 150, PROPOSED] },
  urea: {
    codes: ["6299-2", "3094-0"],
    unit: "mmol/L",
    // American records give the nitrogen in urea, two atoms of it a molecule.
    from: { "mg/dL": by(0.357, "2 × nitrogen 14.007: 10 / 28.014") },
    plausible: [0.2, 100, PROPOSED],
  },
  calcium: {
    codes: ["49765-1", "17861-6", "935051000000108", "935201000000104", "998341000000105"],
    unit: "mmol/L",
    from: { "mg/dL": perMolarMass(40.08, 0.2495) },
    plausible: [0.5, 6, PROPOSED],
  },
  bilirubin: {
    codes: ["1975-2", "42719-5"],
    unit: "µmol/L",
    from: { "mg/dL": perMolarMass(584.66, 17.1), "umol/L": same },
    plausible: [0, 1200, PROPOSED],
  },
  urate: {
    codes: ["3084-1"],
    unit: "µmol/L",
    from: { "mg/dL": perMolarMass(168.11, 59.48), "umol/L": same },
    plausible: [10, 2000, PROPOSED],
  },
  "free T4": {
    codes: ["3024-7"],
    unit: "pmol/L",
    from: { "ng/dL": perMolarMass(776.87, 12.87), "ng/dl": perMolarMass(776.87, 12.87) },
    plausible: [0.3, 200, PROPOSED],
  },
  haematocrit: {
    codes: ["4544-3", "20570-8"],
    unit: "L/L",
    from: { "%": by(0.01, "a hundredth") },
    plausible: [0.05, 0.8, PROPOSED],
  },
  sodium: {
    codes: ["2947-0", "2951-2", "1000661000000107", "1017381000000106", "1020681000000107"],
    unit: "mmol/L",
    from: {},
    plausible: [90, 210, PROPOSED],
  },
  potassium: {
    codes: ["6298-4", "2823-3", "1000651000000109", "1017401000000106", "1012671000000103"],
    unit: "mmol/L",
    from: {},
    plausible: [1, 12, PROPOSED],
  },
  TSH: {
    codes: ["3016-3", "1022791000000101", "1022801000000102", "1027151000000105"],
    unit: "mU/L",
    from: { "m[IU]/L": same, "mIU/L": same, "u[IU]/mL": same, "uIU/mL": same },
    plausible: [0, 500, PROPOSED],
  },
  eGFR: {
    codes: ["33914-3", "62238-1", "1011481000000105", "1011491000000107", "1020291000000106", "80274001"],
    unit: "mL/min/1.73m2",
    from: { "mL/min": same, "mL/min/1.73_m2": same, "mL/min/1.73m²": same },
    plausible: [0, 250, PROPOSED],
  },
  ALT: {
    codes: ["1742-6", "1018251000000107", "1013211000000103"],
    unit: "U/L",
    from: enzyme,
    plausible: [0, 30_000, PROPOSED],
  },
  AST: { codes: ["1920-8"], unit: "U/L", from: enzyme, plausible: [0, 30_000, PROPOSED] },
  ALP: { codes: ["6768-6"], unit: "U/L", from: enzyme, plausible: [0, 10_000, PROPOSED] },
  PSA: { codes: ["2857-1"], unit: "µg/L", from: { "ng/mL": same, "ug/L": same }, plausible: [0, 50_000, PROPOSED] },
  "NT-proBNP": { codes: ["33762-6"], unit: "ng/L", from: { "pg/mL": same }, plausible: [0, 200_000, PROPOSED] },
  platelets: { codes: ["777-3", "26515-7"], unit: "10^9/L", from: {}, plausible: [0, 5000, PROPOSED] },
  "white cells": { codes: ["6690-2", "26464-8"], unit: "10^9/L", from: {}, plausible: [0, 1000, PROPOSED] },
  "red cells": { codes: ["789-8", "26453-1"], unit: "10^12/L", from: {}, plausible: [0.5, 12, PROPOSED] },
  "systolic pressure": {
    codes: ["8480-6", "72313002", "271649006", "314440001", "314449000", "314464000"],
    unit: "mmHg",
    from: {},
    plausible: [40, 320, PROPOSED],
  },
  "diastolic pressure": {
    codes: ["8462-4", "1091811000000102", "271650006", "314453003", "314462001", "314465004"],
    unit: "mmHg",
    from: {},
    plausible: [20, 220, PROPOSED],
  },
  "body mass index": {
    codes: ["39156-5", "60621009", "846931000000101"],
    unit: "kg/m2",
    from: { "kg/m²": same },
    plausible: [8, 120, PROPOSED],
  },
  weight: {
    codes: ["29463-7", "27113001"],
    unit: "kg",
    from: { g: by(0.001, "1,000 g"), "[lb_av]": by(0.45359237, "the international pound") },
    plausible: [0.3, 450, PROPOSED],
  },
  height: {
    codes: ["8302-2", "50373000"],
    unit: "cm",
    from: { m: by(100, "100 cm"), "[in_i]": by(2.54, "the international inch") },
    plausible: [20, 260, PROPOSED],
  },
  temperature: {
    codes: ["8331-1", "8310-5", "276885007"],
    unit: "°C",
    from: { "[degF]": { factor: 5 / 9, offset: -160 / 9, source: "definition of the scale" } },
    plausible: [20, 46, PROPOSED],
  },
  "oxygen saturation": { codes: ["59408-5", "2708-6"], unit: "%", from: {}, plausible: [20, 100, PROPOSED] },
  pulse: { codes: ["8867-4", "78564009"], unit: "/min", from: {}, plausible: [10, 350, PROPOSED] },
  "respiratory rate": { codes: ["9279-1", "86290005"], unit: "/min", from: {}, plausible: [2, 120, PROPOSED] },
};

const analyteOf = new Map(Object.values(ANALYTES).flatMap((analyte) => analyte.codes.map((code) => [code, analyte])));

/** UCUM as UK screens write it. */
const SPELLINGS: Record<string, string> = {
  "mm[Hg]": "mmHg",
  "10*3/uL": "10^9/L",
  "10*9/L": "10^9/L",
  "K/uL": "10^9/L",
  "10*6/uL": "10^12/L",
  "10*12/L": "10^12/L",
  "M/uL": "10^12/L",
  Cel: "°C",
  "umol/L": "µmol/L",
  "ug/L": "µg/L",
  "g/l": "g/L",
  "m[IU]/L": "mU/L",
  "/min": "/min",
};

/** A file may call a unit "constructor": only the table's own rows count. */
const own = <T>(table: Record<string, T>, key: string) => (Object.hasOwn(table, key) ? table[key] : undefined);
const spelling = (unit: string) => own(SPELLINGS, unit) ?? unit;

/** Without zero-width characters, which some displays carry. */
export const cleanText = (text: string): string => text.replace(/[\u200b-\u200d\u2060\ufeff]/g, "").trim();

/** A UCUM annotation loses its braces ("{1.73_m2}"); alone ("{score}") it only says what is counted: no unit. */
function cleanUnit(received: string): string | undefined {
  const text = cleanText(received);
  return /^(\{.*\}|\(.*\)|1)?$/.test(text) ? undefined : text.replace(/[{}]/g, "");
}

export type UkValue = { value: number; unit?: string; implausible: boolean };

/**
 * The value in the UK unit of what the code names. A unit that the table does not know leaves the number as received
 * with its own unit, marked implausible where scores expect another one.
 * HbA1c without a unit: over 25 is mmol/mol, under 20 is %; between them nobody can tell, so it is marked.
 * Haemoglobin without one: over 25 is g/L, under 20 is g/dL; between them nobody can tell. (Greater Manchester SDE reads
 * all up to 25 as g/dL [V]; that 20 to 25 is left open is proposed: 24 g/L is rare, but so is 240.)
 */
export function toUkUnit(code: ReceivedCode, value: number, received: string | undefined): UkValue {
  const unit = received === undefined ? undefined : cleanUnit(received);
  const analyte = analyteOf.get(code.code);
  if (!analyte) return { value, unit: unit && spelling(unit), implausible: false };
  if (unit === undefined && analyte === ANALYTES.HbA1c) return hba1cWithoutUnit(value);
  if (unit === undefined && analyte === ANALYTES.haemoglobin) return haemoglobinWithoutUnit(value);
  const conversion = unit === undefined ? undefined : own(analyte.from, unit);
  if (conversion) return judged(analyte, value * conversion.factor + (conversion.offset ?? 0));
  const spelt = unit && spelling(unit);
  if (spelt === undefined || spelt === analyte.unit) return judged(analyte, value);
  return { value, unit: spelt, implausible: true };
}

/** Seven figures are more than any laboratory gives; the rest is noise of the multiplication. */
function judged({ unit, plausible }: Analyte, exact: number): UkValue {
  const value = Number(exact.toPrecision(7));
  return { value, unit, implausible: plausible !== undefined && (value < plausible[0] || value > plausible[1]) };
}

function hba1cWithoutUnit(value: number): UkValue {
  const hba1c = ANALYTES.HbA1c!;
  if (value >= 20 && value <= 25) return { value, implausible: true };
  return value > 25 ? judged(hba1c, value) : judged(hba1c, value * 10.929 - 23.5);
}

function haemoglobinWithoutUnit(value: number): UkValue {
  if (value >= 20 && value <= 25) return { value, implausible: true };
  return judged(ANALYTES.haemoglobin!, value > 25 ? value : value * 10);
}
