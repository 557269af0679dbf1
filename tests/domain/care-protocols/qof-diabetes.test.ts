import { describe, expect, test } from "vitest";
import {
  answerIndicator,
  answerIndicators,
  INDICATOR_IDS,
  type IndicatorId,
} from "../../../app/domain/care-protocols/qof-diabetes";
import type { PersonEntries } from "../../../app/domain/feature";
import { aPerson, type Recorded } from "../../support/a-person";

const AS_OF = "2026-03-31";
const DIABETIC: Recorded = ["diabetes-type-2", "2015-03-01"];
const IN_YEAR = "2025-04-01";
const BEFORE = "2025-03-31";

const decided = (id: IndicatorId, recorded: Recorded[], change: Partial<PersonEntries> = {}, diabetic = DIABETIC) => {
  const person = aPerson({ recorded: [diabetic, ...recorded], registeredOn: "2000-01-01", ...change }, AS_OF);
  const { inDenominator, inNumerator, decidedBy } = answerIndicator(id, person, AS_OF);
  return `${decidedBy} ${inNumerator ? "numerator" : inDenominator ? "denominator" : "out"}`;
};
const invited = (...days: string[]): Recorded[] => days.map((on) => ["diabetes-invitation", on]);

describe("DM020, rule by rule of the business rules", () => {
  const dm020 = (...recorded: Recorded[]) => decided("DM020", recorded);
  const high: Recorded = ["hba1c", "2025-06-01", 59];

  test.each<[string, Recorded[], string]>([
    [
      "R1: latest frailty moderate",
      [
        ["frailty-moderate", "2020-01-01"],
        ["hba1c", IN_YEAR, 50],
      ],
      "R1 out",
    ],
    ["R1: latest frailty severe", [["frailty-severe", "2020-01-01"]], "R1 out"],
    [
      "R1: severe, then mild",
      [
        ["frailty-severe", "2020-01-01"],
        ["frailty-mild", "2021-01-01"],
      ],
      "R10 denominator",
    ],
    ["R2: 58 in the year", [["hba1c", IN_YEAR, 58]], "R2 numerator"],
    ["R2: 59 in the year", [["hba1c", IN_YEAR, 59]], "R10 denominator"],
    ["R2: 58 a year ago", [["hba1c", BEFORE, 58]], "R10 denominator"],
    ["R2: 7.5% received, which is 58.47", [["hba1c", IN_YEAR, 58.4675]], "R2 numerator"],
    [
      "R2 before R5: a result in target counts whatever was excepted",
      [
        ["hba1c", IN_YEAR, 58],
        ["diabetes-care-unsuitable", IN_YEAR],
      ],
      "R2 numerator",
    ],
    ["R3: fructosamine instead", [["fructosamine", IN_YEAR]], "R3 out"],
    [
      "R3: fructosamine, HbA1c a year ago",
      [
        ["fructosamine", IN_YEAR],
        ["hba1c", BEFORE, 59],
      ],
      "R3 out",
    ],
    ["R3: fructosamine a year ago", [["fructosamine", BEFORE]], "R10 denominator"],
    ["R3: fructosamine besides HbA1c", [["fructosamine", IN_YEAR], high], "R10 denominator"],
    ["R4: maximal treatment", [high, ["diabetes-maximal-treatment", IN_YEAR]], "R4 out"],
    ["R4: a year ago", [high, ["diabetes-maximal-treatment", BEFORE]], "R10 denominator"],
    ["R5: unsuitable", [high, ["diabetes-care-unsuitable", IN_YEAR]], "R5 out"],
    ["R5: a year ago", [high, ["diabetes-care-unsuitable", BEFORE]], "R10 denominator"],
    ["R6: blood test declined", [["declined-blood-test", IN_YEAR]], "R6 out"],
    ["R6: a year ago", [["declined-blood-test", BEFORE]], "R10 denominator"],
    ["R7: care declined", [["declined-diabetes-care", IN_YEAR]], "R7 out"],
    ["R7: a year ago", [["declined-diabetes-care", BEFORE]], "R10 denominator"],
  ])("%s", (_, recorded, expected) => expect(dm020(...recorded)).toBe(expected));

  test.each<[string, Recorded[], string]>([
    ["two invitations 8 days apart and no test", invited("2025-06-01", "2025-06-09"), "R8 out"],
    ["7 days apart is too soon", invited("2025-06-01", "2025-06-08"), "R10 denominator"],
    ["a third that is late enough", invited("2025-06-01", "2025-06-08", "2025-06-09"), "R8 out"],
    ["one invitation", invited("2025-06-01"), "R10 denominator"],
    ["the first a year ago", invited(BEFORE, "2025-06-01"), "R10 denominator"],
    ["both after a high result", [high, ...invited("2025-07-01", "2025-07-09")], "R8 out"],
    ["both before it", [high, ...invited("2025-04-10", "2025-04-20")], "R10 denominator"],
    ["one before and one after it", [high, ...invited("2025-05-01", "2025-07-01")], "R10 denominator"],
    ["one before and two after it", [high, ...invited("2025-05-01", "2025-07-01", "2025-07-09")], "R8 out"],
    [
      "two and a result of more than a year ago",
      [["hba1c", BEFORE, 90], ...invited("2025-06-01", "2025-06-09")],
      "R8 out",
    ],
    ["a result of more than a year ago without invitations stays", [["hba1c", BEFORE, 90]], "R10 denominator"],
  ])("R8: %s", (_, recorded, expected) => expect(dm020(...recorded)).toBe(expected));

  test("R9: diagnosed less than nine months before; a diagnosis before a resolution counts as the first", () => {
    const diagnosed = (on: string, ...more: Recorded[]) => decided("DM020", more, {}, ["diabetes-type-2", on]);
    expect(diagnosed("2025-07-01")).toBe("R9 out");
    expect(diagnosed("2025-06-30")).toBe("R10 denominator");
    const again: Recorded[] = [
      ["diabetes-type-2", "2001-01-01"],
      ["diabetes-resolved", "2010-01-01"],
    ];
    expect(diagnosed("2025-12-01", ...again)).toBe("R10 denominator");
  });

  test("R10: moved to the practice less than nine months before; unknown is not new", () => {
    const registered = (registeredOn: string | undefined) => decided("DM020", [], { registeredOn });
    expect(registered("2025-07-01")).toBe("R10 out");
    expect(registered("2025-06-30")).toBe("R10 denominator");
    expect(registered(undefined)).toBe("R10 denominator");
  });

  test("who is not on the register is in no indicator: 17 tomorrow, resolved, no diabetes", () => {
    expect(decided("DM020", [["hba1c", IN_YEAR, 50]], { bornOn: "2009-04-01" })).toBe("register out");
    expect(decided("DM020", [["hba1c", IN_YEAR, 50]], { bornOn: "2009-03-31" })).toBe("R2 numerator");
    expect(decided("DM020", [["diabetes-resolved", "2020-01-01"]])).toBe("register out");
    const person = aPerson({ recorded: [["hba1c", IN_YEAR, 50]] }, AS_OF);
    for (const answer of answerIndicators(person, AS_OF))
      expect(answer).toMatchObject({ inDenominator: false, decidedBy: "register" });
    expect(answerIndicators(person, AS_OF).map(({ id }) => id)).toEqual([...INDICATOR_IDS]);
  });
});

