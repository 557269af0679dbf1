import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { importCodeSets, listCodeSets, retireCodeSet, type SetToImport } from "../../app/data/code-set-imports.server";
import { stratify } from "../../app/data/stratifications.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { codeSet } from "../../app/domain/code-sets/all";
import { SNOMED } from "../../app/domain/code-sets/code-set";
import { type TestDatabase, testDatabase } from "../support/database";

const ICD10 = "http://hl7.org/fhir/sid/icd-10";
const AS_OF = "2026-11-22";
const SHIPPED = codeSet("efi-falls");
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.sql(
    "truncate entry, encounter, registry_row, changed_person, stratification_run, code_feature, code_set cascade",
  );
  await database.sql("delete from person");
});

const aSet = (codes: string[], change: Partial<SetToImport> = {}): SetToImport => ({
  id: "efi-falls",
  listName: "a list",
  version: "1",
  source: "test",
  licence: "test",
  fileName: "falls.csv",
  members: codes.map((code) => ({ system: SNOMED, code })),
  ...change,
});
const bringIn = (...sets: SetToImport[]) =>
  importCodeSets(systemViewer("import", "test"), sets, { by: "an analyst", at: new Date("2026-11-22T10:00:00Z") });
const retire = (id = "efi-falls") => retireCodeSet(systemViewer("import", "test"), id);

async function aPersonWith(...codes: { system?: string; code: string; reason?: boolean }[]): Promise<string> {
  const id = randomUUID();
  await database.sql(
    "insert into person (id, born_on, sex, source, source_id) values ($1::uuid, '1945-03-01', 'female', 'test', $1::text)",
    [id],
  );
  for (const { system = SNOMED, code, reason } of codes) {
    const [row] = await database.sql<{ id: number }>(
      "insert into code (system, code, display) values ($1, $2, 'x') on conflict (system, code) do update set display = 'x' returning id",
      [system, code],
    );
    await database.sql(
      reason
        ? "insert into encounter (person_id, id, kind, starts_at, reason_code_id, source) values ($1, gen_random_uuid(), 'emergency_admission', '2026-03-01', $2, 'test')"
        : "insert into entry (person_id, id, kind, code_id, on_date, source) values ($1, gen_random_uuid(), 'problem', $2, '2026-03-01', 'test')",
      [id, row!.id],
    );
  }
  return id;
}
const setsOf = async (code: string) =>
  (
    await database.sql<{ sets: string[] }>(
      "select sets from code_feature f join code c on c.id = f.code_id where c.code = $1",
      [code],
    )
  )[0]?.sets;
const waiting = async () =>
  (await database.sql<{ id: string }>("select person_id as id from changed_person order by 1")).map(({ id }) => id);
const run = () => stratify(systemViewer("stratify", "test"), { asOf: AS_OF });

