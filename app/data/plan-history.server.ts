/** Versions of a plan as they were: what changed from one to another, in words, with who changed it. */
import { emptyPlan, type PlanDocument, readUnit } from "../domain/plan";
import { diffPlans } from "../domain/plan-changes";
import { actorOf, changeSaid, changesBetween, type Version } from "../domain/plan-history";
import { type PlanStatus, stateOfVersion } from "../domain/plan-life";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { readWho, readWithdrawal } from "./plan-reading.server";
import { planFor, type SeePlan } from "./plan-restrictions.server";
import { findInPlanScope, loadDocument, loadPlan } from "./plan-scope.server";

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
    const { version: newest, status } = await loadPlan(db, personId);
    const rows = await db.planVersion.findMany({
      where: { personId, ...(before ? { version: { lt: before } } : {}) },
      orderBy: { version: "desc" },
      take: PAGE + 1,
      select: OF_VERSION,
    });
    const documentOf = documentsOf(db, personId);
    const versions = [];
    for (const [n, row] of rows.slice(0, PAGE).entries()) {
      const earlier = rows.slice(n + 1).find(({ enteredInError }) => !enteredInError);
      const before = earlier?.version ?? (await goodVersionBefore(db, personId, row.version));
      versions.push(await versionInWords(see, row, { version: newest, status }, { before, documentOf }));
    }
    const events = await db.planEvent.findMany({
      where: { personId, kind: { not: "published" } },
      orderBy: { at: "desc" },
      take: 200,
      select: { id: true, kind: true, at: true, byName: true, reason: true, version: true },
    });
    await recordAccess(db, viewer, { personId, did: "read history of plan" });
    return {
      who: await readWho(db, personId, viewer.requestedAt),
      newest,
      versions,
      /** The version from which older ones are on the next page. */
      older: rows.length > PAGE ? rows[PAGE - 1]!.version : undefined,
      events,
    };
  });
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

type Compared = { before: number; documentOf: (version: number) => Promise<PlanDocument> };

async function versionInWords(
  see: SeePlan,
  row: Row,
  plan: { version: number; status: PlanStatus },
  { before, documentOf }: Compared,
) {
  const { version, publishedAt: at, publishedByName: byName, publishedByRole: byRole } = row;
  const state = stateOfVersion({ version, enteredInError: row.enteredInError !== null }, plan);
  const shared = { version, state, at, byName, byRole };
  if (row.enteredInError) return { ...shared, reason: undefined, changes: [], error: errorOf(row) };
  const published = { version, byName, byRole, at, document: see(await documentOf(version)).plan };
  const changes = diffPlans(see(await documentOf(before)).plan, published.document);
  const said = changes.map((change) => changeSaid(change, actorOf(published, change.unit)));
  return { ...shared, reason: row.reason, changes: said, error: undefined };
}

const errorOf = ({ enteredInError, enteredInErrorBy, enteredInErrorBecause }: Row) =>
  enteredInError
    ? { at: enteredInError, byName: enteredInErrorBy ?? "", because: enteredInErrorBecause ?? "no reason recorded" }
    : undefined;

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
    const error = errorOf(row);
    const document = error ? emptyPlan() : await loadDocument(db, personId, version);
    const { plan, closedIn } = (await planFor(db, viewer, personId))(document);
    return {
      who: await readWho(db, personId, viewer.requestedAt),
      version,
      state: stateOfVersion({ version, enteredInError: error !== undefined }, live),
      current: live.version === version && live.status === "live",
      newest: live.version,
      status: live.status,
      withdrawn: live.status === "withdrawn" ? await readWithdrawal(db, personId) : undefined,
      error,
      document: plan,
      closedIn,
      publishedAt: row.publishedAt,
      publishedByName: row.publishedByName,
      publishedByRole: row.publishedByRole,
      reason: error ? undefined : row.reason,
    };
  });
}

/** What changed from the older of two versions to the newer, each change with who made it last. */
export function readComparison(viewer: StaffViewer, personId: string, between: { from: number; to: number }) {
  const [from, to] = [Math.min(between.from, between.to), Math.max(between.from, between.to)];
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
    const versions = await loadVersions(
      db,
      see,
      personId,
      all.filter(({ version }) => version >= from && version <= to),
    );
    const changes = diffPlans(versions[0]!.document, versions.at(-1)!.document);
    return { who, choices, compared: { from, to, changes: changesBetween(versions, changes, readUnit) } };
  });
}

/** Oldest first, each as the viewer sees it. */
async function loadVersions(db: Db, see: SeePlan, personId: string, newestFirst: readonly Row[]): Promise<Version[]> {
  const versions: Version[] = [];
  for (const { version, publishedAt: at, publishedByName: byName, publishedByRole: byRole } of newestFirst) {
    const document = see(await loadDocument(db, personId, version)).plan;
    versions.unshift({ version, at, byName, byRole, document });
  }
  return versions;
}
