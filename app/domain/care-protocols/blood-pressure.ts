/**
 * Blood pressure: measured, in target, and not too low in frailty.
 * NICE NG136 (2019, updated 2023) and quality standard QS28; QOF 2026/27 CD001 and CD002 (to 79 years, without frailty);
 * National Clinical Guideline for Stroke. NICE and QOF: Crown and NICE copyright, facts only.
 *
 * Not built: "1 month after a change of treatment", since a record that holds only the last issue of a repeat cannot tell
 * a new medicine from an old one; a target for the standing pressure where it falls on standing (FA5 measures the fall).
 * Pressure at home is not coded apart from that in clinic; an average of 24 hours is, and has its own target.
 */
import { addSpan, type CalendarDate, daysBetween } from "../calendar";
import type { CarePerson, CareProcess, CareProtocol, Context, Need, Target } from "../care-gap";
import { holds } from "../feature";
import { FRAIL_SETS, frailFrom, fromAge, fromMemory, later, proposed } from "./circumstances";
import { isTaking } from "./current-medicine";
import { DIABETES_SETS, hasDiabetes } from "./diabetes-register";
import { latestFall, recurrentFalls } from "./falls-recorded";

const REGISTERS = [
  ["condition-hypertension", "hypertension"],
  ["condition-chronic-kidney-disease", "chronic kidney disease"],
  ["condition-stroke", "stroke or TIA"],
  ["condition-coronary-heart-disease", "coronary heart disease"],
] as const;

const CASE_FINDING_AGE = 65;

/** Classes that lower blood pressure. */
export const ANTIHYPERTENSIVES = [
  "medicine-acei",
  "medicine-arb",
  "medicine-sacubitril",
  "medicine-calcium-blocker",
  "medicine-rate-limiting-calcium-blocker",
  "medicine-thiazide",
  "medicine-beta-blocker",
  "medicine-alpha-blocker-antihypertensive",
  "medicine-central-antihypertensive",
  "medicine-loop-diuretic",
  "medicine-mra",
  "medicine-potassium-sparing",
  "medicine-vasodilator",
] as const;

// ── The pressure ──────────────────────────────────────────────────────────────────────────────────────────

export type Pressure = { systolic: number; diastolic: number; on: CalendarDate; over24Hours: boolean };

/** The latest of which both numbers are of one day: of different days they are no pressure that anybody had. */
export function latestPressure({ facts }: Pick<CarePerson, "facts">): Pressure | undefined {
  const systolics = facts.get("systolic");
  const diastolics = facts.get("diastolic");
  if (!systolics || !diastolics) return undefined;
  for (const { on, value } of systolics.entries) {
    if (on === undefined || value === undefined) continue;
    const diastolic = diastolics.entries.find((one) => one.on === on && one.value !== undefined)?.value;
    if (diastolic === undefined) continue;
    const over24Hours = facts.get("systolic-24h")?.entries.some((one) => one.on === on && one.value === value) ?? false;
    return { systolic: value, diastolic, on, over24Hours };
  }
  return undefined;
}

const inWords = ({ systolic, diastolic, over24Hours }: Pressure) =>
  `${Math.round(systolic)}/${Math.round(diastolic)} mmHg${over24Hours ? ", average of 24 hours" : ""}`;

// ── HT1 ───────────────────────────────────────────────────────────────────────────────────────────────────

function needsPressure(person: CarePerson, { asOf, setting }: Context): Need {
  // The guideline is for adults. Of unknown age, a condition is enough: it asks for it at any adult age.
  if (person.age !== undefined && person.age < setting("blood-pressure.from-age")) return false;
  const registers: string[] = REGISTERS.filter(([set]) => holds(person, set)).map(([, words]) => words);
  if (hasDiabetes(person)) registers.push("diabetes");
  if (registers.length) {
    const words = registers.join(", ");
    const because = `${words[0]!.toUpperCase()}${words.slice(1)}${judgementWords(person, asOf)}`;
    return { because, every: { months: 12 } };
  }
  return fromAge(person, CASE_FINDING_AGE, () => ({
    because: `${CASE_FINDING_AGE} and over`,
    every: { months: setting("blood-pressure.case-finding-months") },
  }));
}

/** Why no number is the target. */
function judgementWords(person: CarePerson, asOf: CalendarDate): string {
  const frail = frailFrom(person, "moderate");
  if (frail) return `; ${frail.words.toLowerCase()}: target by clinical judgement`;
  return onMaximal(person, asOf) ? "; on as much treatment as is tolerated: no target" : "";
}

const onMaximal = ({ facts }: CarePerson, asOf: CalendarDate): boolean => {
  const on = facts.get("care-antihypertensive-maximal")?.latestOn;
  return on !== undefined && asOf < addSpan(on, { months: 12 });
};

/** Both numbers must be under; a 24-hour average is compared with 5 mmHg less. */
export function pressureTarget(person: CarePerson, { asOf, setting }: Context): Target | undefined {
  const pressure = latestPressure(person);
  if (!pressure || frailFrom(person, "moderate") || onMaximal(person, asOf)) return undefined;
  const limit = limitsOf(person, setting);
  // Of unknown age: above what holds at 80 and over is above it at any age; below it, one cannot tell.
  const [systolic, diastolic] = limit.map((value) => value - (pressure.over24Hours ? 5 : 0)) as [number, number];
  const met = pressure.systolic < systolic && pressure.diastolic < diastolic;
  if (person.age === undefined && met) return undefined;
  return { met, words: `under ${systolic}/${diastolic} mmHg` };
}

