/** The person, a proxy and a carer on their own pages: who gets in, and what shows there. */
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import {
  findByNumber,
  forgetCode,
  keepCode,
  keptCode,
  makeCode,
  requirePerson,
  signInAgain,
  signInByNumber,
  startPersonSession,
  takeUp,
} from "../../app/access/person-sessions.server";
import { asViewer } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import {
  answerPersonWords,
  endPersonAccess,
  invite,
  openPersonPages,
  readInvitationLetter,
  wroteSince,
} from "../../app/data/invitations.server";
import { readOpenings, readOwnPages, writeOwnWords } from "../../app/data/person-access.server";
import { loadDraft } from "../../app/data/plan-drafts.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { openingsByDay } from "../../app/domain/openings";
import type { Grant } from "../../app/domain/person-access";
import { numberInWords, tidyNumber } from "../../app/domain/person-access";
import type { PersonViewer, StaffViewer } from "../../app/domain/viewer";
import { nothingToPrint } from "../../app/rendering/print-frame";
import { aPublishedPlan, somePersonFacts } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let database: TestDatabase;
let scene: Awaited<ReturnType<typeof registryScene>>;
let gp: StaffViewer;
let personId: string;
const at = new Date();
const BORN = "1942-03-12";
const PASSPHRASE = "kettle garden Tuesday";

beforeAll(async () => {
  database = await testDatabase();
  scene = await registryScene(database);
  gp = scene.gp;
  personId = await scene.listed("Owner", scene.organisations.practice);
});

async function invited(grants: readonly Grant[] = ["plan", "about_me", "question", "openings"], of = personId) {
  const { code, hash: codeHash } = await makeCode();
  const made = await invite(again(gp), {
    ...{
      personId: of,
      kind: "self",
      name: "Adaeze Obi",
      relation: "",
      grants,
      proof: "known",
      codeHash,
      key: newId(),
      at,
    },
  });
  if (!made.ok) throw new Error("not invited");
  const [row] = await database.sql<{ number: string }>("select number from invitation where id = $1", [made.id]);
  return { id: made.id, code, number: row!.number };
}

const first = (code: string, change = {}) => ({ code, bornOn: BORN, passphrase: PASSPHRASE, ...change });

async function signedIn(grants?: readonly Grant[], of = personId): Promise<PersonViewer & { cookie: string }> {
  const { id, code } = await invited(grants, of);
  const taken = await takeUp(id, first(code), at);
  if (taken === "wrong") throw new Error("not taken up");
  const request = new Request("http://localhost/mine");
  const cookie = (await startPersonSession(request, taken, new Date())).split(";")[0]!;
  return { ...(await requirePerson(withCookie(cookie))), cookie };
}

const withCookie = (cookie: string) => new Request("http://localhost/mine", { headers: { Cookie: cookie } });

describe("a code", () => {
  test("opens once, with the date of birth, however it is typed", async () => {
    const { id, code } = await invited();
    expect(await takeUp(id, first(code, { bornOn: "1942-03-13" }), at)).toBe("wrong");
    expect(await takeUp(id, first("AAAA-AAAA"), at)).toBe("wrong");
    expect(await takeUp(id, first(code.toLowerCase().replace("-", " ")), at)).toEqual({ accessId: id, personId });
    expect(await takeUp(id, first(code), at)).toBe("wrong");
    expect(await signInAgain(id, PASSPHRASE, at)).toEqual({ accessId: id, personId });
  });

  test("is over after five tries, though the sixth were right", async () => {
    const { id, code } = await invited();
    for (let n = 0; n < 5; n++) expect(await takeUp(id, first("AAAA-AAAA"), at)).toBe("wrong");
    expect(await takeUp(id, first(code), at)).toBe("wrong");
  });

  test("is over when it was ended, and for somebody who has died or whose record is sealed", async () => {
    const ended = await invited();
    await endPersonAccess(again(gp), { personId, id: ended.id, because: "", at });
    expect(await takeUp(ended.id, first(ended.code), at)).toBe("wrong");
    const other = await scene.listed("Sealed", scene.organisations.practice);
    const sealed = await invited(undefined, other);
    await database.sql("update person set restriction = 'sealed' where id = $1", [other]);
    expect(await takeUp(sealed.id, first(sealed.code), at)).toBe("wrong");
  });

  test("is made for nobody by staff without a relationship", async () => {
    const { hash: codeHash } = await makeCode();
    const stranger = { ...gp, accountId: newId(), holders: [newId()] };
    const made = await invite(again(stranger), {
      ...{
        personId,
        kind: "self",
        name: "X",
        relation: "",
        grants: ["plan"],
        proof: "known",
        codeHash,
        key: newId(),
        at,
      },
    });
    expect(made).toMatchObject({ ok: false });
  });
});

