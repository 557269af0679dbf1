import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkPassword, hashPassword } from "../../app/access/passwords.server";
import { readSession, SESSION_COOKIE, startSession } from "../../app/access/sessions.server";
import { newId } from "../../app/data/identity.server";
import { forgetSettings } from "../../app/env.server";
import { type TestDatabase, testDatabase } from "../support/database";

let sql: TestDatabase["sql"];
const accountId = newId();
const assignmentId = newId();
const NOW = new Date("2026-11-22T10:00:00Z");

beforeAll(async () => {
  ({ sql } = await testDatabase());
  const organisationId = newId();
  await sql("insert into organisation (id, ods_code, name, kind) values ($1, 'T1', 'Test practice', 'practice')", [
    organisationId,
  ]);
  const account = "insert into account (id, email, name, password_hash) values ($1, $2, 'Dr Test', $3)";
  await sql(account, [accountId, "test@practice.example", await hashPassword("correct horse")]);
  await sql(account, [newId(), "amir.khan@demo.confer.example", await hashPassword("known to all")]);
  await sql(
    "insert into assignment (id, account_id, organisation_id, role, permissions) values ($1, $2, $3, 'gp', '{}')",
    [assignmentId, accountId, organisationId],
  );
});

beforeEach(() => sql("update account set failed_tries = 0, locked_until = null"));

describe("a password", () => {
  test("opens its account, whatever the case of the e-mail address", async () => {
    expect(await checkPassword(" Test@Practice.example ", "correct horse", NOW)).toEqual({ accountId });
  });

  test("wrong and nobody's account are the same answer", async () => {
    expect(await checkPassword("test@practice.example", "wrong", NOW)).toBe("wrong");
    expect(await checkPassword("nobody@practice.example", "wrong", NOW)).toBe("wrong");
  });

  test("after five wrong tries even the right one waits a minute, and then opens", async () => {
    for (let tries = 0; tries < 5; tries++) await checkPassword("test@practice.example", "wrong", NOW);
    expect(await checkPassword("test@practice.example", "correct horse", NOW)).toBe("wait");
    const later = new Date(NOW.getTime() + 61_000);
    expect(await checkPassword("test@practice.example", "correct horse", later)).toEqual({ accountId });
  });

  test("of a disabled account opens nothing", async () => {
    await sql("update account set disabled_at = now() where id = $1", [accountId]);
    expect(await checkPassword("test@practice.example", "correct horse", NOW)).toBe("wrong");
    await sql("update account set disabled_at = null where id = $1", [accountId]);
  });

  test("of the demonstration, which everybody knows, opens only where the demonstration is on", async () => {
    const tries = () => checkPassword("amir.khan@demo.confer.example", "known to all", NOW);
    expect(await tries()).toBe("wrong");
    process.env.DEMO = "on";
    forgetSettings();
    expect(await tries()).toHaveProperty("accountId");
    await sql(
      "insert into person (id, source, source_id, nhs_number, nhs_number_verified) values ($1, 'test', 'real', '9434765919', true)",
      [newId()],
    );
    expect(await tries()).toBe("wrong");
    await sql("delete from person");
    await sql(
      "insert into identifier (system, value, person_id, source) values ('https://fhir.nhs.uk/Id/nhs-number', '9434765919', $1, 'test')",
      [newId()],
    );
    expect(await tries(), "beside a real number that is only claimed").toBe("wrong");
    process.env.DEMO = "off";
    forgetSettings();
  });
});

describe("a session", () => {
  const request = (cookie = "") => new Request("http://localhost/", { headers: { Cookie: cookie } });
  const begin = async (from = request()) =>
    (await startSession(from, { accountId, assignmentId, demo: false })).split(";")[0]!;

  test("is carried by a cookie that scripts and other sites cannot use, secure over TLS", async () => {
    const cookie = await startSession(new Request("https://confer.example/"), { accountId, assignmentId, demo: false });
    expect(cookie).toMatch(new RegExp(`^${SESSION_COOKIE}=[^;]+; (?=.*HttpOnly)(?=.*SameSite=Lax)(?=.*Secure)`));
    expect(await startSession(request(), { accountId, assignmentId, demo: false })).not.toMatch(/Secure/);
  });

  test("is kept only as a hash: the table signs nobody in", async () => {
    const token = (await begin()).split("=")[1];
    const rows = await sql<{ id: string }>("select id from session");
    expect(rows.map(({ id }) => id)).not.toContain(token);
  });

  test("ends when it expires, and when another begins in the same browser", async () => {
    const first = await begin();
    expect(await readSession(request(first))).toMatchObject({ accountId, assignmentId });
    const second = await begin(request(first));
    expect(await readSession(request(first))).toBe("expired");
    await sql("update session set expires_at = now() - interval '1 second'");
    expect(await readSession(request(second))).toBe("expired");
    expect(await readSession(request())).toBe("none");
  });
});
