/**
 * Stratification: features → scores → segment → registry rows. A run writes its rows beside those of the run in
 * force and takes its place at the end, so that readers always see one whole run; one that was stopped goes on where it
 * was. One person, or those whose record changed, are done again in the run in force.
 */
import type pg from "pg";
import type { CalendarDate } from "../domain/calendar";
import { stratify as stratifyFeatures } from "../domain/stratification";
import type { SystemViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import {
  areOfTheirDay,
  BANDED,
  type Banded,
  bandChangesOf,
  noteBandChanges,
  saveBandChanges,
} from "./band-changes.server";
import { installedSets, refreshCodeFeatures } from "./code-sets.server";
import { asSystemConnection, asViewer } from "./database.server";
import {
  featuresIn,
  findFeatures,
  type PersonFeatures,
  queryOf,
  readSetsOfCodes,
  type SetsOfCodes,
} from "./features.server";
import { findPersonRows, nextPeople, type PersonRows } from "./person-rows.server";
import { type RegistryRowIn, rowOf, saveRows, saveWritten, WrittenRows } from "./registry-rows.server";
import { movementSince } from "./run-distributions.server";
import { settingValues } from "./settings.server";
import { refreshChangedStatistics } from "./statistics.server";
import {
  alone,
  beginRun,
  count,
  deleteOtherRuns,
  distributionsFound,
  type Findings,
  noRunGoesOn,
  noteProgress,
  putInForce,
  type Run,
  recount,
  type StratifyCounts,
} from "./stratification-runs.server";

export type { StratifyCounts } from "./stratification-runs.server";

/** People per chunk: each is one transaction, and two of them are all that is held in memory. */
const CHUNK = 5_000;

export type StratifyRun = { runId: string; asOf: CalendarDate; counts: StratifyCounts };
type Options = {
  asOf: CalendarDate;
  /** When the run began, for the record. */
  at?: Date;
  /** A day that is not today, to look at: nobody's history is written by it. */
  lookAtAnotherDay?: boolean;
  chunk?: number;
  /** Hears of every chunk. */
  progress?: (done: { people: number; total: number }) => void;
};

/** Stratifies the whole population and puts the new run in force. Throws when another run is going on. */
export async function stratify(viewer: SystemViewer, options: Options): Promise<StratifyRun> {
  const { asOf, at = new Date(), lookAtAnotherDay = false } = options;
  const run = await asSystemConnection(viewer, (client, inTransaction) =>
    alone(client, async () => {
      await inTransaction(() => refreshChangedStatistics(client));
      const run: Run = await inTransaction(() => beginRun(client, { asOf, at, by: viewer.name, lookAtAnotherDay }));
      const before = run.counts.milliseconds;
      const elapsed = () => before + Date.now() - at.getTime();
      await answerEverybody(viewer, run, { ...options, client, inTransaction, elapsed });
      // All rows are committed. A change of band noted here changes nothing of who moved: both begin from the run in force.
      const findings = findingsOf(viewer, run);
      findings.catch(() => {}); // reported when it is awaited
      await inTransaction(async () => {
        await noteBandChanges(client, run, at);
        if (run.resumed) run.counts = await recount(client, run);
        const found = await findings;
        run.counts.milliseconds = elapsed();
        await putInForce(client, run, found);
      });
      return run;
    }),
  );
  await asViewer(viewer, "command", (db) =>
    recordAccess(db, viewer, { did: "stratify population", detail: { run: run.runId, people: run.counts.people } }),
  );
  return { runId: run.runId, asOf, counts: run.counts };
}

/** On connections of their own: each is a pass over all rows, and the database has more than one core. */
async function findingsOf(viewer: SystemViewer, run: Run): Promise<Findings> {
  const [found, movement] = await Promise.all([
    asSystemConnection(viewer, (reader, reading) => reading(() => distributionsFound(reader, run))),
    asSystemConnection(viewer, (reader, reading) => reading(() => movementSince(reader, run.runId))),
  ]);
  return { ...found, movement };
}

type Work = Options & {
  client: pg.PoolClient;
  inTransaction: <R>(part: () => Promise<R>) => Promise<R>;
  elapsed: () => number;
};

/**
 * Chunk by chunk: while one is answered, the database reads the next and saves the last. What former runs left is
 * cleared meanwhile.
 */
async function answerEverybody(viewer: SystemViewer, run: Run, work: Work): Promise<void> {
  const { client, inTransaction, elapsed, chunk = CHUNK, progress } = work;
  const save = async (rows: WrittenRows, so: Run) => {
    await inTransaction(async () => {
      await saveWritten(client, rows);
      await noteProgress(client, so);
    });
    progress?.({ people: so.done, total: so.total });
  };
  await asSystemConnection(viewer, async (reader, reading) => {
    const cleared = asSystemConnection(viewer, (other, clearing) => clearing(() => deleteOtherRuns(other, run)));
    cleared.catch(() => {}); // reported when it is awaited
    let saved: Promise<void> | undefined;
    for await (const people of ahead(chunksOf(reader, reading, run, chunk))) {
      const rows = await answerChunk(run, people);
      run.done += people.people;
      run.doneUntil = people.until;
      run.counts.milliseconds = elapsed();
      await saved;
      saved = save(rows, { ...run, counts: structuredClone(run.counts) });
      saved.catch(() => {}); // reported when it is awaited
    }
    await saved;
    await cleared;
  });
}

/** People answered between two looks at the connections, on which the next are read and the last saved meanwhile. */
const BREATH = 50;

async function answerChunk(run: Run, { found, sets }: Chunk): Promise<WrittenRows> {
  const rows = new WrittenRows();
  for (const person of featuresIn(found, run.asOf, sets)) {
    rows.add(answerOne(run, person));
    if (rows.lines.length % BREATH === 0) await new Promise(setImmediate);
  }
  return rows;
}

function answerOne(run: Run, person: PersonFeatures): RegistryRowIn {
  const answer = stratifyFeatures(person, run.asOf, run.values, run.installed);
  count(run.counts, answer, person.personId);
  return rowOf(run.runId, person, answer, run.asOf);
}

type Chunk = { found: PersonRows; sets: SetsOfCodes; people: number; until: string };

async function* chunksOf(
  reader: pg.PoolClient,
  reading: <R>(part: () => Promise<R>) => Promise<R>,
  { runId, asOf, resumed }: Run,
  limit: number,
): AsyncGenerator<Chunk> {
  const query = queryOf(reader);
  const sets = await reading(() => readSetsOfCodes(query));
  let after: string | undefined;
  for (;;) {
    const chunk = await reading(async () => {
      await reader.query("set local work_mem = '64MB'; set local jit = off");
      const next = await nextPeople(query, { after, limit, asOf, without: resumed ? runId : undefined });
      return next && { ...next, sets, found: await findPersonRows(query, next.whose, asOf, sets) };
    });
    if (!chunk) return;
    yield chunk;
    after = chunk.until;
  }
}

/**
 * Does again those whose record changed, oldest change first, up to `limit`. Returns how many left the queue and how
 * many still wait. What changes while it works stays in the queue; so does everything while a run is going on, whose
 * rows may have been made before the change, and before the first run.
 */
export async function stratifyChanged(viewer: SystemViewer, limit = 1_000): Promise<{ done: number; waiting: number }> {
  return asSystemConnection(viewer, (client, inTransaction) =>
    inTransaction(async () => {
      const done = (await noRunGoesOn(client)) ? await refreshOldest(client, limit, viewer.requestedAt) : 0;
      const waiting = await client.query<{ count: number }>("select count(*)::int as count from changed_person");
      return { done, waiting: waiting.rows[0]!.count };
    }),
  );
}

/** The lock that a run holds alone is held with others until the end of the transaction. */
async function refreshOldest(client: pg.ClientBase, limit: number, at: Date): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    "select person_id as id from changed_person order by changed_at limit $1 for update skip locked",
    [limit],
  );
  const ids = rows.map(({ id }) => id);
  if (!ids.length || !(await refresh(client, ids, at))) return 0;
  await client.query("delete from changed_person where person_id = any ($1)", [ids]);
  await forgetInStoppedRun(client, ids);
  return ids.length;
}

