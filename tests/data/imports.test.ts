import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { idOf, NIL_ID, newId } from "../../app/data/identity.server";
import { generatedSource, type ImportOptions, type ImportSource, importResources } from "../../app/data/imports.server";
import { assignTestNumbers } from "../../app/data/imports-test-numbers.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { testNumbers } from "../../app/domain/nhs-number";
import { fromFhirResource } from "../../app/fhir/resource";
import {
  aCondition,
  anEncounter,
  anObservation,
  aPatient,
  aRelatedPerson,
  nhsNumber,
  type Resource,
  registeredAt,
} from "../support/a-resource";
import { type TestDatabase, testDatabase } from "../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

// Every test has its own source, so that its people are its own.
let source = "";
let count = 0;
beforeEach(() => {
  source = `test-${++count}`;
});

const run = (sources: ImportSource[], options: Partial<ImportOptions> = {}) =>
  importResources(systemViewer("import", "test"), sources, { source, read: fromFhirResource, ...options });
const take = (resources: unknown[], options: Partial<ImportOptions> = {}) =>
  run([generatedSource("made here", resources)], options);
const person = (id: string) => idOf(source, "Patient", id);
const sql = <Row extends Record<string, unknown>>(text: string, ...values: unknown[]) =>
  database.sql<Row>(text, values);
const one = async (table: string, where: string, ...values: unknown[]) => {
  const rows = await sql(`select * from ${table} where ${where}`, ...values);
  expect(rows).toHaveLength(1);
  return rows[0]!;
};

