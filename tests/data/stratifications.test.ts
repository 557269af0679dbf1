import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stratify, stratifyChanged } from "../../app/data/stratifications.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { LOINC, SNOMED } from "../../app/domain/code-sets/code-set";
import { EFI_VERSION } from "../../app/domain/risk/efi";
import { type TestDatabase, testDatabase } from "../support/database";

const AS_OF = "2026-11-22";
const viewer = systemViewer("stratify", "test");
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

beforeEach(async () => {
  await database.sql(
    `truncate entry, encounter, registry_row, changed_person, relationship, stratification_run, band_change`,
  );
  await database.sql("delete from person");
});

type PersonChange = { born?: string | null; sex?: string; died?: string; mergedInto?: string };
async function addPerson({
  born = "1945-03-01",
  sex = "female",
  died,
  mergedInto,
}: PersonChange = {}): Promise<string> {
  const id = randomUUID();
  await database.sql(
    `insert into person (id, born_on, sex, died_on, merged_into, source, source_id) values ($1, $2, $3, $4, $5, 'test', gen_random_uuid()::text)`,
    [id, born, sex, died ?? null, mergedInto ?? null],
  );
  return id;
}

type EntryChange = {
  system?: string;
  on?: string | null;
  until?: string;
  status?: string;
  value?: number;
  kind?: string;
  implausible?: boolean;
  removed?: boolean;
};
async function addEntry(personId: string, code: string, change: EntryChange = {}) {
  const { system = SNOMED, on = "2026-03-01", until, status, value, implausible = false, removed = false } = change;
  const kind = change.kind ?? (value === undefined ? "problem" : "result");
  await database.sql(
    `with known as (insert into code (system, code, display) values ($2, $3, 'term ' || $3)
       on conflict (system, code) do update set display = excluded.display returning id)
     insert into entry (person_id, id, kind, code_id, on_date, end_date, status, value, implausible, removed_at, source)
     select $1, gen_random_uuid(), $4, id, $5, $6, $7, $8, $9, case when $10::boolean then now() end, 'test' from known`,
    [personId, system, code, kind, on, until ?? null, status ?? null, value ?? null, implausible, removed],
  );
}
const addMedicine = (personId: string, name: string, change: EntryChange = {}) =>
  addEntry(personId, name, {
    system: "https://confer.example/medicine",
    kind: "medicine",
    status: "active",
    ...change,
  });
/** Nothing is wrong and nothing is missing. */
async function addWell(change: PersonChange = {}): Promise<string> {
  const id = await addPerson(change);
  await addEntry(id, "266919005", { kind: "finding" });
  await addMedicine(id, "paracetamol", { on: "2020-01-01", status: "completed" });
  return id;
}

type RegistryRow = Record<string, unknown> & { index_terms: string[]; gaps: string[] };
async function rowOf(personId: string): Promise<RegistryRow | undefined> {
  const [row] = await database.sql<RegistryRow>(
    `select r.* from registry_row r join stratification_run s on s.id = r.run_id and s.current where r.person_id = $1`,
    [personId],
  );
  return row;
}
/** As a change of the record would have it done. */
const again = async (personId: string) => {
  await database.sql("insert into changed_person (person_id, reason) values ($1, 'test') on conflict do nothing", [
    personId,
  ]);
  return stratifyChanged(viewer);
};
const run = (asOf = AS_OF, chunk?: number) => stratify(viewer, { asOf, chunk });
const deficitsOf = async (personId: string) => (await rowOf(personId))?.index_terms;

