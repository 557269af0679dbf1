/**
 * Features: what scores, segments and care processes read of a person. They are made here from coded entries, so that
 * what counts, from when and until when is pure and the same for one person and a whole population.
 * A fact is everything recorded of one code set: efi-…, condition-…, medicine-…, a test, a check, a refusal.
 */
import { type CalendarDate, daysFrom, monthsFrom } from "./calendar";
import type { Excuse } from "./care-gap";

/** One entry of the record. Its code stands in the sets named; days are London's. */
export type CodedEntry = {
  /** problem | medicine | result | finding | allergy | procedure | immunisation */
  kind: string;
  /** The code itself, to tell medicines apart. */
  code: number | string;
  sets: readonly string[];
  on?: CalendarDate;
  until?: CalendarDate;
  /** The source's own status. */
  status?: string;
  /** In the unit of the set; absent when there is none or it is implausible. */
  value?: number;
};

/** One use of a service: emergency_admission | elective_admission | ae | ambulance | nhs111 | gp | … */
export type ServiceUse = { kind: string; on: CalendarDate; until?: CalendarDate; reasons: readonly string[] };

export type Dated = { on?: CalendarDate; until?: CalendarDate; value?: number };

export type Fact = {
  /** Days of the first and the latest entry; absent when none of them has a date. */
  firstOn?: CalendarDate;
  latestOn?: CalendarDate;
  /** The latest usable value and its day. */
  latest?: number;
  valueOn?: CalendarDate;
  lowest?: number;
  highest?: number;
  /** There are entries, and none has a value that can be used. */
  unreadable: boolean;
  /** The newest dated entry has no value that can be used, though an older one has. */
  newestUnreadable?: true;
  /** At least one entry has not ended and is not resolved. */
  active: boolean;
  /** Newest first, those without a date last; the same thing twice on one day stands once. */
  entries: readonly Dated[];
};

/** Code set → what is recorded of it; nothing recorded, no fact. */
export type Facts = ReadonlyMap<string, Fact>;

export type Features = {
  bornOn?: CalendarDate;
  /** male | female | other | unknown */
  sex: string;
  /** With the practice, since. */
  registeredOn?: CalendarDate;
  /** Entries other than medicines, or a GP consultation, are held. Without any, nothing is known; not: nothing is wrong. */
  hasRecord: boolean;
  facts: Facts;
  /** Distinct medicines in the 12 months and in the 90 days before; undefined when none was ever recorded. */
  medicines?: number;
  medicinesIn90Days?: number;
  /** Newest first. */
  services: readonly ServiceUse[];
  /** Resident of a care home, by address or by code. */
  careHome: boolean;
  /** Somebody of those to ring is a carer. */
  hasCarer: boolean;
  /** The live plan; absent when there is none. `confirmedOn`: since when its oldest critical line stands unconfirmed. */
  plan?: { publishedOn: CalendarDate; confirmedOn: CalendarDate };
  excuses: readonly Excuse[];
};

/** With every key, those too that may be absent: none is forgotten where an object is written out. */
export type Whole<T> = { [K in keyof Required<T>]: T[K] };

export type PersonEntries = Omit<Features, "facts" | "medicines" | "medicinesIn90Days" | "hasRecord"> & {
  entries: readonly CodedEntry[];
};

/** What was known on that day: later entries, uses and excuses are left out. */
export function readFeatures(person: PersonEntries, asOf: CalendarDate): Features {
  const { medicines, telling, holdsOther } = sortOut(person.entries, asOf);
  const services = knownOf(person.services, asOf);
  if (services.length > 1) services.sort((a, b) => (a.on < b.on ? 1 : -1));
  // Written out, not spread: a whole population passes here.
  const features: Whole<Features> = {
    bornOn: person.bornOn,
    sex: person.sex,
    registeredOn: person.registeredOn,
    hasRecord: holdsOther || services.some(({ kind }) => kind === "gp"),
    facts: factsOf(telling, asOf),
    medicines: medicines.length ? distinctSince(medicines, monthsFrom(asOf, -12)) : undefined,
    medicinesIn90Days: medicines.length ? distinctSince(medicines, daysFrom(asOf, -90)) : undefined,
    services,
    careHome: person.careHome,
    hasCarer: person.hasCarer,
    plan: person.plan && person.plan.publishedOn <= asOf ? person.plan : undefined,
    excuses: knownOf(person.excuses, asOf),
  };
  return features;
}

/** Without a date it counts as old. */
const knownOf = <T extends { on?: CalendarDate }>(things: readonly T[], asOf: CalendarDate): T[] =>
  things.length ? things.filter(({ on }) => on === undefined || on <= asOf) : [];

