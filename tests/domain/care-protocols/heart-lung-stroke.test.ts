import { describe, expect, test } from "vitest";
import { type CareProtocol, findCareGaps } from "../../../app/domain/care-gap";
import { HEART_PROTOCOL } from "../../../app/domain/care-protocols/heart";
import { LUNG_PROTOCOL } from "../../../app/domain/care-protocols/lung";
import { STROKE_PROTOCOL } from "../../../app/domain/care-protocols/stroke";
import type { SettingValues } from "../../../app/domain/setting";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

type Change = NonNullable<Parameters<typeof aPerson>[0]>;

const gapIn =
  (protocol: CareProtocol) =>
  (id: string, person: Change, values: SettingValues = {}) =>
    findCareGaps(aPerson(person), protocol, AS_OF, values).find(({ process }) => process === id);

/** Somebody at the end of life, for whom no review is asked for by time alone. */
const DYING: Recorded = ["palliative-care", "2026-09-01"];

describe("heart failure", () => {
  const gap = gapIn(HEART_PROTOCOL);
  const failure: Recorded = ["condition-heart-failure", "2020-01-01"];
  const admission = (until: string, reasons = ["efi-heart-failure"]) => ({
    services: [{ kind: "emergency_admission", on: "2026-10-20", until, reasons }],
  });

  test("HF1 is reviewed every six months", () => {
    const reviewed = (on: string) => gap("HF1", { recorded: [failure, ["care-heart-failure-review", on]] })?.state;
    expect(reviewed("2026-05-22")).toBe("overdue");
    expect(reviewed("2026-05-23")).toBe("due");
    expect(reviewed("2026-06-23")).toBe("done");
    expect(gap("HF1", { recorded: [] })).toBeUndefined();
  });

  test("HF1 within two weeks of a discharge after heart failure; a review before it does not count", () => {
    const person = (until: string, reviewedOn: string) =>
      gap("HF1", { recorded: [failure, ["care-heart-failure-review", reviewedOn]], ...admission(until) });
    expect(person("2026-11-09", "2026-11-01")).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(person("2026-11-08", "2026-11-01")?.state).toBe("overdue");
    expect(person("2026-11-08", "2026-11-08")?.state).toBe("done");
    const other = { recorded: [failure, ["care-heart-failure-review", "2026-11-01"] as Recorded] };
    expect(gap("HF1", { ...other, ...admission("2026-11-08", ["efi-falls"]) })?.state).toBe("done");
  });

  test("HF1 at the end of life is not asked for by time; after a discharge, and where there never was one, it is", () => {
    const review: Recorded = ["care-heart-failure-review", "2025-01-01"];
    expect(gap("HF1", { recorded: [failure, review] })?.state).toBe("overdue");
    expect(gap("HF1", { recorded: [failure, review, DYING] })).toMatchObject({ state: "done", nextDue: undefined });
    expect(gap("HF1", { recorded: [failure, review, DYING], ...admission("2026-11-08") })?.state).toBe("overdue");
    expect(gap("HF1", { recorded: [failure, DYING] })?.state).toBe("overdue");
  });

  test("HF1 by its parts: one missing is not done", () => {
    const parts = ["nyha-class", "weight", "systolic", "pulse", "creatinine", "potassium", "care-medication-review"];
    const of = (sets: string[]) =>
      gap("HF1", { recorded: [failure, ...sets.map((set): Recorded => [set, "2026-10-01"])] });
    expect(of(parts)).toMatchObject({ state: "done", lastDone: "2026-10-01" });
    expect(of(parts.slice(1))?.state).toBe("overdue");
  });

  test("the four medicines are asked for once signed, with reduced ejection fraction only, and say what is lacking", () => {
    const on = { "treatment.HF1-medicines": 1 };
    const recorded: Recorded[] = [
      ["finding-heart-failure-reduced", "2020-01-01"],
      ["care-heart-failure-review", "2026-10-01"],
      ["medicine-acei", "2026-10-01"],
      [["medicine-beta-blocker", "medicine-beta-blocker-heart-failure"], "2026-10-01"],
      ["medicine-mra", "2026-10-01"],
    ];
    expect(gap("HF1-medicines", { recorded })).toBeUndefined();
    expect(gap("HF1-medicines", { recorded }, on)).toMatchObject({
      state: "out of target",
      target: { words: "lacks SGLT2 inhibitor" },
    });
    expect(gap("HF1-medicines", { recorded: [...recorded, ["medicine-sglt2", "2026-10-01"]] }, on)?.state).toBe("done");
    expect(gap("HF1-medicines", { recorded: [failure, ["medicine-acei", "2026-10-01"]] }, on)).toBeUndefined();
    expect(gap("HF1-medicines", { recorded: recorded.slice(0, 2) }, on)).toMatchObject({
      state: "cannot tell",
      because: "medicines",
    });
  });

  test.each<[string, Recorded[], string | undefined]>([
    ["NT-proBNP 399", [["nt-probnp", "2026-11-10", 399]], undefined],
    ["NT-proBNP 400: six weeks", [["nt-probnp", "2026-11-10", 400]], "2026-12-22"],
    ["NT-proBNP 2000: six weeks", [["nt-probnp", "2026-11-10", 2000]], "2026-12-22"],
    ["NT-proBNP 2001: two weeks", [["nt-probnp", "2026-11-10", 2001]], "2026-11-24"],
    ["known heart failure", [["nt-probnp", "2026-11-10", 2001], failure], undefined],
    ["NT-proBNP 13 months ago", [["nt-probnp", "2025-10-10", 2001]], undefined],
  ])("HF2, %s", (_, recorded, due) => expect(gap("HF2", { recorded })?.nextDue).toBe(due));

  test("HF2 is done by an echocardiogram after the test", () => {
    const seen = (on: string) =>
      gap("HF2", {
        recorded: [
          ["nt-probnp", "2026-11-10", 900],
          ["care-heart-failure-assessed", on],
        ],
      })?.state;
    expect(seen("2026-11-09")).toBe("due");
    expect(seen("2026-11-10")).toBe("done");
  });
});

