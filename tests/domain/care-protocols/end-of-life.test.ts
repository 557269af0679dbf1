import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { carePersonOf } from "../../../app/domain/care-gap";
import { NEED_PACKAGES } from "../../../app/domain/care-packages/need";
import { END_OF_LIFE_PROTOCOL } from "../../../app/domain/care-protocols/end-of-life";
import { codeSet } from "../../../app/domain/code-sets/all";
import { SNOMED } from "../../../app/domain/code-sets/code-set";
import type { Stratification } from "../../../app/domain/stratification";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";
import { gapIn, NOT_FOR, type Row, stateIn } from "../../support/care-gaps";

const gap = gapIn(END_OF_LIFE_PROTOCOL);
const state = stateIn(END_OF_LIFE_PROTOCOL);
const REGISTER: Recorded = ["palliative-care", "2026-01-01"];
const SEVERE: Recorded = ["frailty-severe", "2026-11-01"];
const COPD: Recorded = ["condition-copd", "2020-01-01"];
const EIGHT: Recorded = [["frailty-severe", "frailty-very-severe", "cfs-8"], "2026-11-01"];
const ENDED: Recorded = ["palliative-care-ended", "2026-02-01"];
const stage = (colour: string, on: string): Recorded => [[`gsf-${colour}`, "palliative-care"], on];
const admitted = (...days: string[]) => ({
  services: days.map((on) => ({ kind: "emergency_admission", on, reasons: [] })),
});

describe("whether the end of life is near: a clinician decides", () => {
  test.each<Row>([
    ["Clinical Frailty Scale 7", "EL1", [SEVERE], {}, "due"],
    ["Clinical Frailty Scale 6", "EL1", [["frailty-moderate", "2026-11-01"]], {}, NOT_FOR],
    ["two emergency admissions in 6 months", "EL1", [COPD], admitted("2026-05-23", "2026-11-01"), "due"],
    ["one of them before", "EL1", [COPD], admitted("2026-05-22", "2026-11-01"), NOT_FOR],
    ["at 65", "EL1", [COPD], { ...admitted("2026-06-01", "2026-11-01"), bornOn: "1961-11-22" }, "due"],
    ["at 64", "EL1", [COPD], { ...admitted("2026-06-01", "2026-11-01"), bornOn: "1961-11-23" }, NOT_FOR],
    [
      "at 64 with another sign",
      "EL1",
      [SEVERE],
      { ...admitted("2026-06-01", "2026-11-10"), bornOn: "1961-11-23" },
      "due",
    ],
    ["age unknown", "EL1", [COPD], { ...admitted("2026-06-01", "2026-11-01"), bornOn: undefined }, "cannot tell"],
    ["a woman of 25", "EL1", [], { ...admitted("2026-06-01", "2026-11-01"), bornOn: "2001-01-01" }, NOT_FOR],
    ["80 without a condition", "EL1", [], admitted("2026-06-01", "2026-11-01"), NOT_FOR],
    [
      "severe frailty recorded anew",
      "EL1",
      [SEVERE, ["care-end-of-life-considered", "2026-11-02"], ["frailty-severe", "2026-11-10"]],
      {},
      "done",
    ],
    ["Clinical Frailty Scale 8, not on the register", "EL1", [EIGHT], {}, "due"],
    ["a new sign a month ago", "EL1", [["frailty-severe", "2026-10-22"]], {}, "overdue"],
    ["a day less", "EL1", [["frailty-severe", "2026-10-23"]], {}, "due"],
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
    ["Clinical Frailty Scale 8 is no register", "EL2", [EIGHT], {}, NOT_FOR],
    ["an escalation plan of comfort only is none", "EL2", [["comfort-care-only", "2026-11-01"]], {}, NOT_FOR],
    [
      "the register recorded anew",
      "EL2",
      [
        ["palliative-care", "2026-11-01"],
        ["palliative-care", "2026-11-20"],
      ],
      {},
      "overdue",
    ],
    ["off it and on again a day ago", "EL2", [REGISTER, ENDED, ["palliative-care", "2026-11-21"]], {}, "due"],
    [
      "a stage of the time before",
      "EL4",
      [stage("red", "2026-01-10"), ENDED, ["palliative-care", "2026-11-21"]],
      {},
      NOT_FOR,
    ],
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
  test("the package is entered by the register alone", () => {
    const dying = NEED_PACKAGES.find(({ id }) => id === "end-of-life")!;
    const context = { asOf: AS_OF, setting: () => 0, answer: {} as Stratification };
    const entered = (...recorded: Recorded[]) => dying.entry(carePersonOf(aPerson({ recorded }), AS_OF), context);
    expect(entered(EIGHT)).toBeUndefined();
    expect(entered(["comfort-care-only", "2026-11-01"])).toBeUndefined();
    expect(entered(REGISTER, ENDED)).toBeUndefined();
    expect(entered(REGISTER, EIGHT)).toEqual({
      because: "On the palliative care register, 1 January 2026",
      since: "2026-01-01",
    });
    expect(entered(["palliative-care"])?.because).toBe("On the palliative care register, without a date");
  });
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
    [
      "moderate frailty recorded anew",
      "EL3",
      [
        ["frailty-moderate", "2026-10-25"],
        ["frailty-moderate", "2026-11-20"],
      ],
      {},
      "overdue",
    ],
    [
      "planned, then moderate frailty recorded anew",
      "EL3",
      [["frailty-moderate", "2026-01-01"], plan("2026-10-01"), ["frailty-moderate", "2026-11-10"]],
      {},
      "done",
    ],
    [
      "Clinical Frailty Scale 8 four weeks ago",
      "EL3",
      [[["frailty-severe", "frailty-very-severe", "cfs-8"], "2026-10-25"]],
      {},
      "overdue",
    ],
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
