/** Drafts that nobody touches: their author is reminded, then asked, then the team hears that there is one. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { handOverDraft, readOwnWords } from "../../app/data/plan-draft-handing.server";
import { listDrafts } from "../../app/data/plan-draft-lists.server";
import { foldOldEdits, raiseDraftTasks } from "../../app/data/plan-draft-reminders.server";
import { discardDraft } from "../../app/data/plan-drafts.server";
import { saveEdits } from "../../app/data/plan-edits.server";
import { readProposals } from "../../app/data/plan-proposal-lists.server";
import { readConflicts } from "../../app/data/plan-settling.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { finishTask, openTask } from "../../app/data/tasks.server";
import { openMyWork } from "../../app/data/work.server";
import type { StaffViewer } from "../../app/domain/viewer";
import { testDatabase } from "../support/database";
import { AT, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
type Who = (change?: Partial<StaffViewer>) => StaffViewer;
let [author, colleague]: Who[] = [];
beforeAll(async () => {
  scene = await planScene(await testDatabase());
  author = await employed("Leila Aziz", "social_worker");
  colleague = await employed("Dr Amir Khan", "gp");
});

/** Somebody whose assignment the database knows. */
async function employed(name: string, role: "gp" | "social_worker", at: "practice" | "elsewhere" = "practice") {
  const who = await scene.staff(name, role, [], at);
  const assignmentId = newId();
  await scene.sql(
    "insert into assignment (id, account_id, organisation_id, role, starts_at) values ($1, $2, $3, $4, '2020-01-01')",
    [assignmentId, who().accountId, scene[at], role],
  );
  return (change: Partial<StaffViewer> = {}) => who({ assignmentId, ...change });
}

const DAY = 86_400_000;
const later = (days: number) => new Date(AT.getTime() + days * DAY);
const job = () => systemViewer("maintenance", "test");
const SECRET = "SECRET words";
async function aDraft(who = author!) {
  const personId = await scene.aPerson();
  await scene.draft(who(), personId, { unit: "needs/pain", values: { what: SECRET } });
  return personId;
}
const work = (who: Who | undefined, days: number) => openMyWork(who!({ requestedAt: later(days) }));
const tasksOf = async (who: Who | undefined, days: number, personId: string) =>
  (await work(who, days)).tasks.filter((task) => task.personId === personId);
const all = (personId: string) =>
  scene.sql<{ kind: string; outcome: string | null }>(
    "select kind, outcome from task where person_id = $1 and kind like '%draft_waits' order by kind, created_at",
    [personId],
  );

describe("a draft that nobody touches", () => {
  test("stands on its author's own page after a fortnight, and on nobody else's", async () => {
    const personId = await aDraft();
    const old = async (who: Who | undefined, days: number) =>
      (await work(who, days)).drafts.filter((draft) => draft.personId === personId);
    expect(await old(author, 14)).toEqual([]);
    expect(await old(author, 15)).toMatchObject([{ name: expect.stringContaining("OBI"), updatedAt: AT }]);
    expect(await old(colleague, 15)).toEqual([]);
    expect((await listDrafts(author!({ requestedAt: later(15) }))).waiting).toContainEqual(
      expect.objectContaining({ personId, isOld: true }),
    );
  });

  test("is a task of its author's alone after four weeks; after six the team hears of it, without a word", async () => {
    const personId = await aDraft();
    await raiseDraftTasks(job(), later(27));
    expect(await all(personId)).toEqual([]);
    await raiseDraftTasks(job(), later(29));
    await raiseDraftTasks(job(), later(30));
    expect(await tasksOf(author, 30, personId)).toMatchObject([{ kind: "draft_waits", stillSo: true }]);
    expect(await tasksOf(colleague, 30, personId)).toEqual([]);
    const [own] = await tasksOf(author, 30, personId);
    expect(await openTask(colleague!(), own!.id)).toBeUndefined();
    await raiseDraftTasks(job(), later(43));
    const [teams] = await tasksOf(colleague, 43, personId);
    expect(teams).toMatchObject({ kind: "team_draft_waits", headline: expect.stringContaining("Leila Aziz") });
    expect(JSON.stringify(await scene.sql("select * from task where person_id = $1", [personId]))).not.toContain(
      SECRET,
    );
    expect(await finishTask(author!(), { taskId: own!.id, outcome: "dealt_with", key: newId() })).toMatchObject({
      ok: false,
      why: expect.stringContaining("still waits"),
    });
    await discardDraft(author!({ requestedAt: later(44) }), { personId });
    expect(await all(personId)).toEqual([
      { kind: "draft_waits", outcome: "dealt_with" },
      { kind: "team_draft_waits", outcome: "dealt_with" },
    ]);
  });

  test("and is taken up again is asked about no more, until it lies for as long again", async () => {
    const personId = await aDraft();
    await raiseDraftTasks(job(), later(29));
    const edit = { id: newId(), unit: "needs/pain", values: { what: "more" }, seen: { what: SECRET } };
    await saveEdits(author!(), { personId, edits: [edit], at: later(29) });
    expect(await raiseDraftTasks(job(), later(30))).toMatchObject({ ended: 1 });
    expect(await all(personId)).toEqual([{ kind: "draft_waits", outcome: "overtaken" }]);
    await raiseDraftTasks(job(), later(58));
    expect(await all(personId)).toMatchObject([{ outcome: "overtaken" }, { kind: "draft_waits", outcome: null }]);
  });

  test("of somebody who works there no longer is told to the team as soon as its author would be", async () => {
    const left = await employed("Dr Gone", "gp");
    const personId = await aDraft(left);
    await scene.sql("update assignment set ends_at = now() where account_id = $1", [left().accountId]);
    await raiseDraftTasks(job(), later(29));
    expect(await all(personId)).toEqual([{ kind: "team_draft_waits", outcome: null }]);
    expect((await tasksOf(colleague, 30, personId))[0]!.headline).toContain("works here no longer");
  });

  test("is asked about after as many days as a clinical lead signed", async () => {
    const personId = await aDraft();
    await scene.sql(
      "insert into setting (name, version, value, source, mark) values ('draft.task-days', 1, '5', 'here', 'P')",
    );
    await raiseDraftTasks(job(), later(6));
    await scene.sql("delete from setting where name = 'draft.task-days'");
    expect(await all(personId)).toMatchObject([{ kind: "draft_waits" }]);
  });
});