function limitsOf(person: CarePerson, setting: Context["setting"]): readonly [systolic: number, diastolic: number] {
  const { facts, age } = person;
  if (holds(person, "condition-chronic-kidney-disease") && (facts.get("urine-acr")?.latest ?? 0) >= 70)
    return [130, 80];
  if (holds(person, "condition-stroke") && setting("blood-pressure.stroke-systolic") === 130) return [130, 80];
  return age !== undefined && age < 80 ? [140, 90] : [150, 90];
}

const HT1: CareProcess = {
  id: "HT1",
  name: "Blood pressure",
  source: "NICE NG136 and QS28; QOF 2026/27 CD001, CD002",
  link: "https://www.nice.org.uk/guidance/ng136",
  mark: "V",
  priority: "disease target",
  about: "blood-pressure",
  stopsAtEndOfLife: true,
  onlyWith: [...REGISTERS.map(([set]) => set), ...DIABETES_SETS],
  orAgedFrom: CASE_FINDING_AGE,
  needed: needsPressure,
  done: (person) => latestPressure(person)?.on,
  value: (person) => {
    const pressure = latestPressure(person);
    return pressure && inWords(pressure);
  },
  target: pressureTarget,
  excusedBy: { "declined-blood-pressure": "declined" },
  action: { what: "Measure blood pressure; above target, review treatment", owners: ["PN", "PH"] },
  sets: ["systolic", "diastolic"],
};

// ── HT2 ───────────────────────────────────────────────────────────────────────────────────────────────────

function mayBeOvertreated(person: CarePerson, context: Context): Need {
  const frail = frailFrom(person, "moderate");
  if (!frail || holds(person, "finding-heart-failure-reduced")) return false;
  const classes = ANTIHYPERTENSIVES.filter((set) => isTaking(person, set, context)).length;
  if (classes < 2) return false;
  const signs = signsOfTooLow(person, context);
  if (!signs.length) return false;
  const since = signs.reduce<CalendarDate | undefined>((day, sign) => later(day, sign.on), undefined);
  return {
    because: `${frail.words}, ${classes} classes that lower blood pressure, ${signs.map(({ words }) => words).join(", ")}`,
    since,
    within: { weeks: context.setting("blood-pressure.overtreatment-weeks") },
  };
}

function signsOfTooLow(person: CarePerson, { asOf, setting }: Context): { words: string; on?: CalendarDate }[] {
  const recent = (on: CalendarDate | undefined) => on !== undefined && daysBetween(on, asOf) <= 366;
  const pressure = latestPressure(person);
  const drop = person.facts.get("care-postural-drop");
  const postural = person.facts.get("finding-postural-hypotension");
  const falls = recurrentFalls(person, asOf);
  return [
    ...(pressure && recent(pressure.on) && pressure.systolic < setting("blood-pressure.too-low-systolic")
      ? [{ words: `systolic ${Math.round(pressure.systolic)} mmHg`, on: pressure.on }]
      : []),
    ...(drop?.latest !== undefined && drop.latest >= 20 && recent(drop.valueOn)
      ? [{ words: `falls by ${drop.latest} mmHg on standing`, on: drop.valueOn }]
      : []),
    ...(postural?.active ? [{ words: "postural hypotension", on: postural.latestOn }] : []),
    ...(falls ? [{ words: "recurrent falls", on: latestFall(person) }] : []),
  ];
}

const HT2: CareProcess = {
  id: "HT2",
  name: "Blood pressure that may be treated too hard",
  source: "proposed by Confer; STOPP/START version 3, section K",
  mark: "P",
  priority: "safety",
  treatment: true,
  onlyWith: FRAIL_SETS.moderate,
  needed: mayBeOvertreated,
  done: (person) => person.facts.get("care-medication-review")?.latestOn,
  value: HT1.value,
  action: { what: "Review medicines that lower blood pressure", owners: ["PH", "GP"] },
  sets: ["care-medication-review"],
};

export const BLOOD_PRESSURE_PROTOCOL: CareProtocol = {
  id: "blood-pressure",
  name: "Blood pressure",
  version: "blood-pressure/2",
  source: "NICE NG136, QS28; QOF 2026/27; National Clinical Guideline for Stroke",
  who: "people with hypertension, diabetes, chronic kidney disease, stroke or coronary heart disease; all from 65",
  settings: {
    "blood-pressure.from-age": {
      words: "Age from which blood pressure is expected to be measured",
      value: 18,
      source: "NICE NG136: hypertension in adults; the number is from memory",
      mark: "M",
    },
    "blood-pressure.case-finding-months": fromMemory(
      "Months after which somebody of 65 and over without such a condition has blood pressure measured again",
      60,
      "NICE NG136",
    ),
    "blood-pressure.stroke-systolic": {
      words: "Systolic pressure under which people after stroke or TIA are to be",
      value: 140,
      source:
        "shipped: NICE NG136, as for anybody of that age (140/90, from 80 years 150/90); National Clinical Guideline for Stroke: under 130/80 (2012 edition read second-hand; 2023 edition from memory)",
      mark: "M",
      options: { 140: "NICE: as for anybody of that age", 130: "National Clinical Guideline for Stroke" },
    },
    "blood-pressure.too-low-systolic": proposed(
      "Systolic pressure in mmHg below which treatment of somebody with moderate or severe frailty is reviewed",
      120,
    ),
    "blood-pressure.overtreatment-weeks": proposed("Weeks within which it is reviewed", 4),
  },
  processes: [HT1, HT2],
};