describe("a number and its code", () => {
  const triesOf = async (id: string) =>
    (await database.sql<{ tries: number }>("select tries from invitation where id = $1", [id]))[0]!.tries;
  /** One of nine figures that nobody has. */
  const NOBODYS = "222222222";

  test("lead to where the whole address leads, however they are typed, and the right try costs nothing", async () => {
    const { id, code, number } = await invited();
    expect(number).toMatch(/^[2-9]{9}$/);
    expect(await findByNumber(numberInWords(number), code.toLowerCase().replace("-", " "))).toBe(id);
    expect(await triesOf(id)).toBe(0);
    expect(await takeUp(id, first(code), at)).toEqual({ accessId: id, personId });
  });

  test("a wrong number, a wrong code, one that was used and one that ended have the same answer", async () => {
    const { id, code, number } = await invited();
    const used = await invited();
    await takeUp(used.id, first(used.code), at);
    const ended = await invited();
    await endPersonAccess(again(gp), { personId, id: ended.id, because: "", at });
    const answers = [
      await findByNumber(NOBODYS, code),
      await findByNumber("not a number", code),
      await findByNumber(number, "AAAA-AAAA"),
      await findByNumber(used.number, used.code),
      await findByNumber(ended.number, ended.code),
    ];
    expect(answers).toEqual(Array(5).fill("wrong"));
    expect(await triesOf(id)).toBe(1);
  });

  test("are over after five wrong codes, tried one after another or all at once, here and at the whole address", async () => {
    const { id, code, number } = await invited();
    for (let n = 0; n < 5; n++) expect(await findByNumber(number, "AAAA-AAAA")).toBe("wrong");
    expect(await findByNumber(number, code)).toBe("wrong");
    expect(await takeUp(id, first(code), at)).toBe("wrong");
    const other = await invited();
    const tries = Array.from({ length: 12 }, () => findByNumber(other.number, "AAAA-AAAA").catch(() => "busy"));
    expect(await Promise.all(tries)).not.toContain(other.id);
    expect(await triesOf(other.id)).toBeLessThanOrEqual(5);
  });

  test("of somebody whose record is sealed open nothing", async () => {
    const other = await scene.listed("Numbered", scene.organisations.practice);
    const sealed = await invited(undefined, other);
    await database.sql("update person set restriction = 'sealed' where id = $1", [other]);
    expect(await findByNumber(sealed.number, sealed.code)).toBe("wrong");
  });

  test("with the passphrase sign in again; a number alone never tells that somebody has it", async () => {
    const { id, code, number } = await invited();
    expect(await signInByNumber(number, PASSPHRASE, at)).toBe("wrong");
    await takeUp(id, first(code), at);
    expect(await signInByNumber(number, PASSPHRASE, at)).toEqual({ accessId: id, personId });
    for (let n = 0; n < 6; n++) expect(await signInByNumber(number, "wrong wrong wrong", at)).toBe("wrong");
    expect(await signInByNumber(number, PASSPHRASE, at)).toBe("wrong");
    expect(await signInByNumber(NOBODYS, PASSPHRASE, at)).toBe("wrong");
    expect(await signInByNumber(number, PASSPHRASE, new Date(at.getTime() + 16 * 60_000))).toMatchObject({ personId });
  });

  test("a number that somebody has is drawn again", async () => {
    const { number } = await invited();
    const { hash: codeHash } = await makeCode();
    const draws = [number, number, "987654329"];
    const made = await invite(again(gp), {
      ...{ personId, kind: "carer", name: "C", relation: "neighbour", grants: ["plan"], proof: "known", codeHash },
      ...{ key: newId(), at, drawNumber: () => draws.shift()! },
    });
    if (!made.ok) throw new Error("not invited");
    expect(await readInvitationLetter(again(gp), personId, made.id)).toMatchObject({ number: "987654329" });
    expect(draws).toEqual([]);
  });

  test("the code waits for the next page in a cookie that no script and no other invitation's page reads", () => {
    const request = new Request("https://confer.example/join");
    const cookie = keepCode(request, "an-id", "k7qd-m2xr");
    expect(cookie).toMatch(
      /^confer_code=an-id\.K7QDM2XR; Path=\/mine\/in; Max-Age=900; HttpOnly; SameSite=Lax; Secure$/,
    );
    const next = new Request("https://confer.example/mine/in/an-id", { headers: { Cookie: cookie.split(";")[0]! } });
    expect(keptCode(next, "an-id")).toBe("K7QDM2XR");
    expect(keptCode(next, "another-id")).toBeUndefined();
    expect(forgetCode(request)).toContain("Max-Age=0");
    expect(keptCode(request, "an-id")).toBeUndefined();
  });

  test.each([
    ["234 567 892", "234567892"],
    ["234-567-892", "234567892"],
    ["234567 89", undefined],
    ["034 567 892", undefined],
    ["abc", undefined],
  ])("%s is kept as %s", (typed, kept) => expect(tidyNumber(typed)).toBe(kept));
});

