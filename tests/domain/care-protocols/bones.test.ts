import { describe, expect, test } from "vitest";
import { BONES_PROTOCOL } from "../../../app/domain/care-protocols/bones";
import type { Recorded } from "../../support/a-person";
import { gapIn, NOT_FOR, type Row, stateIn } from "../../support/care-gaps";

const gap = gapIn(BONES_PROTOCOL);
const state = stateIn(BONES_PROTOCOL);
const fracture = (on?: string): Recorded => ["efi-fragility-fracture", on];
const issue = (sets: string[], on: string, until = "2099-01-01"): Recorded => [sets, on, undefined, { until }];
const tablets = (on: string, until?: string) =>
  issue(["medicine-bone-protection", "medicine-bisphosphonate"], on, until);
const denosumab = (on: string): Recorded => issue(["medicine-denosumab", "medicine-bone-protection"], on, on);
const steroid = (on: string, until = on): Recorded => issue(["medicine-steroid"], on, until);
const assessed = (on: string): Recorded => ["care-fracture-risk", on, 12];
const man = { bornOn: "1986-01-01", sex: "male" };
const born = (bornOn: string, sex = "female") => ({ bornOn, sex });

describe("fracture risk", () => {
  test.each<Row>([
    ["woman of 65", "BO1", [], born("1961-11-22"), "overdue"],
    ["woman of 64", "BO1", [], born("1961-11-23"), NOT_FOR],
    ["man of 75", "BO1", [], born("1951-11-22", "male"), "overdue"],
    ["man of 74", "BO1", [], born("1951-11-23", "male"), NOT_FOR],
    ["70, sex unknown", "BO1", [], born("1956-01-01", "unknown"), "cannot tell"],
    ["age unknown", "BO1", [], { bornOn: undefined }, "cannot tell"],
    [
      "man of 50 who smokes",
      "BO1",
      [[["smokes", "smoking-status"], "2025-01-01"]],
      born("1976-11-22", "male"),
      "overdue",
    ],
    [
      "man of 49 who smokes",
      "BO1",
      [[["smokes", "smoking-status"], "2025-01-01"]],
      born("1976-11-23", "male"),
      NOT_FOR,
    ],
    [
      "who gave it up",
      "BO1",
      [
        [["smokes", "smoking-status"], "2025-01-01"],
        ["smoking-status", "2026-01-01"],
      ],
      born("1976-11-22", "male"),
      NOT_FOR,
    ],
    ["body mass index 18.4", "BO1", [["bmi", "2026-01-01", 18.4]], born("1970-01-01", "male"), "overdue"],
    ["body mass index 18.5", "BO1", [["bmi", "2026-01-01", 18.5]], born("1970-01-01", "male"), NOT_FOR],
    ["40 with a fragility fracture", "BO1", [fracture("2026-11-01")], born("1986-01-01", "male"), "due"],
    ["40 on a steroid for 90 days", "BO1", [steroid("2026-08-24", "2099-01-01")], man, "due"],
    ["for 89 days", "BO1", [steroid("2026-08-25", "2099-01-01")], man, NOT_FOR],
    ["one rescue course", "BO1", [steroid("2026-11-10")], man, NOT_FOR],
    [
      "three courses in 12 months",
      "BO1",
      [steroid("2025-11-23"), steroid("2026-05-01"), steroid("2026-11-10")],
      man,
      "due",
    ],
    [
      "the first of them before",
      "BO1",
      [steroid("2025-11-10"), steroid("2026-05-01"), steroid("2026-11-11")],
      man,
      NOT_FOR,
    ],
    [
      "two of them on one day",
      "BO1",
      [steroid("2026-05-01"), steroid("2026-11-10"), steroid("2026-11-10", "2026-11-16")],
      man,
      NOT_FOR,
    ],
    ["assessed before a rescue course", "BO1", [assessed("2026-09-01"), steroid("2026-11-10")], {}, "done"],
    [
      "assessed since a long course began",
      "BO1",
      [steroid("2026-08-01", "2099-01-01"), assessed("2026-08-02")],
      {},
      "done",
    ],
    ["assessed before it began", "BO1", [steroid("2026-08-01", "2099-01-01"), assessed("2026-07-31")], {}, "due"],
    [
      "assessed since the third course, and a fourth",
      "BO1",
      [..."2026-01-01 2026-04-01 2026-08-01 2026-11-10".split(" ").map((on) => steroid(on)), assessed("2026-08-02")],
      {},
      "done",
    ],
    ["a child with a fracture", "BO1", [fracture("2026-11-01")], born("2015-01-01", "male"), NOT_FOR],
    ["assessed five years ago", "BO1", [["care-fracture-risk", "2021-11-22", 12]], {}, "overdue"],
    ["assessed less than five years ago", "BO1", [["care-fracture-risk", "2022-01-01", 12]], {}, "done"],
    ["a fracture since then", "BO1", [["care-fracture-risk", "2022-01-01", 12], fracture("2026-11-01")], {}, "due"],
    ["on treatment", "BO1", [tablets("2026-01-01")], {}, NOT_FOR],
    ["treatment over for long", "BO1", [tablets("2020-01-01", "2020-06-01")], {}, "overdue"],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
});

describe("treatment, off until a clinical lead signs it", () => {
  const signed = { values: { "treatment.BO2": 1 } };
  const hip: Recorded = ["hip-or-spine-fracture", "2026-11-01"];
  test("unsigned there is none", () => expect(state("BO2", [hip])).toBe(NOT_FOR));
  test.each<Row>([
    ["hip fracture, 12 weeks", "BO2", [hip], {}, "due"],
    ["hip fracture of the summer", "BO2", [["hip-or-spine-fracture", "2026-06-01"]], {}, "overdue"],
    ["T-score -2.5", "BO2", [["hip-t-score", "2026-11-01", -2.5]], {}, "due"],
    ["T-score -2.4", "BO2", [["hip-t-score", "2026-11-01", -2.4]], {}, NOT_FOR],
    ["above the threshold", "BO2", [["fracture-risk-high", "2026-11-01"]], {}, "due"],
    [
      "treated with vitamin D",
      "BO2",
      [hip, tablets("2026-11-10"), issue(["medicine-vitamin-d"], "2026-11-10")],
      {},
      "done",
    ],
    ["treated without", "BO2", [hip, tablets("2026-11-10")], {}, "due"],
    [
      "not suitable",
      "BO2",
      [
        ["hip-or-spine-fracture", "2019-11-01"],
        ["bone-drug-unsuitable", "2020-01-05"],
      ],
      {},
      "excused",
    ],
    ["at the end of life", "BO2", [hip, ["palliative-care", "2026-11-05"]], {}, "excused"],
  ])("%s", (_, id, recorded, someone, expected) =>
    expect(state(id, recorded, { ...someone, ...signed })).toBe(expected),
  );
  test("eGFR 29 rules out a bisphosphonate, 30 does not", () => {
    expect(gap("BO2", [hip, ["egfr", "2026-01-01", 29]], signed)?.because).toContain("not a bisphosphonate");
    expect(gap("BO2", [hip, ["egfr", "2026-01-01", 30]], signed)?.because).not.toContain("bisphosphonate");
  });
});

describe("review, pause and denosumab", () => {
  const young = { bornOn: "1960-01-01" };
  const zoledronate = (on: string, from = "2023-01-01"): Recorded[] => [
    issue(["medicine-zoledronic-acid", "medicine-bisphosphonate", "medicine-bone-protection"], from, from),
    issue(["medicine-zoledronic-acid", "medicine-bisphosphonate", "medicine-bone-protection"], on, on),
  ];
  test.each<Row>([
    ["on treatment, never reviewed", "BO3", [tablets("2025-01-01")], {}, "overdue"],
    ["reviewed this year", "BO3", [tablets("2025-01-01"), ["care-bone-drug-review", "2026-06-01"]], {}, "done"],
    ["not on treatment", "BO3", [], {}, NOT_FOR],
    ["tablets for five years", "BO3-pause", [tablets("2021-11-22")], young, "due"],
    ["tablets for less", "BO3-pause", [tablets("2021-11-23")], young, NOT_FOR],
    ["tablets for five years at 70", "BO3-pause", [tablets("2021-11-22")], { bornOn: "1956-11-22" }, NOT_FOR],
    [
      "tablets for five years after a hip fracture",
      "BO3-pause",
      [tablets("2021-11-22"), ["hip-or-spine-fracture", "2015-01-01"]],
      young,
      NOT_FOR,
    ],
    ["zoledronic acid for three years", "BO3-pause", zoledronate("2026-01-01", "2023-11-22"), young, "due"],
    ["zoledronic acid for less", "BO3-pause", zoledronate("2026-01-01", "2023-11-23"), young, NOT_FOR],
    ["denosumab five months ago", "BO3-denosumab", [denosumab("2026-06-23")], {}, "done"],
    ["denosumab six months ago", "BO3-denosumab", [denosumab("2026-05-22")], {}, "overdue"],
    ["another drug followed", "BO3-denosumab", [denosumab("2025-01-01"), tablets("2025-07-01")], {}, NOT_FOR],
    ["never given", "BO3-denosumab", [], {}, NOT_FOR],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
  const yearly = (on: string) => zoledronate(on, on);
  test.each<Row>([
    ["denosumab 209 days ago is treatment", "BO3", [denosumab("2026-04-27")], {}, "overdue"],
    ["210 days ago it is none", "BO3", [denosumab("2026-04-26")], {}, NOT_FOR],
    ["zoledronic acid 389 days ago is treatment", "BO3", yearly("2025-10-29"), {}, "overdue"],
    ["390 days ago it is none", "BO3", yearly("2025-10-28"), {}, NOT_FOR],
    [
      "the review stops at the end of life",
      "BO3",
      [tablets("2025-01-01"), ["palliative-care", "2026-11-01"]],
      {},
      "excused",
    ],
    [
      "so does the pause",
      "BO3-pause",
      [tablets("2021-11-22"), ["palliative-care", "2026-11-01"]],
      { bornOn: "1960-01-01" },
      "excused",
    ],
    [
      "but never denosumab, which breaks bones when it simply stops",
      "BO3-denosumab",
      [denosumab("2026-05-22"), ["palliative-care", "2026-11-01"]],
      {},
      "overdue",
    ],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
  test("more than four weeks late is an alert", () => {
    expect(gap("BO3-denosumab", [denosumab("2026-04-25")])?.target?.met).toBe(true);
    expect(gap("BO3-denosumab", [denosumab("2026-04-24")])?.target?.met).toBe(false);
  });
});
