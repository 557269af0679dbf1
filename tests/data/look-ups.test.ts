/** The urgent look-up against a real database: who is found, who is never opened, what is recorded. */
import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { lookUpUrgently } from "../../app/data/look-ups.server";
import type { Asked } from "../../app/domain/look-up";
import { PERMISSIONS, type Permission, ROLES, type Role } from "../../app/domain/permissions";
import { type TestDatabase, testDatabase } from "../support/database";
import { addOrganisation, addPerson, addPlan, type SignedIn, signIn } from "../support/urgent-people";

let db: TestDatabase;
let crew: SignedIn;
let ambulance: string;
const now = () => new Date();

beforeAll(async () => {
  db = await testDatabase();
  ambulance = await addOrganisation(db, "ambulance", "London Ambulance Service", { phone: "020 7946 0999" });
  crew = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
});

const ask = (asked: Asked, who: SignedIn = crew, requestId: string = randomUUID()) =>
  lookUpUrgently({ sessionKey: who.sessionKey, requestId }, asked, now());
const inWords = async (asked: Asked, who?: SignedIn) => {
  const answer = await ask(asked, who);
  if (answer === "signed out") return answer;
  return answer.answer === "cannot_tell" ? `cannot tell: ${answer.why}` : answer.answer;
};
const byName = (change: object = {}): Asked => ({
  ...{ by: "demographics", family: "Obi", given: "Adaeze", bornOn: "1942-03-12", postcode: "WU12QT" },
  ...change,
});

/** Family names that nobody takes for one another. */
let families = 0;
const aFamily = () =>
  `Fam${createHash("sha256")
    .update(`${families++}`)
    .digest("hex")
    .slice(0, 12)
    .replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)]!)}`;

describe("the three answers", () => {
  test("a plan, for a safe match", async () => {
    const family = aFamily();
    const id = await addPerson(db, { family, nhsNumber: "9990000018" });
    await addPlan(db, id);
    const answer = await ask(byName({ family }));
    expect(answer).toMatchObject({
      answer: "plan",
      person: { id, born: expect.stringContaining("12 Mar 1942"), district: "WU1" },
    });
    expect(await inWords({ by: "nhs_number", number: "9990000018", bornOn: "1942-03-12" })).toBe("plan");
  });

  test.each([
    ["no plan ever", {}, undefined, "no_plan"],
    ["a plan withdrawn", {}, { status: "withdrawn" }, "no_plan"],
    [
      "a plan of another system is a plan",
      {},
      { status: "none_published", texts: false, elsewhere: { system: "Universal Care Plan" } },
      "plan",
    ],
    ["a live plan whose text is missing", {}, { texts: false }, "cannot tell: text missing"],
    ["sealed", { restriction: "sealed" }, {}, "cannot tell: uncertain"],
    ["dissenting", { restriction: "dissented" }, {}, "cannot tell: uncertain"],
    ["dissenting, without a plan", { restriction: "dissented" }, undefined, "cannot tell: uncertain"],
  ])("%s", async (_, person, plan, expected) => {
    const family = aFamily();
    const id = await addPerson(db, { family, ...person });
    if (plan) await addPlan(db, id, plan);
    expect(await inWords(byName({ family }))).toBe(expected);
  });

  test("nobody found is not “no plan”", async () =>
    expect(await inWords(byName({ family: "Nemo", bornOn: "1901-01-01" }))).toBe("cannot tell: nobody"));

  test("a sealed person and an uncertain match are told in the same words", async () => {
    const [sealed, weak] = [aFamily(), aFamily()];
    await addPerson(db, { family: sealed, restriction: "sealed" });
    await addPerson(db, { family: weak, postcode: "WU9 9ZZ" });
    expect(await ask(byName({ family: sealed }))).toEqual(await ask(byName({ family: weak })));
  });
});

describe("merged records", () => {
  test("the plan of a merged record is found under the record that it was merged into", async () => {
    const family = aFamily();
    const kept = await addPerson(db, { family });
    const old = await addPerson(db, { family, mergedInto: kept });
    await addPlan(db, old);
    expect(await ask(byName({ family }))).toMatchObject({ answer: "plan", person: { id: kept } });
  });
  test("merged records with two birth dates, or two live plans, cannot be told", async () => {
    const [dates, plans] = [aFamily(), aFamily()];
    const one = await addPerson(db, { family: dates });
    await addPerson(db, { family: dates, mergedInto: one, bornOn: "1942-12-03" });
    expect(await inWords(byName({ family: dates }))).toBe("cannot tell: uncertain");
    const two = await addPerson(db, { family: plans });
    await addPlan(db, two);
    await addPlan(db, await addPerson(db, { family: plans, mergedInto: two }));
    expect(await inWords(byName({ family: plans }))).toBe("cannot tell: uncertain");
  });
  test("a circle of merges ends", async () => {
    const family = aFamily();
    const [a, b] = [newId(), newId()];
    await addPerson(db, { id: a, family });
    await addPerson(db, { id: b, family, mergedInto: a });
    await db.sql("update person set merged_into = $2 where id = $1", [a, b]);
    expect(await inWords(byName({ family }))).toBe("cannot tell: uncertain");
  });
});

