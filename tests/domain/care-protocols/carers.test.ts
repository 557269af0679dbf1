import { describe, expect, test } from "vitest";
import { findCareGaps, isOpen } from "../../../app/domain/care-gap";
import { CARERS_PROTOCOL } from "../../../app/domain/care-protocols/carers";
import type { SettingValues } from "../../../app/domain/setting";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

type Change = NonNullable<Parameters<typeof aPerson>[0]>;
const gap = (id: string, person: Change, values: SettingValues = {}) =>
  findCareGaps(aPerson(person), CARERS_PROTOCOL, AS_OF, values).find(({ process }) => process === id);

const palliative: Recorded = ["palliative-care", "2026-06-01"];

describe("CA1, whether there is a carer", () => {
  const conditions = (count: number): Recorded[] =>
    ["condition-copd", "condition-asthma", "condition-stroke", "condition-heart-failure"]
      .slice(0, count)
      .map((set) => [set, "2020-01-01"]);

  test.each<[string, Recorded[], string | undefined]>([
    ["nobody in good health", [], undefined],
    ["mild frailty", [["frailty-mild", "2026-01-01"]], undefined],
    ["moderate frailty", [["frailty-moderate", "2026-01-01"]], "Moderate frailty"],
    ["severe frailty", [["frailty-severe", "2026-01-01"]], "Severe frailty"],
    ["dementia", [["condition-dementia", "2024-01-01"]], "Dementia"],
    ["housebound", [["housebound", "2024-01-01"]], "Housebound"],
    ["end-stage disease", [["end-stage-disease", "2024-01-01"]], "End-stage organ disease"],
    ["palliative care", [palliative], "Palliative or end-of-life care"],
    ["three conditions", conditions(3), undefined],
    ["four conditions", conditions(4), "4 or more long-term conditions"],
    [
      "three conditions and diabetes",
      [...conditions(3), ["diabetes-type-2", "2020-01-01"]],
      "4 or more long-term conditions",
    ],
    ["two conditions and diabetes", [...conditions(2), ["diabetes-type-2", "2020-01-01"]], undefined],
  ])("%s", (_, recorded, because) => expect(gap("CA1", { recorded })?.because).toBe(because));

  const frail: Recorded = ["frailty-moderate", "2026-01-01"];

  test.each(["care-carer-asked", "has-carer", "no-carer"])("%s shows it, and holds for a year", (set) => {
    const state = (on: string) => gap("CA1", { recorded: [frail, [set, on]] })?.state;
    expect(state("2025-11-22")).toBe("overdue");
    expect(state("2025-11-23")).toBe("due");
    expect(state("2026-06-01")).toBe("done");
  });

  test("says whether there is one; not recorded is neither", () => {
    const value = (recorded: Recorded[]) => gap("CA1", { recorded: [frail, ...recorded] })?.value;
    expect(value([])).toBeUndefined();
    expect(value([["has-carer", "2026-06-01"]])).toBe("has a carer");
    expect(value([["no-carer", "2026-06-01"]])).toBe("no carer");
    expect(
      value([
        ["has-carer", "2025-06-01"],
        ["no-carer", "2026-06-01"],
      ]),
    ).toBe("no carer");
    expect(
      value([
        ["no-carer", "2025-06-01"],
        ["has-carer", "2026-06-01"],
      ]),
    ).toBe("has a carer");
  });

  test("a carer among those to ring is identified already", () => {
    expect(gap("CA1", { recorded: [frail], hasCarer: true })).toBeUndefined();
  });

  test("to be a carer does not say that one has a carer", () => {
    expect(gap("CA1", { recorded: [frail, ["is-carer", "2026-06-01"]] })?.state).toBe("overdue");
  });
});

