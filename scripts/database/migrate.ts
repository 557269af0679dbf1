/**
 * Brings a database to prisma/migrations: Prisma's engine for ours, graphile-worker's own for the job queue.
 * When nothing is to be done that is one query, and the engine (5 MB of WebAssembly) is not loaded.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";

const folder = path.resolve("prisma/migrations");
/** The newest migration of the graphile-worker that package.json names; a newer worker shows as pending. */
const queueVersion = readdirSync(path.resolve("node_modules/graphile-worker/sql")).length;

export type Migration = { name: string; sql: string };
export type MigrationState = "applied" | "pending" | "failed" | "changed since it was applied";
export type Status = {
  migrations: { name: string; state: MigrationState }[];
  queue: MigrationState;
  unknown: string[];
};

/** `url`: a login that may create tables and roles. `appLogin`: the login of the application, if another. */
export type MigrateOptions = { url: string; appLogin?: string };

/** Applies what is missing; returns the names applied. Two at once wait for each other. */
export async function migrate({ url, appLogin }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const before = await readStatus(client);
    if (isCurrent(before) && !before.unknown.length) return [];
    await client.query("select pg_advisory_lock(hashtext('confer migrations'))");
    const status = await readStatus(client);
    refuseTrouble(status);
    return await apply(client, url, status, appLogin);
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, url: string, status: Status, appLogin?: string): Promise<string[]> {
  const applied: string[] = [];
  const named = (wanted: MigrationState) => status.migrations.filter(({ state }) => state === wanted);
  if (named("pending").length || named("failed").length) {
    const { applyMigrations, forgetFailed } = await import("./engine");
    await forgetFailed(
      url,
      named("failed").map(({ name }) => name),
    );
    applied.push(...(await applyMigrations(url, migrationsList())));
  }
  if (status.queue === "pending") {
    await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) });
    applied.push(`job queue ${queueVersion}`);
  }
  await grantToApp(client, appLogin);
  return applied;
}

/** Of the job queue the application may add jobs, and nothing else. */
async function grantToApp(client: pg.Client, appLogin: string | undefined) {
  await client.query(`
    grant usage on schema graphile_worker to confer_app;
    grant select on graphile_worker.migrations to confer_app;
    do $$
    declare adding regprocedure;
    begin
      for adding in select oid::regprocedure from pg_proc
        where pronamespace = 'graphile_worker'::regnamespace and proname in ('add_job', 'add_jobs')
      loop
        -- Row-level security without a policy stands on the queue's tables: the owner's function writes there.
        execute format('alter function %s security definer', adding);
        execute format('alter function %s set search_path = pg_catalog, pg_temp', adding);
        execute format('revoke execute on function %s from public', adding);
        execute format('grant execute on function %s to confer_app', adding);
      end loop;
    end $$`);
  if (appLogin) await client.query(`grant confer_app to ${pg.escapeIdentifier(appLogin)}`);
}

/** What stands between the database and the migrations of this copy of Confer. */
export async function migrationStatus(url: string): Promise<Status> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await readStatus(client);
  } finally {
    await client.end();
  }
}

export const isCurrent = ({ migrations, queue }: Status) =>
  queue === "applied" && migrations.every(({ state }) => state === "applied");

type Row = { migration_name: string; checksum: string; finished: boolean };

/** As `migrationStatus`, on a connection or pool that stands already. */
export async function readStatus(connection: Pick<pg.Client, "query">): Promise<Status> {
  const { rows: tables } = await connection.query<{ ours: boolean; queue: boolean }>(
    `select to_regclass('public._prisma_migrations') is not null as ours,
            to_regclass('graphile_worker.migrations') is not null as queue`,
  );
  const recorded = tables[0]?.ours
    ? await connection.query<Row>(
        `select migration_name, checksum, finished_at is not null as finished
           from public._prisma_migrations where rolled_back_at is null order by started_at`,
      )
    : { rows: [] };
  const queue = tables[0]?.queue
    ? await connection.query<{ version: number }>("select max(id)::int as version from graphile_worker.migrations")
    : { rows: [] };
  const files = migrationFiles();
  return {
    migrations: files.map(({ name, sql }) => {
      const row = recorded.rows.find(({ migration_name }) => migration_name === name);
      return { name, state: row ? stateOf(sql, row) : "pending" };
    }),
    queue: (queue.rows[0]?.version ?? 0) >= queueVersion ? "applied" : "pending",
    unknown: recorded.rows.map((row) => row.migration_name).filter((name) => !files.some((file) => file.name === name)),
  };
}

function stateOf(sql: string, { finished, checksum }: Row): MigrationState {
  if (!finished) return "failed";
  // Git on Windows may have turned line ends.
  const same = [sql, sql.replaceAll("\r\n", "\n")].some((text) => sha256(text) === checksum);
  return same ? "applied" : "changed since it was applied";
}

function refuseTrouble({ migrations, unknown }: Status) {
  for (const { name, state } of migrations) {
    if (state === "changed since it was applied") {
      throw new Error(
        `prisma/migrations/${name} was changed after this database had applied it. Put the file back and write the ` +
          "change as a new migration (npm run db:diff NAME); if the data do not matter, begin with an empty database.",
      );
    }
  }
  if (unknown.length) {
    throw new Error(`This database is newer than this copy of Confer: it has applied ${unknown.join(", ")}.`);
  }
}

export function migrationFiles(): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(path.join(folder, name, "migration.sql"), "utf8") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function migrationsList() {
  const content = readFileSync(path.join(folder, "migration_lock.toml"), "utf8");
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content },
    shadowDbInitScript: "",
    migrationDirectories: migrationFiles().map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: sql } },
    })),
  };
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
