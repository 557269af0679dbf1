import { describe, expect, test } from "vitest";
import type { PublishedPlan } from "../../app/domain/crisis-plan";
import type { Operation } from "../../app/domain/plan";
import { blockContent, blockText, FILED_CODES, filingBlock } from "../../app/domain/plan-filing";
import { isVerhoeff } from "../../scripts/codesets/verhoeff";
import { aMarkedPlan, marksIn } from "../support/a-marked-plan";
import { aPlanDocument, aPublishedPlan } from "../support/a-plan";

const BORN = "1942-03-12";
const blockOf = (change: readonly Operation[] = [], published: Partial<PublishedPlan> = {}) =>
  filingBlock(aPublishedPlan({ document: aPlanDocument(change), ...published }), BORN);
const textOf = (...change: Operation[]) => blockText(blockOf(change));

describe("the block", () => {
  test("as it is pasted", () =>
    expect(textOf()).toBe(
      [
        "CONFER CARE PLAN, version 3, published 3 May 2026 by Dr Amir Khan, GP. Copy: look in Confer for the plan in force.",
        "2181441000000107 Personalised care and support plan: With the person, 3 May 2026. Copy given 3 May 2026 (Large print)",
        "450476008 Not for attempted cardiopulmonary resuscitation: CPR: NOT RECOMMENDED. 3 May 2026, Dr Amir Khan, GP. Agreed with Mrs Obi and her daughter Ngozi. Paper form: hall drawer.",
        "816361000000101 Has appointed person with personal welfare lasting power of attorney (Mental Capacity Act 2005): Health LPA: Ngozi (daughter), registered",
        "735324008 Treatment escalation plan: Comfort at home. Hospital only for fracture or symptoms that cannot be settled. Unless: Choking, anaphylaxis and low glucose are treated at once.",
        "Preferred place of care: Home",
        "Preferred place of death: Home, hospice if home fails",
        "Care plan review due: 1 December 2026, Dr Amir Khan, GP",
      ].join("\n"),
    ));

  test("the codes are real ones: their check digits fit", () => {
    for (const { code } of Object.values(FILED_CODES)) expect(isVerhoeff(code), code).toBe(true);
  });

  test.each([
    ["attempt", "450475007 For attempted cardiopulmonary resuscitation: CPR: ATTEMPT"],
    ["not_recommended", "450476008 Not for attempted cardiopulmonary resuscitation: CPR: NOT RECOMMENDED"],
    ["none_recorded", "\nResuscitation: CPR: NONE RECORDED: usual practice"],
  ])("CPR %s", (decision, words) =>
    expect(textOf({ unit: "cpr", values: { decision, decidedOn: "2026-05-03", involvement: "agreed" } })).toContain(
      words,
    ),
  );

  test("a recommendation that nobody signed, or that lies elsewhere, is never coded", () => {
    const document = aPlanDocument();
    const stamps = { ...document.stamps, cpr: { ...document.stamps.cpr!, source: "package" as const } };
    const unsigned = blockText(blockOf([], { document: { ...document, stamps } }));
    const elsewhere = textOf({ unit: "elsewhere", values: { system: "the Universal Care Plan", dated: "2026-05-01" } });
    for (const text of [unsigned, elsewhere]) expect(text).not.toMatch(/45047500[78]|450476008/);
    expect(unsigned).toContain("Resuscitation: CPR: NONE SIGNED");
    expect(elsewhere).toContain("Resuscitation: CPR: SEE the Universal Care Plan");
  });

  test.each([
    ["formal", "2020-01-01", true],
    ["no", "2020-01-01", true],
    ["informal", "2020-01-01", false],
    ["formal", "1958-01-01", false],
    ["formal", "", false],
  ])("an advance decision (life-sustaining treatment: %s, dated %s) is coded: %s", (lifeSustaining, dated, coded) => {
    const values = { adrt: "yes", refuses: "Ventilation", lifeSustaining, ...(dated && { dated }) };
    const text = textOf({ unit: "advanceDecision", values });
    expect(text.includes("816301000000100")).toBe(coded);
    expect(text).toContain("Refuses: Ventilation");
  });

  test("an attorney is coded when the registered document was seen", () => {
    const said = { lpa: "yes", name: "Ngozi (daughter)", registered: "said" };
    expect(textOf({ unit: "attorney", values: said })).toContain(
      "\nHealth attorney: Health LPA: Ngozi (daughter), said",
    );
    expect(textOf({ unit: "attorney", values: { lpa: "none" } })).not.toMatch(/attorney/i);
  });

  test("nothing restricted is in it, and it is at most a page for the fullest plan", () => {
    const restrictions = ["preferences.death", "preferences.care"].map((unit) => ({
      ...{ id: unit, unit, kind: "hidden" as const, readers: [], by: "x" },
    }));
    const text = blockText(blockOf([], { document: aMarkedPlan(), restrictions }));
    expect(marksIn(text).filter((mark) => /preferences-(death|care)$/.test(mark))).toEqual([]);
    expect(marksIn(text)).toContain("mark-escalation-goal");
    expect(text).not.toMatch(/staffSafety|prognosis|people-one/);
    const full = blockText(blockOf([{ unit: "advanceDecision", values: { adrt: "yes", refuses: "x".repeat(600) } }]));
    expect(full.length).toBeLessThan(3_500);
  });
});

