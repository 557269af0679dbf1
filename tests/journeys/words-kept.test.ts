/** What an author types is kept: by a slow line, without a line, after the session ended, and when the browser is closed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_PASSWORD } from "../../scripts/borough/staff";
import { findChromium } from "../../scripts/chromium.js";
import { type Browser, DESK, launchBrowser } from "../support/browser";
import { HAS_PLAN, registeredWith, resident, startBorough } from "../support/journey-borough";
import { emailOf, signInByPassword, signInWithOneClick, walkIn } from "../support/journey-walk";
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

/** Somebody new for each journey. */
const withoutPlan = (key: string) =>
  resident(
    server,
    `${registeredWith(key)} and not ${HAS_PLAN} and not exists (select from plan_presence e where e.person_id = p.id)`,
  );
/** What the author's draft holds of a unit, and everything that ever reached the server of it. */
const drafted = async (personId: string, unit: string) => {
  const [row] = await server.sql<{ operations: { unit: string; values: Record<string, string> | null }[] }>(
    "select operations from plan_draft where person_id = $1",
    [personId],
  );
  return row?.operations.find((operation) => operation.unit === unit)?.values;
};
/** Types as a person does, key by key, for some seconds. */
const typeFor = async (page: Page, label: string, words: readonly string[]) => {
  const field = page.getByLabel(label, { exact: true });
  await field.focus();
  for (const word of words) await page.keyboard.type(`${word} `, { delay: 15 });
};

test("the connection drops for 30 seconds while somebody types: no word is lost", { timeout: 90_000 }, async () => {
  const person = await withoutPlan("amir.khan");
  const walk = await walkIn(browser, server);
  const { page, look } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.goto(`${server.url}/people/${person.id}/plan/edit/handler`, { waitUntil: "networkidle" });
  await typeFor(page, "First line", ["Speaks", "slowly:"]);
  await page.getByText(/^Draft saved/).waitFor();

  // Thirty seconds of this wire, not of a clock that is turned on.
  await page.context().setOffline(true);
  const back = Date.now() + 30_000;
  await typeFor(page, "First line", ["give", "time."]);
  await page.getByText(/^No connection to Confer since/).waitFor();
  await look("plan without a connection");
  await typeFor(page, "Second line", ["Son", "has", "a", "key."]);
  // The button neither loses the form nor pretends.
  await page.getByRole("button", { name: "Save in my draft" }).click();
  expect(await page.getByLabel("First line", { exact: true }).inputValue()).toBe("Speaks slowly: give time. ");
  await page.waitForTimeout(Math.max(0, back - Date.now()));
  expect(await drafted(person.id, "handler")).toEqual({ first: "Speaks slowly:" });
  await page.context().setOffline(false);
  await page.getByText(/^Draft saved/).waitFor();
  expect(await drafted(person.id, "handler")).toEqual({
    first: "Speaks slowly: give time.",
    second: "Son has a key.",
  });
  await walk.close();
});

