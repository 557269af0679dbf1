/**
 * The book of imports: which run, how far each file is, what was refused. Written in the transaction of the chunk
 * that it speaks of, so that an import that was stopped at any moment goes on exactly behind its last chunk.
 */
import type pg from "pg";
import { idOf, newId } from "./identity.server";

export type TypeCounts = {
  read: number;
  accepted: number;
  rejected: number;
  inserted: number;
  updated: number;
  unchanged: number;
};
export type Counts = TypeCounts & {
  warnings: number;
  /** Some of it belongs to people who are not here (yet). */
  unknownPeople: boolean;
  byType: Record<string, TypeCounts>;
};
export type Trouble = { file: string; line: number; reason: string };
export type FileState = { path: string; key: string; linesDone: number; finished: boolean; counts: Counts };
export type Run = { id: string; startedAt: Date; continued: boolean; files: Map<string, FileState> };

export const noCounts = (): Counts => ({ ...noTypeCounts(), warnings: 0, unknownPeople: false, byType: {} });
export const noTypeCounts = (): TypeCounts => ({
  read: 0,
  accepted: 0,
  rejected: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
});

export function countOne(
  counts: Counts,
  type: string,
  what: { rejected: true } | { outcome: "inserted" | "updated" | "unchanged" },
) {
  if (!Object.hasOwn(counts.byType, type)) counts.byType[type] = noTypeCounts();
  for (const sum of [counts, counts.byType[type]!]) {
    sum.read++;
    if ("rejected" in what) sum.rejected++;
    else {
      sum.accepted++;
      sum[what.outcome]++;
    }
  }
}

export function addCounts(all: readonly Counts[]): Counts {
  const sum = noCounts();
  const add = (to: TypeCounts, from: TypeCounts) => {
    for (const key of Object.keys(noTypeCounts()) as (keyof TypeCounts)[]) to[key] += from[key];
  };
  for (const counts of all) {
    add(sum, counts);
    sum.warnings += counts.warnings;
    sum.unknownPeople ||= counts.unknownPeople;
    for (const [type, one] of Object.entries(counts.byType)) {
      sum.byType[type] ??= noTypeCounts();
      add(sum.byType[type], one);
    }
  }
  return sum;
}

/** The unfinished run of this source that has begun one of these files; else a new one. */
export async function openRun(
  client: pg.ClientBase,
  { source, paths, keys, at }: { source: string; paths: string[]; keys: string[]; at: Date },
): Promise<Run> {
  const {
    rows: [begun],
  } = await client.query(
    `select r.id, r.started_at from import_run r where r.source = $1 and r.finished_at is null and exists
       (select 1 from import_file f where f.run_id = r.id and f.file_key = any ($2)) order by r.started_at desc limit 1`,
    [source, keys],
  );
  const id = begun?.id ?? newId(at);
  if (!begun)
    await client.query("insert into import_run (id, source, paths, started_at, counts) values ($1, $2, $3, $4, $5)", [
      id,
      source,
      paths,
      at,
      JSON.stringify(noCounts()),
    ]);
  const { rows } = await client.query(
    "select file_key, path, lines_done, finished_at, counts from import_file where run_id = $1",
    [id],
  );
  const files = rows.map((row): [string, FileState] => [
    row.file_key,
    {
      path: row.path,
      key: row.file_key,
      linesDone: row.lines_done,
      finished: row.finished_at !== null,
      counts: row.counts,
    },
  ]);
  return { id, startedAt: begun?.started_at ?? at, continued: Boolean(begun), files: new Map(files) };
}

export async function saveFile(client: pg.ClientBase, runId: string, file: FileState, at: Date): Promise<void> {
  await client.query({
    name: "import file",
    text: `insert into import_file (run_id, file_key, path, lines_done, counts, finished_at) values ($1, $2, $3, $4, $5, $6)
      on conflict (run_id, file_key) do update set lines_done = excluded.lines_done, counts = excluded.counts, finished_at = excluded.finished_at`,
    values: [runId, file.key, file.path, file.linesDone, JSON.stringify(file.counts), file.finished ? at : null],
  });
}

export async function saveRejects(client: pg.ClientBase, runId: string, rejects: readonly Trouble[]): Promise<void> {
  if (rejects.length === 0) return;
  await client.query(
    `insert into import_reject (run_id, id, file, line, reason)
     select $1, * from unnest($2::uuid[], $3::text[], $4::int[], $5::text[]) on conflict do nothing`,
    [
      runId,
      rejects.map(({ file, line }) => idOf(runId, file, String(line))),
      rejects.map(({ file }) => file),
      rejects.map(({ line }) => line),
      rejects.map(({ reason }) => reason.replaceAll("\u0000", "")),
    ],
  );
}

export async function finishRun(client: pg.ClientBase, run: Run, counts: Counts, at: Date): Promise<void> {
  await client.query("update import_run set finished_at = $2, counts = $3 where id = $1", [
    run.id,
    at,
    JSON.stringify(counts),
  ]);
}

/** The first of them, in the order of the files. */
export async function readRejects(client: pg.ClientBase, runId: string, most: number): Promise<Trouble[]> {
  const { rows } = await client.query<Trouble>(
    "select file, line, reason from import_reject where run_id = $1 order by file, line limit $2",
    [runId, most],
  );
  return rows;
}

/** Entries and encounters of people of this source who never came. */
export async function countOfUnknownPeople(
  client: pg.ClientBase,
  source: string,
): Promise<{ rows: number; people: number }> {
  const { rows } = await client.query(
    `select count(*)::int as rows, count(distinct person_id)::int as people from
       (select person_id from entry where source = $1 union all select person_id from encounter where source = $1
        union all select person_id from source_resource where source = $1 and resource_type = 'RelatedPerson') o
     where not exists (select 1 from person p where p.id = o.person_id)`,
    [source],
  );
  return rows[0];
}
