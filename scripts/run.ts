/**
 * From a build to a served page: database, migrations, demo borough, worker, web server; and back again in the reverse
 * order when told to stop.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { findDemoAssignments } from "../app/data/accounts.server";
import { ROLES } from "../app/domain/permissions";
import { env } from "../app/env.server";
import { isFree, startServer } from "../app/server/serve";
import { type OpenDatabase, openDatabase } from "./database/open";

export async function runConfer({ dev }: { dev: boolean }) {
  const stops: (() => Promise<void>)[] = [];
  const { stop, isStopping } = stopOnSignal(stops);
  try {
    const port = Number(process.env.PORT || 3000);
    if (port && !(await isFree(port))) throw new Error(portTaken(port));
    const database = await timed("Database", () => openDatabase(sayApart));
    stops.push(database.close);
    if (database.applied.length) console.log(`  migrations applied: ${database.applied.join(", ")}`);
    if (env().DEMO) await fillWhenEmpty(database);
    await stratifyWhenNobodyIs(database);

    stops.push(startWorker(database));
    const server = await timed("Web server", () => startServer({ port: env().PORT, dev }));
    stops.push(server.close);
    await greet(server.port);
  } catch (error) {
    // Stopped while starting: what broke is what was taken away.
    if (isStopping()) return;
    await stop();
    throw error;
  }
}

async function greet(port: number) {
  const demo = env().DEMO ? await findDemoAssignments(new Date()) : [];
  console.log(`\nConfer is ready: http://localhost:${port}  (Ctrl-C stops it)`);
  if (demo.length) console.log("Everybody in it is synthetic. The sign-in page lets you be, with one click:");
  for (const { role, accountName, organisationName } of demo) {
    console.log(`  ${ROLES[role].label}: ${accountName}, ${organisationName}`);
  }
}

/** Ctrl-C and SIGTERM: requests in flight are answered, then the worker and PostgreSQL stop. */
function stopOnSignal(stops: (() => Promise<void>)[]) {
  const stop = async () => {
    for (const close of stops.splice(0).reverse()) await close().catch((error) => console.error(error.message));
  };
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, async () => {
      // npm passes on a Ctrl-C that the terminal has sent already.
      if (stopping) return;
      stopping = true;
      console.log("\nStopping: answering what is in flight …");
      await stop();
      console.log("Stopped.");
      process.exit(0);
    });
  }
  return { stop, isStopping: () => stopping };
}

/** The mark outlives a stop half-way: a borough that was not finished is made again. */
const UNFINISHED = path.join(".data", "borough-unfinished");

async function fillWhenEmpty({ url, ownerUrl, bundled }: OpenDatabase) {
  const unfinished = bundled && existsSync(UNFINISHED);
  if (!unfinished && (await hasPeople(ownerUrl))) return;
  console.log("Making the demo borough of 5,000 synthetic people");
  if (bundled) writeFileSync(UNFINISHED, "");
  const code = await runScript(["scripts/borough.ts", "--people", "5000", "--seed", "1"], { url, ownerUrl });
  if (code !== 0) throw new Error("The demo borough could not be made; what went wrong stands above.");
  rmSync(UNFINISHED, { force: true });
}

/** A new shape of the registry's rows leaves nobody stratified until the next run. */
async function stratifyWhenNobodyIs({ url, ownerUrl }: OpenDatabase) {
  if (await isThere(ownerUrl, "stratification_run where current")) return;
  console.log("Nobody is stratified: scores, segments and care due of everybody");
  const code = await runScript(["scripts/stratify.ts"], { url, ownerUrl });
  if (code !== 0) throw new Error("People could not be stratified; what went wrong stands above.");
}

function runScript(parameters: string[], { url, ownerUrl }: Pick<OpenDatabase, "url" | "ownerUrl">) {
  const child = spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", ...parameters], {
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl },
  });
  return new Promise<number | null>((resolve) => child.once("exit", resolve));
}

const hasPeople = (url: string): Promise<boolean> => isThere(url, "person");

async function isThere(url: string, what: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(`select exists (select from ${what}) as some`)).rows[0].some;
  } finally {
    await client.end();
  }
}

/** The worker is its own process: a long job must not hold up a page. One that dies is started again. */
function startWorker({ url, ownerUrl }: OpenDatabase): () => Promise<void> {
  let wanted = true;
  let child: ChildProcess;
  const start = () => {
    child = spawn(process.execPath, ["build/process/work.js"], {
      // The channel tells the worker when this process is gone.
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      env: { ...process.env, DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl },
    });
    child.once("exit", (code) => {
      if (!wanted) return;
      console.error(`The worker ended (${code}); it is started again in 5 seconds.`);
      setTimeout(() => wanted && start(), 5000).unref();
    });
  };
  start();
  return async () => {
    wanted = false;
    if (child.exitCode !== null || child.signalCode) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
    await ended;
    clearTimeout(late);
  };
}

const portTaken = (port: number) =>
  `Port ${port} is taken: another program (or another Confer) uses it. Stop that one, or choose: PORT=${port + 1} npm start`;

/** Within a line that is not ended yet. */
const sayApart = (line: string) => process.stdout.write(`\n  ${line} … `);

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  process.stdout.write(`${what} … `);
  const result = await work();
  console.log(`${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return result;
}
