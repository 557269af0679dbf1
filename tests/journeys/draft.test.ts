/** What an author types is kept as it is typed, and saving by the button never quarrels with that. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, launchBrowser, PHONE } from "../support/browser";
import { HAS_PLAN, registeredWith, resident, startBorough } from "../support/journey-borough";
import { signInWithOneClick, walkIn } from "../support/journey-walk";
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

test("words are kept before the button is pressed, and a press waits for what is on its way", async () => {
  const person = await resident(server, `${registeredWith("amir.khan")} and not ${HAS_PLAN}`);
  const form = `${server.url}/people/${person.id}/plan/edit/handler`;
  const walk = await walkIn(browser, server);
  const { page } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.goto(form, { waitUntil: "networkidle" });
  await page.getByLabel("First line").fill("Speaks slowly");
  await page.getByText(/^Draft saved/).waitFor();
  await page.reload({ waitUntil: "networkidle" });
  expect(await page.getByLabel("First line").inputValue()).toBe("Speaks slowly");

  // A slow line: the button is pressed while the words are still on their way.
  await page.route(/plan\/draft$/, async (route) => {
    const response = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.fulfill({ response });
  });
  await page.getByLabel("First line").fill("Speaks slowly: give time.");
  await page.waitForRequest((request) => request.method() === "POST");
  await page.getByRole("button", { name: "Save in my draft" }).click();
  await page.waitForURL(/\/plan#handler$/);
  await page.unrouteAll({ behavior: "wait" });
  await page.goto(form);
  expect(await page.getByLabel("First line").inputValue()).toBe("Speaks slowly: give time.");
  await walk.close();
});

test("a draft is listed with its age, and one that was thrown away comes back", { timeout: 60_000 }, async () => {
  const person = await resident(
    server,
    `${registeredWith("amir.khan")} and not ${HAS_PLAN} and not exists (select from plan_draft d where d.person_id = p.id)`,
  );
  const walk = await walkIn(browser, server, undefined, PHONE);
  const { page, look } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.goto(`${server.url}/people/${person.id}/plan/edit/usual`, { waitUntil: "networkidle" });
  await page.getByLabel("Moving", { exact: true }).fill("walks with two sticks");
  await page.getByText(/^Draft saved/).waitFor();
  await look("plan section on a phone");
  await page.goto(`${server.url}/people/${person.id}/plan/publish`);
  await page.getByRole("button", { name: "Throw my draft away" }).click();
  await page.waitForURL(/\/plan$/);

  await page.goto(`${server.url}/drafts`, { waitUntil: "networkidle" });
  const thrown = page.getByRole("region", { name: "Thrown away in the last 30 days" });
  await thrown.getByText(/Usual state/).waitFor();
  await look("drafts");
  await thrown.getByRole("button", { name: /^Bring back/ }).click();
  await page.waitForURL(/\/plan$/);
  await page.goto(`${server.url}/drafts`);
  const waiting = page.getByRole("region", { name: "Waiting" }).getByRole("listitem");
  await waiting
    .filter({ hasText: person.family.toUpperCase() })
    .getByText(/^Begun .*, last written today/)
    .waitFor();
  await page.goto(`${server.url}/people/${person.id}/plan/edit/usual`);
  expect(await page.getByLabel("Moving", { exact: true }).inputValue()).toBe("walks with two sticks");
  await walk.close();
});
