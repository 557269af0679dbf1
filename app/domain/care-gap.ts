/**
 * Care that is due. A protocol is data and pure functions: whom each process is for, how often, what counts as done,
 * which target, what excuses. From these and the features of a person, findCareGaps says for each process when it was
 * last done, when it falls due, and whether it is. Statuses and common excuses: the care protocols' section 1.
 */
import { addDays, addSpan, ageOn, type CalendarDate, daysBetween, type Span } from "./calendar";
import { type Excuse, type ExcuseKind, excuseOf } from "./care-excuse";
import { MEDICINE_SETTINGS } from "./care-protocols/current-medicine";
import type { Features } from "./feature";
import { type EfiAnswer, scoreEfi } from "./risk/efi";
import type { Mark, SettingValues, Shipped } from "./setting";

export {
  EXCUSES,
  type Excuse,
  type ExcuseKind,
  endOfLife,
  isAtEndOfLife,
  palliativeRegister,
} from "./care-excuse";

/** What processes read: features, with the age and the frailty index of that day. */
export type CarePerson = Features & { age?: number; efi: EfiAnswer };

export const carePersonOf = (features: Features, asOf: CalendarDate): CarePerson => {
  const age = ageOn(features.bornOn, asOf);
  return { ...features, age, efi: scoreEfi({ ...features, age }) };
};

export type Context = {
  asOf: CalendarDate;
  /** Value in force of one of the protocol's settings; an unknown name is a mistake in a rule, so it throws. */
  setting: (name: string) => number;
  /** Day on which a rule that drives treatment was switched on, where that is known: what was done before did not
   * have the rule in view. */
  switchedOnSince?: CalendarDate;
};

// ── Protocols ─────────────────────────────────────────────────────────────────────────────────────────────

/** Who normally acts. */
export const CARE_OWNERS = {
  GP: "GP",
  PN: "practice nurse",
  HCA: "health care assistant",
  CC: "care coordinator",
  SW: "social worker",
  CN: "community nurse or matron",
  PH: "clinical pharmacist",
  TH: "physiotherapist or occupational therapist",
  MH: "mental health team",
  GER: "geriatrician",
  DSN: "diabetes specialist nurse",
  POD: "podiatry or foot protection service",
  VS: "social prescriber or voluntary sector",
  PT: "person or carer",
  ANY: "any professional",
} as const;
export type CareOwner = keyof typeof CARE_OWNERS;

/** Highest first: where two processes speak of the same thing, the higher one's target stands. */
export const PRIORITIES = [
  "life threat",
  "safety",
  "end of life",
  "frailty target",
  "disease target",
  "routine",
  "screening",
] as const;
export type Priority = (typeof PRIORITIES)[number];

export type Need =
  | false
  /** It hangs on something that is not known. */
  | { missing: string }
  | {
      /** Why it is this person's, in words. */
      because: string;
      /** What started the clock: done before that day does not count. */
      since?: CalendarDate;
      /** Limit after `since`. */
      within?: Span;
      /** Falls due again so long after it was done; without it, once is enough. */
      every?: Span;
    };

export type CareProcess = {
  /** As in the protocol tables: "FA2". */
  id: string;
  name: string;
  source: string;
  /** Address at which the source can be read, where it is on the web. */
  link?: string;
  mark: Mark;
  priority: Priority;
  /** What it is about, where several processes may speak of the same: "hba1c". */
  about?: string;
  needed: (person: CarePerson, context: Context) => Need;
  /** Latest day on which all of it was done. */
  done: (person: CarePerson, context: Context) => CalendarDate | undefined;
  /** The latest value as it is shown. */
  value?: (person: CarePerson, context: Context) => string | undefined;
  target?: (person: CarePerson, context: Context) => Target | undefined;
  /** Screening and prevention, which end-of-life care suspends. */
  stopsAtEndOfLife?: true;
  /** Nothing excuses it. */
  noExcuse?: true;
  /** Sets whose entries excuse it, with the kind of excuse that they are. */
  excusedBy?: Readonly<Record<string, ExcuseKind>>;
  /** It drives one person's treatment: off until a clinical lead signs it (safety rule 21). */
  treatment?: true;
  action: { what: string; owners: readonly CareOwner[] };
  /** Code sets whose entries show that it was done. */
  sets: readonly string[];
};