describe("CA2, the carer's assessment", () => {
  test.each<[string, Change, string | undefined]>([
    ["nobody without a carer", {}, undefined],
    ["who has a carer, by code", { recorded: [["has-carer", "2026-11-01"]] }, "Has a carer"],
    ["who has a carer among those to ring", { hasCarer: true }, "Has a carer"],
    ["the carer", { recorded: [["is-carer", "2026-11-01"]] }, "Is a carer"],
    [
      "not a carer any more",
      {
        recorded: [
          ["is-carer", "2024-11-01"],
          ["is-no-carer", "2025-01-01"],
        ],
      },
      undefined,
    ],
    [
      "without a carer any more",
      {
        recorded: [
          ["has-carer", "2024-11-01"],
          ["no-carer", "2025-01-01"],
        ],
      },
      undefined,
    ],
  ])("%s", (_, person, because) => expect(gap("CA2", person)?.because).toBe(because));

  test("is referred within 28 days of the day on which the carer was known", () => {
    expect(gap("CA2", { recorded: [["has-carer", "2026-10-26"]] })).toMatchObject({
      state: "due",
      nextDue: "2026-11-23",
    });
    expect(gap("CA2", { recorded: [["has-carer", "2026-10-25"]] })).toMatchObject({ state: "overdue" });
    expect(gap("CA2", { recorded: [["is-carer", "2026-10-26"]] })?.state).toBe("due");
    expect(gap("CA2", { recorded: [["is-carer", "2026-10-25"]] })?.state).toBe("overdue");
  });

  test("the same code again does not start the clock anew, a carer after none does", () => {
    const twice: Recorded[] = [
      ["has-carer", "2026-01-01"],
      ["has-carer", "2026-11-20"],
    ];
    expect(gap("CA2", { recorded: twice })?.state).toBe("overdue");
    expect(gap("CA2", { recorded: [...twice, ["no-carer", "2026-06-01"]] })?.nextDue).toBe("2026-12-18");
  });

  test("is reviewed every 12 months", () => {
    const assessed = (on: string) =>
      gap("CA2", {
        recorded: [
          ["has-carer", "2020-01-01"],
          ["care-carers-assessment", on],
        ],
      })?.state;
    expect(assessed("2025-11-22")).toBe("overdue");
    expect(assessed("2025-11-23")).toBe("due");
    expect(assessed("2026-06-01")).toBe("done");
  });

  test("strain of the carer is a new need: an assessment before it does not count", () => {
    const strained = (assessedOn: string) =>
      gap("CA2", {
        recorded: [
          ["has-carer", "2020-01-01"],
          ["carer-strain", "2026-11-10"],
          ["care-carers-assessment", assessedOn],
        ],
      });
    expect(strained("2026-11-09")).toMatchObject({ state: "due", nextDue: "2026-12-08" });
    expect(strained("2026-11-10")?.state).toBe("done");
  });

  test("a refusal 13 months ago has lapsed and it is due again; 11 months ago it is excused, not done", () => {
    const refused = (on: string) =>
      gap("CA2", {
        recorded: [
          ["has-carer", "2020-01-01"],
          ["declined-carers-assessment", on],
        ],
      });
    expect(refused("2025-10-22")).toMatchObject({ state: "overdue" });
    expect(isOpen(refused("2025-10-22")!)).toBe(true);
    expect(refused("2025-12-22")).toMatchObject({
      state: "excused",
      excuse: { kind: "declined", until: "2026-12-22" },
    });
  });

  test("is not suspended at the end of life", () => {
    expect(gap("CA2", { hasCarer: true, recorded: [palliative] })?.state).toBe("overdue");
    expect(gap("CA1", { recorded: [palliative] })?.state).toBe("overdue");
    expect(gap("CA3", { recorded: [palliative, ["sole-carer", "2026-06-01"]] })?.state).toBe("overdue");
  });
});

describe("CA3, when the carer cannot", () => {
  const carer: Recorded = ["is-carer", "2020-01-01"];

  test.each<[string, Change, string | undefined]>([
    ["a carer alone is not enough", { hasCarer: true }, undefined],
    ["one carer alone", { recorded: [["sole-carer", "2026-01-01"]] }, "Depends on one carer alone"],
    ["a strained carer", { hasCarer: true, recorded: [["carer-strain", "2026-01-01"]] }, "Strain of the carer"],
    ["strain with nobody who cares", { recorded: [["carer-strain", "2026-01-01"]] }, undefined],
    ["a carer of 74", { bornOn: "1951-11-23", recorded: [carer] }, undefined],
    ["a carer of 75", { bornOn: "1951-11-22", recorded: [carer] }, "Is a carer, 75 or over"],
    ["a carer of unknown age", { bornOn: undefined, recorded: [carer] }, "date of birth"],
    ["no carer of 80", {}, undefined],
  ])("%s", (_, person, because) => expect(gap("CA3", person)?.because).toBe(because));

  test("exists, and is looked at again after a year", () => {
    const agreed = (on: string) =>
      gap("CA3", {
        recorded: [
          ["sole-carer", "2020-01-01"],
          ["care-carer-contingency", on],
        ],
      })?.state;
    expect(agreed("2025-11-22")).toBe("overdue");
    expect(agreed("2025-11-23")).toBe("due");
    expect(agreed("2026-06-01")).toBe("done");
  });

  test("an excuse recorded for it holds until its day, and for no other row", () => {
    const person = (until: string): Change => ({
      recorded: [["sole-carer", "2020-01-01"]],
      excuses: [{ process: "CA3", kind: "unsuitable", on: "2026-06-01", until, by: "A. Nurse" }],
    });
    expect(gap("CA3", person("2026-11-23"))?.state).toBe("excused");
    expect(gap("CA3", person("2026-11-22"))?.state).toBe("overdue");
    const other: Change = { ...person("2026-11-23"), hasCarer: true };
    expect(gap("CA2", other)?.state).toBe("overdue");
  });
});
