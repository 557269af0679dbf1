import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WEIGHT, weightOfPerson } from "../../app/data/run-distributions.server";
import { listRuns, openRun } from "../../app/data/stratification-history.server";
import { stratify, stratifyChanged } from "../../app/data/stratifications.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { SNOMED } from "../../app/domain/code-sets/code-set";
import type { StaffViewer } from "../../app/domain/viewer";
import { type TestDatabase, testDatabase } from "../support/database";

const AS_OF = "2026-11-22";
const FALLS = "161898004";
const HYPERTENSION = "38341003";
const PALLIATIVE = "103735009";
const job = systemViewer("stratify", "test");
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.sql(
    "truncate entry, encounter, registry_row, changed_person, band_change, stratification_run, setting",
  );
  await database.sql("delete from person");
});

const anAnalyst = (change: Partial<StaffViewer> = {}): StaffViewer => ({
  kind: "staff",
  accountId: randomUUID(),
  assignmentId: randomUUID(),
  role: "analyst",
  permissions: [],
  organisationId: randomUUID(),
  organisationName: "System",
  organisationKind: "ics",
  name: "An analyst",
  holders: [],
  ownPersonId: null,
  purpose: "population health",
  requestId: randomUUID(),
  requestedAt: new Date(),
  demo: false,
  ...change,
});

/** Ids of people who weigh one each, so that a count of them is their number. */
const ids = (count: number): string[] => {
  const found: string[] = [];
  while (found.length < count) {
    const id = randomUUID();
    if (weightOfPerson(id) === 1) found.push(id);
  }
  return found;
};
async function addPeople(count: number, codes: string[] = [], born = "1950-03-01"): Promise<string[]> {
  const people = ids(count);
  await database.sql(
    "insert into person (id, born_on, sex, source, source_id) select id::uuid, $2, 'female', 'test', id from unnest($1::text[]) id",
    [people, born],
  );
  for (const code of ["266919005", ...codes]) await addEntry(people, code);
  return people;
}
async function addEntry(people: string[], code: string) {
  await database.sql("insert into code (system, code, display) values ($1, $2, 'x') on conflict do nothing", [
    SNOMED,
    code,
  ]);
  await database.sql(
    `insert into entry (person_id, id, kind, code_id, on_date, source)
     select p.id::uuid, gen_random_uuid(), 'problem', c.id, '2026-03-12', 'test' from unnest($1::text[]) as p (id), code c where c.code = $2`,
    [people, code],
  );
}
const run = (options: object = {}) => stratify(job, { asOf: AS_OF, ...options });
const opened = async (runId: string) => (await openRun(anAnalyst(), runId))!;

describe("weights", () => {
  test("of a person are the same in the database and outside, and of ten lots one is 0 and one is 2", async () => {
    const people = Array.from({ length: 4000 }, () => randomUUID());
    const rows = await database.sql<{ id: string; weight: number }>(
      `select person_id::text as id, ${WEIGHT} as weight from unnest($1::uuid[]) person_id`,
      [people],
    );
    for (const { id, weight } of rows) expect(weight).toBe(weightOfPerson(id));
    const share = (weight: number) => rows.filter((row) => row.weight === weight).length / rows.length;
    expect(share(0)).toBeCloseTo(0.1, 1);
    expect(share(2)).toBeCloseTo(0.1, 1);
  });
});

describe("what a run found", () => {
  test("is published in fives; fewer than five are hidden, in parts and in totals", async () => {
    await addPeople(12, [HYPERTENSION]);
    await addPeople(4, [PALLIATIVE]);
    await addPeople(7, [], "2000-01-01");
    const { runId } = await run();
    const { distributions: found } = await opened(runId);
    expect(found).toMatchObject({
      people: 25,
      segments: { long_term: 10, healthy: 5, end_of_life: undefined },
      ages: { long_term: { 75: 10 }, healthy: { 18: 5 }, end_of_life: { 75: undefined } },
      ageTotals: { 75: 15, 18: 5, 85: undefined },
    });
    expect(found!.index).toHaveLength(37);
    expect(found!.index[1]).toMatchObject({ deficits: 1, band: "fit" });
  });

  test("counts care by process and state, of those for whom it is", async () => {
    await addPeople(10, ["44054006"]);
    await addPeople(3);
    const { runId } = await run();
    const hba1c = (await opened(runId)).distributions!.care.find(({ id }) => id === "hba1c");
    expect(hba1c).toMatchObject({ people: 10, open: 10, states: { due: 10 } });
  });

  test("stays as it was counted, in a run that was stopped and gone on with too", async () => {
    await addPeople(30, [HYPERTENSION]);
    let chunks = 0;
    const stops = () => {
      if (++chunks === 2) throw new Error("stopped");
    };
    await expect(run({ chunk: 10, progress: stops })).rejects.toThrow("stopped");
    const { runId } = await run({ chunk: 10 });
    const { distributions } = await opened(runId);
    expect(distributions).toMatchObject({ people: 30, segments: { long_term: 30 } });
    expect(distributions!.care.every(({ people }) => people === undefined || people === 30)).toBe(true);
  });
});

