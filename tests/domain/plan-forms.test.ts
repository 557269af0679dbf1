import { describe, expect, test } from "vitest";
import { applyOperations, emptyPlan } from "../../app/domain/plan";
import { operationsFrom, problemsOf, valuesOf } from "../../app/domain/plan-forms";
import { mayWrite, SECTION_IDS, sectionOf } from "../../app/domain/plan-sections";

describe("a section's form", () => {
  test("an item is one operation; an empty new item is none", () => {
    const values = valuesOf("goals", { what: " Walk to church \r\n", unknown: "x" });
    expect(operationsFrom("goals", "g1", values)).toEqual([{ unit: "goals/g1", values: expect.anything() }]);
    const plan = applyOperations(emptyPlan(), operationsFrom("goals", "g1", values));
    expect(plan.sections.goals.items).toEqual([{ id: "g1", what: "Walk to church" }]);
    expect(operationsFrom("goals", "g2", valuesOf("goals", {}))).toEqual([]);
  });

  test("a looser section is one operation a field, and an emptied field is taken out", () => {
    const values = valuesOf("usual", { mobility: "in bed", oxygen: "" });
    expect(operationsFrom("usual", undefined, values)).toContainEqual({
      unit: "usual.mobility",
      values: { mobility: "in bed" },
    });
    expect(operationsFrom("usual", undefined, values)).toContainEqual({ unit: "usual.oxygen", values: null });
  });

  test("problems name the field", () => {
    expect(problemsOf("people", { name: "Hospice", phone: "ring them", hours: "always" })).toEqual({
      phone: "Phone must be a phone number, such as 020 7946 0321",
      hours: expect.stringContaining("24 hours"),
    });
  });
});

describe("who may write which section", () => {
  const who = {
    "GP with the permission": { role: "gp", permissions: ["sign emergency recommendation"] },
    GP: { role: "gp", permissions: [] },
    "social worker": { role: "social_worker", permissions: [] },
    "care coordinator": { role: "care_coordinator", permissions: [] },
    "care-home nurse": { role: "care_home_nurse", permissions: [] },
    "call handler": { role: "call_handler", permissions: [] },
  } as const;
  test.each([
    ["GP with the permission", ["anyone", "clinical", "emergency"]],
    ["GP", ["anyone", "clinical"]],
    ["social worker", ["anyone"]],
    ["care coordinator", ["anyone"]],
    ["care-home nurse", []],
    ["call handler", []],
  ] as const)("%s: %j", (name, signings) => {
    const expected = SECTION_IDS.filter((id) => (signings as readonly string[]).includes(sectionOf(id).signing));
    expect(SECTION_IDS.filter((id) => mayWrite(who[name], id))).toEqual(expected);
  });

  test("CPR, ADRT and escalation are of the person, never of a role", () => {
    expect(SECTION_IDS.filter((id) => sectionOf(id).signing === "emergency")).toEqual([
      "understanding",
      "cpr",
      "escalation",
      "advanceDecision",
    ]);
  });
});
