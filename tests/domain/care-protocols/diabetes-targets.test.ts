import { describe, expect, test } from "vitest";
import { type Context, carePersonOf, findCareGaps, settleGaps } from "../../../app/domain/care-gap";
import { BLOOD_PRESSURE_PROTOCOL } from "../../../app/domain/care-protocols/blood-pressure";
import { DIABETES_PROTOCOL } from "../../../app/domain/care-protocols/diabetes";
import { ngspPercent } from "../../../app/domain/care-protocols/diabetes-hba1c";
import { treatmentTargets } from "../../../app/domain/care-protocols/diabetes-targets";
import { SNOMED } from "../../../app/domain/code-sets/code-set";
import type { SettingValues } from "../../../app/domain/setting";
import { toUkUnit } from "../../../app/domain/unit";
import { gapOf, TYPE_1, TYPE_2 } from "../../support/a-diabetic";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

const ON = "2026-10-01";
const hba1c = (value: number, on = ON): Recorded => ["hba1c", on, value];
const taking = (medicine: string, on = ON): Recorded => [`medicine-${medicine}`, on];
const frailty = (which: string, on = "2026-01-01"): Recorded => [`frailty-${which}`, on];

const received = (percent: number) =>
  toUkUnit({ system: SNOMED, code: "999791000000106", display: "" }, percent, "%").value;

describe("HbA1c in % and mmol/mol, the published pairs", () => {
  test.each([
    [6.5, 48],
    [7.0, 53],
    [7.5, 58],
    [8.0, 64],
    [9.0, 75],
    [10, 86],
  ])("%d %% is %d mmol/mol, there and back", (percent, ifcc) => {
    expect(Math.round(received(percent))).toBe(ifcc);
    expect(ngspPercent(ifcc)).toBe(percent);
  });

  test("7.5% received meets the line of 58, and 8.0% is not below 64", () => {
    expect(received(7.5)).toBeGreaterThan(58);
    expect(answer([hba1c(received(7.5))]).targets[0]).toMatchObject({ met: true, because: "58 mmol/mol (7.5%)" });
    expect(received(8.0)).toBeLessThan(64);
    expect(gapOf("DM3", [hba1c(received(8.0)), frailty("moderate")])?.state).toBe("out of target");
  });
});

describe("DM2: HbA1c in type 2 diabetes (NG28)", () => {
  test.each<[string, Recorded[], number, number]>([
    ["on lifestyle alone", [], 48, 49],
    ["on one medicine that causes no hypoglycaemia", [taking("metformin")], 48, 49],
    ["on two", [taking("metformin"), taking("sglt2")], 53, 54],
    ["on a sulfonylurea", [taking("sulfonylurea")], 53, 54],
    ["on insulin", [taking("insulin")], 53, 54],
    ["on a glinide", [taking("glinide")], 53, 54],
    ["on a sulfonylurea issued 90 days ago: not current", [taking("sulfonylurea", "2026-08-24")], 48, 49],
    ["on a sulfonylurea issued 89 days ago: current", [taking("sulfonylurea", "2026-08-25")], 53, 54],
  ])("%s", (_, recorded, inTarget, outOfTarget) => {
    expect(gapOf("DM2", [...recorded, hba1c(inTarget)])?.state).toBe("done");
    expect(gapOf("DM2", [...recorded, hba1c(outOfTarget)])?.state).toBe("out of target");
  });

  test("a medicine still running is current, one that is stopped is not", () => {
    const insulin = (more: object): Recorded => ["medicine-insulin", "2020-01-01", undefined, more];
    expect(gapOf("DM2", [insulin({ status: "active" }), hba1c(53)])?.state).toBe("done");
    expect(gapOf("DM2", [insulin({ status: "stopped" }), hba1c(53)])?.state).toBe("out of target");
    expect(gapOf("DM2", [insulin({ status: "active", until: "2021-01-01" }), hba1c(53)])?.state).toBe("out of target");
  });

  test("every six months, and the setting for what is out of target can ask for three", () => {
    expect(gapOf("DM2", [hba1c(48, "2026-05-23")])).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(gapOf("DM2", [hba1c(48, "2026-05-22")])?.state).toBe("overdue");
    expect(gapOf("DM2", [hba1c(49, "2026-05-23")])?.state).toBe("due");
    expect(gapOf("DM2", [hba1c(49, "2026-05-22")])?.state).toBe("overdue");
    const values = { "diabetes.hba1c-unstable-months": 3 };
    expect(gapOf("DM2", [hba1c(49, "2026-08-22")], { values })?.state).toBe("overdue");
    expect(gapOf("DM2", [hba1c(48, "2026-08-22")], { values })?.state).toBe("done");
  });

  test("the target says from where treatment is stepped up", () => {
    expect(gapOf("DM2", [hba1c(50)])?.target?.words).toBe("48 mmol/mol or less; treatment is stepped up from 58");
  });

  test("not for type 1; for diabetes whose type is not recorded", () => {
    expect(gapOf("DM2", [], { type: TYPE_1 })).toBeUndefined();
    expect(gapOf("DM2", [], { type: [["diabetes-other", "2015-01-01"]] })?.because).toBe(
      "Diabetes, type not recorded as 1",
    );
  });

  test("on maximal treatment in the last 12 months no target is held against it", () => {
    const maximal = (on: string) => gapOf("DM2", [hba1c(90), ["diabetes-maximal-treatment", on]]);
    expect(maximal("2025-11-23")).toMatchObject({ state: "done", target: undefined });
    expect(maximal("2025-11-22")?.state).toBe("out of target");
  });

  test("a refusal, fructosamine and the end of life excuse it", () => {
    expect(gapOf("DM2", [["declined-blood-test", ON]])?.excuse?.kind).toBe("declined");
    expect(gapOf("DM2", [["fructosamine", ON]])?.excuse?.kind).toBe("unsuitable");
    expect(gapOf("DM2", [["palliative-care", ON]])?.excuse?.kind).toBe("end_of_life");
  });
});

