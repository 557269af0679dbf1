/**
 * Care that is due. A protocol is data and pure functions: whom each process is for, how often, what counts as done,
 * which target, what excuses. From these and the features of a person, findCareGaps says for each process when it was
 * last done, when it falls due, and whether it is. Statuses and common excuses: the care protocols' section 1.
 */
import { addDays, addSpan, ageOn, type CalendarDate, daysBetween, daysFrom, type Span } from "./calendar";
import { askedOf, type Questions } from "./care-asked";
import { type Excuse, type ExcuseKind, excuseOf } from "./care-excuse";
import type { Features, Whole } from "./feature";
import { type EfiAnswer, scoreEfi } from "./risk/efi";
import { AS_SHIPPED, type Mark, type SettingValues, type Shipped } from "./setting";

export { CARE_SETTINGS, IN_CARE_HOME, switchedOnSetting, treatmentSwitch, USED_SERVICES } from "./care-asked";
export {
  END_OF_LIFE_SETS,
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
  const { sex, hasRecord, facts, medicines } = features;
  const person: Whole<CarePerson> = {
    bornOn: features.bornOn,
    sex,
    registeredOn: features.registeredOn,
    hasRecord,
    facts,
    medicines,
    medicinesIn90Days: features.medicinesIn90Days,
    services: features.services,
    careHome: features.careHome,
    hasCarer: features.hasCarer,
    plan: features.plan,
    excuses: features.excuses,
    age,
    efi: scoreEfi({ sex, hasRecord, facts, medicines, age }),
  };
  return person;
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
  /**
   * It is for nobody whose record has nothing of any of these sets (or of IN_CARE_HOME, USED_SERVICES), so that it is
   * not asked of them at all. A process that may be asked of anybody has none.
   */
  onlyWith?: readonly string[];
  /** With `onlyWith`: whoever is that old, or of unknown age, is asked whatever the record has. */
  orAgedFrom?: number | ((setting: Context["setting"]) => number);
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
  let alone = aloneKnown.get(protocol);
  if (!alone) {
    alone = { protocols: [protocol] };
    aloneKnown.set(protocol, alone);
  }
  return gapsOf(person, alone, asOf, values);
}

const aloneKnown = new WeakMap<CareProtocol, Questions>();

/** findCareGaps of several protocols, in the order of the questions. */
export function gapsOf(person: CarePerson, questions: Questions, asOf: CalendarDate, values: SettingValues): CareGap[] {
  const gaps: CareGap[] = [];
  for (const { process, protocol, context } of askedOf(person, questions, asOf, values)) {
    const need = process.needed(person, context);
    if (need) gaps.push(gapOf(process, need, protocol, person, context));
  }
  return gaps;
}

/** Not reached: due, overdue or out of target. */
export const isOpen = ({ state }: Pick<CareGap, "state">): boolean =>
  state === "due" || state === "overdue" || state === "out of target";

function gapOf(
  process: CareProcess,
  need: Exclude<Need, false>,
  protocol: string,
  person: CarePerson,
  context: Context,
): CareGap {
  const { id, name } = process;
  const lastDone = process.done(person, context);
  if ("missing" in need) {
    // Refused, or not at the end of life: what is not known would change nothing.
    const excuse = excuseOf(process, person, { lastDone }, context);
    if (!excuse) return { protocol, process: id, name, state: "cannot tell", because: need.missing };
    const because = `Not known: ${need.missing}`;
    return { protocol, process: id, name, state: "excused", because, lastDone, nextDue: excuse.until, excuse };
  }
  const { because, since } = need;
  const excuse = excuseOf(process, person, { lastDone, since }, context);
  const done = lastDone !== undefined && (since === undefined || lastDone >= since) ? lastDone : undefined;
  const nextDue = excuse ? excuse.until : nextDueOf(need, done);
  const target = process.target?.(person, context);
  const state = excuse ? "excused" : stateOf({ done, nextDue, target }, context);
  const value = process.value?.(person, context);
  const gap: CareGap = { protocol, process: id, name, state, because, lastDone, nextDue, value, target };
  if (excuse) gap.excuse = excuse;
  return gap;
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
  const most = setting("care.due-days");
  if (nextDue !== undefined && nextDue <= daysFrom(asOf, most)) {
    // A weekly or monthly process would otherwise be due again on the day on which it was done.
    const ahead = Math.min(most, Math.floor(daysBetween(done, nextDue) / 4));
    if (asOf >= addDays(nextDue, -ahead)) return "due";
  }
  return target?.met === false ? "out of target" : "done";
}

/**
 * Gaps of all protocols together: the most pressing first, and where several speak of the same thing the target of
 * the highest priority stands; the others stay listed, as overridden, with no target of their own.
 */
export function settleGaps(gaps: readonly CareGap[], processOf: (id: string) => CareProcess): CareGap[] {
  const settled = [...gaps].sort((a, b) => rankOf(processOf(a.process)) - rankOf(processOf(b.process)));
  settleTargets(settled, processOf);
  return settled;
}

/** settleGaps, of gaps that stand in that order already, and in their place. */
export function settleTargets(gaps: CareGap[], processOf: (id: string) => CareProcess): void {
  let leading: Map<string, CareGap> | undefined;
  for (let place = 0; place < gaps.length; place++) {
    const gap = gaps[place]!;
    const process = processOf(gap.process);
    const { about } = process;
    if (about === undefined) continue;
    const leader = leading?.get(about);
    if (!leader) {
      leading ??= new Map();
      if (gap.target && gap.state !== "excused") leading.set(about, gap);
    } else if (rankOf(processOf(leader.process)) !== rankOf(process) && gap.target) {
      const state = gap.state === "out of target" ? "done" : gap.state;
      gaps[place] = { ...gap, state, target: undefined, overriddenBy: leader.process };
    }
  }
}

const RANKS = Object.fromEntries(PRIORITIES.map((priority, rank) => [priority, rank])) as Record<Priority, number>;
/** 0 is the highest. */
export const rankOf = ({ priority }: Pick<CareProcess, "priority">): number => RANKS[priority];
