import { describe, expect, test } from "vitest";
import { ANALYTES, cleanText, toUkUnit } from "../../app/domain/unit";

const loinc = (code: string) => ({ system: "http://loinc.org", code, display: "" });
const HBA1C = loinc("4548-4");
const uk = (code: string, value: number, unit: string | undefined) => toUkUnit(loinc(code), value, unit);

describe("HbA1c from % to mmol/mol, the published pairs", () => {
  test.each([
    [6.5, 48],
    [7.0, 53],
    [7.5, 58],
    [8.0, 64],
    [9.0, 75],
    [10, 86],
  ])("%d %% is %d mmol/mol", (percent, expected) => {
    const { value, unit, implausible } = toUkUnit(HBA1C, percent, "%");
    expect([Math.round(value), unit, implausible]).toEqual([expected, "mmol/mol", false]);
  });

  test("without a unit: over 25 is mmol/mol, under 20 is %, between nobody can tell", () => {
    expect(toUkUnit(HBA1C, 53, undefined)).toEqual({ value: 53, unit: "mmol/mol", implausible: false });
    expect(Math.round(toUkUnit(HBA1C, 7.5, undefined).value)).toBe(58);
    expect(toUkUnit(HBA1C, 22, undefined)).toEqual({ value: 22, implausible: true });
  });

  test("with a unit 20 to 25 is what it says", () => {
    expect(toUkUnit(HBA1C, 22, "mmol/mol")).toMatchObject({ value: 22, implausible: false });
    expect(toUkUnit(HBA1C, 22, "%")).toMatchObject({ value: 216.938, implausible: true });
  });

  test.each([
    ["19.9 is implausible", 19.9, true],
    ["20 is plausible", 20, false],
    ["200 is plausible", 200, false],
    ["200.1 is implausible", 200.1, true],
  ])("%s", (_, value, implausible) => expect(toUkUnit(HBA1C, value, "mmol/mol").implausible).toBe(implausible));
});

describe("haemoglobin, by its unit; without one by what it can be", () => {
  test.each([
    [11.2, "g/dL", 112, false],
    [11.2, "g/dl", 112, false],
    [24, "g/L", 24, false],
    [24, "g/l", 24, false],
    [112, undefined, 112, false],
    [25.1, undefined, 25.1, false],
    [25, undefined, 25, true],
    [20, undefined, 20, true],
    [19.9, undefined, 199, false],
    [11.2, undefined, 112, false],
  ])("%d %s is %d g/L, and implausible: %s", (received, unit, value, implausible) =>
    expect(uk("718-7", received, unit)).toMatchObject({ value, implausible }),
  );
});

describe("American units become British ones", () => {
  test.each([
    ["total cholesterol", "2093-3", 193.35, "mg/dL", 5, "mmol/L"],
    ["HDL cholesterol", "2085-9", 38.67, "mg/dL", 1, "mmol/L"],
    ["LDL cholesterol", "18262-6", 116.01, "mg/dL", 3, "mmol/L"],
    ["triglycerides", "2571-8", 177.14, "mg/dL", 2, "mmol/L"],
    ["glucose", "2339-0", 126.112, "mg/dL", 7, "mmol/L"],
    ["creatinine", "38483-4", 1, "mg/dL", 88.4, "µmol/L"],
    ["urine albumin:creatinine ratio", "14959-1", 30, "mg/g", 3.39, "mg/mmol"],
    ["haemoglobin", "718-7", 13, "g/dL", 130, "g/L"],
    ["urea, from its nitrogen", "6299-2", 20, "mg/dL", 7.14, "mmol/L"],
    ["calcium", "49765-1", 10, "mg/dL", 2.495, "mmol/L"],
    ["bilirubin", "1975-2", 1, "mg/dL", 17.1, "µmol/L"],
    ["free T4", "3024-7", 1, "ng/dL", 12.87, "pmol/L"],
    ["haematocrit", "4544-3", 45, "%", 0.45, "L/L"],
    ["weight in pounds", "29463-7", 100, "[lb_av]", 45.35924, "kg"],
    ["height in inches", "8302-2", 70, "[in_i]", 177.8, "cm"],
    ["temperature in Fahrenheit", "8331-1", 98.6, "[degF]", 37, "°C"],
  ])("%s", (_, code, value, received, expected, unit) =>
    expect(uk(code, value, received)).toEqual({ value: expected, unit, implausible: false }),
  );

  test("UK codes in UK units stay as they are", () => {
    expect(uk("999791000000106", 58, "mmol/mol")).toEqual({ value: 58, unit: "mmol/mol", implausible: false });
    expect(uk("1000731000000107", 90, "umol/L")).toEqual({ value: 90, unit: "µmol/L", implausible: false });
    expect(uk("1022791000000101", 4, "m[IU]/L")).toEqual({ value: 4, unit: "mU/L", implausible: false });
  });
});

describe("a unit", () => {
  test.each([
    ["loses UCUM's braces", "33914-3", "mL/min/{1.73_m2}", "mL/min/1.73m2"],
    ["and zero-width spaces", "33914-3", "mL/min/{1.73\u200b_m2}", "mL/min/1.73m2"],
    ["is spelt as in the UK", "8480-6", "mm[Hg]", "mmHg"],
    ["of counts too", "777-3", "10*3/uL", "10^9/L"],
    ["may be missing where only one is used", "8480-6", undefined, "mmHg"],
  ])("%s", (_, code, received, unit) => expect(uk(code, 100, received)).toMatchObject({ unit, implausible: false }));

  test("that only says what is counted is none", () => {
    expect(uk("72514-3", 3, "{score}")).toEqual({ value: 3, unit: undefined, implausible: false });
    expect(uk("72106-8", 20, "(score)")).toEqual({ value: 20, unit: undefined, implausible: false });
  });

  test("that the table does not know for the analyte leaves the number alone, and no score uses it", () => {
    expect(uk("2160-0", 1, "mg/L")).toEqual({ value: 1, unit: "mg/L", implausible: true });
    expect(uk("2093-3", 5, "constructor")).toEqual({ value: 5, unit: "constructor", implausible: true });
  });

  test("of something that the table does not know is kept", () => {
    expect(uk("6844-5", 50, "kU/L")).toEqual({ value: 50, unit: "kU/L", implausible: false });
  });
});

describe("a value that cannot be true is kept and marked", () => {
  test.each([
    ["body mass index 7.9", "39156-5", 7.9, "kg/m2", true],
    ["body mass index 8", "39156-5", 8, "kg/m2", false],
    ["potassium 12.1", "6298-4", 12.1, "mmol/L", true],
    ["systolic 0", "8480-6", 0, "mm[Hg]", true],
    ["total protein of 70 g/dL, which was g/L", "2885-2", 70, "g/dL", true],
  ])("%s", (_, code, value, unit, implausible) => expect(uk(code, value, unit).implausible).toBe(implausible));

  test("every range has a low below its high, and a source; no code names two analytes", () => {
    for (const { plausible } of Object.values(ANALYTES)) {
      expect(plausible![0]).toBeLessThan(plausible![1]);
      expect(plausible![2]).not.toBe("");
    }
    const codes = Object.values(ANALYTES).flatMap((analyte) => analyte.codes);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

test("displays lose zero-width characters", () => {
  expect(cleanText("Hemoglobin [Mass/\u200bvolume] in Blood ")).toBe("Hemoglobin [Mass/volume] in Blood");
});
