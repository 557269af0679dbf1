import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { markEnteredInError, restoreVersion } from "../../app/data/plan-corrections.server";
import { readComparison, readHistory, readVersion } from "../../app/data/plan-history.server";
import { readPublishing } from "../../app/data/plan-publishing.server";
import { readPlan } from "../../app/data/plan-reading.server";
import type { Operation, Values } from "../../app/domain/plan";
import type { SectionId } from "../../app/domain/plan-sections";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { aPlanDocument } from "../support/a-plan";
import { testDatabase } from "../support/database";
import { AGREED_TODAY, AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;

beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

const death = (place: string): Operation => ({ unit: "preferences.death", values: { death: place } });
const cpr = (change: Values): Operation => ({
  unit: "cpr",
  values: { ...aPlanDocument().sections.cpr.fields, ...change } as Values,
});

async function publishes(who: StaffViewer, personId: string, ...operations: Operation[]) {
  await scene.draft(who, personId, ...operations, AGREED_TODAY);
  expect(await scene.publish(who, personId)).toMatchObject({ ok: true });
}
const saidIn = (changes: readonly { sentences: readonly { says: string }[] }[] = []) =>
  changes.flatMap(({ sentences }) => sentences.map(({ says }) => says));
const restore = (who: StaffViewer, personId: string, version: number) =>
  restoreVersion(who, { personId, version, key: newId(), at });
const mark = (who: StaffViewer, personId: string, version: number) =>
  markEnteredInError(who, { personId, version, reason: "Of another person", key: newId(), render, at });

describe("history", () => {
  test("says who, when, why and what, in sentences", async () => {
    const personId = await scene.aLivePlan();
    await publishes(scene.asNurse(), personId, death("Home"));
    const history = (await readHistory(scene.asGp(), personId))!;
    expect(history.versions[0]).toMatchObject({
      version: 2,
      state: "in force",
      byName: "Sr Mensah",
      reason: "Review at home",
      changes: [{ what: "Preferred places: preferred place of death", did: "changed" }],
    });
    expect(saidIn(history.versions[0]!.changes)).toEqual([
      "The practice nurse changed preferred place of death from “Home, hospice if home fails” to “Home” on 22 November 2026",
    ]);
    expect(history.versions[1]).toMatchObject({ version: 1, state: "superseded" });
  });

  test("of many versions comes page by page, none twice and none left out", async () => {
    const personId = await scene.aLivePlan();
    await scene.sql(
      `insert into plan_version (person_id, version, document, published_at, published_by, published_by_name, published_by_role, organisation_id, reason)
       select person_id, n, jsonb_set(document, '{sections,preferences,fields,death}', to_jsonb('Place ' || n)), published_at,
         published_by, published_by_name, published_by_role, organisation_id, reason
       from plan_version, generate_series(2, 25) n where person_id = $1 and version = 1`,
      [personId],
    );
    await scene.sql("update plan set current_version = 25 where person_id = $1", [personId]);
    const first = (await readHistory(scene.asGp(), personId))!;
    const second = (await readHistory(scene.asGp(), personId, { before: first.older }))!;
    const numbers = [...first.versions, ...second.versions].map(({ version }) => version);
    expect(numbers).toEqual(Array.from({ length: 25 }, (_, n) => 25 - n));
    expect(second.older).toBeUndefined();
    // The last of a page is still compared with the version before it.
    expect(saidIn(first.versions.at(-1)!.changes)).toEqual([expect.stringContaining("from “Place 5” to “Place 6”")]);
  });

  test("shows nothing of a line that was restricted since, in no version and no comparison", async () => {
    const personId = await scene.aLivePlan([{ unit: "needs/private", values: { what: "PRIVATE NEED" } }]);
    await publishes(scene.asNurse(), personId, {
      unit: "needs/private",
      values: { what: "PRIVATE NEED", restriction: "hidden" },
    });
    const read = async (who: StaffViewer) =>
      JSON.stringify([
        await readHistory(who, personId),
        await readVersion(who, personId, 1),
        await readComparison(who, personId, { from: 1, to: 2 }),
      ]);
    expect(await read(scene.asSocialWorker())).not.toMatch(/PRIVATE|needs\/private/);
    expect(await read(scene.asGp())).toContain("PRIVATE NEED");
  });
});

describe("two versions compared", () => {
  test("say each change once, with who made it last, whichever way round they are asked for", async () => {
    const personId = await scene.aLivePlan();
    await publishes(scene.asNurse(), personId, death("Hospital"), {
      unit: "strengths/sings",
      values: { what: "Sings in the choir" },
    });
    await publishes(scene.asGp(), personId, death("Home"), { unit: "strengths/sings", values: null });
    await publishes(scene.asSocialWorker(), personId, { unit: "home.livingWith", values: { livingWith: "Nobody" } });
    const forth = await readComparison(scene.asGp(), personId, { from: 1, to: 4 });
    expect(saidIn(forth?.compared?.changes)).toEqual([
      "The social worker wrote at home: lives with: “Nobody” on 22 November 2026",
      "The GP changed preferred place of death from “Home, hospice if home fails” to “Home” on 22 November 2026",
    ]);
    const back = await readComparison(scene.asGp(), personId, { from: 4, to: 1 });
    expect(back?.compared).toEqual(forth?.compared);
    const gone = await readComparison(scene.asGp(), personId, { from: 2, to: 4 });
    expect(saidIn(gone?.compared?.changes)).toContain(
      "The GP took out strength “Sings in the choir” on 22 November 2026",
    );
  });

  test("that are one, or are not there, are not compared", async () => {
    const personId = await scene.aLivePlan();
    for (const [from, to] of [
      [1, 1],
      [1, 9],
      [0, 1],
    ] as const)
      expect((await readComparison(scene.asGp(), personId, { from, to }))?.compared).toBeUndefined();
    expect(await readComparison(scene.asStranger(), personId, { from: 1, to: 2 })).toBeUndefined();
  });
});

describe("a version that is restored", () => {
  test("goes into the draft, and becomes a new version only when published", async () => {
    const personId = await scene.aLivePlan();
    await publishes(scene.asNurse(), personId, death("Hospital"));
    expect(await restore(scene.asNurse(), personId, 1)).toMatchObject({ ok: true });
    expect((await readPlan(scene.asNurse(), personId, at))!.document.sections.preferences.fields.death).toBe(
      "Hospital",
    );
    await scene.draft(scene.asNurse(), personId, AGREED_TODAY);
    expect(await scene.publish(scene.asNurse(), personId)).toEqual({ ok: true, version: 3 });
    const { document } = (await readPlan(scene.asNurse(), personId, at))!;
    expect(document.sections.preferences.fields.death).toBe("Home, hospice if home fails");
  });

  test("never writes over a draft, and restores nothing where nothing differs", async () => {
    const personId = await scene.aLivePlan();
    expect(await restore(scene.asNurse(), personId, 1)).toEqual({ ok: false, why: "nothing to restore" });
    await publishes(scene.asNurse(), personId, death("Hospital"));
    await scene.draft(scene.asNurse(), personId, death("My words"));
    expect(await restore(scene.asNurse(), personId, 1)).toEqual({ ok: false, why: "draft in the way" });
    expect(await restore(scene.asNurse(), personId, 7)).toEqual({ ok: false, why: "not found" });
    expect(await restore(scene.asStranger(), personId, 1)).toEqual({ ok: false, why: "not found" });
    expect((await readPlan(scene.asNurse(), personId, at))!.withDraft.sections.preferences.fields.death).toBe(
      "My words",
    );
  });

  test("brings no emergency recommendation back unsigned, by restoring or by typing it anew", async () => {
    const personId = await scene.aLivePlan();
    await publishes(scene.asGp(), personId, cpr({ decision: "attempt", decidedOn: "2026-11-22", formLocation: "" }));
    await restore(scene.asGp(), personId, 1);
    await scene.draft(scene.asGp(), personId, AGREED_TODAY);
    const asked = await readPublishing(scene.asGp(), personId, { at });
    expect(asked?.lacking).toMatchObject([{ section: "cpr", field: "signedAgain" }]);
    expect(asked?.lacking[0]?.says).toContain("these are the words of an older version");
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: false, why: "lacking" });
    const signedAgain: SectionId[] = ["cpr"];
    expect(await scene.publish(scene.asGp(), personId, { signedAgain })).toEqual({ ok: true, version: 3 });
    const { document } = (await readPlan(scene.asGp(), personId, at))!;
    expect(document.sections.cpr.fields.decision).toBe("not_recommended");
    expect(document.stamps.cpr).toMatchObject({ version: 3 });
  });

  test("leaves what its restorer does not see as it stands", async () => {
    const secret = { unit: "needs/private", values: { what: "PRIVATE NEED", restriction: "hidden" } };
    const personId = await scene.aLivePlan();
    await publishes(scene.asNurse(), personId, secret, { unit: "strengths/sings", values: { what: "Sings" } });
    await restore(scene.asSocialWorker(), personId, 1);
    await scene.draft(scene.asSocialWorker(), personId, AGREED_TODAY);
    expect(await scene.publish(scene.asSocialWorker(), personId)).toMatchObject({ ok: true });
    const { document } = (await readPlan(scene.asGp(), personId, at))!;
    expect(document.sections.strengths.items).toEqual([]);
    expect(document.sections.needs.items).toMatchObject([{ what: "PRIVATE NEED" }]);
  });
});

