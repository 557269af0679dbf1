/** Who opened a plan, as the person reads it: by day, organisation, role and deed, each once a day. Never a name. */
import { dateInWords, londonDate } from "./dates";
import { isRole, ROLES } from "./permissions";

export type Opening = { at: Date; organisation: string | null; role: string; did: string };

/** Deeds in the words of somebody who does not work here; what is not listed here is "used your record". */
const DEEDS: readonly (readonly [RegExp, string])[] = [
  [/crisis page|handler/, "read the emergency part of the plan"],
  [/publish plan/, "changed the plan"],
  [/withdraw plan/, "took the plan back"],
  [/print plan|copy of plan/, "printed the plan"],
  [/draft of plan|propos/, "wrote a change to the plan"],
  [/plan/, "read the plan"],
  [/contact/, "noted an urgent contact"],
  [/meeting|case|MDG/i, "talked about care in a meeting"],
  [/record|banner|why/, "read the record"],
];

const deedInWords = (did: string): string => DEEDS.find(([pattern]) => pattern.test(did))?.[1] ?? "used the record";

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

/** Newest day first; within a day in the order of the clock, newest first. */
export function openingsByDay(openings: readonly Opening[]): { day: string; lines: string[] }[] {
  const days = new Map<string, Set<string>>();
  for (const { at, organisation, role, did } of openings) {
    const day = dateInWords(londonDate(at));
    const lines = days.get(day) ?? new Set();
    lines.add(lineOf(organisation, role, did));
    days.set(day, lines);
  }
  return [...days].map(([day, lines]) => ({ day, lines: [...lines] }));
}
