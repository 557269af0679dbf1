/** One author writes, another signs; what was published is compared, restored and taken back. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, launchBrowser, PHONE } from "../support/browser";
import { HAS_PLAN, type Resident, registeredWith, resident, startBorough } from "../support/journey-borough";
import { signInByPassword, signInWithOneClick, type Walk, walkIn } from "../support/journey-walk";
import type { RunningServer } from "../support/running-server";

let server: RunningServer;
let browser: Browser;
let person: Resident;
let path: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([startBorough({ worker: false }), launchBrowser()]);
  person = await resident(server, `${registeredWith("amir.khan")} and ${HAS_PLAN}`);
  path = `${server.url}/people/${person.id}/plan`;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const gpSignsIn = async (): Promise<Walk> => {
  const gp = await walkIn(browser, server);
  await signInWithOneClick(gp, "Dr Amir Khan");
  return gp;
};

async function writes({ page }: Walk, section: string, label: string, words: string) {
  await page.goto(`${path}/edit/${section}`, { waitUntil: "networkidle" });
  await page.getByLabel(label, { exact: true }).fill(words);
  await page.getByRole("button", { name: "Save in my draft" }).first().click();
  await page.waitForURL(/\/plan#/);
}

/** The agreement is asked for again when clinical lines changed. */
async function publishes({ page }: Walk, reason: string) {
  await page.goto(`${path}/publish`);
  const today = new Date().toLocaleDateString("en-CA", { timeZone: "Europe/London" });
  await page.getByLabel("Was the plan agreed?").selectOption({ label: "With the person" });
  await page.getByLabel("On", { exact: true }).fill(today);
  await page.getByLabel("Was a copy given?").selectOption({ label: "Yes" });
  await page.getByLabel("Copy given on").fill(today);
  await page.getByLabel("How", { exact: true }).fill("Print");
  await page.getByLabel("Why do you publish?").fill(reason);
  await page.getByRole("button", { name: "Publish plan" }).click();
  await page.getByText(/^Live: version/).waitFor();
}

test("a coordinator proposes what only others may sign; the GP takes it, signs it by publishing, and it says so", {
  timeout: 90_000,
}, async () => {
  const first = await gpSignsIn();
  await writes(first, "escalation", "Goal of care", "Walking to the shop again.");
  await publishes(first, "Goal of care agreed");
  await first.close();

  const coordinator = await walkIn(browser, server);
  await signInByPassword(coordinator, "priya.shah");
  await coordinator.page.getByRole("button", { name: "Sign out" }).waitFor();
  await writes(coordinator, "escalation", "Goal of care", "Comfort, and her own chair by the window.");
  await coordinator.page.goto(`${path}/publish`);
  await coordinator.page.getByText("Your draft changes sections that you may not sign").waitFor();
  await coordinator.look("publish unsigned");
  await coordinator.page.getByRole("link", { name: "Propose them for signing" }).click();
  await coordinator.page.getByRole("heading", { name: "Proposals for signing" }).waitFor();
  await coordinator.look("propose");
  await coordinator.page.getByLabel("Note for who signs").fill("As she said on Monday");
  await coordinator.page.getByRole("button", { name: "Propose for signing" }).click();
  await coordinator.page.getByText(/by Priya Shah, Care coordinator: As she said on Monday/).waitFor();
  await coordinator.look("proposed");
  await coordinator.close();

  const gp = await gpSignsIn();
  await gp.page.goto(path);
  await gp.look("plan with proposal");
  await gp.page.getByRole("link", { name: "1 proposal waits for your signature" }).click();
  await gp.page.getByText("Comfort, and her own chair by the window.").waitFor();
  await gp.look("proposal to sign");
  await gp.page.getByRole("button", { name: "Take into my draft to sign" }).click();
  await gp.page.waitForURL(/\/publish$/);
  await gp.look("publish");
  await publishes(gp, "Her words");
  await gp.page
    .locator("#escalation")
    .getByText(/^Signed by Dr Amir Khan, GP, /)
    .waitFor();
  await gp.look("plan signed");
  await gp.close();
});

test("one line is confirmed at a time, and a copy is recorded", async () => {
  const gp = await gpSignsIn();
  const { page } = gp;
  await page.goto(path);
  const usual = page.locator("#usual");
  const lines = await usual.getByRole("button", { name: /^Still true/ }).count();
  expect(lines).toBeGreaterThan(1);
  await usual
    .getByRole("button", { name: /^Still true/ })
    .first()
    .click();
  await usual.getByText(/^confirmed today by Dr Amir Khan/).waitFor();
  expect(await usual.getByText(/^confirmed today/).count()).toBe(1);
  await page.getByText("Record a copy of this version").click();
  await page.getByLabel("To whom").selectOption({ label: "A carer" });
  await page.getByLabel("Form", { exact: true }).selectOption({ label: "Large print" });
  await page.getByRole("button", { name: "Record copy" }).click();
  await page.getByRole("alert").getByText("Name who got the copy").waitFor();
  await gp.look("copy without a name");
  await page.getByLabel(/^Name/).fill("Her daughter");
  await page.getByLabel("To whom").selectOption({ label: "A carer" });
  await page.getByLabel("Form", { exact: true }).selectOption({ label: "Large print" });
  await page.getByRole("button", { name: "Record copy" }).click();
  await page.getByText(/large print, to Her daughter \(a carer\)/).waitFor();
  await gp.close();
});

test("two versions are compared in sentences, the older one restored as a new one, an error taken out of sight", async () => {
  const gp = await gpSignsIn();
  const { page } = gp;
  await page.goto(`${path}/history`);
  await page
    .getByText(/The GP changed “Goal of care in an emergency” \(goal of care\) from /)
    .first()
    .waitFor();
  await gp.look("history");
  await page.getByRole("link", { name: "Compare two versions" }).click();
  await page.getByLabel("From version").selectOption("1");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await page.getByRole("heading", { name: /^From version 1 to version/ }).waitFor();
  await gp.look("compare");

  await page.goto(`${path}/versions/2`);
  await gp.look("version");
  await page.getByRole("button", { name: "Put version 2 into my draft" }).click();
  await page.waitForURL(/\/publish$/);
  const tick = page.getByLabel(/^Goal of care in an emergency: decided and signed by me now/);
  await tick.waitFor();
  await gp.look("publish restored");
  await page.getByLabel("Why do you publish?").fill("As it was");
  await page.getByRole("button", { name: "Publish plan" }).click();
  await page
    .getByRole("alert")
    .getByText(/these are the words of an older version/)
    .waitFor();
  await gp.look("publish restored refused");

  await page.goto(`${path}/versions/1`);
  await page.getByText("This version was entered in error").click();
  await page.getByLabel("Why is it an error?").fill("Of another person");
  await page.getByRole("button", { name: "Mark version 1 as entered in error" }).click();
  await page.getByText(/^Entered in error, says Dr Amir Khan/).waitFor();
  await page.getByRole("link", { name: "Version 1", exact: true }).click();
  await page.getByText("What it held is shown to nobody.").waitFor();
  await gp.look("version in error");
  await gp.close();
});

test("on a phone the plan, its proposals and its history fit", async () => {
  const phone = await walkIn(browser, server, undefined, PHONE);
  await signInByPassword(phone, "grace.mensah");
  await phone.page.getByRole("button", { name: "Sign out" }).waitFor();
  for (const page of ["", "/history", "/compare", "/propose", "/publish", "/versions/2"]) {
    await phone.page.goto(path + page);
    await phone.look(`phone${page.replaceAll("/", " ")}`);
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, page).toBeLessThanOrEqual(0);
  }
  await phone.close();
});
