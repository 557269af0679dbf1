import { beforeAll, describe, expect, test } from "vitest";
import { openCase } from "../../app/data/case-packs.server";
import { findHarmWatch } from "../../app/data/harm-watch.server";
import { newId } from "../../app/data/identity.server";
import { openMinutes } from "../../app/data/meetings.server";
import { comeBack, confirmStepDown, findStepDowns } from "../../app/data/step-downs.server";
import { applyOperations, emptyPlan } from "../../app/domain/plan";
import { stampPlan } from "../../app/domain/plan-changes";
import type { StaffViewer } from "../../app/domain/viewer";
import { testDatabase } from "../support/database";
import { again, inDays, mdgScene } from "../support/mdg-scene";

let scene: Awaited<ReturnType<typeof mdgScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
beforeAll(async () => {
  const database = await testDatabase();
  ({ sql } = database);
  scene = await mdgScene(database);
  for (const [code, level] of [
    ["1129381000000102", "moderate"],
    ["1129371000000104", "mild"],
  ]) {
    const [{ id }] = (await sql(
      "insert into code (system, code, display) values ('http://snomed.info/sct', $1, $2) on conflict (system, code) do update set display = excluded.display returning id",
      [code, level],
    )) as [{ id: number }];
    await sql(
      "insert into code_feature (code_id, sets) values ($1, $2) on conflict (code_id) do update set sets = excluded.sets",
      [id, [`frailty-${level}`]],
    );
  }
  // Hospitals reach us: somebody was admitted lately.
  const other = await scene.person("Other", scene.organisations.practice);
  await use(other, 20);
});

const use = (personId: string, daysAgo: number, kind = "emergency_admission") =>
  sql(
    "insert into encounter (person_id, id, kind, starts_at, source) values ($1, $2, $3, now() - make_interval(days => $4), 'test')",
    [personId, newId(), kind, daysAgo],
  );
const frailtyOn = (personId: string, level: string, daysAgo: number) =>
  sql(
    `insert into entry (person_id, id, kind, code_id, on_date, source)
     select $1, $2, 'finding', id, current_date - $4::int, 'test' from code where display = $3`,
    [personId, newId(), level, daysAgo],
  );

/** Discussed four months ago, and everything that a step-down asks for is recorded. */
async function ready({ frailtySince = true } = {}) {
  const personId = await scene.person("Ready", scene.organisations.practice);
  const meetingId = await scene.meeting(scene.group, -120 - Math.random());
  const caseId = newId();
  await sql(
    "update meeting set closed_at = starts_at, minutes_approved_at = starts_at + interval '1 day' where id = $1",
    [meetingId],
  );
  await sql(
    `insert into mdg_case (person_id, id, meeting_id, position, question, referred_by, referred_by_name, referred_at,
       person_told, person_told_detail, objection, capacity, status, no_action_because, closed_at)
     values ($1, $2, $3, 1, 'Can she stay at home?', $2, 'Dr Khan', now(), 'told', 'By phone', 'none', 'has', 'closed',
       'nothing to do', now() - interval '120 days')`,
    [personId, caseId, meetingId],
  );
  const plan = applyOperations(emptyPlan(), [
    { unit: "goals/a", values: { what: "Walk to the shop", status: "achieved" } },
    { unit: "contingency/fall", values: { trigger: "Falls", doFirst: "Lift with the team" } },
    { unit: "people/line", values: { name: "Community team", phone: "020 7946 0321", carer: "no" } },
    { unit: "agreement", values: { agreed: "person", copy: "yes" } },
    { unit: "review", values: { on: inDays(60), by: "Dr Khan", byRole: "GP" } },
  ]);
  const stamp = { at: new Date().toISOString(), version: 1, byName: "Dr Khan", byRole: "GP", organisation: "X" };
  await sql("insert into plan (person_id, status, current_version) values ($1, 'live', 1)", [personId]);
  await sql(
    `insert into plan_version (person_id, version, document, published_at, published_by, published_by_name, published_by_role, organisation_id, reason)
     values ($1, 1, $2, now(), $3, 'Dr Khan', 'GP', $4, 'test')`,
    [personId, JSON.stringify(stampPlan(plan, emptyPlan(), stamp)), scene.gp.accountId, scene.organisations.practice],
  );
  await frailtyOn(personId, "moderate", 200);
  if (frailtySince) await frailtyOn(personId, "mild", 10);
  return { personId, caseId, meetingId };
}

