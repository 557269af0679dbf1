/** Dates as FHIR writes them, from days before the as-of date. Formatted days are kept: a borough uses few. */
const DAY = 86_400_000;

export type Calendar = {
  dayText: (daysAgo: number) => string;
  timeText: (daysAgo: number, minute: number) => string;
  /** Days since this influenza season began, or the last one where none runs. */
  seasonBeganAgo: number;
};

/** Days from one YYYY-MM-DD to another. */
export const daysFrom = (day: string, asOf: string): number => Math.round((Date.parse(asOf) - Date.parse(day)) / DAY);

/** Influenza seasons begin on 1 September. */
export function seasonBeganAgo(asOf: string): number {
  const year = Number(asOf.slice(0, 4));
  const ago = daysFrom(`${year}-09-01`, asOf);
  return ago >= 0 ? ago : daysFrom(`${year - 1}-09-01`, asOf);
}

/** `asOf` is YYYY-MM-DD. */
export function calendarFrom(asOf: string): Calendar {
  const today = Date.parse(`${asOf}T00:00:00Z`);
  if (Number.isNaN(today) || !/^\d{4}-\d{2}-\d{2}$/.test(asOf)) {
    throw new Error(`The as-of date "${asOf}" is not a date such as 2026-05-03.`);
  }
  const known = new Map<number, string>();
  const dayText = (daysAgo: number) => {
    let text = known.get(daysAgo);
    if (!text) {
      text = new Date(today - daysAgo * DAY).toISOString().slice(0, 10);
      known.set(daysAgo, text);
    }
    return text;
  };
  const two = (n: number) => (n < 10 ? `0${n}` : String(n));
  return {
    dayText,
    seasonBeganAgo: seasonBeganAgo(asOf),
    timeText: (daysAgo, minute) => `${dayText(daysAgo)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00Z`,
  };
}
