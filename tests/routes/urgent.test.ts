/** The point of contact over HTTP: the crisis page before Express, and the urgent pages of Remix. */
import { randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { formatNhsNumber } from "../../app/domain/nhs-number";
import * as home from "../../app/routes/_index";
import * as urgent from "../../app/routes/urgent._index";
import * as contactRoute from "../../app/routes/urgent.people.$personId.contact";
import * as receiptRoute from "../../app/routes/urgent.people.$personId.receipt";
import * as wrongRoute from "../../app/routes/urgent.people.$personId.wrong";
import { answerPointOfContact } from "../../app/server/point-of-contact";
import { type TestDatabase, testDatabase } from "../support/database";
import { addOrganisation, addPerson, addPlan, type SignedIn, signIn } from "../support/urgent-people";

let db: TestDatabase;
let crew: SignedIn;
let handler: SignedIn;
let [practice, ambulance, nhs111] = ["", "", ""];
let server: http.Server;
let port = 0;

beforeAll(async () => {
  db = await testDatabase();
  practice = await addOrganisation(db, "practice", "Churchfield Practice");
  ambulance = await addOrganisation(db, "ambulance", "London Ambulance Service", { phone: "020 7946 0999" });
  nhs111 = await addOrganisation(db, "nhs111", "NHS 111 London", { phone: "020 7946 0111" });
  crew = await signIn(db, { role: "urgent_clinician", organisationId: ambulance });
  handler = await signIn(db, { role: "call_handler", organisationId: nhs111 });
  server = http.createServer(answerPointOfContact((_request, response) => response.end("next")));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** A reading of the page as a phone sends it; the raw answer, so that compression shows. */
function read(path: string, who?: SignedIn, { method = "GET", gzip = false } = {}) {
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string; bytes: number }>(
    (resolve, reject) => {
      const headers = {
        ...(who && { cookie: `theme=dark; confer_session=${who.token}` }),
        ...(gzip && { "accept-encoding": "gzip" }),
      };
      http
        .request({ port, path, method, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk) => chunks.push(chunk));
          response.on("end", () => {
            const raw = Buffer.concat(chunks);
            const body = response.headers["content-encoding"] === "gzip" ? gunzipSync(raw).toString() : raw.toString();
            resolve({ status: response.statusCode!, headers: response.headers, body, bytes: raw.length });
          });
        })
        .on("error", reject)
        .end();
    },
  );
}

const post = (path: string, who: SignedIn | undefined, typed: Record<string, string>) =>
  new Request(`http://confer.example${path}`, {
    method: "POST",
    body: new URLSearchParams(typed),
    headers: who ? { Cookie: `confer_session=${who.token}` } : {},
  });
const get = (path: string, who: SignedIn) =>
  new Request(`http://confer.example${path}`, { headers: { Cookie: `confer_session=${who.token}` } });

type Outcome = {
  status: number;
  location?: string | null;
  data?: { answer?: { answer: string; why?: string; lookUpId?: string }; errors?: object };
};
/** What an action gave: a redirect or refusal, or data with a status. */
async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  const given = await work.catch((thrown: unknown) => thrown);
  if (given instanceof Response) return { status: given.status, location: given.headers.get("Location") };
  if (given instanceof Error) throw given;
  const { data, init } = given as { data: Outcome["data"]; init?: { status?: number } | null };
  return { status: init?.status ?? 200, data };
}
const send = (who: SignedIn | undefined, typed: Record<string, string>) =>
  outcomeOf(
    urgent.action({ request: post("/urgent", who, typed), params: {}, context: {} as never }) as Promise<unknown>,
  );

let next = 10_000;
/** The next valid number of the test range. */
function aNumber(): string {
  for (;;) {
    const nine = `9992${next++}`;
    const digit = 11 - ([...nine].reduce((sum, one, place) => sum + Number(one) * (10 - place), 0) % 11);
    if (digit !== 10) return `${nine}${digit % 11}`;
  }
}

async function someone({ plan = true } = {}) {
  const number = aNumber();
  const personId = await addPerson(db, { nhsNumber: number, practiceId: practice });
  if (plan) await addPlan(db, personId, { ownerOrganisationId: practice });
  return {
    personId,
    typed: { by: "nhs_number", number, "number-day": "12", "number-month": "3", "number-year": "1942" },
  };
}
async function attended(who: SignedIn) {
  const { personId, typed } = await someone();
  const found = await send(who, typed);
  const opened = await send(who, {
    act: "open",
    lookUp: found.data!.answer!.lookUpId!,
    checked: "yes",
    attending: "yes",
  });
  expect(opened).toMatchObject({ status: 303, location: `/urgent/people/${personId}` });
  return { personId, path: `/urgent/people/${personId}` };
}

