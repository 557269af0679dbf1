/** What the person is not told of who opened the record: withheld by who may, recorded, reviewed, told again. */
import { beforeAll, describe, expect, test } from "vitest";
import { makeCode, requirePerson, startPersonSession, takeUp } from "../../app/access/person-sessions.server";
import { newId } from "../../app/data/identity.server";
import { invite } from "../../app/data/invitations.server";
import { readOpenings } from "../../app/data/person-access.server";
import { readPlan } from "../../app/data/plan-reading.server";
import {
  findOpeningsOf,
  findWithheldOpenings,
  keepWithheld,
  tellOpeningAgain,
  withholdOpening,
} from "../../app/data/withheld-openings.server";
import { addDays } from "../../app/domain/calendar";
import { londonDate } from "../../app/domain/dates";
import { openingsByDay } from "../../app/domain/openings";
import type { PersonViewer, StaffViewer } from "../../app/domain/viewer";
import { type TestDatabase, testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let database: TestDatabase;
let gp: StaffViewer;
let officer: StaffViewer;
let personId: string;
let person: PersonViewer;
const at = new Date();
const today = londonDate(at);
const since = new Date(at.getTime() - 86_400_000);
const NHS = "9990000018";

beforeAll(async () => {
  database = await testDatabase();
  const scene = await registryScene(database);
  gp = scene.gp;
  personId = await scene.listed("Owner", scene.organisations.practice);
  await database.sql("update person set nhs_number = $2, nhs_number_verified = true where id = $1", [personId, NHS]);
  officer = await anOfficer("Ms Guardian");
  person = await asThePerson();
  await readPlan(again(gp), personId, at);
});

async function anOfficer(name: string): Promise<StaffViewer> {
  const [accountId, assignmentId] = [newId(), newId()];
  await database.sql("insert into account (id, email, name, password_hash) values ($1::uuid, $1::text, $2, '')", [
    accountId,
    name,
  ]);
  await database.sql(
    "insert into assignment (id, account_id, organisation_id, role, permissions, starts_at) values ($1, $2, $3, 'governance_officer', '{}', '2020-01-01')",
    [assignmentId, accountId, gp.organisationId],
  );
  return { ...gp, accountId, assignmentId, name, role: "governance_officer", permissions: [], holders: [] };
}

async function asThePerson(): Promise<PersonViewer> {
  const { code, hash: codeHash } = await makeCode();
  const made = await invite(again(gp), {
    ...{ personId, kind: "self", name: "Adaeze Obi", relation: "", grants: ["plan", "openings"], proof: "known" },
    ...{ codeHash, key: newId(), at },
  });
  const taken =
    made.ok && (await takeUp(made.id, { code, bornOn: "1942-03-12", passphrase: "kettle garden Tuesday" }, at));
  if (!taken || taken === "wrong") throw new Error("not taken up");
  const cookie = (await startPersonSession(new Request("http://localhost/mine"), taken, new Date())).split(";")[0]!;
  return requirePerson(new Request("http://localhost/mine", { headers: { Cookie: cookie } }));
}

const told = async () => JSON.stringify(openingsByDay(await readOpenings(person, since)));
const ofGp = () => ({
  ...{ personId, day: today, organisationId: gp.organisationId, role: "gp", key: newId(), at },
  ...{ reason: "An abuser reads the phone", reviewOn: addDays(today, 30) },
});
const standing = async () => (await findWithheldOpenings(again(officer))).filter(({ endedAt }) => !endedAt);

describe("an opening", () => {
  test("is told to the person, and found by its reviewer with nothing of what was read", async () => {
    expect(await told()).toContain("GP read the plan");
    const found = await findOpeningsOf(again(officer), NHS, since);
    expect(found?.personId).toBe(personId);
    expect(found?.openings).toContainEqual(
      expect.objectContaining({ day: today, role: "gp", organisationId: gp.organisationId, withheld: null }),
    );
    expect(await findOpeningsOf(again(officer), "9990000999", since)).toBeUndefined();
  });

  test("is withheld by nobody who does not review access", async () => {
    expect(await withholdOpening(again(gp), ofGp())).toEqual({ ok: false });
    expect(await findOpeningsOf(again(gp), NHS, since)).toBeUndefined();
    expect(await findWithheldOpenings(again(gp))).toEqual([]);
    expect(await told()).toContain("GP read the plan");
  });

  test("that did not happen is not withheld", async () => {
    expect(await withholdOpening(again(officer), { ...ofGp(), role: "consultant" })).toEqual({ ok: false });
    expect(await withholdOpening(again(officer), { ...ofGp(), day: addDays(today, -3) })).toEqual({ ok: false });
  });

  test("that is withheld is not told, and nor is the withholding; who, why and until when is kept", async () => {
    expect(await withholdOpening(again(officer), ofGp())).toEqual({ ok: true });
    const words = await told();
    expect(words).not.toContain("GP");
    expect(words).not.toMatch(/governance|withh/i);
    expect(await standing()).toMatchObject([
      {
        ...{ nhsNumber: NHS, role: "gp", reason: "An abuser reads the phone", byName: "Ms Guardian" },
        reviewOn: addDays(today, 30),
      },
    ]);
    const recorded = await database.sql(
      "select outcome, account_id from access_record where person_id = $1 and did = 'withhold opening of record' and outcome = 'allowed'",
      [personId],
    );
    expect(recorded).toEqual([{ outcome: "allowed", account_id: officer.accountId }]);
    expect(await withholdOpening(again(officer), ofGp())).toEqual({ ok: false });
  });

  test("what comes after on that day is withheld with it, and other organisations stay told", async () => {
    await readPlan(again(gp), personId, at);
    expect(await told()).not.toContain("GP");
    await database.sql(
      `insert into access_record (at, id, account_id, organisation_id, role, purpose, request_id, did, outcome, person_id)
       values (now(), gen_random_uuid(), gen_random_uuid(), null, 'gp', 'direct care', gen_random_uuid(), 'read plan', 'allowed', $1)`,
      [personId],
    );
    expect(await told()).toContain("Organisation not known: GP read the plan");
  });

  test("that was looked at again stays withheld, with a new day and reason, and both are kept", async () => {
    const id = (await standing())[0]!.id;
    const kept = { id, reason: "Still with him", reviewOn: addDays(today, 90), at };
    expect(await keepWithheld(again(gp), { ...kept, key: newId() })).toEqual({ ok: false });
    expect(await keepWithheld(again(officer), { ...kept, key: newId() })).toEqual({ ok: true });
    expect(await keepWithheld(again(officer), { ...kept, key: newId() })).toEqual({ ok: false });
    expect(await standing()).toMatchObject([{ reason: "Still with him", reviewOn: addDays(today, 90) }]);
    expect(await findWithheldOpenings(again(officer))).toHaveLength(2);
    expect(await told()).not.toContain("Churchfield Practice: GP");
  });

  test("is told again when somebody says why; the past stays on record", async () => {
    const id = (await standing())[0]!.id;
    const ended = { id, because: "She has moved", at };
    expect(await tellOpeningAgain(again(gp), { ...ended, key: newId() })).toEqual({ ok: false });
    expect(await tellOpeningAgain(again(officer), { ...ended, key: newId() })).toEqual({ ok: true });
    expect(await told()).toContain("GP read the plan");
    expect(await told()).not.toMatch(/governance/i);
    expect(await standing()).toEqual([]);
    expect((await findWithheldOpenings(again(officer)))[0]).toMatchObject({ endedByName: "Ms Guardian" });
  });

  test("of the reviewer's own record is for somebody else to withhold", async () => {
    const own = await anOfficer("Mr Own");
    await database.sql("update account set person_id = $2 where id = $1", [own.accountId, personId]);
    expect(await findOpeningsOf(again(own), NHS, since)).toBeUndefined();
    expect(await withholdOpening(again(own), ofGp())).toEqual({ ok: false });
  });

  test("of more than a page's is found by pages of whole days, and withheld however old it is", async () => {
    const old = addDays(today, -700);
    await database.sql(
      `insert into access_record (at, id, account_id, organisation_id, role, purpose, request_id, did, outcome, person_id)
       select (d::date || ' 12:00')::timestamptz, gen_random_uuid(), gen_random_uuid(), null, r, 'direct care', gen_random_uuid(), 'read plan', 'allowed', $1
       from generate_series($2::date, $2::date + 349, '1 day') d, unnest(array['gp', 'consultant']) r`,
      [personId, old],
    );
    const past = new Date(at.getTime() - 730 * 86_400_000);
    const all = (await findOpeningsOf(again(officer), NHS, past))!;
    expect(all.older).toBeUndefined();
    expect(all.openings.length).toBeGreaterThan(700);
    const paged: unknown[] = [];
    let before: string | undefined;
    do {
      const page = (await findOpeningsOf(again(officer), NHS, past, { before, most: 301 }))!;
      expect(page.openings.length).toBeGreaterThan(0);
      paged.push(...page.openings);
      before = page.older;
    } while (before);
    expect(paged).toEqual(all.openings);
    const oldest = { ...ofGp(), day: old, organisationId: null, role: "consultant" };
    expect(await withholdOpening(again(officer), oldest)).toEqual({ ok: true });
    const days = openingsByDay(await readOpenings(person, past));
    expect(days.at(-1)).toMatchObject({ on: old, lines: ["Organisation not known: GP read the plan"] });
    expect(await withholdOpening(again(officer), { ...oldest, key: newId() })).toEqual({ ok: false });
  });

  test("is kept from no other way: staff write the table neither directly nor as owners of a relationship", async () => {
    await expect(
      database.sql("set role confer_app; insert into withheld_opening select * from withheld_opening"),
    ).rejects.toThrow(/permission denied/);
  });
});

describe("openings of several records that are one person's", () => {
  let remains = "";
  const NEW = "9990000026";
  const opened = (id: string, role: string, day = today) =>
    database.sql(
      `insert into access_record (at, id, account_id, organisation_id, role, purpose, request_id, did, outcome, person_id)
       values (($2::text || ' 12:00')::timestamptz, gen_random_uuid(), gen_random_uuid(), null, $3, 'direct care', gen_random_uuid(), 'read plan', 'allowed', $1)`,
      [id, day, role],
    );
  const day = addDays(today, -5);
  const past = new Date(at.getTime() - 6 * 86_400_000);
  const toldOf = async () =>
    JSON.stringify(openingsByDay(await readOpenings(person, past)).filter(({ on }) => on === day));
  const of = (role: string, id = remains) => ({ ...ofGp(), personId: id, day, organisationId: null, role });
  const find = async (number: string) => (await findOpeningsOf(again(officer), number, past))!;

  beforeAll(async () => {
    remains = await database
      .sql<{ id: string }>(
        "insert into person (id, born_on, nhs_number, nhs_number_verified, source, source_id) values ($1::uuid, '1942-03-12', $2, true, 'test', $1::text) returning id",
        [newId(), NEW],
      )
      .then(([row]) => row!.id);
    await opened(personId, "gp", day);
    await opened(remains, "consultant", day);
    await database.sql("update person set merged_into = $2 where id = $1", [personId, remains]);
  });

  test("are told together, and found together by either number", async () => {
    for (const words of ["GP", "Consultant"]) expect(await toldOf()).toContain(`Organisation not known: ${words} read`);
    for (const number of [NHS, NEW]) {
      const found = await find(number);
      expect(found.personId).toBe(remains);
      expect(found.openings.filter((one) => one.day === day).map(({ role }) => role)).toEqual(["consultant", "gp"]);
    }
  });

  test("are withheld under whichever record they were, once, and told again", async () => {
    expect(await withholdOpening(again(officer), of("gp"))).toEqual({ ok: true });
    expect(await withholdOpening(again(officer), of("consultant", personId))).toEqual({ ok: true });
    expect(await toldOf()).not.toMatch(/not known: (GP|Consultant) read/);
    expect(await withholdOpening(again(officer), of("gp", personId))).toEqual({ ok: false });
    expect((await find(NHS)).openings.filter((one) => one.day === day && !one.withheld)).toEqual([]);
    const { id } = (await standing()).find((one) => one.day === day && one.role === "gp")!;
    expect(await tellOpeningAgain(again(officer), { id, because: "Safe now", key: newId(), at })).toEqual({ ok: true });
    expect(await toldOf()).toMatch(/not known: GP read/);
  });

  test("are nobody's to withhold or to see whose own any of the records is", async () => {
    const own = await anOfficer("Mrs Own");
    for (const id of [personId, remains]) {
      await database.sql("update account set person_id = $2 where id = $1", [own.accountId, id]);
      for (const number of [NHS, NEW]) expect(await findOpeningsOf(again(own), number, past)).toBeUndefined();
      for (const asked of [personId, remains])
        expect(await withholdOpening(again(own), of("gp", asked))).toEqual({ ok: false });
      expect((await findWithheldOpenings(again(own))).map(({ day: on }) => on)).not.toContain(day);
    }
  });

  test("under a record that is sealed are not told", async () => {
    await database.sql("update person set restriction = 'sealed' where id = $1", [remains]);
    await opened(remains, "practice_nurse", day);
    expect(await toldOf()).not.toContain("nurse read");
    await database.sql("update person set restriction = null where id = $1", [remains]);
    expect(await toldOf()).toContain("nurse read");
  });
});
