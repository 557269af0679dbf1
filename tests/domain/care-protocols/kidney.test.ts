import { describe, expect, test } from "vitest";
import { findCareGaps } from "../../../app/domain/care-gap";
import { albuminCategory, gfrCategory, KIDNEY_PROTOCOL, TIMES_A_YEAR } from "../../../app/domain/care-protocols/kidney";
import type { SettingValues } from "../../../app/domain/setting";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

const gap = (
  id: string,
  recorded: Recorded[],
  { bornOn = "1946-06-01" as string | undefined, values = {} as SettingValues } = {},
) => findCareGaps(aPerson({ bornOn, recorded }), KIDNEY_PROTOCOL, AS_OF, values).find(({ process }) => process === id);

const kidneyDisease: Recorded = ["condition-chronic-kidney-disease", "2020-01-01"];
const tests = (egfr: number, acr: number, on = "2026-11-01"): Recorded[] => [
  ["egfr", on, egfr],
  ["urine-acr", on, acr],
];

describe("the categories of NICE NG203", () => {
  test.each([
    [90, "G1"],
    [89.9, "G2"],
    [60, "G2"],
    [59, "G3a"],
    [45, "G3a"],
    [44, "G3b"],
    [30, "G3b"],
    [29, "G4"],
    [15, "G4"],
    [14, "G5"],
  ])("eGFR %d is %s", (egfr, category) => expect(gfrCategory(egfr)).toBe(category));

  test.each([
    [2.9, "A1"],
    [3, "A2"],
    [30, "A2"],
    [30.1, "A3"],
  ])("albumin:creatinine ratio %d is %s", (acr, category) => expect(albuminCategory(acr)).toBe(category));

  test("table 2, row by row", () =>
    expect(TIMES_A_YEAR).toEqual({
      G1: { A1: [0, 1], A2: [1, 1], A3: [1, 1] },
      G2: { A1: [0, 1], A2: [1, 1], A3: [1, 1] },
      G3a: { A1: [1, 1], A2: [1, 1], A3: [2, 2] },
      G3b: { A1: [1, 2], A2: [2, 2], A3: [2, 2] },
      G4: { A1: [2, 2], A2: [2, 2], A3: [3, 3] },
      G5: { A1: [4, 4], A2: [4, 4], A3: [4, 4] },
    }));
});

describe("CK1, how often", () => {
  test.each<[string, Recorded[], boolean]>([
    ["chronic kidney disease", [kidneyDisease], true],
    ["diabetes", [["diabetes-type-2", "2020-01-01"]], true],
    ["neither", tests(50, 5), false],
  ])("%s", (_, recorded, theirs) => expect(gap("CK1", recorded) !== undefined).toBe(theirs));

  test.each<[string, Recorded, string, boolean]>([
    ["diabetes at 17", ["diabetes-type-1", "2020-01-01"], "2009-11-22", true],
    ["diabetes at 16", ["diabetes-type-1", "2020-01-01"], "2009-11-23", false],
    ["chronic kidney disease at 16", kidneyDisease, "2009-11-23", true],
  ])("%s", (_, disease, bornOn, theirs) => expect(gap("CK1", [disease], { bornOn }) !== undefined).toBe(theirs));

  test("G3b A2 is twice a year: last done seven months ago, it is overdue by one", () => {
    expect(gap("CK1", [kidneyDisease, ...tests(35, 10, "2026-04-22")])).toMatchObject({
      state: "overdue",
      because: "Chronic kidney disease, G3b A2: 2 a year",
      nextDue: "2026-10-22",
    });
    expect(gap("CK1", [kidneyDisease, ...tests(35, 10, "2026-05-23")])?.state).toBe("due");
    expect(gap("CK1", [kidneyDisease, ...tests(35, 10, "2026-06-23")])?.state).toBe("done");
  });

  test("both tests, the older of them", () => {
    expect(gap("CK1", [kidneyDisease, ["egfr", "2026-11-01", 50]])).toMatchObject({
      state: "overdue",
      because: "Chronic kidney disease; albumin:creatinine ratio not known",
    });
    expect(gap("CK1", [kidneyDisease, ["egfr", "2026-11-01", 50], ["urine-acr", "2025-11-22", 1]])).toMatchObject({
      lastDone: "2025-11-22",
      state: "overdue",
    });
    expect(gap("CK1", [kidneyDisease, ["egfr", "2026-11-01", 50], ["urine-acr", "2025-11-23", 1]])?.state).toBe("due");
  });

  test("of a range the end with more tests ships, and the other is a setting", () => {
    const person = [kidneyDisease, ...tests(35, 1, "2026-03-01")];
    expect(gap("CK1", person)).toMatchObject({ because: "Chronic kidney disease, G3b A1: 2 a year", state: "overdue" });
    const fewer = { values: { "kidney.range-end": 0 } };
    expect(gap("CK1", person, fewer)).toMatchObject({
      because: "Chronic kidney disease, G3b A1: 1 a year",
      state: "done",
    });
    expect(gap("CK1", [kidneyDisease, ...tests(95, 1)], fewer)).toBeUndefined();
  });

  test("in frailty the eGFR may be too high", () =>
    expect(gap("CK1", [kidneyDisease, ...tests(50, 1), ["frailty-severe", "2026-01-01"]])?.value).toMatch(
      /little muscle/,
    ));

  test("rests at the end of life and after a refusal", () => {
    expect(gap("CK1", [kidneyDisease, ["palliative-care", "2026-01-01"]])?.state).toBe("excused");
    expect(gap("CK1", [kidneyDisease, ["declined-blood-test", "2026-01-01"]])?.state).toBe("excused");
  });
});

describe("CK2, a first low eGFR", () => {
  const egfr = (...values: [on: string, value: number][]): Recorded[] =>
    values.map(([on, value]) => ["egfr", on, value]);

  test.each<[string, Recorded[], boolean]>([
    ["60", egfr(["2026-11-15", 60]), false],
    ["59", egfr(["2026-11-15", 59]), true],
    ["59 with chronic kidney disease coded", [...egfr(["2026-11-15", 59]), kidneyDisease], false],
    ["59 and 60 since", egfr(["2026-10-15", 59], ["2026-11-15", 60]), false],
  ])("eGFR %s", (_, recorded, theirs) => expect(gap("CK2", recorded) !== undefined).toBe(theirs));

  test("is repeated within 14 days", () => {
    expect(gap("CK2", egfr(["2026-11-09", 55]))).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(gap("CK2", egfr(["2026-11-08", 55]))?.state).toBe("overdue");
  });

  test("then once 90 days have passed since the first", () => {
    expect(gap("CK2", egfr(["2026-09-10", 55], ["2026-09-20", 54]))).toMatchObject({
      state: "due",
      nextDue: "2026-12-09",
    });
    expect(gap("CK2", egfr(["2026-08-24", 55], ["2026-09-05", 54]))?.state).toBe("overdue");
  });

  test("that has lasted 90 days wants its code", () => {
    expect(gap("CK2", egfr(["2026-08-01", 55], ["2026-10-30", 54]))).toMatchObject({ state: "out of target" });
    expect(gap("CK2", egfr(["2026-08-02", 55], ["2026-10-30", 54]))?.state).not.toBe("out of target");
  });
});
