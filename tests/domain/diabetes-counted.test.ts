import { describe, expect, test } from "vitest";
import { DIABETES_SETTINGS } from "../../app/domain/care-protocols/diabetes-settings";
import { countDiabetes } from "../../app/domain/diabetes-counted";
import type { SettingValues } from "../../app/domain/setting";
import { TYPE_2 } from "../support/a-diabetic";
import { AS_OF, aPerson, type Recorded } from "../support/a-person";

const counted = (recorded: Recorded[], values: SettingValues = {}, signed: string[] = []) =>
  countDiabetes(aPerson({ recorded, registeredOn: "2001-01-01" }), AS_OF, { values, signed: new Set(signed) });
const indicator = (id: string, ...recorded: Recorded[]) =>
  counted([...TYPE_2, ...recorded])!.indicators.find((one) => one.id === id);
const target = (name: string, values: SettingValues = {}, signed: string[] = [], recorded: Recorded[] = []) =>
  counted([...TYPE_2, ...recorded], values, signed)!.targets.find((one) => one.name === name);

describe("payment indicators", () => {
  test("are of those on the diabetes register, and of nobody else", () => {
    expect(counted([])).toBeUndefined();
    expect(counted(TYPE_2)!.indicators.map(({ id }) => id)).toEqual([
      ...["DM006", "DM012", "DM014", "DM019", "DM020", "DM021", "DM034"],
    ]);
  });
  test.each<[string, Recorded[], string, string]>([
    [
      "in target",
      [["hba1c", "2026-10-01", 58]],
      "in the denominator and the numerator",
      "Rule 2: HbA1c 58 mmol/mol on 1 October 2026",
    ],
    [
      "above target",
      [["hba1c", "2026-10-01", 59]],
      "in the denominator, not in the numerator",
      "Rules 1 to 10: none applies, so the care is not shown as given",
    ],
    [
      "on maximal treatment",
      [
        ["hba1c", "2026-10-01", 59],
        ["diabetes-maximal-treatment", "2026-10-01"],
      ],
      "not in the denominator",
      "Rule 4: on maximal tolerated treatment",
    ],
    [
      "frail",
      [["frailty-severe", "2026-10-01"]],
      "not in the denominator",
      "Rule 1: latest frailty is moderate or severe",
    ],
  ])("DM020 %s says where the person stands and which rule decided", (_, recorded, where, decided) =>
    expect(indicator("DM020", ...recorded)).toMatchObject({ counted: where, decided }),
  );
});

describe("the three treatment targets", () => {
  test.each([
    ["HbA1c", {}, "58 mmol/mol or less"],
    ["HbA1c", { "diabetes.target-hba1c": 53 }, "53 mmol/mol or less"],
    ["Blood pressure", {}, "140/80 or less (National Diabetes Audit, QOF DM019)"],
    ["Blood pressure", { "diabetes.target-blood-pressure": 3 }, "below 140/90 (NICE, QOF DM036)"],
    ["Cholesterol", {}, "below 5 mmol/L"],
    ["Statin", {}, "on one from 40, or at any age with cardiovascular disease"],
  ])("%s with %o is held against what is in force: %s", (name, values, words) =>
    expect(target(name, values)?.target).toBe(words),
  );
  test("a value that is in force decides, not the one that ships", () => {
    const at58: Recorded[] = [["hba1c", "2026-10-01", 58]];
    expect(target("HbA1c", {}, [], at58)).toMatchObject({ met: true });
    expect(target("HbA1c", { "diabetes.target-hba1c": 57 }, [], at58)).toMatchObject({ met: false });
  });
  test("from memory, or changed, it is unsigned until somebody signs it; read in its source it is not", () => {
    const unsigned = (name: string, values: SettingValues = {}, signed: string[] = []) =>
      target(name, values, signed)?.unsigned;
    expect(DIABETES_SETTINGS["diabetes.statin-from-age"].mark).toBe("M");
    expect([unsigned("Statin"), unsigned("HbA1c")]).toEqual([true, false]);
    expect(unsigned("Statin", {}, ["diabetes.statin-from-age"])).toBe(false);
    expect(unsigned("HbA1c", { "diabetes.target-hba1c": 53 })).toBe(true);
    expect(unsigned("HbA1c", { "diabetes.target-hba1c": 53 }, ["diabetes.target-hba1c"])).toBe(false);
  });
  test("not measured is not known, one that is missed is enough for not all", () => {
    expect(target("HbA1c")).not.toHaveProperty("met");
    expect(counted([...TYPE_2, ["medicine-statin", "2026-10-01"]])!.all).toEqual({
      older: undefined,
      newer: undefined,
    });
    expect(counted(TYPE_2)!.all).toEqual({ older: undefined, newer: false });
    expect(counted([...TYPE_2, ["cholesterol", "2026-10-01", 5]])!.all).toEqual({ older: false, newer: false });
  });
});
