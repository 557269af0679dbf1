/**
 * Proposals that a signer took into the own draft. To take is not to sign: the task stands until the words are
 * published, or are given on; and with the draft that is thrown away the proposal comes back to whoever may sign it.
 */
import { type Operation, type PlanDocument, parseOperations, readUnit } from "../domain/plan";
import { sameValues } from "../domain/plan-changes";
import { asKept } from "../domain/plan-edits";
import { withRing } from "../domain/plan-hidden-rings";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";

type Taken = { id: string; answeredAt: Date | null; units: string[]; isAsked: boolean };

/** What the viewer took of this person, with whether its task still stands. */
async function findTaken(db: Db, { accountId }: StaffViewer, personId: string): Promise<Taken[]> {
  const rows = await db.planProposal.findMany({
    where: { personId, state: "taken", answeredBy: accountId },
    select: { id: true, answeredAt: true, operations: true },
  });
  if (!rows.length) return [];
  const asked = await db.task.findMany({
    where: { personId, kind: "plan_proposed", cause: { in: rows.map(({ id }) => id) }, doneAt: null },
    select: { cause: true },
  });
  const open = new Set(asked.map(({ cause }) => cause));
  return rows.map(({ id, answeredAt, operations }) => ({
    ...{ id, answeredAt, isAsked: open.has(id) },
    units: parseOperations(operations).map(({ unit }) => unit),
  }));
}

/** Ends the tasks of proposals of which nothing waits in the viewer's draft any more. `waiting`: the units that do. */
export async function endTaken(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { waiting, at }: { waiting: ReadonlySet<string>; at: Date },
): Promise<void> {
  const taken = await findTaken(db, viewer, personId);
  const over = taken.filter(({ units, isAsked }) => isAsked && !units.some((unit) => waiting.has(unit)));
  await endProposalTasks(db, viewer, { personId, ids: over.map(({ id }) => id), at });
}

export async function endProposalTasks(
  db: Db,
  viewer: StaffViewer,
  { personId, ids, at }: { personId: string; ids: readonly string[]; at: Date },
): Promise<void> {
  if (!ids.length) return;
  await db.task.updateMany({
    where: { personId, kind: "plan_proposed", cause: { in: [...ids] }, doneAt: null },
    data: { doneAt: at, doneBy: viewer.accountId, doneByName: viewer.name, outcome: "dealt_with" },
  });
}

/** The draft is thrown away: what it held of proposals waits for a signer again, and so does the task. */
export async function reopenTaken(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  draft: { startedAt: Date | null; operations: readonly Operation[] } | undefined,
): Promise<void> {
  if (!draft) return;
  const { startedAt } = draft;
  const waiting = new Set(draft.operations.map(({ unit }) => unit));
  const since = ({ answeredAt }: Taken) => startedAt !== null && answeredAt !== null && answeredAt >= startedAt;
  // A task may have been ended by hand; the words were not published for that.
  const isOfDraft = (one: Taken) => one.isAsked || (since(one) && one.units.some((unit) => waiting.has(unit)));
  const ids = (await findTaken(db, viewer, personId)).filter(isOfDraft).map(({ id }) => id);
  if (!ids.length) return;
  await db.planProposal.updateMany({
    where: { personId, id: { in: ids } },
    // Who had it stays said, so that it goes with the draft when that is brought back.
    data: { state: "open", answeredAt: null, answeredByName: null },
  });
  await db.task.updateMany({
    where: { personId, kind: "plan_proposed", cause: { in: ids } },
    data: { doneAt: null, doneBy: null, doneByName: null, outcome: null },
  });
}

/**
 * The draft is brought back: what it held of proposals is with the viewer again, unless somebody answered them meanwhile.
 * `units`: those of the draft. The task stands until the words are published.
 */
export async function takeAgain(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { units, at }: { units: ReadonlySet<string>; at: Date },
): Promise<void> {
  const open = await db.planProposal.findMany({
    where: { personId, state: "open", answeredBy: viewer.accountId },
    select: { id: true, operations: true },
  });
  const again = open.filter(({ operations }) => parseOperations(operations).some(({ unit }) => units.has(unit)));
  if (!again.length) return;
  await db.planProposal.updateMany({
    where: { personId, state: "open", id: { in: again.map(({ id }) => id) } },
    data: { state: "taken", answeredAt: at, answeredByName: viewer.name },
  });
}

/**
 * Ends open proposals whose every word stands in what was published just now: nobody has anything left to sign. Of the
 * viewer's own it counts as taken back, of another's as taken.
 */
export async function endSaid(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { document, at }: { document: PlanDocument; at: Date },
): Promise<void> {
  const open = await db.planProposal.findMany({
    where: { personId, state: "open" },
    select: { id: true, operations: true, fromAccount: true },
  });
  const isSaid = ({ unit, values }: Operation) => {
    const stands = readUnit(document, unit);
    return sameValues(asKept(unit, withRing(values, stands)), stands);
  };
  const said = open.filter(({ operations }) => parseOperations(operations).every(isSaid));
  for (const { id, fromAccount } of said) {
    const state = fromAccount === viewer.accountId ? "withdrawn" : "taken";
    const by = { answeredAt: at, answeredBy: viewer.accountId, answeredByName: viewer.name };
    await db.planProposal.update({ where: { personId_id: { personId, id } }, data: { state, ...by } });
  }
  await endProposalTasks(db, viewer, { personId, ids: said.map(({ id }) => id), at });
}
