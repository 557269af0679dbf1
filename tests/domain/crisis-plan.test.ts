import { describe, expect, test } from "vitest";
import { adrtStanding, advanceDecisionSlot, attorneySlot } from "../../app/domain/crisis-adrt";
import { ageGroupOn, signedAs } from "../../app/domain/crisis-signed";
import { cprSlot } from "../../app/domain/crisis-slots";
import type { Values } from "../../app/domain/plan";
import { aPlanDocument } from "../support/a-plan";
import {
  ADRT,
  AGES,
  adrtExpected,
  aPlan,
  CPR,
  CPR_ALONE,
  cprExpected,
  DECIDED,
  IS_SIGNED,
  outranks,
  SIGNED,
  signature,
} from "../support/crisis-decisions";

describe("every CPR × ADRT × signature × age gives its exact sentence", () => {
  const rows = Object.keys(CPR).flatMap((what) =>
    Object.keys(ADRT).flatMap((adrt) =>
      Object.keys(SIGNED).flatMap((signed) =>
        Object.keys(AGES).map((age) => ({ name: `${what} × ${adrt} × ${signed} × ${age}`, what, adrt, signed, age })),
      ),
    ),
  );
  test(`${rows.length} of them`, () => {
    expect(rows).toHaveLength(5 * 12 * 5 * 4);
    for (const { name, what, adrt, signed, age } of rows) {
      const { own, signatures } = SIGNED[signed]!;
      const plan = aPlan(CPR[what]!, ADRT[adrt]!, own);
      const facts = { bornOn: AGES[age], signatures };
      const expected = adrtExpected(adrt, signed, age);
      const { headline, detail } = advanceDecisionSlot(plan, facts);
      expect([name, headline, detail]).toEqual([name, ...expected]);
      const slot = cprSlot(plan, facts);
      const [cprHeadline, cprDetail] = cprExpected(what, outranks(expected), signed, age);
      const limit = cprHeadline === "CPR: NOT RECOMMENDED" ? CPR_ALONE : undefined;
      expect([name, slot.headline, slot.detail, slot.limit]).toEqual([name, cprHeadline, cprDetail, limit]);
    }
  });

  test("only what is formal, dated, made at 18, checked and not given to an attorney later binds", () => {
    const binding = Object.keys(ADRT).flatMap((adrt) =>
      Object.keys(AGES).flatMap((age) =>
        Object.keys(SIGNED).flatMap((signed) => {
          const { own, signatures } = SIGNED[signed]!;
          const plan = aPlan(CPR.attempt!, ADRT[adrt]!, own);
          return adrtStanding(plan, { bornOn: AGES[age], signatures }) === "binding"
            ? [`${adrt}, ${age}, ${signed}`]
            : [];
        }),
      ),
    );
    expect(binding).toEqual([...IS_SIGNED].map((signed) => `formal, 18 or over, ${signed}`));
  });
});

