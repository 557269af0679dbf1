import { describe, expect, test } from "vitest";
import { findCareGaps } from "../../../app/domain/care-gap";
import { BLOOD_PRESSURE_PROTOCOL } from "../../../app/domain/care-protocols/blood-pressure";
import type { SettingValues } from "../../../app/domain/setting";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

type Change = Parameters<typeof aPerson>[0];

const gap = (id: string, person: Change, { asOf = AS_OF, values = {} as SettingValues } = {}) =>
  findCareGaps(aPerson(person, asOf), BLOOD_PRESSURE_PROTOCOL, asOf, values).find(({ process }) => process === id);
const pressure = (systolic: number, diastolic: number, on = "2026-10-01"): Recorded[] => [
  ["systolic", on, systolic],
  ["diastolic", on, diastolic],
];
const hypertension: Recorded = ["condition-hypertension", "2010-01-01"];

describe("HT1, who has blood pressure measured", () => {
  test.each<[string, Change, string | undefined]>([
    ["hypertension", { recorded: [hypertension] }, "Hypertension"],
    ["stroke", { recorded: [["condition-stroke", "2015-01-01"]] }, "Stroke or TIA"],
    ["type 2 diabetes", { recorded: [["diabetes-type-2", "2015-01-01"]] }, "Diabetes"],
    [
      "resolved hypertension of somebody of 64",
      {
        bornOn: "1962-06-01",
        recorded: [["condition-hypertension", "2010-01-01", undefined, { status: "resolved" }]],
      },
      undefined,
    ],
    ["nothing at 64", { bornOn: "1961-11-23" }, undefined],
    ["nothing at 65", { bornOn: "1961-11-22" }, "65 and over"],
    ["nothing, at an unknown age", { bornOn: undefined }, "date of birth"],
    ["type 2 diabetes at 18", { bornOn: "2008-11-22", recorded: [["diabetes-type-2", "2015-01-01"]] }, "Diabetes"],
    ["type 2 diabetes at 17", { bornOn: "2008-11-23", recorded: [["diabetes-type-2", "2015-01-01"]] }, undefined],
    ["hypertension at 17", { bornOn: "2008-11-23", recorded: [hypertension] }, undefined],
    ["hypertension at an unknown age", { bornOn: undefined, recorded: [hypertension] }, "Hypertension"],
  ])("%s", (_, person, because) => expect(gap("HT1", person)?.because).toBe(because));

  test.each([
    ["2025-11-23", "due"],
    ["2025-11-22", "overdue"],
  ])("with hypertension, measured on %s: %s", (on, state) =>
    expect(gap("HT1", { recorded: [hypertension, ...pressure(130, 80, on)] })).toMatchObject({ state, lastDone: on }),
  );

  test("from 65 without a condition it is every five years", () => {
    expect(gap("HT1", { recorded: pressure(130, 80, "2021-11-22") })?.state).toBe("overdue");
    expect(gap("HT1", { recorded: pressure(130, 80, "2022-01-22") })?.state).toBe("done");
  });

  test("172/84 of somebody whose age is not known is not passed over: one cannot tell", () =>
    expect(gap("HT1", { bornOn: undefined, recorded: pressure(172, 84) })).toMatchObject({ state: "cannot tell" }));

  test("rests at the end of life, and its target with it", () => {
    const recorded: Recorded[] = [hypertension, ...pressure(172, 84)];
    expect(gap("HT1", { recorded })?.state).toBe("out of target");
    expect(gap("HT1", { recorded: [...recorded, ["palliative-care", "2026-10-01"]] })?.state).toBe("excused");
    expect(gap("HT1", { recorded: [hypertension, ["palliative-care", "2026-10-01"]] })?.state).toBe("excused");
  });

  test("two numbers of different days are no pressure", () =>
    expect(
      gap("HT1", { recorded: [hypertension, ["systolic", "2026-10-01", 130], ["diastolic", "2026-10-02", 80]] }),
    ).toMatchObject({ state: "overdue", value: undefined }));

  test("a refusal excuses for a year", () => {
    const refused = (on: string) => gap("HT1", { recorded: [hypertension, ["declined-blood-pressure", on]] })?.state;
    expect(refused("2025-11-23")).toBe("excused");
    expect(refused("2025-11-22")).toBe("overdue");
  });
});

