/** One person's record as a viewer sees it. A part that role and relationship do not open is absent: never "none". */
import type { Reason } from "./answer";
import type { CalendarDate } from "./calendar";
import type { RecordPart, RelationshipSource } from "./permissions";
import type { Name } from "./person";
import type { Allergies, ResultLine } from "./record";
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

export type Why = {
  segment: Segment;
  rule: string;
  because: Reason[];
  missing: string[];
  /** `count` is null below the age for which the index was made. */
  efi: { known: boolean; count: number | null; category: string | null; because: Reason[] };
  asOf: Date;
  /** The record changed after the person was stratified. */
  changedSince: boolean;
};

export type CareDue = {
  process: string;
  state: "done" | "due" | "overdue" | "excused";
  lastDone?: CalendarDate;
  nextDue?: CalendarDate;
  value?: string;
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

export type EvidenceOf = {
  term: string;
  entries: { entryId: string; on: CalendarDate | null; display: string; value: number | null; unit: string | null }[];
};

export type PersonRecord = {
  personId: string;
  sources: RelationshipSource[];
  parts: RecordPart[];
  banner: Banner;
  /** Null: not stratified yet. */
  why?: Why | null;
  careDue?: CareDue[];
  problems?: Problem[];
  medicines?: Medicine[];
  results?: ResultLine[];
  lately?: { contacts: UrgentContact[]; encounters: Encounter[] };
  carers?: Carer[];
  plan?: PlanState;
  actions?: OpenAction[];
  meetings?: CaseOfPerson[];
};
