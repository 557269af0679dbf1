/**
 * Continence, catheters, risk of pressure ulcers, pressure ulcers.
 * NICE NG123, NG210, CG49 (continence); NICE NG139 (catheters); NICE QS90 (no dipstick, no antibiotic for bacteria
 * without symptoms); NICE CG179 and QS89, Pressure ulcers. Facts only, wording ours.
 *
 * Waterlow, Norton, Braden and PURPOSE-T run in different directions: each is shown under its name, and none is compared.
 * Not built: hours. CG179's six hours after admission to a nursing home is here the day after. Who is on a community
 * nurse's caseload is not coded: visits of community services stand for it, whose staff are not told apart, and being
 * housebound or confined to bed also without a visit.
 */
import { addDays, type CalendarDate } from "../calendar";
import {
  type CarePerson,
  type CareProcess,
  type CareProtocol,
  type Context,
  type Need,
  USED_SERVICES,
} from "../care-gap";
import { entriesSince, ever, holds, latestOn, latestValue } from "../feature";
import {
  CARE_HOME_SETS,
  careHomeAdmission,
  FRAIL_SETS,
  frailFrom,
  fromMemory,
  later,
  latestOfAny,
  livesInCareHome,
  monthsAgo,
  proposed,
  scoresOfLatestDay,
} from "./circumstances";
import { DIABETES_SETS, hasDiabetes } from "./diabetes-register";

const CG179 = "NICE CG179, Pressure ulcers";

const PRESSURE_RISK = [
  { set: "care-waterlow", name: "Waterlow" },
  { set: "care-purpose-t", name: "PURPOSE-T" },
  { set: "care-braden", name: "Braden" },
  { set: "care-norton", name: "Norton" },
] as const;
const PRESSURE_RISK_SETS = PRESSURE_RISK.map(({ set }) => set);

/** PURPOSE-T ends in a pathway, not in a sum: Coleman S et al. J Adv Nurs 2018;74:407 [M]. */
const PURPOSE_T_PATHWAYS = ["not at risk", "at risk", "ulcer or scar"];

/** Recorded, and not removed for good since. */
function hasCatheter(person: CarePerson): boolean {
  if (!holds(person, "long-term-catheter")) return false;
  const removed = latestOn(person, "catheter-removed");
  return removed === undefined || (latestOn(person, "long-term-catheter") ?? "") > removed;
}

/** Put in, or put in again after it had been removed for good. */
function catheterSince(person: CarePerson): CalendarDate | undefined {
  const removed = latestOn(person, "catheter-removed") ?? "";
  return entriesSince(person, "long-term-catheter", removed).at(-1)?.on;
}

function continenceDue(person: CarePerson, { setting }: Context): Need {
  if (hasCatheter(person)) return false;
  const every = { months: setting("continence-and-skin.ask-months") };
  const frail = frailFrom(person, "mild");
  if (frail) return { because: frail.words, every };
  if (holds(person, "condition-dementia")) return { because: "Dementia", every };
  if (hasDiabetes(person)) return { because: "Diabetes", every };
  if (person.sex === "male") return false;
  if (person.age === undefined) return { missing: "date of birth" };
  const from = setting("continence-and-skin.women-from-age");
  if (person.age < from) return false;
  return person.sex === "female" ? { because: `Woman of ${from} or over`, every } : { missing: "sex" };
}

const catheterEvery =
  (span: (context: Context) => { weeks?: number; months?: number }) =>
  (person: CarePerson, context: Context): Need => {
    if (!hasCatheter(person)) return false;
    return { because: "Long-term catheter", since: catheterSince(person), within: span(context), every: span(context) };
  };

/** Newly recorded pressure damage asks for a fresh look at the risk. */
function pressureRiskDue(person: CarePerson, context: Context): Need {
  if (!livesInCareHome(person)) return pressureRiskAtHomeDue(person, context);
  const every = { months: context.setting("continence-and-skin.care-home-months") };
  const since = later(careHomeAdmission(person, context.asOf), latestOn(person, "pressure-ulcer"));
  const nursing = holds(person, "nursing-home");
  const within = { days: nursing ? 1 : context.setting("continence-and-skin.care-home-days") };
  return { because: nursing ? "Lives in a nursing home" : "Lives in a care home", since, within, every };
}

