/**
 * Private drafts: one a person and author, kept as operations, each on the version that its author saw (domain/plan-drafts).
 * Seen by nobody else (row-level security says so too). A draft that is published or thrown away is kept as it was; what is typed comes
 * through plan-edits.
 */
import { randomInt } from "node:crypto";
import {
  applyOperations,
  type Drafted,
  type Operation,
  type PlanDocument,
  parseOperations,
  readUnit,
  unitOf,
  unitsOf,
} from "../domain/plan";
import { diffPlans, operationsOf } from "../domain/plan-changes";
import { addToDraft, basesOf, onVersion, versionsNamed } from "../domain/plan-drafts";
import { isTooLong } from "../domain/plan-edits";
import { marked, withRings } from "../domain/plan-hidden-rings";
import { markedIn } from "../domain/plan-restrictions";
import type { SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { endDraftTasks } from "./plan-draft-reminders.server";
import { endTaken, reopenTaken } from "./plan-proposals-taken.server";
import { planFor, restrictionsOf } from "./plan-restrictions.server";
import { findInPlanScope, type KeptPlan, loadDocument, loadPlan, type PersonInScope } from "./plan-scope.server";

export type Draft = {
  /** When it was begun; null of one from before that was kept. */
  startedAt: Date | null;
  baseVersion: number;
  revision: number;
  updatedAt: Date;
  /** In each unit that the author wrote: what they saw there. */
  base: PlanDocument;
  /** The base with the author's operations; rings that were left as they stand are marked so (domain/plan-hidden-rings). */
  mine: PlanDocument;
  operations: Drafted[];
};

export async function loadDraft(db: Db, viewer: StaffViewer, personId: string): Promise<Draft | undefined> {
  const row = await db.planDraft.findUnique({
    where: { personId_accountId: { personId, accountId: viewer.accountId } },
  });
  if (!row) return undefined;
  const operations = parseOperations(row.operations);
  const { baseVersion, revision, startedAt, updatedAt } = row;
  const base = await loadBase(db, personId, { baseVersion, operations });
  return { baseVersion, revision, startedAt, updatedAt, base, operations, mine: applyOperations(base, operations) };
}

/** What the author of these operations saw: of a draft, of one that ended, or of a proposal. */
export async function loadBase(
  db: Db,
  personId: string,
  { baseVersion, operations }: { baseVersion: number; operations: readonly Drafted[] },
): Promise<PlanDocument> {
  const whole = await loadDocument(db, personId, baseVersion);
  const older = new Map<number, PlanDocument>();
  for (const version of versionsNamed(operations)) older.set(version, await loadDocument(db, personId, version));
  return basesOf(whole, operations, (version) => older.get(version)!);
}

/** The plan as its author sees it while writing: the newest version with the draft on it. */
export const shownWith = (live: PlanDocument, draft: Pick<Draft, "operations"> | undefined): PlanDocument =>
  withRings(applyOperations(live, draft?.operations ?? []), live);

export type SaveDraft = {
  personId: string;
  operations: readonly Operation[];
  /** The revision that the form was filled from (0: no draft yet); absent: whatever stands now. */
  revision?: number;
  at: Date;
};

/**
 * Adds operations to the viewer's draft. "stale": another window of the same author saved meanwhile; nothing is saved.
 * Whoever may edit plans may draft every section: what they may not sign they propose to somebody who may.
 */
export const saveDraft = (viewer: StaffViewer, command: SaveDraft) =>
  asViewer(viewer, "command", (db) => saveOperations(db, viewer, command));

/** The same as part of a command that does more. */
export async function saveOperations(db: Db, viewer: StaffViewer, { personId, operations, revision, at }: SaveDraft) {
  const person = await findInPlanScope(db, viewer, personId);
  if (!person) return { ok: false, why: "not found" } as const;
  // Nothing is cut off: a draft that held it could not be read again.
  if (operations.some(({ values }) => isTooLong(values))) return { ok: false, why: "too long" } as const;
  await lockDraft(db, viewer, personId);
  const draft = await loadDraft(db, viewer, personId);
  if (revision !== undefined && revision !== (draft?.revision ?? 0)) return { ok: false, why: "stale" } as const;

  const live = await loadPlan(db, personId);
  const shown = shownWith(live.document, draft);
  const wanted = applyOperations(shown, operations);
  const changes = operationsOf(diffPlans(shown, withRings(wanted, live.document)));
  const changed = await withoutHidden(db, viewer, person, live.document, asWanted(changes, wanted));
  if (changed.length === 0) return { ok: true, revision: draft?.revision ?? 0 } as const;
  const mayNot = await notSeenBy(db, viewer, person, live.document, draft);
  const refused = changed.filter(({ unit }) => mayNot(unit)).map(({ unit }): SectionId => unitOf(unit)!.section);
  if (refused.length) return { ok: false, why: "may not write", sections: [...new Set(refused)] } as const;

  const kept = await keepDraft(db, viewer, personId, live, draft, changed, at);
  await recordAccess(db, viewer, { personId, did: "save draft of plan" });
  return { ok: true, revision: kept.revision } as const;
}

const asWanted = (operations: readonly Operation[], wanted: PlanDocument): Operation[] =>
  operations.map(({ unit }) => ({ unit, values: readUnit(wanted, unit) }));

/** No draft holds the name of somebody who is kept from its author: whatever copied it from the plan leaves it there. */
async function withoutHidden(
  db: Db,
  viewer: StaffViewer,
  person: PersonInScope,
  live: PlanDocument,
  operations: readonly Operation[],
): Promise<Operation[]> {
  const isStanding = ({ unit, values }: Operation) => values?.ring && values.ring === readUnit(live, unit)?.ring;
  if (!operations.some(isStanding)) return [...operations];
  const { rings } = (await planFor(db, viewer, person.id, person))(live);
  return operations.map((one) => marked(one, { plan: live, rings }));
}

/** Restricted lines are written by those alone who see them; what the viewer drafted before stays the viewer's own. */
export async function notSeenBy(
  db: Db,
  viewer: StaffViewer,
  person: PersonInScope,
  live: PlanDocument,
  draft: Pick<Draft, "operations"> | undefined,
): Promise<(unit: string) => boolean> {
  const nothing = person.whole && markedIn(live).size === 0;
  if (nothing && (await restrictionsOf(db, person.id, viewer.requestedAt)).length === 0) return () => false;
  const own = new Set((draft?.operations ?? []).map(({ unit }) => unit));
  const see = await planFor(db, viewer, person.id, person);
  const seen = new Set(unitsOf(see(live).plan));
  const unseen = new Set(unitsOf(live).filter((unit) => !seen.has(unit) && !own.has(unit)));
  return (unit) => unseen.has(unit);
}

/** Saves and publishing of one author come one after another. */
export async function lockDraft(db: Db, { accountId }: StaffViewer, personId: string) {
  await db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`draft ${personId} ${accountId}`}, 0))::text`;
}

export type KeptDraft = { revision: number; operations: Drafted[] };

/** Writes the draft, on the newest version in each line that nobody else touched. Returns what the database holds now. */
export function keepDraft(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  live: KeptPlan,
  draft: Draft | undefined,
  added: readonly Operation[],
  at: Date,
): Promise<KeptDraft> {
  const operations = addToDraft(draft, live, added);
  return writeDraft(db, viewer, personId, { baseVersion: live.version, operations, revision: nextRevision(draft), at });
}

/** Of a draft that there is already; a new one begins anywhere. */
export const nextRevision = (draft: { revision: number } | undefined): number | undefined =>
  draft && draft.revision + 1;

/** A new draft begins with a number drawn at random, so that no page that shows an earlier one fits it by counting alike. */
const firstRevision = () => randomInt(1, 2 ** 30);

type DraftToKeep = {
  baseVersion: number;
  operations: readonly Drafted[];
  /** Undefined: there was no draft. */
  revision?: number;
  at: Date;
  startedAt?: Date;
};

/** The draft's row as it shall be; a new one is said to begin now. Returns what the database holds. */
export async function writeDraft(
  db: Db,
  { accountId, assignmentId }: StaffViewer,
  personId: string,
  { baseVersion, operations, revision = firstRevision(), at, startedAt = at }: DraftToKeep,
): Promise<KeptDraft> {
  const kept = asJson(onVersion(baseVersion, operations));
  const content = { baseVersion, operations: kept, revision, updatedAt: at };
  const row = await db.planDraft.upsert({
    where: { personId_accountId: { personId, accountId } },
    create: { personId, accountId, assignmentId, startedAt, ...content },
    update: content,
  });
  return { revision: row.revision, operations: parseOperations(row.operations) };
}

const asJson = (operations: readonly Drafted[]) => JSON.parse(JSON.stringify(operations));

// ── The end of a draft ────────────────────────────────────────────────────────────────────────────────────

export type EndDraft = {
  as: "published" | "thrown_away";
  /** The version that it was published with. */
  version?: number;
  /** What stays in a draft, on that version. */
  keep?: readonly Operation[];
};

/** Moves the viewer's draft to those that ended; nothing of it is deleted. Part of publishing and of throwing away. */
export async function endDraft(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { as, version, keep = [] }: EndDraft,
  at: Date,
): Promise<void> {
  const draft = await loadDraft(db, viewer, personId);
  if (!draft) return;
  await endDraftTasks(db, viewer, personId, at);
  const { accountId } = viewer;
  const kept = new Set(keep.map(({ unit }) => unit));
  if (as === "published") await endTaken(db, viewer, personId, { waiting: kept, at });
  await db.planDraftEnded.create({
    data: {
      personId,
      accountId,
      id: newId(at),
      baseVersion: draft.baseVersion,
      operations: asJson(draft.operations.filter(({ unit }) => !kept.has(unit))),
      endedAt: at,
      endedAs: as,
      version,
    },
  });
  if (keep.length) {
    const baseVersion = version ?? draft.baseVersion;
    await writeDraft(db, viewer, personId, { baseVersion, operations: keep, revision: draft.revision + 1, at });
  } else await db.planDraft.deleteMany({ where: { personId, accountId } });
}

/** Throws the viewer's own draft away; it can be brought back (plan-draft-lists). Proposals that went into it wait again. */
export function discardDraft(viewer: StaffViewer, { personId }: { personId: string }) {
  return asViewer(viewer, "command", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId))) return { ok: false, why: "not found" } as const;
    await lockDraft(db, viewer, personId);
    await reopenTaken(db, viewer, personId, await loadDraft(db, viewer, personId));
    await endDraft(db, viewer, personId, { as: "thrown_away" }, viewer.requestedAt);
    await recordAccess(db, viewer, { personId, did: "discard draft of plan" });
    return { ok: true } as const;
  });
}
