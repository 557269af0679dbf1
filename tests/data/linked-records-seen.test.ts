/** What one viewer is told of a person with several records: no merge opens what a plan or a record keeps from them. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { asViewer } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { readOwnPages } from "../../app/data/person-access.server";
import { findCards } from "../../app/data/plan-cards.server";
import { readPlanLife } from "../../app/data/plan-life.server";
import { readForPrint } from "../../app/data/plan-prints.server";
import { readPublishing } from "../../app/data/plan-publishing.server";
import { readPlanRecord } from "../../app/data/plan-record.server";
import { restrictPart } from "../../app/data/plan-restricting.server";
import { findSensitiveLines, leaveOutLine, putBackLine } from "../../app/data/plan-sensitive-lines.server";
import { readCrisisPage } from "../../app/data/point-of-contact.server";
import { rerenderPublishedTexts } from "../../app/data/published-texts.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { openTask } from "../../app/data/tasks.server";
import type { Operation } from "../../app/domain/plan";
import type { PersonViewer } from "../../app/domain/viewer";
import { renderCrewPrint } from "../../app/rendering/print-crew";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { planRecordScene } from "../support/plan-record-scene";
import { AGREED_TODAY, AT, type PlanScene, planScene } from "../support/plan-scene";
import { addOrganisation, signIn } from "../support/urgent-people";

let database: TestDatabase;
let scene: PlanScene;
let record: ReturnType<typeof planRecordScene>;
beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
  record = planRecordScene(database);
});

const job = () => systemViewer("maintenance", "test");
const rerender = (personId: string) => rerenderPublishedTexts(job(), { personId, render, at: AT });
const merge = (from: string, into: string) =>
  database.sql("update person set merged_into = $2 where id = $1", [from, into]);
/** As of a practice elsewhere: nobody here stands in a relationship with that record. */
const outOfReach = (personId: string) => database.sql("delete from relationship where person_id = $1", [personId]);
const PENICILLIN = { kind: "allergy", code: "91936005", words: "Allergy to penicillin" } as const;
const contingency = PLAN_OPERATIONS.find(({ unit }) => unit === "contingency/hypo")!.values!;
const RESCUE: Operation = {
  unit: "contingency/hypo",
  values: { ...contingency, doFirst: "Start amoxicillin from the box." },
};
const taskOf = async (personId: string) => {
  const [row] = await database.sql<{ id: string; cause: string }>(
    "select id, cause from task where person_id = $1 and kind = 'plan_contradiction'",
    [personId],
  );
  return row!;
};
/** The task's contradiction as the GP is shown it. */
const asked = async (personId: string) => (await openTask(scene.asGp(), (await taskOf(personId)).id))!.conflict!;

describe("somebody whom a plan keeps from a reader", () => {
  const NAME = "Qqring Adeyemi";
  /** Hidden by the GP in a plan whose record was merged into another; `under`: where the record names them. */
  async function hiddenUnder(under: "merged" | "remains") {
    const merged = await scene.aLivePlan([
      { unit: "people/qqring", values: { name: NAME, role: "son", phone: "020 7946 0777" } },
    ]);
    const remains = await scene.aPerson();
    await database.sql(
      "insert into person_to_ring (person_id, id, name, relation, is_carer, source) values ($1, $2, $3, 'son', true, 'test')",
      [under === "merged" ? merged : remains, newId(), NAME],
    );
    const restricted = {
      personId: merged,
      unit: "people/qqring",
      kind: "hidden",
      roles: [],
      category: "wish",
    } as const;
    expect(await restrictPart(scene.asGp(), { ...restricted, key: newId(), render, at: AT })).toEqual({ ok: true });
    await merge(merged, remains);
    return [merged, remains] as const;
  }

  test("stays so after the merge: beside either plan and on its cards", async () => {
    const pair = await hiddenUnder("merged");
    for (const id of pair) {
      const read = [await readPlanLife(scene.asNurse(), id, AT), await findCards(scene.asNurse(), id)];
      expect(read.filter((one) => !one)).toEqual([]);
      expect(JSON.stringify(read)).not.toContain("Qqring");
      expect(JSON.stringify(await readPlanLife(scene.asGp(), id, AT))).toContain("Qqring");
    }
  });

  test("also where the plan's own record is out of reach", async () => {
    const [merged, remains] = await hiddenUnder("remains");
    await outOfReach(merged);
    expect(JSON.stringify(await readPlanLife(scene.asNurse(), remains, AT))).not.toContain("Qqring");
    expect(JSON.stringify(await findCards(scene.asNurse(), remains))).not.toContain("Qqring");
  });
});

