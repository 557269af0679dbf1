/** The database stops while a crew looks somebody up: the answer is "cannot tell", never "no plan". */
import { afterAll, beforeAll, expect, test } from "vitest";
import { SESSION_COOKIE } from "../../app/access/sessions.server";
import { type Browser, launchBrowser, PHONE } from "../support/browser";
import { type OutageServer, startOutageServer } from "../support/journey-outage";
import { walkIn } from "../support/journey-walk";
import { addOrganisation, addPerson, addPlan, signIn } from "../support/urgent-people";

let server: OutageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startOutageServer(), launchBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("cannot tell while the database is down, and the plan again when it is back", async () => {
  const organisationId = await addOrganisation(server, "ambulance", "Ambulance", { phone: "020 7946 0906" });
  const personId = await addPerson(server, { nhsNumber: "9990123454" });
  await addPlan(server, personId);
  const { token } = await signIn(server, { role: "urgent_clinician", organisationId });
  const walk = await walkIn(browser, server, undefined, PHONE);
  const { page, look } = walk;
  await page.context().addCookies([{ name: SESSION_COOKIE, value: token, url: server.url }]);
  const looksUp = async () => {
    await page.getByLabel("NHS number").fill("999 012 3454");
    for (const [part, value] of Object.entries({ Day: "12", Month: "3", Year: "1942" }))
      await page.getByLabel(part, { exact: true }).first().fill(value);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Look up" }).first().click();
    return (await answered).status();
  };
  const saysCannotTell = async (status: number | undefined, where: string) => {
    expect(status, where).toBe(503);
    await page.getByRole("heading", { name: "Cannot tell whether there is a plan" }).waitFor();
    expect(await page.locator("body").innerText(), where).not.toMatch(/no (published )?plan|none recorded/i);
    await look(where);
  };

  // What the page still fetches for later would be refused too, and written to the console.
  await page.goto(`${server.url}/urgent`, { waitUntil: "networkidle" });
  await server.stopDatabase();
  await saysCannotTell(await looksUp(), "look-up during outage");
  const reading = await page.goto(`${server.url}/urgent/people/${personId}`);
  await saysCannotTell(reading?.status(), "crisis page during outage");
  expect((await page.goto(`${server.url}/urgent`))?.status()).toBe(503);
  expect((await page.goto(`${server.url}/`))?.status()).toBe(503);
  await page.getByText("Nothing that you saved is lost.").waitFor();
  await look("other page during outage");

  await server.startDatabase();
  await page.goto(`${server.url}/urgent`);
  expect(await looksUp()).toBe(200);
  await page.getByText("There is a plan.").waitFor();
  await page.getByRole("button", { name: "Open the plan" }).click();
  await page.getByRole("heading", { name: "CPR: NOT RECOMMENDED" }).waitFor();
  await walk.close();
}, 90_000);
