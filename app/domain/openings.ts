/** Who opened a plan, as the person reads it: by day, organisation, role and deed, each once a day. Never a name. */
import type { CalendarDate } from "./calendar";
import { dateInWords, londonDate } from "./dates";
import { deedInWords } from "./opening-deeds";
import { isRole, ROLES } from "./permissions";

export type Opening = { at: Date; organisation: string | null; role: string; did: string };

/** Those with pages of their own stand as "person: KIND ID" in the record of access. */
const OWN_PAGES: Readonly<Record<string, string>> = {
  self: "You, on these pages",
  proxy: "Somebody who acts for you, on their own pages",
  carer: "A carer, on their own pages",
};

function lineOf(organisation: string | null, role: string, did: string): string {
  const own = /^person: (\w+)/.exec(role)?.[1];
  if (own) return `${OWN_PAGES[own] ?? "Somebody with own pages"}: ${deedInWords(did)}`;
  return `${organisation ?? "Organisation not known"}: ${isRole(role) ? ROLES[role].label : role} ${deedInWords(did)}`;
}

export type DayOfOpenings = { on: CalendarDate; day: string; lines: string[] };

/** Newest day first; within a day in the order of the clock, newest first. */
export function openingsByDay(openings: readonly Opening[]): DayOfOpenings[] {
  const days = new Map<CalendarDate, Set<string>>();
  for (const { at, organisation, role, did } of openings) {
    const on = londonDate(at);
    const lines = days.get(on) ?? new Set();
    lines.add(lineOf(organisation, role, did));
    days.set(on, lines);
  }
  return [...days].map(([on, lines]) => ({ on, day: dateInWords(on), lines: [...lines] }));
}

/** Days with an opening that one page shows. */
export const DAYS_A_PAGE = 60;

/** The days before `before`, or the newest; `older`: what to ask for the next page, when there is one. */
export function pageOfDays(
  days: readonly DayOfOpenings[],
  before?: CalendarDate,
): { days: DayOfOpenings[]; older: CalendarDate | undefined } {
  const left = before ? days.filter(({ on }) => on < before) : days;
  const shown = left.slice(0, DAYS_A_PAGE);
  return { days: shown, older: left.length > shown.length ? shown.at(-1)!.on : undefined };
}

// ── What is withheld from the person ──────────────────────────────────────────────────────────────────────

/** What one organisation did in one role on one day; `withheld`: the id of what keeps it from the person. */
export type OpeningToReview = {
  day: CalendarDate;
  organisationId: string | null;
  organisation: string | null;
  role: string;
  did: readonly string[];
  withheld: string | null;
};

/** As the person is told it. */
export const openingInWords = ({ organisation, role, did }: Omit<OpeningToReview, "day">): string =>
  [...new Set(did.map((one) => lineOf(organisation, role, one)))].join("; ");

export type WithheldOpening = {
  id: string;
  nhsNumber: string | null;
  day: CalendarDate;
  organisation: string | null;
  role: string;
  reason: string;
  byName: string;
  byRole: string;
  at: Date;
  reviewOn: CalendarDate;
  endedAt: Date | null;
  endedByName: string | null;
  ending: string | null;
};

/** "Ealing Clinic: GP, 3 May 2026". */
export const withheldInWords = ({ organisation, role, day }: WithheldOpening): string =>
  `${organisation ?? "Organisation not known"}: ${isRole(role) ? ROLES[role].label : role}, ${dateInWords(day)}`;

/** Longest time until somebody looks again whether the harm still stands. Ours: shorter than a year's round. */
export const MOST_MONTHS_WITHHELD = 12;
