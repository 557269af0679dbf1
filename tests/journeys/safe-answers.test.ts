/** What goes wrong at the door: each is answered clearly, and nobody's plan is opened by it (safety.md 1). */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, launchBrowser, PHONE } from "../support/browser";
import { HAS_PLAN, type Resident, registeredWith, resident, startBorough } from "../support/journey-borough";
import { emailOf, signInByPassword, signInWithOneClick, type Walk, walkIn } from "../support/journey-walk";
import type { RunningServer } from "../support/running-server";
import { addPerson, addPlan } from "../support/urgent-people";

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startBorough({ worker: false }), launchBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("a wrong password says no more than that, and too many have to wait", async () => {
  const walk = await walkIn(browser, server);
  const said = walk.page.getByRole("alert");
  // The next press waits for the last answer and the page's reload behind it: pressing on would cut them off.
  const { page } = walk;
  const tryToSignIn = async (key: string, password?: string) => {
    const finished = (method: string) =>
      page.waitForEvent(
        "requestfinished",
        (request) => request.method() === method && request.url().includes("/sign-in"),
      );
    const answered = finished("POST").then(() => finished("GET"));
    await signInByPassword(walk, key, password);
    await answered;
  };
  await tryToSignIn("nobody.known", "wrong");
  await said.getByText("The e-mail address or the password is not right").waitFor();
  await walk.look("wrong password");
  for (let tries = 0; tries < 20; tries++) {
    await tryToSignIn("siobhan.byrne", "wrong");
    if (await said.getByText("Too many wrong tries").isVisible()) break;
  }
  await tryToSignIn("siobhan.byrne");
  await said.getByText("Too many wrong tries: wait a few minutes, then try again").waitFor();
  await walk.look("too many tries");
  await walk.close();
});

