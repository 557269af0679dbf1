/**
 * Prevalence in a borough of 50,000 synthetic people: each segment and each gap by age and sex, and the gaps that one
 * fifth of deprivation has more often than another. No speed here: what an analyst would see, as published counts.
 */

import { generatedSource, importResources } from "../../app/data/imports.server";
import { WEIGHT } from "../../app/data/run-distributions.server";
import { stratify } from "../../app/data/stratifications.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { PROTOCOLS } from "../../app/domain/care-protocols/all";
import { AGE_BANDS, equityTables, findingOf, type Weighed } from "../../app/domain/equity";
import { SEGMENTS, type Segment } from "../../app/domain/segment";
import { publish, publishedInWords } from "../../app/domain/small-counts";
import { fromFhirResource } from "../../app/fhir/resource";
import { boroughResources } from "../borough/generate";
import { makeScratch, type Scratch } from "../database/scratch";

const AS_OF = "2026-11-01";
const PEOPLE = 50_000;
const BANDS = Object.keys(AGE_BANDS)
  .map(Number)
  .sort((a, b) => a - b);
const SEXES = ["female", "male"] as const;
/** A difference between fifths that is worth a line: points of per cent. */
const WORTH_SAYING = 0.05;

export async function printPrevalence(people = PEOPLE): Promise<void> {
  const scratch = await makeScratch("prevalence");
  try {
    const borough = generatedSource("borough", boroughResources({ people, seed: 1, asOf: AS_OF }));
    await importResources(systemViewer("bench", "prevalence"), [borough], { source: "bench", read: fromFhirResource });
    const { runId } = await stratify(systemViewer("bench", "prevalence"), { asOf: AS_OF });
    console.log(
      `prevalence: ${people.toLocaleString("en-GB")} synthetic people, published counts (small ones hidden, others to the nearest 5)`,
    );
    await printTable(scratch, runId, "Segment", segments());
    await printTable(scratch, runId, "Gap", gaps());
    await printFindings(scratch, runId);
  } finally {
    await scratch.drop();
  }
}

type Line = { words: string; where: string; value: string };

const segments = (): Line[] =>
  (Object.keys(SEGMENTS) as Segment[]).map((value) => ({
    words: SEGMENTS[value].split(":")[0]!,
    where: "segment = $2",
    value,
  }));

const gaps = (): Line[] =>
  PROTOCOLS.flatMap(({ processes }) => processes.filter(({ treatment }) => !treatment)).map(({ id, name }) => ({
    words: `${id} ${name}`.slice(0, 46),
    where: "$2 = any (gaps)",
    value: id,
  }));

/** Columns: women and men of each band of age. */
async function printTable({ sql }: Scratch, runId: string, what: string, lines: readonly Line[]): Promise<void> {
  const heads = SEXES.flatMap((sex) => BANDS.map((band) => `${sex[0]!.toUpperCase()} ${band}+`));
  console.log(`\n${what.padEnd(47)}${["all", ...heads].map((head) => head.padStart(9)).join("")}`);
  for (const { words, where, value } of lines) {
    const cells = await sql<{ sex: string; band: number; weighted: number }>(
      `select sex, width_bucket(age, array[${BANDS.join(",")}]) - 1 as band, sum(${WEIGHT})::int as weighted
       from registry_row where run_id = $1 and age is not null and ${where} group by 1, 2`,
      [runId, value],
    );
    const weightOf = (sex: string, band: number) =>
      cells.find((cell) => cell.sex === sex && cell.band === band)?.weighted ?? 0;
    const all = cells.reduce((sum, { weighted }) => sum + weighted, 0);
    const shown = [all, ...SEXES.flatMap((sex) => BANDS.map((_, band) => weightOf(sex, band)))].map((weighted) =>
      publishedInWords(publish(weighted)).replace("fewer than 5", "<5"),
    );
    console.log(`${words.padEnd(47)}${shown.map((cell) => cell.padStart(9)).join("")}`);
  }
}

/** Of people with diabetes, each process of their care by fifth of deprivation: where chance does not explain it. */
async function printFindings({ sql }: Scratch, runId: string): Promise<void> {
  console.log("\nCare of people with diabetes by deprivation: differences that chance does not explain");
  const processes = PROTOCOLS.find(({ id }) => id === "diabetes")!.processes.filter(({ treatment }) => !treatment);
  for (const { id, name } of processes) {
    const weighed = await sql<Omit<Weighed, "dimension" | "unknown">>(
      `select ((imd_decile + 1) / 2)::text as "group", sum(case when $2 = any (gaps) then ${WEIGHT} else 0 end)::int as numerator,
         sum(${WEIGHT})::int as denominator from registry_row where run_id = $1 and diabetes and imd_decile is not null group by 1`,
      [runId, id],
    );
    const [table] = equityTables(
      weighed.map((one) => ({ ...one, dimension: "imd", unknown: 0 })),
      new Map(),
    );
    const finding = findingOf(table!);
    const rates = table!.rows.flatMap(({ rate }) => (rate === undefined ? [] : [rate]));
    if (finding.clear && Math.max(...rates) - Math.min(...rates) > WORTH_SAYING)
      console.log(`  ${name} due: ${finding.words}`);
  }
}
