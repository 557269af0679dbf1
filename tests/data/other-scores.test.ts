import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { openCase } from "../../app/data/case-packs.server";
import { refreshCodeFeatures } from "../../app/data/code-sets.server";
import { asSystemConnection } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { findRecord } from "../../app/data/people.server";
import { findCare, findWhy } from "../../app/data/person-answers.server";
import { referToMeeting } from "../../app/data/referrals.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import type { StaffViewer } from "../../app/domain/viewer";
import { testDatabase } from "../support/database";
import { again, inDays } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let scene: Awaited<ReturnType<typeof registryScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
let personId: string;
let which: { meetingId: string; caseId: string };

const lately = inDays(-20);
const medicine = (display: string, on = lately) => scene.entry(personId, { kind: "medicine", display, on });

beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await registryScene(database);
  personId = await scene.person("Obi", scene.organisations.practice);
  const diabetes = { kind: "problem", code: "44054006", display: "Type 2 diabetes mellitus", on: "2011-04-04" };
  await scene.entry(personId, diabetes);
  await scene.entry(personId, { kind: "finding", code: "161898004", display: "Falls", on: "2026-03-12" });
  await scene.entry(personId, {
    kind: "finding",
    code: "1129381000000102",
    display: "Clinical Frailty Scale level 6",
    on: "2026-05-03",
  });
  await scene.entry(personId, {
    ...{ kind: "result", code: "1085871000000105", display: "QRISK3", value: 12.4, unit: "%", on: "2026-05-03" },
  });
  const bmi = { kind: "result", code: "60621009", display: "Body mass index", unit: "kg/m2", on: lately };
  await scene.entry(personId, { ...bmi, value: 17.1 });
  for (const display of ["Amitriptyline 10 mg tablets", "Metformin 500 mg tablets"]) await medicine(display);
  await scene.entry(personId, { kind: "allergy", display: "Allergy to oxybutynin", on: lately });
  for (const days of [-10, -40, -70, -100]) await medicine("Lactulose 3.1 g/5 ml oral solution", inDays(days));
  await sql(
    `insert into encounter (person_id, id, kind, starts_at, ends_at, source)
     values ($1, $2, 'emergency_admission', now() - interval '20 days', now() - interval '4 days', 'test')`,
    [personId, newId()],
  );
  const meetingId = await scene.meeting(scene.group, 3);
  const referral = { question: "Safe at home?", personTold: "told" as const, personToldDetail: "by telephone" };
  const outcome = await referToMeeting(again(scene.gp), {
    ...referral,
    meetingId,
    personIds: [personId],
    key: newId(),
  });
  if (!outcome?.ok) throw new Error("not on the agenda");
  which = { meetingId, caseId: outcome.cases[0]! };
  await asSystemConnection(systemViewer("stratify", "test"), (client, inTransaction) =>
    inTransaction(() => refreshCodeFeatures(client)),
  );
});

const whySeenBy = async (viewer: StaffViewer) => (await findWhy(again(viewer), personId))!;
const chooseEfi2 = () =>
  sql(`insert into setting (name, version, value, source, mark) values ('risk.frailty-index', 1, '2', 'test', 'P')`);
afterEach(() => sql("delete from setting"));

describe("other scores on the page of why", () => {
  test("the practice sees all of them, each with the entries behind it", async () => {
    const { others } = await whySeenBy(scene.gp);
    const { cambridge, clinicalFrailty, recorded, medicines } = others!;
    const of = (term: string) => cambridge.because.find((one) => one.term === term)!;
    expect(cambridge).toMatchObject({ known: true, value: 1.87 });
    expect(of("Diabetes").entries).toMatchObject([{ on: "2011-04-04", display: "Type 2 diabetes mellitus" }]);
    expect(of("Constipation").entries).toHaveLength(4);
    expect(clinicalFrailty).toMatchObject({ level: 6, name: "Moderately frail", on: "2026-05-03" });
    expect(recorded).toMatchObject([{ words: expect.stringContaining("12.4 %"), from: "received from test" }]);
    expect(medicines).toMatchObject({ in12Months: 3, in90Days: 3, polypharmacy: "fewer than five" });
    expect(medicines!.burden).toMatchObject({ value: 3, category: "clinically relevant" });
  });

  test("a medicine's entries are medicines: an allergy to one is no issue of it", async () => {
    const { burden } = (await whySeenBy(scene.gp)).others!.medicines!;
    expect(burden.because.map(({ term }) => term)).toEqual(["Amitriptyline"]);
    await medicine("Oxybutynin 5 mg tablets");
    const again = (await whySeenBy(scene.gp)).others!.medicines!.burden.because.find(
      ({ term }) => term === "Oxybutynin",
    );
    expect(again!.entries.map(({ display }) => display)).toEqual(["Oxybutynin 5 mg tablets"]);
    await sql("delete from entry where code_id = (select id from code where display = 'Oxybutynin 5 mg tablets')");
  });

  test("who sees the pack gets neither medicines nor results of them, nor their entries", async () => {
    const seen = await whySeenBy(scene.socialWorker);
    expect(seen.others!.clinicalFrailty).toMatchObject({ level: 6 });
    expect([seen.others!.medicines, seen.others!.recorded]).toEqual([undefined, undefined]);
    expect(JSON.stringify(seen)).not.toMatch(/QRISK|12[.]4|Amitriptyline|Lactulose|Metformin/);
  });

  test("are not of somebody who has died", async () => {
    await sql("update person set deceased = true, died_on = '2026-11-01' where id = $1", [personId]);
    expect(await whySeenBy(scene.gp)).toMatchObject({ why: null, others: null });
    await sql("update person set deceased = false, died_on = null where id = $1", [personId]);
  });
});

