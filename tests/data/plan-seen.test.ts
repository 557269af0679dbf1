/** What is kept from a reader stays so beside their own words, in proposals, reasons and lists, and after a withdrawal. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { markEnteredInError } from "../../app/data/plan-corrections.server";
import { readComparison, readHistory, readVersion } from "../../app/data/plan-history.server";
import { readPlanLife } from "../../app/data/plan-life.server";
import { readProposals } from "../../app/data/plan-proposal-lists.server";
import { proposeForSigning } from "../../app/data/plan-proposals.server";
import { readPublishing } from "../../app/data/plan-publishing.server";
import { REASON_NOT_SHOWN, readPlan } from "../../app/data/plan-reading.server";
import { openRestrictions, type Restrict, restrictPart } from "../../app/data/plan-restricting.server";
import { confirmLine, withdrawPlan } from "../../app/data/plans.server";
import type { Operation } from "../../app/domain/plan";
import type { SectionId } from "../../app/domain/plan-sections";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { testDatabase } from "../support/database";
import { AGREED_TODAY, AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

const need = (what: string, restriction?: "closed" | "hidden"): Operation => ({
  unit: "needs/n1",
  values: { what, ...(restriction && { restriction }) },
});
const safety = (staffSafety: string): Operation => ({ unit: "home.staffSafety", values: { staffSafety } });
const livingWith = (words: string): Operation => ({ unit: "home.livingWith", values: { livingWith: words } });

async function restrict(personId: string, unit: string, change: Partial<Restrict> = {}) {
  const command = { personId, unit, key: newId(), kind: "hidden", roles: [], category: "safeguarding" } as const;
  expect(await restrictPart(scene.asGp(), { ...command, render, at, ...change })).toEqual({ ok: true });
}

/** Drafted and published in one go, with the agreement where it is asked for again. */
async function publishes(who: () => StaffViewer, personId: string, reason: string, ...operations: Operation[]) {
  expect(await scene.draft(who(), personId, ...operations)).toMatchObject({ ok: true });
  expect(await scene.publish(who(), personId, { reason })).toMatchObject({ ok: true });
}
const withdraw = (personId: string, reason = "New decision in hospital") =>
  withdrawPlan(scene.asGp(), { personId, key: newId(), reason, render, at });
const propose = (who: StaffViewer, personId: string, note: string, ...sections: SectionId[]) =>
  proposeForSigning(who, { personId, sections, note, key: newId(), at });
const text = (sent: unknown) => JSON.stringify(sent);

describe("words that were hidden after the reader drafted on the same line", () => {
  test.each([
    ["in their own words", "hidden"],
    ["by a restriction", undefined],
  ] as const)("%s are not shown beside the draft, nor after a withdrawal", async (_, mark) => {
    const personId = await scene.aLivePlan([need("Lonely")]);
    await scene.draft(scene.asSocialWorker(), personId, need("Lonely since May"));
    await publishes(scene.asGp, personId, "Review", need("SECRET", mark), AGREED_TODAY);
    if (!mark) await restrict(personId, "needs/n1");
    const read = (await readPlan(scene.asSocialWorker(), personId, at))!;
    expect(read.draft!.conflicts).toEqual([
      { unit: "needs/n1", base: null, mine: { what: "Lonely since May" }, theirs: null },
    ]);
    expect(read.withDraft.sections.needs.items).toEqual([{ id: "n1", what: "Lonely since May" }]);
    expect(read.withDraft.stamps["needs/n1"]).toBeUndefined();
    await withdraw(personId);
    const sent = [
      await readPlan(scene.asSocialWorker(), personId, at),
      await readPublishing(scene.asSocialWorker(), personId, { at }),
    ];
    expect(text(sent)).not.toContain("SECRET");
    expect(text(sent)).toContain("Lonely since May");
  });
});

