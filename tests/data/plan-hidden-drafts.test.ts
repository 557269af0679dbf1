/** An author who is shown the desk instead of a hidden name never has that name among their own words, at whatever door. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { restoreVersion } from "../../app/data/plan-corrections.server";
import { readOwnWords } from "../../app/data/plan-draft-handing.server";
import { bringBackDraft, listDrafts } from "../../app/data/plan-draft-lists.server";
import { discardDraft } from "../../app/data/plan-drafts.server";
import { saveEdits } from "../../app/data/plan-edits.server";
import { readProposals } from "../../app/data/plan-proposal-lists.server";
import { proposeForSigning, takeBackProposal, takeProposal } from "../../app/data/plan-proposals.server";
import { readPublishing } from "../../app/data/plan-publishing.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { restrictPart } from "../../app/data/plan-restricting.server";
import { readConflicts, settleConflicts } from "../../app/data/plan-settling.server";
import type { Values } from "../../app/domain/plan";
import type { Choices } from "../../app/domain/plan-edits";
import { AS_IT_STANDS } from "../../app/domain/plan-hidden-rings";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { testDatabase } from "../support/database";
import { AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
const NAME = "Qqring Adeyemi";
const UNIT = "contingency/chest";
const LEAKS = /qqring|7946 ?0777/i;
const line: Values = { trigger: "Chest pain", doFirst: "Ring 999", ring: `${NAME}, 020 7946 0777`, unless: "never" };
const shown: Values = { ...line, ring: "Clinical desk" };

beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

async function aPlan(): Promise<string> {
  const personId = await scene.aLivePlan([
    { unit: "people/qqring", values: { name: NAME, role: "son", phone: "020 7946 0777" } },
    { unit: UNIT, values: line },
  ]);
  const restricted = { personId, unit: "people/qqring", kind: "hidden", roles: [], category: "wish" } as const;
  expect(await restrictPart(scene.asGp(), { ...restricted, key: newId(), render, at })).toEqual({ ok: true });
  return personId;
}

const edit = async (personId: string, values: Values | null, seen: Values | null, when = at) => {
  const edits = [{ id: newId(), unit: UNIT, values, seen }];
  return (await saveEdits(scene.asNurse(), { personId, edits, at: when })).results[0]!;
};
const drafted = async (personId: string): Promise<Values | null | undefined> => {
  const rows = await scene.sql<{ operations: { unit: string; values: Values | null }[] }>(
    "select operations from plan_draft where person_id = $1 and account_id = $2",
    [personId, scene.asNurse().accountId],
  );
  return rows[0]?.operations.find(({ unit }) => unit === UNIT)?.values;
};
const ringOf = async (personId: string) =>
  (await readPlan(scene.asGp(), personId, at))!.document.sections.contingency.items.find(({ id }) => id === "chest")!
    .ring;
const publishOf = async (who: StaffViewer, personId: string, values: Values) => {
  await scene.draft(who, personId, { unit: UNIT, values });
  expect(await scene.publish(who, personId)).toMatchObject({ ok: true });
};

/** Every page of the author's own words. */
const doors = async (personId: string, who = scene.asNurse()) => ({
  plan: await readPlan(who, personId, at),
  conflicts: await readConflicts(who, personId),
  own: await readOwnWords(who, personId),
  proposals: await readProposals(who, personId),
  publishing: await readPublishing(who, personId, { at }),
  drafts: await listDrafts(who),
});
const leaksAt = async (personId: string) =>
  Object.entries(await doors(personId)).flatMap(([door, read]) =>
    LEAKS.test(JSON.stringify(read)) || JSON.stringify(read)?.includes("\\u001a") ? [door] : [],
  );

/** What the database holds of the author's own words. */
const keptOf = async (personId: string) =>
  JSON.stringify([
    await scene.sql("select operations::text from plan_draft where person_id = $1", [personId]),
    await scene.sql("select values::text from plan_draft_edit where person_id = $1", [personId]),
    await scene.sql("select operations::text from plan_draft_ended where person_id = $1 and ended_as = 'thrown_away'", [
      personId,
    ]),
    await scene.sql("select operations::text from plan_proposal where person_id = $1", [personId]),
  ]);

const changed: Values = { ...shown, doFirst: "Aspirin, then 999" };

