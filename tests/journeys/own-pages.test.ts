/** The person's own pages, with script and without: from the code that staff tell to the answer that comes back. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, launchBrowser } from "../support/browser";
import { registeredWith, resident, startBorough } from "../support/journey-borough";
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

const PASSPHRASE = "kettle garden Tuesday";
const LIVING_WITH_PLAN =
  "exists (select from plan l where l.person_id = p.id and l.status = 'live') and not p.deceased";

/** A GP invites the person, is told number and code, and prints the letter. */
async function invited(): Promise<{ id: string; bornOn: string; path: string; number: string; code: string }> {
  const walk = await walkIn(browser, server);
  const { page, look, close } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  const person = await resident(server, `${registeredWith("amir.khan")} and ${LIVING_WITH_PLAN}`);
  await page.goto(`${server.url}/people/${person.id}/plan/invite`);
  await page.getByLabel("The person", { exact: true }).check();
  await page.getByLabel("Name", { exact: true }).fill("Somebody Synthetic");
  await page.getByLabel(/How did you check/).fill("Known to the practice");
  for (const grant of ["Read the plan", "Write About me", "Ask a question"]) await page.getByLabel(grant).check();
  await page.getByRole("button", { name: "Make the code" }).click();
  const told = page.getByRole("status").filter({ hasText: "Code:" });
  await told.waitFor();
  await look("a code to tell");
  const words = await told.innerText();
  const code = /Code:\s*(\S+)/.exec(words)![1]!;
  const letter = page.getByRole("article", { name: "Letter" });
  expect(await letter.innerText()).not.toContain(code);
  await page.emulateMedia({ media: "print" });
  expect(await told.isVisible()).toBe(false);
  await look("letter printed");
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${server.url}/people/${person.id}/plan/invite`);
  await page
    .getByRole("link", { name: /^Letter for/ })
    .first()
    .click();
  await page.getByText("Letter for Somebody Synthetic.").waitFor();
  await look("letter once more");
  const letterAt = page.url();
  await close();
  const [{ born_on: bornOn }] = (await server.sql<{ born_on: string }>(
    "select born_on::text from person where id = $1",
    [person.id],
  )) as [{ born_on: string }];
  return {
    id: person.id,
    bornOn,
    path: `/mine/in/${new URL(letterAt).searchParams.get("letter")}`,
    number: /Number:\s*(\d{3} \d{3} \d{3})/.exec(words)![1]!,
    code,
  };
}

describe.each([
  // Of two parts: words of one that wait in the GP's draft already would be a conflict to settle.
  ["with script", true, "My wellness"],
  ["without script", false, "Also worth knowing about me"],
])("%s", (_, javaScriptEnabled, about) => {
  test("the person opens the pages, reads the plan, writes, signs out, comes back and reads the answer", {
    timeout: 90_000,
  }, async () => {
    const { id, bornOn, path, number, code } = await invited();
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole("link", { name: "I was invited by my GP or care team" }).click();
    await page.getByLabel("Number of your invitation").first().fill(number);
    await page.getByLabel("The code that you were told").fill("AAAA-AAAA");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("alert").getByText("That did not open anything").waitFor();
    expect(await page.getByLabel("Number of your invitation").first().inputValue()).toBe(number);
    await page.getByLabel("The code that you were told").fill(code.toLowerCase());
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("Your number and code are right").waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
    expect(page.url()).not.toContain(code);
    await page.getByLabel("Date of birth").fill(bornOn);
    await page.getByLabel("Choose a passphrase").fill(PASSPHRASE);
    await page.getByLabel("The passphrase once more").fill(PASSPHRASE);
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByRole("heading", { name: "Your care plan" }).waitFor();
    await page.getByLabel("What is it about?").selectOption({ label: about });
    const words = `I sing on Tuesdays ${code}`;
    await page.getByLabel("Your words").fill(words);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Sent. Somebody who looks after the plan").waitFor();
    await page.getByText("Not answered yet").first().waitFor();
    await page.getByRole("link", { name: "Read the plan" }).click();
    await page.getByRole("heading", { name: "My care plan" }).waitFor();
    await page.goto(`${server.url}/mine`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "You are signed out" }).waitFor();
    await page.goto(`${server.url}/mine`);
    await page.getByRole("heading", { name: "You are signed out" }).waitFor();
    await page.getByRole("link", { name: "sign in", exact: true }).click();
    await page.getByLabel("Number of your invitation").last().fill(number);
    await page.getByLabel("Your passphrase").fill(PASSPHRASE);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("Not answered yet").first().waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();

    const staff = await walkIn(browser, server);
    await signInWithOneClick(staff, "Dr Amir Khan");
    await staff.page.goto(`${server.url}/people/${id}/plan/invite`);
    const line = staff.page.locator("li", { hasText: words });
    await line.getByRole("button", { name: "Put into my draft of About me" }).click();
    await staff.page.locator("li", { hasText: words }).getByText("Taken into a draft").waitFor();
    await staff.look("what the person wrote");
    await staff.close();

    await page.goto(`${server.url}${path}`);
    await page.getByLabel("Your passphrase").fill(PASSPHRASE);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("It goes into the plan").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await context.close();
  });
});
