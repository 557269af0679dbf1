/** What a GP does at the practice: from the registry to a published plan, and the review of a contact. */
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { Walk } from "./journey-walk";
import { inDays } from "./mdg-scene";
import type { RunningServer } from "./running-server";

export type Chosen = { id: string; given: string; family: string; number: string; bornOn: string };

/** Narrows the list to frail people without a plan and opens the first whom no crew has seen lately. */
export async function findsFrailPersonWithoutPlan(walk: Walk, { sql }: Pick<RunningServer, "sql">): Promise<Chosen> {
  const { page, look } = walk;
  await page.getByRole("link", { name: "Registry" }).click();
  await page.getByRole("heading", { name: "Registry" }).waitFor();
  await page.getByLabel("Moderate frailty").check();
  await page.getByLabel("Severe frailty").check();
  await page.getByLabel("Plan", { exact: true }).selectOption({ label: "No plan" });
  await page.getByRole("button", { name: "Show these people" }).click();
  await page.waitForURL(/plan=no/);
  const names = page.locator('.ag-cell a[href^="/people/"]');
  await names.first().waitFor();
  await look("registry");
  const listed = await names.evaluateAll((links) => links.map((link) => link.getAttribute("href")!.split("/").at(-1)));
  const [person] = await sql<Chosen & { reason: string }>(
    `select p.id, n.given, n.family, p.nhs_number as number, p.born_on::text as "bornOn", r.reason
     from person p join person_name n on n.person_id = p.id join registry_row r on r.person_id = p.id
       join stratification_run s on s.id = r.run_id and s.current
     where p.id = any($1) and r.efi_category in ('moderate', 'severe')
       and not exists (select from contact where person_id = p.id) order by array_position($1, p.id) limit 1`,
    [listed],
  );
  const row = page.locator('[role="row"]', { has: page.locator(`a[href="/people/${person!.id}"]`) }).first();
  const why = await page.locator(`[row-index="${await row.getAttribute("row-index")}"] [col-id="why"]`).innerText();
  expect(why).not.toBe("");
  expect(person!.reason.startsWith(why), `"${why}" says why the person is here`).toBe(true);
  await page.locator(`.ag-cell a[href="/people/${person!.id}"]`).click();
  await page.getByRole("heading", { name: "Why here" }).waitFor();
  return person!;
}

/** On the record: who it is, and the same reasons as in the list. */
export async function readsTheRecord({ page, look }: Walk, { family, number }: Chosen) {
  await page.getByText(family.toUpperCase()).first().waitFor();
  await page
    .getByText(`${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`)
    .first()
    .waitFor();
  await page
    .getByText(/(moderate|severe) frailty/i)
    .first()
    .waitFor();
  await page.getByText("No plan is published.").waitFor();
  await look("record");
}

export async function putsOnTheNextMdg({ page, look }: Walk, question: string) {
  await page.getByRole("link", { name: "Put on an MDG" }).click();
  await page.getByLabel(/question/i).fill(question);
  await look("refer");
  await page.getByLabel("Told", { exact: true }).check();
  await page.getByLabel("How, or why not").fill("At home on Monday");
  await page.getByRole("button", { name: "Put on the agenda" }).click();
  await page.waitForURL(/\/meetings\//);
  await page.getByText(question).waitFor();
  await look("meeting");
}

/** A case does not close without a decision's owned, dated action or a reason. */
export async function holdsTheCase({ page, look }: Walk, { family }: Chosen, decision: string, action: string) {
  await page.getByRole("link", { name: new RegExp(`^1\\. ${family}`, "i") }).click();
  await page.getByRole("heading", { name: "Decisions" }).waitFor();
  await look("case");
  await page.getByRole("button", { name: "Close the case" }).click();
  await page.getByRole("alert").getByText("Add an action with an owner and a date").waitFor();
  await look("case not closed");
  await page.getByLabel("New decision").fill(decision);
  await page.getByRole("button", { name: "Record decision" }).click();
  await page.getByRole("listitem").filter({ hasText: decision }).waitFor();
  await page.getByLabel("What is to be done?").fill(action);
  await page.getByRole("button", { name: "Add action" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Owner").selectOption({ label: "Priya Shah" });
  await page.getByLabel("To be done by").fill(inDays(14));
  await page.getByRole("button", { name: "Add action" }).click();
  await page.getByRole("link", { name: action, exact: true }).waitFor();
  await page.getByRole("button", { name: "Close the case" }).click();
  await page.getByRole("alert").getByText("Record capacity for this decision").waitFor();
  await page.getByLabel("No objection").check();
  await page.getByLabel("Not assessed").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("definition").filter({ hasText: "Not assessed" }).waitFor();
  await page.getByRole("button", { name: "Close the case" }).click();
  await page.getByRole("heading", { name: "Closed" }).waitFor();
  await look("case closed");
}

// ── The plan ──────────────────────────────────────────────────────────────────────────────────────────────

type Words = Readonly<Record<string, string>>;

/** Fills a section's form (its new item, when it is a list) by the labels of the fields, and saves it in the draft. */
export async function writesSection({ page, url, look }: Walk, { id }: Chosen, section: string, words: Words) {
  if (!page.url().endsWith(`/plan/edit/${section}`)) await page.goto(`${url}/people/${id}/plan/edit/${section}`);
  const save = page.getByRole("button", { name: "Save in my draft" }).last();
  const form = page.locator("form").filter({ has: save }).last();
  await fillIn(form, words);
  await look(`plan ${section}`);
  await save.click();
  const kept = page.locator(`#${section}`).getByText("In your draft, not published");
  await kept.or(page.getByRole("heading", { name: /^(Contingency plan|Person to ring) 1$/ })).waitFor();
}

/** Mends the first item of a list, by its own form. */
export async function correctsItem({ page, url }: Walk, { id }: Chosen, section: string, words: Words) {
  await page.goto(`${url}/people/${id}/plan/edit/${section}`);
  const form = page.locator("form", { hasText: "Save in my draft" }).first();
  await fillIn(form, words);
  await form.getByRole("button", { name: "Save in my draft" }).click();
  await page.getByText(/^Draft saved/).waitFor();
}

async function fillIn(form: Locator, words: Words) {
  for (const [label, value] of Object.entries(words)) {
    const field = form.getByLabel(label, { exact: true });
    if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption({ label: value });
    else await field.fill(value);
  }
}

/** Filled as far as `agreement` goes; "Publish plan" is pressed. */
export async function asksToPublish({ page, url }: Walk, { id }: Chosen, agreement: Words) {
  if (!page.url().endsWith("/publish")) await page.goto(`${url}/people/${id}/plan/publish`);
  await fillIn(page.locator("main"), agreement);
  await page.getByRole("button", { name: "Publish plan" }).click();
}

// ── The contact comes back ────────────────────────────────────────────────────────────────────────────────

/** "Still right" is offered only after the contact was opened (safety rule 9). */
export async function reviewsTheContact({ page, look }: Walk, { id }: Chosen, note: string) {
  const theirs = page.locator(".work-line", { has: page.locator(`a[href="/people/${id}"]`) });
  const line = theirs.filter({ hasText: "not conveyed. Is the plan still right?" });
  await line.waitFor();
  expect(await line.getByRole("button", { name: /^Still right/ }).count()).toBe(0);
  await look("my work");
  await line.getByRole("link", { name: /^Open the contact/ }).click();
  await page.getByText(note).waitFor();
  await look("task");
  await page.getByRole("button", { name: /^Still right/ }).click();
  await page.getByRole("heading", { name: "Tasks" }).waitFor();
  await line.waitFor({ state: "detached" });
}