describe("the name of somebody hidden", () => {
  test("is not in the draft of an author who is shown the desk, and is published as it stands then", async () => {
    const personId = await aPlan();
    expect(await edit(personId, changed, shown)).toMatchObject({ outcome: "saved", now: changed });
    expect(await keptOf(personId)).not.toMatch(LEAKS);
    expect(await leaksAt(personId)).toEqual([]);
    expect(JSON.stringify(await readOwnWords(scene.asNurse(), personId))).toContain("Clinical desk");
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
    expect(await ringOf(personId)).toBe(line.ring);
  });

  test("is on neither side of a conflict, nor in words put aside, nor in what is settled of it", async () => {
    const personId = await aPlan();
    await edit(personId, changed, shown);
    // Another window of hers: put aside.
    const later = new Date(at.getTime() + 60_000);
    expect(await edit(personId, { ...shown, doFirst: "Sit up" }, shown, later)).toMatchObject({ outcome: "conflict" });
    const before = (await readConflicts(scene.asNurse(), personId))!;
    expect(before.putAside).toMatchObject([{ values: { ...shown, doFirst: "Sit up" }, now: changed }]);
    await publishOf(scene.asGp(), personId, { ...line, doFirst: "Call the ward", ring: "Dr Newer, 020 7946 0888" });
    const read = (await readConflicts(scene.asNurse(), personId))!;
    expect(read.conflicts).toMatchObject([
      { base: shown, mine: { doFirst: changed.doFirst }, theirs: { ring: "Dr Newer, 020 7946 0888" } },
    ]);
    expect(read.putAside).toHaveLength(1);
    expect(await leaksAt(personId)).toEqual([]);
    const choices: Choices = { [UNIT]: "mine" };
    expect(await settleConflicts(scene.asNurse(), { personId, shown: 2, choices, at })).toEqual({ ok: true });
    expect(await leaksAt(personId)).toEqual([]);
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
    expect(await ringOf(personId)).toBe("Dr Newer, 020 7946 0888");
  });

  test.each<[string, Choices[string], string]>([
    ["the own text", "mine", changed.doFirst!],
    ["a third text", { third: { ...shown, doFirst: "Both" } }, "Both"],
  ])("stays in the plan where %s is kept against words published with it", async (_, choice, doFirst) => {
    const personId = await aPlan();
    await edit(personId, changed, shown);
    await publishOf(scene.asGp(), personId, { ...line, doFirst: "Call the ward" });
    expect((await readConflicts(scene.asNurse(), personId))!.conflicts).toMatchObject([
      { base: shown, mine: changed, theirs: { ...shown, doFirst: "Call the ward" } },
    ]);
    expect(await leaksAt(personId)).toEqual([]);
    await settleConflicts(scene.asNurse(), { personId, shown: 2, choices: { [UNIT]: choice }, at });
    expect(await keptOf(personId)).not.toMatch(LEAKS);
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
    expect(await ringOf(personId)).toBe(line.ring);
    const { document } = (await readPlan(scene.asGp(), personId, at))!;
    expect(document.sections.contingency.items.find(({ id }) => id === "chest")!.doFirst).toBe(doFirst);
  });

  test("that gives way to another name alone is no conflict of an author who left it", async () => {
    const personId = await aPlan();
    await edit(personId, changed, shown);
    await publishOf(scene.asGp(), personId, { ...line, ring: "Hospice, 020 7946 0999" });
    expect((await readConflicts(scene.asNurse(), personId))!.conflicts).toEqual([]);
    expect(await leaksAt(personId)).toEqual([]);
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
    expect(await ringOf(personId)).toBe("Hospice, 020 7946 0999");
  });

  test("is in no draft that was thrown away, brought back, and in none of whom the person left", async () => {
    const personId = await aPlan();
    await edit(personId, changed, shown);
    await discardDraft(scene.asNurse(), { personId });
    const [row] = await scene.sql<{ id: string }>(
      "select id from plan_draft_ended where person_id = $1 and ended_as = 'thrown_away'",
      [personId],
    );
    expect(await bringBackDraft(scene.asNurse(), { personId, id: row!.id })).toEqual({ ok: true });
    expect(await keptOf(personId)).not.toMatch(LEAKS);
    expect((await readPlan(scene.asNurse(), personId, at))!.draft?.conflicts).toEqual([]);
    await scene.sql("update relationship set ends_at = '2020-02-01' where person_id = $1", [personId]);
    const own = await readOwnWords(scene.asNurse(), personId);
    expect(own).toMatchObject({ near: false });
    expect(JSON.stringify(own)).toContain("Clinical desk");
    expect(JSON.stringify(own)).not.toMatch(LEAKS);
  });

  test("is in no proposal to its author, whatever is published meanwhile, and in no draft that it is taken back into", async () => {
    const personId = await aPlan();
    await edit(personId, changed, shown);
    const command = { personId, sections: ["contingency"], note: "", key: newId(), at } as const;
    const proposed = await proposeForSigning(scene.asNurse(), command);
    if (!proposed.ok) throw new Error(proposed.why);
    expect(await leaksAt(personId)).toEqual([]);
    await publishOf(scene.asGp(), personId, { ...line, ring: "Hospice, 020 7946 0999" });
    expect(await leaksAt(personId)).toEqual([]);
    await publishOf(scene.asGp(), personId, line);
    const read = (await readProposals(scene.asNurse(), personId))!;
    const taken = { personId, id: proposed.proposed[0]!, shown: read, choices: {}, key: newId(), at };
    expect(await takeBackProposal(scene.asNurse(), taken)).toEqual({ ok: true });
    expect(await leaksAt(personId)).toEqual([]);
    expect(await drafted(personId)).toEqual({ ...changed, ring: AS_IT_STANDS });
  });

  test("is read by a signer who may read it, and published as it stands", async () => {
    const personId = await aPlan();
    await edit(personId, changed, shown);
    const command = { personId, sections: ["contingency"], note: "", key: newId(), at } as const;
    await proposeForSigning(scene.asNurse(), command);
    const read = (await readProposals(scene.asGp(), personId))!;
    expect(JSON.stringify(read.proposals[0]!.changes)).toContain("Aspirin");
    expect(JSON.stringify(read)).not.toContain("Clinical desk");
    const { id } = read.proposals[0]!;
    const taking = { personId, id, shown: read, choices: {}, key: newId(), at };
    expect(await takeProposal(scene.asGp(), taking)).toEqual({ ok: true });
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
    expect(await ringOf(personId)).toBe(line.ring);
  });

  test("is in no draft that copies the line from the plan", async () => {
    const personId = await aPlan();
    await scene.draft(scene.asNurse(), personId, { unit: UNIT, values: { ...line, doFirst: "Other" } });
    expect(await drafted(personId)).toMatchObject({ ring: AS_IT_STANDS });
  });
});

