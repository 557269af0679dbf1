/** Dates and times as they are read: "3 May 2026", 24 hours, London's clock wherever the server stands. */
import type { CalendarDate } from "./calendar";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const london = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** A page asks many times for the same minute, and asking Intl is what costs. */
let lastMinute = { minute: Number.NaN, date: "", time: "" };

function partsOf(at: Date) {
  const minute = Math.floor(at.getTime() / 60_000);
  if (minute !== lastMinute.minute) {
    const parts = Object.fromEntries(london.formatToParts(at).map(({ type, value }) => [type, value]));
    lastMinute = {
      minute,
      date: `${parts.year}-${parts.month}-${parts.day}`,
      time: `${parts.hour}:${parts.minute}`,
    };
  }
  return lastMinute;
}

/** The day in London at this instant. */
export const londonDate = (at: Date): CalendarDate => partsOf(at).date;

/** "02:11" on London's clock. */
export const timeInWords = (at: Date): string => partsOf(at).time;

/** "3 May 2026", of a calendar date or of the day in London at an instant. */
export function dateInWords(on: CalendarDate | Date): string {
  const [year, month, day] = (typeof on === "string" ? on : londonDate(on)).split("-").map(Number);
  return `${day} ${MONTHS[month! - 1]} ${year}`;
}

/** "12 Mar 1942": where room is short. */
export function shortDate(on: CalendarDate | Date): string {
  const [day, month, year] = dateInWords(on).split(" ");
  return `${day} ${month!.slice(0, 3)} ${year}`;
}

/** "3 May 2026 09:14". */
export const momentInWords = (at: Date): string => `${dateInWords(at)} ${timeInWords(at)}`;

/** "today", "yesterday", "12 days ago", "7 months ago": whole days until two months, then months until two years. */
export function agoInWords(then: Date, now: Date): string {
  const days = Math.round((Date.parse(londonDate(now)) - Date.parse(londonDate(then))) / 86_400_000);
  if (days < 0) return `in ${-days} ${days === -1 ? "day" : "days"}`;
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  if (days < 61) return `${days} days ago`;
  if (days < 730) return `${Math.floor(days / 30.44)} months ago`;
  return `${Math.floor(days / 365.25)} years ago`;
}
