/**
 * Chronic kidney disease: how often eGFR and albumin:creatinine ratio are measured, and whether a first low eGFR is real.
 * NICE NG203 (2021) table 2, read second-hand. Facts only.
 *
 * The table gives a range in two cells: which end counts is a setting. The eGFR overestimates where there is little
 * muscle, which is said in frailty. Whether a low value came of acute kidney injury, the codes do not tell.
 */
import { addDays, type CalendarDate, daysBetween } from "../calendar";
import type { CarePerson, CareProcess, CareProtocol, Context, Need, Target } from "../care-gap";
import { dateInWords } from "../dates";
import { ever, holds, valueOn } from "../feature";
import { frailFrom, proposed, sinceAll } from "./circumstances";
import { DIABETES_SETS, hasDiabetes } from "./diabetes-register";

// ── Categories ────────────────────────────────────────────────────────────────────────────────────────────

export type GfrCategory = "G1" | "G2" | "G3a" | "G3b" | "G4" | "G5";
export type AlbuminCategory = "A1" | "A2" | "A3";

/** eGFR in mL/min/1.73 m², highest first. */
const GFR = [
  [90, "G1"],
  [60, "G2"],
  [45, "G3a"],
  [30, "G3b"],
  [15, "G4"],
] as const;

export const gfrCategory = (egfr: number): GfrCategory => GFR.find(([from]) => egfr >= from)?.[1] ?? "G5";

/** Albumin:creatinine ratio in mg/mmol: under 3, 3 to 30, over 30. */
export const albuminCategory = (acr: number): AlbuminCategory => (acr < 3 ? "A1" : acr <= 30 ? "A2" : "A3");

type Times = readonly [fewest: number, most: number];
const exactly = (times: number): Times => [times, times];

/** NICE NG203 table 2: times a year. */
export const TIMES_A_YEAR: Readonly<Record<GfrCategory, Readonly<Record<AlbuminCategory, Times>>>> = {
  G1: { A1: [0, 1], A2: exactly(1), A3: exactly(1) },
  G2: { A1: [0, 1], A2: exactly(1), A3: exactly(1) },
  G3a: { A1: exactly(1), A2: exactly(1), A3: exactly(2) },
  G3b: { A1: [1, 2], A2: exactly(2), A3: exactly(2) },
  G4: { A1: exactly(2), A2: exactly(2), A3: exactly(3) },
  G5: { A1: exactly(4), A2: exactly(4), A3: exactly(4) },
};

// ── CK1 ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Diabetes in childhood is not built; the table itself is for children with kidney disease too. */
function whoseKidneys(person: CarePerson, { setting }: Context): string | undefined {
  if (holds(person, "condition-chronic-kidney-disease")) return "Chronic kidney disease";
  if (!hasDiabetes(person)) return undefined;
  return person.age === undefined || person.age >= setting("kidney.diabetes-from-age") ? "Diabetes" : undefined;
}

function needsTests(person: CarePerson, context: Context): Need {
  const who = whoseKidneys(person, context);
  if (!who) return false;
  const egfr = person.facts.get("egfr")?.latest;
  const acr = person.facts.get("urine-acr")?.latest;
  // Without one of them it was never done as a whole, and is overdue whatever the interval.
  if (egfr === undefined || acr === undefined)
    return { because: `${who}; ${egfr === undefined ? "eGFR" : "albumin:creatinine ratio"} not known` };
  const [gfr, albumin] = [gfrCategory(egfr), albuminCategory(acr)];
  const times = TIMES_A_YEAR[gfr][albumin][context.setting("kidney.range-end") === 1 ? 1 : 0];
  if (times === 0) return false;
  return { because: `${who}, ${gfr} ${albumin}: ${times} a year`, every: { months: 12 / times } };
}

function kidneyInWords(person: CarePerson): string | undefined {
  const egfr = person.facts.get("egfr")?.latest;
  const acr = person.facts.get("urine-acr")?.latest;
  if (egfr === undefined) return undefined;
  return [
    `eGFR ${egfr}`,
    ...(acr === undefined ? [] : [`ACR ${acr} mg/mmol`]),
    ...(frailFrom(person, "moderate") ? ["may be too high where there is little muscle"] : []),
  ].join(", ");
}

