/** Old browsers, locked-down ones, and a script that did not arrive: the same work by plain forms. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, DESK, launchBrowser, PHONE } from "../support/browser";
import { HAS_PLAN, registeredWith, resident, startBorough } from "../support/journey-borough";
import * as practice from "../support/journey-practice";
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

test("registry, record and plan without script", async () => {
  const person = await resident(server, `${registeredWith("grace.mensah")} and not ${HAS_PLAN}`);
  const nurse = await walkIn(browser, server, undefined, { ...DESK, javaScriptEnabled: false });
  const { page, look } = nurse;
  await signInByPassword(nurse, "grace.mensah");
  await page.getByRole("heading", { name: "Tasks" }).waitFor();
  await page.getByRole("link", { name: "Registry" }).click();
  await page.getByRole("table").waitFor();
  await look("registry without script");
  await page.getByLabel("or NHS number").fill(person.number);
  await page.getByRole("button", { name: "Find", exact: true }).click();
  expect(page.url()).not.toContain(person.number);
  await page
    .getByRole("row")
    .getByRole("link", { name: new RegExp(person.family, "i") })
    .click();
  await page.getByRole("heading", { name: "Why here" }).waitFor();
  await look("record without script");

  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await practice.writesSection(nurse, person, "handler", { "First line": "Speaks slowly: give time." });
  await practice.writesSection(nurse, person, "people", { Name: "Practice", Phone: "020 7946 0321" });
  await practice.asksToPublish(nurse, person, { "Why do you publish?": "" });
  await page.getByRole("alert").getByText("Say why you publish").waitFor();
  await practice.asksToPublish(nurse, person, {
    "Was the plan agreed?": "Not discussed",
    "Why do you publish?": "First",
  });
  // Of a CPR section that the nurse may not write: said, and no bar to publishing.
  await page.getByText("Also missing").waitFor();
  await page.getByRole("link", { name: "Choose the CPR recommendation" }).waitFor();
  await page.getByRole("alert").getByText("Choose the lawful reason for not discussing the plan").waitFor();
  expect(await page.getByLabel("Was the plan agreed?").inputValue()).toBe("not_discussed");
  await look("publish without script");
  await nurse.close();
});

test("a look-up and its contact without script", async () => {
  const person = await resident(server, HAS_PLAN);
  const crew = await walkIn(browser, server, undefined, { ...PHONE, javaScriptEnabled: false });
  const { page } = crew;
  await signInWithOneClick(crew, "Jo Parker");
  await page.getByRole("link", { name: "Urgent look-up" }).click();
  await page.getByLabel("NHS number").fill(person.number);
  await page.getByRole("button", { name: "Look up" }).first().click();
  await page.getByLabel(/I have checked two identifiers/).check();
  await page.getByLabel(/I am attending/).check();
  await page.getByRole("button", { name: "Open the plan" }).click();
  await page.getByRole("heading", { name: /^CPR: / }).waitFor();
  await page.getByRole("button", { name: "Record contact" }).click();
  await page.getByRole("button", { name: "Record contact" }).click();
  await page.getByText("Choose what happened").first().waitFor();
  await page.getByLabel("Conveyed to hospital").check();
  await page.getByLabel("I followed the plan").check();
  await page.getByRole("button", { name: "Record contact" }).click();
  await page.getByRole("heading", { name: "Contact recorded" }).waitFor();
  await crew.close();
});
