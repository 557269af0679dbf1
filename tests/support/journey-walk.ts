/** Somebody at a browser: where they went, what they saw, and whether each page was clean. */
import { mkdirSync } from "node:fs";
import type { Locator } from "playwright-core";
import { expect, onTestFailed } from "vitest";
import { DEMO_PASSWORD } from "../../scripts/borough/staff";
import { axe, type Browser, DESK, openPage, type Page } from "./browser";

export type Walk = {
  page: Page;
  url: string;
  /** Holds a page that was reached to what holds for all: axe finds nothing. With PICTURES=folder it is kept as one. */
  look(what: string): Promise<void>;
  close(): Promise<void>;
};
/** All addresses that were asked for and all titles that were shown, of all walks of a journey. */
export type Footprints = { urls: Set<string>; titles: Set<string> };
export const footprints = (): Footprints => ({ urls: new Set(), titles: new Set() });

export async function walkIn(
  browser: Browser,
  { url }: { url: string },
  prints: Footprints = footprints(),
  options: Parameters<typeof openPage>[1] = DESK,
): Promise<Walk> {
  const { page, close } = await openPage(browser, options);
  page.setDefaultTimeout(15_000);
  onTestFailed(() => picture(page, "failed"));
  page.on("request", (request) => prints.urls.add(request.url()));
  return {
    page,
    url,
    async look(what) {
      await page.waitForLoadState("load");
      prints.titles.add(await page.title());
      await picture(page, what);
      // axe itself needs scripts to run.
      if (options?.javaScriptEnabled !== false) expect(await axe(page), `axe on: ${what}`).toEqual([]);
    },
    close,
  };
}

async function picture(page: Page, what: string) {
  const folder = process.env.PICTURES;
  if (!folder || page.isClosed()) return;
  mkdirSync(folder, { recursive: true });
  const width = page.viewportSize()?.width;
  await page.screenshot({ path: `${folder}/${what.replaceAll(" ", "-")}-${width}.png`, fullPage: true });
}

/** No name, no NHS number in an address or a title: both are kept by browsers, proxies and shared screens. */
export function expectNobodyNamed(
  { urls, titles }: Footprints,
  { names, number }: { names: string[]; number: string },
) {
  const spaced = new RegExp([...number].join("[\\s+-]*"));
  for (const text of [...[...urls].map(decodeURIComponent), ...titles]) {
    expect(text).not.toMatch(spaced);
    const words = text.toLowerCase().split(/[^\p{L}]+/u);
    for (const name of names) expect(words, text).not.toContain(name.toLowerCase());
  }
}

// ── Signing in and out ────────────────────────────────────────────────────────────────────────────────────

export async function signInWithOneClick({ page, url }: Walk, name: string) {
  await page.goto(`${url}/sign-in`);
  await page.getByRole("listitem").filter({ hasText: name }).first().getByRole("button").click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

export async function signOut({ page }: Walk) {
  await page.goto(new URL("/", page.url()).href);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

export const emailOf = (key: string) => `${key}@demo.confer.example`;

export async function signInByPassword({ page, url }: Walk, key: string, password = DEMO_PASSWORD) {
  if (!page.url().includes("/sign-in")) await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail address").fill(emailOf(key));
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

// ── By keyboard ───────────────────────────────────────────────────────────────────────────────────────────

const MOST_TABS = 60;

/** Presses Tab until the control has the focus; a trap or a control out of reach fails. */
export async function tabTo(page: Page, control: Locator) {
  await control.waitFor();
  for (let presses = 0; presses < MOST_TABS; presses++) {
    await page.keyboard.press("Tab");
    if (await control.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${MOST_TABS} presses of Tab do not reach ${control}`);
}

export async function typeInto(page: Page, field: Locator, text: string) {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

export async function pressOn(page: Page, control: Locator) {
  await tabTo(page, control);
  await page.keyboard.press("Enter");
}
