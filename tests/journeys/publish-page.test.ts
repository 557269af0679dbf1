/** The page that publishes asks what follows from the answers, and offers nothing that changes nothing; the way to the day's pages. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, DESK, launchBrowser, PHONE } from "../support/browser";
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

const OF_KHAN = `${HAS_PLAN} and ${registeredWith("amir.khan")}`;

test("a publish that was refused is mended on the same page and sent again", { timeout: 90_000 }, async () => {
  const person = await resident(server, OF_KHAN);
  const walk = await walkIn(browser, server);
  const { page, look } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  const plan = `${server.url}/people/${person.id}/plan`;
  await page.goto(`${plan}/edit/aboutMe`, { waitUntil: "networkidle" });
  await page.getByLabel("My wellness").fill("Sits by the window in the morning");
  await page.getByText(/^Draft saved/).waitFor();
  await page.goto(`${plan}/publish`, { waitUntil: "networkidle" });
  // What is answered here goes into the draft even when the publish is refused: its revision rises.
  await page.getByLabel("Was the plan agreed?").selectOption({ label: "With the person" });
  await page.getByLabel("On", { exact: true }).fill(new Date().toISOString().slice(0, 10));
  const publish = page.getByRole("button", { name: "Publish plan" });
  await publish.click();
  const refused = page
    .getByRole("alert")
    .getByRole("link", { name: "Say why you publish: what changed for the person?" });
  await refused.waitFor();
  await look("publish refused");
  await page.getByLabel("Why do you publish?").fill("New wishes");
  await publish.click();
  await page.waitForURL(/\/plan$/);
  await page.getByText("Sits by the window in the morning").first().waitFor();
  const published = "select reason from plan_version where person_id = $1 order by version desc limit 1";
  expect(await server.sql(published, [person.id])).toEqual([{ reason: "New wishes" }]);
  await walk.close();
});

test("with script only what follows from the first answer is asked, and typed words come back with their answer", {
  timeout: 90_000,
}, async () => {
  const person = await resident(server, OF_KHAN);
  const walk = await walkIn(browser, server);
  const { page, look } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  const plan = `${server.url}/people/${person.id}/plan`;

  await page.goto(`${plan}/publish`, { waitUntil: "networkidle" });
  await page.getByRole("heading", { name: "Nothing to publish" }).waitFor();
  expect(await page.getByRole("button", { name: "Publish plan" }).count()).toBe(0);
  await page.getByRole("link", { name: "Write down that it was agreed, and with whom" }).waitFor();
  await look("nothing to publish");

  await page.goto(`${plan}/edit/handler`, { waitUntil: "networkidle" });
  await page.getByLabel("First line").fill("Speaks slowly: give time to answer.");
  await page.getByText(/^Draft saved/).waitFor();
  await page.goto(`${plan}/publish`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Publish plan" }).waitFor();
  const why = page.getByLabel("Why not", { exact: true });
  const consulted = page.getByLabel("Who was consulted");
  for (const hidden of [why, consulted, page.getByLabel("Copy given on")]) expect(await hidden.isVisible()).toBe(false);
  const agreed = page.getByLabel("Was the plan agreed?");
  await agreed.selectOption({ label: "Discussed; the person disagrees" });
  await why.fill("She wants to stay at home");
  await agreed.selectOption({ label: "Not discussed" });
  expect([await why.isVisible(), await consulted.isVisible()]).toEqual([false, true]);
  await agreed.selectOption({ label: "Discussed; the person disagrees" });
  expect(await why.inputValue()).toBe("She wants to stay at home");
  await look("agreement asked");
  await walk.close();
});

test("without script all questions stand under headings that say when each is asked", async () => {
  const person = await resident(server, OF_KHAN);
  const walk = await walkIn(browser, server, undefined, { ...DESK, javaScriptEnabled: false });
  const { page } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  const plan = `${server.url}/people/${person.id}/plan`;
  await page.goto(`${plan}/edit/handler`);
  await page.getByLabel("First line").fill("Speaks slowly: give time, and one question at once.");
  await page.getByRole("button", { name: "Save in my draft" }).click();
  await page.waitForURL(/\/plan#handler$/);
  await page.goto(`${plan}/publish`);
  for (const group of ["If a representative agreed", "If it was not discussed", "If a copy was given"])
    expect(await page.getByRole("group", { name: group }).isVisible()).toBe(true);
  expect(await page.getByLabel("Who was consulted").isEnabled()).toBe(true);
  await walk.close();
});

test.each([
  ["a desk", { ...DESK, viewport: { width: 1440, height: 900 } }],
  ["a phone", PHONE],
])(
  "reviews and actions are one press away at %s, other pages two, and nothing is wider than the screen",
  async (_, options) => {
    const walk = await walkIn(browser, server, undefined, options);
    const { page, look } = walk;
    await signInWithOneClick(walk, "Dr Amir Khan");
    const nav = page.getByRole("navigation", { name: "Pages" });
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    const counted = await page
      .getByRole("link", { name: /plans? to review$/ })
      .first()
      .innerText();
    await nav.getByRole("link", { name: "Reviews" }).click();
    await page.getByRole("heading", { name: "Plans to review", level: 1 }).waitFor();
    expect(await page.locator("main strong").first().innerText()).toBe(counted.replace(/^0 plans/, "No plan"));
    await nav.getByRole("link", { name: "Actions" }).click();
    await page.getByRole("heading", { name: "Actions", level: 1 }).waitFor();
    await nav.getByText("More").click();
    const box = await nav.getByRole("link", { name: "Cohorts" }).boundingBox();
    expect(box!.x).toBeGreaterThanOrEqual(0);
    await look("more pages");
    expect(await fits()).toBe(true);
    await nav.getByRole("link", { name: "Cohorts" }).click();
    await page.getByRole("heading", { name: "Cohorts" }).first().waitFor();
    await nav.getByText("More: Cohorts").waitFor();
    expect(await nav.getByRole("link", { name: "Filing" }).isVisible()).toBe(false);
    await walk.close();
  },
);
