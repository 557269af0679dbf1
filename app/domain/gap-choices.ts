/** Care that a list or a cohort can ask for: each process, any of a protocol, any at all; and how it is said. */
import { PROTOCOLS } from "./care-protocols/all";

/** Care processes by id, protocol by protocol, each after a choice that takes any of its protocol. */
export const GAP_GROUPS: readonly { name: string; choices: Readonly<Record<string, string>>; any: string }[] =
  PROTOCOLS.map(({ id, name, processes }) => ({
    name,
    any: `any-${id}`,
    choices: Object.fromEntries(processes.map((process) => [process.id, process.name])),
  }));

/** Choice → what is open, in the words of the sentence. */
export const GAPS: Readonly<Record<string, string>> = Object.assign(
  { any: "care" },
  ...GAP_GROUPS.map(({ name, any, choices }) => ({ [any]: `care for ${name.toLowerCase()}`, ...choices })),
);

/** Processes that a choice stands for; undefined: any at all. */
export const processesOf = (gap: string): string[] | undefined =>
  gap === "any" ? undefined : Object.keys(GAP_GROUPS.find(({ any }) => any === gap)?.choices ?? { [gap]: "" });

const WITH_TARGET = new Set(
  PROTOCOLS.flatMap(({ processes }) => processes.filter(({ target }) => target).map(({ id }) => id)),
);

/**
 * What a row of the list counts as open. It holds which care is open and not how: a missed target is open as well, where
 * one of these processes has a target.
 */
export const openInWords = (gap: string): string =>
  (processesOf(gap)?.some((process) => WITH_TARGET.has(process)) ?? true)
    ? "due, overdue or out of target"
    : "due or overdue";