describe("the letter of an invitation", () => {
  test("says whose plan, the number, until when and whom to ring; a stranger and an ended one have none", async () => {
    const { id, number } = await invited();
    const letter = await readInvitationLetter(again(gp), personId, id);
    expect(letter).toMatchObject({
      kind: "self",
      name: "Adaeze Obi",
      number,
      organisation: { name: expect.any(String) },
    });
    expect(JSON.stringify(letter)).not.toMatch(/code/i);
    const stranger = { ...gp, accountId: newId(), holders: [newId()] };
    expect(await readInvitationLetter(again(stranger), personId, id)).toBeUndefined();
    await endPersonAccess(again(gp), { personId, id, because: "", at });
    expect(await readInvitationLetter(again(gp), personId, id)).toBeUndefined();
  });
});

test("staff are told that somebody wrote: what waits, and what came since the last version; a stranger is not", async () => {
  const other = await scene.listed("Writer", scene.organisations.practice);
  const viewer = await signedIn(undefined, other);
  const id = newId();
  await writeOwnWords(viewer, { id, about: "question", words: "Who calls on Sunday?", at });
  const wrote = () => wroteSince(again(gp), other, new Date(at.getTime() + 60_000));
  expect(await wrote()).toMatchObject([{ byName: "Adaeze Obi", byKind: "self", answered: false }]);
  const answer = { personId: other, id, how: "answered", answer: "The district nurse", at } as const;
  expect(await answerPersonWords(again(gp), answer)).toEqual({ ok: true });
  expect(await wrote()).toEqual([]);
  expect(await wroteSince(again(gp), other, new Date(at.getTime() - 60_000))).toMatchObject([{ answered: true }]);
  const stranger = { ...gp, accountId: newId(), holders: [newId()] };
  expect(await wroteSince(again(stranger), other, undefined)).toEqual([]);
});

test("staff who broke the glass for an hour invite nobody", async () => {
  const other = await scene.listed("Glass", scene.organisations.practice);
  await database.sql("delete from relationship where person_id = $1", [other]);
  await database.sql(
    `insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at, ends_at)
     values ($1, 'account', $2, 'break_glass', 'x', now() - interval '1 minute', now() + interval '1 hour')`,
    [other, gp.accountId],
  );
  const { hash: codeHash } = await makeCode();
  const made = await invite(again(gp), {
    ...{
      personId: other,
      kind: "proxy",
      name: "X",
      relation: "x",
      grants: ["plan"],
      proof: "x",
      codeHash,
      key: newId(),
      at,
    },
  });
  expect(made).toMatchObject({ ok: false, why: "not of their team" });
});

describe("a passphrase", () => {
  test("five wrong ones in a row close the pages for a while, and a right one does not open them then", async () => {
    const { id, code } = await invited();
    await takeUp(id, first(code), at);
    const tries = [];
    for (let n = 0; n < 7; n++) tries.push(await signInAgain(id, "wrong wrong wrong", at));
    expect(tries).toEqual([...Array(5).fill("wrong"), "wait", "wait"]);
    expect(await signInAgain(id, PASSPHRASE, at)).toBe("wait");
    const later = new Date(at.getTime() + 16 * 60_000);
    expect(await signInAgain(id, PASSPHRASE, later)).toMatchObject({ personId });
  });

  test("of an ended access opens nothing, and its sessions end at once", async () => {
    const viewer = await signedIn();
    const sessions = () => database.sql("select 1 from person_session where access_id = $1", [viewer.accessId]);
    expect(await sessions()).toHaveLength(1);
    await endPersonAccess(again(gp), { personId, id: viewer.accessId, because: "wish", at });
    // None is left that would live again if the access did.
    expect(await sessions()).toEqual([]);
    expect(await signInAgain(viewer.accessId, PASSPHRASE, at)).toBe("wrong");
    await expect(requirePerson(withCookie(viewer.cookie))).rejects.toMatchObject({ status: 302 });
  });
});

