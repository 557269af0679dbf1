import { describe, expect, test } from "vitest";
import { CODE_SETS } from "../../../app/domain/code-sets/all";
import {
  CLINICAL_FRAILTY_LEVELS,
  type FrailtyCategory,
  readClinicalFrailtyScale,
} from "../../../app/domain/risk/clinical-frailty-scale";
import { RECORDED_SCORES, recordedScoreInWords } from "../../../app/domain/risk/recorded-scores";

describe("the Clinical Frailty Scale as recorded", () => {
  test.each<[number, FrailtyCategory]>([
    [1, "not frail"],
    [2, "not frail"],
    [3, "not frail"],
    [4, "not frail"],
    [5, "mild"],
    [6, "moderate"],
    [7, "severe"],
    [8, "severe"],
    [9, "severe"],
  ])("level %i is %s", (level, category) => {
    expect(readClinicalFrailtyScale({ level, age: 80 })).toMatchObject({ known: true, value: level, category });
  });

  test("the categories are those in which the code sets hold the coded levels", () => {
    for (const [level, [, category]] of Object.entries(CLINICAL_FRAILTY_LEVELS)) {
      const set = CODE_SETS.find(({ members }) =>
        members.some(({ display }) => display === `Clinical Frailty Scale level ${level}`),
      );
      expect([level, set?.id]).toEqual([level, category === "not frail" ? "frailty-none" : `frailty-${category}`]);
    }
  });

  test("none recorded, and a level that is not on the scale, are not known", () => {
    for (const level of [undefined, 0, 10, 4.5]) {
      const answer = readClinicalFrailtyScale({ level, age: 80 });
      expect(answer).toMatchObject({ known: false, missing: ["a clinician's assessment"] });
      expect(answer).not.toHaveProperty("category");
    }
  });

  test("the reason names level and day", () => {
    expect(readClinicalFrailtyScale({ level: 6, on: "2026-05-03", age: 80 }).because).toEqual([
      { term: "Clinical Frailty Scale", points: 6, evidence: "6, Moderately frail", on: "2026-05-03" },
    ]);
  });

  test("64 is marked, 65 is not, and levels 4 and 9 say what they mean", () => {
    const caveats = (level: number, age?: number) => readClinicalFrailtyScale({ level, age }).caveats;
    expect(caveats(5, 65)).toBeUndefined();
    expect(caveats(5, 64)).toEqual(["made for ages 65 and over"]);
    expect(caveats(5)).toEqual(["made for ages 65 and over; the age is not known"]);
    expect(caveats(4, 80)).toEqual([expect.stringContaining("very mild frailty")]);
    expect(caveats(9, 80)).toEqual([expect.stringContaining("how long")]);
  });
});

describe("scores that others computed", () => {
  test("say that they were recorded, and by which unit", () => {
    expect(recordedScoreInWords({ id: "qrisk3", value: 12.3 })).toBe(
      "QRISK3, cardiovascular disease within 10 years: 12.3 %, recorded, not computed here",
    );
  });

  test("0 and 100 may be right, beyond is said", () => {
    expect(recordedScoreInWords({ id: "qrisk3", value: 0 })).not.toContain("cannot be right");
    expect(recordedScoreInWords({ id: "qrisk3", value: 100 })).not.toContain("cannot be right");
    expect(recordedScoreInWords({ id: "qrisk3", value: 101 })).toContain("101 %");
    expect(recordedScoreInWords({ id: "qrisk3", value: 101 })).toContain("cannot be right");
    expect(recordedScoreInWords({ id: "qadmissions", value: -1 })).toContain("cannot be right");
  });

  test("each says why it is not computed", () => {
    for (const { notComputed } of RECORDED_SCORES) expect(notComputed.length).toBeGreaterThan(20);
  });
});
