/** What a role does not see is not on its pages, and not in their source either. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, launchBrowser } from "../support/browser";
import { HAS_PLAN, registeredWith, resident, startBorough } from "../support/journey-borough";
import * as practice from "../support/journey-practice";
import { signInWithOneClick, walkIn } from "../support/journey-walk";
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

const HAS_HBA1C = `exists (select from entry e join code c on c.id = e.code_id
  where e.person_id = p.id and c.display like 'Haemoglobin A1c%' and e.value is not null)`;
const NO_RELATIONSHIP_YET = "not exists (select from mdg_case c where c.person_id = p.id)";

test("a social worker sees the pack of the case and may write About me, and nothing of results", async () => {
  const person = await resident(
    server,
    `${registeredWith("amir.khan")} and not ${HAS_PLAN} and ${HAS_HBA1C} and ${NO_RELATIONSHIP_YET}`,
  );
  const record = `${server.url}/people/${person.id}`;
  const gp = await walkIn(browser, server);
  const socialWorker = await walkIn(browser, server);
  const { page, look } = socialWorker;
  await signInWithOneClick(gp, "Dr Amir Khan");
  await signInWithOneClick(socialWorker, "Tom Hughes");
  expect((await page.goto(record))?.status()).toBe(404);

  await gp.page.goto(record);
  await gp.page.getByRole("heading", { name: "Results" }).waitFor();
  await practice.putsOnTheNextMdg(gp, "Who helps at home?");
  await gp.close();

  await page.getByRole("link", { name: "MDGs" }).click();
  await page.getByRole("link", { name: /frailty MDG$/ }).click();
  await page
    .getByRole("link", { name: /\d{4}, 14:00$/ })
    .first()
    .click();
  await page.getByRole("link", { name: new RegExp(`\\d\\. ${person.family}`, "i") }).click();
  await page.getByText("Who helps at home?").waitFor();
  await page.getByText("Problems", { exact: true }).waitFor();
  await look("case of a social worker");
  expect(await page.content()).not.toContain("mmol/mol");

  await page.goto(record);
  await page.getByRole("heading", { name: "Why here" }).waitFor();
  await look("record of a social worker");
  await page.getByText("Results in full are not shown to your role.").waitFor();
  expect(await page.content()).not.toContain("mmol/mol");

  await practice.writesSection(socialWorker, person, "aboutMe", { "What is most important to me": "My garden" });
  for (const [section, says] of [
    ["cpr", "A clinician with the right to sign emergency recommendations signs this."],
    ["handler", "A GP, practice nurse or consultant signs this."],
  ]) {
    await page.goto(`${record}/plan/edit/${section}`);
    await page.getByText(says!).waitFor();
  }
  await look("section of others");
  await socialWorker.close();
});

test("a call handler sees the two lines and the numbers, and never the crisis page", async () => {
  const person = await resident(server, `${HAS_PLAN} and ${registeredWith("amir.khan")}`);
  const [plan] = await server.sql<{ first: string; second: string | null; phone: string; cpr: string }>(
    `select s->'handler'->'fields'->>'first' as first, s->'handler'->'fields'->>'second' as second,
       s->'people'->'items'->0->>'phone' as phone, s->'contingency'->'items'->0->>'doFirst' as "doFirst"
     from plan_version, lateral (select document->'sections') as d(s) where person_id = $1 order by version desc limit 1`,
    [person.id],
  );
  const walk = await walkIn(browser, server);
  const { page, look } = walk;
  await signInWithOneClick(walk, "Marek Nowak");
  await page.goto(`${server.url}/urgent`);
  await page.getByLabel("NHS number").fill(person.number);
  const [year, month, day] = person.bornOn.split("-") as [string, string, string];
  for (const [part, value] of Object.entries({ Day: day, Month: month, Year: year }))
    await page.getByLabel(part, { exact: true }).first().fill(value);
  await page.getByRole("button", { name: "Look up" }).first().click();
  await page.getByRole("button", { name: "Show what to say" }).click();
  await page.getByRole("heading", { name: "Say or do" }).waitFor();
  await look("call handler");
  const shown = await page.locator("body").innerText();
  for (const line of [plan!.first, plan!.second]) if (line) expect(shown).toContain(line);
  // Numbers are shown in groups.
  expect(shown.replaceAll(" ", "")).toContain(plan!.phone.replaceAll(" ", ""));
  const source = await page.content();
  expect(source).not.toMatch(/CPR|ADRT|Do first|Whole plan|Goal/i);
  await walk.close();
});

test("an analyst has no registry and opens nobody", async () => {
  const person = await resident(server, HAS_PLAN);
  const walk = await walkIn(browser, server);
  const { page, look } = walk;
  await signInWithOneClick(walk, "Wei Chan");
  await look("home of an analyst");
  expect(await page.getByRole("link", { name: "Registry" }).count()).toBe(0);
  for (const path of ["/urgent", "/mdgs", `/people/${person.id}`, `/people/${person.id}/plan`, "/registry"]) {
    expect((await page.goto(server.url + path))?.status(), path).toBe(403);
    expect(await page.content()).not.toContain(person.family);
  }
  await page.getByRole("heading", { name: "Not part of your role" }).waitFor();
  await look("not part of the role");
  expect((await page.request.post(`${server.url}/registry/rows`)).status()).toBe(403);
  expect((await page.request.get(`${server.url}/urgent/people/${person.id}`)).status()).toBe(403);
  await walk.close();
});
