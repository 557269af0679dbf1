/** People whose records are odd in the ways that real ones are, from FHIR through the import to their answers. */
import { beforeAll, describe, expect, test } from "vitest";
import { answerNow } from "../../app/data/answers.server";
import { asSystemConnection, asViewer } from "../../app/data/database.server";
import { findFeatures, queryOf, readSetsOfCodes } from "../../app/data/features.server";
import { idOf } from "../../app/data/identity.server";
import { generatedSource, importResources } from "../../app/data/imports.server";
import { stratify as stratifyEverybody } from "../../app/data/stratifications.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { hasDiabetes, isOnDiabetesRegister } from "../../app/domain/care-protocols/diabetes";
import { answerIndicator } from "../../app/domain/care-protocols/qof-diabetes";
import { stratify } from "../../app/domain/stratification";
import { fromFhirResource } from "../../app/fhir/resource";
import { aCondition, anObservation, aPatient, registeredAt, snomed } from "../support/a-resource";
import { type TestDatabase, testDatabase } from "../support/database";

const AS_OF = "2026-11-22";
const viewer = systemViewer("import", "test");
let database: TestDatabase;

const patient = (id: string, change: object = {}) =>
  aPatient(id, { ...registeredAt("E85001", "2015-01-01"), ...change });
const diabetes = (id: string, person: string, on: string) => aCondition(id, person, { onsetDateTime: on });
const resolved = (id: string, person: string, on: string) =>
  aCondition(id, person, { onsetDateTime: on, code: snomed("315051004", "Diabetes resolved") });

const PEOPLE = [
  patient("percent"),
  diabetes("c1", "percent", "2010-05-04"),
  anObservation("o1", "percent", { effectiveDateTime: "2026-09-01T09:00:00+01:00" }),
  patient("again"),
  diabetes("c2", "again", "2010-05-04"),
  resolved("r2", "again", "2018-01-01"),
  diabetes("c3", "again", "2024-02-02"),
  patient("over"),
  diabetes("c4", "over", "2010-05-04"),
  resolved("r4", "over", "2018-01-01"),
  patient("dead", { deceasedDateTime: "2026-11-20" }),
  diabetes("c5", "dead", "2010-05-04"),
  patient("mover", registeredAt("E85002", "2026-10-01")),
  diabetes("c6", "mover", "2010-05-04"),
  patient("seventeen-tomorrow", { birthDate: "2009-11-23" }),
  diabetes("c7", "seventeen-tomorrow", "2020-05-04"),
  patient("unknown-code"),
  aCondition("c8", "unknown-code", { code: snomed("999999999", "Something new") }),
];

beforeAll(async () => {
  database = await testDatabase();
  const report = await importResources(viewer, [generatedSource("made here", PEOPLE)], {
    source: "odd",
    read: fromFhirResource,
  });
  expect(report.counts).toMatchObject({ read: PEOPLE.length, accepted: PEOPLE.length, rejected: 0 });
  await stratifyEverybody(systemViewer("stratify", "test"), { asOf: AS_OF });
});

const personId = (id: string) => idOf("odd", "Patient", id);
const featuresOf = (id: string, asOf = AS_OF) =>
  asSystemConnection(systemViewer("stratify", "test"), (client, inTransaction) =>
    inTransaction(async () => {
      const query = queryOf(client);
      return (await findFeatures(query, [personId(id)], asOf, await readSetsOfCodes(query)))[0];
    }),
  );
const rowOf = async (id: string) =>
  (
    await database.sql<{
      diabetes: boolean;
      hba1c: number;
      segment: string;
      gaps: string[];
      long_term_conditions: number;
    }>(
      "select r.* from registry_row r join stratification_run s on s.id = r.run_id and s.current where r.person_id = $1",
      [personId(id)],
    )
  )[0];

describe("somebody whose HbA1c came in per cent", () => {
  test("has it in mmol/mol, and its test is done", async () => {
    const row = await rowOf("percent");
    expect(row?.hba1c).toBeCloseTo(58.47, 1);
    expect(row?.gaps).not.toContain("hba1c");
    expect(answerIndicator("DM020", (await featuresOf("percent"))!, AS_OF)).toMatchObject({ inNumerator: true });
  });
});

describe("somebody whose diabetes was resolved", () => {
  test("and diagnosed again is on the register; before the second diagnosis and after the first end, not", async () => {
    expect(hasDiabetes((await featuresOf("again"))!)).toBe(true);
    expect(hasDiabetes((await featuresOf("again", "2020-01-01"))!)).toBe(false);
    expect((await rowOf("again"))?.diabetes).toBe(true);
  });
  test("and not diagnosed again is not, and it is no long-term condition", async () => {
    expect(await rowOf("over")).toMatchObject({ diabetes: false, long_term_conditions: 0 });
  });
});

test("somebody who died two days ago is answered up to the day before, and stands on no list", async () => {
  expect(await rowOf("dead")).toBeUndefined();
  expect(await featuresOf("dead")).toBeUndefined();
  expect((await featuresOf("dead", "2026-11-19"))?.personId).toBe(personId("dead"));
});

test("somebody who moved practice seven weeks ago keeps the register, and is no failure of the new practice's payment", async () => {
  const features = (await featuresOf("mover"))!;
  expect(isOnDiabetesRegister(features, AS_OF)).toBe(true);
  expect(answerIndicator("DM020", features, AS_OF)).toMatchObject({ inDenominator: false, decidedBy: "R10" });
  expect((await rowOf("mover"))?.gaps).toContain("hba1c");
});

test("somebody who is 17 tomorrow is on the register tomorrow", async () => {
  expect((await rowOf("seventeen-tomorrow"))?.diabetes).toBe(false);
  expect(isOnDiabetesRegister((await featuresOf("seventeen-tomorrow", "2026-11-23"))!, "2026-11-23")).toBe(true);
});

test("a code that came a moment ago is read on the person's page before any run has met it", async () => {
  await database.sql("delete from code_feature");
  const answered = await asViewer(systemViewer("stratify", "test"), "read", (db) =>
    answerNow(db, personId("percent"), AS_OF),
  );
  expect(answered?.answer).toMatchObject({ diabetes: true, segment: { segment: "long_term" } });
});

test("a code that nobody knows counts for nothing and hides nothing: the record is known", async () => {
  const features = (await featuresOf("unknown-code"))!;
  expect(features.hasRecord).toBe(true);
  expect(stratify(features, AS_OF).segment).toMatchObject({ segment: "healthy" });
  expect(stratify(features, AS_OF).efi.because).toEqual([]);
});
