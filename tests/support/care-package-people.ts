/** People for whom packages are proposed, and what was answered to them. */
import type { CalendarDate } from "../../app/domain/calendar";
import { carePersonOf } from "../../app/domain/care-gap";
import { type PackageAnswer, proposePackages } from "../../app/domain/care-packages/proposals";
import type { ServiceUse } from "../../app/domain/feature";
import type { SettingValues } from "../../app/domain/setting";
import { stratify } from "../../app/domain/stratification";
import { AS_OF, aPerson } from "./a-person";

export type Change = Parameters<typeof aPerson>[0];

export function proposed(
  change: Change,
  {
    answers = [],
    asOf = AS_OF,
    values = {},
  }: { answers?: PackageAnswer[]; asOf?: CalendarDate; values?: SettingValues } = {},
) {
  const features = aPerson(change, asOf);
  return proposePackages(carePersonOf(features, asOf), stratify(features, asOf, values), answers, asOf, values);
}
export const entered = (change: Change, more = {}) => proposed(change, more).packages.map(({ id }) => id);
export const find = (change: Change, id: string, more = {}) =>
  proposed(change, more).proposals.find(({ parents }) => parents.some((one) => `${one.package}/${one.item}` === id));

export const used = (kind: string, ...days: CalendarDate[]): ServiceUse[] =>
  days.map((on) => ({ kind, on, until: on, reasons: [] }));
export const SEVERE: Change = { recorded: [["frailty-severe", "2026-05-01"]] };

export const anAnswer = (change: Partial<PackageAnswer>): PackageAnswer => ({
  package: "severe-frailty",
  item: "equipment",
  answer: "declined",
  reason: "Declined by the person",
  by: "Dr Khan",
  on: "2026-06-01",
  at: "2026-06-01T10:00:00.000Z",
  ...change,
});
