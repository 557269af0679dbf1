/**
 * An address or a form that somebody typed by hand: an id that is none is answered as one that nobody has, never as a
 * fault of ours. Every route with a parameter is walked, with somebody who may do everything and whose person is real.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { makeCode, startPersonSession, takeUp } from "../../app/access/person-sessions.server";
import { newId } from "../../app/data/identity.server";
import { invite } from "../../app/data/invitations.server";
import { PERMISSIONS } from "../../app/domain/permissions";
import { GRANTS, type Grant } from "../../app/domain/person-access";
import { type TestDatabase, testDatabase } from "../support/database";
import { type PlanScene, planScene } from "../support/plan-scene";
import { signIn } from "../support/urgent-people";

const folder = join(import.meta.dirname, "../../app/routes");
const NO_ID = ["abc", "00000000-0000-0000-0000-00000000000g", "' or 1=1", "-".repeat(36)];

let database: TestDatabase;
let scene: PlanScene;
let staff: string;
let person: string;
let known: Record<string, string>;

beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
  const { token, accountId, assignmentId } = await signIn(database, { role: "gp", organisationId: scene.practice });
  await database.sql("update assignment set permissions = $2 where id = $1", [assignmentId, Object.keys(PERMISSIONS)]);
  staff = `confer_session=${token}`;
  const owner = { owner: `${accountId}/${scene.practice}`, ownerName: "GP" };
  const personId = await scene.aLivePlan([
    { unit: "actions/a1", values: { what: "Ring", dueOn: "2027-01-01", ...owner } },
  ]);
  const [action] = await database.sql<{ id: string }>("select id from action where person_id = $1", [personId]);
  known = {
    ...{ personId, actionId: action!.id, section: "actions", version: "1", audience: "crew", process: "hba1c" },
    ...Object.fromEntries(["mdgId", "meetingId", "caseId", "cohortId", "taskId", "runId"].map((id) => [id, newId()])),
    ...{ protocolId: "diabetes", name: "action.remind-days", token: "abc", accessId: newId() },
  };
  person = await signedInPerson(personId);
});

async function signedInPerson(personId: string) {
  const { code, hash: codeHash } = await makeCode();
  const grants = Object.keys(GRANTS) as Grant[];
  const who = { kind: "self", name: "Ada", relation: "", grants, proof: "known" } as const;
  const made = await invite(scene.asGp(), { ...who, personId, codeHash, key: newId(), at: new Date() });
  const taken = await takeUp(
    made.ok ? made.id : "",
    { code, bornOn: "1942-03-12", passphrase: "kettle garden Tue" },
    new Date(),
  );
  if (taken === "wrong") throw new Error("not taken up");
  return (await startPersonSession(new Request("http://localhost/mine"), taken, new Date())).split(";")[0]!;
}

type Asked = { file: string; kind?: "loader" | "action"; change?: Record<string, string>; query?: string };

/** The status of the answer, returned or thrown. What no route catches is a fault: 500. */
async function statusOf(
  { file, kind = "action", change = {}, query = "" }: Asked,
  sent: Record<string, string> = {},
): Promise<number> {
  const route = await import(/* @vite-ignore */ join(folder, file));
  const form = new FormData();
  for (const [name, value] of Object.entries(sent)) form.set(name, value);
  const cookie = file.startsWith("mine") ? person : staff;
  const init = { headers: { Cookie: cookie }, ...(kind === "action" && { method: "POST", body: form }) };
  const request = new Request(`http://localhost/somewhere${query}`, init);
  try {
    const answer = await route[kind]({ request, params: { ...known, ...change }, context: {} });
    if (answer instanceof Response) return answer.status;
    return answer?.init?.status ?? 200;
  } catch (thrown) {
    if (thrown instanceof Response) return thrown.status;
    if (process.env.VERBOSE) console.log(file, kind, thrown);
    return 500;
  }
}

const withParameter = readdirSync(folder).flatMap((file) =>
  [...file.matchAll(/\$(\w+)/g)].map(([, parameter]) => [file, parameter!] as const),
);

test("every parameter of a route has a value here that is one", () => {
  expect(withParameter.filter(([, parameter]) => !(parameter in known))).toEqual([]);
});

describe.each(withParameter)("%s with a %s that is none", (file, parameter) => {
  test.each(["loader", "action"] as const)("%s", async (kind) => {
    const route = await import(/* @vite-ignore */ join(folder, file));
    if (!(kind in route)) return;
    for (const bad of NO_ID) {
      const change = { [parameter]: bad };
      const status = await statusOf({ file, kind, change });
      expect({ bad, status: status < 500 ? "answered" : status }).toEqual({ bad, status: "answered" });
      // A page about nothing is not there. What a form lacks may be said first.
      if (kind === "loader" && parameter !== "token") expect({ bad, status }).toEqual({ bad, status: 404 });
    }
  });
});