describe("a draft of a person whom its author no longer looks after", () => {
  /** The person moves to the other practice; the author's own does not look after them any more. */
  async function moved(to: string | null = scene.elsewhere) {
    const personId = await aDraft();
    await scene.sql("update relationship set ends_at = now() - interval '1 minute' where person_id = $1", [personId]);
    await scene.sql("update person set practice_id = $2 where id = $1", [personId, to]);
    if (to)
      await scene.sql(
        `insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at)
         values ($1, 'organisation', $2, 'registered_practice', 'new', now() - interval '1 minute')`,
        [personId, to],
      );
    return personId;
  }
  const hand = async (personId: string, written = 0, who = author!) => {
    const revision = ((await readOwnWords(author!(), personId))?.revision ?? 0) + written;
    return handOverDraft(who(), { personId, revision, note: "Seen at home", key: newId() });
  };

  test("is listed without a name; its author reads the own words, and nobody else does", async () => {
    const personId = await moved();
    const { waiting } = await listDrafts(author!());
    const row = waiting.find((draft) => draft.personId === personId);
    expect(row).toMatchObject({ sections: [] });
    expect(row!.name).toBeUndefined();
    const own = await readOwnWords(author!(), personId);
    expect(own).toMatchObject({ near: false, words: [{ unit: "needs/pain", lines: [{ after: SECRET }] }] });
    expect(await readOwnWords(colleague!(), personId)).toBeUndefined();
    expect(await readOwnWords(author!(), "not-an-id")).toBeUndefined();
  });

  test("goes to those who look after the person now, as a proposal; nothing of it vanishes", async () => {
    const personId = await moved();
    expect(await hand(personId)).toEqual({ ok: true });
    expect((await listDrafts(author!())).waiting.map((draft) => draft.personId)).not.toContain(personId);
    const [proposal] = (await readProposals(scene.asStranger(), personId))!.proposals;
    expect(JSON.stringify(proposal)).toContain(SECRET);
    expect(proposal).toMatchObject({ fromName: "Leila Aziz", state: "open", may: expect.arrayContaining(["take"]) });
    expect(
      await scene.sql("select kind, organisation_id from task where person_id = $1 and done_at is null", [personId]),
    ).toEqual([{ kind: "plan_proposed", organisation_id: scene.elsewhere }]);
    const [ended] = await scene.sql("select ended_as, operations::text from plan_draft_ended where person_id = $1", [
      personId,
    ]);
    expect(ended).toMatchObject({ ended_as: "handed_over", operations: expect.stringContaining(SECRET) });
    expect(await scene.sql("select 1 from outbox where payload::text like '%SECRET%'")).toEqual([]);
  });

  test("stays where it is when nobody looks after the person, when it changed since, or when it is another's", async () => {
    const alone = await moved(null);
    expect(await hand(alone)).toEqual({ ok: false, why: "nobody" });
    const personId = await moved();
    expect(await hand(personId, 7)).toEqual({ ok: false, why: "stale" });
    expect(await hand(personId, 0, colleague!)).toEqual({ ok: false, why: "not found" });
    const near = await aDraft();
    expect(await hand(near)).toEqual({ ok: false, why: "near" });
    const left = await scene.sql("select person_id from plan_draft where person_id = any ($1)", [
      [alone, personId, near],
    ]);
    expect(left).toHaveLength(3);
  });
});

