import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { forWhomInWords } from "../../app/components/setting-switch";
import { asViewer } from "../../app/data/database.server";
import {
  findCodeSetSizes,
  listSettings,
  openSetting,
  readSetting,
  settingHistory,
  settingValues,
  signAsTheyStand,
  signSetting,
} from "../../app/data/settings.server";
import { isUnsigned, SETTINGS } from "../../app/domain/setting";
import { CATALOGUE } from "../../app/domain/setting-catalogue";
import type { StaffViewer } from "../../app/domain/viewer";
import { type TestDatabase, testDatabase } from "../support/database";
import { mdgScene } from "../support/mdg-scene";

const NAME = "look-up.valid-minutes";
let sql: TestDatabase["sql"];
let gp: StaffViewer;
let lead: StaffViewer;
let otherLead: StaffViewer;

beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  const scene = await mdgScene(database);
  gp = scene.gp;
  lead = { ...gp, permissions: ["sign settings"] };
  const stranger = await scene.staff("Dr Bennett", "gp", gp.organisationId);
  otherLead = { ...stranger, permissions: ["sign settings"] };
});
beforeEach(async () => {
  await sql("delete from setting");
  await sql("select graphile_worker.remove_job('stratify_population')");
});

const inForce = () => asViewer(gp, "read", (db) => readSetting(db, NAME));
const change = (value: number) => ({ intent: "change", value: String(value), source: "local agreement" });
type Form = { name?: string; version?: number; typed: Record<string, string>; key?: string };
const sign = (viewer: StaffViewer, { name = NAME, version = 0, typed, key = randomUUID() }: Form) =>
  signSetting({ ...viewer, requestId: randomUUID() }, { name, version, typed, key });
const rowsOf = (name: string) => sql("select version from setting where name = $1 order by version", [name]);
const recorded = (did: string, outcome: string) =>
  sql("select detail from access_record where did = $1 and outcome = $2", [did, outcome]);
const queued = () =>
  sql<{ seconds: number }>(
    "select extract(epoch from run_at - now())::int as seconds from graphile_worker.jobs where task_identifier = 'stratify_population'",
  );

describe("a setting", () => {
  test("is what ships until somebody signs another, and says that nobody has signed it", async () => {
    const shipped = await inForce();
    expect(shipped).toMatchObject({ value: SETTINGS[NAME].value, version: 0, signedBy: null });
    expect(isUnsigned(shipped)).toBe(true);
  });

  test("is signed by a clinical lead only; the refusal is recorded", async () => {
    expect(await sign(gp, { typed: change(15) })).toMatchObject({ ok: false, refused: expect.any(String) });
    expect(await inForce()).toMatchObject({ version: 0 });
    expect(await recorded("sign setting", "refused")).toHaveLength(1);
  });

  test("signed, is in force under a name, and the former value stays in history", async () => {
    await sign(lead, { typed: change(15) });
    await sign(lead, { version: 1, typed: { ...change(20), note: "after the pilot" } });
    expect(await inForce()).toMatchObject({ value: 20, version: 2, signedBy: "Dr Khan" });
    expect(isUnsigned(await inForce())).toBe(false);
    expect(await settingHistory(lead, NAME)).toMatchObject([
      { version: 2, value: 20, source: "local agreement\nafter the pilot", by: "Dr Khan" },
      { version: 1, value: 15, source: "local agreement", by: "Dr Khan" },
    ]);
    const [lasts] = await sql<{ lasts: string }>("select confer_look_up_lasts()::text as lasts");
    expect(lasts).toEqual({ lasts: "00:20:00" });
  });

  test("is signed once, however often the form is sent", async () => {
    const form = { typed: change(15), key: randomUUID() };
    const outcomes = await Promise.all([sign(lead, form), sign(lead, form)]);
    expect(outcomes).toEqual([
      { ok: true, version: 1 },
      { ok: true, version: 1 },
    ]);
    expect(await rowsOf(NAME)).toHaveLength(1);
  });

  test("that somebody else signed meanwhile is shown and not overwritten, also at the same moment", async () => {
    const outcomes = await Promise.all([sign(lead, { typed: change(15) }), sign(otherLead, { typed: change(20) })]);
    expect(outcomes.filter((outcome) => outcome?.ok)).toHaveLength(1);
    const late = outcomes.find((outcome) => !outcome?.ok);
    const { value } = await inForce();
    expect(late).toMatchObject({ newer: [{ name: NAME, setting: { value, version: 1 } }] });
    expect(await rowsOf(NAME)).toHaveLength(1);
  });

  test("that lost may be signed again over what is now in force, with the same form's key", async () => {
    await sign(otherLead, { typed: change(20) });
    const key = randomUUID();
    expect(await sign(lead, { typed: change(15), key })).toMatchObject({ ok: false });
    expect(await sign(lead, { version: 1, typed: change(15), key })).toEqual({ ok: true, version: 2 });
  });

  test("refuses what cannot be meant, beside its field, and saves nothing", async () => {
    const outcome = await sign(lead, { typed: { ...change(0), source: "" } });
    expect(outcome).toMatchObject({ errors: { value: expect.any(String), source: expect.any(String) } });
    expect(await rowsOf(NAME)).toEqual([]);
  });

  test("is checked against the neighbours in force, not against those that ship", async () => {
    expect(await sign(lead, { name: "tier.high", typed: change(25) })).toMatchObject({ ok: false });
    await sign(lead, { name: "tier.moderate", typed: change(30) });
    expect(await sign(lead, { name: "tier.high", typed: change(25) })).toMatchObject({ ok: true });
  });

  test("that no rule asks for cannot be signed, and the attempt is recorded", async () => {
    expect(await sign(lead, { name: "no.such", typed: change(1) })).toBeUndefined();
    expect(await openSetting(lead, "toString")).toBeUndefined();
    expect(await rowsOf("no.such")).toEqual([]);
  });
});

