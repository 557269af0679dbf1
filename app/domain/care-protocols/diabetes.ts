/**
 * Diabetes: the register and the eight care processes.
 * Register: QOF DM017, diabetes code, age 17 and over, latest diagnosis after latest "resolved".
 * Processes: National Diabetes Audit definitions 2020-21 ("NICE recommends all of these at least once a year"); the
 * ninth, retinal screening, is run by the screening programme and is not among the eight.
 * Window: 12 months rolling as in QOF; the audit's own year has 15 months.
 */

import type { CalendarDate } from "../calendar";
import type { CareProtocol } from "../care-gap";
import type { Measures } from "../feature";

const DIAGNOSES = ["diabetes-type-1", "diabetes-type-2", "diabetes-other"] as const;

export const DIABETES_PROTOCOL: CareProtocol = {
  id: "diabetes",
  name: "Diabetes: eight care processes",
  version: "nda-8/1",
  source: "National Diabetes Audit care processes; QOF register and window",
  intervalMonths: { value: 12, source: "QOF, rolling 12 months (National Diabetes Audit: 15)", mark: "V" },
  dueDays: { value: 30, source: "proposed by Confer", mark: "P" },
  excuseMonths: { value: 12, source: "proposed by Confer: a refusal lapses", mark: "P" },
  fromAge: { value: 17, source: "QOF DM017", mark: "V" },
  hasCondition: hasDiabetes,
  processes: [
    { id: "hba1c", name: "HbA1c", doneOn: valueOn("hba1c"), value: shown("hba1c", "mmol/mol") },
    {
      id: "blood-pressure",
      name: "Blood pressure",
      doneOn: (measures) => earlier(valueOn("systolic")(measures), valueOn("diastolic")(measures)),
      value: bloodPressure,
    },
    { id: "cholesterol", name: "Cholesterol", doneOn: valueOn("cholesterol"), value: shown("cholesterol", "mmol/L") },
    { id: "creatinine", name: "Serum creatinine", doneOn: valueOn("creatinine"), value: shown("creatinine", "µmol/L") },
    { id: "urine-albumin", name: "Urine albumin", doneOn: valueOn("urine-acr"), value: shown("urine-acr", "mg/mmol") },
    { id: "foot-check", name: "Foot check", doneOn: feetCheckedOn, excusedOn: on("foot-declined") },
    { id: "bmi", name: "Body mass index", doneOn: valueOn("bmi"), value: shown("bmi", "kg/m²") },
    { id: "smoking", name: "Smoking status", doneOn: on("smoking-status") },
  ],
};

/** A diagnosis without a date stands unless diabetes was recorded as resolved. */
export function hasDiabetes(measures: Measures): boolean {
  const diagnosed = DIAGNOSES.map((id) => measures.get(id)).filter((measure) => measure !== undefined);
  if (!diagnosed.length) return false;
  const resolved = measures.get("diabetes-resolved");
  return !resolved || diagnosed.some(({ latestOn }) => (latestOn ?? "") > (resolved.latestOn ?? ""));
}

/** Both feet, together or one by one; where one foot is absent, the other. */
function feetCheckedOn(measures: Measures): CalendarDate | undefined {
  const right = on("foot-right")(measures);
  const left = on("foot-left")(measures);
  const oneByOne = measures.has("foot-absent") ? later(right, left) : earlier(right, left);
  return later(on("foot-examination")(measures), oneByOne);
}

/** Two numbers of one day: of different days they are no pressure that anybody had. */
function bloodPressure(measures: Measures): string | undefined {
  const [systolic, diastolic] = [measures.get("systolic"), measures.get("diastolic")];
  if (systolic?.latest === undefined || diastolic?.latest === undefined) return undefined;
  if (systolic.valueOn !== diastolic.valueOn) return undefined;
  return `${Math.round(systolic.latest)}/${Math.round(diastolic.latest)} mmHg`;
}

/** A test counts when it has a value. */
function valueOn(id: string) {
  return (measures: Measures): CalendarDate | undefined => measures.get(id)?.valueOn;
}

function on(id: string) {
  return (measures: Measures): CalendarDate | undefined => measures.get(id)?.latestOn;
}

function shown(id: string, unit: string) {
  return (measures: Measures): string | undefined => {
    const value = measures.get(id)?.latest;
    return value === undefined ? undefined : `${Math.round(value * 10) / 10} ${unit}`;
  };
}

const earlier = (a?: CalendarDate, b?: CalendarDate) => (a && b ? (a < b ? a : b) : undefined);
const later = (a?: CalendarDate, b?: CalendarDate) => (a && b ? (a > b ? a : b) : (a ?? b));
