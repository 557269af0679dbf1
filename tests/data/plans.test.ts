import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { discardDraft, saveDraft } from "../../app/data/plan-drafts.server";
import { readHistory, readVersion } from "../../app/data/plan-history.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { settleConflicts } from "../../app/data/plan-settling.server";
import type { Operation } from "../../app/domain/plan";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { testDatabase } from "../support/database";
import { AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;

beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

describe("publishing", () => {
  test("makes a version, the texts, the event, the news and the access record in one go", async () => {
    const personId = await scene.aLivePlan();
    expect(await scene.text(personId)).toMatchObject({
      version: 1,
      rendition: 1,
      text: expect.stringContaining("CPR: NOT RECOMMENDED"),
    });
    expect(await scene.text(personId, "handler")).toMatchObject({
      text: expect.stringContaining("hospice line first"),
    });
    const count = async (table: string) =>
      (await scene.sql<{ n: string }>(`select count(*) n from ${table} where person_id = $1`, [personId]))[0]!.n;
    expect(await count("plan_event")).toBe("1");
    expect(await count("changed_person")).toBe("1");
    expect(await count("plan_draft")).toBe("0");
    expect(
      await scene.sql("select did, detail from access_record where person_id = $1 and did = 'publish plan'", [
        personId,
      ]),
    ).toEqual([{ did: "publish plan", detail: { version: 1 } }]);
    expect(await scene.sql("select topic from outbox where payload->>'personId' = $1", [personId])).toEqual([
      { topic: "plan published" },
    ]);
  });

  test("is refused with the list of what a crew would miss, and nothing is kept", async () => {
    const personId = await scene.aPerson();
    await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS, { unit: "handler", values: null });
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({
      ok: false,
      why: "lacking",
      lacking: [{ unit: "handler", field: "first" }],
    });
    expect(await scene.text(personId)).toBeUndefined();
  });

  test("the same form sent twice publishes once", async () => {
    const personId = await scene.aPerson();
    await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS);
    const key = newId();
    expect(await scene.publish(scene.asGp(), personId, { key })).toEqual({ ok: true, version: 1 });
    expect(await scene.publish(scene.asGp(), personId, { key })).toEqual({ ok: true, version: 1 });
  });

  test("nothing changed is nothing to publish", async () => {
    const personId = await scene.aLivePlan();
    expect(await scene.publish(scene.asGp(), personId)).toEqual({ ok: false, why: "nothing to publish" });
  });

  test("a draft that changed after its review is not published", async () => {
    const personId = await scene.aPerson();
    const saved = await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS);
    await scene.draft(scene.asGp(), personId, { unit: "usual.mobility", values: { mobility: "in bed" } });
    expect(saved).toEqual({
      ok: true,
      revision: expect.any(Number),
    });
    expect(await scene.publish(scene.asGp(), personId, { draftRevision: 1 })).toEqual({
      ok: false,
      why: "draft changed",
    });
  });
});

describe("who may sign", () => {
  const attempt: Operation = { unit: "cpr", values: { decision: "attempt" } };

  test("everybody who edits plans may draft CPR; only the permission of the person publishes it", async () => {
    const personId = await scene.aLivePlan();
    for (const who of [scene.asNurse, scene.asSocialWorker]) {
      expect(await scene.draft(who(), personId, attempt)).toMatchObject({ ok: true });
      expect(await scene.publish(who(), personId)).toEqual({ ok: false, why: "may not sign", sections: ["cpr"] });
    }
    const byRole = scene.asGp({ permissions: [] });
    expect(await scene.draft(byRole, personId, attempt)).toMatchObject({ ok: true });
    expect(await scene.publish(byRole, personId)).toMatchObject({ ok: false, why: "may not sign" });
  });

  test("a social worker publishes About me and the carers, and nothing clinical", async () => {
    const personId = await scene.aLivePlan();
    const clinical: Operation = { unit: "usual.mobility", values: { mobility: "in bed" } };
    await scene.draft(scene.asSocialWorker(), personId, clinical);
    expect(await scene.publish(scene.asSocialWorker(), personId)).toMatchObject({ why: "may not sign" });
    await discardDraft(scene.asSocialWorker(), { personId });
    await scene.draft(scene.asSocialWorker(), personId, { unit: "aboutMe.wellness", values: { wellness: "Singing" } });
    expect(await scene.publish(scene.asSocialWorker(), personId)).toEqual({ ok: true, version: 2 });
  });

  test("somebody else's patient and an unknown id are the same answer everywhere", async () => {
    const personId = await scene.aLivePlan();
    const who = scene.asStranger;
    for (const id of [personId, newId(), "not-an-id"]) {
      expect(await readPlan(who(), id, at)).toBeUndefined();
      expect(await readHistory(who(), id)).toBeUndefined();
      expect(await readVersion(who(), id, 1)).toBeUndefined();
      expect(await scene.draft(who(), id, ...PLAN_OPERATIONS)).toEqual({ ok: false, why: "not found" });
      expect(await scene.publish(who(), id)).toEqual({ ok: false, why: "not found" });
    }
  });
});

