/**
 * Import: whatever comes, file by file and chunk by chunk, into rows. The reading of a resource is handed in (the
 * data room knows no FHIR). Nothing is dropped silently: read = accepted + rejected, each reject with its reason.
 *
 * Rows may come before their person (files arrive in any order): ids follow from source and source id, so they wait
 * under the right person. Of people who never come they stay, seen by nobody, and are counted in the report.
 */
import type pg from "pg";
import type { SystemViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { refreshCodeFeatures } from "./code-sets.server";
import { asSystemConnection, asViewer } from "./database.server";
import { codeIn, loadInterned } from "./imports-codes.server";
import { idsOf, type Known } from "./imports-rows.server";
import {
  addCounts,
  type Counts,
  countOfUnknownPeople,
  type FileState,
  finishRun,
  noCounts,
  openRun,
  readRejects,
  saveFile,
  type Trouble,
} from "./imports-runs.server";
import type { ImportOptions, ImportSource } from "./imports-sources.server";
import { createStaging, dropStaging } from "./imports-tables.server";
import {
  CHUNK,
  type Item,
  MOST_SHOWN,
  promoteWaiting,
  readBatch,
  type Work,
  writeItems,
} from "./imports-writing.server";
import { refreshStatistics } from "./statistics.server";

export type { Counts, Trouble } from "./imports-runs.server";
export { type Arrival, generatedSource, type ImportOptions, type ImportSource } from "./imports-sources.server";

export type ImportProgress = { path: string; counts: Counts; bytesRead: number; bytes: number };

export type ImportReport = {
  runId: string;
  /** A run that had been stopped went on. */
  continued: boolean;
  counts: Counts;
  rejects: Trouble[];
  /** At most the first 1,000 of each. */
  warnings: Trouble[];
  unknownPeople: { rows: number; people: number };
};

const CHUNK_BYTES = 3_000_000;

export class ImportRefused extends Error {}

export function importResources(
  viewer: SystemViewer,
  sources: readonly ImportSource[],
  options: ImportOptions,
  onProgress: (progress: ImportProgress) => void = () => {},
): Promise<ImportReport> {
  return asSystemConnection(viewer, async (client, inTransaction) => {
    await lockSource(client, options.source);
    try {
      // A chunk and its place in the file are lost or kept together: no need to wait for the disk each time.
      await client.query("set synchronous_commit = off");
      const work = await begin(client, inTransaction, viewer, sources, options);
      const bytes = sources.reduce((sum, source) => sum + (source.bytes ?? 0), 0);
      let before = 0;
      const done: FileState[] = [];
      for (const source of sources) {
        const tell = (file: FileState) =>
          onProgress({
            path: source.path,
            counts: addCounts([...done, file].map(({ counts }) => counts)),
            bytesRead: before + (source.bytesRead?.() ?? 0),
            bytes,
          });
        done.push(await importSource(work, source, tell));
        before += source.bytes ?? 0;
      }
      return await finish(work, viewer, addCounts([...work.run.files.values()].map(({ counts }) => counts)));
    } finally {
      await client.query("reset synchronous_commit").catch(() => {});
      await dropStaging(client).catch(() => {});
      await client.query("select pg_advisory_unlock_all()").catch(() => {});
    }
  });
}

/** Two imports of one source at once would book each other's lines. */
async function lockSource(client: pg.ClientBase, source: string): Promise<void> {
  const wait = 5;
  for (let second = 0; ; second++) {
    const { rows } = await client.query(
      "select pg_try_advisory_lock(hashtext('confer import'), hashtext($1)) as mine",
      [source],
    );
    if (rows[0].mine) return;
    // An import that was killed a moment ago still holds it until PostgreSQL notices.
    if (second === wait) throw new ImportRefused(`Another import of the source "${source}" is running.`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function begin(
  client: pg.PoolClient,
  inTransaction: Work["inTransaction"],
  viewer: SystemViewer,
  sources: readonly ImportSource[],
  options: ImportOptions,
): Promise<Work> {
  const run = await inTransaction(() =>
    openRun(client, {
      source: options.source,
      paths: sources.map(({ path }) => path),
      keys: sources.flatMap(({ key }) => key ?? []),
      at: viewer.requestedAt,
    }),
  );
  await inTransaction(() => createStaging(client));
  const interned = await inTransaction(() => loadInterned(client));
  const practiceId = options.practice ? interned.organisations.get(options.practice) : undefined;
  if (options.practice && !practiceId)
    throw new ImportRefused(
      `There is no organisation with the ODS code ${options.practice}. Import organisations first.`,
    );
  const now = viewer.requestedAt.toISOString();
  const { source } = options;
  const known: Known = {
    source,
    practiceId,
    now,
    codeId: (code) => codeIn(interned, code),
    organisationId: (ods) => interned.organisations.get(ods)!,
    personId: idsOf("Patient", source),
    encounterId: idsOf("Encounter", source),
  };
  return { client, inTransaction, options, run, interned, known, today: now.slice(0, 10), warnings: [], chunks: 0 };
}

/** While one chunk is being written, the next is read: PostgreSQL and this process work at the same time. */
async function importSource(work: Work, source: ImportSource, tell: (file: FileState) => void): Promise<FileState> {
  const key = source.key ?? `generated: ${source.path}`;
  const begun = source.key === undefined ? undefined : work.run.files.get(key);
  const file = begun ?? { path: source.path, key, linesDone: 0, finished: false, counts: noCounts() };
  work.run.files.set(key, file);
  tell(file);
  if (file.finished) return file;

  let writing: Promise<void> = Promise.resolve();
  let chunk: Item[] = [];
  let bytes = 0;
  let keys = new Set<string>();
  const write = async () => {
    const items = chunk;
    chunk = [];
    bytes = 0;
    keys = new Set();
    await writing;
    writing = writeItems(work, file, items)
      .then(() => refreshAsItGrows(work))
      .then(() => tell(file));
    writing.catch(() => {}); // heard by the next await
  };
  try {
    for await (const batch of source.open(file.linesDone)) {
      for (const item of await readBatch(work, batch, () => writing)) {
        // One statement cannot change a row twice: the second of the same waits for the next chunk.
        const again = item.keys.some((key) => keys.has(key));
        if (chunk.length >= CHUNK || bytes >= CHUNK_BYTES || again) await write();
        for (const key of item.keys) keys.add(key);
        chunk.push(item);
        bytes += item.bytes;
      }
    }
    await write();
  } finally {
    await writing;
  }
  file.finished = true;
  await work.inTransaction(() => saveFile(work.client, work.run.id, file, new Date()));
  return file;
}

/** The planner's picture of a table is old once the table has doubled. */
async function refreshAsItGrows(work: Work): Promise<void> {
  work.chunks++;
  if (Number.isInteger(Math.log2(work.chunks))) await work.inTransaction(() => refreshStatistics(work.client));
}

async function finish(work: Work, viewer: SystemViewer, counts: Counts): Promise<ImportReport> {
  const { client, run, inTransaction } = work;
  await promoteWaiting(work);
  if (counts.inserted > 0) await inTransaction(() => refreshStatistics(client));
  // A page that is opened now reads the new codes' sets, as the next stratification will.
  await inTransaction(() => refreshCodeFeatures(client));
  // The chunks did not wait for the disk; the last commit does, and with it all before it.
  await client.query("reset synchronous_commit");
  const report = await inTransaction(async () => {
    const unknownPeople = counts.unknownPeople
      ? await countOfUnknownPeople(client, work.options.source)
      : { rows: 0, people: 0 };
    await finishRun(client, run, counts, new Date());
    return { unknownPeople, rejects: await readRejects(client, run.id, MOST_SHOWN) };
  });
  await asViewer(viewer, "command", (db) =>
    recordAccess(db, viewer, {
      did: "import",
      detail: { run: run.id, accepted: counts.accepted, rejected: counts.rejected },
    }),
  );
  return { runId: run.id, continued: run.continued, counts, warnings: work.warnings, ...report };
}