test("look-alikes, couples, twins and a care home: nobody is opened for somebody else", async () => {
  const line = "02079460300";
  const home = await addOrganisation(db, "care_home", "Gas-lamp Court");
  const sixFamilies = Array.from({ length: 6 }, aFamily);
  const people: { id: string; given: string; family: string; bornOn: string; postcode: string }[] = [];
  const add = async (given: string, family: string, bornOn: string, postcode: string, more = {}) => {
    people.push({
      id: await addPerson(db, { given, family, bornOn, postcode, ...more }),
      given,
      family,
      bornOn,
      postcode,
    });
  };
  for (const family of sixFamilies) {
    await add("Mary", family, "1940-01-01", "WU1 1AA");
    await add("Mary", family, "1940-01-01", "WU2 2BB"); // the same name and birth date
    await add("John", family, "1939-05-05", "WU1 1AA", { phones: ["02079460301"] });
    await add("Joan", family, "1939-05-05", "WU1 1AA", { phones: ["02079460301"] }); // twins, alike, one line
    await add("Kehinde", family, "1950-06-06", "WU3 3CC");
    await add("Taiwo", family, "1950-06-06", "WU3 3CC"); // twins with other names
    await add("Ada", family, "1935-02-02", "WU4 4DD", { phones: [line], careHomeId: home });
  }
  let opened = 0;
  for (const { id, given, family, bornOn, postcode } of people) {
    for (const [typedGiven, typedBorn, typedPostcode] of [
      [given, bornOn, postcode],
      [given.slice(0, 1), bornOn, postcode],
      [given, bornOn, "WU9 9ZZ"],
      [given, bornOn.replace(/(..)-(..)$/, "$2-$1"), postcode],
    ] as const) {
      const answer = await ask({
        by: "demographics",
        family,
        given: typedGiven,
        bornOn: typedBorn,
        postcode: typedPostcode.replace(" ", ""),
      });
      if (answer === "signed out" || !("person" in answer)) continue;
      opened++;
      expect(answer.person.id).toBe(id);
      expect(["Kehinde", "Taiwo", "Ada"]).toContain(given);
      expect([typedGiven, typedPostcode]).toEqual([given, postcode]);
    }
  }
  expect(opened).toBeGreaterThan(0);
});

describe("the caller's number", () => {
  test("offers initials, age and district, and opens nothing", async () => {
    const id = await addPerson(db, { family: aFamily(), phones: ["02079460311"] });
    await addPlan(db, id);
    const answer = await ask({ by: "phone", phone: "02079460311" });
    expect(answer).toMatchObject({
      answer: "chooser",
      people: [{ id, initials: "A. F.", district: "WU1", line: "own line" }],
    });
    expect(JSON.stringify(answer)).not.toMatch(/Adaeze|1942|Fam/);
  });
  test("a couple: the chosen one opens only with their own birth date", async () => {
    const wife = await addPerson(db, { given: "Ada", phones: ["02079460312"] });
    await addPerson(db, { given: "Chidi", bornOn: "1940-01-02", phones: ["02079460312"] });
    const offered = await ask({ by: "phone", phone: "02079460312" });
    if (offered === "signed out" || offered.answer !== "chooser") throw new Error("no chooser");
    const choose = (bornOn: string) => ask({ by: "choice", lookUp: offered.lookUpId, personId: wife, bornOn });
    expect(await choose("1942-03-12")).toMatchObject({ answer: "no_plan", person: { id: wife } });
    expect(await choose("1940-01-02")).toMatchObject({ answer: "cannot_tell", why: "uncertain" });
  });
  test("a carer's number leads to the person cared for", async () => {
    const id = await addPerson(db, { family: aFamily(), ring: ["02079460313"] });
    expect(await ask({ by: "phone", phone: "02079460313" })).toMatchObject({
      answer: "chooser",
      people: [{ id, line: "line of somebody to ring" }],
    });
  });
  test("a care home's line lists nobody", async () => {
    for (let n = 0; n < 9; n++) await addPerson(db, { given: `Resident${n}`, phones: ["02079460314"] });
    expect(await inWords({ by: "phone", phone: "02079460314" })).toBe("cannot tell: many");
  });
  test("an offer is its caller's: another account chooses from nothing", async () => {
    const id = await addPerson(db, { family: aFamily(), phones: ["02079460315"] });
    const offered = await ask({ by: "phone", phone: "02079460315" });
    if (offered === "signed out" || offered.answer !== "chooser") throw new Error("no chooser");
    const other = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
    expect(await inWords({ by: "choice", lookUp: offered.lookUpId, personId: id, bornOn: "1942-03-12" }, other)).toBe(
      "cannot tell: nobody",
    );
  });
});

