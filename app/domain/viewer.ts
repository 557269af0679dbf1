/**
 * Who is asking. Every function of the data room takes a viewer first: it decides whose record is reached
 * (by relationship), what is seen of it (by role), and whose name the record of access carries.
 */
import type { Permission, Role } from "./permissions";
import type { AccessKind, Grant } from "./person-access";

export type StaffViewer = {
  kind: "staff";
  accountId: string;
  assignmentId: string;
  role: Role;
  /** Permissions of the person and not of the role: signing emergency recommendations, for one. */
  permissions: readonly Permission[];
  organisationId: string;
  organisationName: string;
  organisationKind: string;
  /** "Dr Amir Khan": as it stands beside what the viewer writes. */
  name: string;
  /** What relationships may be held by: the account, its organisation, its MDGs. Empty for roles without people. */
  holders: readonly string[];
  /** The viewer's own record as a patient, which staff sign-in refuses to open. */
  ownPersonId: string | null;
  purpose: string;
  requestId: string;
  requestedAt: Date;
  demo: boolean;
};

/** A named job of the system: it does its own work and nothing else. */
export type SystemViewer = { kind: "system"; name: SystemName; purpose: string; requestId: string; requestedAt: Date };
export type SystemName =
  | "import"
  | "stratify"
  | "borough"
  | "outbox"
  | "bench"
  | "maintenance"
  | "cohorts"
  | "aggregates";

/** The person, a carer or a proxy on their own pages: reaches one person, by what was granted, and nothing of staff's. */
export type PersonViewer = {
  kind: "person";
  accessId: string;
  personId: string;
  as: AccessKind;
  name: string;
  relation: string;
  grants: readonly Grant[];
  purpose: string;
  requestId: string;
  requestedAt: Date;
};

export type Viewer = StaffViewer | SystemViewer | PersonViewer;
