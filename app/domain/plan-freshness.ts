/**
 * How old each line of a plan is. A line is as old as its last writing or confirmation; a CPR recommendation as old as
 * its decision, however lately it was typed. The oldest critical line sets the age of the whole (safety rule 5).
 */
import { addMonths, type CalendarDate } from "./calendar";
import { londonDate, shortDate } from "./dates";
import { type PlanDocument, readUnit, type Unit, unitOf, unitsOf } from "./plan";
import { unitInWords } from "./plan-in-words";
import { MARK_AFTER_MONTHS, VERIFY_AFTER_MONTHS } from "./plan-limits";
import { type SectionId, sectionOf } from "./plan-sections";

/**
 * "Still true", of one unit: a section whose fields belong together, one field of a looser section, or one item of a
 * list. `at` is an ISO instant.
 */
export type Confirmation = {
  section: SectionId;
  item: string | null;
  field?: string | null;
  at: string;
  byName: string;
};

/**
 * Of a looser section only a confirmation that names the line counts: one press over all its lines made those young
 * that nobody had looked at.
 */
export const confirms = ({ section, item, field }: Confirmation, unit: Unit): boolean =>
  section === unit.section && (item ?? undefined) === unit.item && (field ?? undefined) === unit.field;

/** `decided`: as old as a decision, and not as its typing. */
export type LineAge = { unit: string; since: CalendarDate; byName: string; confirmed: boolean; decided?: true };

export function ageOfUnit(plan: PlanDocument, id: string, confirmations: readonly Confirmation[]): LineAge | undefined {
  const unit = unitOf(id);
  const stamp = plan.stamps[id];
  if (!unit || !stamp) return undefined;
  const confirmed = confirmations
    .filter((confirmation) => confirms(confirmation, unit) && confirmation.at >= stamp.at)
    .sort((a, b) => (a.at < b.at ? 1 : -1))[0];
  if (confirmed)
    return { unit: id, since: londonDate(new Date(confirmed.at)), byName: confirmed.byName, confirmed: true };
  const { decision, decidedOn, decidedBy } = plan.sections.cpr.fields;
  if (id === "cpr" && decision !== "none_recorded" && decidedOn)
    return { unit: id, since: decidedOn, byName: decidedBy ?? stamp.byName, confirmed: false, decided: true };
  return { unit: id, since: londonDate(new Date(stamp.at)), byName: stamp.byName, confirmed: false };
}

const oldestOf = (ages: readonly LineAge[]): LineAge | undefined =>
  [...ages].sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))[0];

/** The age of a section is that of its oldest line. */
export function ageOfSection(plan: PlanDocument, section: SectionId, confirmations: readonly Confirmation[]) {
  return oldestOf(agesOf(plan, confirmations).filter(({ unit }) => unitOf(unit)!.section === section));
}

export function oldestCriticalLine(
  plan: PlanDocument,
  confirmations: readonly Confirmation[],
): (LineAge & { what: string }) | undefined {
  const oldest = oldestOf(agesOf(plan, confirmations).filter(({ unit }) => sectionOf(unitOf(unit)!.section).critical));
  return oldest && { ...oldest, what: unitInWords(oldest.unit, readUnit(plan, oldest.unit)) };
}

const agesOf = (plan: PlanDocument, confirmations: readonly Confirmation[]): LineAge[] =>
  unitsOf(plan).flatMap((unit) => ageOfUnit(plan, unit, confirmations) ?? []);

/** Whole calendar months from that day to this one. */
export function monthsBetween(since: CalendarDate, now: CalendarDate): number {
  let months = (Number(now.slice(0, 4)) - Number(since.slice(0, 4))) * 12;
  months += Number(now.slice(5, 7)) - Number(since.slice(5, 7));
  while (months > 0 && addMonths(since, months) > now) months--;
  return Math.max(months, 0);
}

function monthsOrDays(since: CalendarDate, today: CalendarDate): string {
  const months = monthsBetween(since, today);
  const days = Math.max(Math.round((Date.parse(today) - Date.parse(since)) / 86_400_000), 0);
  return months >= 2 ? `${months} months` : days === 0 ? "from today" : `${days} ${days === 1 ? "day" : "days"}`;
}

/** The same age where there is little room: "12 days", "6 months ⚠". */
export function shortLineAge(since: CalendarDate, now: Date): string {
  const today = londonDate(now);
  return `${monthsOrDays(since, today)}${monthsBetween(since, today) < MARK_AFTER_MONTHS ? "" : " ⚠"}`;
}

/** "12 days", "6 months ⚠ unconfirmed since May", "13 months ⚠ OVER A YEAR: verify; unconfirmed since Oct 2025". */
export function lineAgeInWords(since: CalendarDate, now: Date): string {
  const today = londonDate(now);
  const months = monthsBetween(since, today);
  const age = monthsOrDays(since, today);
  if (months < MARK_AFTER_MONTHS) return age;
  const [, month, year] = shortDate(since).split(" ");
  const from = `unconfirmed since ${month}${year === today.slice(0, 4) ? "" : ` ${year}`}`;
  return months < VERIFY_AFTER_MONTHS ? `${age} ⚠ ${from}` : `${age} ⚠ OVER A YEAR: verify; ${from}`;
}
