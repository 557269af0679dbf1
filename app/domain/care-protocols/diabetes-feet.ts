/**
 * Diabetic feet: FT1 check by risk class, FT2 class, FT3 active problem.
 * NICE NG19 (2015, reviewed January 2023 without change), as quoted by improvingdiabeticfootcare.com, Medscape UK and
 * diabetesframe.org. Both feet count, or one where the other is absent; the worst foot wins. A class is the worse of
 * what was recorded and of what the record shows: a previous ulcer is high risk even if somebody wrote "low".
 * An active problem lasts until the feet are classed as better, or some weeks after it was acted on (proposed).
 * Times to be seen by the foot protection service (6 to 8 weeks, 2 to 4 weeks) are the service's own and not built.
 */
import { addDays, addSpan, type CalendarDate, type Span } from "../calendar";
import type { CarePerson, CareProcess, Context, Need } from "../care-gap";
import { FOOT_CLASSES, type FootClass } from "../code-sets/diabetes-feet";
import { entriesSince, ever, holds, latestOn } from "../feature";
import { DIABETES_EXCUSES, fromAge, hasDiabetes } from "./diabetes-register";

const SOURCE = "NICE NG19, as quoted by diabetesframe.org and Medscape UK";
const ADULT = 18;

export const earlier = (a?: CalendarDate, b?: CalendarDate) => (a && b ? (a < b ? a : b) : undefined);
export const later = (a?: CalendarDate, b?: CalendarDate) => (a && b ? (a > b ? a : b) : (a ?? b));

/** Both feet, together or one by one; where one foot is absent, the other. */
export function feetCheckedOn(person: CarePerson): CalendarDate | undefined {
  const right = latestOn(person, "foot-right");
  const left = latestOn(person, "foot-left");
  const oneByOne = ever(person, "foot-absent") ? later(right, left) : earlier(right, left);
  return later(latestOn(person, "foot-examination"), oneByOne);
}

export type FootRisk = { class: FootClass; because: string; on?: CalendarDate };

const rank = (risk: FootRisk | undefined) => (risk ? FOOT_CLASSES.indexOf(risk.class) : -1);
const worse = (a: FootRisk | undefined, b: FootRisk | undefined) => (rank(b) > rank(a) ? b : a);

const inWords = (risk: FootRisk | undefined) =>
  risk && (risk.class === "active" ? "active problem" : `${risk.class} risk`);

type Foot = "right" | "left";
const BOTH: readonly Foot[] = ["right", "left"];

/** The latest class of a foot; of two on one day the worse. */
function recordedOf(person: CarePerson, foot: Foot): FootRisk | undefined {
  let latest: FootRisk | undefined;
  for (const which of FOOT_CLASSES) {
    const fact = person.facts.get(`foot-${foot}-${which}`);
    if (fact && (fact.latestOn ?? "") >= (latest?.on ?? ""))
      latest = { class: which, because: `${foot} foot recorded as ${which}`, on: fact.latestOn };
  }
  return latest;
}

export const recordedFootRisk = (person: CarePerson): FootRisk | undefined =>
  worse(recordedOf(person, "right"), recordedOf(person, "left"));

/** What the record shows, whatever class was recorded; nothing of it is not "low", but unknown. */
export function shownFootRisk(person: CarePerson, context: Context): FootRisk | undefined {
  const problem = footProblem(person, context);
  if (problem) return problem;
  const high = HIGH.find(([set, , unless]) => ever(person, set) && !(unless && ever(person, unless)));
  if (high) return { class: "high", because: high[1] };
  const signs = SIGNS.filter(({ sets }) => sets.some((set) => holds(person, set))).map(({ name }) => name);
  if (!signs.length) return undefined;
  const [nerves, arteries] = [signs.includes("neuropathy"), signs.includes("arterial disease")];
  const together = (nerves && arteries) || ((nerves || arteries) && signs.length > 1);
  if (!together && signs[0] === "callus") return undefined;
  return { class: together ? "high" : "moderate", because: signs.join(" and ") };
}

/** What makes a foot high risk, in words, and what would explain it otherwise. */
const HIGH: readonly (readonly [set: string, words: string, unless?: string])[] = [
  ["foot-problem", "previous ulcer or infection"],
  ["foot-limb-threat", "previous gangrene or ischaemic ulcer"],
  ["foot-amputation", "amputation"],
  // A foot does not go missing otherwise.
  ["foot-absent", "one foot absent", "foot-absent-from-birth"],
  ["kidney-replacement", "kidney replacement"],
];

