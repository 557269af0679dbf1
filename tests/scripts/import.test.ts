import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importResources } from "../../app/data/imports.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { fromFhirResource } from "../../app/fhir/resource";
import { findSources } from "../../scripts/import/files";
import { aCondition, anObservation, aPatient, aRelatedPerson, nhsNumber } from "../support/a-resource";
import { type TestDatabase, testDatabase } from "../support/database";

let database: TestDatabase;
let folder = "";
beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(path.join(tmpdir(), "confer-import-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Buffer) => {
  const place = path.join(folder, name);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, content);
  return place;
};
const lines = (...resources: unknown[]) =>
  resources.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("\n");
const read = (paths: string[], source: string) =>
  importResources(systemViewer("import", "test"), findSources(paths).sources, { source, read: fromFhirResource });

describe("a file with planted faults", () => {
  const observation = (change: object) => anObservation("x", "good", change);
  /** Each fault with what its reason must name. */
  const FAULTS: [fault: unknown, reason: RegExp][] = [
    ["{", /not valid JSON/],
    ['{"resourceType":"Patient","id":"p"', /not valid JSON/],
    ["{'resourceType':'Patient'}", /not valid JSON/],
    ["resourceType,id", /not valid JSON/],
    ['{"resourceType":"Patient","id":"p",}', /not valid JSON/],
    ['{"resourceType":"Observation","valueQuantity":{"value":NaN}}', /not valid JSON/],
    ['{"resourceType":"Observation","valueQuantity":{"value":007}}', /not valid JSON/],
    ["\u0000\u0001\u0002", /not valid JSON/],
    ["null", /not a JSON object/],
    ["[]", /not a JSON object/],
    ['"Patient"', /not a JSON object/],
    ["42", /not a JSON object/],
    ["true", /not a JSON object/],
    [{}, /resourceType is missing/],
    [{ id: "p" }, /resourceType is missing/],
    [{ resourceType: 5, id: "p" }, /resourceType is missing/],
    [{ resourceType: "patient", id: "p" }, /resourceType is none/],
    [{ resourceType: "drop table", id: "p" }, /resourceType is none/],
    [{ resourceType: "Bundle", type: "transaction", entry: [] }, /a Bundle inside/],
    [{ resourceType: "Patient" }, /id is missing/],
    [{ resourceType: "Patient", id: "" }, /id is missing/],
    [{ resourceType: "Patient", id: 7 }, /id is not text/],
    [{ resourceType: "Patient", id: "a b" }, /id is not what FHIR allows/],
    [{ resourceType: "CarePlan", id: "x".repeat(65) }, /id is not what FHIR allows/],
    [aPatient("x", { birthDate: "2020-13-45" }), /birthDate is not a date/],
    [aPatient("x", { birthDate: "2019-02-29" }), /birthDate is not a date/],
    [aPatient("x", { birthDate: "12/03/1942" }), /birthDate is not a date/],
    [aPatient("x", { birthDate: 1942 }), /birthDate is not a date/],
    [aPatient("x", { birthDate: "2999-01-01" }), /birthDate is in the future/],
    [aPatient("x", { deceasedDateTime: "1900-01-01" }), /before birthDate/],
    [aPatient("x", { deceasedDateTime: "2999-01-01" }), /deceasedDateTime is in the future/],
    [aPatient("x", { gender: "banana" }), /gender/],
    [aPatient("x", { gender: 1 }), /gender is not text/],
    [aPatient("x", { name: {} }), /name is not a list/],
    [aPatient("x", { name: ["Obi"] }), /name holds something/],
    [aPatient("x", { telecom: "020" }), /telecom is not a list/],
    [aPatient("x", { address: [{ line: "1 Example Street" }] }), /line is not a list/],
    [aPatient("x", { identifier: [{ system: "s", value: 999 }] }), /value is not text/],
    [aPatient("x", { extension: [{ url: "https://confer.example/imd-decile", valueInteger: 11 }] }), /imd-decile/],
    [
      aPatient("x", {
        generalPractitioner: [{ identifier: { system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "!" } }],
      }),
      /ODS code/,
    ],
    [observation({ subject: undefined }), /subject is missing/],
    [observation({ subject: { reference: "nobody" } }), /subject is not a reference/],
    [observation({ subject: { reference: "Device/1" } }), /refers to a Device/],
    [observation({ subject: "Patient/good" }), /subject is not an object/],
    [observation({ code: undefined }), /code is missing/],
    [observation({ code: {} }), /neither a code nor words/],
    [observation({ code: { coding: "4548-4" } }), /coding is not a list/],
    [observation({ code: { coding: [{ system: "s", code: "c".repeat(300) }] } }), /code that is too long/],
    [observation({ valueQuantity: { value: "NaN" } }), /valueQuantity.value is not a number: "NaN"/],
    [observation({ valueQuantity: { value: "7,5" } }), /valueQuantity.value is not a number: "7,5"/],
    [observation({ valueQuantity: { value: [7] } }), /valueQuantity.value is not a number: a list/],
    [observation({ valueQuantity: 7 }), /valueQuantity is not an object/],
    [
      '{"resourceType":"Observation","id":"x","status":"final","subject":{"reference":"Patient/good"},"code":{"text":"HbA1c"},"valueQuantity":{"value":1e999}}',
      /not a number/,
    ],
    [observation({ effectiveDateTime: "2021-02-03T25:00:00Z" }), /effectiveDateTime is not a date/],
    [observation({ effectiveDateTime: "2021-02-03T09:00:00" }), /effectiveDateTime is not a date/],
    [observation({ effectiveDateTime: "yesterday" }), /effectiveDateTime is not a date: "yesterday"/],
    [observation({ component: [{}] }), /code is missing/],
    [aCondition("x", "good", { abatementDateTime: "2001-01-01" }), /abatementDateTime is before the onset/],
    [
      aCondition("x", "good", { onsetDateTime: undefined, onsetPeriod: { start: "2020-02-02", end: "2020-02-01" } }),
      /onsetPeriod ends before/,
    ],
    [aRelatedPerson("x", "good", { patient: {} }), /patient is missing/],
    [{ resourceType: "Encounter", id: "x", subject: { reference: "Patient/good" } }, /period.start is missing/],
    [
      { resourceType: "MedicationRequest", id: "x", subject: { reference: "Patient/good" } },
      /medicationCodeableConcept is missing/,
    ],
    [
      {
        resourceType: "Organization",
        id: "x",
        identifier: [{ system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "E84009" }],
      },
      /name is missing/,
    ],
  ];

  test("names each with its line and reason, takes all the rest, and gives nothing of a person away", async () => {
    expect(FAULTS.length).toBeGreaterThanOrEqual(50);
    // A good line before each fault, so that fault number n stands on line 2n + 2.
    const content = FAULTS.flatMap(([fault], nr) => [
      nr === 0 ? aPatient("good") : anObservation(`good-${nr}`, "good"),
      fault,
    ]);
    const place = file(
      "faults.ndjson",
      lines(...content, "", aPatient("wrong-digit", { identifier: [nhsNumber("9990000001")] }), ""),
    );
    const { counts, rejects, warnings } = await read([place], "faults");
    expect(counts).toMatchObject({ read: 2 * FAULTS.length + 1, accepted: FAULTS.length + 1, rejected: FAULTS.length });
    expect(rejects.map(({ line }) => line)).toEqual(FAULTS.map((_, nr) => 2 * nr + 2));
    for (const [nr, [, reason]] of FAULTS.entries()) expect(rejects[nr]!.reason, `line ${2 * nr + 2}`).toMatch(reason);
    expect(warnings).toEqual([
      { file: place, line: 2 * FAULTS.length + 2, reason: expect.stringMatching(/wrong check digit/) },
    ]);
    expect(JSON.stringify([rejects, warnings])).not.toMatch(/Obi|Adaeze|1942|9990000001/);
    const kept = await database.sql("select count(*)::int as n from import_reject where file = $1", [place]);
    expect(kept).toEqual([{ n: FAULTS.length }]);
  });
});

