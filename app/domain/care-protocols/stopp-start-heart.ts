/** STOPP version 3, sections B (heart and vessels) and C (coagulation). The rules' citation stands in stopp-start.ts. */
import { addSpan } from "../calendar";
import { latestOn } from "../feature";
import { ANTIHYPERTENSIVES } from "./blood-pressure";
import type { StoppStartRule } from "./stopp-start-rule";
import {
  above,
  ageFrom,
  all,
  any,
  below,
  egfrBelow,
  falls,
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
  takesAny,
  takesFor,
  VASCULAR,
  value,
} from "./stopp-start-terms";

const HEART_FAILURE = "condition-heart-failure";
const REDUCED = "finding-heart-failure-reduced";
const AF = "condition-atrial-fibrillation";
const otherThan = (...sets: readonly string[]) => ANTIHYPERTENSIVES.filter((set) => !sets.includes(set));

/** Potassium after the medicine's start and within the months of the rationale; nothing to say while it is there. */
const potassiumUnchecked: Term = (person, { asOf, setting }) => {
  const months = setting("stopp-start.potassium-months");
  const on = latestOn(person, "potassium");
  return (on === undefined || on < addSpan(asOf, { months: -months })) && { words: `no potassium in ${months} months` };
};

/** No new vascular diagnosis or admission for one in a year. */
const isStable: Term = (person, { asOf }) => {
  const yearAgo = addSpan(asOf, { months: -12 });
  const recent = VASCULAR.some((set) => (person.facts.get(set)?.firstOn ?? "") > yearAgo);
  const admitted = person.services.some(
    ({ kind, on, reasons }) =>
      kind === "emergency_admission" &&
      on > yearAgo &&
      reasons.some((set) => (VASCULAR as readonly string[]).includes(set)),
  );
  return !recent && !admitted && { words: "" };
};

