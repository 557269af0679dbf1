/** A crew found no plan and the practice was asked whether one is needed: the task is over when a plan is published. */
import { beforeAll, expect, test } from "vitest";
import { asViewer } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { raiseTask } from "../../app/data/tasks.server";
import { reviewHeadline, unrecordedHeadline } from "../../app/domain/contact";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { testDatabase } from "../support/database";
import { AGREED_TODAY, AT, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

const asked = (personId: string, headline: string, kind: "review_plan_after_contact" | "death_reported") =>
  asViewer(scene.asGp(), "command", (db) =>
    raiseTask(db, { personId, kind, cause: newId(), organisationId: scene.practice, headline, at: AT }),
  );
const about = { organisation: "LAS", at: AT };
const report = (hadPlan: boolean) =>
  reviewHeadline({ outcome: "not_conveyed", planFeedback: null }, { ...about, hadPlan });

test("it ends by itself, recorded or not by the crew, of the person who has a plan now; other questions stand", async () => {
  const [personId, other] = [await scene.aPerson(), await scene.aPerson()];
  const unrecorded = unrecordedHeadline({ organisation: "LAS", openedAt: AT, hadPlan: false });
  await asked(personId, report(false), "review_plan_after_contact");
  await asked(personId, unrecorded, "review_plan_after_contact");
  await asked(personId, report(true), "review_plan_after_contact");
  await asked(personId, "LAS reports that they died.", "death_reported");
  await asked(other, report(false), "review_plan_after_contact");
  const open = (of: string) =>
    scene
      .sql<{ headline: string }>("select headline from task where person_id = $1 and done_at is null", [of])
      .then((rows) => rows.map(({ headline }) => headline).sort());

  await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS, AGREED_TODAY);
  expect(await open(personId)).toHaveLength(4);
  expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
  expect(await open(personId)).toEqual([report(true), "LAS reports that they died."].sort());
  expect(await open(other)).toEqual([report(false)]);
  expect(
    await scene.sql("select headline, done_by_name, outcome from task where person_id = $1 and done_at is not null", [
      personId,
    ]),
  ).toEqual(
    expect.arrayContaining(
      [report(false), unrecorded].map((headline) => ({ headline, done_by_name: "Confer", outcome: "overtaken" })),
    ),
  );
});
