/**
 * The point of contact's own statements: functions of the database that decide session, role and relationship
 * themselves (prisma/migrations/20261122000100_point_of_contact), on a pool with short limits. The one exception to
 * asViewer.
 */
import type pg from "pg";
import type { PersonFacts } from "../domain/crisis-plan";
import type { Elsewhere } from "../domain/urgent-answer";
import { asViewer, urgentPool } from "./database.server";
import { newId } from "./identity.server";
import { loadPersonFacts } from "./person-facts.server";
import { systemViewer } from "./system-viewer.server";

/** Who asks, as the database finds it out: the key of the session and the request's id. */
export type UrgentCaller = { sessionKey: string; requestId: string };

export type CrisisPage = {
  kind:
    | "page"
    | "no plan"
    | "withdrawn"
    | "elsewhere"
    | "cannot tell"
    | "signed out"
    | "not your role"
    | "no relationship";
  audience: "crew" | "handler" | null;
  body: string | null;
  version: number | null;
  rendition: number | null;
  facts: CrisisFacts | null;
};

/** What is asked anew at each reading, so that it is never older than the request. Dates and instants as texts. */
export type CrisisFacts = {
  viewer: string;
  desk: string;
  deskPhone: string | null;
  /** The contact through which it is read; null after a look-up without attending. */
  contact: string | null;
  /** False for who reads and records no contacts. Absent when nothing of the person is told. */
  mayRecord?: boolean;
  diedOn: string | null;
  deceased: boolean;
  admittedOn: string | null;
  reportedWrongAt: string | null;
  /** Numbers that a crew found dead and nobody checked, and those that were checked since and answer. */
  numberReports?: { at: string; words: string; answeredAt: string | null }[] | null;
  elsewhere: Elsewhere | null;
  /** A crew that recorded that it is with the person or on its way; and then how to get in, still sealed (base64). */
  attending?: boolean;
  keySafe?: { person: string; sealed: string; checkedOn: string; moved: boolean } | null;
  bornOn?: string | null;
  withdrawnAt?: string | null;
  name?: { prefix: string | null; given: string; family: string; preferred: string | null } | null;
};

/** Decides, records and reads in one statement; the record is durable when this answers. Throws when it cannot. */
export async function readCrisisPage({ sessionKey, requestId }: UrgentCaller, personId: string): Promise<CrisisPage> {
  const { rows } = await urgentPool().query<CrisisPage>({
    name: "crisis page",
    text: "select kind, audience, body, version, rendition, facts from confer_crisis_page($1, $2, $3, $4)",
    values: [sessionKey, personId, newId(), requestId],
  });
  return rows[0]!;
}

/** So long a page waits for facts beside what it says anyway, in ms. */
const FACTS_WITHIN = 3_000;

/**
 * Who it is and what the record says, for a page that `readCrisisPage` has allowed and recorded, and that no text holds:
 * a withdrawn plan that pointed elsewhere. Null when they cannot be read: the pointer is told without them.
 */
export async function readFactsBeside(requestId: string, personId: string, at: Date): Promise<PersonFacts | null> {
  const viewer = { ...systemViewer("maintenance", "facts of the record at the point of contact"), requestId };
  const facts = asViewer(viewer, "read", (db) => loadPersonFacts(db, personId, at)).catch(() => null);
  const late = AbortSignal.timeout(FACTS_WITHIN);
  const none = new Promise<null>((resolve) => late.addEventListener("abort", () => resolve(null), { once: true }));
  return Promise.race([facts, none]);
}

/** One transaction on the urgent pool. */
export async function inUrgentTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await urgentPool().connect();
  let lost = false;
  const onError = () => {
    lost = true;
  };
  client.on("error", onError);
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    // A connection that does not answer a rollback is not given to the next request.
    await client.query("rollback").catch(onError);
    throw error;
  } finally {
    client.removeListener("error", onError);
    client.release(lost);
  }
}

/** The desk to ring, by the organisation of whoever is signed in. */
export async function readDesk({ sessionKey }: UrgentCaller): Promise<{ name: string; phone: string | null } | null> {
  const { rows } = await urgentPool().query<{ desk: { name: string; phone: string | null } | null }>({
    name: "urgent desk",
    text: "select confer_urgent_desk($1) as desk",
    values: [sessionKey],
  });
  return rows[0]?.desk ?? null;
}

/** The database is down, stopping, full or too slow: what the caller must hear is "cannot tell". */
export function isOutage(error: unknown): boolean {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  return (
    /^(ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|08|53|55000|57|3D000|58)/.test(code) ||
    /timeout|Connection terminated|connection error/i.test(message)
  );
}

/** A database that answered is not asked again for so long, in ms. */
const TRUST = 500;
let answeredAt = 0;

export async function isReachable(): Promise<boolean> {
  if (Date.now() - answeredAt < TRUST) return true;
  try {
    await urgentPool().query("select 1");
    answeredAt = Date.now();
    return true;
  } catch {
    return false;
  }
}
