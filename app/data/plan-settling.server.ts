/**
 * Where others changed what an author is writing: both sides with their authors, and the author's choice. Nothing is
 * lost by any of them: the other side stays in its version, the author's in the log of edits.
 */
import { ROLES } from "../domain/permissions";
import { applyOperations, type Operation, readUnit, type Values } from "../domain/plan";
import { type Conflict, diffPlans, sameValues } from "../domain/plan-changes";
import { mergeDraft } from "../domain/plan-drafts";
import { asKept, type Choices, isTooLong, type Writer, withKeptFields } from "../domain/plan-edits";
import { AS_IT_STANDS, INSTEAD, sidesAsRead, withoutMark, withRing, withRings } from "../domain/plan-hidden-rings";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { Prisma } from "./generated/client";
import { newId } from "./identity.server";
import { type Draft, loadDraft, lockDraft, notSeenBy, shownWith, writeDraft } from "./plan-drafts.server";
import { PUT_ASIDE } from "./plan-edits.server";
import { bothSidesSeen, planFor } from "./plan-restrictions.server";
import { findInPlanScope, type KeptPlan, loadPlan, type PersonInScope } from "./plan-scope.server";
import { whoPublished, whoWrote } from "./plan-writers.server";

/** A conflict with who wrote either side. `unseen`: theirs is not shown to the author, who can only give way. */
export type ConflictShown = Conflict & { by: Writer | undefined; myself: Writer; unseen: boolean };

/** Words of the author that the server keeps and that stand in no draft: `now` stood in their place. */
export type PutAside = { unit: string; values: Values | null; at: Date; now: Values | null; by: Writer | undefined };

/** All that the viewer has to settle in this plan. Undefined: no such person, or not the viewer's. */
export function readConflicts(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    const person = await findInPlanScope(db, viewer, personId);
    if (!person) return undefined;
    const live = await loadPlan(db, personId);
    const draft = await loadDraft(db, viewer, personId);
    await recordAccess(db, viewer, { personId, did: "read draft of plan" });
    return {
      version: live.version,
      revision: draft?.revision ?? 0,
      conflicts: await conflictsShown(db, viewer, person, live, draft),
      putAside: await findPutAside(db, viewer, person, live, draft),
    };
  });
}

async function conflictsShown(
  db: Db,
  viewer: StaffViewer,
  person: PersonInScope,
  live: KeptPlan,
  draft: Draft | undefined,
): Promise<ConflictShown[]> {
  if (!draft) return [];
  const { conflicts } = mergeDraft({ ...draft, theirs: live.document });
  if (conflicts.length === 0) return [];
  const see = await planFor(db, viewer, person.id, person);
  const sides = bothSidesSeen(conflicts, see, { base: draft.base, theirs: live.document }).map(sidesAsRead);
  // Unseen although the author's own words stand there too.
  const mayNot = await notSeenBy(db, viewer, person, live.document, undefined);
  const myself = {
    own: true,
    name: viewer.name,
    role: ROLES[viewer.role].label,
    at: draft.updatedAt.toISOString(),
  };
  // One after another: a transaction is one connection.
  const shown: ConflictShown[] = [];
  for (const conflict of sides) {
    const unseen = mayNot(conflict.unit);
    const by = unseen ? undefined : await whoPublished(db, person.id, live.document, conflict.unit);
    shown.push({ ...conflict, ...(unseen && { base: null, theirs: null }), by, myself, unseen });
  }
  return shown;
}

