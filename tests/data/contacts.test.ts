/** The urgent contact against a real database: attended, read, recorded, followed up; refused to everybody else. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { findViewer } from "../../app/data/accounts.server";
import {
  openContact,
  openContacts,
  readContactForm,
  readReceipt,
  recordContact,
  reportWrong,
} from "../../app/data/contacts.server";
import { acceptFollowUp, escalateFollowUp, waitingFollowUps, whoIsAskedNext } from "../../app/data/follow-ups.server";
import { newId } from "../../app/data/identity.server";
import { lookUpUrgently } from "../../app/data/look-ups.server";
import { readCrisisPage } from "../../app/data/point-of-contact.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { openTask } from "../../app/data/tasks.server";
import type { ContactReport } from "../../app/domain/contact";
import type { StaffViewer } from "../../app/domain/viewer";
import { type TestDatabase, testDatabase } from "../support/database";
import {
  addOrganisation,
  addPerson,
  addPlan,
  CREW_TEXT,
  HANDLER_TEXT,
  type SignedIn,
  signIn,
} from "../support/urgent-people";

let db: TestDatabase;
let [practice, ambulance, outOfHours] = ["", "", ""];
let crew: SignedIn;
let handler: SignedIn;

beforeAll(async () => {
  db = await testDatabase();
  const day = { opens: "08:00", closes: "18:30" };
  practice = await addOrganisation(db, "practice", "Churchfield Practice", {
    hours: [day, day, day, day, day, null, null],
  });
  ambulance = await addOrganisation(db, "ambulance", "London Ambulance Service", { phone: "020 7946 0999" });
  outOfHours = await addOrganisation(db, "nhs111", "NHS 111 London", { phone: "020 7946 0111" });
  crew = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
  handler = await signIn(db, { role: "call_handler", organisationId: outOfHours });
});

const callerOf = ({ sessionKey }: SignedIn) => ({ sessionKey, requestId: randomUUID() });
const viewerOf = async (who: SignedIn): Promise<StaffViewer> =>
  (await findViewer(
    { accountId: who.accountId, assignmentId: who.assignmentId, demo: false },
    { id: randomUUID(), at: new Date() },
  ))!;

let numbers = 0;
const freeNumbers = [
  "9990000018",
  "9990000026",
  "9990000034",
  "9990000042",
  "9990000050",
  "9990000069",
  "9990000077",
].concat(Array.from({ length: 40 }, (_, n) => `9991${String(n).padStart(6, "0")}`));

/** Somebody with a plan and a practice, found by NHS number: two identifiers, or one. */
async function found(who: SignedIn, { birthDate = true, plan = true }: { birthDate?: boolean; plan?: boolean } = {}) {
  const number = freeNumbers[numbers++]!;
  const personId = await addPerson(db, { nhsNumber: number, practiceId: practice });
  if (plan) await addPlan(db, personId, { ownerOrganisationId: practice });
  const asked = { by: "nhs_number", number, ...(birthDate && { bornOn: "1942-03-12" }) } as const;
  const answer = await lookUpUrgently(callerOf(who), asked, new Date());
  if (answer === "signed out" || !("lookUpId" in answer)) throw new Error("not found");
  return { personId, lookUpId: answer.lookUpId };
}

async function attended(who: SignedIn, options?: { plan?: boolean }) {
  const { personId, lookUpId } = await found(who, options);
  const opened = await openContact(callerOf(who), { lookUpId, identifiersChecked: true, attending: true });
  expect(opened).toEqual({ ok: true, personId });
  return personId;
}

const pageOf = (who: SignedIn, personId: string) => readCrisisPage(callerOf(who), personId);
const aReport = (change: Partial<ContactReport> = {}): ContactReport => ({
  ...{ outcome: "not_conveyed", planFeedback: "followed", note: "Fell; no injury", followUp: null },
  ...change,
});

