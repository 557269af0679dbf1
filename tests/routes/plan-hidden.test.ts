/**
 * Nothing that is hidden or closed shows: every unit of the plan that may be restricted holds a mark, and every page,
 * print, letter, list and published text is searched for the marks, byte by byte, as each role and as the person.
 */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { makeCode, startPersonSession, takeUp } from "../../app/access/person-sessions.server";
import { newId } from "../../app/data/identity.server";
import { invite } from "../../app/data/invitations.server";
import { saveDraft } from "../../app/data/plan-drafts.server";
import { saveEdits } from "../../app/data/plan-edits.server";
import { proposeForSigning } from "../../app/data/plan-proposals.server";
import { restrictPart } from "../../app/data/plan-restricting.server";
import { publishPlan, withdrawPlan } from "../../app/data/plans.server";
import { londonDate } from "../../app/domain/dates";
import type { Role } from "../../app/domain/permissions";
import { GRANTS, type Grant } from "../../app/domain/person-access";
import { emptyPlan, type Operation } from "../../app/domain/plan";
import type { Field } from "../../app/domain/plan-fields";
import { mayBeRestricted } from "../../app/domain/plan-restrictions";
import { fieldsOf, SECTION_IDS, sectionOf } from "../../app/domain/plan-sections";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

const folder = join(import.meta.dirname, "../../app/routes");
const ROLES: readonly Role[] = [
  "gp",
  "practice_nurse",
  "care_coordinator",
  "social_worker",
  "community_clinician",
  "care_home_nurse",
];
/** Part of every word that is planted; of ids too. */
const MARK = "Zzmark";

/** Whom a line that everybody reads says to ring, a carer of the record too, who is hidden in the plan. */
const RING = "Qqring Adeyemi";
const RINGS: Operation[] = [
  { unit: "people/qqring", values: { name: RING, role: "son", phone: "020 7946 0777" } },
  {
    unit: "contingency/rings",
    values: { trigger: "Chest pain", doFirst: "Ring 999", ring: `${RING}, son, 020 7946 0777`, unless: "never" },
  },
  { unit: "carer", values: { doFirst: "Sit with her", alone: "no", ring: RING } },
];

/** What a field of each kind holds; the mark wherever words are free. */
function markedValue(name: string, { kind, options }: Field, organisationId: string): string {
  if (name === "ring") return `${MARK} 020 7946 0321`;
  // What life depends on is never hidden.
  if (name === "power") return "no";
  if (kind === "line" || kind === "text") return `${MARK} ${name}`;
  if (kind === "choice" && name !== "restriction") return Object.keys(options!)[0]!;
  if (kind === "owner") return `/${organisationId}`;
  return kind === "date" ? londonDate(at) : "";
}

/** A unit of every section that may be restricted: all fields of the looser ones, an item of the others. */
function markedUnits(organisationId: string): Operation[] {
  return SECTION_IDS.filter((id) => sectionOf(id).unit !== "section")
    .flatMap((section) => {
      const values = Object.fromEntries(
        Object.entries(fieldsOf(section)).map(([name, field]) => [name, markedValue(name, field, organisationId)]),
      );
      if (sectionOf(section).unit === "item") return [{ unit: `${section}/zzmark`, values }];
      return Object.keys(values).map((name) => ({ unit: `${section}.${name}`, values: { [name]: values[name]! } }));
    })
    .filter(
      ({ unit, values }) =>
        mayBeRestricted(unit, emptyPlan()) && Object.values(values).some((value) => value.includes(MARK)),
    );
}

let database: TestDatabase;
let personId: string;
let gp: StaffViewer;
let mine: string;
const at = new Date();
const cookies = new Map<Role, string>();
const staff = new Map<Role, StaffViewer>();
let ids: Record<string, string>;
let marked: Operation[];

beforeAll(async () => {
  database = await testDatabase();
  const scene = await registryScene(database);
  gp = { ...scene.gp, permissions: ["sign emergency recommendation"] };
  personId = await scene.listed("Marked", scene.organisations.practice);
  for (const role of ROLES) cookies.set(role, await signedIn(role));
  marked = markedUnits(gp.organisationId);
  const operations = [...PLAN_OPERATIONS, ...RINGS, ...marked];
  expect(await saveDraft(again(gp), { personId, operations, at })).toMatchObject({ ok: true });
  const published = await publishPlan(again(gp), { personId, key: newId(), reason: "Review", render, at });
  if (!published.ok) throw new Error(JSON.stringify("lacking" in published ? published.lacking : published));
  await database.sql(
    "insert into person_to_ring (person_id, id, name, relation, is_carer, source) values ($1, $2, $3, 'son', true, 'test')",
    [personId, newId(), RING],
  );
  ids = { planVersion: "1", ...(await idsOfWork()) };
  mine = await asThePerson();
});

