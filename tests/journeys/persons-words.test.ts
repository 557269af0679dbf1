/** The person's words meet the author's own draft of the same part: nothing is lost, and the page leads to both texts. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, test } from "vitest";
import { type Browser, launchBrowser } from "../support/browser";
import { HAS_PLAN, registeredWith, resident, startBorough } from "../support/journey-borough";
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

const [MINE, THEIRS] = ["Sits by the window in the morning", "I sing in the choir on Tuesdays"];

test("words of the person that meet the author's draft lead to both texts, and are taken after the choice", {
  timeout: 90_000,
}, async () => {
  const person = await resident(
    server,
    `${HAS_PLAN} and ${registeredWith("amir.khan")} and not exists (select from plan_draft d where d.person_id = p.id)`,
  );
  await server.sql(
    `insert into person_words (person_id, id, about, words, by_name, by_kind, access_id, at)
     values ($1, $2, 'wellness', $3, 'Somebody Synthetic', 'self', $4, now())`,
    [person.id, randomUUID(), THEIRS, randomUUID()],
  );
  const walk = await walkIn(browser, server);
  const { page, look } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  const plan = `${server.url}/people/${person.id}/plan`;
  await page.goto(`${plan}/edit/aboutMe`, { waitUntil: "networkidle" });
  await page.getByLabel("My wellness").fill(MINE);
  await page.getByText(/^Draft saved/).waitFor();

  await page.goto(`${plan}/invite`, { waitUntil: "networkidle" });
  const take = page.getByRole("button", { name: "Put into my draft of About me" });
  await take.click();
  await page
    .getByRole("alert")
    .getByText("Your own draft says something else there: nothing was changed, and both texts are kept")
    .waitFor();
  await look("words meet a draft");
  await page.getByRole("link", { name: "See both texts and choose" }).click();
  await page.waitForURL(/\/plan\/settle$/);
  for (const words of [MINE, THEIRS]) await page.getByText(words).first().waitFor();
  await look("both texts");
  await page.getByRole("button", { name: "Put my words in my draft" }).click();
  await page.getByText("Nothing of your draft stands against what others wrote.").waitFor();

  await page.goto(`${plan}/invite`, { waitUntil: "networkidle" });
  await take.click();
  await page.getByText("Taken into a draft by Dr Amir Khan").waitFor();
  await walk.close();
});
