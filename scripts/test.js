/**
 * npm test: everything from a fresh clone to a verdict. One line a stage with its time; stops at the first that fails;
 * ends with the totals in one line. The database is the tests' own (tests/support/database-template.ts).
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "./chromium.js";
import { checkNode, ensureBuild, ensureClient, ensurePackages, runPackaged, step } from "./prepare.js";

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
checkNode();

const reports = ".data/test";
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const begun = performance.now();
try {
  await ensurePackages();
  await ensureClient();
  process.env.CHROMIUM_PATH = await ensureChromium();
  await step("Types (tsc)", () => runPackaged("typescript/bin/tsc", ["--noEmit"]));
  await step("Lint and format (biome)", () =>
    runPackaged("@biomejs/biome/bin/biome", ["check", "--config-path=scripts", "--error-on-warnings", "."]),
  );
  await tests("Tests", "test");
  await ensureBuild();
  await tests("Journeys", "journeys");
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
conclude();

async function tests(what, mode) {
  console.log(`${what}:`);
  const report = `${reports}/${mode}.json`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  await runPackaged("vitest/vitest.mjs", ["run", "-c", "remix.config.js", "--mode", mode, ...reporters], {
    shown: true,
    env: { NODE_ENV: "test" },
  });
}

/** CI reads the last line. */
function conclude() {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const mode of ["test", "journeys"]) {
    if (!existsSync(`${reports}/${mode}.json`)) continue;
    const report = JSON.parse(readFileSync(`${reports}/${mode}.json`, "utf8"));
    totals.passed += report.numPassedTests;
    totals.failed += report.numFailedTests;
    totals.skipped += report.numPendingTests + report.numTodoTests;
  }
  // A stage, or a whole file, can fail without any test of its own.
  if (process.exitCode && !totals.failed) totals.failed = 1;
  console.log(`\nAll stages: ${Math.round((performance.now() - begun) / 1000)} s, ${totals.skipped} skipped`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
}