describe("diabetes as others count it", () => {
  test("is there for who sees results, and for nobody else", async () => {
    const { diabetes } = (await findCare(again(scene.gp), personId))!;
    expect(diabetes!.indicators).toHaveLength(7);
    expect(diabetes!.targets.map(({ name }) => name)).toEqual(["HbA1c", "Blood pressure", "Cholesterol", "Statin"]);
    expect((await findCare(again(scene.socialWorker), personId))!.diabetes).toBeNull();
  });
  test("is not of somebody without diabetes", async () => {
    const other = await scene.person("Other", scene.organisations.practice);
    expect((await findCare(again(scene.gp), other))!.diabetes).toBeUndefined();
  });
});

describe("one active frailty index (safety rule 20)", () => {
  const all = async () => [
    await findRecord(again(scene.gp), personId),
    await whySeenBy(scene.gp),
    (await openCase(again(scene.gp), which))!.pack.why,
  ];

  test("as it ships it is the eFI, and the eFI2 is nowhere", async () => {
    const [record, { why }, pack] = (await all()) as [never, Awaited<ReturnType<typeof whySeenBy>>, { index: string }];
    expect(why!.index).toMatchObject({ name: "eFI", known: true, value: 2, category: "fit", version: "efi 2016-36/3" });
    expect(pack.index).toBe("Frailty index (eFI): 2 of 36, fit");
    expect(JSON.stringify([record, why, pack])).not.toMatch(/efi2|Index 2/i);
  });

  test("with the eFI2 in force it is that, a floor without a category while code sets are missing", async () => {
    await chooseEfi2();
    const [record, { why }, pack] = (await all()) as [never, Awaited<ReturnType<typeof whySeenBy>>, { index: string }];
    const { index } = why!;
    expect(index).toMatchObject({ name: "eFI2", known: false, category: null, version: "efi2 2025/2" });
    expect(index.missing).toContain("Memory concerns (no code set is installed)");
    expect(index.because.find(({ term }) => term === "Falls")!.entries).toMatchObject([{ on: "2026-03-12" }]);
    expect(pack.index).toMatch(/^Frailty index \(eFI2\): at least 0[.]\d\d, incomplete$/);
    expect(JSON.stringify([record, why, pack])).not.toMatch(/eFI[^2]|of 36|efi 2016/);
  });

  test("a segment that what is missing could not raise is not called uncertain for it", async () => {
    await chooseEfi2();
    expect((await whySeenBy(scene.gp)).why!.missing).toContain("Fracture (no code set is installed)");
    await scene.entry(personId, { kind: "problem", code: "52448006", display: "Dementia", on: lately });
    const { why } = await whySeenBy(scene.gp);
    expect(why).toMatchObject({ segment: "frailty_dementia", missing: [], index: { known: false } });
    await sql("delete from entry where code_id = (select id from code where code = '52448006')");
  });

  test("who does not see results is not told what was measured", async () => {
    await chooseEfi2();
    expect(JSON.stringify((await whySeenBy(scene.gp)).why)).toContain("Body mass index: underweight");
    const seen = (await whySeenBy(scene.socialWorker)).why;
    expect(JSON.stringify(seen)).not.toMatch(/Body mass|underweight|17[.]1/);
    expect(seen!.index.because.map(({ term }) => term)).toContain("Body weight");
  });

  test("changes of the index that is not in force are not shown", async () => {
    await sql(
      `insert into band_change (person_id, id, at, as_of, band, was, became, was_value, value, cause)
       values ($1, $2, now(), '2026-11-22', 'efi', 'mild', 'moderate', 8, 9, 'Falls')`,
      [personId, newId()],
    );
    expect((await whySeenBy(scene.gp)).why!.changes).toMatchObject([{ what: "eFI 8 → 9" }]);
    await chooseEfi2();
    const { why } = await whySeenBy(scene.gp);
    expect([why!.changes, why!.recent]).toEqual([[], undefined]);
  });

  test("a code set that a site installs is missing no longer", async () => {
    await chooseEfi2();
    const missing = async () => (await whySeenBy(scene.gp)).why!.index.missing;
    expect(await missing()).toContain("Fracture (no code set is installed)");
    await sql(
      `insert into code_set_member (code_set_id, version, system, code)
       select id, version, 'http://snomed.info/sct', '125605004' from code_set where id = 'efi2-fracture' and active`,
    );
    expect(await missing()).not.toContain("Fracture (no code set is installed)");
  });
});

test("after an admission no page of the person speaks of LACE, PARR-30 or HFRS", async () => {
  const pages = [
    await findRecord(again(scene.gp), personId),
    await whySeenBy(scene.gp),
    await findCare(again(scene.gp), personId),
    await openCase(again(scene.gp), which),
  ];
  expect(JSON.stringify(pages)).toContain("emergency_admission");
  expect(JSON.stringify(pages)).not.toMatch(/\blace\b|parr|hfrs|hospital frailty/i);
});
