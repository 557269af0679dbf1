import { describe, expect, test } from "vitest";
import { type CareGap, PRIORITIES, settleGaps } from "../../../app/domain/care-gap";
import { processOf } from "../../../app/domain/care-protocols/all";

describe("what is most pressing", () => {
  test("life, then safety, then the end of life, then frailty, then single diseases, then routine and screening", () =>
    expect(PRIORITIES).toEqual([
      "life threat",
      "safety",
      "end of life",
      "frailty target",
      "disease target",
      "routine",
      "screening",
    ]));

  test("care due is listed in that order, whatever order it came in", () => {
    const gapOf = (process: string): CareGap => {
      const { protocol, process: one } = processOf(process);
      return { protocol: protocol.id, process, name: one.name, state: "overdue", because: "" };
    };
    const settled = settleGaps(["VA1", "CP1", "HT1", "EL3", "ME4", "FT3"].map(gapOf), (id) => processOf(id).process);
    expect(settled.map(({ process }) => process)).toEqual(["FT3", "ME4", "EL3", "HT1", "CP1", "VA1"]);
  });
});
