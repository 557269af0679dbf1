import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "../../app/data/identity.server";
import { discardDraft, saveDraft, settleConflicts } from "../../app/data/plan-drafts.server";
import { readHistory, readVersion } from "../../app/data/plan-history.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { confirmLine, publishPlan, withdrawPlan } from "../../app/data/plans.server";
import { rerenderPublishedTexts } from "../../app/data/published-texts.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import type { Role } from "../../app/domain/permissions";
import type { Operation, Values } from "../../app/domain/plan";
import { SIGNED_AGAIN } from "../../app/domain/plan-carried-over";
import type { Lack } from "../../app/domain/plan-readiness";
import type { SectionId } from "../../app/domain/plan-sections";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { aPlanDocument, PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";

let database: TestDatabase;
const practice = newId();
const elsewhere = newId();
const gp = newId();
const nurse = newId();
const socialWorker = newId();
const stranger = newId();
const at = new Date("2026-11-22T10:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
  await database.sql(
    "insert into organisation (id, ods_code, name, kind) values ($1,'E00001','Churchfield Practice','practice'), ($2,'E00002','Other Practice','practice')",
    [practice, elsewhere],
  );
  for (const [id, name] of [
    [gp, "Dr Amir Khan"],
    [nurse, "Sr Mensah"],
    [socialWorker, "Leila Aziz"],
    [stranger, "Dr Other"],
  ])
    await database.sql("insert into account (id, email, name, password_hash) values ($1, $2, $3, '')", [
      id,
      `${id}@example.org`,
      name,
    ]);
});

function viewer(accountId: string, role: Role, change: Partial<StaffViewer> = {}): StaffViewer {
  return {
    kind: "staff",
    accountId,
    assignmentId: newId(),
    role,
    permissions: [],
    organisationId: practice,
    organisationName: "Churchfield Practice",
    organisationKind: "practice",
    name: accountId === gp ? "Dr Amir Khan" : "Sr Mensah",
    holders: [accountId, practice],
    ownPersonId: null,
    purpose: "direct care",
    requestId: newId(),
    requestedAt: new Date(),
    demo: false,
    ...change,
  };
}
const asGp = () => viewer(gp, "gp", { permissions: ["sign emergency recommendation"] });
const asNurse = () => viewer(nurse, "practice_nurse");
const asSocialWorker = () => viewer(socialWorker, "social_worker");
const asStranger = () => viewer(stranger, "gp", { organisationId: elsewhere, holders: [stranger, elsewhere] });

const AGREED_TODAY = {
  unit: "agreement",
  values: { agreed: "person", on: "2026-11-22", copy: "yes", copyOn: "2026-11-22", copyHow: "Large print" },
};
const AGREED_IN_MAY = {
  unit: "agreement",
  values: { agreed: "person", on: "2026-05-03", copy: "yes", copyOn: "2026-05-03", copyHow: "Large print" },
};

/** A person of the practice, with a name, an allergy in the record, and no plan. */
async function aPerson(): Promise<string> {
  const id = newId();
  await database.sql(
    "insert into person (id, born_on, practice_id, nhs_number, source, source_id) values ($1::uuid, '1942-03-12', $2, '9990123454', 'test', $1::text)",
    [id, practice],
  );
  await database.sql(
    "insert into person_name (person_id, id, given, family, prefix, search) values ($1, $2, 'Adaeze', 'Obi', 'Mrs', 'adaeze obi')",
    [id, newId()],
  );
  await database.sql(
    "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'organisation', $2, 'registered_practice', 'list', '2020-01-01')",
    [id, practice],
  );
  return id;
}

const publish = (who: StaffViewer, personId: string, key = newId(), draftRevision?: number) =>
  publishPlan(who, { personId, key, reason: "Review at home", render, at, draftRevision });
const draft = (who: StaffViewer, personId: string, ...operations: Operation[]) =>
  saveDraft(who, { personId, operations, at });
const text = async (personId: string, audience = "crew") =>
  (
    await database.sql<{ text: string; rendition: number; version: number }>(
      "select text, rendition, version from published_text where person_id = $1 and audience = $2",
      [personId, audience],
    )
  )[0];

