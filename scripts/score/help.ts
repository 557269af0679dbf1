/** How the command is used, written from the instruments themselves. */
import { INSTRUMENTS, type Instrument } from "../../app/domain/risk/instruments";
import { type ComputedId, SCORERS } from "./scorers";

export const USAGE = `Usage: npm run score -- INSTRUMENT FILE.csv     (- reads standard input)
       npm run score -- [INSTRUMENT] --help`;

const computed = INSTRUMENTS.filter((one) => "input" in one);

/** "PARR-30", "parr30" and "Parr 30" are one. */
export function findInstrument(name: string): (typeof computed)[number] | undefined {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return computed.find(({ id }) => id === plain);
}

export const INSTRUMENT_NAMES = computed.map(({ id }) => id).join(", ");

export const help = (): string =>
  [
    `${USAGE}

Reads one CSV file and prints a CSV file with value, category and reasons. It needs no database and keeps nothing.
  npm run --silent score -- news2 observations.csv > scores.csv     (--silent: without npm's own two lines)
Columns may stand in any order; others are not read. UTF-8 with or without byte order mark, LF or CRLF, quoted fields.
A floor, where an input is missing, is printed as "at least 5" with the category "incomplete", never as a value.
Ends with 0 when all rows were scored; with 2, and nothing printed, when a row or the call is wrong: every wrong field
is named with file, line and column.

Instruments (INSTRUMENT --help lists the terms that each reads):`,
    ...computed.map((one) => helpFor(one)),
  ].join("\n");

export function helpFor({ id, name, version, citation, licence, audience, input }: (typeof computed)[number]): string {
  const { columns, example, notes = [] } = input as NonNullable<Instrument["input"]>;
  const inFile = example.split(",").length;
  const width = Math.max(...columns.map((column) => column.name.length)) + 2;
  return [
    `\n${id}: ${name} (${version}; ${audience === "analyst" ? "for analysts" : "clinical"})`,
    `  ${citation}. Licence: ${licence}.`,
    ...columns.map(
      (column) => `    ${column.name.padEnd(width)}${column.words}${column.optional ? " (optional)" : ""}`,
    ),
    ...notes.map((note) => `  ${note}`),
    "  Example:",
    `    ${columns
      .slice(0, inFile)
      .map((column) => column.name)
      .join(",")}`,
    `    ${example}`,
    `  Prints: ${["id", ...SCORERS[id].header].join(",")}`,
  ].join("\n");
}

export function termsFor(id: ComputedId): string {
  const terms = Object.entries(SCORERS[id].terms ?? {});
  const width = Math.max(0, ...terms.map(([term]) => term.length)) + 2;
  return terms.length
    ? `  Terms:\n${terms.map(([term, label]) => `    ${term.padEnd(width)}${label}`).join("\n")}`
    : "";
}
