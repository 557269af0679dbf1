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

/** With the choice of people they fit beside the filters at 1440: together 1,034. */
const COLUMNS: readonly RegistryColumn[] = [
  { id: "name", heading: "Name", part: "banner", sort: "name", width: 114, words: ({ name }) => name },
  { id: "age", heading: "Age", part: "banner", sort: "age", width: 54, words: ageCell },
  { id: "segment", heading: "Segment", part: "why", sort: "segment", width: 112, words: segmentCell },
  { id: "need", heading: "Need", part: "why", sort: "need", width: 88, words: tierCell },
  { id: "why", heading: "Why", part: "why", width: 116, words: whyCell },
  { id: "efi", heading: "Frailty index", part: "why", sort: "efi", width: 80, words: efiCell },
  { id: "gaps", heading: "Care due", part: "care due", sort: "gaps", width: 140, words: careDueCell },
  {
    id: "emergency",
    heading: "Last emergency admission",
    part: "contacts",
    sort: "emergency",
    width: 118,
    words: emergencyCell,
  },
  { id: "plan", heading: "Oldest plan line", part: "plan", sort: "plan", width: 84, words: planCell },
  { id: "meeting", heading: "Next MDG", part: "meetings", sort: "meeting", width: 84, words: meetingCell },
];

export const registryColumns = (parts: readonly RecordPart[]): RegistryColumn[] =>
  COLUMNS.filter(({ part }) => parts.includes(part));
