import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { END_OF_LIFE_PROTOCOL } from "../../../app/domain/care-protocols/end-of-life";
import { codeSet } from "../../../app/domain/code-sets/all";
import { SNOMED } from "../../../app/domain/code-sets/code-set";
import type { Recorded } from "../../support/a-person";
import { gapIn, NOT_FOR, type Row, stateIn } from "../../support/care-gaps";

const gap = gapIn(END_OF_LIFE_PROTOCOL);
const state = stateIn(END_OF_LIFE_PROTOCOL);
const REGISTER: Recorded = ["palliative-care", "2026-01-01"];
const SEVERE: Recorded = ["frailty-severe", "2026-11-01"];
const stage = (colour: string, on: string): Recorded => [[`gsf-${colour}`, "palliative-care"], on];
const admitted = (...days: string[]) => ({
  services: days.map((on) => ({ kind: "emergency_admission", on, reasons: [] })),
});

describe("whether the end of life is near: a clinician decides", () => {
  test.each<Row>([
    ["Clinical Frailty Scale 7", "EL1", [SEVERE], {}, "due"],
    ["Clinical Frailty Scale 6", "EL1", [["frailty-moderate", "2026-11-01"]], {}, NOT_FOR],
    ["two emergency admissions in 6 months", "EL1", [], admitted("2026-05-23", "2026-11-01"), "due"],
    ["one of them before", "EL1", [], admitted("2026-05-22", "2026-11-01"), NOT_FOR],
    [
      "heart failure III",
      "EL1",
      [
        ["condition-heart-failure", "2020-01-01"],
        ["heart-failure-severe", "2026-11-01"],
      ],
      {},
      "due",
    ],
    ["class III without heart failure", "EL1", [["heart-failure-severe", "2026-11-01"]], {}, NOT_FOR],
    [
      "COPD with oxygen",
      "EL1",
      [
        ["condition-copd", "2020-01-01"],
        ["long-term-oxygen", "2026-11-01"],
      ],
      {},
      "due",
    ],
    [
      "eGFR 14 without dialysis",
      "EL1",
      [
        ["egfr", "2026-11-01", 14],
        ["kidney-failure-conservative", "2026-01-01"],
      ],
      {},
      "due",
    ],
    [
      "eGFR 15",
      "EL1",
      [
        ["egfr", "2026-11-01", 15],
        ["kidney-failure-conservative", "2026-01-01"],
      ],
      {},
      NOT_FOR,
    ],
    ["eGFR 14 and nothing said of dialysis", "EL1", [["egfr", "2026-11-01", 14]], {}, NOT_FOR],
    ["dementia's last stage", "EL1", [["fast-stage-7", "2026-11-01"]], {}, "due"],
    ["metastatic cancer", "EL1", [["cancer-metastatic", "2026-10-01"]], {}, "overdue"],
    ["considered since", "EL1", [SEVERE, ["care-end-of-life-considered", "2026-11-02"]], {}, "done"],
    [
      "a new admission after it",
      "EL1",
      [SEVERE, ["care-end-of-life-considered", "2026-11-02"]],
      admitted("2026-06-23", "2026-11-10"),
      "due",
    ],
    ["on the register already", "EL1", [SEVERE, REGISTER], {}, NOT_FOR],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
});

describe("the register and its stages", () => {
  test.each<Row>([
    ["not on it", "EL2", [], {}, NOT_FOR],
    ["no longer indicated", "EL2", [REGISTER, ["palliative-care-ended", "2026-02-01"]], {}, NOT_FOR],
    ["no stage after a week", "EL2", [["palliative-care", "2026-11-15"]], {}, "overdue"],
    ["no stage before", "EL2", [["palliative-care", "2026-11-16"]], {}, "due"],
    ["blue, three months", "EL2", [stage("blue", "2026-08-22")], {}, "overdue"],
    ["blue, less", "EL2", [stage("blue", "2026-10-01")], {}, "done"],
    ["green, a month", "EL2", [stage("green", "2026-10-22")], {}, "overdue"],
    ["green, less", "EL2", [stage("green", "2026-10-23")], {}, "due"],
    ["yellow, a week", "EL2", [stage("yellow", "2026-11-15")], {}, "overdue"],
    ["yellow, less", "EL2", [stage("yellow", "2026-11-16")], {}, "due"],
    ["red, yesterday", "EL2", [stage("red", "2026-11-21")], {}, "overdue"],
    ["red, today", "EL2", [stage("red", "2026-11-22")], {}, "done"],
    [
      "reviewed since the stage",
      "EL2",
      [stage("blue", "2026-06-01"), ["care-palliative-review", "2026-10-01"]],
      {},
      "done",
    ],
    ["medicines in the home, green", "EL4", [stage("green", "2026-11-01")], {}, NOT_FOR],
    ["medicines in the home, yellow", "EL4", [stage("yellow", "2026-11-01")], {}, "overdue"],
    ["they are there", "EL4", [stage("red", "2026-11-20"), ["care-anticipatory-medicines", "2026-11-01"]], {}, "done"],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
  test("the latest stage stands; of two on one day the nearer", () => {
    expect(gap("EL2", [stage("red", "2026-11-01"), stage("green", "2026-11-20")])?.value).toBe("green: months");
    expect(gap("EL2", [stage("yellow", "2026-11-20"), stage("green", "2026-11-20")])?.value).toBe("yellow: weeks");
  });
});

describe("advance care planning and bereavement", () => {
  const plan = (on: string): Recorded => ["care-advance-plan", on];
  test.each<Row>([
    ["moderate frailty, three weeks ago", "EL3", [["frailty-moderate", "2026-11-01"]], {}, "due"],
    ["moderate frailty, four weeks ago", "EL3", [["frailty-moderate", "2026-10-25"]], {}, "overdue"],
    ["mild frailty", "EL3", [["frailty-mild", "2026-11-01"]], {}, NOT_FOR],
    ["dementia", "EL3", [["condition-dementia", "2020-01-01"]], {}, "overdue"],
    ["planned five months ago", "EL3", [REGISTER, plan("2026-06-23")], {}, "done"],
    ["planned six months ago", "EL3", [REGISTER, plan("2026-05-22")], {}, "overdue"],
    ["does not wish to talk", "EL3", [REGISTER, ["declined-advance-plan", "2026-06-01"]], {}, "excused"],
    ["bereaved a week ago", "EL5", [["bereaved", "2026-11-15"]], {}, "due"],
    ["two weeks ago", "EL5", [["bereaved", "2026-11-08"]], {}, "overdue"],
    [
      "contacted",
      "EL5",
      [
        ["bereaved", "2026-11-08"],
        ["care-bereavement-contact", "2026-11-10"],
      ],
      {},
      "done",
    ],
    ["a year ago", "EL5", [["bereaved", "2025-11-22"]], {}, NOT_FOR],
    ["the later contact, before two months", "EL5-later", [["bereaved", "2026-09-23"]], {}, NOT_FOR],
    ["the later contact, from two months", "EL5-later", [["bereaved", "2026-09-22"]], {}, "due"],
    ["the later contact, after three", "EL5-later", [["bereaved", "2026-08-22"]], {}, "overdue"],
    [
      "the first contact is not the later",
      "EL5-later",
      [
        ["bereaved", "2026-08-22"],
        ["care-bereavement-contact", "2026-08-30"],
      ],
      {},
      "overdue",
    ],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
  test("a plan changed after it was shared is out of target; where nothing is shared one cannot tell", () => {
    const shared = (on: string): Recorded => ["care-shared-with-ucp", on];
    expect(gap("EL3", [REGISTER, plan("2026-10-02"), shared("2026-10-02")])?.state).toBe("done");
    expect(gap("EL3", [REGISTER, plan("2026-10-02"), shared("2026-10-01")])?.state).toBe("out of target");
    expect(gap("EL3", [REGISTER, plan("2026-10-02")])?.target).toBeUndefined();
  });
});

const EFI = "../shared/data/efi-snomed-codes.csv";
test.skipIf(!existsSync(EFI))(`ids said to be of the eFI lists stand there (skipped without ${EFI})`, () => {
  const published = new Set(
    readFileSync(EFI, "utf8")
      .split("\n")
      .map((line) => line.split(",")[1]),
  );
  const sets = [
    "gait-or-balance-problem",
    "hip-or-spine-fracture",
    "delirium",
    "new-confusion",
    "mild-cognitive-impairment",
    "lives-alone",
    "no-carer",
    "pressure-ulcer",
  ];
  const ours = sets.flatMap((set) =>
    codeSet(set)
      .members.filter(({ system }) => system === SNOMED)
      .map(({ code }) => code),
  );
  expect(ours.length).toBeGreaterThan(30);
  expect(ours.filter((code) => !published.has(code))).toEqual([]);
});
