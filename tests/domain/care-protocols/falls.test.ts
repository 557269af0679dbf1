import { describe, expect, test } from "vitest";
import * as falls from "../../../app/domain/care-protocols/falls";
import * as recorded from "../../../app/domain/care-protocols/falls-recorded";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";
import { gapIn, NOT_FOR, type Row, stateIn } from "../../support/care-gaps";

const gap = gapIn(falls.FALLS_PROTOCOL);
const state = stateIn(falls.FALLS_PROTOCOL);
const fall = (on: string, value?: number): Recorded => ["fall", on, value];
const FRAIL: Recorded = ["frailty-mild", "2025-01-01"];
const T2: Recorded = ["diabetes-type-2", "2015-01-01"];

test("nothing computes how likely somebody is to fall (NICE NG249)", () => {
  const names = [...Object.keys(falls), ...Object.keys(recorded)];
  expect(names.filter((name) => /score|risk|predict|likel/i.test(name))).toEqual([]);
  const words =
    JSON.stringify(falls.FALLS_PROTOCOL.settings) + falls.FALLS_PROTOCOL.processes.map(({ name }) => name).join();
  expect(words).not.toMatch(/score|risk score|predict/i);
});

describe("the number of falls", () => {
  const count = (...entries: Recorded[]) => recorded.fallsInYear(aPerson({ recorded: entries }), AS_OF).count;
  test("two codes of one day are one fall, unless the number says two", () => {
    expect(count(fall("2026-10-01"), ["fall", "2026-10-01", undefined, { code: "another" }])).toBe(1);
    expect(count(fall("2026-10-01", 2))).toBe(2);
    expect(count(fall("2026-10-01"), fall("2026-10-02"))).toBe(2);
  });
  test("of the last 12 months", () => {
    expect(count(fall("2025-11-22"))).toBe(0);
    expect(count(fall("2025-11-23"))).toBe(1);
  });
  test("a number stated counts, with the falls after it; none stated is none", () => {
    expect(count(["falls-in-year", "2026-06-01", 3])).toBe(3);
    expect(count(["falls-in-year", "2026-06-01", 1], fall("2026-05-01"))).toBe(1);
    expect(count(["falls-in-year", "2026-06-01", 1], fall("2026-07-01"))).toBe(2);
    expect(count(["falls-in-year", "2026-06-01", 0])).toBe(0);
  });
  test("recurrent falls are two at least", () => expect(count(["recurrent-falls", "2026-06-01"])).toBe(2));
});

