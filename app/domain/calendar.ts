/** Calendar dates are texts, "2026-05-03": they compare as texts and know no time zone. */
export type CalendarDate = string;

/** Whole years lived on that day; undefined when the date of birth is. Someone born on 29 February ages on 1 March. */
export function ageOn(bornOn: CalendarDate | undefined, asOf: CalendarDate): number | undefined {
  if (!bornOn) return undefined;
  const years = Number(asOf.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return asOf.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** The same day so many months on (or back); the last day of the month where there is no such day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const before = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(before / 12), (before % 12) + 1];
  const day = Math.min(Number(date.slice(8)), daysIn(year, month));
  return written(year, month, day);
}

const written = (year: number, month: number, day: number): CalendarDate =>
  `${year < 1000 ? String(year).padStart(4, "0") : year}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;

/** Written out instead of asked of Date: whole populations pass here. */
const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export function addDays(date: CalendarDate, days: number): CalendarDate {
  const then = new Date(Date.parse(date) + days * 86_400_000);
  const year = then.getUTCFullYear();
  // toISOString takes three times as long; it refuses what is no date.
  return year >= 0 && year <= 9999
    ? written(year, then.getUTCMonth() + 1, then.getUTCDate())
    : then.toISOString().slice(0, 10);
}

/** A whole population asks for the same days around one day: those of the day asked about last are kept. */
let kept = { day: "", byMonths: new Map<number, CalendarDate>(), byDays: new Map<number, CalendarDate>() };

function keptFor(day: CalendarDate) {
  if (kept.day !== day) kept = { day, byMonths: new Map(), byDays: new Map() };
  return kept;
}

/** addMonths, from the day for which everybody is answered. */
export function monthsFrom(asOf: CalendarDate, months: number): CalendarDate {
  const { byMonths } = keptFor(asOf);
  const known = byMonths.get(months);
  if (known !== undefined) return known;
  const day = addMonths(asOf, months);
  byMonths.set(months, day);
  return day;
}

/** addDays, from the day for which everybody is answered. */
export function daysFrom(asOf: CalendarDate, days: number): CalendarDate {
  const { byDays } = keptFor(asOf);
  const known = byDays.get(days);
  if (known !== undefined) return known;
  const day = addDays(asOf, days);
  byDays.set(days, day);
  return day;
}

export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** A length of time; parts add up, months first. */
export type Span = { months?: number; weeks?: number; days?: number; workingDays?: number };

export function addSpan(date: CalendarDate, { months = 0, weeks = 0, days = 0, workingDays = 0 }: Span): CalendarDate {
  const on = months ? addMonths(date, months) : date;
  const then = weeks || days ? addDays(on, weeks * 7 + days) : on;
  return workingDays ? addWorkingDays(then, workingDays) : then;
}

/** So many working days after that day, which itself does not count; England's bank holidays are none. */
export function addWorkingDays(date: CalendarDate, count: number): CalendarDate {
  let day = date;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left--;
  }
  return day;
}

const isWorkingDay = (day: CalendarDate): boolean => {
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6 && !bankHolidays(Number(day.slice(0, 4))).includes(day);
};

/** 0 is Sunday. */
const weekdayOf = (day: CalendarDate): number => new Date(day).getUTCDay();

/**
 * Bank holidays in England by their standing rules (Banking and Financial Dealings Act 1971 and proclamations since); a
 * single one proclaimed for a year, as for a coronation, is not among them.
 */
export function bankHolidays(year: number): CalendarDate[] {
  const easter = easterSunday(year);
  return [
    onWeekday(`${year}-01-01`),
    addDays(easter, -2),
    addDays(easter, 1),
    mondayFrom(`${year}-05-01`),
    mondayFrom(`${year}-05-25`),
    mondayFrom(`${year}-08-25`),
    ...christmas(year),
  ];
}

/** The day itself, or the Monday after a weekend. */
const onWeekday = (day: CalendarDate) => addDays(day, ({ 0: 1, 6: 2 } as Record<number, number>)[weekdayOf(day)] ?? 0);

const mondayFrom = (day: CalendarDate) => addDays(day, (8 - weekdayOf(day)) % 7);

/** 25 and 26 December, each with a weekday of its own. */
function christmas(year: number): CalendarDate[] {
  const substitutes: Record<number, [number, number]> = { 5: [25, 28], 6: [27, 28], 0: [27, 26] };
  const days = substitutes[weekdayOf(`${year}-12-25`)] ?? [25, 26];
  return days.map((day) => `${year}-12-${day}`);
}

/** Gregorian calendar, by the anonymous algorithm (Nature, 20 April 1876). */
function easterSunday(year: number): CalendarDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return `${year}-${String(Math.floor(f / 31)).padStart(2, "0")}-${String((f % 31) + 1).padStart(2, "0")}`;
}
