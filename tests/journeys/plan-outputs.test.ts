/** A plan on paper, on a card and in the practice's own system: what each hands out, and to whom it leads. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, launchBrowser, PHONE } from "../support/browser";
import { HAS_PLAN, type Resident, registeredWith, resident, startBorough } from "../support/journey-borough";
import { signInByPassword, signInWithOneClick, type Walk, walkIn } from "../support/journey-walk";
import type { RunningServer } from "../support/running-server";

let server: RunningServer;
let browser: Browser;
let person: Resident;

beforeAll(async () => {
  [server, browser] = await Promise.all([startBorough({ worker: false }), launchBrowser()]);
  person = await resident(server, `${registeredWith("amir.khan")} and ${HAS_PLAN}`);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What the server sends, as the signed-in browser asks for it. */
const fetched = ({ page }: Walk, path: string) => page.context().request.get(`${server.url}${path}`);

test("a card leads a crew to the person only after sign-in and the date of birth", async () => {
  const gp = await walkIn(browser, server);
  await signInWithOneClick(gp, "Dr Amir Khan");
  await gp.page.goto(`${server.url}/people/${person.id}/plan/card`);
  await gp.look("card before it is made");
  await gp.page.getByRole("button", { name: "Make a card" }).click();
  await gp.page.getByText("I have a care plan").waitFor();
  await gp.look("card that was made");
  const address = await gp.page.locator(".plan-card__address").innerText();
  expect(await gp.page.locator(".plan-card").innerText()).not.toContain(person.family.toUpperCase());
  await gp.close();

  const crew = await walkIn(browser, server, undefined, PHONE);
  const { page, look } = crew;
  await page.goto(`http://${address}`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await signInByPassword(crew, "jo.parker");
  await page.getByRole("heading", { name: "A card was read" }).waitFor();
  await look("card that was read");
  const [year, month, day] = person.bornOn.split("-");
  const lookUp = async (bornIn: string) => {
    await page.getByLabel("Day").fill(day!);
    await page.getByLabel("Month").fill(month!);
    await page.getByLabel("Year").fill(bornIn);
    await page.getByRole("button", { name: "Look up" }).click();
  };
  await lookUp(String(Number(year) - 1));
  await page.getByRole("heading", { name: "Cannot tell whether there is a plan" }).waitFor();
  await look("card and another date of birth");
  await lookUp(year!);
  await page.getByRole("heading", { name: new RegExp(person.family, "i") }).waitFor();
  await look("card and the date of birth");
  await page.getByLabel(/I have checked two identifiers/).check();
  await page.getByRole("button", { name: "Open the plan" }).click();
  await page.getByText(/CPR:/).first().waitFor();
  await crew.close();
});

test("a block is filed and ticked, and the list forgets it", async () => {
  const gp = await walkIn(browser, server);
  const { page, look } = gp;
  await signInWithOneClick(gp, "Dr Amir Khan");
  await page.goto(`${server.url}/filing`);
  await look("plans not filed");
  const line = page.locator(`a[href="/people/${person.id}/plan/filing"]`);
  await line.click();
  expect(await page.getByLabel("Block to file").inputValue()).toContain("2181441000000107");
  await look("block to file");
  await page.getByRole("button", { name: "I have filed this in our system" }).click();
  await page.getByRole("heading", { name: "Plans that are not filed" }).waitFor();
  expect(await line.count()).toBe(0);
  await gp.close();
});

test("each form is a page of its own and a PDF of the same; a withdrawn plan is marked on all of them", async () => {
  const gp = await walkIn(browser, server);
  const { page, look } = gp;
  await signInWithOneClick(gp, "Dr Amir Khan");
  const plan = `/people/${person.id}/plan`;
  await page.goto(`${server.url}${plan}/print`);
  await look("copies of the plan");
  for (const [form, heading] of [
    ["person", "My care plan"],
    ["person?size=large", "My care plan"],
    ["professional", "Care plan"],
    ["crew", "Crew’s copy"],
  ] as const) {
    await page.goto(`${server.url}${plan}/copy/${form}`);
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    await look(`copy ${form.replace(/\W/g, " ")}`);
    const pdf = await fetched(gp, `${plan}/copy/${form}${form.includes("?") ? "&" : "?"}as=pdf`);
    expect(pdf.headers()["content-type"]).toBe("application/pdf");
    expect(pdf.headers()["cache-control"]).toBe("no-store");
    expect((await pdf.body()).toString("latin1").slice(0, 5)).toBe("%PDF-");
  }
  await page.goto(`${server.url}${plan}`);
  await page.getByText("Withdraw the plan").click();
  await page.getByLabel("Why is it withdrawn?").fill("Changed in hospital");
  await page.getByRole("button", { name: "Withdraw plan now" }).click();
  await page.getByText(/^Withdrawn .* by Dr Amir Khan: Changed in hospital\.$/).waitFor();
  for (const form of ["person", "professional", "crew"]) {
    const copy = await (await fetched(gp, `${plan}/copy/${form}`)).text();
    expect(copy).toContain("WITHDRAWN: DO NOT RELY ON COPIES OF THIS PLAN");
    expect(copy).toContain("Destroy every older copy");
    expect(copy).not.toMatch(/CPR: (ATTEMPT|NOT RECOMMENDED)/);
  }
  await page.goto(`${server.url}${plan}/print`);
  await page.getByText("there is nothing to print. Destroy older copies.").waitFor();
  await page.goto(`${server.url}${plan}/card`);
  await page.getByText("so none can be made").waitFor();
  expect(await page.getByRole("button", { name: /Make a/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Stop the card: there is no plan in force" }).click();
  await page
    .getByText(/: stopped /)
    .first()
    .waitFor();
  await page.goto(`${server.url}${plan}/print`);
  expect(await page.getByRole("link", { name: "PDF" }).count()).toBe(0);
  await gp.close();
});