export const STOPP_HEART: readonly StoppStartRule[] = [
  {
    id: "STOPP B1",
    wording: "Digoxin for heart failure with normal ejection fraction, without atrial fibrillation",
    when: all(takes("medicine-digoxin"), has("finding-heart-failure-preserved"), not(has(AF))),
  },
  {
    id: "STOPP B2",
    wording: "Verapamil or diltiazem with reduced ejection fraction",
    when: all(takes("medicine-rate-limiting-calcium-blocker"), has(REDUCED)),
  },
  {
    id: "STOPP B3",
    wording: "Beta-blocker together with verapamil or diltiazem",
    when: all(takes("medicine-rate-limiting-calcium-blocker"), takes("medicine-beta-blocker")),
  },
  {
    id: "STOPP B4",
    wording: "Medicine that slows the heart, with a pulse under 50 or heart block",
    when: all(
      takesAny("medicine-beta-blocker", "medicine-rate-limiting-calcium-blocker", "medicine-digoxin"),
      any(has("finding-heart-block"), value("pulse", "pulse", below(50))),
    ),
  },
  {
    id: "STOPP B5",
    wording: "Beta-blocker alone for hypertension without another reason for it on the record",
    when: all(
      takes("medicine-beta-blocker"),
      has("condition-hypertension"),
      not(hasAny("condition-coronary-heart-disease", HEART_FAILURE, AF)),
      lacks(...otherThan("medicine-beta-blocker")),
    ),
  },
  {
    id: "STOPP B7",
    wording: "Loop diuretic as the only treatment of hypertension, without heart, kidney or liver failure",
    when: all(
      takes("medicine-loop-diuretic"),
      has("condition-hypertension"),
      not(hasAny(HEART_FAILURE, "condition-chronic-kidney-disease", "condition-chronic-liver-disease")),
      lacks(...otherThan("medicine-loop-diuretic")),
    ),
  },
  {
    id: "STOPP B9",
    wording: "Thiazide with low potassium, low sodium, high calcium, or a history of gout",
    when: all(
      takes("medicine-thiazide"),
      any(
        has("finding-gout"),
        value("potassium", "potassium", below(3.0)),
        value("sodium", "sodium", below(130)),
        ifKnown(value("calcium-adjusted", "adjusted calcium", above(2.65))),
      ),
    ),
  },
  {
    id: "STOPP B10",
    wording: "Loop diuretic with hypertension and urinary incontinence, without heart failure",
    when: all(
      takes("medicine-loop-diuretic"),
      has("efi-urinary-incontinence"),
      has("condition-hypertension"),
      not(has(HEART_FAILURE)),
    ),
  },
  {
    id: "STOPP B11",
    wording: "Centrally acting medicine against high blood pressure",
    when: takes("medicine-central-antihypertensive"),
  },
  {
    id: "STOPP B12",
    wording: "ACE inhibitor or ARB with potassium over 5.5",
    when: all(
      takesAny("medicine-acei", "medicine-arb", "medicine-sacubitril"),
      value("potassium", "potassium", above(5.5)),
    ),
  },
  {
    id: "STOPP B13",
    wording: "Mineralocorticoid receptor antagonist with another medicine that keeps potassium, potassium not checked",
    when: all(
      takes("medicine-mra"),
      takesAny("medicine-acei", "medicine-arb", "medicine-sacubitril", "medicine-potassium-sparing"),
      potassiumUnchecked,
    ),
  },
  {
    id: "STOPP B14",
    wording: "PDE-5 inhibitor together with a nitrate",
    when: all(takes("medicine-pde5-inhibitor"), takes("medicine-nitrate")),
  },
  {
    id: "STOPP B16",
    wording:
      "Statin for primary prevention from 85 with frailty; whether life is likely to last three years, a clinician judges",
    when: all(takes("medicine-statin"), ageFrom(85), isFrail("moderate"), not(hasVascularDisease)),
  },
  {
    id: "STOPP B17",
    wording: "NSAID for long with vascular disease",
    when: all(takesFor("medicine-nsaid", longTerm), hasVascularDisease),
  },
  {
    id: "STOPP B18",
    wording: "Antipsychotic for long with vascular disease",
    when: all(takesFor("medicine-antipsychotic", longTerm), hasVascularDisease),
  },
  {
    id: "STOPP B19",
    wording: "NSAID or corticosteroid with heart failure that needs a loop diuretic",
    when: all(takesAny("medicine-nsaid", "medicine-steroid"), has(HEART_FAILURE), takes("medicine-loop-diuretic")),
  },
  {
    id: "STOPP C1",
    wording: "Aspirin over 100 mg a day for long, by the strength of the tablet",
    when: takesFor("medicine-aspirin-over-100", longTerm),
  },
  {
    id: "STOPP C3",
    wording: "Aspirin with clopidogrel for over 4 weeks after stroke, without coronary disease",
    when: all(
      has("condition-stroke"),
      takesFor("medicine-aspirin", 29),
      takesFor("medicine-clopidogrel", 29),
      not(has("condition-coronary-heart-disease")),
    ),
  },
  {
    id: "STOPP C4",
    wording: "Antiplatelet with an anticoagulant in atrial fibrillation, without coronary disease",
    when: all(
      takes("medicine-antiplatelet"),
      takes("medicine-anticoagulant"),
      has(AF),
      not(has("condition-coronary-heart-disease")),
    ),
  },
  {
    id: "STOPP C5",
    wording: "Antiplatelet with an anticoagulant in vascular disease that has been stable for a year",
    when: all(takes("medicine-antiplatelet"), takes("medicine-anticoagulant"), hasVascularDisease, isStable),
  },
  {
    id: "STOPP C7",
    wording: "Antiplatelet instead of an anticoagulant in atrial fibrillation",
    when: all(takes("medicine-antiplatelet"), has(AF), lacks("medicine-anticoagulant")),
  },
  {
    id: "STOPP C10",
    wording: "NSAID together with an anticoagulant",
    when: all(takes("medicine-nsaid"), takes("medicine-anticoagulant")),
  },
  {
    id: "STOPP C13",
    wording: "Dabigatran together with diltiazem or verapamil",
    when: all(takes("medicine-dabigatran"), takes("medicine-rate-limiting-calcium-blocker")),
  },
  {
    id: "STOPP C14",
    wording: "Direct oral anticoagulant together with a P-glycoprotein inhibitor",
    when: all(takes("medicine-doac"), takes("medicine-p-gp-inhibitor")),
  },
  {
    id: "STOPP C16",
    wording: "Aspirin for primary prevention",
    when: all(takes("medicine-aspirin"), not(hasAny(...VASCULAR, AF))),
  },
];

