/** What a crew does: find the person by keyboard, read the crisis page, record the contact. */
import { expect } from "vitest";
import { DEMO_PASSWORD } from "../../scripts/borough/staff";
import type { Browser } from "./browser";
import type { Chosen } from "./journey-practice";
import { emailOf, pressOn, typeInto, type Walk } from "./journey-walk";

export async function signsInByKeyboard({ page, url, look }: Walk, key: string) {
  await page.goto(`${url}/sign-in`);
  await look("sign in");
  await typeInto(page, page.getByLabel("E-mail address"), emailOf(key));
  await typeInto(page, page.getByLabel("Password"), DEMO_PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  await pressOn(page, page.getByRole("link", { name: "Urgent look-up" }));
  await page.getByRole("heading", { name: "Urgent look-up" }).waitFor();
}

export async function looksUpByKeyboard({ page, look }: Walk, { family, number, bornOn }: Chosen) {
  const [year, month, day] = bornOn.split("-") as [string, string, string];
  await look("urgent look-up");
  await typeInto(page, page.getByLabel("NHS number"), number);
  for (const [part, value] of Object.entries({ Day: day, Month: month, Year: year }))
    await typeInto(page, page.getByLabel(part, { exact: true }).first(), value);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: new RegExp(family, "i") }).waitFor();
  await page.getByText("There is a plan.").waitFor();
  await look("safe match");
}

/** Two identifiers were the look-up's own; that the crew attends is said here. */
export async function attendsAndOpens({ page, look }: Walk) {
  await typeInto(page, page.getByLabel("I am attending"), " ");
  await pressOn(page, page.getByRole("button", { name: "Open the plan" }));
  await page.waitForURL(/\/urgent\/people\//);
  await look("crisis page");
}

/** Each is found above the foot of the first screen, without scrolling. */
export async function readsOnTheFirstScreen({ page }: Pick<Walk, "page">, words: readonly (string | RegExp)[]) {
  const foot = (await page.locator("nav.foot").boundingBox())!.y;
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  for (const said of words) {
    const box = await page.getByText(said).first().boundingBox();
    expect(box, `${said} is on the page`).not.toBeNull();
    expect(box!.y + box!.height, `${said} is above the foot`).toBeLessThanOrEqual(foot);
  }
}

/** The page comes whole in one request. */
export async function comesInOneRequest({ page }: Walk) {
  const asked: string[] = [];
  const note = (request: { url(): string }) => asked.push(request.url());
  page.on("request", note);
  await page.reload({ waitUntil: "networkidle" });
  page.off("request", note);
  expect(asked).toEqual([page.url()]);
}

/** The same session in a browser that runs no script. */
export async function opensWithoutScript(browser: Browser, { page }: Walk, words: readonly (string | RegExp)[]) {
  const context = await browser.newContext({
    viewport: page.viewportSize(),
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(page.url());
  await readsOnTheFirstScreen({ page: plain }, words);
  await context.close();
}

export async function recordsNotConveyed({ page, look }: Walk, note: string) {
  await page.getByRole("button", { name: "Record contact" }).click();
  await page.getByLabel("Not conveyed: stayed where they were").check();
  await page.getByLabel("I followed the plan").check();
  await page.getByLabel("Note for the practice (optional)").fill(note);
  await look("record contact");
  await page.getByRole("button", { name: "Record contact" }).click();
  await page.getByRole("heading", { name: "Contact recorded" }).waitFor();
  await page.getByText("has a task to review this contact and the plan").waitFor();
  await look("receipt");
}
