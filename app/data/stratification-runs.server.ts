/** Runs of the stratification: begun or gone on with, put in force, and what they say of the population as a whole. */
import type pg from "pg";
import type { CalendarDate } from "../domain/calendar";
import { EFI_AGES } from "../domain/risk/efi";
import type { Distributions } from "../domain/run-history";
import type { SettingValues } from "../domain/setting";
import { RULE_VERSIONS, type Stratification } from "../domain/stratification";
import { tierShares } from "../domain/tier";
import { installedSets, refreshCodeFeatures } from "./code-sets.server";
import { newId } from "./identity.server";
import { distributionsOf, type movementSince, weightOfPerson } from "./run-distributions.server";
import { settingValues } from "./settings.server";

/** Held shared by refreshes and alone by a run. */
export const LOCK = 7_310_021;
const LOCK_NOT_AVAILABLE = "55P03";

export type StratifyCounts = {
  people: number;
  segments: Record<string, number>;
  /** Of those for whom the index was made; "incomplete" is a floor without a category. */
  efi: Record<string, number>;
  incomplete: number;
  diabetes: number;
  gapsDue: number;
  /** Care process → state of its gap → weights of the people for whom it is. */
  care: Distributions["care"];
  milliseconds: number;
};

export type Run = {
  runId: string;
  asOf: CalendarDate;
  values: SettingValues;
  /** Code sets that have members: what a score can know of. */
  installed: ReadonlySet<string>;
  total: number;
  done: number;
  /** Everybody up to this id has been asked for. */
  doneUntil?: string;
  /** It was stopped and is gone on with: who has a row already is not answered again. */
  resumed: boolean;
  counts: StratifyCounts;
};

/** Runs `work` while no other run goes on; throws when one does. */
export async function alone<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
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

export const noRunGoesOn = async (client: pg.ClientBase): Promise<boolean> =>
  (await client.query("select pg_try_advisory_xact_lock_shared($1) as free", [LOCK])).rows[0].free;

/** Begins a run, or goes on with one of the same day and the same rules that was stopped half-way. */
export async function beginRun(
  client: pg.ClientBase,
  { asOf, at, by, lookAtAnotherDay }: { asOf: CalendarDate; at: Date; by: string; lookAtAnotherDay: boolean },
) {
  const codeSets = await refreshCodeFeatures(client);
  const values = await settingValues(client);
  const installed = await installedSets(client);
  const look = lookAtAnotherDay && { lookAtAnotherDay };
  const versions = JSON.stringify({ ...RULE_VERSIONS, settings: values, codeSets, ...look });
  await client.query("drop table if exists pg_temp.noticed");
  const stopped = await findStoppedRun(client, asOf, versions);
  if (stopped) return { ...stopped, asOf, values, installed, resumed: true };
  // What this run answers of the queue. Not by time: a change may be committed long after its transaction began. A run
  // that is gone on with answers nothing of it: its first rows may be older than the change.
  await client.query("create temporary table noticed as select person_id, changed_at from changed_person");
  const runId = newId(at);
  const { rows } = await client.query<{ count: number }>(
    "select count(*)::int as count from person where merged_into is null and (not deceased or died_on > $1)",
    [asOf],
  );
  const total = rows[0]!.count;
  await client.query(
    `insert into stratification_run (id, as_of, started_at, current, started_by, versions, total) values ($1, $2, $3, false, $4, $5, $6)`,
    [runId, asOf, at, by, versions, total],
  );
  return { runId, asOf, values, installed, total, done: 0, resumed: false, counts: noOne() };
}

/**
 * Rows of all other runs but the one in force go while this one writes its own: of those that never finished, and of the
 * one replaced last, which stayed so that a page that had begun to read it could end. On the disk are thus the rows of
 * two runs, and at most of three while a run goes on.
 */
export async function deleteOtherRuns(client: pg.ClientBase, { runId }: Run): Promise<void> {
  await client.query(
    "delete from registry_row where run_id not in (select id from stratification_run where current) and run_id <> $1",
    [runId],
  );
}

/** The newest that ended half-way, of that day and made by these versions. */
async function findStoppedRun(client: pg.ClientBase, asOf: CalendarDate, versions: string) {
  const { rows } = await client.query<Pick<Run, "runId" | "total" | "done" | "counts">>(
    `select id as "runId", total, done, counts from stratification_run
     where finished_at is null and not current and as_of = $1 and versions = $2::jsonb and done > 0 and counts is not null
     order by started_at desc limit 1`,
    [asOf, versions],
  );
  return rows[0];
}

/** With the rows of a chunk, in their transaction: a run that stops goes on after it. */
export async function noteProgress(client: pg.ClientBase, { runId, done, doneUntil, counts }: Run): Promise<void> {
  await client.query("update stratification_run set done = $2, done_until = $3, counts = $4 where id = $1", [
    runId,
    done,
    doneUntil,
    JSON.stringify(counts),
  ]);
}