/** Callus alone is low; with neuropathy or arterial disease it is high. */
const SIGNS = [
  { name: "neuropathy", sets: ["foot-neuropathy"] },
  { name: "arterial disease", sets: ["foot-arterial-disease", "condition-peripheral-arterial-disease"] },
  { name: "deformity", sets: ["foot-deformity"] },
  { name: "callus", sets: ["foot-callus"] },
];

// ── The active problem ────────────────────────────────────────────────────────────────────────────────────

/** An entry of a problem, of the feet that it may concern: its code names one only where it is a class. */
type Problem = { on: CalendarDate; threat: boolean; feet: readonly Foot[] };

function entriesOf(person: CarePerson, set: string, feet: readonly Foot[], threat = false): Problem[] {
  return person.facts.get(set)?.entries.flatMap(({ on }) => (on === undefined ? [] : [{ on, threat, feet }])) ?? [];
}

/** Newest first; of one day first what may concern both feet. */
const problemsOf = (person: CarePerson): Problem[] =>
  [
    ...entriesOf(person, "foot-limb-threat", BOTH, true),
    ...entriesOf(person, "foot-problem", BOTH),
    ...BOTH.flatMap((foot) => entriesOf(person, `foot-${foot}-active`, [foot])),
  ].sort((a, b) => b.on.localeCompare(a.on) || b.feet.length - a.feet.length);

/** Where one foot is absent, nobody says which, so that the other is enough. */
const allOf = (person: CarePerson, feet: readonly Foot[], are: (foot: Foot) => boolean): boolean =>
  feet.filter(are).length >= (ever(person, "foot-absent") ? 1 : feet.length);

/** Classed as better between these days. */
const gotBetter = (person: CarePerson, feet: readonly Foot[], after: CalendarDate, before: CalendarDate): boolean =>
  allOf(person, feet, (foot) =>
    CALM.some((which) => entriesSince(person, `foot-${foot}-${which}`, after).some(({ on }) => on! < before)),
  );
const CALM = FOOT_CLASSES.filter((which) => which !== "active");

/**
 * First day of the latest run of entries: a dressing or a letter coded weeks after the ulcer is the same ulcer. Feet
 * found better in between, or a long silence, make the next entry a new one.
 */
function runStart(person: CarePerson, [latest, ...older]: readonly Problem[], { setting }: Context) {
  const weeks = setting("diabetes.foot-problem-weeks");
  const byClass = setting("diabetes.foot-better-by-class") === 1;
  let start = latest?.on;
  for (const { on, feet } of older) {
    if (start === undefined || on === start) continue;
    if (addSpan(on, { weeks }) <= start || (byClass && gotBetter(person, feet, on, start))) break;
    start = on;
  }
  return start;
}

/** An ulcer, infection, gangrene or hot swollen foot that was coded and is not over. */
function footProblem(person: CarePerson, context: Context): FootRisk | undefined {
  const last = later(latestOn(person, "foot-limb-threat"), latestOn(person, "foot-problem"));
  if (last === undefined) return undefined;
  const problems = problemsOf(person);
  const start = runStart(person, problems, context)!;
  if (isOver(person, { start, last }, context)) return undefined;
  const threat = runStart(
    person,
    problems.filter((problem) => problem.threat && problem.on >= start),
    context,
  );
  return threat === undefined
    ? { class: "active", on: start, because: "ulcer, infection or Charcot foot" }
    : { class: "active", on: threat, because: LIMB_THREAT };
}
const LIMB_THREAT = "limb or life threatened";

/** Each foot classed as better since; or weeks have passed, and it was acted on: time alone heals nothing. */
function isOver(
  person: CarePerson,
  { start, last }: Record<"start" | "last", CalendarDate>,
  { asOf, setting }: Context,
): boolean {
  if (ever(person, "feet-absent") && (latestOn(person, "feet-absent") ?? last) >= last) return true;
  const isBetter = (foot: Foot) => {
    const recorded = recordedOf(person, foot);
    return recorded !== undefined && recorded.class !== "active" && (recorded.on ?? "") > last;
  };
  if (setting("diabetes.foot-better-by-class") === 1 && allOf(person, BOTH, isBetter)) return true;
  if (asOf < addSpan(last, { weeks: setting("diabetes.foot-problem-weeks") })) return false;
  return (latestOn(person, "care-foot-referral") ?? "") >= start || (feetCheckedOn(person) ?? "") > last;
}

/** The class that care follows; undefined while nobody recorded one and the record shows none. */
export const footRisk = (person: CarePerson, context: Context): FootRisk | undefined =>
  worse(recordedFootRisk(person), shownFootRisk(person, context));

