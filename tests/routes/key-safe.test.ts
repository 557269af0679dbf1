/** The key-safe code from the practice's form to the crew's page: sealed between, opened only for who is on the way. */
import { randomBytes, randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openContact } from "../../app/data/contacts.server";
import { newId } from "../../app/data/identity.server";
import { openWayIn, sealWayIn } from "../../app/data/key-sealing.server";
import { lookUpUrgently } from "../../app/data/look-ups.server";
import { forgetSettings } from "../../app/env.server";
import * as route from "../../app/routes/people.$personId.plan.key-safe";
import { answerPointOfContact } from "../../app/server/point-of-contact";
import { type TestDatabase, testDatabase } from "../support/database";
import { addOrganisation, addPerson, addPlan, type SignedIn, signIn } from "../support/urgent-people";

const CODE = "C4711X";
let db: TestDatabase;
let gp: SignedIn;
let otherGp: SignedIn;
let crew: SignedIn;
let handler: SignedIn;
let [practice, otherOrganisation, number] = ["", "", 9_991_000_000];
let server: http.Server;

const useKey = (key: string | undefined) => {
  if (key) process.env.CONFER_KEY_SAFE_KEY = key;
  else delete process.env.CONFER_KEY_SAFE_KEY;
  forgetSettings();
};
const KEY = randomBytes(32).toString("base64");

beforeAll(async () => {
  db = await testDatabase();
  practice = await addOrganisation(db, "practice", "Churchfield Practice");
  const other = await addOrganisation(db, "practice", "Other Practice");
  otherOrganisation = other;
  const ambulance = await addOrganisation(db, "ambulance", "London Ambulance Service", { phone: "020 7946 0999" });
  gp = await signIn(db, { role: "gp", organisationId: practice });
  otherGp = await signIn(db, { role: "gp", organisationId: other });
  crew = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
  handler = await signIn(db, { role: "call_handler", organisationId: ambulance });
  useKey(KEY);
  server = http.createServer(answerPointOfContact((_request, response) => response.end("next")));
  await new Promise<void>((resolve) => server.listen(0, resolve));
});
afterEach(() => useKey(KEY));
afterAll(async () => {
  useKey(undefined);
  await new Promise((resolve) => server.close(resolve));
});

async function someone(plan: Parameters<typeof addPlan>[2] | false = {}) {
  const nhsNumber = String(++number);
  const personId = await addPerson(db, { nhsNumber, practiceId: practice });
  await db.sql(
    "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'organisation', $2, 'registered_practice', 'list', '2020-01-01')",
    [personId, practice],
  );
  if (plan) {
    await addPlan(db, personId, plan);
    await db.sql(
      "update published_text set text = replace(text, '{{contact}}', '<p>{{access}}</p>') where person_id = $1",
      [personId],
    );
  }
  return { personId, nhsNumber };
}

async function arrive(
  who: SignedIn,
  { personId, nhsNumber }: { personId: string; nhsNumber: string },
  attending: boolean,
) {
  const caller = { sessionKey: who.sessionKey, requestId: randomUUID() };
  const found = await lookUpUrgently(caller, { by: "nhs_number", number: nhsNumber, bornOn: "1942-03-12" }, new Date());
  if (found === "signed out" || !("lookUpId" in found)) throw new Error("not found");
  expect(await openContact(caller, { lookUpId: found.lookUpId, identifiersChecked: true, attending })).toEqual({
    ok: true,
    personId,
  });
}

const pageOf = async (personId: string, who: SignedIn) => {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://localhost:${port}/urgent/people/${personId}`, {
    headers: { cookie: `confer_session=${who.token}` },
  });
  return answer.text();
};

const asked = (personId: string, who: SignedIn, typed?: Record<string, string>) => ({
  request: new Request(`http://confer.example/people/${personId}/plan/key-safe`, {
    headers: { Cookie: `confer_session=${who.token}` },
    ...(typed && { method: "POST", body: new URLSearchParams({ key: newId(), ...typed }) }),
  }),
  params: { personId },
  context: {},
});
type Answered = { status: number; errors?: Record<string, string>; words: string };
async function send(personId: string, who: SignedIn, typed: Record<string, string>): Promise<Answered> {
  const given: unknown = await route.action(asked(personId, who, typed) as never).catch((thrown: unknown) => thrown);
  if (given instanceof Response) return { status: given.status, words: "" };
  const { data, init } = given as { data: { errors: Record<string, string> }; init?: { status?: number } };
  return { status: init?.status ?? 200, errors: data.errors, words: JSON.stringify(data) };
}
const aCode = { code: CODE, where: "left of the door", checkedOn: "2026-05-03" };
const deeds = async (personId: string) =>
  (
    await db.sql<{ did: string }>("select did from access_record where person_id = $1 and did like '%key safe'", [
      personId,
    ])
  )
    .map(({ did }) => did)
    .sort();

