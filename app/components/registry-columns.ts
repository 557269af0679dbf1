/** The registry's columns, for the grid and for the plain table. */
import type { RecordPart } from "../domain/permissions";
import type { SortField } from "../domain/registry-filter";
import {
  ageCell,
  careDueCell,
  efiCell,
  emergencyCell,
  meetingCell,
  planCell,
  type RegistryLine,
  segmentCell,
  tierCell,
  whyCell,
} from "../domain/registry-line";

export type RegistryColumn = {
  id: string;
  heading: string;
  part: RecordPart;
  sort?: SortField;
  width: number;
  words: (line: RegistryLine, now: Date) => string;
};

const COLUMNS: readonly RegistryColumn[] = [
  { id: "name", heading: "Name", part: "banner", sort: "name", width: 124, words: ({ name }) => name },
  { id: "age", heading: "Age", part: "banner", sort: "age", width: 56, words: ageCell },
  { id: "segment", heading: "Segment", part: "why", sort: "segment", width: 104, words: segmentCell },
  { id: "need", heading: "Need", part: "why", sort: "need", width: 84, words: tierCell },
  { id: "why", heading: "Why", part: "why", width: 128, words: whyCell },
  { id: "efi", heading: "Frailty index", part: "why", sort: "efi", width: 84, words: efiCell },
  { id: "gaps", heading: "Care due", part: "care due", sort: "gaps", width: 122, words: careDueCell },
  {
    id: "emergency",
    heading: "Last emergency admission",
    part: "contacts",
    sort: "emergency",
    width: 112,
    words: emergencyCell,
  },
  { id: "plan", heading: "Oldest plan line", part: "plan", sort: "plan", width: 90, words: planCell },
  { id: "meeting", heading: "Next MDG", part: "meetings", sort: "meeting", width: 88, words: meetingCell },
];

export const registryColumns = (parts: readonly RecordPart[]): RegistryColumn[] =>
  COLUMNS.filter(({ part }) => parts.includes(part));
