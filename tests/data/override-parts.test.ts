/** Who reviews an opened part is told whose plan and which part; nobody is named whose record is sealed, and no word of the plan shows. */
import { beforeAll, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { findOverrideParts } from "../../app/data/override-parts.server";
import { saveDraft } from "../../app/data/plan-drafts.server";
import { findOverrides, openClosedPart, openRestrictions, restrictPart } from "../../app/data/plan-restricting.server";
import { publishPlan } from "../../app/data/plans.server";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let database: TestDatabase;
let scene: Awaited<ReturnType<typeof registryScene>>;
let gp: StaffViewer;
let worker: StaffViewer;
let officer: StaffViewer;
const at = new Date();

beforeAll(async () => {
  database = await testDatabase();
  scene = await registryScene(database);
  gp = { ...scene.gp, permissions: ["sign emergency recommendation"] };
  worker = { ...scene.gp, accountId: newId(), role: "social_worker", name: "Leila Aziz" };
  worker = { ...worker, holders: [worker.accountId, worker.organisationId] };
  officer = { ...scene.gp, accountId: newId(), role: "governance_officer", name: "Olu Ade", holders: [] };
  for (const { accountId, name } of [worker, officer])
    await database.sql("insert into account (id, email, name, password_hash) values ($1::uuid, $1::text, $2, '')", [
      accountId,
      name,
    ]);
});

/** A closed line of somebody's plan that the social worker opened; the override's id. */
async function opened(family: string): Promise<{ personId: string; id: string }> {
  const personId = await scene.listed(family, scene.organisations.practice);
  const words = { unit: "aboutMe.worthKnowing", values: { worthKnowing: "MARK-WORTH" } };
  await saveDraft(again(gp), { personId, operations: [...PLAN_OPERATIONS, words], at });
  expect(await publishPlan(again(gp), { personId, key: newId(), reason: "New", render, at })).toMatchObject({
    ok: true,
  });
  const command = { personId, key: newId(), render, at };
  const closed = { unit: words.unit, kind: "closed", roles: ["gp"], category: "safeguarding" } as const;
  expect(await restrictPart(again(gp), { ...command, ...closed })).toMatchObject({ ok: true });
  const [part] = (await openRestrictions(again(worker), personId))!.closed;
  const open = { personId, id: part!.id, reason: `Visit to ${family}`, key: newId(), at };
  expect(await openClosedPart(again(worker), open)).toEqual({ ok: true });
  const [override] = (await findOverrides(again(officer))).filter(({ reason }) => reason === open.reason);
  return { personId, id: override!.id };
}

test("the plan's person and the part's heading, and not what stands below it", async () => {
  const { personId, id } = await opened("Adeyemi");
  const parts = await findOverrideParts(again(officer));
  expect(parts.get(id)).toMatchObject({ name: expect.stringContaining("ADEYEMI"), part: "A line of “About me”" });
  expect(JSON.stringify([...parts])).not.toContain("MARK-WORTH");
  const [row] = await database.sql<{ shown: string[] }>(
    "select shown from access_record where did = 'list whose plans were opened' order by at desc limit 1",
  );
  expect(row!.shown).toContain(personId);
});

test("a sealed record has no name here, and one's own is not shown to oneself", async () => {
  const sealed = await opened("Sealed");
  await database.sql("update person set restriction = 'sealed' where id = $1", [sealed.personId]);
  const own = await opened("Own");
  const parts = await findOverrideParts(again({ ...officer, ownPersonId: own.personId }));
  for (const { id } of [sealed, own]) expect(parts.get(id)).toMatchObject({ name: undefined, nhsNumber: null });
  expect((await findOverrideParts(again(officer))).get(own.id)?.name).toContain("OWN");
});
