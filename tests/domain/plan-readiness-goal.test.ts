/** A limit on hospital that was read from other words than its own field says from which: its author wrote no such limit. */
import { expect, test } from "vitest";
import { applyOperations, emptyPlan, type Values } from "../../app/domain/plan";
import { goalLacks } from "../../app/domain/plan-readiness-told";

const says = (escalation: Values, understanding: Values = {}) =>
  goalLacks(
    applyOperations(emptyPlan(), [
      { unit: "escalation", values: escalation },
      { unit: "understanding", values: understanding },
    ]),
  ).map((one) => one.says);

test("the goal of care is quoted, or the understanding; the field itself needs no quotation", () => {
  expect(says({ goal: "Comfort first, at home" })).toEqual([
    "Write the “unless” of the limit on hospital: it was read from the goal of care, “Comfort first, at home”",
  ]);
  expect(says({ goal: "Usual treatment" }, { understanding: "Should not be conveyed" })).toEqual([
    "Write the “unless” of the limit on hospital: it was read from “Health and what may happen”, “Should not be conveyed”",
  ]);
  expect(says({ goal: "Comfort first, at home", hospital: "Not for hospital" })).toEqual([
    "Write the “unless” of the limit on hospital",
  ]);
  expect(says({ goal: "Comfort first, at home", hospitalUnless: "a broken hip" })).toEqual([]);
});