/** Route → forms whose ids are none, as "?". */
const FORMS: readonly (readonly [string, Record<string, string>])[] = [
  ["people.$personId.plan.invite.tsx", { act: "end", id: "?", because: "x" }],
  ["people.$personId.plan.invite.tsx", { act: "taken", id: "?" }],
  ["people.$personId.plan.invite.tsx", { act: "answered", id: "?", answer: "x" }],
  ["people.$personId.plan.invite.tsx", { act: "set_aside", id: "?", answer: "x" }],
  ["people.$personId.plan.propose.tsx", { intent: "take", proposal: "?", version: "?", revision: "?" }],
  ["people.$personId.plan.propose.tsx", { intent: "take", proposal: "?", version: "1", revision: "0" }],
  ["people.$personId.plan.propose.tsx", { intent: "take back", proposal: "?" }],
  ["people.$personId.plan.propose.tsx", { intent: "return", proposal: "?", reason: "x" }],
  ["people.$personId.plan.restrict.tsx", { act: "lift", id: "?" }],
  ["people.$personId.plan.restrict.tsx", { act: "open", id: "?", reason: "x" }],
  ["people.$personId.plan.restrict.tsx", { act: "close", unit: "?", kind: "closed", category: "safeguarding" }],
  ["people.$personId.plan._index.tsx", { unit: "?", version: "1" }],
  ["people.$personId.plan._index.tsx", { unit: "allergies", version: "?" }],
  ["people.$personId.plan.edit.$section.tsx", { item: "?", what: "x" }],
  ["people.$personId.plan.edit.$section.tsx", { item: "a9", what: "x", owner: "?/?", dueOn: "2027-01-01" }],
  ["people.$personId.plan.edit.$section.tsx", { item: "a9", what: "x", owner: "/?", dueOn: "2027-01-01" }],
  ["people.$personId.plan.settle.tsx", { intent: "put in", unit: "?" }],
  ["people.$personId.plan.settle.tsx", { intent: "settle", shown: "?" }],
  ["people.$personId.plan.publish.tsx", { intent: "publish", revision: "?", reason: "x" }],
  ["people.$personId.plan.filing.tsx", { mark: "?", key: "?" }],
  ["people.$personId.plan.card.tsx", { intent: "stop", key: "?" }],
  ["people.$personId.plan.versions.$version.tsx", { intent: "restore", key: "?" }],
  ["people.$personId.plan.versions.$version.tsx", { intent: "mark", reason: "x", key: "?" }],
  ["drafts._index.tsx", { person: "?", draft: "?" }],
  ["drafts.$personId.tsx", { revision: "1", note: "?" }],
  ["overrides.tsx", { id: "?", review: "x" }],
  ["withheld-openings.tsx", { act: "tell", id: "?", said: "x" }],
  ["withheld-openings.tsx", { act: "keep", id: "?", reviewOn: "2027-01-01", reason: "x" }],
  ["withheld-openings.tsx", { act: "withhold", nhsNumber: "?", opening: "?", reason: "x" }],
  ["actions.$actionId.tsx", { kind: "reassigned", owner: "?", dueOn: "?" }],
  ["actions.$actionId.tsx", { kind: "carried_over", note: "x", dueOn: "?" }],
  ["mine._index.tsx", { id: "?", about: "question", words: "x" }],
  ["mine._index.tsx", { id: "?", about: "?", words: "x" }],
  ["mine.in.$accessId.tsx", { code: "?", passphrase: "?" }],
];

describe.each(FORMS)("%s sent %j", (file, form) => {
  test("is refused", async () => {
    for (const bad of NO_ID) {
      const filled = Object.fromEntries(
        Object.entries(form).map(([name, value]) => [name, value.replaceAll("?", bad)]),
      );
      const status = await statusOf({ file, change: file.includes("edit") ? { section: "actions" } : {} }, filled);
      expect({ bad, status: status < 500 ? "answered" : status }).toEqual({ bad, status: "answered" });
    }
  });
});

test.each([
  ["people.$personId.plan.invite.tsx", "letter"],
  ["people.$personId.plan.compare.tsx", "from"],
  ["people.$personId.plan.history.tsx", "before"],
  ["people.$personId.plan.cards.tsx", "took"],
  ["people.$personId.plan.live.tsx", "section"],
  ["people.$personId.plan.draft.tsx", "section"],
  ["reviews._index.tsx", "practice"],
  ["reviews._index.tsx", "page"],
  ["actions._index.tsx", "person"],
  ["filing._index.tsx", "after"],
  ["mine.openings.tsx", "before"],
])("%s asked with a %s that is none", async (file, name) => {
  for (const bad of NO_ID) {
    const status = await statusOf({ file, kind: "loader", query: `?${new URLSearchParams({ [name]: bad })}` });
    expect({ bad, status: status < 500 ? "answered" : status }).toEqual({ bad, status: "answered" });
  }
});