describe("DM021: with moderate or severe frailty, 75 or less", () => {
  const frail: Recorded = ["frailty-moderate", "2020-01-01"];
  test.each<[string, Recorded[], string]>([
    ["no frailty", [["hba1c", IN_YEAR, 50]], "R1 out"],
    [
      "mild frailty",
      [
        ["frailty-mild", "2020-01-01"],
        ["hba1c", IN_YEAR, 50],
      ],
      "R1 out",
    ],
    ["75", [frail, ["hba1c", IN_YEAR, 75]], "R2 numerator"],
    ["76", [frail, ["hba1c", IN_YEAR, 76]], "R10 denominator"],
    [
      "severe, 75",
      [
        ["frailty-severe", "2020-01-01"],
        ["hba1c", IN_YEAR, 75],
      ],
      "R2 numerator",
    ],
  ])("%s", (_, recorded, expected) => expect(decided("DM021", recorded)).toBe(expected));

  test("everybody on the register is in exactly one of DM020's and DM021's populations", () => {
    for (const which of ["none", "mild", "moderate", "severe"]) {
      const recorded: Recorded[] = [[`frailty-${which}`, "2020-01-01"]];
      const out = (["DM020", "DM021"] as const).filter((id) => decided(id, recorded) === "R1 out");
      expect(out).toHaveLength(1);
    }
  });
});

