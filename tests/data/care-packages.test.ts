import { beforeAll, describe, expect, test } from "vitest";
import { type AnswerCommand, answerProposal, countProposals, findPackages } from "../../app/data/care-packages.server";
import { newId } from "../../app/data/identity.server";
import { discardDraft, saveDraft } from "../../app/data/plan-drafts.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { publishPlan } from "../../app/data/plans.server";
import { FRAILTY } from "../../app/domain/code-sets/frailty";
import { londonDate } from "../../app/domain/dates";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { mdgScene } from "../support/mdg-scene";

let sql: TestDatabase["sql"];
let scene: Awaited<ReturnType<typeof mdgScene>>;
let gp: StaffViewer;
let nurse: StaffViewer;
let stranger: StaffViewer;
let practice: string;
let council: string;

beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await mdgScene(database);
  ({ practice, council } = scene.organisations);
  ({ gp, stranger } = scene);
  nurse = await scene.staff("Sr Mensah", "practice_nurse", practice);
  await importSet("frailty-severe");
});

/** The set as an import leaves it, and its first code with the bits that features read. */
async function importSet(id: string) {
  const { system, code, display } = FRAILTY.find((set) => set.id === id)!.members[0]!;
  await sql("insert into code (system, code, display) values ($1, $2, $3) on conflict do nothing", [
    system,
    code,
    display,
  ]);
  await sql(
    "insert into code_feature (code_id, sets) select id, array[$3] from code where system = $1 and code = $2 on conflict do nothing",
    [system, code, id],
  );
}

/** Severely frail, with a carer, of the practice. */
async function aFrailPerson(): Promise<string> {
  const personId = await scene.person("Obi", practice);
  const { system, code } = FRAILTY.find(({ id }) => id === "frailty-severe")!.members[0]!;
  await sql(
    `insert into entry (person_id, id, kind, code_id, on_date, status, source)
     select $1, $2, 'finding', id, '2026-05-01', 'active', 'test' from code where system = $3 and code = $4`,
    [personId, newId(), system, code],
  );
  await sql(
    "insert into person_to_ring (person_id, id, name, relation, is_carer, source) values ($1, $2, 'Ngozi', 'daughter', true, 'test')",
    [personId, newId()],
  );
  return personId;
}

const again = (viewer: StaffViewer): StaffViewer => ({ ...viewer, requestId: newId(), requestedAt: new Date() });
const ASSESSMENT = "severe-frailty/carers-assessment";
type Said = AnswerCommand extends infer One
  ? One extends AnswerCommand
    ? Omit<One, "personId" | "key">
    : never
  : never;
const say = (viewer: StaffViewer, personId: string, said: Said, key: string = newId()) =>
  answerProposal(again(viewer), { ...said, personId, key } as AnswerCommand);
const take = (viewer: StaffViewer, personId: string, proposal = ASSESSMENT, key: string = newId()) =>
  say(viewer, personId, { intent: "take", proposal }, key);
const proposalOf = async (viewer: StaffViewer, personId: string, id = ASSESSMENT) =>
  (await findPackages(again(viewer), personId))?.proposals.find((one) => one.id === id);
const stateOf = async (viewer: StaffViewer, personId: string, id = ASSESSMENT) =>
  (await proposalOf(viewer, personId, id))?.state;
const answersOf = (personId: string) =>
  sql("select item, answer, reason, became, by_name from package_answer where person_id = $1 order by at, id", [
    personId,
  ]);
const actionsInDraft = async (viewer: StaffViewer, personId: string) =>
  (await readPlan(again(viewer), personId, new Date()))!.withDraft.sections.actions.items;

