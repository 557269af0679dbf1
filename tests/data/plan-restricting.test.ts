/** Hidden and closed parts of a plan through every channel of the data room, byte by byte. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { findRecord } from "../../app/data/people.server";
import { saveDraft } from "../../app/data/plan-drafts.server";
import { readHistory, readVersion } from "../../app/data/plan-history.server";
import { readPlan } from "../../app/data/plan-reading.server";
import {
  findOverrides,
  liftRestriction,
  openClosedPart,
  openRestrictions,
  type Restrict,
  restrictPart,
  reviewOverride,
} from "../../app/data/plan-restricting.server";
import { publishPlan } from "../../app/data/plans.server";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let database: TestDatabase;
let scene: Awaited<ReturnType<typeof registryScene>>;
let gp: StaffViewer;
let worker: StaffViewer;
const at = new Date();

beforeAll(async () => {
  database = await testDatabase();
  scene = await registryScene(database);
  gp = { ...scene.gp, permissions: ["sign emergency recommendation"] };
  worker = { ...scene.gp, accountId: newId(), role: "social_worker", name: "Leila Aziz" };
  worker = { ...worker, holders: [worker.accountId, worker.organisationId] };
  await database.sql("insert into account (id, email, name, password_hash) values ($1, $2, 'Leila Aziz', '')", [
    worker.accountId,
    `${worker.accountId}@example.org`,
  ]);
});

const MARKS = ["MARK-SAFETY", "MARK-WORTH", "MARK-NEED"];

async function aPlan() {
  const personId = await scene.listed(newId().slice(-6), scene.organisations.practice);
  const operations = [
    ...PLAN_OPERATIONS,
    { unit: "home.staffSafety", values: { staffSafety: "MARK-SAFETY" } },
    { unit: "aboutMe.worthKnowing", values: { worthKnowing: "MARK-WORTH" } },
    { unit: "needs/n1", values: { what: "MARK-NEED" } },
  ];
  await saveDraft(again(gp), { personId, operations, at });
  const published = await publishPlan(again(gp), { personId, key: newId(), reason: "Review", render, at });
  expect(published).toMatchObject({ ok: true });
  return personId;
}

const restrict = (personId: string, unit: string, change: Partial<Restrict> = {}) =>
  restrictPart(again(gp), {
    personId,
    unit,
    key: newId(),
    kind: "hidden",
    roles: [],
    category: "safeguarding",
    render,
    at,
    ...change,
  });

/** Channels in which a mark stands, of all that one member of staff, and everybody else, is sent of the plan. */
async function channelsWith(marks: readonly string[], viewer: StaffViewer, personId: string): Promise<string[]> {
  const channels = {
    plan: await readPlan(again(viewer), personId, at),
    print: await readPlan(again(viewer), personId, at, "print plan"),
    history: await readHistory(again(viewer), personId),
    version: await readVersion(again(viewer), personId, 1),
    record: await findRecord(again(viewer), personId),
    texts: await database.sql("select text from published_text where person_id = $1", [personId]),
  };
  return Object.entries(channels).flatMap(([name, sent]) =>
    marks.some((mark) => JSON.stringify(sent).includes(mark)) ? [name] : [],
  );
}