describe("atrial fibrillation", () => {
  const gap = gapIn(HEART_PROTOCOL);
  const fibrillation: Recorded = ["condition-atrial-fibrillation", "2020-01-01"];
  const scored = (on: string): Recorded[] => [
    ["cha2ds2-vasc", on, 3],
    ["orbit", on, 1],
  ];
  const apixaban: Recorded = [["medicine-anticoagulant", "medicine-doac"], "2026-10-01"];

  test("AF1 is scored yearly without an anticoagulant, and both scores are needed", () => {
    const at = (...recorded: Recorded[]) => gap("AF1", { recorded: [fibrillation, ...recorded] })?.state;
    // Her 75th birthday was in 2021.
    expect(at(...scored("2025-11-22"))).toBe("overdue");
    expect(at(...scored("2025-12-23"))).toBe("done");
    expect(at(scored("2026-10-01")[0]!)).toBe("overdue");
    expect(gap("AF1", { recorded: [] })).toBeUndefined();
  });

  test("AF1 with an anticoagulant stands until the risk changes", () => {
    const person = (...more: Recorded[]) =>
      gap("AF1", { recorded: [fibrillation, apixaban, ...scored("2022-01-01"), ...more] });
    expect(person()?.state).toBe("done");
    expect(person(["condition-heart-failure", "2026-11-01"])).toMatchObject({ state: "due", nextDue: "2026-12-13" });
    expect(person(["condition-heart-failure", "2021-12-01"])?.state).toBe("done");
  });

  test("AF1 rests at the end of life", () => {
    expect(gap("AF1", { recorded: [fibrillation] })?.state).toBe("overdue");
    expect(gap("AF1", { recorded: [fibrillation, DYING] })?.state).toBe("excused");
  });

  test("AF1 is asked again at 65", () => {
    const born = (bornOn: string) =>
      gap("AF1", { bornOn, recorded: [fibrillation, apixaban, ...scored("2022-01-01")] })?.state;
    expect(born("1961-11-22")).toBe("due");
    expect(born("1961-11-23")).toBe("done");
  });

  test("the anticoagulant is asked for once signed, unless a bleeding risk is documented", () => {
    const on = { "treatment.AF1-anticoagulant": 1 };
    const recorded: Recorded[] = [fibrillation, ["medicine-statin", "2026-10-01"]];
    expect(gap("AF1-anticoagulant", { recorded })).toBeUndefined();
    expect(gap("AF1-anticoagulant", { recorded }, on)).toMatchObject({
      state: "overdue",
      because: "CHA2DS2-VASc 3: offer an anticoagulant",
    });
    expect(gap("AF1-anticoagulant", { recorded: [...recorded, apixaban] }, on)?.state).toBe("done");
    expect(
      gap("AF1-anticoagulant", { recorded: [...recorded, ["anticoagulant-bleeding-risk", "2026-01-01"]] }, on)?.state,
    ).toBe("excused");
    expect(
      gap("AF1-anticoagulant", { recorded: [...recorded, ["fall", "2026-10-01"], ["fall", "2026-09-01"]] }, on)?.state,
    ).toBe("overdue");
    expect(gap("AF1-anticoagulant", { bornOn: "1970-01-01", sex: "female", recorded }, on)).toBeUndefined();
    expect(gap("AF1-anticoagulant", { recorded: [fibrillation] }, on)?.state).toBe("cannot tell");
  });

  test("AF2 from 65, yearly, not with known atrial fibrillation or a pacemaker", () => {
    const at = (bornOn: string | undefined, ...recorded: Recorded[]) => gap("AF2", { bornOn, recorded })?.state;
    expect(at("1961-11-22")).toBe("overdue");
    expect(at("1961-11-23")).toBeUndefined();
    expect(at(undefined)).toBe("cannot tell");
    expect(at("1950-01-01", ["care-pulse-rhythm", "2025-11-22"])).toBe("overdue");
    expect(at("1950-01-01", ["care-pulse-rhythm", "2025-12-23"])).toBe("done");
    expect(at("1950-01-01", ["pulse", "2026-11-01", 70])).toBe("overdue");
    expect(at("1950-01-01", fibrillation)).toBeUndefined();
    expect(at("1950-01-01", ["has-pacemaker", "2026-01-01"])).toBe("excused");
  });
});

