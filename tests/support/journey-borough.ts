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

export type Resident = { id: string; given: string; family: string; number: string; bornOn: string; postcode: string };

/** Somebody of the borough, alive and with a verified number, for whom a condition on `person p` holds. */
export async function resident({ sql }: Pick<RunningServer, "sql">, condition: string): Promise<Resident> {
  const [person] = await sql<Resident>(
    `select p.id, n.given, n.family, p.nhs_number as number, p.born_on::text as "bornOn", a.postcode
     from person p join person_name n on n.person_id = p.id join person_address a on a.person_id = p.id
     where p.died_on is null and p.nhs_number_verified and ${condition} order by p.id limit 1`,
  );
  if (!person) throw new Error(`Nobody in the borough: ${condition}`);
  return person;
}

const WORKS_AT = "(select organisation_id from assignment s join account c on c.id = s.account_id where c.email like";
export const HAS_PLAN = "exists (select from plan l where l.person_id = p.id and l.status = 'live')";
/** Registered where this member of staff has the first post; `key` as in the borough's staff. */
export const registeredWith = (key: string) => `p.practice_id in ${WORKS_AT} '${key}@%')`;
