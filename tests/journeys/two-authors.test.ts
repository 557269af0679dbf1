/** Two people write one section at once: each knows of the other, nothing of either is lost, and they choose with both texts in sight. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, launchBrowser } from "../support/browser";
import { HAS_PLAN, registeredWith, resident, startBorough } from "../support/journey-borough";
import * as practice from "../support/journey-practice";
import { signInByPassword, signInWithOneClick, type Walk, walkIn } from "../support/journey-walk";
import { inDays } from "../support/mdg-scene";
import type { RunningServer } from "../support/running-server";

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startBorough({ worker: false }), launchBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const LIVING = "Lives with";
const agreed = (why: string) => ({
  "Was the plan agreed?": "With the person",
  On: inDays(0),
  "Was a copy given?": "Yes",
  "Copy given on": inDays(0),
  How: "Print",
  "Why do you publish?": why,
});

test("two browsers on the same section", { timeout: 120_000 }, async () => {
  const person = await resident(
    server,
    `${registeredWith("amir.khan")} and ${HAS_PLAN} and not exists (select from plan_draft d where d.person_id = p.id)`,
  );
  const path = `${server.url}/people/${person.id}/plan/edit/home`;
  const [gp, nurse] = [await walkIn(browser, server), await walkIn(browser, server)];
  await signInWithOneClick(gp, "Dr Amir Khan");
  await signInByPassword(nurse, "grace.mensah");
  await nurse.page.getByRole("heading", { name: "Tasks" }).waitFor();
  for (const { page } of [gp, nurse]) await page.goto(path, { waitUntil: "networkidle" });

  await nurse.page.getByText(/^Also here: Dr Amir Khan \(GP\), writing/).waitFor();
  await gp.page.getByText(/^Also here: Grace Mensah \(Practice nurse\), writing/).waitFor();
  await nurse.look("two authors");

  // Different lines: what one publishes comes into the other's form, beside what is being typed there.
  const writes = async ({ page }: Walk, label: string, words: string) => {
    await page.getByLabel(label, { exact: true }).fill(words);
    await page.getByText(/^Draft saved/).waitFor();
  };
  await writes(nurse, "Equipment", "Walking frame, commode");
  await writes(gp, LIVING, "alone since October");
  await practice.asksToPublish(gp, person, agreed("Lives alone now"));
  await gp.page.waitForURL(/\/plan$/);
  await nurse.page.getByText(/^Version \d+ was published by Dr Amir Khan/).waitFor();
  await expect.poll(() => nurse.page.getByLabel(LIVING, { exact: true }).inputValue()).toBe("alone since October");
  expect(await nurse.page.getByLabel("Equipment", { exact: true }).inputValue()).toBe("Walking frame, commode");

  // The same line: both texts with their authors, and a third one.
  await writes(nurse, LIVING, "her son is back");
  await gp.page.goto(path, { waitUntil: "networkidle" });
  await writes(gp, LIVING, "alone, carer twice a day");
  await practice.asksToPublish(gp, person, agreed("Carer twice a day"));
  await gp.page.waitForURL(/\/plan$/);
  await nurse.page.getByRole("link", { name: "look at both texts and choose" }).click();
  const both = nurse.page.getByRole("group", { name: /lives with/i });
  await both.getByText("her son is back").first().waitFor();
  await both.getByText("alone, carer twice a day").waitFor();
  await both.getByText(/^Published by Dr Amir Khan \(GP\), /).waitFor();
  await nurse.look("both changed");
  await both.getByLabel("Write a third text").check();
  await both.getByText("The third text").click();
  await both.getByLabel(LIVING, { exact: true }).fill("her son is back at night; carer twice a day");
  await nurse.page.getByRole("button", { name: "Keep what I chose" }).click();
  await nurse.page.waitForURL(/\/plan$/);
  await practice.asksToPublish(nurse, person, agreed("Both of us are right"));
  await nurse.page.waitForURL(/\/plan$/);

  const versions = await server.sql<{ living: string; equipment: string }>(
    `select document #>> '{sections,home,fields,livingWith}' as living, document #>> '{sections,home,fields,equipment}' as equipment
     from plan_version where person_id = $1 order by version desc limit 3`,
    [person.id],
  );
  expect(versions.map(({ living }) => living)).toEqual([
    "her son is back at night; carer twice a day",
    "alone, carer twice a day",
    "alone since October",
  ]);
  expect(versions[0]!.equipment).toBe("Walking frame, commode");
  const log = await server.sql<{ words: string }>(
    "select values ->> 'livingWith' as words from plan_draft_edit where person_id = $1 and unit = 'home.livingWith'",
    [person.id],
  );
  expect(log.map(({ words }) => words)).toContain("her son is back");
  await gp.close();
  await nurse.close();
});
