/** What the forms of a plan answer: publishing, settling, proposing, and drafts that are brought back. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { saveDraft } from "../../app/data/plan-drafts.server";
import { saveEdits } from "../../app/data/plan-edits.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { readConflicts } from "../../app/data/plan-settling.server";
import type { Operation, Values } from "../../app/domain/plan";
import type { StaffViewer } from "../../app/domain/viewer";
import { action as drafts } from "../../app/routes/drafts._index";
import { action as writeSection } from "../../app/routes/people.$personId.plan.edit.$section";
import { action as answerWords } from "../../app/routes/people.$personId.plan.invite";
import { action as proposing } from "../../app/routes/people.$personId.plan.propose";
import { action as publishing, loader as publishPage } from "../../app/routes/people.$personId.plan.publish";
import { action as settling } from "../../app/routes/people.$personId.plan.settle";
import { type TestDatabase, testDatabase } from "../support/database";
import { AT as at, type PlanScene, planScene } from "../support/plan-scene";
import { signIn } from "../support/urgent-people";

let database: TestDatabase;
let scene: PlanScene;

beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
});

/** Signed in, and the same account as a viewer. */
async function somebody(role: "gp" | "practice_nurse" | "care_coordinator" = "gp") {
  const { token, accountId, assignmentId } = await signIn(database, { role, organisationId: scene.practice });
  const who = (): StaffViewer =>
    scene.asGp({
      accountId,
      assignmentId,
      role,
      permissions: [],
      name: "Sam Reid",
      holders: [accountId, scene.practice],
    });
  return { who, cookie: `confer_session=${token}` };
}
type Somebody = Awaited<ReturnType<typeof somebody>>;

type Route = (args: never) => Promise<unknown>;
type Answer = { status: number; to: string | null; errors: Record<string, string> };

/** As a browser sends a form without JavaScript. */
async function send(route: Route, { cookie }: Somebody, personId: string, fields: Record<string, string>, more = {}) {
  const request = new Request(`http://localhost/people/${personId}/plan`, {
    method: "POST",
    headers: { Cookie: cookie, Origin: "http://localhost" },
    body: new URLSearchParams(fields),
  });
  const answer = await route({ request, params: { personId, ...more }, context: {} } as never).catch(
    (thrown) => thrown,
  );
  if (answer instanceof Response)
    return { status: answer.status, to: answer.headers.get("Location"), errors: {} } as Answer;
  const { data, init } = answer as { data?: { errors?: object }; init?: { status?: number } };
  const { errors = {} } = (data ?? answer) as { errors?: Record<string, string> };
  return { status: init?.status ?? 200, to: null, errors } as Answer;
}

const about = (field: string, words: string): Operation => ({ unit: `aboutMe.${field}`, values: { [field]: words } });
const draft = (one: Somebody, personId: string, ...operations: Operation[]) =>
  saveDraft(one.who(), { personId, operations, at });
const revisionOf = async (one: Somebody, personId: string) => (await readConflicts(one.who(), personId))!.revision;
const aboutMe = async (personId: string) =>
  (await readPlan(scene.asGp(), personId, at))!.document.sections.aboutMe.fields;
const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date());
const AGREED = { agreed: "person", on: today, copy: "yes", copyOn: today, copyHow: "Print" };

/** The form as the page was filled when it was asked for. */
async function publishForm(one: Somebody, personId: string, change: Record<string, string> = {}) {
  const revision = String(await revisionOf(one, personId));
  return { intent: "publish", key: newId(), revision, reason: "Review", ...AGREED, ...change };
}
async function publishes(personId: string, ...operations: Operation[]) {
  const other = await somebody();
  await draft(other, personId, ...operations);
  expect(await send(publishing, other, personId, await publishForm(other, personId))).toMatchObject({ status: 302 });
}

