/** Oxygen targets: every range of every text is read, and what is usual or others' is none. */
import { describe, expect, test } from "vitest";
import { findConflicts } from "../../app/domain/plan-conflict-finder";
import { NO_RECORD } from "../../app/domain/plan-record";
import { aPlanDocument } from "../support/a-plan";

const twice = (...instructions: string[]) =>
  findConflicts(
    aPlanDocument(
      instructions.map((instruction, n) => ({ unit: `critical/o${n}`, values: { fact: "Oxygen", instruction } })),
    ),
    NO_RECORD,
    { today: "2026-11-22", bornOn: "1942-03-12" },
  ).filter(({ kind }) => kind === "oxygen_target_twice");

describe("two targets", () => {
  test.each([
    [["Target SpO2 88–92 %", "Target SpO2 94–98 %"]],
    [["Target SpO2 88–92 %. In sepsis 94–98 %."]],
    [["SpO2 88 to 92, then keep saturation 94 to 98"]],
  ])("%s", (texts) => {
    const [found, ...more] = twice(...texts);
    expect(found).toMatchObject({ danger: "blocks" });
    expect(new Set(found!.sides.map(({ words }) => words)).size).toBe(2);
    expect(more).toEqual([]);
  });
});

describe("one target", () => {
  test.each([
    [["Target SpO2 88–92 %, usually 90–94 %"]],
    [["Target SpO2 88–92 %; never 94–98 %"]],
    [["Target SpO2 88–92 %; all others 94–98 %"]],
    [["Target SpO2 88–92 %", "Keep saturation 88 to 92 %"]],
    [["Oxygen to 94–98 % (88–92 % in COPD), unless this plan gives another", "Target SpO2 94–98 %"]],
    [["Oxygen: pulse 90 to 100"]],
  ])("%s", (texts) => expect(twice(...texts)).toEqual([]));
});
