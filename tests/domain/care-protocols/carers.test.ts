import { expect, test } from "vitest";
import { CARERS_PROTOCOL } from "../../../app/domain/care-protocols/carers";
import type { Recorded } from "../../support/a-person";
import { gapIn, NOT_FOR, type Row, stateIn } from "../../support/care-gaps";

const gap = gapIn(CARERS_PROTOCOL);
const state = stateIn(CARERS_PROTOCOL);
const MODERATE: Recorded = ["frailty-moderate", "2025-01-01"];
const conditions = (count: number): Recorded[] =>
  ["copd", "hypertension", "stroke", "cancer"].slice(0, count).map((name) => [`condition-${name}`, "2015-01-01"]);

test.each<Row>([
  ["moderate frailty", "CA1", [MODERATE], {}, "overdue"],
  ["mild frailty", "CA1", [["frailty-mild", "2025-01-01"]], {}, NOT_FOR],
  ["four conditions", "CA1", conditions(4), {}, "overdue"],
  ["three", "CA1", conditions(3), {}, NOT_FOR],
  ["diabetes is one of the four", "CA1", [...conditions(3), ["diabetes-type-2", "2015-01-01"]], {}, "overdue"],
  ["diabetes and two", "CA1", [...conditions(2), ["diabetes-type-2", "2015-01-01"]], {}, NOT_FOR],
  ["at the end of life", "CA1", [["palliative-care", "2026-01-01"]], {}, "overdue"],
  ["by an escalation plan of comfort only too", "CA1", [["comfort-care-only", "2026-01-01"]], {}, "overdue"],
  [
    "no longer indicated",
    "CA1",
    [
      ["palliative-care", "2026-01-01"],
      ["palliative-care-ended", "2026-02-01"],
    ],
    {},
    NOT_FOR,
  ],
  ["a carer among those to ring", "CA1", [MODERATE], { hasCarer: true }, NOT_FOR],
  ["has none, this year", "CA1", [MODERATE, ["no-carer", "2026-03-01"]], {}, "done"],
  ["has one, a year ago", "CA1", [MODERATE, ["has-carer", "2025-11-22"]], {}, "overdue"],
  ["is a carer since this month", "CA2", [["is-carer", "2026-11-01"]], {}, "due"],
  ["is a carer for 28 days", "CA2", [["is-carer", "2026-10-25"]], {}, "overdue"],
  [
    "no longer",
    "CA2",
    [
      ["is-carer", "2026-10-25"],
      ["is-no-carer", "2026-11-01"],
    ],
    {},
    NOT_FOR,
  ],
  ["has a carer", "CA2", [], { hasCarer: true }, "overdue"],
  [
    "had one, has none now",
    "CA2",
    [
      ["has-carer", "2020-01-01"],
      ["no-carer", "2024-01-01"],
    ],
    {},
    NOT_FOR,
  ],
  ["nobody cares", "CA2", [], {}, NOT_FOR],
  [
    "assessed this year",
    "CA2",
    [
      ["is-carer", "2020-01-01"],
      ["care-carers-assessment", "2026-06-01"],
    ],
    {},
    "done",
  ],
  [
    "strain since",
    "CA2",
    [
      ["is-carer", "2020-01-01"],
      ["care-carers-assessment", "2026-06-01"],
      ["carer-strain", "2026-11-01"],
    ],
    {},
    "due",
  ],
  [
    "declined by the carer",
    "CA2",
    [
      ["is-carer", "2020-01-01"],
      ["declined-carers-assessment", "2026-06-01"],
    ],
    {},
    "excused",
  ],
  [
    "declined, then strain",
    "CA2",
    [
      ["is-carer", "2020-01-01"],
      ["declined-carers-assessment", "2026-06-01"],
      ["carer-strain", "2026-11-01"],
    ],
    {},
    "due",
  ],
  [
    "a refusal of 13 months ago has lapsed",
    "CA2",
    [
      ["is-carer", "2020-01-01"],
      ["declined-carers-assessment", "2025-10-22"],
    ],
    {},
    "overdue",
  ],
  ["depends on one carer", "CA3", [["sole-carer", "2026-11-01"]], {}, "due"],
  ["four weeks later", "CA3", [["sole-carer", "2026-10-25"]], {}, "overdue"],
  ["a carer of 75", "CA3", [["is-carer", "2020-01-01"]], { bornOn: "1951-11-22" }, "overdue"],
  ["a carer of 74", "CA3", [["is-carer", "2020-01-01"]], { bornOn: "1951-11-23" }, NOT_FOR],
  ["a carer of unknown age", "CA3", [["is-carer", "2020-01-01"]], { bornOn: undefined }, "cannot tell"],
  [
    "the plan exists",
    "CA3",
    [
      ["sole-carer", "2025-11-01"],
      ["care-carer-contingency", "2026-01-01"],
    ],
    {},
    "done",
  ],
  [
    "a year old, it is renewed with the care plan",
    "CA3",
    [
      ["sole-carer", "2020-11-01"],
      ["care-carer-contingency", "2025-11-22"],
    ],
    {},
    "overdue",
  ],
  [
    "that of a carer of 75 too",
    "CA3",
    [
      ["is-carer", "2020-01-01"],
      ["care-carer-contingency", "2025-11-22"],
    ],
    { bornOn: "1951-11-22" },
    "overdue",
  ],
  [
    "strain asks for it again",
    "CA3",
    [
      ["carer-strain", "2026-11-01"],
      ["care-carer-contingency", "2026-01-01"],
    ],
    {},
    "due",
  ],
  [
    "at the end of life too",
    "CA3",
    [
      ["sole-carer", "2025-11-01"],
      ["palliative-care", "2026-01-01"],
    ],
    {},
    "overdue",
  ],
])("%s", (_, id, recorded, someone, expected) => expect(state(id, recorded, someone)).toBe(expected));

test("strain is said with its day", () => {
  expect(gap("CA2", [["carer-strain", "2026-11-01"]])?.because).toBe("Has a carer, under strain on 1 November 2026");
});