const CK1: CareProcess = {
  id: "CK1",
  name: "eGFR and urine albumin",
  source: "NICE NG203 table 2",
  link: "https://www.nice.org.uk/guidance/ng203",
  mark: "2",
  priority: "routine",
  stopsAtEndOfLife: true,
  onlyWith: ["condition-chronic-kidney-disease", ...DIABETES_SETS],
  needed: needsTests,
  done: (person) => sinceAll([valueOn(person, "egfr"), valueOn(person, "urine-acr")]),
  value: kidneyInWords,
  excusedBy: { "declined-blood-test": "declined" },
  action: { what: "Measure eGFR and early-morning albumin:creatinine ratio", owners: ["HCA", "PN"] },
  sets: ["egfr", "urine-acr"],
};

// ── CK2 ───────────────────────────────────────────────────────────────────────────────────────────────────

const LOW = 60;
/** First repeat, and how long it must last to be chronic. */
const REPEAT_DAYS = 14;
const CHRONIC_DAYS = 90;

type LowRun = { first: CalendarDate; latest: CalendarDate };

/** The values under 60 since the last that was not: from the first to the latest of them. */
function lowRun({ facts }: CarePerson): LowRun | undefined {
  const fact = facts.get("egfr");
  if (fact?.latest === undefined || fact.latest >= LOW) return undefined;
  let run: LowRun | undefined;
  for (const { on, value } of fact.entries) {
    if (on === undefined || value === undefined) continue;
    if (value >= LOW) break;
    run = { first: on, latest: run?.latest ?? on };
  }
  return run;
}

/** Repeated in two weeks, then once three months have passed; after that it is chronic and wants its code. */
function needsConfirming(person: CarePerson): Need {
  const run = lowRun(person);
  if (!run || ever(person, "condition-chronic-kidney-disease")) return false;
  if (person.age !== undefined && person.age < 18) return false;
  const { first, latest } = run;
  const because = `eGFR under ${LOW} since ${dateInWords(first)}`;
  if (latest === first) return { because, since: addDays(first, 1), within: { days: REPEAT_DAYS - 1 } };
  const lasted = daysBetween(first, latest);
  if (lasted < CHRONIC_DAYS) return { because, since: first, every: { days: CHRONIC_DAYS - lasted } };
  return { because, since: first };
}

function confirmedTarget(person: CarePerson): Target | undefined {
  const run = lowRun(person);
  if (!run || daysBetween(run.first, run.latest) < CHRONIC_DAYS) return undefined;
  return { met: false, words: "has lasted over 90 days: chronic kidney disease, not coded" };
}

const CK2: CareProcess = {
  id: "CK2",
  name: "Low eGFR confirmed",
  source: "NICE NG203",
  link: "https://www.nice.org.uk/guidance/ng203",
  mark: "2",
  priority: "routine",
  stopsAtEndOfLife: true,
  onlyWith: ["egfr"],
  needed: needsConfirming,
  done: (person) => valueOn(person, "egfr"),
  value: kidneyInWords,
  target: confirmedTarget,
  excusedBy: { "declined-blood-test": "declined" },
  action: { what: "Repeat eGFR within 2 weeks, then after 3 months; over 90 days, code it", owners: ["GP"] },
  sets: ["egfr"],
};

export const KIDNEY_PROTOCOL: CareProtocol = {
  id: "kidney",
  name: "Chronic kidney disease",
  version: "kidney/2",
  source: "NICE NG203",
  who: "people with chronic kidney disease or diabetes, and those with a new low eGFR",
  settings: {
    "kidney.diabetes-from-age": {
      words: "Age from which the kidneys are tested because of diabetes",
      value: 17,
      source: "QOF DM017: 17; National Diabetes Audit: 12; as in the protocol of diabetes",
      mark: "V",
      options: { 12: "12 (National Diabetes Audit)", 17: "17 (QOF)" },
    },
    "kidney.range-end": {
      ...proposed(
        "Which end counts where NICE gives a range of times a year",
        1,
        "proposed by Confer: the end with more tests; NICE NG203 table 2 gives 0 to 1 (G1 and G2 with A1) and 1 to 2 (G3b with A1)",
      ),
      options: { 0: "fewer tests", 1: "more tests" },
    },
  },
  processes: [CK1, CK2],
};
