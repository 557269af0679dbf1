/** The borough of the journeys: 600 people with a living service, made once a run and copied for each server. */
import pg from "pg";
import { inject } from "vitest";
import { londonDate } from "../../app/domain/dates";
import { type RunningServer, type RunningServerOptions, startRunningServer } from "./running-server";

/** The built server and its worker on a borough of its own. */
export const startBorough = (options: RunningServerOptions = {}): Promise<RunningServer> =>
  withBorough((template) => startRunningServer({ template, worker: true, ...options }));

/** One file makes the template, others wait for it: an advisory lock on the server outlives no process. */
async function withBorough<T>(use: (template: string) => Promise<T>): Promise<T> {
  const empty = inject("template");
  const template = `${empty}_borough`;
  const name = new URL(template).pathname.slice(1);
  const client = new pg.Client({ connectionString: empty.replace(/\/[^/]*$/, "/postgres") });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext($1))", [name]);
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (!rowCount) {
      await client.query(`create database ${name} template ${new URL(empty).pathname.slice(1)}`);
      await fill(template);
    }
    return await use(template);
  } finally {
    await client.end();
  }
}

async function fill(url: string) {
  process.env.DATABASE_URL = url;
  process.env.DEMO = "on";
  const { fillBorough } = await import("../../scripts/borough/fill");
  const { closeDatabase } = await import("../../app/data/database.server");
  const now = new Date();
  await fillBorough({ people: 600, seed: 1, asOf: londonDate(now) }, now);
  await closeDatabase();
}
