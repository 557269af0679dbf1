import { describe, expect, test } from "vitest";
import { advanceDecisionSlot, attorneySlot, cprSlot } from "../../app/domain/crisis-plan";
import type { Values } from "../../app/domain/plan";
import { aPlanDocument } from "../support/a-plan";

const signed = {
  decidedOn: "2026-05-03",
  decidedBy: "Dr Amir Khan",
  decidedByRole: "GP",
  involved: "Mrs Obi",
  formLocation: "hall drawer",
};
const AGREEMENT: Record<string, [Values, string]> = {
  agreed: [{ involvement: "agreed" }, "Agreed with Mrs Obi."],
  "discussed, disagrees": [{ involvement: "disagrees" }, "Discussed with Mrs Obi: the person DISAGREES."],
  "not discussed: harm": [
    { involvement: "not_discussed", notDiscussedBecause: "harm", discussBy: "2026-12-01" },
    "NOT DISCUSSED with the person (it would cause physical or psychological harm); will be by 1 December 2026.",
  ],
  "not discussed: not practicable": [
    { involvement: "not_discussed", notDiscussedBecause: "not_practicable", discussBy: "2026-12-01" },
    "NOT DISCUSSED with the person (the person lacks capacity and nobody to consult could be reached); will be by 1 December 2026.",
  ],
  "not recorded": [{}, "Involvement of the person not recorded."],
};
const CPR: Record<string, [Values, string, boolean]> = {
  attempt: [{ decision: "attempt" }, "CPR: ATTEMPT", true],
  "not recommended": [{ decision: "not_recommended" }, "CPR: NOT RECOMMENDED", true],
  "none recorded": [{ decision: "none_recorded" }, "CPR: NONE RECORDED: usual practice", false],
  blank: [{}, "CPR: NONE RECORDED: usual practice", false],
};
const paper = { adrt: "yes", refuses: "Ventilation", location: "Hall drawer" };
const ADRT: Record<string, [Values, string, string]> = {
  none: [{ adrt: "none" }, "ADRT: none", ""],
  "not known": [{ adrt: "unknown" }, "ADRT: not known", ""],
  blank: [{}, "ADRT: not recorded", ""],
  "formal, of life-sustaining treatment": [
    { ...paper, lifeSustaining: "formal", dated: "2020-01-05" },
    "ADRT: YES",
    "Refuses: Ventilation. Dated 5 January 2020. Document: Hall drawer. If valid and applicable it OUTRANKS the CPR line above.",
  ],
  "formalities not seen": [
    { ...paper, lifeSustaining: "informal" },
    "ADRT: YES, FORM NOT CONFIRMED",
    "Refuses: Ventilation. Document: Hall drawer. Not all that a refusal of life-sustaining treatment needs was seen: ring the clinical desk.",
  ],
  "of other treatment": [
    { ...paper, lifeSustaining: "no" },
    "ADRT: YES, not of life-sustaining treatment",
    "Refuses: Ventilation. Document: Hall drawer.",
  ],
  "made before 18": [
    { ...paper, lifeSustaining: "formal", dated: "1960-03-11" },
    "ADRT: MADE BEFORE 18, not binding",
    "Refuses: Ventilation. Dated 11 March 1960. Document: Hall drawer. Ring the clinical desk.",
  ],
};

describe("every CPR × ADRT × agreement gives its exact sentence", () => {
  const rows = Object.entries(CPR).flatMap(([cpr, c]) =>
    Object.entries(ADRT).flatMap(([adrt, a]) =>
      Object.entries(AGREEMENT).map(([agreement, g]) => ({ name: `${cpr} × ${adrt} × ${agreement}`, c, a, g })),
    ),
  );
  test.each(rows)(
    "$name",
    ({ c: [decision, cprWords, isSigned], a: [adrt, adrtWords, adrtDetail], g: [involvement, agreed] }) => {
      const plan = aPlanDocument([
        { unit: "cpr", values: { ...decision, ...(isSigned ? { ...signed, ...involvement } : {}) } },
        { unit: "advanceDecision", values: adrt },
      ]);
      const detail = isSigned ? `3 May 2026, Dr Amir Khan, GP. ${agreed} Paper form: hall drawer.` : "";
      expect(cprSlot(plan)).toEqual({ headline: cprWords, detail });
      expect(advanceDecisionSlot(plan, "1942-03-12")).toEqual({ headline: adrtWords, detail: adrtDetail });
    },
  );
});

describe("the other slots", () => {
  test("a plan that lies elsewhere shows its date and link, and no CPR line of ours", () => {
    const plan = aPlanDocument([
      { unit: "elsewhere", values: { system: "London Universal Care Plan", dated: "2026-06-01", link: "UCP 12" } },
    ]);
    expect(cprSlot(plan).headline).toBe("CPR: SEE London Universal Care Plan (dated 1 June 2026, UCP 12)");
    expect(JSON.stringify(cprSlot(plan))).not.toMatch(/NOT RECOMMENDED|ATTEMPT/);
  });

  test.each<[Values, string]>([
    [{ lpa: "none" }, "Health LPA: none"],
    [{ lpa: "unknown" }, "Health LPA: not known"],
    [{}, "Health LPA: not recorded"],
    [{ lpa: "yes", name: "Ngozi (daughter)", registered: "seen" }, "Health LPA: Ngozi (daughter), registered"],
    [
      { lpa: "yes", name: "Ngozi (daughter)", registered: "said" },
      "Health LPA: Ngozi (daughter), said to be registered, not seen",
    ],
    [{ lpa: "yes", name: "Ngozi (daughter)", registered: "no" }, "Health LPA: Ngozi (daughter), NOT registered"],
  ])("health attorney %j", (values, headline) => {
    expect(attorneySlot(aPlanDocument([{ unit: "attorney", values }])).headline).toBe(headline);
  });
});
