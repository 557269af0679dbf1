/**
 * A list of codes from a CSV file, whole or not at all: the system is told by its columns and codes, never guessed, and
 * every code is checked. OpenCodelists' downloads, and lists that were made by hand.
 */
import { createHash } from "node:crypto";
import { type CsvRow, readCsv } from "../../app/domain/csv";
import { chooseColumn, groupingColumns } from "./columns";
import { decideSystem } from "./deciding";
import { SYSTEMS, type SystemName, spreadsheetFault } from "./systems";

export type CodeList = {
  file: string;
  system: SystemName;
  /** The column that was read, as the file has it. */
  column: string;
  /** As they are kept: each once, sorted. */
  codes: string[];
  /** "254837009 in lines 4 and 9" */
  duplicates: string[];
  /** Columns that put codes into groups: a set has none, so they are lost. */
  groupings: string[];
};

/** What is wrong, with the line of the file where it is one line's. */
export type Trouble = { line?: number; column?: string; code?: string; reason: string };

export type ListAnswer = { ok: true; list: CodeList } | { ok: false; file: string; troubles: Trouble[] };

/** One code with its place. */
export type Placed = { line: number; code: string };

export function readList(file: string, text: string, asked?: SystemName): ListAnswer {
  const refused = (...troubles: Trouble[]): ListAnswer => ({ ok: false, file, troubles });
  if (text.includes("\0")) return refused({ reason: "not a CSV file in UTF-8: it holds bytes that are no text" });
  const csv = readCsv(text);
  if (!csv.ok) return refused({ line: csv.line, reason: csv.reason });
  const [header, ...rows] = csv.rows;
  if (!header) return refused({ reason: "nothing is in it" });
  if (header.fields.length === 1 && /[;\t|]/.test(header.fields[0]!))
    return refused({ line: header.line, reason: "its columns are not separated by commas" });
  const chosen = chooseColumn(header.fields, asked);
  if ("reason" in chosen) return refused({ line: header.line, reason: chosen.reason });
  if (!rows.length) return refused({ reason: "no code is in it" });

  const column = header.fields[chosen.at]!;
  const ragged = raggedRows(header, rows);
  if (ragged.length) return refused(...ragged);
  const placed = rows.map(({ line, fields }) => ({ line, code: fields[chosen.at]!.trim() }));
  const decided = asked ?? chosen.system ?? decideSystem(placed);
  if (Array.isArray(decided)) return refused(...decided.map((trouble) => ({ column, ...trouble })));
  const faults = [...faultsOf(placed, decided), ...disagreements(rows, chosen)];
  if (faults.length) return refused(...faults.map((trouble) => ({ column, ...trouble })));

  const keep = SYSTEMS[decided].kept ?? ((code) => code);
  const kept = placed.map(({ line, code }) => ({ line, code: keep(code) }));
  const codes = [...new Set(kept.map(({ code }) => code))].sort();
  const groupings = groupingColumns(header.fields);
  return { ok: true, list: { file, system: decided, column, codes, duplicates: duplicatesOf(kept), groupings } };
}

/** Twelve characters that are the same for the same codes, whatever their order, terms and file. */
export function contentVersion(members: readonly { system: string; code: string }[]): string {
  const lines = members.map(({ system, code }) => `${system} ${code}\n`).sort();
  return `sha256-${createHash("sha256").update(lines.join("")).digest("hex").slice(0, 12)}`;
}

/** A row that is cut short, or has a comma too many, may have its code in another column. Empty ends are nothing. */
function raggedRows(header: CsvRow, rows: readonly CsvRow[]): Trouble[] {
  return rows
    .filter(
      ({ fields }) =>
        fields.length < header.fields.length || fields.slice(header.fields.length).some((field) => field.trim() !== ""),
    )
    .map(({ line, fields }) => ({
      line,
      reason: `${fields.length} fields where the first line has ${header.fields.length}: is a comma not quoted?`,
    }));
}

function faultsOf(placed: readonly Placed[], system: SystemName): Trouble[] {
  return placed.flatMap(({ line, code }) => {
    const reason = code === "" ? "no code" : (spreadsheetFault(code) ?? SYSTEMS[system].fault(code));
    return reason ? [{ line, code, reason }] : [];
  });
}

/** Columns that repeat the code must say the same: if they do not, one of them is damaged. */
function disagreements(
  rows: readonly CsvRow[],
  { at, repeats }: { at: number; repeats: readonly number[] },
): Trouble[] {
  return rows.flatMap(({ line, fields }) =>
    repeats
      .filter((other) => fields[other]!.trim() !== "" && fields[other]!.trim() !== fields[at]!.trim())
      .map((other) => ({ line, code: fields[at]!, reason: `another column of the row says "${fields[other]!}"` })),
  );
}

function duplicatesOf(placed: readonly Placed[]): string[] {
  const lines = new Map<string, number[]>();
  for (const { line, code } of placed) lines.set(code, [...(lines.get(code) ?? []), line]);
  return [...lines].filter(([, at]) => at.length > 1).map(([code, at]) => `${code} in lines ${listed(at)}`);
}

const listed = (numbers: readonly number[]) => `${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
