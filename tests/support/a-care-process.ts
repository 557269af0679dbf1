/** A process of care that everybody needs once a year, and what one protocol of it answers. */
import { type CareProcess, type CareProtocol, type Excuse, findCareGaps, type Need } from "../../app/domain/care-gap";
import { latestOn } from "../../app/domain/feature";
import { AS_OF, aPerson, type Recorded } from "./a-person";

export const aProcess = (change: Partial<CareProcess> = {}): CareProcess => ({
  id: "X1",
  name: "Asked",
  source: "a test",
  mark: "P",
  priority: "routine",
  needed: () => ({ because: "everybody", every: { months: 12 } }),
  done: (person) => latestOn(person, "asked"),
  action: { what: "Ask", owners: ["ANY"] },
  sets: ["asked"],
  ...change,
});
export const aProtocol = (...processes: CareProcess[]): CareProtocol => ({
  id: "x",
  name: "X",
  version: "x/1",
  source: "a test",
  who: "everybody",
  settings: {},
  processes,
});
export const needing = (need: Need, change: Partial<CareProcess> = {}) => aProcess({ needed: () => need, ...change });
export const gapOf = (process: CareProcess, recorded: Recorded[] = [], excuses: Excuse[] = [], asOf = AS_OF) =>
  findCareGaps(aPerson({ recorded, excuses }, asOf), aProtocol(process), asOf)[0];
export const asked = (on: string): Recorded => ["asked", on];
