/** The second lock: what PostgreSQL shows and allows the application, whatever its statements say. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asViewer, closeDatabase } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { forgetSettings } from "../../app/env.server";
import { type TestDatabase, testDatabase } from "../support/database";

let database: TestDatabase;
let app: pg.Client;
const [known, stranger, account, colleague] = [newId(), newId(), newId(), newId()];

beforeAll(async () => {
  database = await testDatabase();
  for (const id of [known, stranger]) {
    await database.sql("insert into person (id, source, source_id) values ($1::uuid, 'test', $1::text)", [id]);
    await database.sql("insert into person_name (person_id, id, search) values ($1, $2, 'obi')", [id, newId()]);
    await database.sql("insert into plan (person_id, status) values ($1, 'live')", [id]);
    await database.sql(
      "insert into plan_version (person_id, version, document, published_at, published_by, published_by_name, published_by_role, organisation_id, reason) values ($1, 1, '{}', now(), $1, '', '', $1, '')",
      [id],
    );
  }
  await database.sql(
    "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'account', $2, 'caseload', 'test', now() - interval '1 day')",
    [known, account],
  );
  app = new pg.Client({ connectionString: database.url, options: "-c role=confer_app" });
  await app.connect();
  await app.query("select set_config('confer.account', $1, false), set_config('confer.holders', $1, false)", [account]);
});
afterAll(() => app.end());

describe("without any where, as the application", () => {
  test.each([
    ["the record", "select id as person_id from person"],
    ["names", "select person_id from person_name"],
    ["plans and their versions", "select v.person_id from plan join plan_version v using (person_id)"],
  ])("%s show only people in relationship", async (_, query) => {
    expect((await app.query(query)).rows).toEqual([{ person_id: known }]);
  });

  test("what a colleague's command answered does not show, and news shows to nobody but its job", async () => {
    await database.sql(
      "insert into idempotency (account_id, key, command, outcome, at) values ($1, 'k', 'c', '{}', now())",
      [colleague],
    );
    await database.sql("insert into outbox (id, at, topic, payload) values ($1, now(), 'plan published', '{}')", [
      newId(),
    ]);
    expect((await app.query("select * from idempotency")).rows).toEqual([]);
    expect((await app.query("select * from outbox")).rows).toEqual([]);
  });

  test("no table of people stands without a policy", async () => {
    const open = await database.sql<{ relname: string }>(
      `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname in ('person_id', 'payload', 'outcome')
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and not c.relrowsecurity
       group by 1 order by 1`,
    );
    // A person's session is found by its hash before anybody is known. The record of access can only be added to; an account names its owner's own record.
    expect(open.map(({ relname }) => relname)).toEqual(["access_record", "account", "person_session"]);
  });
});

describe("the application may not", () => {
  test.each([
    [
      "make up a look-up",
      "insert into look_up (id, at, account_id, assignment_id, by, answer, shown) values ($1, now(), $1, $1, 'phone', 'plan', '{}')",
    ],
    ["read the record of access", "select * from access_record where id = $1"],
    ["make partitions", "select create_access_partition(now()::date) where $1::uuid is not null"],
    ["change a setting that was signed", "update setting set value = '1' where $1::uuid is not null"],
  ])("%s", async (_, statement) => {
    await expect(app.query(statement, [account])).rejects.toThrow(/permission denied/);
  });

  test("work under another role than its own, as when the URL's options take it off", async () => {
    const { url } = database;
    await closeDatabase();
    process.env.DATABASE_URL = `${url}?options=-c%20statement_timeout%3D0`;
    forgetSettings();
    const read = asViewer(systemViewer("maintenance", "test"), "read", (db) => db.person.count());
    await expect(read).rejects.toThrow(/not as confer_app/);
    await closeDatabase();
    process.env.DATABASE_URL = url;
    forgetSettings();
  });
});

test("a month whose records already lie in the default partition still gets its own", async () => {
  await database.sql(
    "insert into access_record (at, id, role, purpose, request_id, did, outcome, shown) values ('2031-05-03', $1, 'gp', 'test', 'r', 'read record', 'allowed', '{}')",
    [known],
  );
  await database.sql("select create_access_partition('2031-05-09')");
  expect(
    await database.sql("select tableoid::regclass::text as lies_in from access_record where id = $1", [known]),
  ).toEqual([{ lies_in: "access_record_2031_05" }]);
});