describe("the other live plan", () => {
  async function twoPlans() {
    const [merged, remains] = [await scene.aLivePlan(), await scene.aLivePlan()];
    await merge(merged, remains);
    for (const id of [merged, remains]) await rerender(id);
    return [merged, remains] as const;
  }
  const printed = async (personId: string) =>
    (await readForPrint(scene.asGp(), personId, { form: "crew", at: AT }))!.published!.conflicts!;

  test("is told in its words by task and print to whom it is open", async () => {
    const [, remains] = await twoPlans();
    const other = { source: "other plan", words: expect.stringContaining("Version 1: CPR"), by: "Dr Amir Khan" };
    expect((await asked(remains)).sides[1]).toMatchObject(other);
    expect((await printed(remains))[0]!.sides[1]).toMatchObject(other);
  });

  test("is told by them to nobody else, who learn that it stands", async () => {
    const [merged, remains] = await twoPlans();
    await outOfReach(merged);
    const closed = { source: "other plan", words: "A live plan that is not open to you" };
    expect((await asked(remains)).sides[1]).toEqual(closed);
    expect((await asked(remains)).sides[0]).toMatchObject({ source: "plan", words: expect.stringContaining("CPR") });
    expect((await printed(remains))[0]!.sides[1]).toEqual(closed);
    const print = (await readForPrint(scene.asGp(), remains, { form: "crew", at: AT }))!;
    expect(renderCrewPrint({ ...print, at: AT }, {})).toContain("RECORDED DIFFERENTLY");
  });

  test("is one contradiction for every viewer and from either side", async () => {
    const [merged, remains] = await twoPlans();
    const id = async (personId: string) => (await readPlanLife(scene.asGp(), personId, AT))!.contradictions[0]!.id;
    const open = await id(remains);
    expect(await id(merged)).toBe(open);
    await outOfReach(merged);
    expect(await id(remains)).toBe(open);
    expect((await taskOf(remains)).cause).toBe(open);
  });
});

describe("a contradiction with the record", () => {
  const contradictions = async (personId: string) =>
    (await readPublishing(scene.asGp(), personId, { at: AT }))!.contradictions;

  /** A draft with penicillin for somebody whose other record, out of reach, holds the newer line of the allergy. */
  async function allergicElsewhere(here: boolean) {
    const [personId, other] = [await scene.aPerson(), await scene.aPerson()];
    if (here) await record.entry(personId, { ...PENICILLIN, on: "2026-11-01" });
    await record.entry(other, { ...PENICILLIN, on: "2026-11-20" });
    await merge(other, personId);
    await outOfReach(other);
    await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS, AGREED_TODAY, RESCUE);
    return personId;
  }

  test("is shown by the author's own line of the same code, though a newer one is out of reach", async () => {
    const personId = await allergicElsewhere(true);
    const { conflicts, withheld } = await contradictions(personId);
    expect(withheld).toBe(0);
    expect(conflicts).toMatchObject([{ kind: "allergy_medicine", sides: [{ source: "plan" }, { on: "2026-11-01" }] }]);
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ why: "contradiction", conflicts: [{}] });
  });

  test("is withheld, and counted, where no line of it is open", async () => {
    expect(await contradictions(await allergicElsewhere(false))).toMatchObject({ conflicts: [], withheld: 1 });
  });

  test("is a task that tells no line which is not open, and does not say that it stands no longer", async () => {
    const [personId, other] = [await scene.aLivePlan([RESCUE]), await scene.aPerson()];
    await record.entry(other, PENICILLIN);
    await merge(other, personId);
    await rerender(personId);
    expect((await asked(personId)).sides[1]).toMatchObject({ words: "Allergy to penicillin" });
    await outOfReach(other);
    expect((await asked(personId)).sides).toEqual([
      expect.objectContaining({ source: "plan", unit: "contingency/hypo" }),
      { source: "record", words: "A line of the record that is not open to you" },
    ]);
    await outOfReach(personId);
    const { sides } = await asked(personId);
    expect(sides[0]).toEqual({ source: "plan", words: "A line of this plan that is not open to you" });
  });
});