describe("opening", () => {
  test("a match by NHS number alone opens only when two identifiers were checked", async () => {
    const { personId, lookUpId } = await found(crew, { birthDate: false });
    const open = (identifiersChecked: boolean) =>
      openContact(callerOf(crew), { lookUpId, identifiersChecked, attending: false });
    expect(await open(false)).toEqual({ ok: false, refused: "identifiers not checked" });
    expect((await pageOf(crew, personId)).kind).toBe("no relationship");
    expect(await open(true)).toEqual({ ok: true, personId });
    expect((await pageOf(crew, personId)).kind).toBe("page");
  });
  test("NHS number and date of birth are two identifiers: read at once, for as long as the look-up lasts", async () => {
    const { personId, lookUpId } = await found(crew);
    expect((await pageOf(crew, personId)).kind).toBe("page");
    await db.sql("update look_up set at = at - interval '31 minutes' where id = $1", [lookUpId]);
    expect((await pageOf(crew, personId)).kind).toBe("no relationship");
    expect(await openContact(callerOf(crew), { lookUpId, identifiersChecked: true, attending: true })).toEqual({
      ok: false,
      refused: "no look-up",
    });
  });
  test("two taps open one contact", async () => {
    const { personId, lookUpId } = await found(crew);
    await Promise.all(
      [1, 2, 3].map(() => openContact(callerOf(crew), { lookUpId, identifiersChecked: true, attending: true })),
    );
    expect(await db.sql("select attending from contact where person_id = $1", [personId])).toEqual([
      { attending: true },
    ]);
  });
  test("somebody else's look-up, or one that answered “cannot tell”, opens nothing", async () => {
    const { lookUpId } = await found(crew);
    const other = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
    expect(await openContact(callerOf(other), { lookUpId, identifiersChecked: true, attending: true })).toMatchObject({
      refused: "no look-up",
    });
    await db.sql("update look_up set answer = 'chooser' where id = $1", [lookUpId]);
    expect(await openContact(callerOf(crew), { lookUpId, identifiersChecked: true, attending: true })).toMatchObject({
      refused: "no look-up",
    });
  });
  test("open contacts are listed for whoever opened them", async () => {
    const other = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
    const personId = await attended(other);
    expect(await openContacts(await viewerOf(other))).toMatchObject([{ personId, name: "OBI, Adaeze" }]);
    expect((await openContacts(await viewerOf(crew))).map((one) => one.personId)).not.toContain(personId);
  });
});

test("news of a contact goes to the practice; without one to whoever looks after the plan, never to nobody", async () => {
  const newsOf = async (personId: string) => {
    await recordContact(await viewerOf(crew), { personId, key: randomUUID(), report: aReport() });
    const sent =
      "select payload->>'organisationId' as to from outbox where topic = 'contact recorded' and payload->>'personId' = $1";
    return (await db.sql<{ to: string }>(sent, [personId])).map(({ to }) => to);
  };
  expect(await newsOf(await attended(crew))).toEqual([practice]);
  const noPractice = await attended(crew);
  await db.sql("update person set practice_id = null where id = $1", [noPractice]);
  await db.sql("update plan set owner_organisation_id = $2 where person_id = $1", [noPractice, outOfHours]);
  expect(await newsOf(noPractice)).toEqual([outOfHours]);
});

