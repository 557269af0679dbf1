/** Units and changes as they are read: no key, no id. */
import { describe, expect, test } from "vitest";
import { changeInWords, linesOf, unitInWords, valueInWords } from "../../app/domain/plan-in-words";

describe("an entry of a list is named by its first words", () => {
  test.each([
    ["impairments/a", { category: "mental_health" }, "Impairment “Mental health”"],
    ["capacity/a", { decision: "cpr", has: "lacks" }, "Capacity assessment “CPR”"],
    ["adjustments/a", { kind: "time", what: "Ten minutes more" }, "Adjustment “More time, or a set time”"],
    ["people/a", { ringId: "0193e0a0-0000-7000-8000-000000000001", name: "Ann" }, "Person to ring “Ann”"],
    ["people/a", { ringId: "0193e0a0-0000-7000-8000-000000000001" }, "Person to ring"],
    ["contingency/a", { card: "hypo", cardVersion: "2", trigger: "Drowsy" }, "Contingency plan “Drowsy”"],
    ["needs/a", { what: "x".repeat(70) }, `Need “${"x".repeat(57)}…”`],
    ["needs/a", null, "Need"],
  ])("%s %o: %s", (unit, values, words) => expect(unitInWords(unit, values)).toBe(words));
});

test("an answer by its label, a day in words, an answer of an older form by itself and marked", () => {
  expect(valueInWords("cpr", "decision", "attempt")).toBe("Attempt CPR");
  expect(valueInWords("cpr", "decidedOn", "2026-05-03")).toBe("3 May 2026");
  expect(valueInWords("cpr", "decision", "for_all")).toBe("“for all” (an answer of an older form: check)");
});

describe("a change", () => {
  const ids = { ringId: "0193e0a0-0000-7000-8000-000000000001", card: "hypo", cardVersion: "2" };

  test("says neither the id of the line of the record nor of the card that it came from", () => {
    const taken = { unit: "people/a", before: null, after: { name: "Ann", phone: "02079460321", ringId: ids.ringId } };
    expect(linesOf(taken).map(({ name }) => name)).toEqual(["name", "phone"]);
    const card = { unit: "contingency/a", before: null, after: { trigger: "Drowsy", ...ids } };
    expect(JSON.stringify(changeInWords(card))).not.toMatch(/"hypoglycaemia"|0193|version/i);
  });

  test("says both sides of an answer in words", () => {
    const change = { unit: "impairments/a", before: { category: "sight" }, after: { category: "mental_health" } };
    expect(changeInWords(change)).toEqual({
      unit: "impairments/a",
      what: "Impairment “Mental health”",
      did: "changed",
      lines: [{ label: "Category", before: "Sight", after: "Mental health" }],
    });
  });
});
