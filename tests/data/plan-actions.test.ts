/** Publishing pushes what its author changed and nothing else: what was done on an action's own page stands (hazard 10). */
import { beforeAll, describe, expect, test } from "vitest";
import { chaseActions } from "../../app/data/action-chasing.server";
import { findActions } from "../../app/data/action-pages.server";
import { openAction, type StepAction, takeStep } from "../../app/data/actions.server";
import { newId } from "../../app/data/identity.server";
import { liftRestriction, restrictPart } from "../../app/data/plan-restricting.server";
import { withdrawPlan } from "../../app/data/plans.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { openMyWork } from "../../app/data/work.server";
import { readActionFilter } from "../../app/domain/action-filter";
import type { Operation, Values } from "../../app/domain/plan";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { type TestDatabase, testDatabase } from "../support/database";
import { AT, type PlanScene, planScene } from "../support/plan-scene";

let database: TestDatabase;
let scene: PlanScene;
beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
});

const today = (who: (change?: Partial<StaffViewer>) => StaffViewer) => who({ requestedAt: AT });
const visit = (change: Values = {}): Operation => ({
  unit: "actions/visit",
  values: {
    what: "Visit at home",
    owner: `/${scene.practice}`,
    ownerName: "Churchfield Practice",
    ownerOrganisation: "Churchfield Practice",
    dueOn: "2026-12-01",
    ...change,
  },
});
const row = async (personId: string) =>
  (
    await database.sql<{ id: string; what: string; status: string; due: string; owner: string | null }>(
      "select id, what, status, due_on::text as due, owner_account_id as owner from action where person_id = $1",
      [personId],
    )
  )[0]!;
const step = (who: StaffViewer, actionId: string, kind: StepAction["kind"], change: Partial<StepAction> = {}) =>
  takeStep(who, { actionId, kind, key: newId(), ...change });
/** Somebody publishes something else of the plan. */
async function publishOther(personId: string, mobility = "in bed") {
  await scene.draft(scene.asNurse(), personId, { unit: "usual.mobility", values: { mobility } });
  expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
}
async function publishAction(personId: string, operation: Operation) {
  await scene.draft(scene.asGp(), personId, operation);
  expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
}

describe("what was done on an action’s own page stands when somebody publishes something else", () => {
  test.each<[string, StepAction["kind"], Partial<StepAction>, object]>([
    ["accepted", "accepted", {}, { status: "accepted" }],
    ["done", "done", { note: "Seen, all well" }, { status: "done" }],
    ["cancelled with a reason", "cancelled", { note: "Moved in with her son" }, { status: "cancelled" }],
    [
      "carried over",
      "carried_over",
      { note: "Waiting for the hoist", dueOn: "2027-01-15" },
      { status: "offered", due: "2027-01-15" },
    ],
  ])("%s", async (_, kind, change, after) => {
    const personId = await scene.aLivePlan([visit()]);
    const { id } = await row(personId);
    expect(await step(today(scene.asGp), id, kind, change)).toMatchObject({ ok: true });
    await publishOther(personId);
    expect(await row(personId)).toMatchObject(after);
  });

  test("given to somebody else: the new owner keeps it", async () => {
    const personId = await scene.aLivePlan([visit()]);
    const { id } = await row(personId);
    const nurse = scene.asNurse();
    await database.sql(
      "insert into assignment (id, account_id, organisation_id, role, permissions, starts_at) values ($1, $2, $3, 'practice_nurse', '{}', '2020-01-01')",
      [newId(), nurse.accountId, scene.practice],
    );
    expect(await step(today(scene.asGp), id, "reassigned", { owner: `account:${nurse.accountId}` })).toMatchObject({
      ok: true,
    });
    await step(today(scene.asNurse), id, "accepted");
    await publishOther(personId);
    expect(await row(personId)).toMatchObject({ status: "accepted", owner: nurse.accountId });
  });
});

