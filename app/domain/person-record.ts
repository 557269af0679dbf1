/** One person's record as a viewer sees it. A part that role and relationship do not open is absent: never "none". */
import type { Reason } from "./answer";
import type { BandMove } from "./band-change";
import type { CalendarDate } from "./calendar";
import type { CareGap, Priority } from "./care-gap";
import type { RecordPart, RelationshipSource } from "./permissions";
import type { Name } from "./person";
import type { Allergies, ResultLine } from "./record";
import type { EfiCategory } from "./risk/efi";
import type { Efi2Category } from "./risk/efi2";
import type { Segment } from "./segment";

export type Banner = {
  personId: string;
  name: Name;
  pronouns: string | null;
  bornOn: CalendarDate | undefined;
  diedOn: CalendarDate | undefined;
  /** Has died, be the day recorded or not. */
  deceased: boolean;
  nhsNumber: string | null;
  nhsNumberVerified: boolean;
  address: string[];
  phones: { value: string; use: string | null }[];
  practice: string | null;
  /** Absent when allergies are not shown to the viewer. */
  allergies: Allergies | undefined;
  alerts: string[];
};

/** An entry behind a reason. */
export type EvidenceEntry = {
  id: string;
  on: CalendarDate | null;
  /** The code's own words. */
  display: string;
  value: number | null;
  unit: string | null;
  sets: string[];
  /** In Confer, not sent by another system. */
  recordedHere: boolean;
};

/** A reason with the entries that show it. Its code sets stay on the server: their names would tell of tests. */
export type ReasonShown = Omit<Reason, "sets"> & {
  /** The very one first, if there is one, then newest first. */
  entries: (Omit<EvidenceEntry, "sets" | "recordedHere"> & { /** The value that decided. */ cause?: true })[];
  /** How many entries are not listed. */
  more: number;
};

/** The one index that is in force (safety rule 20). A floor (`known` false) has no category. */
export type FrailtyIndex = {
  name: "eFI" | "eFI2";
  known: boolean;
  /** Deficits of the eFI, score of the eFI2; what is found at least, where not `known`. */
  value: number;
  category: EfiCategory | Efi2Category | null;
  because: ReasonShown[];
  missing: string[];
  version: string;
  caveats: readonly string[];
  /** Below the age for which it was made it decides nothing. */
  tooYoung: boolean;
};

export type Why = {
  segment: Segment;
  rule: string;
  version: string;
  because: ReasonShown[];
  /** What could place the person higher if it were known; the index has its own. */
  missing: string[];
  index: FrailtyIndex;
  asOf: CalendarDate;
  /** Every change of a band, newest first. */
  changes: BandMove[];
  /** The newest of them, while it is news. */
  recent?: BandMove;
};

export type CareDue = Pick<
  CareGap,
  "protocol" | "process" | "name" | "state" | "because" | "lastDone" | "nextDue" | "value" | "excuse"
> & {
  protocolName: string;
  priority: Priority;
  target?: string;
  /** Name of the process whose target stands instead. */
  overriddenBy?: string;
  what: string;
  owners: string[];
  source: string;
  link?: string;
  /** The rule is from memory or proposed, and nobody has signed it. */
  unsigned: boolean;
};

export type Problem = {
  id: string;
  kind: string;
  display: string;
  on: Date | null;
  until: Date | null;
  active: boolean;
};
export type Medicine = { display: string; on: Date | null; dose: string | null; stopped: boolean; issues: number };

export type UrgentContact = {
  id: string;
  service: string;
  openedAt: Date;
  openedByName: string;
  closedAt: Date | null;
  outcome: string | null;
  note: string | null;
};
export type Encounter = {
  id: string;
  kind: string;
  startsAt: Date;
  endsAt: Date | null;
  provider: string | null;
  reason: string | null;
};

export type Carer = {
  id: string;
  name: string;
  relation: string | null;
  isCarer: boolean;
  livesWith: boolean;
  phones: { value: string; use: string | null; lastAnswered: Date | null }[];
};

export type PlanState = {
  status: "none_published" | "live" | "withdrawn" | "closed";
  version: number;
  publishedAt: Date | null;
  publishedByName: string | null;
  reviewOn: Date | null;
  /** The viewer's own unpublished draft. */
  draftOf: Date | null;
  /** Of a live plan: the exact words of its CPR slot. */
  cpr: string | null;
  /** Of a live plan: what its oldest critical line is, and since when it stands unconfirmed. */
  oldest: { what: string; since: CalendarDate } | null;
};

export type OpenAction = { id: string; what: string; dueOn: Date; ownerName: string; status: string };

export type CaseOfPerson = {
  id: string;
  question: string;
  status: string;
  noActionBecause: string | null;
  meeting: { id: string; startsAt: Date; place: string; closedAt: Date | null; mdg: string };
  decisions: { id: string; text: string; byName: string; at: Date }[];
};

export type PersonRecord = {
  personId: string;
  sources: RelationshipSource[];
  parts: RecordPart[];
  banner: Banner;
  /** Null: answers are of the living. */
  why?: Why | null;
  /** Null: as above. */
  careDue?: CareDue[] | null;
  problems?: Problem[];
  medicines?: Medicine[];
  results?: ResultLine[];
  lately?: { contacts: UrgentContact[]; encounters: Encounter[] };
  carers?: Carer[];
  plan?: PlanState;
  actions?: OpenAction[];
  meetings?: CaseOfPerson[];
};