describe("the other indicators, by their wordings", () => {
  const nephropathy: Recorded = ["diabetic-nephropathy", "2020-01-01"];
  const pressure = (systolic: number, diastolic: number, on = IN_YEAR): Recorded[] => [
    ["systolic", on, systolic],
    ["diastolic", on, diastolic],
  ];
  const foot = (side: string, on: string): Recorded => [`foot-${side}-low`, on];

  test.each<[IndicatorId, string, Recorded[], string]>([
    ["DM006", "no nephropathy", [["medicine-acei", "2026-01-01"]], "R1 out"],
    ["DM006", "issued in six months", [nephropathy, ["medicine-acei", "2025-10-01"]], "R2 numerator"],
    ["DM006", "issued six months ago", [nephropathy, ["medicine-arb", "2025-09-30"]], "R9 denominator"],
    ["DM006", "unsuitable", [nephropathy, ["acei-arb-unsuitable", IN_YEAR]], "R3 out"],
    ["DM006", "declined", [nephropathy, ["declined-acei-arb", IN_YEAR]], "R4 out"],
    ["DM012", "both feet classed", [foot("right", IN_YEAR), foot("left", IN_YEAR)], "R2 numerator"],
    ["DM012", "one of them a year ago", [foot("right", IN_YEAR), foot("left", BEFORE)], "R8 denominator"],
    ["DM012", "one foot, the other absent", [foot("right", IN_YEAR), ["foot-absent", "2010-01-01"]], "R2 numerator"],
    ["DM012", "both feet absent", [["feet-absent", "2010-01-01"]], "R1 out"],
    ["DM012", "examined without a class", [["foot-examination", IN_YEAR]], "R8 denominator"],
    ["DM012", "declined", [["foot-declined", IN_YEAR]], "R3 out"],
    ["DM019", "140/80", pressure(140, 80), "R2 numerator"],
    ["DM019", "141/80", pressure(141, 80), "R9 denominator"],
    ["DM019", "140/81", pressure(140, 81), "R9 denominator"],
    ["DM019", "140/80 a year ago", pressure(140, 80, BEFORE), "R9 denominator"],
    ["DM019", "moderate frailty", [["frailty-moderate", "2020-01-01"], ...pressure(130, 70)], "R1 out"],
    ["DM019", "declined", [["declined-blood-pressure", IN_YEAR]], "R4 out"],
    ["DM019", "two invitations", invited("2025-06-01", "2025-06-09"), "R7 out"],
    ["DM034", "on a statin", [["medicine-statin", "2025-10-01"]], "R4 numerator"],
    ["DM034", "on an alternative", [["medicine-lipid-other", "2025-10-01"]], "R4 numerator"],
    ["DM034", "a statin six months ago", [["medicine-statin", "2025-09-30"]], "R11 denominator"],
    [
      "DM034",
      "cardiovascular disease",
      [
        ["condition-stroke", "2020-01-01"],
        ["medicine-statin", "2026-01-01"],
      ],
      "R2 out",
    ],
    ["DM034", "QRISK below 10 in three years", [["qrisk", "2023-04-01", 9.9]], "R5 out"],
    ["DM034", "QRISK of 10", [["qrisk", "2023-04-01", 10]], "R11 denominator"],
    ["DM034", "QRISK below 10 of three years ago", [["qrisk", "2023-03-31", 9.9]], "R11 denominator"],
  ])("%s: %s", (id, _, recorded, expected) => expect(decided(id, recorded)).toBe(expected));

  test("DM034 is for those of 40 and over", () => {
    expect(decided("DM034", [], { bornOn: "1986-03-31" })).toBe("R11 denominator");
    expect(decided("DM034", [], { bornOn: "1986-04-01" })).toBe("R1 out");
  });

  test("DM014: diagnosed in the year, referred within nine months", () => {
    const dm014 = (diagnosed: string, ...more: Recorded[]) =>
      decided("DM014", more, {}, ["diabetes-type-2", diagnosed]);
    const referred = (on: string): Recorded => ["care-diabetes-education-referral", on];
    expect(dm014("2025-03-31")).toBe("R1 out");
    expect(dm014("2025-04-01")).toBe("R7 denominator");
    expect(dm014("2025-04-01", referred("2026-01-01"))).toBe("R2 numerator");
    expect(dm014("2025-04-01", referred("2026-01-02"))).toBe("R7 denominator");
    expect(dm014("2025-07-01")).toBe("R6 out");
  });
});
