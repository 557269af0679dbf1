/** The built server on a free port against a database of its own, for journeys. */
import { type ChildProcess, spawn } from "node:child_process";
import { makeDatabase, type TestDatabase } from "./database";

export type RunningServer = {
  url: string;
  databaseUrl: string;
  /** As the owner of the database: to prepare and to look. */
  sql: TestDatabase["sql"];
  stop(): Promise<void>;
};
export type RunningServerOptions = {
  /** Fills the database before the server starts. */
  seed?: (databaseUrl: string) => Promise<void>;
  /** URL of a database to copy instead of the empty one. */
  template?: string;
  /** A database on a server of its own, instead of a copy. */
  database?: Awaited<ReturnType<typeof makeDatabase>>;
  /** Also runs the job queue's worker. */
  worker?: boolean;
  env?: Record<string, string>;
};

export async function startRunningServer(options: RunningServerOptions = {}): Promise<RunningServer> {
  const database = options.database ?? (await makeDatabase(options.template));
  await options.seed?.(database.url);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: database.url,
    PORT: "0",
    DEMO: "on",
    ...options.env,
  };
  const web = spawn(process.execPath, ["build/process/web.js"], { env, stdio: ["ignore", "pipe", "pipe"] });
  const port = await portOf(web);
  const worker = options.worker
    ? spawn(process.execPath, ["build/process/work.js"], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] })
    : undefined;
  return {
    url: `http://localhost:${port}`,
    databaseUrl: database.url,
    sql: database.sql,
    async stop() {
      await Promise.all([ended(web), worker && ended(worker)]);
      await database.drop();
    },
  };
}

function portOf(web: ChildProcess): Promise<number> {
  let said = "";
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      const port = /Confer listens on (\d+)/.exec(said)?.[1];
      if (port) resolve(Number(port));
    };
    web.stdout?.on("data", hear);
    web.stderr?.on("data", hear);
    web.once("exit", (code) => reject(new Error(`The server ended (${code}):\n${said}`)));
  });
}

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