/** The newest words of each unit, where they came to nothing: whatever was saved there later settles it. */
async function findPutAside(
  db: Db,
  viewer: StaffViewer,
  person: PersonInScope,
  live: KeptPlan,
  draft: Draft | undefined,
): Promise<PutAside[]> {
  const rows = await db.$queryRaw<{ unit: string; values: Values | null; at: Date; revision: number }[]>`
    select distinct on (unit) unit, values, at, revision from plan_draft_edit
    where person_id = ${person.id}::uuid and account_id = ${viewer.accountId}::uuid
    order by unit, at desc, revision desc`;
  const mayNot = await notSeenBy(db, viewer, person, live.document, draft);
  const shown = shownWith(live.document, draft);
  const open = rows
    .filter(({ unit, revision }) => revision === PUT_ASIDE && !mayNot(unit))
    .filter(({ unit, values }) => !sameValues(withRing(values, readUnit(live.document, unit)), readUnit(shown, unit)));
  if (!open.length) return [];
  const see = await planFor(db, viewer, person.id, person);
  const seen = see(live.document).plan;
  const sides = open.map(({ unit, values }) => {
    const mine = withRing(values, readUnit(seen, unit));
    return { unit, base: null, mine, theirs: readUnit(shown, unit) };
  });
  const own = new Set((draft?.operations ?? []).map(({ unit }) => unit));
  const read = bothSidesSeen(sides, see, { base: live.document, theirs: shown, own });
  const put: PutAside[] = [];
  for (const [n, { unit, mine, theirs }] of read.entries()) {
    const by = await whoWrote(db, viewer, person.id, { live, draft, unit });
    put.push({ unit, values: mine, at: open[n]!.at, now: theirs, by });
  }
  return put;
}

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
    const person = await findInPlanScope(db, viewer, personId);
    if (!person) return { ok: false, why: "not found" } as const;
    // The plan before the draft, as publishing locks them: neither waits for the other for ever.
    const live = await loadPlan(db, personId, true);
    await lockDraft(db, viewer, personId);
    const draft = await loadDraft(db, viewer, personId);
    if (!draft) return { ok: true } as const;
    if (live.version !== shown) return { ok: false, why: "stale" } as const;
    const { plan, conflicts } = mergeDraft({ ...draft, theirs: live.document });
    const see = await planFor(db, viewer, personId, person);
    const sides = bothSidesSeen(conflicts, see, { base: draft.base, theirs: live.document }).map(sidesAsRead);
    const open = sides.filter(({ unit }) => !choices[unit]);
    if (open.length) return { ok: false, why: "conflicts", conflicts: open } as const;
    const mayNot = await notSeenBy(db, viewer, person, live.document, undefined);
    const kept = conflicts.flatMap((conflict, n) =>
      keptOf({ ...conflict, mine: asMarked(conflict.mine, sides[n]!.mine) }, choices[conflict.unit]!),
    );
    if (kept.some(({ unit }) => mayNot(unit))) return { ok: false, why: "may not write" } as const;
    if (kept.some(({ values }) => isTooLong(values))) return { ok: false, why: "too long" } as const;

    const wanted = withRings(applyOperations(plan, kept), live.document);
    const said = new Map([...draft.operations, ...kept].map(({ unit, values }) => [unit, values]));
    const operations = diffPlans(live.document, wanted).map(({ unit }) => ({ unit, values: said.get(unit) ?? null }));
    const revision = draft.revision + 1;
    await logSettled(db, viewer, personId, { conflicts, kept, revision, at });
    await writeDraft(db, viewer, personId, { baseVersion: live.version, operations, revision, at });
    await recordAccess(db, viewer, { personId, did: "settle conflicts of plan" });
    return { ok: true } as const;
  });
}

/** The author's side, with the mark where they were shown the desk for a name that stands there. */
const asMarked = (mine: Values | null, shown: Values | null): Values | null =>
  shown?.ring === INSTEAD && mine?.ring && mine.ring !== INSTEAD ? { ...mine, ring: AS_IT_STANDS } : mine;

function keptOf({ unit, mine, theirs }: Conflict, choice: Choices[string]): Operation[] {
  if (choice === "theirs") return [];
  if (choice === "mine") return [{ unit, values: mine }];
  // Fields that the form of a third text has not stay those of the author.
  const before = mine ?? theirs;
  const { owner, goalId } = before ?? {};
  const typed = withoutMark(choice.third);
  // Left as the author's own side was shown: the ring as it stands.
  const isLeft = typed?.ring === INSTEAD && mine?.ring === AS_IT_STANDS;
  const third = typed && {
    ...(owner && { owner }),
    ...(goalId && { goalId }),
    ...typed,
    ...(isLeft && { ring: AS_IT_STANDS }),
  };
  return [{ unit, values: asKept(unit, withKeptFields(unit, third, before)) }];
}

/** The author's side stays findable, whatever was chosen; then what was chosen. */
async function logSettled(
  db: Db,
  { accountId }: StaffViewer,
  personId: string,
  settled: { conflicts: readonly Conflict[]; kept: readonly Operation[]; revision: number; at: Date },
) {
  const { conflicts, kept, revision, at } = settled;
  const row = (unit: string, values: Values | null) => ({
    personId,
    accountId,
    id: newId(at),
    unit,
    values: values === null ? Prisma.DbNull : { ...values },
    at,
    revision,
  });
  await db.planDraftEdit.createMany({
    data: [
      ...conflicts.map(({ unit, mine }) => ({ ...row(unit, mine), revision: revision - 1 })),
      ...kept.map(({ unit, values }) => row(unit, values)),
    ],
  });
}