test("who has a meeting's pack, or owns an action, neither overwrites nor removes a code", async () => {
  const who = await someone(false);
  expect(await send(who.personId, gp, aCode)).toMatchObject({ status: 303 });
  const nurse = await signIn(db, { role: "practice_nurse", organisationId: practice });
  const guest = await signIn(db, { role: "community_clinician", organisationId: otherOrganisation });
  for (const source of ["meeting", "action"]) {
    await db.sql(
      `insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at)
       values ($1, 'account', $2, $3, 'pack', '2020-01-01')`,
      [who.personId, guest.accountId, source],
    );
    expect(await send(who.personId, guest, { ...aCode, code: "0000" })).toMatchObject({ status: 404 });
    expect(await send(who.personId, guest, { act: "remove" })).toMatchObject({ status: 404 });
  }
  const [kept] = await db.sql<{ sealed: Buffer }>("select sealed from key_safe where person_id = $1", [who.personId]);
  expect(openWayIn(who.personId, kept!.sealed)).toMatchObject({ code: CODE });
  expect(await send(who.personId, nurse, { act: "remove" })).toMatchObject({ status: 303 });
});

describe("a code that is kept", () => {
  test("is sealed in the database, shown to nobody at the practice, opened for a crew on its way, and each is recorded", async () => {
    const who = await someone();
    expect(await send(who.personId, gp, aCode)).toMatchObject({ status: 303 });
    const [row] = await db.sql<{ sealed: Buffer }>("select sealed from key_safe where person_id = $1", [who.personId]);
    expect(row!.sealed.toString("latin1")).not.toContain(CODE);
    expect(JSON.stringify(await route.loader(asked(who.personId, gp) as never))).not.toContain(CODE);

    await arrive(crew, who, true);
    expect(await pageOf(who.personId, crew)).toContain(
      `Key safe or door code: ${CODE}, left of the door (checked 3 May 2026).`,
    );
    expect(await deeds(who.personId)).toEqual(["open key safe", "set key safe"]);
  });

  test("stays shut for a crew that is not on its way, after the contact, and for a call handler", async () => {
    const who = await someone();
    await send(who.personId, gp, aCode);
    await arrive(crew, who, false);
    expect(await pageOf(who.personId, crew)).toContain("or when you record that you attend");
    await arrive(crew, who, true);
    await db.sql("update contact set closed_at = now() where person_id = $1", [who.personId]);
    await arrive(handler, who, true);
    for (const reader of [crew, handler]) expect(await pageOf(who.personId, reader)).not.toContain(CODE);
    expect(await deeds(who.personId)).toEqual(["set key safe"]);
  });

  test("also helps where there is no plan here, a withdrawn one, or one elsewhere", async () => {
    for (const plan of [
      false,
      { status: "withdrawn" },
      { status: "none_published", elsewhere: { system: "UCP" }, texts: false },
    ] as const) {
      const who = await someone(plan);
      await send(who.personId, gp, aCode);
      await arrive(crew, who, true);
      expect(await pageOf(who.personId, crew)).toContain(CODE);
    }
  });

  test("says that it may be of the former home, and is replaced and removed", async () => {
    const who = await someone();
    await send(who.personId, gp, aCode);
    await db.sql("update key_safe set set_at = now() - interval '1 year' where person_id = $1", [who.personId]);
    await db.sql("update person_address set starts_at = now() - interval '1 day' where person_id = $1", [who.personId]);
    await arrive(crew, who, true);
    expect(await pageOf(who.personId, crew)).toContain("it may be the code of the former home");
    await send(who.personId, gp, { ...aCode, code: "0815" });
    const page = await pageOf(who.personId, crew);
    expect(page).toContain("0815");
    expect(page).not.toContain(CODE);
    await send(who.personId, gp, { act: "remove" });
    expect(await pageOf(who.personId, crew)).toContain("No key-safe or door code is kept for this home");
  });
});

