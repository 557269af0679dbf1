import { describe, expect, test } from "vitest";
import { findCareGaps } from "../../../app/domain/care-gap";
import { STOPP_START_PROTOCOL } from "../../../app/domain/care-protocols/stopp-start";
import type { SettingValues } from "../../../app/domain/setting";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";
import { DEMENTIA, FALLS, gap, has, pressure, stateOf, taking, takingFor, value } from "./stopp-start-people";

describe("a rule is off until it is signed", () => {
  const person = aPerson({ recorded: taking("nsaid", "anticoagulant") });

  test("none speaks as shipped", () => expect(findCareGaps(person, STOPP_START_PROTOCOL, AS_OF)).toEqual([]));

  test("each has its own switch", () =>
    expect(
      findCareGaps(person, STOPP_START_PROTOCOL, AS_OF, { "treatment.STOPP-C10": 1 }).map(({ process }) => process),
    ).toEqual(["STOPP-C10"]));

  test("and asks for a review, never to stop", () => {
    for (const { action, treatment } of STOPP_START_PROTOCOL.processes) {
      expect(treatment).toBe(true);
      expect(action.what).toMatch(/^Review /);
    }
  });
});

describe("STOPP D8 wants a course without a gap", () => {
  const scripts = (...days: string[]) =>
    stateOf(
      "STOPP D8",
      days.map((on): Recorded => ["medicine-benzodiazepine", on]),
    );

  test("not two single prescriptions a year apart", () => expect(scripts("2025-11-10", "2026-11-10")).toBeUndefined());
  test("28 days of issues are enough, 27 are not", () => {
    expect(scripts("2026-10-13", "2026-11-10")).toBe("fires");
    expect(scripts("2026-10-14", "2026-11-10")).toBeUndefined();
  });
  test("prescriptions of 56 days are a course, and how far apart they may be is a setting", () => {
    const days = ["2026-05-18", "2026-07-13", "2026-09-07", "2026-11-02"];
    expect(scripts(...days)).toBe("fires");
    const recorded = days.map((on): Recorded => ["medicine-benzodiazepine", on]);
    expect(stateOf("STOPP D8", recorded, { "care.medicine-course-gap-days": 55 })).toBeUndefined();
  });
  test("a course that ended 90 days ago is over", () => {
    expect(scripts("2026-07-01", "2026-07-28", "2026-08-24")).toBeUndefined();
    expect(scripts("2026-07-01", "2026-07-28", "2026-08-25")).toBe("fires");
  });
});

