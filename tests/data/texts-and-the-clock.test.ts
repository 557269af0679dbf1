/** What crews read of the record today: nothing that ended or was taken back, and nothing that the clock has outrun. */
import { beforeAll, describe, expect, test } from "vitest";
import { asViewer } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { readPlanRecord } from "../../app/data/plan-record.server";
import { renderOutrun, rerenderPublishedTexts } from "../../app/data/published-texts.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { tasks } from "../../app/jobs/tasks";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { type TestDatabase, testDatabase } from "../support/database";
import { planRecordScene } from "../support/plan-record-scene";
import { AT, type PlanScene, planScene } from "../support/plan-scene";

let database: TestDatabase;
let scene: PlanScene;
let record: ReturnType<typeof planRecordScene>;
beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
  record = planRecordScene(database);
});

const job = () => systemViewer("maintenance", "test");
const rerender = (personId: string, at = AT) => rerenderPublishedTexts(job(), { personId, render, at });
const crew = async (personId: string) => (await scene.text(personId))!.text;
const WARFARIN = { kind: "medicine", code: "322236009", words: "Warfarin 3 mg tablets" } as const;
const PENICILLIN = { kind: "allergy", code: "91936005", words: "Allergy to penicillin" } as const;
const days = (n: number) => new Date(AT.getTime() + n * 86_400_000);

describe("an entry that does not stand is not told", () => {
  test.each(["draft", "on-hold", "stopped", "cancelled", "entered-in-error", "not-taken"])(
    "a medicine with status %s, to crews or as one that is taken",
    async (status) => {
      const personId = await scene.aLivePlan();
      const id = await record.entry(personId, WARFARIN);
      await rerender(personId);
      expect(await crew(personId)).toContain("Takes: Warfarin 3 mg tablets");
      await database.sql("update entry set status = $2 where id = $1", [id, status]);
      await rerender(personId);
      expect(await crew(personId)).not.toContain("Takes: Warfarin");
      const { lines } = await asViewer(job(), "read", (db) => readPlanRecord(db, personId, "2026-11-22"));
      expect(lines.filter((line) => line.id === id && !line.ended)).toEqual([]);
    },
  );

  test("a medicine after its last day, and an allergy that was taken out of the record", async () => {
    const personId = await scene.aLivePlan();
    const medicine = await record.entry(personId, WARFARIN);
    const allergy = await record.entry(personId, PENICILLIN);
    await rerender(personId);
    expect(await crew(personId)).toMatch(/penicillin[\s\S]*Warfarin|Warfarin[\s\S]*penicillin/);
    await database.sql("update entry set end_date = $2 where id = $1", [medicine, days(-1)]);
    await database.sql("update entry set removed_at = $2 where id = $1", [allergy, AT]);
    await rerender(personId);
    expect(await crew(personId)).not.toMatch(/penicillin|Takes: Warfarin/);
  });
});

describe("in hospital", () => {
  test.each<[string, string, string | undefined, RegExp | null]>([
    ["without an end", "2026-11-20", undefined, /in hospital since 20 Nov 2026, no discharge recorded/],
    ["with a discharge that is planned", "2026-11-20", "2026-11-28", /since 20 Nov 2026, discharge planned for 28 Nov/],
    ["with a discharge that has been", "2026-11-18", "2026-11-20", null],
    ["of the last 60 days", "2026-09-24", undefined, /in hospital since 24 Sept? 2026/],
    ["of longer ago", "2026-09-22", undefined, null],
    ["that is only planned", "2026-11-25", undefined, null],
  ])("an admission %s", async (_, from, until, told) => {
    const personId = await scene.aLivePlan();
    await record.admission(personId, from, until);
    await rerender(personId);
    if (told) expect(await crew(personId)).toMatch(told);
    else expect(await crew(personId)).not.toContain("in hospital since");
  });
});

describe("by the clock alone", () => {
  const restrict = (personId: string, until: string) =>
    database.sql(
      `insert into plan_restriction (person_id, id, unit, kind, readers, category, by, by_name, at, until)
       values ($1, $2, 'contingency/hypo', 'hidden', '{}', 'other', $3, 'Dr Amir Khan', $4, $5)`,
      [personId, newId(), scene.asGp().accountId, AT, until],
    );
  const outrun = (at: Date) => renderOutrun(job(), { render, at });

  test("a line is back the day after its restriction's last day, and not on it", async () => {
    const personId = await scene.aLivePlan();
    await restrict(personId, "2026-11-24");
    await rerender(personId);
    expect(await crew(personId)).not.toContain("Drowsy or confused");
    await outrun(days(2));
    expect(await crew(personId)).not.toContain("Drowsy or confused");
    await outrun(days(3));
    expect(await crew(personId)).toContain("Drowsy or confused");
    const { rendition } = (await scene.text(personId))!;
    await outrun(days(4));
    expect((await scene.text(personId))!.rendition).toBe(rendition);
  });

  test("the daily job does so", async () => {
    const personId = await scene.aLivePlan();
    await restrict(personId, "2026-11-20");
    await rerender(personId, days(-3));
    expect(await crew(personId)).not.toContain("Drowsy or confused");
    await tasks.render_outrun_texts!({}, undefined as never);
    expect(await crew(personId)).toContain("Drowsy or confused");
  });

  test("a restriction stands through its last day when anything else renders", async () => {
    const personId = await scene.aLivePlan();
    await restrict(personId, "2026-11-24");
    await rerender(personId, days(2));
    expect(await crew(personId)).not.toContain("Drowsy or confused");
  });

  test("a medicine that ended and a planned discharge that came are told no more, also of a merged record", async () => {
    const [personId, merged] = [await scene.aLivePlan(), await scene.aPerson()];
    await database.sql("update person set merged_into = $2 where id = $1", [merged, personId]);
    const id = await record.entry(merged, WARFARIN);
    await database.sql("update entry set end_date = $2 where id = $1", [id, days(2)]);
    await record.admission(merged, "2026-11-20", "2026-11-24");
    await rerender(personId);
    expect(await crew(personId)).toMatch(/in hospital since[\s\S]*Takes: Warfarin/);
    await outrun(days(3));
    expect(await crew(personId)).not.toMatch(/in hospital since|Takes: Warfarin/);
  });
});