describe("a rule that drives treatment", () => {
  const on = { intent: "on", determination: "MD/2026/14", read: "yes" };

  test("is put on with a determination, and off in one step with a reason", async () => {
    expect(await sign(lead, { name: "treatment.DM4", typed: { ...on, determination: "" } })).toMatchObject({
      ok: false,
    });
    expect(await sign(lead, { name: "treatment.DM4", typed: on })).toEqual({ ok: true, version: 1 });
    const [{ source } = { source: "" }] = await settingHistory(lead, "treatment.DM4");
    expect(source).toContain("MD/2026/14");
    expect(source).toContain("intended purpose 1");
    const off = { intent: "off", reason: "too many" };
    expect(await sign(lead, { name: "treatment.DM4", version: 1, typed: off })).toEqual({ ok: true, version: 2 });
  });

  test("from memory is put on only after its rule was signed", async () => {
    expect((await openSetting(lead, "treatment.DK2"))?.ruleUnsigned).toBe(true);
    expect(await sign(lead, { name: "treatment.DK2", typed: on })).toMatchObject({
      errors: { rule: expect.any(String) },
    });
    await sign(lead, { name: "row.DK2", typed: { intent: "sign" } });
    expect(await sign(lead, { name: "treatment.DK2", typed: on })).toMatchObject({ ok: true });
  });

  test("says since when it is on: the day in London of the first version after it was last off", async () => {
    const put = (version: number, value: number, at: string) =>
      sql(
        `insert into setting (name, version, value, source, mark, signed_by, signed_at)
         values ('treatment.STOPP-K1', $1, to_jsonb($2::int), 'x', 'V', 'Dr Khan', $3::timestamptz)`,
        [version, value, at],
      );
    const since = async () => {
      const values = await asViewer(gp, "read", (db) =>
        settingValues({ query: async (text: string) => ({ rows: await db.$queryRawUnsafe<[]>(text) }) } as never),
      );
      return values["treatment.STOPP-K1.since"];
    };
    expect(await since()).toBeUndefined();
    await put(1, 1, "2026-05-03T09:00:00Z");
    expect(await since()).toBe(20260503);
    await put(2, 0, "2026-05-04T09:00:00Z");
    expect(await since()).toBeUndefined();
    await put(3, 1, "2026-06-30T23:30:00Z");
    await put(4, 1, "2026-09-01T09:00:00Z");
    expect(await since()).toBe(20260701);
  });

  test("says how many people it counts for: those of all practices", async () => {
    const open = async () => (await openSetting(lead, "treatment.DM4"))?.people;
    const run = (total: number) =>
      sql(
        `insert into stratification_run (id, as_of, started_at, current, started_by, versions, total)
         values (gen_random_uuid(), '2026-11-22', now(), true, 'test', '{}', $1)`,
        [total],
      );
    expect(await open()).toBeUndefined();
    await run(5);
    expect(await open()).toBe(5);
    await sql("delete from stratification_run");
    await run(4);
    expect(await open()).toBeUndefined();
    await sql("delete from stratification_run");
    expect(forWhomInWords(52_100)).toBe("for all practices of this installation: 52,100 people");
  });

  test("is never signed in a list of ticks", async () => {
    for (const name of ["treatment.DM4", "row.DK2"]) {
      const ticked = [
        { name, version: 0 },
        { name: "row.DK3", version: 0 },
      ];
      expect(await signAsTheyStand(lead, { ticked, key: randomUUID() })).toMatchObject({ ok: false });
    }
    expect(await sql("select from setting")).toEqual([]);
  });
});