test.each(["grace.mensah", "amir.khan"])("a session that has ended says so and leads back: %s", async (key) => {
  const person = await resident(server, registeredWith(key));
  const walk = await walkIn(browser, server);
  const { page } = walk;
  await signInByPassword(walk, key);
  await choosesFirstRole(walk);
  await page.goto(`${server.url}/people/${person.id}`);
  await page.getByRole("heading", { name: "Why here" }).waitFor();
  await endSessionsOf(key);
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await page.getByText("Your session has ended: sign in again.").waitFor();
  await walk.look("session ended");
  await signInByPassword(walk, key);
  await choosesFirstRole(walk);
  await page.getByRole("heading", { name: "Care plan" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/people/${person.id}/plan`);
  await walk.close();
});

test("a crew whose session has ended is led back to the look-up and opens nothing meanwhile", async () => {
  const person = await resident(server, HAS_PLAN);
  const walk = await crewAtLookUp();
  await endSessionsOf("jo.parker");
  await byNumber(walk, person.number, person.bornOn);
  await walk.page.getByText("Your session has ended: sign in again.").waitFor();
  await signInByPassword(walk, "jo.parker");
  await walk.page.getByRole("heading", { name: "Urgent look-up" }).waitFor();
  await walk.close();
});

test("somebody else's patient and nobody's id get the same page", async () => {
  const theirs = await resident(server, registeredWith("sarah.bennett"));
  const gp = await walkIn(browser, server);
  await signInWithOneClick(gp, "Dr Amir Khan");
  const crew = await crewAtLookUp();
  for (const path of ["", "/plan", "/plan/history", "/plan/publish", "/plan/edit/handler", "/refer"])
    await sameForBoth(gp, theirs, (id) => `/people/${id}${path}`);
  for (const path of ["", "/contact", "/receipt", "/wrong"])
    await sameForBoth(crew, theirs, (id) => `/urgent/people/${id}${path}`);
  await gp.page.goto(`${server.url}/people/${theirs.id}`);
  await gp.look("not yours or nobody");
  await crew.page.goto(`${server.url}/urgent/people/${theirs.id}`);
  await crew.look("crisis page not opened");
  await gp.close();
  await crew.close();
});

test("two people of one name and birth date are never opened", async () => {
  const alike = { given: "Marian", family: "Oduya", bornOn: "1941-02-03", phones: ["02079460777"] };
  const twins = [await addPerson(server, alike), await addPerson(server, alike)];
  for (const id of twins) await addPlan(server, id);
  const walk = await crewAtLookUp();
  await byName(walk, { ...alike, postcode: "WU1 2QT" });
  await saysCannotTell(walk, "two alike by name");
  await byPhone(walk, "020 7946 0777");
  await walk.page.getByRole("heading", { name: "Who is the call about?" }).waitFor();
  await walk.look("chooser");
  await walk.page.getByRole("radio").first().check();
  await fillDate(walk, "1941-02-03");
  await walk.page.getByRole("button", { name: "Look up" }).click();
  await saysCannotTell(walk, "two alike by phone");
  expect(await server.sql("select 1 from contact where person_id = any($1)", [twins])).toEqual([]);
  await walk.close();
});

test("a weak match opens nothing and never says that there is no plan", async () => {
  const person = await resident(server, HAS_PLAN);
  const walk = await crewAtLookUp();
  await byNumber(walk, person.number, "1901-01-01");
  await saysCannotTell(walk, "weak match");
  await byName(walk, { ...person, postcode: "ZZ9 9ZZ" });
  await saysCannotTell(walk, "wrong postcode");
  await byNumber(walk, "999 012 3455", undefined);
  await walk.page.getByRole("alert").getByText("check digit does not fit").waitFor();
  await walk.look("wrong digit");
  expect(await openContacts(person)).toEqual([]);
  await walk.close();
});

test("a number alone opens only when two identifiers were checked with the person", async () => {
  const person = await resident(server, HAS_PLAN);
  const walk = await crewAtLookUp();
  const { page } = walk;
  await byNumber(walk, person.number, undefined);
  await page.getByText("There is a plan.").waitFor();
  await page.getByRole("button", { name: "Open the plan" }).click();
  expect(await page.getByLabel(/I have checked two identifiers/).evaluate(isInvalid)).toBe(true);
  expect(await openContacts(person)).toEqual([]);
  await page.getByLabel(/I have checked two identifiers/).check();
  await page.getByLabel(/I am attending/).check();
  await page.getByRole("button", { name: "Open the plan" }).click();
  await page.getByRole("heading", { name: /^CPR: / }).waitFor();
  expect(await openContacts(person)).toEqual([{ identifiers_checked: true }]);
  await walk.close();
});

// ── Steps ─────────────────────────────────────────────────────────────────────────────────────────────────

const isInvalid = (element: Element) => (element as HTMLInputElement).matches(":invalid");

const openContacts = ({ id }: Resident) =>
  server.sql(
    `select identifiers_checked from contact where person_id = $1 and closed_at is null and opened_at > now() - interval '10 minutes'`,
    [id],
  );

const endSessionsOf = (key: string) =>
  server.sql(
    "update session set expires_at = now() - interval '1 minute' where user_id = (select id from account where email = $1)",
    [emailOf(key)],
  );

/** Those with several roles are asked which. */
async function choosesFirstRole({ page }: Walk) {
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  if (page.url().includes("/assignment")) await page.getByRole("button", { name: "GP", exact: true }).click();
  await page.waitForURL((url) => !/sign-in|assignment/.test(url.pathname));
}

async function crewAtLookUp(): Promise<Walk> {
  const walk = await walkIn(browser, server, undefined, PHONE);
  await signInWithOneClick(walk, "Jo Parker");
  await walk.page.goto(`${server.url}/urgent`);
  return walk;
}

async function atLookUp({ page, url }: Walk, way: string) {
  if (new URL(page.url()).pathname !== "/urgent" || (await page.getByText(way).count()) === 0)
    await page.goto(`${url}/urgent`);
  const form = page.locator("details", { hasText: way });
  if (!(await form.evaluate((element) => (element as HTMLDetailsElement).open))) await form.locator("summary").click();
  return form;
}

async function fillDate({ page }: Walk, date: string, within = page.locator("body")) {
  const [year, month, day] = date.split("-") as [string, string, string];
  for (const [part, value] of Object.entries({ Day: day, Month: month, Year: year }))
    await within.getByLabel(part, { exact: true }).fill(value);
}

async function byNumber(walk: Walk, number: string, bornOn: string | undefined) {
  const form = await atLookUp(walk, "By NHS number");
  await form.getByLabel("NHS number").fill(number);
  if (bornOn) await fillDate(walk, bornOn, form);
  await form.getByRole("button", { name: "Look up" }).click();
}

async function byName(walk: Walk, person: { given: string; family: string; bornOn: string; postcode: string }) {
  const form = await atLookUp(walk, "By name, date of birth and postcode");
  await form.getByLabel("Family name").fill(person.family);
  await form.getByLabel("First name").fill(person.given);
  await fillDate(walk, person.bornOn, form);
  await form.getByLabel("Postcode of the home address").fill(person.postcode);
  await form.getByRole("button", { name: "Look up" }).click();
}

async function byPhone(walk: Walk, phone: string) {
  const form = await atLookUp(walk, "By the number that the call comes from");
  await form.getByLabel("Caller’s number").fill(phone);
  await form.getByRole("button", { name: "Look up" }).click();
}

async function saysCannotTell({ page, look }: Walk, where: string) {
  await page.getByRole("heading", { name: "Cannot tell whether there is a plan" }).waitFor();
  await page.getByText("Ring the clinical desk").first().waitFor();
  expect(await page.locator("main").innerText(), where).not.toMatch(/no published plan/i);
  expect(await page.getByRole("button", { name: /^Open|^Show/ }).count(), where).toBe(0);
  await look(where);
}

/** Status and page, but for what is new in each answer. */
async function sameForBoth({ page, url }: Walk, { id }: Resident, pathOf: (id: string) => string) {
  const unknown = randomUUID();
  const [theirs, nobodys] = await Promise.all([id, unknown].map((one) => page.request.get(url + pathOf(one))));
  expect(theirs!.status(), pathOf("…")).toBe(404);
  expect(nobodys!.status()).toBe(404);
  const shown = [withoutNonce(await theirs!.text(), id), withoutNonce(await nobodys!.text(), unknown)];
  expect(shown[0], pathOf("…")).toBe(shown[1]);
}

const withoutNonce = (html: string, id: string) =>
  html
    .replaceAll(id, "")
    .replace(/nonce="[^"]*"/g, "")
    .replace(/"nonce":"[^"]*"/g, "");
