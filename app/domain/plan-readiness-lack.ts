/** What is lacking: the place, and the sentence for the author. */
import type { CalendarDate } from "./calendar";
import { unitOf, type Values } from "./plan";
import type { Before } from "./plan-carried-over";
import type { Restriction } from "./plan-restrictions";
import type { SectionId } from "./plan-sections";
import type { SettingValues } from "./setting";

/**
 * `unit` and `field` name the place; `says` is the sentence for the author. `amount`: there is too much of something, and
 * how much.
 */
export type Lack = { section: SectionId; unit: string; field: string; says: string; amount?: Amount };
export type Amount = { of: "entries" | "on the front" | "lines"; is: number };

/**
 * `today`: the day of publishing in London. `before`: what this plan takes the place of, live or withdrawn. `signedCards`:
 * which words of crisis cards a clinical lead has signed; absent, none is. `restrictions`: those of the table in force, by
 * which crews are shown less than stands in the plan.
 */
export type Circumstances = {
  today: CalendarDate;
  bornOn: CalendarDate | undefined;
  before?: Before;
  signedCards?: SettingValues;
  restrictions?: readonly Restriction[];
};

export const lack = (unit: string, field: string, says: string): Lack => ({
  section: unitOf(unit)?.section ?? (unit as SectionId),
  unit,
  field,
  says,
});

/** Too much of something in a list as a whole. */
export const tooMany = (section: SectionId, field: string, amount: Amount, says: string): Lack => ({
  ...lack(section, field, says),
  amount,
});

/** One lack for each name that has no value. */
export const missing = (unit: string, values: Values, wanted: Readonly<Record<string, string>>): Lack[] =>
  Object.entries(wanted).flatMap(([field, says]) => (values[field] ? [] : [lack(unit, field, says)]));
