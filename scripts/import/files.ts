/** Files and folders as sources of an import: NDJSON line by line however large, Bundles file by file. */
import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { createGunzip, gunzipSync } from "node:zlib";
import type { Arrival, ImportSource } from "../../app/data/imports.server";
import { AS_WRITTEN } from "../../app/fhir/observation";

const LINES = /\.(ndjson|jsonl)(\.gz)?$/i;
const WHOLE = /\.json(\.gz)?$/i;
const BEGINNING = 65_536;
/** A line longer than this is refused unread: it would have to be held in memory at once. */
const LONGEST_LINE = 64 * 1024 * 1024;
/** A Bundle is parsed at once; a larger one would take more than 512 MB of memory (measured: 640 at 34 MB). */
const LARGEST_BUNDLE = 24 * 1024 * 1024;

export class PathRefused extends Error {}

/** Every file of these paths, in the order to read them; refuses before anything is read. `passed` are other files. */
export function findSources(paths: readonly string[]): { sources: ImportSource[]; passed: string[] } {
  const passed: string[] = [];
  const files = paths.flatMap((given) => {
    if (!existsSync(given)) throw new PathRefused(`There is no file or folder ${given}`);
    if (!statSync(given).isDirectory()) {
      if (!LINES.test(given) && !WHOLE.test(given))
        throw new PathRefused(`${given} is neither .ndjson, .jsonl nor .json (each may end in .gz)`);
      return [given];
    }
    const inside = readdirSync(given, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name));
    passed.push(...inside.filter((file) => !LINES.test(file) && !WHOLE.test(file)));
    return inside.filter((file) => LINES.test(file) || WHOLE.test(file)).sort(inReadingOrder);
  });
  return { sources: [...new Set(files)].map(sourceOf), passed };
}

/** Organisations, then people, then what is about them: rows find their owner at once. Bundles last. */
const FIRST = ["Organization", "Patient", "RelatedPerson"];
function inReadingOrder(a: string, b: string): number {
  const rank = (file: string) => {
    const place = FIRST.findIndex((type) => path.basename(file).startsWith(type));
    return WHOLE.test(file) ? FIRST.length + 1 : place < 0 ? FIRST.length : place;
  };
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function sourceOf(file: string): ImportSource {
  const bytes = statSync(file).size;
  let read = 0;
  const tell = (count: number) => {
    read = count;
  };
  return {
    path: file,
    key: keyOf(file, bytes),
    bytes,
    bytesRead: () => read,
    open: (after) => (LINES.test(file) ? linesOf(file, after, tell) : entriesOf(file, after, bytes, tell)),
  };
}

/** Name, size and a hash of the beginning: the same file under another folder is the same file. */
function keyOf(file: string, bytes: number): string {
  const beginning = Buffer.alloc(Math.min(BEGINNING, bytes));
  const handle = openSync(file, "r");
  readSync(handle, beginning, 0, beginning.length, 0);
  closeSync(handle);
  return `${path.basename(file)} ${bytes} ${createHash("sha256").update(beginning).digest("hex").slice(0, 16)}`;
}

async function* linesOf(file: string, after: number, tell: (bytes: number) => void): AsyncIterable<Arrival[]> {
  let line = 0;
  try {
    for await (const lines of textLines(file, tell)) {
      const batch: Arrival[] = [];
      for (const text of lines) {
        line++;
        if (line <= after) continue;
        if (text === undefined) batch.push({ line, fault: `the line is longer than ${LONGEST_LINE / 1024 / 1024} MB` });
        else if (text.trim()) batch.push(parsed(text, line));
      }
      yield batch;
    }
  } catch (error) {
    if (!(error instanceof FileDamaged)) throw error;
    yield [{ line: line + 1, fault: `the file is damaged from here on: ${error.message}` }];
  }
}

function parsed(text: string, line: number): Arrival {
  try {
    return { line, resource: JSON.parse(keepingNumbers(text)), text: () => text, bytes: text.length };
  } catch (error) {
    return { line, fault: notJson(error) };
  }
}

/** Where it breaks, and never what stands there: V8's own message quotes the line. */
function notJson(error: unknown): string {
  const place = /at position (\d+)/.exec((error as Error).message)?.[1];
  if (error instanceof RangeError) return "not valid JSON: nested too deeply";
  return place ? `not valid JSON from character ${Number(place) + 1} on` : "not valid JSON";
}

const NUMBER = /"value"(\s*:\s*)(-?\d[\d.eE+-]*)/g;
/** JSON.parse would lose how a result was written ("7.50"): such a number gets its text beside it. */
function keepingNumbers(text: string): string {
  if (!text.includes('"value"')) return text;
  return text.replace(NUMBER, (all, colon, written) =>
    String(Number(written)) === written ? all : `"value"${colon}${written},"${AS_WRITTEN}":"${written}"`,
  );
}
const asItStood = (resource: unknown) =>
  JSON.stringify(resource, (key, value) => (key === AS_WRITTEN ? undefined : value));

class FileDamaged extends Error {}

/** The lines of a file in batches; undefined for one that is too long. */
async function* textLines(file: string, tell: (bytes: number) => void): AsyncIterable<(string | undefined)[]> {
  const stream = createReadStream(file, { highWaterMark: 256 * 1024 });
  const zipped = /\.gz$/i.test(file);
  const bytes = zipped ? stream.pipe(createGunzip({ chunkSize: 256 * 1024 })) : stream;
  stream.on("error", (error) => bytes.destroy(error));
  let rest: Buffer[] = [];
  let held = 0;
  let tooLong = false;
  let first = true;
  const text = (buffers: Buffer[]) => {
    const decoded = (buffers.length === 1 ? buffers[0]! : Buffer.concat(buffers)).toString();
    const whole = first && decoded.charCodeAt(0) === 0xfeff ? decoded.slice(1) : decoded;
    first = false;
    return whole;
  };
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      tell(stream.bytesRead);
      const end = chunk.lastIndexOf(10);
      if (end < 0) {
        held += chunk.length;
        if (held > LONGEST_LINE) {
          tooLong = true;
          rest = [];
        } else if (!tooLong) rest.push(chunk);
        continue;
      }
      const start = tooLong ? chunk.indexOf(10) : 0;
      const lines: (string | undefined)[] = tooLong ? [undefined] : [];
      if (start < end || !tooLong)
        lines.push(...text([...rest, chunk.subarray(tooLong ? start + 1 : 0, end)]).split("\n"));
      rest = [chunk.subarray(end + 1)];
      held = rest[0]!.length;
      tooLong = false;
      yield lines;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith("Z_")) throw new FileDamaged(message);
    throw error;
  } finally {
    stream.destroy();
  }
  if (tooLong) yield [undefined];
  else if (held > 0) yield text(rest).split("\n");
}

