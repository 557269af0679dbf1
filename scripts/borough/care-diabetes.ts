/**
 * Diabetes care beside the eight processes of diabetes.ts: risk class with the foot check and never without it, grades
 * with the eye screening, HbA1c twice a year, education, hypoglycaemia, sick-day rules. Shares are [P] unless said.
 */
import { type CareFor, daysSince, takes } from "./care-person";
import { addCare, addEntry, type Care, type Review } from "./care-record";
import { RESULTS } from "./codes";
import { between, chance, normal, pickIndex, type Random } from "./random";

const type1 = ({ registers }: CareFor) => registers.has("type1Diabetes");
const onHypoMedicine = (who: CareFor) => takes(who, "glargine", "aspart", "gliclazide");
const diagnosedAgo = (who: CareFor) => daysSince(who.facts, "type2Diabetes");

const HELD_ON_SICK_DAYS = ["glargine", "aspart", "empagliflozin", "dapagliflozin", "metformin", "gliclazide"];
const ALSO_HELD = ["ramipril", "losartan", "furosemide", "indapamide", "spironolactone", "naproxen"];

const SERVICES: readonly Care[] = [
  {
    records: ["care-diabetes-education"],
    who: (who) => !type1(who) && (diagnosedAgo(who) ?? 9999) < 730,
    share: 0.58,
    declined: "declined-diabetes-education",
    since: diagnosedAgo,
  },
  { records: ["care-hypoglycaemia-review"], who: onHypoMedicine, months: 12, share: 0.68 },
  {
    records: ["care-sick-day-rules"],
    who: (who) => takes(who, ...HELD_ON_SICK_DAYS, ...ALSO_HELD),
    months: 12,
    share: 0.62,
  },
  { records: ["care-hypoglycaemia-awareness"], who: type1, months: 12, share: 0.66 },
  { records: ["care-glucose-monitoring-offered"], who: type1, share: 0.85 },
  {
    records: [{ set: "tsh", value: (_, random) => Math.round(10 * (0.6 + 3.4 * random())) / 10, unit: RESULTS.tsh[2] }],
    who: (who) => type1(who) && daysSince(who.facts, "hypothyroidism") === undefined,
    months: 12,
    share: 0.72,
  },
];

export function addDiabetesServices(review: Review): void {
  const { who, random } = review;
  if (!who.diabetic) return;
  addFootClass(who, random);
  addFootUlcer(who, random);
  addEyeGrade(who, random);
  addSecondTests(who, random);
  addFirstIssues(who, random);
  for (const care of SERVICES) addCare(care, review);
}

// ── Feet ──────────────────────────────────────────────────────────────────────────────────────────────────

/** % low, moderate, high; arterial disease is at least moderate. */
const FOOT_CLASSES = ["low", "moderate", "high"] as const;
const FOOT_SHARES = [76, 18, 6];
const FOOT_SHARES_WITH_PAD = [0, 70, 30];
/** Checks whose class was written down. */
const CLASS_RECORDED = 0.88;
/** Of those with a risk, how many were seen again within its interval. */
const SEEN_AGAIN = 0.6;
const DAYS_TO_NEXT = { moderate: 180, high: 60 } as const;

/** On the day of the check. Somebody at risk who was checked this year was seen again by podiatry, mostly in time. */
function addFootClass(who: CareFor, random: Random): void {
  const check = daysSince(who.facts, "footExamination");
  const shares = who.registers.has("pad") ? FOOT_SHARES_WITH_PAD : FOOT_SHARES;
  const which = FOOT_CLASSES[pickIndex(random, shares)] as (typeof FOOT_CLASSES)[number];
  const recorded = chance(random, CLASS_RECORDED);
  if (check === undefined || !recorded || who.age < 18) return;
  addClass(who, which, check);
  if (which === "low" || check >= 365 || !chance(random, SEEN_AGAIN)) return;
  const next = DAYS_TO_NEXT[which];
  if (check > next - 30) addClass(who, which, between(random, 2, next / 2));
}

