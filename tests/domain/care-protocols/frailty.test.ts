import { describe, expect, test } from "vitest";
import { FRAILTY_PROTOCOL } from "../../../app/domain/care-protocols/frailty";
import { EFI_DEFICITS } from "../../../app/domain/risk/efi";
import type { Recorded } from "../../support/a-person";
import { gapIn, NOT_FOR, type Row, stateIn } from "../../support/care-gaps";

const gap = gapIn(FRAILTY_PROTOCOL);
const state = stateIn(FRAILTY_PROTOCOL);
const DEFICITS = Object.keys(EFI_DEFICITS).filter((id) => id !== "polypharmacy");
/** So many deficits of the index, none of them a trigger. */
const indexOf = (count: number): Recorded[] =>
  DEFICITS.filter((id) => id !== "weight-loss" && id !== "falls")
    .slice(0, count)
    .map((id) => [`efi-${id}`, "2020-01-01"]);
const moderate = (on: string): Recorded => ["frailty-moderate", on];
const severe = (on: string): Recorded => ["frailty-severe", on];
const CGA = ["medical", "mobility", "function", "psychological", "social", "environment", "preferences"];
const domains = (on: string, without = ""): Recorded[] =>
  CGA.filter((domain) => domain !== without).map((domain) => [`care-cga-${domain}`, on]);
const conditions: Recorded[] = [
  ["condition-copd", "2010-01-01"],
  ["condition-hypertension", "2010-01-01"],
];

describe("the index asks a clinician, and decides nothing", () => {
  test("eFI 13 of 36 (.36 and over, as .37) without a clinician's code: confirm it, and no care of the frail follows", () => {
    expect(gap("FR1", indexOf(13))).toMatchObject({ state: "overdue", because: expect.stringContaining("severe") });
    for (const id of ["FR2", "FR4", "FR5", "FR6", "FR7"]) expect(state(id, indexOf(13)), id).toBe(NOT_FOR);
  });
  test("9 deficits are asked about, 8 are not; 64 is not, 65 is", () => {
    expect(state("FR1", indexOf(9))).toBe("overdue");
    expect(state("FR1", indexOf(8))).toBe(NOT_FOR);
    expect(state("FR1", indexOf(13), { bornOn: "1961-11-23" })).toBe(NOT_FOR);
    expect(state("FR1", indexOf(13), { bornOn: "1961-11-22" })).toBe("overdue");
    expect(gap("FR1", indexOf(13), { bornOn: undefined })).toMatchObject({
      state: "cannot tell",
      because: "date of birth",
    });
  });
  test.each<[string, Recorded | "admission"]>([
    ["a fall", ["fall", "2026-11-01"]],
    ["delirium", ["delirium", "2026-11-01"]],
    ["a move into a care home", ["care-home", "2026-11-01"]],
    ["loss of weight", ["efi-weight-loss", "2026-11-01"]],
    ["an emergency admission", "admission"],
  ])("%s asks within six weeks", (words, what) => {
    const services = what === "admission" ? [{ kind: "emergency_admission", on: "2026-11-01", reasons: [] }] : [];
    expect(gap("FR1", what === "admission" ? [] : [what], { services })).toMatchObject({
      state: "due",
      nextDue: "2026-12-13",
      because: expect.stringContaining(words),
    });
  });
  test("a fall of a year ago asks no more", () => {
    expect(state("FR1", [["fall", "2025-11-22"]])).toBe(NOT_FOR);
    expect(state("FR1", [["fall", "2025-11-23"]])).toBe("overdue");
  });
  test("a clinician's Clinical Frailty Scale of the year before answers; older does not", () => {
    expect(state("FR1", [...indexOf(13), ["frailty-none", "2026-01-01"]])).toBe("done");
    expect(state("FR1", [...indexOf(13), ["frailty-none", "2025-11-22"]])).toBe("overdue");
    expect(state("FR1", [...indexOf(13), moderate("2020-01-01")])).toBe(NOT_FOR);
  });
});

