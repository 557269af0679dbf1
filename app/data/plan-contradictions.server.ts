/** Contradictions of a plan as one viewer may read them: on its pages, on paper, and in the task that asks about one. */
import type { PlanDocument } from "../domain/plan";
import {
  type ConflictSide,
  closedSide,
  conflictsSeen,
  conflictsTold,
  idOfTwoPlans,
  type PlanConflict,
  parseConflicts,
  TWO_PLANS,
} from "../domain/plan-conflict";
import { ofRecord } from "../domain/plan-conflict-decisions";
import type { RecordLine } from "../domain/plan-record";
import type { StaffViewer } from "../domain/viewer";
import { asSystemWithin, type Db } from "./database.server";
import { linkedPlansFor, linkedRecords } from "./linked-records.server";
import { planRecordFor } from "./plan-record.server";
import { planFor } from "./plan-restrictions.server";
import { loadPlan, reachesPlan } from "./plan-scope.server";

/** Those of which the viewer reads every side; how many there are besides. */
export async function contradictionsShown(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  found: readonly PlanConflict[],
  seen: PlanDocument,
) {
  if (!found.length) return { conflicts: [], withheld: 0 };
  const { conflicts, entries } = await asRead(db, viewer, personId, found);
  return conflictsSeen(conflicts, seen, entries);
}

/** All of them, for paper and tasks: of a side that the viewer does not read nothing stands but that it is not open. */
export async function contradictionsTold(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  found: readonly PlanConflict[],
  seen: PlanDocument,
): Promise<PlanConflict[]> {
  if (!found.length) return [];
  const { conflicts, entries } = await asRead(db, viewer, personId, found);
  return conflictsTold(conflicts, seen, entries);
}

/** The one that was kept with the plan's last rendition under this id, as the viewer may read it; null: it stands no longer. */
export async function keptContradiction(
  db: Db,
  viewer: StaffViewer,
  { personId, id }: { personId: string; id: string },
): Promise<PlanConflict | null> {
  const kept = await asSystemWithin(db, "maintenance", async () => {
    const plan = await db.plan.findUnique({ where: { personId }, select: { conflicts: true } });
    return parseConflicts(plan?.conflicts).find((one) => one.id === id);
  });
  if (!kept) return null;
  if (!(await reachesPlan(db, viewer, personId))) return { ...kept, sides: kept.sides.map(closedSide) };
  const found = kept.kind === TWO_PLANS ? await withPlansRead(db, viewer, personId, kept) : kept;
  const see = await planFor(db, viewer, personId, { whole: false });
  const seen = see((await loadPlan(db, personId)).document).plan;
  return (await contradictionsTold(db, viewer, personId, [found], seen))[0] ?? null;
}

/** What the other plan says is told where its record is open to the viewer. */
async function withPlansRead(db: Db, viewer: StaffViewer, personId: string, kept: PlanConflict): Promise<PlanConflict> {
  const linked = await linkedPlansFor(db, viewer, personId);
  if (linked.some(({ open }) => open && idOfTwoPlans([personId, open.personId]) === kept.id)) return kept;
  return { ...kept, sides: kept.sides.map((side) => (side.source === "other plan" ? closedSide(side) : side)) };
}

/** What was found, by the lines that the viewer reads, and the ids of these. */
async function asRead(db: Db, viewer: StaffViewer, personId: string, found: readonly PlanConflict[]) {
  const lines = (await planRecordFor(db, viewer, personId))?.lines ?? [];
  const entries = new Set(lines.map(({ id }) => id));
  const asked = found.flatMap(({ sides }) => sides.flatMap(({ entry }) => (entry && !entries.has(entry) ? entry : [])));
  const same = asked.length ? await sameLines(db, personId, asked, lines) : new Map<string, RecordLine>();
  const read = (side: ConflictSide): ConflictSide => {
    const line = side.entry === undefined ? undefined : same.get(side.entry);
    return line && saysSame(line, side) ? ofRecord(line) : side;
  };
  return { conflicts: found.map((one) => ({ ...one, sides: one.sides.map(read) })), entries };
}

/** A value of another day is another thing to say; so is what has ended where the viewer reads. */
const saysSame = ({ kind, words, ended }: RecordLine, side: ConflictSide): boolean =>
  !ended && (kind !== "result" || words === side.words);

/**
 * The newest entry of a code may lie in a linked record that the viewer does not reach, and an older one of the same kind
 * and code in theirs: by asked entry, the line that they read. They are then told of theirs, never of the other.
 */
async function sameLines(db: Db, personId: string, asked: readonly string[], lines: readonly RecordLine[]) {
  const records = await linkedRecords(db, personId);
  const rows = await asSystemWithin(
    db,
    "maintenance",
    () => db.$queryRaw<{ asked: string; own: string }[]>`
      select a.id::text as asked, o.id::text as own
      from entry a join entry o on o.kind = a.kind and o.code_id = a.code_id and o.person_id = any (${records}::uuid[])
        and o.id = any (${lines.map(({ id }) => id)}::uuid[])
      where a.person_id = any (${records}::uuid[]) and a.id = any (${[...asked]}::uuid[])`,
  );
  return new Map(
    rows.flatMap(({ asked, own }) => lines.filter(({ id }) => id === own).map((line) => [asked, line] as const)),
  );
}
