/** While one line of a draft is in conflict, every other edit is kept as it was acknowledged: none vanishes, none is put over words unseen. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { bringBackDraft, listDrafts } from "../../app/data/plan-draft-lists.server";
import { discardDraft } from "../../app/data/plan-drafts.server";
import { saveEdits } from "../../app/data/plan-edits.server";
import { readProposals } from "../../app/data/plan-proposal-lists.server";
import { proposeForSigning, takeProposal } from "../../app/data/plan-proposals.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { readConflicts, settleConflicts } from "../../app/data/plan-settling.server";
import type { Operation, Values } from "../../app/domain/plan";
import type { Choices, Edit } from "../../app/domain/plan-edits";
import type { StaffViewer } from "../../app/domain/viewer";
import { type TestDatabase, testDatabase } from "../support/database";
import { AGREED_TODAY, AT as at, type PlanScene, planScene } from "../support/plan-scene";

let database: TestDatabase;
let scene: PlanScene;

beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
});

const about = (field: string, words: string): Operation => ({ unit: `aboutMe.${field}`, values: { [field]: words } });
const strength = (what: string): Operation => ({ unit: "strengths/new1", values: { what } });

const save = async (who: StaffViewer, personId: string, unit: string, values: Values | null, seen: Values | null) =>
  (await saveEdits(who, { personId, edits: [{ id: newId(), unit, values, seen }], at })).results[0]!.outcome;
const shown = async (who: StaffViewer, personId: string) => {
  const { withDraft } = (await readPlan(who, personId, at))!;
  const { wellness, pleaseDo } = withDraft.sections.aboutMe.fields;
  return { wellness, pleaseDo, strengths: withDraft.sections.strengths.items.map(({ what }) => what) };
};
async function publishes(who: () => StaffViewer, personId: string, ...operations: Operation[]) {
  expect(await scene.draft(who(), personId, ...operations)).toMatchObject({ ok: true });
  expect(await scene.publish(who(), personId)).toMatchObject({ ok: true });
}

/** The nurse drafts one line; the GP publishes that line and others, which the nurse then has seen. */
async function inConflict(): Promise<string> {
  const personId = await scene.aLivePlan([about("wellness", "old"), AGREED_TODAY]);
  expect(await save(scene.asNurse(), personId, "aboutMe.wellness", { wellness: "NURSE" }, { wellness: "old" })).toBe(
    "saved",
  );
  await publishes(scene.asGp, personId, about("wellness", "GP"), about("pleaseDo", "GP new"), strength("Sings"));
  return personId;
}
const settle = async (who: () => StaffViewer, personId: string, choices: Choices) =>
  settleConflicts(who(), { personId, shown: (await readConflicts(who(), personId))!.version, choices, at });