describe("DM3: targets of frailty (Strain 2021, Table 2)", () => {
  test.each<[string, number, number]>([
    ["mild", 57, 58],
    ["mild", 42, 41],
    ["moderate", 63, 64],
    ["severe", 68, 69],
  ])("%s frailty: %d is in target, %d is not", (which, inTarget, outOfTarget) => {
    expect(gapOf("DM3", [frailty(which), hba1c(inTarget)])?.state).toBe("done");
    expect(gapOf("DM3", [frailty(which), hba1c(outOfTarget)])?.state).toBe("out of target");
  });

  test("on a medicine that causes hypoglycaemia the target is a band", () => {
    const words = (...recorded: Recorded[]) => gapOf("DM3", [frailty("severe"), hba1c(66), ...recorded])?.target?.words;
    expect(words()).toBe("below 69 mmol/mol (severe frailty)");
    expect(words(taking("sulfonylurea"))).toBe("64 to 68 mmol/mol (severe frailty)");
  });

  test.each<[string, number, number]>([
    ["mild", 52, 53],
    ["moderate", 57, 58],
    ["severe", 63, 64],
  ])("%s frailty on a sulfonylurea: %d is below the band, %d in it", (which, below, inBand) => {
    const gap = (value: number) => gapOf("DM3", [frailty(which), taking("sulfonylurea"), hba1c(value)]);
    expect(gap(below)).toMatchObject({ state: "out of target", target: { met: false } });
    expect(gap(inBand)).toMatchObject({ state: "done", target: { met: true } });
    if (which !== "mild") expect(gapOf("DM3", [frailty(which), hba1c(below)])?.state).toBe("done");
  });

  test("the 2018 paper's 70 is a setting", () => {
    const values = { "diabetes.severe-frailty-below": 70 };
    expect(gapOf("DM3", [frailty("severe"), hba1c(69)], { values })?.state).toBe("done");
  });

  test("an index without a clinician's code, or 'not frail', is no frailty", () => {
    expect(gapOf("DM3", [hba1c(60), ["efi-falls", ON], ["efi-weight-loss", ON]])).toBeUndefined();
    expect(gapOf("DM3", [hba1c(60), frailty("none")])).toBeUndefined();
    expect(gapOf("DM3", [hba1c(60), frailty("severe"), frailty("none", "2026-06-01")])).toBeUndefined();
  });

  test.each<[string, number, number, string]>([
    ["moderate", 139, 89, "done"],
    ["moderate", 140, 89, "out of target"],
    ["moderate", 139, 90, "out of target"],
    ["severe", 149, 89, "done"],
    ["severe", 150, 89, "out of target"],
  ])("blood pressure in %s frailty, %d/%d: %s", (which, systolic, diastolic, state) => {
    const recorded: Recorded[] = [frailty(which), ["systolic", ON, systolic], ["diastolic", ON, diastolic]];
    expect(gapOf("DM3-BP", recorded)?.state).toBe(state);
  });

  test.each<[string, string, Recorded[], number, number, string]>([
    ["84 years, 146/84 is under 150/90 with mild frailty as without", "1942-01-01", [], 146, 84, "done"],
    [
      "70 years with an albumin ratio of 80, 136/84 is not under 130/80 with mild frailty either",
      "1956-01-01",
      [
        ["condition-chronic-kidney-disease", "2015-01-01"],
        ["urine-acr", ON, 80],
      ],
      136,
      84,
      "out of target",
    ],
  ])("mild frailty moves no blood pressure target: %s", (_, bornOn, more, systolic, diastolic, state) => {
    const protocols = [DIABETES_PROTOCOL, BLOOD_PRESSURE_PROTOCOL];
    const process = (id: string) => protocols.flatMap(({ processes }) => processes).find((one) => one.id === id)!;
    for (const mild of [[], [frailty("mild")]]) {
      const recorded: Recorded[] = [
        ...TYPE_2,
        ...mild,
        ...more,
        ["systolic", ON, systolic],
        ["diastolic", ON, diastolic],
      ];
      const person = aPerson({ recorded, bornOn });
      const gaps = settleGaps(
        protocols.flatMap((protocol) => findCareGaps(person, protocol, AS_OF)),
        process,
      ).filter((gap) => process(gap.process).about === "blood-pressure");
      expect(gaps.filter(({ target }) => target).map((gap) => [gap.process, gap.state])).toEqual([["HT1", state]]);
    }
  });

  test("the target of frailty stands over that of the disease", () => {
    const person = aPerson({ recorded: [...TYPE_2, frailty("severe"), hba1c(66)] });
    const gaps = findCareGaps(person, DIABETES_PROTOCOL, AS_OF);
    const settled = settleGaps(gaps, (id) => DIABETES_PROTOCOL.processes.find((process) => process.id === id)!);
    const found = new Map(settled.map((gap) => [gap.process, gap]));
    expect(found.get("DM3")?.state).toBe("done");
    expect(found.get("DM2")).toMatchObject({ state: "done", overriddenBy: "DM3", target: undefined });
  });
});