async function aLivePlan(change: Operation[] = []) {
  const personId = await aPerson();
  await draft(asGp(), personId, ...PLAN_OPERATIONS, AGREED_TODAY, ...change);
  expect(await publish(asGp(), personId)).toEqual({ ok: true, version: 1 });
  return personId;
}

describe("publishing", () => {
  test("makes a version, the texts, the event, the news and the access record in one go", async () => {
    const personId = await aLivePlan();
    expect(await text(personId)).toMatchObject({
      version: 1,
      rendition: 1,
      text: expect.stringContaining("CPR: NOT RECOMMENDED"),
    });
    expect(await text(personId, "handler")).toMatchObject({ text: expect.stringContaining("hospice line first") });
    const count = async (table: string) =>
      (await database.sql<{ n: string }>(`select count(*) n from ${table} where person_id = $1`, [personId]))[0]!.n;
    expect(await count("plan_event")).toBe("1");
    expect(await count("changed_person")).toBe("1");
    expect(await count("plan_draft")).toBe("0");
    expect(
      await database.sql("select did, detail from access_record where person_id = $1 and did = 'publish plan'", [
        personId,
      ]),
    ).toEqual([{ did: "publish plan", detail: { version: 1 } }]);
    expect(await database.sql("select topic from outbox where payload->>'personId' = $1", [personId])).toEqual([
      { topic: "plan published" },
    ]);
  });

  test("is refused with the list of what a crew would miss, and nothing is kept", async () => {
    const personId = await aPerson();
    await draft(asGp(), personId, ...PLAN_OPERATIONS, { unit: "handler", values: null });
    expect(await publish(asGp(), personId)).toMatchObject({
      ok: false,
      why: "lacking",
      lacking: [{ unit: "handler", field: "first" }],
    });
    expect(await text(personId)).toBeUndefined();
  });

  test("the same form sent twice publishes once", async () => {
    const personId = await aPerson();
    await draft(asGp(), personId, ...PLAN_OPERATIONS);
    const key = newId();
    expect(await publish(asGp(), personId, key)).toEqual({ ok: true, version: 1 });
    expect(await publish(asGp(), personId, key)).toEqual({ ok: true, version: 1 });
  });

  test("nothing changed is nothing to publish", async () => {
    const personId = await aLivePlan();
    expect(await publish(asGp(), personId)).toEqual({ ok: false, why: "nothing to publish" });
  });

  test("a draft that changed after its review is not published", async () => {
    const personId = await aPerson();
    const saved = await draft(asGp(), personId, ...PLAN_OPERATIONS);
    await draft(asGp(), personId, { unit: "usual.mobility", values: { mobility: "in bed" } });
    expect(saved).toEqual({ ok: true, revision: 1 });
    expect(await publish(asGp(), personId, newId(), 1)).toEqual({ ok: false, why: "draft changed" });
  });
});

describe("who may sign", () => {
  test("CPR only with the permission of the person, also in a draft", async () => {
    const personId = await aLivePlan();
    const attempt: Operation = { unit: "cpr", values: { decision: "attempt" } };
    expect(await draft(asNurse(), personId, attempt)).toEqual({ ok: false, why: "may not write", sections: ["cpr"] });
    expect(await draft(viewer(gp, "gp"), personId, attempt)).toMatchObject({ ok: false, why: "may not write" });
    expect(await draft(asGp(), personId, attempt)).toMatchObject({ ok: true });
  });

  test("a social worker writes and publishes About me and the carers, and nothing clinical", async () => {
    const personId = await aLivePlan();
    const clinical: Operation = { unit: "usual.mobility", values: { mobility: "in bed" } };
    expect(await draft(asSocialWorker(), personId, clinical)).toMatchObject({ ok: false, why: "may not write" });
    await draft(asSocialWorker(), personId, { unit: "aboutMe.wellness", values: { wellness: "Singing" } });
    expect(await publish(asSocialWorker(), personId)).toEqual({ ok: true, version: 2 });
  });

  test("somebody else's patient and an unknown id are the same answer everywhere", async () => {
    const personId = await aLivePlan();
    for (const id of [personId, newId(), "not-an-id"]) {
      expect(await readPlan(asStranger(), id, at)).toBeUndefined();
      expect(await readHistory(asStranger(), id)).toBeUndefined();
      expect(await readVersion(asStranger(), id, 1)).toBeUndefined();
      expect(await draft(asStranger(), id, ...PLAN_OPERATIONS)).toEqual({ ok: false, why: "not found" });
      expect(await publish(asStranger(), id)).toEqual({ ok: false, why: "not found" });
    }
  });
});

