import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { treatmentSwitch } from "../../../app/domain/care-gap";
import { gapOf, TYPE_1, TYPE_2 } from "../../support/a-diabetic";
import type { Recorded } from "../../support/a-person";

const ON = "2026-10-01";
const hba1c = (value: number, on = ON): Recorded => ["hba1c", on, value];
const taking = (medicine: string, on = ON): Recorded => [`medicine-${medicine}`, on];
const frailty = (which: string, on = "2026-01-01"): Recorded => [`frailty-${which}`, on];

describe("DM4: treatment too tight", () => {
  const severe = (...recorded: Recorded[]) => [frailty("severe"), ...recorded];

  test("it is off until it is switched on", () => {
    const values = { [treatmentSwitch("DM4")]: 0 };
    expect(gapOf("DM4", severe(taking("sulfonylurea"), hba1c(50)), { values })).toBeUndefined();
  });

  test.each<[string, string, number, number]>([
    ["severe frailty on gliclazide", "severe", 63, 64],
    ["moderate frailty", "moderate", 57, 58],
    ["mild frailty", "mild", 52, 53],
    ["recorded as not frail", "none", 52, 53],
  ])("%s: %s, it fires at %d and not at %d", (_, which, fires, doesNot) => {
    expect(gapOf("DM4", [frailty(which), taking("sulfonylurea"), hba1c(fires)])).toBeDefined();
    expect(gapOf("DM4", [frailty(which), taking("sulfonylurea"), hba1c(doesNot)])).toBeUndefined();
  });

  test.each(["sulfonylurea", "insulin", "glinide"])("%s can be too tight", (medicine) => {
    expect(gapOf("DM4", severe(taking(medicine), hba1c(63)))?.because).toBe(
      `On ${medicine}: HbA1c 63 mmol/mol, below 64`,
    );
  });

  test.each(["metformin", "sglt2", "dpp4", "glp1", "pioglitazone"])("%s cannot", (medicine) => {
    expect(gapOf("DM4", severe(taking(medicine), hba1c(40)))).toBeUndefined();
  });

  test("type 1 is never told to stop insulin, nor somebody whose type nobody recorded", () => {
    expect(gapOf("DM4", severe(taking("insulin"), hba1c(40)), { type: TYPE_1 })).toBeUndefined();
    expect(gapOf("DM4", severe(taking("insulin"), hba1c(40)), { type: [...TYPE_1, ...TYPE_2] })).toBeUndefined();
    const other: Recorded[] = [["diabetes-other", "2015-01-01"]];
    expect(gapOf("DM4", severe(taking("insulin"), hba1c(40)), { type: other })).toBeUndefined();
    expect(
      gapOf("DM4", severe(taking("insulin"), taking("sulfonylurea"), hba1c(40)), { type: other })?.because,
    ).toMatch(/^On sulfonylurea:/);
  });

  test("without a recorded frailty it looks from 65 on, at the lowest line", () => {
    const at = (bornOn: string, value: number) => gapOf("DM4", [taking("sulfonylurea"), hba1c(value)], { bornOn });
    expect([at("1961-11-22", 52), at("1961-11-22", 53)].map(Boolean)).toEqual([true, false]);
    expect(at("1961-11-23", 52)).toBeUndefined();
  });

  test("an HbA1c of more than a year ago says nothing", () => {
    expect(gapOf("DM4", severe(taking("insulin"), hba1c(50, "2025-11-23")))).toBeDefined();
    expect(gapOf("DM4", severe(taking("insulin"), hba1c(50, "2025-11-22")))).toBeUndefined();
  });

  test.each<[string, Recorded]>([
    ["hypoglycaemia that needed help", ["hypoglycaemia-severe", "2026-11-10"]],
    ["weight loss", ["efi-weight-loss", "2026-11-10"]],
    ["moved to a care home", ["care-home", "2026-11-10"]],
    ["new dementia", ["condition-dementia", "2026-11-10"]],
    ["eGFR 29", ["egfr", "2026-11-10", 29]],
  ])("%s asks for it whatever the HbA1c", (because, event) => {
    const gap = gapOf("DM4", [taking("insulin"), hba1c(80), event]);
    expect(gap).toMatchObject({ because: `On insulin: ${because}`, state: "due", nextDue: "2026-11-24" });
    expect(gapOf("DM4", [hba1c(80), event])).toBeUndefined();
  });

  test("eGFR 30, an event of a year ago and dementia known for years do not", () => {
    const on = [taking("insulin"), hba1c(80)];
    expect(gapOf("DM4", [...on, ["egfr", ON, 30]])).toBeUndefined();
    expect(gapOf("DM4", [...on, ["hypoglycaemia-severe", "2025-11-22"]])).toBeUndefined();
    expect(gapOf("DM4", [...on, ["condition-dementia", "2020-01-01"], ["condition-dementia", ON]])).toBeUndefined();
  });

  test("a change or a written reason does it for three months; one from before the result does not", () => {
    const tight = severe(taking("insulin"), hba1c(63, "2026-11-01"));
    expect(gapOf("DM4", tight)?.state).toBe("overdue");
    const reduced = (on: string): Recorded => ["care-diabetes-treatment-reduced", on];
    expect(gapOf("DM4", [...tight, reduced("2026-11-01")])).toMatchObject({ state: "done", nextDue: "2027-02-01" });
    expect(gapOf("DM4", [...tight, reduced("2026-10-31")])?.state).toBe("overdue");
  });
});