describe("movement", () => {
  test("of the first run there is none, and what made its answers is compared with nothing", async () => {
    await addPeople(5);
    const first = await opened((await run()).runId);
    expect(first.movement).toBeUndefined();
    expect(first.before).toBeUndefined();
    expect(first.changes).toBeUndefined();
    expect(first.causes).toEqual([]);
  });

  test("goes from the run before to this one, in between as well, with joined and left", async () => {
    const stay = await addPeople(20, [HYPERTENSION]);
    const [early, late] = [await addPeople(6), await addPeople(9)];
    const leave = await addPeople(5);
    await run();
    await addEntry(early, HYPERTENSION);
    await database.sql("insert into changed_person (person_id, reason) select id, 'test' from unnest($1::uuid[]) id", [
      early,
    ]);
    await stratifyChanged(systemViewer("stratify", "test"));
    await addEntry(late, HYPERTENSION);
    await addPeople(5, [PALLIATIVE]);
    await database.sql("update person set deceased = true, died_on = '2026-11-01' where id = any ($1::uuid[])", [
      leave,
    ]);
    const { movement } = await opened((await run()).runId);
    expect(stay).toHaveLength(20);
    expect(movement!.segment.flows).toEqual([
      { was: "long_term", became: "long_term", people: 20, direction: "stayed" },
      { was: "healthy", became: "long_term", people: 15, direction: "higher" },
      { was: "healthy", became: "none", people: 5, direction: "left" },
      { was: "none", became: "end_of_life", people: 5, direction: "joined" },
    ]);
    expect(movement!.segment.bands.find(({ band }) => band === "long_term")).toEqual({
      band: "long_term",
      before: 20,
      cameIn: 15,
      wentOut: undefined,
      now: 35,
    });
  });

  test("names the commonest causes without their day, and none of fewer than five people", async () => {
    const [many, few] = [await addPeople(8), await addPeople(4)];
    await run();
    await addEntry(many, HYPERTENSION);
    await addEntry(few, PALLIATIVE);
    const { causes } = await opened((await run()).runId);
    expect(causes).toEqual([
      { band: "segment", was: "healthy", became: "long_term", cause: "Hypertension", people: 10 },
    ]);
  });
});

describe("what made its answers", () => {
  test("is compared with the complete run before", async () => {
    await addPeople(5, [FALLS]);
    await run();
    const breaks = () => {
      throw new Error("stopped");
    };
    await expect(stratify(job, { asOf: "2026-11-23", progress: breaks })).rejects.toThrow("stopped");
    await database.sql(
      "insert into setting (name, version, value, source, mark) values ('care.due-days', 1, '60', 'x', 'P')",
    );
    const { changes, before } = await opened((await run()).runId);
    expect(before).toMatchObject({ state: "complete" });
    expect(changes).toEqual([
      {
        kind: "setting",
        id: "care.due-days",
        name: "Days before its limit from which care counts as due, and at most a quarter of the interval",
        was: "30, as shipped",
        now: "60",
      },
    ]);
  });
});

describe("the list of runs", () => {
  test("says how far each came", async () => {
    await addPeople(7);
    const { runId } = await run();
    const breaks = () => {
      throw new Error("stopped");
    };
    await expect(stratify(job, { asOf: "2026-11-23", progress: breaks })).rejects.toThrow("stopped");
    const states = async () => (await listRuns(anAnalyst())).runs.map(({ state }) => state);
    expect(await states()).toEqual(["stopped", "in force"]);
    const running = new pg.Client({ connectionString: database.url });
    await running.connect();
    await running.query("select pg_advisory_lock(7310021)");
    expect(await states()).toEqual(["going on", "in force"]);
    await running.query("select pg_advisory_unlock_all(); select pg_advisory_lock_shared(7310021)");
    expect(await states()).toEqual(["stopped", "in force"]);
    await running.end();
    expect((await listRuns(anAnalyst())).runs[1]).toMatchObject({ id: runId, people: 5, startedBy: "stratify" });
  });

  test("is for who sees aggregates; the look and the refusal are recorded", async () => {
    const { runId } = await run();
    const [analyst, gp] = [anAnalyst(), anAnalyst({ role: "gp" })];
    expect((await listRuns(analyst)).runs).toHaveLength(1);
    expect((await listRuns(gp)).runs).toEqual([]);
    expect(await openRun(gp, runId)).toBeUndefined();
    expect(await openRun(analyst, randomUUID())).toBeUndefined();
    expect(await openRun(analyst, "x'; drop table person")).toBeUndefined();
    const records = await database.sql<{ outcome: string }>(
      "select distinct account_id, outcome from access_record where did = 'see stratification runs' and account_id = any ($1::uuid[]) order by outcome",
      [[analyst.accountId, gp.accountId]],
    );
    expect(records.map(({ outcome }) => outcome)).toEqual(["allowed", "refused"]);
  });
});
