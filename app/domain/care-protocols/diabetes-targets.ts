/**
 * Targets in diabetes: HbA1c (DM2), the targets of frailty (DM3), and the three treatment targets of the National
 * Diabetes Audit. DM2: NICE NG28 (48, 53, step up from 58 mmol/mol), as quoted by GPnotebook; NG28 of February 2026 was
 * read second-hand only. DM3: Strain WD et al. Diabetes Ther 2021;12:1227-47, Table 2 (CC BY-NC), and the de-prescribing
 * lines of Strain WD et al. Diabet Med 2018;35:838-45. Frailty is what a clinician recorded, never the index. The table's
 * blood pressure in mild frailty (below 140/90) is not built: NG136 sets it by age and kidneys, and neither overrides
 * it. Its fasting glucose (5.0 to 7.2, 6.0 to 8.3, 7.0 to 10.0 mmol/L) is not built: whether a sample was fasting is not coded.
 */
import { addSpan, type CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, Context, Need, Target } from "../care-gap";
import { ever, latestOn, latestValue, valueOn } from "../feature";
import { type RecordedFrailty, recordedFrailty } from "../segment";
import { hba1cOf, ngspPercent } from "./diabetes-hba1c";
import { GLUCOSE_MEDICINES, hypoMedicines, taken } from "./diabetes-medicines";
import { bloodPressureOf, bloodPressureOn, byValue, shown } from "./diabetes-processes";
import { DIABETES_EXCUSES, diabetesType, ofAdults } from "./diabetes-register";

export type Frailty = Exclude<RecordedFrailty, "none">;

/** Mild, moderate or severe as a clinician recorded it last. */
export function frailtyOf(person: CarePerson): Frailty | undefined {
  const frailty = recordedFrailty(person)?.frailty;
  return frailty === "none" ? undefined : frailty;
}

const isNotType1 = (person: CarePerson) => {
  const type = diabetesType(person);
  return type !== undefined && type !== "type 1";
};

/** On maximal tolerated treatment in the last 12 months a value is measured, but no target is held against it. */
const isOnMaximalTreatment = (person: CarePerson, asOf: CalendarDate) => {
  const on = latestOn(person, "diabetes-maximal-treatment");
  return on !== undefined && asOf < addSpan(on, { months: 12 });
};

// ── DM2, DM3: HbA1c ───────────────────────────────────────────────────────────────────────────────────────

function plainTarget(person: CarePerson, context: Context): Target | undefined {
  const { asOf, setting } = context;
  const value = hba1cOf(person)?.value;
  if (value === undefined || isOnMaximalTreatment(person, asOf)) return undefined;
  const looser = hypoMedicines(person, context).length > 0 || taken(person, GLUCOSE_MEDICINES, context).length > 1;
  const most = setting(looser ? "diabetes.target-hypo-medicine" : "diabetes.target-plain");
  const step = setting("diabetes.intensify-from");
  return { met: value <= most, words: `${most} mmol/mol or less; treatment is stepped up from ${step}` };
}

/** "Out of target" shortens the interval: not yet stable. */
const measuredEvery = (target: Target | undefined, { setting }: Context) => ({
  months: setting(target?.met === false ? "diabetes.hba1c-unstable-months" : "diabetes.hba1c-months"),
});

const measured = {
  about: "hba1c",
  done: byValue("hba1c"),
  value: shown("hba1c", "mmol/mol"),
  stopsAtEndOfLife: true,
  excusedBy: { ...DIABETES_EXCUSES, "declined-blood-test": "declined", fructosamine: "unsuitable" },
  sets: ["hba1c"],
} as const satisfies Partial<CareProcess>;

const HBA1C: CareProcess = {
  ...measured,
  id: "DM2",
  name: "HbA1c in type 2 diabetes",
  source: "NICE NG28, as quoted by GPnotebook",
  mark: "2",
  priority: "disease target",
  needed: ofAdults(
    (person, context): Need =>
      isNotType1(person) && {
        because: diabetesType(person) === "type 2" ? "Type 2 diabetes" : "Diabetes, type not recorded as 1",
        every: measuredEvery(plainTarget(person, context), context),
      },
  ),
  target: plainTarget,
  action: { what: "Measure HbA1c and compare with the target agreed with the person", owners: ["PN"] },
};

