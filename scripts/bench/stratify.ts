/**
 * Stratification against hand-written SQL: one aggregate over all entries, then one whole registry row a person copied
 * into a table with the same indexes. The population is made inside the database: 40 entries a person.
 */
import { createReadStream, createWriteStream, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { generatedSource, importResources } from "../../app/data/imports.server";
import { stratify, stratifyChanged } from "../../app/data/stratifications.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { fromFhirResource } from "../../app/fhir/resource";
import { boroughResources } from "../borough/generate";
import { makeScratch, type Scratch } from "../database/scratch";
import { type Bench, timed } from "./harness";
import { fillPopulation } from "./large-population";

const AS_OF = "2026-11-01";
const ENTRIES_EACH = 40;
/** Whose entries and circumstances the population is made of. */
const TEMPLATE_PEOPLE = 2_000;

export const stratifyBench: Bench = {
  name: "stratify",
  measures: `whole population, ${ENTRIES_EACH} entries a person: entries, features, scores, segments, care due, registry rows`,
  floorIs:
    "one bit_or aggregate over all entries, then COPY of one registry row a person into a table with its indexes",
  unit: "person",
  sizeOf: "people",
  goal: 1 / 3,
  size: 1_000_000,
  rounds: (size) => (size > 200_000 ? 2 : 5),
  async prepare(people) {
    const scratch = await makeScratch("stratify");
    const viewer = systemViewer("bench", "bench of the stratification");
    const borough = generatedSource("borough", boroughResources({ people: TEMPLATE_PEOPLE, seed: 1, asOf: AS_OF }));
    await importResources(viewer, [borough], { source: "bench", read: fromFhirResource });
    await fillPopulation(scratch, people - TEMPLATE_PEOPLE, ENTRIES_EACH);
    const [entries] = await scratch.sql<{ count: string }>("select count(*) from entry");
    await stratify(viewer, { asOf: AS_OF });
    const rows = await exportRows(scratch);
    return {
      floor: () => timed(people, () => aggregateAndCopy(scratch, rows)),
      subject: () =>
        timed(people, async () => {
          const { counts } = await stratify(viewer, { asOf: AS_OF });
          return {
            entries: entries!.count,
            people: counts.people,
            "peak memory MB": Math.round(process.resourceUsage().maxRSS / 1024),
          };
        }),
      besides: async (secondsOfSubject) => ({
        "1 % changed, share of the whole run %": await shareOfChange(scratch, people, secondsOfSubject),
      }),
      async close() {
        rmSync(rows, { force: true });
        await scratch.drop();
      },
    };
  },
};

/** Time that one person in a hundred costs when their record changed, in per cent of a run of everybody. */
async function shareOfChange(scratch: Scratch, people: number, secondsOfAll: number): Promise<number> {
  const changed = Math.round(people / 100);
  await scratch.sql(
    `insert into changed_person (person_id, reason) select id, 'bench' from person where merged_into is null order by id limit $1
     on conflict do nothing`,
    [changed],
  );
  const begin = process.hrtime.bigint();
  const viewer = systemViewer("bench", "bench of the stratification");
  while ((await stratifyChanged(viewer)).waiting > 0);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  return Math.round((seconds / secondsOfAll) * 1000) / 10;
}

const connected = async <T>({ url }: Scratch, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
};

/** The rows of the run in force as COPY writes them, in a file. */
async function exportRows(scratch: Scratch): Promise<string> {
  const file = path.join(tmpdir(), `confer-bench-rows-${process.pid}`);
  await scratch.sql("create table bench_row (like registry_row including all)");
  await connected(scratch, (client) =>
    pipeline(
      client.query(
        copyTo(
          "copy (select r.* from registry_row r join stratification_run s on s.id = r.run_id and s.current) to stdout",
        ),
      ),
      createWriteStream(file),
    ),
  );
  return file;
}

function aggregateAndCopy(scratch: Scratch, rows: string): Promise<undefined> {
  return connected(scratch, async (client) => {
    await client.query(
      `select count(*) from (select person_id, bit_count(bit_or(1::bigint << (code_id % 63))::bit(64)) as count
         from entry group by person_id offset 0) each where count > 0`,
    );
    await client.query("truncate bench_row");
    await pipeline(createReadStream(rows), client.query(copyFrom("copy bench_row from stdin")));
    return undefined;
  });
}
