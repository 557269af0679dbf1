import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { findBanner, findRecord } from "../../app/data/people.server";
import { openRegistry } from "../../app/data/registry.server";
import { testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let scene: Awaited<ReturnType<typeof registryScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
let adaeze: string;
let elsewhere: string;

beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await registryScene(database);
  const { practice, otherPractice } = scene.organisations;
  elsewhere = await scene.listed("Elsewhere", otherPractice);
  adaeze = await scene.listed("Obi", practice, {
    careGaps: [{ process: "hba1c", state: "due", lastDone: "2025-12-01", value: "61 mmol/mol" }],
  });
  await scene.entry(adaeze, { kind: "problem", display: "Heart failure", on: "2019-02-03" });
  await scene.entry(adaeze, { kind: "problem", display: "Pneumonia", on: "2015-01-09" });
  await sql(
    "update entry set end_date = '2015-02-01' where code_id = (select id from code where display = 'Pneumonia')",
  );
  await scene.entry(adaeze, {
    kind: "allergy",
    code: "91936005",
    display: "Allergy to penicillin",
    text: "anaphylaxis",
  });
  const hba1c = { kind: "result", code: "999791000000106", display: "HbA1c", unit: "mmol/mol" };
  await scene.entry(adaeze, { ...hba1c, on: "2025-08-02", value: 61 });
  await scene.entry(adaeze, { ...hba1c, on: "2026-08-02", value: 640, implausible: true, received: ["60.7", "%"] });
  const aMonthAgo = new Date(Date.now() - 30 * 86_400_000).toISOString();
  const longAgo = new Date(Date.now() - 500 * 86_400_000).toISOString();
  const issues = [aMonthAgo, aMonthAgo, longAgo];
  for (const on of issues) await scene.entry(adaeze, { kind: "medicine", display: "Metformin 500 mg tablets", on });
  await scene.entry(adaeze, { kind: "medicine", display: "Amoxicillin 500 mg capsules", on: longAgo });
  await scene.related(adaeze, "mdg", scene.group, "meeting");
});
beforeEach(() => sql("delete from access_record"));

describe("who opens a record", () => {
  test("the practice opens all of it, and the read is recorded once", async () => {
    const viewer = again(scene.gp);
    const record = (await findRecord(viewer, adaeze))!;
    expect(record.sources.sort()).toEqual(["meeting", "registered_practice"]);
    expect(record.problems!.map(({ display, active }) => [display, active])).toEqual([
      ["Heart failure", true],
      ["Pneumonia", false],
    ]);
    expect(record.medicines).toMatchObject([{ display: "Metformin 500 mg tablets", issues: 2 }]);
    expect(record.results).toMatchObject([
      { latest: { value: 640, implausible: true, received: "60.7 %" }, lastPlausible: { value: 61 } },
    ]);
    expect(record.careDue).toMatchObject([{ process: "hba1c", state: "due", value: "61 mmol/mol" }]);
    expect(record.why).toMatchObject({ segment: "healthy", because: [{ term: "Falls" }] });
    expect(record.banner.allergies).toEqual({ known: "listed", list: ["penicillin (anaphylaxis)"] });
    await findRecord(viewer, adaeze);
    expect(await scene.accessed("read record")).toMatchObject([{ outcome: "allowed", person_id: adaeze }]);
  });

  test("a social worker through a meeting sees the pack: no medicines, results, contacts or carers", async () => {
    const record = (await findRecord(again(scene.socialWorker), adaeze))!;
    expect(record.sources).toEqual(["meeting"]);
    expect(record.parts.sort()).toEqual(
      ["allergies", "banner", "care due", "meetings", "plan", "problems", "why"].sort(),
    );
    expect(record.results).toBeUndefined();
    expect(record.careDue).toEqual([{ process: "hba1c", state: "due", lastDone: "2025-12-01" }]);
    expect([record.lately, record.carers, record.medicines]).toEqual(Array(3).fill(undefined));
  });

  test("a care-home nurse sees banner, allergies, carers and plan: neither problems nor why", async () => {
    const home = scene.organisations.trust;
    const nurse = await scene.staff("Sr Bell", "care_home_nurse", home);
    await scene.related(adaeze, "organisation", home, "care_home");
    const record = (await findRecord(nurse, adaeze))!;
    expect(record.parts.sort()).toEqual(["allergies", "banner", "carers", "plan"]);
    expect([record.why, record.problems, record.medicines, record.careDue]).toEqual(Array(4).fill(undefined));
  });

  test("not the viewer's, not there and not an id are the same answer; refusals are recorded", async () => {
    expect(await findRecord(again(scene.gp), elsewhere)).toBeUndefined();
    expect(await findRecord(again(scene.gp), newId())).toBeUndefined();
    expect(await findRecord(again(scene.gp), "robert'; drop table person")).toBeUndefined();
    expect(await findBanner(again(scene.gp), elsewhere)).toBeUndefined();
    const recorded = await scene.accessed("read record");
    expect(recorded.map(({ outcome }) => outcome)).toEqual(["refused", "refused"]);
  });

  test("the viewer's own record is refused, even to the practice that holds it", async () => {
    expect(await findRecord({ ...again(scene.gp), ownPersonId: adaeze }, adaeze)).toBeUndefined();
    expect(await scene.accessed("read record")).toMatchObject([{ outcome: "refused", person_id: adaeze }]);
  });

  test("after a dissent the meeting's members no longer open it, the practice does", async () => {
    await sql("update person set restriction = 'dissented' where id = $1", [adaeze]);
    expect(await findRecord(again(scene.socialWorker), adaeze)).toBeUndefined();
    const record = await findRecord(again(scene.gp), adaeze);
    expect(record!.sources).toEqual(["registered_practice"]);
    expect(record!.banner.alerts).toContain("Does not want the record shared beyond the practice");
    await sql("update person set restriction = null where id = $1", [adaeze]);
  });

  test("a relationship that has ended opens nothing", async () => {
    const gp = await scene.staff("Dr Former", "gp", scene.organisations.council);
    await scene.related(adaeze, "organisation", scene.organisations.council, "referral");
    expect(await findRecord(again(gp), adaeze)).toBeDefined();
    await sql("update relationship set ends_at = now() - interval '1 hour' where source = 'referral'");
    expect(await findRecord(again(gp), adaeze)).toBeUndefined();
  });
});

