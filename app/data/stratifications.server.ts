/**
 * Stratification: features → scores → segment → registry rows. A run writes its rows beside those of the run in
 * force and takes its place at the end, so that readers always see one whole run; the rows of the run replaced stay
 * until the next run begins. One person, or those whose record changed, are done again in the run in force.
 */
import type pg from "pg";
import type { CalendarDate } from "../domain/calendar";
import { RULE_VERSIONS, type Stratification, stratify as stratifyFeatures } from "../domain/stratification";
import type { SystemViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { refreshCodeFeatures } from "./code-sets.server";
import { asSystemConnection, asViewer } from "./database.server";
import { findFeatures, streamFeatures } from "./features.server";
import { newId } from "./identity.server";
import { rowOf, saveRows } from "./registry-rows.server";
import { refreshStatistics } from "./statistics.server";

/** People per chunk: each is one transaction, and two of them are all that is held in memory. */
const CHUNK = 2_000;
/** Held shared by refreshes and alone by a run. */
const LOCK = 7_310_021;
const LOCK_NOT_AVAILABLE = "55P03";

export type StratifyCounts = {
  people: number;
  segments: Record<string, number>;
  /** Of those for whom the index was made; "incomplete" is a floor without a category. */
  efi: Record<string, number>;
  incomplete: number;
  diabetes: number;
  gapsDue: number;
  milliseconds: number;
};
export type StratifyRun = { runId: string; asOf: CalendarDate; counts: StratifyCounts };
type Options = {
  asOf: CalendarDate;
  /** When the run began, for the record. */
  at?: Date;
  chunk?: number;
  /** Hears of every chunk. */
  progress?: (done: { people: number; total: number }) => void;
};

/** Stratifies the whole population and puts the new run in force. Throws when another run is going on. */
export async function stratify(viewer: SystemViewer, options: Options): Promise<StratifyRun> {
  const { asOf, at = new Date(), chunk = CHUNK, progress } = options;
  const run = await asSystemConnection(viewer, (client, inTransaction) =>
    alone(client, async () => {
      const runId = newId(at);
      await inTransaction(() => refreshStatistics(client));
      const total = await inTransaction(() => beginRun(client, { runId, asOf, at, by: viewer.name }));
      const counts = noOne();
      await asSystemConnection(viewer, (reader, reading) =>
        reading(async () => {
          // While these are saved, the database already reads the next.
          for await (const people of ahead(streamFeatures(reader, asOf, chunk))) {
            const answers = people.map((person) => stratifyFeatures(person, asOf));
            const rows = answers.map((answer, i) => rowOf(runId, people[i]!, answer));
            await inTransaction(() => saveRows(client, rows));
            for (const answer of answers) count(counts, answer);
            progress?.({ people: counts.people, total });
          }
        }),
      );
      counts.milliseconds = Date.now() - at.getTime();
      await inTransaction(() => putInForce(client, runId, counts));
      return { runId, asOf, counts };
    }),
  );
  await asViewer(viewer, "command", (db) =>
    recordAccess(db, viewer, { did: "stratify population", detail: { run: run.runId, people: run.counts.people } }),
  );
  return run;
}

/** Does one person again in the run in force; false before the first run. */
export function stratifyPerson(viewer: SystemViewer, personId: string): Promise<boolean> {
  return asSystemConnection(viewer, (client, inTransaction) =>
    inTransaction(async () => {
      const refreshed = await refresh(client, [personId]);
      if (!(await noRunGoesOn(client))) {
        await client.query(
          "insert into changed_person (person_id, reason) values ($1, 'stratified during a run') on conflict do nothing",
          [personId],
        );
      }
      return refreshed;
    }),
  );
}

/**
 * Does again those whose record changed, oldest change first, up to `limit`. Returns how many left the queue and how
 * many still wait. What changes while it works stays in the queue; so does everything while a run is going on, whose
 * rows may have been made before the change.
 */
export async function stratifyChanged(viewer: SystemViewer, limit = 1_000): Promise<{ done: number; waiting: number }> {
  return asSystemConnection(viewer, (client, inTransaction) =>
    inTransaction(async () => {
      const { rows } = await client.query<{ id: string; changed_at: Date }>(
        `select person_id as id, changed_at from changed_person order by changed_at limit $1 for update skip locked`,
        [limit],
      );
      const ids = rows.map(({ id }) => id);
      const refreshed = ids.length > 0 && (await refresh(client, ids));
      const settled = refreshed && (await noRunGoesOn(client));
      if (settled) await client.query("delete from changed_person where person_id = any ($1)", [ids]);
      const waiting = await client.query<{ count: number }>("select count(*)::int as count from changed_person");
      return { done: settled ? ids.length : 0, waiting: waiting.rows[0]!.count };
    }),
  );
}

/** Rows of these people in the run in force are made anew; false before the first run. */
async function refresh(client: pg.ClientBase, ids: string[]): Promise<boolean> {
  const { rows } = await client.query<{ id: string; as_of: string }>(
    "select id, to_char(as_of, 'YYYY-MM-DD') as as_of from stratification_run where current for share",
  );
  const run = rows[0];
  if (!run) return false;
  await refreshCodeFeatures(client);
  const merged = await client.query<{ id: string }>(
    "select distinct coalesce(merged_into, id) as id from person where id = any ($1)",
    [ids],
  );
  const people = await findFeatures(
    client,
    merged.rows.map(({ id }) => id),
    run.as_of,
  );
  const stale = [...ids, ...merged.rows.map(({ id }) => id)];
  await client.query("delete from registry_row where run_id = $1 and person_id = any ($2)", [run.id, stale]);
  await saveRows(
    client,
    people.map((person) => rowOf(run.id, person, stratifyFeatures(person, run.as_of))),
  );
  return true;
}

const noRunGoesOn = async (client: pg.ClientBase): Promise<boolean> =>
  (await client.query("select pg_try_advisory_xact_lock_shared($1) as free", [LOCK])).rows[0].free;

async function alone<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  // A refresh holds the lock for a moment only; a run holds it for minutes.
  await client.query("set lock_timeout = '3s'");
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new Error("Another stratification is going on; this one was not started.");
  } finally {
    await client.query("reset lock_timeout");
  }
  try {
    return await work();
  } finally {
    await client.query("select pg_advisory_unlock($1)", [LOCK]).catch(() => {});
  }
}