const list = async (viewer: StaffViewer = scene.gp) => (await findStepDowns(again(viewer), scene.group))!;
const onList = async (caseId: string) => (await list()).on.find((one) => one.caseId === caseId);
const stepDown = (caseId: string, change: { viewer?: StaffViewer; reason?: string } = {}) =>
  confirmStepDown(again(change.viewer ?? scene.gp), {
    ...{ mdgId: scene.group, caseId, key: newId() },
    reason: change.reason ?? "Walks to the shop again",
  });

describe("step-down", () => {
  test("is proposed when the record shows every condition met", async () => {
    const { caseId } = await ready();
    const one = await onList(caseId);
    expect(one?.conditions.filter(({ state }) => state !== "met")).toEqual([]);
    expect(one?.proposed).toBe(true);
  });
  test.each([
    ["an attendance two months ago", "quiet", (id: string) => use(id, 60, "ae")],
    [
      "worse frailty",
      "frailty",
      (id: string) =>
        frailtyOn(id, "moderate", 1)
          .then(() => sql("delete from entry where person_id = $1 and on_date = current_date - 200", [id]))
          .then(() => frailtyOn(id, "mild", 201)),
    ],
    [
      "a plan that was withdrawn",
      "contingency",
      (id: string) => sql("update plan set status = 'withdrawn' where person_id = $1", [id]),
    ],
    [
      "an open action",
      "actions",
      (id: string) =>
        sql(
          `insert into action (person_id, id, what, due_on, owner_name, owner_organisation_id, status, origin, created_at, created_by, created_by_name)
           values ($1, $2, 'Visit', current_date, 'Trust', $3, 'offered', 'case', now(), $2, 'Dr Khan')`,
          [id, newId(), scene.organisations.trust],
        ),
    ],
  ] as [string, string, (id: string) => Promise<unknown>][])("not with %s", async (_, condition, spoil) => {
    const { personId, caseId } = await ready();
    await spoil(personId);
    const one = await onList(caseId);
    expect(one?.conditions.find(({ id }) => id === condition)?.state).toBe("not_met");
    expect(one?.proposed).toBe(false);
    expect(await stepDown(caseId)).toMatchObject({ ok: false, errors: { list: expect.any(String) } });
  });
  test("not when frailty was not recorded since the meeting", async () => {
    const { caseId } = await ready({ frailtySince: false });
    expect((await onList(caseId))?.conditions.find(({ id }) => id === "frailty")?.state).toBe("unknown");
    expect((await onList(caseId))?.proposed).toBe(false);
  });
  test("takes the person off the list once, with reason and safety net, and leaves approved minutes as they are", async () => {
    const { personId, caseId, meetingId } = await ready();
    expect(await stepDown(caseId, { reason: " " })).toMatchObject({
      errors: { [`reason-${caseId}`]: expect.any(String) },
    });
    expect(await stepDown(caseId)).toEqual({ ok: true });
    expect(await stepDown(caseId)).toMatchObject({ ok: false, errors: { list: /already/ } });
    expect(await onList(caseId)).toBeUndefined();
    const off = (await list()).off.find((one) => one.caseId === caseId);
    expect(off?.steppedDown.text).toMatch(
      /^Stepped down: Walks to the shop again\. Comes back without a new referral until /,
    );
    expect(off?.steppedDown.text).toContain("Ring Community team 020 7946 0321. Dr Khan reviews on");
    expect(await sql("select 1 from case_decision where person_id = $1", [personId])).toHaveLength(1);
    const minutes = await openMinutes(again(scene.gp), meetingId);
    expect(minutes?.cases.find(({ id }) => id === caseId)?.decisions).toEqual([]);
    expect((await openCase(again(scene.gp), { meetingId, caseId }))?.decisions).toHaveLength(1);
  });
  test("is confirmed by who runs the group, and is nothing for who does not see the person", async () => {
    const { caseId } = await ready();
    expect(await stepDown(caseId, { viewer: scene.nurse })).toBeUndefined();
    expect((await list(scene.nurse)).on).toEqual([]);
    expect(await findStepDowns(again(scene.stranger), scene.group)).toBeUndefined();
    const member = await scene.staff("Mr Ali", "community_clinician", scene.organisations.practice, [scene.group]);
    expect(await stepDown(caseId, { viewer: member })).toMatchObject({ errors: { reason: /confirms/ } });
  });
  test("leaves the way back open: onto an agenda with what was asked before, without a new referral", async () => {
    const { personId, caseId } = await ready();
    const meetingId = await scene.meeting(scene.group, 4 + Math.random());
    const back = () => comeBack(again(scene.gp), { mdgId: scene.group, caseId, meetingId, key: newId() });
    expect(await back()).toBeUndefined();
    await stepDown(caseId);
    expect(await back()).toMatchObject({ ok: true });
    const [row] = await sql("select question, person_told from mdg_case where person_id = $1 and meeting_id = $2", [
      personId,
      meetingId,
    ]);
    expect(row).toEqual({ question: "Back after step-down. Asked before: Can she stay at home?", person_told: "told" });
  });
  test("closes the way back after six months", async () => {
    const { caseId } = await ready();
    await stepDown(caseId);
    await sql("update case_decision set at = now() - interval '6 months 1 day' where case_id = $1", [caseId]);
    const meetingId = await scene.meeting(scene.group, 4 + Math.random());
    expect((await list()).off.find((one) => one.caseId === caseId)).toBeUndefined();
    expect(await comeBack(again(scene.gp), { mdgId: scene.group, caseId, meetingId, key: newId() })).toMatchObject({
      ok: false,
      errors: { meetingId: /closed/ },
    });
  });
});