describe("a proxy", () => {
  test("reads their own words and not the person's, and does not see who opened the plan", async () => {
    const person = await signedIn();
    await writeOwnWords(person, { id: newId(), about: "worthKnowing", words: "PRIVATE-WORDS", at });
    const { code, hash: codeHash } = await makeCode();
    const made = await invite(again(gp), {
      ...{
        personId,
        kind: "proxy",
        name: "Ngozi",
        relation: "daughter",
        grants: ["question"],
        proof: "seen",
        codeHash,
      },
      ...{ key: newId(), at },
    });
    const taken = made.ok ? await takeUp(made.id, first(code), at) : "wrong";
    if (taken === "wrong") throw new Error("not taken up");
    const cookie = (await startPersonSession(new Request("http://localhost/mine"), taken, new Date())).split(";")[0]!;
    const proxy = await requirePerson(withCookie(cookie));
    const read = await readOwnPages(proxy);
    expect(JSON.stringify(read).includes("PRIVATE-WORDS")).toBe(false);
    expect(read.others).toEqual([]);
    await expect(requirePerson(withCookie(cookie), "openings")).rejects.toMatchObject({ status: 403 });
    expect((await readOwnPages(person)).others).toContainEqual(expect.objectContaining({ name: "Ngozi" }));
  });
});

