/**
 * Heart failure and atrial fibrillation.
 * HF: NICE NG106 (updated 3 September 2025, read second-hand); QOF HF009. AF: NICE NG196 (from memory); CHA2DS2-VASc is
 * computed (Lip 2010), ORBIT only recorded. NICE and QOF: facts only.
 *
 * What prompts treatment of one person (the four medicines of HFrEF, an anticoagulant in AF) is a rule of its own and
 * stays off until signed. Not built: review after a change of medicine, which the record does not show; the rhythm that
 * a pulse had, where only its rate is coded.
 */
import { addSpan, type CalendarDate, type Span } from "../calendar";
import type { CarePerson, CareProcess, CareProtocol, Context, Need, Target } from "../care-gap";
import { ever, holds, latestOn } from "../feature";
import { scoreCha2ds2Vasc } from "../risk/cha2ds2-vasc";
import { emergencyAdmissions, fromMemory, later, proposed, sinceAll } from "./circumstances";
import { isTaking, isTakingAny } from "./current-medicine";
import { unlessAtEndOfLife } from "./routine";

// ── Heart failure ─────────────────────────────────────────────────────────────────────────────────────────

/** After an admission for heart failure within two weeks; otherwise every six months, at the end of life once. */
function needsHeartFailureReview(person: CarePerson, { asOf }: Context): Need {
  if (!holds(person, "condition-heart-failure")) return false;
  const every = unlessAtEndOfLife(person, { months: 6 });
  const admission = emergencyAdmissions(person, addSpan(asOf, { months: -6 })).find(
    ({ until, reasons }) => until !== undefined && until <= asOf && reasons.includes("efi-heart-failure"),
  );
  if (!admission) return { because: "Heart failure", ...every };
  return {
    because: "Heart failure, discharged after an emergency",
    since: admission.until,
    within: { weeks: 2 },
    ...every,
  };
}

const REVIEW_PARTS = ["nyha-class", "weight", "systolic", "pulse", "creatinine", "potassium"] as const;

/** A review by its code, or everything that one is made of. */
const heartFailureReviewed = (person: CarePerson): CalendarDate | undefined =>
  later(
    latestOn(person, "care-heart-failure-review"),
    sinceAll([...REVIEW_PARTS, "care-medication-review"].map((set) => latestOn(person, set))),
  );

const HF1: CareProcess = {
  id: "HF1",
  name: "Heart failure review",
  source: "NICE NG106 (updated 2025)",
  link: "https://www.nice.org.uk/guidance/ng106",
  mark: "2",
  priority: "routine",
  onlyWith: ["condition-heart-failure"],
  needed: needsHeartFailureReview,
  done: heartFailureReviewed,
  value: (person) => {
    const weight = person.facts.get("weight");
    return weight?.latest === undefined ? undefined : `${weight.latest} kg`;
  },
  action: {
    what: "Review symptoms (New York Heart Association class), weight, blood pressure, pulse, kidney function and medicines",
    owners: ["PN", "PH", "GP"],
  },
  sets: ["care-heart-failure-review", ...REVIEW_PARTS],
};

/** Each of the four with the classes that count as it. */
const PILLARS = [
  ["ACE inhibitor, ARB or sacubitril with valsartan", ["medicine-acei", "medicine-arb", "medicine-sacubitril"]],
  ["beta-blocker for heart failure", ["medicine-beta-blocker-heart-failure"]],
  ["mineralocorticoid receptor antagonist", ["medicine-mra"]],
  ["SGLT2 inhibitor", ["medicine-sglt2"]],
] as const;

function pillarsTarget(person: CarePerson, context: Context): Target {
  const lacking = PILLARS.filter(([, sets]) => !isTakingAny(person, sets, context)).map(([words]) => words);
  return { met: lacking.length === 0, words: lacking.length ? `lacks ${lacking.join(", ")}` : "all four" };
}

