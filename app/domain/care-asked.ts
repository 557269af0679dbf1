/**
 * Which care processes are asked of whom, and with which settings. What does not hang on the person is worked out once
 * for a day and its settings. Of a person only those processes are asked that their record may be about: most are for
 * few, and a whole population passes here.
 */
import type { CalendarDate } from "./calendar";
import type { CarePerson, CareProcess, CareProtocol, Context } from "./care-gap";
import { MEDICINE_SETTINGS } from "./care-protocols/current-medicine";
import type { SettingValues, Shipped } from "./setting";

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

/** Name of the setting that switches on a rule that drives treatment: 1 is on. */
export const treatmentSwitch = (process: string): string => `treatment.${process}`;

/** Name of the number that says since when it is on: 20261122. Made of the switch's versions, never signed itself. */
export const switchedOnSetting = (process: string): string => `${treatmentSwitch(process)}.since`;

const dayOfNumber = (day: number | undefined): CalendarDate | undefined =>
  day === undefined ? undefined : String(day).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");

/** What stands in `onlyWith` beside code sets: known of the person otherwise than by an entry. */
export const IN_CARE_HOME = "(lives in a care home)";
export const USED_SERVICES = "(used services)";

export type Asked = { process: CareProcess; protocol: string; context: Context };

/** Processes in the order of their protocols; with `rankOf`, those of the lowest rank first. */
export type Questions = { protocols: readonly CareProtocol[]; rankOf?: (process: CareProcess) => number };

/**
 * In order, with the age from which each is asked of everybody, the places of those whom each set makes a question, and
 * which are asked by age alone: 1 at their places.
 */
type Round = {
  asked: readonly Asked[];
  agedFrom: readonly number[];
  bySet: ReadonlyMap<string, readonly number[]>;
  byAge: Map<number | undefined, Uint8Array>;
};

/** The processes that may be for this person, in order. */
export function askedOf(person: CarePerson, questions: Questions, asOf: CalendarDate, values: SettingValues): Asked[] {
  const round = roundOf(questions, asOf, values);
  const { asked, bySet } = round;
  const isAsked = askedAt(person.age, round).slice();
  for (const set of person.facts.keys()) mark(isAsked, bySet.get(set));
  if (person.careHome) mark(isAsked, bySet.get(IN_CARE_HOME));
  if (person.services.length) mark(isAsked, bySet.get(USED_SERVICES));
  const found: Asked[] = [];
  for (let place = 0; place < isAsked.length; place++) if (isAsked[place] === 1) found.push(asked[place]!);
  return found;
}

function askedAt(age: number | undefined, { agedFrom, byAge }: Round): Uint8Array {
  const known = byAge.get(age);
  if (known) return known;
  const made = Uint8Array.from(agedFrom, (from) => ((age === undefined ? from < NOBODY : age >= from) ? 1 : 0));
  byAge.set(age, made);
  return made;
}

function mark(isAsked: Uint8Array, places: readonly number[] | undefined): void {
  if (places) for (const place of places) isAsked[place] = 1;
}

/** By settings in force; of each only the day asked about last is kept. */
const rounds = new WeakMap<SettingValues, { asOf: CalendarDate; of: Map<Questions, Round> }>();

function roundOf(questions: Questions, asOf: CalendarDate, values: SettingValues): Round {
  let known = rounds.get(values);
  if (known?.asOf !== asOf) {
    known = { asOf, of: new Map() };
    rounds.set(values, known);
  }
  let round = known.of.get(questions);
  if (!round) {
    round = makeRound(questions, asOf, values);
    known.of.set(questions, round);
  }
  return round;
}

function makeRound({ protocols, rankOf }: Questions, asOf: CalendarDate, values: SettingValues): Round {
  const asked = protocols.flatMap((protocol) => switchedOn(protocol, asOf, values));
  if (rankOf) asked.sort((a, b) => rankOf(a.process) - rankOf(b.process));
  const bySet = new Map<string, number[]>();
  for (const [place, { process }] of asked.entries())
    for (const set of process.onlyWith ?? []) bySet.set(set, [...(bySet.get(set) ?? []), place]);
  return { asked, bySet, agedFrom: asked.map(agedFromOf), byAge: new Map() };
}

const EVERYBODY = Number.NEGATIVE_INFINITY;
const NOBODY = Number.POSITIVE_INFINITY;

/** Age from which it is asked of whoever is that old. */
function agedFromOf({ process: { onlyWith, orAgedFrom }, context }: Asked): number {
  if (!onlyWith) return EVERYBODY;
  if (orAgedFrom === undefined) return NOBODY;
  return typeof orAgedFrom === "number" ? orAgedFrom : orAgedFrom(context.setting);
}

/** Its processes without those that drive treatment and are off. */
function switchedOn(protocol: CareProtocol, asOf: CalendarDate, values: SettingValues): Asked[] {
  const context: Context = { asOf, setting: settingOf(protocol, values) };
  return protocol.processes
    .filter(({ id, treatment }) => !treatment || values[treatmentSwitch(id)] === 1)
    .map((process) => {
      const switchedOnSince = process.treatment && dayOfNumber(values[switchedOnSetting(process.id)]);
      return { process, protocol: protocol.id, context: switchedOnSince ? { ...context, switchedOnSince } : context };
    });
}

function settingOf({ id, settings }: CareProtocol, values: SettingValues): Context["setting"] {
  const inForce = new Map<string, number>();
  for (const [name, { value }] of Object.entries<Shipped>({ ...CARE_SETTINGS, ...settings }))
    inForce.set(name, values[name] ?? value);
  return (name) => {
    const value = inForce.get(name);
    if (value === undefined) throw new Error(`The protocol "${id}" has no setting "${name}".`);
    return value;
  };
}