describe("what the author changed is pushed", () => {
  test("words and date alone, so that an accepted action stays accepted", async () => {
    const personId = await scene.aLivePlan([visit()]);
    const { id } = await row(personId);
    await step(today(scene.asGp), id, "accepted");
    await publishAction(personId, visit({ what: "Visit with the nurse" }));
    expect(await row(personId)).toMatchObject({
      id,
      what: "Visit with the nurse",
      status: "accepted",
      due: "2026-12-01",
    });
    await publishAction(personId, visit({ what: "Visit with the nurse", dueOn: "2026-12-20" }));
    expect(await row(personId)).toMatchObject({ id, status: "accepted", due: "2026-12-20" });
  });

  test("a date that was carried over stands when only the words change", async () => {
    const personId = await scene.aLivePlan([visit()]);
    const { id } = await row(personId);
    await step(today(scene.asGp), id, "carried_over", { note: "Hoist", dueOn: "2027-01-15" });
    await publishAction(personId, visit({ what: "Visit with the nurse" }));
    expect(await row(personId)).toMatchObject({ what: "Visit with the nurse", due: "2027-01-15" });
  });

  test("a new owner is asked, also of an action that was done", async () => {
    const personId = await scene.aLivePlan([visit()]);
    const { id } = await row(personId);
    await step(today(scene.asGp), id, "done", { note: "Done" });
    await publishAction(personId, visit({ what: "Visit again" }));
    expect(await row(personId)).toMatchObject({ status: "done", what: "Visit at home" });
    const gp = scene.asGp();
    await publishAction(personId, visit({ what: "Visit again", owner: `${gp.accountId}/${scene.practice}` }));
    expect(await row(personId)).toMatchObject({ status: "offered", owner: gp.accountId });
  });

  test("taken out it ends with its reason; brought back it is offered again", async () => {
    const personId = await scene.aLivePlan([visit()]);
    const { id } = await row(personId);
    await publishAction(personId, { unit: "actions/visit", values: null });
    expect(await row(personId)).toMatchObject({ status: "cancelled" });
    expect(await openAction(today(scene.asGp), id)).toMatchObject({ outcome: "Taken out of the plan" });
    await publishAction(personId, visit());
    expect(await row(personId)).toMatchObject({ id, status: "offered" });
  });

  test("a plan that is withdrawn and published again offers nothing twice", async () => {
    const personId = await scene.aLivePlan([visit()]);
    const { id } = await row(personId);
    await step(today(scene.asGp), id, "accepted");
    await withdrawPlan(scene.asGp(), { personId, key: newId(), reason: "Error", render, at: AT });
    expect(await row(personId)).toMatchObject({ id, status: "accepted" });
  });
});