describe("an import", () => {
  test("writes people and what is known of them; the second time nothing changes", async () => {
    const resources = [
      aPatient("p1", {
        telecom: [{ system: "phone", value: "020 7946 0321" }],
        address: [{ line: ["1 Example Street"], postalCode: "nw10 4jh" }],
      }),
      anObservation("o1", "p1"),
      aCondition("c1", "p1"),
      anEncounter("e1", "p1"),
      aRelatedPerson("r1", "p1"),
      { resourceType: "CarePlan", id: "cp1", subject: { reference: "Patient/p1" }, title: "kept whole" },
    ];
    const first = await take(resources);
    expect(first.counts).toMatchObject({ read: 6, accepted: 6, rejected: 0, inserted: 6, updated: 0, unchanged: 0 });
    expect(await one("person_name", "person_id = $1", person("p1"))).toMatchObject({
      family: "Obi",
      search: "adaeze obi",
    });
    expect(await one("person_address", "person_id = $1", person("p1"))).toMatchObject({
      postcode_key: "NW104JH",
      lines: ["1 Example Street"],
    });
    expect(await one("person_to_ring", "person_id = $1", person("p1"))).toMatchObject({
      name: "Chidi Obi",
      relation: "son",
    });
    expect(await one("source_resource", "person_id = $1", person("p1"))).toMatchObject({
      resource_type: "CarePlan",
      body: resources[5],
    });
    expect(
      await sql("select value, unit, received_value from entry where person_id = $1 and kind = 'result'", person("p1")),
    ).toEqual([{ value: 58.4675, unit: "mmol/mol", received_value: "7.5" }]);
    await sql("delete from changed_person");

    const second = await take(resources);
    expect(second.counts).toMatchObject({ read: 6, accepted: 6, inserted: 0, updated: 0, unchanged: 6 });
    expect(await sql("select 1 from changed_person where person_id = $1", person("p1"))).toEqual([]);
  });

  test("queues those whose record changed, and only those", async () => {
    await take([aPatient("p1"), aPatient("p2"), anObservation("o1", "p1"), anObservation("o2", "p2")]);
    await sql("delete from changed_person");
    const { counts } = await take([
      anObservation("o1", "p1", { valueQuantity: { value: 9, unit: "%" } }),
      anObservation("o2", "p2"),
    ]);
    expect(counts).toMatchObject({ inserted: 0, updated: 1, unchanged: 1 });
    expect(await sql("select person_id from changed_person")).toEqual([{ person_id: person("p1") }]);
  });

  test("takes facts before their person, in any order", async () => {
    const { unknownPeople, counts } = await take([
      aRelatedPerson("r1", "p1"),
      anObservation("o1", "p1"),
      anEncounter("e1", "p1"),
      aPatient("p1"),
    ]);
    expect(counts).toMatchObject({ accepted: 4, inserted: 4 });
    expect(unknownPeople).toEqual({ rows: 0, people: 0 });
    await one("person_to_ring", "person_id = $1", person("p1"));
    expect(await sql("select 1 from source_resource where person_id = $1", person("p1"))).toEqual([]);
  });

  test("says what belongs to people who never came, and finds it again when they come", async () => {
    const late = await take([anObservation("o1", "p1"), aRelatedPerson("r1", "p1"), aRelatedPerson("r2", "p2")]);
    expect(late.unknownPeople).toEqual({ rows: 3, people: 2 });
    await take([aPatient("p1")]);
    await one("person_to_ring", "person_id = $1", person("p1"));
    expect((await take([anObservation("o1", "p1"), aRelatedPerson("r1", "p1")])).counts).toMatchObject({
      unchanged: 2,
    });
  });

  test("keeps one resource once, the later one, when a file has it twice", async () => {
    const { counts } = await take([
      aPatient("p1"),
      anObservation("o1", "p1"),
      anObservation("o1", "p1", { valueQuantity: { value: 10, unit: "%" } }),
    ]);
    expect(counts).toMatchObject({ read: 3, accepted: 3, inserted: 2, updated: 1 });
    expect(await sql("select round(value)::int as value from entry where person_id = $1", person("p1"))).toEqual([
      { value: 86 },
    ]);
  });

  test("takes what was entered in error away, and back when it was right after all", async () => {
    const removed = () => sql("select removed_at is not null as removed from entry where person_id = $1", person("p1"));
    await take([aPatient("p1"), anObservation("o1", "p1", { status: "entered-in-error" })]);
    expect(await removed()).toEqual([{ removed: true }]);
    expect((await take([anObservation("o1", "p1", { status: "entered-in-error" })])).counts.unchanged).toBe(1);
    await take([anObservation("o1", "p1")]);
    expect(await removed()).toEqual([{ removed: false }]);
  });

  test("a name that the file no longer has becomes a former one, a phone goes, an address ends", async () => {
    const before = {
      telecom: [{ system: "phone", value: "020 7946 0321" }],
      address: [{ line: ["1 Example Street"] }],
    };
    await take([aPatient("p1", before)]);
    const { counts } = await take([aPatient("p1", { name: [{ given: ["Adaeze"], family: "Okoro" }] })]);
    expect(counts).toMatchObject({ updated: 1, inserted: 0 });
    expect(await sql("select family, use from person_name where person_id = $1 order by family", person("p1"))).toEqual(
      [
        { family: "Obi", use: "former" },
        { family: "Okoro", use: "official" },
      ],
    );
    expect(await sql("select 1 from phone where person_id = $1", person("p1"))).toEqual([]);
    expect(await one("person_address", "person_id = $1", person("p1"))).toMatchObject({ ends_at: expect.any(Date) });
  });

  test("a death without its day is kept as a death, and a later file may take it back", async () => {
    const deceased = async () =>
      (await sql<{ deceased: boolean }>("select deceased from person where id = $1", person("p1")))[0]!.deceased;
    await take([aPatient("p1", { deceasedBoolean: true })]);
    expect(await deceased()).toBe(true);
    await take([aPatient("p1", { deceasedBoolean: false })]);
    expect(await deceased()).toBe(false);
    await take([aPatient("p1", { deceasedDateTime: "2026-11-20" })]);
    expect(await deceased()).toBe(true);
  });

  test("seals a record that its source holds back, and never lifts a restriction", async () => {
    await take([aPatient("p1", { meta: { security: [{ code: "R" }] } }), aPatient("p2")]);
    expect(await one("person", "id = $1", person("p1"))).toMatchObject({ restriction: "sealed" });
    expect(await one("person", "id = $1", person("p2"))).toMatchObject({ restriction: null });
    await sql("update person set restriction = 'dissented' where id = $1", person("p2"));
    expect((await take([aPatient("p1"), aPatient("p2")])).counts).toMatchObject({ unchanged: 2 });
    expect(await one("person", "id = $1", person("p2"))).toMatchObject({ restriction: "dissented" });
  });

  test("seals a record of somebody who had dissented: the stricter restriction holds", async () => {
    await take([aPatient("p1")]);
    await sql("update person set restriction = 'dissented' where id = $1", person("p1"));
    await take([aPatient("p1", { meta: { security: [{ code: "V" }] } })]);
    expect(await one("person", "id = $1", person("p1"))).toMatchObject({ restriction: "sealed" });
  });

  test("has scores done again, and the texts of live plans made again, from the chunk that brought the change", async () => {
    await take([aPatient("p1"), aPatient("p2")]);
    await sql("insert into plan (person_id, status) values ($1, 'live')", person("p1"));
    await sql("delete from graphile_worker._private_jobs");
    await take([aCondition("c1", "p1"), aCondition("c2", "p2")]);
    expect(await sql("select key from graphile_worker._private_jobs order by key")).toEqual([
      { key: "refresh_changed_people" },
      { key: `render:${person("p1")}` },
    ]);
  });

  test("has the plans of all records that merges link made again, wherever the change came", async () => {
    await take([aPatient("p1"), aPatient("p2"), aPatient("p3")]);
    await sql("update person set merged_into = $2 where id = $1", person("p1"), person("p2"));
    await sql("update person set merged_into = $2 where id = $1", person("p2"), person("p3"));
    await sql("insert into plan (person_id, status) values ($1, 'live')", person("p1"));
    await sql("delete from graphile_worker._private_jobs");
    await take([aCondition("c3", "p3")]);
    expect(await sql("select key from graphile_worker._private_jobs where key like 'render:%'")).toEqual([
      { key: `render:${person("p1")}` },
    ]);
  });

  test("goes through faults of one resource that only the database sees, and through what jsonb cannot hold", async () => {
    const nested = JSON.parse(`${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`);
    const resources = [
      aPatient("p1"),
      { resourceType: "Basic", id: "b1" },
      { resourceType: "Basic", id: "b2", nested },
      { resourceType: "Basic", id: "b3", text: "a\u0000b \ud800 c" },
    ];
    const texts = [undefined, '{"n":1e999999}'];
    const { counts, rejects } = await run([
      {
        path: "made here",
        async *open() {
          yield resources.map((resource, nr) => ({
            line: nr + 1,
            resource,
            text: texts[nr] ? () => texts[nr]! : undefined,
          }));
        },
      },
    ]);
    expect(counts).toMatchObject({ read: 4, accepted: 2, rejected: 2 });
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [2, expect.stringMatching(/^the database refuses it/)],
      [3, "nested too deeply to be kept"],
    ]);
    expect(await one("source_resource", "source = $1 and person_id = $2", source, NIL_ID)).toMatchObject({
      source_id: "b3",
    });
  });

  test("an unknown practice is refused before anything is written", async () => {
    await expect(take([aPatient("p1")], { practice: "X99999" })).rejects.toThrow(/X99999/);
    expect(await sql("select 1 from person where source = $1", source)).toEqual([]);
  });
});

