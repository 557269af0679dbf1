import { describe, expect, test } from "vitest";
import { mustInterval, scoreMust } from "../../../app/domain/care-protocols/must";
import { NUTRITION_AND_SENSES_PROTOCOL } from "../../../app/domain/care-protocols/nutrition-and-senses";
import type { Recorded } from "../../support/a-person";
import { gapIn, NOT_FOR, type Row, stateIn } from "../../support/care-gaps";

const gap = gapIn(NUTRITION_AND_SENSES_PROTOCOL);
const state = stateIn(NUTRITION_AND_SENSES_PROTOCOL);
const must = (on: string, points?: number): Recorded => ["must", on, points];
const home = { careHome: true };

describe("MUST, step by step of BAPEN's table", () => {
  const points = (change: Parameters<typeof scoreMust>[0]) => {
    const answer = scoreMust({ bmi: 25, lossPercent: 0, acutelyIllWithoutFood: false, ...change });
    return answer.known ? answer.value : `at least ${answer.atLeast}`;
  };
  test.each<[string, Parameters<typeof scoreMust>[0], number | string]>([
    ["body mass index 20.1", { bmi: 20.1 }, 0],
    ["body mass index 20", { bmi: 20 }, 1],
    ["body mass index 18.5", { bmi: 18.5 }, 1],
    ["body mass index 18.4", { bmi: 18.4 }, 2],
    ["loss of 4.9 %", { lossPercent: 4.9 }, 0],
    ["loss of 5 %", { lossPercent: 5 }, 1],
    ["loss of 10 %", { lossPercent: 10 }, 1],
    ["loss of 10.1 %", { lossPercent: 10.1 }, 2],
    ["acutely ill without food", { acutelyIllWithoutFood: true }, 2],
    ["body mass index 19.9 and loss of 6 %", { bmi: 19.9, lossPercent: 6 }, 2],
    ["everything", { bmi: 15, lossPercent: 20, acutelyIllWithoutFood: true }, 6],
    ["an unknown loss is not none", { bmi: 19.9, lossPercent: undefined }, "at least 1"],
    ["an unknown weight is not a good one", { bmi: undefined, lossPercent: 6 }, "at least 1"],
  ])("%s", (_, change, expected) => expect(points(change)).toBe(expected));

  test.each<[number | undefined, boolean, number]>([
    [0, true, 1],
    [1, true, 1],
    [2, true, 1],
    [0, false, 12],
    [1, false, 2],
    [2, false, 1],
    [6, false, 1],
    [undefined, false, 12],
  ])("%s points, care home %s: again after %i months", (value, careHome, months) => {
    expect(mustInterval(value, careHome, 2)).toEqual({ months });
  });
});

test("body mass index 19.9 with loss of 6 % is 2, recorded as a number, and is screened monthly", () => {
  const answer = scoreMust({ bmi: 19.9, lossPercent: 6, acutelyIllWithoutFood: false });
  const value = answer.known ? answer.value : Number.NaN;
  expect(value).toBe(2);
  expect(gap("NU1", [must("2026-10-22", value)])).toMatchObject({
    state: "overdue",
    nextDue: "2026-11-22",
    value: "MUST 2",
  });
  expect(gap("NU1", [must("2026-10-23", value)])?.state).toBe("due");
});

