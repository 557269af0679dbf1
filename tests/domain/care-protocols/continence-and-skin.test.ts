import { describe, expect, test } from "vitest";
import { CONTINENCE_AND_SKIN_PROTOCOL } from "../../../app/domain/care-protocols/continence-and-skin";
import type { Recorded } from "../../support/a-person";
import { gapIn, NOT_FOR, type Row, stateIn } from "../../support/care-gaps";

const gap = gapIn(CONTINENCE_AND_SKIN_PROTOCOL);
const state = stateIn(CONTINENCE_AND_SKIN_PROTOCOL);
const CATHETER: Recorded = ["long-term-catheter", "2026-01-01"];
const man = { sex: "male" };
const ulcer = (on: string): Recorded => ["pressure-ulcer", on];
const review = (on: string, size?: number): Recorded => ["care-pressure-ulcer-review", on, size];

test.each<Row>([
  ["woman of 65", "UC1", [], { bornOn: "1961-11-22" }, "overdue"],
  ["woman of 64", "UC1", [], { bornOn: "1961-11-23" }, NOT_FOR],
  ["man of 80", "UC1", [], man, NOT_FOR],
  ["man of 80 with dementia", "UC1", [["condition-dementia", "2020-01-01"]], man, "overdue"],
  ["man with diabetes", "UC1", [["diabetes-type-2", "2020-01-01"]], { ...man, bornOn: "1990-01-01" }, "overdue"],
  ["sex unknown at 80", "UC1", [], { sex: "unknown" }, "cannot tell"],
  ["age unknown", "UC1", [], { bornOn: undefined }, "cannot tell"],
  ["at the end of life", "UC1", [["palliative-care", "2026-01-01"]], {}, "excused"],
  ["with a catheter it is UC2", "UC1", [CATHETER], {}, NOT_FOR],
  ["asked this year", "UC1", [["care-continence-asked", "2026-01-01"]], {}, "done"],
  ["asked a year ago", "UC1", [["care-continence-asked", "2025-11-22"]], {}, "overdue"],
  ["catheter changed 11 weeks ago", "UC2", [CATHETER, ["care-catheter-changed", "2026-09-06"]], {}, "due"],
  ["catheter changed 12 weeks ago", "UC2", [CATHETER, ["care-catheter-changed", "2026-08-30"]], {}, "overdue"],
  ["catheter removed", "UC2", [CATHETER, ["catheter-removed", "2026-05-01"]], {}, NOT_FOR],
  [
    "and put in again",
    "UC2",
    [CATHETER, ["catheter-removed", "2026-05-01"], ["long-term-catheter", "2026-06-01"]],
    {},
    "overdue",
  ],
  [
    "put in again three weeks ago: counted from then",
    "UC2",
    [CATHETER, ["catheter-removed", "2026-05-01"], ["long-term-catheter", "2026-11-01"]],
    {},
    "due",
  ],
  [
    "put in again, and mentioned since: counted from the first",
    "UC2",
    [
      CATHETER,
      ["catheter-removed", "2026-05-01"],
      ["long-term-catheter", "2026-08-30"],
      ["long-term-catheter", "2026-11-01"],
    ],
    {},
    "overdue",
  ],
  ["still needed? five months ago", "UC2-need", [CATHETER, ["care-catheter-needed", "2026-06-01"]], {}, "due"],
  ["still needed? six months ago", "UC2-need", [CATHETER, ["care-catheter-needed", "2026-05-22"]], {}, "overdue"],
  ["into a nursing home today", "SK1", [[["care-home", "nursing-home"], "2026-11-22"]], {}, "due"],
  ["into a nursing home yesterday", "SK1", [[["care-home", "nursing-home"], "2026-11-21"]], {}, "overdue"],
  ["admitted to a nursing home today, and nothing else", "SK1", [["nursing-home", "2026-11-22"]], {}, "due"],
  ["admitted there yesterday", "SK1", [["nursing-home", "2026-11-21"]], {}, "overdue"],
  ["admitted there today, which is its address", "SK1", [["nursing-home", "2026-11-22"]], { careHome: true }, "due"],
  [
    "admitted there today from a residential home",
    "SK1",
    [
      ["care-home", "2020-01-01"],
      ["nursing-home", "2026-11-22"],
    ],
    {},
    "due",
  ],
  [
    "back in the nursing home from hospital yesterday",
    "SK1",
    [
      ["nursing-home", "2026-01-01"],
      ["care-waterlow", "2026-11-10", 12],
    ],
    { services: [{ kind: "emergency_admission", on: "2026-11-15", until: "2026-11-21", reasons: [] }] },
    "overdue",
  ],
  [
    "that somebody lives in a nursing home is recorded anew",
    "SK1",
    [
      ["nursing-home", "2026-01-01"],
      ["care-waterlow", "2026-11-10", 12],
      [["care-home", "nursing-home"], "2026-11-20"],
    ],
    {},
    "done",
  ],
  ["into a residential home six days ago", "SK1", [["care-home", "2026-11-16"]], {}, "due"],
  ["into a residential home a week ago", "SK1", [["care-home", "2026-11-15"]], {}, "overdue"],
  [
    "monthly in a care home: a month ago",
    "SK1",
    [
      ["care-home", "2020-01-01"],
      ["care-waterlow", "2026-10-22", 12],
    ],
    {},
    "overdue",
  ],
  [
    "monthly in a care home: less",
    "SK1",
    [
      ["care-home", "2020-01-01"],
      ["care-waterlow", "2026-10-23", 12],
    ],
    {},
    "due",
  ],
  ["housebound, never", "SK1", [["housebound", "2020-01-01"]], {}, "overdue"],
  [
    "housebound, this year",
    "SK1",
    [
      ["housebound", "2020-01-01"],
      ["care-braden", "2026-05-01", 17],
    ],
    {},
    "done",
  ],
  [
    "a pressure ulcer since then",
    "SK1",
    [["housebound", "2020-01-01"], ["care-braden", "2026-05-01", 17], ulcer("2026-11-01")],
    {},
    "overdue",
  ],
  ["at home and about", "SK1", [], {}, NOT_FOR],
  [
    "at the end of life too",
    "SK1",
    [
      ["housebound", "2020-01-01"],
      ["palliative-care", "2026-01-01"],
    ],
    {},
    "overdue",
  ],
  ["ulcer of six days", "SK2", [ulcer("2026-11-16")], {}, "due"],
  ["ulcer of a week", "SK2", [ulcer("2026-11-15")], {}, "overdue"],
  ["reviewed five days ago", "SK2", [ulcer("2026-10-01"), review("2026-11-17", 4)], {}, "done"],
  ["reviewed six days ago", "SK2", [ulcer("2026-10-01"), review("2026-11-16", 4)], {}, "due"],
  ["reviewed a week ago", "SK2", [ulcer("2026-10-01"), review("2026-11-15", 4)], {}, "overdue"],
  ["healed", "SK2", [ulcer("2026-10-01"), ["pressure-ulcer-healed", "2026-11-01"]], {}, NOT_FOR],
  ["not reviewed for years, it has not healed by itself", "SK2", [ulcer("2020-01-01")], {}, "overdue"],
  ["of a day that nobody knows", "SK2", [["pressure-ulcer"]], {}, "overdue"],
  ["resolved", "SK2", [["pressure-ulcer", "2026-10-01", undefined, { status: "resolved" }]], {}, NOT_FOR],
  ["healed, and back", "SK2", [ulcer("2026-11-20"), ["pressure-ulcer-healed", "2026-11-01"]], {}, "due"],
])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));

