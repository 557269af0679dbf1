/**
 * Proposals that a signer took into the own draft. To take is not to sign: the task stands until the words are
 * published, or are given on; and with the draft that is thrown away the proposal comes back to whoever may sign it.
 */
import { type Operation, parseOperations } from "../domain/plan";
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
    data: { state: "open", answeredAt: null, answeredBy: null, answeredByName: null },
  });
  await db.task.updateMany({
    where: { personId, kind: "plan_proposed", cause: { in: ids } },
    data: { doneAt: null, doneBy: null, doneByName: null, outcome: null },
  });
}
