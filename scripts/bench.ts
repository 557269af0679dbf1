/** npm run bench -- --list | NAME… [--size N] [--rounds N]: measures against a floor and keeps the figures in .data/bench/. */
import { parseArgs } from "node:util";
import { crisisPage } from "./bench/crisis-page";
import { runBench } from "./bench/harness";
import { importBench } from "./bench/import";
import { pointOfContact } from "./bench/point-of-contact";
import { printPrevalence } from "./bench/prevalence";
import { stratifyBench } from "./bench/stratify";
import { withDatabase } from "./database/open";

const BENCHES = [importBench, stratifyBench, crisisPage, pointOfContact];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: "boolean" }, size: { type: "string" }, rounds: { type: "string" } },
});

/** A table, not a speed: printed by its own name, and after the bench of the stratification. */
const PREVALENCE = "prevalence";
const names = [...BENCHES.map(({ name }) => name), PREVALENCE];
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length) {
  console.error(`No bench is called ${unknown.join(", ")}; there are ${names.join(", ")}.`);
  process.exit(2);
}
if (values.list || positionals.length === 0) {
  for (const { name, measures, floorIs, size, sizeOf } of BENCHES)
    console.log(`${name}\n  ${measures}\n  floor: ${floorIs}\n  size: ${size.toLocaleString("en-GB")} ${sizeOf}`);
  console.log(`${PREVALENCE}\n  segments and gaps by age and sex, and by deprivation, in a borough of 50,000: a table`);
  process.exit(0);
}

await withDatabase(async () => {
  for (const bench of BENCHES.filter(({ name }) => positionals.includes(name))) {
    await runBench(bench, positive(values.size), positive(values.rounds));
  }
  if (positionals.includes(PREVALENCE)) await printPrevalence(positive(values.size));
});

function positive(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`"${text}" is not a whole number above 0.`);
  return number;
}
