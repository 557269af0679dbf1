import { beforeAll, describe, expect, test } from "vitest";
import { asViewer } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { findCards, type Take, takeFromRecord } from "../../app/data/plan-cards.server";
import { discardDraft, saveDraft } from "../../app/data/plan-drafts.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { planRecordFor, readPlanRecord } from "../../app/data/plan-record.server";
import { applyOperations, emptyPlan } from "../../app/domain/plan";
import type { StaffViewer } from "../../app/domain/viewer";
import { type TestDatabase, testDatabase } from "../support/database";
import { mdgScene } from "../support/mdg-scene";

let sql: TestDatabase["sql"];
let scene: Awaited<ReturnType<typeof mdgScene>>;
let gp: StaffViewer;
let socialWorker: StaffViewer;
let stranger: StaffViewer;
let practice: string;

beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await mdgScene(database);
  practice = scene.organisations.practice;
  ({ gp, stranger } = scene);
  socialWorker = await scene.staff("Ms Ford", "social_worker", practice);
});

const again = (viewer: StaffViewer): StaffViewer => ({ ...viewer, requestId: newId(), requestedAt: new Date() });
const TODAY = "2026-11-22";
let codes = 0;

type Entry = {
  kind: string;
  display: string;
  sets?: string[];
  code?: string;
  on?: string;
  ends?: string;
  status?: string;
  value?: number;
  unit?: string;
  implausible?: boolean;
};

async function record(personId: string, entry: Entry): Promise<string> {
  const { kind, display, sets = [], on = "2026-05-03", ends = null, status = "active" } = entry;
  const { code = `t${++codes}`, value = null, unit = null, implausible = false } = entry;
  const [row] = await sql(
    `insert into code (system, code, display) values ('http://snomed.info/sct', $1, $2)
     on conflict (system, code) do update set display = excluded.display returning id`,
    [code, display],
  );
  await sql("insert into code_feature (code_id, sets) values ($1, $2) on conflict do nothing", [row!.id, sets]);
  const id = newId();
  await sql(
    `insert into entry (person_id, id, kind, code_id, on_date, end_date, status, value, unit, implausible, source)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'test')`,
    [personId, id, kind, row!.id, on, ends, status, value, unit, implausible],
  );
  return id;
}

async function aDiabetic(): Promise<string> {
  const personId = await scene.person("Obi", practice);
  await record(personId, { kind: "problem", display: "Type 2 diabetes mellitus", sets: ["diabetes-type-2"] });
  await record(personId, { kind: "medicine", display: "Lantus 100units/ml injection", sets: ["medicine-insulin"] });
  const ring = newId();
  await sql(
    "insert into person_to_ring (person_id, id, name, relation, is_carer, lives_with, source) values ($1, $2, 'Ngozi Obi', 'daughter', true, true, 'test')",
    [personId, ring],
  );
  await sql("insert into phone (person_id, id, value, ring_id) values ($1, $2, '02079460958', $3)", [
    personId,
    newId(),
    ring,
  ]);
  return personId;
}

const whole = (personId: string) => asViewer(again(gp), "read", (db) => readPlanRecord(db, personId, TODAY));
const seenBy = (viewer: StaffViewer, personId: string) =>
  asViewer(again(viewer), "read", (db) => planRecordFor(db, again(viewer), personId));
const wordsOf = async (personId: string, kind: string) =>
  (await whole(personId)).lines.filter((line) => line.kind === kind).map(({ words }) => words);
const take = (viewer: StaffViewer, personId: string, kind: Take["kind"], id: string, key: string = newId()) =>
  takeFromRecord(again(viewer), { personId, kind, id, key });
const draftOf = async (viewer: StaffViewer, personId: string) =>
  (await readPlan(again(viewer), personId, new Date()))!.withDraft.sections;