describe("registration", () => {
  const holders = () =>
    sql<{ ods: string; open: boolean; source: string }>(
      `select o.ods_code as ods, r.ends_at is null as open, r.source from relationship r join organisation o on o.id = r.holder_id
       where r.person_id = $1 order by o.ods_code`,
      person("p1"),
    );

  test("opens the practice's relationship in the import itself; a move closes the old one", async () => {
    await take([aPatient("p1", registeredAt("E84001", "2019-04-01"))]);
    expect(await holders()).toEqual([{ ods: "E84001", open: true, source: "registered_practice" }]);
    expect((await take([aPatient("p1", registeredAt("E84002", "2024-01-01"))])).counts.updated).toBe(1);
    expect(await holders()).toMatchObject([
      { ods: "E84001", open: false },
      { ods: "E84002", open: true },
    ]);
    await take([aPatient("p1", registeredAt("E84001", "2019-04-01"))]);
    expect(await holders()).toMatchObject([
      { ods: "E84001", open: true },
      { ods: "E84002", open: false },
    ]);
  });

  test("a file that names no practice leaves the registration alone", async () => {
    await take([aPatient("p1", registeredAt("E84001"))]);
    await take([aPatient("p1")]);
    expect(await holders()).toMatchObject([{ ods: "E84001", open: true }]);
  });

  test("--practice is for those whose file names none", async () => {
    await take([aPatient("p0", registeredAt("E84001"))]);
    await take([aPatient("p1")], { practice: "E84001" });
    expect(await holders()).toMatchObject([{ ods: "E84001", open: true }]);
  });

  test("a care home sees its people as long as they live there", async () => {
    const home = { identifier: { system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "VL001" } };
    await take([aPatient("p1", { extension: [{ url: "https://confer.example/care-home", valueReference: home }] })]);
    expect(await holders()).toEqual([{ ods: "VL001", open: true, source: "care_home" }]);
    await take([aPatient("p1")]);
    expect(await holders()).toMatchObject([{ ods: "VL001", open: false }]);
  });

  test("an organisation that came first as a bare code gets its name when it comes", async () => {
    const identifier = [{ system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "E84777" }];
    await take([
      aPatient("p1", registeredAt("E84777")),
      { resourceType: "Organization", id: "o1", identifier, name: "Elm Surgery" },
    ]);
    expect(await one("organisation", "ods_code = 'E84777'")).toMatchObject({ name: "Elm Surgery", kind: "practice" });
    await take([aPatient("p2", registeredAt("E84777"))]);
    expect(await one("organisation", "ods_code = 'E84777'")).toMatchObject({ name: "Elm Surgery" });
  });
});

