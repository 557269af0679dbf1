/**
 * Runs of the stratification, for roles that see counts and no people. Rows of people are read under the system's name
 * for counts; what leaves here is published counts (domain/small-counts), and the record of access names who asked.
 */

import { isOpen } from "../domain/care-gap";
import { isProcess, PROTOCOL_SETTINGS, processOf } from "../domain/care-protocols/all";
import { CODE_SETS } from "../domain/code-sets/all";
import { may } from "../domain/permissions";
import { efiCategory } from "../domain/risk/efi";
import {
  AGE_BANDS,
  type Distributions,
  flowsOf,
  GAP_STATES,
  INDEX_BANDS,
  insAndOuts,
  type Moved,
  runState,
  type StoredVersions,
  speedOf,
  type VersionChange,
  versionChanges,
  versionsOf,
} from "../domain/run-history";
import { SEGMENTS } from "../domain/segment";
import { SETTINGS, type Shipped } from "../domain/setting";
import { type Published, publish } from "../domain/small-counts";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess, recordRefusal } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { WEIGHT } from "./run-distributions.server";
import { LOCK } from "./stratification-runs.server";
import { systemViewer } from "./system-viewer.server";

/** A page of runs; older ones are reached by their address. */
const LISTED = 50;
const DEFICITS = 36;
const DID = "see stratification runs";

export type RunLine = Awaited<ReturnType<typeof listRuns>>["runs"][number];
export type OpenedRun = NonNullable<Awaited<ReturnType<typeof openRun>>>;

/** The newest first. */
export async function listRuns(viewer: StaffViewer) {
  return asViewer(viewer, "read", async (db) => {
    if (!(await maySee(viewer))) return { runs: [] };
    const [rows, goesOn] = [await readRuns(db, { limit: LISTED }), await isGoingOn(db)];
    await recordAccess(db, viewer, { did: DID });
    return { runs: rows.map((row) => lineOf(row, goesOn)) };
  });
}

/** One run with the complete one before it; undefined when there is none of this id. */
export async function openRun(viewer: StaffViewer, id: string) {
  const found = await asViewer(viewer, "read", async (db) => {
    if (!(await maySee(viewer)) || !isUuid(id)) return undefined;
    const [row] = await readRuns(db, { id });
    if (!row) return undefined;
    const [before] = await readRuns(db, { completeBefore: row.started_at, limit: 1 });
    await recordAccess(db, viewer, { did: DID, detail: { run: id } });
    return { row, before, goesOn: await isGoingOn(db) };
  });
  if (!found) return undefined;
  const { row, before, goesOn } = found;
  const causes = row.movement && before ? await readCauses(before.finished_at!, row.finished_at!) : [];
  return {
    run: lineOf(row, goesOn),
    before: before && lineOf(before, goesOn),
    versions: versionsOf(row.versions).map(named),
    changes: before
      ? versionChanges(versionsOf(before.versions), versionsOf(row.versions)).map(inFull).map(named)
      : undefined,
    movement: row.movement ? movementOf(row.movement) : undefined,
    distributions: row.distributions ? publishedOf(row.distributions) : undefined,
    tierLines: row.tiers ?? undefined,
    causes,
  };
}

/** Refused to who lacks it, and the refusal recorded. */
async function maySee(viewer: StaffViewer): Promise<boolean> {
  if (may(viewer, "see aggregates")) return true;
  await recordRefusal(viewer, { did: DID });
  return false;
}

type Row = {
  id: string;
  as_of: string;
  started_at: Date;
  finished_at: Date | null;
  current: boolean;
  started_by: string;
  latest: boolean;
  versions: StoredVersions;
  milliseconds: number | null;
  total: number;
  done: number;
  tiers: Record<string, number> | null;
  movement: { segment: Moved[]; efi: Moved[] } | null;
  distributions: Distributions | null;
};

function readRuns(db: Db, { id, completeBefore, limit = 1 }: { id?: string; completeBefore?: Date; limit?: number }) {
  return db.$queryRaw<Row[]>`
    select id, to_char(as_of, 'YYYY-MM-DD') as as_of, started_at, finished_at, current, started_by, versions,
      (counts ->> 'milliseconds')::float8 as milliseconds, total, done, tiers, movement, distributions,
      started_at = (select max(started_at) from stratification_run) as latest
    from stratification_run
    where (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
      and (${completeBefore ?? null}::timestamptz is null or (finished_at is not null and started_at < ${completeBefore ?? null}::timestamptz))
    order by started_at desc limit ${limit}`;
}

/** A run holds the lock alone; refreshes of single people share it. */
async function isGoingOn(db: Db): Promise<boolean> {
  const [row] = await db.$queryRaw<{ going: boolean }[]>`
    select exists (select from pg_locks where locktype = 'advisory' and objid = ${LOCK}::int::oid and classid = 0
      and mode = 'ExclusiveLock' and granted and database = (select oid from pg_database where datname = current_database())) as going`;
  return row!.going;
}

