import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { readPlanLife } from "../../app/data/plan-life.server";
import { readPublishing } from "../../app/data/plan-publishing.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { confirmLine } from "../../app/data/plans.server";
import { CRISIS_CARDS } from "../../app/domain/crisis-cards/all";
import type { Operation, Values } from "../../app/domain/plan";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { aPlanDocument, PLAN_OPERATIONS } from "../support/a-plan";
import { testDatabase } from "../support/database";
import { AGREED_TODAY, AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;

beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

const tasks = (personId: string) =>
  scene.sql<{ kind: string; headline: string }>("select kind, headline from task where person_id = $1", [personId]);

describe("the emergency part alone", () => {
  const EMERGENCY = PLAN_OPERATIONS.filter(({ unit }) =>
    ["cpr", "escalation", "advanceDecision", "attorney"].includes(unit),
  );
  const only = { only: "emergency" } as const;

  test("is published complete and signed while the rest waits in the draft", async () => {
    const personId = await scene.aPerson();
    const rest: Operation[] = [{ unit: "usual.mobility", values: { mobility: "walks with frame" } }];
    await scene.draft(scene.asGp(), personId, ...EMERGENCY, ...rest);
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ why: "lacking" });
    const shown = (await readPublishing(scene.asGp(), personId, { at, ...only }))!;
    expect(shown).toMatchObject({ lacking: [], keeps: 1 });
    expect(await scene.publish(scene.asGp(), personId, only)).toEqual({ ok: true, version: 1 });
    const read = (await readPlan(scene.asGp(), personId, at))!;
    expect(read.document.sections.cpr.fields.decision).toBe("not_recommended");
    expect(read.document.sections.usual.fields).toEqual({});
    expect(read.draft?.units).toEqual(["usual.mobility"]);
    expect((await scene.text(personId))?.text).toContain("CPR: NOT RECOMMENDED");
    expect((await readPlanLife(scene.asGp(), personId, at))!.emergencyOnly).toBe(true);
  });

  test("is incomplete without what its decision needs, and says so", async () => {
    const personId = await scene.aPerson();
    const cpr = { unit: "cpr", values: { decision: "not_recommended", decidedOn: "2026-11-20" } };
    await scene.draft(scene.asGp(), personId, ...EMERGENCY, cpr);
    expect(await scene.publish(scene.asGp(), personId, only)).toMatchObject({
      why: "lacking",
      lacking: expect.arrayContaining([expect.objectContaining({ unit: "cpr", field: "decidedBy" })]),
    });
  });

  test("asks for the same signature, and the whole plan later ends “only the emergency part”", async () => {
    const personId = await scene.aPerson();
    await scene.draft(scene.asNurse(), personId, ...EMERGENCY);
    expect(await scene.publish(scene.asNurse(), personId, only)).toMatchObject({ why: "may not sign" });
    await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS, AGREED_TODAY);
    expect(await scene.publish(scene.asGp(), personId, only)).toEqual({ ok: true, version: 1 });
    expect(await scene.publish(scene.asGp(), personId)).toEqual({ ok: true, version: 2 });
    expect((await readPlanLife(scene.asGp(), personId, at))!.emergencyOnly).toBe(false);
  });

  test("waits until the author chose where others changed the same lines, and loses none of them", async () => {
    const personId = await scene.aLivePlan();
    const oxygen = (words: string): Operation => ({ unit: "usual.oxygen", values: { oxygen: words } });
    const goal = { ...aPlanDocument().sections.escalation.fields, goal: "Comfort, in her chair." } as Values;
    await scene.draft(scene.asGp(), personId, { unit: "escalation", values: goal }, oxygen("SpO2 86 %"));
    await scene.draft(scene.asNurse(), personId, oxygen("SpO2 92 %"), AGREED_TODAY);
    await scene.publish(scene.asNurse(), personId);
    const outcome = await scene.publish(scene.asGp(), personId, only);
    expect(outcome).toMatchObject({
      why: "conflicts",
      conflicts: [{ unit: "usual.oxygen", mine: { oxygen: "SpO2 86 %" } }],
    });
    expect((await readPlan(scene.asGp(), personId, at))!.draft?.units.sort()).toEqual(["escalation", "usual.oxygen"]);
  });

  test("of a live plan leaves the rest of it live, and its actions as they are", async () => {
    const visit = { what: "Visit", owner: `/${scene.practice}`, ownerName: "Practice", ownerOrganisation: "Practice" };
    const personId = await scene.aLivePlan([{ unit: "actions/visit", values: { ...visit, dueOn: "2026-12-01" } }]);
    const goal = { ...aPlanDocument().sections.escalation.fields, goal: "Comfort, in her chair." } as Values;
    await scene.draft(scene.asGp(), personId, { unit: "escalation", values: goal });
    expect(await scene.publish(scene.asGp(), personId, only)).toEqual({ ok: true, version: 2 });
    const read = (await readPlan(scene.asGp(), personId, at))!;
    expect(read.document.sections.contingency.items).toHaveLength(2);
    expect((await readPlanLife(scene.asGp(), personId, at))!.emergencyOnly).toBe(false);
    expect(await scene.sql("select status from action where person_id = $1", [personId])).toEqual([
      { status: "offered" },
    ]);
  });
});

