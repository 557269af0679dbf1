/**
 * Edits of a draft as they are typed: each judged by what its author saw, kept in a log that nobody can change, and
 * acknowledged once however often it is sent.
 */
import type { PlanDocument, Values } from "../domain/plan";
import { applyOperations, type Operation, readUnit, writeUnit } from "../domain/plan";
import {
  asKept,
  type Edit,
  type EditResult,
  isTooLong,
  judgeEdit,
  notReadBack,
  withKeptFields,
} from "../domain/plan-edits";
import { INSTEAD, marked, ringMeant, withoutMark, withRing, withRings } from "../domain/plan-hidden-rings";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { type ActionOwner, ownersNamed } from "./action-owners.server";
import { asViewer, type Db } from "./database.server";
import { Prisma } from "./generated/client";
import { idOf } from "./identity.server";
import {
  type Draft,
  type KeptDraft,
  keepDraft,
  loadDraft,
  lockDraft,
  notSeenBy,
  shownWith,
} from "./plan-drafts.server";
import { planFor, type SeePlan } from "./plan-restrictions.server";
import { findInPlanScope, type KeptPlan, loadPlan, type PersonInScope } from "./plan-scope.server";
import { whoWrote } from "./plan-writers.server";

export type SaveEdits = { personId: string; edits: readonly Edit[]; at: Date };

/** The revision under which words are logged that did not get into the draft, since others stand there. */
export const PUT_ASIDE = -1;

/**
 * Saves each edit whose unit still holds what its author saw. "conflict": something else stands there; nothing is put
 * over it, the words are kept in the log, and `now` and `by` say what stands and who wrote it. "too long", "no such
 * owner": nothing is cut off or left out; the author writes it otherwise. The same id again is answered as before.
 */
export const saveEdits = (viewer: StaffViewer, command: SaveEdits) =>
  asViewer(viewer, "command", (db) => putEdits(db, viewer, command));

/** The same as part of a command that does more. */
export async function putEdits(db: Db, viewer: StaffViewer, { personId, edits, at }: SaveEdits) {
  const person = await findInPlanScope(db, viewer, personId);
  if (!person) return { results: edits.map(({ id }): EditResult => ({ id, outcome: "not found" })), revision: 0 };
  await lockDraft(db, viewer, personId);
  const [live, draft] = [await loadPlan(db, personId), await loadDraft(db, viewer, personId)];
  const writing = { viewer, personId, live, draft, at };
  const judged = await judge(db, { ...writing, person, edits });
  const before = shownWith(live.document, draft);
  const put = judged.fresh.filter((one) => one.put).map(({ edit: { unit, values } }): Operation => ({ unit, values }));
  const after = withRings(judged.shown, live.document);
  const changes = put.filter(({ unit }) => isChanged(unit, before, after));
  const kept = changes.length
    ? await keepDraft(db, viewer, personId, live, draft, inOneStep(changes, judged.shown), at)
    : undefined;
  const told = kept ? await onlyWhatIsKept(db, writing, judged, kept) : judged;
  const revision = kept?.revision ?? draft?.revision ?? 0;
  await logEdits(db, viewer, personId, told.fresh, revision, at);
  await recordAccess(db, viewer, { personId, did: "save draft of plan" });
  return { results: told.results, revision };
}

type Writing = { viewer: StaffViewer; personId: string; live: KeptPlan; draft: Draft | undefined; at: Date };
type Fresh = { edit: Edit; put: boolean };
type Judged = {
  results: EditResult[];
  /** Edits that no log holds yet, and whether they go into the draft. */
  fresh: Fresh[];
  /** The plan with all that goes in; a ring that was left as it stands is marked so. */
  shown: PlanDocument;
  eyes: ReturnType<typeof eyesOf>;
};

/** What becomes of each edit, one upon the other. */
async function judge(
  db: Db,
  { viewer, personId, live, draft, at, person, edits }: Writing & { person: PersonInScope; edits: readonly Edit[] },
): Promise<Judged> {
  const mayNot = await notSeenBy(db, viewer, person, live.document, draft);
  const eyes = eyesOf(viewer, await planFor(db, viewer, personId, person), live.document);
  const earlier = await loggedEdits(db, viewer, personId, edits);
  const owners = await ownersNamed(db, viewer, chosenOwners(edits));
  let shown = applyOperations(live.document, draft?.operations ?? []);
  const results: EditResult[] = [];
  const fresh: Fresh[] = [];
  for (const asked of edits) {
    const edit = eyes.meant(asked, mayNot, (unit) => readUnit(shown, unit));
    const { id, unit } = edit;
    const before = earlier.get(id);
    const now = readUnit(shown, unit);
    if (before?.saved) results.push({ id, outcome: "saved", now: eyes.told(unit, before.values) });
    else if (isTooLong(edit.values)) results.push({ id, outcome: "too long" });
    else if (mayNot(unit)) {
      results.push({ id, outcome: "may not write" });
      // Not theirs to change, and still not lost: the words are kept in the author's own log.
      if (!before) fresh.push({ edit: { ...edit, values: withKeptFields(unit, edit.values, null) }, put: false });
    } else {
      const written = asWritten(edit, now, owners);
      if (written === "no such owner") {
        results.push({ id, outcome: written });
        continue;
      }
      const values = asKept(unit, written);
      // By what the author can tell apart: the desk that stands for a name is the desk to them.
      const told = (one: Values | null) => eyes.told(unit, one);
      const judgedBy = { unit, values: told(values), seen: told(edit.seen) };
      const outcome = before ? "conflict" : judgeEdit(judgedBy, told(now));
      if (outcome === "saved") shown = writeUnit(shown, { unit, values });
      // What stands there may be of an edit of this very message.
      const own = fresh.filter((one) => one.put).map(({ edit: { unit, values } }): Operation => ({ unit, values }));
      const withOwn = own.length ? { operations: [...(draft?.operations ?? []), ...own], updatedAt: at } : draft;
      const by =
        outcome === "conflict" ? await whoWrote(db, viewer, personId, { live, draft: withOwn, unit }) : undefined;
      results.push({ id, outcome, now: eyes.told(unit, readUnit(shown, unit)), by });
      if (!before) fresh.push({ edit: { ...edit, values }, put: outcome === "saved" });
      earlier.set(id, { values, saved: outcome === "saved" });
    }
  }
  return { results, fresh, shown, eyes };
}