/** A run that stopped half-way and is gone on with answers again for those whose record changed meanwhile. */
async function forgetInStoppedRun(client: pg.ClientBase, ids: string[]): Promise<void> {
  await client.query(
    `delete from registry_row where person_id in (select id from person where id = any ($1) union select merged_into from person where id = any ($1))
       and run_id in (select id from stratification_run where finished_at is null)`,
    [ids],
  );
}

/** Rows of these people in the run in force are made anew; false before the first run. */
async function refresh(client: pg.ClientBase, ids: string[], at: Date): Promise<boolean> {
  const { rows } = await client.query<{ id: string; as_of: string }>(
    "select id, to_char(as_of, 'YYYY-MM-DD') as as_of from stratification_run where current for share",
  );
  await refreshCodeFeatures(client);
  const run = rows[0];
  if (!run) return false;
  const [values, installed] = [await settingValues(client), await installedSets(client)];
  const query = queryOf(client);
  const merged = await query<{ id: string }>(
    "select distinct coalesce(merged_into, id) as id from person where id = any ($1)",
    [ids],
  );
  const people = await findFeatures(
    query,
    merged.map(({ id }) => id),
    run.as_of,
    await readSetsOfCodes(query),
  );
  const answers = people.map((person) => stratifyFeatures(person, run.as_of, values, installed));
  const fresh = people.map((person, i) => rowOf(run.id, person, answers[i]!, run.as_of));
  const stale = [...ids, ...merged.map(({ id }) => id)];
  const before = await client.query<Banded>(
    `delete from registry_row where run_id = $1 and person_id = any ($2) returning ${BANDED}`,
    [run.id, stale],
  );
  await saveRows(client, fresh);
  const held = new Map(before.rows.map((row) => [row.person_id, row]));
  const changes = fresh.flatMap((row, i) => {
    const was = held.get(row.person_id);
    return was ? bandChangesOf(was, row, { answer: answers[i]!, at, asOf: run.as_of }) : [];
  });
  if (await areOfTheirDay(client, run.id)) await saveBandChanges(client, changes);
  return true;
}

/** Asks for the next item before the last one is dealt with. */
async function* ahead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = items.next();
      next.catch(() => {}); // reported when it is awaited
      yield value;
    }
  } finally {
    // Left early: the connection is free for the rollback only when its statement has ended.
    await next.catch(() => {});
  }
}