export type Target = { met: boolean; words: string };

export type CareProtocol = {
  id: string;
  name: string;
  version: string;
  source: string;
  /** Whom it is for, in words. */
  who: string;
  /** Numbers that are disputed, proposed or local; names begin with the protocol's id. */
  settings: Readonly<Record<string, Shipped>>;
  processes: readonly CareProcess[];
};

/** Of all protocols. */
export const CARE_SETTINGS = {
  "care.due-days": {
    words: "Days before its limit from which care counts as due, and at most a quarter of the interval",
    value: 30,
    source: "proposed by Confer",
    mark: "P",
  },
  "care.excuse-months": {
    words: "Months after which an excuse lapses and the care is offered again; clinically unsuitable does not",
    value: 12,
    source: "proposed by Confer",
    mark: "P",
  },
  ...MEDICINE_SETTINGS,
} as const satisfies Record<string, Shipped>;

// ── Gaps ──────────────────────────────────────────────────────────────────────────────────────────────────

/** "overdue" without `lastDone` and `nextDue`: never recorded, which is neither refused nor not applicable. */
export type GapState = "done" | "out of target" | "due" | "overdue" | "excused" | "cannot tell";

export type CareGap = {
  protocol: string;
  process: string;
  name: string;
  state: GapState;
  /** Why it is this person's; what is missing, where one cannot tell. */
  because: string;
  lastDone?: CalendarDate;
  nextDue?: CalendarDate;
  value?: string;
  target?: Target;
  excuse?: Pick<Excuse, "kind" | "on" | "until" | "by" | "reason">;
  /** A process of higher priority that speaks of the same: its target stands. */
  overriddenBy?: string;
};

/** One answer for each process that is for this person, in the protocol's order. */
export function findCareGaps(
  features: Features | CarePerson,
  protocol: CareProtocol,
  asOf: CalendarDate,
  values: SettingValues = AS_SHIPPED,
): CareGap[] {
  const person = "efi" in features ? features : carePersonOf(features, asOf);
  const context: Context = { asOf, setting: settingOf(protocol, values) };
  const gaps: CareGap[] = [];
  for (const process of switchedOn(protocol, values)) {
    const switchedOnSince = process.treatment && dayOfNumber(values[switchedOnSetting(process.id)]);
    const gap = gapOf(process, protocol.id, person, switchedOnSince ? { ...context, switchedOnSince } : context);
    if (gap) gaps.push(gap);
  }
  return gaps;
}

const AS_SHIPPED: SettingValues = {};

/** Its processes without those that drive treatment and are off: asked once a run, not once a person. */
function switchedOn(protocol: CareProtocol, values: SettingValues): readonly CareProcess[] {
  const known = processesOn.get(values) ?? new Map<CareProtocol, readonly CareProcess[]>();
  processesOn.set(values, known);
  const processes =
    known.get(protocol) ??
    protocol.processes.filter(({ id, treatment }) => !treatment || values[treatmentSwitch(id)] === 1);
  known.set(protocol, processes);
  return processes;
}
const processesOn = new WeakMap<SettingValues, Map<CareProtocol, readonly CareProcess[]>>();

/** Name of the setting that switches on a rule that drives treatment: 1 is on. */
export const treatmentSwitch = (process: string): string => `treatment.${process}`;

/** Name of the number that says since when it is on: 20261122. Made of the switch's versions, never signed itself. */
export const switchedOnSetting = (process: string): string => `${treatmentSwitch(process)}.since`;

