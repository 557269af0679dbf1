/** The registry: the viewer's people in the current stratification, narrowed, sorted and read in blocks. */
import { z } from "zod";
import type { RecordPart } from "../domain/permissions";
import { partsSeen, type RelationshipSource } from "../domain/permissions";
import { familyFirst } from "../domain/person";
import { missingWithoutTests } from "../domain/record";
import { NOT_NARROWED, type Place, type RegistryFilter, SORTS, type Sort, without } from "../domain/registry-filter";
import type { RegistryBlock, RegistryCounts, RegistryLine, SegmentCount, Stamp } from "../domain/registry-line";
import { rowParts, withinRole } from "../domain/registry-scope";
import { isOff, offInWords, offWithin } from "../domain/rules-off";
import { SEGMENTS, type Segment } from "../domain/segment";
import { type TierLines, tierOf } from "../domain/tier";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { rulesOff, type UsableCohort, usableCohorts } from "./cohort-rules.server";
import { ruleSql } from "./cohort-sql.server";
import { asViewer, type Db } from "./database.server";
import { Prisma } from "./generated/client";
import { inScope, lines, narrowed, ordered, shownLines } from "./registry-sql.server";

const { sql } = Prisma;

export const BLOCK = 50;
/** Farther down than this the list is walked block by block, not jumped into. */
const FARTHEST_JUMP = 100_000;

export type RegistryQuery = { filter: RegistryFilter; sort: Sort; place: Place };

/** The page: counts for the pyramid and the sentence, and the first block. `stamp` is absent before the first run. */
export function openRegistry(viewer: StaffViewer, query: RegistryQuery) {
  return asViewer(viewer, "read", async (db) => {
    const { filter, sort } = withinRole(viewer, query.filter, query.sort);
    const parts = rowParts(viewer);
    const run = await currentRun(db);
    const practices = await practicesOf(db, viewer);
    const cohorts = await usableCohorts(db, viewer);
    const off = await rulesOff(db);
    const narrowing = narrowingOf(viewer, filter, cohorts, off);
    const page = {
      filter: narrowing.filter,
      errors: narrowing.errors,
      off,
      sort,
      parts,
      practices,
      cohorts: cohorts.map(({ id, name }) => ({ id, name })),
    };
    if (!run) {
      await recordAccess(db, viewer, { did: "list registry" });
      return { ...page, stamp: undefined, counts: noOne(), block: NO_ROWS };
    }
    const counts = await countPeople(db, viewer, run.id, narrowing);
    const block = await readBlock(db, viewer, run, { narrowing, sort, place: query.place });
    const changedSince = await db.changedPerson.count({ where: { changedAt: { gt: run.finishedAt } } });
    const stamp: Stamp = { finishedAt: run.finishedAt, asOf: run.asOf, changedSince };
    return { ...page, stamp, counts, block };
  });
}

/** One block of the list, for the grid. With `errors` there are no rows: what was asked cannot be asked. */
export function listRegistry(
  viewer: StaffViewer,
  query: RegistryQuery,
): Promise<RegistryBlock & { errors?: Record<string, string> }> {
  return asViewer(viewer, "read", async (db) => {
    const { filter, sort } = withinRole(viewer, query.filter, query.sort);
    const run = await currentRun(db);
    if (!run) return NO_ROWS;
    const cohorts = filter.cohort ? await usableCohorts(db, viewer, { id: filter.cohort }) : [];
    const narrowing = narrowingOf(viewer, filter, cohorts, await rulesOff(db));
    if (Object.keys(narrowing.errors).length) return { ...NO_ROWS, errors: narrowing.errors };
    return readBlock(db, viewer, run, { narrowing, sort, place: query.place });
  });
}

const NO_ROWS: RegistryBlock = { lines: [], hasNext: false, hasPrevious: false };

/** What narrows the list, as SQL, and the parts of a record that being on it would tell. */
type Narrowing = {
  filter: RegistryFilter;
  where: Prisma.Sql;
  revealed: RecordPart[];
  errors: Record<string, string>;
};

