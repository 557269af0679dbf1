import { beforeAll, describe, expect, test } from "vitest";
import { checkPassword } from "../../app/access/passwords.server";
import { findDemoAssignments } from "../../app/data/accounts.server";
import { ROLES } from "../../app/domain/permissions";
import { type Filled, fillBorough } from "../../scripts/borough/fill";
import { DEMO_PASSWORD } from "../../scripts/borough/staff";
import { testDatabase } from "../support/database";

process.env.DEMO = "on";
const { sql } = await testDatabase();
const NOW = new Date("2026-11-22T09:00:00Z");
const BOROUGH = { people: 1_200, seed: 1, asOf: "2026-11-22" };

describe("a borough in the database", () => {
  let filled: Filled;
  const count = async (text: string) => Number((await sql<{ n: string }>(`select count(*) as n from ${text}`))[0]?.n);

  beforeAll(async () => {
    filled = await fillBorough(BOROUGH, NOW);
  }, 120_000);

  test("comes in whole through the import and is stratified", async () => {
    expect(filled.imported.counts.rejected).toBe(0);
    expect(filled.imported.counts.byType.Patient?.inserted).toBe(1_200);
    expect(await count("person where practice_id is null")).toBe(0);
    expect(await count("entry where implausible")).toBe(0);
    expect(filled.stratified).toBe(1_200 - (await count("person where died_on is not null")));
  });

  test("offers a sign-in for every role, with a password too", async () => {
    const offered = (await findDemoAssignments(NOW)).map(({ role }) => role);
    expect(Object.keys(ROLES).filter((role) => !(offered as string[]).includes(role))).toEqual([]);
    const opened = await checkPassword("amir.khan@demo.confer.example", DEMO_PASSWORD, NOW);
    expect(opened).toHaveProperty("accountId");
  });

  test("has plans fresh and stale, with texts for crews, and one where CPR is not recommended", async () => {
    const halfYear = "now() - interval '6 months'";
    expect(await count("published_text where audience = 'crew'")).toBe(filled.living.plans);
    expect(await count(`plan_version where published_at < ${halfYear}`)).toBeGreaterThan(0);
    expect(await count(`plan_version where published_at > ${halfYear}`)).toBeGreaterThan(0);
    const cpr = "plan_version where document #>> '{sections,cpr,fields,decision}'";
    expect(await count(`${cpr} = 'not_recommended'`)).toBeGreaterThan(0);
  });

  test("has meetings behind it with closed cases and owned actions, and one ahead with cases waiting", async () => {
    expect(await count("meeting where closed_at is not null")).toBe(6);
    expect(await count("meeting where closed_at is null")).toBe(2);
    const past = "mdg_case c join meeting m on m.id = c.meeting_id where m.closed_at is not null";
    expect(await count(past)).toBeGreaterThan(5);
    expect(await count(`${past} and c.status <> 'closed'`)).toBe(0);
    expect(await count("action where origin = 'case' and status = 'done'")).toBeGreaterThan(0);
  });

  test("did most of what its old plans asked for: few actions are late, and the first chase makes no flood", async () => {
    const old = "action where origin = 'plan' and due_on <= date '2026-11-22' - 7";
    const open = await count(`${old} and status not in ('done', 'cancelled')`);
    expect(await count(old)).toBeGreaterThan(5);
    expect(open).toBeLessThan((await count(old)) / 4);
    expect(await count(`${old} and status = 'done'`)).toBe((await count(old)) - open);
  });

  test("has somebody who signs and endorses emergency recommendations, at the practice and in hospital", async () => {
    const endorses = "assignment where 'endorse emergency recommendation' = any (permissions) and role";
    expect(await count(`${endorses} = 'gp'`)).toBe(1);
    expect(await count(`${endorses} = 'consultant'`)).toBe(1);
  });

  test("has a review on a practice's list for every contact of last nights", async () => {
    expect(filled.living.contacts).toBeGreaterThan(2);
    expect(await count("contact where closed_at is not null")).toBe(filled.living.contacts);
    expect(await count("task where kind = 'review_plan_after_contact' and done_at is null")).toBe(
      filled.living.contacts,
    );
  });

  test("changes nothing when it is made again", async () => {
    const again = await fillBorough(BOROUGH, NOW);
    const { inserted, updated } = again.imported.counts;
    expect({ inserted, updated, ...again.living }).toEqual({
      inserted: 0,
      updated: 0,
      staff: filled.living.staff,
      plans: 0,
      cases: 0,
      contacts: 0,
    });
  }, 120_000);

  test("is not made beside real NHS numbers", async () => {
    await sql("update person set nhs_number = '9434765919' where id = (select id from person limit 1)");
    await expect(fillBorough(BOROUGH, NOW)).rejects.toThrow("outside the test range");
  });
});
