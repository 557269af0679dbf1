import { describe, expect, test } from "vitest";
import { type CareGap, findCareGaps, isOnRegister, isOpen } from "../../app/domain/care-gap";
import { DIABETES_PROTOCOL, hasDiabetes } from "../../app/domain/care-protocols/diabetes";
import type { Measure } from "../../app/domain/feature";

const AS_OF = "2026-11-22";
const BORN = "1950-06-01";
const DIABETIC = { "diabetes-type-2": { latestOn: "2015-03-01" } };
const person = (measures: Record<string, Measure>, bornOn: string | undefined = BORN) => ({
  bornOn,
  measures: new Map(Object.entries(measures)),
});
const gapsOf = (measures: Record<string, Measure>, asOf = AS_OF) =>
  new Map(findCareGaps(person({ ...DIABETIC, ...measures }), DIABETES_PROTOCOL, asOf).map((gap) => [gap.process, gap]));
const aValue = (latest: number, valueOn: string): Measure => ({ latestOn: valueOn, valueOn, latest });

describe("the diabetes register (QOF DM017)", () => {
  const register = (measures: Record<string, Measure>, bornOn?: string) =>
    isOnRegister(person(measures, bornOn), DIABETES_PROTOCOL, AS_OF);

  test("17 today is on it, 17 tomorrow is not, an unknown age is", () => {
    expect(register(DIABETIC, "2009-11-22")).toBe(true);
    expect(register(DIABETIC, "2009-11-23")).toBe(false);
    expect(
      isOnRegister({ bornOn: undefined, measures: new Map(Object.entries(DIABETIC)) }, DIABETES_PROTOCOL, AS_OF),
    ).toBe(true);
  });
  test.each<[string, Record<string, Measure>, boolean]>([
    ["no diabetes code", {}, false],
    ["type 1", { "diabetes-type-1": { latestOn: "1990-01-01" } }, true],
    ["diagnosed, then resolved", { ...DIABETIC, "diabetes-resolved": { latestOn: "2020-01-01" } }, false],
    [
      "resolved on the day of the latest diagnosis",
      { ...DIABETIC, "diabetes-resolved": { latestOn: "2015-03-01" } },
      false,
    ],
    [
      "resolved, then diagnosed again",
      { "diabetes-type-2": { latestOn: "2023-03-01" }, "diabetes-resolved": { latestOn: "2020-01-01" } },
      true,
    ],
    [
      "another type after resolution",
      { ...DIABETIC, "diabetes-other": { latestOn: "2021-01-01" }, "diabetes-resolved": { latestOn: "2020-01-01" } },
      true,
    ],
    ["a diagnosis without a date", { "diabetes-type-2": {} }, true],
    [
      "a diagnosis without a date, resolved",
      { "diabetes-type-2": {}, "diabetes-resolved": { latestOn: "2020-01-01" } },
      false,
    ],
    ["resolved without a diagnosis", { "diabetes-resolved": { latestOn: "2020-01-01" } }, false],
  ])("%s", (_, measures, expected) => {
    expect(hasDiabetes(new Map(Object.entries(measures)))).toBe(expected);
  });
});

describe("the eight care processes", () => {
  test("someone without diabetes has none", () => {
    expect(findCareGaps(person({ hba1c: aValue(40, "2026-01-01") }), DIABETES_PROTOCOL, AS_OF)).toEqual([]);
  });

  test("nothing recorded: all eight are overdue, with no last day", () => {
    const gaps = [...gapsOf({}).values()];
    expect(gaps.map(({ process }) => process)).toEqual([
      "hba1c",
      "blood-pressure",
      "cholesterol",
      "creatinine",
      "urine-albumin",
      "foot-check",
      "bmi",
      "smoking",
    ]);
    expect(gaps.every((gap) => gap.state === "overdue" && gap.lastDone === undefined && isOpen(gap))).toBe(true);
  });

  test.each<[string, string, CareGap["state"], string]>([
    ["done this year", "2026-03-10", "done", "2027-03-10"],
    ["31 days before a year is over", "2025-12-23", "done", "2026-12-23"],
    ["30 days before a year is over", "2025-12-22", "due", "2026-12-22"],
    ["a year but a day ago", "2025-11-23", "due", "2026-11-23"],
    ["a year ago today", "2025-11-22", "overdue", "2026-11-22"],
  ])("HbA1c %s", (_, doneOn, state, nextDue) => {
    expect(gapsOf({ hba1c: aValue(53, doneOn) }).get("hba1c")).toMatchObject({
      state,
      nextDue,
      lastDone: doneOn,
      value: "53 mmol/mol",
    });
  });

  test("a year from 29 February ends on 28 February", () => {
    expect(gapsOf({ hba1c: aValue(53, "2024-02-29") }, "2024-06-01").get("hba1c")).toMatchObject({
      nextDue: "2025-02-28",
    });
  });

  test("a test without a value was not done; smoking status needs none", () => {
    const gaps = gapsOf({
      hba1c: { latestOn: "2026-10-01", unreadable: true },
      "smoking-status": { latestOn: "2026-10-01" },
    });
    expect(gaps.get("hba1c")).toMatchObject({ state: "overdue", lastDone: undefined });
    expect(gaps.get("smoking")?.state).toBe("done");
  });

  test("blood pressure is done on the day of the older of its two numbers, and shown when both are of one day", () => {
    const pressure = (on: string) =>
      gapsOf({ systolic: aValue(138, "2026-05-01"), diastolic: aValue(82, on) }).get("blood-pressure");
    expect(pressure("2026-05-01")).toMatchObject({ lastDone: "2026-05-01", value: "138/82 mmHg" });
    expect(pressure("2026-04-01")).toMatchObject({ lastDone: "2026-04-01", value: undefined });
    expect(gapsOf({ systolic: aValue(138, "2026-05-01") }).get("blood-pressure")?.state).toBe("overdue");
  });
});

describe("the foot check", () => {
  const foot = (measures: Record<string, Measure>) => gapsOf(measures).get("foot-check");
  const on = (latestOn: string): Measure => ({ latestOn });

  test("an examination of both feet", () => expect(foot({ "foot-examination": on("2026-06-01") })?.state).toBe("done"));
  test("both feet one by one, as old as the older", () => {
    expect(foot({ "foot-right": on("2026-06-01"), "foot-left": on("2026-05-01") })).toMatchObject({
      state: "done",
      lastDone: "2026-05-01",
    });
  });
  test("one foot only is not done", () => expect(foot({ "foot-right": on("2026-06-01") })?.state).toBe("overdue"));
  test("one foot, the other absent, is done", () => {
    expect(foot({ "foot-right": on("2026-06-01"), "foot-absent": on("2010-01-01") })?.state).toBe("done");
  });
  test("one foot, the other declined, is excused and not done; after a year it is overdue again", () => {
    expect(foot({ "foot-right": on("2026-06-01"), "foot-declined": on("2026-06-01") })).toMatchObject({
      state: "excused",
      nextDue: "2027-06-01",
    });
    expect(foot({ "foot-declined": on("2025-11-22") })?.state).toBe("overdue");
  });
  test("declined and later examined is done", () => {
    expect(foot({ "foot-declined": on("2026-02-01"), "foot-examination": on("2026-06-01") })?.state).toBe("done");
  });
});
