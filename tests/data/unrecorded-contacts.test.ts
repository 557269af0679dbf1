/** Contacts that a crew opens and never records, and contacts of people without a practice: somebody is always told. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { findViewer } from "../../app/data/accounts.server";
import { openContact, recordContact } from "../../app/data/contacts.server";
import { newId } from "../../app/data/identity.server";
import { lookUpUrgently } from "../../app/data/look-ups.server";
import { readCrisisPage } from "../../app/data/point-of-contact.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { closeUnrecordedContacts } from "../../app/data/unrecorded-contacts.server";
import { crontab, tasks } from "../../app/jobs/tasks";
import { type TestDatabase, testDatabase } from "../support/database";
import { addOrganisation, addPerson, addPlan, type SignedIn, signIn } from "../support/urgent-people";

let db: TestDatabase;
let [practice, ambulance] = ["", ""];
let crew: SignedIn;
const numbers = ["9990000018", "9990000026", "9990000034", "9990000042", "9990000050", "9990000069"];

beforeAll(async () => {
  db = await testDatabase();
  practice = await addOrganisation(db, "practice", "Churchfield Practice");
  ambulance = await addOrganisation(db, "ambulance", "London Ambulance Service", { phone: "020 7946 0999" });
  crew = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
});

const caller = () => ({ sessionKey: crew.sessionKey, requestId: randomUUID() });
const job = () => systemViewer("maintenance", "close contacts that nobody recorded");
const pageOf = async (personId: string) => (await readCrisisPage(caller(), personId)).kind;

async function attended({ practiceId = practice as string | null, plan = true, hoursAgo = 0 } = {}) {
  const number = numbers.shift()!;
  const personId = await addPerson(db, { nhsNumber: number, practiceId: practiceId ?? undefined });
  if (plan) await addPlan(db, personId);
  const asked = { by: "nhs_number", number, bornOn: "1942-03-12" } as const;
  const answer = await lookUpUrgently(caller(), asked, new Date());
  if (answer === "signed out" || !("lookUpId" in answer)) throw new Error("not found");
  await openContact(caller(), { lookUpId: answer.lookUpId, identifiersChecked: true, attending: true });
  const ago = [personId, hoursAgo];
  await db.sql("update contact set opened_at = opened_at - make_interval(hours => $2) where person_id = $1", ago);
  await db.sql("update look_up set at = at - interval '1 hour'");
  return personId;
}
const contactOf = async (personId: string) =>
  (await db.sql("select outcome, closed_at is not null as closed from contact where person_id = $1", [personId]))[0];
const tasksOf = (personId: string) =>
  db.sql("select kind, organisation_id, headline from task where person_id = $1", [personId]);

describe("a contact that nobody recorded", () => {
  test("for a day is closed as such, opens the page no more, and asks the practice once", async () => {
    const [late, early] = [await attended({ hoursAgo: 25 }), await attended({ hoursAgo: 23 })];
    expect(await pageOf(late)).toBe("page");
    expect(await closeUnrecordedContacts(job())).toBe(1);
    expect(await closeUnrecordedContacts(job())).toBe(0);
    expect(await contactOf(late)).toEqual({ outcome: "not_recorded", closed: true });
    expect(await pageOf(late)).toBe("no relationship");
    expect(await tasksOf(late)).toEqual([
      {
        kind: "review_plan_after_contact",
        organisation_id: practice,
        headline: expect.stringMatching(
          /^London Ambulance Service opened the plan .* and recorded nothing\. Is the plan still right\?$/,
        ),
      },
    ]);
    expect(await contactOf(early)).toEqual({ outcome: null, closed: false });
    expect(await pageOf(early)).toBe("page");
    expect(await tasksOf(early)).toEqual([]);
  });

  test("of somebody without a practice is asked of whoever came", async () => {
    const personId = await attended({ practiceId: null, plan: false, hoursAgo: 30 });
    expect(await closeUnrecordedContacts(job())).toBe(1);
    expect(await tasksOf(personId)).toMatchObject([{ organisation_id: ambulance }]);
  });

  test("is looked for by the clock, every quarter of an hour", () => {
    expect(Object.keys(tasks)).toContain("close_unrecorded_contacts");
    expect(crontab.split("\n")).toContain("*/15 * * * * close_unrecorded_contacts");
  });
});

test("a recorded contact of somebody without practice and plan raises its task with the crew's own organisation", async () => {
  const personId = await attended({ practiceId: null, plan: false });
  const viewer = (await findViewer({ ...crew, demo: false }, { id: randomUUID(), at: new Date() }))!;
  const report = { outcome: "not_conveyed", planFeedback: null, note: null, followUp: null } as const;
  expect(await recordContact(viewer, { personId, key: newId(), report })).toMatchObject({ ok: true });
  expect(await tasksOf(personId)).toMatchObject([
    { kind: "review_plan_after_contact", organisation_id: ambulance, headline: expect.stringContaining("no plan") },
  ]);
});
