/** Whom a line says to ring, where that is somebody of the plan who is hidden from its reader. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { findCards } from "../../app/data/plan-cards.server";
import { saveEdits } from "../../app/data/plan-edits.server";
import { readComparison, readHistory, readVersion } from "../../app/data/plan-history.server";
import { readPlanLife } from "../../app/data/plan-life.server";
import { readPublishing } from "../../app/data/plan-publishing.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { restrictPart } from "../../app/data/plan-restricting.server";
import type { Values } from "../../app/domain/plan";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { testDatabase } from "../support/database";
import { AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
const NAME = "Qqring Adeyemi";
const line: Values = { trigger: "Chest pain", doFirst: "Ring 999", ring: NAME, unless: "never" };
const hidden: Values = { name: NAME, role: "son", phone: "020 7946 0777" };

beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

async function aPlan(): Promise<string> {
  const personId = await scene.aLivePlan([
    { unit: "people/qqring", values: hidden },
    { unit: "contingency/chest", values: line },
  ]);
  await scene.sql(
    "insert into person_to_ring (person_id, id, name, relation, is_carer, source) values ($1, $2, $3, 'son', true, 'test')",
    [personId, newId(), NAME],
  );
  const restricted = { personId, unit: "people/qqring", kind: "hidden", roles: [], category: "wish" } as const;
  expect(await restrictPart(scene.asGp(), { ...restricted, key: newId(), render, at })).toEqual({ ok: true });
  return personId;
}

const edit = async (personId: string, values: Values, seen: Values, id = newId()) => {
  const edits = [{ id, unit: "contingency/chest", values, seen }];
  return (await saveEdits(scene.asNurse(), { personId, edits, at })).results[0]!;
};
const shown: Values = { ...line, ring: "Clinical desk" };
const ringOf = async (personId: string, who = scene.asGp()) =>
  (await readPlan(who, personId, at))!.document.sections.contingency.items.find(({ id }) => id === "chest")!.ring;

describe("the name of somebody hidden", () => {
  test("is read by whoever hid them, and is the clinical desk to others: plan, versions, history, cards, record", async () => {
    const personId = await aPlan();
    expect(await ringOf(personId)).toBe(NAME);
    expect(await ringOf(personId, scene.asNurse())).toBe("Clinical desk");
    const read = [
      await readPlan(scene.asNurse(), personId, at),
      await readPlanLife(scene.asNurse(), personId, at),
      await readHistory(scene.asNurse(), personId),
      await readVersion(scene.asNurse(), personId, 1),
      await readComparison(scene.asNurse(), personId, { from: 0, to: 1 }),
      await findCards(scene.asNurse(), personId),
    ];
    expect(read.filter((one) => !one)).toEqual([]);
    expect(JSON.stringify(read)).not.toMatch(/Qqring|0777/);
    expect(JSON.stringify(await readPlanLife(scene.asGp(), personId, at))).toMatch(/Qqring/);
  });

  test("stays under what another author writes in that line, and is told to them by no answer", async () => {
    const personId = await aPlan();
    const id = newId();
    const changed = { ...shown, doFirst: "Aspirin, then 999" };
    expect(await edit(personId, changed, shown, id)).toMatchObject({ outcome: "saved", now: changed });
    // The same again, after a lost answer.
    expect(await edit(personId, changed, shown, id)).toMatchObject({ outcome: "saved", now: changed });
    expect(await edit(personId, { ...shown, doFirst: "Other" }, shown)).toMatchObject({
      outcome: "conflict",
      now: changed,
    });
    const mine = await readPlan(scene.asNurse(), personId, at);
    const publishing = await readPublishing(scene.asNurse(), personId, { at });
    expect(publishing?.changes).toHaveLength(1);
    expect(JSON.stringify([mine, publishing])).not.toContain("Qqring");
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
    expect(await ringOf(personId)).toBe(NAME);
  });

  test("is what crews would miss to whoever reads it, and nothing to whoever reads the desk", async () => {
    const personId = await aPlan();
    const lacking = async (who: ReturnType<typeof scene.asGp>) =>
      (await readPlan(who, personId, at))!.lacking.filter(({ unit }) => unit === "contingency/chest");
    expect((await lacking(scene.asGp())).map(({ field }) => field)).toEqual(["ring"]);
    expect(await lacking(scene.asNurse())).toEqual([]);
    expect(JSON.stringify(await readPlan(scene.asNurse(), personId, at))).not.toMatch(/Choose whom to ring in “Chest/);
  });

  test("gives way to another name that an author writes", async () => {
    const personId = await aPlan();
    const other = { ...shown, ring: "Hospice advice line" };
    expect(await edit(personId, other, shown)).toMatchObject({ outcome: "saved", now: other });
    const publishing = await readPublishing(scene.asNurse(), personId, { at });
    expect(JSON.stringify(publishing?.changes)).toContain("Clinical desk");
    expect(JSON.stringify(publishing)).not.toContain("Qqring");
  });

  test("in an older version too, where nobody stood among those to ring yet", async () => {
    const personId = await scene.aLivePlan([
      { unit: "contingency/chest", values: { ...line, ring: `${NAME} 020 7946 0777` } },
    ]);
    await scene.draft(scene.asGp(), personId, { unit: "people/qqring", values: hidden });
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true, version: 2 });
    const restricted = { personId, unit: "people/qqring", kind: "hidden", roles: [], category: "wish" } as const;
    await restrictPart(scene.asGp(), { ...restricted, key: newId(), render, at });
    const read = [await readVersion(scene.asNurse(), personId, 1), await readHistory(scene.asNurse(), personId)];
    expect(JSON.stringify(read)).not.toMatch(/Qqring|0777/);
  });
});