describe("one person's row", () => {
  test("holds score, segment, reasons and care due", async () => {
    const id = await addPerson({ born: "1944-05-05" });
    for (const code of ["38341003", "44054006", "84114007", "709044004", "161898004"]) await addEntry(id, code);
    await addEntry(id, "1011481000000105", { value: 41 });
    await addEntry(id, "999791000000106", { value: 64, on: "2026-09-01" });
    for (const name of ["a", "b", "c", "d", "e"]) await addMedicine(id, name);
    await database.sql(
      `insert into encounter (person_id, id, kind, starts_at, source) values ($1, gen_random_uuid(), 'emergency_admission', '2026-02-02', 'test')`,
      [id],
    );
    await run();
    expect(await rowOf(id)).toMatchObject({
      age: 82,
      segment: "complex",
      segment_rank: 3,
      segment_rule: "four or more long-term conditions",
      reason: "Diabetes, Hypertension and 2 more; eFI 6 of 36",
      efi_count: 6,
      efi_category: "mild",
      efi_known: true,
      missing: [],
      long_term_conditions: 4,
      diabetes: true,
      medicines: 5,
      emergency_year: 1,
      hba1c: 64,
      egfr: 41,
    });
    const { gaps, sets, gaps_due } = (await rowOf(id))!;
    expect(gaps).toContain("bmi");
    expect(gaps).not.toContain("hba1c");
    expect(gaps_due).toBe(gaps.length);
    expect(sets).toContain("diabetes-type-2");
  });

  test("is the same whether made alone or with everybody", async () => {
    const people = [
      await addWell(),
      await addPerson({ sex: "unknown", born: null }),
      await addWell({ born: "1990-01-01" }),
    ];
    await addEntry(people[1]!, "718-7", { system: LOINC, value: 12.4 });
    await addEntry(people[2]!, "195967001");
    await run();
    for (const id of people) {
      const together = await rowOf(id);
      expect(await again(id)).toEqual({ done: 1, waiting: 0 });
      expect(await rowOf(id)).toEqual(together);
    }
  });

  test("of somebody of whom nothing is held is incomplete, not healthy for sure", async () => {
    const id = await addPerson();
    await run();
    expect(await rowOf(id)).toMatchObject({
      segment: "healthy",
      efi_known: false,
      missing: ["coded record", "medicines"],
    });
  });

  test("of somebody whom the GP has seen, and has written down nothing of, is known", async () => {
    const [seen, dispensed] = [await addPerson(), await addPerson()];
    await addMedicine(dispensed, "a");
    await database.sql(
      `insert into encounter (person_id, id, kind, starts_at, source) values ($1, gen_random_uuid(), 'gp', '2026-02-02', 'test')`,
      [seen],
    );
    await run();
    expect((await rowOf(seen))?.missing).toEqual(["medicines"]);
    expect((await rowOf(dispensed))?.missing).toEqual(["coded record"]);
  });

  test("has no frailty index below 65, and says nothing of it is missing", async () => {
    const id = await addPerson({ born: "1990-01-01" });
    await addEntry(id, "161898004");
    await run();
    expect(await rowOf(id)).toMatchObject({ efi_count: null, efi_category: null, efi_known: true, missing: [] });
    expect(await deficitsOf(id)).toEqual([]);
  });
});

