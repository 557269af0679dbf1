import { describe, expect, test } from "vitest";
import { adrtStanding, advanceDecisionSlot, attorneySlot } from "../../app/domain/crisis-adrt";
import type { PlanSignature } from "../../app/domain/crisis-plan";
import { ageGroupOn, signedAs } from "../../app/domain/crisis-signed";
import { cprSlot } from "../../app/domain/crisis-slots";
import type { PlanDocument, Values } from "../../app/domain/plan";
import { aPlanDocument, aStamp } from "../support/a-plan";

// ── The four dimensions ────────────────────────────────────────────────────────────────────────────────────

const DECIDED = "2026-05-03";
const MADE = "2026-01-05";
const CPR_ALONE =
  "CPR alone: all other treatment is given. Choking, a blocked tube and anaphylaxis are treated at once; CPR then is your judgement, unless the form rules it out.";
/** Born so that both decisions fall into the age. */
const AGES: Record<string, string | undefined> = {
  "under 16": "2011-08-01",
  "16 or 17": "2009-08-01",
  "18 or over": "1942-03-12",
  "not known": undefined,
};

const signature = (section: "cpr" | "advanceDecision", kind: "sign" | "endorse", change = {}): PlanSignature => ({
  section,
  kind,
  byName: kind === "sign" ? "Dr Amir Khan" : "Dr Ruth Cole",
  byRole: kind === "sign" ? "GP" : "consultant",
  at: kind === "sign" ? "2026-05-03T09:00:00.000Z" : "2026-06-04T09:00:00.000Z",
  holds: true,
  ...change,
});
/** `own`: words that an author with the permission wrote; the others came from elsewhere. */
const SIGNED: Record<string, { own: boolean; signatures?: PlanSignature[] }> = {
  "signed by its author": { own: true },
  signed: { own: false, signatures: [signature("cpr", "sign"), signature("advanceDecision", "sign")] },
  endorsed: { own: true, signatures: [signature("cpr", "endorse"), signature("advanceDecision", "endorse")] },
  unsigned: { own: false },
  "signed before the words changed": {
    own: false,
    signatures: [signature("cpr", "sign", { holds: false }), signature("advanceDecision", "sign", { holds: false })],
  },
};
const IS_SIGNED = new Set(["signed by its author", "signed", "endorsed"]);

const cpr = {
  decidedOn: DECIDED,
  decidedBy: "Dr Amir Khan",
  decidedByRole: "GP",
  involvement: "agreed",
  involved: "Mrs Obi",
  formLocation: "hall drawer",
};
const CPR: Record<string, Values> = {
  attempt: { ...cpr, decision: "attempt" },
  "not recommended": { ...cpr, decision: "not_recommended" },
  modified: { ...cpr, decision: "modified", modification: "Rescue breaths and suction only." },
  "none recorded": { decision: "none_recorded" },
  blank: {},
};

const paper = { adrt: "yes", refuses: "Ventilation", location: "Hall drawer", dated: MADE };
const undated = { ...paper, dated: "" };
const ADRT: Record<string, Values> = {
  none: { adrt: "none" },
  "not known": { adrt: "unknown" },
  blank: {},
  formal: { ...paper, lifeSustaining: "formal" },
  "formal, undated": { ...undated, lifeSustaining: "formal" },
  "formal, no witness seen": { ...paper, lifeSustaining: "formal", written: "yes", witnessed: "unknown" },
  informal: { ...paper, lifeSustaining: "informal" },
  "of other treatment": { ...paper, lifeSustaining: "no" },
  "not said what": paper,
  "made without capacity": { ...paper, lifeSustaining: "formal", capableWhenMade: "no" },
  "with a later attorney": { ...paper, lifeSustaining: "formal", laterLpa: "yes" },
  "taken back": { ...paper, lifeSustaining: "formal", withdrawnOn: "2026-04-01" },
};

// ── Their sentences ────────────────────────────────────────────────────────────────────────────────────────

const SIGNED_BY = { endorsed: " Endorsed 4 June 2026 by Dr Ruth Cole, consultant." } as Record<string, string>;
const CONSENT: Record<string, string> = {
  "under 16": " Decided under 16; consent: not recorded.",
  "16 or 17": " Decided at 16 or 17; consent: not recorded.",
};
const FIRST = "READ THE ADRT BELOW FIRST.";