describe("why a person is here", () => {
  test("names no test, and no value, to who does not read results", async () => {
    const person = await scene.listed("Tested", scene.organisations.practice, {
      missing: ["eGFR: result without a usable value", "sex (the haemoglobin is low in men only)", "medicines"],
    });
    await scene.related(person, "mdg", scene.group, "meeting");
    await sql("update registry_row set efi_because = $2 where person_id = $1", [
      person,
      JSON.stringify([{ term: "Anaemia", points: 1, evidence: "lowest haemoglobin 98 g/L" }]),
    ]);
    const asGp = (await findRecord(again(scene.gp), person))!.why!;
    expect(asGp.efi.because).toMatchObject([{ evidence: "lowest haemoglobin 98 g/L" }]);
    expect(asGp.missing).toContain("eGFR: result without a usable value");
    const asSocialWorker = (await findRecord(again(scene.socialWorker), person))!.why!;
    expect(asSocialWorker.efi.because).toEqual([{ term: "Anaemia", points: 1 }]);
    expect(asSocialWorker.missing).toEqual(["result without a usable value", "sex", "medicines"]);
    const { block } = await openRegistry(again(scene.socialWorker), {
      filter: {},
      sort: { by: "name", direction: "asc" },
      place: { from: 0 },
    });
    const line = block.lines.find(({ personId }) => personId === person);
    expect(line?.why?.missing).toEqual(["result without a usable value", "sex", "medicines"]);
  });
});

describe("people who were merged", () => {
  test("keep the strictest restriction of all their rows, whichever of them the viewer's relationship reaches", async () => {
    const kept = await scene.person("Kept", scene.organisations.practice);
    const former = await scene.person("Former", scene.organisations.otherPractice);
    const restrict = (id: string, restriction: string | null) =>
      sql("update person set restriction = $2 where id = $1", [id, restriction]);
    await sql("update person set merged_into = $2 where id = $1", [former, kept]);
    expect(await findRecord(again(scene.gp), kept)).toBeDefined();
    await restrict(former, "sealed");
    expect(await findRecord(again(scene.gp), kept)).toBeUndefined();
    await restrict(kept, "dissented");
    expect(await findRecord(again(scene.gp), kept)).toBeUndefined();
    await restrict(former, "dissented");
    await restrict(kept, null);
    const record = await findRecord(again(scene.gp), kept);
    expect(record?.banner.alerts).toContain("Does not want the record shared beyond the practice");
  });
  test("either id opens the person that remains, with the entries of both", async () => {
    const former = await scene.person("Obi-Old", scene.organisations.practice);
    await scene.entry(former, { kind: "problem", display: "Gout", on: "2001-01-01" });
    await sql("update person set merged_into = $2 where id = $1", [former, adaeze]);
    for (const id of [former, adaeze]) {
      const record = (await findRecord(again(scene.gp), id))!;
      expect(record.personId).toBe(adaeze);
      expect(record.banner.name.family).toBe("Obi");
      expect(record.problems!.map(({ display }) => display)).toContain("Gout");
    }
  });
});

test("what is not recorded is not said to be absent", async () => {
  const bare = await scene.person("Bare", scene.organisations.practice);
  const record = (await findRecord(again(scene.gp), bare))!;
  expect(record.why).toBeNull();
  expect(record.banner.allergies).toEqual({ known: "nothing recorded" });
  expect(record.banner.nhsNumberVerified).toBe(false);
  expect(record.plan).toMatchObject({ status: "none_published", cpr: null });
});
