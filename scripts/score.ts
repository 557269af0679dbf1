/**
 * npm run score -- INSTRUMENT FILE.csv
 * Anybody's check of the published instruments: the same functions that score the population, on a file. Ends with 0
 * when every row was scored, with 2 when the call or a row was wrong; then nothing but the reason is printed.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { writeCsv } from "../app/domain/csv";
import { findInstrument, help, helpFor, INSTRUMENT_NAMES, termsFor, USAGE } from "./score/help";
import { SCORERS, type Scorer } from "./score/scorers";
import { type Row, readTable, type Trouble } from "./score/table";

class Misuse extends Error {}

/** So many wrong fields are named one by one. */
const NAMED = 20;

function run(args: string[]): string {
  const { name, file, wantsHelp } = readArguments(args);
  if (wantsHelp && !name) return help();
  if (!name) throw new Misuse(`Say which instrument and which file.\n${USAGE}`);
  const instrument = findInstrument(name);
  if (!instrument) throw new Misuse(`There is no instrument "${name}". There are: ${INSTRUMENT_NAMES}.`);
  if (wantsHelp) return [helpFor(instrument), termsFor(instrument.id)].filter(Boolean).join("\n");
  if (!file) throw new Misuse(`Say which file to score.\n${USAGE}`);

  const said = file === "-" ? "standard input" : file;
  const scorer: Scorer = SCORERS[instrument.id];
  const { rows, troubles, notRead } = readTable(readText(file, said), instrument.input.columns);
  const lines = rows.map((row) => [row.id, ...scorer.cells(row)]);
  if (scorer.onePerson) troubles.push(...comeTwice(rows));
  if (troubles.length) throw new Misuse(inWords(said, troubles));
  if (notRead.length) console.error(`${said}: not read: ${notRead.join(", ")}`);
  return writeCsv([["id", ...scorer.header], ...lines]).trimEnd();
}

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { help: { type: "boolean", short: "h" } },
    });
    const [name, file, ...more] = positionals;
    if (more.length) throw new Error(`One file at a time; "${more[0]}" is one too many.`);
    return { name, file, wantsHelp: values.help ?? false };
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n${USAGE}`);
  }
}

function readText(file: string, said: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new Misuse(`There is no file ${said}.`);
    throw new Misuse(`${said} cannot be read: ${code === "EISDIR" ? "it is a folder" : message}`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Misuse(`${said} is not UTF-8 text: save it as "CSV UTF-8".`);
  }
}

function comeTwice(rows: readonly Row[]): Trouble[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ id, line }) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, line);
    return id && before !== undefined
      ? [{ line, column: "id", reason: `"${id}" is on line ${before} already; one row a person` }]
      : [];
  });
}

function inWords(said: string, troubles: readonly Trouble[]): string {
  const sorted = [...troubles].sort((a, b) => a.line - b.line);
  const named = sorted
    .slice(0, NAMED)
    .map(({ line, column, reason }) => `${said}, line ${line}${column ? `, ${column}` : ""}: ${reason}`);
  const more = sorted.length - named.length;
  return [...named, ...(more > 0 ? [`… and ${more} more`] : []), "Nothing was scored."].join("\n");
}

try {
  console.log(run(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