describe("restricted items", () => {
  test("a member of the case's group reads the live plan: no versions, prints or restricted lines", async () => {
    const personId = await scene.aLivePlan([secret]);
    const group = newId();
    await scene.sql(
      "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'mdg', $2, 'meeting', 'one', '2020-01-01')",
      [personId, group],
    );
    // A clinician who would see what is restricted in a record that is theirs.
    const { holders } = scene.asStranger();
    const member = () => scene.asStranger({ holders: [...holders, group] });
    const read = (await readPlan(member(), personId, at))!;
    expect(read).toMatchObject({ whole: false, status: "live", document: { sections: { cpr: {} } } });
    expect(JSON.stringify(read)).not.toContain("PRIVATE NEED");
    expect(await readPlan(member(), personId, at, "print plan")).toBeUndefined();
    expect(await readHistory(member(), personId)).toBeUndefined();
    expect(await readVersion(member(), personId, 1)).toBeUndefined();
    expect(JSON.stringify(await readPlan(scene.asGp(), personId, at))).toContain("PRIVATE NEED");
  });

  const secret: Operation = { unit: "needs/private", values: { what: "PRIVATE NEED", restriction: "hidden" } };

  test("do not show to those who may not see them, and survive what these publish", async () => {
    const personId = await scene.aLivePlan([secret]);
    const everything = async () =>
      JSON.stringify([
        await readPlan(scene.asSocialWorker(), personId, at),
        await readHistory(scene.asSocialWorker(), personId),
        await readVersion(scene.asSocialWorker(), personId, 1),
        await scene.text(personId),
        await scene.text(personId, "handler"),
      ]);
    expect(await everything()).not.toContain("PRIVATE NEED");
    const overwritten = await scene.draft(scene.asSocialWorker(), personId, {
      unit: secret.unit,
      values: { what: "Mine" },
    });
    expect(overwritten).toEqual({ ok: false, why: "may not write", sections: ["needs"] });
    await scene.draft(scene.asSocialWorker(), personId, { unit: "aboutMe.wellness", values: { wellness: "Singing" } });
    expect(await scene.publish(scene.asSocialWorker(), personId)).toEqual({ ok: true, version: 2 });
    expect(JSON.stringify(await readPlan(scene.asGp(), personId, at))).toContain("PRIVATE NEED");
    expect(await everything()).not.toContain("PRIVATE NEED");
  });
});

describe("drafts", () => {
  test("are seen by their author and by nobody else", async () => {
    const personId = await scene.aLivePlan();
    await scene.draft(scene.asGp(), personId, { unit: "usual.mobility", values: { mobility: "PRIVATE WORDS" } });
    expect(JSON.stringify(await readPlan(scene.asGp(), personId, at))).toContain("PRIVATE WORDS");
    expect(JSON.stringify(await readPlan(scene.asNurse(), personId, at))).not.toContain("PRIVATE WORDS");
    expect((await readPlan(scene.asNurse(), personId, at))?.draft).toBeUndefined();
  });

  test("a form from an older window is refused, not merged over newer words", async () => {
    const personId = await scene.aLivePlan();
    const operations = [{ unit: "usual.mobility", values: { mobility: "one" } }];
    expect(await saveDraft(scene.asGp(), { personId, operations, revision: 0, at })).toEqual({
      ok: true,
      revision: expect.any(Number),
    });
    expect(await saveDraft(scene.asGp(), { personId, operations, revision: 0, at })).toEqual({
      ok: false,
      why: "stale",
    });
  });

  test("a discarded draft is gone and the plan is as it was", async () => {
    const personId = await scene.aLivePlan();
    await scene.draft(scene.asGp(), personId, { unit: "usual.mobility", values: { mobility: "in bed" } });
    await discardDraft(scene.asGp(), { personId });
    expect((await readPlan(scene.asGp(), personId, at))?.draft).toBeUndefined();
  });
});