function pressureRiskAtHomeDue(person: CarePerson, context: Context): Need {
  const every = { months: context.setting("continence-and-skin.home-months") };
  const ulcer = latestOn(person, "pressure-ulcer");
  const visited = visitedSince(person, context);
  // Due on the day of the first visit, overdue from the next.
  const within = visited ? { days: 1 } : undefined;
  const bound = BOUND.find(({ set }) => holds(person, set));
  if (bound) {
    const since = later(later(person.facts.get(bound.set)?.firstOn, ulcer), visited);
    return { because: bound.words, since, within, every };
  }
  const risk = visited && pressureRiskFactor(person);
  return risk ? { because: `Visited at home; ${risk}`, since: later(visited, ulcer), within, every } : false;
}
const BOUND = [
  { set: "bedbound", words: "Confined to bed" },
  { set: "housebound", words: "Housebound" },
] as const;

/** First visit of the community services that still come: longer without one, and the next is a first again. */
function visitedSince({ services }: CarePerson, { asOf, setting }: Context): CalendarDate | undefined {
  let first: CalendarDate | undefined;
  for (const { kind, on } of services) {
    if (kind !== "community") continue;
    if (on <= monthsAgo(first ?? asOf, setting("continence-and-skin.caseload-months"))) break;
    first = on;
  }
  return first;
}

/** Those of CG179 that are coded, from memory. */
function pressureRiskFactor(person: CarePerson): string | undefined {
  if (ever(person, "pressure-ulcer")) return "has had a pressure ulcer";
  if (holds(person, "condition-dementia")) return "dementia";
  return frailFrom(person, "severe") && "severe frailty";
}

function pressureRisk(person: CarePerson): string | undefined {
  const shown = scoresOfLatestDay(person, PRESSURE_RISK).map(({ set, name, value }) =>
    set === "care-purpose-t" ? `${name} ${PURPOSE_T_PATHWAYS[value - 1] ?? value}` : `${name} ${value}`,
  );
  return shown.join(", ") || undefined;
}

/** However old, until somebody records that it has healed or is resolved: not reviewed is not healed. */
function ulcerDue(person: CarePerson, { setting }: Context): Need {
  if (!holds(person, "pressure-ulcer")) return false;
  const ulcer = latestOn(person, "pressure-ulcer");
  const healed = latestOn(person, "pressure-ulcer-healed");
  if (healed !== undefined && healed >= (ulcer ?? "")) return false;
  const week = { weeks: setting("continence-and-skin.ulcer-review-weeks") };
  return { because: "Pressure ulcer", since: ulcer, within: week, every: week };
}

/** Smaller than four weeks before; unknown while there is no such pair. */
function shrinking(person: CarePerson, { setting }: Context) {
  const sizes =
    person.facts.get("care-pressure-ulcer-review")?.entries.filter((entry) => entry.value !== undefined) ?? [];
  const [latest] = sizes;
  if (latest?.on === undefined) return undefined;
  const before = addDays(latest.on, -7 * setting("continence-and-skin.shrink-weeks"));
  const earlier = sizes.find(({ on }) => on !== undefined && on <= before && on >= ulcerSince(person));
  if (!earlier) return undefined;
  const met = latest.value! < earlier.value!;
  return { met, words: met ? "Smaller than four weeks before" : "Not smaller than four weeks before: think again" };
}

const ulcerSince = (person: CarePerson): CalendarDate => latestOn(person, "pressure-ulcer") ?? "";

