import { beforeAll, describe, expect, test } from "vitest";
import { asViewer } from "../../app/data/database.server";
import { readSetting, signSetting } from "../../app/data/settings.server";
import { isUnsigned, SETTINGS } from "../../app/domain/setting";
import type { StaffViewer } from "../../app/domain/viewer";
import { type TestDatabase, testDatabase } from "../support/database";
import { mdgScene } from "../support/mdg-scene";

const NAME = "look-up.valid-minutes";
let sql: TestDatabase["sql"];
let gp: StaffViewer;

beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  ({ gp } = await mdgScene(database));
});

const inForce = () => asViewer(gp, "read", (db) => readSetting(db, NAME));

describe("a setting", () => {
  test("is what ships until somebody signs another, and says that nobody has signed it", async () => {
    const shipped = await inForce();
    expect(shipped).toMatchObject({ value: SETTINGS[NAME].value, version: 0, signedBy: null });
    expect(isUnsigned(shipped)).toBe(true);
  });

  test("is signed by a clinical lead only; the refusal is recorded", async () => {
    const outcome = await signSetting(gp, { name: NAME, value: 15, source: "local agreement" });
    expect(outcome).toMatchObject({ ok: false });
    expect(await inForce()).toMatchObject({ version: 0 });
    expect(await sql("select 1 from access_record where did = 'sign setting' and outcome = 'refused'")).toHaveLength(1);
  });

  test("signed, is in force under a name, and the former value stays in history", async () => {
    const lead: StaffViewer = { ...gp, permissions: ["sign settings"] };
    await signSetting(lead, { name: NAME, value: 15, source: "local agreement" });
    await signSetting(lead, { name: NAME, value: 20, source: "local agreement" });
    expect(await inForce()).toMatchObject({ value: 20, version: 2, signedBy: "Dr Khan" });
    expect(isUnsigned(await inForce())).toBe(false);
    expect(await sql("select version from setting where name = $1 order by version", [NAME])).toHaveLength(2);
    const [lasts] = await sql<{ lasts: string }>("select confer_look_up_lasts()::text as lasts");
    expect(lasts).toEqual({ lasts: "00:20:00" });
  });
});
