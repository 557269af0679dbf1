import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { readPlanLife } from "../../app/data/plan-life.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { confirmLine } from "../../app/data/plans.server";
import { rerenderPublishedTexts } from "../../app/data/published-texts.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import type { Values } from "../../app/domain/plan";
import { ageOfUnit } from "../../app/domain/plan-freshness";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { aPlanDocument } from "../support/a-plan";
import { testDatabase } from "../support/database";
import { AGREED_TODAY, AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
let asConsultant: (change?: Partial<StaffViewer>) => StaffViewer;

beforeAll(async () => {
  scene = await planScene(await testDatabase());
  asConsultant = await scene.staff("Dr Ruth Odell", "consultant", ["endorse emergency recommendation"]);
});

const AGREED_IN_MAY = {
  unit: "agreement",
  values: { agreed: "person", on: "2026-05-03", copy: "yes", copyOn: "2026-05-03", copyHow: "Large print" },
};
const confirm = (who: StaffViewer, personId: string, unit: string, version = 1) =>
  confirmLine(who, { personId, key: newId(), unit, version, render, at });

describe("“still true”", () => {
  test("of CPR asks for signing or endorsing, and makes the line young under a new rendition", async () => {
    const personId = await scene.aLivePlan();
    expect((await scene.text(personId))?.text).toContain("{{age 2026-05-03}}");
    expect(await confirm(scene.asNurse(), personId, "cpr")).toMatchObject({ ok: false, why: "may not sign" });
    expect(await confirm(scene.asGp({ permissions: [] }), personId, "cpr")).toMatchObject({ why: "may not sign" });
    expect(await confirm(scene.asGp(), personId, "cpr", 7)).toEqual({ ok: false, why: "changed" });
    expect(await confirm(asConsultant(), personId, "cpr")).toEqual({ ok: true });
    expect(await scene.text(personId)).toMatchObject({
      rendition: 2,
      text: expect.stringContaining("{{age 2026-11-22}}"),
    });
  });

  test("puts a name under an emergency recommendation: another's is endorsed, one's own signed again", async () => {
    const personId = await scene.aLivePlan();
    const names = async () =>
      (await readPlanLife(scene.asNurse(), personId, at))!.signatures
        .filter(({ section }) => section === "cpr")
        .map(({ kind, byName }) => `${kind} ${byName}`);
    expect(await names()).toEqual(["sign Dr Amir Khan"]);
    await confirm(
      scene.asGp({ permissions: ["sign emergency recommendation", "endorse emergency recommendation"] }),
      personId,
      "cpr",
    );
    expect(await names()).toEqual(["sign Dr Amir Khan"]);
    await confirm(asConsultant(), personId, "cpr");
    expect(await names()).toEqual(["sign Dr Amir Khan", "endorse Dr Ruth Odell"]);
    const rows = await scene.sql(
      "select kind from plan_signature where person_id = $1 and section = 'cpr' order by kind",
      [personId],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(["endorse", "sign", "sign"]);
  });

  test("a signature and an endorsement hold for the words that stood there, and for no others", async () => {
    const personId = await scene.aLivePlan();
    await confirm(asConsultant(), personId, "escalation");
    const escalation = { ...aPlanDocument().sections.escalation.fields, goal: "Comfort, and her garden." } as Values;
    await scene.draft(scene.asGp(), personId, { unit: "escalation", values: escalation }, AGREED_TODAY);
    expect(await scene.publish(scene.asGp(), personId)).toMatchObject({ ok: true });
    const life = await readPlanLife(scene.asGp(), personId, at);
    expect(life!.signatures.filter(({ section }) => section === "escalation")).toMatchObject([{ kind: "sign" }]);
  });

  test("of a looser section is of one line and of no other", async () => {
    const personId = await scene.aLivePlan();
    expect(await confirm(scene.asNurse(), personId, "usual")).toEqual({ ok: false, why: "not found" });
    expect(await confirm(scene.asNurse(), personId, "usual.glucose")).toEqual({ ok: false, why: "not found" });
    expect(await confirm(scene.asNurse(), personId, "usual.oxygen")).toEqual({ ok: true });
    const rows = await scene.sql("select section_id, item_id, field from plan_confirmation where person_id = $1", [
      personId,
    ]);
    expect(rows).toEqual([{ section_id: "usual", item_id: null, field: "oxygen" }]);
    const { confirmations, document } = (await readPlan(scene.asNurse(), personId, at))!;
    expect(ageOfUnit(document, "usual.oxygen", confirmations)).toMatchObject({ confirmed: true, byName: "Sr Mensah" });
    expect(ageOfUnit(document, "usual.mobility", confirmations)).toMatchObject({ confirmed: false });
  });

  test("of medicines at home asks for a clinical signer, although anyone may write the section", async () => {
    const medicines = { unit: "home.medicines", values: { medicines: "Dosette box in the kitchen" } };
    const personId = await scene.aLivePlan([medicines]);
    expect(await confirm(scene.asSocialWorker(), personId, "home.access")).toEqual({ ok: true });
    expect(await confirm(scene.asSocialWorker(), personId, "home.medicines")).toMatchObject({ why: "may not sign" });
    expect(await confirm(scene.asNurse(), personId, "home.medicines")).toEqual({ ok: true });
  });

  test("of a line that is not shown to somebody is not there for them", async () => {
    const personId = await scene.aLivePlan([
      { unit: "needs/private", values: { what: "PRIVATE", restriction: "hidden" } },
    ]);
    expect(await confirm(scene.asSocialWorker(), personId, "needs/private")).toEqual({ ok: false, why: "not found" });
    expect(await confirm(scene.asNurse(), personId, "needs/private")).toEqual({ ok: true });
    expect((await readPlanLife(scene.asSocialWorker(), personId, at))!.confirmable).not.toContain("needs/private");
  });
});

describe("a live plan", () => {
  test("agreement and copy are of this version: a changed line asks for them again", async () => {
    const personId = await scene.aLivePlan([AGREED_IN_MAY]);
    await scene.draft(scene.asNurse(), personId, { unit: "usual.mobility", values: { mobility: "in bed" } });
    expect(await readPlan(scene.asNurse(), personId, at)).toMatchObject({ askAgain: true });
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({
      why: "lacking",
      lacking: [
        { section: "agreement", field: "on" },
        { section: "agreement", field: "copyOn" },
      ],
    });
    await scene.draft(scene.asNurse(), personId, AGREED_TODAY);
    expect(await scene.publish(scene.asNurse(), personId)).toMatchObject({ ok: true });
    const read = await readPlan(scene.asNurse(), personId, at);
    expect(read?.document.sections.agreement.fields).toMatchObject({ on: "2026-11-22", copyOn: "2026-11-22" });
  });

  test("a fact of the record that changes shows after rendering again; authored lines stay", async () => {
    const personId = await scene.aLivePlan();
    await scene.sql("update person set died_on = '2026-11-21' where id = $1", [personId]);
    await rerenderPublishedTexts(systemViewer("maintenance", "facts changed"), { personId, render, at });
    expect((await scene.text(personId))?.text).toContain("died on 21 Nov 2026");
    expect((await scene.text(personId))?.text).toContain("CPR: NOT RECOMMENDED");
  });

  test("an allergy of a record that was merged into this one stands on the page", async () => {
    const [personId, merged] = [await scene.aLivePlan(), await scene.aPerson()];
    await scene.sql("update person set merged_into = $2 where id = $1", [merged, personId]);
    await scene.sql(
      `with c as (insert into code (system, code, display) values ('test', 'latex', 'Allergy to latex') returning id)
       insert into entry (person_id, id, kind, code_id, source) select $1, gen_random_uuid(), 'allergy', id, 'test' from c`,
      [merged],
    );
    await rerenderPublishedTexts(systemViewer("maintenance", "facts changed"), { personId, render, at });
    expect((await scene.text(personId))?.text).toContain("Allergy to latex");
  });

  test("a restricted action is not spelt out outside the plan", async () => {
    const personId = await scene.aLivePlan([
      {
        unit: "actions/refuge",
        values: {
          what: "Ring the refuge",
          owner: `${scene.asGp().accountId}/${scene.practice}`,
          ownerName: "Dr Amir Khan",
          ownerOrganisation: "Churchfield Practice",
          dueOn: "2026-12-04",
          restriction: "hidden",
        },
      },
    ]);
    const rows = await scene.sql<{ what: string }>("select what from action where person_id = $1", [personId]);
    expect(rows).toEqual([{ what: expect.not.stringContaining("refuge") }]);
  });

  test("a plan that is not the viewer's business is a refusal, and recorded as one", async () => {
    const personId = await scene.aLivePlan();
    const who = scene.asStranger();
    expect(await readPlan(who, personId, at)).toBeUndefined();
    expect(
      await scene.sql("select outcome, person_id from access_record where request_id = $1", [who.requestId]),
    ).toEqual([{ outcome: "refused", person_id: personId }]);
  });
});