const PROCESSES: readonly CareProcess[] = [
  {
    id: "UC1",
    name: "Asked about continence",
    source: "NICE NG123, NG210 and CG49",
    link: "https://www.nice.org.uk/guidance/ng123",
    mark: "M",
    priority: "screening",
    stopsAtEndOfLife: true,
    onlyWith: [...FRAIL_SETS.mild, "condition-dementia", ...DIABETES_SETS],
    orAgedFrom: (setting) => setting("continence-and-skin.women-from-age"),
    needed: continenceDue,
    done: (person) => latestOn(person, "care-continence-asked"),
    action: {
      what: "Ask about bladder and bowels; dipstick only if indicated; constipation, medicines, residual urine",
      owners: ["CN", "TH"],
    },
    sets: ["care-continence-asked"],
  },
  {
    id: "UC2",
    name: "Catheter changed",
    source: "NICE NG139; NICE QS90: no antibiotic for bacteria without symptoms, no dipstick",
    link: "https://www.nice.org.uk/guidance/QS90",
    mark: "M",
    priority: "routine",
    onlyWith: ["long-term-catheter"],
    needed: catheterEvery(({ setting }) => ({ weeks: setting("continence-and-skin.catheter-weeks") })),
    done: (person) => latestOn(person, "care-catheter-changed"),
    action: { what: "Change it; record size, reason, next date; passport", owners: ["CN"] },
    sets: ["care-catheter-changed"],
  },
  {
    id: "UC2-need",
    name: "Catheter: still needed?",
    source: "proposed by Confer",
    mark: "P",
    priority: "routine",
    onlyWith: ["long-term-catheter"],
    needed: catheterEvery(({ setting }) => ({ months: setting("continence-and-skin.catheter-need-months") })),
    done: (person) => latestOn(person, "care-catheter-needed"),
    action: { what: "Ask whether it is still needed; if not, try without", owners: ["CN"] },
    sets: ["care-catheter-needed"],
  },
  {
    id: "SK1",
    name: "Risk of pressure ulcers assessed",
    source: `${CG179}; NICE QS89 statement 5`,
    link: "https://www.nice.org.uk/guidance/qs89",
    mark: "2",
    priority: "safety",
    onlyWith: [...CARE_HOME_SETS, "bedbound", "housebound", USED_SERVICES],
    needed: pressureRiskDue,
    done: (person) => latestOfAny(person, PRESSURE_RISK_SETS),
    value: pressureRisk,
    action: {
      what: "Assess risk and skin; surface; turn at least 6-hourly at risk, 4-hourly at high risk",
      owners: ["CN", "PT"],
    },
    sets: PRESSURE_RISK_SETS,
  },
  {
    id: "SK2",
    name: "Pressure ulcer reviewed",
    source: CG179,
    link: "https://www.nice.org.uk/guidance/cg179",
    mark: "M",
    priority: "safety",
    onlyWith: ["pressure-ulcer"],
    needed: ulcerDue,
    done: (person) => latestOn(person, "care-pressure-ulcer-review"),
    value: (person) => {
      const size = latestValue(person, "care-pressure-ulcer-review");
      return size === undefined ? undefined : `${size} cm²`;
    },
    target: shrinking,
    action: {
      what: "Category, size, photograph; safeguarding screen from category 3; if it has healed, record it",
      owners: ["CN"],
    },
    sets: ["care-pressure-ulcer-review"],
  },
];

export const CONTINENCE_AND_SKIN_PROTOCOL: CareProtocol = {
  id: "continence-and-skin",
  name: "Continence and skin",
  version: "continence-and-skin-2026/3",
  source: `NICE NG123, NG210, CG49, NG139, QS90; ${CG179}; NICE QS89`,
  who: "Women from 65, frailty, dementia, diabetes; catheters; care homes, housebound; pressure ulcers",
  settings: {
    "continence-and-skin.women-from-age": fromMemory(
      "Age from which women are asked about continence",
      65,
      "NICE NG123",
    ),
    "continence-and-skin.ask-months": fromMemory("Months between asking about continence", 12, "NICE NG123"),
    "continence-and-skin.catheter-weeks": fromMemory("Weeks between changes of a long-term catheter", 12, "NICE NG139"),
    "continence-and-skin.catheter-need-months": proposed("Months between asking whether a catheter is needed", 6),
    "continence-and-skin.care-home-days": proposed(
      "Days to the first assessment of pressure risk in a residential home",
      7,
    ),
    "continence-and-skin.care-home-months": proposed("Months between assessments of pressure risk in a care home", 1),
    "continence-and-skin.home-months": proposed("Months between assessments of pressure risk of housebound people", 12),
    "continence-and-skin.ulcer-review-weeks": fromMemory("Weeks between reviews of a pressure ulcer", 1, CG179),
    "continence-and-skin.caseload-months": proposed(
      "Months without a visit of community services after which the next is a first visit",
      3,
    ),
    "continence-and-skin.shrink-weeks": fromMemory("Weeks over which an ulcer is expected to shrink", 4, CG179),
  },
  processes: PROCESSES,
};