describe("while one line is in conflict", () => {
  test("what others added is taken out, and stays out", async () => {
    const personId = await inConflict();
    expect(await save(scene.asNurse(), personId, "aboutMe.pleaseDo", null, { pleaseDo: "GP new" })).toBe("saved");
    expect(await save(scene.asNurse(), personId, "strengths/new1", null, { what: "Sings" })).toBe("saved");
    expect(await shown(scene.asNurse(), personId)).toEqual({ wellness: "NURSE", pleaseDo: undefined, strengths: [] });
    expect((await readConflicts(scene.asNurse(), personId))!.conflicts).toMatchObject([
      { unit: "aboutMe.wellness", base: { wellness: "old" }, mine: { wellness: "NURSE" }, theirs: { wellness: "GP" } },
    ]);
    expect(await settle(scene.asNurse, personId, { "aboutMe.wellness": "theirs" })).toEqual({ ok: true });
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
    expect(await shown(scene.asGp(), personId)).toEqual({ wellness: "GP", pleaseDo: undefined, strengths: [] });
  });

  test("words that stood there before are put back, and stand", async () => {
    const personId = await scene.aLivePlan([about("wellness", "old"), about("pleaseDo", "first")]);
    await scene.draft(scene.asNurse(), personId, about("wellness", "NURSE"));
    await publishes(scene.asGp, personId, about("wellness", "GP"), about("pleaseDo", "second"));
    const [first, second] = [{ pleaseDo: "first" }, { pleaseDo: "second" }];
    expect(await save(scene.asNurse(), personId, "aboutMe.pleaseDo", first, second)).toBe("saved");
    expect((await shown(scene.asNurse(), personId)).pleaseDo).toBe("first");
    // Nor is it lost by the next edit, nor by what others publish beside it.
    await publishes(scene.asGp, personId, strength("Sings"));
    expect(await save(scene.asNurse(), personId, "aboutMe.support", { support: "Daughter" }, null)).toBe("saved");
    expect((await shown(scene.asNurse(), personId)).pleaseDo).toBe("first");
    expect(await settle(scene.asNurse, personId, { "aboutMe.wellness": "mine" })).toEqual({ ok: true });
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
    expect(await shown(scene.asGp(), personId)).toEqual({ wellness: "NURSE", pleaseDo: "first", strengths: ["Sings"] });
  });

  test("in that very line the old words put back are a conflict still, and not nothing", async () => {
    const personId = await inConflict();
    const [old, nurse] = [{ wellness: "old" }, { wellness: "NURSE" }];
    expect(await save(scene.asNurse(), personId, "aboutMe.wellness", old, nurse)).toBe("saved");
    expect((await shown(scene.asNurse(), personId)).wellness).toBe("old");
    expect((await readConflicts(scene.asNurse(), personId))!.conflicts).toMatchObject([
      { unit: "aboutMe.wellness", mine: old, theirs: { wellness: "GP" } },
    ]);
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: false, why: "conflicts" });
  });

  test("a line that others change later is a conflict with what the author saw, not with what was there at first", async () => {
    const personId = await inConflict();
    const [gp, nurse] = [{ pleaseDo: "GP new" }, { pleaseDo: "NURSE too" }];
    expect(await save(scene.asNurse(), personId, "aboutMe.pleaseDo", nurse, gp)).toBe("saved");
    await publishes(scene.asGp, personId, about("pleaseDo", "GP newest"));
    expect((await readConflicts(scene.asNurse(), personId))!.conflicts).toMatchObject([
      { unit: "aboutMe.wellness", base: { wellness: "old" } },
      { unit: "aboutMe.pleaseDo", base: gp, mine: nurse, theirs: { pleaseDo: "GP newest" } },
    ]);
  });

  test("a proposal that is taken is kept whole", async () => {
    const personId = await scene.aLivePlan([about("wellness", "old"), about("pleaseDo", "first")]);
    await scene.draft(scene.asNurse(), personId, about("wellness", "NURSE"));
    await publishes(scene.asGp, personId, about("wellness", "GP"), about("pleaseDo", "second"));
    await scene.draft(scene.asSocialWorker(), personId, about("pleaseDo", "first"));
    const note = "As she wants it";
    const proposal = { personId, sections: ["aboutMe"], note, key: newId(), at } as const;
    const proposed = await proposeForSigning(scene.asSocialWorker(), proposal);
    const id = proposed.ok ? proposed.proposed[0]! : "";
    const read = (await readProposals(scene.asNurse(), personId))!;
    const take = { personId, id, shown: read, choices: {}, key: newId(), at };
    expect(await takeProposal(scene.asNurse(), take)).toEqual({ ok: true });
    expect((await shown(scene.asNurse(), personId)).pleaseDo).toBe("first");
  });

  test("the draft is thrown away and brought back with each line on what its author saw", async () => {
    const personId = await inConflict();
    await save(scene.asNurse(), personId, "aboutMe.pleaseDo", null, { pleaseDo: "GP new" });
    const before = (await readConflicts(scene.asNurse(), personId))!.conflicts;
    await discardDraft(scene.asNurse(), { personId });
    expect(await shown(scene.asNurse(), personId)).toMatchObject({ wellness: "GP", pleaseDo: "GP new" });
    // Beside a newer draft of another line.
    await scene.draft(scene.asNurse(), personId, about("support", "Daughter"));
    const id = (await listDrafts(scene.asNurse())).thrownAway.find((one) => one.personId === personId)!.id;
    expect(await bringBackDraft(scene.asNurse(), { personId, id })).toMatchObject({ ok: false, why: "in draft" });
    await discardDraft(scene.asNurse(), { personId });
    expect(await bringBackDraft(scene.asNurse(), { personId, id })).toEqual({ ok: true });
    expect(await shown(scene.asNurse(), personId)).toMatchObject({ wellness: "NURSE", pleaseDo: undefined });
    expect((await readConflicts(scene.asNurse(), personId))!.conflicts).toMatchObject(
      before.map(({ unit, base, mine, theirs }) => ({ unit, base, mine, theirs })),
    );
  });
});

