/** A plan is as old as its oldest critical line, wherever its age is said (safety rule 5, hazard 7). */
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { openCase } from "../../app/data/case-packs.server";
import { findFeatures, queryOf } from "../../app/data/features.server";
import { newId } from "../../app/data/identity.server";
import { findRecord } from "../../app/data/people.server";
import { saveDraft } from "../../app/data/plan-drafts.server";
import { listReviews } from "../../app/data/plan-review-lists.server";
import { confirmLine, publishPlan, withdrawPlan } from "../../app/data/plans.server";
import { openRegistry } from "../../app/data/registry.server";
import { addMonths } from "../../app/domain/calendar";
import { londonDate } from "../../app/domain/dates";
import type { Operation } from "../../app/domain/plan";
import { readReviewFilter } from "../../app/domain/plan-review-filter";
import { planCell } from "../../app/domain/registry-line";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let database: TestDatabase;
let scene: Awaited<ReturnType<typeof registryScene>>;
let gp: StaffViewer;
const now = new Date();
const sevenMonthsAgo = addMonths(londonDate(now), -7);

beforeAll(async () => {
  database = await testDatabase();
  scene = await registryScene(database);
  gp = { ...scene.gp, permissions: ["sign emergency recommendation"] };
});

/** Published today, its CPR decision of seven months ago, another line confirmed a moment later. */
async function aPlan(...more: Operation[]) {
  const personId = await scene.listed(`Old${more.length}`, scene.organisations.practice);
  const operations = PLAN_OPERATIONS.map((operation) =>
    operation.unit === "cpr" ? { ...operation, values: { ...operation.values, decidedOn: sevenMonthsAgo } } : operation,
  );
  await saveDraft(again(gp), { personId, operations: [...operations, ...more], at: now });
  const command = { personId, render, at: now };
  expect(await publishPlan(again(gp), { ...command, key: newId(), reason: "Review" })).toMatchObject({ ok: true });
  const line = { unit: "handler", version: 1 } as const;
  expect(await confirmLine(again(gp), { ...command, ...line, key: newId() })).toEqual({ ok: true });
  return personId;
}

const since = new Date(`${sevenMonthsAgo}T00:00:00Z`);

describe("one line of seven months among fresh ones", () => {
  test("ages the plan in the registry, My work, the pack, the record and for stratification alike", async () => {
    const personId = await aPlan();
    const place = { from: 0 };
    const query = { filter: { planOlder: "180" }, sort: { by: "plan", direction: "asc" }, place } as const;
    const { block } = await openRegistry(again(gp), query);
    const line = block.lines.find((one) => one.personId === personId)!;
    expect(line.plan).toEqual({ oldestSince: since.toISOString() });
    expect(planCell(line, now)).toBe("7 months ⚠");

    const { reviews } = await listReviews(again(gp), readReviewFilter(new URLSearchParams()));
    expect(reviews).toMatchObject([{ personId, oldestSince: sevenMonthsAgo }]);
    expect((await findRecord(again(gp), personId))?.plan?.oldest).toMatchObject({ since: sevenMonthsAgo });

    const [meetingId, caseId] = [await scene.meeting(scene.group, 2), newId()];
    await database.sql(
      `insert into mdg_case (person_id, id, meeting_id, position, question, referred_by, referred_by_name, referred_at)
       values ($1, $2, $3, 1, 'Safe at home?', $4, 'Dr Khan', now())`,
      [personId, caseId, meetingId, gp.accountId],
    );
    expect((await openCase(again(gp), { meetingId, caseId }))?.pack.plan).toMatchObject({ oldestSince: since });

    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const [features] = await findFeatures(queryOf(client), [personId], londonDate(now), new Map());
    await client.end();
    expect(features?.planConfirmedOn).toEqual(since);
  });

  test("is young everywhere once that line is confirmed, and has no age when withdrawn", async () => {
    const personId = await aPlan();
    const kept = async () =>
      (await database.sql("select oldest_critical_since as since from plan where person_id = $1", [personId]))[0];
    expect(await kept()).toEqual({ since });
    const command = { personId, render, at: now };
    await confirmLine(again(gp), { ...command, unit: "cpr", version: 1, key: newId() });
    expect(await kept()).toEqual({ since: new Date(`${londonDate(now)}T00:00:00Z`) });
    await withdrawPlan(again(gp), { ...command, reason: "New decision", key: newId() });
    expect(await kept()).toEqual({ since: null });
  });
});

test("the oldest line is never named by a restricted item to those who may not see it", async () => {
  const secret = {
    trigger: "SECRET TRIGGER",
    doFirst: "Ring the refuge.",
    ring: "Refuge 020 7946 0321",
    restriction: "hidden",
  };
  const personId = await aPlan({ unit: "contingency/secret", values: secret });
  // All else is confirmed: the restricted line is the oldest.
  await database.sql(
    `update plan_version set document = jsonb_set(document, '{stamps,contingency/secret,at}', '"2025-01-01T10:00:00.000Z"') where person_id = $1`,
    [personId],
  );
  const coordinator = await scene.staff("Ms Ade", "care_coordinator", scene.organisations.practice);
  expect((await findRecord(again(gp), personId))?.plan?.oldest?.what).toContain("SECRET TRIGGER");
  const plan = (await findRecord(again(coordinator), personId))?.plan;
  expect(plan?.oldest).toMatchObject({ since: sevenMonthsAgo });
  expect(JSON.stringify(plan)).not.toContain("SECRET");
});
