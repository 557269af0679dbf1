/** The start page of roles without people of their own never says that there is nothing where the navigation has pages. */
import { beforeAll, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { openClosedPart, openRestrictions, restrictPart } from "../../app/data/plan-restricting.server";
import { pagesFor } from "../../app/domain/pages";
import { hasToday, ROLES, type Role, reachesPeople } from "../../app/domain/permissions";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import * as home from "../../app/routes/_index";
import { type TestDatabase, testDatabase } from "../support/database";
import { type PlanScene, planScene } from "../support/plan-scene";
import { cookieOf, pageOf } from "../support/route-page";

let database: TestDatabase;
let scene: PlanScene;

beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
});

const startOf = async (role: Role) =>
  pageOf(home, await cookieOf(database, (await scene.staff(`A ${role}`, role))()), { path: "/" });

test("whoever reviews access sees what waits, counted, with the way to it", async () => {
  const before = await startOf("governance_officer");
  expect(before.words).toContain("No closed part that was opened waits for review");
  expect(before.words).toContain("No withheld opening is to be looked at again");
  const personId = await scene.aLivePlan([{ unit: "aboutMe.worthKnowing", values: { worthKnowing: "MARK-WORTH" } }]);
  const at = new Date();
  const closed = { unit: "aboutMe.worthKnowing", kind: "closed", roles: ["gp"], category: "safeguarding" } as const;
  await restrictPart(scene.asGp(), { personId, key: newId(), render, at, ...closed });
  const [part] = (await openRestrictions(scene.asNurse(), personId))!.closed;
  await openClosedPart(scene.asNurse(), { personId, id: part!.id, reason: "Visit", key: newId(), at });
  for (const [reviewOn, day] of [
    ["2026-02-01", "2026-01-01"],
    ["2099-01-01", "2026-01-02"],
  ])
    await database.sql(
      `insert into withheld_opening (person_id, id, day, organisation_id, role, reason, by, by_name, by_role, at, review_on)
       values ($1, $2, $3, $4, 'gp', 'Harm', $5, 'Olu Ade', 'Officer', now(), $6)`,
      [personId, newId(), day, scene.practice, scene.asGp().accountId, reviewOn],
    );
  const { words, markup } = await startOf("governance_officer");
  expect(words).toContain("1 closed part that was opened waits for review");
  expect(words).toContain("1 withheld opening is to be looked at again 2 withheld in all");
  for (const to of ["/overrides", "/withheld-openings"]) expect(markup).toContain(`href="${to}"`);
  expect(words).not.toContain("Nothing yet");
  expect(words).not.toContain("MARK");
});

test.each((Object.keys(ROLES) as Role[]).filter((role) => !reachesPeople(role)))(
  "%s is told of nothing only where the role has no page",
  async (role) => {
    const viewer = { role, permissions: [] };
    const pages = pagesFor(viewer).filter(({ to }) => to !== "/");
    expect((await startOf(role)).words.includes("Nothing yet")).toBe(pages.length === 0 && !hasToday(viewer).length);
  },
);
