import { describe, expect, test } from "vitest";
import { AGREEMENT_GROUPS, groupsShown } from "../../app/domain/agreement-questions";
import { applyOperations, emptyPlan, type Values } from "../../app/domain/plan";
import { whatCrewsWouldMiss } from "../../app/domain/plan-readiness";
import { fieldsOf } from "../../app/domain/plan-sections";

const shown = (answers: Values, written: Values = answers, errors = {}) => {
  const groups = groupsShown(answers, written, errors);
  return AGREEMENT_GROUPS.filter(({ id }) => groups.includes(id)).flatMap(({ fields }) => fields);
};

describe("questions about the agreement", () => {
  test("every field of the section is asked once", () => {
    const asked = AGREEMENT_GROUPS.flatMap(({ fields }) => fields);
    expect([...asked].sort()).toEqual(Object.keys(fieldsOf("agreement")).sort());
  });

  test.each([
    ["nothing yet", {}, ["agreed", "copy"]],
    ["the person", { agreed: "person" }, ["agreed", "on", "copy"]],
    [
      "a representative",
      { agreed: "representative" },
      ["agreed", "name", "relation", "on", "bestInterests", "consulted", "copy"],
    ],
    ["disagrees", { agreed: "disagrees" }, ["agreed", "on", "because", "copy"]],
    [
      "not discussed",
      { agreed: "not_discussed" },
      ["agreed", "notDiscussedBecause", "discussBy", "bestInterests", "consulted", "copy"],
    ],
    ["a copy", { copy: "yes" }, ["agreed", "copy", "copyOn", "copyHow"]],
    ["no copy", { copy: "no" }, ["agreed", "copy", "copyNotBecause"]],
  ])("%s: only what follows", (_, answers: Values, fields) => expect(shown(answers)).toEqual(fields));

  test("whatever publishing asks for after an answer is among what shows", () => {
    for (const agreed of Object.keys(fieldsOf("agreement").agreed!.options!))
      for (const copy of ["yes", "no"]) {
        const plan = applyOperations(emptyPlan(), [{ unit: "agreement", values: { agreed, copy } }]);
        const lacks = whatCrewsWouldMiss(plan, { today: "2026-11-22", bornOn: "1942-03-12", signedCards: {} } as never);
        const asked = lacks.filter(({ section }) => section === "agreement").map(({ field }) => field);
        expect(asked.length, agreed).toBeGreaterThan(0);
        expect(shown({ agreed, copy })).toEqual(expect.arrayContaining(asked));
      }
  });

  test("what is written stays in sight until its answer is changed, and what is wrong is always seen", () => {
    const written = { agreed: "not_discussed", because: "She slept", copy: "no" };
    expect(shown(written)).toContain("because");
    expect(shown({ ...written, agreed: "person" }, written)).not.toContain("because");
    expect(shown({ agreed: "person" }, {}, { because: "Too long" })).toContain("because");
  });
});
