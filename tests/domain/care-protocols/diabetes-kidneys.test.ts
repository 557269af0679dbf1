import { describe, expect, test } from "vitest";
import { treatmentSwitch } from "../../../app/domain/care-gap";
import { gapOf } from "../../support/a-diabetic";
import type { Recorded } from "../../support/a-person";

const taking = (medicine: string, on = "2026-10-01"): Recorded => [`medicine-${medicine}`, on];

describe("DK1: urine albumin", () => {
  const acr = (value: number, on = "2026-06-01"): Recorded => ["urine-acr", on, value];

  test("each year; below 3 is in target", () => {
    expect(gapOf("DK1", [acr(2.9)])).toMatchObject({ state: "done", nextDue: "2027-06-01" });
    expect(gapOf("DK1", [acr(2.9, "2025-11-22")])?.state).toBe("overdue");
  });

  test("3 to 70 is repeated in three months; 70 and over, or a second one, is certain", () => {
    expect(gapOf("DK1", [acr(3, "2026-08-22")])).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(gapOf("DK1", [acr(69.9, "2026-08-20")])?.state).toBe("overdue");
    expect(gapOf("DK1", [acr(70, "2026-08-20")])).toMatchObject({ state: "out of target", nextDue: "2027-08-20" });
    expect(gapOf("DK1", [acr(3, "2026-02-20"), acr(4, "2026-08-20")])).toMatchObject({ nextDue: "2027-08-20" });
    expect(gapOf("DK1", [acr(3, "2026-02-20"), acr(2, "2026-08-20")])?.state).toBe("done");
  });
});

describe("DK2: acting on urine albumin", () => {
  const twice: Recorded[] = [
    ["urine-acr", "2026-06-01", 5],
    ["urine-acr", "2026-11-01", 6],
  ];

  test("within four weeks of the second raised one, unless an ACE inhibitor or blocker is taken", () => {
    expect(gapOf("DK2", twice)).toMatchObject({ state: "due", nextDue: "2026-11-29" });
    expect(gapOf("DK2", [...twice, taking("acei")])?.state).toBe("done");
    expect(gapOf("DK2", [...twice, taking("arb")])?.state).toBe("done");
    expect(gapOf("DK2", [...twice, taking("acei", "2026-08-24")])?.state).toBe("due");
    expect(gapOf("DK2", [...twice, ["acei-arb-unsuitable", "2026-11-10"]])?.state).toBe("excused");
  });

  test("what is unsuitable stands since 2019; a refusal lapses, and one from before the result is none of it", () => {
    expect(gapOf("DK2", [...twice, ["acei-arb-unsuitable", "2019-01-01"]])?.excuse?.kind).toBe("unsuitable");
    expect(gapOf("DK2", [...twice, ["declined-acei-arb", "2026-11-10"]])?.excuse?.kind).toBe("declined");
    expect(gapOf("DK2", [...twice, ["declined-acei-arb", "2019-01-01"]])?.state).toBe("due");
    const long: Recorded[] = [
      ["urine-acr", "2025-01-01", 5],
      ["urine-acr", "2025-06-01", 6],
    ];
    expect(gapOf("DK2", [...long, ["declined-acei-arb", "2025-11-23"]])?.state).toBe("excused");
    expect(gapOf("DK2", [...long, ["declined-acei-arb", "2025-11-22"]])?.state).toBe("overdue");
  });

  test("not for one raised ratio, nor when the latest is not; off until switched on", () => {
    expect(gapOf("DK2", twice.slice(1))).toBeUndefined();
    expect(gapOf("DK2", [...twice, ["urine-acr", "2026-11-20", 2.9]])).toBeUndefined();
    expect(gapOf("DK2", twice, { values: { [treatmentSwitch("DK2")]: 0 } })).toBeUndefined();
  });

  test("a blood test within two weeks of the start, with a rise below 30%", () => {
    const start: Recorded[] = [["creatinine", "2026-10-01", 100], taking("acei", "2026-11-09")];
    expect(gapOf("DK2-blood", start)).toMatchObject({ state: "due", nextDue: "2026-11-24" });
    expect(gapOf("DK2-blood", [...start, ["creatinine", "2026-11-18", 129]])?.state).toBe("done");
    expect(gapOf("DK2-blood", [...start, ["creatinine", "2026-11-18", 130]])?.state).toBe("out of target");
    expect(gapOf("DK2-blood", [taking("acei", "2026-08-23"), taking("acei")])?.state).toBe("overdue");
    expect(gapOf("DK2-blood", [taking("acei", "2026-08-22"), taking("acei")])).toBeUndefined();
  });

  test("the last issue of a repeat is no start; one begun again after years is", () => {
    const repeat: Recorded = ["medicine-acei", "2026-11-10", undefined, { status: "active" }];
    expect(gapOf("DK2-blood", [repeat])).toBeUndefined();
    expect(gapOf("DK2-blood", [taking("acei", "2015-01-01"), taking("acei", "2026-11-10")])).toMatchObject({
      state: "due",
      nextDue: "2026-11-25",
    });
  });
});

describe("DK3: referral to kidney services", () => {
  const refer = (...recorded: Recorded[]) => gapOf("DK3", recorded)?.because;
  const egfr = (...values: [string, number][]): Recorded[] => values.map(([on, value]) => ["egfr", on, value]);

  test("a ratio of 70 and over, unless diabetes is known and treated", () => {
    expect(refer(["urine-acr", "2026-10-01", 70])).toMatch("70 or more");
    expect(refer(["urine-acr", "2026-10-01", 69])).toBeUndefined();
    expect(refer(["urine-acr", "2026-10-01", 70], taking("arb"))).toBeUndefined();
    expect(gapOf("DK3", [["urine-acr", "2026-10-01", 70], taking("arb")], { type: [] })).toBeDefined();
  });

  test("over 30 with haematuria", () => {
    expect(refer(["urine-acr", "2026-10-01", 31], ["haematuria", "2026-10-01"], taking("arb"))).toMatch("haematuria");
    expect(refer(["urine-acr", "2026-10-01", 30], ["haematuria", "2026-10-01"])).toBeUndefined();
  });

  test("a fall by 15 in a year, in the last two values", () => {
    const fall = (last: number, before: number) =>
      refer(...egfr(["2026-01-01", 80], ["2026-09-01", before], ["2026-10-01", last]));
    expect(fall(65, 65)).toMatch("15 or more");
    expect(fall(66, 66)).toBeUndefined();
    expect(fall(65, 66)).toBeUndefined();
  });

  test("a fall by a quarter and a category", () => {
    const fall = (from: number, last: number) =>
      refer(...egfr(["2026-01-01", from], ["2026-09-01", last], ["2026-10-01", last]));
    expect(fall(48, 36)).toMatch("a quarter and a category");
    expect(fall(48, 37)).toBeUndefined();
    expect(fall(50, 38)).toBeUndefined();
    expect(fall(29, 21)).toBeUndefined();
  });

  test("what was high more than a year before the latest does not count; a referral does it", () => {
    expect(refer(...egfr(["2025-09-30", 80], ["2026-09-01", 60], ["2026-10-01", 60]))).toBeUndefined();
    const high: Recorded[] = [
      ["urine-acr", "2026-10-01", 80],
      ["care-kidney-referral", "2026-10-02"],
    ];
    expect(gapOf("DK3", high)?.state).toBe("done");
  });
});