describe("the record that a plan is built on", () => {
  test("has the newest line of each code, since when a problem stands, and what has ended as ended", async () => {
    const personId = await aDiabetic();
    const copd = { kind: "problem", display: "COPD", code: "copd" };
    await record(personId, { ...copd, on: "2012-03-01" });
    await record(personId, { ...copd, on: "2020-03-01" });
    await record(personId, { kind: "medicine", display: "Warfarin 3mg tablets", ends: "2025-01-01" });
    await record(personId, { kind: "result", display: "SpO2", code: "spo2", value: 91, unit: "%", on: "2025-01-01" });
    await record(personId, { kind: "result", display: "SpO2", code: "spo2", value: 90, unit: "%", on: "2026-01-01" });
    await record(personId, { kind: "result", display: "SpO2", code: "spo2", value: 9, implausible: true });
    await record(personId, { kind: "problem", display: "Tomorrow's", on: "2026-11-23" });
    const { lines } = await whole(personId);
    const line = (words: string) => lines.filter((one) => one.words.startsWith(words));
    expect(line("COPD")).toMatchObject([{ on: "2012-03-01", source: "test" }]);
    expect(line("Warfarin")).toMatchObject([{ ended: true }]);
    expect(line("SpO2")).toMatchObject([{ words: "SpO2 90 %", on: "2026-01-01" }]);
    expect(line("Tomorrow's")).toEqual([]);
    expect(line("Ngozi")).toMatchObject([{ kind: "carer", phone: "02079460958", ring: { isCarer: true } }]);
  });

  test("a procedure that is completed still counts; a medicine that is completed has ended", async () => {
    const personId = await scene.person("Obi", practice);
    await record(personId, { kind: "procedure", display: "Tracheostomy", status: "completed" });
    await record(personId, { kind: "medicine", display: "Doxycycline", status: "completed" });
    const { lines } = await whole(personId);
    expect(lines.find(({ words }) => words === "Tracheostomy")).not.toHaveProperty("ended");
    expect(lines.find(({ words }) => words === "Doxycycline")).toMatchObject({ ended: true });
  });

  test("knows coded decisions for what they are, and what only speaks of them for what it is", async () => {
    const personId = await scene.person("Obi", practice);
    await record(personId, { kind: "finding", display: "Not for attempted CPR", code: "450476008" });
    await record(personId, { kind: "finding", display: "Has advance decision to refuse treatment" });
    await record(personId, { kind: "finding", display: "Has personal welfare lasting power of attorney" });
    await record(personId, { kind: "finding", display: "Discussion about lasting power of attorney for health" });
    const { lines } = await whole(personId);
    const decisions = lines.filter(({ kind }) => kind === "decision").flatMap(({ sets }) => sets);
    expect(decisions.sort()).toEqual(["decision-adrt", "decision-cpr-not-recommended", "decision-lpa-health"]);
  });

  test("counts records that were merged into this one", async () => {
    const personId = await scene.person("Obi", practice);
    const other = await scene.person("Obi", practice);
    await sql("update person set merged_into = $1 where id = $2", [personId, other]);
    await record(other, { kind: "allergy", display: "Penicillin allergy" });
    expect(await wordsOf(personId, "allergy")).toEqual(["Penicillin allergy"]);
  });

  test.each([
    ["problem", "HIV positive"],
    ["medicine", "Biktarvy 50mg/25mg/200mg tablets"],
    ["problem", "Gonorrhoea"],
    ["procedure", "Termination of pregnancy"],
    ["procedure", "In vitro fertilisation"],
    ["problem", "Gender dysphoria"],
    ["finding", "Victim of domestic abuse"],
  ])("leaves sensitive records out for everybody: %s, %s", async (kind, display) => {
    const personId = await scene.person("Obi", practice);
    await record(personId, { kind, display });
    await record(personId, { kind: "problem", display: "Alcohol abuse" });
    expect((await whole(personId)).lines.map(({ words }) => words)).toEqual(["Alcohol abuse"]);
    expect(JSON.stringify(await findCards(again(gp), personId))).not.toContain(display);
  });

  test("is shown as far as the reader's role opens it, and says what it does not show", async () => {
    const personId = await aDiabetic();
    await record(personId, { kind: "result", display: "HbA1c", value: 58, sets: ["hba1c"] });
    expect((await seenBy(gp, personId))!.notShown).toEqual([]);
    const seen = (await seenBy(socialWorker, personId))!;
    expect(seen.notShown).toEqual(["result"]);
    expect(seen.lines.some(({ kind }) => kind === "result")).toBe(false);
    expect(await seenBy(stranger, personId)).toBeUndefined();
    const refusals = await sql("select did from access_record where person_id = $1 and outcome = 'refused'", [
      personId,
    ]);
    expect(refusals.map(({ did }) => did)).toContain("read record for plan");
  });
});

