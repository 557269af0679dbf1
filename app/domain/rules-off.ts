/**
 * Rules that drive one person's treatment are off until a clinical lead signs each (safety rule 21). What is off was not
 * looked for: it is not offered as a question, and whoever asks it is told so instead of "0 people".
 */

import { treatmentSwitch } from "./care-gap";
import { PROTOCOLS } from "./care-protocols/all";
import type { Rule } from "./cohort";
import { GAP_GROUPS, GAPS, processesOf } from "./registry-filter";
import type { SettingValues } from "./setting";

/** Ids of care processes that the settings in force leave off. */
export const processesOff = (values: SettingValues): string[] =>
  PROTOCOLS.flatMap(({ processes }) =>
    processes.filter(({ id, treatment }) => treatment && values[treatmentSwitch(id)] !== 1).map(({ id }) => id),
  );

/** A choice of care due of which nothing is looked for: a process that is off, or a protocol whose rules all are. */
export const isOff = (gap: string, off: readonly string[]): boolean =>
  processesOf(gap)?.every((process) => off.includes(process)) ?? false;

export const offInWords = (gap: string): string => `${GAPS[gap] ?? gap}: this rule is off: not looked for`;

/** The choices of care due without those that are off. */
export const gapGroupsOn = (off: readonly string[]): typeof GAP_GROUPS =>
  GAP_GROUPS.filter(({ any }) => !isOff(any, off)).map((group) => ({
    ...group,
    choices: Object.fromEntries(Object.entries(group.choices).filter(([id]) => !off.includes(id))),
  }));

/** Choices of care due within a cohort's rule that are off: they hold of nobody, which is not "not due". */
export function offWithin(rule: Rule, off: readonly string[]): string[] {
  if ("all" in rule) return rule.all.flatMap((part) => offWithin(part, off));
  if ("any" in rule) return rule.any.flatMap((part) => offWithin(part, off));
  if ("not" in rule) return offWithin(rule.not, off);
  return "field" in rule && rule.field === "gap" && "in" in rule ? rule.in.filter((gap) => isOff(gap, off)) : [];
}