async function signedIn(role: Role): Promise<string> {
  const [accountId, assignmentId] = [newId(), newId()];
  await database.sql("insert into account (id, email, name, password_hash) values ($1::uuid, $1::text, $2, '')", [
    accountId,
    role,
  ]);
  await database.sql(
    "insert into assignment (id, account_id, organisation_id, role, permissions, starts_at) values ($1, $2, $3, $4, '{}', '2020-01-01')",
    [assignmentId, accountId, gp.organisationId, role],
  );
  await database.sql(
    "insert into session (id, user_id, expires_at, assignment_id) values ($1, $2, now() + interval '1 hour', $3)",
    [createHash("sha256").update(`token-of-${role}`).digest("hex"), accountId, assignmentId],
  );
  staff.set(role, {
    ...gp,
    role,
    permissions: [],
    accountId,
    assignmentId,
    name: role,
    holders: [accountId, gp.organisationId],
  });
  return `confer_session=token-of-${role}`;
}

/** A task and an action of this person, whose pages are searched too. */
async function idsOfWork() {
  const [action] = await database.sql<{ id: string }>("select id from action where person_id = $1 limit 1", [personId]);
  const [task] = await database.sql<{ id: string }>("select id from task where person_id = $1 limit 1", [personId]);
  return { actionId: action?.id ?? newId(), taskId: task?.id ?? newId() };
}

async function asThePerson(): Promise<string> {
  const { code, hash: codeHash } = await makeCode();
  const grants = Object.keys(GRANTS) as Grant[];
  const made = await invite(again(gp), {
    ...{
      personId,
      kind: "proxy",
      name: "Ngozi",
      relation: "daughter",
      grants,
      proof: "seen",
      codeHash,
      key: newId(),
      at,
    },
  });
  const taken =
    made.ok && (await takeUp(made.id, { code, bornOn: "1942-03-12", passphrase: "kettle garden Tuesday" }, at));
  if (!taken || taken === "wrong") throw new Error("The proxy was not let in.");
  return (await startPersonSession(new Request("http://localhost/mine"), taken, new Date())).split(";")[0]!;
}

/** Addresses of a route of this person: every section, version and audience of it. */
function addressesOf(file: string): { params: Record<string, string>; search: string }[] {
  const common = { personId, ...ids };
  if (file.includes("$section")) return SECTION_IDS.map((section) => ({ params: { ...common, section }, search: "" }));
  if (file.includes("$audience"))
    return ["person", "professional", "crew"].flatMap((audience) =>
      ["", "?large=yes"].map((search) => ({ params: { ...common, audience }, search })),
    );
  if (file.includes("$version")) return [{ params: { ...common, version: "1" }, search: "" }];
  if (file.includes("compare")) return [{ params: common, search: "?from=0&to=1" }];
  return [{ params: { ...common, process: "FA1" }, search: "" }];
}

/** Routes that hold something of one person, and the lists in which such things stand. */
const SEARCHED = readdirSync(folder).filter((file) =>
  /^(people\.\$personId|mine\.(_index|plan|openings)|tasks|actions|drafts|reviews|filing|_index|registry)/.test(file),
);
/** Streams that do not end. */
const ENDLESS = /plan\.live/;

async function sentBy(file: string, cookie: string): Promise<string> {
  const route = await import(/* @vite-ignore */ join(folder, file));
  if (!route.loader || ENDLESS.test(file)) return "";
  const sent: string[] = [];
  for (const { params, search } of addressesOf(file)) {
    const request = new Request(`http://localhost/${file}${search}`, { headers: { Cookie: cookie } });
    const answer = await Promise.resolve(route.loader({ request, params, context: {} })).catch(
      (thrown: unknown) => thrown,
    );
    if (answer instanceof Error) throw answer;
    sent.push(answer instanceof Response ? await answer.text() : JSON.stringify(answer));
  }
  return sent.join("\n");
}

/** The record itself lists its own carers: those are not the plan's to hide. */
const OF_RECORD = /^people\.\$personId\._index/;