describe("the first visit of community services", () => {
  const visits = (...days: string[]) => ({
    services: days.map((on) => ({ kind: "community", on, reasons: [] })),
  });
  const DEMENTIA: Recorded = ["condition-dementia", "2020-01-01"];
  const HOUSEBOUND: Recorded = ["housebound", "2020-01-01"];
  test.each<Row>([
    ["of somebody with dementia, today", "SK1", [DEMENTIA], visits("2026-11-22"), "due"],
    ["yesterday", "SK1", [DEMENTIA], visits("2026-11-21"), "overdue"],
    ["today's is not the first", "SK1", [DEMENTIA], visits("2026-11-22", "2026-10-01"), "overdue"],
    ["today's is a first again after three months", "SK1", [DEMENTIA], visits("2026-11-22", "2026-08-22"), "due"],
    ["after less it is not", "SK1", [DEMENTIA], visits("2026-11-22", "2026-08-23"), "overdue"],
    ["visits have ended three months ago", "SK1", [DEMENTIA], visits("2026-08-22"), NOT_FOR],
    ["of somebody who has had an ulcer", "SK1", [ulcer("2019-01-01")], visits("2026-11-22"), "due"],
    ["of somebody with severe frailty", "SK1", [["frailty-severe", "2026-01-01"]], visits("2026-11-22"), "due"],
    ["of moderate frailty", "SK1", [["frailty-moderate", "2026-01-01"]], visits("2026-11-22"), NOT_FOR],
    ["without a risk factor", "SK1", [], visits("2026-11-22"), NOT_FOR],
    ["a risk factor without a visit", "SK1", [DEMENTIA], {}, NOT_FOR],
    [
      "a visit to the practice is none",
      "SK1",
      [DEMENTIA],
      { services: [{ kind: "gp", on: "2026-11-22", reasons: [] }] },
      NOT_FOR,
    ],
    ["housebound, first visited today", "SK1", [HOUSEBOUND], visits("2026-11-22"), "due"],
    [
      "housebound, assessed before the first visit",
      "SK1",
      [HOUSEBOUND, ["care-braden", "2026-05-01", 17]],
      visits("2026-11-20"),
      "overdue",
    ],
    ["assessed on it", "SK1", [HOUSEBOUND, ["care-braden", "2026-11-20", 17]], visits("2026-11-20"), "done"],
  ])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));
});

