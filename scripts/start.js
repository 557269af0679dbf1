/**
 * npm start: everything from a fresh clone to a served page. Here what must stand before TypeScript can run; the rest
 * (database, demo borough, worker, web server) is scripts/run.ts. `--dev` serves through Vite with hot reload.
 */
import { rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildProcesses, checkNode, ensureBuild, ensureClient, ensurePackages, fail, step } from "./prepare.js";

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
checkNode();
const dev = process.argv.includes("--dev");
process.env.NODE_ENV = dev ? "development" : "production";
try {
  await ensurePackages();
  await ensureClient();
  if (dev) {
    // What dev leaves behind is not a whole build.
    rmSync("build/sources.sha256", { force: true });
    await step("Preparing the server", buildProcesses);
  } else await ensureBuild();
  const { runConfer } = await import(pathToFileURL("build/process/run.js").href);
  await runConfer({ dev });
} catch (error) {
  fail(process.env.LOG_LEVEL === "debug" ? error.stack : error.message);
}