describe("cards of a person", () => {
  test("fit by the record, with why, and say what waits for a signature", async () => {
    const found = (await findCards(again(gp), await aDiabetic()))!;
    expect(found.cards.map(({ id }) => id)).toEqual(["hypoglycaemia", "high-glucose", "carer-collapse"]);
    expect(found.cards[0]).toMatchObject({ because: ["Lantus 100units/ml injection"], facts: ["Insulin"] });
    expect(found.cards[0]!.unsigned.length).toBeGreaterThan(5);
    expect(found.others).toHaveLength(18);
    expect(found.facts).toMatchObject([{ kind: "insulin", unsigned: true, taken: false }]);
  });

  test("are nobody's business without a relationship; a refusal is recorded", async () => {
    const personId = await aDiabetic();
    expect(await findCards(again(stranger), personId)).toBeUndefined();
    expect(await take(stranger, personId, "card", "hypoglycaemia")).toBeUndefined();
    const refusals = await sql("select did from access_record where person_id = $1 and outcome = 'refused'", [
      personId,
    ]);
    expect(refusals.map(({ did }) => did)).toContain("take card into plan");
  });

  test("go into the author's own draft, once however often the press is sent", async () => {
    const personId = await aDiabetic();
    const key = newId();
    const first = await take(gp, personId, "card", "hypoglycaemia", key);
    expect(first).toMatchObject({ ok: true });
    expect(await take(gp, personId, "card", "hypoglycaemia", key)).toEqual(first);
    const { contingency, critical } = await draftOf(gp, personId);
    expect(contingency.items).toMatchObject([{ card: "hypoglycaemia", cardVersion: "1", ring: "Clinical desk" }]);
    expect(critical.items).toMatchObject([{ kind: "insulin", fact: "Insulin" }]);
    expect(await take(gp, personId, "card", "hypoglycaemia")).toMatchObject({ ok: false });
    const found = (await findCards(again(gp), personId))!;
    expect(found.cards[0]).toMatchObject({ taken: contingency.items[0]!.id });
    expect(found.facts[0]).toMatchObject({ taken: true });
    const others = (await findCards(again(socialWorker), personId))!;
    expect(others.cards[0]).toMatchObject({ taken: undefined });
  });

  test("two presses at once make one item", async () => {
    const personId = await aDiabetic();
    const both = await Promise.all([take(gp, personId, "card", "seizure"), take(gp, personId, "card", "seizure")]);
    const { contingency } = await draftOf(gp, personId);
    expect(contingency.items.filter(({ card }) => card === "seizure")).toHaveLength(1);
    expect(both.filter((one) => one?.ok)).toHaveLength(1);
  });

  test("may be taken though the record does not show why; what no card is may not", async () => {
    const personId = await aDiabetic();
    expect(await take(gp, personId, "card", "sickle-cell")).toMatchObject({ ok: true });
    expect(await take(gp, personId, "card", "no-such-card")).toMatchObject({ ok: false });
    expect(await take(gp, personId, "fact", "lithium")).toMatchObject({ ok: false });
    expect((await draftOf(gp, personId)).contingency.items).toHaveLength(1);
  });

  test("a critical fact is taken by itself, and not twice", async () => {
    const personId = await aDiabetic();
    expect(await take(gp, personId, "fact", "insulin")).toMatchObject({ ok: true });
    expect(await take(gp, personId, "fact", "insulin")).toMatchObject({ ok: false });
    expect((await draftOf(gp, personId)).critical.items).toHaveLength(1);
  });

  test("nothing is proposed of somebody who has died", async () => {
    const personId = await aDiabetic();
    await sql("update person set deceased = true, died_on = '2026-11-01' where id = $1", [personId]);
    const found = (await findCards(again(gp), personId))!;
    expect([found.cards, found.others, found.facts, found.offers]).toEqual([[], [], [], []]);
    expect(await take(gp, personId, "card", "hypoglycaemia")).toMatchObject({ ok: false });
  });

  test("none is offered for a child, nor taken; critical facts without an adult's values are", async () => {
    const personId = await aDiabetic();
    await sql("update person set born_on = '2020-01-01' where id = $1", [personId]);
    const found = (await findCards(again(gp), personId))!;
    expect(found.ages).toBe("child");
    expect([found.cards, found.others]).toEqual([[], []]);
    expect(found.facts.map(({ kind }) => kind)).toEqual(["insulin"]);
    expect(await take(gp, personId, "card", "hypoglycaemia")).toMatchObject({
      ok: false,
      errors: { take: expect.stringContaining("under 18") },
    });
  });

  test("without a date of birth come without their doses, and say so", async () => {
    const personId = await aDiabetic();
    await sql("update person set born_on = null where id = $1", [personId]);
    const found = (await findCards(again(gp), personId))!;
    expect(found.ages).toBe("unknown");
    const [low] = found.cards;
    expect(low!.values.doFirst).toBeUndefined();
    expect(low!.asks).toContain("Doses: none is proposed, for the record holds no date of birth");
    expect(await take(gp, personId, "card", "steroid-dependent")).toMatchObject({ ok: true });
    const [item] = (await draftOf(gp, personId)).contingency.items;
    expect(item!.doFirst).toBe("999: say “steroid dependent, adrenal crisis”.");
  });

  test("a signed card waits for nobody", async () => {
    await sql(
      "insert into setting (name, version, value, source, mark, signed_by, signed_at) values ('card.seizure.v1', 1, '1', 'local', 'M', 'Dr Lead', now())",
    );
    const found = (await findCards(again(gp), await aDiabetic()))!;
    expect(found.others.find(({ id }) => id === "seizure")!.unsigned).toEqual([]);
  });

  test("a card that others restricted does not show as taken to who may not see it", async () => {
    const personId = await aDiabetic();
    await take(gp, personId, "card", "mental-health-crisis");
    const { contingency } = await draftOf(gp, personId);
    const { id, ...values } = contingency.items[0]!;
    await saveDraft(again(gp), {
      personId,
      operations: [
        { unit: `contingency/${id}`, values: { ...values, restriction: "hidden" } as Record<string, string> },
      ],
      at: new Date(),
    });
    const draft = await sql("select operations from plan_draft where person_id = $1", [personId]);
    const document = applyOperations(emptyPlan(), draft[0]!.operations as Parameters<typeof applyOperations>[1]);
    await sql("insert into plan (person_id, status, current_version) values ($1, 'live', 1)", [personId]);
    await sql(
      `insert into plan_version (person_id, version, document, published_at, published_by, published_by_name, published_by_role, organisation_id, reason)
       values ($1, 1, $2, now(), $3, 'Dr Khan', 'GP', $4, 'test')`,
      [personId, JSON.stringify(document), gp.accountId, practice],
    );
    await discardDraft(again(gp), { personId });
    const seen = async (viewer: StaffViewer) =>
      (await findCards(again(viewer), personId))!.others.find((card) => card.id === "mental-health-crisis")!.taken;
    expect(await seen(gp)).toBe(id);
    expect(await seen(socialWorker)).toBeUndefined();
  });
});

describe("lines of the record that the plan lacks", () => {
  test("are taken with one press, and then offered no more", async () => {
    const personId = await aDiabetic();
    const found = (await findCards(again(gp), personId))!;
    const ring = found.offers.find(({ id }) => id.startsWith("ring-"))!;
    expect(ring.says).toBe("Ngozi Obi, daughter, main carer: ring 020 7946 0958");
    expect(await take(gp, personId, "offer", ring.id)).toMatchObject({ ok: true });
    expect(await take(gp, personId, "offer", "home.livingWith")).toMatchObject({ ok: true });
    const { people, home } = await draftOf(gp, personId);
    expect(people.items).toMatchObject([{ name: "Ngozi Obi", carer: "main", phone: "020 7946 0958" }]);
    expect(home.fields.livingWith).toBe("Ngozi Obi, daughter");
    expect((await findCards(again(gp), personId))!.offers).toEqual([]);
    expect(await take(gp, personId, "offer", ring.id)).toMatchObject({ ok: false });
  });
});