describe("what is shown", () => {
  test("only the score of the latest day; PURPOSE-T by its pathway", () => {
    const shown = (...scores: Recorded[]) => gap("SK1", [["housebound", "2020-01-01"], ...scores])?.value;
    expect(shown(["care-waterlow", "2012-05-01", 22], ["care-braden", "2026-05-01", 17])).toBe("Braden 17");
    expect(shown(["care-purpose-t", "2026-05-01", 1])).toBe("PURPOSE-T not at risk");
    expect(shown(["care-purpose-t", "2026-05-01", 3])).toBe("PURPOSE-T ulcer or scar");
  });
  test("scores by their names, since they run in different directions", () => {
    const scores: Recorded[] = [
      ["housebound", "2020-01-01"],
      ["care-waterlow", "2026-05-01", 14],
      ["care-braden", "2026-05-01", 17],
    ];
    expect(gap("SK1", scores)?.value).toBe("Waterlow 14, Braden 17");
    expect(gap("SK1", scores)?.target).toBeUndefined();
  });
  test("an ulcer shrinks if it is smaller than four weeks before; without such a pair one cannot tell", () => {
    const met = (...reviews: Recorded[]) => gap("SK2", [ulcer("2026-10-01"), ...reviews])?.target?.met;
    expect(met(review("2026-10-20", 6), review("2026-11-17", 5))).toBe(true);
    expect(met(review("2026-10-20", 6), review("2026-11-17", 6))).toBe(false);
    expect(met(review("2026-10-21", 6), review("2026-11-17", 5))).toBeUndefined();
    expect(met(review("2026-11-17", 5))).toBeUndefined();
  });
  test("unsuitable by a clinician it is excused", () => {
    const excuses = [{ process: "SK1", kind: "unsuitable" as const, on: "2026-10-01", by: "Dr A" }];
    expect(state("SK1", [["housebound", "2020-01-01"]], { excuses })).toBe("excused");
  });
});
