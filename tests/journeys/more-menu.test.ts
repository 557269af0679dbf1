/** The menu that holds the other pages: with script it closes by Escape and by a press elsewhere, and the focus stays where it was. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, DESK, launchBrowser, PHONE } from "../support/browser";
import { startBorough } from "../support/journey-borough";
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

test.each([
  ["a desk", { ...DESK, viewport: { width: 1440, height: 900 } }],
  ["a phone", PHONE],
])("the More menu closes by Escape and by a press elsewhere at %s", { timeout: 90_000 }, async (_, options) => {
  const walk = await walkIn(browser, server, undefined, options);
  const { page } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.goto(`${server.url}/reviews`, { waitUntil: "networkidle" });
  const more = page.locator("summary", { hasText: "More" }).first();
  const link = page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Care rules" });
  await more.click();
  await link.focus();
  await page.keyboard.press("Escape");
  await expect.poll(() => link.isVisible()).toBe(false);
  await expect.poll(() => more.evaluate((summary) => summary === document.activeElement)).toBe(true);
  await more.click();
  await expect.poll(() => link.isVisible()).toBe(true);
  await page.getByText(/^Dr Amir Khan, GP/).click();
  await expect.poll(() => link.isVisible()).toBe(false);
  await more.click();
  await link.click();
  await page.waitForURL(/\/protocols$/);
  await expect.poll(() => link.isVisible()).toBe(false);
  await walk.close();
});
