import { describe, expect, test } from "vitest";
import { applyOperations, emptyPlan } from "../../app/domain/plan";
import { fieldsOf } from "../../app/domain/plan-sections";
import { hiddenForAge, notForAge, notOfferedIn } from "../../app/domain/sections-by-age";

const TODAY = "2026-11-22";

describe("sections by age", () => {
  test.each([
    ["84", "1942-03-12", ["childConsent"]],
    ["18 today", "2008-11-22", ["childConsent"]],
    ["17", "2008-11-23", ["attorney"]],
    ["not known", undefined, []],
  ])("%s", (_, bornOn, left) => expect(notForAge(bornOn, TODAY)).toEqual(left));

  test("what stands or is drafted all the same is shown, so that it can be taken out", () => {
    const plan = applyOperations(emptyPlan(), [{ unit: "childConsent", values: { basis: "parental" } }]);
    expect(hiddenForAge(["childConsent"], plan, [])).toEqual([]);
    expect(hiddenForAge(["childConsent"], emptyPlan(), ["childConsent"])).toEqual([]);
    expect(hiddenForAge(["childConsent"], emptyPlan(), [])).toEqual(["childConsent"]);
  });

  test("an adult is not offered a child's CPR recommendation or letters; a child and somebody of unknown age are", () => {
    const not = notOfferedIn("cpr", "1942-03-12", TODAY)!;
    for (const [field, keys] of Object.entries(not.options))
      for (const key of keys) expect(Object.keys(fieldsOf("cpr")[field]!.options!)).toContain(key);
    for (const field of not.fields) expect(Object.keys(fieldsOf("cpr"))).toContain(field);
    expect(notOfferedIn("cpr", "2015-03-12", TODAY)).toBeUndefined();
    expect(notOfferedIn("cpr", undefined, TODAY)).toBeUndefined();
  });
});