describe("the crisis page", () => {
  test("is recorded, with version and rendition, before it is answered", async () => {
    const personId = await attended(crew);
    const requestId = randomUUID();
    const page = await readCrisisPage({ sessionKey: crew.sessionKey, requestId }, personId);
    expect(page).toMatchObject({ kind: "page", audience: "crew", body: CREW_TEXT, version: 1, rendition: 1 });
    expect(page.facts).toMatchObject({
      viewer: "Sam Reid",
      desk: "London Ambulance Service",
      deskPhone: "020 7946 0999",
    });
    expect(
      await db.sql("select did, outcome, person_id from access_record where request_id = $1", [requestId]),
    ).toEqual([{ did: "read crisis page", outcome: "allowed", person_id: personId }]);
  });
  test("a care home's nurse reads it of residents, without a look-up, and of nobody else", async () => {
    const home = await addOrganisation(db, "care_home", "Acre House");
    const nurse = await signIn(db, { role: "care_home_nurse", organisationId: home });
    const [resident, neighbour] = [await addPerson(db, { careHomeId: home }), await addPerson(db)];
    for (const id of [resident, neighbour]) await addPlan(db, id);
    await db.sql(
      "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'organisation', $2, 'care_home', 'list', '2020-01-01')",
      [resident, home],
    );
    expect(await pageOf(nurse, resident)).toMatchObject({ kind: "page", audience: "crew", body: CREW_TEXT });
    expect((await pageOf(nurse, resident)).facts).toMatchObject({ mayRecord: false });
    expect((await pageOf(nurse, neighbour)).kind).toBe("no relationship");
    const asked = { by: "nhs_number", number: "9990000018", bornOn: "1942-03-12" } as const;
    expect(await lookUpUrgently(callerOf(nurse), asked, new Date())).toBe("signed out");
    await db.sql("update relationship set ends_at = now() - interval '1 second' where person_id = $1", [resident]);
    expect((await pageOf(nurse, resident)).kind).toBe("no relationship");
  });
  test("a call handler gets the lines and never the crew's text", async () => {
    const personId = await attended(handler);
    expect(await pageOf(handler, personId)).toMatchObject({ kind: "page", audience: "handler", body: HANDLER_TEXT });
    expect((await pageOf(handler, personId)).facts).toMatchObject({ mayRecord: true });
  });
  test("no relationship and no such person are the same refusal, recorded", async () => {
    const personId = await addPerson(db, { practiceId: practice });
    await addPlan(db, personId);
    const requestId = randomUUID();
    const mine = await readCrisisPage({ sessionKey: crew.sessionKey, requestId }, personId);
    expect(mine).toEqual(await pageOf(crew, newId()));
    expect(mine).toMatchObject({ kind: "no relationship", body: null, facts: null });
    expect(await db.sql("select outcome from access_record where request_id = $1", [requestId])).toEqual([
      { outcome: "refused" },
    ]);
  });
  test.each([
    ["sealed since", "update person set restriction = 'sealed' where id = $1", "cannot tell"],
    ["dissent since", "update person set restriction = 'dissented' where id = $1", "cannot tell"],
    [
      "merged into another since",
      "update person set merged_into = (select id from person where id <> $1 limit 1) where id = $1",
      "cannot tell",
    ],
    ["the text lost", "delete from published_text where person_id = $1", "cannot tell"],
    ["withdrawn", "update plan set status = 'withdrawn' where person_id = $1", "withdrawn"],
    ["closed", "update plan set status = 'closed' where person_id = $1", "no plan"],
  ])("%s", async (_, change, kind) => {
    const personId = await attended(crew);
    await db.sql(change, [personId]);
    const page = await pageOf(crew, personId);
    expect(page.kind).toBe(kind);
    if (kind === "cannot tell") expect(JSON.stringify(page)).not.toMatch(/OBI|Adaeze|1942/);
  });
  test("the plan of a merged record is read under the record that it was merged into", async () => {
    const personId = await attended(crew, { plan: false });
    const old = await addPerson(db, { mergedInto: personId });
    await addPlan(db, old);
    expect(await pageOf(crew, personId)).toMatchObject({ kind: "page", body: CREW_TEXT });
    await db.sql("update plan set status = 'withdrawn' where person_id = $1", [old]);
    expect((await pageOf(crew, personId)).kind).toBe("withdrawn");
    await db.sql("update plan set status = 'live' where person_id = $1", [old]);
    await addPlan(db, personId);
    expect(await pageOf(crew, personId)).toMatchObject({ kind: "cannot tell", body: null });
    await db.sql("delete from published_text where person_id = $1", [personId]);
    await db.sql("delete from plan where person_id = $1", [personId]);
    await db.sql("update person set restriction = 'sealed' where id = $1", [old]);
    expect(await pageOf(crew, personId)).toMatchObject({ kind: "cannot tell", body: null });
  });
  test("a member of staff does not read their own page, also under a merged record", async () => {
    const staff = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
    const personId = await attended(staff);
    await db.sql("update account set person_id = $2 where id = $1", [staff.accountId, personId]);
    expect((await pageOf(staff, personId)).kind).toBe("cannot tell");
    const old = await addPerson(db, { mergedInto: personId });
    await db.sql("update account set person_id = $2 where id = $1", [staff.accountId, old]);
    expect((await pageOf(staff, personId)).kind).toBe("cannot tell");
  });
  test("the application may run the functions of the point of contact, and none of those behind them", async () => {
    const functions = await db.sql<{ name: string; may: boolean }>(
      `select proname as name, has_function_privilege('confer_app', oid, 'execute') as may from pg_proc
        where pronamespace = 'public'::regnamespace and prosecdef and proname = any ($1) order by 1`,
      [
        [
          "confer_candidate",
          "confer_crisis_page",
          "confer_find_urgently",
          "confer_linked_people",
          "confer_look_up_lasts",
          "confer_merged_page",
          "confer_merged_person",
          "confer_open_contact",
          "confer_record_look_up",
          "confer_urgent_desk",
          "confer_urgent_viewer",
        ],
      ],
    );
    expect(functions.filter(({ may }) => may).map(({ name }) => name)).toEqual([
      "confer_crisis_page",
      "confer_find_urgently",
      "confer_open_contact",
      "confer_record_look_up",
      "confer_urgent_desk",
    ]);
    expect(functions).toHaveLength(11);
  });
  test("an expired session reads nothing", async () => {
    const late = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
    const personId = await attended(late);
    await db.sql("update session set expires_at = now() - interval '1 second' where id = $1", [late.sessionKey]);
    expect(await pageOf(late, personId)).toMatchObject({ kind: "signed out", body: null });
  });
  test("another role of the same account, chosen since, reads nothing", async () => {
    const gp = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
    const personId = await attended(gp);
    await db.sql("update assignment set role = 'gp' where id = $1", [gp.assignmentId]);
    expect(await pageOf(gp, personId)).toMatchObject({ kind: "not your role", body: null });
  });
});

