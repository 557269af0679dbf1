/**
 * The eight care processes of diabetes, each of its own, and all eight together (DM1).
 * National Diabetes Audit, care process definitions 2020-21: "NICE recommends all of these at least once a year".
 * The ninth, retinal screening (EY1), is run by the screening programme and stands outside the eight.
 */
import type { CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, Context, Need } from "../care-gap";
import { latestOn, latestValue, valueOn } from "../feature";
import { hasDiabetes } from "./diabetes-register";

/** Somebody with diabetes has each of the eight once in the window. */
export function yearly(person: CarePerson, { setting }: Context): Need {
  if (!hasDiabetes(person)) return false;
  if (person.age === undefined) return { missing: "date of birth" };
  if (person.age < setting("diabetes.from-age")) return false;
  return { because: "Diabetes", every: { months: setting("diabetes.window-months") } };
}

const AUDIT = "National Diabetes Audit, care process definitions 2020-21; NICE: at least once a year";
const eachYear = {
  source: AUDIT,
  mark: "V",
  priority: "routine",
  needed: yearly,
  excusedBy: { "declined-diabetes-care": "dissent", "diabetes-care-unsuitable": "unsuitable" },
} as const satisfies Partial<CareProcess>;

const bloodTest = {
  ...eachYear,
  excusedBy: { ...eachYear.excusedBy, "declined-blood-test": "declined" },
} as const satisfies Partial<CareProcess>;

const HBA1C: CareProcess = {
  ...bloodTest,
  id: "hba1c",
  name: "HbA1c",
  about: "hba1c",
  // Fructosamine is measured where HbA1c would mislead.
  excusedBy: { ...bloodTest.excusedBy, fructosamine: "unsuitable" },
  done: byValue("hba1c"),
  value: shown("hba1c", "mmol/mol"),
  action: { what: "Measure HbA1c", owners: ["PN", "HCA"] },
  sets: ["hba1c"],
};

const BLOOD_PRESSURE: CareProcess = {
  ...eachYear,
  id: "blood-pressure",
  name: "Blood pressure",
  about: "blood-pressure",
  done: pressureOn,
  value: bloodPressure,
  action: { what: "Measure blood pressure", owners: ["PN", "HCA"] },
  sets: ["systolic", "diastolic"],
};

const CHOLESTEROL: CareProcess = {
  ...bloodTest,
  id: "cholesterol",
  name: "Cholesterol",
  done: byValue("cholesterol"),
  value: shown("cholesterol", "mmol/L"),
  action: { what: "Measure cholesterol", owners: ["PN", "HCA"] },
  sets: ["cholesterol"],
};

const CREATININE: CareProcess = {
  ...bloodTest,
  id: "creatinine",
  name: "Serum creatinine",
  done: byValue("creatinine"),
  value: shown("creatinine", "µmol/L"),
  action: { what: "Measure serum creatinine", owners: ["PN", "HCA"] },
  sets: ["creatinine"],
};

const URINE_ALBUMIN: CareProcess = {
  ...eachYear,
  id: "urine-albumin",
  name: "Urine albumin",
  done: byValue("urine-acr"),
  value: shown("urine-acr", "mg/mmol"),
  action: { what: "Measure the urine albumin:creatinine ratio", owners: ["PN", "HCA"] },
  sets: ["urine-acr"],
};

const FOOT_CHECK: CareProcess = {
  ...eachYear,
  id: "foot-check",
  name: "Foot check",
  excusedBy: { ...eachYear.excusedBy, "foot-declined": "declined" },
  done: feetCheckedOn,
  action: { what: "Examine both feet and record their risk", owners: ["HCA", "PN", "POD"] },
  sets: ["foot-examination", "foot-right", "foot-left"],
};

const BODY_MASS: CareProcess = {
  ...eachYear,
  id: "bmi",
  name: "Body mass index",
  done: byValue("bmi"),
  value: shown("bmi", "kg/m²"),
  action: { what: "Weigh and record the body mass index", owners: ["PN", "HCA"] },
  sets: ["bmi"],
};

const SMOKING: CareProcess = {
  ...eachYear,
  id: "smoking",
  name: "Smoking status",
  done: (person) => latestOn(person, "smoking-status"),
  action: { what: "Ask about smoking", owners: ["PN", "HCA"] },
  sets: ["smoking-status"],
};

export const EIGHT_PROCESSES: readonly CareProcess[] = [
  HBA1C,
  BLOOD_PRESSURE,
  CHOLESTEROL,
  CREATININE,
  URINE_ALBUMIN,
  FOOT_CHECK,
  BODY_MASS,
  SMOKING,
];

/** A test counts when it has a value. */
function byValue(set: string): CareProcess["done"] {
  return (person) => valueOn(person, set);
}

/** As old as the older of its two numbers. */
function pressureOn(person: CarePerson): CalendarDate | undefined {
  return earlier(valueOn(person, "systolic"), valueOn(person, "diastolic"));
}

/** Two numbers of one day: of different days they are no pressure that anybody had. */
function bloodPressure(person: CarePerson): string | undefined {
  const [systolic, diastolic] = [latestValue(person, "systolic"), latestValue(person, "diastolic")];
  if (systolic === undefined || diastolic === undefined) return undefined;
  if (valueOn(person, "systolic") !== valueOn(person, "diastolic")) return undefined;
  return `${Math.round(systolic)}/${Math.round(diastolic)} mmHg`;
}

/** Both feet, together or one by one; where one foot is absent, the other. */
function feetCheckedOn(person: CarePerson): CalendarDate | undefined {
  const right = latestOn(person, "foot-right");
  const left = latestOn(person, "foot-left");
  const oneByOne = person.facts.has("foot-absent") ? later(right, left) : earlier(right, left);
  return later(latestOn(person, "foot-examination"), oneByOne);
}

function shown(set: string, unit: string): CareProcess["value"] {
  return (person) => {
    const value = latestValue(person, set);
    return value === undefined ? undefined : `${Math.round(value * 10) / 10} ${unit}`;
  };
}

const earlier = (a?: CalendarDate, b?: CalendarDate) => (a && b ? (a < b ? a : b) : undefined);
const later = (a?: CalendarDate, b?: CalendarDate) => (a && b ? (a > b ? a : b) : (a ?? b));