/**
 * A cohort that is closed, or not the viewer's to use, is no filter, and neither is a rule that is off: the chip is not
 * there, and `errors` says so by field.
 */
function narrowingOf(
  viewer: StaffViewer,
  asked: RegistryFilter,
  cohorts: readonly UsableCohort[],
  off: readonly string[],
): Narrowing {
  const named = cohorts.find(({ id }) => id === asked.cohort);
  const silent = named ? offWithin(named.rule, off) : [];
  const cohort = silent.length ? undefined : named;
  const errors: Record<string, string> = {};
  if (asked.cohort && !named) errors.cohort = `Cohort is not one that you can use. ${NOT_NARROWED}`;
  if (named && silent.length)
    errors.cohort = `“${named.name}” asks for ${silent.map(offInWords).join("; ")}. ${NOT_NARROWED}`;
  if (asked.gap && isOff(asked.gap, off)) errors.gap = `${offInWords(asked.gap)}. ${NOT_NARROWED}`;
  const filter = without(asked, [
    ...(errors.cohort ? (["cohort"] as const) : []),
    ...(errors.gap ? (["gap"] as const) : []),
  ]);
  const at = viewer.requestedAt;
  const where = narrowed(filter, at, cohort && ruleSql(cohort.rule, at));
  return { filter, where, revealed: cohort?.parts ?? [], errors };
}

type Run = { id: string; asOf: Date; finishedAt: Date; tiers: TierLines };

export async function currentRun(db: Db): Promise<Run | undefined> {
  const run = await db.stratificationRun.findFirst({ where: { current: true, finishedAt: { not: null } } });
  if (!run) return undefined;
  return { id: run.id, asOf: run.asOf, finishedAt: run.finishedAt!, tiers: TierLinesOf.parse(run.tiers ?? {}) };
}

const TierLinesOf = z.object({ very_high: z.number(), high: z.number(), moderate: z.number() }).partial();

const Row = z.object({
  personId: z.string(),
  died: z.boolean(),
  family: z.string().nullable(),
  given: z.string().nullable(),
  age: z.number().nullable(),
  segment: z.enum(Object.keys(SEGMENTS) as [Segment, ...Segment[]]),
  reason: z.string(),
  missing: z.array(z.string()),
  efiKnown: z.boolean(),
  efiCount: z.number().nullable(),
  efiCategory: z.string().nullable(),
  gapsDue: z.number(),
  firstGap: z.string().nullable(),
  need: z.number(),
  segmentMoved: z.enum(["up", "down"]).nullable(),
  frailtyMoved: z.enum(["up", "down"]).nullable(),
  lastEmergencyOn: z.date().nullable(),
  emergencyYear: z.number(),
  attendances: z.number(),
  planSince: z.date().nullable(),
  nextMeetingOn: z.date().nullable(),
});

type BlockQuery = { narrowing: Narrowing; sort: Sort; place: Place };

async function readBlock(db: Db, viewer: StaffViewer, run: Run, query: BlockQuery): Promise<RegistryBlock> {
  const { narrowing, sort, place } = query;
  const runId = run.id;
  const at = viewer.requestedAt;
  const bounded = "from" in place ? { from: Math.min(Math.max(0, place.from), FARTHEST_JUMP) } : place;
  const { where, order, offset } = ordered(sort, bounded, runId, at);
  const found = await db.$queryRaw<{ id: string }[]>`
    select r.person_id as id from ${lines(at, sort.by)}
    where r.run_id = ${runId}::uuid and ${inScope(viewer, [...narrowing.revealed, SORTS[sort.by].part])}
      ${narrowing.where} ${where}
    order by ${order} limit ${BLOCK + 1} ${offset}`;
  const more = found.length > BLOCK;
  const shown = found.slice(0, BLOCK).map(({ id }) => id);
  const backwards = "before" in place;
  if (backwards) shown.reverse();
  const rows = (await db.$queryRaw<unknown[]>(shownLines(runId, shown, at))).map((row) => Row.parse(row));
  rows.sort((a, b) => shown.indexOf(a.personId) - shown.indexOf(b.personId));
  const sources = await sourcesWith(db, viewer, shown);
  await recordAccess(db, viewer, { did: "list registry", shown });
  return {
    lines: rows.map((row) => lineOf(row, run.tiers, partsSeen(viewer, sources.get(row.personId) ?? []))),
    hasNext: backwards || more,
    hasPrevious: backwards ? more : "after" in place || ("from" in bounded && bounded.from > 0),
  };
}