test("an answer that was lost on its way: the words are sent again and stand once", async () => {
  const person = await withoutPlan("amir.khan");
  const walk = await walkIn(browser, server);
  const { page } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.goto(`${server.url}/people/${person.id}/plan/edit/goals`, { waitUntil: "networkidle" });
  let lost = 0;
  await page.route(/plan\/draft$/, async (route) => {
    if (lost++ > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await page.getByLabel(/^Goal, in the/).fill("Walk to the market");
  await page.getByText(/^Draft saved/).waitFor();
  const edits = await server.sql("select 1 from plan_draft_edit where person_id = $1", [person.id]);
  expect([lost, edits.length]).toEqual([3, 1]);
  await walk.close();
});

test("the session ends while somebody types: the words wait, and go in after signing in beside it", async () => {
  const person = await withoutPlan("grace.mensah");
  const walk = await walkIn(browser, server);
  const { page, look } = walk;
  await signInByPassword(walk, "grace.mensah");
  await page.getByRole("heading", { name: "Tasks" }).waitFor();
  await page.goto(`${server.url}/people/${person.id}/plan/edit/usual`, { waitUntil: "networkidle" });
  await typeFor(page, "Moving", ["with", "a"]);
  await page.getByText(/^Draft saved/).waitFor();
  await server.sql("delete from session");
  await typeFor(page, "Moving", ["frame,", "slowly"]);
  await page.getByText(/^Your session has ended/).waitFor();
  await look("plan after the session ended");
  await typeFor(page, "Moving", ["on", "stairs"]);

  const [signIn] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("link", { name: /^sign in/ }).click(),
  ]);
  await signIn.getByLabel("E-mail address").fill(emailOf("grace.mensah"));
  await signIn.getByLabel("Password").fill(DEMO_PASSWORD);
  await signIn.getByRole("button", { name: "Sign in", exact: true }).click();
  await signIn.getByRole("button", { name: "Sign out" }).waitFor();
  await signIn.close();
  await page.bringToFront();
  await page.getByText(/^Draft saved/).waitFor();
  expect(await drafted(person.id, "usual.mobility")).toEqual({ mobility: "with a frame, slowly on stairs" });
  await walk.close();
});

test("somebody else signs in where the session ended: nobody's words go out in another's name", {
  timeout: 60_000,
}, async () => {
  const person = await withoutPlan("grace.mensah");
  const walk = await walkIn(browser, server);
  const { page } = walk;
  await signInByPassword(walk, "grace.mensah");
  await page.getByRole("heading", { name: "Tasks" }).waitFor();
  await page.goto(`${server.url}/people/${person.id}/plan/edit/handler`, { waitUntil: "networkidle" });
  const other = await page.context().newPage();
  await signInWithOneClick({ ...walk, page: other }, "Dr Amir Khan");
  await typeFor(page, "First line", ["By", "the", "nurse"]);
  await page.getByText(/^Somebody else is signed in here now/).waitFor();
  expect(await server.sql("select 1 from plan_draft where person_id = $1", [person.id])).toEqual([]);
  // Their author signs in again: now they go.
  await signInWithOneClick({ ...walk, page: other }, "Grace Mensah");
  await other.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
  await other.close();
  await page.bringToFront();
  await page.getByText(/^Draft saved/).waitFor();
  expect(await drafted(person.id, "handler")).toEqual({ first: "By the nurse" });
  await walk.close();
});

test("the browser is closed before anything was sent: the words are there when it is opened again", {
  timeout: 60_000,
}, async () => {
  const person = await withoutPlan("amir.khan");
  const folder = mkdtempSync(join(tmpdir(), "confer-browser-"));
  const executablePath = (await findChromium())!;
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];
  const open = () => chromium.launchPersistentContext(folder, { executablePath, args, ...DESK });
  const path = `${server.url}/people/${person.id}/plan/edit/goals`;
  const walk = { url: server.url, look: async () => {}, close: async () => {} };
  try {
    const before = await open();
    const page = await before.newPage();
    await signInWithOneClick({ ...walk, page }, "Dr Amir Khan");
    await page.goto(path, { waitUntil: "networkidle" });
    await before.setOffline(true);
    await page.getByLabel(/^Goal, in the/).fill("Walk to the market");
    await page.getByText(/^No connection to Confer since/).waitFor();
    await before.close();

    const after = await open();
    const again = await after.newPage();
    await again.goto(`${server.url}/sign-in`);
    await again.getByText("Words in one part of a care plan were typed in this browser").waitFor();
    expect(await again.getByText("Walk to the market").count()).toBe(0);
    await signInWithOneClick({ ...walk, page: again }, "Dr Amir Khan");
    // This browser still had the cookie of before: the header alone does not say that the new sign-in is done.
    await again.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
    await again.goto(`${server.url}/drafts`, { waitUntil: "networkidle" });
    await again.getByText("Words that waited in this browser are in your drafts now").waitFor();
    await again.goto(path, { waitUntil: "networkidle" });
    expect(
      await again
        .getByLabel(/^Goal, in the/)
        .first()
        .inputValue(),
    ).toBe("Walk to the market");
    await after.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("signing out sends what was typed first; without a line it asks, and throws nothing away", {
  timeout: 60_000,
}, async () => {
  const person = await withoutPlan("amir.khan");
  const walk = await walkIn(browser, server);
  const { page, look } = walk;
  const waits = page.getByText("Words in one part of a care plan were typed in this browser");
  const signOut = () => page.getByRole("button", { name: "Sign out", exact: true }).click();
  const signedOut = () => page.waitForURL((url) => url.pathname.endsWith("/sign-in"));
  const path = `${server.url}/people/${person.id}/plan/edit/handler`;
  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.goto(path, { waitUntil: "networkidle" });
  // Before the pause in which the words would go by themselves.
  await page.getByLabel("First line", { exact: true }).fill("Speaks slowly");
  await signOut();
  await signedOut();
  expect(await drafted(person.id, "handler")).toEqual({ first: "Speaks slowly" });
  expect(await waits.count()).toBe(0);

  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
  await page.goto(path, { waitUntil: "networkidle" });
  await page.route(/plan\/draft$/, (route) => route.abort());
  await page.getByLabel("Second line", { exact: true }).fill("Son has a key");
  await signOut();
  await page.getByRole("heading", { name: "1 line that you typed has not reached Confer" }).waitFor();
  await look("signing out with words that wait");
  await page.getByRole("button", { name: "Send them and sign out" }).click();
  // Still no line: it asks again instead of leaving.
  await page.getByRole("button", { name: "Keep them here and sign out" }).click();
  await signedOut();
  await waits.waitFor();
  expect(await drafted(person.id, "handler")).toEqual({ first: "Speaks slowly" });

  await page.unroute(/plan\/draft$/);
  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
  await page.goto(`${server.url}/drafts`, { waitUntil: "networkidle" });
  await page.getByText("Words that waited in this browser are in your drafts now").waitFor();
  expect(await drafted(person.id, "handler")).toEqual({ first: "Speaks slowly", second: "Son has a key" });
  await walk.close();
});

test("words of a closed page that the author wrote otherwise meanwhile stand side by side when it opens again", {
  timeout: 60_000,
}, async () => {
  const person = await withoutPlan("amir.khan");
  const walk = await walkIn(browser, server);
  const { page, look } = walk;
  await signInWithOneClick(walk, "Dr Amir Khan");
  const path = `${server.url}/people/${person.id}/plan/edit/handler`;
  await page.goto(path, { waitUntil: "networkidle" });
  await server.sql("delete from session");
  await typeFor(page, "First line", ["From", "the", "train"]);
  await page.getByText(/^Your session has ended/).waitFor();
  await page.goto("about:blank");
  // From another device of the same author, meanwhile.
  const other = await walkIn(browser, server);
  await signInWithOneClick(other, "Dr Amir Khan");
  await other.page.goto(path, { waitUntil: "networkidle" });
  await other.page.getByLabel("First line", { exact: true }).fill("From the desk");
  await other.page.getByText(/^Draft saved/).waitFor();

  await signInWithOneClick(walk, "Dr Amir Khan");
  await page.goto(path, { waitUntil: "networkidle" });
  const both = page.getByRole("alert");
  await both.getByText("From the train").waitFor();
  await both.getByText("From the desk").waitFor();
  await both.getByText(/by you in another window/).waitFor();
  expect(await page.getByLabel("First line", { exact: true }).inputValue()).toBe("From the train");
  await look("both texts");
  await page.getByLabel("First line", { exact: true }).fill("From the train and from the desk");
  await page.getByRole("button", { name: "Keep what I wrote" }).click();
  await both.waitFor({ state: "detached" });
  await expect.poll(() => drafted(person.id, "handler")).toEqual({ first: "From the train and from the desk" });
  await other.close();
  await walk.close();
});
