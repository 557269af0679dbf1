/** Versions of a plan as they were: what changed from one to another, in words, with who changed it. */
import { emptyPlan, type PlanDocument, readUnit } from "../domain/plan";
import { actorOf, changeSaid, changesBetween, type Version } from "../domain/plan-history";
import { type PlanStatus, stateOfVersion } from "../domain/plan-life";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { isSeenWhole, REASON_NOT_SHOWN, readWho, readWithdrawal, withPointer } from "./plan-reading.server";
import { changesSeen, planFor, type SeePlan } from "./plan-restrictions.server";
import { findInPlanScope, loadDocument, loadPlan } from "./plan-scope.server";
import { sensitiveLineEvents } from "./plan-sensitive-lines.server";

/** Versions on one page of the history. */
const PAGE = 20;

const OF_VERSION = {
  version: true,
  publishedAt: true,
  publishedByName: true,
  publishedByRole: true,
  reason: true,
  enteredInError: true,
  enteredInErrorBy: true,
  enteredInErrorBecause: true,
} as const;

type Row = {
  version: number;
  publishedAt: Date;
  publishedByName: string;
  publishedByRole: string;
  reason: string;
  enteredInError: Date | null;
  enteredInErrorBy: string | null;
  enteredInErrorBecause: string | null;
};

/**
 * Versions, newest first, each with what it changed; and the events of the plan's life. `before`: only older versions.
 * A version that was entered in error says so and nothing of what it held; the next is compared with the last before it.
 */
export function readHistory(viewer: StaffViewer, personId: string, { before }: { before?: number } = {}) {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    const see = await planFor(db, viewer, personId);
    const documentOf = documentsOf(db, personId);
    const isShown = (version: number) => isSeenWhole(db, see, personId, version, documentOf);
    const { version: newest, status } = await loadPlan(db, personId);
    const rows = await db.planVersion.findMany({
      where: { personId, ...(before ? { version: { lt: before } } : {}) },
      orderBy: { version: "desc" },
      take: PAGE + 1,
      select: OF_VERSION,
    });
    const versions = [];
    for (const [n, row] of rows.slice(0, PAGE).entries()) {
      const earlier = rows.slice(n + 1).find(({ enteredInError }) => !enteredInError);
      const before = earlier?.version ?? (await goodVersionBefore(db, personId, row.version));
      versions.push(await versionInWords(see, row, { version: newest, status }, { before, documentOf, isShown }));
    }
    const events = await db.planEvent.findMany({
      where: { personId, kind: { not: "published" } },
      orderBy: { at: "desc" },
      take: 200,
      select: { id: true, kind: true, at: true, byName: true, reason: true, version: true, pointer: true },
    });
    const ofRecord = await sensitiveLineEvents(db, viewer, personId);
    await recordAccess(db, viewer, { personId, did: "read history of plan" });
    return {
      who: await readWho(db, personId, viewer.requestedAt),
      newest,
      versions,
      /** The version from which older ones are on the next page. */
      older: rows.length > PAGE ? rows[PAGE - 1]!.version : undefined,
      events: [...(await eventsSeen(events, newest, isShown)), ...ofRecord].sort((a, b) => +b.at - +a.at),
    };
  });
}

/** Withdrawals and corrections speak of a whole version: their reasons are for who is shown all of it. */
async function eventsSeen<
  Event extends { kind: string; version: number | null; reason: string | null; pointer: string | null },
>(
  events: readonly Event[],
  newest: number,
  isShown: (version: number) => Promise<boolean>,
): Promise<Omit<Event, "pointer">[]> {
  const seen: Omit<Event, "pointer">[] = [];
  for (const { pointer, ...event } of events) {
    const told = !event.reason || (await isShown(event.version ?? newest));
    seen.push({ ...event, reason: withPointer(told ? event.reason : REASON_NOT_SHOWN, pointer) });
  }
  return seen;
}

/** Each document read once, although it stands after one version and before the next. */
function documentsOf(db: Db, personId: string) {
  const read = new Map<number, PlanDocument>();
  return async (version: number): Promise<PlanDocument> => {
    const document = read.get(version) ?? (await loadDocument(db, personId, version));
    read.set(version, document);
    return document;
  };
}

/** The newest before it that was not entered in error; 0: the empty plan before the first. */
async function goodVersionBefore(db: Db, personId: string, version: number): Promise<number> {
  const earlier = await db.planVersion.findFirst({
    where: { personId, version: { lt: version }, enteredInError: null },
    orderBy: { version: "desc" },
    select: { version: true },
  });
  return earlier?.version ?? 0;
}

type Compared = {
  before: number;
  documentOf: (version: number) => Promise<PlanDocument>;
  /** Whether the reader is shown all of a version. */
  isShown: (version: number) => Promise<boolean>;
};