describe("settings signed together as they stand", () => {
  const ticked = [
    { name: "row.DK3", version: 0 },
    { name: "care.due-days", version: 0 },
  ];

  test("keep value and source, each under the name, recorded as one deed", async () => {
    const before = (await recorded("sign settings", "allowed")).length;
    const viewer = { ...lead, requestId: randomUUID() };
    expect(await signAsTheyStand(viewer, { ticked, key: randomUUID() })).toEqual({ ok: true, signed: 2 });
    const { value, source } = CATALOGUE["care.due-days"]!;
    expect(await settingHistory(lead, "care.due-days")).toMatchObject([{ value, source, by: "Dr Khan" }]);
    expect(await settingHistory(lead, "row.DK3")).toMatchObject([{ value: 1 }]);
    expect(await recorded("sign settings", "allowed")).toHaveLength(before + 1);
    expect(await queued()).toEqual([]);
  });

  test("are signed all or none: one that was signed meanwhile stops them", async () => {
    await sign(otherLead, { name: "care.due-days", typed: change(14) });
    expect(await signAsTheyStand(lead, { ticked, key: randomUUID() })).toMatchObject({
      ok: false,
      newer: [{ name: "care.due-days", setting: { value: 14 } }],
    });
    expect(await rowsOf("row.DK3")).toEqual([]);
  });

  test("need a tick and the permission", async () => {
    expect(await signAsTheyStand(lead, { ticked: [], key: randomUUID() })).toMatchObject({
      errors: { tick: expect.any(String) },
    });
    expect(await signAsTheyStand(gp, { ticked, key: randomUUID() })).toMatchObject({ refused: expect.any(String) });
    expect(await recorded("sign settings", "refused")).toHaveLength(1);
  });
});

describe("a change of what lists are made with", () => {
  test("queues one run a minute on, however many changes; a signature or an urgent setting queues none", async () => {
    await sign(lead, { typed: change(15) });
    await sign(lead, { name: "row.DK3", typed: { intent: "sign" } });
    await sign(lead, { name: "care.due-days", typed: { intent: "sign" } });
    expect(await queued()).toEqual([]);
    await sign(lead, { name: "care.due-days", version: 1, typed: change(14) });
    await sign(lead, { name: "care.excuse-months", typed: change(6) });
    const jobs = await queued();
    expect(jobs).toHaveLength(1);
    expect(jobs[0]!.seconds).toBeGreaterThan(50);
  });
});

describe("reading", () => {
  test("lists the whole catalogue with what is in force", async () => {
    await sign(lead, { typed: change(15) });
    const lines = await listSettings(gp);
    expect(lines.map(({ name }) => name)).toEqual(Object.keys(CATALOGUE));
    expect(lines.find(({ name }) => name === NAME)?.setting).toMatchObject({ value: 15, signedBy: "Dr Khan" });
    expect(lines.find(({ name }) => name === "care.due-days")?.setting).toMatchObject({ version: 0 });
  });

  test("says how many codes a set has here, none where it was never brought in, and which is the site's own", async () => {
    await sql(
      "insert into code_set (id, version, name, source, licence, active, imported_at) values ('hba1c', 'own', 'HbA1c', 's', 'l', true, now())",
    );
    await sql(
      "insert into code_set_member (code_set_id, version, system, code) values ('hba1c', 'own', 's', '1'), ('hba1c', 'own', 's', '2')",
    );
    const sizes = await findCodeSetSizes(gp, ["hba1c", "condition-diabetes", "no-such-set"]);
    expect(sizes.find(({ id }) => id === "hba1c")).toMatchObject({ codes: 2, own: true });
    expect(sizes.map(({ id }) => id)).not.toContain("no-such-set");
  });
});