describe("the record", () => {
  test("each look-up leaves a row and a record of access with whom it showed, and none of the words typed", async () => {
    const family = aFamily();
    const id = await addPerson(db, { family, nhsNumber: "9990000026" });
    const requestId = randomUUID();
    await ask(byName({ family }), crew, requestId);
    const [access] = await db.sql("select * from access_record where request_id = $1", [requestId]);
    expect(access).toMatchObject({
      did: "look up urgently",
      outcome: "allowed",
      person_id: id,
      shown: [id],
      account_id: crew.accountId,
    });
    const rows = await db.sql("select l::text as look_up from look_up l union all select a::text from access_record a");
    // The whole date: four digits alone stand in many an id.
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${family}|Adaeze|WU12QT|1942-03|9990000026`, "i"));
  });
  test("a search that finds nobody is recorded too", async () => {
    const requestId = randomUUID();
    await ask(byName({ family: "Nemo" }), crew, requestId);
    expect(await db.sql("select shown from access_record where request_id = $1", [requestId])).toEqual([{ shown: [] }]);
  });
  test("when the record cannot be written, there is no answer", async () => {
    const family = aFamily();
    await addPlan(db, await addPerson(db, { family }));
    await db.sql("revoke execute on function confer_record_look_up from confer_app");
    await expect(ask(byName({ family }))).rejects.toThrow(/permission denied/);
    await db.sql("grant execute on function confer_record_look_up to confer_app");
  });
});

describe("who may ask", () => {
  test("the roles in the database's functions are those of permissions.ts", async () => {
    const urgent: Permission[] = ["look up urgently", "read crisis page", "read handler lines", "record contact"];
    for (const role of [...Object.keys(ROLES), "nobody's role"]) {
      const [row] = await db.sql<{ may: string[] }>("select confer_urgent_permissions($1) as may", [role]);
      const may: readonly Permission[] = ROLES[role as Role]?.may ?? [];
      expect([role, row!.may.toSorted()]).toEqual([role, urgent.filter((one) => may.includes(one)).toSorted()]);
    }
    expect(urgent.every((one) => one in PERMISSIONS)).toBe(true);
  });
  test.each(["gp", "analyst", "administrator", "care_home_nurse"])("%s finds nobody", async (role) => {
    const other = await signIn(db, { role, organisationId: ambulance });
    expect(await inWords(byName(), other)).toBe("signed out");
  });
  test("an expired session, an ended assignment and a disabled account find nobody", async () => {
    const expired = await signIn(db, { role: "urgent_clinician", organisationId: ambulance, expires: "-1 second" });
    expect(await inWords(byName(), expired)).toBe("signed out");
    const ended = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
    await db.sql("update assignment set ends_at = now() - interval '1 second' where id = $1", [ended.assignmentId]);
    expect(await inWords(byName(), ended)).toBe("signed out");
    const disabled = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
    await db.sql("update account set disabled_at = now() where id = $1", [disabled.accountId]);
    expect(await inWords(byName(), disabled)).toBe("signed out");
  });
  test("a member of staff does not find their own record", async () => {
    const family = aFamily();
    const own = await addPerson(db, { family });
    const staff = await signIn(db, { role: "urgent_clinician", organisationId: ambulance, ownPerson: own });
    expect(await inWords(byName({ family }), staff)).toBe("cannot tell: uncertain");
  });
});

describe("the database fails", () => {
  test("a statement that takes more than three seconds is “cannot tell”", async () => {
    const family = aFamily();
    await addPerson(db, { family });
    const { Client } = (await import("pg")).default;
    const locker = new Client({ connectionString: db.url });
    await locker.connect();
    await locker.query("begin; lock table look_up in access exclusive mode");
    expect(await inWords(byName({ family }))).toBe("cannot tell: outage");
    await locker.query("rollback");
    await locker.end();
    expect(await inWords(byName({ family }))).toBe("no_plan");
  });
  test("a connection that is cut mid-look-up is “cannot tell”", async () => {
    const family = aFamily();
    await addPerson(db, { family });
    const { Client } = (await import("pg")).default;
    const locker = new Client({ connectionString: db.url });
    await locker.connect();
    await locker.query("begin; lock table look_up in access exclusive mode");
    const asked = inWords(byName({ family }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await locker.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    expect(await asked).toBe("cannot tell: outage");
    await locker.query("rollback");
    await locker.end();
    expect(await inWords(byName({ family }))).toBe("no_plan");
  });
});