describe("CPR, beyond the table", () => {
  const about = (change: Values, more: Parameters<typeof aPlanDocument>[0] = []) =>
    aPlanDocument([{ unit: "cpr", values: { ...CPR["not recommended"], ...change } }, ...more]);

  test.each<[string, Values, string]>([
    ["agreed", { involvement: "agreed" }, "Agreed with Mrs Obi."],
    ["disagrees", { involvement: "disagrees" }, "Discussed with Mrs Obi: the person DISAGREES."],
    [
      "not discussed: harm",
      { involvement: "not_discussed", notDiscussedBecause: "harm", discussBy: "2026-12-01" },
      "NOT DISCUSSED with the person (it would cause physical or psychological harm); will be by 1 December 2026.",
    ],
    [
      "not discussed: not practicable",
      { involvement: "not_discussed", notDiscussedBecause: "not_practicable" },
      "NOT DISCUSSED with the person (the person lacks capacity and nobody to consult could be reached); no date set.",
    ],
    ["not recorded", { involvement: "" }, "Involvement of the person not recorded."],
    ["the person does not know", { personAware: "no" }, "The person does NOT know of it."],
    ["the family does not know", { carerAware: "no" }, "The family does NOT know of it."],
  ])("%s", (_, change, words) => expect(cprSlot(about(change)).detail).toContain(words));

  test("whoever signed stands beside whoever decided", () =>
    expect(cprSlot(about({ decidedBy: "Dr Li Wu", decidedByRole: "consultant" })).detail).toContain(
      "3 May 2026, Dr Li Wu, consultant. Signed by Dr Amir Khan, GP.",
    ));

  test("who consents for a child is said", () => {
    const consent = { unit: "childConsent", values: { basis: "parental", who: "Ada Obi, mother" } };
    expect(cprSlot(about({}, [consent]), { bornOn: AGES["under 16"] }).detail).toContain(
      "Decided under 16; consent: somebody with parental responsibility (Ada Obi, mother).",
    );
  });

  test("a child's recommendation must be made again at 18; modified CPR ends then", () => {
    const later = (values: Values) => cprSlot(aPlanDocument([{ unit: "cpr", values }]), { bornOn: "2009-08-01" }).later;
    expect(later(CPR.attempt!)).toEqual([
      { from: "2027-08-01", says: "Now 18 or over, and the recommendation was not made again since: verify." },
    ]);
    expect(later(CPR.modified!)).toEqual([
      {
        from: "2027-08-01",
        says: "Now 18 or over: modified CPR is for children. Usual practice, and ring the clinical desk.",
      },
    ]);
  });

  test("a review that was due does not end it: it is said from the day after", () =>
    expect(cprSlot(about({ reviewOn: "2026-08-31" }), { bornOn: "1942-03-12" }).later).toEqual([
      { from: "2026-09-01", says: "The review of the CPR recommendation was due 31 August 2026." },
    ]));

  test("where none is recorded, systems that were looked at are named with their day", () => {
    const looked = (values: Values) =>
      cprSlot(
        aPlanDocument([
          { unit: "cpr", values: { decision: "none_recorded" } },
          { unit: "elsewhere", values },
        ]),
      ).detail;
    expect(looked({ checkedNone: "the Universal Care Plan", checkedOn: "2026-11-02" })).toBe(
      "No plan found in the Universal Care Plan (looked at on 2 November 2026).",
    );
    expect(looked({ checkedNone: "the Universal Care Plan" })).toContain("on a day not recorded");
  });

  test("a plan that lies elsewhere shows its date and link, and no CPR line of ours", () => {
    const plan = aPlanDocument([
      {
        unit: "elsewhere",
        values: {
          system: "London Universal Care Plan",
          dated: "2026-06-01",
          link: "UCP 12",
          checkedOn: "2026-11-02",
          what: "whole",
        },
      },
    ]);
    expect(cprSlot(plan).headline).toBe("CPR: SEE London Universal Care Plan (dated 1 June 2026, UCP 12)");
    expect(cprSlot(plan).detail).toContain("The whole plan lies there. Last looked at there on 2 November 2026.");
    expect(JSON.stringify(cprSlot(plan))).not.toMatch(/NOT RECOMMENDED|ATTEMPT/);
    expect(cprSlot(plan).detail).toContain(
      "If you cannot open it: usual practice, look for the form, ring the clinical desk.",
    );
  });

  test("a plan that lies elsewhere does not hide an ADRT that is recorded here", () => {
    const elsewhere = { unit: "elsewhere", values: { system: "UCP", dated: "2026-06-01" } };
    const detail = (adrt: Values) =>
      cprSlot(aPlanDocument([elsewhere, { unit: "advanceDecision", values: adrt }]), { bornOn: "1942-03-12" }).detail;
    expect(detail(ADRT.formal!)).toMatch(/^READ THE ADRT BELOW FIRST\. Confer holds no CPR line/);
    expect(detail(ADRT.none!)).not.toContain("ADRT");
  });
});

