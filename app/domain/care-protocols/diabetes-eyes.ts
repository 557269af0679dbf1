/**
 * Diabetic eye screening, EY1: the ninth care process, run by the screening programme and outside the eight.
 * Intervals: NHS diabetic eye screening programme, gov.uk, October 2023: 24 months after two screens in a row without
 * retinopathy, otherwise 12. A grade of both eyes on one day is one screen. In pregnancy there is a schedule of its
 * own, which is not built.
 */
import { addDays, type CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, Context, Need } from "../care-gap";
import { ever, latestOn } from "../feature";
import { later } from "./diabetes-feet";
import { DIABETES_EXCUSES, fromAge } from "./diabetes-register";

const SCREENED_FROM = 12;
const CLEAR = ["retina-right-clear", "retina-left-clear"] as const;
const DISEASE = ["retina-referable", "retina-background"] as const;

type Grade = { on: CalendarDate; grade: "clear" | "background" | "referable" };

const GRADES: Readonly<Record<Grade["grade"], string>> = {
  clear: "no retinopathy",
  background: "background retinopathy",
  referable: "referable retinopathy or maculopathy",
};

const daysOf = ({ facts }: CarePerson, set: string) =>
  facts.get(set)?.entries.flatMap(({ on }) => (on === undefined ? [] : [on])) ?? [];

/** Newest first. A day with any retinopathy is not clear; a day with one eye clear and nothing else is no grade. */
function grades(person: CarePerson): Grade[] {
  const byDay = new Map<CalendarDate, Grade["grade"]>();
  const left = new Set(daysOf(person, CLEAR[1]));
  for (const on of daysOf(person, CLEAR[0])) if (left.has(on)) byDay.set(on, "clear");
  for (const on of daysOf(person, "retina-background")) byDay.set(on, "background");
  for (const on of daysOf(person, "retina-referable")) byDay.set(on, "referable");
  return [...byDay].map(([on, grade]) => ({ on, grade })).sort((a, b) => (a.on < b.on ? 1 : -1));
}

/** A grade written again in a later letter is the same screen. */
function twoClear(graded: readonly Grade[], apartDays: number): boolean {
  const [latest] = graded;
  if (latest?.grade !== "clear") return false;
  const before = graded.find(({ on }) => on <= addDays(latest.on, -apartDays));
  const between = graded.filter(({ on }) => before && on > before.on);
  return before?.grade === "clear" && between.every(({ grade }) => grade === "clear");
}

const screenedOn = (person: CarePerson): CalendarDate | undefined =>
  later(latestOn(person, "care-retinal-screen"), grades(person)[0]?.on);

function need(person: CarePerson, { setting }: Context): Need {
  if (ever(person, "retina-no-perception-of-light")) return false;
  const graded = grades(person);
  const [latest] = graded;
  if (!latest) return { because: "Diabetes", every: { months: 12 } };
  const ungraded = (latestOn(person, "care-retinal-screen") ?? "") > latest.on;
  if (!ungraded && twoClear(graded, setting("diabetes.retinal-apart-days")))
    return { because: "Diabetes; no retinopathy at the last two screens", every: { months: 24 } };
  if (latest.grade === "referable")
    return { because: "Referable retinopathy: hospital eye service or surveillance", every: { months: 12 } };
  return { because: `Diabetes; ${GRADES[latest.grade]} at the last screen`, every: { months: 12 } };
}

export const RETINAL_SCREENING: CareProcess = {
  id: "EY1",
  name: "Diabetic eye screening",
  source: "NHS diabetic eye screening programme: intervals from October 2023",
  mark: "V",
  priority: "screening",
  stopsAtEndOfLife: true,
  needed: fromAge(SCREENED_FROM, need),
  done: screenedOn,
  value: (person) => {
    const latest = grades(person)[0];
    return latest && GRADES[latest.grade];
  },
  excusedBy: {
    ...DIABETES_EXCUSES,
    "declined-retinal-screening": "declined",
    "retina-under-hospital": "unsuitable",
  },
  action: { what: "Book with the diabetic eye screening programme", owners: ["CC", "PT"] },
  sets: ["care-retinal-screen", ...CLEAR, ...DISEASE],
};