const dayOfNumber = (day: number | undefined): CalendarDate | undefined =>
  day === undefined ? undefined : String(day).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");

/** Not reached: due, overdue or out of target. */
export const isOpen = ({ state }: Pick<CareGap, "state">): boolean =>
  state === "due" || state === "overdue" || state === "out of target";

function settingOf({ id, settings }: CareProtocol, values: SettingValues) {
  return (name: string): number => {
    const shipped = settings[name] ?? CARE_SETTINGS[name as keyof typeof CARE_SETTINGS];
    if (!shipped) throw new Error(`The protocol "${id}" has no setting "${name}".`);
    return values[name] ?? shipped.value;
  };
}

function gapOf(process: CareProcess, protocol: string, person: CarePerson, context: Context): CareGap | undefined {
  const need = process.needed(person, context);
  if (!need) return undefined;
  const { id, name } = process;
  const lastDone = process.done(person, context);
  if ("missing" in need) {
    // Refused, or not at the end of life: what is not known would change nothing.
    const excuse = excuseOf(process, person, { lastDone }, context);
    if (!excuse) return { protocol, process: id, name, state: "cannot tell", because: need.missing };
    const because = `Not known: ${need.missing}`;
    return { protocol, process: id, name, state: "excused", because, lastDone, nextDue: excuse.until, excuse };
  }
  const excuse = excuseOf(process, person, { lastDone, since: need.since }, context);
  const counts = lastDone !== undefined && (need.since === undefined || lastDone >= need.since);
  const nextDue = excuse ? excuse.until : nextDueOf(need, counts ? lastDone : undefined);
  const target = process.target?.(person, context);
  return {
    protocol,
    process: id,
    name,
    state: excuse ? "excused" : stateOf({ done: counts ? lastDone : undefined, nextDue, target }, context),
    because: need.because,
    lastDone,
    nextDue,
    value: process.value?.(person, context),
    target,
    ...(excuse && { excuse }),
  };
}

function nextDueOf(need: Extract<Need, { because: string }>, done: CalendarDate | undefined) {
  if (done !== undefined) return need.every && addSpan(done, need.every);
  return need.since && need.within && addSpan(need.since, need.within);
}

function stateOf(
  { done, nextDue, target }: { done?: CalendarDate; nextDue?: CalendarDate; target?: Target },
  { asOf, setting }: Context,
): GapState {
  if (nextDue !== undefined && asOf >= nextDue) return "overdue";
  if (done === undefined) return nextDue === undefined ? "overdue" : "due";
  if (nextDue !== undefined) {
    // A weekly or monthly process would otherwise be due again on the day on which it was done.
    const ahead = Math.min(setting("care.due-days"), Math.floor(daysBetween(done, nextDue) / 4));
    if (asOf >= addDays(nextDue, -ahead)) return "due";
  }
  return target?.met === false ? "out of target" : "done";
}

/**
 * Gaps of all protocols together: the most pressing first, and where several speak of the same thing the target of
 * the highest priority stands; the others stay listed, as overridden, with no target of their own.
 */
export function settleGaps(gaps: readonly CareGap[], processOf: (id: string) => CareProcess): CareGap[] {
  const rank = (gap: CareGap) => PRIORITIES.indexOf(processOf(gap.process).priority);
  const sorted = [...gaps].sort((a, b) => rank(a) - rank(b));
  const leading = new Map<string, CareGap>();
  return sorted.map((gap) => {
    const { about } = processOf(gap.process);
    if (about === undefined) return gap;
    const leader = leading.get(about);
    if (!leader) {
      if (gap.target && gap.state !== "excused") leading.set(about, gap);
      return gap;
    }
    if (rank(leader) === rank(gap) || !gap.target) return gap;
    const state = gap.state === "out of target" ? "done" : gap.state;
    return { ...gap, state, target: undefined, overriddenBy: leader.process };
  });
}
