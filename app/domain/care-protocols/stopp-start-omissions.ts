/**
 * START version 3: medicines that may be missing. Citation in stopp-start.ts. All rest at the end of life. Somebody whose
 * medicines are not known lacks none: one cannot tell.
 */
import { addDays, addSpan } from "../calendar";
import { daysSince } from "../feature";
import { ANTIHYPERTENSIVES, latestPressure } from "./blood-pressure";
import { frailFrom } from "./circumstances";
import { isTaking } from "./current-medicine";
import type { StoppStartRule } from "./stopp-start-rule";
import {
  all,
  any,
  below,
  egfrBelow,
  falls,
  had,
  has,
  hasAny,
  hasVascularDisease,
  ifKnown,
  isFrail,
  lacks,
  longTerm,
  not,
  type Term,
  takes,
  takesFor,
  value,
} from "./stopp-start-terms";

const HEART_FAILURE = "condition-heart-failure";
const REDUCED = "finding-heart-failure-reduced";
const VITAMIN_D = "medicine-vitamin-d";
const BONE = "medicine-bone-protection";

/** Over 140/90; with moderate or severe frailty over 150/90. */
const pressureTooHigh: Term = (person, { asOf, setting }) => {
  const pressure = latestPressure(person);
  const months = setting("stopp-start.lab-months");
  if (!pressure || pressure.on < addSpan(asOf, { months: -months }))
    return { missing: `blood pressure of the last ${months} months` };
  const limit = frailFrom(person, "moderate") ? setting("stopp-start.frail-systolic") : 140;
  const { systolic, diastolic, on } = pressure;
  return (systolic > limit || diastolic > 90) && { words: `blood pressure ${systolic}/${diastolic}`, on };
};

/** Under 89 % on two days at least three weeks apart, in a year. */
const longTooLittleOxygen: Term = ({ facts }, { asOf }) => {
  const yearAgo = addSpan(asOf, { months: -12 });
  const low = (facts.get("oxygen-saturation")?.entries ?? []).filter(
    ({ on, value: saturation }) => on !== undefined && on > yearAgo && saturation !== undefined && saturation < 89,
  );
  const [latest, first] = [low[0]?.on, low.at(-1)?.on];
  if (!latest || !first || addDays(first, 21) > latest) return false;
  return { words: `oxygen saturation ${low[0]!.value}%, low since three weeks or more`, on: latest };
};

/** At least two injections, the last too long ago. */
const denosumabStopped: Term = (person, { asOf, setting }) => {
  const fact = person.facts.get("medicine-denosumab");
  if (!fact || daysSince(person, "medicine-denosumab", "") < 2 || fact.latestOn === undefined) return false;
  const due = addSpan(fact.latestOn, { months: 6, weeks: setting("stopp-start.denosumab-weeks") });
  return due <= asOf && { words: "denosumab, last more than 6 months ago", on: due };
};

/** Denosumab itself is a medicine of that set, and its last issue may still count as current. */
const takesNoBoneProtection: Term = (person, context) =>
  !isTaking(person, "medicine-bone-protection-other", context) && { words: "" };

const brittleBones: Term = any(has("condition-osteoporosis"), had("efi-fragility-fracture"));
const diabetes = hasAny("diabetes-type-2", "diabetes-type-1", "diabetes-other");

