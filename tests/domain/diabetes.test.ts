import { describe, expect, test } from "vitest";
import { type CareGap, findCareGaps, isOpen } from "../../app/domain/care-gap";
import { DIABETES_PROTOCOL, hasDiabetes, isOnDiabetesRegister } from "../../app/domain/care-protocols/diabetes";
import { diabetesType } from "../../app/domain/care-protocols/diabetes-register";
import type { PersonEntries } from "../../app/domain/feature";
import { AS_OF, aPerson, type Recorded } from "../support/a-person";

const DIABETIC: Recorded = ["diabetes-type-2", "2015-03-01"];
const gapsOf = (recorded: readonly Recorded[], asOf = AS_OF, change: Partial<PersonEntries> = {}) =>
  new Map(
    findCareGaps(aPerson({ recorded: [DIABETIC, ...recorded], ...change }, asOf), DIABETES_PROTOCOL, asOf).map(
      (gap) => [gap.process, gap],
    ),
  );

const EIGHT = ["hba1c", "blood-pressure", "cholesterol", "creatinine", "urine-albumin", "foot-check", "bmi", "smoking"];
const MEASURED = ["hba1c", "systolic", "diastolic", "cholesterol", "creatinine", "urine-acr", "bmi"];
const allEight = (on: string): Recorded[] => [
  ...MEASURED.map((set): Recorded => [set, on, 50]),
  ["foot-examination", on],
  ["smoking-status", on],
];

describe("the diabetes register (QOF DM017)", () => {
  const register = (bornOn: string | undefined) =>
    isOnDiabetesRegister(aPerson({ recorded: [DIABETIC], bornOn }), AS_OF);

  test("17 today is on it, 17 tomorrow is not, an unknown age is", () => {
    expect(register("2009-11-22")).toBe(true);
    expect(register("2009-11-23")).toBe(false);
    expect(register(undefined)).toBe(true);
  });

  test.each<[string, Recorded[], boolean]>([
    ["no diabetes code", [], false],
    ["type 1", [["diabetes-type-1", "1990-01-01"]], true],
    ["diagnosed, then resolved", [DIABETIC, ["diabetes-resolved", "2020-01-01"]], false],
    ["resolved on the day of the latest diagnosis", [DIABETIC, ["diabetes-resolved", "2015-03-01"]], false],
    ["resolved the day before the latest diagnosis", [DIABETIC, ["diabetes-resolved", "2015-02-28"]], true],
    [
      "resolved, then diagnosed again",
      [DIABETIC, ["diabetes-resolved", "2020-01-01"], ["diabetes-type-2", "2023-03-01"]],
      true,
    ],
    [
      "another type after resolution",
      [DIABETIC, ["diabetes-resolved", "2020-01-01"], ["diabetes-other", "2021-01-01"]],
      true,
    ],
    ["resolved tomorrow", [DIABETIC, ["diabetes-resolved", "2026-11-23"]], true],
    ["a diagnosis without a date", [["diabetes-type-2"]], true],
    ["a diagnosis without a date, resolved", [["diabetes-type-2"], ["diabetes-resolved", "2020-01-01"]], false],
    ["resolved without a diagnosis", [["diabetes-resolved", "2020-01-01"]], false],
    ["a code that no set knows", [["some-other-set", "2020-01-01"]], false],
  ])("%s", (_, recorded, expected) => expect(hasDiabetes(aPerson({ recorded }))).toBe(expected));

  test.each<[string, Recorded[], string | undefined]>([
    ["type 2", [DIABETIC], "type 2"],
    [
      "type 1 and later type 2: type 1, who must never be told to stop insulin",
      [["diabetes-type-1", "1990-01-01"], DIABETIC],
      "type 1",
    ],
    [
      "type 1 resolved, then type 2",
      [["diabetes-type-1", "1990-01-01"], ["diabetes-resolved", "2000-01-01"], DIABETIC],
      "type 2",
    ],
    ["type not stated", [["diabetes-other", "2015-03-01"]], "other"],
    ["none", [], undefined],
  ])("%s", (_, recorded, expected) => expect(diabetesType(aPerson({ recorded }))).toBe(expected));
});

