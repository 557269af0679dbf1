/**
 * The eight care processes of diabetes, each of its own, and all eight together (DM1).
 * National Diabetes Audit, care process definitions 2020-21: "NICE recommends all of these at least once a year".
 * The ninth, retinal screening (EY1), is run by the screening programme and stands outside the eight.
 */
import { addSpan, type CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, Context, Need } from "../care-gap";
import { latestOn, latestValue, valueOn } from "../feature";
import { earlier, feetCheckedOn } from "./diabetes-feet";
import { DIABETES_EXCUSES, hasDiabetes } from "./diabetes-register";

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
  stopsAtEndOfLife: true,
  excusedBy: DIABETES_EXCUSES,
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
  excusedBy: { ...eachYear.excusedBy, "declined-blood-pressure": "declined" },
  done: bloodPressureOn,
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
  about: "foot",
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

/** One missing, or done before the window, is not all eight. */
const ALL_EIGHT: CareProcess = {
  ...eachYear,
  id: "DM1",
  name: "All eight care processes of diabetes",
  source: "QOF 2026/27 DM037 (replaces DM012); National Diabetes Audit care processes",
  mark: "2",
  done: (person, context) => EIGHT_PROCESSES.map(({ done }) => done(person, context)).reduce((a, b) => earlier(a, b)),
  value: howMany,
  action: { what: "Complete the annual diabetes review", owners: ["PN", "HCA"] },
  sets: EIGHT_PROCESSES.flatMap(({ sets }) => sets),
};

export const CARE_PROCESSES: readonly CareProcess[] = [...EIGHT_PROCESSES, ALL_EIGHT];

function howMany(person: CarePerson, context: Context): string {
  const window = { months: context.setting("diabetes.window-months") };
  const done = EIGHT_PROCESSES.filter((process) => {
    const on = process.done(person, context);
    return on !== undefined && context.asOf < addSpan(on, window);
  });
  return `${done.length} of ${EIGHT_PROCESSES.length}`;
}

/** A test counts when it has a value. */
export function byValue(set: string): CareProcess["done"] {
  return (person) => valueOn(person, set);
}

/** As old as the older of its two numbers. */
export function bloodPressureOn(person: CarePerson): CalendarDate | undefined {
  return earlier(valueOn(person, "systolic"), valueOn(person, "diastolic"));
}

/** Two numbers of one day: of different days they are no pressure that anybody had. */
export function bloodPressureOf(person: CarePerson) {
  const [systolic, diastolic] = [latestValue(person, "systolic"), latestValue(person, "diastolic")];
  const on = valueOn(person, "systolic");
  if (systolic === undefined || diastolic === undefined || on !== valueOn(person, "diastolic")) return undefined;
  return { systolic, diastolic, on };
}

function bloodPressure(person: CarePerson): string | undefined {
  const pressure = bloodPressureOf(person);
  return pressure && `${Math.round(pressure.systolic)}/${Math.round(pressure.diastolic)} mmHg`;
}

export function shown(set: string, unit: string): CareProcess["value"] {
  return (person) => {
    const value = latestValue(person, set);
    return value === undefined ? undefined : `${Math.round(value * 10) / 10} ${unit}`;
  };
}