describe("the packages of a person", () => {
  test("are entered by what a clinician recorded, and go to whom employs the profession", async () => {
    const personId = await aFrailPerson();
    const found = await findPackages(again(gp), personId);
    expect(found?.packages?.map(({ id, unsigned }) => [id, unsigned])).toEqual([["severe-frailty", true]]);
    expect(await proposalOf(gp, personId)).toMatchObject({
      goesTo: { owner: `/${council}`, arrange: false },
      unsigned: true,
    });
    expect(await proposalOf(gp, personId, "severe-frailty/future-care")).toMatchObject({
      goesTo: { owner: `/${practice}`, arrange: false },
    });
    expect(await countProposals(again(gp), personId)).toBe(found!.proposals.length);
  });

  test("a limit that a clinical lead signed is in force and is not called unsigned", async () => {
    const personId = await aFrailPerson();
    await sql(
      "insert into setting (name, version, value, source, mark, signed_by, signed_at) values ('package.severe-frailty.equipment', 1, '1', 'local', 'P', 'Dr Lead', now())",
    );
    const week = londonDate(new Date(Date.now() + 7 * 86_400_000));
    expect(await proposalOf(gp, personId, "severe-frailty/equipment")).toMatchObject({ dueOn: week, unsigned: false });
  });

  test("are nobody's business without a relationship: read and answer are refused, and recorded", async () => {
    const personId = await aFrailPerson();
    expect(await findPackages(again(stranger), personId)).toBeUndefined();
    expect(await countProposals(again(stranger), personId)).toBeUndefined();
    expect(await take(stranger, personId)).toBeUndefined();
    const refusals = await sql(
      "select did from access_record where person_id = $1 and outcome = 'refused' order by did",
      [personId],
    );
    expect(refusals.map(({ did }) => did)).toContain("take package proposal");
    expect(await answersOf(personId)).toEqual([]);
  });

  test("whoever only owns an action of the person does not read them", async () => {
    const personId = await aFrailPerson();
    const matron = await scene.staff("Matron", "community_clinician", council);
    await sql(
      "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'account', $2, 'action', 'a', '2020-01-01')",
      [personId, matron.accountId],
    );
    expect(await findPackages(again(matron), personId)).toBeUndefined();
  });

  test("somebody who has died is proposed nothing", async () => {
    const personId = await aFrailPerson();
    await sql("update person set deceased = true, died_on = '2026-06-01' where id = $1", [personId]);
    expect(await findPackages(again(gp), personId)).toMatchObject({ packages: null, proposals: [] });
    expect(await take(gp, personId)).toMatchObject({ ok: false });
  });
});

describe("taking", () => {
  test("puts the action into the viewer's own draft, answers it, and records it", async () => {
    const personId = await aFrailPerson();
    const { dueOn, words } = (await proposalOf(gp, personId))!;
    const outcome = await take(gp, personId);
    expect(outcome).toMatchObject({ ok: true, became: expect.anything() });
    const { became } = outcome as { became: string };
    expect(await actionsInDraft(gp, personId)).toEqual([
      {
        id: became,
        what: words,
        dueOn,
        owner: `/${council}`,
        ownerName: "Borough council",
        ownerOrganisation: "Borough council",
      },
    ]);
    expect(await answersOf(personId)).toEqual([
      { item: "carers-assessment", answer: "taken", reason: "", became, by_name: "Dr Khan" },
    ]);
    expect(await proposalOf(gp, personId)).toMatchObject({ state: "taken", answer: { whereabouts: "own draft" } });
    expect(
      await sql(
        "select 1 from access_record where person_id = $1 and did = 'take package proposal' and outcome = 'allowed'",
        [personId],
      ),
    ).toHaveLength(1);
  });

  test("pressed twice it is done once; another press later is refused", async () => {
    const personId = await aFrailPerson();
    const key = newId();
    const first = await take(gp, personId, ASSESSMENT, key);
    expect(await take(gp, personId, ASSESSMENT, key)).toEqual(first);
    expect(await take(gp, personId)).toMatchObject({
      ok: false,
      errors: { proposal: expect.stringContaining("Dr Khan") },
    });
    expect(await answersOf(personId)).toHaveLength(1);
    expect(await actionsInDraft(gp, personId)).toHaveLength(1);
  });

  test("of two authors at once one takes it", async () => {
    const personId = await aFrailPerson();
    const outcomes = await Promise.all([take(gp, personId), take(nurse, personId)]);
    expect(outcomes.filter((outcome) => outcome?.ok)).toHaveLength(1);
    expect(await answersOf(personId)).toHaveLength(1);
  });

  test("a goal is taken as proposed; the person's own goal is written, not taken", async () => {
    const personId = await aFrailPerson();
    await take(gp, personId, "severe-frailty/comfort");
    expect(await take(gp, personId, "severe-frailty/own-goal")).toMatchObject({ ok: false });
    const values = { what: "Walk to church on Sundays", status: "active" };
    await say(gp, personId, { intent: "change", proposal: "severe-frailty/own-goal", values });
    const plan = (await readPlan(again(gp), personId, new Date()))!.withDraft;
    expect(plan.sections.goals.items.map(({ what, status }) => [what, status])).toEqual([
      ["Be comfortable", "proposed"],
      ["Walk to church on Sundays", "active"],
    ]);
  });

  test("the person's own goal is not asked for when the plan holds one already; a package's words are none", async () => {
    const personId = await aFrailPerson();
    await take(gp, personId, "severe-frailty/comfort");
    expect(await stateOf(gp, personId, "severe-frailty/own-goal")).toBe("open");
    await saveDraft(again(gp), {
      personId,
      operations: [{ unit: "goals/g1", values: { what: "See the sea" } }],
      at: new Date(),
    });
    expect(await stateOf(gp, personId, "severe-frailty/own-goal")).toBeUndefined();
  });

  test("a contingency plan is not asked for when the plan holds one", async () => {
    const personId = await aFrailPerson();
    expect(await stateOf(gp, personId, "severe-frailty/contingency")).toBe("open");
    const values = { trigger: "A fall", doFirst: "Ring Ngozi" };
    await saveDraft(again(gp), { personId, operations: [{ unit: "contingency/c1", values }], at: new Date() });
    expect(await stateOf(gp, personId, "severe-frailty/contingency")).toBeUndefined();
  });

  test("a draft that is thrown away brings it back; another author sees that it may be gone and can propose it again", async () => {
    const personId = await aFrailPerson();
    await take(gp, personId);
    expect(await proposalOf(nurse, personId)).toMatchObject({ state: "taken", answer: { whereabouts: "other draft" } });
    await discardDraft(again(gp), { personId });
    expect(await stateOf(gp, personId)).toBe("open");
    expect(await stateOf(nurse, personId)).toBe("taken");
    expect(await say(nurse, personId, { intent: "reopen", proposal: ASSESSMENT })).toEqual({ ok: true });
    expect(await stateOf(nurse, personId)).toBe("open");
  });

  test("published it stands in the plan for everybody, as an action; done it is not proposed again by itself", async () => {
    const personId = await aFrailPerson();
    const { became } = (await take(gp, personId)) as { became: string };
    const today = londonDate(new Date());
    const agreed = { agreed: "person", on: today, copy: "yes", copyOn: today, copyHow: "Large print" };
    const operations = [...PLAN_OPERATIONS, { unit: "agreement", values: agreed }];
    const signer = { ...again(gp), permissions: ["sign emergency recommendation" as const] };
    await saveDraft(signer, { personId, operations, at: new Date() });
    const published = await publishPlan(signer, { personId, key: newId(), reason: "Review", render, at: new Date() });
    expect(published).toEqual({ ok: true, version: 1 });
    expect(await proposalOf(nurse, personId)).toMatchObject({ state: "taken", answer: { whereabouts: "plan" } });
    expect(await say(nurse, personId, { intent: "reopen", proposal: ASSESSMENT })).toMatchObject({ ok: false });
    await sql("update action set status = 'done' where person_id = $1 and plan_item_id = $2", [personId, became]);
    expect(await proposalOf(nurse, personId)).toMatchObject({ state: "taken", answer: { whereabouts: "closed" } });
  });
});