describe("a person who is signed in", () => {
  test("reads the text made for them and no other row of anybody, whatever is asked", async () => {
    const viewer = await signedIn();
    const other = await scene.listed("Other", scene.organisations.practice);
    for (const [id, audience, text] of [
      [personId, "person", "MINE"],
      [personId, "crew", "CREW"],
      [other, "person", "THEIRS"],
    ])
      await database.sql(
        "insert into published_text (person_id, audience, version, rendition, text, published_at) values ($1, $2, 1, 1, $3, now())",
        [id, audience, text],
      );
    expect((await readOwnPages(viewer)).plan).toMatchObject({ text: "MINE", withdrawn: false });
    // The words alone withdraw nothing: a plan may speak of an older one.
    const told = "The plan was withdrawn once, in 2024; this one stands.";
    await database.sql("update published_text set text = $2 where person_id = $1 and audience = 'person'", [
      personId,
      told,
    ]);
    expect((await readOwnPages(viewer)).plan).toMatchObject({ text: told, withdrawn: false });
    await database.sql(
      "update published_text set text = $2, status = 'withdrawn' where person_id = $1 and audience = 'person'",
      [
        personId,
        nothingToPrint(
          "x",
          { published: aPublishedPlan({ status: "withdrawn" }), person: somePersonFacts(), at: null },
          {},
        ),
      ],
    );
    expect((await readOwnPages(viewer)).plan).toMatchObject({ withdrawn: true });
    await database.sql(
      "update published_text set text = 'MINE', status = 'live' where person_id = $1 and audience = 'person'",
      [personId],
    );
    const seen = await asViewer(viewer, "read", async (db) => ({
      texts: (await db.publishedText.findMany()).map(({ text }) => text),
      people: await db.person.count(),
      entries: await db.entry.count(),
      versions: await db.planVersion.count(),
      drafts: await db.planDraft.count(),
      tasks: await db.task.count(),
      restrictions: await db.planRestriction.count(),
      invitations: await db.invitation.count(),
    }));
    expect(seen).toEqual({
      ...{ texts: ["MINE"], people: 0, entries: 0, versions: 0, drafts: 0, tasks: 0, restrictions: 0, invitations: 0 },
    });
    expect(await readPlan(viewer as never, personId, at)).toBeUndefined();
  });

  test("without the grant does not read the plan", async () => {
    const viewer = await signedIn(["question"]);
    expect((await readOwnPages(viewer)).plan).toBeUndefined();
    await expect(requirePerson(withCookie(viewer.cookie), "plan")).rejects.toMatchObject({ status: 403 });
  });

  test("writes about themselves, staff put it into their draft as it stands, and the answer comes back", async () => {
    const viewer = await signedIn();
    const id = newId();
    const words = "I sing in the choir on Tuesdays";
    await writeOwnWords(viewer, { id, about: "wellness", words, at });
    await writeOwnWords(viewer, { id, about: "wellness", words, at });
    const task = async () =>
      (await database.sql("select kind, outcome from task where person_id = $1 and cause = $2", [personId, id]))[0];
    expect(await task()).toEqual({ kind: "person_wrote", outcome: null });
    const waiting = (await openPersonPages(again(gp), personId))!.words.filter((one) => one.id === id);
    expect(waiting).toMatchObject([{ about: "wellness", words, answered: null }]);
    expect(await answerPersonWords(again(gp), { personId, id, how: "taken", answer: "", at })).toEqual({ ok: true });
    expect(await answerPersonWords(again(gp), { personId, id, how: "answered", answer: "x", at })).toMatchObject({
      ok: false,
    });
    expect(await task()).toMatchObject({ outcome: "dealt_with" });
    const draft = await asViewer(again(gp), "read", (db) => loadDraft(db, gp, personId));
    expect(draft?.operations).toContainEqual({ unit: "aboutMe.wellness", values: { wellness: words } });
    expect((await readOwnPages(viewer)).words.find((one) => one.id === id)).toMatchObject({ answered: "taken" });
  });

  test("is answered once: of two answers at the same moment the second learns that it came late", async () => {
    const viewer = await signedIn();
    const id = newId();
    await writeOwnWords(viewer, { id, about: "question", words: "When will you come?", at });
    const answer = (words: string) =>
      answerPersonWords(again(gp), { personId, id, how: "answered", answer: words, at });
    // Both have read the words before either writes: whoever holds the row lets neither go on.
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query("begin");
    await holder.query("select 1 from person_words where id = $1 for update", [id]);
    const both = Promise.all([answer("On Tuesday"), answer("On Friday")]);
    const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await expect.poll(() => database.sql(waiting), { timeout: 5000 }).toHaveLength(2);
    await holder.query("commit");
    await holder.end();
    expect(await both).toEqual(expect.arrayContaining([{ ok: true }, { ok: false, why: "answered already" }]));
  });

  test("does not write for another person", async () => {
    const viewer = await signedIn();
    const other = await scene.listed("Third", scene.organisations.practice);
    const forged = { ...viewer, personId: other };
    const write = asViewer(viewer, "command", (db) =>
      db.personWords.create({
        data: {
          ...{ personId: forged.personId, id: newId(), about: "wellness", words: "x", byName: "x", byKind: "self" },
          ...{ accessId: viewer.accessId, at },
        },
      }),
    );
    await expect(write).rejects.toThrow();
  });

  test("is told of an old opening, however often the record was opened since", async () => {
    const of = await scene.listed("Often", scene.organisations.practice);
    const viewer = await signedIn(undefined, of);
    const open = (days: number, times: number, did: string) =>
      database.sql(
        `insert into access_record (at, id, account_id, organisation_id, role, purpose, request_id, did, outcome, person_id, shown)
         select date_trunc('day', now()) - make_interval(days => $2) + make_interval(hours => 12, secs => n), gen_random_uuid(),
           gen_random_uuid(), $5, 'gp', 'direct care', n::text, $4, 'allowed', $1, '{}' from generate_series(1, $3) n`,
        [of, days, times, did, scene.organisations.practice],
      );
    await open(2, 1, "print plan");
    await open(1, 600, "read plan");
    const days = openingsByDay(await readOpenings(viewer, new Date(Date.now() - 30 * 86_400_000)));
    expect(days.flatMap(({ lines }) => lines)).toContainEqual(expect.stringContaining("printed the plan"));
    const rows = await readOpenings(viewer, new Date(Date.now() - 30 * 86_400_000));
    expect(rows.filter(({ did }) => did === "read plan")).toHaveLength(1);
  });

  test("reads which organisation opened the plan, in which role, never a name", async () => {
    const viewer = await signedIn();
    await readPlan(again(gp), personId, at);
    const openings = await readOpenings(viewer, new Date(at.getTime() - 86_400_000));
    expect(openings).toContainEqual(expect.objectContaining({ role: "gp", did: "read plan" }));
    expect(JSON.stringify(openings)).not.toContain(gp.name);
  });
});
