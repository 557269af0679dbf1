/** Stratification against hand-written SQL: one aggregate over all entries and one row a person copied in. */

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { generatedSource, importResources } from "../../app/data/imports.server";
import { stratify } from "../../app/data/stratifications.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { fromFhirResource } from "../../app/fhir/resource";
import { boroughResources } from "../borough/generate";
import { makeScratch, type Scratch } from "../database/scratch";
import { type Bench, timed } from "./harness";

const AS_OF = "2026-11-01";

export const stratifyBench: Bench = {
  name: "stratify",
  measures: "whole population: entries, features, scores, segments, registry rows",
  floorIs: "one bit_or aggregate over all entries, then COPY of one row a person",
  unit: "person",
  sizeOf: "people",
  goal: 1 / 3,
  size: 20_000,
  async prepare(people) {
    const scratch = await makeScratch("stratify");
    const viewer = systemViewer("bench", "bench of the stratification");
    const borough = generatedSource("borough", boroughResources({ people, seed: 1, asOf: AS_OF }));
    await importResources(viewer, [borough], { source: "bench", read: fromFhirResource });
    await stratify(viewer, { asOf: AS_OF });
    const [entries] = await scratch.sql<{ count: number }>("select count(*)::int as count from entry");
    return {
      floor: () => timed(people, () => aggregateAndCopy(scratch)),
      subject: () =>
        timed(people, async () => {
          const { counts } = await stratify(viewer, { asOf: AS_OF });
          return {
            entries: entries!.count,
            people: counts.people,
            "peak memory MB": Math.round(process.resourceUsage().maxRSS / 1024),
          };
        }),
      close: scratch.drop,
    };
  },
};

async function aggregateAndCopy(scratch: Scratch): Promise<undefined> {
  const rows = await scratch.sql<{ person_id: string; count: number }>(
    `select person_id, bit_count(bit_or(coalesce(bits0, 0))::bit(64))::int as count
     from entry left join code_feature using (code_id) group by person_id`,
  );
  const client = new pg.Client({ connectionString: scratch.url });
  await client.connect();
  try {
    await client.query(
      "create table if not exists bench_row (person_id uuid primary key, deficits int); truncate bench_row",
    );
    const lines = Readable.from(rows.map(({ person_id, count }) => `${person_id}\t${count}\n`));
    await pipeline(lines, client.query(copyFrom("copy bench_row from stdin")));
  } finally {
    await client.end();
  }
}
