/**
 * What excuses care: refused, unsuitable, the end of life… recorded here or coded on the record, with who and when.
 * It lapses, and what was done after it makes an end of it.
 */
import { addSpan, type CalendarDate } from "./calendar";
import type { CareGap, CareProcess, Context } from "./care-gap";
import type { Fact, Features } from "./feature";

/** `payment`: excuses a payment indicator only; for care the process stays not reached (safety rule 21). */
export const EXCUSES = {
  declined: { words: "declined", payment: false },
  unsuitable: { words: "clinically unsuitable", payment: false },
  dissent: { words: "does not agree to this care", payment: false },
  unavailable: { words: "test or service not available", payment: false },
  end_of_life: { words: "not done at the end of life", payment: false },
  no_reply: { words: "two invitations without a reply", payment: true },
} as const;
export type ExcuseKind = keyof typeof EXCUSES;

/** Recorded for one process, with who and when; it lapses. */
export type Excuse = {
  process: string;
  kind: ExcuseKind;
  on: CalendarDate;
  /** Without one it lapses after the protocols' usual time. */
  until?: CalendarDate;
  by: string;
  reason?: string;
};

/**
 * The latest that holds on that day and came after it was last done. What somebody declined before that which asks for
 * it now was not this: after a fall the offer is made again.
 */
export function excuseOf(
  process: Pick<CareProcess, "id" | "noExcuse" | "stopsAtEndOfLife" | "excusedBy">,
  person: Pick<Features, "facts" | "excuses">,
  { lastDone, since }: { lastDone?: CalendarDate; since?: CalendarDate },
  { asOf, setting }: Context,
): CareGap["excuse"] {
  if (process.noExcuse) return undefined;
  if (process.stopsAtEndOfLife && isAtEndOfLife(person))
    return { kind: "end_of_life", on: person.facts.get("palliative-care")?.latestOn ?? asOf, by: "the record" };
  const coded = Object.entries(process.excusedBy ?? {}).flatMap(([set, kind]) =>
    codedExcuses(person.facts.get(set), kind),
  );
  const recorded: Omit<Excuse, "process">[] = person.excuses.filter((excuse) => excuse.process === process.id);
  return [...recorded, ...coded]
    .filter(({ kind, on }) => !EXCUSES[kind].payment && on > (lastDone ?? ""))
    .filter(({ kind, on }) => kind !== "declined" || on >= (since ?? ""))
    .map((excuse) => ({
      ...excuse,
      until: excuse.until ?? addSpan(excuse.on, { months: setting("care.excuse-months") }),
    }))
    .filter(({ until }) => asOf < until)
    .sort((a, b) => b.on.localeCompare(a.on))[0];
}

const codedExcuses = (fact: Fact | undefined, kind: ExcuseKind): Omit<Excuse, "process">[] =>
  fact?.latestOn ? [{ kind, on: fact.latestOn, by: "the record" }] : [];

/**
 * On the palliative register, until "no longer indicated" is recorded after it; Clinical Frailty Scale 8 or 9, until a
 * lower level is; an escalation plan of comfort only, until "no longer indicated".
 */
export function isAtEndOfLife({ facts }: Pick<Features, "facts">): boolean {
  const ended = facts.get("palliative-care-ended")?.latestOn;
  const stands = (set: string) => {
    const fact = facts.get(set);
    return fact?.active && (ended === undefined || ended < (fact.latestOn ?? ""));
  };
  return stands("palliative-care") || stands("comfort-care-only") || isVerySeverelyFrail(facts);
}

function isVerySeverelyFrail(facts: Features["facts"]): boolean {
  const on = facts.get("frailty-very-severe")?.latestOn;
  return on !== undefined && FRAILTY_LEVELS.every((set) => (facts.get(set)?.latestOn ?? "") <= on);
}
const FRAILTY_LEVELS = ["frailty-none", "frailty-mild", "frailty-moderate", "frailty-severe"];