describe("a proposal", () => {
  test("that rewords a line and hides it is not there for who would not read it then", async () => {
    const personId = await scene.aLivePlan([need("Lonely")]);
    await scene.draft(scene.asNurse(), personId, need("SECRET", "hidden"));
    await propose(scene.asNurse(), personId, "note", "needs");
    expect((await readProposals(scene.asSocialWorker(), personId))!.proposals).toEqual([]);
    expect((await readPlanLife(scene.asSocialWorker(), personId, at))!.proposals.toSign).toBe(0);
    expect((await readProposals(scene.asGp(), personId))!.proposals).toHaveLength(1);
  });

  test("of another's words for one's own hidden line is not taken for one's own", async () => {
    const personId = await scene.aLivePlan();
    await publishes(scene.asSocialWorker, personId, "Visit", safety("A large dog"));
    await restrict(personId, "home.staffSafety", { roles: ["practice_nurse"] });
    await scene.draft(scene.asNurse(), personId, safety("SECRET"));
    await propose(scene.asNurse(), personId, "note", "home");
    expect((await readProposals(scene.asSocialWorker(), personId))!.proposals).toEqual([]);
  });

  test("shows its author nothing that was restricted since beside the own words", async () => {
    const personId = await scene.aLivePlan([need("ONCE OPEN")]);
    await scene.draft(scene.asSocialWorker(), personId, need("Lonely"));
    await propose(scene.asSocialWorker(), personId, "note", "needs");
    await restrict(personId, "needs/n1");
    const { proposals } = (await readProposals(scene.asSocialWorker(), personId))!;
    expect(proposals).toMatchObject([{ changes: [{ did: "added", lines: [{ after: "Lonely" }] }] }]);
    expect(text(proposals)).not.toContain("ONCE OPEN");
  });

  test("keeps its note where the same note stands under one that is not shown", async () => {
    const personId = await scene.aLivePlan([need("Lonely")]);
    const oxygen = { unit: "usual.oxygen", values: { oxygen: "SpO2 86 %" } };
    await scene.draft(scene.asNurse(), personId, safety("A dog"), oxygen, need("SECRET", "hidden"));
    await propose(scene.asNurse(), personId, "NOTE TELLS", "home", "usual", "needs");
    const notes = async (who: StaffViewer) =>
      (await readProposals(who, personId))!.proposals.map(({ note }) => note).filter(Boolean);
    expect((await readProposals(scene.asSocialWorker(), personId))!.proposals.length).toBeGreaterThan(0);
    expect(await notes(scene.asSocialWorker())).toEqual([]);
    expect(await notes(scene.asGp())).toContain("NOTE TELLS");
    expect(await notes(scene.asNurse())).toContain("NOTE TELLS");
  });
});

test("of a withdrawn plan whom only the pack is open to reads the own draft alone, and brings nothing back", async () => {
  const personId = await scene.aLivePlan([need("WITHDRAWN NEED")]);
  const group = newId();
  await scene.sql(
    "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'mdg', $2, 'meeting', 'one', '2020-01-01')",
    [personId, group],
  );
  const { holders } = scene.asStranger();
  const member = () => scene.asStranger({ holders: [...holders, group] });
  await scene.draft(member(), personId, livingWith("Her daughter"));
  expect(text(await readPlan(member(), personId, at))).toContain("WITHDRAWN NEED");
  await withdraw(personId, "REASON OF THE WHOLE");
  const life = (await readPlanLife(member(), personId, at))!;
  const read = (await readPlan(member(), personId, at))!;
  const publishing = (await readPublishing(member(), personId, { at }))!;
  expect(text([read, life, publishing])).not.toMatch(/WITHDRAWN NEED|REASON OF THE WHOLE|walks with frame/);
  expect(read.changes.map(({ unit }) => unit)).toEqual(["home.livingWith"]);
  expect(read.withDraft.stamps).toEqual({});
  expect(life).toMatchObject({ agreement: undefined, copies: [], signatures: [], confirmable: [] });
  expect(publishing).toMatchObject({ agreement: {}, agreementBefore: {}, unsigned: ["home"] });
  expect(publishing.changes.map(({ unit }) => unit)).toEqual(["home.livingWith"]);
  expect(await scene.publish(member(), personId)).toMatchObject({ why: "may not sign", sections: ["home"] });
});