function checkEvery(risk: FootRisk | undefined, person: CarePerson, { setting }: Context): Span {
  if (risk?.class === "moderate") return { months: setting("diabetes.foot-moderate-months") };
  if (risk?.class !== "high") return { months: 12 };
  const concern = latestOn(person, "foot-concern");
  return concern !== undefined && concern >= (feetCheckedOn(person) ?? "")
    ? { days: setting("diabetes.foot-concern-days") }
    : { months: setting("diabetes.foot-high-months") };
}

const CHECK: CareProcess = {
  id: "FT1",
  name: "Foot check at the interval of its risk",
  source: SOURCE,
  link: "https://diabetesframe.org",
  mark: "2",
  priority: "disease target",
  about: "foot",
  needed: fromAge(ADULT, (person, context): Need => {
    if (ever(person, "feet-absent")) return false;
    const risk = footRisk(person, context);
    if (risk?.class === "active") return false;
    const because = risk ? `Foot risk ${risk.class}: ${risk.because}` : "Diabetes; foot risk not recorded";
    return { because, every: checkEvery(risk, person, context) };
  }),
  done: feetCheckedOn,
  value: (person, context) => inWords(footRisk(person, context)),
  excusedBy: { ...DIABETES_EXCUSES, "foot-declined": "declined" },
  action: { what: "Check both feet: monofilament, pulses, risk class", owners: ["HCA", "POD"] },
  sets: ["foot-examination", "foot-right", "foot-left"],
};

/** Done when the class recorded is not below what the record shows. */
const CLASS: CareProcess = {
  id: "FT2",
  name: "Foot risk class",
  source: SOURCE,
  link: "https://diabetesframe.org",
  mark: "2",
  priority: "routine",
  needed: fromAge(ADULT, (person, context): Need => {
    const checked = feetCheckedOn(person);
    if (checked === undefined || ever(person, "feet-absent")) return false;
    const shown = shownFootRisk(person, context);
    const recorded = recordedFootRisk(person);
    if (shown && recorded && rank(shown) > rank(recorded))
      return {
        because: `Recorded as ${recorded.class}, but the record shows ${shown.because}`,
        since: addDays(context.asOf, 1),
      };
    // A class of an earlier check does not tell what this one found.
    return { because: "Feet checked", since: checked, within: { days: 0 } };
  }),
  done: (person) => earlierOfClasses(person),
  value: (person) => inWords(recordedFootRisk(person)),
  action: { what: "Record the risk class of each foot", owners: ["HCA", "PN", "POD"] },
  sets: FOOT_CLASSES.flatMap((which) => [`foot-right-${which}`, `foot-left-${which}`]),
};

function earlierOfClasses(person: CarePerson): CalendarDate | undefined {
  const [right, left] = [recordedOf(person, "right")?.on, recordedOf(person, "left")?.on];
  return ever(person, "foot-absent") ? later(right, left) : earlier(right, left);
}

/** At once for what threatens limb or life; otherwise referred within one working day. */
const ACTIVE: CareProcess = {
  id: "FT3",
  name: "Active diabetic foot problem",
  source: SOURCE,
  link: "https://diabetesframe.org",
  mark: "2",
  priority: "life threat",
  about: "foot",
  noExcuse: true,
  // At any age: a foot does not wait for a date of birth.
  needed: (person, context): Need =>
    ACTIVE_SETS.some((set) => ever(person, set)) && hasDiabetes(person) && activeNeed(person, context),
  done: (person) => latestOn(person, "care-foot-referral"),
  action: {
    what: "Refer to the foot service within one working day; to acute services at once if limb or life is threatened",
    owners: ["ANY", "POD"],
  },
  sets: ["care-foot-referral"],
};

const ACTIVE_SETS = ["foot-problem", "foot-limb-threat", "foot-right-active", "foot-left-active"];

function activeNeed(person: CarePerson, context: Context): Need {
  const problem = footProblem(person, context);
  const recorded = recordedFootRisk(person);
  const risk = problem ?? (recorded?.class === "active" ? recorded : undefined);
  if (!risk) return false;
  const atOnce = problem?.because === LIMB_THREAT;
  return {
    because: `Active foot problem: ${risk.because}`,
    since: problem ? problem.on : runStart(person, problemsOf(person), context),
    within: atOnce ? { days: 0 } : { workingDays: 1 },
  };
}

export const FEET: readonly CareProcess[] = [CHECK, CLASS, ACTIVE];