describe("hidden", () => {
  test("parts show to nobody who is not named: in no channel, no version, not even an id", async () => {
    const personId = await aPlan();
    expect(await channelsWith(["MARK-NEED"], worker, personId)).toContain("plan");
    for (const unit of ["home.staffSafety", "aboutMe", "needs/n1"])
      expect(await restrict(personId, unit)).toEqual({ ok: true });
    expect(await channelsWith([...MARKS, "needs/n1", "home.staffSafety"], worker, personId)).toEqual([]);
    for (const mark of MARKS)
      expect(await channelsWith([mark], gp, personId)).toEqual(["plan", "print", "history", "version"]);
  });

  test("what others do not see survives what they publish, and comes back when it is lifted", async () => {
    const personId = await aPlan();
    await restrict(personId, "home.staffSafety");
    await saveDraft(again(worker), {
      personId,
      operations: [{ unit: "home.livingWith", values: { livingWith: "A sister" } }],
      at,
    });
    const published = await publishPlan(again(worker), { personId, key: newId(), reason: "Moved", render, at });
    expect(published).toMatchObject({ ok: true, version: 2 });
    expect(await channelsWith(["MARK-SAFETY"], worker, personId)).toEqual([]);
    const [standing] = (await openRestrictions(again(gp), personId))!.standing;
    expect(standing).toMatchObject({ unit: "home.staffSafety", kind: "hidden" });
    expect((await openRestrictions(again(worker), personId))!.standing).toEqual([]);
    const lift = { personId, id: standing!.id, key: newId(), render, at };
    expect(await liftRestriction(again(worker), lift)).toMatchObject({ ok: false });
    expect(await liftRestriction(again(gp), { ...lift, key: newId() })).toEqual({ ok: true });
    expect(await channelsWith(["MARK-SAFETY"], worker, personId)).toContain("plan");
  });

  test("a line that crews act on first cannot be hidden", async () => {
    const personId = await aPlan();
    for (const unit of ["cpr", "advanceDecision", "escalation", "attorney", "handler"])
      expect(await restrict(personId, unit)).toEqual({ ok: false, why: "crews act on it" });
  });

  test("ends with its last day", async () => {
    const personId = await aPlan();
    await restrict(personId, "home.staffSafety", { until: "2026-01-01" });
    expect(await channelsWith(["MARK-SAFETY"], worker, personId)).toContain("plan");
  });

  test("a role that is named reads it", async () => {
    const personId = await aPlan();
    await restrict(personId, "home.staffSafety", { roles: ["social_worker"] });
    expect(await channelsWith(["MARK-SAFETY"], worker, personId)).toContain("plan");
  });
});

describe("closed", () => {
  test("opens to one reader with a reason, for some hours, and somebody else reviews it", async () => {
    const personId = await aPlan();
    await restrict(personId, "home.staffSafety", { kind: "closed" });
    expect(await readPlan(again(worker), personId, at)).toMatchObject({ closedIn: ["home"] });
    const [closed] = (await openRestrictions(again(worker), personId))!.closed;
    const open = { personId, id: closed!.id, reason: "Visit alone tonight", key: newId(), at };
    expect(await openClosedPart(again(worker), open)).toEqual({ ok: true });
    expect(await channelsWith(["MARK-SAFETY"], worker, personId)).toContain("plan");
    const later = { ...again(worker), requestedAt: new Date(at.getTime() + 5 * 3_600_000) };
    const closedAgain = JSON.stringify(await readPlan(later, personId, later.requestedAt));
    expect(closedAgain.includes("MARK-SAFETY")).toBe(false);

    const officer: StaffViewer = { ...gp, accountId: gp.accountId, role: "governance_officer", holders: [] };
    const [override] = (await findOverrides(again(officer))).filter(({ reason }) => reason === open.reason);
    expect(override).toMatchObject({ byName: "Leila Aziz", reviewedAt: null });
    expect(await reviewOverride(again(worker), { id: override!.id, review: "Mine", at })).toBe(false);
    expect(await reviewOverride(again(officer), { id: override!.id, review: "Needed", at })).toBe(true);
    expect(await reviewOverride(again(officer), { id: override!.id, review: "Again", at })).toBe(false);
  });

  test("a hidden part cannot be asked for", async () => {
    const personId = await aPlan();
    await restrict(personId, "home.staffSafety");
    expect((await openRestrictions(again(worker), personId))!.closed).toEqual([]);
    const [standing] = (await openRestrictions(again(gp), personId))!.standing;
    const open = { personId, id: standing!.id, reason: "Curious", key: newId(), at };
    expect(await openClosedPart(again(worker), open)).toMatchObject({ ok: false });
  });
});