/** Section K: medicines that make falls likelier, in people who fall again and again. */
const withFalls = (id: string, words: string, taking: Term, more?: Term): StoppStartRule => ({
  id: `STOPP ${id}`,
  wording: `${words} with recurrent falls`,
  when: more ? all(taking, falls, more) : all(taking, falls),
});

/** A drop of 20 mmHg systolic, measured or as the diagnosis. */
const posturalDrop: Term = any(
  has("finding-postural-hypotension"),
  ifKnown(value("care-postural-drop", "fall on standing, mmHg:", (drop) => drop >= 20)),
);

export const STOPP_FALLS: readonly StoppStartRule[] = [
  withFalls("K1", "Benzodiazepine", takes("medicine-benzodiazepine")),
  withFalls("K2", "Antipsychotic", takes("medicine-antipsychotic")),
  withFalls(
    "K3",
    "Medicine that widens vessels, with a fall of pressure on standing, and",
    takesAny(
      "medicine-nitrate",
      "medicine-vasodilator",
      "medicine-alpha-blocker",
      "medicine-calcium-blocker",
      "medicine-acei",
      "medicine-arb",
    ),
    posturalDrop,
  ),
  withFalls("K4", "Z-drug", takes("medicine-z-drug")),
  withFalls("K5", "Antiepileptic", takes("medicine-antiepileptic")),
  withFalls("K6", "First-generation antihistamine", takes("medicine-antihistamine-first-generation")),
  withFalls("K7", "Opioid", takes("medicine-opioid")),
  withFalls("K8", "Antidepressant", takes("medicine-antidepressant")),
  withFalls(
    "K9",
    "Alpha-blocker against high blood pressure",
    takes("medicine-alpha-blocker-antihypertensive"),
    has("condition-hypertension"),
  ),
  withFalls(
    "K10",
    "Alpha-blocker other than silodosin for the prostate",
    takes("medicine-alpha-blocker"),
    has("finding-prostatism"),
  ),
  withFalls("K11", "Centrally acting medicine against high blood pressure", takes("medicine-central-antihypertensive")),
  withFalls("K12", "Antimuscarinic for the bladder", takes("medicine-bladder-antimuscarinic")),
];

/** Section E: too little kidney function. */
const withEgfr = (id: string, words: string, set: string, limit: number): StoppStartRule => ({
  id: `STOPP ${id}`,
  wording: `${words} with eGFR under ${limit}`,
  when: all(takes(set), egfrBelow(limit)),
});

export const STOPP_KIDNEY: readonly StoppStartRule[] = [
  withEgfr("E1", "Digoxin, 125 micrograms or more in one tablet,", "medicine-digoxin-125", 30),
  withEgfr("E2", "Dabigatran", "medicine-dabigatran", 30),
  withEgfr("E3", "Factor Xa inhibitor", "medicine-factor-xa-inhibitor", 15),
  withEgfr("E4", "NSAID", "medicine-nsaid", 50),
  withEgfr("E5", "Colchicine", "medicine-colchicine", 10),
  withEgfr("E6", "Metformin", "medicine-metformin", 30),
  withEgfr("E7", "Mineralocorticoid receptor antagonist", "medicine-mra", 30),
  withEgfr("E8", "Nitrofurantoin", "medicine-nitrofurantoin", 45),
  withEgfr("E9", "Bisphosphonate", "medicine-bisphosphonate", 30),
  withEgfr("E10", "Methotrexate", "medicine-methotrexate", 30),
];