const pagesWithMark = async (cookie: string) => {
  const found: string[] = [];
  for (const file of SEARCHED) {
    const sent = await sentBy(file, cookie);
    if (new RegExp(MARK, "i").test(sent) || (!OF_RECORD.test(file) && RINGING.test(sent))) found.push(file);
  }
  return found;
};
/** Words of one's own in both lines that ring somebody hidden: proposed, in the draft, and put aside. */
async function writeUpon(who: StaffViewer) {
  const edit = async (unit: string, doFirst: string, when = at) => {
    const seen = { ...RINGS.find((one) => one.unit === unit)!.values, ring: "Clinical desk" };
    const edits = [{ id: newId(), unit, values: { ...seen, doFirst }, seen }];
    written.push((await saveEdits(again(who), { personId, edits, at: when })).results[0]!.outcome);
  };
  await edit("carer", "Ask her son");
  const proposed = await proposeForSigning(again(who), { personId, sections: ["carer"], note: "", key: newId(), at });
  written.push(proposed.ok ? "proposed" : proposed.why);
  await edit("contingency/rings", "Aspirin");
  await edit("contingency/rings", "Sit up", new Date(at.getTime() + 60_000));
}
const written: string[] = [];

/** By name or by number, however it is written. */
const RINGING = /qqring|7946 ?0777/i;

describe("every unit that may be restricted, hidden from everybody but who hid it", () => {
  test("first stands in the plan, so that the search would find it", async () => {
    expect(await pagesWithMark(cookies.get("gp")!)).toContain("people.$personId.plan._index.tsx");
    expect(await sentBy("people.$personId.plan._index.tsx", cookies.get("social_worker")!)).toMatch(RINGING);
  });

  test("is hidden unit by unit", async () => {
    for (const { unit } of [...marked, RINGS[0]!]) {
      const outcome = await restrictPart(again(gp), {
        ...{ personId, unit, kind: "hidden", roles: [], category: "safeguarding", key: newId(), render, at },
      });
      expect([unit, outcome]).toEqual([unit, { ok: true }]);
    }
  });

  test("is drafted upon, proposed, put aside and published anew by those who are shown the desk, and by who hid it", async () => {
    for (const role of ROLES) await writeUpon(again(staff.get(role)!));
    const today = { on: londonDate(at), copyOn: londonDate(at) };
    const operations = [
      { unit: "agreement", values: { agreed: "person", copy: "yes", copyHow: "Large print", ...today } },
      { unit: RINGS[1]!.unit, values: { ...RINGS[1]!.values, doFirst: "Call the ward" } },
    ];
    expect(await saveDraft(again(gp), { personId, operations, at })).toMatchObject({ ok: true });
    const published = await publishPlan(again(gp), { personId, key: newId(), reason: "Review", render, at });
    expect(published).toMatchObject({ ok: true });
    expect(written.sort()).toEqual(["conflict", "proposed", "saved", "saved"].flatMap((one) => ROLES.map(() => one)));
    const settling = await sentBy("people.$personId.plan.settle.tsx", cookies.get("social_worker")!);
    expect(settling).toMatch(/Aspirin.*Call the ward.*Sit up/s);
  });

  test.each(ROLES)("shows on no page of: %s", async (role) => {
    expect(await pagesWithMark(cookies.get(role)!)).toEqual([]);
  });

  test("leaves the desk where a name to ring was, for those who read the line", async () => {
    const sent = await sentBy("people.$personId.plan._index.tsx", cookies.get("social_worker")!);
    expect(sent).toContain("Chest pain");
    expect(sent).toMatch(/"ring":"Clinical desk"/);
  });

  test("shows on no page of the person's own", async () => {
    expect(await pagesWithMark(mine)).toEqual([]);
  });

  test("stands in no published text, before and after a withdrawal", async () => {
    const texts = () =>
      database.sql<{ audience: string }>("select audience from published_text where person_id = $1 and text ~* $2", [
        personId,
        `${MARK}|${RINGING.source}`,
      ]);
    expect(await texts()).toEqual([]);
    const withdrawn = await withdrawPlan(again(gp), { personId, key: newId(), reason: "Moved away", render, at });
    expect(withdrawn).toEqual({ ok: true });
    expect(await texts()).toEqual([]);
  });
});

describe("after a withdrawal", () => {
  test("every page and text that still speaks of the plan says so", async () => {
    const texts = await database.sql<{ audience: string; text: string }>(
      "select audience, text from published_text where person_id = $1",
      [personId],
    );
    expect(texts.filter(({ text }) => !/withdrawn/i.test(text)).map(({ audience }) => audience)).toEqual([]);
    const silent: string[] = [];
    for (const file of SEARCHED.filter((one) => /\.plan\.(_index|print|versions|history|copy)|mine\.plan/.test(one))) {
      const sent = await sentBy(file, file.startsWith("mine") ? mine : cookies.get("gp")!);
      if (!/withdrawn/i.test(sent)) silent.push(file);
    }
    expect(silent).toEqual([]);
  });
});
