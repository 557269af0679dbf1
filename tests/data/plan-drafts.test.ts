import { beforeAll, describe, expect, test } from "vitest";
import { findActionOwners } from "../../app/data/action-owners.server";
import { asViewer } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { bringBackDraft, listDrafts } from "../../app/data/plan-draft-lists.server";
import { discardDraft, endDraft, lockDraft, saveDraft } from "../../app/data/plan-drafts.server";
import { saveEdits } from "../../app/data/plan-edits.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { readConflicts, settleConflicts } from "../../app/data/plan-settling.server";
import { publishPlan } from "../../app/data/plans.server";
import { londonDate } from "../../app/domain/dates";
import type { Operation, Values } from "../../app/domain/plan";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let database: TestDatabase;
let scene: Awaited<ReturnType<typeof registryScene>>;
let gp: StaffViewer;
let nurse: StaffViewer;
let coordinator: StaffViewer;
const at = new Date();

beforeAll(async () => {
  database = await testDatabase();
  scene = await registryScene(database);
  gp = { ...scene.gp, permissions: ["sign emergency recommendation", "endorse emergency recommendation"] };
  nurse = await colleague("Sr Mensah", "practice_nurse");
  coordinator = await colleague("Priya Shah", "care_coordinator");
});

async function colleague(name: string, role: StaffViewer["role"]): Promise<StaffViewer> {
  const accountId = newId();
  await database.sql("insert into account (id, email, name, password_hash) values ($1::uuid, $1::text, $2, '')", [
    accountId,
    name,
  ]);
  return { ...scene.gp, accountId, role, name, permissions: [], holders: [accountId, scene.gp.organisationId] };
}

const aPerson = () => scene.listed(newId().slice(-6), scene.organisations.practice);
const publish = (who: StaffViewer, personId: string) =>
  publishPlan(again(who), { personId, key: newId(), reason: "Review", render, at: new Date() });

/** So that a change needs no new agreement. */
const AGREED_TODAY = {
  unit: "agreement",
  values: { agreed: "person", on: londonDate(at), copy: "yes", copyOn: londonDate(at), copyHow: "Large print" },
};

async function aLivePlan(): Promise<string> {
  const personId = await aPerson();
  await saveDraft(again(gp), { personId, operations: [...PLAN_OPERATIONS, AGREED_TODAY], at });
  expect(await publish(gp, personId)).toMatchObject({ ok: true });
  return personId;
}

const UNIT = "usual.mobility";
const moving = (mobility: string): Values => ({ mobility });
const edit = (to: string, seen: string | null, change: Partial<{ id: string; unit: string }> = {}) => ({
  id: newId(),
  unit: UNIT,
  values: moving(to),
  seen: seen === null ? null : moving(seen),
  ...change,
});
const save = async (who: StaffViewer, personId: string, ...edits: ReturnType<typeof edit>[]) =>
  (await saveEdits(again(who), { personId, edits, at: new Date() })).results;
const drafted = async (who: StaffViewer, personId: string) =>
  (await readPlan(again(who), personId, at))!.withDraft.sections.usual.fields.mobility;