describe("“Clinical desk”", () => {
  const own: Values = { ...shown, ring: "Dr Own, 020 7946 0666" };

  test("stays as it stands when an older version is restored by somebody who is shown the desk", async () => {
    const personId = await aPlan();
    const version = (await readPlan(scene.asGp(), personId, at))!.version;
    await publishOf(scene.asGp(), personId, { ...line, doFirst: "Sit up, then ring 999" });
    const command = { personId, version, key: newId(), at };
    expect(await restoreVersion(scene.asNurse(), command)).toEqual({ ok: true, lines: 1 });
    expect((await drafted(personId))!.ring).toBe(AS_IT_STANDS);
    expect(await leaksAt(personId)).toEqual([]);
  });

  test("written over one's own words is the desk, and stays it through further edits", async () => {
    const personId = await aPlan();
    expect(await edit(personId, own, shown)).toMatchObject({ outcome: "saved", now: own });
    expect(await edit(personId, shown, own)).toMatchObject({ outcome: "saved", now: shown });
    expect(await drafted(personId)).toEqual(shown);
    expect(await edit(personId, changed, shown)).toMatchObject({ outcome: "saved", now: changed });
    expect(await drafted(personId)).toEqual(changed);
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
    expect(await ringOf(personId)).toBe("Clinical desk");
  });

  test("left as it was shown leaves no draft where nothing else is changed", async () => {
    const personId = await aPlan();
    await edit(personId, changed, shown);
    expect(await edit(personId, shown, changed)).toMatchObject({ outcome: "saved", now: shown });
    expect(await drafted(personId)).toBeUndefined();
  });

  test("the mark itself is written by no author", async () => {
    const personId = await aPlan();
    const typed = { ...shown, ring: `${AS_IT_STANDS}Dr Own, 020 7946 0666` };
    expect(await edit(personId, typed, shown)).toMatchObject({ outcome: "saved", now: own });
    expect(await drafted(personId)).toEqual(own);
    expect(await edit(personId, { ...own, ring: AS_IT_STANDS }, own)).toMatchObject({ outcome: "saved" });
    expect(await drafted(personId)).toEqual({ trigger: line.trigger, doFirst: line.doFirst, unless: "never" });
  });
});
