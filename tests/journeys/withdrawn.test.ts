/** What must not come back silently: a withdrawn recommendation. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, launchBrowser, PHONE } from "../support/browser";
import { HAS_PLAN, registeredWith, resident, startBorough } from "../support/journey-borough";
import { signInByPassword, signInWithOneClick, walkIn } from "../support/journey-walk";
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

test("on a phone, whose plan it is stays in sight", async () => {
  const person = await resident(server, `${registeredWith("grace.mensah")} and ${HAS_PLAN}`);
  const nurse = await walkIn(browser, server, undefined, PHONE);
  const { page, look } = nurse;
  await signInByPassword(nurse, "grace.mensah");
  await page.getByRole("heading", { name: "Tasks" }).waitFor();
  await page.goto(`${server.url}/people/${person.id}/plan`);
  await page.locator("#people").scrollIntoViewIfNeeded();
  const box = await page.locator(".person-line").boundingBox();
  expect(box).toMatchObject({ y: 0 });
  expect((await page.locator(".person-line").innerText()).toLowerCase()).toContain(person.family.toLowerCase());
  await look("plan on a phone");
  await page.goto(`${server.url}/people/${person.id}/plan/print`);
  await page.getByText("Allergies:").waitFor();
  expect(await page.locator(".plan-print").innerText()).not.toMatch(/\b(today|yesterday|days ago|months ago)\b/);
  await nurse.close();
});

test("a withdrawn plan says by whom and why, and is published again only when each decision is signed again", async () => {
  const person = await resident(server, `${registeredWith("amir.khan")} and ${HAS_PLAN}`);
  const gp = await walkIn(browser, server);
  const { page, look } = gp;
  await signInWithOneClick(gp, "Dr Amir Khan");
  const path = `${server.url}/people/${person.id}/plan`;
  await page.goto(path);
  await page.getByText("Withdraw the plan").click();
  await page.getByLabel("Why is it withdrawn?").fill("Changed in hospital");
  await page.getByRole("button", { name: "Withdraw plan now" }).click();
  await page.getByText(/^Withdrawn .* by Dr Amir Khan: Changed in hospital\.$/).waitFor();
  await look("plan withdrawn");
  await page.goto(`${path}/history`);
  await page
    .getByText(/by Dr Amir Khan: Changed in hospital/)
    .first()
    .waitFor();

  await page.goto(`${path}/publish`);
  await page.getByText("sign each of these again").waitFor();
  expect(await page.getByLabel("Was the plan agreed?").inputValue()).toBe("");
  await look("publish after withdrawal");
  await page.getByLabel("Why do you publish?").fill("Again");
  await page.getByRole("button", { name: "Publish plan" }).click();
  const refusal = page.getByRole("alert");
  await refusal.getByText(/Health attorney \(LPA\)” is signed again/).waitFor();
  await refusal.getByText("Say whether the plan was agreed, and with whom").waitFor();
  await look("publish after withdrawal refused");
  expect(await server.sql("select 1 from plan where person_id = $1 and status = 'live'", [person.id])).toEqual([]);
  await gp.close();
});
