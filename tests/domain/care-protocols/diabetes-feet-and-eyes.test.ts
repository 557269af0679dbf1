import { describe, expect, test } from "vitest";
import type { CareGap } from "../../../app/domain/care-gap";
import { codeSet } from "../../../app/domain/code-sets/all";
import { FOOT_CLASSES, type FootClass } from "../../../app/domain/code-sets/diabetes-feet";
import { gapOf } from "../../support/a-diabetic";
import type { Recorded } from "../../support/a-person";

const foot = (side: "right" | "left", which: FootClass, on: string): Recorded => [
  [`foot-${side}`, `foot-${side}-${which}`],
  on,
];
const feet = (which: FootClass, on: string): Recorded[] => [foot("right", which, on), foot("left", which, on)];

describe("FT1: foot check by risk class", () => {
  test.each<[string, FootClass, string, CareGap["state"], string]>([
    ["high, last check 63 days ago: two months have passed", "high", "2026-09-20", "overdue", "2026-11-20"],
    ["the same check, class low: done until a year has passed", "low", "2026-09-20", "done", "2027-09-20"],
    ["high, two months but a day ago", "high", "2026-09-23", "due", "2026-11-23"],
    ["high, two months ago today", "high", "2026-09-22", "overdue", "2026-11-22"],
    ["moderate, six months but a day ago", "moderate", "2026-05-23", "due", "2026-11-23"],
    ["moderate, six months ago today", "moderate", "2026-05-22", "overdue", "2026-11-22"],
    ["low, a year but a day ago", "low", "2025-11-23", "due", "2026-11-23"],
    ["low, a year ago today", "low", "2025-11-22", "overdue", "2026-11-22"],
  ])("%s", (_, which, on, state, nextDue) => {
    expect(gapOf("FT1", feet(which, on))).toMatchObject({ state, nextDue, lastDone: on, value: `${which} risk` });
  });

  test("the worst foot wins, also when it was examined first", () => {
    const recorded = [foot("left", "high", "2026-09-01"), foot("right", "low", "2026-09-10")];
    expect(gapOf("FT1", recorded)).toMatchObject({ value: "high risk", nextDue: "2026-11-01" });
  });

  test("a new class closes the old due date at once, in either direction", () => {
    const before = feet("low", "2026-06-01");
    expect(gapOf("FT1", before)?.nextDue).toBe("2027-06-01");
    expect(gapOf("FT1", [...before, ...feet("high", "2026-10-01")])?.nextDue).toBe("2026-12-01");
    expect(gapOf("FT1", [...feet("high", "2026-06-01"), ...feet("low", "2026-10-01")])?.nextDue).toBe("2027-10-01");
  });

  test("immediate concern at high risk asks for two weeks, until the next check", () => {
    const high = feet("high", "2026-11-09");
    expect(gapOf("FT1", [...high, ["foot-concern", "2026-11-09"]])?.nextDue).toBe("2026-11-23");
    expect(gapOf("FT1", [...high, ["foot-concern", "2026-11-01"]])?.nextDue).toBe("2027-01-09");
    expect(gapOf("FT1", [...feet("low", "2026-11-09"), ["foot-concern", "2026-11-09"]])?.nextDue).toBe("2027-11-09");
  });

  test("a class not recorded is not low, and is said", () => {
    expect(gapOf("FT1", [["foot-examination", "2026-06-01"]])).toMatchObject({
      because: "Diabetes; foot risk not recorded",
    });
  });

  test("both feet absent are never checked; an adult of 18 is, someone of 17 and someone of unknown age are not", () => {
    expect(gapOf("FT1", [["feet-absent", "2020-01-01"]])).toBeUndefined();
    expect(gapOf("FT1", [], { bornOn: "2008-11-22" })?.state).toBe("overdue");
    expect(gapOf("FT1", [], { bornOn: "2008-11-23" })).toBeUndefined();
    expect(gapOf("FT1", [], { bornOn: undefined })).toMatchObject({ state: "cannot tell" });
  });

  test("right foot checked and left absent is done; left declined is excused and not done", () => {
    const right = foot("right", "low", "2026-10-22");
    expect(gapOf("FT1", [right, ["foot-absent", "2010-01-01"]])).toMatchObject({
      state: "done",
      nextDue: "2026-12-22",
    });
    expect(gapOf("FT1", [right, ["foot-declined", "2026-10-22"]])).toMatchObject({
      state: "excused",
      lastDone: undefined,
    });
    expect(gapOf("FT1", [right])?.state).toBe("overdue");
  });

  test("an absent foot makes the other high risk, unless it was absent from birth", () => {
    const right = foot("right", "low", "2026-10-22");
    expect(gapOf("FT1", [right, ["foot-absent", "2010-01-01"]])).toMatchObject({
      because: "Foot risk high: one foot absent",
      value: "high risk",
    });
    expect(gapOf("FT1", [right, [["foot-absent", "foot-absent-from-birth"], "2010-01-01"]])).toMatchObject({
      value: "low risk",
      nextDue: "2027-10-22",
    });
    expect(codeSet("foot-absent").members).toEqual(
      expect.arrayContaining([...codeSet("foot-absent-from-birth").members]),
    );
  });

  test("the end of life does not suspend it", () => {
    expect(gapOf("FT1", [["palliative-care", "2026-06-01"]])?.state).toBe("overdue");
  });
});