/** Sulfonylurea, insulin or glinide: then the target is a band, whose lower end is the line of too tight treatment. */
function frailtyTarget(person: CarePerson, context: Context): Target | undefined {
  const value = hba1cOf(person)?.value;
  const frailty = frailtyOf(person);
  if (value === undefined || frailty === undefined) return undefined;
  if (isOnMaximalTreatment(person, context.asOf)) return undefined;
  const below = context.setting(`diabetes.${frailty}-frailty-below`);
  const lowest = frailty === "mild" ? context.setting("diabetes.mild-frailty-lowest") : undefined;
  const line = hypoMedicines(person, context).length ? tooTightBelow(frailty, context) : lowest;
  const band = line === undefined ? `below ${below}` : `${line} to ${below - 1}`;
  return {
    met: value < below && (line === undefined || value >= line),
    words: `${band} mmol/mol (${frailty} frailty)`,
  };
}

export const tooTightBelow = (frailty: Frailty | undefined, { setting }: Context): number =>
  setting(`diabetes.too-tight-${frailty === undefined || frailty === "mild" ? "fit" : frailty}`);

const STRAIN = "Strain WD et al. Diabetes Ther 2021;12:1227-47, Table 2";
const STRAIN_LINK = "https://pmc.ncbi.nlm.nih.gov/articles/PMC8099963";

function frail(person: CarePerson, every: (context: Context) => { months: number }, context: Context): Need {
  if (!isNotType1(person)) return false;
  const frailty = frailtyOf(person);
  return frailty !== undefined && { because: `Diabetes with ${frailty} frailty`, every: every(context) };
}

export const isFrail = (person: CarePerson) => ["moderate", "severe"].includes(frailtyOf(person) ?? "");

const FRAILTY_HBA1C: CareProcess = {
  ...measured,
  id: "DM3",
  name: "HbA1c in frailty",
  source: STRAIN,
  link: STRAIN_LINK,
  mark: "V",
  priority: "frailty target",
  needed: (person, context) => frail(person, () => measuredEvery(frailtyTarget(person, context), context), context),
  target: frailtyTarget,
  action: { what: "Measure HbA1c and compare with the target for the person's frailty", owners: ["GP", "PN"] },
};

const FRAILTY_PRESSURE: CareProcess = {
  id: "DM3-BP",
  name: "Blood pressure in diabetes with frailty",
  source: STRAIN,
  link: STRAIN_LINK,
  mark: "V",
  priority: "frailty target",
  about: "blood-pressure",
  stopsAtEndOfLife: true,
  needed: (person, context) =>
    isFrail(person) && frail(person, ({ setting }) => ({ months: setting("diabetes.window-months") }), context),
  done: bloodPressureOn,
  value: (person) => {
    const pressure = bloodPressureOf(person);
    return pressure && `${pressure.systolic}/${pressure.diastolic} mmHg`;
  },
  target: (person) => {
    const pressure = bloodPressureOf(person);
    if (!pressure) return undefined;
    const systolic = frailtyOf(person) === "severe" ? 150 : 140;
    return { met: pressure.systolic < systolic && pressure.diastolic < 90, words: `below ${systolic}/90 mmHg` };
  },
  excusedBy: { ...DIABETES_EXCUSES, "declined-blood-pressure": "declined" },
  action: { what: "Measure blood pressure and compare with the target for the person's frailty", owners: ["GP", "PN"] },
  sets: ["systolic", "diastolic"],
};

export const TARGETS: readonly CareProcess[] = [HBA1C, FRAILTY_HBA1C, FRAILTY_PRESSURE];

// ── The three treatment targets ───────────────────────────────────────────────────────────────────────────

/** `met` is absent while it is not known, and `applies` false where the target is not for this person. */
export type TreatmentTarget = { name: string; applies: boolean; met?: boolean; because: string };
export type TreatmentTargets = { targets: TreatmentTarget[]; all?: boolean };

