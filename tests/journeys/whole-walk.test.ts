/** The loop from the registry to the review of a contact, as people walk it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, launchBrowser, PHONE } from "../support/browser";
import { startBorough } from "../support/journey-borough";
import * as crew from "../support/journey-crew";
import * as practice from "../support/journey-practice";
import { expectNobodyNamed, footprints, signInWithOneClick, signOut, walkIn } from "../support/journey-walk";
import { inDays } from "../support/mdg-scene";
import type { RunningServer } from "../support/running-server";

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startBorough(), launchBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const FIRST_ACT = "Sit upright, usual inhaler, calm voice";
const NUMBER = "020 7946 0321";
const NOTE = "Breathless, settled with inhaler. Stays at home.";

test("from the registry to the crew at the door and back to the practice", async () => {
  const prints = footprints();
  const gp = await walkIn(browser, server, prints);
  await signInWithOneClick(gp, "Dr Amir Khan");
  const person = await practice.findsFrailPersonWithoutPlan(gp, server);
  await practice.readsTheRecord(gp, person);
  await practice.putsOnTheNextMdg(gp, "What keeps this person safe at home this winter?");
  await practice.holdsTheCase(gp, person, "Offer a care plan with the family", "Visit with the family");

  await writesThePlan(gp, person);
  await practice.asksToPublish(gp, person, { "Why do you publish?": "Agreed at home" });
  const refusal = gp.page.getByRole("alert");
  await refusal.getByText("says “do not”: write the “unless” that goes with it").waitFor();
  await refusal.getByText("Say whether the plan was agreed, and with whom").waitFor();
  await gp.look("publish refused");
  expect(await server.sql("select 1 from plan where person_id = $1 and status = 'live'", [person.id])).toEqual([]);

  await practice.correctsItem(gp, person, "contingency", { Unless: "A fracture, or the person asks to go" });
  await practice.asksToPublish(gp, person, {
    "Was the plan agreed?": "With the person",
    On: inDays(0),
    "Was a copy given?": "Yes",
    "Copy given on": inDays(0),
    How: "Print",
    "Why do you publish?": "Agreed at home",
  });
  await gp.page.getByText("Crews see it now.").waitFor();
  await gp.look("plan published");
  await signOut(gp);

  const paramedic = await walkIn(browser, server, prints, PHONE);
  await crew.signsInByKeyboard(paramedic, "jo.parker");
  await crew.looksUpByKeyboard(paramedic, person);
  await crew.attendsAndOpens(paramedic);
  const toRead = ["CPR: NOT RECOMMENDED", FIRST_ACT, NUMBER];
  await crew.readsOnTheFirstScreen(paramedic, toRead);
  await crew.comesInOneRequest(paramedic);
  await crew.opensWithoutScript(browser, paramedic, toRead);
  await crew.recordsNotConveyed(paramedic, NOTE);
  await signOut(paramedic);
  await paramedic.close();

  await signInWithOneClick(gp, "Dr Amir Khan");
  await practice.reviewsTheContact(gp, person, NOTE);
  await gp.close();
  expectNobodyNamed(prints, { names: [person.given, person.family], number: person.number });
}, 240_000);

async function writesThePlan(gp: Parameters<typeof practice.writesSection>[0], person: practice.Chosen) {
  const write = (section: string, words: Record<string, string>) => practice.writesSection(gp, person, section, words);
  await gp.page.goto(`${server.url}/people/${person.id}`);
  await gp.page.getByRole("link", { name: "Plan", exact: true }).click();
  await gp.page.getByText("Nothing is published: crews see no plan.").waitFor();
  await gp.look("plan empty");
  await write("handler", { "First line": "COPD: breathless is usual. If lips are blue, send help at once." });
  await write("cpr", {
    Recommendation: "CPR is not recommended",
    "Decided on": inDays(0),
    "Decided by": "Dr Amir Khan",
    "Their role": "GP",
    "Capacity for this decision": "Has capacity for this decision",
    "How the person was involved": "Discussed and agreed",
    "Who was involved": "The person",
    "Where the paper form lies": "Hall drawer",
  });
  await write("advanceDecision", { "Is there an ADRT?": "None" });
  await write("attorney", { "Is there a health and welfare attorney?": "None" });
  await write("contingency", {
    If: "Breathless",
    "Do first": FIRST_ACT,
    "Do not": "Convey for breathlessness alone",
    "Whom to ring": "Hospice advice line",
  });
  await write("people", { Name: "Hospice advice line", Phone: NUMBER, Answers: "24 hours" });
  await write("review", { "Planned review": inDays(90), Responsible: "Dr Amir Khan", "Their role": "GP" });
}
