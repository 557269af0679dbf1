/**
 * Edits of a draft as they are typed: each judged by what its author saw, kept in a log that nobody can change, and
 * acknowledged once however often it is sent.
 */
import type { PlanDocument, Values } from "../domain/plan";
import { type Operation, readUnit, writeUnit } from "../domain/plan";
import { asKept, type Edit, type EditResult, judgeEdit, withKeptFields } from "../domain/plan-edits";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { Prisma } from "./generated/client";
import { keepDraft, loadDraft, lockDraft, notSeenBy, shownWith } from "./plan-drafts.server";
import { findInPlanScope, loadPlan } from "./plan-scope.server";
import { whoWrote } from "./plan-writers.server";

export type SaveEdits = { personId: string; edits: readonly Edit[]; owners?: readonly Owner[]; at: Date };
/** Whom an action can be offered to: the names beside a chosen owner are looked up here, never taken from the form. */
type Owner = { owner: string; ownerName: string; ownerOrganisation: string };

/** The revision under which words are logged that did not get into the draft, since others stand there. */
export const PUT_ASIDE = -1;

/**
 * Saves each edit whose unit still holds what its author saw. "conflict": something else stands there; nothing is put
 * over it, the words are kept in the log, and `now` and `by` say what stands and who wrote it. The same id again is
 * answered as before.
 */
export function saveEdits(viewer: StaffViewer, { personId, edits, owners = [], at }: SaveEdits) {
  return asViewer(viewer, "command", async (db) => {
    const person = await findInPlanScope(db, viewer, personId);
    if (!person) return { results: edits.map(({ id }): EditResult => ({ id, outcome: "not found" })), revision: 0 };
    await lockDraft(db, viewer, personId);
    const [live, draft] = [await loadPlan(db, personId), await loadDraft(db, viewer, personId)];
    const mayNot = await notSeenBy(db, viewer, person, live.document, draft);
    const earlier = await loggedEdits(db, viewer, personId, edits);
    let shown = shownWith(live.document, draft);
    const results: EditResult[] = [];
    const fresh: { edit: Edit; put: boolean }[] = [];
    for (const edit of edits) {
      const { id, unit } = edit;
      const before = earlier.get(id);
      const now = readUnit(shown, unit);
      if (before?.saved) results.push({ id, outcome: "saved", now: before.values });
      else if (mayNot(unit)) {
        results.push({ id, outcome: "may not write" });
        // Not theirs to change, and still not lost: the words are kept in the author's own log.
        if (!before) fresh.push({ edit: { ...edit, values: withKeptFields(unit, edit.values, null) }, put: false });
      } else {
        const values = asKept(unit, asWritten(edit, now, owners));
        const outcome = before ? "conflict" : judgeEdit({ ...edit, values }, now);
        if (outcome === "saved") shown = writeUnit(shown, { unit, values });
        // What stands there may be of an edit of this very message.
        const own = fresh.filter((one) => one.put).map(({ edit: { unit, values } }): Operation => ({ unit, values }));
        const written = own.length ? { operations: [...(draft?.operations ?? []), ...own], updatedAt: at } : draft;
        const by =
          outcome === "conflict" ? await whoWrote(db, viewer, personId, { live, draft: written, unit }) : undefined;
        results.push({ id, outcome, now: readUnit(shown, unit), by });
        if (!before) fresh.push({ edit: { ...edit, values }, put: outcome === "saved" });
        earlier.set(id, { values, saved: outcome === "saved" });
      }
    }
    const put = fresh.filter((one) => one.put).map(({ edit }) => edit as Operation);
    const changes = put.filter(({ unit }) => isChanged(unit, shownWith(live.document, draft), shown));
    const revision = changes.length
      ? await keepDraft(db, viewer, personId, live, draft, inOneStep(changes, shown), at)
      : (draft?.revision ?? 0);
    await logEdits(db, viewer, personId, fresh, revision, at);
    await recordAccess(db, viewer, { personId, did: "save draft of plan" });
    return { results, revision };
  });
}
export type EditsSaved = Awaited<ReturnType<typeof saveEdits>>;

/** The words as they are kept: fields that no form has stay, and an action's owner gets the name that we know. */
function asWritten({ unit, values }: Edit, now: Values | null, owners: readonly Owner[]): Values | null {
  const written = withKeptFields(unit, values, now);
  if (!written || !unit.startsWith("actions/") || written.owner === now?.owner) return written;
  const { owner: _, ownerName: __, ownerOrganisation: ___, ...rest } = written;
  return { ...rest, ...owners.find(({ owner }) => owner === written.owner) };
}

const isChanged = (unit: string, before: PlanDocument, after: PlanDocument) =>
  JSON.stringify(readUnit(before, unit)) !== JSON.stringify(readUnit(after, unit));

/** Several edits of one unit in one message come to what the last of them left. */
const inOneStep = (operations: readonly Operation[], after: PlanDocument): Operation[] =>
  [...new Set(operations.map(({ unit }) => unit))].map((unit) => ({ unit, values: readUnit(after, unit) }));

async function loggedEdits(db: Db, viewer: StaffViewer, personId: string, edits: readonly Edit[]) {
  const rows = await db.planDraftEdit.findMany({
    where: { personId, accountId: viewer.accountId, id: { in: edits.map(({ id }) => id) } },
    select: { id: true, values: true, revision: true },
  });
  return new Map(
    rows.map(({ id, values, revision }) => [id, { values: values as Values | null, saved: revision !== PUT_ASIDE }]),
  );
}

async function logEdits(
  db: Db,
  { accountId }: StaffViewer,
  personId: string,
  fresh: readonly { edit: Edit; put: boolean }[],
  revision: number,
  at: Date,
) {
  const data = fresh.map(({ edit: { id, unit, values }, put }) => ({
    personId,
    accountId,
    id,
    unit,
    values: values === null ? Prisma.DbNull : { ...values },
    at,
    revision: put ? revision : PUT_ASIDE,
  }));
  // Two edits of one message may carry the same id: the first counts.
  if (data.length) await db.planDraftEdit.createMany({ data, skipDuplicates: true });
}
