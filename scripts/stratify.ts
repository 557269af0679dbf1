/** `npm run stratify -- [--as-of 2026-11-22]`: scores, segments and care due of the whole population. */
import { parseArgs } from "node:util";
import { closeDatabase } from "../app/data/database.server";
import { type StratifyCounts, stratify } from "../app/data/stratifications.server";
import { systemViewer } from "../app/data/system-viewer.server";
import { londonDate } from "../app/domain/dates";
import { SEGMENTS } from "../app/domain/segment";
import { withDatabase } from "./database/open";

const USAGE = `Usage: npm run stratify -- [--as-of 2026-11-22]
  --as-of DATE  scores, segments and care due as they were known on that day; without it as of today`;

const { values } = parseArgs({ options: { "as-of": { type: "string" }, help: { type: "boolean", short: "h" } } });
if (values.help) {
  console.log(USAGE);
  process.exit();
}

await withDatabase(async () => {
  const today = londonDate(new Date());
  const asOf = readDate(values["as-of"]) ?? today;
  if (asOf > today) throw new Error(`--as-of ${asOf} is still to come: nobody's record says what will be.`);
  const viewer = systemViewer("stratify", "population stratification");
  const { counts } = await stratify(viewer, {
    asOf,
    lookAtAnotherDay: asOf !== today,
    progress: progressLine(),
  }).finally(closeDatabase);
  if (process.stderr.isTTY) process.stderr.write("\n");
  console.log(report(asOf, counts));
  if (asOf !== today)
    console.log(
      `\nLists now say what was known on ${asOf}, until the next run: nothing recorded later counts in them.`,
    );
});

function readDate(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const isDate =
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(text).toISOString().startsWith(text);
  if (!isDate) throw new Error(`--as-of must be a date such as 2026-11-22, not "${text}".`);
  return text;
}

/** One line that is written over; in a log a line every ten seconds. */
function progressLine() {
  const started = Date.now();
  let written = started;
  return ({ people, total }: { people: number; total: number }) => {
    const { isTTY } = process.stderr;
    if (!isTTY && Date.now() - written < 10_000) return;
    written = Date.now();
    const rate = Math.round((people * 1000) / Math.max(1, written - started));
    const left = Math.max(0, Math.round((total - people) / Math.max(1, rate)));
    const share = total ? Math.min(100, Math.floor((people * 100) / total)) : 100;
    const line = `${share} %  ${number(people)} people, ${number(rate)} a second, ${left} s left`;
    process.stderr.write(isTTY ? `\r${line.padEnd(70)}` : `${line}\n`);
  };
}

function report(asOf: string, counts: StratifyCounts): string {
  const { people, milliseconds, segments, efi, incomplete, diabetes, gapsDue } = counts;
  const rate = Math.round((people * 1000) / Math.max(1, milliseconds));
  const line = (words: string, count = 0) => `  ${words.padEnd(46)}${number(count).padStart(10)}`;
  return [
    `Stratified ${number(people)} people as of ${asOf} in ${(milliseconds / 1000).toFixed(1)} s (${number(rate)} people a second).`,
    "Segment",
    ...Object.entries(SEGMENTS).map(([id, words]) => line(words, segments[id])),
    "Electronic Frailty Index, ages 65 to 95",
    ...["severe", "moderate", "mild", "fit", "incomplete"].map((category) => line(category, efi[category])),
    "Besides",
    line("with an incomplete answer", incomplete),
    line("on the diabetes register", diabetes),
    line("with care due", gapsDue),
  ].join("\n");
}

function number(value: number): string {
  return value.toLocaleString("en-GB");
}
