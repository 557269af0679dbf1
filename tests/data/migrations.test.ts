import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diffSchemas, schemaFile } from "../../scripts/database/engine";
import { isCurrent, migrate, migrationStatus } from "../../scripts/database/migrate";
import { makeDatabase } from "../support/database";

type Scratch = Awaited<ReturnType<typeof makeDatabase>>;
let migrated: Scratch;
let fromSchema: Scratch;

beforeAll(async () => {
  migrated = await makeDatabase();
  fromSchema = await makeDatabase();
  await fromSchema.sql("drop schema public cascade");
  await fromSchema.sql("create schema public");
  await fromSchema.sql(await diffSchemas(fromSchema.url, undefined, readFileSync(schemaFile, "utf8")));
});
afterAll(() => Promise.all([migrated.drop(), fromSchema.drop()]));

/** Tables that schema.prisma could know: no partitions, nothing of Prisma's own. */
const OUR_TABLES = `select oid, relname from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    and relname <> '_prisma_migrations'`;

const COLUMNS = `select t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || case when a.attnotnull then ' not null' else '' end as line
  from (${OUR_TABLES}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  order by 1`;

/** Primary keys and whole uniques by their columns; what has a condition or an expression is beyond Prisma. */
const KEYS = `select t.relname || case when i.indisprimary then ' primary key (' else ' unique (' end
    || (select string_agg(a.attname, ', ' order by k.n) from unnest(i.indkey::int[]) with ordinality k(attnum, n)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum) || ')' as line
  from (${OUR_TABLES}) t join pg_index i on i.indrelid = t.oid
  where i.indisunique and i.indpred is null and i.indexprs is null order by 1`;

const FOREIGN_KEYS = `select t.relname || ' ' || pg_get_constraintdef(c.oid) as line
  from (${OUR_TABLES}) t join pg_constraint c on c.conrelid = t.oid and c.contype = 'f' order by 1`;

const lines = async (database: Scratch, query: string) =>
  (await database.sql<{ line: string }>(query)).map(({ line }) => line);

describe("schema.prisma and the migrations agree on", () => {
  test.each([
    ["columns, their types and whether they may be empty", COLUMNS],
    ["primary keys and uniques", KEYS],
    ["foreign keys", FOREIGN_KEYS],
  ])("%s", async (_, query) => {
    const said = await lines(fromSchema, query);
    expect(said.length).toBeGreaterThan(10);
    expect(await lines(migrated, query)).toEqual(said);
  });
});

/** What only SQL can say, one line each. A change here is seen in review, or it is a mistake. */
const EXTRAS: Record<string, string> = {
  Extensions: "select extname as line from pg_extension order by 1",
  "Row-level security": `select relname || case when relforcerowsecurity then ' forced' else '' end as line from pg_class
    where relnamespace = 'public'::regnamespace and relrowsecurity order by 1`,
  Policies: `select tablename || ': ' || policyname || ' for ' || lower(cmd) || coalesce(' using ' || qual, '')
      || coalesce(' with check ' || with_check, '') as line from pg_policies where schemaname = 'public' order by 1`,
  "Table grants": `select relname || ': ' || grantee::regrole || ' ' || string_agg(lower(privilege_type), ', ' order by privilege_type) as line
    from pg_class, aclexplode(relacl) where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
      and grantee <> 0 and grantee::regrole::text like 'confer\\_%' and relname <> '_prisma_migrations'
    group by relname, grantee order by 1`,
  "Column grants": `select attrelid::regclass || '.' || attname || ': ' || grantee::regrole || ' ' || lower(privilege_type) as line
    from pg_attribute, aclexplode(attacl) where grantee <> 0 and grantee::regrole::text like 'confer\\_%' order by 1`,
  Partitions: `select p.partrelid::regclass || ' ' || pg_get_partkeydef(p.partrelid) as line from pg_partitioned_table p order by 1`,
  Functions: `select oid::regprocedure || case when prosecdef then ' as its owner' else '' end
      || ': ' || case when proacl is null then 'everybody' else coalesce((select string_agg(case when grantee = 0
          then 'everybody' else grantee::regrole::text end, ', ' order by grantee) from aclexplode(proacl)
          where grantee <> proowner), 'nobody else') end as line
    from pg_proc p where pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend where objid = p.oid and deptype = 'e') order by 1`,
  Triggers: `select tgrelid::regclass || ': ' || tgname as line from pg_trigger
    where not tgisinternal and tgrelid in (select oid from (${OUR_TABLES}) t) order by 1`,
  Checks: `select conrelid::regclass || ': ' || pg_get_constraintdef(oid) as line from pg_constraint
    where contype = 'c' and conrelid in (select oid from (${OUR_TABLES}) t) order by 1`,
  "Indexes with a condition, an expression or a kind of their own": `select indexdef as line
    from pg_indexes join pg_class c on c.relname = indexname join pg_index i on i.indexrelid = c.oid
      join pg_am on pg_am.oid = c.relam
    where schemaname = 'public' and not c.relispartition
      and (i.indpred is not null or i.indexprs is not null or amname <> 'btree') order by 1`,
  "What the application may do in the job queue": `select oid::regprocedure::text as line from pg_proc
    where pronamespace = 'graphile_worker'::regnamespace and has_function_privilege('confer_app', oid, 'execute')
      and prosecdef order by 1`,
};

