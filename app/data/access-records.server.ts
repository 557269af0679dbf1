/**
 * The record of access: who looked, changed or was refused. Insert only; written in the transaction of the deed,
 * before the answer leaves. One row per request, person and deed, however many loaders ran.
 */
import { isUuid } from "../domain/uuid";
import type { Viewer } from "../domain/viewer";
import { asViewer, type Db } from "./database.server";
import { idOf } from "./identity.server";

export type Deed = {
  /** What was done, as a verb phrase: "read record", "publish plan". */
  did: string;
  personId?: string;
  /** The people whom a search or list showed. */
  shown?: readonly string[];
  outcome?: "allowed" | "refused" | "failed";
  /** Never clinical content, never what was typed. */
  detail?: Record<string, string | number | boolean | null>;
};

export async function recordAccess(db: Db, viewer: Viewer, deed: Deed): Promise<void> {
  const who =
    viewer.kind === "staff"
      ? {
          account: viewer.accountId,
          assignment: viewer.assignmentId,
          organisation: viewer.organisationId,
          role: viewer.role,
        }
      : {
          account: null,
          assignment: null,
          organisation: null,
          role: viewer.kind === "system" ? `system: ${viewer.name}` : `person: ${viewer.as} ${viewer.accessId}`,
        };
  const outcome = deed.outcome ?? "allowed";
  // What somebody typed into an address is no person: the deed is recorded without one.
  const personId = deed.personId && isUuid(deed.personId) ? deed.personId : null;
  const id = idOf(viewer.requestId, deed.did, outcome, personId ?? "", JSON.stringify(deed.shown ?? []));
  await db.$executeRaw`
    insert into access_record (at, id, account_id, assignment_id, organisation_id, role, purpose, request_id, did, outcome, person_id, shown, detail)
    values (${viewer.requestedAt}, ${id}::uuid, ${who.account}::uuid, ${who.assignment}::uuid, ${who.organisation}::uuid,
      ${who.role}, ${viewer.purpose}, ${viewer.requestId}, ${deed.did}, ${outcome}, ${personId}::uuid,
      ${[...(deed.shown ?? [])]}::uuid[], ${deed.detail ? JSON.stringify(deed.detail) : null}::jsonb)
    on conflict do nothing`;
}

/** Records that somebody asked for what is not theirs or not there; both are answered by undefined. */
export async function notTheirs(db: Db, viewer: Viewer, did: string, personId?: string): Promise<undefined> {
  await recordAccess(db, viewer, { did, personId, outcome: "refused" });
  return undefined;
}

/** A refusal is recorded in a transaction of its own: the one that it refuses may already be dead. */
export function recordRefusal(viewer: Viewer, deed: Omit<Deed, "outcome">): Promise<void> {
  return asViewer(viewer, "command", (db) => recordAccess(db, viewer, { ...deed, outcome: "refused" }));
}