describe("FT2: the class and what the record shows", () => {
  const shown = (...sets: string[]) =>
    gapOf("FT1", [...feet("low", "2026-10-01"), ...sets.map((set): Recorded => [set, "2020-01-01"])]);

  test.each<[string, string[], string]>([
    ["nothing", [], "low"],
    ["callus alone", ["foot-callus"], "low"],
    ["neuropathy", ["foot-neuropathy"], "moderate"],
    ["arterial disease", ["condition-peripheral-arterial-disease"], "moderate"],
    ["deformity", ["foot-deformity"], "moderate"],
    ["deformity with callus", ["foot-deformity", "foot-callus"], "moderate"],
    ["neuropathy with arterial disease", ["foot-neuropathy", "foot-arterial-disease"], "high"],
    ["neuropathy with callus", ["foot-neuropathy", "foot-callus"], "high"],
    ["arterial disease with deformity", ["foot-arterial-disease", "foot-deformity"], "high"],
    ["a previous ulcer", ["foot-problem"], "high"],
    ["an amputation", ["foot-amputation"], "high"],
    ["dialysis", ["kidney-replacement"], "high"],
  ])("%s", (_, sets, expected) => expect(shown(...sets)?.value).toBe(`${expected} risk`));

  test("a class that was never recorded is open, one that is recorded is done", () => {
    expect(gapOf("FT2", [["foot-examination", "2026-06-01"]])?.state).toBe("overdue");
    expect(gapOf("FT2", feet("low", "2026-06-01"))?.state).toBe("done");
    expect(gapOf("FT2", [foot("right", "low", "2026-06-01"), ["foot-left", "2026-06-01"]])?.state).toBe("overdue");
    expect(gapOf("FT2", [])).toBeUndefined();
  });

  test("a class of an earlier check is not that of this one", () => {
    const checked: Recorded = ["foot-examination", "2026-10-10"];
    expect(gapOf("FT2", [...feet("low", "2020-01-01"), checked])).toMatchObject({
      state: "overdue",
      nextDue: "2026-10-10",
    });
    expect(gapOf("FT2", [...feet("low", "2026-10-09"), checked])?.state).toBe("overdue");
    expect(gapOf("FT2", [...feet("low", "2026-10-10"), checked])?.state).toBe("done");
    expect(gapOf("FT2", [...feet("low", "2026-10-12"), checked])?.state).toBe("done");
  });

  test("a class below what the record shows is open, even if recorded today; one that is not below is done", () => {
    const ulcer: Recorded = ["foot-problem", "2020-01-01"];
    expect(gapOf("FT2", [...feet("low", "2026-11-22"), ulcer])).toMatchObject({
      state: "overdue",
      because: "Recorded as low, but the record shows previous ulcer or infection",
    });
    expect(gapOf("FT2", [...feet("high", "2026-11-22"), ulcer])?.state).toBe("done");
  });

  test("a code of both feet is of each, and a code of a class says that the foot was examined", () => {
    for (const which of FOOT_CLASSES) {
      for (const side of ["right", "left"]) {
        const codes = codeSet(`foot-${side}-${which}`).members.map(({ code }) => code);
        expect(codes).toContain(`feet-${which}`);
        expect(codeSet(`foot-${side}`).members.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
      }
    }
  });
});

describe("EY1: diabetic eye screening", () => {
  const clear = (on: string): Recorded => [["retina-right-clear", "retina-left-clear"], on];
  const background = (on: string): Recorded => ["retina-background", on];

  test("two clear screens 30 and 13 months ago: next in 11 months", () => {
    expect(gapOf("EY1", [clear("2024-05-22"), clear("2025-10-22")])).toMatchObject({
      state: "done",
      nextDue: "2027-10-22",
    });
  });

  test("one clear and one with background retinopathy: 12 months, overdue, whichever came first", () => {
    expect(gapOf("EY1", [clear("2024-05-22"), background("2025-10-22")])).toMatchObject({
      state: "overdue",
      nextDue: "2026-10-22",
    });
    expect(gapOf("EY1", [background("2024-05-22"), clear("2025-10-22")])).toMatchObject({
      state: "overdue",
      nextDue: "2026-10-22",
    });
  });

  test("24 months are over on their last day", () => {
    const next = (on: string) => gapOf("EY1", [clear("2023-05-22"), clear(on)])?.state;
    expect([next("2024-11-23"), next("2024-11-22")]).toEqual(["due", "overdue"]);
  });

  test("one clear screen is not two, nor is the same one written again in a letter", () => {
    expect(gapOf("EY1", [clear("2025-10-22")])?.state).toBe("overdue");
    expect(gapOf("EY1", [clear("2025-10-22"), clear("2025-08-01")])?.nextDue).toBe("2026-10-22");
    expect(gapOf("EY1", [clear("2025-10-22"), clear("2025-07-24")])?.nextDue).toBe("2027-10-22");
  });

  test("one eye clear is no grade, and retinopathy on the same day is not clear", () => {
    expect(gapOf("EY1", [["retina-left-clear", "2026-06-01"]])?.lastDone).toBeUndefined();
    expect(gapOf("EY1", [["retina-right-clear", "2026-06-01"]])).toMatchObject({
      state: "overdue",
      lastDone: undefined,
    });
    expect(gapOf("EY1", [clear("2024-05-22"), clear("2025-10-22"), background("2025-10-22")])).toMatchObject({
      nextDue: "2026-10-22",
      value: "background retinopathy",
    });
  });

  test("a screen without a grade counts as done, and for 12 months only", () => {
    const two = [clear("2023-05-22"), clear("2024-10-22")];
    expect(gapOf("EY1", [...two, ["care-retinal-screen", "2026-06-01"]])).toMatchObject({ nextDue: "2027-06-01" });
    expect(gapOf("EY1", [["care-retinal-screen", "2026-06-01"]])).toMatchObject({
      state: "done",
      nextDue: "2027-06-01",
    });
  });

  test("referable retinopathy is said; a refusal excuses it for a year, the hospital's care for good", () => {
    expect(gapOf("EY1", [["retina-referable", "2025-10-22"]])).toMatchObject({
      because: "Referable retinopathy: hospital eye service or surveillance",
      nextDue: "2026-10-22",
    });
    expect(
      gapOf("EY1", [
        ["retina-referable", "2025-10-22"],
        ["retina-under-hospital", "2026-01-01"],
      ])?.state,
    ).toBe("excused");
    expect(gapOf("EY1", [["retina-under-hospital", "2024-01-01"]])).toMatchObject({
      state: "excused",
      excuse: { kind: "unsuitable" },
    });
    expect(gapOf("EY1", [["declined-retinal-screening", "2025-11-22"]])?.state).toBe("overdue");
    expect(gapOf("EY1", [["declined-retinal-screening", "2025-11-23"]])?.state).toBe("excused");
  });

  test("from 12 today, not from 12 tomorrow; not without perception of light; not at the end of life", () => {
    expect(gapOf("EY1", [], { bornOn: "2014-11-22" })?.state).toBe("overdue");
    expect(gapOf("EY1", [], { bornOn: "2014-11-23" })).toBeUndefined();
    expect(gapOf("EY1", [["retina-no-perception-of-light", "2020-01-01"]])).toBeUndefined();
    expect(gapOf("EY1", [["palliative-care", "2026-06-01"]])?.state).toBe("excused");
  });
});
