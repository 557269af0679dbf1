/**
 * Private drafts: one a person and author, kept as operations on the version that they began from. Saved as the author
 * types; seen by nobody else (row-level security says so too); gone only when published or thrown away by the author.
 */
import { applyOperations, type Operation, type PlanDocument, parseOperations, readUnit, unitOf } from "../domain/plan";
import { type Conflict, diffPlans, mergePlans, operationsOf } from "../domain/plan-changes";
import { seesRestricted } from "../domain/plan-restrictions";
import { mayWrite, type SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { findInPlanScope, type KeptPlan, loadDocument, loadPlan } from "./plan-scope.server";

export type Draft = {
  baseVersion: number;
  revision: number;
  updatedAt: Date;
  base: PlanDocument;
  /** The base with the author's operations. */
  mine: PlanDocument;
  operations: Operation[];
};

export async function loadDraft(db: Db, viewer: StaffViewer, personId: string): Promise<Draft | undefined> {
  const row = await db.planDraft.findUnique({
    where: { personId_accountId: { personId, accountId: viewer.accountId } },
  });
  if (!row) return undefined;
  const operations = parseOperations(row.operations);
  const base = await loadDocument(db, personId, row.baseVersion);
  const { baseVersion, revision, updatedAt } = row;
  return { baseVersion, revision, updatedAt, base, operations, mine: applyOperations(base, operations) };
}

export type SaveDraft = {
  personId: string;
  operations: readonly Operation[];
  /** The revision that the form was filled from (0: no draft yet); absent: whatever stands now. */
  revision?: number;
  at: Date;
};

/**
 * Adds operations to the viewer's draft. "stale": another window of the same author saved meanwhile; nothing is saved.
 * Only sections that the viewer may sign are taken: a draft that its author cannot publish helps nobody.
 */
export const saveDraft = (viewer: StaffViewer, command: SaveDraft) =>
  asViewer(viewer, "command", (db) => saveOperations(db, viewer, command));

/** The same as part of a command that does more. */
export async function saveOperations(db: Db, viewer: StaffViewer, { personId, operations, revision, at }: SaveDraft) {
  if (!(await findInPlanScope(db, viewer, personId))) return { ok: false, why: "not found" } as const;
  await lockDraft(db, viewer, personId);
  const draft = await loadDraft(db, viewer, personId);
  if (revision !== undefined && revision !== (draft?.revision ?? 0)) return { ok: false, why: "stale" } as const;

  const live = await loadPlan(db, personId);
  const shown = applyOperations(live.document, draft?.operations ?? []);
  const changed = operationsOf(diffPlans(shown, applyOperations(shown, operations)));
  if (changed.length === 0) return { ok: true, revision: draft?.revision ?? 0 } as const;
  const refused = notTheirs(viewer, live.document, changed);
  if (refused.length) return { ok: false, why: "may not write", sections: refused } as const;

  const kept = await keepDraft(db, viewer, personId, live, draft, changed, at);
  await recordAccess(db, viewer, { personId, did: "save draft of plan" });
  return { ok: true, revision: kept } as const;
}

/** Sections of operations that the viewer may not write; restricted items are theirs alone who see them. */
function notTheirs(viewer: StaffViewer, live: PlanDocument, operations: readonly Operation[]): SectionId[] {
  const refused = operations
    .filter(({ unit }) => {
      const hidden = readUnit(live, unit)?.restriction && !seesRestricted(viewer);
      return hidden || !mayWrite(viewer, unitOf(unit)!.section);
    })
    .map(({ unit }) => unitOf(unit)!.section);
  return [...new Set(refused)];
}

/** Saves and publishing of one author come one after another. */
export async function lockDraft(db: Db, { accountId }: StaffViewer, personId: string) {
  await db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`draft ${personId} ${accountId}`}, 0))::text`;
}

/** Writes the draft, on the newest version wherever nobody else touched the same units. Returns its revision. */
async function keepDraft(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  live: KeptPlan,
  draft: Draft | undefined,
  added: readonly Operation[],
  at: Date,
): Promise<number> {
  const merged = draft && mergePlans({ base: draft.base, mine: draft.mine, theirs: live.document });
  const moved = !draft || merged?.conflicts.length === 0;
  const base = moved ? live.document : draft!.base;
  const before = moved ? (merged?.plan ?? live.document) : draft!.mine;
  const operations = operationsOf(diffPlans(base, applyOperations(before, added)));
  const revision = (draft?.revision ?? 0) + 1;
  const accountId = viewer.accountId;
  const content = {
    baseVersion: moved ? live.version : draft!.baseVersion,
    operations: JSON.parse(JSON.stringify(operations)),
    revision,
    updatedAt: at,
  };
  await db.planDraft.upsert({
    where: { personId_accountId: { personId, accountId } },
    create: { personId, accountId, ...content },
    update: content,
  });
  return revision;
}

/** Throws the viewer's own draft away. */
export function discardDraft(viewer: StaffViewer, { personId }: { personId: string }) {
  return asViewer(viewer, "command", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId))) return { ok: false, why: "not found" } as const;
    await db.planDraft.deleteMany({ where: { personId, accountId: viewer.accountId } });
    await recordAccess(db, viewer, { personId, did: "discard draft of plan" });
    return { ok: true } as const;
  });
}

export type Choices = Readonly<Record<string, "mine" | "theirs">>;

/**
 * Settles what others changed meanwhile, unit by unit; the draft then stands on the newest version. `shown` is the
 * version whose words the author chose against: "stale" when another was published since, and nothing is settled.
 * Conflicts without a choice come back and nothing is settled.
 */
export function settleConflicts(
  viewer: StaffViewer,
  { personId, shown, choices, at }: { personId: string; shown: number; choices: Choices; at: Date },
) {
  return asViewer(viewer, "command", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId))) return { ok: false, why: "not found" } as const;
    // The plan before the draft, as publishing locks them: neither waits for the other for ever.
    const live = await loadPlan(db, personId, true);
    await lockDraft(db, viewer, personId);
    const draft = await loadDraft(db, viewer, personId);
    if (!draft) return { ok: true } as const;
    if (live.version !== shown) return { ok: false, why: "stale" } as const;
    const { plan, conflicts } = mergePlans({ base: draft.base, mine: draft.mine, theirs: live.document });
    const open = conflicts.filter(({ unit }) => !choices[unit]);
    if (open.length) return { ok: false, why: "conflicts", conflicts: open } as const;

    const kept = conflicts.filter(({ unit }) => choices[unit] === "mine").map(asOperation);
    const operations = operationsOf(diffPlans(live.document, applyOperations(plan, kept)));
    await db.planDraft.update({
      where: { personId_accountId: { personId, accountId: viewer.accountId } },
      data: {
        baseVersion: live.version,
        operations: JSON.parse(JSON.stringify(operations)),
        revision: { increment: 1 },
        updatedAt: at,
      },
    });
    await recordAccess(db, viewer, { personId, did: "settle conflicts of plan" });
    return { ok: true } as const;
  });
}

const asOperation = ({ unit, mine }: Conflict): Operation => ({ unit, values: mine });