describe("restricted actions", () => {
  const SECRET = "SHE FEARS HER PARTNER";
  const everywhere = async (who: StaffViewer, id: string) => {
    const filter = (asked: string) => readActionFilter(new URLSearchParams(asked));
    return JSON.stringify([
      await findActions(who, filter("whose=team")),
      await openMyWork(who),
      await openAction(who, id),
    ]);
  };

  test("a hidden one is in no list and no count of those who do not read it in the plan", async () => {
    const personId = await scene.aLivePlan([visit({ what: SECRET, restriction: "hidden" })]);
    const { id } = await row(personId);
    expect(await row(personId)).not.toMatchObject({ what: SECRET });
    const seen = await everywhere(today(scene.asSocialWorker), id);
    expect(seen).not.toContain(id);
    expect(seen).not.toMatch(/hidden action|FEARS/i);
    expect(await everywhere(today(scene.asNurse), id)).toContain(id);
    expect(await step(today(scene.asSocialWorker), id, "done")).toBeUndefined();
  });

  test("a closed one shows that it is there, without its words", async () => {
    const personId = await scene.aLivePlan([visit({ what: SECRET, restriction: "closed" })]);
    const { id } = await row(personId);
    const seen = await everywhere(today(scene.asSocialWorker), id);
    expect(seen).toContain("A restricted action: read it in the care plan");
    expect(seen).not.toContain("FEARS");
  });

  describe("tasks that were raised before it was restricted", () => {
    const DAY = 86_400_000;
    const tasks = (personId: string) =>
      database.sql<{ kind: string; headline: string; outcome: string | null }>(
        "select kind, headline, outcome from task where person_id = $1 and kind like 'action_%' order by kind",
        [personId],
      );
    /** One that is late, one that came back; both made here and owned elsewhere. */
    async function raised() {
      const theirs = { owner: `/${scene.elsewhere}`, ownerName: "Other Practice", ownerOrganisation: "Other Practice" };
      const other: Operation = { ...visit({ what: `${SECRET} TOO`, ...theirs }), unit: "actions/other" };
      const personId = await scene.aLivePlan([visit({ what: SECRET, ...theirs }), other]);
      const [back] = await database.sql<{ id: string }>(
        "select id from action where person_id = $1 and plan_item_id = 'other'",
        [personId],
      );
      await chaseActions(systemViewer("maintenance", "test"), new Date(AT.getTime() + 16 * DAY));
      expect(await step(today(scene.asStranger), back!.id, "bounced", { note: "Not ours" })).toMatchObject({
        ok: true,
      });
      return personId;
    }
    const restrict = (personId: string, kind: "closed" | "hidden") =>
      restrictPart(scene.asGp(), {
        ...{ personId, unit: "actions", roles: ["gp"], category: "serious_harm", render, at: AT, kind, key: newId() },
      } as unknown as Parameters<typeof restrictPart>[1]);

    test("of a closed one they keep who and when, never its words", async () => {
      const personId = await raised();
      expect(JSON.stringify(await tasks(personId))).toContain("FEARS");
      expect(await restrict(personId, "closed")).toEqual({ ok: true });
      const words = "A restricted action: read it in the care plan";
      const late = `Other Practice has not done it; it was due 1 December 2026: ${words}`;
      expect(await tasks(personId)).toEqual([
        { kind: "action_declined", headline: expect.stringMatching(`^Dr Other .*sent back: ${words}$`), outcome: null },
        { kind: "action_overdue", headline: late, outcome: null },
        { kind: "action_overdue", headline: late, outcome: null },
      ]);
    });

    test("of a hidden one they end without a word of it; lifted, the words are back", async () => {
      const personId = await raised();
      expect(await restrict(personId, "hidden")).toEqual({ ok: true });
      for (const task of await tasks(personId))
        expect(task).toMatchObject({ headline: "This is over: nothing is asked any more", outcome: "overtaken" });
      expect((await openMyWork(today(scene.asNurse))).tasks.filter((task) => task.personId === personId)).toEqual([]);
      const [made] = await database.sql<{ id: string }>("select id from plan_restriction where person_id = $1", [
        personId,
      ]);
      await liftRestriction(scene.asGp(), { personId, id: made!.id, key: newId(), render, at: AT });
      expect((await tasks(personId)).map(({ headline }) => headline)).toContain(SECRET);
    });
  });

  test("one that is restricted later is covered at once, and has its words back when that is lifted", async () => {
    const personId = await scene.aLivePlan([visit({ what: SECRET })]);
    const command = {
      personId,
      unit: "actions/visit",
      roles: ["gp"],
      category: "serious_harm",
      render,
      at: AT,
    } as const;
    const asked = { ...command, kind: "hidden", key: newId() } as unknown as Parameters<typeof restrictPart>[1];
    expect(await restrictPart(scene.asGp(), asked)).toEqual({ ok: true });
    const { id, what } = await row(personId);
    expect(what).not.toContain("FEARS");
    expect(await everywhere(today(scene.asNurse), id)).not.toContain(id);
    expect(await everywhere(today(scene.asGp), id)).toContain(id);
    const [made] = await database.sql<{ id: string }>("select id from plan_restriction where person_id = $1", [
      personId,
    ]);
    await liftRestriction(scene.asGp(), { personId, id: made!.id, key: newId(), render, at: AT });
    expect(await row(personId)).toMatchObject({ what: SECRET });
  });
});