async function versionInWords(
  see: SeePlan,
  row: Row,
  plan: { version: number; status: PlanStatus },
  { before, documentOf, isShown }: Compared,
) {
  const { version, publishedAt: at, publishedByName: byName, publishedByRole: byRole } = row;
  const state = stateOfVersion({ version, enteredInError: row.enteredInError !== null }, plan);
  const shared = { version, state, at, byName, byRole };
  const error = row.enteredInError ? errorOf(row, await isShown(version)) : undefined;
  if (error) return { ...shared, reason: undefined, changes: [], closed: false, error };
  const document = await documentOf(version);
  const seen = changesSeen(see, await documentOf(before), document);
  const said = seen.changes.map((change) => changeSaid(change, actorOf({ ...shared, document }, change.unit)));
  return { ...shared, reason: reasonSeen(row.reason, seen), changes: said, closed: seen.closed, error: undefined };
}

/**
 * Why a version was published, where the reader is shown every change of it. Of closed ones they know, and are told that
 * there is a reason; of hidden ones nothing is said, as with a version that was published without one.
 */
const reasonSeen = (reason: string, { whole, closed }: { whole: boolean; closed: boolean }): string | undefined =>
  whole ? reason : closed && reason ? REASON_NOT_SHOWN : undefined;

/** `isShown`: the reader would be shown all that the version held. */
const errorOf = ({ enteredInError, enteredInErrorBy, enteredInErrorBecause }: Row, isShown: boolean) => {
  const because = enteredInErrorBecause && !isShown ? REASON_NOT_SHOWN : enteredInErrorBecause;
  return enteredInError
    ? { at: enteredInError, byName: enteredInErrorBy ?? "", because: because ?? "no reason recorded" }
    : undefined;
};

/**
 * One version whole, as it was published. Of a version that was entered in error only that it was, by whom and why: its
 * words stay in the database for an audit and are shown to nobody (safety rule 18).
 */
export function readVersion(viewer: StaffViewer, personId: string, version: number) {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    const row = await db.planVersion.findUnique({
      where: { personId_version: { personId, version } },
      select: OF_VERSION,
    });
    if (!row) return undefined;
    const live = await loadPlan(db, personId);
    await recordAccess(db, viewer, { personId, did: "read version of plan", detail: { version } });
    const see = await planFor(db, viewer, personId);
    const error = row.enteredInError ? errorOf(row, await isSeenWhole(db, see, personId, version)) : undefined;
    const document = error ? emptyPlan() : await loadDocument(db, personId, version);
    const { plan, closedIn } = see(document);
    const before = await loadDocument(db, personId, await goodVersionBefore(db, personId, version));
    return {
      who: await readWho(db, personId, viewer.requestedAt),
      version,
      state: stateOfVersion({ version, enteredInError: error !== undefined }, live),
      current: live.version === version && live.status === "live",
      newest: live.version,
      status: live.status,
      withdrawn: live.status === "withdrawn" ? await readWithdrawal(db, see, personId, live.version) : undefined,
      error,
      document: plan,
      closedIn,
      publishedAt: row.publishedAt,
      publishedByName: row.publishedByName,
      publishedByRole: row.publishedByRole,
      reason: error ? undefined : reasonSeen(row.reason, changesSeen(see, before, document)),
    };
  });
}

/** What changed from the older of two versions to the newer, each change with who made it last. */
export function readComparison(viewer: StaffViewer, personId: string, asked: { from: number; to: number }) {
  const [from, to] = [Math.min(asked.from, asked.to), Math.max(asked.from, asked.to)];
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    const all = await db.planVersion.findMany({
      where: { personId, enteredInError: null },
      orderBy: { version: "desc" },
      select: OF_VERSION,
    });
    const chosen = [from, to].map((number) => all.find(({ version }) => version === number));
    const choices = all.map(({ version, publishedAt: at, publishedByName: byName }) => ({ version, at, byName }));
    await recordAccess(db, viewer, { personId, did: "compare versions of plan", detail: { from, to } });
    const who = await readWho(db, personId, viewer.requestedAt);
    if (chosen.some((row) => !row) || from === to) return { who, choices, compared: undefined };
    const see = await planFor(db, viewer, personId);
    const documentOf = documentsOf(db, personId);
    const between = all.filter(({ version }) => version >= from && version <= to);
    const versions = await loadVersions(see, between, documentOf);
    const { changes, closed } = changesSeen(see, await documentOf(from), await documentOf(to));
    return { who, choices, compared: { from, to, closed, changes: changesBetween(versions, changes, readUnit) } };
  });
}

/** Oldest first, each as the viewer sees it. */
async function loadVersions(
  see: SeePlan,
  newestFirst: readonly Row[],
  documentOf: Compared["documentOf"],
): Promise<Version[]> {
  const versions: Version[] = [];
  for (const { version, publishedAt: at, publishedByName: byName, publishedByRole: byRole } of newestFirst)
    versions.unshift({ version, at, byName, byRole, document: see(await documentOf(version)).plan });
  return versions;
}