function lineOf(row: z.infer<typeof Row>, tiers: TierLines, parts: ReadonlySet<RecordPart>): RegistryLine {
  const { personId, family, given, age, died, segment, reason, missing, efiKnown, efiCount, efiCategory } = row;
  const line: RegistryLine = {
    personId,
    name: familyFirst({ family: family ?? "", given: given ?? "" }),
    age,
    died,
  };
  if (parts.has("why")) {
    const lacking = parts.has("results") ? missing : missingWithoutTests(missing);
    const efi = { known: efiKnown, count: efiCount, category: efiCategory };
    const moved = { segment: row.segmentMoved, frailty: row.frailtyMoved };
    line.why = { segment, reason, missing: lacking, efi, tier: tierOf(row, tiers), moved };
  }
  if (parts.has("care due")) line.careDue = { gaps: row.gapsDue, first: row.firstGap };
  if (parts.has("contacts")) {
    const { lastEmergencyOn, emergencyYear: inYear, attendances } = row;
    line.emergency = { lastOn: iso(lastEmergencyOn), inYear, attendances };
  }
  if (parts.has("plan")) line.plan = { oldestSince: iso(row.planSince) };
  if (parts.has("meetings")) line.meeting = { nextOn: iso(row.nextMeetingOn) };
  return line;
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

async function sourcesWith(db: Db, viewer: StaffViewer, personIds: string[]) {
  const at = viewer.requestedAt;
  const rows = await db.$queryRaw<{ personId: string; sources: RelationshipSource[] }[]>`
    select person_id as "personId", array_agg(distinct source) as sources from relationship
    where person_id = any (${personIds}::uuid[]) and holder_id = any (${[...viewer.holders]}::uuid[])
      and starts_at <= ${at} and (ends_at is null or ends_at > ${at})
    group by person_id`;
  return new Map(rows.map(({ personId, sources }) => [personId, sources]));
}

/** The whole scope by segment, and how many of it the filter leaves. Incomplete ones are counted, never hidden. */
async function countPeople(db: Db, viewer: StaffViewer, runId: string, { where, revealed }: Narrowing) {
  const matches = sql`(true ${where})`;
  const rows = await db.$queryRaw<(SegmentCount & { matching: number })[]>`
    select r.segment, count(*)::int as people,
      count(*) filter (where cardinality(r.missing) > 0)::int as incomplete,
      count(*) filter (where ${matches})::int as matching
    from ${lines(viewer.requestedAt)} where r.run_id = ${runId}::uuid and ${inScope(viewer, revealed)} group by r.segment`;
  const seen = rowParts(viewer).has("why");
  const segments = (Object.keys(SEGMENTS) as Segment[]).map((segment) => {
    const { people = 0, incomplete = 0 } = rows.find((row) => row.segment === segment) ?? {};
    return { segment, people, incomplete };
  });
  const sum = (of: "people" | "matching") => rows.reduce((total, row) => total + row[of], 0);
  return { matching: sum("matching"), total: sum("people"), segments: seen ? segments : [] };
}

const noOne = (): RegistryCounts => ({ matching: 0, total: 0, segments: [] });

/** Practices to choose from: the viewer's own, or those under the viewer's organisation. */
export async function practicesOf(db: Db, viewer: StaffViewer): Promise<{ id: string; name: string }[]> {
  return db.$queryRaw`
    with recursive below as (
      select id, name, kind from organisation where id = ${viewer.organisationId}::uuid
      union all select o.id, o.name, o.kind from organisation o join below b on o.parent_id = b.id)
    select id, name from below where kind = 'practice' order by name limit 400`;
}
