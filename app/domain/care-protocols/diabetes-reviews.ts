/**
 * DM6 education, DM7 risk of hypoglycaemia, DM8 sick-day rules, and type 1 diabetes (T1-1).
 * NICE NG28 1.2.1 and NG17, the latter as quoted by BMJ Best Practice; hypoglycaemia: JBDS and TREND, from memory. Whether
 * somebody has ketone strips at hand is not coded, so it is part of the sick-day rules and not a row of its own.
 */

import { addSpan } from "../calendar";
import type { CarePerson, CareProcess, Context, Need, Target } from "../care-gap";
import { entriesSince, ever, latestOn, latestValue } from "../feature";
import { isTaking, startedOn } from "./current-medicine";
import { later } from "./diabetes-feet";
import { hba1cOf } from "./diabetes-hba1c";
import { hypoMedicines } from "./diabetes-medicines";
import { byValue, shown } from "./diabetes-processes";
import { DIABETES_EXCUSES, diabetesType, diagnosedOn, hasDiabetes, isKnownChild, ofAdults } from "./diabetes-register";
import { frailtyOf, isFrail, tooTightBelow } from "./diabetes-targets";

// ── DM6: education ────────────────────────────────────────────────────────────────────────────────────────

const EDUCATION: CareProcess = {
  id: "DM6",
  name: "Structured diabetes education",
  source: "NICE NG28 1.2.1; QOF DM014: within 9 months",
  link: "https://www.nice.org.uk/guidance/ng28/chapter/Recommendations",
  mark: "V",
  priority: "routine",
  stopsAtEndOfLife: true,
  needed: ofAdults((person, { asOf, setting }): Need => {
    if (diabetesType(person) !== "type 2") return false;
    const since = diagnosedOn(person);
    if (since === undefined || asOf >= addSpan(since, { months: setting("diabetes.education-new-months") }))
      return false;
    return { because: "Type 2 diabetes, newly diagnosed", since, within: { months: 9 }, every: { months: 12 } };
  }),
  done: (person) => latestOn(person, "care-diabetes-education"),
  excusedBy: { ...DIABETES_EXCUSES, "declined-diabetes-education": "declined" },
  action: {
    what: "Offer structured education; with severe frailty or dementia to who cares for the person",
    owners: ["PN"],
  },
  sets: ["care-diabetes-education"],
};

// ── DM7: hypoglycaemia ────────────────────────────────────────────────────────────────────────────────────

/** Raise the risk; said with the reason, not counted. */
const raisers = (person: CarePerson): string[] =>
  [
    { name: "75 or older", holds: (person.age ?? 0) >= 75 },
    { name: "frailty", holds: frailtyOf(person) !== undefined },
    { name: "dementia", holds: ever(person, "condition-dementia") },
    { name: "eGFR below 45", holds: (latestValue(person, "egfr") ?? 90) < 45 },
  ]
    .filter(({ holds }) => holds)
    .map(({ name }) => name);

/** A hypoglycaemia starts the clock anew, unless its risk was reviewed since. */
function hypoNeed(person: CarePerson, context: Context): Need {
  if (!hasDiabetes(person) || isKnownChild(person, context)) return false;
  const { asOf, setting } = context;
  const medicines = hypoMedicines(person, context).filter((name) => name !== "glinide");
  if (!medicines.length) return false;
  const on = medicines.join(" and ");
  const raising = raisers(person);
  const because = raising.length ? `On ${on}; ${raising.join(", ")}` : `On ${on}`;
  const event = later(latestOn(person, "hypoglycaemia"), latestOn(person, "hypoglycaemia-severe"));
  if (event === undefined || event <= addSpan(asOf, { months: -12 })) return { because, every: { months: 12 } };
  return {
    because: `${because}; hypoglycaemia`,
    since: event,
    within: { days: setting("diabetes.after-hypo-days") },
    every: { months: 12 },
  };
}

function noSevereHypo(person: CarePerson, { asOf }: Context): Target | undefined {
  const severe = new Set(
    entriesSince(person, "hypoglycaemia-severe", addSpan(asOf, { months: -12 })).map(({ on }) => on),
  );
  return { met: severe.size === 0, words: `no hypoglycaemia that needs help; recorded in 12 months: ${severe.size}` };
}

const HYPOGLYCAEMIA: CareProcess = {
  id: "DM7",
  name: "Risk of hypoglycaemia reviewed",
  source: "Joint British Diabetes Societies and TREND, from memory",
  mark: "M",
  priority: "routine",
  needed: hypoNeed,
  done: (person) => latestOn(person, "care-hypoglycaemia-review"),
  target: noSevereHypo,
  excusedBy: DIABETES_EXCUSES,
  action: {
    what: "Ask how often, whether it is felt, about driving, glucose at hand and who helps",
    owners: ["PN", "DSN"],
  },
  sets: ["care-hypoglycaemia-review"],
};

// ── DM8: sick-day rules ───────────────────────────────────────────────────────────────────────────────────

/** Those that a sick day stops or changes. */
const SICK_DAY_MEDICINES = {
  "medicine-insulin": "insulin",
  "medicine-sglt2": "SGLT2 inhibitor",
  "medicine-metformin": "metformin",
  "medicine-sulfonylurea": "sulfonylurea",
  "medicine-acei": "ACE inhibitor",
  "medicine-arb": "angiotensin receptor blocker",
  "medicine-loop-diuretic": "diuretic",
  "medicine-thiazide": "diuretic",
  "medicine-mra": "diuretic",
  "medicine-potassium-sparing": "diuretic",
  "medicine-nsaid": "NSAID",
} as const;

