/** A conflict settled by a third text of the author's own: whole, or not at all. */
import { beforeAll, expect, test } from "vitest";
import { readPlan } from "../../app/data/plan-reading.server";
import { settleConflicts } from "../../app/data/plan-settling.server";
import { MOST_LETTERS } from "../../app/domain/plan";
import { choicesIn } from "../../app/domain/plan-edits";
import { testDatabase } from "../support/database";
import { AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

const unit = "aboutMe.wellness";
const wellness = (text: string) => ({ unit, values: { wellness: text } });

test("a third text that is longer than a draft holds is refused with its reason, and nothing is settled", async () => {
  const personId = await scene.aLivePlan();
  await scene.draft(scene.asNurse(), personId, wellness("The nurse’s words"));
  await scene.draft(scene.asGp(), personId, wellness("The GP’s words"));
  expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
  const { version } = (await readPlan(scene.asNurse(), personId, at))!;
  const settle = (text: string) =>
    settleConflicts(scene.asNurse(), {
      ...{ personId, shown: version, at },
      choices: choicesIn({ [`keep ${unit}`]: "third", [`third ${unit} wellness`]: text }),
    });

  expect(await settle("x".repeat(MOST_LETTERS + 1))).toEqual({ ok: false, why: "too long" });
  expect((await readPlan(scene.asNurse(), personId, at))!.draft?.conflicts).toHaveLength(1);

  expect(await settle("Both")).toEqual({ ok: true });
  const read = (await readPlan(scene.asNurse(), personId, at))!;
  expect(read.draft?.conflicts).toEqual([]);
  expect(read.withDraft.sections.aboutMe.fields.wellness).toBe("Both");
});