/** In one pass, of what was known: medicines that were taken, and entries that tell something of a code set. */
function sortOut(entries: readonly CodedEntry[], asOf: CalendarDate) {
  const medicines: CodedEntry[] = [];
  const telling: CodedEntry[] = [];
  let holdsOther = false;
  for (const entry of entries) {
    const { kind, status, on, sets } = entry;
    if (on !== undefined && on > asOf) continue;
    if (kind !== "medicine") holdsOther = true;
    else if (status === "cancelled" || status === "draft") continue;
    else medicines.push(entry);
    if (sets.length) telling.push(entry);
  }
  return { medicines, telling, holdsOther };
}

/** A medicine was taken after that day if it was ordered after it, or was still running then. */
function distinctSince(medicines: readonly CodedEntry[], day: CalendarDate): number {
  const taken = new Set<number | string>();
  for (const { code, on, until, status } of medicines) {
    const last = until ?? (status === "active" ? "9999" : on);
    if (last !== undefined && last > day) taken.add(code);
  }
  return taken.size;
}

/** One pass over the entries, put in order, newest first, so that each fact has its own in order too. */
function factsOf(entries: CodedEntry[], asOf: CalendarDate): Facts {
  const facts = new Map<string, Writable<Fact>>();
  for (const entry of entries.sort(newestFirst)) {
    const isMedicine = entry.kind === "medicine";
    const active = isActive(entry, asOf);
    for (const set of entry.sets) {
      // An allergy to a medicine names its substance too.
      if (!isMedicine && set.startsWith("medicine-")) continue;
      let fact = facts.get(set);
      if (fact) addOlder(fact, entry);
      else {
        fact = factOf(entry);
        facts.set(set, fact);
      }
      if (active) fact.active = true;
    }
  }
  return facts;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Of two on one day the higher value first, so that the order of arrival decides nothing. */
function newestFirst(a: CodedEntry, b: CodedEntry): number {
  if (a.on !== b.on) return (a.on ?? "") < (b.on ?? "") ? 1 : -1;
  if (a.value !== b.value) return (a.value ?? -Infinity) < (b.value ?? -Infinity) ? 1 : -1;
  if (a.until !== b.until) return (a.until ?? "9999") < (b.until ?? "9999") ? 1 : -1;
  return 0;
}

const factOf = (latest: Dated): Writable<Fact> => ({
  firstOn: latest.on,
  latestOn: latest.on,
  latest: latest.value,
  valueOn: latest.value === undefined ? undefined : latest.on,
  lowest: latest.value,
  highest: latest.value,
  unreadable: latest.value === undefined,
  active: false,
  entries: [latest],
});

function addOlder(fact: Writable<Fact>, older: Dated): void {
  const entries = fact.entries as Dated[];
  const before = entries[entries.length - 1]!;
  if (before.on === older.on && before.value === older.value && before.until === older.until) return;
  entries.push(older);
  if (older.on !== undefined) fact.firstOn = older.on;
  if (older.value === undefined) return;
  if (fact.unreadable) {
    fact.unreadable = false;
    // Of one day the readable stands first: what came before it here is newer.
    if (fact.latestOn !== undefined) fact.newestUnreadable = true;
    fact.latest = older.value;
    fact.valueOn = older.on;
  }
  if (fact.lowest === undefined || older.value < fact.lowest) fact.lowest = older.value;
  if (fact.highest === undefined || older.value > fact.highest) fact.highest = older.value;
}

const isActive = ({ kind, until, status }: CodedEntry, asOf: CalendarDate): boolean =>
  until !== undefined
    ? until > asOf
    : kind === "medicine"
      ? status === "active"
      : status !== "resolved" && status !== "inactive";

// ── Questions to the facts ────────────────────────────────────────────────────────────────────────────────

type Of = Pick<Features, "facts">;

/** Recorded once, whenever. */
export const ever = ({ facts }: Of, set: string): boolean => facts.has(set);
/** Recorded and neither ended nor resolved. */
export const holds = ({ facts }: Of, set: string): boolean => facts.get(set)?.active ?? false;
export const latestOn = ({ facts }: Of, set: string): CalendarDate | undefined => facts.get(set)?.latestOn;
/** Day of the latest usable value. */
export const valueOn = ({ facts }: Of, set: string): CalendarDate | undefined => facts.get(set)?.valueOn;
/** The latest usable value. */
export const latestValue = ({ facts }: Of, set: string): number | undefined => facts.get(set)?.latest;

/** Entries of the set after that day, newest first; those without a date are left out. */
export function entriesSince({ facts }: Of, set: string, after: CalendarDate): Dated[] {
  return facts.get(set)?.entries.filter(({ on }) => on !== undefined && on > after) ?? [];
}

/** Distinct days with an entry of the set after that day: two falls coded on one day are one event. */
export const daysSince = (person: Of, set: string, after: CalendarDate): number =>
  person.facts.has(set) ? new Set(entriesSince(person, set, after).map(({ on }) => on)).size : 0;
