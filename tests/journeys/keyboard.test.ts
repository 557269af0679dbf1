/** With the keyboard alone: from the plan to one line and back to it, in few presses. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, DESK, launchBrowser } from "../support/browser";
import { HAS_PLAN, registeredWith, resident, startBorough } from "../support/journey-borough";
import { signInWithOneClick, tabTo, walkIn } from "../support/journey-walk";
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

const WITH_MOVING = `${HAS_PLAN} and ${registeredWith("amir.khan")} and exists (select from plan l
  join plan_version v on v.person_id = l.person_id and v.version = l.current_version
  where l.person_id = p.id and v.document->'sections'->'usual'->'fields' ? 'mobility'
    and jsonb_array_length(v.document->'sections'->'contingency'->'items') > 0)`;

test("to a section, to a line's field, and back with the focus on the line", { timeout: 90_000 }, async () => {
  const person = await resident(server, WITH_MOVING);
  const walk = await walkIn(browser, server);
  const { page, look } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  const plan = `${server.url}/people/${person.id}/plan`;
  await page.goto(plan, { waitUntil: "networkidle" });
  const focused = () => page.evaluate(() => document.activeElement?.id ?? "");

  // Past the header by the skip link, then at most a few presses to the list of sections.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  let presses = 0;
  while ((await focused()) !== "go-to" && presses < 12) {
    await page.keyboard.press("Tab");
    presses++;
  }
  expect(await focused()).toBe("go-to");
  await page.getByLabel("Go to a section").selectOption("usual");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await focused()).toBe("usual");
  await look("focus on a section");

  // The section's own Edit is next in reach.
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Edit/);

  await tabTo(page, page.locator('a[href$="/plan/edit/usual#mobility"]'));
  await page.keyboard.press("Enter");
  await page.waitForURL(/edit\/usual#mobility$/);
  await expect.poll(focused).toBe("mobility");
  await page.keyboard.press("End");
  await page.keyboard.type(" slowly");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/plan#usual$/);
  await expect.poll(focused).toBe("usual.mobility");
  await look("focus back on the line");

  const change = page.locator('a[href*="/plan/edit/contingency#"]').first();
  const item = (await change.getAttribute("href"))!.split("#")[1]!;
  await change.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/edit\/contingency#/);
  await expect.poll(focused).toBe(item);
  await page.locator(`[id="${item}"]`).getByRole("button", { name: "Save in my draft" }).click();
  await page.waitForURL(/edit\/contingency$/);
  await expect.poll(focused).toBe(item);
  await page.getByRole("link", { name: "Back to the plan" }).click();
  await page.waitForURL(/\/plan#contingency$/);
  await expect.poll(focused).toBe(`contingency/${item}`);
  await walk.close();
});

test("without script the list of sections leads to the section all the same", async () => {
  const person = await resident(server, WITH_MOVING);
  const walk = await walkIn(browser, server, undefined, { ...DESK, javaScriptEnabled: false });
  const { page } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.goto(`${server.url}/people/${person.id}/plan`);
  await page.getByLabel("Go to a section").selectOption("usual");
  await page.getByRole("button", { name: "Go", exact: true }).click();
  await page.waitForURL(/\/plan#usual$/);
  await walk.close();
});