describe("what others left incomplete", () => {
  /** A live plan that is short of something, as those from before a rule are. */
  async function aPlanWithoutReview() {
    const personId = await scene.aLivePlan();
    await scene.sql(
      "update plan_version set document = document #- '{sections,review,fields,by}' where person_id = $1",
      [personId],
    );
    return personId;
  }
  const wellness: Operation = { unit: "aboutMe.wellness", values: { wellness: "Singing" } };

  test("blocks nobody else's true edit, is shown, and becomes one task", async () => {
    const personId = await aPlanWithoutReview();
    await scene.draft(scene.asSocialWorker(), personId, wellness);
    expect(await readPublishing(scene.asSocialWorker(), personId, { at })).toMatchObject({
      lacking: [],
      standing: [{ unit: "review", field: "by" }],
    });
    expect(await scene.publish(scene.asSocialWorker(), personId)).toEqual({ ok: true, version: 2 });
    await scene.draft(scene.asSocialWorker(), personId, { unit: "aboutMe.wellness", values: { wellness: "Choir" } });
    expect(await scene.publish(scene.asSocialWorker(), personId)).toEqual({ ok: true, version: 3 });
    expect(await tasks(personId)).toEqual([
      {
        kind: "plan_lacks",
        headline:
          "Version 2 of the plan is published; one thing that crews need is still missing in it. The plan says which.",
      },
    ]);
  });

  test("blocks whoever touches that very part, and whoever makes it worse", async () => {
    const personId = await aPlanWithoutReview();
    await scene.draft(scene.asGp(), personId, { unit: "review", values: { on: "2027-01-01" } });
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({
      why: "lacking",
      lacking: [{ unit: "review", field: "by" }],
    });
    const other = await scene.aLivePlan();
    await scene.draft(scene.asGp(), other, { unit: "people/hospice", values: null }, AGREED_TODAY);
    expect(await scene.publish(scene.asGp(), other)).toMatchObject({
      why: "lacking",
      lacking: [{ unit: "contingency/breathless", field: "ring" }],
    });
  });

  test("in a hidden line is quoted to nobody who may not see it, and does not tell that it is there", async () => {
    const secret = { trigger: "PARTNER COMES", doFirst: "Ring the refuge.", ring: "Refuge worker" };
    const refuge = { name: "Refuge worker", role: "Refuge", phone: "020 7946 0001" };
    const at2 = (restriction: string) => [
      { unit: "people/refuge", values: refuge },
      { unit: "contingency/secret", values: { ...secret, restriction } },
    ];
    for (const [restriction, standing] of [
      ["hidden", []],
      ["closed", [expect.objectContaining({ says: expect.stringMatching(/^Something in .* closed to you/) })]],
    ] as const) {
      const personId = await scene.aLivePlan(at2(restriction));
      await scene.draft(scene.asSocialWorker(), personId, { unit: "people/refuge", values: null });
      const read = (await readPublishing(scene.asSocialWorker(), personId, { at }))!;
      expect(read.standing).toEqual(standing);
      expect(JSON.stringify(read)).not.toMatch(/PARTNER|contingency\/secret/);
    }
  });
});