describe("the eight care processes", () => {
  test("someone without diabetes has none", () => {
    const person = aPerson({ recorded: [["hba1c", "2026-01-01", 40]] });
    expect(findCareGaps(person, DIABETES_PROTOCOL, AS_OF)).toEqual([]);
  });

  test("nothing recorded: all eight are overdue, with no last day", () => {
    const gaps = [...gapsOf([]).values()].filter(({ process }) => EIGHT.includes(process));
    expect(gaps.map(({ process }) => process)).toEqual(EIGHT);
    expect(gaps.every((gap) => gap.state === "overdue" && gap.lastDone === undefined && isOpen(gap))).toBe(true);
  });

  test("17 today has them, 17 tomorrow has not, an unknown age cannot tell", () => {
    const hba1c = (bornOn: string | undefined) => gapsOf([], AS_OF, { bornOn }).get("hba1c");
    expect(hba1c("2009-11-22")?.state).toBe("overdue");
    expect(hba1c("2009-11-23")).toBeUndefined();
    expect(hba1c(undefined)).toMatchObject({ state: "cannot tell", because: "date of birth" });
  });

  test("the National Diabetes Audit's age and window are a setting", () => {
    const at = (bornOn: string, values: Record<string, number>) =>
      findCareGaps(
        aPerson({ recorded: [DIABETIC, ["bmi", "2025-08-23", 30]], bornOn }),
        DIABETES_PROTOCOL,
        AS_OF,
        values,
      ).find(({ process }) => process === "bmi")?.state;
    expect(at("2014-11-22", { "diabetes.from-age": 12 })).toBe("overdue");
    expect(at("2014-11-23", { "diabetes.from-age": 12 })).toBeUndefined();
    expect(at("1950-01-01", { "diabetes.window-months": 12 })).toBe("overdue");
    expect(at("1950-01-01", { "diabetes.window-months": 15 })).toBe("due");
  });

  test.each<[string, string, CareGap["state"], string]>([
    ["done this year", "2026-03-10", "done", "2027-03-10"],
    ["31 days before a year is over", "2025-12-23", "done", "2026-12-23"],
    ["30 days before a year is over", "2025-12-22", "due", "2026-12-22"],
    ["a year but a day ago", "2025-11-23", "due", "2026-11-23"],
    ["a year ago today", "2025-11-22", "overdue", "2026-11-22"],
  ])("HbA1c %s", (_, on, state, nextDue) => {
    expect(gapsOf([["hba1c", on, 53]]).get("hba1c")).toMatchObject({
      state,
      nextDue,
      lastDone: on,
      value: "53 mmol/mol",
    });
  });

  test("a year from 29 February ends on 28 February", () => {
    expect(gapsOf([["hba1c", "2024-02-29", 53]], "2024-06-01").get("hba1c")?.nextDue).toBe("2025-02-28");
  });

  test("a test without a value was not done; smoking status needs none", () => {
    const gaps = gapsOf([
      ["hba1c", "2026-10-01"],
      ["smoking-status", "2026-10-01"],
    ]);
    expect(gaps.get("hba1c")).toMatchObject({ state: "overdue", lastDone: undefined });
    expect(gaps.get("smoking")?.state).toBe("done");
  });

  test("blood pressure is done on the day of the older of its two numbers, and shown when both are of one day", () => {
    const pressure = (on: string) =>
      gapsOf([
        ["systolic", "2026-05-01", 138],
        ["diastolic", on, 82],
      ]).get("blood-pressure");
    expect(pressure("2026-05-01")).toMatchObject({ lastDone: "2026-05-01", value: "138/82 mmHg" });
    expect(pressure("2026-04-01")).toMatchObject({ lastDone: "2026-04-01", value: undefined });
    expect(gapsOf([["systolic", "2026-05-01", 138]]).get("blood-pressure")?.state).toBe("overdue");
  });

  test.each(MEASURED)("%s alone missing is not all eight", (missing) => {
    const recorded = allEight("2026-06-01").filter(([set]) => set !== missing);
    expect(gapsOf(recorded).get("DM1")).toMatchObject({ state: "overdue", lastDone: undefined, value: "7 of 8" });
  });

  test("all eight are as old as the oldest of them", () => {
    expect(gapsOf(allEight("2026-06-01")).get("DM1")).toMatchObject({ state: "done", value: "8 of 8" });
    const older = allEight("2026-06-01").map(
      ([set, on, value]): Recorded => [set, set === "bmi" ? "2025-11-22" : on, value],
    );
    expect(gapsOf(older).get("DM1")).toMatchObject({ state: "overdue", lastDone: "2025-11-22", value: "7 of 8" });
  });

  test("the end of life suspends them, and 'no longer indicated' brings them back", () => {
    expect(gapsOf([["palliative-care", "2026-06-01"]]).get("cholesterol")).toMatchObject({
      excuse: { kind: "end_of_life" },
    });
    const back = gapsOf([
      ["palliative-care", "2026-06-01"],
      ["palliative-care-ended", "2026-09-01"],
    ]);
    expect(back.get("cholesterol")?.state).toBe("overdue");
  });
});

