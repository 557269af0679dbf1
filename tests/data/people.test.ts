import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { findBanner, findRecord } from "../../app/data/people.server";
import { findCare, findWhy } from "../../app/data/person-answers.server";
import { londonDate } from "../../app/domain/dates";
import type { PersonRecord, ReasonShown } from "../../app/domain/person-record";
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
  adaeze = await scene.person("Obi", practice);
  await scene.entry(adaeze, {
    kind: "problem",
    code: "44054006",
    display: "Type 2 diabetes mellitus",
    on: "2011-04-04",
  });
  await scene.entry(adaeze, { kind: "finding", code: "161898004", display: "Falls", on: "2026-03-12" });
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

const hba1cOf = ({ careDue }: PersonRecord) => careDue!.find(({ process }) => process === "hba1c");

describe("who opens a record", () => {
  test("the practice opens all of it, and the read is recorded once", async () => {
    const viewer = again(scene.gp);
    const record = (await findRecord(viewer, adaeze))!;
    expect(record.sources.sort()).toEqual(["meeting", "registered_practice"]);
    expect(
      record.problems!.filter(({ kind }) => kind === "problem").map(({ display, active }) => [display, active]),
    ).toEqual([
      ["Heart failure", true],
      ["Pneumonia", false],
      ["Type 2 diabetes mellitus", true],
    ]);
    expect(record.medicines).toMatchObject([{ display: "Metformin 500 mg tablets", issues: 2 }]);
    expect(record.results).toMatchObject([
      { latest: { value: 640, implausible: true, received: "60.7 %" }, lastPlausible: { value: 61 } },
    ]);
    expect(hba1cOf(record)).toMatchObject({ state: "overdue", lastDone: "2025-08-02", value: "61 mmol/mol" });
    expect(record.why).toMatchObject({ segment: "long_term", because: [{ term: "Diabetes" }] });
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
    expect(hba1cOf(record)).toMatchObject({ state: "overdue", lastDone: "2025-08-02" });
    expect(record.careDue!.filter(({ value, target }) => value ?? target)).toEqual([]);
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
  const entriesOf = (reasons: readonly ReasonShown[], term: string) =>
    reasons
      .find((reason) => reason.term === term)
      ?.entries.map(({ on, display, value, cause }) => [on, display, value, ...(cause ? ["decides"] : [])]);

  test("from a reason to the very entries, newest first, with the code's own words", async () => {
    const { why } = (await findRecord(again(scene.gp), adaeze))!;
    expect(entriesOf(why!.because, "Diabetes")).toEqual([["2011-04-04", "Type 2 diabetes mellitus", null]]);
    expect(entriesOf(why!.index.because, "Falls")).toEqual([["2026-03-12", "Falls", null]]);
    expect(why!.asOf).toBe(londonDate(new Date()));
  });

  test("the value that decided stands first, however old it is; an implausible one shows without its value", async () => {
    const person = await scene.person("Measured", scene.organisations.practice);
    const haemoglobin = { kind: "result", code: "1022431000000105", display: "Haemoglobin estimation", unit: "g/L" };
    for (const [on, value] of [
      ["2019-01-01", 98],
      ["2024-01-01", 121],
      ["2025-01-01", 119],
    ] as const)
      await scene.entry(person, { ...haemoglobin, on, value });
    await scene.entry(person, { ...haemoglobin, on: "2026-01-01", value: 900, implausible: true });
    await sql("update person set sex = 'female' where id = $1", [person]);
    const { why } = (await findRecord(again(scene.gp), person))!;
    expect(entriesOf(why!.index.because, "Anaemia and haematinic deficiency")).toEqual([
      ["2019-01-01", "Haemoglobin estimation", 98, "decides"],
      ["2026-01-01", "Haemoglobin estimation", null],
      ["2025-01-01", "Haemoglobin estimation", 119],
      ["2024-01-01", "Haemoglobin estimation", 121],
    ]);
    await scene.related(person, "mdg", scene.group, "meeting");
    const asSocialWorker = (await findWhy(again(scene.socialWorker), person))!.why!;
    expect(asSocialWorker.index.because).toEqual([
      { term: "Anaemia and haematinic deficiency", points: 1, modifiable: true, entries: [], more: 0 },
    ]);
    expect(JSON.stringify(asSocialWorker)).not.toMatch(/haemoglobin|98/);
  });

  test("a result that cannot be read is a missing input: a floor without a category, named to who reads results", async () => {
    const person = await scene.person("Unreadable", scene.organisations.practice);
    await scene.entry(person, {
      kind: "result",
      code: "80274001",
      display: "Glomerular filtration rate",
      on: "2026-01-01",
    });
    await scene.related(person, "mdg", scene.group, "meeting");
    const { index: efi } = (await findRecord(again(scene.gp), person))!.why!;
    expect(efi).toMatchObject({ known: false, category: null, value: 0 });
    expect(efi.missing).toContain("eGFR: result without a usable value");
    const seen = (await findRecord(again(scene.socialWorker), person))!.why!;
    expect(seen.index.missing).toContain("result without a usable value");
    expect(JSON.stringify(seen)).not.toMatch(/eGFR|Glomerular/);
  });

  test("bands that changed, newest first, with their cause; the arrow lasts 92 days, unless somebody signs another time", async () => {
    const person = await scene.person("Moved", scene.organisations.practice);
    await scene.related(person, "mdg", scene.group, "meeting");
    const changed = (daysAgo: number, was: number, value: number, cause: string) =>
      sql(
        `insert into band_change (person_id, id, at, as_of, band, was, became, was_value, value, cause)
         values ($1, $2, now() - $3 * interval '1 day', '2026-01-01', 'efi', $4, $5, $6, $7, $8)`,
        [person, newId(), daysAgo, was < 9 ? "mild" : "moderate", value < 9 ? "mild" : "moderate", was, value, cause],
      );
    const whyOf = async (viewer = scene.gp) => (await findRecord(again(viewer), person))!.why!;
    await changed(93, 9, 8, "Falls no longer counts");
    expect((await whyOf()).recent).toBeUndefined();
    await changed(92, 8, 9, "Anaemia (lowest haemoglobin 98 g/L)");
    const why = await whyOf();
    expect(why.recent).toMatchObject({ what: "eFI 8 → 9", bands: "mild → moderate", need: "higher" });
    expect(why.changes.map(({ what, cause }) => [what, cause])).toEqual([
      ["eFI 8 → 9", "Anaemia (lowest haemoglobin 98 g/L)"],
      ["eFI 9 → 8", "Falls no longer counts"],
    ]);
    expect((await whyOf(scene.socialWorker)).recent!.cause).toBe("Anaemia");
    await sql(
      `insert into setting (name, version, value, source, mark) values ('record.change-days', 1, '30', 'test', 'P')`,
    );
    expect((await whyOf()).recent).toBeUndefined();
    await sql("delete from setting");
  });

  test("is not answered of somebody who has died: neither segment nor care due", async () => {
    const person = await scene.person("Dead", scene.organisations.practice);
    await sql("update person set deceased = true, died_on = '2026-01-01' where id = $1", [person]);
    const record = (await findRecord(again(scene.gp), person))!;
    expect([record.why, record.careDue]).toEqual([null, null]);
    expect((await findCare(again(scene.gp), person))!.care).toBeNull();
  });

  test("without the part, the pages of why and of care due are as not there", async () => {
    const home = scene.organisations.trust;
    const nurse = await scene.staff("Sr Bell", "care_home_nurse", home);
    const resident = await scene.person("Resident", scene.organisations.practice);
    await scene.related(resident, "organisation", home, "care_home");
    expect(await findRecord(again(nurse), resident)).toBeDefined();
    expect(await findWhy(again(nurse), resident)).toBeUndefined();
    expect(await findCare(again(nurse), resident)).toBeUndefined();
  });
});

describe("care that is due", () => {
  test("says why it is this person's, when, by whom and by which source", async () => {
    const lineOf = async () => hba1cOf((await findRecord(again(scene.gp), adaeze))!)!;
    expect(await lineOf()).toMatchObject({
      protocol: "diabetes",
      because: "Diabetes",
      nextDue: expect.stringMatching(/^2026-/),
      owners: ["practice nurse", "health care assistant"],
      source: expect.stringContaining("National Diabetes Audit"),
      unsigned: false,
    });
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
  expect(record.why).toMatchObject({ segment: "healthy", index: { name: "eFI", known: false, category: null } });
  expect(record.why!.missing).toContain("coded record");
  expect(record.banner.allergies).toEqual({ known: "nothing recorded" });
  expect(record.banner.nhsNumberVerified).toBe(false);
  expect(record.plan).toMatchObject({ status: "none_published", cpr: null });
});
