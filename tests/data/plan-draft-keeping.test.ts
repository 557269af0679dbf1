/** What is kept of an author's words whatever happens to the draft, and who is called what beside it. */
import { beforeAll, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { listDrafts } from "../../app/data/plan-draft-lists.server";
import { saveEdits } from "../../app/data/plan-edits.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { restrictPart } from "../../app/data/plan-restricting.server";
import { readConflicts, settleConflicts } from "../../app/data/plan-settling.server";
import type { Values } from "../../app/domain/plan";
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

const wellness = (words: string) => ({ unit: "aboutMe.wellness", values: { wellness: words } });
const logOf = async (personId: string, { accountId }: StaffViewer) =>
  (
    await database.sql<{ values: Values | null }>(
      "select values from plan_draft_edit where person_id = $1 and account_id = $2",
      [personId, accountId],
    )
  ).map(({ values }) => values);

test("two windows of one author that save at once lose nothing of each other", async () => {
  const personId = await scene.aLivePlan();
  const units = ["a", "b", "c", "d", "e", "f", "g", "h"].map((id) => `needs/${id}`);
  const saves = units.map((unit) => {
    const edits = [{ id: newId(), unit, values: { what: unit }, seen: null }];
    return saveEdits(scene.asNurse(), { personId, edits, at: AT });
  });
  const outcomes = (await Promise.all(saves)).flatMap(({ results }) => results.map(({ outcome }) => outcome));
  expect(outcomes).toEqual(units.map(() => "saved"));
  const drafted = (await readPlan(scene.asNurse(), personId, AT))!.withDraft.sections.needs.items;
  expect(drafted.map(({ what }) => what)).toEqual(expect.arrayContaining(units));
});

test("words that were given up for those of others stay in the log", async () => {
  const personId = await scene.aLivePlan();
  await scene.draft(scene.asNurse(), personId, wellness("MINE"));
  await scene.draft(scene.asGp(), personId, wellness("THEIRS"));
  expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true, version: 2 });
  expect(await logOf(personId, scene.asNurse())).toEqual([]);
  const choices = { "aboutMe.wellness": "theirs" } as const;
  expect(await settleConflicts(scene.asNurse(), { personId, shown: 2, choices, at: AT })).toEqual({ ok: true });
  expect(await logOf(personId, scene.asNurse())).toEqual([{ wellness: "MINE" }]);
});

test("words that were put aside are shown to their author until the line is kept from them", async () => {
  const personId = await scene.aLivePlan([{ unit: "needs/pain", values: { what: "Pain" } }]);
  await scene.draft(scene.asGp(), personId, { unit: "needs/pain", values: { what: "Pain at night" } });
  expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
  const edits = [{ id: newId(), unit: "needs/pain", values: { what: "ASIDE" }, seen: { what: "Pain" } }];
  const { results } = await saveEdits(scene.asNurse(), { personId, edits, at: AT });
  expect(results).toMatchObject([{ outcome: "conflict" }]);
  const aside = async () => (await readConflicts(scene.asNurse({ requestedAt: AT }), personId))!.putAside;
  expect(await aside()).toMatchObject([{ unit: "needs/pain", values: { what: "ASIDE" } }]);
  const hide = { unit: "needs/pain", kind: "hidden", category: "third_party", roles: [], until: undefined } as const;
  const hidden = await restrictPart(scene.asGp(), { ...hide, personId, key: newId(), render, at: AT });
  expect(hidden).toMatchObject({ ok: true });
  expect(await aside()).toEqual([]);
});

test("in the list of drafts somebody whose record is sealed is called as in every list", async () => {
  const personId = await scene.aPerson();
  await scene.draft(scene.asNurse(), personId, wellness("x"));
  const name = async () => (await listDrafts(scene.asNurse())).waiting.find((one) => one.personId === personId)!.name;
  expect(await name()).toBe("OBI, Adaeze");
  await database.sql("update person set restriction = 'sealed' where id = $1", [personId]);
  expect(await name()).toBe("Restricted record");
});