/**
 * Removes the rows of all runs but the one in force: of those that never finished, and of the one replaced last, which
 * stayed so that a page that had begun to read it could end. On the disk are thus always the rows of two runs, as many
 * as while a run goes on. Returns about how many people there are.
 */
async function beginRun(client: pg.ClientBase, run: { runId: string; asOf: CalendarDate; at: Date; by: string }) {
  await client.query(`delete from registry_row where run_id not in (select id from stratification_run where current)`);
  const codeSets = await refreshCodeFeatures(client);
  // What this run answers of the queue. Not by time: a change may be committed long after its transaction began.
  await client.query("drop table if exists pg_temp.noticed");
  await client.query("create temporary table noticed as select person_id, changed_at from changed_person");
  await client.query(
    `insert into stratification_run (id, as_of, started_at, current, started_by, versions) values ($1, $2, $3, false, $4, $5)`,
    [run.runId, run.asOf, run.at, run.by, JSON.stringify({ ...RULE_VERSIONS, codeSets })],
  );
  const { rows } = await client.query<{ count: number }>(
    "select count(*)::int as count from person where merged_into is null and (not deceased or died_on > $1)",
    [run.asOf],
  );
  return rows[0]!.count;
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

async function putInForce(client: pg.ClientBase, runId: string, counts: StratifyCounts) {
  await client.query("update stratification_run set current = false where current");
  await client.query("update stratification_run set current = true, finished_at = now(), counts = $2 where id = $1", [
    runId,
    JSON.stringify(counts),
  ]);
  await client.query(
    "delete from changed_person c using noticed n where c.person_id = n.person_id and c.changed_at = n.changed_at",
  );
  await client.query("drop table noticed");
}

const noOne = (): StratifyCounts => ({
  people: 0,
  segments: {},
  efi: {},
  incomplete: 0,
  diabetes: 0,
  gapsDue: 0,
  milliseconds: 0,
});

function count(counts: StratifyCounts, { segment, efi, missing, diabetes, gapsDue }: Stratification) {
  counts.people++;
  counts.segments[segment.segment] = (counts.segments[segment.segment] ?? 0) + 1;
  if (efi.madeFor) {
    const category = efi.known ? efi.category : "incomplete";
    counts.efi[category] = (counts.efi[category] ?? 0) + 1;
  }
  if (missing.length) counts.incomplete++;
  if (diabetes) counts.diabetes++;
  if (gapsDue) counts.gapsDue++;
}
