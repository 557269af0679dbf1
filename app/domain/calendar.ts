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
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