describe("recording", () => {
  test("closes the contact, asks the practice, and leaves the page readable for a day", async () => {
    const personId = await attended(crew);
    const viewer = await viewerOf(crew);
    expect(await recordContact(viewer, { personId, key: randomUUID(), report: aReport() })).toMatchObject({ ok: true });
    const [contact] = await db.sql("select * from contact where person_id = $1", [personId]);
    expect(contact).toMatchObject({
      outcome: "not_conveyed",
      plan_feedback: "followed",
      closed_at: viewer.requestedAt,
      plan_version: 1,
      identifiers_checked: true,
    });
    const tasks = await db.sql<{ headline: string }>("select * from task where person_id = $1", [personId]);
    expect(tasks).toMatchObject([{ kind: "review_plan_after_contact", organisation_id: practice, cause: contact!.id }]);
    expect(tasks[0]!.headline).toMatch(
      /^London Ambulance Service saw them \d+ \w{3} \d{4}, \d\d:\d\d, not conveyed\. Is the plan still right\?$/,
    );
    const [relationship] = await db.sql<{ ends_at: Date }>(
      "select ends_at from relationship where person_id = $1 and source = 'contact'",
      [personId],
    );
    expect(relationship!.ends_at.getTime() - viewer.requestedAt.getTime()).toBe(24 * 3_600_000);
    expect((await pageOf(crew, personId)).kind).toBe("page");
    await db.sql("update relationship set ends_at = now() - interval '1 second' where person_id = $1", [personId]);
    await db.sql("update look_up set at = at - interval '31 minutes' where shown = array[$1::uuid]", [personId]);
    expect((await pageOf(crew, personId)).kind).toBe("no relationship");
    const news = await db.sql("select topic, payload from outbox where payload->>'personId' = $1", [personId]);
    expect(news).toMatchObject([{ topic: "contact recorded", payload: { organisationId: practice } }]);
  });

  test("sent twice, also at once, is one contact and one task", async () => {
    const personId = await attended(crew);
    const viewer = await viewerOf(crew);
    const key = randomUUID();
    const send = () => recordContact(viewer, { personId, key, report: aReport() });
    const [first, second] = await Promise.all([send(), send()]);
    expect(second).toEqual(first);
    expect(await recordContact(viewer, { personId, key, report: null })).toEqual(first);
    expect(await db.sql("select 1 from contact where person_id = $1", [personId])).toHaveLength(1);
    expect(await db.sql("select 1 from task where person_id = $1", [personId])).toHaveLength(1);
  });

  test("two people one after the other have each their own contact and task", async () => {
    const viewer = await viewerOf(crew);
    const two = [await attended(crew), await attended(crew)];
    for (const personId of two) await recordContact(viewer, { personId, key: randomUUID(), report: aReport() });
    expect(await db.sql("select person_id from task where person_id = any ($1)", [two])).toHaveLength(2);
  });

  test("nobody records for somebody whom they do not attend", async () => {
    const personId = await attended(handler);
    const viewer = await viewerOf(crew);
    expect(await readContactForm(viewer, personId)).toBeUndefined();
    expect(await recordContact(viewer, { personId, key: randomUUID(), report: aReport() })).toEqual({
      ok: false,
      refused: "no open contact",
    });
    expect(await reportWrong(viewer, { personId, key: randomUUID(), what: "number", note: null })).toEqual({
      ok: false,
    });
    expect(await db.sql("select 1 from task where person_id = $1", [personId])).toEqual([]);
  });

  test("somebody without a plan: the practice is asked whether one is needed", async () => {
    const personId = await attended(crew, { plan: false });
    await recordContact(await viewerOf(crew), { personId, key: randomUUID(), report: aReport({ planFeedback: null }) });
    const [task] = await db.sql<{ headline: string }>("select headline from task where person_id = $1", [personId]);
    expect(task!.headline).toMatch(/There is no plan: is one needed\?$/);
  });
});