describe("signatures and ages", () => {
  test("the newest that still holds counts; an endorsement stands beside the signature", () => {
    const plan = aPlanDocument();
    expect(signedAs(plan, "cpr")).toEqual({ state: "signed", byName: "Dr Amir Khan", byRole: "GP", on: "2026-05-03" });
    const newer = signature("cpr", "sign", { byName: "Dr Li Wu", at: "2026-07-01T09:00:00.000Z" });
    expect(signedAs(plan, "cpr", [signature("cpr", "sign"), newer])).toMatchObject({ byName: "Dr Li Wu" });
    expect(signedAs(plan, "cpr", [signature("advanceDecision", "endorse")])).toMatchObject({ state: "signed" });
    expect(signedAs({ ...plan, stamps: {} }, "cpr")).toEqual({ state: "unsigned" });
  });

  test.each([
    ["2008-05-04", "16 or 17"],
    ["2008-05-03", "18 or over"],
    ["2010-05-04", "under 16"],
    ["2010-05-03", "16 or 17"],
    [undefined, "not known"],
  ])("born %s: %s", (bornOn, group) => expect(ageGroupOn(bornOn, DECIDED)).toBe(group));
  test("an undated decision has no age", () => expect(ageGroupOn("1942-03-12", undefined)).toBe("not known"));
});

describe("health attorney and deputy", () => {
  const ngozi = { lpa: "yes", name: "Ngozi (daughter)", registered: "seen" };
  test.each<[Values, string]>([
    [{ lpa: "none" }, "Health LPA: none"],
    [{ lpa: "unknown" }, "Health LPA: not known"],
    [{}, "Health LPA: not recorded"],
    [ngozi, "Health LPA: Ngozi (daughter), registered"],
    [{ ...ngozi, registered: "said" }, "Health LPA: Ngozi (daughter), said to be registered, not seen"],
    [
      { ...ngozi, registered: "no", lifeSustaining: "yes" },
      "Health LPA: Ngozi (daughter), NOT registered: no power yet, ask as family",
    ],
    [
      { ...ngozi, lifeSustaining: "yes" },
      "Health LPA: Ngozi (daughter), registered, may decide on life-sustaining treatment",
    ],
    [{ ...ngozi, lifeSustaining: "no" }, "Health LPA: Ngozi (daughter), registered, NOT on life-sustaining treatment"],
    [
      { ...ngozi, second: "Chidi (son)", jointly: "jointly" },
      "Health LPA: Ngozi (daughter), only together with Chidi (son), registered",
    ],
    [
      { ...ngozi, second: "Chidi (son)", jointly: "severally" },
      "Health LPA: Ngozi (daughter), also Chidi (son), registered",
    ],
  ])("%j", (values, headline) =>
    expect(attorneySlot(aPlanDocument([{ unit: "attorney", values }])).headline).toBe(headline),
  );

  test("says what was not answered, and when an attorney acts at all", () => {
    const detail = (values: Values) => attorneySlot(aPlanDocument([{ unit: "attorney", values }])).detail;
    const unanswered = "Life-sustaining treatment: not known. Acts only when the person lacks capacity.";
    expect(detail(ngozi)).toBe(unanswered);
    expect(detail({ ...ngozi, lifeSustaining: "unknown" })).toBe(unanswered);
    expect(detail({ ...ngozi, lifeSustaining: "yes", deputy: "Ada Obi" })).toBe(
      "Acts only when the person lacks capacity. Deputy of the Court of Protection: Ada Obi.",
    );
    expect(detail({ ...ngozi, registered: "no" })).toBe("");
  });

  test("a deputy is named beside it", () =>
    expect(attorneySlot(aPlanDocument([{ unit: "attorney", values: { lpa: "none", deputy: "Ada Obi" } }]))).toEqual({
      headline: "Health LPA: none",
      detail: "Deputy of the Court of Protection: Ada Obi.",
    }));
});
