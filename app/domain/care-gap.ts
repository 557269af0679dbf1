/** Care that is due: for each process of a protocol, when it was last done and when it falls due. */
import { addDays, addMonths, ageOn, type CalendarDate } from "./calendar";
import type { Features, Measures } from "./feature";

/** A setting that a clinical lead may change, with where it comes from. */
export type Named<T> = { value: T; source: string; mark: "V" | "2" | "M" | "P" };

export type CareProcess = {
  id: string;
  name: string;
  /** Latest day on which all of it was done. */
  doneOn: (measures: Measures) => CalendarDate | undefined;
  /** The latest value as it is shown. */
  value?: (measures: Measures) => string | undefined;
  /** Declined or not suitable, with its date; it lapses. */
  excusedOn?: (measures: Measures) => CalendarDate | undefined;
};

export type CareProtocol = {
  id: string;
  name: string;
  version: string;
  source: string;
  /** How long a process holds. */
  intervalMonths: Named<number>;
  /** Due this long before the interval ends. */
  dueDays: Named<number>;
  excuseMonths: Named<number>;
  /** Youngest age on the register. */
  fromAge: Named<number>;
  hasCondition: (measures: Measures) => boolean;
  processes: readonly CareProcess[];
};

/** overdue with no `lastDone`: never recorded, which is neither refused nor not applicable. */
export type CareGap = {
  process: string;
  name: string;
  state: "done" | "due" | "overdue" | "excused";
  lastDone?: CalendarDate;
  nextDue?: CalendarDate;
  value?: string;
  source: string;
};

/** One answer per process for people on the protocol's register; none for others. Unknown age counts as old enough. */
export function findCareGaps(
  person: Pick<Features, "bornOn" | "measures">,
  protocol: CareProtocol,
  asOf: CalendarDate,
): CareGap[] {
  if (!isOnRegister(person, protocol, asOf)) return [];
  return protocol.processes.map((process) => gapOf(process, person.measures, protocol, asOf));
}

export function isOnRegister(
  { bornOn, measures }: Pick<Features, "bornOn" | "measures">,
  { fromAge, hasCondition }: CareProtocol,
  asOf: CalendarDate,
): boolean {
  return hasCondition(measures) && (ageOn(bornOn, asOf) ?? fromAge.value) >= fromAge.value;
}

/** Not done: never, due or overdue. */
export const isOpen = ({ state }: CareGap): boolean => state === "due" || state === "overdue";

function gapOf(process: CareProcess, measures: Measures, protocol: CareProtocol, asOf: CalendarDate): CareGap {
  const { intervalMonths, dueDays, excuseMonths, source } = protocol;
  const lastDone = process.doneOn(measures);
  const gap = { process: process.id, name: process.name, lastDone, value: process.value?.(measures), source };
  const excusedOn = process.excusedOn?.(measures);
  if (excusedOn && excusedOn > (lastDone ?? "")) {
    const until = addMonths(excusedOn, excuseMonths.value);
    if (asOf < until) return { ...gap, state: "excused", nextDue: until };
  }
  if (!lastDone) return { ...gap, state: "overdue" };
  const nextDue = addMonths(lastDone, intervalMonths.value);
  const state = asOf >= nextDue ? "overdue" : asOf >= addDays(nextDue, -dueDays.value) ? "due" : "done";
  return { ...gap, state, nextDue };
}