function lineOf(row: Row, goesOn: boolean) {
  const people = row.distributions ? publish(row.distributions.people) : undefined;
  const { current, latest, done, total } = row;
  return {
    id: row.id,
    asOf: row.as_of,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    startedBy: row.started_by,
    state: runState({ current, latest, finished: row.finished_at !== null }, goesOn),
    milliseconds: row.milliseconds ?? undefined,
    speed: row.milliseconds ? speedOf(people, row.milliseconds) : undefined,
    /** Published only where the run kept sums of weights. */
    counted: row.distributions !== null,
    people,
    // How far a run is, not how many people joined since the last.
    done: toNearestFive(done),
    total: toNearestFive(total),
    segments: row.distributions ? published(row.distributions.segments) : undefined,
  };
}

const toNearestFive = (count: number) => 5 * Math.round(count / 5);

const movementOf = ({ segment, efi }: NonNullable<Row["movement"]>) => ({
  segment: { flows: flowsOf(segment, Object.keys(SEGMENTS)), bands: insAndOuts(segment, Object.keys(SEGMENTS)) },
  efi: { flows: flowsOf(efi, INDEX_BANDS), bands: insAndOuts(efi, INDEX_BANDS) },
});

const published = (sums: Record<string, number>): Record<string, Published> =>
  Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, publish(sum)]));

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);

function publishedOf({ people, segments, ages, index, tiers, care }: Distributions) {
  return {
    people: publish(people),
    segments: published(segments),
    ages: Object.fromEntries(Object.entries(ages).map(([segment, bands]) => [segment, published(bands)])),
    ageTotals: Object.fromEntries(
      ["unknown", ...AGE_BANDS].map((from) => [
        from,
        publish(sum(Object.values(ages).map((bands) => bands[from] ?? 0))),
      ]),
    ) as Record<string, Published>,
    index: Array.from({ length: DEFICITS + 1 }, (_, deficits) => ({
      deficits,
      band: efiCategory(deficits),
      people: publish(index[deficits] ?? 0),
    })),
    indexIncomplete: publish(index.incomplete ?? 0),
    tiers: published(tiers),
    care: Object.entries(care)
      .map(([id, states]) => ({
        id,
        name: isProcess(id) ? processOf(id).process.name : id,
        protocol: isProcess(id) ? processOf(id).protocol.name : "no longer shipped",
        states: published(states),
        people: publish(sum(Object.values(states))),
        open: publish(sum(GAP_STATES.filter((state) => isOpen({ state })).map((state) => states[state] ?? 0))),
      }))
      .sort((a, b) => (a.protocol === b.protocol ? (a.id < b.id ? -1 : 1) : a.protocol < b.protocol ? -1 : 1)),
  };
}

const SETTINGS_SHIPPED: Readonly<Record<string, Shipped>> = { ...SETTINGS, ...PROTOCOL_SETTINGS };

/** Of a code set its name, of a setting what it is, of anything else its id. */
function named<V extends Pick<VersionChange, "kind" | "id">>(version: V): V & { name: string } {
  const { kind, id } = version;
  const name =
    kind === "code set"
      ? CODE_SETS.find((set) => set.id === id)?.name
      : kind === "setting"
        ? SETTINGS_SHIPPED[id]?.words
        : undefined;
  return { ...version, name: name ?? id };
}

/** A setting that is not among a run's versions had the value that ships. */
function inFull(change: VersionChange): VersionChange {
  const shipped = change.kind === "setting" ? SETTINGS_SHIPPED[change.id] : undefined;
  const value = shipped && `${shipped.value}, as shipped`;
  return { ...change, was: change.was ?? value, now: change.now ?? value };
}

export type Cause = { band: string; was: string; became: string; cause: string; people: number };

/**
 * What stood behind the changes of bands between two runs, the commonest first; without its day, which is one person's.
 * Causes of fewer than five people are not listed.
 */
function readCauses(after: Date, until: Date): Promise<Cause[]> {
  return asViewer(systemViewer("aggregates", "counts without people"), "read", async (db) => {
    const rows = await db.$queryRawUnsafe<(Omit<Cause, "people"> & { weighted: number })[]>(
      `select band, was, became, cause, sum(weight)::int as weighted from (
         select distinct person_id, band, coalesce(was, 'none') as was, became,
           coalesce(nullif(regexp_replace(part, ' (recorded [0-9]+ [A-Z][a-z]+ [0-9]{4}|\\(.*\\))$', ''), ''), 'no single entry explains it') as cause,
           ${WEIGHT} as weight
         from band_change, unnest(string_to_array(coalesce(nullif(cause, ''), 'no single entry explains it'), '; ')) part
         where at > $1 and at <= $2) c
       group by band, was, became, cause order by sum(weight) desc, cause limit 200`,
      after,
      until,
    );
    return rows.flatMap(({ weighted, ...cause }) => {
      const people = publish(weighted);
      return people === undefined ? [] : [{ ...cause, people }];
    });
  });
}
