import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "../../app/data/identity.server";
import { recordCopy } from "../../app/data/plan-copies.server";
import { readHistory, readVersion } from "../../app/data/plan-history.server";
import { readPlanLife } from "../../app/data/plan-life.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { publishPlan, withdrawPlan } from "../../app/data/plans.server";
import { rerenderPublishedTexts } from "../../app/data/published-texts.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import type { Pointer } from "../../app/domain/crisis-plan";
import type { Operation, Values } from "../../app/domain/plan";
import { SIGNED_AGAIN } from "../../app/domain/plan-carried-over";
import type { Lack } from "../../app/domain/plan-readiness";
import type { SectionId } from "../../app/domain/plan-sections";
import { type Elsewhere, sayPlan } from "../../app/domain/urgent-answer";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { renderElsewherePage } from "../../app/rendering/urgent-pages";
import { aPlanDocument } from "../support/a-plan";
import { testDatabase } from "../support/database";
import { AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
const [hospice, ambulance] = [newId(), newId()];

beforeAll(async () => {
  scene = await planScene(await testDatabase());
  await scene.sql(
    "insert into organisation (id, ods_code, name, kind) values ($1,'E00003','Hospice','hospice'), ($2,'E00004','Ambulance','ambulance')",
    [hospice, ambulance],
  );
});

const withdraw = (who: StaffViewer, personId: string, reason = "New decision in hospital") =>
  withdrawPlan(who, { personId, key: newId(), reason, render, at });

describe("withdrawing", () => {
  test("withdrawing is never blocked, changes the page at once, and history keeps the words", async () => {
    const personId = await scene.aLivePlan();
    expect(await withdraw(scene.asNurse(), personId)).toEqual({ ok: true });
    expect((await scene.text(personId))?.text).toContain("WITHDRAWN");
    expect((await scene.text(personId))?.text).not.toContain("NOT RECOMMENDED");
    expect(await withdraw(scene.asNurse(), personId)).toEqual({ ok: false, why: "not live" });
    expect((await readVersion(scene.asGp(), personId, 1))?.document.sections.cpr).toEqual(aPlanDocument().sections.cpr);
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: false, why: "may not sign" });
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: false, why: "lacking" });
  });

  test("tells every organisation that relies on the plan, once: who opened it, owns an action, and the practice", async () => {
    const personId = await scene.aLivePlan([
      {
        unit: "actions/visit",
        values: {
          what: "Visit",
          owner: `/${hospice}`,
          ownerName: "Hospice",
          ownerOrganisation: "Hospice",
          dueOn: "2026-12-01",
        },
      },
    ]);
    await scene.sql(
      `insert into access_record (at, id, account_id, organisation_id, role, purpose, request_id, did, outcome, person_id)
       values ($1, gen_random_uuid(), gen_random_uuid(), $2, 'urgent_clinician', 'direct care', gen_random_uuid(), 'read crisis page', 'allowed', $3)`,
      [new Date(at.getTime() - 3 * 86_400_000), ambulance, personId],
    );
    await scene.sql("delete from outbox");
    await withdraw(scene.asNurse(), personId);
    const told = await scene.sql<{ id: string }>(
      "select payload->>'organisationId' as id from outbox where topic = 'plan withdrawn' and payload->>'personId' = $1",
      [personId],
    );
    expect(told.map(({ id }) => id).sort()).toEqual([ambulance, hospice, scene.practice].sort());
  });

  test("tells an organisation that was only asked to sign", async () => {
    const personId = await scene.aLivePlan();
    const asked = newId();
    await scene.sql("insert into organisation (id, ods_code, name, kind) values ($1, $2, 'Asked Hospice', 'hospice')", [
      asked,
      asked.slice(-8),
    ]);
    await scene.sql(
      `insert into plan_proposal (person_id, id, from_account, organisation_id, from_name, from_role, base_version, operations, sections, at)
       values ($1, $2, $3, $4, 'Sr Mensah', 'Practice nurse', 1, '[]', '{cpr}', $5)`,
      [personId, newId(), scene.asNurse().accountId, asked, at],
    );
    await withdraw(scene.asNurse(), personId);
    const told = await scene.sql(
      "select 1 from outbox where topic = 'plan withdrawn' and payload->>'personId' = $1 and payload->>'organisationId' = $2",
      [personId, asked],
    );
    expect(told).toHaveLength(1);
  });

  test("a withdrawn CPR recommendation does not come back by one press: it is decided and signed again", async () => {
    const personId = await scene.aLivePlan();
    await withdraw(scene.asNurse(), personId);
    const again = (signedAgain: SectionId[]) =>
      publishPlan(scene.asGp(), { personId, key: newId(), reason: "Again", render, at, signedAgain });
    const lackOf = (outcome: object) =>
      "lacking" in outcome ? (outcome.lacking as Lack[]).map(({ says }) => says) : [];
    expect(lackOf(await again([])).join()).toMatch(/CPR recommendation” is signed again.*CPR decision made since/s);
    expect(lackOf(await again([...SIGNED_AGAIN]))).toEqual([expect.stringContaining("CPR decision made since")]);
    const cpr = { ...aPlanDocument().sections.cpr.fields, decidedOn: "2026-11-22" } as Values;
    await scene.draft(scene.asGp(), personId, { unit: "cpr", values: cpr });
    expect(await again([...SIGNED_AGAIN])).toEqual({ ok: true, version: 2 });
    const read = await readPlan(scene.asGp(), personId, at);
    for (const section of SIGNED_AGAIN.filter((id) => id !== "understanding"))
      expect(read?.document.stamps[section]).toMatchObject({ version: 2, by: scene.asGp().accountId });
  });

  test("who withdrew it, when and why stands on the plan and in its history", async () => {
    const personId = await scene.aLivePlan();
    await withdraw(scene.asNurse(), personId);
    const withdrawn = { byName: "Sr Mensah", at, reason: "New decision in hospital" };
    expect((await readPlan(scene.asGp(), personId, at))?.withdrawn).toEqual(withdrawn);
    expect((await readVersion(scene.asGp(), personId, 1))?.withdrawn).toEqual(withdrawn);
    expect((await readHistory(scene.asGp(), personId))?.events).toMatchObject([
      { kind: "withdrawn", version: 1, ...withdrawn },
    ]);
  });

  test("asks for a plan that was withdrawn to be published again whole, or its emergency part alone", async () => {
    const personId = await scene.aLivePlan();
    await withdraw(scene.asGp(), personId);
    const cpr = { ...aPlanDocument().sections.cpr.fields, decidedOn: "2026-11-22" } as Values;
    await scene.draft(scene.asGp(), personId, { unit: "cpr", values: cpr });
    const only = { only: "emergency", signedAgain: SIGNED_AGAIN } as const;
    expect(await scene.publish(scene.asGp(), personId, only)).toEqual({ ok: true, version: 2 });
    const read = (await readPlan(scene.asGp(), personId, at))!;
    // What was withdrawn with it does not come back unread: it waits in the draft.
    expect(read.document.sections.contingency.items).toEqual([]);
    expect(read.withDraft.sections.contingency.items).toHaveLength(2);
    expect((await readPlanLife(scene.asGp(), personId, at))!.emergencyOnly).toBe(true);
  });

  test("texts that a job makes again never overwrite a withdrawal that came meanwhile", async () => {
    const personId = await scene.aLivePlan();
    const withdrawing = new pg.Client({ connectionString: scene.url });
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
      expect(await scene.sql(waiting)).not.toEqual([]);
    });
    await withdrawing.query("commit");
    await job;
    await withdrawing.end();
    expect(seen).toEqual(["withdrawn"]);
    expect((await scene.text(personId))?.text).not.toContain("CPR: NOT RECOMMENDED");
  });
});