describe("“this is wrong”", () => {
  test("is the owner's task at once, and the page says so until somebody has dealt with it", async () => {
    const personId = await attended(crew);
    const viewer = await viewerOf(crew);
    expect((await pageOf(crew, personId)).facts!.reportedWrongAt).toBeNull();
    const report = { personId, key: randomUUID(), what: "medicines", note: "No longer takes insulin" } as const;
    expect(await reportWrong(viewer, report)).toEqual({ ok: true, to: "Churchfield Practice", marked: true });
    expect(await reportWrong(viewer, report)).toEqual({ ok: true, to: "Churchfield Practice", marked: true });
    const tasks = await db.sql("select kind, organisation_id, headline from task where person_id = $1", [personId]);
    expect(tasks).toEqual([
      {
        kind: "plan_reported_wrong",
        organisation_id: practice,
        headline:
          "London Ambulance Service says that the plan is wrong. Medicines or allergies: No longer takes insulin",
      },
    ]);
    expect((await pageOf(crew, personId)).facts!.reportedWrongAt).not.toBeNull();
    await db.sql("update task set done_at = now() where person_id = $1", [personId]);
    expect((await pageOf(crew, personId)).facts!.reportedWrongAt).toBeNull();
  });
});

test("a crew that says in its record that the plan is wrong marks the page at once", async () => {
  const personId = await attended(crew);
  const viewer = await viewerOf(crew);
  await recordContact(viewer, { personId, key: randomUUID(), report: aReport({ planFeedback: "wrong", note: null }) });
  const kinds = await db.sql("select kind from task where person_id = $1 order by kind", [personId]);
  expect(kinds).toEqual([{ kind: "plan_reported_wrong" }, { kind: "review_plan_after_contact" }]);
  expect((await pageOf(crew, personId)).facts!.reportedWrongAt).not.toBeNull();
});

test("a receipt of somebody else's contact is a refusal, and recorded as one", async () => {
  const personId = await attended(crew);
  const other = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
  expect(await readReceipt(await viewerOf(other), personId)).toBeUndefined();
  expect(
    await db.sql("select did, outcome from access_record where account_id = $1 and did = 'read receipt'", [
      other.accountId,
    ]),
  ).toEqual([{ did: "read receipt", outcome: "refused" }]);
});