describe("two authors", () => {
  const byGp: Operation = { unit: "usual.mobility", values: { mobility: "in bed" } };
  const byNurse: Operation = { unit: "usual.oxygen", values: { oxygen: "SpO2 86 %" } };

  test("of different lines both publish, and neither is lost", async () => {
    const personId = await scene.aLivePlan();
    await scene.draft(scene.asGp(), personId, byGp);
    await scene.draft(scene.asNurse(), personId, byNurse);
    const outcomes = await Promise.all([
      scene.publish(scene.asGp(), personId),
      scene.publish(scene.asNurse(), personId),
    ]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.version).sort()).toEqual([2, 3]);
    const plan = await readPlan(scene.asGp(), personId, at);
    expect(plan?.document.sections.usual.fields).toMatchObject({ mobility: "in bed", oxygen: "SpO2 86 %" });
  });

  test("of one line: the second gets the conflict with both sides, chooses, and then publishes", async () => {
    const personId = await scene.aLivePlan();
    await scene.draft(scene.asGp(), personId, byGp);
    await scene.draft(scene.asNurse(), personId, { unit: "usual.mobility", values: { mobility: "with two sticks" } });
    const outcomes = await Promise.all([
      scene.publish(scene.asGp(), personId),
      scene.publish(scene.asNurse(), personId),
    ]);
    const loser = outcomes[0].ok ? scene.asNurse() : scene.asGp();
    const mine = outcomes[0].ok ? "with two sticks" : "in bed";
    expect(outcomes.filter(({ ok }) => ok)).toEqual([{ ok: true, version: 2 }]);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      why: "conflicts",
      conflicts: [{ unit: "usual.mobility", base: { mobility: "walks with frame" }, mine: { mobility: mine } }],
    });
    expect(await settleConflicts(loser, { personId, shown: 2, choices: {}, at })).toMatchObject({
      ok: false,
      why: "conflicts",
    });
    const choices = { "usual.mobility": "mine" } as const;
    expect(await settleConflicts(loser, { personId, shown: 2, choices, at })).toEqual({ ok: true });
    expect(await scene.publish(loser, personId)).toEqual({ ok: true, version: 3 });
    expect((await readPlan(scene.asGp(), personId, at))?.document.sections.usual.fields.mobility).toBe(mine);
  });
});

describe("a third version published while an author chooses", () => {
  test("is not overwritten unseen: the choice is stale, and the conflict shows the newest words", async () => {
    const personId = await scene.aLivePlan();
    await scene.draft(scene.asGp(), personId, { unit: "home.livingWith", values: { livingWith: "her daughter" } });
    for (const livingWith of ["nobody", "her sister"]) {
      await scene.draft(scene.asNurse(), personId, { unit: "home.livingWith", values: { livingWith } });
      expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
    }
    const choices = { "home.livingWith": "mine" } as const;
    expect(await settleConflicts(scene.asGp(), { personId, shown: 2, choices, at })).toEqual({
      ok: false,
      why: "stale",
    });
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({
      ok: false,
      conflicts: [{ mine: { livingWith: "her daughter" }, theirs: { livingWith: "her sister" } }],
    });
    expect(await settleConflicts(scene.asGp(), { personId, shown: 3, choices, at })).toEqual({ ok: true });
    expect(await scene.publish(scene.asGp(), personId)).toEqual({ ok: true, version: 4 });
  });
});

describe("actions of the plan", () => {
  const action = (what: string): Operation => ({
    unit: "actions/visit",
    values: {
      what,
      owner: `${scene.asGp().accountId}/${scene.practice}`,
      ownerName: "Dr Amir Khan",
      ownerOrganisation: "Churchfield Practice",
      dueOn: "2026-12-01",
    },
  });
  const rows = (personId: string) =>
    scene.sql<{ what: string; status: string; kinds: string[] }>(
      `select a.what, a.status, array(select e.kind from action_event e where e.action_id = a.id order by e.kind) kinds
       from action a where a.person_id = $1`,
      [personId],
    );

  test("become one row an item, however often the plan is published, and end when taken out", async () => {
    const personId = await scene.aLivePlan([action("Visit at home")]);
    expect(await rows(personId)).toEqual([{ what: "Visit at home", status: "offered", kinds: ["offered"] }]);
    await scene.draft(scene.asGp(), personId, { unit: "usual.mobility", values: { mobility: "in bed" } });
    await scene.publish(scene.asGp(), personId);
    expect(await rows(personId)).toHaveLength(1);
    await scene.draft(scene.asGp(), personId, action("Visit at home with the nurse"));
    await scene.publish(scene.asGp(), personId);
    expect(await rows(personId)).toMatchObject([
      { what: "Visit at home with the nurse", kinds: ["changed", "offered"] },
    ]);
    await scene.draft(scene.asGp(), personId, { unit: "actions/visit", values: null });
    await scene.publish(scene.asGp(), personId);
    expect(await rows(personId)).toMatchObject([{ status: "cancelled" }]);
  });
});