const HF1_MEDICINES: CareProcess = {
  id: "HF1-medicines",
  name: "Four medicines of heart failure with reduced ejection fraction",
  source: "QOF HF009; NICE NG106 (updated 2025)",
  link: "https://www.nice.org.uk/guidance/ng106",
  mark: "2",
  priority: "disease target",
  treatment: true,
  stopsAtEndOfLife: true,
  onlyWith: ["finding-heart-failure-reduced"],
  needed: (person) => {
    if (!holds(person, "finding-heart-failure-reduced")) return false;
    if (person.medicines === undefined) return { missing: "medicines" };
    return { because: "Heart failure with reduced ejection fraction", every: { months: 12 } };
  },
  done: heartFailureReviewed,
  target: pillarsTarget,
  action: { what: "Consider what is lacking, with its contraindications", owners: ["PH", "GP"] },
  sets: ["care-heart-failure-review"],
};

/** ng/L; over the second, two weeks; from the first, six weeks. */
const NT_PROBNP = { from: 400, urgentOver: 2000 } as const;

function mayHaveHeartFailure(person: CarePerson, { asOf }: Context): Need {
  const test = person.facts.get("nt-probnp");
  if (test?.latest === undefined || test.latest < NT_PROBNP.from || test.valueOn === undefined) return false;
  if (ever(person, "condition-heart-failure") || test.valueOn < addSpan(asOf, { months: -12 })) return false;
  const urgent = test.latest > NT_PROBNP.urgentOver;
  return { because: `NT-proBNP ${test.latest} ng/L`, since: test.valueOn, within: { weeks: urgent ? 2 : 6 } };
}

const HF2: CareProcess = {
  id: "HF2",
  name: "Suspected heart failure assessed",
  source: "NICE NG106 (updated 2025)",
  link: "https://www.nice.org.uk/guidance/ng106",
  mark: "2",
  priority: "disease target",
  onlyWith: ["nt-probnp"],
  needed: mayHaveHeartFailure,
  done: (person) => latestOn(person, "care-heart-failure-assessed"),
  action: { what: "Specialist assessment with echocardiogram", owners: ["GP"] },
  sets: ["care-heart-failure-assessed"],
};

// ── Atrial fibrillation ───────────────────────────────────────────────────────────────────────────────────

const FACTORS = [
  "condition-heart-failure",
  "condition-hypertension",
  "condition-stroke",
  "condition-coronary-heart-disease",
  "condition-peripheral-arterial-disease",
  "diabetes-type-2",
  "diabetes-type-1",
] as const;

/** The day since when the risk is no longer what it was: 65th or 75th birthday, a new factor, the diagnosis. */
function riskChangedOn({ facts, bornOn }: CarePerson, asOf: CalendarDate): CalendarDate | undefined {
  const birthdays = bornOn ? [65, 75].map((years) => addSpan(bornOn, { months: years * 12 })) : [];
  const factors = [...FACTORS, "condition-atrial-fibrillation"].map((set) => facts.get(set)?.firstOn);
  return [...birthdays.filter((day) => day <= asOf), ...factors].reduce(later, undefined);
}

/** After diagnosis, at 65 and 75 and with each new factor; yearly while no anticoagulant is taken. */
function needsStrokeRisk(person: CarePerson, context: Context): Need {
  if (!holds(person, "condition-atrial-fibrillation")) return false;
  const within: Span = { weeks: context.setting("heart.stroke-risk-weeks") };
  const since = riskChangedOn(person, context.asOf);
  if (isTaking(person, "medicine-anticoagulant", context))
    return { because: "Atrial fibrillation, on an anticoagulant", since, within };
  return { because: "Atrial fibrillation without an anticoagulant", since, within, every: { months: 12 } };
}

const AF1: CareProcess = {
  id: "AF1",
  name: "Risk of stroke and of bleeding in atrial fibrillation",
  source: "NICE NG196",
  link: "https://www.nice.org.uk/guidance/ng196",
  mark: "M",
  priority: "disease target",
  stopsAtEndOfLife: true,
  onlyWith: ["condition-atrial-fibrillation"],
  needed: needsStrokeRisk,
  done: (person) => sinceAll([latestOn(person, "cha2ds2-vasc"), latestOn(person, "orbit")]),
  value: strokeRiskInWords,
  action: { what: "Score CHA2DS2-VASc and ORBIT", owners: ["PN", "PH", "GP"] },
  sets: ["cha2ds2-vasc", "orbit"],
};