describe("what the record shows by the day", () => {
  test("entries after it, removed ones and implausible values are not there", async () => {
    const id = await addWell();
    await addEntry(id, "161898004", { on: "2026-11-23T09:00:00Z" });
    await addEntry(id, "404640003", { removed: true });
    await addEntry(id, "1011481000000105", { value: 2, implausible: true });
    await addEntry(id, "1011481000000105", { value: 75 });
    await addEntry(id, "15188001", { on: "2026-11-22T20:00:00Z" });
    await addEntry(id, "160689007", { on: null });
    await run();
    expect(await deficitsOf(id)).toEqual(["Hearing loss", "Housebound"]);
  });

  test("only implausible values make the index a floor", async () => {
    const id = await addWell();
    await addEntry(id, "1011481000000105", { value: 2, implausible: true });
    await run();
    expect(await rowOf(id)).toMatchObject({ efi_known: false, missing: ["eGFR: result without a usable value"] });
  });

  test("the lowest haemoglobin counts, under whatever code", async () => {
    const id = await addWell();
    await addEntry(id, "1022431000000105", { value: 112, on: "2024-01-01" });
    await addEntry(id, "718-7", { system: LOINC, value: 134 });
    await run();
    expect(await deficitsOf(id)).toEqual(["Anaemia and haematinic deficiency"]);
  });

  test("a 24-hour mean is of two measures", async () => {
    const id = await addWell();
    await addEntry(id, "44054006");
    await addEntry(id, "72313002", { value: 128, on: "2026-01-05" });
    await addEntry(id, "314449000", { value: 141, on: "2026-06-05" });
    await addEntry(id, "271650006", { value: 82, on: "2026-06-05" });
    await run();
    expect(await deficitsOf(id)).toEqual(["Diabetes", "Hypertension"]);
    expect(await rowOf(id)).toMatchObject({ systolic: 141, diastolic: 82 });
  });

  test("an ended condition is no long-term condition, and stays a deficit", async () => {
    const id = await addWell();
    await addEntry(id, "195967001", { on: "1990-01-01", until: "2001-01-01" });
    await addEntry(id, "69896004", { on: "1990-01-01", until: "2027-01-01" });
    // Over, though nobody wrote when.
    await addEntry(id, "84757009", { on: "1990-01-01", status: "resolved" });
    await run();
    expect(await rowOf(id)).toMatchObject({ long_term_conditions: 1, segment: "long_term" });
    expect(await deficitsOf(id)).toEqual(["Arthritis", "Respiratory disease"]);
  });

  test("medicines of 12 months are counted by what they are", async () => {
    const id = await addWell();
    await addMedicine(id, "twice", { on: "2026-01-01", status: "completed" });
    await addMedicine(id, "twice", { on: "2026-05-01", status: "completed" });
    await addMedicine(id, "running since long", { on: "2019-01-01" });
    await addMedicine(id, "stopped this year", { on: "2019-01-01", until: "2025-12-01" });
    await addMedicine(id, "stopped before", { on: "2019-01-01", until: "2025-11-21" });
    await addMedicine(id, "a course long ago", { on: "2025-11-22", status: "completed" });
    await addMedicine(id, "a year ago", { on: "2025-11-23", status: "completed" });
    await addMedicine(id, "never given", { status: "cancelled" });
    await addMedicine(id, "next year", { on: "2027-01-01" });
    await run();
    expect((await rowOf(id))?.medicines).toBe(4);
  });

  test("an admission for a fall places in frailty for two years", async () => {
    const id = await addWell();
    await addEntry(await addPerson(), "217082002");
    await database.sql(
      `insert into encounter (person_id, id, kind, starts_at, reason_code_id, source)
       select $1, gen_random_uuid(), 'emergency_admission', '2025-01-10T23:30:00Z', id, 'test' from code where code = '217082002'`,
      [id],
    );
    await run();
    expect(await rowOf(id)).toMatchObject({
      segment: "frailty_dementia",
      reason: "Admitted for hip fracture, stroke, fall or frailty (10 January 2025); eFI 0 of 36",
    });
    await run("2027-01-11");
    expect(await rowOf(id)).toMatchObject({ segment: "healthy" });
  });
});

describe("who is in the population", () => {
  test("everyone alive, once, however the chunks fall", async () => {
    const people = await Promise.all(Array.from({ length: 7 }, () => addWell()));
    const later = await addPerson({ died: "2026-12-01" });
    await addPerson({ died: "2026-11-22" });
    await addPerson({ born: "2026-11-23" });
    for (const chunk of [1, 2, 7, 100]) {
      const { counts } = await run(AS_OF, chunk);
      const rows = await database.sql<{ id: string }>(
        `select r.person_id as id from registry_row r join stratification_run s on s.id = r.run_id and s.current order by 1`,
      );
      expect(rows.map(({ id }) => id)).toEqual([...people, later].sort());
      expect(counts.people).toBe(8);
      expect(Object.values(counts.segments).reduce((sum, part) => sum + part, 0)).toBe(8);
    }
  });

  test("a merged record counts for the person into whom it was merged", async () => {
    const id = await addWell();
    const merged = await addPerson({ mergedInto: id });
    await addEntry(merged, "161898004");
    await run();
    expect(await deficitsOf(id)).toEqual(["Falls"]);
    expect(await rowOf(merged)).toBeUndefined();
    await again(merged);
    expect(await deficitsOf(id)).toEqual(["Falls"]);
    expect(await rowOf(merged)).toBeUndefined();
  });

  test("so do its uses of services, whichever of the two has the lower id, in a run and by itself", async () => {
    for (const order of ["00000000-0000-7000-8000-000000000001", "ffffffff-0000-7000-8000-000000000001"]) {
      const id = await addWell();
      const merged = await addPerson({ mergedInto: id });
      await database.sql("update person set id = $2 where id = $1", [merged, order]);
      await database.sql(
        `insert into encounter (person_id, id, kind, starts_at, source) values ($1, gen_random_uuid(), 'emergency_admission', '2026-02-02', 'test')`,
        [order],
      );
      await run(AS_OF, 1);
      expect(await rowOf(id)).toMatchObject({ emergency_year: 1 });
      await again(id);
      expect(await rowOf(id)).toMatchObject({ emergency_year: 1 });
    }
  });
});

