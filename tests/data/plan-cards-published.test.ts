/** A plan with a card's words is published only once a clinical lead signed them, or the author wrote their own. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { takeFromRecord } from "../../app/data/plan-cards.server";
import { readPlan } from "../../app/data/plan-reading.server";
import type { Values } from "../../app/domain/plan";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
let sql: TestDatabase["sql"];

beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await planScene(database);
});

let signed = 0;
const sign = (name: string, value: 0 | 1) =>
  sql(
    "insert into setting (name, version, value, source, mark, signed_by, signed_at) values ($1, $2, $3, 'local', 'M', 'Dr Lead', now())",
    [name, ++signed, JSON.stringify(value)],
  );

/** A complete draft, with one card more. */
async function aDraftWith(card: string): Promise<string> {
  const personId = await scene.aPerson();
  await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS);
  const taken = await takeFromRecord(scene.asGp(), { personId, kind: "card", id: card, key: newId() });
  expect(taken).toMatchObject({ ok: true });
  return personId;
}
const cardOf = async (personId: string, card: string) => {
  const { withDraft } = (await readPlan(scene.asGp(), personId, new Date()))!;
  const { id, ...values } = withDraft.sections.contingency.items.find((item) => item.card === card)!;
  return { unit: `contingency/${id}`, values: values as Values };
};

describe("a plan with a card", () => {
  test("is refused while its words wait for a signature, and says where", async () => {
    const personId = await aDraftWith("dementia-distress");
    const { unit } = await cardOf(personId, "dementia-distress");
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({
      ok: false,
      why: "lacking",
      lacking: [{ unit, field: "trigger", says: expect.stringContaining("wait for a clinical lead’s signature") }],
    });
  });

  test("is published once a clinical lead signed them, and refused again when the signature is taken back", async () => {
    await sign("card.dementia-distress.v1", 1);
    const personId = await aDraftWith("dementia-distress");
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true, version: 1 });
    await sign("card.dementia-distress.v1", 0);
    const other = await aDraftWith("dementia-distress");
    expect(await scene.publish(scene.asGp(), other)).toMatchObject({ ok: false, why: "lacking" });
    // Words that are published already block no edit of another line.
    await scene.draft(scene.asGp(), personId, {
      unit: "home.livingWith",
      values: { livingWith: "her daughter" },
    });
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true, version: 2 });
  });

  test("is published in the person's own words without any signature", async () => {
    const personId = await aDraftWith("dementia-distress");
    const { unit, values } = await cardOf(personId, "dementia-distress");
    const own = {
      trigger: "Shouts at dusk",
      doFirst: "Put the radio on; ask about the allotment.",
      doNot: "hold her arms",
      call999: "she hurts somebody",
      unless: "She is about to fall.",
      coping: "Her radio.",
    };
    await scene.draft(scene.asGp(), personId, { unit, values: { ...values, ...own } });
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
  });

  test("is not published with a dose other than the one that was signed", async () => {
    await sign("card.steroid-dependent.v1", 1);
    await sign("card.steroid-dependent.v1.doFirst", 1);
    const personId = await aDraftWith("steroid-dependent");
    const { unit, values } = await cardOf(personId, "steroid-dependent");
    const write = (doFirst: string) => scene.draft(scene.asGp(), personId, { unit, values: { ...values, doFirst } });
    await write("Hydrocortisone 1000 mg into the thigh.");
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({
      ok: false,
      lacking: [{ unit, field: "doFirst", says: expect.stringContaining("1000mg is not a dose of the signed card") }],
    });
    await write("Hydrocortisone 100 mg into the thigh.");
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
  });
});