function sickDayNeed(person: CarePerson, context: Context): Need {
  if (!hasDiabetes(person) || isKnownChild(person, context)) return false;
  const { asOf, setting } = context;
  const held = Object.entries(SICK_DAY_MEDICINES).filter(([set]) => isTaking(person, set, context));
  if (!held.length) return false;
  const because = `On ${[...new Set(held.map(([, name]) => name))].join(", ")}`;
  const started = held.map(([set]) => startedOn(person, set, context)).reduce((a, b) => later(a, b));
  if (started === undefined || started <= addSpan(asOf, { months: -12 })) return { because, every: { months: 12 } };
  return {
    because: `${because}; started in the last 12 months`,
    since: started,
    within: { days: setting("diabetes.sick-day-start-days") },
    every: { months: 12 },
  };
}

const SICK_DAYS: CareProcess = {
  id: "DM8",
  name: "Sick-day rules given",
  source: "NICE NG28: sick-day rules in each plan, as quoted by diabetesonthenet.com",
  link: "https://diabetesonthenet.com/?p=252065",
  mark: "2",
  priority: "routine",
  needed: sickDayNeed,
  done: (person) => latestOn(person, "care-sick-day-rules"),
  excusedBy: DIABETES_EXCUSES,
  action: { what: "Give sick-day rules to the person and to who cares for them", owners: ["PN", "PH"] },
  sets: ["care-sick-day-rules"],
};

// ── T1-1: type 1 ──────────────────────────────────────────────────────────────────────────────────────────

const type1 = {
  source: "NICE NG17, as quoted by BMJ Best Practice",
  mark: "2",
  priority: "disease target",
  excusedBy: DIABETES_EXCUSES,
} as const satisfies Partial<CareProcess>;

const forType1 = (every?: number) =>
  ofAdults(
    (person): Need =>
      diabetesType(person) === "type 1" && { because: "Type 1 diabetes", ...(every && { every: { months: every } }) },
  );

/**
 * With moderate or severe frailty, or after severe hypoglycaemia, avoiding the next one comes before any upper target; in
 * frailty what is below the line of too tight treatment is no success.
 */
function type1Target(person: CarePerson, context: Context): Target | undefined {
  const value = hba1cOf(person)?.value;
  if (value === undefined) return undefined;
  if (isFrail(person)) {
    const line = tooTightBelow(frailtyOf(person), context);
    const words = `${line} mmol/mol or more, to avoid hypoglycaemia (${frailtyOf(person)} frailty)`;
    return value < line ? { met: false, words } : undefined;
  }
  if (noSevereHypo(person, context)?.met === false) return undefined;
  const most = context.setting("diabetes.target-type-1");
  return { met: value <= most, words: `${most} mmol/mol or less, unless agreed otherwise with the person` };
}

const TYPE_1_HBA1C: CareProcess = {
  ...type1,
  id: "T1-1",
  name: "HbA1c in type 1 diabetes",
  about: "hba1c",
  stopsAtEndOfLife: true,
  needed: ofAdults(
    (person, { setting }): Need =>
      diabetesType(person) === "type 1" && {
        because: "Type 1 diabetes",
        every: { months: setting("diabetes.hba1c-months") },
      },
  ),
  done: byValue("hba1c"),
  value: shown("hba1c", "mmol/mol"),
  target: type1Target,
  excusedBy: { ...DIABETES_EXCUSES, "declined-blood-test": "declined", fructosamine: "unsuitable" },
  action: { what: "Measure HbA1c and compare with the target agreed with the person", owners: ["GP", "DSN"] },
  sets: ["hba1c"],
};

const TYPE_1_THYROID: CareProcess = {
  ...type1,
  id: "T1-1-thyroid",
  name: "Thyroid function in type 1 diabetes",
  stopsAtEndOfLife: true,
  needed: forType1(12),
  done: byValue("tsh"),
  value: shown("tsh", "mU/L"),
  excusedBy: { ...DIABETES_EXCUSES, "declined-blood-test": "declined" },
  action: { what: "Measure thyroid function", owners: ["GP", "PN"] },
  sets: ["tsh"],
};

const TYPE_1_AWARENESS: CareProcess = {
  ...type1,
  id: "T1-1-awareness",
  name: "Awareness of hypoglycaemia in type 1 diabetes",
  priority: "routine",
  needed: forType1(12),
  done: (person) => latestOn(person, "care-hypoglycaemia-awareness"),
  action: { what: "Score awareness of hypoglycaemia (Gold or Clarke)", owners: ["PN", "DSN"] },
  sets: ["care-hypoglycaemia-awareness"],
};

const TYPE_1_MONITORING: CareProcess = {
  ...type1,
  id: "T1-1-monitoring",
  name: "Continuous glucose monitoring offered in type 1 diabetes",
  stopsAtEndOfLife: true,
  needed: forType1(),
  done: (person) => latestOn(person, "care-glucose-monitoring-offered"),
  action: { what: "Offer continuous glucose monitoring", owners: ["DSN", "GP"] },
  sets: ["care-glucose-monitoring-offered"],
};

export const TYPE_1: readonly CareProcess[] = [TYPE_1_HBA1C, TYPE_1_THYROID, TYPE_1_AWARENESS, TYPE_1_MONITORING];
export const REVIEWS: readonly CareProcess[] = [EDUCATION, HYPOGLYCAEMIA, SICK_DAYS];