describe("COPD", () => {
  const gap = gapIn(LUNG_PROTOCOL);
  const copd: Recorded = ["condition-copd", "2015-01-01"];

  test("CP1 yearly, with FEV1 under 30% every six months", () => {
    const at = (on: string, ...more: Recorded[]) =>
      gap("CP1", { recorded: [copd, ["care-copd-review", on], ...more] })?.state;
    expect(at("2025-11-22")).toBe("overdue");
    expect(at("2025-12-23")).toBe("done");
    expect(at("2026-05-22", ["fev1-percent", "2026-01-01", 29])).toBe("overdue");
    expect(at("2026-05-22", ["fev1-percent", "2026-01-01", 30])).toBe("done");
    expect(gap("CP1", { recorded: [] })).toBeUndefined();
  });

  test("CP1 at the end of life is not asked for by time; after an exacerbation it is", () => {
    const recorded: Recorded[] = [copd, ["care-copd-review", "2025-01-01"]];
    expect(gap("CP1", { recorded })?.state).toBe("overdue");
    expect(gap("CP1", { recorded: [...recorded, DYING] })).toMatchObject({ state: "done", nextDue: undefined });
    expect(gap("CP1", { recorded: [...recorded, DYING, ["finding-copd-exacerbation", "2026-10-25"]] })?.state).toBe(
      "overdue",
    );
  });

  test("CP1 within four weeks of an exacerbation, coded or admitted for", () => {
    const coded = (on: string) =>
      gap("CP1", { recorded: [copd, ["care-copd-review", "2026-10-01"], ["finding-copd-exacerbation", on]] });
    expect(coded("2026-10-26")).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(coded("2026-10-25")?.state).toBe("overdue");
    expect(coded("2025-11-01")?.state).toBe("done");
    const services = [
      { kind: "emergency_admission", on: "2026-10-20", until: "2026-10-26", reasons: ["finding-copd-exacerbation"] },
    ];
    expect(gap("CP1", { recorded: [copd, ["care-copd-review", "2026-10-01"]], services })?.nextDue).toBe("2026-11-23");
  });

  test("assessment for oxygen at a saturation of 92%, not at 93%", () => {
    const at = (saturation: number) =>
      gap("CP1-oxygen", { recorded: [copd, ["oxygen-saturation", "2026-11-01", saturation]] });
    expect(at(92)).toMatchObject({ state: "due", value: "oxygen saturation 92%" });
    expect(at(93)).toBeUndefined();
    expect(
      gap("CP1-oxygen", {
        recorded: [copd, ["oxygen-saturation", "2026-11-01", 90], ["care-oxygen-assessment", "2026-11-10"]],
      })?.state,
    ).toBe("done");
  });
});

