/**
 * What a file says, before it has ids of ours: what app/fhir makes of a resource and app/data writes.
 * Ids here are the source's own: a person is the id of its Patient, an encounter that of its Encounter.
 */
import type { CalendarDate } from "./calendar";

export type ReceivedCode = { system: string; code: string; display: string };

export const ENTRY_KINDS = [
  "problem",
  "medicine",
  "result",
  "finding",
  "allergy",
  "procedure",
  "immunisation",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export type ReceivedEntry = {
  kind: EntryKind;
  /** The resource's id, with "#code" behind it for a component. */
  id: string;
  person: string;
  encounter?: string;
  code: ReceivedCode;
  /** FHIR dateTime: a date or an instant. */
  on?: string;
  end?: string;
  status?: string;
  /** In UK units; `receivedValue` is the text of the file. */
  value?: number;
  unit?: string;
  valueCode?: ReceivedCode;
  valueText?: string;
  receivedValue?: string;
  receivedUnit?: string;
  implausible?: boolean;
  note?: string;
  /** Entered in error, refuted or not done: kept, and used by nothing. */
  removed?: boolean;
};

export const ENCOUNTER_KINDS = [
  "gp",
  "community",
  "outpatient",
  "ae",
  "emergency_admission",
  "elective_admission",
  "ambulance",
  "nhs111",
  "other",
] as const;
export type EncounterKind = (typeof ENCOUNTER_KINDS)[number];

export type ReceivedEncounter = {
  kind: EncounterKind;
  id: string;
  person: string;
  starts: string;
  ends?: string;
  code?: ReceivedCode;
  reason?: ReceivedCode;
  provider?: string;
  removed?: boolean;
};

export type ReceivedName = {
  use: "official" | "usual" | "former";
  prefix?: string;
  given: string;
  family: string;
  preferred?: string;
  starts?: string;
  ends?: string;
};
export type ReceivedAddress = { lines: string[]; town?: string; postcode?: string; starts?: string; ends?: string };
/** Digits in the national form. */
export type ReceivedPhone = { value: string; use?: string };

export type ReceivedPerson = {
  id: string;
  bornOn?: CalendarDate;
  diedOn?: CalendarDate;
  /** Has died, be the day known or not. */
  deceased: boolean;
  sex: "male" | "female" | "other" | "unknown";
  ethnicity?: string;
  language?: string;
  interpreter?: boolean;
  /** The source holds the record back; an import sets it and never lifts it. */
  restriction?: "sealed";
  lsoa?: string;
  imdDecile?: number;
  /** `verified` only when the file itself says so. */
  nhsNumber?: { value: string; verified: boolean };
  identifiers: { system: string; value: string }[];
  /** ODS code and the first day, when given. */
  practice?: { ods: string; since?: string };
  careHome?: { ods: string };
  names: ReceivedName[];
  addresses: ReceivedAddress[];
  phones: ReceivedPhone[];
};

/** Whom one rings about a person. */
export type ReceivedRing = {
  id: string;
  person: string;
  name: string;
  relation?: string;
  isCarer: boolean;
  livesWith: boolean;
  phones: ReceivedPhone[];
  removed?: boolean;
};

export type ReceivedOrganisation = {
  ods: string;
  name: string;
  kind?: string;
  parentOds?: string;
  phone?: string;
  address?: string;
};

/** What one resource gave. A resource that Confer does not read has only `whole`. */
export type Received = {
  type: string;
  id: string;
  person?: ReceivedPerson;
  ring?: ReceivedRing;
  organisation?: ReceivedOrganisation;
  entries?: ReceivedEntry[];
  encounter?: ReceivedEncounter;
  /** Kept whole; of which person, when it names one. */
  whole?: { person?: string };
  /** Taken, with something that somebody should look at. Never names or numbers of the person. */
  warnings?: string[];
};

export type Reading = { ok: true; received: Received } | { ok: false; type?: string; reason: string };