describe("publishing", () => {
  test("leads to the plan, and the same press again leads there too", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    await draft(one, personId, about("wellness", "Singing"));
    const form = await publishForm(one, personId);
    const done = { status: 302, to: `/people/${personId}/plan` };
    expect(await send(publishing, one, personId, form)).toMatchObject(done);
    expect(await send(publishing, one, personId, form)).toMatchObject(done);
    expect(await aboutMe(personId)).toMatchObject({ wellness: "Singing" });
    expect((await readPlan(scene.asGp(), personId, at))!.version).toBe(2);
  });

  test("two presses at once publish one version, and both lead to the plan", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    await draft(one, personId, about("wellness", "Singing"));
    const form = await publishForm(one, personId);
    const answers = await Promise.all([1, 2, 3].map(() => send(publishing, one, personId, form)));
    expect(answers.map(({ status }) => status)).toEqual([302, 302, 302]);
    expect((await readPlan(scene.asGp(), personId, at))!.version).toBe(2);
  });

  test("of words that changed since the page was shown is refused with what to do", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    await draft(one, personId, about("wellness", "Singing"));
    const form = await publishForm(one, personId);
    await draft(one, personId, about("wellness", "Never reviewed"));
    expect(await send(publishing, one, personId, form)).toMatchObject({
      status: 409,
      errors: { changes: expect.stringMatching(/^Your draft changed since this page was shown/) },
    });
    expect(await aboutMe(personId)).not.toMatchObject({ wellness: "Never reviewed" });
  });

  test("without a reason asks for it, and what was said of agreement waits in the draft", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    await draft(one, personId, about("wellness", "Singing"));
    const form = await publishForm(one, personId, { reason: " ", copyHow: "Easy read" });
    expect(await send(publishing, one, personId, form)).toMatchObject({
      status: 409,
      errors: { reason: expect.stringMatching(/^Say why/) },
    });
    const { withDraft } = (await readPlan(one.who(), personId, at))!;
    expect(withDraft.sections.agreement.fields.copyHow).toBe("Easy read");
  });

  test("of an agreement that the author may not write says so, and not that the draft changed", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    await draft(one, personId, about("wellness", "Singing"));
    const form = await publishForm(one, personId, { because: "x".repeat(4_001) });
    expect((await send(publishing, one, personId, form)).errors.changes).toMatch(/longer than a draft holds/);
  });

  test("over what others published of the same line is refused, both sides are on the page, and choosing leads back", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    await draft(one, personId, about("wellness", "Singing"));
    await publishes(personId, about("wellness", "Walking"));
    expect(await send(publishing, one, personId, await publishForm(one, personId))).toMatchObject({
      status: 409,
      errors: { changes: expect.stringMatching(/^Others published/) },
    });
    const request = new Request(`http://localhost/people/${personId}/plan/publish`, {
      headers: { Cookie: one.cookie },
    });
    const page = await publishPage({ request, params: { personId }, context: {} } as never);
    expect(page.conflicts).toMatchObject([{ mine: { wellness: "Singing" }, theirs: { wellness: "Walking" } }]);
    const choose = { intent: "settle", shown: "2" };
    expect((await send(publishing, one, personId, choose)).errors.conflicts).toMatch(/^Choose one side/);
    const mine = { ...choose, "keep aboutMe.wellness": "mine" };
    expect(await send(publishing, one, personId, mine)).toMatchObject({ to: `/people/${personId}/plan/publish` });
    expect(await send(publishing, one, personId, await publishForm(one, personId))).toMatchObject({ status: 302 });
    expect(await aboutMe(personId)).toMatchObject({ wellness: "Singing" });
  });

  test("of a person whom nobody knows is 404", async () => {
    const one = await somebody();
    const form = { intent: "publish", key: newId(), revision: "0", reason: "x" };
    expect(await send(publishing, one, newId(), form)).toMatchObject({ status: 404 });
  });
});

