/** What the newest version says of each item is kept beside the versions: always the same as all of them unfolded. */
import { beforeAll, expect, test } from "vitest";
import { asViewer } from "../../app/data/database.server";
import { readVersion } from "../../app/data/plan-history.server";
import { testDatabase } from "../support/database";
import { type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

const kept = (personId: string) =>
  scene.sql("select section, item, restriction from plan_marked_item where person_id = $1 order by section, item", [
    personId,
  ]);
const unfolded = (personId: string) =>
  scene.sql(
    `select section, item, restriction from (
       select distinct on (s.key, i ->> 'id') s.key as section, i ->> 'id' as item, i ->> 'restriction' as restriction
       from plan_version v, jsonb_each(v.document -> 'sections') s, jsonb_array_elements(s.value -> 'items') i
       where v.person_id = $1 order by s.key, i ->> 'id', v.version desc) newest
     where restriction is not null order by section, item`,
    [personId],
  );
const need = (restriction?: string) => ({
  unit: "needs/pain",
  values: { what: "SECRET pain", ...(restriction && { restriction }) },
});
const publish = async (personId: string, values: ReturnType<typeof need> | { unit: string; values: null }) => {
  await scene.draft(scene.asGp(), personId, values);
  expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
};
const seenIn = async (personId: string, version: number) =>
  JSON.stringify((await readVersion(scene.asSocialWorker(), personId, version))?.document ?? null);

test("an item that is marked, unmarked, marked again and taken out is kept from readers as it was last", async () => {
  const personId = await scene.aLivePlan();
  await publish(personId, need());
  expect(await kept(personId)).toEqual([]);
  expect(await seenIn(personId, 2)).toContain("SECRET");
  const marked = { section: "needs", item: "pain", restriction: "closed" };
  for (const [change, expected] of [
    [need("closed"), [marked]],
    [need(), []],
    [need("hidden"), [{ ...marked, restriction: "hidden" }]],
    [{ unit: "needs/pain", values: null }, [{ ...marked, restriction: "hidden" }]],
  ] as const) {
    await publish(personId, change);
    expect(await kept(personId)).toEqual(expected);
    expect(await unfolded(personId)).toEqual(expected);
  }
  // Words that were open once do not come back through history.
  expect(await seenIn(personId, 2)).not.toContain("SECRET");
});

test("a version that comes out of its turn changes nothing that a newer one says", async () => {
  const personId = await scene.aLivePlan();
  await publish(personId, need("closed"));
  await publish(personId, need());
  // As a restore of a lost row does it.
  const copy = `insert into plan_version (person_id, version, document, published_at, published_by, published_by_name,
    published_by_role, organisation_id, reason) select person_id, 0, document, published_at, published_by,
    published_by_name, published_by_role, organisation_id, reason from plan_version where person_id = $1 and version = 2`;
  await scene.sql(copy, [personId]);
  expect(await kept(personId)).toEqual([]);
  expect(await unfolded(personId)).toEqual([]);
});

test("nobody writes it but by a version, and nobody reads it without business with the person", async () => {
  const personId = await scene.aLivePlan();
  await publish(personId, need("closed"));
  const marks = (viewer = scene.asGp()) =>
    asViewer(viewer, "read", (db) => db.planMarkedItem.findMany({ where: { personId } }));
  expect(await marks()).toHaveLength(1);
  expect(await marks(scene.asStranger())).toEqual([]);
  await expect(
    asViewer(scene.asGp(), "command", (db) => db.planMarkedItem.deleteMany({ where: { personId } })),
  ).rejects.toThrow(/denied/);
});