test("a number that does not answer is a task of its own, and puts the rest of the page in no doubt", async () => {
  const personId = await attended(crew);
  const report = { personId, key: randomUUID(), what: "number", note: "Hospice" } as const;
  expect(await reportWrong(await viewerOf(crew), report)).toMatchObject({ ok: true, marked: false });
  expect(await db.sql("select kind from task where person_id = $1", [personId])).toEqual([
    { kind: "number_did_not_answer" },
  ]);
  expect((await pageOf(crew, personId)).facts!.reportedWrongAt).toBeNull();
});

describe("somebody is needed before the practice opens", () => {
  const followUp = (organisationId: string, acceptedBy: string | null = null) => ({
    organisationId,
    what: "Ring at 06:00 about glucose",
    acceptedBy,
  });

  async function asked(acceptedBy: string | null = null, of = outOfHours) {
    const personId = await attended(crew);
    const viewer = await viewerOf(crew);
    const recorded = await recordContact(viewer, {
      personId,
      key: randomUUID(),
      report: aReport({ followUp: followUp(of, acceptedBy) }),
    });
    if (!recorded.ok) throw new Error("not recorded");
    return { personId, contactId: recorded.contactId, viewer };
  }

  test("goes to the desk that was chosen, due in half an hour, and the receipt names who accepts", async () => {
    const { personId, viewer } = await asked();
    const later = { ...viewer, requestedAt: new Date() };
    expect(await readReceipt(later, personId)).toMatchObject({
      acceptedBy: null,
      followUp: { openedByName: null, organisation: { name: "NHS 111 London", phone: "020 7946 0111" } },
      practice: { name: "Churchfield Practice" },
    });
    const desk = await signIn(db, { role: "clinical_desk", organisationId: outOfHours, name: "Dr Lee" });
    const deskViewer = await viewerOf(desk);
    const waiting = await waitingFollowUps(deskViewer);
    const mine = waiting.find((one) => one.personId === personId)!;
    expect(mine).toMatchObject({ name: "OBI, Adaeze", openedByName: null });
    expect(mine.dueAt!.getTime() - viewer.requestedAt.getTime()).toBe(30 * 60_000);

    expect(await acceptFollowUp(deskViewer, { taskId: mine.id, key: randomUUID() })).toEqual({ ok: true, personId });
    const second = await signIn(db, { role: "clinical_desk", organisationId: outOfHours });
    expect(await acceptFollowUp(await viewerOf(second), { taskId: mine.id, key: randomUUID() })).toEqual({ ok: false });
    expect(await readReceipt(later, personId)).toMatchObject({
      acceptedBy: "Dr Lee",
      followUp: { openedByName: "Dr Lee" },
    });
    // The accepter may read the page and records a contact of their own, which ends the follow-up.
    expect((await pageOf(desk, personId)).kind).toBe("page");
    await recordContact(deskViewer, { personId, key: randomUUID(), report: aReport({ outcome: "advice" }) });
    expect((await waitingFollowUps(deskViewer)).map((one) => one.personId)).not.toContain(personId);
  });

  test("the practice reads in its task what was asked, and of whom", async () => {
    const { personId } = await asked();
    await db.sql(
      "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'organisation', $2, 'registered_practice', 'list', '2020-01-01')",
      [personId, practice],
    );
    const [task] = await db.sql<{ id: string }>("select id from task where person_id = $1 and organisation_id = $2", [
      personId,
      practice,
    ]);
    const gp = await viewerOf(await signIn(db, { role: "gp", organisationId: practice }));
    expect(await openTask(gp, task!.id)).toMatchObject({
      contact: { asked: { what: expect.stringContaining("Ring at 06:00 about glucose"), of: "NHS 111 London" } },
    });
  });

  test("a desk of another organisation can neither see nor accept it", async () => {
    const { personId } = await asked();
    const [task] = await db.sql<{ id: string }>(
      "select id from task where person_id = $1 and kind = 'follow_up_contact'",
      [personId],
    );
    const other = await viewerOf(await signIn(db, { role: "clinical_desk", organisationId: ambulance }));
    expect((await waitingFollowUps(other)).map((one) => one.personId)).not.toContain(personId);
    expect(await acceptFollowUp(other, { taskId: task!.id, key: randomUUID() })).toEqual({ ok: false });
  });

  const inMinutes = (minutes: number) => ({
    ...systemViewer("maintenance", "escalate a follow-up"),
    requestedAt: new Date(Date.now() + minutes * 60_000),
  });

  test("nobody accepts in time: it goes on to the desk of those who asked, once", async () => {
    const { personId, contactId, viewer } = await asked();
    expect(await whoIsAskedNext({ ...viewer, requestedAt: new Date() }, personId)).toBe("London Ambulance Service");
    expect(await escalateFollowUp(inMinutes(5), { personId, contactId })).toBe(false);
    expect(await escalateFollowUp(inMinutes(31), { personId, contactId })).toBe(true);
    expect(await escalateFollowUp(inMinutes(31), { personId, contactId })).toBe(false);
    const late = await db.sql(
      "select organisation_id, headline from task where person_id = $1 and cause like '%not accepted'",
      [personId],
    );
    expect(late).toEqual([
      { organisation_id: ambulance, headline: expect.stringMatching(/^NOT ACCEPTED in time by NHS 111 London\./) },
    ]);
    const desk = await viewerOf(await signIn(db, { role: "clinical_desk", organisationId: ambulance }));
    expect((await waitingFollowUps(desk)).map((one) => one.personId)).toContain(personId);
  });

  test("not accepted by the crew's own desk, it goes to 111 and never to a closed practice", async () => {
    await db.sql("update organisation set hours = '[null,null,null,null,null,null,null]' where id = $1", [practice]);
    const { personId, contactId, viewer } = await asked(null, ambulance);
    expect(await whoIsAskedNext({ ...viewer, requestedAt: new Date() }, personId)).toBe("NHS 111 London");
    expect(await escalateFollowUp(inMinutes(31), { personId, contactId })).toBe(true);
    expect(await escalateFollowUp(inMinutes(62), { personId, contactId })).toBe(false);
    const tasks = await db.sql<{ id: string; organisation_id: string }>(
      "select id, organisation_id from task where person_id = $1 and kind = 'follow_up_contact' order by created_at",
      [personId],
    );
    expect(tasks.map((one) => one.organisation_id)).toEqual([ambulance, outOfHours]);
    const jobs = await db.sql("select 1 from graphile_worker.jobs where key = $1", [`follow-up:${contactId}`]);
    expect(jobs).toHaveLength(1);

    // The half hours have passed.
    await db.sql("update relationship set starts_at = now() where person_id = $1 and starts_at > now()", [personId]);
    // Either desk may still take it; whoever does takes it for both.
    const second = await viewerOf(await signIn(db, { role: "clinical_desk", organisationId: outOfHours }));
    expect(await acceptFollowUp(second, { taskId: tasks[1]!.id, key: randomUUID() })).toMatchObject({ ok: true });
    const first = await viewerOf(await signIn(db, { role: "clinical_desk", organisationId: ambulance }));
    expect(await acceptFollowUp(first, { taskId: tasks[0]!.id, key: randomUUID() })).toEqual({ ok: false });
    expect((await waitingFollowUps(first)).map((one) => one.personId)).not.toContain(personId);
    expect((await waitingFollowUps(second)).find((one) => one.personId === personId)).toMatchObject({ mine: true });
  });

  test("accepted by name on the phone: nothing escalates, and the desk reads by whom", async () => {
    const { personId, contactId } = await asked("Sr Mensah");
    expect(await escalateFollowUp(inMinutes(31), { personId, contactId })).toBe(false);
    const desk = await viewerOf(await signIn(db, { role: "clinical_desk", organisationId: outOfHours }));
    expect((await waitingFollowUps(desk)).find((one) => one.personId === personId)).toMatchObject({
      onThePhone: "Sr Mensah",
    });
    const jobs = await db.sql("select 1 from graphile_worker.jobs where key = $1", [`follow-up:${contactId}`]);
    expect(jobs).toEqual([]);
  });
});