describe("runs", () => {
  const runsWithRows = async () => {
    const rows = await database.sql<{ id: string }>("select distinct run_id as id from registry_row");
    return rows.map(({ id }) => id).sort();
  };

  test("a new run takes the place of the last, whose rows stay for who reads them until the next", async () => {
    await addWell();
    const first = await run();
    const second = await run();
    expect(await runsWithRows()).toEqual([first.runId, second.runId].sort());
    const runs = await database.sql<{
      id: string;
      current: boolean;
      versions: { efi: string; codeSets: object };
      started_by: string;
    }>(
      "select id, current, versions, started_by from stratification_run where finished_at is not null order by started_at",
    );
    expect(runs.map(({ id, current }) => [id, current])).toEqual([
      [first.runId, false],
      [second.runId, true],
    ]);
    const third = await run();
    expect(await runsWithRows()).toEqual([second.runId, third.runId].sort());
    expect(runs[1]).toMatchObject({
      started_by: "stratify",
      versions: { efi: EFI_VERSION, codeSets: { "efi-falls": expect.any(String) } },
    });
  });

  const broken = () => {
    throw new Error("the machine stopped");
  };
  const breakAfterFirst = (asOf = AS_OF) => stratify(viewer, { asOf, chunk: 1, progress: broken });

  test("one that breaks leaves the last in force and goes on where it stopped", async () => {
    const people = [await addWell(), await addWell(), await addWell()];
    const { runId } = await run();
    await expect(breakAfterFirst()).rejects.toThrow("the machine stopped");
    expect((await rowOf(people[0]!))?.run_id).toBe(runId);
    const [half] = await database.sql<{ id: string; done: number; total: number }>(
      "select id, done, total from stratification_run where finished_at is null",
    );
    expect(half).toMatchObject({ done: 1, total: 3 });
    const heard: number[] = [];
    const next = await stratify(viewer, { asOf: AS_OF, chunk: 1, progress: ({ people }) => heard.push(people) });
    expect(next.runId).toBe(half!.id);
    expect(heard).toEqual([2, 3]);
    expect(next.counts).toMatchObject({ people: 3, segments: { healthy: 3 } });
    expect(await runsWithRows()).toEqual([runId, next.runId].sort());
  });

  test("one that stopped is not gone on with for another day, or by other rules", async () => {
    await addWell();
    await addWell();
    await expect(breakAfterFirst()).rejects.toThrow();
    const otherDay = await run("2026-12-01");
    expect(otherDay.counts.people).toBe(2);
    expect(await runsWithRows()).toEqual([otherDay.runId]);
    await expect(breakAfterFirst()).rejects.toThrow();
    await database.sql(
      "insert into setting (name, version, value, source, mark) values ('test.unknown', 1, '3', 'test', 'P')",
    );
    const otherRules = await run();
    expect(otherRules.counts.people).toBe(2);
    expect(await runsWithRows()).toEqual([otherDay.runId, otherRules.runId].sort());
    await database.sql("delete from setting where name = 'test.unknown'");
  });

  test("one that is gone on with leaves the queue as it was: its first rows may be older than the change", async () => {
    const id = await addWell();
    await addWell();
    await database.sql("insert into changed_person (person_id, reason) values ($1, 'test')", [id]);
    await expect(breakAfterFirst()).rejects.toThrow();
    await run();
    expect(await database.sql("select person_id from changed_person")).toEqual([{ person_id: id }]);
    await database.sql("delete from changed_person");
  });

  test("one that is gone on with answers again for those whose record changed while it stood still", async () => {
    const people = await Promise.all([addWell(), addWell(), addWell()]);
    await run();
    await expect(breakAfterFirst()).rejects.toThrow();
    const [{ person_id: first }] = (await database.sql<{ person_id: string }>(
      "select r.person_id from registry_row r join stratification_run s on s.id = r.run_id and s.finished_at is null",
    )) as [{ person_id: string }];
    await addEntry(first, "161898004");
    await database.sql("insert into changed_person (person_id, reason) values ($1, 'test')", [first]);
    expect(await stratifyChanged(viewer)).toEqual({ done: 1, waiting: 0 });
    expect((await run()).counts).toMatchObject({ people: 3, segments: { healthy: 3 } });
    expect(await deficitsOf(first)).toEqual(["Falls"]);
    for (const id of people) expect(await rowOf(id)).toBeDefined();
  });

  test("it says who moved from which segment to which, and where the tiers begin", async () => {
    const [falls, stays] = [await addWell(), await addWell()];
    await run();
    await addEntry(falls, "52448006", { on: "2026-10-01" });
    const leaves = await addWell();
    const { runId } = await run();
    const [kept] = await database.sql<{ movement: { segment: { was: string; became: string }[] }; tiers: object }>(
      "select movement, tiers from stratification_run where id = $1",
      [runId],
    );
    const moves = kept!.movement.segment.map(({ was, became }) => `${was} to ${became}`);
    expect(moves.sort()).toEqual(["healthy to frailty_dementia", "healthy to healthy", "none to healthy"]);
    expect(kept!.tiers).toEqual({
      very_high: expect.any(Number),
      high: expect.any(Number),
      moderate: expect.any(Number),
    });
    expect([stays, leaves]).toHaveLength(2);
  });

  test("a second one is refused while one goes on", async () => {
    const running = new pg.Client({ connectionString: database.url });
    await running.connect();
    await running.query("select pg_advisory_lock(7310021)");
    await expect(run()).rejects.toThrow("Another stratification is going on; this one was not started.");
    await running.end();
    expect((await run()).counts.people).toBe(0);
  });

  test("two at once leave one in force", async () => {
    await addWell();
    await Promise.all([run(), run()]);
    expect(await database.sql("select from stratification_run where current")).toHaveLength(1);
    expect(await runsWithRows()).toHaveLength(2);
  });
});