describe("a version that was entered in error", () => {
  test("shows to nobody what it held, and history compares around it", async () => {
    const personId = await scene.aLivePlan();
    await publishes(scene.asNurse(), personId, death("OTHER PERSON'S WISH"));
    await publishes(scene.asNurse(), personId, death("Hospice"));
    expect(await mark(scene.asNurse(), personId, 2)).toEqual({ ok: false, why: "may not mark" });
    expect(await mark(scene.asGp(), personId, 2)).toEqual({ ok: true, withdrawn: false });
    expect(await mark(scene.asGp(), personId, 2)).toEqual({ ok: false, why: "not found" });
    const everything = JSON.stringify([
      await readHistory(scene.asGp(), personId),
      await readVersion(scene.asGp(), personId, 2),
      await readComparison(scene.asGp(), personId, { from: 1, to: 2 }),
      await readComparison(scene.asGp(), personId, { from: 1, to: 3 }),
    ]);
    expect(everything).not.toContain("OTHER PERSON'S WISH");
    const history = (await readHistory(scene.asGp(), personId))!;
    expect(history.versions[1]).toMatchObject({
      state: "entered in error",
      changes: [],
      error: { byName: "Dr Amir Khan", because: "Of another person" },
    });
    expect(saidIn(history.versions[0]!.changes)).toEqual([
      expect.stringContaining("from “Home, hospice if home fails” to “Hospice”"),
    ]);
    expect(await restore(scene.asGp(), personId, 2)).toEqual({ ok: false, why: "entered in error" });
    expect((await scene.text(personId))?.text).not.toContain("WITHDRAWN");
  });

  test("does not put its author's lines under the name of whoever published them on", async () => {
    const personId = await scene.aLivePlan();
    await publishes(scene.asNurse(), personId, death("Hospice"));
    await mark(scene.asGp(), personId, 1);
    const history = (await readHistory(scene.asGp(), personId))!;
    const said = saidIn(history.versions[0]!.changes);
    expect(said.filter((one) => one.startsWith("The practice nurse"))).toEqual([
      "The practice nurse wrote preferred place of death: “Hospice” on 22 November 2026",
    ]);
    expect(said.some((one) => one.startsWith("The GP wrote usual state: moving"))).toBe(true);
  });

  test("that crews see is withdrawn in the same go; the version before is the start of the next", async () => {
    const personId = await scene.aLivePlan();
    const visit = {
      what: "WRONG VISIT",
      owner: `/${scene.practice}`,
      ownerName: "Practice",
      ownerOrganisation: "Practice",
    };
    await publishes(scene.asNurse(), personId, death("OTHER PERSON'S WISH"), {
      unit: "actions/wrong",
      values: { ...visit, dueOn: "2026-12-01" },
    });
    expect(await mark(scene.asGp(), personId, 2)).toEqual({ ok: true, withdrawn: true });
    expect((await scene.text(personId))?.text).toContain("WITHDRAWN");
    const read = (await readPlan(scene.asGp(), personId, at))!;
    expect(read).toMatchObject({ status: "withdrawn", version: 3 });
    expect(JSON.stringify(read)).not.toContain("OTHER PERSON'S WISH");
    expect(read.document.sections.preferences.fields.death).toBe("Home, hospice if home fails");
    expect(await scene.sql("select status from action where person_id = $1", [personId])).toEqual([
      { status: "cancelled" },
    ]);
  });

  test("when it was the only one leaves an empty plan and “withdrawn” for crews", async () => {
    const personId = await scene.aLivePlan();
    expect(await mark(scene.asGp(), personId, 1)).toEqual({ ok: true, withdrawn: true });
    const read = (await readPlan(scene.asGp(), personId, at))!;
    expect(read.status).toBe("withdrawn");
    expect(read.document.sections.cpr.fields).toEqual({});
    expect((await scene.text(personId))?.text).toContain("WITHDRAWN");
    expect((await scene.text(personId))?.text).not.toContain("Breathless");
  });
});