describe("a sensitive line that was put back before the merge", () => {
  const lines = (personId: string) => findSensitiveLines(scene.asGp(), personId);
  const back = async (personId: string) => (await lines(personId))!.flatMap((line) => line.back ?? []);
  const command = () => ({ key: newId(), render, at: AT });

  async function putBack(personId: string) {
    await record.entry(personId, { kind: "problem", code: "86406008", words: "Zzline" });
    const { kind, codeId } = (await lines(personId))![0]!;
    expect(await putBackLine(scene.asGp(), { personId, kind, codeId, reason: "Crews ask", ...command() })).toEqual({
      ok: true,
    });
  }
  const inRecord = async (personId: string) =>
    JSON.stringify(await asViewer(job(), "read", (db) => readPlanRecord(db, personId, "2026-11-22")));

  test("is shown as put back and is left out again, under whichever records it was, and the plan is made again", async () => {
    const [merged, remains] = [await scene.aLivePlan(), await scene.aPerson()];
    for (const id of [merged, remains]) await putBack(id);
    await merge(merged, remains);
    await outOfReach(merged);
    expect(await back(remains)).toHaveLength(1);
    expect(await inRecord(merged)).toContain("Zzline");
    const before = (await scene.text(merged))!.rendition;
    const { id } = (await back(remains))[0]!;
    expect(await leaveOutLine(scene.asGp(), { personId: remains, id, ...command() })).toEqual({ ok: true });
    expect(await back(remains)).toEqual([]);
    expect(await inRecord(merged)).not.toContain("Zzline");
    expect((await scene.text(merged))!.rendition).toBe(before + 1);
  });
});

test("pages of the person do not tell that a plan stands under a record that is sealed", async () => {
  const [merged, remains] = [await scene.aLivePlan(), await scene.aPerson()];
  await merge(merged, remains);
  const proxy: PersonViewer = {
    ...{ kind: "person", personId: remains, accessId: newId(), as: "proxy", name: "Ngozi", relation: "daughter" },
    ...{ grants: ["plan"], purpose: "own", requestId: newId(), requestedAt: new Date() },
  };
  expect(await readOwnPages(proxy)).toMatchObject({ otherPlan: true });
  await database.sql("update person set restriction = 'sealed' where id = $1", [merged]);
  expect(await readOwnPages(proxy)).toMatchObject({ otherPlan: false });
});

describe("a death", () => {
  /** By the page of crews, its text, and the record that plans are judged by. */
  async function answers(merged: string, remains: string) {
    const ambulance = await addOrganisation(database, "ambulance", "London Ambulance Service");
    const { accountId, sessionKey } = await signIn(database, { role: "urgent_clinician", organisationId: ambulance });
    await database.sql(
      "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'account', $2, 'contact', $3, now() - interval '1 minute')",
      [remains, accountId, newId()],
    );
    await rerender(merged);
    const page = await readCrisisPage({ sessionKey, requestId: randomUUID() }, remains);
    const judged = await asViewer(job(), "read", (db) => readPlanRecord(db, merged, "2026-11-22"));
    const facts = (await readForPrint(scene.asGp(), merged, { form: "crew", at: AT }))!.person;
    return [(page.facts as { diedOn: string | null }).diedOn, judged.died, facts.diedOn];
  }

  test("is of the same day everywhere: of the record that remains, else the earliest", async () => {
    const [merged, second, remains] = [await scene.aLivePlan(), await scene.aPerson(), await scene.aPerson()];
    for (const id of [merged, second]) await merge(id, remains);
    const died = (id: string, on: string) =>
      database.sql("update person set died_on = $2::date where id = $1", [id, on]);
    await died(merged, "2026-11-19");
    await died(second, "2026-11-17");
    expect(await answers(merged, remains)).toEqual(["2026-11-17", "2026-11-17", "2026-11-17"]);
    await died(remains, "2026-11-18");
    expect(await answers(merged, remains)).toEqual(["2026-11-18", "2026-11-18", "2026-11-18"]);
  });

  test("and where they lived is what the remaining record says, though the plan lies under another", async () => {
    const [merged, remains] = [await scene.aLivePlan(), await scene.aPerson()];
    await merge(merged, remains);
    await record.address(merged, "1 Old Road", "2020-01-01");
    await record.address(remains, "2 New Road", "2026-01-01");
    const home = await addOrganisation(database, "care_home", "The Limes");
    await database.sql("update person set care_home_id = $2 where id = $1", [remains, home]);
    const judged = await asViewer(job(), "read", (db) => readPlanRecord(db, merged, "2026-11-22"));
    expect(judged).toMatchObject({ careHome: true, address: { words: expect.stringContaining("2 New Road") } });
  });
});