describe("what has to be filed again", () => {
  const contentOf = (...change: Operation[]) => blockContent(blockOf(change));

  test("nothing, when another version says the same of what is filed", () => {
    const later = { version: 4, publishedAt: "2026-06-01T09:00:00.000Z", publishedByName: "Sr Mensah" };
    expect(blockContent(blockOf([{ unit: "strengths/a", values: { what: "Sings" } }], later))).toBe(contentOf());
  });

  test.each([
    ["CPR", { unit: "cpr", values: { decision: "attempt", decidedOn: "2026-05-03", involvement: "agreed" } }],
    ["the place of death", { unit: "preferences.death", values: { death: "Hospice" } }],
    ["the review", { unit: "review", values: { on: "2027-01-01" } }],
    ["the copy", { unit: "agreement", values: { agreed: "person", copy: "no" } }],
  ])("the block, when %s changed", (_, change) => expect(contentOf(change)).not.toBe(contentOf()));

  test("entries that do not stand any more are named with the new ones", () => {
    const published = aPublishedPlan({
      version: 4,
      document: aPlanDocument([
        { unit: "cpr", values: { decision: "attempt", decidedOn: "2026-06-01", involvement: "agreed" } },
      ]),
    });
    const text = blockText(filingBlock(published, BORN, aPlanDocument()));
    expect(text).toContain("END THIS ENTRY: 450476008 Not for attempted cardiopulmonary resuscitation\n");
    expect(text).toContain("450475007 For attempted cardiopulmonary resuscitation: CPR: ATTEMPT");
    expect(text.match(/END THIS ENTRY/g)).toHaveLength(1);
  });

  test("a withdrawal: every entry that was filed ends, and no word of the plan stands", () => {
    const withdrawn = { at: "2026-11-20T10:00:00.000Z", byName: "Dr Amir Khan", reason: "mark-reason" };
    const published = aPublishedPlan({ status: "withdrawn", withdrawn });
    const text = blockText(filingBlock(published, BORN, aPlanDocument()));
    expect(text).toMatch(/^CONFER CARE PLAN WITHDRAWN 20 November 2026 by Dr Amir Khan\./);
    expect(
      text
        .split("\n")
        .slice(1)
        .every((line) => line.startsWith("END THIS ENTRY: ")),
    ).toBe(true);
    expect(text).toContain("END THIS ENTRY: 450476008");
    expect(text).not.toMatch(/Comfort|hall drawer|mark-reason/);
  });
});
