/** A database of its own for a test file, migrated and empty. */
import pg from "pg";
import { inject } from "vitest";

export type TestDatabase = {
  url: string;
  /** A query as the owner, whom row-level security does not bind: to prepare and to look, not to prove. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
};

let made: Promise<TestDatabase & { drop(): Promise<void> }> | undefined;

/**
 * The database of this test file, made on the first call; call it in beforeAll (or with top-level await), before the
 * code under test asks for its settings. It is dropped after the file's last test.
 */
export function testDatabase(): Promise<TestDatabase> {
  made ??= makeDatabase().then((database) => {
    process.env.DATABASE_URL = database.url;
    return database;
  });
  return made;
}

export async function dropTestDatabase() {
  const database = await made;
  if (!database) return;
  made = undefined;
  const { closeDatabase } = await import("../../app/data/database.server");
  await closeDatabase();
  await database.drop();
}

/** A copy of the template that nothing refers to yet: for a server in a process of its own. */
export async function makeDatabase(
  template: string = inject("template"),
): Promise<TestDatabase & { drop(): Promise<void> }> {
  const from = new URL(template).pathname.slice(1);
  const name = `${from}_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  const url = template.replace(/\/[^/]*$/, `/${name}`);
  await onServer(template, `create database ${name} template ${from}`);
  let pool: pg.Pool | undefined;
  return {
    url,
    async sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]) {
      // A connection that the dropped database takes along is no error of the test.
      pool ??= new pg.Pool({ connectionString: url, max: 2 }).on("error", () => {});
      return (await pool.query<Row>(text, values)).rows;
    },
    async drop() {
      await pool?.end();
      await onServer(template, `drop database ${name} with (force)`);
    },
  };
}

/** From the maintenance database: the template itself may have no connection while it is copied. */
async function onServer(template: string, sql: string) {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: template.replace(/\/[^/]*$/, "/postgres") });
    await client.connect();
    try {
      await client.query(sql);
      return;
    } catch (error) {
      const busy = (error as { code?: string }).code === "55006";
      if (!busy || attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await client.end();
    }
  }
}
