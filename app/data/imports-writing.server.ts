/** From arrivals to committed chunks: what is taken, what is refused, and how far the file is, in one transaction. */
import type pg from "pg";
import type { Reading, Received } from "../domain/received";
import { type Taken, writeChunk } from "./imports-chunk.server";
import { type Interned, intern, missingOf } from "./imports-codes.server";
import { type Known, rowsOf } from "./imports-rows.server";
import { countOne, type FileState, type Run, saveFile, saveRejects, type Trouble } from "./imports-runs.server";
import type { Arrival, ImportOptions } from "./imports-sources.server";

/** Larger ones spare little and hold more memory. */
export const CHUNK = 4_000;
export const MOST_SHOWN = 1_000;
/** Data that PostgreSQL refuses (22 data, 23 integrity, 54 limits) is the resource's fault, anything else is ours. */
const FAULT_OF_DATA = /^(22|23|54)/;
/** What a line is counted under that names no type. */
const UNREADABLE = "(unreadable)";

export type Work = {
  client: pg.PoolClient;
  inTransaction: <R>(part: () => Promise<R>) => Promise<R>;
  options: ImportOptions;
  run: Run;
  interned: Interned;
  known: Known;
  today: string;
  warnings: Trouble[];
  /** Written so far. */
  chunks: number;
};

/** One arrival: taken with its rows, or refused with a reason. `keys` are rows that no other of its chunk may touch. */
export type Item = {
  line: number;
  type: string;
  bytes: number;
  keys: string[];
  taken?: Taken;
  fault?: string;
  warnings?: string[];
};

/**
 * Reads a batch. Rows are made at once, so that what was parsed need not be held until its chunk is written; codes
 * that were never met get their numbers first, `settled` being when the connection is free for that.
 */
export async function readBatch(work: Work, batch: readonly Arrival[], settled: () => Promise<void>): Promise<Item[]> {
  const readings = batch.map((arrival) => readOne(work, arrival));
  const missing = missingOf(work.interned, accepted(readings));
  if (missing.codes.size || missing.organisations.size) {
    await settled();
    await work.inTransaction(() => intern(work.client, work.interned, missing));
  }
  return batch.map((arrival, place) => itemOf(work, arrival, readings[place]!));
}

function readOne({ options, today }: Work, { fault, resource, idOf }: Arrival): Reading {
  return fault === undefined ? options.read(resource, { today, idOf }) : { ok: false, reason: fault };
}

function* accepted(readings: readonly Reading[]): Generator<Received> {
  for (const reading of readings) if (reading.ok) yield reading.received;
}

function itemOf({ known }: Work, arrival: Arrival, reading: Reading): Item {
  const { line, resource, text, bytes = 2_000 } = arrival;
  if (!reading.ok) return { line, type: reading.type ?? UNREADABLE, bytes: 0, keys: [], fault: reading.reason };
  const { received } = reading;
  const { type, id, organisation, warnings } = received;
  const rows = withinStack(() =>
    rowsOf(received, () => storable(text?.() ?? JSON.stringify(resource), resource), known),
  );
  if (!rows) return { line, type, bytes: 0, keys: [], fault: "nested too deeply to be kept" };
  const keys = [`${type}/${id}`];
  if (organisation) keys.push(`ODS ${organisation.ods}`);
  const isKept = received.whole !== undefined || received.ring !== undefined;
  return {
    line,
    type,
    bytes: isKept ? bytes : 500,
    keys,
    warnings,
    taken: { line, rows, organisation, personId: whose(received, known) },
  };
}

/** Undefined when JSON.stringify runs out of stack. */
function withinStack<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function whose({ person, entries, encounter, ring }: Received, known: Known): string | undefined {
  const id = person?.id ?? entries?.[0]?.person ?? encounter?.person ?? ring?.person;
  return id === undefined ? undefined : known.personId(id);
}

/** jsonb holds no NUL and no half of a surrogate pair. */
function storable(text: string, resource: unknown): string {
  if (!/\\u(0000|d[89a-f])/i.test(text)) return text;
  const clean = (value: string) => Buffer.from(value.replaceAll("\u0000", "")).toString();
  return JSON.stringify(resource, (_, value) => {
    if (typeof value === "string") return clean(value);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), inner]));
  });
}

/** A chunk that the database refuses is halved until the resource is alone that it refuses. */
export async function writeItems(work: Work, file: FileState, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return;
  try {
    await writeOnce(work, file, items);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (!code || !FAULT_OF_DATA.test(code)) throw error;
    if (items.length === 1) {
      const [{ line, type, keys }] = items as [Item];
      return writeOnce(work, file, [{ line, type, keys, bytes: 0, fault: `the database refuses it: ${message}` }]);
    }
    const half = items.length >> 1;
    await writeItems(work, file, items.slice(0, half));
    await writeItems(work, file, items.slice(half));
  }
}

async function writeOnce(work: Work, file: FileState, items: readonly Item[]): Promise<void> {
  const { client, run, interned, options } = work;
  const counts = structuredClone(file.counts);
  const next = { ...file, linesDone: items.at(-1)!.line, counts };
  const rejects: Trouble[] = [];
  const warnings: Trouble[] = [];
  await work.inTransaction(async () => {
    const chunk = items.flatMap((item) => item.taken ?? []);
    const written = await writeChunk(client, chunk, { source: options.source, interned });
    let nr = 0;
    for (const { line, type, taken, fault, warnings: its = [] } of items) {
      const at = (reason: string) => ({ file: file.path, line, reason });
      if (taken) {
        countOne(counts, type, { outcome: written.outcomes[nr++]! });
        warnings.push(...its.map(at));
      } else {
        countOne(counts, type, { rejected: true });
        rejects.push(at(fault!));
      }
    }
    warnings.push(...written.warnings.map((warning) => ({ file: file.path, ...warning })));
    counts.warnings += warnings.length;
    counts.unknownPeople ||= written.unknownPeople;
    await saveRejects(client, run.id, rejects);
    await saveFile(client, run.id, next, new Date());
  });
  Object.assign(file, next);
  work.warnings.push(...warnings.slice(0, MOST_SHOWN - work.warnings.length));
}

/** Those to ring whose person came after them. They were counted when they came. */
export async function promoteWaiting(work: Work): Promise<void> {
  const { client, options, inTransaction, interned } = work;
  for (;;) {
    const { rows } = await inTransaction(() =>
      client.query<{ body: unknown }>(
        `select s.body from source_resource s join person p on p.id = s.person_id
         where s.resource_type = 'RelatedPerson' and s.source = $1 order by s.person_id, s.id limit ${CHUNK}`,
        [options.source],
      ),
    );
    const items = await readBatch(
      work,
      rows.map(({ body }) => ({ line: 0, resource: body })),
      async () => {},
    );
    const chunk = items.flatMap(({ taken }) => taken ?? []);
    if (chunk.length === 0) return;
    await inTransaction(() => writeChunk(client, chunk, { source: options.source, interned }));
  }
}
