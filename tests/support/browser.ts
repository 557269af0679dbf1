/** Chromium for the journeys: pages that fail on a stray console.error, and axe. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/chromium.js";

export type { Browser, Page } from "playwright-core";

export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
export const DESK = { viewport: { width: 1280, height: 900 } } as const;

export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (!executablePath) throw new Error("There is no Chromium: npm test installs one, or set CHROMIUM_PATH.");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"] });
}

export type WatchedPage = { page: Page; strays: string[]; close(): Promise<void> };

/**
 * A page in a context (and so a session) of its own. `close` fails when the page wrote to console.error, threw, or was
 * refused something by the Content-Security-Policy. Answers of 4xx and 5xx that a journey means to see are no strays.
 */
export async function openPage(browser: Browser, options: BrowserContextOptions = DESK): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/London", ...options });
  const page = await context.newPage();
  const strays: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/^Failed to load resource/.test(message.text())) strays.push(message.text());
  });
  page.on("pageerror", (error) => strays.push(error.message));
  return {
    page,
    strays,
    async close() {
      await context.close();
      if (strays.length) throw new Error(`The browser's console has errors:\n${strays.join("\n")}`);
    },
  };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong on the page as it stands, one line each; empty when nothing is. */
export async function axe(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's Content-Security-Policy does not bind.
  await page.evaluate(axeSource);
  const results = (await page.evaluate("axe.run()")) as AxeResults;
  return results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(" ")).join(", ")})`,
  );
}
