import { describe, expect, test } from "vitest";
import { indexOfEfi2 } from "../../app/domain/risk/frailty-index";
import { needOf } from "../../app/domain/stratification";

type Scores = Parameters<typeof needOf>[0];
const scores = (cambridge: number, deficits: number, known = true): Scores => {
  const shared = { because: [], version: "" };
  return {
    cambridge: known
      ? { known, value: cambridge, category: "scored", ...shared }
      : { known, atLeast: cambridge, missing: ["medicines"], ...shared },
    efi: known
      ? { known, value: deficits, category: "fit", madeFor: true, ...shared }
      : { known, atLeast: deficits, missing: ["medicines"], madeFor: true, ...shared },
  };
};

describe("the order of need", () => {
  test.each<[string, [Scores, number], [Scores, number]]>([
    ["the smallest weight of Cambridge before all 36 deficits", [scores(0.08, 0), 0], [scores(0, 36), 99]],
    ["a hundredth of Cambridge before all 36 deficits", [scores(1.01, 0), 0], [scores(1, 36), 99]],
    ["one deficit before 99 emergency admissions", [scores(1, 5), 0], [scores(1, 4), 99]],
    ["of equals, one emergency admission more", [scores(1, 5), 2], [scores(1, 5), 1]],
    ["a floor stands as what it is at least", [scores(1, 5, false), 1], [scores(1, 5), 0]],
  ])("%s", (_, first, second) => expect(needOf(...first)).toBeGreaterThan(needOf(...second)));
  test("99 emergency admissions and more are one", () =>
    expect(needOf(scores(1, 5), 120)).toBe(needOf(scores(1, 5), 99)));
});

test.each([
  [64, false],
  [65, true],
  [96, true],
  [undefined, undefined],
])("the second index is made for age %s: %s", (age, madeFor) =>
  expect(indexOfEfi2({ known: true, value: 0.1, category: "mild", because: [], version: "" }, age).madeFor).toBe(
    madeFor,
  ),
);