describe("what is refused", () => {
  test.each([
    [{ ...aCode, code: "" }, "code"],
    [{ ...aCode, code: "9".repeat(41) }, "code"],
    [{ ...aCode, where: "x".repeat(121) }, "where"],
    [{ ...aCode, checkedOn: "" }, "checkedOn"],
    [{ ...aCode, checkedOn: "2999-01-01" }, "checkedOn"],
  ])("%j", async (typed, field) => {
    const { personId } = await someone();
    const refused = await send(personId, gp, typed);
    expect([refused.status, Object.keys(refused.errors!)]).toEqual([400, [field]]);
    expect(refused.words).not.toContain(CODE);
    expect(await db.sql("select 1 from key_safe where person_id = $1", [personId])).toEqual([]);
  });

  test("a practice that does not know the person", async () => {
    const { personId } = await someone();
    expect((await send(personId, otherGp, aCode)).status).toBe(404);
    await expect(route.loader(asked(personId, otherGp) as never)).rejects.toMatchObject({ status: 404 });
  });
});

describe("without its key", () => {
  test("nothing is stored, and that is said", async () => {
    useKey(undefined);
    const who = await someone();
    expect(await route.loader(asked(who.personId, gp) as never)).toMatchObject({ keySafe: { off: true, kept: null } });
    expect(await send(who.personId, gp, aCode)).toMatchObject({ status: 409, errors: { code: /cannot be kept here/ } });
    await arrive(crew, who, true);
    expect(await pageOf(who.personId, crew)).toContain("Confer keeps no key-safe or door codes here");
  });

  test("what another key sealed stays shut, and the crew is told whom to ask", async () => {
    const who = await someone();
    await send(who.personId, gp, aCode);
    useKey(randomBytes(32).toString("base64"));
    await arrive(crew, who, true);
    expect(await pageOf(who.personId, crew)).toContain("A key-safe code is kept, and cannot be opened here");
  });
});

test("a seal opens for its person alone, and not when a byte was changed", () => {
  const wayIn = { code: CODE, where: "" };
  const sealed = sealWayIn("somebody", wayIn);
  expect(openWayIn("somebody", sealed)).toEqual(wayIn);
  expect(openWayIn("somebody else", sealed)).toBeUndefined();
  for (const at of [0, 3, 10, 20, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    expect(openWayIn("somebody", changed)).toBeUndefined();
  }
  expect(sealWayIn("somebody", wayIn).equals(sealed)).toBe(false);
});

test("a key of the wrong length is refused at the start, and is not repeated in the error", () => {
  process.env.CONFER_KEY_SAFE_KEY = "c2hvcnQ=";
  forgetSettings();
  expect(() => openWayIn("somebody", Buffer.alloc(40))).toThrow(/CONFER_KEY_SAFE_KEY must be 32 bytes in base64/);
  expect(() => openWayIn("somebody", Buffer.alloc(40))).not.toThrow(/c2hvcnQ/);
});

describe("a plan that was withdrawn and pointed to another system", () => {
  const elsewhere = { system: "London Universal Care Plan", dated: "2026-06-01" };
  test("says so on the page and in the look-up", async () => {
    const who = await someone({ status: "withdrawn", elsewhere });
    await db.sql(
      "insert into plan_event (person_id, id, at, kind, by, by_name, reason) select $1, $2, '2026-11-01T10:00:00Z', 'withdrawn', $3, 'Dr Amir Khan', 'It points to the wrong person'",
      [who.personId, newId(), newId()],
    );
    const caller = { sessionKey: crew.sessionKey, requestId: randomUUID() };
    const found = await lookUpUrgently(
      caller,
      { by: "nhs_number", number: who.nhsNumber, bornOn: "1942-03-12" },
      new Date(),
    );
    expect(found).toMatchObject({
      plan: { said: "elsewhere", withdrawn: { since: expect.stringMatching(/^2026-11-01/) } },
    });
    const page = await pageOf(who.personId, crew);
    expect(page).toContain("The plan in Confer was WITHDRAWN on 1 November 2026, and with it this pointer.");
    expect(page).toContain("look for the plan in London Universal Care Plan");
  });

  test("one that only points there says nothing of a withdrawal", async () => {
    const who = await someone({ status: "none_published", elsewhere, texts: false });
    const caller = { sessionKey: crew.sessionKey, requestId: randomUUID() };
    await lookUpUrgently(caller, { by: "nhs_number", number: who.nhsNumber, bornOn: "1942-03-12" }, new Date());
    expect(await pageOf(who.personId, crew)).not.toMatch(/withdrawn/i);
  });
});
