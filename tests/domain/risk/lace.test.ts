import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Discharge, scoreLace } from "../../../app/domain/risk/lace";

const aDischarge = (change: Partial<Discharge> = {}): Discharge => ({
  lengthOfStay: 0,
  admittedAsEmergency: false,
  comorbidity: 0,
  emergencyVisits: 0,
  ...change,
});
const value = (change: Partial<Discharge>) => {
  const answer = scoreLace(aDischarge(change));
  return answer.known ? answer.value : `at least ${answer.atLeast}`;
};

describe("LACE, row by row of the published table", () => {
  test.each<[string, Partial<Discharge>, number]>([
    ["same day", { lengthOfStay: 0 }, 0],
    ["1 night", { lengthOfStay: 1 }, 1],
    ["2 nights", { lengthOfStay: 2 }, 2],
    ["3 nights", { lengthOfStay: 3 }, 3],
    ["4 nights", { lengthOfStay: 4 }, 4],
    ["6 nights", { lengthOfStay: 6 }, 4],
    ["7 nights", { lengthOfStay: 7 }, 5],
    ["13 nights", { lengthOfStay: 13 }, 5],
    ["14 nights and over", { lengthOfStay: 14 }, 7],
    ["emergency admission", { admittedAsEmergency: true }, 3],
    ["comorbidity 1 counts as 1", { comorbidity: 1 }, 1],
    ["comorbidity 2 counts as 2", { comorbidity: 2 }, 2],
    ["comorbidity 3 counts as 3", { comorbidity: 3 }, 3],
    ["comorbidity 4 counts as 5", { comorbidity: 4 }, 5],
    ["comorbidity over 4 counts as 5", { comorbidity: 9 }, 5],
    ["1 visit", { emergencyVisits: 1 }, 1],
    ["4 visits", { emergencyVisits: 4 }, 4],
    ["visits are capped at 4", { emergencyVisits: 7 }, 4],
    ["everything at its best", {}, 0],
    [
      "everything at its worst",
      { lengthOfStay: 30, admittedAsEmergency: true, comorbidity: 6, emergencyVisits: 9 },
      19,
    ],
  ])("%s", (_, change, expected) => expect(value(change)).toBe(expected));

  test("9 is low and 10 is high", () => {
    expect(scoreLace(aDischarge({ lengthOfStay: 14, emergencyVisits: 2 }))).toMatchObject({
      value: 9,
      category: "low",
    });
    expect(scoreLace(aDischarge({ lengthOfStay: 14, admittedAsEmergency: true }))).toMatchObject({
      value: 10,
      category: "high",
    });
  });
});

test("without any one input the answer is a floor, not above the whole value, and has no category", () => {
  const whole = { lengthOfStay: 5, admittedAsEmergency: true, comorbidity: 2, emergencyVisits: 1 };
  for (const input of Object.keys(whole)) {
    const answer = scoreLace({ ...whole, [input]: undefined });
    expect(answer).toMatchObject({ known: false, missing: [expect.any(String)], version: "lace 2010/1" });
    expect(answer).not.toHaveProperty("category");
    expect(answer.known ? Number.NaN : answer.atLeast).toBeLessThan(10);
  }
  expect(scoreLace(whole)).toMatchObject({ value: 10, category: "high" });
  expect(value({ comorbidity: undefined, emergencyVisits: 2 })).toBe("at least 2");
});

test("worse of anything never lowers it, and it stays between 0 and 19", () => {
  const count = fc.nat({ max: 60 });
  fc.assert(
    fc.property(count, count, count, count, count, count, (stay, more, c, moreC, visits, moreVisits) => {
      const low = value({ lengthOfStay: stay, comorbidity: c, emergencyVisits: visits }) as number;
      const high = value({
        lengthOfStay: stay + more,
        admittedAsEmergency: true,
        comorbidity: c + moreC,
        emergencyVisits: visits + moreVisits,
      }) as number;
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeGreaterThanOrEqual(low + 3);
      expect(high).toBeLessThanOrEqual(19);
    }),
  );
});