describe("recorded frailty", () => {
  test.each<Row>([
    ["mild is looked at again after 12 months", "FR2", [["frailty-mild", "2025-11-22"]], {}, "overdue"],
    ["and not before", "FR2", [["frailty-mild", "2025-12-23"]], {}, "done"],
    ["a fall since asks within six weeks", "FR2", [moderate("2026-06-01"), ["fall", "2026-10-12"]], {}, "due"],
    ["and is overdue after them", "FR2", [moderate("2026-06-01"), ["fall", "2026-10-11"]], {}, "overdue"],
    ["fit by the latest code: none", "FR2", [moderate("2024-01-01"), ["frailty-none", "2025-01-01"]], {}, NOT_FOR],
    ["severe asks for its yearly review", "FR6", [severe("2026-01-01")], {}, "overdue"],
    ["moderate does not", "FR6", [moderate("2026-01-01")], {}, NOT_FOR],
    [
      "all three of it done",
      "FR6",
      [
        severe("2026-01-01"),
        ["care-medication-review", "2026-02-01"],
        ["falls-in-year", "2026-03-01", 0],
        ["care-shared-record-consent", "2026-02-02"],
      ],
      {},
      "done",
    ],
    [
      "two of three are not all",
      "FR6",
      [severe("2026-01-01"), ["care-medication-review", "2026-02-01"], ["falls-in-year", "2026-03-01", 0]],
      {},
      "overdue",
    ],
    [
      "mild: advice, pressure, nutrition, contact",
      "FR7",
      [
        ["frailty-mild", "2026-01-01"],
        ["care-strength-balance-advice", "2026-05-01"],
        ["systolic", "2026-05-01", 130],
        ["must", "2026-05-01", 0],
        ["care-social-contact", "2026-05-01"],
      ],
      {},
      "done",
    ],
    ["mild: nothing of it", "FR7", [["frailty-mild", "2026-01-01"]], {}, "overdue"],
    ["moderate has no such row", "FR7", [moderate("2026-01-01")], {}, NOT_FOR],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
});

describe("comprehensive geriatric assessment", () => {
  test("moderate within 12 weeks, severe within 8", () => {
    expect(gap("FR4", [moderate("2026-11-01")])).toMatchObject({ state: "due", nextDue: "2027-01-24" });
    expect(gap("FR4", [severe("2026-11-01")])).toMatchObject({ state: "due", nextDue: "2026-12-27" });
    expect(state("FR4", [["frailty-mild", "2026-11-01"]])).toBe(NOT_FOR);
  });
  test("all seven domains are one, six are none; as old as the oldest", () => {
    expect(gap("FR4", [moderate("2026-01-01"), ...domains("2026-03-01")])).toMatchObject({
      state: "done",
      lastDone: "2026-03-01",
    });
    expect(state("FR4", [moderate("2026-01-01"), ...domains("2026-03-01", "social")])).toBe("overdue");
    expect(
      gap("FR4", [moderate("2026-01-01"), ...domains("2026-03-01"), ["care-cga-social", "2026-05-01"]])?.lastDone,
    ).toBe("2026-03-01");
  });
  test("the Barthel index is of function", () => {
    expect(
      state("FR4", [moderate("2026-01-01"), ...domains("2026-03-01", "function"), ["barthel", "2026-04-01", 15]]),
    ).toBe("done");
  });
  test("into a care home on Friday 20 November: seven working days end on Tuesday 1 December", () => {
    expect(gap("FR4", [["care-home", "2026-11-20"]])).toMatchObject({ state: "due", nextDue: "2026-12-01" });
    expect(state("FR4", [["care-home", "2026-11-20"]], { asOf: "2026-11-30" })).toBe("due");
    expect(state("FR4", [["care-home", "2026-11-20"]], { asOf: "2026-12-01" })).toBe("overdue");
  });
  test("on the Friday before Christmas they skip weekends, Christmas, the substitute for Boxing Day and New Year", () => {
    expect(gap("FR5", [["care-home", "2026-12-18"]], { asOf: "2026-12-18" })?.nextDue).toBe("2026-12-31");
    expect(gap("FR5", [["care-home", "2026-12-24"]], { asOf: "2026-12-24" })?.nextDue).toBe("2027-01-07");
  });
  test("a return to the home opens the clock again; a home known by address alone has no day to count from", () => {
    const record: Recorded[] = [
      ["care-home", "2025-01-01"],
      ["care-cga", "2026-06-01"],
    ];
    expect(state("FR4", record)).toBe("done");
    const inHospital = (on: string, until?: string, kind = "emergency_admission") => ({
      services: [{ kind, on, until, reasons: [] }],
    });
    expect(state("FR4", record, inHospital("2026-11-10", "2026-11-19"))).toBe("due");
    expect(gap("FR4", record, inHospital("2026-10-10", "2026-10-20"))).toMatchObject({
      state: "overdue",
      nextDue: "2026-10-29",
    });
    expect(gap("FR5", record, inHospital("2026-10-10", "2026-10-20"))?.nextDue).toBe("2026-10-29");
    // No night in hospital, still there, or not admitted: no return.
    expect(state("FR4", record, inHospital("2026-11-19", "2026-11-19", "elective_admission"))).toBe("done");
    expect(state("FR4", record, inHospital("2026-11-19"))).toBe("done");
    expect(state("FR4", record, inHospital("2026-11-18", "2026-11-19", "ae"))).toBe("done");
    // That the person lives there is recorded once more.
    expect(state("FR4", [...record, ["care-home", "2026-11-20"]])).toBe("done");
    expect(state("FR4", [...record, ["nursing-home", "2026-11-20"]])).toBe("due");
    const left: Recorded = ["care-home", "2024-01-01", undefined, { until: "2024-06-01" }];
    expect(gap("FR4", [left, ["care-home", "2026-11-18"]])?.nextDue).toBe("2026-11-27");
    expect(gap("FR4", [], { careHome: true })).toMatchObject({ state: "overdue", nextDue: undefined });
  });
  test("frailty recorded anew starts no clock again; frailty that went and came back does", () => {
    const since: Recorded[] = [["frailty-moderate", "2023-01-01"]];
    const again: Recorded = ["frailty-moderate", "2026-11-10"];
    const done: Recorded = ["care-cga", "2026-10-01"];
    expect(gap("FR4", [...since, again])).toMatchObject({ state: "overdue", nextDue: "2023-03-26" });
    expect(state("FR4", [...since, done, again])).toBe("done");
    expect(state("FR4", [...since, done, ["frailty-severe", "2026-11-10"]])).toBe("done");
    expect(gap("FR4", [...since, ["frailty-mild", "2025-01-01"], done, again])).toMatchObject({
      state: "due",
      nextDue: "2027-02-02",
    });
  });
  test("refused, it is excused for 12 months", () => {
    const excuses = [{ process: "FR4", kind: "declined" as const, on: "2026-10-01", by: "Dr A" }];
    expect(state("FR4", [moderate("2026-01-01")], { excuses })).toBe("excused");
  });
});

describe("personalised plan", () => {
  test("the live plan counts; every 6 months in severe frailty, every 12 in moderate", () => {
    const plan = { publishedOn: "2026-05-01", confirmedOn: "2026-05-01" };
    expect(state("FR5", [severe("2026-01-01")], { plan })).toBe("overdue");
    expect(state("FR5", [moderate("2026-01-01")], { plan })).toBe("done");
  });
  test("coded elsewhere it needs plan, goals and coordinator", () => {
    const coded: Recorded[] = [
      moderate("2026-01-01"),
      ["care-personalised-plan", "2026-05-01"],
      ["care-goals-agreed", "2026-05-01"],
    ];
    expect(state("FR5", coded)).toBe("overdue");
    expect(state("FR5", [...coded, ["care-named-coordinator", "2026-05-02"]])).toBe("done");
  });
});

describe("gait and PRISMA-7", () => {
  test("for many conditions without a frailty code, from 65", () => {
    expect(state("FR3", conditions)).toBe("overdue");
    expect(state("FR3", conditions.slice(1))).toBe(NOT_FOR);
    expect(state("FR3", [...conditions, moderate("2020-01-01")])).toBe(NOT_FOR);
    expect(state("FR3", conditions, { bornOn: "1961-11-23" })).toBe(NOT_FOR);
  });
  test.each<[string, Recorded, "done" | "out of target"]>([
    ["5 s for 4 m", ["care-gait-speed", "2026-06-01", 5], "done"],
    ["5.1 s for 4 m", ["care-gait-speed", "2026-06-01", 5.1], "out of target"],
    ["up and go 12 s", ["care-timed-up-and-go", "2026-06-01", 12], "done"],
    ["up and go 13 s", ["care-timed-up-and-go", "2026-06-01", 13], "out of target"],
    ["PRISMA-7 2", ["care-prisma-7", "2026-06-01", 2], "done"],
    ["PRISMA-7 3", ["care-prisma-7", "2026-06-01", 3], "out of target"],
  ])("%s", (_, test, expected) => expect(state("FR3", [...conditions, test])).toBe(expected));
});
