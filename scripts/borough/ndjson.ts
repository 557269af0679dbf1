/** Writes a stream of resources as one NDJSON file a type, in chunks, so that memory stays flat. */
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Resource } from "./fhir-r4";

const CHUNK = 1 << 18;

type Sink = { stream: WriteStream; pending: string[]; size: number; count: number };

/** Resolves to the number of resources by type. `onResource` hears of each one, for progress. */
export async function writeNdjson(
  resources: Iterable<Resource>,
  folder: string,
  onResource: (resource: Resource) => void,
) {
  await mkdir(folder, { recursive: true });
  const sinks = new Map<string, Sink>();
  for (const resource of resources) {
    let sink = sinks.get(resource.resourceType);
    if (!sink) {
      sink = {
        stream: createWriteStream(join(folder, `${resource.resourceType}.ndjson`)),
        pending: [],
        size: 0,
        count: 0,
      };
      sinks.set(resource.resourceType, sink);
    }
    const line = JSON.stringify(resource);
    sink.pending.push(line, "\n");
    sink.size += line.length;
    sink.count++;
    onResource(resource);
    if (sink.size > CHUNK) await flush(sink);
  }
  for (const sink of sinks.values()) {
    await flush(sink);
    sink.stream.end();
    await once(sink.stream, "close");
  }
  return new Map([...sinks].map(([type, { count }]) => [type, count]));
}

async function flush(sink: Sink) {
  const text = sink.pending.join("");
  sink.pending = [];
  sink.size = 0;
  if (!sink.stream.write(text)) await once(sink.stream, "drain");
}