describe("restricted items", () => {
  test("a member of the case's group reads the live plan: no versions, prints or restricted lines", async () => {
    const personId = await aLivePlan([secret]);
    const group = newId();
    await database.sql(
      "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'mdg', $2, 'meeting', 'one', '2020-01-01')",
      [personId, group],
    );
    // A clinician who would see what is restricted in a record that is theirs.
    const member = () => viewer(stranger, "gp", { organisationId: elsewhere, holders: [stranger, elsewhere, group] });
    const read = (await readPlan(member(), personId, at))!;
    expect(read).toMatchObject({ whole: false, status: "live", document: { sections: { cpr: {} } } });
    expect(JSON.stringify(read)).not.toContain("PRIVATE NEED");
    expect(await readPlan(member(), personId, at, "print plan")).toBeUndefined();
    expect(await readHistory(member(), personId)).toBeUndefined();
    expect(await readVersion(member(), personId, 1)).toBeUndefined();
    expect(JSON.stringify(await readPlan(asGp(), personId, at))).toContain("PRIVATE NEED");
  });

  const secret: Operation = { unit: "needs/private", values: { what: "PRIVATE NEED", restriction: "hidden" } };

  test("do not show to those who may not see them, and survive what these publish", async () => {
    const personId = await aLivePlan([secret]);
    const everything = async () =>
      JSON.stringify([
        await readPlan(asSocialWorker(), personId, at),
        await readHistory(asSocialWorker(), personId),
        await readVersion(asSocialWorker(), personId, 1),
        await text(personId),
        await text(personId, "handler"),
      ]);
    expect(await everything()).not.toContain("PRIVATE NEED");
    const overwritten = await draft(asSocialWorker(), personId, { unit: secret.unit, values: { what: "Mine" } });
    expect(overwritten).toEqual({ ok: false, why: "may not write", sections: ["needs"] });
    await draft(asSocialWorker(), personId, { unit: "aboutMe.wellness", values: { wellness: "Singing" } });
    expect(await publish(asSocialWorker(), personId)).toEqual({ ok: true, version: 2 });
    expect(JSON.stringify(await readPlan(asGp(), personId, at))).toContain("PRIVATE NEED");
    expect(await everything()).not.toContain("PRIVATE NEED");
  });
});

describe("drafts", () => {
  test("are seen by their author and by nobody else", async () => {
    const personId = await aLivePlan();
    await draft(asGp(), personId, { unit: "usual.mobility", values: { mobility: "PRIVATE WORDS" } });
    expect(JSON.stringify(await readPlan(asGp(), personId, at))).toContain("PRIVATE WORDS");
    expect(JSON.stringify(await readPlan(asNurse(), personId, at))).not.toContain("PRIVATE WORDS");
    expect((await readPlan(asNurse(), personId, at))?.draft).toBeUndefined();
  });

  test("a form from an older window is refused, not merged over newer words", async () => {
    const personId = await aLivePlan();
    const operations = [{ unit: "usual.mobility", values: { mobility: "one" } }];
    expect(await saveDraft(asGp(), { personId, operations, revision: 0, at })).toEqual({ ok: true, revision: 1 });
    expect(await saveDraft(asGp(), { personId, operations, revision: 0, at })).toEqual({ ok: false, why: "stale" });
  });

  test("a discarded draft is gone and the plan is as it was", async () => {
    const personId = await aLivePlan();
    await draft(asGp(), personId, { unit: "usual.mobility", values: { mobility: "in bed" } });
    await discardDraft(asGp(), { personId });
    expect((await readPlan(asGp(), personId, at))?.draft).toBeUndefined();
  });
});