describe("an edit", () => {
  test("is saved once however often it is sent, and answered the same", async () => {
    const personId = await aLivePlan();
    const first = edit("in bed", "walks with frame");
    expect(await save(gp, personId, first)).toEqual([{ id: first.id, outcome: "saved", now: moving("in bed") }]);
    await save(gp, personId, edit("in a chair", "in bed"));
    // Its answer was lost: it comes again after a later one.
    expect(await save(gp, personId, first)).toEqual([{ id: first.id, outcome: "saved", now: moving("in bed") }]);
    expect(await drafted(gp, personId)).toBe("in a chair");
  });

  test("of two windows of one author: neither puts its words over what it did not see", async () => {
    const personId = await aLivePlan();
    await save(gp, personId, edit("in bed", "walks with frame"));
    const [answer] = await save(gp, personId, edit("in a chair", "walks with frame"));
    expect(answer).toMatchObject({ outcome: "conflict", now: moving("in bed"), by: { own: true } });
    expect(await drafted(gp, personId)).toBe("in bed");
    // Another section does not quarrel.
    const other = { id: newId(), unit: "usual.oxygen", values: { oxygen: "none" }, seen: null };
    const { results } = await saveEdits(again(gp), { personId, edits: [other], at });
    expect(results).toMatchObject([{ outcome: "conflict", now: { oxygen: expect.any(String) } }]);
  });

  test("over what somebody published meanwhile is a conflict that names them", async () => {
    const personId = await aLivePlan();
    await save(nurse, personId, edit("with two sticks", "walks with frame"));
    expect(await publish(nurse, personId)).toMatchObject({ ok: true });
    const late = edit("in bed", "walks with frame");
    expect(await save(gp, personId, late)).toMatchObject([
      { outcome: "conflict", now: moving("with two sticks"), by: { own: false, name: "Sr Mensah" } },
    ]);
    // Sent again it is the same answer, and the words are kept although no draft holds them.
    expect(await save(gp, personId, late)).toMatchObject([{ outcome: "conflict" }]);
    expect((await readConflicts(again(gp), personId))!.putAside).toMatchObject([
      { unit: UNIT, values: moving("in bed"), now: moving("with two sticks"), by: { name: "Sr Mensah" } },
    ]);
    expect(await save(gp, personId, edit("in bed", "with two sticks"))).toMatchObject([{ outcome: "saved" }]);
    expect((await readConflicts(again(gp), personId))!.putAside).toEqual([]);
    expect(await publish(gp, personId)).toMatchObject({ ok: true });
  });

  test("over what was taken out meanwhile names who took it out", async () => {
    const personId = await aLivePlan();
    await saveDraft(again(nurse), { personId, operations: [{ unit: UNIT, values: null }], at });
    expect(await publish(nurse, personId)).toMatchObject({ ok: true });
    expect(await save(gp, personId, edit("in bed", "walks with frame"))).toMatchObject([
      { outcome: "conflict", now: null, by: { name: "Sr Mensah" } },
    ]);
  });

  test("several of one message stand one upon the other", async () => {
    const personId = await aLivePlan();
    const answers = await save(gp, personId, edit("a", "walks with frame"), edit("b", "a"), edit("c", "a"));
    expect(answers.map(({ outcome }) => outcome)).toEqual(["saved", "saved", "conflict"]);
    expect(await drafted(gp, personId)).toBe("b");
  });

  test("of an action gets the name of its owner from us, and keeps it", async () => {
    const personId = await aLivePlan();
    const unit = "actions/visit";
    const typed = { what: "Visit", owner: `/${scene.gp.organisationId}`, ownerName: "Forged", dueOn: "2027-01-02" };
    const [{ name: ownerName } = { name: "" }] = await database.sql<{ name: string }>(
      "select name from organisation where id = $1",
      [scene.gp.organisationId],
    );
    const first = { id: newId(), unit, values: typed, seen: null };
    const { results } = await saveEdits(again(gp), { personId, edits: [first], at });
    expect(results).toMatchObject([{ outcome: "saved", now: { ownerName } }]);
    const now = results[0]!.now!;
    const second = { id: newId(), unit, values: { ...typed, what: "Ring first" }, seen: now };
    const later = await saveEdits(again(gp), { personId, edits: [second], at });
    expect(later.results).toMatchObject([{ outcome: "saved", now: { what: "Ring first", ownerName } }]);
  });

  test("of an action for somebody who is offered none is refused, and the owner is not left out silently", async () => {
    const personId = await aLivePlan();
    const typed = { what: "Visit", owner: `${newId()}/${scene.gp.organisationId}`, dueOn: "2027-01-02" };
    const edits = [{ id: newId(), unit: "actions/visit", values: typed, seen: null }];
    expect((await saveEdits(again(gp), { personId, edits, at })).results).toEqual([
      { id: edits[0]!.id, outcome: "no such owner" },
    ]);
    expect((await readPlan(again(gp), personId, at))!.withDraft.sections.actions.items).toEqual([]);
    // The same edit with somebody who is.
    const mended = [{ ...edits[0]!, values: { ...typed, owner: `/${scene.gp.organisationId}` } }];
    expect((await saveEdits(again(gp), { personId, edits: mended, at })).results).toMatchObject([{ outcome: "saved" }]);
  });

  test("of an action finds its owner also where a form offers others only", async () => {
    const personId = await aLivePlan();
    await database.sql(
      `insert into organisation (id, ods_code, name, kind)
       select gen_random_uuid(), 'AA' || n, 'AAA ' || n, 'practice' from generate_series(1, 300) n`,
    );
    try {
      const owner = `/${scene.gp.organisationId}`;
      expect((await findActionOwners(again(gp))).some((one) => one.owner === owner)).toBe(false);
      const values = { what: "Visit", owner, dueOn: "2027-01-02" };
      const edits = [{ id: newId(), unit: "actions/visit", values, seen: null }];
      const { results } = await saveEdits(again(gp), { personId, edits, at });
      expect(results).toMatchObject([{ outcome: "saved", now: { owner, ownerName: expect.any(String) } }]);
    } finally {
      await database.sql("delete from organisation where ods_code like 'AA%'");
    }
  });

  test("longer than a draft holds is refused, and the draft can still be read", async () => {
    const personId = await aLivePlan();
    const mobility = "x".repeat(4_001);
    expect(await save(gp, personId, edit(mobility, "walks with frame"))).toMatchObject([{ outcome: "too long" }]);
    const operations = [{ unit: UNIT, values: moving(mobility) }];
    expect(await saveDraft(again(gp), { personId, operations, at })).toEqual({ ok: false, why: "too long" });
    expect(await drafted(gp, personId)).toBe("walks with frame");
  });

  test("of somebody without business with the person is not found, and nothing of the plan comes back", async () => {
    const personId = await aLivePlan();
    const stranger = { ...(await colleague("Dr Other", "gp")), holders: [newId()], organisationId: newId() };
    expect(await save(stranger, personId, edit("x", null))).toEqual([{ id: expect.any(String), outcome: "not found" }]);
  });

  test("under the id of a line that is hidden is answered as under an id that nothing has, and touches it not", async () => {
    const personId = await aPerson();
    const hidden: Operation = { unit: "needs/n1", values: { what: "HIDDEN-WORDS", restriction: "hidden" } };
    await saveDraft(again(gp), { personId, operations: [...PLAN_OPERATIONS, hidden], at });
    expect(await publish(gp, personId)).toMatchObject({ ok: true });
    const answers = async (unit: string) => {
      const steps = [
        { values: { what: "x" }, seen: { what: "something else" } },
        { values: { what: "x" }, seen: null },
        { values: { what: "xy" }, seen: { what: "x" } },
        { values: null, seen: { what: "xy" } },
        { values: { what: "again" }, seen: null },
      ];
      const said = [];
      for (const step of steps) {
        const edits = [{ id: newId(), unit, ...step }];
        const { results } = await saveEdits(again(coordinator), { personId, edits, at });
        said.push(...results.map(({ id: _, ...result }) => result));
      }
      return said;
    };
    const there = await answers("needs/n1");
    expect(there).toEqual(await answers("needs/nobody"));
    expect(there.map(({ outcome }) => outcome)).toEqual(["conflict", "saved", "saved", "saved", "saved"]);
    // The words stand in the draft, beside the hidden line.
    const mine = await readPlan(again(coordinator), personId, at);
    expect(
      mine!.withDraft.sections.needs.items.map(({ what }) => what).filter((what) => what === "again"),
    ).toHaveLength(2);
    expect(JSON.stringify(mine)).not.toContain("HIDDEN-WORDS");
    expect((await readPlan(again(gp), personId, at))!.document.sections.needs.items).toContainEqual(
      expect.objectContaining({ id: "n1", what: "HIDDEN-WORDS" }),
    );
  });
});

