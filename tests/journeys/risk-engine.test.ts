/** The pages of the risk engine as people use them: a cohort, a care package, settings and the rules, a proposal. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, launchBrowser } from "../support/browser";
import { HAS_PLAN, registeredWith, resident, startBorough } from "../support/journey-borough";
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
const go = ({ page }: Walk, name: string) => page.getByRole("link", { name, exact: true }).first().click();
const goByMore = async (walk: Walk, name: string) => {
  await walk.page.getByText("More", { exact: true }).click();
  await go(walk, name);
};
const lineOf = ({ page }: Walk, words: string | RegExp) => page.locator("li, tr").filter({ hasText: words });

test("a cohort is made condition by condition, counted, saved, opened as a list and measured by group", async () => {
  const gp = await asGp();
  const { page, look, close } = gp;
  await goByMore(gp, "Cohorts");
  await go(gp, "Make a cohort");
  await page.getByLabel("Condition on").selectOption({ label: "Age" });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Age in years").fill("65");
  await page.getByLabel("Condition on").selectOption({ label: "Diabetes register" });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText("People aged 65 or more and on the diabetes register.").waitFor();
  await page.getByLabel("Name").fill("Older people with diabetes");
  await page.getByRole("button", { name: "Save cohort" }).click();
  await page.getByRole("alert").getByRole("link").first().waitFor();
  await page.getByLabel("What it is for").fill("Foot checks this winter");
  await look("a cohort without its reason");
  await page.getByRole("button", { name: "Save cohort" }).click();
  await page.getByRole("heading", { name: "Older people with diabetes", level: 1 }).waitFor();
  const counted = Number(/^([\d,]+) of/.exec(await page.getByText(/ in your scope\./).innerText())![1]);
  expect(counted).toBeGreaterThan(0);
  await look("a cohort");
  await go(gp, "Open its people");
  await page
    .getByText(new RegExp(`^${counted} (person|people) in the cohort “Older people with diabetes”`))
    .first()
    .waitFor();
  await page.goBack();
  await go(gp, "Equity");
  await page.getByLabel("What").selectOption({ label: "Foot check" });
  await page.getByLabel("Among", { exact: true }).selectOption({ label: "Older people with diabetes" });
  await page.getByLabel("Only those for whom the care is").check();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page
    .getByRole("heading", { level: 1, name: /of those of “Older people with diabetes” for whom it is/ })
    .waitFor();
  await look("equity of a gap among a cohort");
  await close();
});

test("a proposal of a care package is taken into the draft, another declined with its reason, and both stay so", async () => {
  const gp = await asGp();
  const { page, look, close } = gp;
  const frail = `${registeredWith("amir.khan")} and not ${HAS_PLAN} and exists (select from registry_row r
    join stratification_run s on s.id = r.run_id and s.current
    where r.person_id = p.id and r.frailty in ('moderate', 'severe'))`;
  const person = await resident(server, frail);
  await page.goto(`${server.url}/people/${person.id}/packages`);
  await page.getByRole("heading", { name: /^Care packages: \d+ proposals wait/ }).waitFor();
  await look("care packages");
  const [first, second] = await page.locator(".package-item:has(button)").all();
  const taken = await first!.locator("strong").first().innerText();
  const declined = await second!.locator("strong").first().innerText();
  await first!.getByRole("button", { name: /^Take/ }).click();
  await page.getByRole("status").getByText(taken).waitFor();
  const again = lineOf(gp, declined).first();
  await again.getByRole("link", { name: /^Decline/ }).click();
  await page.getByRole("radio", { name: "Other" }).check();
  await page.getByLabel("In words").fill("Has it from the hospice already");
  await page.getByRole("button", { name: "Decline", exact: true }).click();
  await page.getByText("Declined: 1").waitFor();
  await page.reload();
  await page.getByText("Taken: 1").click();
  await page.getByText("Declined: 1").click();
  await lineOf(gp, taken).getByText("in your draft, not published").waitFor();
  await lineOf(gp, declined).getByText("Has it from the hospice already").waitFor();
  await look("care packages answered");
  expect(await server.sql("select from plan where person_id = $1 and status = 'live'", [person.id])).toEqual([]);
  await close();
});

test("a clinical lead looks at several numbers side by side, signs them in one deed, and a rule then says the new one", async () => {
  const gp = await asGp();
  const { page, look, close } = gp;
  await goByMore(gp, "Settings");
  await go(gp, "Falls");
  await page.getByRole("button", { name: "Look at the ticked together" }).click();
  await page.getByRole("alert").getByText("Tick what you want to sign").waitFor();
  for (const words of [/between asking about falls/, /from a fall to the comprehensive assessment/])
    await lineOf(gp, words).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Look at the ticked together" }).click();
  await page.getByRole("heading", { level: 1, name: "2 of “Falls”, to be signed together" }).waitFor();
  const row = lineOf(gp, /from a fall to the comprehensive assessment/);
  for (const words of ["6 weeks", "proposed by Confer; no national source"]) await row.getByText(words).waitFor();
  await look("settings side by side");
  await page.getByRole("button", { name: "Sign these 2 under my name" }).click();
  await page.getByText("2 signed as they stand").waitFor();
  const signed = await server.sql(
    "select name, version, signed_by from setting where name in ('falls.ask-months', 'falls.assess-weeks') order by name",
  );
  expect(signed).toEqual([
    { name: "falls.ask-months", version: 1, signed_by: "Dr Amir Khan" },
    { name: "falls.assess-weeks", version: 1, signed_by: "Dr Amir Khan" },
  ]);
  await lineOf(gp, /between asking about falls/)
    .getByRole("link")
    .first()
    .click();
  await page.getByLabel("Value, months").fill("6");
  await page.getByLabel("Where it comes from").fill("Decision of our falls group, November 2026");
  await page.getByRole("button", { name: "Put it in force under my name" }).click();
  await page.getByText("6 months, signed by Dr Amir Khan").first().waitFor();
  await go(gp, "The rules that read it");
  const rule = page.getByRole("article", { name: /^FA1/ });
  await rule.getByText("Every 6 months").waitFor();
  await rule.getByText(/^Everybody from 65; from 50 with/).waitFor();
  await look("care rules in words");
  await close();
});

test("who runs the group is proposed people for its meeting, changes the choice, and they stand on the agenda", async () => {
  const gp = await asGp();
  const { page, look, close } = gp;
  await go(gp, "MDGs");
  await page.getByRole("heading", { level: 1, name: "Multidisciplinary groups" }).waitFor();
  await page.locator(".work-line__what").first().click();
  await go(gp, "Whom to discuss");
  await page.getByText("A list alone is no help, and may do harm.").waitFor();
  await page.getByLabel(/^New cases/).fill("2");
  await page.getByRole("button", { name: "Make the list" }).click();
  await page.getByText(/^2 of \d+ people considered/).waitFor();
  const listed = page.locator(".proposal-person").filter({ has: page.locator("input:checked") });
  expect(await listed.count()).toBe(2);
  const [kept, dropped] = await listed.locator("label strong").allInnerTexts();
  await page.getByLabel(new RegExp(`^${dropped!.replace(/[()]/g, ".")}`)).uncheck();
  await page.getByRole("button", { name: /^Put on the agenda of/ }).click();
  await page.getByRole("alert").getByRole("link").first().waitFor();
  await page.getByLabel("Told", { exact: true }).check();
  await page.getByLabel("How, or why not").fill("By telephone, all of them");
  await look("a proposal");
  await page.getByRole("button", { name: /^Put on the agenda of/ }).click();
  await page.getByRole("heading", { name: /^MDG / }).waitFor();
  await lineOf(gp, kept!).first().waitFor();
  expect(await lineOf(gp, dropped!).count()).toBe(0);
  await look("an agenda from a proposal");
  await close();
});
