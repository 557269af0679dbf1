import { describe, expect, test } from "vitest";
import { type CareGap, PRIORITIES, settleGaps } from "../../../app/domain/care-gap";
import { PROTOCOLS, processOf } from "../../../app/domain/care-protocols/all";

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

describe("what counts as safety", () => {
  test("is harm that treatment does or that comes within days; no routine review is", () => {
    const safety = PROTOCOLS.flatMap(({ processes }) => processes)
      .filter(({ id, priority }) => priority === "safety" && !id.startsWith("STOPP-"))
      .map(({ id }) => id);
    expect(safety.sort()).toEqual(["BO3-denosumab", "CO4-stop", "CO5", "DK2-blood", "DM4", "HT2", "ME4", "SK1", "SK2"]);
  });
  test("sick-day rules and medicine reviews stand behind care at the end of life", () => {
    const rank = (id: string) => PRIORITIES.indexOf(processOf(id).process.priority);
    for (const id of ["DM8", "DM7", "ME1", "ME3", "FA6", "CA3", "CO4"]) expect(rank(id)).toBeGreaterThan(rank("EL3"));
  });
});