describe("two authors", () => {
  const byGp: Operation = { unit: "usual.mobility", values: { mobility: "in bed" } };
  const byNurse: Operation = { unit: "usual.oxygen", values: { oxygen: "SpO2 86 %" } };

  test("of different lines both publish, and neither is lost", async () => {
    const personId = await aLivePlan();
    await draft(asGp(), personId, byGp);
    await draft(asNurse(), personId, byNurse);
    const outcomes = await Promise.all([publish(asGp(), personId), publish(asNurse(), personId)]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.version).sort()).toEqual([2, 3]);
    const plan = await readPlan(asGp(), personId, at);
    expect(plan?.document.sections.usual.fields).toMatchObject({ mobility: "in bed", oxygen: "SpO2 86 %" });
  });

  test("of one line: the second gets the conflict with both sides, chooses, and then publishes", async () => {
    const personId = await aLivePlan();
    await draft(asGp(), personId, byGp);
    await draft(asNurse(), personId, { unit: "usual.mobility", values: { mobility: "with two sticks" } });
    const outcomes = await Promise.all([publish(asGp(), personId), publish(asNurse(), personId)]);
    const loser = outcomes[0].ok ? asNurse() : asGp();
    const mine = outcomes[0].ok ? "with two sticks" : "in bed";
    expect(outcomes.filter(({ ok }) => ok)).toEqual([{ ok: true, version: 2 }]);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      why: "conflicts",
      conflicts: [{ unit: "usual.mobility", base: { mobility: "walks with frame" }, mine: { mobility: mine } }],
    });
    expect(await settleConflicts(loser, { personId, shown: 2, choices: {}, at })).toMatchObject({
      ok: false,
      why: "conflicts",
    });
    const choices = { "usual.mobility": "mine" } as const;
    expect(await settleConflicts(loser, { personId, shown: 2, choices, at })).toEqual({ ok: true });
    expect(await publish(loser, personId)).toEqual({ ok: true, version: 3 });
    expect((await readPlan(asGp(), personId, at))?.document.sections.usual.fields.mobility).toBe(mine);
  });
});

describe("a third version published while an author chooses", () => {
  test("is not overwritten unseen: the choice is stale, and the conflict shows the newest words", async () => {
    const personId = await aLivePlan();
    await draft(asGp(), personId, { unit: "home.livingWith", values: { livingWith: "her daughter" } });
    for (const livingWith of ["nobody", "her sister"]) {
      await draft(asNurse(), personId, { unit: "home.livingWith", values: { livingWith } });
      expect(await publish(asNurse(), personId)).toMatchObject({ ok: true });
    }
    const choices = { "home.livingWith": "mine" } as const;
    expect(await settleConflicts(asGp(), { personId, shown: 2, choices, at })).toEqual({ ok: false, why: "stale" });
    expect(await publish(asGp(), personId)).toMatchObject({
      ok: false,
      conflicts: [{ mine: { livingWith: "her daughter" }, theirs: { livingWith: "her sister" } }],
    });
    expect(await settleConflicts(asGp(), { personId, shown: 3, choices, at })).toEqual({ ok: true });
    expect(await publish(asGp(), personId)).toEqual({ ok: true, version: 4 });
  });
});

describe("actions of the plan", () => {
  const action = (what: string): Operation => ({
    unit: "actions/visit",
    values: {
      what,
      owner: `${gp}/${practice}`,
      ownerName: "Dr Amir Khan",
      ownerOrganisation: "Churchfield Practice",
      dueOn: "2026-12-01",
    },
  });
  const rows = (personId: string) =>
    database.sql<{ what: string; status: string; kinds: string[] }>(
      `select a.what, a.status, array(select e.kind from action_event e where e.action_id = a.id order by e.kind) kinds
       from action a where a.person_id = $1`,
      [personId],
    );

  test("become one row an item, however often the plan is published, and end when taken out", async () => {
    const personId = await aLivePlan([action("Visit at home")]);
    expect(await rows(personId)).toEqual([{ what: "Visit at home", status: "offered", kinds: ["offered"] }]);
    await draft(asGp(), personId, { unit: "usual.mobility", values: { mobility: "in bed" } });
    await publish(asGp(), personId);
    expect(await rows(personId)).toHaveLength(1);
    await draft(asGp(), personId, action("Visit at home with the nurse"));
    await publish(asGp(), personId);
    expect(await rows(personId)).toMatchObject([
      { what: "Visit at home with the nurse", kinds: ["changed", "offered"] },
    ]);
    await draft(asGp(), personId, { unit: "actions/visit", values: null });
    await publish(asGp(), personId);
    expect(await rows(personId)).toMatchObject([{ status: "cancelled" }]);
  });
});