describe("DM5: medicines (NG28 of 2026)", () => {
  const words = (...recorded: Recorded[]) => gapOf("DM5", recorded)?.target?.words;
  const because = (...recorded: Recorded[]) => gapOf("DM5", recorded)?.because;

  test("it is off until it is switched on, and only for type 2", () => {
    expect(gapOf("DM5", [], { values: { [treatmentSwitch("DM5")]: 0 } })).toBeUndefined();
    expect(gapOf("DM5", [], { type: TYPE_1 })).toBeUndefined();
  });

  test.each<[string, Recorded]>([
    ["frailty", frailty("moderate")],
    ["heart failure", ["condition-heart-failure", "2020-01-01"]],
    ["cardiovascular disease", ["condition-stroke", "2020-01-01"]],
    ["chronic kidney disease", ["egfr", ON, 59]],
    ["living with obesity", ["bmi", ON, 30]],
  ])("track: %s", (track, recorded) => expect(because(recorded)).toBe(`Type 2 diabetes: ${track}`));

  test("an eGFR of 60 or a BMI of 29 makes no track; a review lasts a year", () => {
    expect(because(["egfr", ON, 60], ["bmi", ON, 29])).toBe("Type 2 diabetes: none of the named circumstances");
    expect(gapOf("DM5", [["care-diabetes-medicines", "2026-06-01"], taking("sglt2")])).toMatchObject({
      state: "done",
      nextDue: "2027-06-01",
    });
  });

  test("early onset is before 40", () => {
    const born = (bornOn: string) => gapOf("DM5", [], { bornOn })?.because;
    expect(born("1975-03-02")).toMatch("early onset");
    expect(born("1975-03-01")).not.toMatch("early onset");
  });

  test("metformin: at most 1 g below an eGFR of 45, none below 30", () => {
    const on = (egfr: number) => words(taking("metformin"), taking("sglt2"), ["egfr", ON, egfr]);
    expect([45, 44, 30, 29].map(on)).toEqual([
      "nothing found to change",
      "metformin at most 1 g a day, eGFR 30 to 44",
      "metformin at most 1 g a day, eGFR 30 to 44",
      "metformin with eGFR below 30",
    ]);
  });

  test("SGLT2 inhibitors: caution in moderate and severe frailty, otherwise expected from an eGFR of 20", () => {
    expect(words(taking("sglt2"), frailty("severe"))).toBe("SGLT2 inhibitor in frailty: caution");
    expect(words(taking("sglt2"), frailty("mild"))).toBe("nothing found to change");
    expect([20, 19].map((egfr) => words(["egfr", ON, egfr]))).toEqual([
      "no SGLT2 inhibitor",
      "nothing found to change",
    ]);
  });
});

test("whatever else is recorded, type 1 is never told to take less or something else", () => {
  const sets = [
    ...[
      "diabetes-type-2",
      "diabetes-other",
      "hypoglycaemia-severe",
      "condition-dementia",
      "care-home",
      "egfr",
      "hba1c",
    ],
    ...["medicine-insulin", "medicine-sulfonylurea", "frailty-severe", "frailty-none", "efi-weight-loss"],
  ];
  const anEntry = fc.tuple(
    fc.constantFrom(...sets),
    fc.constantFrom("2015-01-01", "2026-01-01", "2026-11-01"),
    fc.integer({ min: 20, max: 120 }),
  );
  fc.assert(
    fc.property(fc.array(anEntry, { maxLength: 20 }), (recorded) => {
      for (const process of ["DM4", "DM5"]) expect(gapOf(process, recorded, { type: TYPE_1 })).toBeUndefined();
    }),
  );
});
