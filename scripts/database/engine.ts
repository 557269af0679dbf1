/**
 * Prisma's schema engine in WebAssembly: the same engine as the CLI's, without the binary that the CLI downloads.
 * What it applies is recorded in _prisma_migrations, so that `prisma migrate deploy` agrees wherever it is used.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { DiffTarget, MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

export const schemaFile = path.resolve("prisma/schema.prisma");
const noFilters = { externalTables: [], externalEnums: [] };

/** Applies the migrations that `url`'s database lacks; returns their names. */
export const applyMigrations = (url: string, migrationsList: MigrationList) =>
  withEngine(url, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilters });
    return appliedMigrationNames;
  });

/** For migrations that failed: PostgreSQL takes a whole migration or nothing of it, so each may be tried again. */
export const forgetFailed = (url: string, names: string[]) =>
  withEngine(url, async (engine) => {
    for (const migrationName of names) await engine.markMigrationRolledBack({ migrationName });
  });

/**
 * SQL that leads from one schema.prisma (its text; undefined is an empty database) to another.
 * Compares the texts only; the engine wants a server to connect to but reads nothing from it.
 */
export const diffSchemas = (url: string, from: string | undefined, to: string) =>
  withEngine(url, async (engine) => {
    const datamodel = (content: string): DiffTarget => ({
      tag: "schemaDatamodel",
      files: [{ path: schemaFile, content }],
    });
    const { stdout } = await engine.diff({
      from: from === undefined ? { tag: "empty" } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: null,
      filters: noFilters,
    });
    return stdout ?? "";
  });

async function withEngine<T>(url: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  instantiate();
  const { hostname, port, username, password, pathname } = new URL(url);
  // Not a connectionString: built from one, the adapter takes the real database for its shadow.
  const pool = new pg.Pool({
    host: decodeURIComponent(hostname),
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
  });
  const adapter = bindMigrationAwareSqlAdapterFactory(wholeScripts(new PrismaPg(pool), pool));
  const engine = await glue.SchemaEngine.new(
    { datamodels: [[schemaFile, readFileSync(schemaFile, "utf8")]] },
    () => {},
    adapter,
  );
  try {
    return await use(engine);
  } catch (error) {
    throw new Error(wordsOf(error));
  } finally {
    engine.free();
    await pool.end();
  }
}

/**
 * The adapter's own executeScript cuts a script at every semicolon, also within functions and comments.
 * Sent whole, PostgreSQL runs a migration as one transaction.
 */
function wholeScripts(factory: PrismaPg, pool: pg.Pool): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const report = (adapter as unknown as { onError(error: unknown): never }).onError.bind(adapter);
    adapter.executeScript = async (script) => {
      await pool.query(script).catch(report);
    };
    return adapter;
  };
  return factory;
}

let instantiated = false;

/** What the package's own entry does with an import of the .wasm file, which Node 20 cannot import. */
function instantiate() {
  if (instantiated) return;
  const file = path.resolve("node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm");
  const module = new WebAssembly.Module(readFileSync(file));
  // The engine leaves a timer of ten seconds behind (its limit for the lock), which would keep a script from ending.
  const timer = Object.keys(glue).find((name) => name.startsWith("__wbg_setTimeout"));
  const setTimer = (ring: () => void, milliseconds: number) => setTimeout(ring, milliseconds).unref();
  const imports = { ...glue, ...(timer ? { [timer]: setTimer } : {}) };
  const instance = new WebAssembly.Instance(module, { "./schema_engine_bg.js": imports as WebAssembly.ModuleImports });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  instantiated = true;
}

/** Of the engine's report (sentence, then its own call stack) what a person can use: sentence and migration. */
function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const migration = /migration_name="([^"]+)"/.exec(text)?.[1];
  const sentence = text.split(/\n\s+\d+: /)[0]?.trim() ?? text;
  return migration ? `The migration ${migration} failed: ${sentence}` : sentence;
}
