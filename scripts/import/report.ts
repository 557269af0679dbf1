/** What an import says while it runs, and at its end. */
import type { ImportProgress, ImportReport } from "../../app/data/imports.server";

const number = new Intl.NumberFormat("en-GB");
const shown = (count: number) => number.format(count);

/** A bar on a terminal, else a line every ten seconds. To stderr: the report alone is the output. */
export function progressBar(out: NodeJS.WriteStream, now: () => number = Date.now) {
  const begun = now();
  let drawn = 0;
  let readAtStart: number | undefined;
  const wait = out.isTTY ? 200 : 10_000;
  return {
    draw(progress: ImportProgress): void {
      readAtStart ??= progress.counts.read;
      if (now() - drawn < wait && drawn > 0) return;
      drawn = now();
      const line = progressInWords(progress, readAtStart, (now() - begun) / 1000);
      out.write(out.isTTY ? `\r\u001b[K${line.slice(0, (out.columns ?? 80) - 1)}` : `${line}\n`);
    },
    clear: () => out.isTTY && out.write("\r\u001b[K"),
  };
}

export function progressInWords(
  { path, counts, bytesRead, bytes }: ImportProgress,
  readAtStart: number,
  seconds: number,
): string {
  const share = bytes > 0 ? Math.min(bytesRead / bytes, 1) : 0;
  const bar = "█".repeat(Math.round(share * 20)).padEnd(20, "░");
  const rate = seconds > 0 ? Math.round((counts.read - readAtStart) / seconds) : 0;
  const left = share > 0.01 ? `, ${timeInWords((seconds * (1 - share)) / share)} left` : "";
  const rejected = counts.rejected ? `, ${shown(counts.rejected)} rejected` : "";
  return `${bar} ${Math.floor(share * 100)} % ${shown(counts.read)} read${rejected}, ${shown(rate)} a second${left}, ${path.split("/").at(-1)}`;
}

const timeInWords = (seconds: number) =>
  seconds < 90
    ? `${Math.round(seconds)} s`
    : seconds < 5400
      ? `${Math.round(seconds / 60)} min`
      : `${Math.round(seconds / 3600)} h`;

export function reportInWords(report: ImportReport, seconds: number, unit: (file: string) => string): string {
  const { counts, rejects, warnings, unknownPeople } = report;
  const lines = [
    report.continued ? "Went on with an import that had been stopped; the figures are of the whole." : "",
    table(report),
    "",
    `read ${shown(counts.read)} = accepted ${shown(counts.accepted)} + rejected ${shown(counts.rejected)}, in ${timeInWords(seconds)}`,
    `inserted ${shown(counts.inserted)}, updated ${shown(counts.updated)}, unchanged ${shown(counts.unchanged)}`,
  ];
  if (unknownPeople.rows)
    lines.push(
      `${shown(unknownPeople.rows)} records are of ${shown(unknownPeople.people)} unknown people: kept, and shown to nobody until their Patient comes`,
    );
  lines.push(
    ...list("Rejected", counts.rejected, rejects, unit),
    ...list("To look at", counts.warnings, warnings, unit),
  );
  if (counts.rejected > rejects.length)
    lines.push(`All of them: select * from import_reject where run_id = '${report.runId}'`);
  return lines.join("\n").replace(/^\n/, "");
}

const list = (title: string, count: number, troubles: ImportReport["rejects"], unit: (file: string) => string) =>
  count
    ? [
        "",
        `${title}: ${shown(count)}${count > troubles.length ? `, of which ${shown(troubles.length)} follow` : ""}`,
        ...troubles.map(({ file, line, reason }) => `  ${file}, ${unit(file)} ${line}: ${reason}`),
      ]
    : [];

const COLUMNS = ["read", "accepted", "rejected", "inserted", "updated", "unchanged"] as const;

function table({ counts }: ImportReport): string {
  const types = Object.keys(counts.byType).sort();
  const rows = [
    ["", ...COLUMNS],
    ...types.map((type) => [type, ...COLUMNS.map((column) => shown(counts.byType[type]![column]))]),
  ];
  const widths = rows[0]!.map((_, place) => Math.max(...rows.map((row) => row[place]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, place) => (place === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[place]!)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
