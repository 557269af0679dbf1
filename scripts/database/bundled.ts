/**
 * The bundled PostgreSQL: made, started, joined and stopped. Drives the package's own initdb, postgres and pg_ctl.
 * Several processes may use it at once (the web server and an import): the first starts it, the last stops it.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import path from "node:path";
import pg from "pg";
import { findPlace, giveTo, type Place } from "./place";

export type BundledOptions = {
  /** Folder for data, password and log. */
  base: string;
  /** A server for tests: fast, and lost when the machine stops. */
  throwaway?: boolean;
  /** Else the usual one, or any that is free. */
  port?: number;
  /** Hears one line when something takes long or is unusual. */
  say?: (line: string) => void;
};
/** `stop` stops the server unless another process still uses it. */
export type Bundled = { url: string; folder: string; stop(): Promise<void> };

const USUAL_PORT = 54_329;
const NAME = "confer";
const ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;

/** Starts the server, or joins the one that already runs on the same data. Errors say what to do. */
export async function startBundled({
  base,
  throwaway = false,
  port: wanted,
  say = () => {},
}: BundledOptions): Promise<Bundled> {
  const place = findPlace(path.resolve(base));
  if (place.elsewhere) say(`only root may enter this folder: PostgreSQL's binaries and data are in ${place.base}`);
  const data = path.join(place.base, "postgres");
  checkSpace(place.base);
  if (existsSync(path.join(data, "PG_VERSION"))) checkVersion(place, data);
  else initialise(place, data, throwaway);

  const password = keptPassword(place);
  const port = (await runningPort(data, password)) ?? (await start(place, data, { throwaway, wanted, say }));
  const leave = signIn(place.base);
  const url = `postgres://${NAME}:${password}@127.0.0.1:${port}/${NAME}`;
  await createDatabase(url);
  return {
    url,
    folder: place.base,
    async stop() {
      if (leave() > 0) return;
      const arguments_ = ["stop", "-D", data, "-m", "fast", "-w", "-t", "60"];
      await finished(spawn(program(place, "pg_ctl"), arguments_, { ...place.account, cwd: "/", stdio: "ignore" }));
    },
  };
}

function checkSpace(base: string) {
  const { bavail, bsize } = statfsSync(base);
  const megabytes = Math.round((bavail * bsize) / 1_048_576);
  if (megabytes < 200) throw new Error(`The disk is full: ${megabytes} MB are left at ${base}, PostgreSQL needs 200.`);
}

function checkVersion(place: Place, data: string) {
  const version = readFileSync(path.join(data, "PG_VERSION"), "utf8").trim();
  const bundled = place.version.split(".")[0];
  if (version === bundled) return;
  throw new Error(
    `The data in ${data} belong to PostgreSQL ${version}; the bundled one is ${bundled}. ` +
      `Move the folder away to begin anew, or set DATABASE_URL to a PostgreSQL ${version} that holds the data.`,
  );
}

function initialise(place: Place, data: string, throwaway: boolean) {
  const password = path.join(place.base, "postgres-password");
  const forInitdb = `${password}.new`;
  const secret = randomBytes(24).toString("base64url");
  // initdb leaves nothing behind when it fails, but a machine that stopped midway does.
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(password, secret, { mode: 0o600 });
  writeFileSync(forInitdb, secret, { mode: 0o600 });
  giveTo(place.account, data);
  giveTo(place.account, forInitdb);
  // Names sort as in a British list; a server of one's own usually has a national collation too.
  const arguments_ = [
    "-D",
    data,
    "-U",
    NAME,
    "-A",
    "scram-sha-256",
    "--pwfile",
    forInitdb,
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=icu",
    "--icu-locale=en-GB",
    ...(throwaway ? ["--no-sync"] : []),
  ];
  const made = spawnSync(program(place, "initdb"), arguments_, { ...place.account, cwd: "/", env: ENVIRONMENT });
  rmSync(forInitdb, { force: true });
  if (made.status !== 0) {
    rmSync(data, { recursive: true, force: true });
    throw new Error(explain(`${made.stderr}${made.error?.message ?? ""}`, place.base));
  }
}

function keptPassword({ base }: Place): string {
  const file = path.join(base, "postgres-password");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  throw new Error(`${file} is missing: put it back, or move ${path.join(base, "postgres")} away to begin anew.`);
}

