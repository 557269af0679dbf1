/** Comma-separated values as RFC 4180 has them: quoted fields, doubled quotes, line breaks inside quotes. */

export type CsvRow = {
  /** Line of the file on which the row begins, from 1. */
  line: number;
  fields: string[];
};

export type CsvText = { ok: true; rows: CsvRow[] } | { ok: false; line: number; reason: string };

/** A byte order mark, CRLF and LF are accepted; lines with nothing on them are no rows. */
export function readCsv(text: string): CsvText {
  const rows: CsvRow[] = [];
  let place = text.startsWith("\uFEFF") ? 1 : 0;
  let line = 1;
  while (place < text.length) {
    const row: CsvRow = { line, fields: [] };
    let field: Field;
    do {
      field = readField(text, place);
      if ("reason" in field) return { ok: false, line: line + field.linesIn, reason: field.reason };
      row.fields.push(field.value);
      line += field.linesIn;
      place = field.end + 1;
    } while (text[field.end] === ",");
    if (text[field.end] === "\r" && text[place] === "\n") place++;
    line++;
    if (row.fields.some((value) => value !== "")) rows.push(row);
  }
  return { ok: true, rows };
}

type Field = { value: string; linesIn: number; end: number } | { reason: string; linesIn: number };

const PLAIN = /[^,\r\n]*/y;
const QUOTED = /"([^"]*(?:""[^"]*)*)"/y;

/** The field that begins there; `end` is the comma or line break behind it, or the end of the text. */
function readField(text: string, start: number): Field {
  if (text[start] !== '"') {
    const value = matchAt(PLAIN, text, start)![0];
    if (value.includes('"')) return { reason: "a quotation mark inside an unquoted field", linesIn: 0 };
    return { value, linesIn: 0, end: start + value.length };
  }
  const found = matchAt(QUOTED, text, start);
  if (!found) return { reason: "a quoted field that does not end", linesIn: 0 };
  const [whole, inside = ""] = found;
  const end = start + whole.length;
  const linesIn = inside.split(/\r\n|\n|\r/).length - 1;
  const ends = end === text.length || ",\r\n".includes(text[end]!);
  return ends
    ? { value: inside.replaceAll('""', '"'), linesIn, end }
    : { reason: "text after a closing quotation mark", linesIn };
}

function matchAt(pattern: RegExp, text: string, start: number) {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

/** Lines end with LF. Fields are quoted where they must be. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((fields) => `${fields.map(quoted).join(",")}\n`).join("");

const quoted = (field: string) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