describe("rows", () => {
  test.each<Row>([
    ["64 without a risk factor is not asked", "FA1", [], { bornOn: "1961-11-23" }, NOT_FOR],
    ["65 is", "FA1", [], { bornOn: "1961-11-22" }, "overdue"],
    ["50 with one is", "FA1", [["condition-stroke", "2020-01-01"]], { bornOn: "1976-11-22" }, "overdue"],
    ["49 with one is not", "FA1", [["condition-stroke", "2020-01-01"]], { bornOn: "1976-11-23" }, NOT_FOR],
    ["no falls is an answer", "FA1", [["falls-in-year", "2026-01-01", 0]], {}, "done"],
    ["a coded fall is no answer to the question", "FA1", [fall("2026-10-01")], {}, "overdue"],
    ["asked a year ago", "FA1", [["care-falls-asked", "2025-11-22"]], {}, "overdue"],
    ["age unknown", "FA1", [], { bornOn: undefined }, "cannot tell"],
    ["one fall of somebody not frail", "FA2", [fall("2026-11-01")], {}, NOT_FOR],
    ["one fall with frailty", "FA2", [FRAIL, fall("2026-10-12")], {}, "due"],
    ["six weeks after it", "FA2", [FRAIL, fall("2026-10-11")], {}, "overdue"],
    ["two falls", "FA2", [fall("2026-11-01"), fall("2026-11-02")], {}, "due"],
    [
      "two codes of one day",
      "FA2",
      [fall("2026-11-01"), ["fall", "2026-11-01", undefined, { code: "b" }]],
      {},
      NOT_FOR,
    ],
    ["one fall, could not get up", "FA2", [fall("2026-11-01"), ["fall-with-harm", "2026-11-01"]], {}, "due"],
    ["one fall with a fracture", "FA2", [fall("2026-11-01"), ["efi-fragility-fracture", "2026-11-01"]], {}, "due"],
    ["a fracture of another day", "FA2", [fall("2026-11-01"), ["efi-fragility-fracture", "2026-10-01"]], {}, NOT_FOR],
    [
      "assessed after the fall",
      "FA2",
      [FRAIL, fall("2026-06-01"), ["care-falls-assessment", "2026-07-01"]],
      {},
      "done",
    ],
    ["assessed before it", "FA2", [FRAIL, fall("2026-11-01"), ["care-falls-assessment", "2026-10-31"]], {}, "due"],
    ["under 50", "FA2", [FRAIL, fall("2026-11-01")], { bornOn: "1976-11-23" }, NOT_FOR],
    ["exercise for a problem of balance", "FA3", [["gait-or-balance-problem", "2026-11-01"]], {}, "due"],
    ["exercise without one", "FA3", [fall("2026-11-01")], {}, NOT_FOR],
    [
      "exercise, referred only",
      "FA3",
      [FRAIL, fall("2026-11-01"), ["care-falls-exercise-referral", "2026-11-05"]],
      {},
      "due",
    ],
    ["exercise completed", "FA3", [FRAIL, fall("2026-05-01"), ["care-falls-exercise", "2026-11-05"]], {}, "done"],
    ["home hazards", "FA4", [FRAIL, fall("2026-11-01")], {}, "due"],
    ["home hazards in a care home", "FA4", [FRAIL, fall("2026-11-01")], { careHome: true }, NOT_FOR],
    [
      "a move opens it again",
      "FA4",
      [FRAIL, fall("2026-05-01"), ["care-hazards-at-home", "2026-05-10"], ["moved-home", "2026-11-10"]],
      {},
      "due",
    ],
    ["standing pressure after a fall", "FA5", [fall("2026-11-01")], {}, "overdue"],
    ["standing pressure in type 2 diabetes", "FA5", [T2], { bornOn: "1980-01-01" }, "overdue"],
    ["hypertension at 79", "FA5", [["condition-hypertension", "2010-01-01"]], { bornOn: "1946-11-23" }, NOT_FOR],
    ["hypertension at 80", "FA5", [["condition-hypertension", "2010-01-01"]], { bornOn: "1946-11-22" }, "overdue"],
    ["dizziness of long ago", "FA5", [["efi-dizziness", "2020-01-01"]], {}, NOT_FOR],
    ["drop of 19", "FA5", [T2, ["care-postural-drop", "2026-06-01", 19]], {}, "done"],
    ["drop of 20", "FA5", [T2, ["care-postural-drop", "2026-06-01", 20]], {}, "out of target"],
    ["measured without a number", "FA5", [T2, ["care-postural-drop", "2026-06-01"]], {}, "overdue"],
    ["medicines after one fall", "FA6", [fall("2026-11-01")], {}, NOT_FOR],
    ["after the second, within 4 weeks", "FA6", [fall("2026-06-01"), fall("2026-10-26")], {}, "due"],
    ["and overdue then", "FA6", [fall("2026-06-01"), fall("2026-10-25")], {}, "overdue"],
    [
      "reviewed between the two",
      "FA6",
      [fall("2026-06-01"), ["care-structured-medication-review", "2026-07-01"], fall("2026-11-01")],
      {},
      "due",
    ],
    [
      "reviewed after the second",
      "FA6",
      [fall("2026-06-01"), fall("2026-10-01"), ["care-structured-medication-review", "2026-10-05"]],
      {},
      "done",
    ],
    [
      "an ordinary review is not enough",
      "FA6",
      [fall("2026-06-01"), fall("2026-10-01"), ["care-medication-review", "2026-10-05"]],
      {},
      "overdue",
    ],
  ])("%s (%s)", (_, id, entries, someone, expected) => expect(state(id, entries, someone)).toBe(expected));
});

test("declined in spring, exercise is offered again after a fall in autumn", () => {
  const excuses = [{ process: "FA3", kind: "declined" as const, on: "2026-04-01", by: "Dr A" }];
  expect(state("FA3", [["gait-or-balance-problem", "2026-03-01"]], { excuses })).toBe("excused");
  expect(state("FA3", [["gait-or-balance-problem", "2026-03-01"], FRAIL, fall("2026-11-01")], { excuses })).toBe("due");
});
test("the row shows the number of falls and the referral", () => {
  expect(gap("FA1", [fall("2026-10-01", 2)])?.value).toBe("2 falls in 12 months");
  expect(gap("FA1", [["falls-in-year", "2026-10-01", 0]])?.value).toBe("0 falls in 12 months");
  expect(gap("FA1", [])?.value).toBeUndefined();
  expect(gap("FA3", [FRAIL, fall("2026-11-01"), ["care-falls-exercise-referral", "2026-11-05"]])?.value).toBe(
    "referred 5 November 2026",
  );
});
