/**
 * Before all tests: one PostgreSQL (that of DATABASE_URL, else the bundled one in a throwaway folder) with one migrated
 * template, from which each test file that asks for a database gets its own (database.ts).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startBundled } from "../../scripts/database/bundled";
import { migrate } from "../../scripts/database/migrate";

declare module "vitest" {
  interface ProvidedContext {
    /** URL of the template; its name begins the names of all databases of this run. */
    template: string;
  }
}

export default async function prepareTemplate(project: TestProject) {
  const server = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL, stop: async () => {} }
    : await startThrowaway();
  const name = `confer_template_${process.pid}`;
  const cleanUp = () => dropAll(server.url, name).finally(server.stop);
  try {
    await onServer(server.url, `create database ${name}`);
    const template = server.url.replace(/\/[^/]*$/, `/${name}`);
    await migrate({ url: template });
    project.provide("template", template);
    return cleanUp;
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

async function dropAll(url: string, beginning: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("select datname from pg_database where starts_with(datname, $1)", [beginning]);
  for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`);
  await client.end();
}

async function startThrowaway() {
  const base = mkdtempSync(path.join(tmpdir(), "confer-test-"));
  const server = await startBundled({ base, throwaway: true });
  const stop = async () => {
    await server.stop();
    rmSync(base, { recursive: true, force: true });
    // Where only root may enter the temporary folder, the data are elsewhere.
    rmSync(path.join(server.folder, "postgres"), { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

async function onServer(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
