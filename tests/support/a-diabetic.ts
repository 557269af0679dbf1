/** Somebody with type 2 diabetes since 2015, and one gap of the diabetes protocol. Shared by its tests. */
import { type CareGap, findCareGaps, treatmentSwitch } from "../../app/domain/care-gap";
import { DIABETES_PROTOCOL } from "../../app/domain/care-protocols/diabetes";
import type { PersonEntries } from "../../app/domain/feature";
import type { SettingValues } from "../../app/domain/setting";
import { AS_OF, aPerson, type Recorded } from "./a-person";

export type Of = Partial<PersonEntries> & { asOf?: string; type?: Recorded[]; values?: SettingValues };

export const TYPE_2: Recorded[] = [["diabetes-type-2", "2015-03-01"]];
export const TYPE_1: Recorded[] = [["diabetes-type-1", "1990-01-01"]];

/** Gap of that process with these entries besides the diagnosis; rules that drive treatment are switched on. */
export function gapOf(
  process: string,
  recorded: readonly Recorded[],
  { asOf = AS_OF, type = TYPE_2, values, ...change }: Of = {},
): CareGap | undefined {
  const person = aPerson({ recorded: [...type, ...recorded], ...change }, asOf);
  const switchedOn = { [treatmentSwitch(process)]: 1, ...values };
  return findCareGaps(person, DIABETES_PROTOCOL, asOf, switchedOn).find((gap) => gap.process === process);
}
