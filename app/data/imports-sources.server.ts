/** What an import is fed with: files (scripts/import/files.ts opens them) or resources that are made here. */
import type { Reading } from "../domain/received";

/** One resource, or why there is none; `line` counts from 1 (of a Bundle: its entries). */
export type Arrival = {
  line: number;
  resource?: unknown;
  /** Its JSON as it stood, for what is kept whole. */
  text?: () => string;
  /** Its size, about. */
  bytes?: number;
  fault?: string;
  /** Where a fullUrl of its Bundle leads. */
  idOf?: (fullUrl: string) => string | undefined;
};

export type ImportSource = {
  path: string;
  /** The same file has the same key wherever it lies; a source without one always begins at its beginning. */
  key?: string;
  bytes?: number;
  /** Batches of arrivals behind line `after`. */
  open(after: number): AsyncIterable<Arrival[]>;
  bytesRead?(): number;
};

export type ImportOptions = {
  /** Namespace of the ids: the same people from the same source are the same people. */
  source: string;
  read: (resource: unknown, context: { today: string; idOf?: Arrival["idOf"] }) => Reading;
  /** ODS code of the practice of people whose file names none. */
  practice?: string;
};

/** A generator of resources as a source, for whoever makes them here. */
export function generatedSource(path: string, resources: Iterable<unknown> | AsyncIterable<unknown>): ImportSource {
  async function* open(): AsyncIterable<Arrival[]> {
    let line = 0;
    let batch: Arrival[] = [];
    for await (const resource of resources) {
      batch.push({ line: ++line, resource });
      if (batch.length >= 500) {
        yield batch;
        batch = [];
      }
    }
    yield batch;
  }
  return { path, open };
}