describe("NHS numbers", () => {
  const [FIRST, CLAIMED, SHARED, LEFT, RIGHT] = [...testNumbers(700_000)] as [string, string, string, string, string];
  const numberOf = async (id: string) => {
    const { nhs_number, nhs_number_verified } = await one("person", "id = $1", person(id));
    return [nhs_number, nhs_number_verified];
  };

  test("stand on the person only when they are verified", async () => {
    await take([
      aPatient("p1", { identifier: [nhsNumber(FIRST, "01")] }),
      aPatient("p2", { identifier: [nhsNumber(CLAIMED)] }),
    ]);
    expect(await numberOf("p1")).toEqual([FIRST, true]);
    expect(await numberOf("p2")).toEqual([null, false]);
    expect(await one("identifier", "value = $1", CLAIMED)).toMatchObject({ verified: false, person_id: person("p2") });
  });

  test("of two people who have the same one the second has a claim, is reported, and nobody is merged", async () => {
    const both = [
      aPatient("p1", { identifier: [nhsNumber(SHARED, "01")] }),
      aPatient("p2", { identifier: [nhsNumber(SHARED, "01")] }),
    ];
    const report = await take(both);
    expect(report.warnings).toEqual([
      { file: "made here", line: 2, reason: expect.stringMatching(/verified for somebody else/) },
    ]);
    expect(await numberOf("p1")).toEqual([SHARED, true]);
    expect(await numberOf("p2")).toEqual([null, false]);
    expect((await take(both)).counts).toMatchObject({ unchanged: 2, updated: 0, warnings: 1 });
  });

  test("two people may exchange numbers that had been given the wrong way round", async () => {
    const pair = (a: string, b: string) => [
      aPatient("p1", { identifier: [nhsNumber(a, "01")] }),
      aPatient("p2", { identifier: [nhsNumber(b, "01")] }),
    ];
    await take(pair(LEFT, RIGHT));
    const exchanged = await take(pair(RIGHT, LEFT));
    expect(exchanged.warnings).toEqual([]);
    expect(exchanged.counts).toMatchObject({ updated: 2 });
    expect(await numberOf("p1")).toEqual([RIGHT, true]);
    expect(await numberOf("p2")).toEqual([LEFT, true]);
  });

  test("of the test range are given to those without, differ, survive the next import, and are given once", async () => {
    const people = ["p1", "p2", "p3"].map((id) => aPatient(id));
    await take(people);
    expect(await assignTestNumbers(systemViewer("import", "test"), source)).toEqual({
      ok: true,
      assigned: 3,
      without: 0,
    });
    const given = await Promise.all(["p1", "p2", "p3"].map(numberOf));
    expect(new Set(given.map(([number]) => number)).size).toBe(3);
    for (const [number, verified] of given) expect([String(number).slice(0, 3), verified]).toEqual(["999", true]);
    expect((await take(people)).counts).toMatchObject({ unchanged: 3, updated: 0 });
    expect(await Promise.all(["p1", "p2", "p3"].map(numberOf))).toEqual(given);
    expect(await assignTestNumbers(systemViewer("import", "test"), source)).toMatchObject({ assigned: 0 });
  });

  test("outside 999 forbid test numbers, be they only claimed", async () => {
    await take([aPatient("p1"), aPatient("p2", { identifier: [nhsNumber("9434765919")] })]);
    expect(await assignTestNumbers(systemViewer("import", "test"), source)).toMatchObject({ ok: false });
    expect(await numberOf("p1")).toEqual([null, false]);
    await sql("delete from identifier where value = '9434765919'");
  });
});

