/** "I have a plan" cards against a real database: who is led where, what is asked first, what is recorded. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { openContact } from "../../app/data/contacts.server";
import { newId } from "../../app/data/identity.server";
import { lookUpUrgently } from "../../app/data/look-ups.server";
import { findByCard, findCardsMade, hashOfToken, makeCard, stopCards } from "../../app/data/plan-tokens.server";
import type { Role } from "../../app/domain/permissions";
import type { StaffViewer } from "../../app/domain/viewer";
import { type TestDatabase, testDatabase } from "../support/database";
import { addOrganisation, addPerson, addPlan, type SignedIn, signIn } from "../support/urgent-people";

let db: TestDatabase;
let practice: string;
let elsewhere: string;
let crew: SignedIn;
const BORN = "1942-03-12";
const at = () => new Date();

beforeAll(async () => {
  db = await testDatabase();
  practice = await addOrganisation(db, "practice", "Churchfield Practice");
  elsewhere = await addOrganisation(db, "practice", "Other Practice");
  const ambulance = await addOrganisation(db, "ambulance", "London Ambulance Service", { phone: "020 7946 0999" });
  crew = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
});

async function viewer(role: Role = "gp", organisationId = practice): Promise<StaffViewer> {
  const { accountId, assignmentId } = await signIn(db, { role, organisationId, name: "Dr Amir Khan" });
  return {
    kind: "staff",
    ...{ accountId, assignmentId, role, permissions: [], organisationId },
    ...{ organisationName: "Churchfield Practice", organisationKind: "practice", name: "Dr Amir Khan" },
    holders: [accountId, organisationId],
    ownPersonId: null,
    purpose: "direct care",
    requestId: newId(),
    requestedAt: at(),
    demo: false,
  };
}

async function aPatient(person: Parameters<typeof addPerson>[1] = {}, plan: Parameters<typeof addPlan>[2] = {}) {
  const id = await addPerson(db, { practiceId: practice, ...person });
  await db.sql(
    "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'organisation', $2, 'registered_practice', 'list', '2020-01-01')",
    [id, practice],
  );
  await addPlan(db, id, plan);
  return id;
}

async function tokenFor(personId: string, key = newId()): Promise<string> {
  const made = await makeCard(await viewer(), { personId, key, at: at() });
  if (!made.ok) throw new Error(made.why);
  return made.token;
}

const ask = (token: string, bornOn = BORN, who = crew, requestId: string = randomUUID()) =>
  lookUpUrgently(
    { sessionKey: who.sessionKey, requestId },
    { by: "card", card: hashOfToken(token) ?? "", bornOn },
    at(),
  );
const inWords = async (...asked: Parameters<typeof ask>) => {
  const answer = await ask(...asked);
  if (answer === "signed out") return answer;
  return answer.answer === "cannot_tell" ? `cannot tell: ${answer.why}` : answer.answer;
};

describe("the token", () => {
  test("is opaque, and only its hash is kept", async () => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    expect(token).toMatch(/^[\w-]{22}$/);
    const rows = await db.sql("select * from plan_card where person_id = $1", [personId]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(await db.sql("select * from idempotency"))).not.toContain(token);
    expect(JSON.stringify(await db.sql("select * from access_record"))).not.toContain(token);
  });

  test.each(["", "short", "'; drop table plan_card; --", "a".repeat(23)])("%j is no token", (text) =>
    expect(hashOfToken(text)).toBeUndefined(),
  );

  test("a new card stops the old one; the list says which is in use, and by whom each was made", async () => {
    const personId = await aPatient();
    const [old, next] = [await tokenFor(personId), await tokenFor(personId)];
    expect(await inWords(old)).toBe("cannot tell: uncertain");
    expect(await inWords(next)).toBe("plan");
    const cards = await findCardsMade(await viewer(), personId);
    expect(cards!.cards.map(({ madeByName, revokedAt }) => [madeByName, revokedAt === null])).toEqual([
      ["Dr Amir Khan", true],
      ["Dr Amir Khan", false],
    ]);
  });

  test("the same form sent twice makes one card, which stays in use", async () => {
    const personId = await aPatient();
    const who = await viewer();
    const key = newId();
    const first = await makeCard(who, { personId, key, at: at() });
    expect(await makeCard(who, { personId, key, at: at() })).toEqual({ ok: false, why: "made before" });
    expect(first.ok && (await inWords(first.token))).toBe("plan");
  });

  test("a stopped card leads nowhere", async () => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    expect(await stopCards(await viewer(), { personId, key: newId(), at: at() })).toEqual({ ok: true });
    expect(await inWords(token)).toBe("cannot tell: uncertain");
  });

  test("no card is made for a plan that was withdrawn or never was: it would say that there is one", async () => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    await db.sql("update plan set status = 'withdrawn' where person_id = $1", [personId]);
    await db.sql(
      "insert into plan_event (person_id, id, kind, at, by, by_name) values ($1, $2, 'withdrawn', '2026-11-20T10:00:00Z', $2, 'Dr Amir Khan')",
      [personId, newId()],
    );
    const refused = { ok: false, why: "no live plan" };
    expect(await makeCard(await viewer(), { personId, key: newId(), at: at() })).toEqual(refused);
    const found = await findCardsMade(await viewer(), personId);
    expect(found!.plan).toEqual({ live: false, withdrawnOn: "2026-11-20" });
    // The card that is out is not touched by the refusal, and can be ended.
    expect(found!.cards.map(({ revokedAt }) => revokedAt)).toEqual([null]);
    expect(await stopCards(await viewer(), { personId, key: newId(), at: at() })).toEqual({ ok: true });
    expect(await inWords(token)).toBe("cannot tell: uncertain");
    const never = await aPatient({}, { status: "none_published", texts: false });
    expect(await makeCard(await viewer(), { personId: never, key: newId(), at: at() })).toEqual(refused);
  });

  test("nobody outside the relationship makes, stops or lists cards", async () => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    const stranger = await viewer("gp", elsewhere);
    expect(await makeCard(stranger, { personId, key: newId(), at: at() })).toEqual({ ok: false, why: "not found" });
    expect(await stopCards(stranger, { personId, key: newId(), at: at() })).toEqual({ ok: false, why: "not found" });
    expect(await findCardsMade(stranger, personId)).toBeUndefined();
    expect(await inWords(token)).toBe("plan");
  });
});

describe("at the point of contact", () => {
  test("the date of birth is the second identifier; the contact still asks whether two were checked", async () => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    const answer = await ask(token);
    expect(answer).toMatchObject({ answer: "plan", matchedBy: "card and date of birth", person: { id: personId } });
    const { lookUpId } = answer as { lookUpId: string };
    const caller = { sessionKey: crew.sessionKey, requestId: randomUUID() };
    const contact = { lookUpId, attending: true };
    expect(await openContact(caller, { ...contact, identifiersChecked: false })).toMatchObject({
      refused: "identifiers not checked",
    });
    expect(await openContact(caller, { ...contact, identifiersChecked: true })).toEqual({ ok: true, personId });
  });

  test("an unknown card, a stopped one and another date of birth are one answer", async () => {
    const personId = await aPatient();
    const [stopped, token] = [await tokenFor(personId), await tokenFor(personId)];
    const unknown = await ask("A".repeat(22));
    expect(unknown).toEqual({ answer: "cannot_tell", why: "uncertain" });
    expect(await ask(stopped)).toEqual(unknown);
    expect(await ask(token, "1942-03-13")).toEqual(unknown);
    expect(await ask("no token")).toEqual(unknown);
  });

  test.each([
    ["sealed", { restriction: "sealed" }],
    ["dissenting", { restriction: "dissented" }],
  ])("who is %s is not told from anybody else", async (_, person) => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    await db.sql("update person set restriction = $2 where id = $1", [personId, person.restriction]);
    expect(await inWords(token)).toBe("cannot tell: uncertain");
  });

  test("a withdrawn plan is said to be withdrawn", async () => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    await db.sql("update plan set status = 'withdrawn' where person_id = $1", [personId]);
    expect(await ask(token)).toMatchObject({ answer: "no_plan", plan: { said: "withdrawn" } });
  });

  test("a card of a record that was merged leads to the record that it was merged into", async () => {
    const kept = await aPatient({ family: "Kept" }, { status: "none_published", texts: false });
    const merged = await aPatient({ family: "Merged" });
    const token = await tokenFor(merged);
    await db.sql("update person set merged_into = $2 where id = $1", [merged, kept]);
    expect(await ask(token)).toMatchObject({ answer: "plan", person: { id: kept } });
  });

  test("a caller's own card, and a session that ended, open nothing", async () => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    const own = await signIn(db, {
      role: "urgent_clinician",
      organisationId: crew.organisationId,
      ownPerson: personId,
    });
    expect(await inWords(token, BORN, own)).toBe("cannot tell: uncertain");
    const ended = await signIn(db, {
      role: "urgent_clinician",
      organisationId: crew.organisationId,
      expires: "-1 hour",
    });
    expect(await inWords(token, BORN, ended)).toBe("signed out");
    const gp = await signIn(db, { role: "gp", organisationId: practice });
    expect(await inWords(token, BORN, gp)).toBe("signed out");
  });

  test("every reading is recorded as a look-up by card, before the answer", async () => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    const [right, wrong] = [randomUUID(), randomUUID()];
    await ask(token, BORN, crew, right);
    await ask(token, "1950-01-01", crew, wrong);
    const recorded = (request: string) =>
      db.sql(
        "select detail ->> 'answer' as answer, outcome, person_id as person, shown from access_record where request_id = $1",
        [request],
      );
    expect(await recorded(right)).toEqual([
      { answer: "plan", outcome: "allowed", person: personId, shown: [personId] },
    ]);
    // Whose card it was is kept for whoever reviews access; nobody was shown anything.
    expect(await recorded(wrong)).toEqual([{ answer: "cannot_tell", outcome: "refused", person: personId, shown: [] }]);
    const looked = await db.sql("select by from look_up where $1 = any(shown)", [personId]);
    expect(new Set(looked.map(({ by }) => by))).toEqual(new Set(["card"]));
  });
});

describe("a card that leads nowhere is recorded as refused", () => {
  const refusalOf = async (token: string, bornOn = BORN) => {
    const request = randomUUID();
    await ask(token, bornOn, crew, request);
    return db.sql("select outcome, person_id as person, shown from access_record where request_id = $1", [request]);
  };

  test("unknown, no token at all, or stopped: nobody is named", async () => {
    const personId = await aPatient();
    const stopped = await tokenFor(personId);
    await stopCards(await viewer(), { personId, key: newId(), at: at() });
    for (const token of ["B".repeat(22), "no token", stopped])
      expect([token, await refusalOf(token)]).toEqual([token, [{ outcome: "refused", person: null, shown: [] }]]);
  });

  test("sealed: the person of the card is named to whoever reviews, and to nobody else", async () => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    await db.sql("update person set restriction = 'sealed' where id = $1", [personId]);
    expect(await refusalOf(token)).toEqual([{ outcome: "refused", person: personId, shown: [] }]);
  });

  test("a look-up by other ways that finds nobody is still an allowed question", async () => {
    const request = randomUUID();
    const asked = { by: "nhs_number", number: "9990000000", bornOn: BORN } as never;
    await lookUpUrgently({ sessionKey: crew.sessionKey, requestId: request }, asked, at());
    expect(await db.sql("select outcome from access_record where request_id = $1", [request])).toEqual([
      { outcome: "allowed" },
    ]);
  });

  test("in a practice: unknown, and of somebody whose record is not the reader's", async () => {
    const strange = await viewer("gp", elsewhere);
    const other = await viewer();
    await findByCard(strange, await tokenFor(await aPatient()), BORN);
    await findByCard(other, "C".repeat(22), BORN);
    const outcomes = await db.sql<{ outcome: string }>(
      "select outcome from access_record where request_id = any ($1) and did = 'look up by card'",
      [[strange.requestId, other.requestId]],
    );
    expect(outcomes).toEqual([{ outcome: "refused" }, { outcome: "refused" }]);
  });
});

describe("in a practice", () => {
  test("leads to the person whose record is the reader's business, after the date of birth", async () => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    expect(await findByCard(await viewer("care_coordinator"), token, BORN)).toBe(personId);
    expect(await findByCard(await viewer("care_coordinator"), token, "1942-03-13")).toBeUndefined();
    expect(await findByCard(await viewer(), "A".repeat(22), BORN)).toBeUndefined();
  });

  test("to nobody in another practice; the refusal is recorded and names nobody", async () => {
    const personId = await aPatient();
    const token = await tokenFor(personId);
    const stranger = await viewer("gp", elsewhere);
    expect(await findByCard(stranger, token, BORN)).toBeUndefined();
    expect(
      await db.sql("select did, outcome, person_id from access_record where request_id = $1", [stranger.requestId]),
    ).toEqual([{ did: "look up by card", outcome: "refused", person_id: null }]);
  });
});