describe("HT1, the target", () => {
  const at = (bornOn: string, systolic: number, diastolic: number, more: Recorded[] = [], values: SettingValues = {}) =>
    gap("HT1", { bornOn, recorded: [hypertension, ...pressure(systolic, diastolic), ...more] }, { values });

  test("146/84 is out of target at 79 years and 364 days, and in target a day later", () => {
    expect(at("1946-11-23", 146, 84)).toMatchObject({ state: "out of target", target: { words: "under 140/90 mmHg" } });
    expect(at("1946-11-22", 146, 84)).toMatchObject({ state: "done", target: { words: "under 150/90 mmHg" } });
  });

  test("with moderate frailty at 79 there is no number, but judgement", () => {
    const frail = at("1947-06-01", 146, 84, [["frailty-moderate", "2026-01-01"]]);
    expect(frail).toMatchObject({
      state: "done",
      because: "Hypertension; moderate frailty: target by clinical judgement",
    });
    expect(frail?.target).toBeUndefined();
    expect(at("1947-06-01", 146, 84, [["frailty-mild", "2026-01-01"]])?.state).toBe("out of target");
  });

  test.each<[string, number, number, boolean]>([
    ["139/89", 139, 89, true],
    ["140/89", 140, 89, false],
    ["139/90", 139, 90, false],
  ])("%s at 70", (_, systolic, diastolic, met) => expect(at("1956-01-01", systolic, diastolic)?.target?.met).toBe(met));

  test("chronic kidney disease with an albumin:creatinine ratio of 70 wants under 130/80, with 69 not", () => {
    const kidney = (acr: number): Recorded[] => [
      ["condition-chronic-kidney-disease", "2020-01-01"],
      ["urine-acr", "2026-09-01", acr],
    ];
    expect(at("1956-01-01", 132, 79, kidney(70))?.target).toEqual({ met: false, words: "under 130/80 mmHg" });
    expect(at("1956-01-01", 132, 79, kidney(69))?.target?.met).toBe(true);
  });

  test("after a stroke NICE's 140 ships, and the stroke guideline's 130 is a setting", () => {
    const stroke: Recorded[] = [["condition-stroke", "2020-01-01"]];
    expect(at("1956-01-01", 135, 79, stroke)?.state).toBe("done");
    expect(at("1956-01-01", 135, 79, stroke, { "blood-pressure.stroke-systolic": 130 })).toMatchObject({
      state: "out of target",
      target: { words: "under 130/80 mmHg" },
    });
  });

  test("an average of 24 hours is compared with 5 less", () => {
    const recorded: Recorded[] = [
      hypertension,
      [["systolic", "systolic-24h"], "2026-10-01", 136],
      [["diastolic", "diastolic-24h"], "2026-10-01", 80],
    ];
    expect(gap("HT1", { bornOn: "1956-01-01", recorded })).toMatchObject({
      state: "out of target",
      value: "136/80 mmHg, average of 24 hours",
    });
  });

  test("on as much treatment as is tolerated there is no target for a year", () => {
    const most = (on: string) => at("1956-01-01", 160, 90, [["care-antihypertensive-maximal", on]])?.state;
    expect(most("2025-11-23")).toBe("done");
    expect(most("2025-11-22")).toBe("out of target");
  });

  test("at an unknown age only what is too high at any age is out of target", () => {
    const unknown = (systolic: number) =>
      gap("HT1", { bornOn: undefined, recorded: [hypertension, ...pressure(systolic, 80)] });
    expect(unknown(146)?.target).toBeUndefined();
    expect(unknown(150)?.target?.met).toBe(false);
  });
});

describe("HT2, treated too hard", () => {
  const on = { values: { "treatment.HT2": 1 } };
  const tablets: Recorded[] = [
    ["medicine-acei", "2026-10-20"],
    ["medicine-calcium-blocker", "2026-10-20"],
  ];
  const frail: Recorded = ["frailty-severe", "2026-01-01"];

  test("is off until it is signed", () => {
    const person = (day: string) => ({ recorded: [frail, ...tablets, ...pressure(110, 60, day)] });
    expect(gap("HT2", person("2026-10-26"))).toBeUndefined();
    expect(gap("HT2", person("2026-10-26"), on)?.state).toBe("due");
    expect(gap("HT2", person("2026-10-25"), on)?.state).toBe("overdue");
  });

  test.each<[string, Recorded[], boolean]>([
    ["systolic 119", [frail, ...tablets, ...pressure(119, 60)], true],
    ["systolic 120", [frail, ...tablets, ...pressure(120, 60)], false],
    ["mild frailty", [["frailty-mild", "2026-01-01"], ...tablets, ...pressure(110, 60)], false],
    ["one class only", [frail, tablets[0]!, ...pressure(110, 60)], false],
    [
      "two classes, one last issued 90 days ago",
      [frail, tablets[0]!, ["medicine-thiazide", "2026-08-24"], ...pressure(110, 60)],
      false,
    ],
    [
      "reduced ejection fraction",
      [frail, ...tablets, ...pressure(110, 60), ["finding-heart-failure-reduced", "2020-01-01"]],
      false,
    ],
    ["two falls in a year", [frail, ...tablets, ["fall", "2026-03-01"], ["fall", "2026-07-01"]], true],
    ["a drop of 20 on standing", [frail, ...tablets, ["care-postural-drop", "2026-07-01", 20]], true],
    ["a drop of 19 on standing", [frail, ...tablets, ["care-postural-drop", "2026-07-01", 19]], false],
    ["systolic 110 thirteen months ago", [frail, ...tablets, ...pressure(110, 60, "2025-10-01")], false],
  ])("%s", (_, recorded, fires) => expect(gap("HT2", { recorded }, on) !== undefined).toBe(fires));

  test("a medication review counts from the day of the low pressure", () => {
    const reviewed = (day: string) =>
      gap(
        "HT2",
        { recorded: [frail, ...tablets, ...pressure(110, 60, "2026-10-10"), ["care-medication-review", day]] },
        on,
      )?.state;
    expect(reviewed("2026-10-09")).toBe("overdue");
    expect(reviewed("2026-10-10")).toBe("done");
  });
});