describe("a set that a site brings in", () => {
  test("stands over the one that ships, and the next run says so", async () => {
    const outcome = await bringIn(aSet(["44054006", "161898004"]));
    expect(outcome).toMatchObject({
      ok: true,
      sets: [
        {
          changed: true,
          name: SHIPPED.name,
          read: true,
          before: { version: SHIPPED.version, imported: false },
          added: [{ code: "44054006" }],
          kept: 1,
          removed: { length: SHIPPED.members.length - 1 },
        },
      ],
    });
    await run();
    expect(
      await database.sql(
        "select versions -> 'codeSets' ->> 'efi-falls' as version from stratification_run where current",
      ),
    ).toEqual([{ version: "1" }]);
    expect(await database.sql("select did, detail from access_record where did = 'import code sets'")).toEqual([
      { did: "import code sets", detail: { sets: "efi-falls 1" } },
    ]);
  });

  test("makes those wait for new scores whose codes it touches, and nobody else", async () => {
    const added = await aPersonWith({ code: "44054006" });
    const removed = await aPersonWith({ code: "217082002" });
    const admitted = await aPersonWith({ code: "217082002", reason: true });
    await aPersonWith({ code: "161898004" });
    await aPersonWith({ code: "38341003" });
    await run();
    expect(await bringIn(aSet(["44054006", "161898004"]))).toMatchObject({ touched: 3 });
    expect(await waiting()).toEqual([added, removed, admitted].sort());
    expect(await setsOf("44054006")).toContain("efi-falls");
    expect(await setsOf("217082002")).not.toContain("efi-falls");
    const jobs = await database.sql(
      "select task_identifier from graphile_worker.jobs where key = 'refresh_changed_people'",
    );
    expect(jobs).toHaveLength(1);
  });

  test("with the codes that are in force makes no version and touches nobody", async () => {
    await aPersonWith({ code: "161898004" });
    await bringIn(aSet(["161898004"]));
    await database.sql("truncate changed_person");
    expect(await bringIn(aSet(["161898004"], { version: "2" }))).toMatchObject({
      sets: [{ changed: false, version: "1", added: [], removed: [] }],
      touched: 0,
    });
    expect(await waiting()).toEqual([]);
    const asShipped = SHIPPED.members.map(({ code }) => code);
    await retire();
    expect(await bringIn(aSet(asShipped, { version: "3" }))).toMatchObject({ sets: [{ changed: false }] });
  });

  test("keeps every version as it was written", async () => {
    await bringIn(aSet(["161898004"]));
    const refused = { ok: false, refused: expect.stringContaining("a version once written stays") };
    await bringIn(aSet(["44054006"], { version: "2" }));
    expect(await bringIn(aSet(["38341003"]))).toEqual(refused);
    expect(await bringIn(aSet(["161898004"]))).toMatchObject({ sets: [{ changed: true, version: "1" }] });
    expect(await bringIn(aSet(["38341003"], { version: SHIPPED.version }))).toMatchObject({
      refused: expect.stringContaining("that ships with Confer"),
    });
    const held = await listCodeSets(systemViewer("import", "test"), "efi-falls");
    expect(held.map(({ version, active, importedBy }) => [version, active, importedBy])).toEqual([
      ["1", true, "an analyst"],
      ["2", false, "an analyst"],
      [SHIPPED.version, false, null],
    ]);
  });

  test("comes in with the others of its import or not at all", async () => {
    await bringIn(aSet(["161898004"]));
    const outcome = await bringIn(aSet(["44054006"], { id: "efi-gout" }), aSet(["38341003"]));
    expect(outcome.ok).toBe(false);
    expect(
      await database.sql("select version from code_set where id = 'efi-gout' and imported_at is not null"),
    ).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  test("of an id that no rule reads is kept, and said", async () => {
    expect(await bringIn(aSet(["161898004"], { id: "a-study" }))).toMatchObject({
      sets: [{ name: "a list", read: false, before: undefined }],
    });
    await aPersonWith({ code: "161898004" });
    await run();
    expect(await setsOf("161898004")).toContain("efi-falls");
    expect(await setsOf("161898004")).not.toContain("a-study");
    expect(await retire("a-study")).toMatchObject({ inForce: undefined, touched: 0 });
    await bringIn(aSet(["161898004"], { id: "a-study" }));
    const active = await listCodeSets(systemViewer("import", "test"));
    expect(active.find(({ id }) => id === "a-study")).toMatchObject({ read: false, systems: { [SNOMED]: 1 } });
    expect(active.find(({ id }) => id === "efi-falls")).toMatchObject({ read: true, importedAt: null });
  });

  test("says of which systems it has no codes any more", async () => {
    const members = [{ system: ICD10, code: "W19" }];
    expect(await bringIn(aSet([], { members }))).toMatchObject({ sets: [{ systemsGone: [SNOMED] }] });
  });

  test("waits for a run to end", async () => {
    const running = new pg.Client({ connectionString: database.url });
    await running.connect();
    await running.query("select pg_advisory_lock(7310021)");
    const refused = { ok: false, refused: expect.stringContaining("A stratification is going on") };
    expect(await bringIn(aSet(["161898004"]))).toEqual(refused);
    expect(await retire()).toEqual(refused);
    await running.end();
  });
});

describe("a set that is retired", () => {
  test("gives its place back to the one that ships", async () => {
    const touched = await aPersonWith({ code: "44054006" });
    await bringIn(aSet(["44054006"]));
    await database.sql("truncate changed_person");
    expect(await retire()).toEqual({ ok: true, retired: "1", inForce: SHIPPED.version, touched: 1 });
    expect(await waiting()).toEqual([touched]);
    expect(await setsOf("44054006")).not.toContain("efi-falls");
    expect(await retire()).toMatchObject({ refused: expect.stringContaining("ships with Confer") });
    expect(await retire("nothing")).toMatchObject({ refused: 'No set "nothing" is in force.' });
  });
});

describe("ICD-10", () => {
  test.each([
    ["W19", true],
    ["W19.0", true],
    ["W190", true],
    ["w19.9", true],
    ["W1", false],
    ["W20", false],
    ["X19", false],
  ])("the category W19 holds %s: %s", async (code, held) => {
    await aPersonWith({ system: ICD10, code });
    await bringIn(aSet([], { members: [{ system: ICD10, code: "W19" }] }));
    expect((await setsOf(code))?.includes("efi-falls") ?? false).toBe(held);
  });

  test("a subdivision holds no category", async () => {
    await aPersonWith({ system: ICD10, code: "W19" });
    await bringIn(aSet([], { members: [{ system: ICD10, code: "W190" }] }));
    expect(await setsOf("W19")).not.toContain("efi-falls");
  });

  test.each([
    ["S72.00", "admission-hip-fracture"],
    ["I639", "admission-stroke"],
    ["G45.9", "admission-stroke"],
    ["R29.6", "admission-fall-or-frailty"],
    ["R54X", "admission-fall-or-frailty"],
    ["W01.0", "admission-fall-or-frailty"],
  ])("with the sets that ship, %s is in %s, and places who was admitted for it", async (code, set) => {
    const id = await aPersonWith({ system: ICD10, code, reason: true });
    await run();
    expect(await setsOf(code)).toEqual([set]);
    expect(await database.sql("select segment from registry_row where person_id = $1", [id])).toEqual([
      { segment: "frailty_dementia" },
    ]);
  });
});