describe("what excuses them", () => {
  test("a refused blood test excuses HbA1c for a year, and is lapsed after 13 months", () => {
    const hba1c = (on: string) => gapsOf([["declined-blood-test", on]]).get("hba1c");
    expect(hba1c("2026-01-22")).toMatchObject({
      state: "excused",
      excuse: { kind: "declined" },
      nextDue: "2027-01-22",
    });
    expect(hba1c("2025-11-23")?.state).toBe("excused");
    expect(hba1c("2025-11-22")?.state).toBe("overdue");
    expect(hba1c("2025-10-22")?.state).toBe("overdue");
  });

  test("it does not excuse what needs no blood", () => {
    const gaps = gapsOf([["declined-blood-test", "2026-10-01"]]);
    expect(["cholesterol", "creatinine"].map((id) => gaps.get(id)?.state)).toEqual(["excused", "excused"]);
    expect(["urine-albumin", "bmi", "foot-check"].map((id) => gaps.get(id)?.state)).toEqual(Array(3).fill("overdue"));
  });

  test("fructosamine stands in for HbA1c", () => {
    expect(gapsOf([["fructosamine", "2026-10-01", 300]]).get("hba1c")?.state).toBe("excused");
  });

  test("diabetes care as a whole can be declined or unsuitable", () => {
    expect(gapsOf([["declined-diabetes-care", "2026-10-01"]]).get("bmi")).toMatchObject({
      excuse: { kind: "dissent" },
    });
    expect(gapsOf([["diabetes-care-unsuitable", "2026-10-01"]]).get("bmi")).toMatchObject({
      excuse: { kind: "unsuitable" },
    });
  });

  test("two invitations without a reply excuse nothing", () => {
    const invited: Recorded[] = [
      ["diabetes-invitation", "2026-08-01"],
      ["diabetes-invitation", "2026-09-01"],
    ];
    expect(gapsOf(invited).get("hba1c")?.state).toBe("overdue");
  });
});

describe("the foot check", () => {
  const foot = (...recorded: Recorded[]) => gapsOf(recorded).get("foot-check");

  test("an examination of both feet", () => expect(foot(["foot-examination", "2026-06-01"])?.state).toBe("done"));
  test("both feet one by one, as old as the older", () => {
    expect(foot(["foot-right", "2026-06-01"], ["foot-left", "2026-05-01"])).toMatchObject({
      state: "done",
      lastDone: "2026-05-01",
    });
  });
  test("one foot only is not done", () => expect(foot(["foot-right", "2026-06-01"])?.state).toBe("overdue"));
  test("right foot checked, left absent, is done", () => {
    expect(foot(["foot-right", "2026-06-01"], ["foot-absent", "2010-01-01"])?.state).toBe("done");
  });
  test("right foot checked, left declined, is excused and not done; after a year it is overdue again", () => {
    expect(foot(["foot-right", "2026-06-01"], ["foot-declined", "2026-06-01"])).toMatchObject({
      state: "excused",
      lastDone: undefined,
      nextDue: "2027-06-01",
    });
    expect(foot(["foot-declined", "2025-11-22"])?.state).toBe("overdue");
  });
  test("declined and later examined is done", () => {
    expect(foot(["foot-declined", "2026-02-01"], ["foot-examination", "2026-06-01"])?.state).toBe("done");
  });
});
