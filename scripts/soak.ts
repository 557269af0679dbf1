/** npm run soak [-- NAME…]: what is too long for `npm test`, each bounded in time, a verdict a line. Ends 1 when one fails. */

import { closeDatabase } from "../app/data/database.server";
import { concurrentEditors } from "./soak/concurrent-editors";
import { killedDatabase } from "./soak/killed-database";
import { killedServer } from "./soak/killed-server";
import { largeBorough } from "./soak/large-borough";
import { mutatedFhir } from "./soak/mutated-fhir";

/** A soak answers with what it did; it throws to fail. */
export type Soak = { name: string; minutes: number; run: () => Promise<string> };

const SOAKS: readonly Soak[] = [largeBorough, mutatedFhir, concurrentEditors, killedServer, killedDatabase];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !SOAKS.some((soak) => soak.name === name));
if (unknown.length) {
  console.error(`No soak is called ${unknown.join(", ")}; there are ${SOAKS.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

let failed = 0;
for (const soak of SOAKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const begin = Date.now();
  const verdict = await withinMinutes(soak).then(
    (words) => `pass  ${soak.name}: ${words}`,
    (error: Error) => {
      failed++;
      return `FAIL  ${soak.name}: ${error.message}`;
    },
  );
  console.log(`${verdict} (${Math.round((Date.now() - begin) / 1000)} s)`);
}
await closeDatabase();
process.exit(failed ? 1 : 0);

async function withinMinutes({ minutes, run }: Soak): Promise<string> {
  let clock: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    clock = setTimeout(() => reject(new Error(`not done after ${minutes} minutes`)), minutes * 60_000);
  });
  return Promise.race([run(), late]).finally(() => clearTimeout(clock));
}