describe("people whose record changed", () => {
  const change = (personId: string) =>
    database.sql("insert into changed_person (person_id, reason) values ($1, 'test')", [personId]);

  test("are done again, and only they", async () => {
    const [changed, other] = [await addWell(), await addWell()];
    await run();
    await addEntry(changed, "161898004");
    await addEntry(other, "161898004");
    await change(changed);
    expect(await stratifyChanged(viewer)).toEqual({ done: 1, waiting: 0 });
    expect(await deficitsOf(changed)).toEqual(["Falls"]);
    expect(await deficitsOf(other)).toEqual([]);
  });

  test("somebody who died leaves the registry", async () => {
    const id = await addWell();
    await run();
    await database.sql("update person set died_on = '2026-11-20' where id = $1", [id]);
    await change(id);
    await stratifyChanged(viewer);
    expect(await rowOf(id)).toBeUndefined();
  });

  test("stay in the queue when the change was committed after the run had begun", async () => {
    const [before, during, again] = [await addWell(), await addWell(), await addWell()];
    await change(before);
    await change(again);
    const slow = new pg.Client({ connectionString: database.url });
    await slow.connect();
    await slow.query("begin");
    await slow.query("insert into changed_person (person_id, reason) values ($1, 'test')", [during]);
    let committed: Promise<unknown> | undefined;
    const progress = () => {
      committed ??= slow
        .query("commit")
        .then(() =>
          slow.query("update changed_person set changed_at = clock_timestamp() where person_id = $1", [again]),
        );
    };
    await stratify(viewer, { asOf: AS_OF, chunk: 1, progress });
    await committed;
    await slow.end();
    const waiting = await database.sql<{ person_id: string }>("select person_id from changed_person");
    expect(new Set(waiting.map(({ person_id }) => person_id))).toEqual(new Set([during, again]));
  });

  test("wait for the first run", async () => {
    await change(await addWell());
    expect(await stratifyChanged(viewer)).toEqual({ done: 0, waiting: 1 });
    await run();
    expect(await stratifyChanged(viewer)).toEqual({ done: 0, waiting: 0 });
  });

  test("stay in the queue while a run goes on, whose rows may be older than the change", async () => {
    const id = await addWell();
    await run();
    const running = new pg.Client({ connectionString: database.url });
    await running.connect();
    await running.query("select pg_advisory_lock(7310021)");
    await addEntry(id, "161898004");
    await change(id);
    expect(await stratifyChanged(viewer)).toEqual({ done: 0, waiting: 1 });
    expect(await deficitsOf(id)).toEqual([]);
    await running.end();
    expect(await stratifyChanged(viewer)).toEqual({ done: 1, waiting: 0 });
  });
});