/**
 * National Diabetes Audit: HbA1c, blood pressure, and cholesterol ("old") or a statin ("new"), by the latest value in the
 * window. `all` is false as soon as one is not met, and absent while one that applies is not known.
 */
export function treatmentTargets(person: CarePerson, context: Context, third: "old" | "new"): TreatmentTargets {
  const targets = [
    hba1cTarget(person, context),
    pressureTarget(person, context),
    third === "old" ? cholesterolTarget(person, context) : statinTarget(person, context),
  ];
  const applying = targets.filter(({ applies }) => applies);
  if (applying.some(({ met }) => met === false)) return { targets, all: false };
  return applying.some(({ met }) => met === undefined) ? { targets } : { targets, all: true };
}

/** Measured within the window; on its first day no more, as a care process done a year ago today is overdue. */
const isInWindow = (on: CalendarDate | undefined, { asOf, setting }: Context) =>
  on !== undefined && asOf < addSpan(on, { months: setting("diabetes.window-months") });

const notMeasured = (name: string): TreatmentTarget => ({ name, applies: true, because: "not measured in the window" });

function hba1cTarget(person: CarePerson, context: Context): TreatmentTarget {
  const hba1c = hba1cOf(person);
  if (!hba1c || !isInWindow(hba1c.on, context)) return notMeasured("HbA1c");
  const met = hba1c.value <= context.setting("diabetes.target-hba1c");
  return { name: "HbA1c", applies: true, met, because: `${hba1c.value} mmol/mol (${ngspPercent(hba1c.value)}%)` };
}

/** Choice of the setting → whether both numbers keep it. */
const PRESSURES: Readonly<Record<number, (systolic: number, diastolic: number) => boolean>> = {
  1: (systolic, diastolic) => systolic <= 140 && diastolic <= 80,
  2: (systolic, diastolic) => systolic < 130 && diastolic < 80,
  3: (systolic, diastolic) => systolic < 140 && diastolic < 90,
};

function pressureTarget(person: CarePerson, context: Context): TreatmentTarget {
  const pressure = bloodPressureOf(person);
  if (!pressure || !isInWindow(pressure.on, context)) return notMeasured("Blood pressure");
  const keeps = PRESSURES[context.setting("diabetes.target-blood-pressure")]!;
  const { systolic, diastolic } = pressure;
  return {
    name: "Blood pressure",
    applies: true,
    met: keeps(systolic, diastolic),
    because: `${Math.round(systolic)}/${Math.round(diastolic)} mmHg`,
  };
}

function cholesterolTarget(person: CarePerson, context: Context): TreatmentTarget {
  const value = latestValue(person, "cholesterol");
  if (value === undefined || !isInWindow(valueOn(person, "cholesterol"), context)) return notMeasured("Cholesterol");
  const met = value < context.setting("diabetes.target-cholesterol");
  return { name: "Cholesterol", applies: true, met, because: `${Math.round(value * 10) / 10} mmol/L` };
}

export const CARDIOVASCULAR = [
  "condition-coronary-heart-disease",
  "condition-stroke",
  "condition-peripheral-arterial-disease",
];

/** Everybody with cardiovascular disease, and from an age on those without. */
function statinTarget(person: CarePerson, context: Context): TreatmentTarget {
  const name = "Statin";
  const secondary = CARDIOVASCULAR.some((set) => ever(person, set));
  const from = context.setting("diabetes.statin-from-age");
  if (!secondary && person.age !== undefined && person.age < from)
    return { name, applies: false, because: `under ${from}, no cardiovascular disease` };
  const issued = latestOn(person, "medicine-statin");
  const met = person.facts.get("medicine-statin")?.active === true || isInWindow(issued, context);
  const prevention = secondary ? "cardiovascular disease" : "no cardiovascular disease";
  if (!secondary && person.age === undefined && !met)
    return { name, applies: true, because: "date of birth not known" };
  return { name, applies: true, met, because: `${met ? "on a statin" : "no statin"}; ${prevention}` };
}