describe("a live plan", () => {
  test("“still true” makes the line young on the crisis page, under a new rendition", async () => {
    const personId = await aLivePlan();
    expect((await text(personId))?.text).toContain("{{age 2026-05-03}}");
    const confirm = (section: "cpr" | "usual", who: StaffViewer, version = 1) =>
      confirmLine(who, { personId, key: newId(), section, item: null, version, render, at });
    expect(await confirm("cpr", asNurse())).toMatchObject({ ok: false, why: "may not sign" });
    expect(await confirm("cpr", asGp(), 7)).toEqual({ ok: false, why: "changed" });
    expect(await confirm("cpr", asGp())).toEqual({ ok: true });
    expect(await text(personId)).toMatchObject({ rendition: 2, text: expect.stringContaining("{{age 2026-11-22}}") });
  });

  test("withdrawing is never blocked, changes the page at once, and history keeps the words", async () => {
    const personId = await aLivePlan();
    const withdraw = () =>
      withdrawPlan(asNurse(), { personId, key: newId(), reason: "New decision in hospital", render, at });
    expect(await withdraw()).toEqual({ ok: true });
    expect((await text(personId))?.text).toContain("WITHDRAWN");
    expect((await text(personId))?.text).not.toContain("NOT RECOMMENDED");
    expect(await withdraw()).toEqual({ ok: false, why: "not live" });
    expect((await readVersion(asGp(), personId, 1))?.document.sections.cpr).toEqual(aPlanDocument().sections.cpr);
    expect(await publish(asNurse(), personId)).toMatchObject({ ok: false, why: "may not sign" });
    const refused = await publish(asGp(), personId);
    expect(refused).toMatchObject({ ok: false, why: "lacking" });
  });

  test("a withdrawn CPR recommendation does not come back by one press: it is decided and signed again", async () => {
    const personId = await aLivePlan();
    await withdrawPlan(asNurse(), { personId, key: newId(), reason: "New decision in hospital", render, at });
    const again = (signedAgain: SectionId[]) =>
      publishPlan(asGp(), { personId, key: newId(), reason: "Again", render, at, signedAgain });
    const lackOf = (outcome: object) =>
      "lacking" in outcome ? (outcome.lacking as Lack[]).map(({ says }) => says) : [];
    expect(lackOf(await again([])).join()).toMatch(/CPR recommendation” is signed again.*CPR decision made since/s);
    expect(lackOf(await again([...SIGNED_AGAIN]))).toEqual([expect.stringContaining("CPR decision made since")]);
    const cpr = { ...aPlanDocument().sections.cpr.fields, decidedOn: "2026-11-22" } as Values;
    await draft(asGp(), personId, { unit: "cpr", values: cpr });
    expect(await again([...SIGNED_AGAIN])).toEqual({ ok: true, version: 2 });
    const read = await readPlan(asGp(), personId, at);
    for (const section of SIGNED_AGAIN) expect(read?.document.stamps[section]).toMatchObject({ version: 2 });
  });

  test("who withdrew it, when and why stands on the plan and in its history", async () => {
    const personId = await aLivePlan();
    await withdrawPlan(asNurse(), { personId, key: newId(), reason: "New decision in hospital", render, at });
    const withdrawn = { byName: "Sr Mensah", at, reason: "New decision in hospital" };
    expect((await readPlan(asGp(), personId, at))?.withdrawn).toEqual(withdrawn);
    expect((await readVersion(asGp(), personId, 1))?.withdrawn).toEqual(withdrawn);
    expect((await readHistory(asGp(), personId))?.events).toMatchObject([
      { kind: "withdrawn", version: 1, ...withdrawn },
    ]);
  });

  test("agreement and copy are of this version: a changed line asks for them again", async () => {
    const personId = await aLivePlan([AGREED_IN_MAY]);
    await draft(asNurse(), personId, { unit: "usual.mobility", values: { mobility: "in bed" } });
    expect(await readPlan(asNurse(), personId, at)).toMatchObject({ askAgain: true });
    expect(await publish(asNurse(), personId)).toMatchObject({
      why: "lacking",
      lacking: [
        { section: "agreement", field: "on" },
        { section: "agreement", field: "copyOn" },
      ],
    });
    await draft(asNurse(), personId, AGREED_TODAY);
    expect(await publish(asNurse(), personId)).toMatchObject({ ok: true });
    const read = await readPlan(asNurse(), personId, at);
    expect(read?.document.sections.agreement.fields).toMatchObject({ on: "2026-11-22", copyOn: "2026-11-22" });
  });

  test("a fact of the record that changes shows after rendering again; authored lines stay", async () => {
    const personId = await aLivePlan();
    await database.sql("update person set died_on = '2026-11-21' where id = $1", [personId]);
    await rerenderPublishedTexts(systemViewer("maintenance", "facts changed"), { personId, render, at });
    expect((await text(personId))?.text).toContain("died on 21 Nov 2026");
    expect((await text(personId))?.text).toContain("CPR: NOT RECOMMENDED");
  });

  test("an allergy of a record that was merged into this one stands on the page", async () => {
    const [personId, merged] = [await aLivePlan(), await aPerson()];
    await database.sql("update person set merged_into = $2 where id = $1", [merged, personId]);
    await database.sql(
      `with c as (insert into code (system, code, display) values ('test', 'latex', 'Allergy to latex') returning id)
       insert into entry (person_id, id, kind, code_id, source) select $1, gen_random_uuid(), 'allergy', id, 'test' from c`,
      [merged],
    );
    await rerenderPublishedTexts(systemViewer("maintenance", "facts changed"), { personId, render, at });
    expect((await text(personId))?.text).toContain("Allergy to latex");
  });

  test("texts that a job makes again never overwrite a withdrawal that came meanwhile", async () => {
    const personId = await aLivePlan();
    const withdrawing = new pg.Client({ connectionString: database.url });
    await withdrawing.connect();
    await withdrawing.query("begin");
    await withdrawing.query("update plan set status = 'withdrawn' where person_id = $1", [personId]);
    const seen: string[] = [];
    const job = rerenderPublishedTexts(systemViewer("maintenance", "facts changed"), {
      personId,
      render: (plan, person) => {
        seen.push(plan.status);
        return render(plan, person);
      },
      at,
    });
    await vi.waitFor(async () => {
      const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      expect(await database.sql(waiting)).not.toEqual([]);
    });
    await withdrawing.query("commit");
    await job;
    await withdrawing.end();
    expect(seen).toEqual(["withdrawn"]);
    expect((await text(personId))?.text).not.toContain("CPR: NOT RECOMMENDED");
  });

  test("a restricted action is not spelt out outside the plan", async () => {
    const personId = await aLivePlan([
      {
        unit: "actions/refuge",
        values: {
          what: "Ring the refuge",
          owner: `${gp}/${practice}`,
          ownerName: "Dr Amir Khan",
          ownerOrganisation: "Churchfield Practice",
          dueOn: "2026-12-04",
          restriction: "hidden",
        },
      },
    ]);
    const rows = await database.sql<{ what: string }>("select what from action where person_id = $1", [personId]);
    expect(rows).toEqual([{ what: "A restricted action: read it in the care plan" }]);
  });

  test("a plan that is not the viewer's business is a refusal, and recorded as one", async () => {
    const personId = await aLivePlan();
    const who = asStranger();
    expect(await readPlan(who, personId, at)).toBeUndefined();
    expect(
      await database.sql("select outcome, person_id from access_record where request_id = $1", [who.requestId]),
    ).toEqual([{ outcome: "refused", person_id: personId }]);
  });

  test("history says who, when, why and what, in words", async () => {
    const personId = await aLivePlan();
    await draft(asNurse(), personId, { unit: "usual.mobility", values: { mobility: "in bed" } });
    await publish(asNurse(), personId);
    const history = await readHistory(asGp(), personId);
    expect(history?.versions[0]).toMatchObject({
      version: 2,
      byName: "Sr Mensah",
      reason: "Review at home",
      changes: [
        { what: "Usual state: moving", did: "changed", lines: [{ before: "walks with frame", after: "in bed" }] },
      ],
    });
  });
});
