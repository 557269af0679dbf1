import { describe, expect, test } from "vitest";
import { whenInWords } from "../../app/components/care-due";
import type { CareGap } from "../../app/domain/care-gap";
import { careLine, lineWithoutTests, mostPressingFirst } from "../../app/domain/care-line";
import { PROTOCOLS } from "../../app/domain/care-protocols/all";
import type { CareDue } from "../../app/domain/person-record";

const aGap = (change: Partial<CareGap> = {}): CareGap => ({
  protocol: "diabetes",
  process: "hba1c",
  name: "HbA1c",
  state: "overdue",
  because: "Diabetes",
  lastDone: "2025-05-03",
  nextDue: "2026-05-03",
  value: "71 mmol/mol",
  target: { met: false, words: "below 58 mmol/mol" },
  ...change,
});
const aLine = (change: Partial<CareDue> = {}): CareDue => ({ ...careLine(aGap(), new Set()), ...change });

describe("a rule that nobody has signed", () => {
  const rows = PROTOCOLS.flatMap(({ processes }) => processes);
  const line = (process: string, signed: string[] = []) => careLine(aGap({ process }), new Set(signed));
  test("says so where it is from memory or proposed, and not where it was read in its source", () => {
    for (const { id, mark } of rows) expect(line(id).unsigned, id).toBe(mark === "M" || mark === "P");
  });
  test("says so no longer once its own row is signed", () => {
    for (const { id } of rows) {
      expect(line(id, [`row.${id}`]).unsigned).toBe(false);
      expect(line(id, ["row.another"]).unsigned).toBe(line(id).unsigned);
    }
  });
});

describe("the most pressing first", () => {
  test("by priority, then missed, not at target, falling due; of these the longest late; the rest after all of them", () => {
    const lines = [
      aLine({ name: "done", state: "done" }),
      aLine({ name: "due", state: "due" }),
      aLine({ name: "late since May", nextDue: "2026-05-03" }),
      aLine({ name: "never", nextDue: undefined }),
      aLine({ name: "off target", state: "out of target" }),
      aLine({ name: "screening", priority: "screening" }),
      aLine({ name: "safety, only due", priority: "safety", state: "due" }),
      aLine({ name: "cannot tell", state: "cannot tell" }),
    ];
    expect(mostPressingFirst(lines).map(({ name }) => name)).toEqual([
      "safety, only due",
      "never",
      "late since May",
      "off target",
      "due",
      "screening",
      "done",
      "cannot tell",
    ]);
  });
});

describe("for who reads no results", () => {
  test("when it was done stays; value, target and a reason that may name a value or a medicine go", () => {
    const seen = lineWithoutTests(aLine({ because: "On gliclazide; HbA1c 71 mmol/mol" }));
    expect(seen).toMatchObject({
      lastDone: "2025-05-03",
      nextDue: "2026-05-03",
      state: "overdue",
      because: "Diabetes",
    });
    expect(JSON.stringify(seen)).not.toMatch(/71|58|gliclazide/);
  });
  test("what is missing names no test", () =>
    expect(
      lineWithoutTests(aLine({ state: "cannot tell", because: "eGFR: result without a usable value" })).because,
    ).toBe("result without a usable value"));
});

test("an overridden line names whose target stands", () =>
  expect(careLine(aGap({ overriddenBy: "bmi" }), new Set())).toMatchObject({ overriddenBy: "Body mass index" }));

describe("out of target", () => {
  const line = (change: Partial<CareGap>) =>
    careLine(aGap({ lastDone: "2026-05-03", nextDue: "2027-05-03", ...change }), new Set());
  test("is told with its value since the day of the value, and not as something for next year", () => {
    const words = whenInWords(line({ state: "out of target" }));
    expect(words).toMatch(/^out of target since 3 May 2026: 71 mmol\/mol$/);
    expect(line({ state: "out of target" }).nextDue).toBeUndefined();
  });
  test("what is done keeps the day by which it is done again", () =>
    expect(whenInWords(line({ state: "done" }))).toMatch(/next by 3 May 2027$/));
});