describe("withdrawing a plan that says that the emergency plan lies elsewhere", () => {
  const desk = { name: "NTA", phone: "020 7946 0100" };
  const WHO = { personId: newId(), name: null, bornOn: null, diedOn: null, deceased: false };
  const UCP = { system: "London Universal Care Plan", dated: "2026-10-01", link: "https://ucp.example/1" };

  async function withdrawn(pointer: Pointer | undefined, others: Operation[] = []) {
    const ours = [
      { unit: "cpr", values: null },
      { unit: "escalation", values: null },
    ];
    const personId = await scene.aLivePlan([...ours, { unit: "elsewhere", values: UCP }, ...others]);
    const reason = "Moved to another borough";
    const outcome = await withdrawPlan(scene.asGp(), { personId, key: newId(), reason, pointer, render, at });
    expect(outcome).toEqual({ ok: true });
    const [plan] = await scene.sql<{ elsewhere: Elsewhere | null; status: string }>(
      "select elsewhere, status from plan where person_id = $1",
      [personId],
    );
    const { status, elsewhere } = plan!;
    const said = sayPlan({ status, elsewhere, since: at.toISOString(), textsThere: true });
    const page = elsewhere && renderElsewherePage(WHO, elsewhere, desk, at, { withdrawnAt: at.toISOString() });
    const words = (page ?? "").replace(/<[^>]+>/g, "");
    const reasons = (await readHistory(scene.asGp(), personId))!.events.map((event) => event.reason);
    const crew = (await scene.text(personId))?.text ?? "";
    const [person] = await scene.sql<{ text: string }>(
      "select text from published_text where person_id = $1 and audience = 'person'",
      [personId],
    );
    return { personId, said, words, reasons, crew, person: person!.text };
  }

  test("that stays: the page says who holds the plan, and that and why ours was withdrawn", async () => {
    const { personId, said, words, reasons, crew, person } = await withdrawn("stays");
    expect(said).toMatchObject({ said: "elsewhere", elsewhere: { ...UCP, stands: "2026-11-22" } });
    expect(words).toContain("A plan is held by London Universal Care Plan");
    expect(words).toContain("WITHDRAWN on 22 November 2026: Moved to another borough. Do not rely on any copy");
    expect(words).not.toMatch(/may be in|verify that/);
    expect(reasons).toEqual(["Moved to another borough; what it says of the emergency plan in another system stays"]);
    expect((await readPlan(scene.asGp(), personId, at))?.withdrawn?.reason).toBe(reasons[0]);
    expect(crew).toContain("A plan is held by London Universal Care Plan: follow that one.");
    expect(person).toContain("The emergency plan in London Universal Care Plan stands.");
  });

  test("that goes too: the look-up says only that a plan was withdrawn", async () => {
    const { said, reasons, crew, person } = await withdrawn("goes");
    expect(said).toEqual({ said: "withdrawn", since: at.toISOString() });
    expect(reasons[0]).toContain("was taken back too");
    expect(crew).toContain("that was taken back too. Verify before relying on a plan there.");
    expect(person).not.toContain("Universal Care Plan");
  });

  test("that nobody was asked about is withdrawn all the same, and to be verified", async () => {
    const { words, reasons } = await withdrawn(undefined);
    expect(words).toContain("A plan may be in London Universal Care Plan");
    expect(words).toContain("verify that the plan in London Universal Care Plan stands");
    expect(reasons).toEqual(["Moved to another borough"]);
  });

  test("tells crews no reason that may speak of a line which they are not shown", async () => {
    const hidden = { unit: "needs/n1", values: { what: "Secret", restriction: "hidden" } };
    const { words } = await withdrawn("stays", [hidden]);
    expect(words).toContain("WITHDRAWN on 22 November 2026. Do not rely");
    expect(words).not.toContain("Moved");
  });
});

describe("copies", () => {
  test("are kept with their version: from the agreement, and as they are told of", async () => {
    const personId = await scene.aLivePlan();
    const copies = async () => (await readPlanLife(scene.asNurse(), personId, at))!.copies.map(({ words }) => words);
    expect(await copies()).toEqual(["Version 1, large print, to the person, 22 November 2026"]);
    const copy = { toWhom: "carer", name: "Ngozi Obi", form: "easy_read", language: "Igbo", on: "2026-11-20" } as const;
    const later = new Date(at.getTime() + 60_000);
    expect(await recordCopy(scene.asNurse(), { personId, key: newId(), at: later, copy })).toEqual({ ok: true });
    expect((await copies())[0]).toBe("Version 1, easy read in Igbo, to Ngozi Obi (a carer), 20 November 2026");
    await withdraw(scene.asNurse(), personId);
    expect(await recordCopy(scene.asNurse(), { personId, key: newId(), at, copy })).toMatchObject({ why: "not live" });
  });
});
