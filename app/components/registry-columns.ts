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
  { id: "name", heading: "Name", part: "banner", sort: "name", width: 148, words: ({ name }) => name },
  { id: "age", heading: "Age", part: "banner", sort: "age", width: 74, words: ageCell },
  { id: "segment", heading: "Segment", part: "why", sort: "segment", width: 112, words: segmentCell },
  { id: "why", heading: "Why", part: "why", width: 166, words: whyCell },
  { id: "efi", heading: "eFI, of 36", part: "why", sort: "efi", width: 94, words: efiCell },
  { id: "gaps", heading: "Care due", part: "care due", sort: "gaps", width: 76, words: careDueCell },
  { id: "emergency", heading: "Last emergency", part: "contacts", sort: "emergency", width: 104, words: emergencyCell },
  { id: "plan", heading: "Oldest plan line", part: "plan", sort: "plan", width: 100, words: planCell },
  { id: "meeting", heading: "Next MDG", part: "meetings", sort: "meeting", width: 102, words: meetingCell },
];

export const registryColumns = (parts: readonly RecordPart[]): RegistryColumn[] =>
  COLUMNS.filter(({ part }) => parts.includes(part));
