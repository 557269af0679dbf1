/** When a number answers, as it is typed: "24 hours", "Mon-Fri 08:00-18:30, Sat 09:00-12:00". London's clock. */
import { londonDate, timeInWords } from "./dates";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const PART =
  /^(?:(mon|tue|wed|thu|fri|sat|sun|daily)(?:-(mon|tue|wed|thu|fri|sat|sun))?) (\d{2}:\d{2})-(\d{2}:\d{2})$/i;

/** Open from and to, by weekday, Monday first; several spans a day. Undefined: the words cannot be read. */
export type PhoneHours = "always" | { from: string; to: string }[][];

export function readPhoneHours(words: string): PhoneHours | undefined {
  if (/^24 ?h(ours?)?$/i.test(words.trim())) return "always";
  const week: { from: string; to: string }[][] = DAYS.map(() => []);
  for (const part of words.split(/[,;]/)) {
    const found = PART.exec(
      part
        .trim()
        .replace(/\s+/g, " ")
        .replace(/\s*[-–]\s*/g, "-"),
    );
    if (!found) return undefined;
    const [, first = "", last, from = "", to = ""] = found;
    if (!isTime(from) || !isTime(to) || from >= to) return undefined;
    for (const day of daysOf(first, last)) week[day]!.push({ from, to });
  }
  return week;
}

const isTime = (text: string) => text <= "24:00" && text.slice(3) < "60";
const indexOf = (day: string) => DAYS.findIndex((name) => name.toLowerCase() === day.toLowerCase());

function daysOf(first: string, last: string | undefined): number[] {
  if (first.toLowerCase() === "daily") return DAYS.map((_, day) => day);
  const from = indexOf(first);
  const days = last ? (indexOf(last) - from + 7) % 7 : 0;
  return Array.from({ length: days + 1 }, (_, n) => (from + n) % 7);
}

/** "answers now", "closed now, opens Mon 08:00" or, where hours are not known, words that say so. */
export function answersInWords(words: string | undefined, now: Date): string {
  const hours = words ? readPhoneHours(words) : undefined;
  if (!hours) return "hours not known";
  if (hours === "always") return "24 h";
  const today = (new Date(`${londonDate(now)}T00:00Z`).getUTCDay() + 6) % 7;
  const time = timeInWords(now);
  if (hours[today]!.some(({ from, to }) => from <= time && time < to)) return "answers now";
  for (let ahead = 0; ahead <= 7; ahead++) {
    const day = (today + ahead) % 7;
    const next = hours[day]!.map(({ from }) => from)
      .sort()
      .find((from) => ahead > 0 || from > time);
    if (next) return `CLOSED NOW, opens ${ahead === 0 ? "" : `${DAYS[day]} `}${next}`;
  }
  return "hours not known";
}
