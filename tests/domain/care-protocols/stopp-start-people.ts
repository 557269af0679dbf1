/** What the tests of STOPP/START are written in: people on medicines, with all rules switched on. */
import { expect } from "vitest";
import { findCareGaps, treatmentSwitch } from "../../../app/domain/care-gap";
import { STOPP_START_PROTOCOL, STOPP_START_RULES } from "../../../app/domain/care-protocols/stopp-start";
import { processIdOf } from "../../../app/domain/care-protocols/stopp-start-rule";
import type { SettingValues } from "../../../app/domain/setting";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

type Change = NonNullable<Parameters<typeof aPerson>[0]>;

/** All rules switched on, as after signing. */
const SIGNED = Object.fromEntries(STOPP_START_RULES.map((rule) => [treatmentSwitch(processIdOf(rule)), 1]));
const gapsOf = (person: Change, values: SettingValues = {}) =>
  findCareGaps(aPerson(person), STOPP_START_PROTOCOL, AS_OF, { ...SIGNED, ...values });
export const gap = (id: string, person: Change, values: SettingValues = {}) =>
  gapsOf(person, values).find(({ process }) => process === id.replace(" ", "-"));
export const stateOf = (id: string, recorded: Recorded[], values: SettingValues = {}) => {
  const found = gap(id, { recorded }, values);
  return found && (found.state === "cannot tell" ? "cannot tell" : "fires");
};

/** Issued within the month; "for" so many days: active since then. */
export const taking = (...sets: string[]): Recorded[] => sets.map((set) => [`medicine-${set}`, "2026-11-01"]);
const day = (daysAgo: number) => new Date(Date.parse(AS_OF) - daysAgo * 86_400_000).toISOString().slice(0, 10);
export const takingFor = (set: string, days: number): Recorded => [
  `medicine-${set}`,
  day(days),
  undefined,
  { status: "active" },
];
export const has = (...sets: string[]): Recorded[] => sets.map((set) => [set, "2020-01-01"]);
export const value = (set: string, number: number, on = "2026-10-01"): Recorded => [set, on, number];
export const pressure = (systolic: number, diastolic: number): Recorded[] => [
  value("systolic", systolic),
  value("diastolic", diastolic),
];
export const FALLS: Recorded[] = [
  ["fall", "2026-03-01"],
  ["fall", "2026-09-01"],
];
export const DEMENTIA = has("condition-dementia");
export const HFREF = has("condition-heart-failure", "finding-heart-failure-reduced");

/** A rule, what it fires on, and what it does not fire on. */
export type Row = readonly [id: string, fires: Recorded[], ...not: Recorded[][]];

export function firesOnlyAsTold([id, fires, ...not]: Row) {
  expect(stateOf(id, fires)).toBe("fires");
  for (const recorded of not) expect(stateOf(id, recorded)).toBeUndefined();
}