describe("an import that was stopped", () => {
  const resources: Resource[] = [
    aPatient("p1"),
    ...Array.from({ length: 9_000 }, (_, nr) => anObservation(`o${nr}`, "p1")),
  ];
  /** Breaks at this line, as a lost connection or a kill would; of a file the key is known. */
  const file = (breakAt = Number.POSITIVE_INFINITY): ImportSource => ({
    path: "a.ndjson",
    key: `key of ${source}`,
    async *open(after) {
      for (let line = after; line < resources.length; line += 500) {
        if (line >= breakAt) throw new Error("killed");
        yield resources.slice(line, line + 500).map((resource, place) => ({ line: line + place + 1, resource }));
      }
    },
  });

  test("goes on behind its last chunk, and the figures are of the whole", async () => {
    await expect(run([file(8_500)])).rejects.toThrow("killed");
    const [begun] = await sql<{ lines_done: number }>(
      "select lines_done from import_file where file_key = $1",
      `key of ${source}`,
    );
    expect(begun!.lines_done).toBeGreaterThan(0);
    const report = await run([file()]);
    expect(report).toMatchObject({
      continued: true,
      counts: { read: 9_001, accepted: 9_001, inserted: 9_001, rejected: 0 },
    });
    expect(await sql("select count(*)::int as n from entry where person_id = $1", person("p1"))).toEqual([
      { n: 9_000 },
    ]);
  });

  test("a finished one that is called again reads all and changes nothing", async () => {
    await run([file()]);
    expect(await run([file()])).toMatchObject({
      continued: false,
      counts: { read: 9_001, inserted: 0, updated: 0, unchanged: 9_001 },
    });
  });

  test("two of one source at once: the second says so", async () => {
    let release = () => {};
    let first: Promise<unknown> = Promise.resolve();
    await new Promise<void>((opened) => {
      const held: ImportSource = {
        path: "held",
        async *open() {
          opened();
          await new Promise<void>((resolve) => {
            release = resolve;
          });
          yield [];
        },
      };
      first = run([held]);
    });
    await expect(run([generatedSource("second", [])])).rejects.toThrow(/Another import/);
    release();
    await first;
  }, 30_000);
});

test("the ids that nobody made here are told from those that somebody did", () => {
  expect(person("p1")[14]).toBe("8");
  expect(newId()[14]).toBe("7");
});
