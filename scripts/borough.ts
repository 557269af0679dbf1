/**
 * `npm run borough -- --people 5000 --seed 1 [--as-of 2026-11-22] [--ndjson FOLDER]`: a synthetic London borough.
 * With --ndjson it is written as FHIR files, the same bytes for the same arguments. Without, it comes in through the
 * same door as any import, gets a living service (staff, plans, meetings, contacts) and is stratified.
 */
import { parseArgs } from "node:util";
import { londonDate } from "../app/domain/dates";
import { calendarFrom } from "./borough/calendar-days";
import { fillBorough } from "./borough/fill";
import { type Borough, boroughResources } from "./borough/generate";
import { writeNdjson } from "./borough/ndjson";
import { DEMO_PASSWORD } from "./borough/staff";
import { withDatabase } from "./database/open";

const { borough, ndjson } = readArguments();
if (ndjson) await writeFiles(borough, ndjson);
else await withDatabase(() => fillDatabase(borough));

function readArguments(): { borough: Borough; ndjson?: string } {
  try {
    const options = {
      people: { type: "string" },
      seed: { type: "string" },
      "as-of": { type: "string" },
      ndjson: { type: "string" },
    } as const;
    const { values } = parseArgs({ options });
    const asOf = values["as-of"] ?? londonDate(new Date());
    calendarFrom(asOf);
    const people = readNumber("--people", values.people ?? "5000", 1, 5_000_000);
    const seed = readNumber("--seed", values.seed ?? "1", 0, 2 ** 31 - 1);
    return { borough: { people, seed, asOf }, ndjson: values.ndjson };
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

function readNumber(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value > to) {
    throw new Error(`${name} must be a whole number from ${from} to ${number(to)}, not "${text}".`);
  }
  return value;
}

async function writeFiles(borough: Borough, folder: string) {
  const show = progress("Writing", borough.people);
  let people = 0;
  const counts = await writeNdjson(boroughResources(borough), folder, ({ resourceType }) => {
    if (resourceType === "Patient" && ++people % 500 === 0) show(people);
  });
  show(people);
  endLine();
  for (const [type, count] of [...counts].sort()) console.log(`  ${type.padEnd(20)}${number(count).padStart(12)}`);
}

async function fillDatabase(borough: Borough) {
  // A borough of the past lives at the end of its day.
  const now = new Date(Math.min(Date.now(), Date.parse(`${borough.asOf}T23:00:00Z`)));
  let plans: ReturnType<typeof progress> | undefined;
  const { imported, living, stratified } = await fillBorough(borough, now, {
    imported: progress("Importing", borough.people),
    planned(done, of) {
      plans ??= progress("Writing plans", of);
      plans(done);
    },
  });
  endLine();
  const { staff, cases, contacts } = living;
  console.log(
    `Imported ${number(imported.counts.accepted)} resources; stratified ${number(stratified)} people as of ${borough.asOf}.`,
  );
  console.log(`Made ${staff} staff, ${living.plans} plans, ${cases} cases in meetings and ${contacts} contacts.`);
  console.log(`Staff sign in with one click in demo mode, or by e-mail with the password "${DEMO_PASSWORD}".`);
}

/** A line that is written over while somebody looks at it, and nothing in a log. */
function progress(what: string, of: number) {
  const started = Date.now();
  return (done: number) => {
    if (!process.stderr.isTTY) return;
    const rate = Math.round((done * 1000) / Math.max(1, Date.now() - started));
    const left = Math.max(0, Math.round((of - done) / Math.max(1, rate)));
    process.stderr.write(
      `\r${`${what}: ${number(done)} of ${number(of)}, ${number(rate)}/s, ${left} s left`.padEnd(72)}`,
    );
  };
}

function endLine() {
  if (process.stderr.isTTY) process.stderr.write("\n");
}

function number(value: number): string {
  return value.toLocaleString("en-GB");
}
