/** A database of its own for a bench or a soak, on the server that runs: made, migrated, and dropped again. */
import pg from "pg";
import { closeDatabase } from "../../app/data/database.server";
import { forgetSettings } from "../../app/env.server";
import { migrate } from "./migrate";

export type Scratch = {
  url: string;
  /** As the owner: to prepare and to look. */
  sql: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;
  drop: () => Promise<void>;
};

/** Points the application at the new database until it is dropped. */
export async function makeScratch(name: string): Promise<Scratch> {
  const server = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL!;
  const before = process.env.DATABASE_URL!;
  const database = `confer_scratch_${name}_${process.pid}`;
  await onServer(server, `drop database if exists ${database} with (force)`);
  await onServer(server, `create database ${database}`);
  const url = server.replace(/\/[^/?]*(\?.*)?$/, `/${database}$1`);
  await migrate({ url });
  await pointAt(url);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  return {
    url,
    sql: async (text, values) => (await pool.query(text, values)).rows,
    drop: async () => {
      await pool.end();
      await pointAt(before);
      await onServer(server, `drop database ${database} with (force)`);
    },
  };
}

async function pointAt(url: string) {
  await closeDatabase();
  process.env.DATABASE_URL = url;
  forgetSettings();
}

async function onServer(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