describe("drafting", () => {
  test("is for everybody who may edit plans; what they may not sign they cannot publish", async () => {
    const personId = await aLivePlan();
    const cpr = { unit: "cpr", values: { decision: "attempt", decidedOn: "2026-11-20" } };
    expect(await saveDraft(again(coordinator), { personId, operations: [cpr], at })).toMatchObject({ ok: true });
    expect(await publish(coordinator, personId)).toMatchObject({ ok: false, why: "may not sign", sections: ["cpr"] });
  });
});

describe("a draft", () => {
  test("that was thrown away is listed and brought back", async () => {
    const personId = await aLivePlan();
    await save(gp, personId, edit("in bed", "walks with frame"));
    const mine = async () => {
      const { waiting, thrownAway } = await listDrafts(again(gp));
      return {
        waiting: waiting.filter((one) => one.personId === personId),
        thrownAway: thrownAway.filter((one) => one.personId === personId),
      };
    };
    expect(await mine()).toMatchObject({ waiting: [{ sections: ["usual"], conflicts: 0 }], thrownAway: [] });
    await discardDraft(again(gp), { personId });
    const { waiting, thrownAway } = await mine();
    expect(waiting).toEqual([]);
    expect(thrownAway).toMatchObject([{ sections: ["usual"] }]);
    const { id } = thrownAway[0]!;
    expect(await bringBackDraft(again(nurse), { personId, id })).toEqual({ ok: false, why: "not found" });
    expect(await bringBackDraft(again(gp), { personId, id })).toEqual({ ok: true });
    expect(await bringBackDraft(again(gp), { personId, id })).toEqual({ ok: true });
    expect(await drafted(gp, personId)).toBe("in bed");
    expect((await mine()).thrownAway).toEqual([]);
  });

  test("comes back beside a newer one of other lines, and never over a newer one of the same", async () => {
    const personId = await aLivePlan();
    await save(gp, personId, edit("in bed", "walks with frame"));
    await discardDraft(again(gp), { personId });
    const [{ id } = { id: "" }] = (await listDrafts(again(gp))).thrownAway.filter((one) => one.personId === personId);
    await save(gp, personId, edit("in a chair", "walks with frame"));
    expect(await bringBackDraft(again(gp), { personId, id })).toEqual({ ok: false, why: "in draft", units: [UNIT] });
    expect(await drafted(gp, personId)).toBe("in a chair");
    await save(gp, personId, edit("walks with frame", "in a chair"));
    await saveDraft(again(gp), {
      personId,
      operations: [{ unit: "home.livingWith", values: { livingWith: "nobody" } }],
      at,
    });
    expect(await bringBackDraft(again(gp), { personId, id })).toEqual({ ok: true });
    const plan = (await readPlan(again(gp), personId, at))!.withDraft;
    expect([plan.sections.usual.fields.mobility, plan.sections.home.fields.livingWith]).toEqual(["in bed", "nobody"]);
  });

  test("that is brought back after others changed its lines is a conflict, not a silent return", async () => {
    const personId = await aLivePlan();
    await save(gp, personId, edit("in bed", "walks with frame"));
    await discardDraft(again(gp), { personId });
    await save(nurse, personId, edit("with two sticks", "walks with frame"));
    expect(await publish(nurse, personId)).toMatchObject({ ok: true });
    const [{ id } = { id: "" }] = (await listDrafts(again(gp))).thrownAway.filter((one) => one.personId === personId);
    expect(await bringBackDraft(again(gp), { personId, id })).toEqual({ ok: true });
    expect(await readConflicts(again(gp), personId)).toMatchObject({
      conflicts: [{ unit: UNIT, mine: moving("in bed"), theirs: moving("with two sticks"), by: { name: "Sr Mensah" } }],
    });
    expect((await listDrafts(again(gp))).waiting.find((one) => one.personId === personId)?.conflicts).toBe(1);
  });

  test("of a person who left is still there: its author learns that it waits, not of whom it is", async () => {
    const personId = await aLivePlan();
    await save(gp, personId, edit("in bed", "walks with frame"));
    await database.sql("update relationship set ends_at = now() where person_id = $1", [personId]);
    const { waiting } = await listDrafts(again(gp));
    expect(waiting.find((one) => one.personId === personId)).toMatchObject({ name: undefined, sections: [] });
    await database.sql("update relationship set ends_at = null where person_id = $1", [personId]);
    expect(await drafted(gp, personId)).toBe("in bed");
  });

  test("of which one part is published keeps the rest on the new version", async () => {
    const personId = await aLivePlan();
    const rest: Operation = { unit: "home.livingWith", values: { livingWith: "nobody" } };
    await saveDraft(again(gp), { personId, operations: [{ unit: UNIT, values: moving("in bed") }, rest], at });
    await asViewer(again(gp), "command", async (db) => {
      await lockDraft(db, gp, personId);
      await endDraft(db, gp, personId, { as: "published", version: 1, keep: [rest] }, at);
    });
    const [ended] = await database.sql<{ operations: Operation[]; ended_as: string }>(
      "select operations, ended_as from plan_draft_ended where person_id = $1 and ended_at = $2",
      [personId, at],
    );
    expect(ended).toMatchObject({ ended_as: "published", operations: [{ unit: UNIT }] });
    const [left] = await database.sql("select operations, base_version from plan_draft where person_id = $1", [
      personId,
    ]);
    expect(left).toEqual({ operations: [rest], base_version: 1 });
  });
});

describe("settling with a third text", () => {
  test("keeps neither side alone, and both stay where they can be found", async () => {
    const personId = await aLivePlan();
    await save(gp, personId, edit("in bed", "walks with frame"));
    await save(nurse, personId, edit("with two sticks", "walks with frame"));
    expect(await publish(nurse, personId)).toMatchObject({ ok: true, version: 2 });
    expect(await readConflicts(again(gp), personId)).toMatchObject({
      conflicts: [{ by: { name: "Sr Mensah" }, myself: { name: gp.name } }],
    });
    const choices = { [UNIT]: { third: moving("in bed by day, two sticks in the evening") } };
    expect(await settleConflicts(again(gp), { personId, shown: 2, choices, at: new Date() })).toEqual({ ok: true });
    expect(await publish(gp, personId)).toMatchObject({ ok: true, version: 3 });
    expect((await readPlan(again(gp), personId, at))!.document.sections.usual.fields.mobility).toMatch(/two sticks in/);
    const log = await database.sql<{ values: Values }>(
      "select values from plan_draft_edit where person_id = $1 and account_id = $2",
      [personId, gp.accountId],
    );
    expect(log.map(({ values }) => values)).toContainEqual(moving("in bed"));
  });
});
