import { describe, expect, test } from "vitest";
import type { Operation, Values } from "../../app/domain/plan";
import { whatCrewsWouldMiss } from "../../app/domain/plan-readiness";
import { aPlanDocument } from "../support/a-plan";

const today = "2026-11-22";
const lacksOf = (change: Operation[], bornOn: string | undefined = "1942-03-12") =>
  whatCrewsWouldMiss(aPlanDocument(change), { today, bornOn }).map(({ unit, field }) => `${unit} ${field}`);
const changed = (section: "cpr" | "advanceDecision" | "attorney" | "agreement", values: Values): Operation => ({
  unit: section,
  values: { ...(aPlanDocument().sections[section].fields as Values), ...values },
});

describe("what a crew would miss", () => {
  test("nothing in a complete plan", () => expect(lacksOf([])).toEqual([]));

  test.each<[string, Operation, string]>([
    ["no call-handler instruction", { unit: "handler", values: null }, "handler first"],
    ["no word on CPR", { unit: "cpr", values: null }, "cpr decision"],
    ["CPR without its date", changed("cpr", { decidedOn: "" }), "cpr decidedOn"],
    ["CPR dated tomorrow", changed("cpr", { decidedOn: "2026-11-23" }), "cpr decidedOn"],
    ["CPR without a name", changed("cpr", { decidedBy: "" }), "cpr decidedBy"],
    ["CPR without a role", changed("cpr", { decidedByRole: "" }), "cpr decidedByRole"],
    ["CPR without capacity", changed("cpr", { capacity: "" }), "cpr capacity"],
    ["CPR without involvement", changed("cpr", { involvement: "" }), "cpr involvement"],
    ["CPR agreed with nobody named", changed("cpr", { involved: "" }), "cpr involved"],
    [
      "CPR not discussed, without a lawful reason",
      changed("cpr", { involvement: "not_discussed", discussBy: "2026-12-01" }),
      "cpr notDiscussedBecause",
    ],
    [
      "CPR not discussed, without when it will be",
      changed("cpr", { involvement: "not_discussed", notDiscussedBecause: "harm" }),
      "cpr discussBy",
    ],
    ["CPR without where the form lies", changed("cpr", { formLocation: "" }), "cpr formLocation"],
    ["no word on an ADRT", { unit: "advanceDecision", values: null }, "advanceDecision adrt"],
    [
      "an ADRT without its place",
      changed("advanceDecision", { adrt: "yes", refuses: "Ventilation", lifeSustaining: "formal" }),
      "advanceDecision location",
    ],
    ["no word on a health attorney", { unit: "attorney", values: null }, "attorney lpa"],
    ["an attorney without a name", changed("attorney", { name: "" }), "attorney name"],
    [
      "“do not” without “unless”",
      { unit: "contingency/falls", values: { trigger: "Fall", doFirst: "Look", doNot: "lift alone", ring: "Desk" } },
      "contingency/falls unless",
    ],
    [
      "a limit on hospital without “unless”",
      { unit: "escalation", values: { hospital: "Not for hospital." } },
      "escalation hospitalUnless",
    ],
    [
      "a contingency plan without whom to ring",
      { unit: "contingency/falls", values: { trigger: "Fall", doFirst: "Look" } },
      "contingency/falls ring",
    ],
    [
      "whom to ring that is only part of a name, without a number",
      { unit: "contingency/falls", values: { trigger: "Fall", doFirst: "Look", ring: "Ngo" } },
      "contingency/falls ring",
    ],
    [
      "whom to ring whose entry crews do not see",
      {
        unit: "people/hospice",
        values: { name: "Hospice advice line", phone: "020 7946 0321", restriction: "hidden" },
      },
      "contingency/breathless ring",
    ],
    [
      "an action without an owner",
      { unit: "actions/a", values: { what: "Visit", dueOn: "2026-12-01" } },
      "actions/a owner",
    ],
    ["no word on a copy", changed("agreement", { copy: "" }), "agreement copy"],
    ["no copy and no reason", changed("agreement", { copy: "no" }), "agreement copyNotBecause"],
    ["disagreement without words", changed("agreement", { agreed: "disagrees" }), "agreement because"],
    ["no planned review", { unit: "review", values: null }, "review on"],
    [
      "a key-safe code",
      { unit: "home.access", values: { access: "Key safe by the door, code 4711" } },
      "home.access access",
    ],
    [
      "a rival CPR line beside a plan elsewhere",
      { unit: "elsewhere", values: { system: "London Universal Care Plan", dated: "2026-06-01" } },
      "cpr decision",
    ],
  ])("%s", (_, change, expected) => expect(lacksOf([change])).toContain(expected));

  test("no number to ring", () => {
    const none = ["people/hospice", "people/ngozi"].map((unit) => ({ unit, values: null }));
    expect(lacksOf(none)).toEqual(["contingency/breathless ring", "people phone"]);
  });

  test("a restricted number does not count: crews do not see it", () => {
    const restricted = ["people/hospice", "people/ngozi"].map((unit) => ({
      unit,
      values: { name: "Somebody", phone: "020 7946 0000", restriction: "hidden" },
    }));
    expect(lacksOf(restricted)).toEqual(["contingency/breathless ring", "people phone"]);
  });

  test("no CPR line is needed where the emergency plan lies elsewhere, nor where none is recorded", () => {
    const elsewhere = { unit: "elsewhere", values: { system: "London Universal Care Plan", dated: "2026-06-01" } };
    expect(lacksOf([elsewhere, { unit: "cpr", values: null }])).toEqual([]);
    expect(lacksOf([{ unit: "cpr", values: { decision: "none_recorded" } }])).toEqual([]);
  });

  test("an ADRT is made at 18 or later", () => {
    const adrt = { adrt: "yes", refuses: "Ventilation", lifeSustaining: "formal", location: "Hall" };
    expect(lacksOf([changed("advanceDecision", { ...adrt, dated: "2026-11-21" })], "2008-11-22")).toContain(
      "advanceDecision adrt",
    );
    expect(lacksOf([changed("advanceDecision", { ...adrt, dated: "2026-11-22" })], "2008-11-22")).toEqual([]);
  });

  test("every sentence names what to do", () => {
    for (const { says } of whatCrewsWouldMiss(aPlanDocument([{ unit: "cpr", values: null }]), {
      today,
      bornOn: undefined,
    }))
      expect(says).toMatch(/^(Choose|Give|Name|Say|Write)/);
  });
});