describe("who, when, and what is unknown", () => {
  test("from 65; at an unknown age one cannot tell", () => {
    const at = (bornOn: string | undefined) =>
      gap("STOPP C10", { bornOn, recorded: taking("nsaid", "anticoagulant") })?.state;
    expect(at("1961-11-22")).toBe("due");
    expect(at("1961-11-23")).toBeUndefined();
    expect(at(undefined)).toBe("cannot tell");
  });

  test("a result that is missing or a year old is not a normal one", () => {
    expect(gap("STOPP E4", { recorded: taking("nsaid") })).toMatchObject({
      state: "cannot tell",
      because: "eGFR of the last 12 months",
    });
    expect(stateOf("STOPP E4", [...taking("nsaid"), value("egfr", 80, "2025-11-21")])).toBe("cannot tell");
    expect(stateOf("STOPP E4", [...taking("nsaid"), value("egfr", 80, "2025-11-22")])).toBeUndefined();
  });

  test("somebody whose medicines are not known lacks none", () =>
    expect(gap("START C1", { recorded: has("condition-atrial-fibrillation") })).toMatchObject({
      state: "cannot tell",
      because: "medicines",
    }));

  test("is gone through within four weeks of what set it off, by its own code or a structured review", () => {
    const person = (...more: Recorded[]) =>
      gap("STOPP K1", { recorded: [...taking("benzodiazepine"), ...FALLS, ...more] });
    expect(person()).toMatchObject({
      state: "due",
      nextDue: "2026-11-29",
      because: "Benzodiazepine; recurrent falls",
    });
    expect(person(["care-stopp-start-review", "2026-10-31"])?.state).toBe("due");
    expect(person(["care-stopp-start-review", "2026-11-01"])?.state).toBe("done");
    expect(person([["care-structured-medication-review", "care-medication-review"], "2026-11-02"])?.state).toBe("done");
    expect(person(["care-medication-review", "2026-11-02"])?.state).toBe("due");
    expect(person(["fall", "2026-11-10"], ["care-stopp-start-review", "2026-11-02"])?.state).toBe("due");
  });

  test("a low result that was reviewed is not asked for again by the next low one", () => {
    const recorded: Recorded[] = [
      takingFor("nsaid", 200),
      value("egfr", 45, "2026-07-01"),
      ["care-stopp-start-review", "2026-07-20"],
      value("egfr", 44, "2026-10-01"),
    ];
    expect(gap("STOPP E4", { recorded })?.state).toBe("done");
    expect(gap("STOPP E4", { recorded: [...recorded, value("egfr", 60, "2026-08-01")] })?.state).toBe("overdue");
  });

  test("a repeat of which the last issue alone is held does not ask again at each issue", () => {
    const repeat = (status: string) =>
      gap("STOPP D24", {
        recorded: [
          ["care-stopp-start-review", "2026-06-01"],
          ["medicine-antihistamine-first-generation", "2026-11-01", undefined, { status }],
        ],
      })?.state;
    expect(repeat("active")).toBe("done");
    expect(repeat("completed")).toBe("due");
  });

  test("START rests at the end of life, STOPP does not", () => {
    const palliative = has("palliative-care");
    expect(gap("START F3", { recorded: [...taking("nsaid"), ...palliative] })?.state).toBe("excused");
    expect(gap("STOPP C10", { recorded: [...taking("nsaid", "anticoagulant"), ...palliative] })?.state).toBe("due");
  });
});

describe("where sources disagree, both are settings", () => {
  test("START B1 in frailty: 150 ships", () => {
    const frail = (systolic: number, values: SettingValues = {}) =>
      stateOf("START B1", [...taking("statin"), ...pressure(systolic, 80), ...has("frailty-severe")], values);
    expect(frail(151)).toBe("fires");
    expect(frail(150)).toBeUndefined();
    expect(frail(150, { "stopp-start.frail-systolic": 140 })).toBe("fires");
  });

  test("antipsychotics in dementia: STOPP ships, NICE's six weeks is a setting", () => {
    const at = (id: string, days: number, name: string) => [
      stateOf(id, [takingFor("antipsychotic", days), ...DEMENTIA]),
      stateOf(id, [takingFor("antipsychotic", days), ...DEMENTIA], { [`stopp-start.${name}`]: 6 }),
    ];
    expect(at("STOPP D5", 42, "antipsychotic-review-weeks")).toEqual([undefined, "fires"]);
    expect(at("STOPP D15", 43, "antipsychotic-dementia-weeks")).toEqual([undefined, "fires"]);
    expect(at("STOPP D15", 42, "antipsychotic-dementia-weeks")).toEqual([undefined, undefined]);
  });
});

describe("a rule that was switched on lately", () => {
  const recorded: Recorded[] = [
    ...taking("nsaid", "anticoagulant"),
    ["care-structured-medication-review", "2026-11-03"],
  ];
  const on = (since?: number) => gap("STOPP C10", { recorded }, since ? { "treatment.STOPP-C10.since": since } : {});

  test("is not settled by a review from before that day", () => {
    expect(on()?.state).toBe("done");
    expect(on(20261103)?.state).toBe("done");
    expect(on(20261104)?.state).toBe("due");
    expect(on(20261122)).toMatchObject({ state: "due", lastDone: "2026-11-03" });
  });
  test("does not move the start of what began later", () => expect(on(20260101)?.nextDue).toBe(on()?.nextDue));
});
