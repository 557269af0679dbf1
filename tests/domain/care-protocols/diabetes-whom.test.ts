import { describe, expect, test } from "vitest";
import { findCareGaps } from "../../../app/domain/care-gap";
import { DIABETES_PROTOCOL } from "../../../app/domain/care-protocols/diabetes";
import { gapOf, TYPE_1, TYPE_2 } from "../../support/a-diabetic";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

const taking = (medicine: string, on = "2026-10-01"): Recorded => [`medicine-${medicine}`, on];

describe("children: not built", () => {
  const ROWS: [string, Recorded[]][] = [
    ["T1-1", []],
    ["T1-1-thyroid", []],
    ["T1-1-awareness", []],
    ["T1-1-monitoring", []],
    ["DK1", []],
    ["DM7", [taking("insulin")]],
    ["DM8", [taking("insulin")]],
  ];
  test.each(ROWS)("%s from 17 today, not from 17 tomorrow, nor for a child of 6", (process, recorded) => {
    const at = (bornOn: string) => gapOf(process, recorded, { type: TYPE_1, bornOn });
    expect(at("2009-11-22")?.state).toBe("overdue");
    expect(at("2009-11-23")).toBeUndefined();
    expect(at("2020-06-01")).toBeUndefined();
    expect(
      gapOf(process, recorded, { type: TYPE_1, bornOn: "2014-11-22", values: { "diabetes.from-age": 12 } }),
    ).toBeDefined();
  });
  test("type 2 too", () => {
    expect(gapOf("DM2", [], { bornOn: "2009-11-22" })?.state).toBe("overdue");
    expect(gapOf("DM2", [], { bornOn: "2009-11-23" })).toBeUndefined();
  });
  test("without a date of birth one cannot tell, but insulin is looked at", () => {
    expect(gapOf("T1-1", [], { type: TYPE_1, bornOn: undefined })?.state).toBe("cannot tell");
    expect(gapOf("DK1", [], { bornOn: undefined })?.state).toBe("cannot tell");
    expect(gapOf("DM7", [taking("insulin")], { bornOn: undefined })?.state).toBe("overdue");
    expect(gapOf("DM8", [taking("insulin")], { bornOn: undefined })?.state).toBe("overdue");
  });
});

describe("the end of life", () => {
  const dying: Recorded = ["palliative-care", "2026-06-01"];
  const raised: Recorded[] = [
    ["urine-acr", "2026-06-01", 71],
    ["urine-acr", "2026-11-01", 72],
  ];
  test.each<[string, Recorded[], Recorded[]]>([
    ["DM5", [], TYPE_2],
    ["DK2", raised, TYPE_2],
    ["DK3", raised, TYPE_2],
    ["T1-1-monitoring", [], TYPE_1],
  ])("suspends %s", (process, recorded, type) => {
    expect(gapOf(process, recorded, { type })?.state).not.toBe("excused");
    expect(gapOf(process, [...recorded, dying], { type })).toMatchObject({
      state: "excused",
      excuse: { kind: "end_of_life" },
    });
  });
  test.each(["DM7", "DM8"])("does not suspend %s", (process) => {
    expect(gapOf(process, [taking("insulin"), dying])?.state).toBe("overdue");
  });
});

describe("newly diagnosed or newly registered: what was never done", () => {
  const since = (diagnosed: string | undefined, registeredOn?: string) => ({
    type: [["diabetes-type-2", diagnosed]] as Recorded[],
    registeredOn,
  });

  test("diagnosed 4 days ago, registered 2: nothing is overdue, all is due", () => {
    const person = aPerson({ recorded: [["diabetes-type-2", "2026-11-18"]], registeredOn: "2026-11-20" });
    const gaps = findCareGaps(person, DIABETES_PROTOCOL, AS_OF);
    expect(gaps.length).toBeGreaterThan(10);
    expect(new Set(gaps.map(({ state }) => state))).toEqual(new Set(["due"]));
  });

  test("the later of the two counts, for nine months", () => {
    expect(gapOf("hba1c", [], since("2026-02-23"))).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(gapOf("hba1c", [], since("2026-02-22"))).toMatchObject({ state: "overdue", nextDue: undefined });
    expect(gapOf("hba1c", [], since("2015-01-01", "2026-02-23"))?.state).toBe("due");
    expect(gapOf("hba1c", [], since("2015-01-01", "2026-02-22"))?.state).toBe("overdue");
    expect(gapOf("hba1c", [], since("2026-02-23", "2000-01-01"))?.state).toBe("due");
    expect(gapOf("hba1c", [], since(undefined, "2026-02-23"))?.state).toBe("due");
    expect(gapOf("hba1c", [], since(undefined))?.state).toBe("overdue");
  });

  test("the months are a setting", () => {
    const values = { "diabetes.new-months": 3 };
    expect(gapOf("hba1c", [], { ...since("2026-08-23"), values })?.state).toBe("due");
    expect(gapOf("hba1c", [], { ...since("2026-08-22"), values })?.state).toBe("overdue");
  });

  test("what was done before keeps its day and its limit", () => {
    const done = (on: string) => gapOf("hba1c", [["hba1c", on, 50]], since("2015-01-01", "2026-11-20"));
    expect(done("2026-06-01")).toMatchObject({ state: "done", nextDue: "2027-06-01" });
    expect(done("2025-11-22")).toMatchObject({ state: "overdue", nextDue: "2026-11-22" });
  });

  test("a foot at high risk waits no longer than its own interval", () => {
    const amputated: Recorded = ["foot-amputation", "2020-01-01"];
    expect(gapOf("FT1", [amputated], since("2015-01-01", "2026-09-23"))).toMatchObject({
      state: "due",
      nextDue: "2026-11-23",
    });
    expect(gapOf("FT1", [amputated], since("2015-01-01", "2026-09-22"))?.state).toBe("overdue");
  });

  test("safety within 28 days, an active foot at once", () => {
    const insulin = taking("insulin", "2020-01-01");
    const issued = taking("insulin", "2026-11-01");
    expect(gapOf("DM7", [insulin, issued], since("2015-01-01", "2026-10-26"))?.nextDue).toBe("2026-11-23");
    expect(gapOf("DM7", [insulin, issued], since("2015-01-01", "2026-10-25"))?.state).toBe("overdue");
    expect(gapOf("FT3", [["foot-limb-threat", AS_OF]], since("2026-11-18", "2026-11-20"))?.state).toBe("overdue");
    expect(gapOf("FT3", [["foot-right-active", undefined]], since("2026-11-18", "2026-11-20"))?.state).toBe("overdue");
  });
});