describe("files", () => {
  const people = (source: string) => database.sql("select 1 from person where source = $1", [source]);

  test("a folder is read people first; .gz too; other files are passed over and said", async () => {
    file("whole/Observation.ndjson.gz", gzipSync(lines(anObservation("o1", "p1"))));
    file("whole/Patient.ndjson", `\ufeff${lines(aPatient("p1"))}\r\n`);
    file("whole/README.txt", "not data");
    const { sources, passed } = findSources([path.join(folder, "whole")]);
    expect(sources.map(({ path: place }) => path.basename(place))).toEqual(["Patient.ndjson", "Observation.ndjson.gz"]);
    expect(passed.map((place) => path.basename(place))).toEqual(["README.txt"]);
    const { counts, unknownPeople } = await read([path.join(folder, "whole")], "folder");
    expect(counts).toMatchObject({ read: 2, accepted: 2 });
    expect(unknownPeople.rows).toBe(0);
  });

  test("a number stays as it was written", async () => {
    const text = JSON.stringify(anObservation("o1", "p1", { valueQuantity: { value: 7.5, unit: "%" } })).replace(
      "7.5",
      "7.50",
    );
    await read([file("written.ndjson", `${lines(aPatient("p1"))}\n${text}`)], "written");
    expect(await database.sql("select received_value from entry where source = 'written'")).toEqual([
      { received_value: "7.50" },
    ]);
  });

  test("a Bundle's references lead where its fullUrls say, and the people of an NDJSON file are the same people", async () => {
    const bundle = {
      resourceType: "Bundle",
      type: "transaction",
      entry: [
        { fullUrl: "urn:uuid:0b0c", resource: { ...aPatient("p1") }, request: { method: "PUT" } },
        {
          fullUrl: "urn:uuid:0b0d",
          resource: { ...anObservation("x", "x", { subject: { reference: "urn:uuid:0b0c" } }), id: undefined },
        },
        { fullUrl: "urn:uuid:0b0e", request: { method: "DELETE" } },
        { search: { mode: "match" } },
      ],
    };
    const inBundle = file("bundle.json.gz", gzipSync(JSON.stringify(bundle, null, 2)));
    const { counts, rejects } = await read([inBundle], "bundle");
    expect(counts).toMatchObject({ read: 4, accepted: 2, rejected: 2 });
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [3, expect.stringMatching(/DELETE/)],
      [4, "the entry has no resource"],
    ]);
    expect(
      await database.sql("select 1 from entry e join person p on p.id = e.person_id where p.source = 'bundle'"),
    ).toHaveLength(1);
    expect((await read([file("again.ndjson", lines(aPatient("p1")))], "bundle")).counts).toMatchObject({
      unchanged: 1,
    });
    expect(await people("bundle")).toHaveLength(1);
  });

  test.each([
    ["cut.ndjson.gz", gzipSync(lines(aPatient("p1"), "x".repeat(9_999))).subarray(0, 60), /damaged/],
    ["not-zipped.ndjson.gz", Buffer.from(lines(aPatient("p1"))), /damaged/],
    ["cut.json.gz", gzipSync("{}").subarray(0, 10), /damaged/],
    ["no.json", Buffer.from("{"), /not valid JSON/],
    ["array.json", Buffer.from("[]"), /not a JSON object/],
    ["entry.json", Buffer.from('{"resourceType":"Bundle","entry":{}}'), /Bundle.entry is not a list/],
    ["null-entry.json", Buffer.from('{"resourceType":"Bundle","entry":[null]}'), /the entry is not an object/],
  ])("%s is refused by name and does not stop the others", async (name, content, reason) => {
    const good = file(`good-${name}.ndjson`, lines(aPatient(`good-${name}`)));
    const { counts, rejects } = await read([file(name, content), good], "damaged");
    expect(rejects.at(-1)).toMatchObject({ file: path.join(folder, name), reason: expect.stringMatching(reason) });
    expect(counts.read).toBe(counts.accepted + counts.rejected);
    expect(counts.byType.Patient!.accepted).toBeGreaterThan(0);
  });

  test("a missing path is named before anything is read", () => {
    expect(() => findSources([path.join(folder, "nowhere")])).toThrow(/no file or folder .*nowhere/);
    expect(() => findSources([file("list.csv", "a,b")])).toThrow(/list.csv is neither/);
  });
});