export const START_RULES: readonly StoppStartRule[] = [
  {
    id: "START B1",
    wording: "Treatment of blood pressure over 140/90, with moderate or severe frailty over 150/90",
    when: all(pressureTooHigh, lacks(...ANTIHYPERTENSIVES)),
  },
  {
    id: "START B2",
    wording: "Statin in vascular disease, without moderate or severe frailty",
    when: all(hasVascularDisease, lacks("medicine-statin"), not(isFrail("moderate"))),
  },
  {
    id: "START B5",
    wording: "ACE inhibitor (or ARB) in heart failure with reduced ejection fraction",
    when: all(has(REDUCED), lacks("medicine-acei", "medicine-arb", "medicine-sacubitril")),
  },
  {
    id: "START B6",
    wording: "Beta-blocker for heart failure with reduced ejection fraction",
    when: all(has(REDUCED), lacks("medicine-beta-blocker-heart-failure")),
  },
  {
    id: "START B7",
    wording: "Mineralocorticoid receptor antagonist in heart failure with eGFR over 30",
    when: all(
      has(HEART_FAILURE),
      lacks("medicine-mra"),
      value("egfr", "eGFR", (egfr) => egfr > 30),
    ),
  },
  {
    id: "START B8",
    wording: "SGLT2 inhibitor in heart failure of any ejection fraction",
    when: all(has(HEART_FAILURE), lacks("medicine-sglt2")),
  },
  {
    id: "START C1",
    wording: "Anticoagulant in atrial fibrillation",
    when: all(has("condition-atrial-fibrillation"), lacks("medicine-anticoagulant")),
  },
  {
    id: "START C2",
    wording: "Antiplatelet in vascular disease, without an anticoagulant",
    when: all(hasVascularDisease, lacks("medicine-antiplatelet", "medicine-anticoagulant")),
  },
  {
    id: "START D3",
    wording: "Acetylcholinesterase inhibitor in Alzheimer's disease, if it is mild or moderate",
    when: all(has("finding-alzheimers"), lacks("medicine-acetylcholinesterase-inhibitor")),
  },
  {
    id: "START F3",
    wording: "Proton pump inhibitor with an NSAID",
    when: all(takes("medicine-nsaid"), lacks("medicine-ppi")),
  },
  {
    id: "START G1",
    wording: "Long-acting bronchodilator in COPD",
    when: all(has("condition-copd"), lacks("medicine-lama", "medicine-laba")),
  },
  {
    id: "START G3",
    wording: "Home oxygen where saturation stays under 89%",
    when: all(longTooLittleOxygen, lacks("medicine-oxygen")),
  },
  {
    id: "START H2",
    wording: "Bisphosphonate and vitamin D with a corticosteroid for long",
    when: all(takesFor("medicine-steroid", longTerm), any(lacks("medicine-bisphosphonate", BONE), lacks(VITAMIN_D))),
  },
  {
    id: "START H3",
    wording: "Vitamin D in osteoporosis or after a fragility fracture",
    when: all(brittleBones, lacks(VITAMIN_D)),
  },
  {
    id: "START H4",
    wording: "Treatment of osteoporosis, or after a fragility fracture",
    when: all(brittleBones, lacks(BONE), not(has("bone-drug-unsuitable"))),
  },
  {
    id: "START H5",
    wording: "Vitamin D with a level under 50 in people who are housebound or fall",
    when: all(
      any(has("housebound"), falls),
      ifKnown(value("vitamin-d-level", "25-hydroxyvitamin D", below(50))),
      lacks(VITAMIN_D),
    ),
  },
  {
    id: "START H6",
    wording: "Another medicine against osteoporosis after denosumab was stopped",
    when: all(denosumabStopped, takesNoBoneProtection),
  },
  {
    id: "START H9",
    wording: "Folic acid with methotrexate",
    when: all(takes("medicine-methotrexate"), lacks("medicine-folic-acid")),
  },
  {
    id: "START J1",
    wording: "ACE inhibitor or ARB in diabetes with albumin in the urine, unless eGFR is under 30",
    when: all(
      diabetes,
      ifKnown(value("urine-acr", "albumin:creatinine ratio", (acr) => acr >= 3)),
      lacks("medicine-acei", "medicine-arb"),
      not(egfrBelow(30)),
    ),
  },
  {
    id: "START K2",
    wording: "Laxative with a regular opioid",
    when: all(
      takesFor("medicine-opioid", ({ setting }) => setting("stopp-start.daily-days")),
      lacks("medicine-laxative"),
    ),
  },
];