describe("after a stroke", () => {
  const gap = gapIn(STROKE_PROTOCOL);
  const at = (strokeOn: string, reviewedOn?: string, ...more: Recorded[]) =>
    gap("ST1", {
      recorded: [
        ["condition-stroke", strokeOn],
        ...(reviewedOn ? [["care-stroke-review", reviewedOn] as Recorded] : []),
        ...more,
      ],
    });

  test("ST1 within six weeks", () => {
    expect(at("2026-10-12")).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(at("2026-10-11")?.state).toBe("overdue");
    expect(at("2026-10-11", "2026-10-10")?.state).toBe("overdue");
    expect(gap("ST1", { recorded: [] })).toBeUndefined();
  });

  test("then six months after the stroke", () => {
    expect(at("2026-05-23", "2026-07-01")).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(at("2026-05-22", "2026-07-01")?.state).toBe("overdue");
  });

  test("then every year", () => {
    expect(at("2024-01-01", "2025-11-22")?.state).toBe("overdue");
    expect(at("2024-01-01", "2025-12-23")?.state).toBe("done");
  });

  test("at the end of life it is not asked for by time, and lipids have no target; after a new stroke it is", () => {
    const ldl: Recorded = ["ldl-cholesterol", "2026-10-01", 3];
    expect(at("2026-01-01", "2026-10-01", ldl)?.state).toBe("out of target");
    const dying = at("2026-01-01", "2026-10-01", ldl, DYING);
    expect(dying).toMatchObject({ state: "done", nextDue: undefined });
    expect(dying?.target).toBeUndefined();
    expect(at("2024-01-01", "2025-01-01", DYING)?.state).toBe("done");
    expect(at("2026-05-22", "2026-07-01", DYING)?.state).toBe("done");
    expect(at("2026-10-11", undefined, DYING)?.state).toBe("overdue");
  });

  test("a later admission for stroke starts the clock again, the code entered again does not", () => {
    const services = [
      { kind: "emergency_admission", on: "2026-10-12", until: "2026-10-20", reasons: ["efi-stroke-tia"] },
    ];
    const recorded: Recorded[] = [
      ["condition-stroke", "2020-01-01"],
      ["care-stroke-review", "2026-09-01"],
    ];
    expect(gap("ST1", { recorded, services })).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(gap("ST1", { recorded: [...recorded, ["condition-stroke", "2026-10-12"]] })?.state).toBe("done");
  });

  test.each<[string, Recorded[], boolean | undefined]>([
    ["LDL 2.0", [["ldl-cholesterol", "2026-09-01", 2.0]], true],
    ["LDL 2.1", [["ldl-cholesterol", "2026-09-01", 2.1]], false],
    [
      "non-HDL 2.6",
      [
        ["cholesterol", "2026-09-01", 3.6],
        ["hdl-cholesterol", "2026-09-01", 1.0],
      ],
      true,
    ],
    [
      "non-HDL 2.7",
      [
        ["cholesterol", "2026-09-01", 3.7],
        ["hdl-cholesterol", "2026-09-01", 1.0],
      ],
      false,
    ],
    [
      "total and HDL of different days",
      [
        ["cholesterol", "2026-09-01", 3.6],
        ["hdl-cholesterol", "2026-08-01", 1.0],
      ],
      undefined,
    ],
    [
      "LDL 2.1 with severe frailty",
      [
        ["ldl-cholesterol", "2026-09-01", 2.1],
        ["frailty-severe", "2026-01-01"],
      ],
      undefined,
    ],
  ])("lipids: %s", (_, recorded, met) => expect(at("2020-01-01", "2026-09-01", ...recorded)?.target?.met).toBe(met));
});
