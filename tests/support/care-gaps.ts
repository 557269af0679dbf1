/** What a protocol says of one person, process by process. Shared by the tests of care protocols. */
import { type CareGap, type CareProtocol, findCareGaps } from "../../app/domain/care-gap";
import type { SettingValues } from "../../app/domain/setting";
import { AS_OF, aPerson, type Recorded } from "./a-person";

export type Someone = NonNullable<Parameters<typeof aPerson>[0]> & { asOf?: string; values?: SettingValues };

/** The answer of one process; undefined when it is not for this person. */
export const gapIn =
  (protocol: CareProtocol) =>
  (process: string, recorded: readonly Recorded[] = [], { asOf = AS_OF, values, ...change }: Someone = {}) =>
    findCareGaps(aPerson({ ...change, recorded }, asOf), protocol, asOf, values).find((gap) => gap.process === process);

export const NOT_FOR = "not for this person";

/** Its state, or that it is not for this person. */
export const stateIn =
  (protocol: CareProtocol) =>
  (...of: Parameters<ReturnType<typeof gapIn>>): CareGap["state"] | typeof NOT_FOR =>
    gapIn(protocol)(...of)?.state ?? NOT_FOR;

/** A row of a table: what it says, process, record, person, state expected. */
export type Row = [string, string, readonly Recorded[], Someone, CareGap["state"] | typeof NOT_FOR];

/** Every process of a protocol: sources, owners, sets that exist, one by which it can be recorded, settings in order. */
export function faultsOf({ id, processes, settings }: CareProtocol, members: (set: string) => number): string[] {
  return [
    ...processes.flatMap((process) => [
      ...(process.source ? [] : [`${process.id}: no source`]),
      ...(process.action.owners.length ? [] : [`${process.id}: nobody acts`]),
      ...(process.sets.some((set) => members(set) > 0 || set.startsWith("medicine-"))
        ? []
        : [`${process.id}: cannot be recorded`]),
      ...(process.link === undefined || process.link.startsWith("https://") ? [] : [`${process.id}: ${process.link}`]),
    ]),
    ...Object.entries(settings).flatMap(([name, { source, words }]) =>
      name.startsWith(`${id}.`) && source && words ? [] : [`setting ${name}`],
    ),
  ];
}
