/** An advance decision that was taken back: the page and the contradictions judge its day alike. */
import { expect, test } from "vitest";
import { adrtStanding, advanceDecisionSlot, isTakenBack, mayOutrank } from "../../app/domain/crisis-adrt";
import { advanceDecisionHolds } from "../../app/domain/plan-conflict-decisions";
import { aPlanDocument } from "../support/a-plan";

const bornOn = "1942-03-12";
/** Written on 3 May 2026. */
const taken = (withdrawnOn: string, change = {}) =>
  aPlanDocument([
    {
      unit: "advanceDecision",
      values: {
        ...{ adrt: "yes", refuses: "Ventilation", lifeSustaining: "formal", dated: "2026-01-05", withdrawnOn },
        ...change,
      },
    },
  ]);

test.each([
  ["before it was written", "2026-05-02", true],
  ["on that day", "2026-05-03", true],
  ["on a day that lay ahead", "2026-05-04", false],
  ["years ahead", "2062-05-03", false],
])("%s", (_, day, ended) => {
  const plan = taken(day);
  expect(isTakenBack(plan)).toBe(ended);
  expect(advanceDecisionHolds(plan, { today: "2026-11-22", bornOn })).toBe(!ended);
  expect(adrtStanding(plan, { bornOn })).toBe(ended ? "taken back" : "day of taking back ahead");
  expect(mayOutrank(plan, { bornOn })).toBe(!ended);
});

test("a day ahead is said to be in doubt: life-sustaining treatment is given while it is asked about", () => {
  expect(advanceDecisionSlot(taken("2062-05-03"), { bornOn })).toMatchObject({
    headline: "ADRT: YES, SAID TO BE TAKEN BACK ON A DAY TO COME",
    detail:
      "Refuses: Ventilation. Dated 5 January 2026. It is said to be taken back on 3 May 2062, which was still to come when that was written: ask the person, and ring the clinical desk. While this is checked, give life-sustaining treatment (Mental Capacity Act 2005, section 26).",
  });
});

test("what never bound does not come to bind by it", () => {
  expect(adrtStanding(taken("2062-05-03", { dated: "1959-01-01" }), { bornOn })).toBe("made before 18");
  expect(adrtStanding(taken("2062-05-03", { capableWhenMade: "no" }), { bornOn })).toBe("made without capacity");
});
