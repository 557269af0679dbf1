import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  PARR30_CONDITIONS,
  type Parr30Condition,
  type Parr30Input,
  scoreParr30,
} from "../../../app/domain/risk/parr30";

const aDischarge = (change: Partial<Parr30Input> = {}): Parr30Input => ({
  age: 0,
  emergencyAdmissionsInYear: 0,
  emergencyAdmissionIn30Days: false,
  admittedAsEmergency: false,
  deprivation2007: 0,
  conditions: new Set(),
  ...change,
});
const probability = (change: Partial<Parr30Input>) => {
  const answer = scoreParr30(aDischarge(change));
  return answer.known ? answer.value : answer.atLeast;
};
/** What was added to the constant. */
const added = (change: Partial<Parr30Input>) => {
  const p = probability(change);
  return Math.log(p / (1 - p)) + 2.91821;
};

describe("PARR-30, coefficient by coefficient", () => {
  test.each<[string, Partial<Parr30Input>, number]>([
    ["nothing", {}, 0],
    ["age 80, squared", { age: 80 }, 6400 * 0.000060581],
    ["one emergency admission in the year", { emergencyAdmissionsInYear: 1 }, 0.1215],
    ["three of them", { emergencyAdmissionsInYear: 3 }, 0.3645],
    ["one in 30 days", { emergencyAdmissionIn30Days: true }, 0.5258],
    ["this one an emergency", { admittedAsEmergency: true }, 0.5565],
    ["deprivation 9.99", { deprivation2007: 9.99 }, 0],
    ["deprivation 10", { deprivation2007: 10 }, 0.0209],
    ["deprivation 14.99", { deprivation2007: 14.99 }, 0.0209],
    ["deprivation 15", { deprivation2007: 15 }, 0.0239],
    ["deprivation 24.99", { deprivation2007: 24.99 }, 0.0239],
    ["deprivation 25", { deprivation2007: 25 }, 0.0661],
    ["deprivation 39.99", { deprivation2007: 39.99 }, 0.0661],
    ["deprivation 40", { deprivation2007: 40 }, 0.1017],
    ["deprivation 49.99", { deprivation2007: 49.99 }, 0.1017],
    ["deprivation 50", { deprivation2007: 50 }, 0.0982],
  ])("%s", (_, change, expected) => expect(added(change)).toBeCloseTo(expected, 9));

  test.each<[Parr30Condition, number]>([
    ["congestive-heart-failure", 0.095],
    ["peripheral-vascular-disease", 0.1043],
    ["chronic-pulmonary-disease", 0.2243],
    ["diabetes-with-complication", 0.1457],
    ["renal-disease", 0.1977],
    ["metastatic-cancer", 0.2762],
    ["other-cancer", 0.5069],
    ["moderate-or-severe-liver-disease", 0.2673],
    ["other-liver-disease", 0.2133],
    ["hemiplegia", 0.1061],
    ["dementia", 0.0467],
  ])("%s", (condition, expected) => expect(added({ conditions: new Set([condition]) })).toBeCloseTo(expected, 9));
});

test("one discharge by hand: t = -2.91821 + .3877184 + .243 + .5565 + .0239 + .1977 + .0467 = -1.4626916, p = .188", () => {
  const answer = scoreParr30({
    age: 80,
    emergencyAdmissionsInYear: 2,
    emergencyAdmissionIn30Days: false,
    admittedAsEmergency: true,
    deprivation2007: 23.4,
    conditions: new Set(["renal-disease", "dementia"]),
  });
  expect(answer).toMatchObject({ known: true, category: "below .5", version: "parr30 2012/1" });
  expect(answer.known && answer.value).toBeCloseTo(1 / (1 + Math.exp(1.4626916)), 6);
  expect(answer.known && answer.value).toBeCloseTo(0.188, 3);
});

test("half and over is the published threshold", () => {
  // 24 admissions: t = -.00221; 25: t = .11929.
  expect(scoreParr30(aDischarge({ emergencyAdmissionsInYear: 24 }))).toMatchObject({ category: "below .5" });
  expect(scoreParr30(aDischarge({ emergencyAdmissionsInYear: 25 }))).toMatchObject({ category: ".5 and over" });
});

test("every answer says that it is not calibrated, the floors too", () => {
  for (const change of [{}, { age: undefined }]) {
    expect(scoreParr30(aDischarge(change)).caveats).toEqual([
      "uncalibrated: hospital coefficient missing; IMD 2007 score",
    ]);
  }
});

test("without any one input the answer is a floor without a category", () => {
  const whole: Parr30Input = {
    age: 85,
    emergencyAdmissionsInYear: 9,
    emergencyAdmissionIn30Days: true,
    admittedAsEmergency: true,
    deprivation2007: 45,
    conditions: new Set(["other-cancer"]),
  };
  const value = probability(whole);
  for (const input of Object.keys(whole)) {
    const answer = scoreParr30({ ...whole, [input]: undefined });
    expect(answer).toMatchObject({ known: false, missing: [expect.any(String)] });
    expect(answer).not.toHaveProperty("category");
    expect(answer.known ? 1 : answer.atLeast).toBeLessThan(value);
  }
});

test("one more condition always raises it, and it stays between 0 and 1", () => {
  const conditions = Object.keys(PARR30_CONDITIONS) as Parr30Condition[];
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...conditions)), fc.constantFrom(...conditions), (some, more) => {
      const before = probability({ conditions: new Set(some) });
      const after = probability({ conditions: new Set([...some, more]) });
      expect(after >= before).toBe(true);
      expect(probability({ conditions: new Set([...some].reverse()) })).toBe(before);
      expect(before > 0 && after < 1).toBe(true);
    }),
  );
});