// ── Bundles ───────────────────────────────────────────────────────────────────────────────────────────────

type Entry = { fullUrl?: unknown; resource?: Record<string, unknown>; request?: { method?: unknown } };

async function* entriesOf(
  file: string,
  after: number,
  bytes: number,
  tell: (bytes: number) => void,
): AsyncIterable<Arrival[]> {
  const found = readWhole(file);
  tell(bytes);
  if ("fault" in found) {
    if (after < 1) yield [{ line: 1, fault: found.fault }];
    return;
  }
  const { entries, size } = found;
  const ids = new Map(
    entries.flatMap((entry) =>
      isText(entry?.fullUrl) && isText(idOfEntry(entry)) ? [[entry.fullUrl, idOfEntry(entry)!]] : [],
    ) as [string, string][],
  );
  for (let start = after; start < entries.length; start += 500) {
    yield entries
      .slice(start, start + 500)
      .map((entry, place) => arrivalOf(entry, start + place + 1, ids, size / entries.length));
  }
}

function readWhole(file: string): { entries: Entry[]; size: number } | { fault: string } {
  try {
    const raw = readFileSync(file);
    const buffer = /\.gz$/i.test(file) ? gunzipSync(raw, { maxOutputLength: LARGEST_BUNDLE }) : raw;
    if (buffer.length > LARGEST_BUNDLE)
      return { fault: `larger than ${LARGEST_BUNDLE / 1024 / 1024} MB: split it, or give NDJSON` };
    const text = buffer.toString().replace(/^\ufeff/, "");
    const whole = JSON.parse(keepingNumbers(text));
    if (whole?.resourceType !== "Bundle") return { entries: [{ resource: whole }], size: text.length };
    if (whole.entry !== undefined && !Array.isArray(whole.entry)) return { fault: "Bundle.entry is not a list" };
    return { entries: whole.entry ?? [], size: text.length };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE")
      return { fault: `larger than ${LARGEST_BUNDLE / 1024 / 1024} MB: split it, or give NDJSON` };
    if (code?.startsWith("Z_")) return { fault: `the file is damaged: ${message}` };
    if (code) throw error;
    return { fault: notJson(error) };
  }
}

function arrivalOf(entry: Entry, line: number, ids: Map<string, string>, bytes: number): Arrival {
  if (typeof entry !== "object" || entry === null) return { line, fault: "the entry is not an object" };
  if (entry.request?.method === "DELETE")
    return { line, fault: "DELETE is not taken: send the resource as entered in error" };
  if (entry.resource === undefined) return { line, fault: "the entry has no resource" };
  const { resource } = entry;
  const id = idOfEntry(entry);
  const named =
    typeof resource === "object" && resource !== null && resource.id === undefined && id
      ? { ...resource, id }
      : resource;
  return { line, resource: named, text: () => asItStood(named), bytes, idOf: (fullUrl) => ids.get(fullUrl) };
}

/** A resource that a Bundle brings without an id has that of its fullUrl. */
function idOfEntry(entry: Entry): string | undefined {
  const id = entry?.resource?.id;
  if (isText(id)) return id;
  return isText(entry?.fullUrl) && entry.fullUrl.startsWith("urn:uuid:") ? entry.fullUrl.slice(9) : undefined;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