/** The port of the server that runs on these data; removes the pid file of one that died. */
async function runningPort(data: string, password: string): Promise<number | undefined> {
  const until = Date.now() + 60_000;
  for (;;) {
    const pidFile = readPidFile(data);
    if (!pidFile) return undefined;
    if (!isPostgres(pidFile.pid, data)) break;
    if (pidFile.ready && (await serves(pidFile.port, password, data))) return pidFile.port;
    if (Date.now() > until) throw new Error(`A PostgreSQL (process ${pidFile.pid}) holds ${data} and does not answer.`);
    await pause(100);
  }
  rmSync(path.join(data, "postmaster.pid"), { force: true });
  return undefined;
}

/** Lines of postmaster.pid: process, data folder, start, port, socket folder, address, shared memory, status. */
function readPidFile(data: string) {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.startsWith("ready") ?? false };
}

function isPostgres(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  if (process.platform !== "linux") return true;
  // After a restart of the machine the number may belong to anything.
  const commandLine = `/proc/${pid}/cmdline`;
  return existsSync(commandLine) && readFileSync(commandLine, "utf8").split("\0").includes(data);
}

async function serves(port: number, password: string, data: string): Promise<boolean> {
  const client = new pg.Client({ host: "127.0.0.1", port, user: NAME, password, database: "postgres" });
  try {
    await client.connect();
    const { rows } = await client.query("show data_directory");
    return path.resolve(rows[0].data_directory) === path.resolve(data);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

type Starting = { throwaway: boolean; wanted: number | undefined; say: (line: string) => void };

async function start(place: Place, data: string, { throwaway, wanted, say }: Starting): Promise<number> {
  const log = path.join(place.base, "postgres.log");
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(wanted ?? (throwaway ? 0 : USUAL_PORT));
    if (existsSync(log)) renameSync(log, `${log}.before`);
    const output = openSync(log, "a", 0o600);
    // Detached: Ctrl-C must reach the web server first, which stops PostgreSQL when the last request is answered.
    const server: ChildProcess = spawn(program(place, "postgres"), ["-D", data, ...serverSettings(port, throwaway)], {
      ...place.account,
      cwd: "/",
      env: ENVIRONMENT,
      detached: true,
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    if (await isReady(server, data, say)) {
      server.unref();
      return port;
    }
    const said = readFileSync(log, "utf8");
    // Port lost between look and bind; or children of a killed server are still letting go of its memory.
    const passing = /Address already in use|pre-existing shared memory block/.test(said);
    if (!passing || attempt === 20) throw new Error(explain(said, place.base));
    await pause(250);
  }
}

function serverSettings(port: number, throwaway: boolean): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    shared_buffers: "256MB",
    max_wal_size: "512MB",
    max_connections: 100,
    timezone: "UTC",
    log_timezone: "UTC",
    // The log must not name people: no statements, no parameters, no DETAIL lines with key values.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    ...(throwaway ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function isReady(server: ChildProcess, data: string, say: (line: string) => void) {
  let ended = false;
  server.once("exit", () => {
    ended = true;
  });
  server.once("error", () => {
    ended = true;
  });
  const slow = setTimeout(() => say("PostgreSQL was not stopped properly and is recovering"), 3000);
  while (!ended) {
    const pidFile = readPidFile(data);
    if (pidFile?.pid === server.pid && pidFile?.ready) break;
    await pause(20);
  }
  clearTimeout(slow);
  return !ended;
}

async function freePort(wanted: number): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const listener = net.createServer().once("error", reject);
      listener.listen(port, "127.0.0.1", () => {
        const { port: found } = listener.address() as net.AddressInfo;
        listener.close(() => resolve(found));
      });
    });
  return tryPort(wanted).catch(() => tryPort(0));
}

/** Registers this process as one that uses the server; the answer leaves, and returns how many others remain. */
function signIn(base: string): () => number {
  const users = path.join(base, "postgres-users");
  mkdirSync(users, { recursive: true });
  const mine = path.join(users, String(process.pid));
  writeFileSync(mine, "");
  return () => {
    rmSync(mine, { force: true });
    const alive = readdirSync(users).filter((pid) => isAlive(Number(pid)) || rmSync(path.join(users, pid)));
    return alive.length;
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function createDatabase(url: string) {
  const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [NAME]);
    if (!rowCount) await client.query(`create database ${NAME}`);
  } finally {
    await client.end();
  }
}

function explain(said: string, base: string): string {
  if (/No space left on device/.test(said)) return `The disk is full: PostgreSQL could not write to ${base}.`;
  if (/incompatible with server/.test(said)) return `The data in ${base} belong to another version of PostgreSQL.`;
  const lines = said.trim().split("\n").slice(-6).join("\n  ");
  return `PostgreSQL did not start. It said:\n  ${lines}\nThe whole log is ${path.join(base, "postgres.log")}.`;
}

const program = (place: Place, name: string) => path.join(place.binaries, "bin", name);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const finished = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));
