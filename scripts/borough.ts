/**
 * `npm run borough -- --people 5000 --seed 1 [--as-of 2026-11-22] [--ndjson FOLDER]`: a synthetic London borough.
 * With --ndjson it is written as FHIR files, the same bytes for the same arguments. Without, it comes in through the
 * same door as any import, gets a living service (staff, plans, meetings, contacts) and is stratified.
 */
import { parseArgs } from "node:util";
import { holdsRealNhsNumbers } from "../app/data/accounts.server";
import { generatedSource, importResources } from "../app/data/imports.server";
import { stratify } from "../app/data/stratifications.server";
import { systemViewer } from "../app/data/system-viewer.server";
import { londonDate } from "../app/domain/dates";
import { fromFhirResource } from "../app/fhir/resource";
import { calendarFrom } from "./borough/calendar-days";
import { type Borough, boroughResources } from "./borough/generate";
import { makeLivingService } from "./borough/living-service";
import { writeNdjson } from "./borough/ndjson";
import { organisationsFor } from "./borough/organisations";
import { SOURCE } from "./borough/people-kept";
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
  // Safety rule 22: demo people and accounts never stand beside real ones.
  if (await holdsRealNhsNumbers())
    throw new Error("This database holds NHS numbers outside the test range: no demo borough is made in it.");
  await importBorough(borough);
  const organisations = organisationsFor(borough.people);
  const now = new Date(Math.min(Date.now(), Date.parse(`${borough.asOf}T23:00:00Z`)));
  let show: ReturnType<typeof progress> | undefined;
  const living = await makeLivingService(borough, organisations, now, (done, of) => {
    show ??= progress("Writing plans", of);
    show(done);
  });
  endLine();
  console.log(
    `Living service: ${living.staff} staff, ${living.plans} plans, ${living.cases} cases in meetings, ${living.contacts} contacts.`,
  );
  const viewer = systemViewer("stratify", "first stratification of the demo borough");
  const { counts } = await stratify(viewer, { asOf: borough.asOf });
  console.log(`Stratified ${number(counts.people)} people as of ${borough.asOf}.`);
  console.log(`Staff sign in with one click in demo mode, or by e-mail with the password "${DEMO_PASSWORD}".`);
}

async function importBorough(borough: Borough) {
  const show = progress("Importing", borough.people);
  const viewer = systemViewer("borough", "import the demo borough");
  const source = generatedSource(`borough of seed ${borough.seed}`, boroughResources(borough));
  const report = await importResources(viewer, [source], { source: SOURCE, read: fromFhirResource }, ({ counts }) =>
    show(counts.byType.Patient?.read ?? 0),
  );
  endLine();
  const { read, accepted, rejected } = report.counts;
  console.log(`Imported ${number(read)} resources: ${number(accepted)} accepted, ${number(rejected)} rejected.`);
  for (const { line, reason } of report.rejects.slice(0, 10)) console.error(`  resource ${line}: ${reason}`);
  if (rejected > 0) throw new Error("The import refused resources of the borough; the reasons stand above.");
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