describe("settling", () => {
  test("against an older version is refused, and nothing is settled", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    await draft(one, personId, about("wellness", "Singing"));
    await publishes(personId, about("wellness", "Walking"));
    const form = { shown: "1", "keep aboutMe.wellness": "theirs" };
    expect(await send(settling, one, personId, form)).toMatchObject({
      status: 409,
      errors: { conflicts: expect.stringMatching(/^Another version/) },
    });
    expect((await readConflicts(one.who(), personId))!.conflicts).toHaveLength(1);
    expect(await send(settling, one, personId, { ...form, shown: "2" })).toMatchObject({
      to: `/people/${personId}/plan`,
    });
  });

  const asideOf = async (one: Somebody, personId: string, unit: string, values: Values) => {
    const seen = { what: "Something that nobody wrote" };
    const { results } = await saveEdits(one.who(), { personId, edits: [{ id: newId(), unit, values, seen }], at });
    expect(results).toMatchObject([{ outcome: "conflict" }]);
    return { intent: "put in", unit };
  };

  test("puts words that were put aside into the draft, with the owner of an action", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    const values = { what: "Ring the daughter", dueOn: "2026-12-12", owner: `/${scene.practice}` };
    const form = await asideOf(one, personId, "actions/act9", values);
    expect(await send(settling, one, personId, form)).toMatchObject({ to: `/people/${personId}/plan/settle` });
    expect((await readPlan(one.who(), personId, at))!.withDraft.sections.actions.items).toMatchObject([
      { ...values, ownerName: "Churchfield Practice" },
    ]);
    expect((await readConflicts(one.who(), personId))!.putAside).toEqual([]);
  });

  test("keeps them aside, and says why, where their owner can be offered nothing any more", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    const gone = await somebody("practice_nurse");
    const values = { what: "Ring the daughter", owner: `${gone.who().accountId}/${scene.practice}` };
    const form = await asideOf(one, personId, "actions/act9", values);
    await database.sql("update account set disabled_at = now() where id = $1", [gone.who().accountId]);
    expect(await send(settling, one, personId, form)).toMatchObject({
      status: 409,
      errors: { "aside-actions/act9": expect.stringMatching(/can be offered none any more/) },
    });
    expect((await readConflicts(one.who(), personId))!.putAside).toMatchObject([{ unit: "actions/act9" }]);
  });

  test("leaves them where the author says so; of words that do not wait it is 404", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    const form = await asideOf(one, personId, "needs/n9", { what: "Lonely" });
    expect(await send(settling, one, personId, { ...form, intent: "leave" })).toMatchObject({ status: 302 });
    expect((await readConflicts(one.who(), personId))!.putAside).toEqual([]);
    expect(await send(settling, one, personId, form)).toMatchObject({ status: 404 });
  });
});

describe("a proposal", () => {
  const oxygen: Operation = { unit: "usual.oxygen", values: { oxygen: "SpO2 86 %" } };

  test("is handed on, taken and published; each form leads on", async () => {
    const [personId, author, signer] = [await scene.aLivePlan(), await somebody("care_coordinator"), await somebody()];
    await draft(author, personId, oxygen);
    const propose = { intent: "propose", key: newId(), note: "After the visit", section: "usual" };
    expect(await send(proposing, author, personId, propose)).toMatchObject({ to: `/people/${personId}/plan/propose` });
    expect((await send(proposing, author, personId, { ...propose, section: "" })).errors.propose).toMatch(/^Choose/);
    const [{ id } = { id: "" }] = await database.sql<{ id: string }>(
      "select id from plan_proposal where person_id = $1",
      [personId],
    );
    const take = { intent: "take", proposal: id, key: newId(), version: "1", revision: "0" };
    const stale = { ...take, key: newId(), version: "0" };
    expect((await send(proposing, signer, personId, stale)).errors[id]).toMatch(/changed while you chose/);
    expect((await send(proposing, author, personId, take)).errors[id]).toMatch(/somebody else to answer/);
    expect(await send(proposing, signer, personId, take)).toMatchObject({ to: `/people/${personId}/plan/publish` });
    expect(await send(publishing, signer, personId, await publishForm(signer, personId))).toMatchObject({
      status: 302,
    });
    expect((await readPlan(scene.asGp(), personId, at))!.document.sections.usual.fields.oxygen).toBe("SpO2 86 %");
  });

  test("goes back with a reason only", async () => {
    const [personId, author, signer] = [await scene.aLivePlan(), await somebody("care_coordinator"), await somebody()];
    await draft(author, personId, oxygen);
    await send(proposing, author, personId, { intent: "propose", key: newId(), section: "usual" });
    const [{ id } = { id: "" }] = await database.sql<{ id: string }>(
      "select id from plan_proposal where person_id = $1",
      [personId],
    );
    const back = { intent: "return", proposal: id, key: newId() };
    expect((await send(proposing, signer, personId, back)).errors[`reason-${id}`]).toMatch(/^Say why/);
    expect(await send(proposing, signer, personId, { ...back, reason: "Ask her" })).toMatchObject({ status: 302 });
    expect(await send(proposing, signer, personId, { ...back, reason: "x", proposal: newId() })).toMatchObject({
      status: 404,
    });
  });
});

