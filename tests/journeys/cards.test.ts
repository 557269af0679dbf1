/** What the record gives to a plan: a card is previewed, taken into the draft, made this person's own; a line is taken. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, launchBrowser, PHONE } from "../support/browser";
import { HAS_PLAN, registeredWith, resident, startBorough } from "../support/journey-borough";
import { footprints, signInWithOneClick, walkIn } from "../support/journey-walk";
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

/** Cards are for adults. */
const ON_INSULIN = `p.born_on < current_date - interval '18 years' and exists (select from entry e join code c on c.id = e.code_id
  where e.person_id = p.id and e.kind = 'medicine' and c.display ilike '%insulin%' and e.removed_at is null)`;

test("a card that fits is taken and made theirs; what waits for a signature is marked", async () => {
  const person = await resident(server, `${registeredWith("amir.khan")} and not ${HAS_PLAN} and ${ON_INSULIN}`);
  const walk = await walkIn(browser, server);
  const { page } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.goto(`${server.url}/people/${person.id}/plan/cards`, { waitUntil: "networkidle" });
  const card = page.locator("#card-hypoglycaemia");
  await card.getByText(/^Because of: .*insulin/i).waitFor();
  await card.getByText(/wait for a clinical lead’s signature/).waitFor();
  await card.getByText("Preview").click();
  await card.getByText("not awake, cannot swallow, below 4 after two rounds, or overdose").waitFor();
  await walk.look("cards");

  await card.getByRole("button", { name: /Take into my draft/ }).click();
  await page.getByRole("status").getByText("Low glucose").waitFor();
  await card.getByRole("link", { name: /make it theirs/ }).click();
  await page.waitForURL(/plan\/edit\/contingency/);
  const trigger = page.getByLabel("If", { exact: true }).first();
  expect(await trigger.inputValue()).toContain("Low glucose");
  await trigger.fill("Drowsy before breakfast");
  // From which card a line came is kept through every edit: its doses hang on that.
  await expect
    .poll(
      async () => {
        const [draft] = await server.sql("select operations::text as words from plan_draft where person_id = $1", [
          person.id,
        ]);
        return draft?.words;
      },
      { timeout: 15_000 },
    )
    .toMatch(/"card": ?"hypoglycaemia".*Drowsy before breakfast|Drowsy before breakfast.*"card": ?"hypoglycaemia"/);
  await walk.close();
});

test("on a phone nothing runs over the edge", async () => {
  const person = await resident(server, `${registeredWith("amir.khan")} and ${ON_INSULIN}`);
  const walk = await walkIn(browser, server, footprints(), PHONE);
  const { page } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.goto(`${server.url}/people/${person.id}/plan/cards`, { waitUntil: "networkidle" });
  await page.getByRole("heading", { name: /Cards that fit/ }).waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
  await walk.look("cards");
  await walk.close();
});
