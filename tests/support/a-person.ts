/** A person's features from coded entries, as a record would give them. Shared by the tests of scores and protocols. */
import type { CalendarDate } from "../../app/domain/calendar";
import { type CodedEntry, type Features, type PersonEntries, readFeatures } from "../../app/domain/feature";

export const AS_OF = "2026-11-22";

/** [set or sets, day, value]: what was recorded; a set "medicine-…" is a medicine. */
export type Recorded = readonly [
  set: string | readonly string[],
  on?: CalendarDate,
  value?: number,
  more?: Partial<CodedEntry>,
];

export const entry = ([set, on, value, more]: Recorded): CodedEntry => {
  const sets = typeof set === "string" ? [set] : set;
  const kind = sets[0]!.startsWith("medicine-") ? "medicine" : value === undefined ? "finding" : "result";
  return { kind, code: sets.join("+"), sets, on, value, ...more };
};

/** A woman of 80 of whose record something is known; `recorded` adds to it. */
export function aPerson(
  { recorded = [], ...change }: Partial<PersonEntries> & { recorded?: readonly Recorded[] } = {},
  asOf: CalendarDate = AS_OF,
): Features {
  return readFeatures(
    {
      bornOn: "1946-06-01",
      sex: "female",
      services: [],
      careHome: false,
      hasCarer: false,
      excuses: [],
      ...change,
      entries: [
        { kind: "finding", code: "blood-group", sets: [], on: "2001-01-01" },
        ...recorded.map(entry),
        ...(change.entries ?? []),
      ],
    },
    asOf,
  );
}