function strokeRiskInWords(person: CarePerson): string {
  const score = scoreCha2ds2Vasc(person);
  const recorded = person.facts.get("orbit")?.latest;
  const orbit = recorded === undefined ? "ORBIT not recorded" : `ORBIT ${recorded}`;
  return `CHA2DS2-VASc ${score.known ? score.value : `at least ${score.atLeast}`} from the record, ${orbit}`;
}

const AF1_ANTICOAGULANT: CareProcess = {
  id: "AF1-anticoagulant",
  name: "Anticoagulant in atrial fibrillation",
  source: "NICE NG196; START version 3, C1",
  link: "https://www.nice.org.uk/guidance/ng196",
  mark: "M",
  priority: "disease target",
  treatment: true,
  stopsAtEndOfLife: true,
  onlyWith: ["condition-atrial-fibrillation"],
  needed: needsAnticoagulant,
  done: (person, context) =>
    isTaking(person, "medicine-anticoagulant", context) ? latestOn(person, "medicine-anticoagulant") : undefined,
  value: strokeRiskInWords,
  // Age or falls alone are no reason to withhold it: only a documented risk of bleeding, or the person's own no.
  excusedBy: { "anticoagulant-bleeding-risk": "unsuitable", "declined-anticoagulant": "declined" },
  action: { what: "Discuss an anticoagulant", owners: ["GP", "PH"] },
  sets: ["medicine-anticoagulant"],
};

function needsAnticoagulant(person: CarePerson): Need {
  if (!holds(person, "condition-atrial-fibrillation")) return false;
  if (person.medicines === undefined) return { missing: "medicines" };
  const score = scoreCha2ds2Vasc(person);
  // Any two points known already are enough, whatever is missing: sex alone could have given one.
  if (!score.known)
    return score.atLeast >= 2
      ? { because: `CHA2DS2-VASc at least ${score.atLeast}` }
      : { missing: score.missing.join(", ") };
  if (score.category === "low") return false;
  return { because: `CHA2DS2-VASc ${score.value}: ${score.category} an anticoagulant` };
}

/** Once in 12 months and after each visit, which the machine does not wait for. */
const PULSE_AGE = 65;

const AF2: CareProcess = {
  id: "AF2",
  name: "Pulse rhythm",
  source: "NICE NG196",
  link: "https://www.nice.org.uk/guidance/ng196",
  mark: "M",
  priority: "screening",
  stopsAtEndOfLife: true,
  onlyWith: [],
  orAgedFrom: PULSE_AGE,
  needed: (person, { setting }) => {
    if (ever(person, "condition-atrial-fibrillation")) return false;
    if (person.age === undefined) return { missing: "date of birth" };
    return (
      person.age >= PULSE_AGE && { because: `${PULSE_AGE} and over`, every: { months: setting("heart.pulse-months") } }
    );
  },
  done: (person) => latestOn(person, "care-pulse-rhythm"),
  excusedBy: { "has-pacemaker": "unsuitable" },
  action: { what: "Feel the pulse; electrocardiogram if it is irregular", owners: ["PN", "HCA"] },
  sets: ["care-pulse-rhythm"],
};

export const HEART_PROTOCOL: CareProtocol = {
  id: "heart",
  name: "Heart failure and atrial fibrillation",
  version: "heart/2",
  source: "NICE NG106 and NG196, QOF HF009",
  who: "people with heart failure or atrial fibrillation, those who may have them",
  settings: {
    "heart.stroke-risk-weeks": proposed("Weeks within which the risk of stroke is scored after it changed", 6),
    "heart.pulse-months": fromMemory(
      "Months after which the rhythm of the pulse is felt again from 65",
      12,
      "NICE NG196",
    ),
  },
  processes: [HF1, HF1_MEDICINES, HF2, AF1, AF1_ANTICOAGULANT, AF2],
};
