/** What excuses care, in words: what excuses every process, and what a process adds of its own. */
import { EXCUSES, type ExcuseKind } from "../care-excuse";
import type { CareProcess } from "../care-gap";
import { codeSet } from "../code-sets/all";
import { filled, type SayValue } from "./words";

const KINDS = (Object.keys(EXCUSES) as ExcuseKind[]).filter((kind) => kind !== "end_of_life");
const namesOf = (kinds: readonly ExcuseKind[]) => kinds.map((kind) => EXCUSES[kind].words).join(", ");
const forCare = KINDS.filter((kind) => !EXCUSES[kind].payment);

const OF_ALL = [
  `Recorded here with who, when and why, for {care.excuse-months}: ${namesOf(forCare.filter((kind) => EXCUSES[kind].lapses))}`,
  `Recorded here until it is done after all: ${namesOf(forCare.filter((kind) => !EXCUSES[kind].lapses))}`,
  `Never: ${namesOf(KINDS.filter((kind) => EXCUSES[kind].payment))}; that excuses a payment, and the care stays not reached`,
];

/** Of every process that does not say that nothing excuses it. */
export const commonExcuses = (sayValue: SayValue): string[] => filled(OF_ALL, sayValue);

/** Besides those; empty where there is none. */
export function ownExcuses(process: Pick<CareProcess, "stopsAtEndOfLife" | "excusedBy">): string[] {
  const coded = Object.keys(process.excusedBy ?? {}).map((set) => codeSet(set).name);
  return [
    ...(process.stopsAtEndOfLife ? ["The end of life: it is not asked for then"] : []),
    ...(coded.length ? [`Coded on the record: ${coded.join("; ")}`] : []),
  ];
}
