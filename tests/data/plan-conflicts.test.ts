/** A contradiction stops a publish, marks a live page at once with both sources, and is gone when one side changes. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { withdrawPlan } from "../../app/data/plans.server";
import { rerenderPublishedTexts } from "../../app/data/published-texts.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { finishTask, openTask } from "../../app/data/tasks.server";
import { addMonths } from "../../app/domain/calendar";
import type { Operation } from "../../app/domain/plan";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
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

const rerender = (personId: string) =>
  rerenderPublishedTexts(systemViewer("maintenance", "test"), { personId, render, at: AT });
const values = (unit: string) => PLAN_OPERATIONS.find((one) => one.unit === unit)!.values!;
const ATTEMPT: Operation = { unit: "cpr", values: { ...values("cpr"), decision: "attempt" } };
const REFUSED: Operation = {
  unit: "advanceDecision",
  values: {
    adrt: "yes",
    refuses: "CPR, even if my life is at risk",
    lifeSustaining: "formal",
    dated: "2024-02-01",
    location: "Solicitor",
    written: "yes",
    signed: "yes",
    witnessed: "yes",
    evenIfLifeAtRisk: "yes",
  },
};
const PENICILLIN = { kind: "allergy", code: "91936005", words: "Allergy to penicillin" } as const;
const RESCUE: Operation = {
  unit: "contingency/hypo",
  values: { ...values("contingency/hypo"), doFirst: "Start amoxicillin from the box." },
};
const tasks = (personId: string) =>
  database.sql<{ id: string; headline: string; outcome: string | null }>(
    "select id, headline, outcome from task where person_id = $1 and kind = 'plan_contradiction'",
    [personId],
  );
const kept = async (personId: string) =>
  (
    await database.sql<{ conflicts: { kind: string }[] | null }>("select conflicts from plan where person_id = $1", [
      personId,
    ])
  )[0]!.conflicts?.map(({ kind }) => kind) ?? [];

describe("publishing", () => {
  test("is refused while CPR is to be attempted beside a formal advance decision that refuses it", async () => {
    const personId = await scene.aLivePlan();
    await scene.draft(scene.asGp(), personId, ATTEMPT, REFUSED);
    const refused = await scene.publish(scene.asGp(), personId);
    expect(refused).toMatchObject({
      ok: false,
      why: "contradiction",
      conflicts: [{ kind: "cpr_adrt", danger: "blocks", sides: [{ unit: "cpr" }, { unit: "advanceDecision" }] }],
    });
    expect(await scene.text(personId)).toMatchObject({ version: 1 });
    await scene.draft(scene.asGp(), personId, { unit: "cpr", values: values("cpr") });
    expect(await scene.publish(scene.asGp(), personId)).toEqual({ ok: true, version: 2 });
  });

  test("is refused while a rescue medicine is one that the record holds an allergy to", async () => {
    const personId = await scene.aPerson();
    await record.entry(personId, PENICILLIN);
    await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS, RESCUE);
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({
      why: "contradiction",
      conflicts: [
        { kind: "allergy_medicine", sides: [{ source: "plan" }, { source: "record", words: "Allergy to penicillin" }] },
      ],
    });
  });

  test("goes through with a plan that contradicts nothing, and with what is only asked about", async () => {
    const personId = await scene.aLivePlan([
      { unit: "people/hospice", values: { ...values("people/hospice"), carer: "main" } },
    ]);
    expect(await kept(personId)).toEqual(["two_main_carers"]);
    expect((await scene.text(personId))?.text).not.toContain("RECORDED DIFFERENTLY");
    expect(await tasks(personId)).toEqual([]);
    expect(await kept(await scene.aLivePlan())).toEqual([]);
  });
});

describe("a live plan that the record comes to contradict", () => {
  test("carries both sides with their sources on every text at once, until one of them changes", async () => {
    const personId = await scene.aLivePlan([RESCUE]);
    const entry = await record.entry(personId, PENICILLIN);
    await rerender(personId);
    const crew = (await scene.text(personId))!.text;
    expect(crew).toContain("RECORDED DIFFERENTLY");
    expect(crew).toContain("Start amoxicillin from the box");
    expect(crew).toMatch(/Allergy to penicillin \(record, 20 Nov 2026, GP record\)/);
    expect((await scene.text(personId, "handler"))!.text).toContain("recorded in two different ways");
    expect(await kept(personId)).toEqual(["allergy_medicine"]);

    const [task] = await tasks(personId);
    const viewer = () => scene.asGp({ requestedAt: AT });
    const opened = await openTask(viewer(), task!.id);
    expect(opened).toMatchObject({ stillSo: true, conflict: { kind: "allergy_medicine" } });
    const press = { taskId: task!.id, outcome: "record_corrected", key: newId() };
    expect(await finishTask(viewer(), press)).toMatchObject({
      ok: false,
      why: expect.stringContaining("still stands"),
    });
    await rerender(personId);
    expect(await tasks(personId)).toHaveLength(1);

    await database.sql("update entry set removed_at = now() where id = $1", [entry]);
    await rerender(personId);
    expect((await scene.text(personId))!.text).not.toContain("RECORDED DIFFERENTLY");
    expect(await tasks(personId)).toMatchObject([{ outcome: "overtaken" }]);
  });

  test("a CPR code of another day than the plan's marks it, the newer one dangerously", async () => {
    const personId = await scene.aLivePlan();
    await record.entry(personId, {
      kind: "problem",
      code: "450475007",
      words: "For cardiopulmonary resuscitation",
      on: addMonths("2026-11-20", -1),
    });
    await rerender(personId);
    expect((await scene.text(personId))!.text).toMatch(
      /RECORDED DIFFERENTLY: CPR is not recommended \(plan, 3 May 2026/,
    );
    expect(await kept(personId)).toEqual(["cpr_record"]);
    await scene.draft(scene.asSocialWorker(), personId, { unit: "aboutMe.wellness", values: { wellness: "Singing" } });
    // It stands in the live version already and no side of it is touched: it stays marked, and stops nobody's About me.
    expect(await scene.publish(scene.asSocialWorker(), personId)).toMatchObject({ ok: true });
    expect(await kept(personId)).toEqual(["cpr_record"]);
    const withdrawal = { personId, key: newId(), reason: "The record says the opposite", render, at: AT };
    expect(await withdrawPlan(scene.asSocialWorker(), withdrawal)).toEqual({ ok: true });
    expect(await kept(personId)).toEqual([]);
    expect(await tasks(personId)).toMatchObject([{ outcome: "overtaken" }]);
  });

  test("says nothing of a hidden line, to crews or in lists", async () => {
    const personId = await scene.aLivePlan([{ ...RESCUE, values: { ...RESCUE.values!, restriction: "hidden" } }]);
    await record.entry(personId, PENICILLIN);
    await rerender(personId);
    expect((await scene.text(personId))!.text).not.toMatch(/amoxicillin|RECORDED DIFFERENTLY/);
    expect(await kept(personId)).toEqual([]);
    expect(await tasks(personId)).toEqual([]);
  });
});

test("two records of one person that each hold a live plan are told of on the one that remains", async () => {
  const [personId, other] = [await scene.aLivePlan(), await scene.aLivePlan([ATTEMPT])];
  await database.sql("update person set merged_into = $2 where id = $1", [other, personId]);
  await rerender(personId);
  expect(await kept(personId)).toEqual(["two_plans"]);
  const { text } = (await scene.text(personId))!;
  expect(text).toMatch(/RECORDED DIFFERENTLY: CPR: CPR is not recommended .*Version 1: CPR: Attempt CPR/);
});
