import { describe, expect, test } from "vitest";
import { treatmentSwitch } from "../../../app/domain/care-gap";
import { MIND_PROTOCOL } from "../../../app/domain/care-protocols/mind";
import type { Recorded } from "../../support/a-person";
import { gapIn, NOT_FOR, type Row, stateIn } from "../../support/care-gaps";

const gap = gapIn(MIND_PROTOCOL);
const state = stateIn(MIND_PROTOCOL);
const DEMENTIA: Recorded = ["condition-dementia", "2022-01-01"];
const T2: Recorded = ["diabetes-type-2", "2015-01-01"];
const antipsychotic = (from: string): Recorded[] => {
  const issues: Recorded[] = [];
  for (let day = Date.parse(from); day <= Date.parse("2026-11-20"); day += 28 * 86_400_000)
    issues.push([
      "medicine-antipsychotic",
      new Date(day).toISOString().slice(0, 10),
      undefined,
      { status: "completed" },
    ]);
  return issues;
};
const at = (bornOn?: string) => ({ bornOn });

describe("memory", () => {
  test.each<Row>([
    ["75", "CO1", [], at("1951-11-22"), "overdue"],
    ["74", "CO1", [], at("1951-11-23"), NOT_FOR],
    ["65 with diabetes", "CO1", [T2], at("1961-11-22"), "overdue"],
    ["64 with diabetes", "CO1", [T2], at("1961-11-23"), NOT_FOR],
    [
      "frailty, Parkinson's, stroke at any age",
      "CO1",
      [["condition-stroke", "2020-01-01"]],
      at("1970-01-01"),
      "overdue",
    ],
    ["age unknown", "CO1", [], at(undefined), "cannot tell"],
    ["dementia is known already", "CO1", [DEMENTIA], {}, NOT_FOR],
    ["asked this year", "CO1", [["care-memory-asked", "2026-06-01"]], {}, "done"],
    ["asked a year ago", "CO1", [["care-memory-asked", "2025-11-22"]], {}, "overdue"],
    ["6CIT 7", "CO1", [["six-cit", "2026-06-01", 7]], {}, "done"],
    ["6CIT 8", "CO1", [["six-cit", "2026-06-01", 8]], {}, "out of target"],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
});

test("of several tests that of the latest day speaks", () => {
  const tested = (...recorded: Recorded[]) => gap("CO1", recorded);
  const sixCit: Recorded = ["six-cit", "2026-06-01", 9];
  expect(tested(sixCit, ["care-gpcog", "2026-06-02", 9])).toMatchObject({ state: "done", value: "GPCOG 9" });
  expect(tested(sixCit, ["care-gpcog", "2026-06-02", 9])?.target).toBeUndefined();
  expect(tested(sixCit, ["care-gpcog", "2026-06-01", 9])).toMatchObject({
    state: "out of target",
    value: "6CIT 9, GPCOG 9",
  });
  expect(tested(sixCit, ["care-mini-cog", "2012-06-01", 5])).toMatchObject({ value: "6CIT 9" });
});

describe("dementia", () => {
  const started = (from: string, ...more: Recorded[]): Recorded[] => [DEMENTIA, ...antipsychotic(from), ...more];
  test.each<Row>([
    ["care plan reviewed this year", "CO2", [DEMENTIA, ["care-dementia-plan-review", "2026-01-10"]], {}, "done"],
    ["a year ago", "CO2", [DEMENTIA, ["care-dementia-plan-review", "2025-11-22"]], {}, "overdue"],
    ["declined", "CO2", [DEMENTIA, ["declined-dementia-plan-review", "2026-01-10"]], {}, "excused"],
    ["declined 13 months ago", "CO2", [DEMENTIA, ["declined-dementia-plan-review", "2025-10-22"]], {}, "overdue"],
    ["not suspended at the end of life", "CO2", [DEMENTIA, ["palliative-care", "2026-01-10"]], {}, "overdue"],
    ["no dementia, no such row", "CO2", [], {}, NOT_FOR],
    ["coordinator named, whenever", "CO3", [DEMENTIA, ["care-named-coordinator", "2022-02-01"]], {}, "done"],
    ["no coordinator", "CO3", [DEMENTIA], {}, "overdue"],
    ["antipsychotic begun five weeks ago", "CO4", started("2026-10-18"), {}, "due"],
    ["six weeks ago", "CO4", started("2026-10-11"), {}, "overdue"],
    ["reviewed since", "CO4", started("2026-06-01", ["care-antipsychotic-review", "2026-11-10"]), {}, "done"],
    ["without dementia", "CO4", antipsychotic("2026-06-01"), {}, NOT_FOR],
    [
      "taken long ago",
      "CO4",
      [DEMENTIA, ["medicine-antipsychotic", "2020-01-01", undefined, { status: "completed", until: "2020-02-01" }]],
      {},
      NOT_FOR,
    ],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
  test("twelve weeks without a review are flagged, not a day less", () => {
    expect(gap("CO4", started("2026-08-30"))?.target?.met).toBe(true);
    expect(gap("CO4", started("2026-08-29"))?.target?.met).toBe(false);
  });
  test("to stop it is another row, which nobody sees before it is signed", () => {
    const values = { [treatmentSwitch("CO4-stop")]: 1 };
    expect(gap("CO4", started("2026-08-29"))?.target?.words).toBe("12 weeks without a review");
    expect(state("CO4-stop", started("2026-08-29"))).toBe(NOT_FOR);
    expect(state("CO4-stop", started("2026-08-29"), { values })).toBe("overdue");
    expect(state("CO4-stop", started("2026-08-30"), { values })).toBe(NOT_FOR);
    expect(state("CO4-stop", antipsychotic("2026-06-01"), { values })).toBe(NOT_FOR);
    const reviewed = (on: string) => started("2026-01-01", ["care-antipsychotic-review", on]);
    expect(state("CO4-stop", reviewed("2026-08-30"), { values })).toBe(NOT_FOR);
    expect(state("CO4-stop", reviewed("2026-08-29"), { values })).toBe("overdue");
    const excuses = [{ process: "CO4-stop", kind: "unsuitable" as const, on: "2026-11-01", by: "Dr A" }];
    expect(state("CO4-stop", started("2026-06-01"), { values, excuses })).toBe("excused");
  });
});

describe("delirium", () => {
  const confused = (on: string): Recorded => ["new-confusion", on];
  test.each<Row>([
    ["new confusion today", "CO5", [confused("2026-11-22")], {}, "due"],
    ["since yesterday", "CO5", [confused("2026-11-21")], {}, "overdue"],
    ["13 days ago", "CO5", [confused("2026-11-09")], {}, "overdue"],
    ["two weeks ago", "CO5", [confused("2026-11-08")], {}, NOT_FOR],
    ["at 64", "CO5", [confused("2026-11-22")], at("1961-11-23"), NOT_FOR],
    ["age unknown", "CO5", [confused("2026-11-22")], at(undefined), "cannot tell"],
    ["4AT 3", "CO5", [confused("2026-11-21"), ["care-4at", "2026-11-21", 3]], {}, "done"],
    ["4AT 4", "CO5", [confused("2026-11-21"), ["care-4at", "2026-11-21", 4]], {}, "out of target"],
    ["4AT without its points", "CO5", [confused("2026-11-21"), ["care-4at", "2026-11-21"]], {}, "overdue"],
    ["4AT of last week", "CO5", [confused("2026-11-21"), ["care-4at", "2026-11-14", 3]], {}, "overdue"],
    ["at the end of life too", "CO5", [confused("2026-11-22"), ["palliative-care", "2026-01-01"]], {}, "due"],
    ["four weeks after delirium", "CO6", [["delirium", "2026-10-25"]], {}, "due"],
    ["sooner", "CO6", [["delirium", "2026-10-26"]], {}, NOT_FOR],
    ["eight weeks after", "CO6", [["delirium", "2026-09-27"]], {}, "overdue"],
    [
      "tested too soon",
      "CO6",
      [
        ["delirium", "2026-10-01"],
        ["six-cit", "2026-10-20", 4],
      ],
      {},
      "due",
    ],
    [
      "tested after four weeks",
      "CO6",
      [
        ["delirium", "2026-10-01"],
        ["six-cit", "2026-10-29", 4],
      ],
      {},
      "done",
    ],
    ["a year ago", "CO6", [["delirium", "2025-11-22"]], {}, NOT_FOR],
    ["risk on entering a care home", "CO5-risk", [["care-home", "2026-11-22"]], {}, "due"],
    [
      "risk assessed",
      "CO5-risk",
      [
        ["care-home", "2026-11-20"],
        ["care-delirium-risk", "2026-11-20"],
      ],
      {},
      "done",
    ],
    ["moved six days ago", "CO5-risk", [["care-home", "2026-11-16"]], {}, "due"],
    ["a week ago", "CO5-risk", [["care-home", "2026-11-15"]], {}, "overdue"],
    ["to a nursing home", "CO5-risk", [["nursing-home", "2026-11-15"]], {}, "overdue"],
    ["less than a year ago", "CO5-risk", [["care-home", "2025-11-23"]], {}, "overdue"],
    ["a year ago: an old move asks for nothing", "CO5-risk", [["care-home", "2025-11-22"]], {}, NOT_FOR],
    ["by address, nobody knows since when", "CO5-risk", [], { careHome: true }, NOT_FOR],
    [
      "assessed once, again after a year",
      "CO5-risk",
      [
        ["care-home", "2020-01-01"],
        ["care-delirium-risk", "2025-11-22"],
      ],
      {},
      "overdue",
    ],
    [
      "before a year is over",
      "CO5-risk",
      [
        ["care-home", "2020-01-01"],
        ["care-cga-psychological", "2026-03-22"],
      ],
      {},
      "done",
    ],
    ["at home there is no such row", "CO5-risk", [["care-delirium-risk", "2025-11-22"]], {}, NOT_FOR],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
  test("a 4AT of an earlier confusion says nothing about today's", () => {
    const old: Recorded = ["care-4at", "2020-05-03", 2];
    expect(gap("CO5", [confused("2026-11-22"), old])).toMatchObject({ state: "due", value: undefined });
    expect(gap("CO5", [confused("2026-11-22"), old])?.target).toBeUndefined();
    expect(gap("CO5", [confused("2026-11-22"), ["care-4at", "2026-11-22", 2], old])).toMatchObject({
      value: "4AT 2",
      target: { met: true },
    });
  });
  test("a test from before delirium is not the one after it", () => {
    const value = (on: string) =>
      gap("CO6", [
        ["delirium", "2026-10-01"],
        ["six-cit", on, 4],
      ])?.value;
    expect(value("2026-10-28")).toBeUndefined();
    expect(value("2026-10-29")).toBe("6CIT 4");
  });
});

describe("mood and loneliness", () => {
  const COPD: Recorded = ["condition-copd", "2015-01-01"];
  test.each<Row>([
    ["a long-term condition", "DE1", [COPD], {}, "overdue"],
    ["none of it", "DE1", [], {}, NOT_FOR],
    ["a carer", "DE1", [["is-carer", "2020-01-01"]], {}, "overdue"],
    [
      "no longer a carer",
      "DE1",
      [
        ["is-carer", "2020-01-01"],
        ["is-no-carer", "2021-01-01"],
      ],
      {},
      NOT_FOR,
    ],
    [
      "bereaved since it was asked",
      "DE1",
      [
        ["care-mood-asked", "2026-08-01"],
        ["bereaved", "2026-09-01"],
      ],
      {},
      "overdue",
    ],
    ["asked", "DE1", [COPD, ["care-mood-asked", "2026-06-01"]], {}, "done"],
    ["PHQ-9 9", "DE1", [COPD, ["care-phq-9", "2026-06-01", 9]], {}, "done"],
    ["PHQ-9 10", "DE1", [COPD, ["care-phq-9", "2026-06-01", 10]], {}, "out of target"],
    ["GDS-15 4", "DE1", [COPD, ["care-gds-15", "2026-06-01", 4]], {}, "done"],
    ["GDS-15 5", "DE1", [COPD, ["care-gds-15", "2026-06-01", 5]], {}, "out of target"],
    ["Cornell in dementia", "DE1", [DEMENTIA, ["care-cornell", "2026-06-01", 3]], {}, "done"],
    ["Cornell without", "DE1", [COPD, ["care-cornell", "2026-06-01", 3]], {}, "overdue"],
    ["at 18", "DE1", [COPD], at("2008-11-22"), "overdue"],
    ["at 17", "DE1", [COPD], at("2008-11-23"), NOT_FOR],
    ["age unknown", "DE1", [COPD], at(undefined), "cannot tell"],
    ["age unknown, and nothing asks for it", "DE1", [], at(undefined), NOT_FOR],
    ["diabetes", "DE1", [T2], {}, "overdue"],
    ["bereaved for less than eight weeks", "DE1", [["bereaved", "2026-09-28"]], {}, "due"],
    ["bereaved for eight weeks", "DE1", [["bereaved", "2026-09-27"]], {}, "overdue"],
    ["a young carer on their own, at 18", "LO1", [["lives-alone", "2020-01-01"]], at("2008-11-22"), "overdue"],
    ["at 17", "LO1", [["lives-alone", "2020-01-01"]], at("2008-11-23"), NOT_FOR],
    ["bereaved for less than eight weeks", "LO1", [["bereaved", "2026-09-28"]], {}, "due"],
    ["bereaved for eight weeks", "LO1", [["bereaved", "2026-09-27"]], {}, "overdue"],
    [
      "at the end of life",
      "LO1",
      [
        ["lives-alone", "2020-01-01"],
        ["palliative-care", "2026-01-01"],
      ],
      {},
      "excused",
    ],
    ["lives alone", "LO1", [["lives-alone", "2020-01-01"]], {}, "overdue"],
    ["housebound", "LO1", [["housebound", "2020-01-01"]], {}, "overdue"],
    ["neither", "LO1", [], {}, NOT_FOR],
    [
      "UCLA-3 5",
      "LO1",
      [
        ["lives-alone", "2020-01-01"],
        ["care-loneliness", "2026-06-01", 5],
      ],
      {},
      "done",
    ],
    [
      "UCLA-3 6",
      "LO1",
      [
        ["lives-alone", "2020-01-01"],
        ["care-loneliness", "2026-06-01", 6],
      ],
      {},
      "out of target",
    ],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
  test("only the score of the latest day speaks", () => {
    const scored = (...recorded: Recorded[]) => gap("DE1", [COPD, ...recorded]);
    const old: Recorded = ["care-gds-15", "2012-06-01", 9];
    expect(scored(old, ["care-phq-9", "2026-06-01", 3])).toMatchObject({ state: "done", value: "PHQ-9 3" });
    expect(scored(["care-gds-15", "2026-06-01", 9], ["care-phq-9", "2026-06-01", 3])).toMatchObject({
      state: "out of target",
      value: "PHQ-9 3, GDS-15 9",
    });
    const cornell = gap("DE1", [DEMENTIA, old, ["care-cornell", "2026-06-01", 3]]);
    expect(cornell).toMatchObject({ state: "done", value: "Cornell 3", target: undefined });
  });
  test("declined, it is excused", () => {
    const excuses = [{ process: "DE1", kind: "declined" as const, on: "2026-10-01", by: "Dr A" }];
    expect(state("DE1", [COPD], { excuses })).toBe("excused");
  });
});
