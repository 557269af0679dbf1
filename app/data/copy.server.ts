/** COPY, the fastest way in: rows in its text format, sent in one go. PostgreSQL refuses it under row-level security. */
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** `into`: a table with its columns. `rows` are copyRow's. */
export async function copyTo(client: pg.ClientBase, into: string, rows: readonly string[]): Promise<void> {
  const stream = client.query(copyFrom(`copy ${into} from stdin`));
  await new Promise<void>((resolve, reject) => {
    stream.on("error", reject);
    stream.on("finish", resolve);
    stream.end(Buffer.from(rows.join("")));
  });
}

/** One row of COPY's text format. Undefined is null. */
export function copyRow(values: readonly CopyValue[]): string {
  return `${values.map(copyText).join("\t")}\n`;
}

export type CopyValue = string | number | boolean | Date | null | undefined | readonly string[];

function copyText(value: CopyValue): string {
  if (value === undefined || value === null) return "\\N";
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof Date) return value.toISOString();
  if (!value.length) return "{}";
  return escaped(`{"${value.some(isQuoted) ? value.map(quoted).join('","') : value.join('","')}"}`);
}

const isQuoted = (item: string) => item.includes('"') || item.includes("\\");
const quoted = (item: string) => item.replace(/["\\]/g, "\\$&");

// PostgreSQL's text holds no NUL; the rest is COPY's own.
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what must go
const SPECIAL = /[\\\t\n\r\u0000]/;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\u0000": "" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what must go
const ALL_SPECIAL = /[\\\t\n\r\u0000]/g;

const escaped = (text: string) => (SPECIAL.test(text) ? text.replace(ALL_SPECIAL, (found) => ESCAPES[found]!) : text);