describe("edits of drafts that ended", () => {
  const type = async (personId: string, words: readonly string[], from: string | null = null, who = author!) => {
    let seen = from === null ? null : { what: from };
    for (const what of words) {
      const edits = [{ id: newId(), unit: "needs/pain", values: { what }, seen }];
      expect((await saveEdits(who(), { personId, edits, at: AT })).results).toMatchObject([{ outcome: "saved" }]);
      seen = { what };
    }
  };
  const logged = async (personId: string) =>
    (
      await scene.sql<{ values: { what: string } }>(
        "select values from plan_draft_edit where person_id = $1 order by at, id",
        [personId],
      )
    ).map(({ values }) => values.what);
  const folded = async (personId: string) =>
    (
      await scene.sql<{ edits: { values: { what: string } }[] | null }>(
        "select edits from plan_draft_ended where person_id = $1",
        [personId],
      )
    ).flatMap(({ edits }) => (edits ?? []).map(({ values }) => values.what));

  test("are folded into one row after a year, word for word, and not a day earlier", async () => {
    const personId = await scene.aPerson();
    await type(personId, ["a", "ab", "abc"]);
    await discardDraft(author!({ requestedAt: AT }), { personId });
    await foldOldEdits(job(), later(364));
    expect(await logged(personId)).toEqual(["a", "ab", "abc"]);
    expect(await foldOldEdits(job(), later(366))).toBeGreaterThanOrEqual(3);
    expect(await logged(personId)).toEqual([]);
    expect((await folded(personId)).sort()).toEqual(["a", "ab", "abc"]);
    expect(await foldOldEdits(job(), later(367))).toBe(0);
  });

  test("of an author who writes there now stay as they are, however old", async () => {
    const personId = await scene.aPerson();
    await type(personId, ["a"]);
    await discardDraft(author!({ requestedAt: AT }), { personId });
    await type(personId, ["b"]);
    await foldOldEdits(job(), later(3000));
    expect(await logged(personId)).toHaveLength(2);
    expect(await folded(personId)).toEqual([]);
  });

  test("never leave words behind that were put aside and wait for their author", async () => {
    const personId = await scene.aPerson();
    await type(personId, ["mine"]);
    const late = { id: newId(), unit: "needs/pain", values: { what: "put aside" }, seen: { what: "never seen" } };
    await saveEdits(author!(), { personId, edits: [late], at: later(1) });
    await discardDraft(author!({ requestedAt: later(2) }), { personId });
    await foldOldEdits(job(), later(400));
    expect(await logged(personId)).toEqual(["put aside"]);
    expect((await readConflicts(author!(), personId))!.putAside).toMatchObject([{ values: { what: "put aside" } }]);
  });

  test("that were put aside and settled since go together with what settled them", async () => {
    const personId = await scene.aPerson();
    await type(personId, ["mine"]);
    const late = { id: newId(), unit: "needs/pain", values: { what: "put aside" }, seen: { what: "never seen" } };
    await saveEdits(author!(), { personId, edits: [late], at: AT });
    const settled = { id: newId(), unit: "needs/pain", values: { what: "third" }, seen: { what: "mine" } };
    await saveEdits(author!(), { personId, edits: [settled], at: later(1) });
    await discardDraft(author!({ requestedAt: later(2) }), { personId });
    await foldOldEdits(job(), later(400));
    expect(await logged(personId)).toEqual([]);
    expect((await folded(personId)).sort()).toEqual(["mine", "put aside", "third"]);
    expect((await readConflicts(author!(), personId))!.putAside).toEqual([]);
  });

  test("are folded by the job alone, and no setting makes it sooner than a browser may send one again", async () => {
    const personId = await scene.aPerson();
    await type(personId, ["a"]);
    await discardDraft(author!({ requestedAt: AT }), { personId });
    await scene.sql(
      "insert into setting (name, version, value, source, mark) values ('draft.fold-days', 1, '1', 'here', 'P')",
    );
    await foldOldEdits(job(), later(29));
    expect(await logged(personId)).toEqual(["a"]);
    await foldOldEdits(job(), later(31));
    await scene.sql("delete from setting where name = 'draft.fold-days'");
    expect(await logged(personId)).toEqual([]);
    const { asViewer } = await import("../../app/data/database.server");
    await expect(
      asViewer(author!(), "command", (db) => db.$queryRaw`select confer_fold_draft_edits(now(), 10)`),
    ).rejects.toThrow(/Only a job/);
  });
});