test("a merge lifts no seal: the plan of a person with a sealed row is nobody's by browsing", async () => {
  const [personId, merged] = [await scene.aLivePlan(), await scene.aPerson()];
  expect(await readPlan(scene.asGp(), personId, at)).toBeDefined();
  await scene.sql("update person set merged_into = $2, restriction = 'sealed' where id = $1", [merged, personId]);
  expect(await readPlan(scene.asGp(), personId, at)).toBeUndefined();
  expect(await withdraw(personId)).toEqual({ ok: false, why: "not found" });
});

test("an author goes on reading the own words of a hidden section, and nobody else's there", async () => {
  const personId = await scene.aLivePlan([livingWith("GP WORDS")]);
  await publishes(scene.asSocialWorker, personId, "Visit", safety("WORKER WORDS"));
  await restrict(personId, "home");
  const sent = async () => text((await readPlan(scene.asSocialWorker(), personId, at))!.document);
  expect(await sent()).toContain("WORKER WORDS");
  expect(await sent()).not.toContain("GP WORDS");
  await publishes(scene.asGp, personId, "Visit", safety("REWORDED BY GP"));
  expect(await sent()).not.toMatch(/WORKER WORDS|REWORDED BY GP|GP WORDS/);
  // What only went out of sight was not taken out.
  const { versions } = (await readHistory(scene.asSocialWorker(), personId))!;
  expect(versions[0]).toMatchObject({ version: 3, changes: [], reason: undefined });
  const compared = (await readComparison(scene.asSocialWorker(), personId, { from: 2, to: 3 }))!;
  expect(compared.compared).toMatchObject({ changes: [] });
});

test.each([
  ["hidden", []],
  ["closed", [expect.stringMatching(/^Something in .* closed to you/)]],
] as const)("of a %s line that is not complete the plan's page tells %j", async (restriction, told) => {
  const personId = await scene.aLivePlan([
    { unit: "people/refuge", values: { name: "Refuge worker", role: "Refuge", phone: "020 7946 0001" } },
    {
      unit: "contingency/secret",
      values: { trigger: "PARTNER COMES", doFirst: "Ring the refuge.", ring: "Refuge worker", restriction },
    },
  ]);
  const lacks = async (who: StaffViewer) => (await readPlan(who, personId, at))!.lacking.map(({ says }) => says);
  const before = await lacks(scene.asSocialWorker());
  await scene.draft(scene.asSocialWorker(), personId, { unit: "people/refuge", values: null });
  const after = await lacks(scene.asSocialWorker());
  expect(after.filter((says) => !before.includes(says))).toEqual(told);
});

test("“still true” of a hidden field tells nobody of it", async () => {
  const personId = await scene.aLivePlan([safety("A large dog")]);
  const unit = "home.staffSafety";
  const confirm = { personId, key: newId(), unit, version: 1, render, at };
  expect(await confirmLine(scene.asGp(), confirm)).toEqual({ ok: true });
  await restrict(personId, unit);
  const fields = async (who: StaffViewer) =>
    (await readPlan(who, personId, at))!.confirmations.map(({ field }) => field);
  expect(await fields(scene.asGp())).toEqual(["staffSafety"]);
  expect(await fields(scene.asSocialWorker())).toEqual([]);
});

