/** A file as rows whose fields are read by column name; everything that cannot be read is kept, to be said at once. */
import { type CsvRow, readCsv } from "../../app/domain/csv";
import type { InputColumn } from "../../app/domain/risk/instruments";

export type Trouble = { line: number; column?: string; reason: string };

/** What a field says, or why it says nothing. */
export type Parsed<T> = { value: T } | { refused: string };

export type Row = {
  line: number;
  id: string;
  /** Undefined when the field is empty, or refused and noted among the troubles. */
  read<T>(column: string, parse: (text: string) => Parsed<T>): T | undefined;
};

export type Table = { rows: Row[]; troubles: Trouble[]; notRead: string[] };

/** Rows add to `troubles` while they are read. */
export function readTable(text: string, columns: readonly InputColumn[]): Table {
  const csv = readCsv(text);
  if (!csv.ok) return onlyTrouble({ line: csv.line, reason: csv.reason });
  const [header, ...body] = csv.rows;
  if (!header) return onlyTrouble({ line: 1, reason: "the file is empty; its first line names the columns" });
  const names = header.fields.map((name) => name.trim().toLowerCase());
  const troubles = headerTroubles(names, columns).map((reason) => ({ line: header.line, reason }));
  if (troubles.length) return { rows: [], troubles, notRead: [] };

  const all: Trouble[] = [];
  const rows = body.flatMap((row) => rowOf(row, names, all) ?? []);
  return { rows, troubles: all, notRead: names.filter((name) => !columns.some((column) => column.name === name)) };
}

const onlyTrouble = (trouble: Trouble): Table => ({ rows: [], troubles: [trouble], notRead: [] });

function headerTroubles(names: readonly string[], columns: readonly InputColumn[]): string[] {
  const missing = columns.filter(({ name, optional }) => !optional && !names.includes(name)).map(({ name }) => name);
  const twice = columns.filter(({ name }) => names.indexOf(name) !== names.lastIndexOf(name)).map(({ name }) => name);
  return [
    ...missing.map((name) => `the header has no column ${name}`),
    ...twice.map((name) => `the header names the column ${name} twice`),
  ];
}

function rowOf({ line, fields }: CsvRow, names: readonly string[], troubles: Trouble[]): Row | undefined {
  if (fields.length !== names.length) {
    troubles.push({ line, reason: `the row has ${fields.length} fields, the header ${names.length}` });
    return undefined;
  }
  const textOf = (column: string) => fields[names.indexOf(column)]?.trim() ?? "";
  const id = textOf("id");
  if (!id) troubles.push({ line, column: "id", reason: "it is empty" });
  return {
    line,
    id,
    read(column, parse) {
      const text = textOf(column);
      if (!text) return undefined;
      const parsed = parse(text);
      if ("value" in parsed) return parsed.value;
      troubles.push({ line, column, reason: parsed.refused });
      return undefined;
    },
  };
}