/** What a run's rows say as a whole, beside those of the run in force. It writes nothing. */
export type Findings = {
  tiers: Record<string, number>;
  distributions: Omit<Distributions, "care">;
  movement: Awaited<ReturnType<typeof movementSince>>;
};

export async function distributionsFound(client: pg.ClientBase, { runId, values }: Run) {
  const tiers = await tiersOf(client, runId, values);
  return { tiers, distributions: await distributionsOf(client, runId, tiers) };
}

/** The run takes the place of the one in force. In one transaction: readers see the old rows until it commits. */
export async function putInForce(client: pg.ClientBase, { runId, counts }: Run, findings: Findings): Promise<void> {
  const { tiers, movement } = findings;
  const distributions: Distributions = { ...findings.distributions, care: counts.care };
  await client.query("update stratification_run set current = false where current");
  await client.query(
    `update stratification_run set current = true, finished_at = now(), counts = $2, tiers = $3, movement = $4, distributions = $5
     where id = $1`,
    [runId, ...[counts, tiers, movement ?? null, distributions].map((part) => JSON.stringify(part))],
  );
  await client.query("select graphile_worker.add_job('synchronise_cohorts', job_key => 'synchronise_cohorts')");
  const noticed = await client.query("select to_regclass('pg_temp.noticed') is not null as there");
  if (!noticed.rows[0].there) return;
  // In the order in which imports take their locks.
  await client.query(
    `delete from changed_person where person_id in (
       select c.person_id from changed_person c join noticed n on c.person_id = n.person_id and c.changed_at = n.changed_at
       order by c.person_id for update of c)`,
  );
  await client.query("drop table noticed");
}

/** Least need of each tier by rank within the run. */
async function tiersOf(client: pg.ClientBase, runId: string, values: SettingValues): Promise<Record<string, number>> {
  const shares = tierShares(values);
  const { rows } = await client.query<{ lines: number[] | null }>(
    `select percentile_disc($2::float8[]) within group (order by need desc) as lines from registry_row where run_id = $1`,
    [runId, Object.values(shares)],
  );
  const lines = rows[0]!.lines ?? [];
  return Object.fromEntries(Object.keys(shares).map((tier, i) => [tier, lines[i] ?? 0]));
}

/**
 * Counts from the rows themselves: of a run that was gone on with, some people were answered twice. Care by state is not
 * kept in rows and stays as it was added up, off by at most those whose record changed while the run stood still.
 */
export async function recount(client: pg.ClientBase, { runId, counts }: Run): Promise<StratifyCounts> {
  const { rows } = await client.query<{ segment: string; efi: string | null; people: number } & Record<string, number>>(
    `select segment, case when age between $2 and $3 then case when efi_known then efi_category else 'incomplete' end end as efi,
       count(*)::int as people, count(*) filter (where cardinality(missing) > 0)::int as incomplete,
       count(*) filter (where diabetes)::int as diabetes, count(*) filter (where gaps_due > 0)::int as gaps
     from registry_row where run_id = $1 group by 1, 2`,
    [runId, EFI_AGES.from, EFI_AGES.to],
  );
  const fresh: StratifyCounts = { ...noOne(), care: counts.care, milliseconds: counts.milliseconds };
  for (const { segment, efi, people, incomplete, diabetes, gaps } of rows) {
    fresh.people += people;
    fresh.segments[segment] = (fresh.segments[segment] ?? 0) + people;
    if (efi) fresh.efi[efi] = (fresh.efi[efi] ?? 0) + people;
    fresh.incomplete += incomplete!;
    fresh.diabetes += diabetes!;
    fresh.gapsDue += gaps!;
  }
  return fresh;
}

const noOne = (): StratifyCounts => ({
  people: 0,
  segments: {},
  efi: {},
  incomplete: 0,
  diabetes: 0,
  gapsDue: 0,
  care: {},
  milliseconds: 0,
});

export function count(counts: StratifyCounts, answer: Stratification, personId: string) {
  const { segment, efi, missing, diabetes, gaps, careGaps } = answer;
  counts.people++;
  counts.segments[segment.segment] = (counts.segments[segment.segment] ?? 0) + 1;
  if (efi.madeFor) {
    const category = efi.known ? efi.category : "incomplete";
    counts.efi[category] = (counts.efi[category] ?? 0) + 1;
  }
  if (missing.length) counts.incomplete++;
  if (diabetes) counts.diabetes++;
  if (gaps.length) counts.gapsDue++;
  const weight = weightOfPerson(personId);
  for (const { process, state } of careGaps) {
    counts.care[process] ??= {};
    counts.care[process][state] = (counts.care[process][state] ?? 0) + weight;
  }
}
