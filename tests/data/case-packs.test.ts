import { beforeAll, describe, expect, test } from "vitest";
import { openCase } from "../../app/data/case-packs.server";
import { newId } from "../../app/data/identity.server";
import { referToMeeting } from "../../app/data/referrals.server";
import { testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let scene: Awaited<ReturnType<typeof registryScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
let personId: string;
let which: { meetingId: string; caseId: string };

beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await registryScene(database);
  personId = await scene.person("Obi", scene.organisations.practice);
  const diabetes = { kind: "problem", code: "44054006", display: "Type 2 diabetes mellitus", on: "2011-04-04" };
  await scene.entry(personId, diabetes);
  const hba1c = { kind: "result", code: "999791000000106", display: "HbA1c", unit: "mmol/mol" };
  await scene.entry(personId, { ...hba1c, on: "2019-08-02", value: 61 });
  const egfr = { kind: "result", code: "80274001", display: "Glomerular filtration rate", unit: "mL/min/1.73m2" };
  await scene.entry(personId, { ...egfr, on: "2026-01-01" });
  for (const display of ["Metformin 500 mg tablets", "Ramipril 5 mg capsules"])
    await scene.entry(personId, {
      kind: "medicine",
      display,
      on: new Date(Date.now() - 30 * 86_400_000).toISOString(),
    });
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
});

const packSeenBy = async (viewer = scene.gp) => (await openCase(again(viewer), which))!.pack;

describe("the pack of a case", () => {
  test("says why the person is here, which care is due by name, and how many medicines, as of today", async () => {
    const pack = await packSeenBy();
    expect(pack.why).toMatchObject({ segment: "long_term", because: [{ term: "Diabetes" }], emergencyYear: 0 });
    expect(pack.careDue).toContainEqual({ name: "HbA1c", state: "overdue" });
    expect(pack.medicines).toBe(2);
  });

  test("has no results and names no test that cannot be read, even for the practice that reads them elsewhere", async () => {
    for (const viewer of [scene.gp, scene.socialWorker]) {
      const { why, careDue } = await packSeenBy(viewer);
      expect(why!.missing.join()).not.toMatch(/eGFR/);
      expect(JSON.stringify([why, careDue])).not.toMatch(/61|mmol/);
    }
  });

  test("answers nothing of somebody who has died", async () => {
    await sql("update person set deceased = true, died_on = '2026-11-01' where id = $1", [personId]);
    const { why, careDue, medicines, asOf } = await packSeenBy();
    expect([why, careDue, medicines, asOf]).toEqual(Array(4).fill(undefined));
    await sql("update person set deceased = false, died_on = null where id = $1", [personId]);
  });
});