function answer(recorded: Recorded[], third: "old" | "new" = "old", values: SettingValues = {}, bornOn = "1950-01-01") {
  const settings = DIABETES_PROTOCOL.settings;
  const context: Context = { asOf: AS_OF, setting: (name) => values[name] ?? settings[name]!.value };
  return treatmentTargets(carePersonOf(aPerson({ recorded, bornOn }), AS_OF), context, third);
}

describe("the three treatment targets", () => {
  const pressure = (systolic: number, diastolic: number): Recorded[] => [
    ["systolic", ON, systolic],
    ["diastolic", ON, diastolic],
  ];
  const met = (...recorded: Recorded[]): Recorded[] => [
    hba1c(58),
    ...pressure(140, 80),
    ["cholesterol", ON, 4.9],
    ...recorded,
  ];

  test("all three of the audit at their limits, and each missed by one step", () => {
    expect(answer(met()).all).toBe(true);
    expect(answer([hba1c(59), ...pressure(140, 80), ["cholesterol", ON, 4.9]]).all).toBe(false);
    expect(answer([hba1c(58), ...pressure(141, 80), ["cholesterol", ON, 4.9]]).all).toBe(false);
    expect(answer([hba1c(58), ...pressure(140, 81), ["cholesterol", ON, 4.9]]).all).toBe(false);
    expect(answer([hba1c(58), ...pressure(140, 80), ["cholesterol", ON, 5]]).all).toBe(false);
  });

  test("not measured is neither met nor missed; one that is missed decides", () => {
    expect(answer([hba1c(58), ...pressure(140, 80)]).all).toBeUndefined();
    expect(answer([hba1c(59)]).all).toBe(false);
    expect(answer([hba1c(58, "2025-11-22"), ...pressure(140, 80), ["cholesterol", ON, 4.9]]).all).toBeUndefined();
    expect(answer([hba1c(58, "2025-11-23"), ...pressure(140, 80), ["cholesterol", ON, 4.9]]).all).toBe(true);
  });

  test.each<[number, number, number, boolean]>([
    [1, 140, 80, true],
    [2, 129, 79, true],
    [2, 130, 79, false],
    [2, 129, 80, false],
    [3, 139, 89, true],
    [3, 140, 89, false],
    [3, 139, 90, false],
  ])("blood pressure by choice %d: %d/%d is %s", (choice, systolic, diastolic, expected) => {
    const values = { "diabetes.target-blood-pressure": choice };
    expect(answer(pressure(systolic, diastolic), "old", values).targets[1]?.met).toBe(expected);
  });

  test("the newer three ask for a statin in place of cholesterol, whatever the cholesterol", () => {
    const high: Recorded[] = [hba1c(58), ...pressure(140, 80), ["cholesterol", ON, 7]];
    expect(answer([...high, taking("statin")], "new").all).toBe(true);
    expect(answer(high, "new").all).toBe(false);
  });

  test("without cardiovascular disease a statin is expected from 40; with it at any age", () => {
    const statin = (bornOn: string, ...recorded: Recorded[]) => answer(recorded, "new", {}, bornOn).targets[2];
    expect(statin("1986-11-22")).toMatchObject({ applies: true, met: false });
    expect(statin("1986-11-23")).toMatchObject({ applies: false });
    expect(statin("1986-11-23", ["condition-stroke", "2020-01-01"])).toMatchObject({ applies: true, met: false });
  });
});