describe("harm watch", () => {
  test("counts everybody whom the group listed, hides what is small, and is the group's alone", async () => {
    const proposalId = newId();
    const listing = (personId: string, route: string) =>
      sql(
        `insert into mdg_listing (person_id, proposal_id, mdg_id, at, route, because, need, segment)
         values ($1, $2, $3, now() - interval '100 days', $4, '', 5, 'complex')`,
        [personId, proposalId, scene.group, route],
      );
    for (let n = 0; n < 6; n++)
      for (const route of ["need", "left_out"]) {
        const personId = await scene.person(`${route}${n}`, scene.organisations.otherPractice);
        await listing(personId, route);
        await use(personId, 150);
        await use(personId, 150); // the same day again is no second contact
        if (n < 5 || route === "need") await use(personId, 50, "ae");
      }
    const view = await findHarmWatch(again(scene.gp), scene.group);
    expect(view?.watch.pairs.listed).toMatchObject({ people: 6, before: { contacts: 6 }, after: { contacts: 6 } });
    expect(view?.watch.pairs.leftOut).toMatchObject({ people: 6, before: { contacts: 6 }, after: { contacts: 5 } });
    await sql(
      "delete from encounter where kind = 'ae' and person_id in (select person_id from mdg_listing where route = 'left_out')",
    );
    const fewer = await findHarmWatch(again(scene.gp), scene.group);
    expect(fewer?.watch.pairs.leftOut).toEqual({ people: 6, hidden: true });
    expect(fewer?.watch.comparison).toBeUndefined();
    expect(await findHarmWatch(again(scene.stranger), scene.group)).toBeUndefined();
    expect(JSON.stringify(fewer)).not.toContain(proposalId);
  });
});