describe("changing", () => {
  test("puts the author's words into the draft and says that it was changed", async () => {
    const personId = await aFrailPerson();
    const day = londonDate(new Date(Date.now() + 3 * 86_400_000));
    const owner = {
      owner: `/${practice}`,
      ownerName: "Churchfield Practice",
      ownerOrganisation: "Churchfield Practice",
    };
    const values = { what: "Ring Ngozi about an assessment", dueOn: day, ...owner };
    expect(await say(gp, personId, { intent: "change", proposal: ASSESSMENT, values })).toMatchObject({ ok: true });
    expect(await actionsInDraft(gp, personId)).toMatchObject([values]);
    expect(await stateOf(gp, personId)).toBe("changed");
  });

  test("names every field that is missing, and then nothing is kept", async () => {
    const personId = await aFrailPerson();
    const outcome = await say(gp, personId, { intent: "change", proposal: ASSESSMENT, values: { what: "" } });
    expect(Object.keys((outcome as { errors: object }).errors).sort()).toEqual(["dueOn", "owner", "what"]);
    expect(await answersOf(personId)).toEqual([]);
  });
});

describe("declining", () => {
  test("needs a reason, and stays declined with it for everybody until somebody opens it again", async () => {
    const personId = await aFrailPerson();
    const decline = (typed: Record<string, string>) =>
      say(gp, personId, { intent: "decline", proposal: ASSESSMENT, typed });
    expect(await decline({})).toMatchObject({ ok: false, errors: { why: expect.anything() } });
    expect(await decline({ why: "person", words: "Ngozi copes" })).toEqual({ ok: true });
    expect(await proposalOf(nurse, personId)).toMatchObject({
      state: "declined",
      answer: { reason: "Declined by the person: Ngozi copes", by: "Dr Khan" },
    });
    expect(await take(nurse, personId)).toMatchObject({ ok: false });
    expect(await say(nurse, personId, { intent: "reopen", proposal: ASSESSMENT })).toEqual({ ok: true });
    expect(await take(nurse, personId)).toMatchObject({ ok: true });
  });

  test("answers are only ever added", async () => {
    const personId = await aFrailPerson();
    await say(gp, personId, { intent: "decline", proposal: ASSESSMENT, typed: { why: "elsewhere" } });
    await say(gp, personId, { intent: "reopen", proposal: ASSESSMENT });
    expect((await answersOf(personId)).map(({ answer }) => answer)).toEqual(["declined", "reopened"]);
  });
});