/** The database takes no connection and cuts those it has, until `work` is done. */
async function withoutDatabase<T>(work: () => Promise<T>): Promise<T> {
  const { Client } = (await import("pg")).default;
  const name = new URL(db.url).pathname.slice(1);
  const owner = new Client({ connectionString: db.url.replace(/\/[^/]*$/, "/postgres") });
  await owner.connect();
  await owner.query(`alter database ${name} allow_connections false`);
  await owner.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
  try {
    return await work();
  } finally {
    await owner.query(`alter database ${name} allow_connections true`);
    await owner.end();
  }
}

describe("the crisis page", () => {
  test("is one answer: compressed, never kept, no script, with its style allowed by hash", async () => {
    const { path } = await attended(crew);
    const { status, headers, body, bytes } = await read(path, crew, { gzip: true });
    expect(status).toBe(200);
    expect(body).toContain("CPR: NOT RECOMMENDED");
    expect(body).toContain("Sam Reid");
    expect(body).not.toContain("{{");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers["content-length"]).toBe(String(bytes));
  });

  test("an unknown person, somebody else's and no id at all: the same status and the same words", async () => {
    const { personId } = await someone();
    const answers = await Promise.all(
      [personId, newId(), "999", "..%2f..", "%00"].map((id) => read(`/urgent/people/${id}`, crew)),
    );
    const [mine] = answers;
    expect(mine).toMatchObject({ status: 404, body: expect.stringContaining("opens from a look-up") });
    for (const { status, body } of answers)
      expect({ status, body }).toEqual({ status: mine!.status, body: mine!.body });
  });

  test("nobody signed in, or no longer: to sign-in, and back", async () => {
    const { path } = await attended(crew);
    expect((await read(path)).headers.location).toBe(`/sign-in?to=${encodeURIComponent(path)}`);
    const late = await signIn(db, { role: "urgent_clinician", organisationId: ambulance, expires: "-1 minute" });
    expect((await read(path, late)).headers.location).toBe(`/sign-in?to=${encodeURIComponent(path)}&why=ended`);
    expect((await read(path, { ...crew, token: "'; drop table session; --" })).status).toBe(302);
  });

  test("a role without urgent look-up is refused in words", async () => {
    const gp = await signIn(db, { role: "gp", organisationId: practice });
    expect(await read(`/urgent/people/${newId()}`, gp)).toMatchObject({ status: 403 });
  });

  test("a call handler reads the lines, never the crew's page", async () => {
    const { path } = await attended(handler);
    const { body } = await read(path, handler);
    expect(body).toContain("If drowsy, send help at once.");
    expect(body).toContain("Clinician now");
    expect(body).toContain("020 7946 0111");
    expect(body).not.toContain("CPR");
  });

  test("HEAD has no body; other methods and paths go on", async () => {
    const { path } = await attended(crew);
    expect(await read(path, crew, { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
    expect((await read(path, crew, { method: "POST" })).body).toBe("next");
    expect((await read(`${path}/contact`, crew)).body).toBe("next");
    expect((await read("/urgent", crew)).body).toBe("next");
  });

  test.each([
    [
      "withdrawn, and the text not made again",
      "update plan set status = 'withdrawn' where person_id = $1",
      "holds no published plan.*CPR: NONE RECORDED",
    ],
    [
      "withdrawn, and no text of it",
      "with gone as (delete from published_text where person_id = $1) update plan set status = 'withdrawn' where person_id = $1",
      "holds no published plan.*CPR: NONE RECORDED",
    ],
    [
      "never published",
      "update plan set status = 'none_published' where person_id = $1",
      "Confer holds no published plan",
    ],
    [
      "kept elsewhere",
      `with gone as (delete from published_text where person_id = $1) update plan set elsewhere = '{"system": "Universal Care Plan", "dated": "2026-05-03", "link": "https://ucp.example/1"}' where person_id = $1`,
      'The plan is in Universal Care Plan.*Dated 3 May 2026.*href="https://ucp.example/1"',
    ],
    [
      "sealed meanwhile",
      "update person set restriction = 'sealed' where id = $1",
      "Cannot tell whether there is a plan",
    ],
    ["died", "update person set died_on = '2026-11-20' where id = $1", "died on 20 Nov 2026.*CPR: NOT RECOMMENDED"],
    [
      "died, on a day that is not recorded",
      "update person set deceased = true where id = $1",
      "has died; the date is not recorded.*CPR: NOT RECOMMENDED",
    ],
    [
      "in hospital",
      "insert into encounter (person_id, id, kind, starts_at, source) values ($1, gen_random_uuid(), 'emergency_admission', '2026-11-21', 'test')",
      "in hospital since 21 Nov 2026.*CPR: NOT RECOMMENDED",
    ],
  ])("%s", async (_, change, words) => {
    const { personId, path } = await attended(crew);
    await db.sql(change, [personId]);
    expect((await read(path, crew)).body).toMatch(new RegExp(words, "s"));
  });

  const POINTED = [
    ["stays", { stands: "2026-11-22" }, "A plan is held by UCP"],
    ["goes", {}, "A plan may be in UCP"],
  ] as const;
  test.each(POINTED)(
    "withdrawn, with a pointer that %s: who it is and what the record says stand beside it",
    async (_, more, says) => {
      const { personId, path } = await attended(crew);
      await db.sql("update plan set status = 'withdrawn', elsewhere = $2 where person_id = $1", [
        personId,
        JSON.stringify({ system: "UCP", ...more }),
      ]);
      await db.sql(
        "insert into plan_event (person_id, id, kind, at, by, by_name) values ($1, $2, 'withdrawn', now(), $2, 'Dr Amir Khan')",
        [personId, newId()],
      );
      const [person] = await db.sql<{ nhs: string }>("select nhs_number as nhs from person where id = $1", [personId]);
      const words = (await read(path, crew)).body.replace(/<style.*?<\/style>/s, "").replace(/<[^>]+>/g, " ");
      expect(words).toContain(says);
      expect(words).toContain(`NHS ${formatNhsNumber(person!.nhs)}`);
      expect(words).toContain("14 Acre Lane");
      expect(words).toMatch(/seen live \d\d:\d\d/);
      expect(words).toMatch(/Critical\s+Allergies: nothing recorded: ask/);
      expect(words).not.toMatch(/\{\{|CPR: /);
    },
  );

  test("a number reported dead is marked at once for crew and call handler, until somebody checked it", async () => {
    const mine = { personId: "", path: "" };
    for (const who of [crew, handler]) {
      Object.assign(mine, await attended(who));
      await db.sql(
        `insert into task (person_id, id, kind, cause, organisation_id, headline, created_at)
         values ($1, gen_random_uuid(), 'number_did_not_answer', 'x', $2, 'A number does not answer: Hospice', '2026-11-22T03:10:00Z')`,
        [mine.personId, practice],
      );
      const { body } = await read(mine.path, who);
      // The crew's text of this scene has no numbers of its own.
      expect(body).toMatch(
        who === crew ? /22 November 2026 03:10 that a number/ : /REPORTED NOT ANSWERING 22 Nov 2026 03:10/,
      );
      await db.sql("update task set done_at = now(), outcome = 'checked' where person_id = $1", [mine.personId]);
      expect((await read(mine.path, who)).body).not.toMatch(/REPORTED|that a number/);
    }
    expect((await read(mine.path, handler)).body).toMatch(/24 h, last answered \d/);
  });

  test("the database dies between finding and opening: “cannot tell”, 503, and never “no plan”", async () => {
    const { personId, typed } = await someone();
    const found = await send(crew, typed);
    expect(found.data!.answer!.answer).toBe("plan");
    await withoutDatabase(async () => {
      const opened = await send(crew, { act: "open", lookUp: found.data!.answer!.lookUpId!, checked: "yes" });
      expect(opened.status).toBe(503);
      const page = await read(`/urgent/people/${personId}`, crew);
      expect(page.status).toBe(503);
      expect(page.body).toContain("Cannot tell whether there is a plan");
      expect(page.body).not.toMatch(/no published plan|Error|at .*\.ts/);
      expect((await send(crew, typed)).status).toBe(503);
    });
    expect((await read(`/urgent/people/${personId}`, crew)).status).toBe(200);
  });
});

describe("the look-up page", () => {
  test("answers a plan, with its look-up", async () => {
    const { personId, typed } = await someone();
    expect(await send(crew, typed)).toMatchObject({
      status: 200,
      data: { answer: { answer: "plan", person: { id: personId } } },
    });
  });
  test("says what is wrong with what was typed, by field, and looks nobody up", async () => {
    const before = await db.sql("select count(*) from look_up");
    expect(await send(crew, { by: "nhs_number", number: "9990000019" })).toMatchObject({
      status: 400,
      data: { errors: { number: expect.stringMatching(/check digit/) } },
    });
    expect(await db.sql("select count(*) from look_up")).toEqual(before);
  });
  test("an old look-up, or somebody else's, opens nothing and says so", async () => {
    expect(await send(crew, { act: "open", lookUp: newId(), checked: "yes" })).toMatchObject({ status: 409 });
    const { typed } = await someone();
    const { data } = await send(crew, typed);
    expect(await send(handler, { act: "open", lookUp: data!.answer!.lookUpId!, checked: "yes" })).toMatchObject({
      status: 409,
    });
  });
  test("nobody signed in is sent to sign in; a GP is refused, and that is recorded", async () => {
    expect(await send(undefined, {})).toMatchObject({ status: 302, location: "/sign-in?to=%2Furgent" });
    const late = await signIn(db, { role: "clinical_desk", organisationId: ambulance, expires: "-1 second" });
    expect(await send(late, {})).toMatchObject({ status: 302, location: "/sign-in?to=%2Furgent&why=ended" });
    const gp = await signIn(db, { role: "gp", organisationId: practice });
    expect((await send(gp, { by: "nhs_number", number: "9990000018" })).status).toBe(403);
    expect(await db.sql("select outcome from access_record where account_id = $1", [gp.accountId])).toEqual([
      { outcome: "refused" },
    ]);
  });
  test("a form that another site sends is refused", async () => {
    const request = post("/urgent", crew, {});
    request.headers.set("Origin", "https://elsewhere.example");
    expect(
      await outcomeOf(urgent.action({ request, params: {}, context: {} as never }) as Promise<unknown>),
    ).toMatchObject({ status: 403 });
  });
});

describe("recording", () => {
  const argumentsFor = (request: Request, personId: string) => ({
    request,
    params: { personId },
    context: {} as never,
  });
  const report = (personId: string, typed: Record<string, string>) =>
    outcomeOf(
      contactRoute.action(
        argumentsFor(post(`/urgent/people/${personId}/contact`, crew, typed), personId),
      ) as Promise<unknown>,
    );
  const told = { step: "record", outcome: "not_conveyed", planFeedback: "followed" };

  test("the button on the crisis page asks for the form; a double submit is one contact, with one receipt", async () => {
    const { personId } = await attended(crew);
    expect(await report(personId, { contact: "x", key: "k" })).toMatchObject({ status: 200 });
    const key = randomUUID();
    const receipt = { status: 303, location: `/urgent/people/${personId}/receipt` };
    expect(await report(personId, { ...told, key })).toEqual(receipt);
    expect(await report(personId, { ...told, key })).toEqual(receipt);
    expect(await db.sql("select 1 from task where person_id = $1", [personId])).toHaveLength(1);
    const again = contactRoute.loader(argumentsFor(get(`/urgent/people/${personId}/contact`, crew), personId));
    const refused = (await again.catch((thrown: unknown) => thrown)) as Response;
    expect(refused).toMatchObject({ status: 409, statusText: "Already recorded" });
    expect(await refused.text()).toMatch(/recorded .* \d\d:\d\d\. For a new contact, look the person up again/);
    const shown = await receiptRoute.loader(argumentsFor(get(`/urgent/people/${personId}/receipt`, crew), personId));
    expect(shown).toMatchObject({ outcome: "not_conveyed", practice: { name: "Churchfield Practice", seen: null } });
  });
  test("a follow-up stands on the start page of the desk that was asked", async () => {
    const { personId } = await attended(crew);
    const needed = { followUp: "yes", followUpBy: nhs111, followUpWhat: "Ring at 06:00" };
    expect(await report(personId, { ...told, ...needed, key: randomUUID() })).toMatchObject({ status: 303 });
    const desk = await signIn(db, { role: "clinical_desk", organisationId: nhs111 });
    const opened = await home.loader({ request: get("/", desk), params: {}, context: {} as never });
    expect(opened.home?.urgent?.followUps).toMatchObject([{ personId, openedByName: null }]);
  });
  test("the start page of a role whose pages are not built promises none", async () => {
    for (const role of ["administrator"]) {
      const who = await signIn(db, { role, organisationId: ambulance });
      const opened = await home.loader({ request: get("/", who), params: {}, context: {} as never });
      expect([role, opened.home?.has, opened.home?.urgent]).toEqual([role, [], undefined]);
    }
  });
  test("errors name the fields, and what was typed comes back", async () => {
    const { personId } = await attended(crew);
    expect(await report(personId, { step: "record", key: "k", note: "Fell" })).toMatchObject({
      status: 400,
      data: { errors: { outcome: expect.any(String), planFeedback: expect.any(String) }, typed: { note: "Fell" } },
    });
  });
  test("without a contact of one's own, every page of the person is the same 404", async () => {
    const { personId } = await someone();
    for (const id of [personId, newId()]) {
      expect((await report(id, { ...told, key: randomUUID() })).status).toBe(404);
      for (const { loader } of [contactRoute, receiptRoute, wrongRoute])
        expect((await outcomeOf(loader(argumentsFor(get(`/urgent/people/${id}`, crew), id)))).status).toBe(404);
    }
  });
  test("“this is wrong” is told whose task it is now", async () => {
    const { personId, path } = await attended(crew);
    const request = post(`${path}/wrong`, crew, { step: "record", key: randomUUID(), what: "access" });
    const outcome = await outcomeOf(wrongRoute.action(argumentsFor(request, personId)) as Promise<unknown>);
    expect(outcome).toMatchObject({ data: { told: { to: "Churchfield Practice", marked: true } } });
    expect((await read(path, crew)).body).toMatch(/A crew reported on .* that this plan is wrong/);
  });
});