describe("a dangerous contradiction", () => {
  const ADRT: Operation = {
    unit: "advanceDecision",
    values: {
      adrt: "yes",
      refuses: "CPR, in every circumstance",
      lifeSustaining: "formal",
      dated: "2024-02-01",
      location: "With her solicitor",
      written: "yes",
      signed: "yes",
      witnessed: "yes",
      evenIfLifeAtRisk: "yes",
      capableWhenMade: "yes",
      laterLpa: "no",
    },
  };
  const attempt: Operation = {
    unit: "cpr",
    values: { ...aPlanDocument().sections.cpr.fields, decision: "attempt", decidedOn: "2026-11-20" } as Values,
  };

  test("inside the draft blocks publishing, with both sides, until one of them is changed", async () => {
    const personId = await scene.aPerson();
    await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS, AGREED_TODAY, ADRT, attempt);
    for (const only of [undefined, "emergency"] as const) {
      const outcome = await scene.publish(scene.asGp(), personId, { only });
      expect(outcome).toMatchObject({ ok: false, why: "contradiction", withheld: 0 });
      const units = "conflicts" in outcome ? JSON.stringify(outcome.conflicts) : "";
      expect(units).toMatch(/"unit":"cpr".*"unit":"advanceDecision"/);
    }
    expect((await readPublishing(scene.asGp(), personId, { at }))!.contradictions.conflicts).not.toEqual([]);
    expect(await scene.sql("select 1 from plan_version where person_id = $1", [personId])).toEqual([]);
    await scene.draft(scene.asGp(), personId, { unit: "advanceDecision", values: { adrt: "none" } });
    expect(await scene.publish(scene.asGp(), personId)).toEqual({ ok: true, version: 1 });
  });

  test("of a live plan is shown to its readers, and stops the line from being endorsed", async () => {
    const personId = await scene.aLivePlan([{ ...attempt }]);
    // As it comes about without an author: two plans of merged records, an older release, an import.
    await scene.sql(
      "update plan_version set document = jsonb_set(document, '{sections,advanceDecision,fields}', $2::jsonb) where person_id = $1",
      [personId, JSON.stringify(ADRT.values)],
    );
    const life = (await readPlanLife(scene.asNurse(), personId, at))!;
    expect(life.contradictions).toMatchObject([{ danger: "blocks" }]);
    const confirm = (unit: string) =>
      confirmLine(scene.asGp(), { personId, key: newId(), unit, version: 1, render, at });
    expect(await confirm("cpr")).toEqual({ ok: false, why: "contradiction" });
    expect(await confirm("escalation")).toEqual({ ok: true });
  });
});

describe("a stamp", () => {
  test("says who, of which organisation, and whether the words came from a care package or a card", async () => {
    const { id, version } = CRISIS_CARDS[0]!;
    const values = {
      trigger: "Low sugar",
      doFirst: "Check glucose.",
      ring: "Clinical desk",
      card: id,
      cardVersion: String(version),
    };
    const card: Operation = { unit: "contingency/card", values };
    const [personId, goal] = [await scene.aPerson(), newId()];
    await scene.sql(
      `insert into package_answer (person_id, id, package, item, answer, reason, became, account_id, by_name, at)
       values ($1, gen_random_uuid(), 'frailty', 'walk', 'taken', '', $2, $3, 'Dr Khan', now())`,
      [personId, goal, scene.asGp().accountId],
    );
    const walk: Operation = { unit: `goals/${goal}`, values: { what: "Walk" } };
    await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS, AGREED_TODAY, walk, card);
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
    const { stamps } = (await readPlan(scene.asGp(), personId, at))!.document;
    const by = { by: scene.asGp().accountId, organisationId: scene.practice, byRole: "GP" };
    expect(stamps[`goals/${goal}`]).toMatchObject({ ...by, source: "package" });
    expect(stamps["usual.mobility"]).toMatchObject({ ...by, source: "author" });
    expect(stamps[card.unit]).toMatchObject({ ...by, source: "card" });
  });
});

test("what others restricted meanwhile is not shown beside an author's own words", async () => {
  const need = (what: string, restriction?: string): Operation => ({
    unit: "needs/one",
    values: { what, ...(restriction && { restriction }) },
  });
  const personId = await scene.aLivePlan([need("Lonely")]);
  await scene.draft(scene.asSocialWorker(), personId, need("Lonely since May"));
  await scene.draft(scene.asNurse(), personId, need("HIDDEN WORDS", "hidden"));
  expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
  const outcome = await scene.publish(scene.asSocialWorker(), personId);
  expect(outcome).toMatchObject({
    why: "conflicts",
    conflicts: [{ mine: { what: "Lonely since May" }, theirs: null }],
  });
  expect(JSON.stringify(await readPublishing(scene.asSocialWorker(), personId, { at }))).not.toContain("HIDDEN WORDS");
});
