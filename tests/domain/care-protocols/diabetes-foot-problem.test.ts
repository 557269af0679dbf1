import { describe, expect, test } from "vitest";
import type { FootClass } from "../../../app/domain/code-sets/diabetes-feet";
import { gapOf } from "../../support/a-diabetic";
import type { Recorded } from "../../support/a-person";

const foot = (side: "right" | "left", which: FootClass, on: string): Recorded => [
  [`foot-${side}`, `foot-${side}-${which}`],
  on,
];
const feet = (which: FootClass, on: string): Recorded[] => [foot("right", which, on), foot("left", which, on)];

describe("FT3: an active foot problem", () => {
  test("found on a Friday it is due on Monday, and overdue then", () => {
    const friday: Recorded[] = feet("active", "2026-11-20");
    expect(gapOf("FT3", friday, { asOf: "2026-11-22" })).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(gapOf("FT3", friday, { asOf: "2026-11-23" })?.state).toBe("overdue");
  });

  test("a bank holiday is no working day", () => {
    expect(gapOf("FT3", feet("active", "2026-12-24"), { asOf: "2026-12-27" })?.nextDue).toBe("2026-12-29");
  });

  test("what threatens limb or life is overdue at once", () => {
    expect(gapOf("FT3", [["foot-limb-threat", "2026-11-22"]])).toMatchObject({
      state: "overdue",
      nextDue: "2026-11-22",
    });
    expect(gapOf("FT3", [["foot-problem", "2026-11-22"]])).toMatchObject({ state: "due", nextDue: "2026-11-23" });
  });

  test("a referral on the day or after does it, one from before does not", () => {
    const found: Recorded[] = [["foot-problem", "2026-11-10"]];
    expect(gapOf("FT3", [...found, ["care-foot-referral", "2026-11-10"]])?.state).toBe("done");
    expect(gapOf("FT3", [...found, ["care-foot-referral", "2026-11-09"]])?.state).toBe("overdue");
  });

  test("nothing excuses it: no refusal, no end of life, no unknown age", () => {
    const problem: Recorded[] = [
      ["foot-problem", "2026-11-10"],
      ["foot-declined", "2026-11-11"],
      ["palliative-care", "2026-06-01"],
    ];
    expect(gapOf("FT3", [...problem, ["declined-diabetes-care", "2026-11-12"]], { bornOn: undefined })?.state).toBe(
      "overdue",
    );
  });

  const ulcer = (on: string): Recorded => ["foot-problem", on];
  const threat = (on: string): Recorded => ["foot-limb-threat", on];
  const referred = (on: string): Recorded => ["care-foot-referral", on];
  const ft3 = (...recorded: Recorded[]) => gapOf("FT3", recorded)?.state;

  test("12 weeks end it once it was referred or the feet were checked, and never by themselves", () => {
    expect(ft3(ulcer("2026-08-30"))).toBe("overdue");
    expect(ft3(ulcer("2020-08-30"))).toBe("overdue");
    expect(ft3(ulcer("2026-08-31"), referred("2026-08-31"))).toBe("done");
    expect(ft3(ulcer("2026-08-30"), referred("2026-08-30"))).toBeUndefined();
    expect(ft3(ulcer("2026-08-30"), referred("2026-08-29"))).toBe("overdue");
    expect(ft3(ulcer("2026-08-31"), ["foot-examination", "2026-09-01"])).toBe("overdue");
    expect(ft3(ulcer("2026-08-30"), ["foot-examination", "2026-08-31"])).toBeUndefined();
    // The check that found it is no answer to it.
    expect(ft3(ulcer("2026-08-30"), ["foot-examination", "2026-08-30"])).toBe("overdue");
  });

  test("feet found better end it sooner: each foot that is there, by a class of a later day", () => {
    expect(ft3(ulcer("2026-10-01"), ...feet("high", "2026-10-02"))).toBeUndefined();
    expect(ft3(ulcer("2026-10-01"), ...feet("high", "2026-10-01"))).toBe("overdue");
    expect(ft3(ulcer("2026-10-01"), foot("right", "high", "2026-10-20"), foot("left", "low", "2026-09-20"))).toBe(
      "overdue",
    );
    const one: Recorded[] = [ulcer("2026-10-01"), ["foot-absent", "2010-01-01"]];
    expect(ft3(...one, foot("right", "high", "2026-10-02"))).toBeUndefined();
    expect(ft3(...one, foot("right", "high", "2026-10-01"))).toBe("overdue");
  });

  test("an examination does not close it by a class that is older than the wound", () => {
    const record: Recorded[] = [...feet("low", "2026-01-10"), threat("2026-11-17"), ["foot-examination", "2026-11-19"]];
    expect(ft3(...record)).toBe("overdue");
    expect(gapOf("FT1", record)).toBeUndefined();
    expect(ft3(...record, foot("left", "low", "2026-11-19"))).toBe("overdue");
    expect(ft3(...record, ...feet("high", "2026-11-19"))).toBeUndefined();
  });

  test("whether a class ends it is a setting", () => {
    const values = { "diabetes.foot-better-by-class": 0 };
    const healed = [ulcer("2026-10-01"), ...feet("high", "2026-10-20")];
    expect(gapOf("FT3", healed, { values })?.state).toBe("overdue");
    const long = [ulcer("2026-08-30"), ...feet("high", "2026-10-20")];
    expect(gapOf("FT3", long, { values })).toBeUndefined();
  });

  test("a dressing coded later is the same ulcer; after feet found better or 12 weeks it is a new one", () => {
    const acted = [ulcer("2026-10-20"), referred("2026-10-20")];
    expect(ft3(...acted, ulcer("2026-11-16"))).toBe("done");
    expect(ft3(...acted, ...feet("high", "2026-11-01"), ulcer("2026-11-16"))).toBe("overdue");
    expect(ft3(...acted, foot("right", "high", "2026-11-01"), ulcer("2026-11-16"))).toBe("done");
    expect(ft3(ulcer("2026-08-25"), referred("2026-08-25"), ulcer("2026-11-16"))).toBe("done");
    expect(ft3(ulcer("2026-08-24"), referred("2026-08-24"), ulcer("2026-11-16"))).toBe("overdue");
    expect(ft3(ulcer("2026-09-01"), ulcer("2026-11-16"), referred("2026-09-02"))).toBe("done");
  });

  test("so is a class recorded again, foot by foot", () => {
    const acted = [foot("right", "active", "2026-10-20"), referred("2026-10-20")];
    expect(ft3(...acted, foot("right", "active", "2026-11-16"))).toBe("done");
    expect(ft3(...acted, foot("right", "high", "2026-11-01"), foot("right", "active", "2026-11-16"))).toBe("overdue");
    expect(ft3(...acted, foot("left", "high", "2026-11-01"), foot("right", "active", "2026-11-16"))).toBe("done");
  });

  test("a threat to the limb asks anew and at once, and a dressing coded after it takes nothing from it", () => {
    const acted = [ulcer("2026-10-20"), referred("2026-10-20"), threat("2026-11-17")];
    expect(gapOf("FT3", acted)).toMatchObject({ state: "overdue", nextDue: "2026-11-17" });
    expect(gapOf("FT3", [...acted, ulcer("2026-11-22")])).toMatchObject({
      because: "Active foot problem: limb or life threatened",
      nextDue: "2026-11-17",
    });
    expect(ft3(...acted, ulcer("2026-11-22"), referred("2026-11-17"))).toBe("done");
  });

  test("feet that are both absent since have no wound", () => {
    expect(ft3(ulcer("2019-01-01"), ["feet-absent", "2020-01-01"])).toBeUndefined();
    expect(ft3(ulcer("2026-11-01"), ["feet-absent", "2020-01-01"])).toBe("overdue");
  });

  test("while it is active there is no date for the next check", () => {
    expect(gapOf("FT1", feet("active", "2026-11-10"))).toBeUndefined();
  });
});
