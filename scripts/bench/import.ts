/** Import against the least that any import must do: unpack the same files and parse every line. */
import { createReadStream, createWriteStream, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { importResources } from "../../app/data/imports.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { fromFhirResource } from "../../app/fhir/resource";
import { boroughResources } from "../borough/generate";
import { writeNdjson } from "../borough/ndjson";
import { makeScratch } from "../database/scratch";
import { findSources } from "../import/files";
import { type Bench, timed } from "./harness";

export const importBench: Bench = {
  name: "import",
  measures: "FHIR NDJSON of a synthetic borough, gzipped, to committed rows",
  floorIs: "gunzip, JSON.parse every line and throw it away",
  unit: "resource",
  sizeOf: "people",
  goal: 0.4,
  size: 5_000,
  async prepare(people) {
    const { folder, resources } = await writeBorough(people);
    const files = readdirSync(folder).map((name) => join(folder, name));
    return {
      floor: () => timed(resources, () => parseAll(files)),
      subject: async () => {
        const scratch = await makeScratch("import");
        try {
          return await timed(resources, () => importAll(folder, resources));
        } finally {
          await scratch.drop();
        }
      },
      close: async () => rmSync(folder, { recursive: true }),
    };
  },
};

async function writeBorough(people: number) {
  const folder = mkdtempSync(join(tmpdir(), "confer-bench-"));
  const counts = await writeNdjson(boroughResources({ people, seed: 1, asOf: "2026-11-01" }), folder, () => {});
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    await pipeline(createReadStream(file), createGzip({ level: 6 }), createWriteStream(`${file}.gz`));
    rmSync(file);
  }
  return { folder, resources: [...counts.values()].reduce((sum, count) => sum + count, 0) };
}

async function parseAll(files: string[]): Promise<undefined> {
  for (const file of files) {
    const lines = createInterface({
      input: createReadStream(file).pipe(createGunzip()),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    for await (const line of lines) if (line) JSON.parse(line);
  }
}

async function importAll(folder: string, resources: number) {
  const { sources } = findSources([folder]);
  const viewer = systemViewer("bench", "bench of the import");
  const { counts } = await importResources(viewer, sources, { source: "bench", read: fromFhirResource });
  if (counts.accepted !== resources) throw new Error(`${counts.accepted} of ${resources} resources were accepted`);
  return { "peak memory MB": Math.round(process.resourceUsage().maxRSS / 1024) };
}
