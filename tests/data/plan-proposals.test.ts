import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { bringBackDraft } from "../../app/data/plan-draft-lists.server";
import { discardDraft } from "../../app/data/plan-drafts.server";
import { readProposals } from "../../app/data/plan-proposal-lists.server";
import {
  type ProposalChoices,
  proposeForSigning,
  returnProposal,
  takeBackProposal,
  takeProposal,
} from "../../app/data/plan-proposals.server";
import { readPlan } from "../../app/data/plan-reading.server";
import type { Operation, Values } from "../../app/domain/plan";
import type { SectionId } from "../../app/domain/plan-sections";
import type { StaffViewer } from "../../app/domain/viewer";
import { aPlanDocument } from "../support/a-plan";
import { testDatabase } from "../support/database";
import { AGREED_TODAY, AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
let asCoordinator: (change?: Partial<StaffViewer>) => StaffViewer;

beforeAll(async () => {
  scene = await planScene(await testDatabase());
  asCoordinator = await scene.staff("Priya Shah", "care_coordinator");
});

const cpr: Operation = {
  unit: "cpr",
  values: { ...aPlanDocument().sections.cpr.fields, formLocation: "Kitchen door" } as Values,
};
const oxygen = (words: string): Operation => ({ unit: "usual.oxygen", values: { oxygen: words } });
const wellness: Operation = { unit: "aboutMe.wellness", values: { wellness: "Singing" } };

const propose = (who: StaffViewer, personId: string, ...sections: SectionId[]) =>
  proposeForSigning(who, { personId, sections, note: "After the visit", key: newId(), at });
const read = async (who: StaffViewer, personId: string) => (await readProposals(who, personId))!;
const one = async (who: StaffViewer, personId: string) => (await read(who, personId)).proposals[0]!;

/** As the page sends it: with the version and the draft that were shown. */
async function take(who: () => StaffViewer, personId: string, id: string, choices: ProposalChoices = {}) {
  const shown = await read(who(), personId);
  return takeProposal(who(), { personId, id, shown, choices, key: newId(), at });
}

/** Somebody who may not sign proposes these lines. */
async function aProposal(...operations: Operation[]) {
  const personId = await scene.aLivePlan();
  await scene.draft(asCoordinator(), personId, ...operations);
  const outcome = await propose(asCoordinator(), personId, "cpr", "usual");
  return { personId, id: outcome.ok ? outcome.proposed[0]! : "", outcome };
}

describe("what an author may not sign", () => {
  test("leaves the draft as a proposal, one for each permission; the rest stays and can be published", async () => {
    const { personId, outcome } = await aProposal(cpr, oxygen("SpO2 86 %"), wellness);
    expect(outcome).toMatchObject({ ok: true, proposed: [expect.any(String), expect.any(String)] });
    const { proposals } = await read(asCoordinator(), personId);
    const asked = proposals.map(({ sections, permission, may }) => ({ sections, permission, may }));
    expect(asked.sort((a, b) => (a.sections[0]! < b.sections[0]! ? -1 : 1))).toEqual([
      { sections: ["cpr"], permission: "sign emergency recommendation", may: ["withdraw"] },
      { sections: ["usual"], permission: "sign clinical sections", may: ["withdraw"] },
    ]);
    expect((await readPlan(asCoordinator(), personId, at))!.draft?.units).toEqual(["aboutMe.wellness"]);
    expect(await scene.publish(asCoordinator(), personId)).toEqual({ ok: true, version: 2 });
  });

  test("is taken by a signer into a draft of their own, and published under their name", async () => {
    const { personId, id } = await aProposal(cpr);
    expect(await one(scene.asGp(), personId)).toMatchObject({
      fromName: "Priya Shah",
      note: "After the visit",
      may: ["take", "return"],
      changes: [{ what: "CPR recommendation", did: "changed", lines: [{ after: "Kitchen door" }] }],
    });
    expect(await take(scene.asGp, personId, id)).toEqual({ ok: true });
    await scene.draft(scene.asGp(), personId, AGREED_TODAY);
    expect(await scene.publish(scene.asGp(), personId)).toEqual({ ok: true, version: 2 });
    const { document } = (await readPlan(scene.asGp(), personId, at))!;
    expect(document.sections.cpr.fields.formLocation).toBe("Kitchen door");
    expect(document.stamps.cpr).toMatchObject({ version: 2, byName: "Dr Amir Khan" });
    expect((await read(scene.asGp(), personId)).proposals).toEqual([]);
  });

  test("is not taken by somebody who may not sign it either, nor twice, nor by its author", async () => {
    const { personId, id } = await aProposal(cpr);
    expect(await take(scene.asNurse, personId, id)).toEqual({ ok: false, why: "may not sign" });
    expect(await take(asCoordinator, personId, id)).toEqual({ ok: false, why: "not yours" });
    expect(await readProposals(scene.asStranger(), personId)).toBeUndefined();
    expect(await take(scene.asStranger, personId, id)).toEqual({ ok: false, why: "not found" });
    expect(await take(scene.asGp, personId, id)).toEqual({ ok: true });
    expect(await take(scene.asGp, personId, id)).toEqual({ ok: false, why: "answered already" });
  });

  test("of two who take it at once one gets it", async () => {
    const asOther = await scene.staff("Dr Second", "gp", ["sign emergency recommendation"]);
    const { personId, id } = await aProposal(cpr);
    const outcomes = await Promise.all([take(scene.asGp, personId, id), take(asOther, personId, id)]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test("the same form sent twice proposes once", async () => {
    const personId = await scene.aLivePlan();
    await scene.draft(asCoordinator(), personId, cpr);
    const command = { personId, sections: ["cpr"], note: "", key: newId(), at } as const;
    const first = await proposeForSigning(asCoordinator(), command);
    expect(await proposeForSigning(asCoordinator(), command)).toEqual(first);
    expect((await read(asCoordinator(), personId)).proposals).toHaveLength(1);
    expect(await propose(asCoordinator(), personId, "cpr")).toEqual({ ok: false, why: "nothing to propose" });
  });
});

describe("what changed since a proposal was made", () => {
  test("is shown side by side, and is never put aside unseen", async () => {
    const { personId, id } = await aProposal(oxygen("SpO2 86 %"));
    await scene.draft(scene.asGp(), personId, oxygen("SpO2 92 %"), AGREED_TODAY);
    await scene.publish(scene.asGp(), personId);
    const sides = { unit: "usual.oxygen", mine: { oxygen: "SpO2 86 %" }, theirs: { oxygen: "SpO2 92 %" } };
    expect((await one(scene.asNurse(), personId)).conflicts).toMatchObject([sides]);
    expect(await take(scene.asNurse, personId, id)).toMatchObject({ why: "conflicts", conflicts: [sides] });
    expect(await take(scene.asNurse, personId, id, { "usual.oxygen": "mine" })).toEqual({ ok: true });
    expect((await readPlan(scene.asNurse(), personId, at))!.withDraft.sections.usual.fields.oxygen).toBe("SpO2 86 %");
  });

  test("in the signer's own draft counts as well: those words are not written over", async () => {
    const { personId, id } = await aProposal(oxygen("SpO2 86 %"));
    await scene.draft(scene.asNurse(), personId, oxygen("SpO2 95 %"));
    expect(await take(scene.asNurse, personId, id)).toMatchObject({
      why: "conflicts",
      conflicts: [{ theirs: { oxygen: "SpO2 95 %" } }],
    });
    expect(await take(scene.asNurse, personId, id, { "usual.oxygen": "theirs" })).toEqual({ ok: true });
    expect((await readPlan(scene.asNurse(), personId, at))!.withDraft.sections.usual.fields.oxygen).toBe("SpO2 95 %");
  });

  test("after the page was shown makes the choice stale", async () => {
    const { personId, id } = await aProposal(oxygen("SpO2 86 %"));
    const shown = await read(scene.asNurse(), personId);
    await scene.draft(scene.asNurse(), personId, wellness);
    const command = { personId, id, shown, choices: {}, key: newId(), at };
    expect(await takeProposal(scene.asNurse(), command)).toEqual({ ok: false, why: "stale" });
  });
});

describe("a proposal in a signer's draft", () => {
  const task = async (personId: string) =>
    (
      await scene.sql<{ done_at: Date | null; outcome: string | null }>(
        "select done_at, outcome from task where person_id = $1 and kind = 'plan_proposed'",
        [personId],
      )
    ).map(({ done_at, outcome }) => (done_at ? outcome : "open"));

  const bringBack = async (personId: string) => {
    const [ended] = await scene.sql<{ id: string }>(
      "select id from plan_draft_ended where person_id = $1 and ended_as = 'thrown_away' and brought_back_at is null",
      [personId],
    );
    return bringBackDraft(scene.asGp(), { personId, id: ended!.id });
  };

  test("is to be signed until it is published: then the task ends", async () => {
    const { personId, id } = await aProposal(cpr);
    expect(await take(scene.asGp, personId, id)).toEqual({ ok: true });
    expect(await task(personId)).toEqual(["open"]);
    await scene.draft(scene.asGp(), personId, AGREED_TODAY);
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
    expect(await task(personId)).toEqual(["dealt_with"]);
  });

  test("waits for a signer again when that draft is thrown away, and its author sees it", async () => {
    const { personId, id } = await aProposal(cpr);
    expect(await take(scene.asGp, personId, id)).toEqual({ ok: true });
    expect((await read(asCoordinator(), personId)).proposals).toEqual([]);
    await discardDraft(scene.asGp(), { personId });
    expect(await one(asCoordinator(), personId)).toMatchObject({ id, state: "open", answeredByName: null });
    expect((await one(scene.asGp(), personId)).may).toEqual(["take", "return"]);
    expect(await task(personId)).toEqual(["open"]);
    // Also where somebody ended the task by hand meanwhile.
    expect(await take(scene.asGp, personId, id)).toEqual({ ok: true });
    await scene.sql("update task set done_at = now(), outcome = 'dealt_with' where person_id = $1", [personId]);
    await discardDraft(scene.asGp(), { personId });
    expect([await task(personId), (await one(scene.asGp(), personId)).state]).toEqual([["open"], "open"]);
  });

  test("goes with that draft when it is brought back, and ends with the words", async () => {
    const { personId, id } = await aProposal(cpr);
    await take(scene.asGp, personId, id);
    await discardDraft(scene.asGp(), { personId });
    expect(await bringBack(personId)).toEqual({ ok: true });
    expect((await read(asCoordinator(), personId)).proposals).toEqual([]);
    expect(await take(scene.asGp, personId, id)).toEqual({ ok: false, why: "answered already" });
    expect(await task(personId)).toEqual(["open"]);
    // Amended since: the words of the proposal are answered by what is signed all the same.
    await scene.draft(scene.asGp(), personId, AGREED_TODAY, {
      ...cpr,
      values: { ...cpr.values, formLocation: "Hall" },
    });
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
    expect(await task(personId)).toEqual(["dealt_with"]);
    expect((await read(scene.asGp(), personId)).proposals).toEqual([]);
  });

  test("stays with whoever took it meanwhile when the first draft is brought back", async () => {
    const asOther = await scene.staff("Dr Other Signer", "gp", ["sign emergency recommendation"]);
    const { personId, id } = await aProposal(cpr);
    await take(scene.asGp, personId, id);
    await discardDraft(scene.asGp(), { personId });
    expect(await take(asOther, personId, id)).toEqual({ ok: true });
    expect(await bringBack(personId)).toEqual({ ok: true });
    await discardDraft(scene.asGp(), { personId });
    expect((await read(asCoordinator(), personId)).proposals).toEqual([]);
  });

  test("or in nobody's ends when its very words are published, and not while one of them is not", async () => {
    const { personId } = await aProposal(oxygen("SpO2 86 %"), {
      unit: "usual.mobility",
      values: { mobility: "Frame" },
    });
    await scene.draft(scene.asGp(), personId, oxygen("SpO2 86 %"), AGREED_TODAY);
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
    expect([await task(personId), (await one(asCoordinator(), personId)).state]).toEqual([["open"], "open"]);
    await scene.draft(scene.asGp(), personId, { unit: "usual.mobility", values: { mobility: "Frame" } });
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
    expect([await task(personId), (await read(asCoordinator(), personId)).proposals]).toEqual([["dealt_with"], []]);
  });

  test("that was published stays so when a later draft is thrown away", async () => {
    const { personId, id } = await aProposal(cpr);
    await take(scene.asGp, personId, id);
    await scene.draft(scene.asGp(), personId, AGREED_TODAY);
    await scene.publish(scene.asGp(), personId);
    await scene.draft(scene.asGp(), personId, wellness);
    await discardDraft(scene.asGp(), { personId });
    expect([await task(personId), (await read(asCoordinator(), personId)).proposals]).toEqual([["dealt_with"], []]);
  });

  test("of which nothing waits there (what stands was chosen) asks for no signature any more", async () => {
    const { personId, id } = await aProposal(oxygen("SpO2 86 %"));
    await scene.draft(scene.asNurse(), personId, oxygen("SpO2 92 %"), AGREED_TODAY);
    await scene.publish(scene.asNurse(), personId);
    expect(await take(scene.asNurse, personId, id, { "usual.oxygen": "theirs" })).toEqual({ ok: true });
    expect(await task(personId)).toEqual(["dealt_with"]);
  });

  test("given on to another signer ends its own task; the new proposal has one", async () => {
    const { personId, id } = await aProposal(cpr);
    await take(scene.asGp, personId, id);
    expect(await propose(scene.asGp(), personId, "cpr")).toMatchObject({ ok: true });
    expect((await task(personId)).sort()).toEqual(["dealt_with", "open"]);
  });
});

describe("a proposal that is not signed", () => {
  test("goes back to its author with a reason, who takes the words into the own draft again", async () => {
    const { personId, id } = await aProposal(cpr);
    const reason = "Ask her daughter first";
    const back = { personId, id, key: newId(), at };
    expect(await returnProposal(scene.asNurse(), { ...back, reason })).toEqual({ ok: false, why: "may not sign" });
    expect(await returnProposal(scene.asGp(), { ...back, reason })).toEqual({ ok: true });
    expect((await read(scene.asGp(), personId)).proposals).toEqual([]);
    expect(await one(asCoordinator(), personId)).toMatchObject({
      state: "returned",
      answer: reason,
      answeredByName: "Dr Amir Khan",
      may: ["put back"],
    });
    const shown = await read(asCoordinator(), personId);
    const taken = await takeBackProposal(asCoordinator(), { ...back, key: newId(), shown, choices: {} });
    expect(taken).toEqual({ ok: true });
    expect((await readPlan(asCoordinator(), personId, at))!.draft?.units).toEqual(["cpr"]);
    expect((await read(asCoordinator(), personId)).proposals).toEqual([]);
  });

  test("is taken back by its author while nobody answered", async () => {
    const { personId, id } = await aProposal(cpr);
    const shown = await read(asCoordinator(), personId);
    const back = { personId, id, shown, choices: {}, key: newId(), at };
    expect(await takeBackProposal(scene.asGp(), { ...back, shown: await read(scene.asGp(), personId) })).toMatchObject({
      why: "not yours",
    });
    expect(await takeBackProposal(asCoordinator(), back)).toEqual({ ok: true });
    expect(await take(scene.asGp, personId, id)).toEqual({ ok: false, why: "answered already" });
  });
});

test("a proposal with a line that somebody may not see is not there for them", async () => {
  const personId = await scene.aLivePlan([
    { unit: "needs/private", values: { what: "PRIVATE", restriction: "hidden" } },
  ]);
  const words = { what: "PRIVATE AND WORSE", restriction: "hidden" };
  await scene.draft(scene.asNurse(), personId, { unit: "needs/private", values: words });
  const outcome = await propose(scene.asNurse(), personId, "needs");
  const id = outcome.ok ? outcome.proposed[0]! : "";
  expect((await read(scene.asGp(), personId)).proposals).toHaveLength(1);
  expect((await read(scene.asSocialWorker(), personId)).proposals).toEqual([]);
  expect(await take(scene.asSocialWorker, personId, id)).toEqual({ ok: false, why: "not found" });
});