describe("a draft", () => {
  test("is thrown away and brought back; never over a newer one of the same lines", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    await draft(one, personId, about("wellness", "Singing"));
    expect(await send(publishing, one, personId, { intent: "discard" })).toMatchObject({
      to: `/people/${personId}/plan`,
    });
    const [{ id } = { id: "" }] = await database.sql<{ id: string }>(
      "select id from plan_draft_ended where person_id = $1 and ended_as = 'thrown_away'",
      [personId],
    );
    await draft(one, personId, about("wellness", "Walking"));
    expect((await send(drafts, one, personId, { person: personId, draft: id })).errors.thrown).toMatch(/same lines/);
    await send(publishing, one, personId, { intent: "discard" });
    expect(await send(drafts, one, personId, { person: personId, draft: id })).toMatchObject({ status: 302 });
    expect((await readPlan(one.who(), personId, at))!.withDraft.sections.aboutMe.fields.wellness).toBe("Singing");
    expect(await send(drafts, one, personId, { person: personId, draft: "abc" })).toMatchObject({ status: 404 });
  });

  test("typed without JavaScript and too long comes back in the form, and the draft can be read", async () => {
    const [personId, one] = [await scene.aLivePlan(), await somebody()];
    const form = { wellness: "x".repeat(4_001), seen: "{}" };
    const answer = await send(writeSection, one, personId, form, { section: "aboutMe" });
    expect(answer.errors.draft).toMatch(/^Not all of it is in your draft/);
    expect((await readPlan(one.who(), personId, at))!.withDraft.sections.aboutMe.fields.wellness).toBeUndefined();
  });
});

test("the person's words are not put over the author's own draft: both texts are kept until the author chooses", async () => {
  const [personId, one] = [await scene.aLivePlan(), await somebody()];
  const id = newId();
  await database.sql(
    "insert into person_words (person_id, id, about, words, by_name, by_kind, access_id, at) values ($1, $2, 'wellness', 'I sing', 'Ada', 'self', $3, now())",
    [personId, id, newId()],
  );
  await draft(one, personId, about("wellness", "AUTHOR"));
  const take = { act: "taken", id };
  const refused = await send(answerWords, one, personId, take);
  expect(refused.errors[`answer-${id}`]).toMatch(/^Your own draft says something else there/);
  expect((await readPlan(one.who(), personId, at))!.withDraft.sections.aboutMe.fields.wellness).toBe("AUTHOR");
  expect((await readConflicts(one.who(), personId))!.putAside).toMatchObject([
    { unit: "aboutMe.wellness", values: { wellness: "I sing" }, now: { wellness: "AUTHOR" }, by: { own: true } },
  ]);
  expect(await database.sql("select answered from person_words where id = $1", [id])).toEqual([{ answered: null }]);
  expect(await send(settling, one, personId, { intent: "put in", unit: "aboutMe.wellness" })).toMatchObject({
    status: 302,
  });
  expect(await send(answerWords, one, personId, take)).toMatchObject({ status: 303 });
  expect(await database.sql("select answered from person_words where id = $1", [id])).toEqual([{ answered: "taken" }]);
});