function addClass(who: CareFor, which: (typeof FOOT_CLASSES)[number], daysAgo: number): void {
  addEntry(who, `foot-right-${which}`, daysAgo);
  addEntry(who, `foot-left-${which}`, daysAgo);
}

/** About 2 % of people with diabetes have a new ulcer in a year; few of them today, most of those referred [P]. */
function addFootUlcer(who: CareFor, random: Random): void {
  if (who.age < 40 || !chance(random, 0.012)) return;
  const daysAgo = between(random, 2, 70);
  addEntry(who, "foot-problem", daysAgo);
  if (chance(random, 0.72)) addEntry(who, "care-foot-referral", daysAgo - (daysAgo > 2 ? between(random, 0, 2) : 0));
}

// ── Eyes ──────────────────────────────────────────────────────────────────────────────────────────────────

const GRADED = 0.9;
/** % without retinopathy, background, referable. */
const GRADES = [70, 25, 5];
const GRADE_SETS = [["retina-right-clear", "retina-left-clear"], ["retina-background"], ["retina-referable"]] as const;
/** Screened a year earlier too, with the same grade. */
const SCREENED_BEFORE = 0.6;

function addEyeGrade(who: CareFor, random: Random): void {
  const screened = who.facts.retinalScreening;
  const sets = GRADE_SETS[pickIndex(random, GRADES)] as readonly string[];
  if (screened === undefined || who.age < 12 || !chance(random, GRADED)) return;
  const days = chance(random, SCREENED_BEFORE) ? [screened, screened + between(random, 345, 420)] : [screened];
  for (const daysAgo of days) for (const set of sets) addEntry(who, set, daysAgo);
}

// ── Blood and urine ───────────────────────────────────────────────────────────────────────────────────────

const HALF_YEAR = 150;
const SECOND_HBA1C = 0.88;
const REPEATED_ACR = 0.65;

/** Those who had the year's test: HbA1c again after half a year, a raised urine albumin repeated, eGFR with creatinine. */
function addSecondTests(who: CareFor, random: Random): void {
  const latest = (code: keyof typeof RESULTS) => {
    let found: { daysAgo: number; value: number } | undefined;
    for (const result of who.facts.results)
      if (result.code === code && result.daysAgo < (found?.daysAgo ?? 365)) found = result;
    return found;
  };
  const hba1c = latest("hba1c");
  const again = chance(random, SECOND_HBA1C);
  if (hba1c && hba1c.daysAgo > HALF_YEAR && again) {
    const value = Math.max(Math.round(hba1c.value - 1 + 4 * normal(random)), 30);
    addEntry(who, "hba1c", between(random, 2, HALF_YEAR - 5), { value, unit: RESULTS.hba1c[2] });
  }
  const acr = latest("acr");
  if (acr && acr.value >= 3 && acr.daysAgo > 20 && chance(random, REPEATED_ACR)) {
    const value = Math.round(acr.value * (0.5 + 0.7 * random()) * 10) / 10;
    addEntry(who, "urine-acr", between(random, 2, Math.min(acr.daysAgo - 10, 90)), { value, unit: RESULTS.acr[2] });
  }
  const creatinine = latest("creatinine");
  if (creatinine && !latest("egfr") && !who.registers.has("ckd")) {
    const value = between(random, who.age >= 70 ? 62 : 72, 96);
    addEntry(who, "egfr", creatinine.daysAgo, { value, unit: RESULTS.egfr[2] });
  }
}

// ── Medicines ─────────────────────────────────────────────────────────────────────────────────────────────

/** Taken for longer than the last issue tells; the rest began lately. */
const LONG_TAKEN = 0.95;

/**
 * When a repeat began decides what is due after a start. The borough writes the latest issue of each; for medicines of
 * which a start matters the first one too.
 */
function addFirstIssues(who: CareFor, random: Random): void {
  const { facts } = who;
  for (const medicine of facts.medicines) {
    if (![...HELD_ON_SICK_DAYS, ...ALSO_HELD].includes(medicine[0]) || !chance(random, LONG_TAKEN)) continue;
    const daysAgo = between(random, 400, 2900);
    if (daysAgo < who.bornDaysAgo) facts.firstIssues.push({ medicine, daysAgo });
  }
}
