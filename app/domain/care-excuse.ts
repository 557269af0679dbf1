/**
 * What excuses care: refused, unsuitable, the end of life… recorded here or coded on the record, with who and when.
 * A refusal lapses, what is unsuitable stands; what was done after it makes an end of either.
 */
import { addSpan, type CalendarDate } from "./calendar";
import type { CareGap, CareProcess, Context } from "./care-gap";
import type { Fact, Features } from "./feature";

/**
 * `payment`: excuses a payment indicator only; for care the process stays not reached (safety rule 21).
 * `lapses`: without a day of its own it ends after the protocols' usual time. What is unsuitable is so for good, as an
 * allergy is; a refusal and a service that is not there are asked about again.
 */
export const EXCUSES = {
  declined: { words: "declined", payment: false, lapses: true },
  unsuitable: { words: "clinically unsuitable", payment: false, lapses: false },
  dissent: { words: "does not agree to this care", payment: false, lapses: true },
  unavailable: { words: "test or service not available", payment: false, lapses: true },
  end_of_life: { words: "not done at the end of life", payment: false, lapses: true },
  no_reply: { words: "two invitations without a reply", payment: true, lapses: true },
} as const;
export type ExcuseKind = keyof typeof EXCUSES;

/** Recorded for one process, with who and when. */
export type Excuse = {
  process: string;
  kind: ExcuseKind;
  on: CalendarDate;
  /** Without one it lapses after the protocols' usual time, unless it is of a kind that does not lapse. */
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
  const dying = process.stopsAtEndOfLife && endOfLife(person);
  if (dying) return { kind: "end_of_life", on: dying.on ?? asOf, by: "the record", reason: dying.because };
  if (!person.excuses.length && !isCoded(process.excusedBy, person)) return undefined;
  const lapse = (on: CalendarDate) => addSpan(on, { months: setting("care.excuse-months") });
  const coded = Object.entries(process.excusedBy ?? {}).flatMap(([set, kind]) =>
    codedExcuses(person.facts.get(set), kind, lastDone === undefined ? asOf : undefined).map((excuse) =>
      OF_THEIR_YEAR.has(set) ? { ...excuse, until: lapse(excuse.on) } : excuse,
    ),
  );
  const recorded: Omit<Excuse, "process">[] = person.excuses.filter((excuse) => excuse.process === process.id);
  return [...recorded, ...coded]
    .filter(({ kind, on }) => !EXCUSES[kind].payment && on > (lastDone ?? ""))
    .filter(({ kind, on }) => kind !== "declined" || on >= (since ?? ""))
    .map((excuse) => ({
      ...excuse,
      until: excuse.until ?? (EXCUSES[excuse.kind].lapses ? lapse(excuse.on) : undefined),
    }))
    .filter(({ until }) => until === undefined || asOf < until)
    .sort((a, b) => b.on.localeCompare(a.on))[0];
}

function isCoded(excusedBy: CareProcess["excusedBy"], { facts }: Of): boolean {
  for (const set in excusedBy) if (facts.has(set)) return true;
  return false;
}

/**
 * What stands does so while its fact is active: an allergy resolved since then is none. Without a date it is one all the
 * same, as of `undated`; of a refusal without a date nobody knows whether it has lapsed.
 */
function codedExcuses(fact: Fact | undefined, kind: ExcuseKind, undated?: CalendarDate): Omit<Excuse, "process">[] {
  if (!fact) return [];
  const { latestOn, active } = fact;
  if (EXCUSES[kind].lapses) return latestOn ? [{ kind, on: latestOn, by: "the record" }] : [];
  if (!active) return [];
  if (latestOn) return [{ kind, on: latestOn, by: "the record" }];
  return undated ? [{ kind, on: undated, by: "the record", reason: "recorded without a date" }] : [];
}

/** A year's exception from payment, and a test taken in place of another: recorded anew each year, or over. */
const OF_THEIR_YEAR: ReadonlySet<string> = new Set(["diabetes-care-unsuitable", "fructosamine"]);

// ── The end of life ───────────────────────────────────────────────────────────────────────────────────────

type Of = Pick<Features, "facts">;

/** Why somebody counts as at the end of life, and since when; undefined when not. */
export type EndOfLife = { because: string; on?: CalendarDate };

export const isAtEndOfLife = (person: Of): boolean => endOfLife(person) !== undefined;

/**
 * On the palliative register, until "no longer indicated" is recorded after it; Clinical Frailty Scale 8 or 9, until a
 * lower level is; an escalation plan of comfort only, until "no longer indicated". The register first: it alone says
 * that somebody looks after the stage.
 */
export function endOfLife(person: Of): EndOfLife | undefined {
  return (
    palliativeRegister(person) ??
    untilEnded(person, "comfort-care-only", "Escalation plan of comfort only") ??
    verySeverelyFrail(person)
  );
}

/** Without any of these nobody is. */
export const END_OF_LIFE_SETS: readonly string[] = ["palliative-care", "comfort-care-only", "frailty-very-severe"];

/** On the register, as recorded and not ended since. */
export const palliativeRegister = (person: Of): EndOfLife | undefined =>
  untilEnded(person, "palliative-care", "On the palliative care register");

/** Since the first entry of the present spell. */
function untilEnded({ facts }: Of, set: string, because: string): EndOfLife | undefined {
  const fact = facts.get(set);
  if (!fact?.active) return undefined;
  const ended = facts.get("palliative-care-ended")?.latestOn;
  if (ended === undefined) return { because, on: fact.firstOn ?? fact.latestOn };
  if (ended >= (fact.latestOn ?? "")) return undefined;
  return { because, on: fact.entries.findLast(({ on }) => on !== undefined && on > ended)?.on ?? fact.latestOn };
}

/** The latest level is 8 or 9; since the first of its entries with no lower one after it. */
function verySeverelyFrail({ facts }: Of): EndOfLife | undefined {
  const fact = facts.get("frailty-very-severe");
  const latest = fact?.latestOn;
  if (latest === undefined || !FRAILTY_LEVELS.every((set) => (facts.get(set)?.latestOn ?? "") <= latest))
    return undefined;
  // Levels 8 and 9 are of the severe ones too: on their own days that set says nothing lower.
  const days = fact!.entries.flatMap(({ on }) => on ?? []);
  const lower = FRAILTY_LEVELS.flatMap((set) => facts.get(set)?.entries ?? [])
    .flatMap(({ on }) => (on === undefined || days.includes(on) ? [] : on))
    .sort()
    .at(-1);
  const level = isTerminallyIll({ facts }) ? 9 : 8;
  return { because: `Clinical Frailty Scale ${level}`, on: days.findLast((on) => on > (lower ?? "")) ?? latest };
}
const FRAILTY_LEVELS = ["frailty-none", "frailty-mild", "frailty-moderate", "frailty-severe"];

/** Clinical Frailty Scale 9, until another level is recorded. */
export function isTerminallyIll({ facts }: Of): boolean {
  const on = facts.get("cfs-9")?.latestOn;
  return on !== undefined && ANY_LEVEL.every((set) => (facts.get(set)?.latestOn ?? "") <= on);
}
const ANY_LEVEL = [...FRAILTY_LEVELS, "frailty-very-severe"];