test("an edit that the database did not keep as it was told is answered as a conflict, and its words are put aside", async () => {
  const personId = await scene.aLivePlan([about("wellness", "old")]);
  await database.sql(`create function lose_words() returns trigger language plpgsql as $$
    begin new.operations = jsonb_path_query_array(new.operations, '$[*] ? (@.unit != "aboutMe.wellness")'); return new; end $$`);
  await database.sql(
    "create trigger lose_words before insert or update on plan_draft for each row execute function lose_words()",
  );
  try {
    const edits: Edit[] = [
      { id: newId(), unit: "aboutMe.wellness", values: { wellness: "lost" }, seen: { wellness: "old" } },
      { id: newId(), unit: "aboutMe.support", values: { support: "kept" }, seen: null },
    ];
    const { results } = await saveEdits(scene.asNurse(), { personId, edits, at });
    expect(results).toMatchObject([
      { outcome: "conflict", now: { wellness: "old" }, by: { name: "Dr Amir Khan" } },
      { outcome: "saved", now: { support: "kept" } },
    ]);
    // The same edit again is answered the same.
    expect((await saveEdits(scene.asNurse(), { personId, edits, at })).results[0]).toMatchObject({
      outcome: "conflict",
    });
    expect((await readConflicts(scene.asNurse(), personId))!.putAside).toMatchObject([
      { unit: "aboutMe.wellness", values: { wellness: "lost" }, now: { wellness: "old" } },
    ]);
  } finally {
    await database.sql("drop trigger lose_words on plan_draft");
  }
});

describe("a page that shows a draft", () => {
  test("publishes no later draft of the same author, however alike they count", async () => {
    const personId = await scene.aLivePlan();
    await scene.draft(scene.asGp(), personId, about("wellness", "reviewed"));
    const { revision } = (await readConflicts(scene.asGp(), personId))!;
    await discardDraft(scene.asGp(), { personId });
    await scene.draft(scene.asGp(), personId, about("support", "never reviewed"));
    expect(await scene.publish(scene.asGp(), personId, { draftRevision: revision })).toEqual({
      ok: false,
      why: "draft changed",
    });
  });

  test("takes no proposal into a later draft", async () => {
    const personId = await scene.aLivePlan();
    await scene.draft(scene.asSocialWorker(), personId, about("support", "Daughter"));
    const proposal = { personId, sections: ["aboutMe"], note: "", key: newId(), at } as const;
    const proposed = await proposeForSigning(scene.asSocialWorker(), proposal);
    const id = proposed.ok ? proposed.proposed[0]! : "";
    await scene.draft(scene.asNurse(), personId, about("wellness", "one"));
    const shown = (await readProposals(scene.asNurse(), personId))!;
    await discardDraft(scene.asNurse(), { personId });
    await scene.draft(scene.asNurse(), personId, about("wellness", "another"));
    const take = { personId, id, shown, choices: {}, key: newId(), at };
    expect(await takeProposal(scene.asNurse(), take)).toEqual({ ok: false, why: "stale" });
  });
});

test("publishing is done once and answered the same, agreement and all, however often it is pressed", async () => {
  const personId = await scene.aLivePlan();
  await scene.draft(scene.asGp(), personId, about("wellness", "one"));
  const { revision: draftRevision } = (await readConflicts(scene.asGp(), personId))!;
  const agreement = [{ ...AGREED_TODAY, values: { ...AGREED_TODAY.values, copyHow: "Easy read" } }];
  const press = { key: newId(), draftRevision, agreement };
  expect(await scene.publish(scene.asGp(), personId, press)).toEqual({ ok: true, version: 2 });
  expect(await scene.publish(scene.asGp(), personId, press)).toEqual({ ok: true, version: 2 });
  const { document, version } = (await readPlan(scene.asGp(), personId, at))!;
  expect([version, document.sections.agreement.fields.copyHow]).toEqual([2, "Easy read"]);
});

test("what was said of agreement is in the draft when publishing is refused for something else", async () => {
  const personId = await scene.aLivePlan();
  await scene.draft(scene.asGp(), personId, about("wellness", "one"));
  const { revision: draftRevision } = (await readConflicts(scene.asGp(), personId))!;
  const agreement = [{ ...AGREED_TODAY, values: { ...AGREED_TODAY.values, copyHow: "Easy read" } }];
  const asked = { draftRevision, agreement, reason: "" };
  expect(await scene.publish(scene.asGp(), personId, asked)).toEqual({ ok: false, why: "no reason" });
  const { withDraft } = (await readPlan(scene.asGp(), personId, at))!;
  expect(withDraft.sections.agreement.fields.copyHow).toBe("Easy read");
});