/**
 * An edit is acknowledged when the draft, as the database holds it, reads back as its author is told. Where it does not,
 * they are told what stands, and the words are put aside: a fault of ours costs a choice, never words.
 */
async function onlyWhatIsKept(
  db: Db,
  { viewer, personId, live, draft }: Writing,
  judged: Judged,
  kept: KeptDraft,
): Promise<Pick<Judged, "results" | "fresh">> {
  const stands = shownWith(live.document, kept);
  const put = judged.fresh.filter((one) => one.put).map(({ edit }) => edit);
  const lost = new Set(
    notReadBack(
      put.map(({ unit }) => unit),
      withRings(judged.shown, live.document),
      stands,
    ),
  );
  if (lost.size === 0) return judged;
  const unitsLost = new Map(put.filter(({ unit }) => lost.has(unit)).map(({ id, unit }) => [id, unit]));
  const results: EditResult[] = [];
  for (const result of judged.results) {
    const unit = unitsLost.get(result.id);
    if (!unit) results.push(result);
    else {
      const by = await whoWrote(db, viewer, personId, { live, draft, unit });
      results.push({ id: result.id, outcome: "conflict", now: judged.eyes.told(unit, readUnit(stands, unit)), by });
    }
  }
  return { results, fresh: judged.fresh.map((one) => (lost.has(one.edit.unit) ? { ...one, put: false } : one)) };
}

/**
 * What the author's words mean beside what is kept from them. Words under the id of a line that is hidden go to a line of
 * their own, as with an id that nothing has: neither the answer nor the hidden line is touched by them. Where the author
 * was shown the desk instead of a name and left it, the ring stays as it stands (domain/plan-hidden-rings).
 */
function eyesOf({ accountId }: StaffViewer, see: SeePlan, live: PlanDocument) {
  const { withheld, rings } = see(live);
  const hidden = { plan: live, rings };
  return {
    meant(asked: Edit, mayNot: (unit: string) => boolean, now: (unit: string) => Values | null): Edit {
      const edit = { ...asked, values: withoutMark(asked.values), seen: withoutMark(asked.seen) };
      const isHidden = mayNot(edit.unit) && withheld.get(edit.unit) === "hidden" && edit.unit.includes("/");
      if (isHidden) return { ...edit, unit: ownPlaceOf(edit.unit, accountId) };
      return { ...edit, values: ringMeant(edit, now(edit.unit), hidden) };
    },
    /** As the author may read it. */
    told(unit: string, values: Values | null): Values | null {
      const kept = marked({ unit, values }, hidden).values;
      const stands = rings.has(unit) ? { ring: INSTEAD } : readUnit(live, unit);
      return withRing(kept, stands);
    },
  };
}

/** The same for the same author, so that words that follow find the first. */
function ownPlaceOf(unit: string, accountId: string): string {
  const [section] = unit.split("/");
  return `${section}/${idOf("own place", accountId, unit)}`;
}

/**
 * The words as they are kept: fields that no form has stay, and an action's owner gets the name that we know. Somebody
 * to whom nothing can be offered is not left out silently.
 */
function asWritten(
  { unit, values }: Edit,
  now: Values | null,
  owners: readonly ActionOwner[],
): Values | null | "no such owner" {
  const written = withKeptFields(unit, values, now);
  if (!written || !unit.startsWith("actions/") || (written.owner ?? "") === (now?.owner ?? "")) return written;
  const { owner, ownerName: _, ownerOrganisation: __, ...rest } = written;
  if (!owner) return rest;
  const known = owners.find((one) => one.owner === owner);
  return known ? { ...rest, ...known } : "no such owner";
}

const chosenOwners = (edits: readonly Edit[]): string[] =>
  edits.flatMap(({ unit, values }) => (unit.startsWith("actions/") && values?.owner ? [values.owner] : []));

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
  fresh: readonly Fresh[],
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