describe("npm run import", () => {
  const command = ["--import", "tsx", "scripts/import.ts"];
  const environment = () => ({ ...process.env, DATABASE_URL: database.url, VITEST: "" });
  const cli = (...args: string[]) =>
    spawnSync(process.execPath, [...command, ...args], { encoding: "utf8", env: environment() });

  test.each([
    [[], /Say what to import[\s\S]*Usage/],
    [["nowhere.ndjson"], /no file or folder nowhere.ndjson/],
    [["--banana", "x"], /banana[\s\S]*Usage/],
    [["--source", "A B", "x"], /--source is a short name/],
  ])("asked wrongly (%j) ends with 2 and says how", (args, words) => {
    const { status, stderr, stdout } = cli(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(words);
  });

  test("reports read = accepted + rejected, ends with 0 in spite of rejects, and gives test numbers", () => {
    const { status, stdout, stderr } = cli(
      file("cli.ndjson", lines(aPatient("p1"), "{", aPatient("p2"))),
      "--source",
      "cli",
      "--assign-test-numbers",
    );
    if (!stdout) throw new Error(stderr);
    expect(stdout).toMatch(/read 3 = accepted 2 \+ rejected 1/);
    expect(stdout).toMatch(/cli\.ndjson, line 2: not valid JSON/);
    expect(stdout).toMatch(/Gave 2 people an NHS number/);
    expect(status).toBe(0);
  });

  test("refuses test numbers where another number exists, before it imports", async () => {
    const place = file("real.ndjson", lines(aPatient("p9", { identifier: [nhsNumber("9434765919")] })));
    expect(cli(place, "--source", "real").status).toBe(0);
    const { status, stderr } = cli(
      file("more.ndjson", lines(aPatient("p10"))),
      "--source",
      "real",
      "--assign-test-numbers",
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(/outside the 999 test range/);
    expect(await database.sql("select 1 from person where source_id = 'p10'")).toEqual([]);
    await database.sql("delete from identifier where value = '9434765919'");
  });

  test("killed at any moment it goes on, and the figures are of the whole file", async () => {
    const observations = Array.from({ length: 30_000 }, (_, nr) => anObservation(`o${nr}`, "p1"));
    const place = file("killed.ndjson.gz", gzipSync(lines(aPatient("p1"), ...observations)));
    const done = async () => {
      const rows = await database.sql<{ n: number }>(
        "select lines_done as n from import_file where path = $1 and finished_at is null",
        [place],
      );
      return rows[0]?.n ?? 0;
    };
    for (const least of [1, 8_000]) {
      const child = spawn(process.execPath, [...command, place, "--source", "killed"], {
        env: environment(),
        stdio: "ignore",
      });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      const limit = Date.now() + 25_000;
      while ((await done()) < least && child.exitCode === null && Date.now() < limit)
        await new Promise((resolve) => setTimeout(resolve, 15));
      child.kill("SIGKILL");
      await ended;
    }
    expect(await done()).toBeGreaterThanOrEqual(8_000);
    const report = await read([place], "killed");
    expect(report).toMatchObject({
      continued: true,
      counts: { read: 30_001, accepted: 30_001, inserted: 30_001, rejected: 0 },
    });
    expect(await database.sql("select count(*)::int as n from entry where source = 'killed'")).toEqual([{ n: 30_000 }]);
  }, 90_000);
});

const SHARED = "../shared/data";
describe.skipIf(!existsSync(SHARED))("real input (skipped: ../shared/data is not there)", () => {
  const count = (type: string) =>
    readdirSync(`${SHARED}/synthea-ndjson`)
      .filter((name) => name.startsWith(`${type}.`))
      .reduce(
        (sum, name) =>
          sum +
          gunzipSync(readFileSync(`${SHARED}/synthea-ndjson/${name}`))
            .toString()
            .split("\n")
            .filter(Boolean).length,
        0,
      );

  test("615 people import whole, a second time without a change, and 30 of them from Bundles are the same people", async () => {
    const ndjson = await read([`${SHARED}/synthea-ndjson`], "synthea");
    expect(ndjson.counts).toMatchObject({ rejected: 0, unknownPeople: false });
    for (const [type, counts] of Object.entries(ndjson.counts.byType))
      expect([type, counts.accepted]).toEqual([type, count(type)]);
    expect((await read([`${SHARED}/synthea-ndjson`], "synthea")).counts).toMatchObject({
      inserted: 0,
      updated: 0,
      read: ndjson.counts.read,
    });

    const bundles = await read([`${SHARED}/synthea-bundles`], "synthea");
    expect(bundles.counts.byType.Patient).toMatchObject({ accepted: 30, inserted: 0 });
    expect(bundles.counts.byType.Observation).toMatchObject({ inserted: 0, updated: 0 });
    expect(await database.sql("select count(*)::int as n from person where source = 'synthea'")).toEqual([{ n: 615 }]);
    const units = await database.sql(
      "select distinct e.unit from entry e join code c on c.id = e.code_id where e.source = 'synthea' and c.code in ('4548-4', '2093-3', '14959-1') order by 1",
    );
    expect(units).toEqual([{ unit: "mg/mmol" }, { unit: "mmol/L" }, { unit: "mmol/mol" }]);
  }, 180_000);
});