describe("of two restrictions on one part the stricter decides on the page of restrictions too", () => {
  const known = async (who: StaffViewer, personId: string) => {
    const { standing, closed, choices } = (await openRestrictions(who, personId))!;
    return { standing: standing.map(({ words }) => words), closed: closed.map(({ section }) => section), choices };
  };

  test("a reader of the one from whom the other hides it is not told the words", async () => {
    const personId = await scene.aLivePlan([need("Lonely")]);
    await restrict(personId, "needs/n1", { kind: "closed", roles: ["practice_nurse"] });
    expect((await known(scene.asNurse(), personId)).standing).toEqual([expect.stringContaining("Lonely")]);
    await restrict(personId, "needs/n1");
    expect(await known(scene.asNurse(), personId)).toMatchObject({ standing: [], closed: [] });
    expect(text(await known(scene.asNurse(), personId))).not.toContain("Lonely");
    expect((await known(scene.asGp(), personId)).standing).toHaveLength(2);
  });

  test.each([
    ["needs/n1", "needs/n1"],
    ["needs", "needs/n1"],
    ["needs/n1", "needs"],
  ])("closed by a restriction of %s and hidden by one of %s is not listed as closed", async (closes, hides) => {
    const personId = await scene.aLivePlan([need("Lonely")]);
    await restrict(personId, closes, { kind: "closed" });
    expect((await known(scene.asSocialWorker(), personId)).closed).toHaveLength(1);
    await restrict(personId, hides);
    expect((await known(scene.asSocialWorker(), personId)).closed).toEqual([]);
    expect((await readPlan(scene.asSocialWorker(), personId, at))!.closedIn).toEqual([]);
  });
});

describe("a reason", () => {
  const reasons = async (who: StaffViewer, personId: string, version: number) => {
    const history = (await readHistory(who, personId))!;
    const read = (await readVersion(who, personId, version))!;
    return [history.versions.find((one) => one.version === version)!.reason, read.reason];
  };

  test("of a version with a hidden change is left out, of a closed one said to be there, of others shown", async () => {
    const personId = await scene.aLivePlan();
    await publishes(scene.asGp, personId, "REASON TELLS", safety("SECRET"));
    await publishes(scene.asGp, personId, "Moved in", livingWith("Her daughter"));
    expect(await reasons(scene.asSocialWorker(), personId, 2)).toEqual(["REASON TELLS", "REASON TELLS"]);
    await restrict(personId, "home.staffSafety", { kind: "closed" });
    expect(await reasons(scene.asSocialWorker(), personId, 2)).toEqual([REASON_NOT_SHOWN, REASON_NOT_SHOWN]);
    expect((await readHistory(scene.asSocialWorker(), personId))!.versions[1]).toMatchObject({ closed: true });
    await restrict(personId, "home.staffSafety");
    expect(await reasons(scene.asSocialWorker(), personId, 2)).toEqual([undefined, undefined]);
    expect((await readHistory(scene.asSocialWorker(), personId))!.versions[1]).toMatchObject({
      changes: [],
      closed: false,
    });
    expect(await reasons(scene.asSocialWorker(), personId, 3)).toEqual(["Moved in", "Moved in"]);
    expect(await reasons(scene.asGp(), personId, 2)).toEqual(["REASON TELLS", "REASON TELLS"]);
    expect(text(await readPlan(scene.asSocialWorker(), personId, at))).not.toContain("REASON TELLS");
  });

  test("of a withdrawal or an error is for who is shown all of the version", async () => {
    const personId = await scene.aLivePlan();
    await publishes(scene.asGp, personId, "Visit", need("SECRET", "hidden"), AGREED_TODAY);
    const asLead = await scene.staff("Dr Lead", "gp", ["mark entered in error"]);
    const mark = { personId, version: 2, reason: "REASON TELLS", key: newId(), render, at };
    expect(await markEnteredInError(asLead(), mark)).toEqual({ ok: true, withdrawn: true });
    const sent = async (who: () => StaffViewer) =>
      text([
        await readPlan(who(), personId, at),
        await readHistory(who(), personId),
        await readVersion(who(), personId, 1),
        await readVersion(who(), personId, 2),
      ]);
    expect(await sent(scene.asSocialWorker)).not.toContain("REASON TELLS");
    expect((await readPlan(scene.asSocialWorker(), personId, at))!.withdrawn!.reason).toBe(REASON_NOT_SHOWN);
    expect((await readVersion(scene.asSocialWorker(), personId, 2))!.error!.because).toBe(REASON_NOT_SHOWN);
    expect((await sent(scene.asGp)).split("REASON TELLS").length).toBeGreaterThan(4);
  });
});
