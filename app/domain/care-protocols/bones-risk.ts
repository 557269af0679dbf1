/**
 * Whose risk of fracture is assessed (BO1), and who is on treatment already. NICE CG146 (2012, updated 2017); what of
 * steroids is a risk, the National Osteoporosis Guideline Group (2021, updated 2024).
 */
import { addDays, addSpan, type CalendarDate, daysBetween, type Span } from "../calendar";
import type { CarePerson, Context, Need } from "../care-gap";
import { spellSince } from "../care-packages/package";
import { entriesSince, ever, holds, latestOn, latestValue } from "../feature";
import { later, monthsAgo } from "./circumstances";
import { daysTaken, isTaking, takenSince } from "./current-medicine";
import { fallsInYear } from "./falls-recorded";

/** Everybody from these ages: NICE CG146 [V]. */
const WOMEN_FROM = 65;
const MEN_FROM = 75;
/** Under this age only with a major risk factor: NICE CG146 [V]. */
export const YOUNGER_FROM = 50;
/** Without any of these nobody has a major risk factor. */
export const MAJOR_RISK_SETS: readonly string[] = ["efi-fragility-fracture", "medicine-steroid"];
/** Body mass index below which it is a risk factor: NICE CG146 [V]. */
const LOW_BMI = 18.5;
/** `on`: an assessment after that day has seen it. `from`: the limit counts from that day, where it is another. */
type RiskFactor = { words: string; on?: CalendarDate; from?: CalendarDate };

/** Latest smoking status says that the person smokes. */
const smokes = (person: CarePerson): boolean =>
  ever(person, "smokes") && (latestOn(person, "smokes") ?? "") >= (latestOn(person, "smoking-status") ?? "");

function majorFactors(person: CarePerson, context: Context): RiskFactor[] {
  return [
    ...(ever(person, "efi-fragility-fracture")
      ? [{ words: "fragility fracture", on: latestOn(person, "efi-fragility-fracture") }]
      : []),
    ...longSteroid(person, context),
    ...repeatedSteroid(person, context),
  ];
}

/** A rescue course of some days is no risk to bones; an assessment since the course began has seen it. */
function longSteroid(person: CarePerson, context: Context): RiskFactor[] {
  const on = takenSince(person, "medicine-steroid", context);
  const long = context.setting("bones.steroid-days");
  if (on === undefined || daysTaken(person, "medicine-steroid", context) < long) return [];
  return [{ words: "steroid", on, from: addDays(on, long) }];
}

/** Since the day on which there were that many in a year, for as long as there are. */
function repeatedSteroid(person: CarePerson, { asOf, setting }: Context): RiskFactor[] {
  const entries = person.facts.get("medicine-steroid")?.entries;
  const many = setting("bones.steroid-courses");
  if (!entries || entries.length < many) return [];
  const days = [...new Set(entries.flatMap(({ on }) => on ?? []))];
  const repeated = (day: CalendarDate) => days.filter((on) => on <= day && on > monthsAgo(day, 12)).length >= many;
  if (!repeated(asOf)) return [];
  return [{ words: "repeated steroid", on: spellSince(days.map((on) => ({ on, holds: repeated(on) }))) }];
}

function otherFactors(person: CarePerson, asOf: CalendarDate): RiskFactor[] {
  const { count } = fallsInYear(person, asOf);
  const bmi = latestValue(person, "bmi");
  return [
    ...(count ? [{ words: "fall" }] : []),
    ...(bmi !== undefined && bmi < LOW_BMI ? [{ words: "body mass index below 18.5" }] : []),
    ...(smokes(person) ? [{ words: "smokes" }] : []),
    ...(ever(person, "family-hip-fracture") ? [{ words: "a parent's hip fracture" }] : []),
    ...(holds(person, "alcohol-bone-risk") ? [{ words: "alcohol" }] : []),
  ];
}

/** Not for those on treatment: BO3 looks after them. */
export function riskDue(person: CarePerson, context: Context): Need {
  const { asOf, setting } = context;
  if (person.age !== undefined && person.age < 18) return false;
  if (isOnBoneDrug(person, context)) return false;
  const every = { months: setting("bones.risk-months") };
  const major = majorFactors(person, context);
  if (major.length) return majorDue(major, setting("bones.risk-weeks"), every);
  const { age, sex } = person;
  if (age === undefined) return { missing: "date of birth" };
  if (age >= MEN_FROM || (age >= WOMEN_FROM && sex === "female"))
    return { because: sex === "female" ? "Woman of 65 or over" : "75 or over", every };
  if (age < YOUNGER_FROM) return false;
  const other = otherFactors(person, asOf);
  if (other.length) return { because: inWords(other), every };
  return age >= WOMEN_FROM && sex !== "male" ? { missing: "sex" } : false;
}

function majorDue(major: RiskFactor[], weeks: number, every: Span): Need {
  const since = major.reduce<CalendarDate | undefined>((day, { on }) => later(day, on), undefined);
  const from = major.reduce<CalendarDate | undefined>((day, { on, from }) => later(day, from ?? on), undefined);
  const within = since && from ? { days: daysBetween(since, addSpan(from, { weeks })) } : { weeks };
  return { because: inWords(major), since, within, every };
}

export const inWords = (factors: RiskFactor[]): string => {
  const words = factors.map(({ words }) => words).join(", ");
  return words[0]!.toUpperCase() + words.slice(1);
};

/** Denosumab lasts half a year and zoledronic acid a year: their issues count for longer than a month's tablets. */
export function isOnBoneDrug(person: CarePerson, context: Context): boolean {
  const { asOf, setting } = context;
  if (!ever(person, "medicine-bone-protection")) return false;
  const within = (set: string, days: number) => entriesSince(person, set, addDays(asOf, -days)).length > 0;
  return (
    isTaking(person, "medicine-bone-protection", context) ||
    within("medicine-denosumab", setting("bones.denosumab-covers-days")) ||
    within("medicine-zoledronic-acid", setting("bones.zoledronate-covers-days"))
  );
}