test.each<Row>([
  ["75", "NU1", [], { bornOn: "1951-11-22" }, "overdue"],
  ["74", "NU1", [], { bornOn: "1951-11-23" }, NOT_FOR],
  ["frail at 60", "NU1", [["frailty-mild", "2026-01-01"]], { bornOn: "1966-01-01" }, "overdue"],
  ["care home at 60", "NU1", [], { ...home, bornOn: "1966-01-01" }, "overdue"],
  ["weight loss this month", "NU1", [["efi-weight-loss", "2026-11-01"]], { bornOn: "1966-01-01" }, "due"],
  ["weight loss of a year ago", "NU1", [["efi-weight-loss", "2025-11-22"]], { bornOn: "1966-01-01" }, NOT_FOR],
  ["age unknown", "NU1", [], { bornOn: undefined }, "cannot tell"],
  ["screened without a number", "NU1", [must("2026-10-01")], {}, "overdue"],
  ["0 points at home, half a year ago", "NU1", [must("2026-05-01", 0)], {}, "done"],
  ["0 points in a care home, half a year ago", "NU1", [must("2026-05-01", 0)], home, "overdue"],
  ["1 point at home, two months ago", "NU1", [must("2026-09-22", 1)], {}, "overdue"],
  ["at the end of life", "NU1", [["palliative-care", "2026-01-01"]], {}, "excused"],
  ["60", "SE1", [], { bornOn: "1966-11-22" }, "overdue"],
  ["59", "SE1", [], { bornOn: "1966-11-23" }, NOT_FOR],
  ["69, seen 23 months ago", "SE1", [["care-sight-test", "2024-12-22"]], { bornOn: "1957-01-01" }, "due"],
  ["70, seen 13 months ago", "SE1", [["care-sight-test", "2025-10-22"]], { bornOn: "1956-11-22" }, "overdue"],
  ["69, seen 13 months ago", "SE1", [["care-sight-test", "2025-10-22"]], { bornOn: "1956-11-23" }, "done"],
  ["diabetes has a row of its own", "SE1", [["diabetes-type-2", "2015-01-01"]], {}, NOT_FOR],
  ["difficulty with hearing", "SE2", [["efi-hearing-loss", "2026-10-01"]], {}, "overdue"],
  [
    "seen since",
    "SE2",
    [
      ["efi-hearing-loss", "2026-10-01"],
      ["care-hearing", "2026-11-01"],
    ],
    {},
    "done",
  ],
  [
    "dementia, two years ago",
    "SE2",
    [
      ["condition-dementia", "2020-01-01"],
      ["care-hearing", "2024-11-22"],
    ],
    {},
    "overdue",
  ],
  [
    "dementia, less",
    "SE2",
    [
      ["condition-dementia", "2020-01-01"],
      ["care-hearing", "2025-01-22"],
    ],
    {},
    "done",
  ],
  [
    "dementia, a difficulty reported since the last test",
    "SE2",
    [
      ["condition-dementia", "2020-01-01"],
      ["care-hearing", "2026-01-22"],
      ["efi-hearing-loss", "2026-11-01"],
    ],
    {},
    "overdue",
  ],
  [
    "dementia, reported on the day of the test",
    "SE2",
    [
      ["mild-cognitive-impairment", "2020-01-01"],
      ["care-hearing", "2026-01-22"],
      ["efi-hearing-loss", "2026-01-22"],
    ],
    {},
    "done",
  ],
  ["neither", "SE2", [], {}, NOT_FOR],
])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));

test("with points the target is missed unless weight rises", () => {
  const points = must("2026-11-20", 1);
  expect(gap("NU1", [points])?.target?.met).toBe(false);
  const weighed = (...weights: [on: string, kg: number][]) =>
    gap("NU1", [points, ...weights.map(([on, kg]): Recorded => ["weight", on, kg])])?.target?.met;
  expect(weighed(["2026-08-01", 50], ["2026-11-20", 51])).toBe(true);
  expect(weighed(["2026-08-01", 51], ["2026-11-20", 50])).toBe(false);
  expect(weighed(["2026-08-01", 50], ["2026-11-20", 50])).toBe(false);
  expect(weighed(["2026-11-20", 51])).toBe(false);
  expect(gap("NU1", [must("2026-11-20", 0)])?.target?.met).toBe(true);
});
test("weights from before the points say nothing about them", () => {
  const weights = (on: string): Recorded[] => [must("2026-11-20", 2), ["weight", "2015-05-01", 50], ["weight", on, 51]];
  expect(gap("NU1", weights("2016-05-01"))?.target?.met).toBe(false);
  expect(gap("NU1", weights("2026-11-19"))?.target?.met).toBe(false);
  expect(gap("NU1", weights("2026-11-20"))?.target?.met).toBe(true);
});
test("how often sight is tested is a setting on either side of 70", () => {
  const seen = (bornOn: string, name: string, months: number) =>
    gap("SE1", [["care-sight-test", "2026-01-22"]], { bornOn, values: { [`nutrition-and-senses.${name}`]: months } })
      ?.nextDue;
  expect(seen("1957-01-01", "sight-months", 18)).toBe("2027-07-22");
  expect(seen("1946-01-01", "sight-months-yearly", 6)).toBe("2026-07-22");
});
test("amputated or swollen, a clinician says that it is not suitable", () => {
  const excuses = [{ process: "NU1", kind: "unsuitable" as const, on: "2026-10-01", by: "Dr A" }];
  expect(state("NU1", [], { excuses })).toBe("excused");
});