test("a tier holds its share of the population, to the person", async () => {
  const codes = ["161898004", "15188001", "160689007", "38341003", "69896004"];
  for (let held = 1; held <= codes.length; held++) {
    const id = await addWell();
    for (const code of codes.slice(0, held)) await addEntry(id, code);
  }
  for (let more = 0; more < 15; more++) await addWell();
  const { runId } = await run();
  const [ranked] = await database.sql<{ high: number; moderate: number }>(
    `select count(*) filter (where r.need >= (s.tiers ->> 'high')::float8)::int as high,
       count(*) filter (where r.need >= (s.tiers ->> 'moderate')::float8)::int as moderate
     from registry_row r join stratification_run s on s.id = r.run_id where s.id = $1`,
    [runId],
  );
  expect(ranked).toEqual({ high: 1, moderate: 4 });
});

test("a refresh waits for a run that goes on, so that history is not written twice or backwards", async () => {
  const id = await addWell();
  await run();
  let refreshed: Promise<unknown> | undefined;
  await addWell();
  const progress = () => {
    refreshed ??= (async () => {
      await addEntry(id, "52448006", { on: "2026-10-01" });
      await database.sql("insert into changed_person (person_id, reason) values ($1, 'test')", [id]);
      return stratifyChanged(viewer);
    })();
  };
  await stratify(viewer, { asOf: AS_OF, chunk: 1, progress });
  expect(await refreshed).toEqual({ done: 0, waiting: 1 });
  expect(await stratifyChanged(viewer)).toEqual({ done: 1, waiting: 0 });
  const history = await database.sql("select was, became from band_change where person_id = $1 and band = 'segment'", [
    id,
  ]);
  expect(history).toEqual([{ was: "healthy", became: "frailty_dementia" }]);
});

describe("changes of band", () => {
  const FIVE = ["161898004", "15188001", "160689007", "38341003", "69896004"];
  const changes = (personId: string) =>
    database.sql<{ band: string; was: string; became: string; was_value: number; value: number; cause: string }>(
      "select band, was, became, was_value, value, cause from band_change where person_id = $1 order by band",
      [personId],
    );

  test("are kept with the entry that caused them, by a run and by a refresh alike", async () => {
    const [byRun, byRefresh] = [await addWell(), await addWell()];
    for (const id of [byRun, byRefresh]) for (const code of FIVE.slice(1)) await addEntry(id, code);
    await run();
    for (const id of [byRun, byRefresh]) await addEntry(id, FIVE[0]!, { on: "2026-03-12" });
    await database.sql("insert into changed_person (person_id, reason) values ($1, 'test')", [byRefresh]);
    await stratifyChanged(viewer);
    const mild = {
      band: "efi",
      was: "fit",
      became: "mild",
      was_value: 4,
      value: 5,
      cause: "Falls recorded 12 March 2026",
    };
    expect(await changes(byRefresh)).toEqual([mild]);
    expect(await changes(byRun)).toEqual([]);
    await run();
    expect(await changes(byRun)).toEqual([mild]);
    expect(await changes(byRefresh)).toEqual([mild]);
  });

  test("a count that moves within its band is none, nor is a floor", async () => {
    const [within, floor] = [await addWell(), await addWell()];
    for (const code of FIVE.slice(1)) await addEntry(floor, code);
    await run();
    await addEntry(within, FIVE[0]!);
    await addEntry(floor, FIVE[0]!);
    await addEntry(floor, "1011481000000105", { value: 2, implausible: true });
    await run();
    expect(await changes(within)).toEqual([]);
    expect(await changes(floor)).toEqual([]);
  });

  test("a look at another day writes no history, nor does the way back", async () => {
    const id = await addWell();
    await addEntry(id, "52448006", { on: "2026-10-01" });
    await run();
    await stratify(viewer, { asOf: "2026-09-01", lookAtAnotherDay: true });
    expect(await rowOf(id)).toMatchObject({ segment: "healthy" });
    await run();
    expect(await rowOf(id)).toMatchObject({ segment: "frailty_dementia" });
    expect(await changes(id)).toEqual([]);
  });

  test("a segment's change says what placed the person", async () => {
    const id = await addWell();
    await run();
    await addEntry(id, "52448006", { on: "2026-10-01" });
    await run();
    expect(await changes(id)).toMatchObject([
      { band: "segment", was: "healthy", became: "frailty_dementia", cause: "Dementia recorded 1 October 2026" },
    ]);
  });
});
