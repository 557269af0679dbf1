/** From a band to the very entry that caused it in two clicks, and from a gap to its source in one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, launchBrowser } from "../support/browser";
import { registeredWith, resident, startBorough } from "../support/journey-borough";
import { signInWithOneClick, type Walk, walkIn } from "../support/journey-walk";
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

async function asGp(): Promise<Walk> {
  const gp = await walkIn(browser, server);
  await signInWithOneClick(gp, "Dr Amir Khan");
  return gp;
}

const FRAIL = `exists (select from registry_row r join stratification_run s on s.id = r.run_id and s.current
  where r.person_id = p.id and r.index_category in ('moderate', 'severe') and r.index_known)`;
const DIABETIC_WITH_GAP = `exists (select from registry_row r join stratification_run s on s.id = r.run_id and s.current
  where r.person_id = p.id and r.diabetes and r.gaps && array['foot-check', 'urine-albumin'])`;

test("two clicks from the frailty band to the entries behind it", async () => {
  const { page, look, close } = await asGp();
  const person = await resident(server, `${registeredWith("amir.khan")} and ${FRAIL}`);
  await page.goto(`${server.url}/people/${person.id}`);
  const card = page.getByRole("region", { name: "Why here" });
  await card.getByText(/^Frailty index \(eFI\)/).click();
  const reason = card.locator("details details summary, details li a").first();
  await reason.waitFor();
  await reason.click();
  // A day on which something was recorded, in the list that opened or on the page that the reason led to.
  await page
    .getByText(/\d{1,2} [A-Z][a-z]{2} \d{4}/)
    .first()
    .waitFor();
  await look("entries behind a band");
  await close();
});

test("one click from a gap to the protocol's row with its source", async () => {
  const { page, look, close } = await asGp();
  const person = await resident(server, `${registeredWith("amir.khan")} and ${DIABETIC_WITH_GAP}`);
  await page.goto(`${server.url}/people/${person.id}`);
  const card = page.getByRole("region", { name: "What is due" });
  const source = card.getByRole("link", { name: /^source of / }).first();
  const to = await source.getAttribute("href");
  expect(to).toMatch(/^\/protocols\/[a-z-]+#[\w-]+$/i);
  await source.click();
  await page.waitForURL((url) => `${url.pathname}${url.hash}` === to);
  await page.locator(`[id="${to!.split("#")[1]}"]`).waitFor();
  await look("a protocol's row with its source");
  await close();
});