test("what Prisma cannot say stands as it was agreed", async () => {
  const parts: string[] = [];
  for (const [heading, query] of Object.entries(EXTRAS)) {
    const said = (await lines(migrated, query)).map((line) => line.replace(/\s+/g, " "));
    parts.push(`## ${heading}\n${said.join("\n")}\n`);
  }
  await expect(parts.join("\n")).toMatchFileSnapshot("database-extras.snap");
});

describe("Migrating", () => {
  test("a second time does nothing and is quick", async () => {
    const begun = performance.now();
    expect(await migrate({ url: migrated.url })).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(500);
    expect(isCurrent(await migrationStatus(migrated.url))).toBe(true);
  });

  test("tries a migration that failed once more", async () => {
    const database = await makeDatabase();
    await database.sql("drop schema public cascade");
    await database.sql("create schema public");
    // Something stands in the way of the first migration, then is gone.
    await database.sql("create function confer_account() returns uuid language sql as 'select null::uuid'");
    await expect(migrate({ url: database.url })).rejects.toThrow(
      /migration \S+ failed: .*"confer_account" already exists/s,
    );
    expect((await migrationStatus(database.url)).migrations[0]?.state).toBe("failed");
    await database.sql("drop function confer_account()");
    expect((await migrate({ url: database.url })).length).toBeGreaterThan(0);
    expect(isCurrent(await migrationStatus(database.url))).toBe(true);
    await database.drop();
  });

  test("refuses a migration that was changed after it was applied", async () => {
    const database = await makeDatabase();
    await database.sql("update _prisma_migrations set checksum = 'another'");
    await expect(migrate({ url: database.url })).rejects.toThrow(/was changed after this database had applied it/);
    await database.drop();
  });

  test("refuses a database that is newer than this copy of Confer", async () => {
    const database = await makeDatabase();
    await database.sql(`insert into _prisma_migrations (id, checksum, migration_name, finished_at)
      values ('later', 'x', '20990101000000_later', now())`);
    await expect(migrate({ url: database.url })).rejects.toThrow(/newer than this copy/);
    await database.drop();
  });

  test("lets the application add a job but not look into the queue", async () => {
    const asApp = new pg.Client({ connectionString: migrated.url, options: "-c role=confer_app" });
    await asApp.connect();
    await expect(asApp.query("select graphile_worker.add_job('some_task', '{}')")).resolves.toMatchObject({
      rowCount: 1,
    });
    await expect(asApp.query("select * from graphile_worker._private_jobs")).rejects.toThrow(/permission denied/);
    await asApp.end();
  });
});