function cprExpected(what: string, adrtOutranks: boolean, signed: string, age: string) {
  const first = adrtOutranks ? [FIRST] : [];
  if (what === "none recorded" || what === "blank") return ["CPR: NONE RECORDED: usual practice", first.join("")];
  const words = {
    attempt: "Attempt CPR",
    "not recommended": "CPR is not recommended",
    modified: "Modified CPR, as set out below (children only)",
  }[what];
  if (!IS_SIGNED.has(signed))
    return [
      "CPR: NONE SIGNED: usual practice",
      [
        ...first,
        `The plan holds “${words}”, which nobody who may sign has signed: look for a signed form and ring the clinical desk. Paper form: hall drawer.`,
      ].join(" "),
    ];
  const tail = `3 May 2026, Dr Amir Khan, GP.${SIGNED_BY[signed] ?? ""}${CONSENT[age] ?? ""} Agreed with Mrs Obi. Paper form: hall drawer.`;
  if (what === "attempt") return ["CPR: ATTEMPT", [...first, tail].join(" ")];
  if (what === "not recommended") return ["CPR: NOT RECOMMENDED", tail];
  const how = "Rescue breaths and suction only.";
  if (CONSENT[age]) return ["CPR: MODIFIED", [how, ...first, tail].join(" ")];
  const why =
    age === "18 or over"
      ? "this was decided at 18 or over: ring the clinical desk."
      : "the age when it was decided is not known: ring the clinical desk.";
  return [
    "CPR: MODIFIED, NOT CONFIRMED: usual practice",
    [how, `Modified CPR is for children only, and ${why}`, ...first, tail].join(" "),
  ];
}

const WITHOUT_AGE = "Without a date of birth nobody can tell whether it was made at 18 or later";
const UNDATED = "Undated: nobody can tell whether it was made at 18 or later";
const READ_AND_RING = ": read the document and ring the clinical desk.";
const MEANWHILE = " While this is checked, give life-sustaining treatment (Mental Capacity Act 2005, section 26).";

/** Of every one of which the law is in doubt, that a life is kept meanwhile. */
function adrtExpected(what: string, signed: string, age: string): [string, string] {
  const [headline, detail] = adrtStandsAs(what, signed, age);
  const certain = ["ADRT: YES", "ADRT: YES, not of life-sustaining treatment", "ADRT: TAKEN BACK, not binding"];
  return [headline, detail === "" || certain.includes(headline) ? detail : detail + MEANWHILE];
}

function adrtStandsAs(what: string, signed: string, age: string): [string, string] {
  const plain: Record<string, string> = {
    none: "ADRT: none",
    "not known": "ADRT: not known",
    blank: "ADRT: not recorded",
  };
  if (plain[what]) return [plain[what], ""];
  const dated = "Refuses: Ventilation. Dated 5 January 2026. Document: Hall drawer.";
  const noDate = "Refuses: Ventilation. Document: Hall drawer.";
  const day = what === "formal, undated" ? noDate : dated;
  const child = what !== "formal, undated" && (age === "under 16" || age === "16 or 17");
  const unknown = what === "formal, undated" ? UNDATED : age === "not known" ? WITHOUT_AGE : undefined;
  if (what === "taken back")
    return [
      "ADRT: TAKEN BACK, not binding",
      "Dated 5 January 2026. The person took it back on 1 April 2026: none of its refusals stands.",
    ];
  if (child) return ["ADRT: MADE BEFORE 18, not binding", `${day} Ring the clinical desk.`];
  if (what === "made without capacity")
    return ["ADRT: MADE WITHOUT CAPACITY, not binding", `${day} Ring the clinical desk.`];
  if (what === "not said what")
    return [
      "ADRT: YES, WHAT IT REFUSES NOT CONFIRMED",
      `${day} Whether it refuses life-sustaining treatment is not recorded${READ_AND_RING}`,
    ];
  if (!IS_SIGNED.has(signed))
    return [
      "ADRT: YES, NOT CHECKED",
      `${day} Nobody who may sign has checked this entry: look for the document and ring the clinical desk.`,
    ];
  if (what === "of other treatment")
    return ["ADRT: YES, not of life-sustaining treatment", unknown ? `${day} ${unknown}.` : day];
  if (what === "informal" || what === "formal, no witness seen") {
    const why =
      what === "informal"
        ? "Not all that a refusal of life-sustaining treatment needs was seen: ring the clinical desk."
        : "A refusal of life-sustaining treatment needs what was not seen here (a witness): ring the clinical desk.";
    return ["ADRT: YES, FORM NOT CONFIRMED", [day, why, ...(unknown ? [`${unknown}.`] : [])].join(" ")];
  }
  if (unknown) return ["ADRT: YES, AGE WHEN MADE NOT KNOWN", `${day} ${unknown}${READ_AND_RING}`];
  if (what === "with a later attorney")
    return [
      "ADRT: YES, A LATER ATTORNEY MAY DECIDE INSTEAD",
      `${day} A health attorney was given the same decision later: ring the attorney and the clinical desk.`,
    ];
  return ["ADRT: YES", `${day} If valid and applicable it OUTRANKS the CPR line above.`];
}

/** Read before the CPR line wherever it may yet outrank it. */
const outranks = ([headline]: readonly [string, string]) => /^ADRT: YES(?!, not of)/.test(headline);

function aPlan(cprValues: Values, adrtValues: Values, own: boolean): PlanDocument {
  const plan = aPlanDocument([
    { unit: "cpr", values: cprValues },
    { unit: "advanceDecision", values: adrtValues },
  ]);
  const stamp = { ...aStamp("2026-05-03T09:00:00.000Z"), ...(own ? {} : { source: "taken over" as const }) };
  return { ...plan, stamps: { ...plan.stamps, cpr: stamp, advanceDecision: stamp } };
}

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
