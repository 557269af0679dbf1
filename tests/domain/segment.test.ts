import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Measure, WORDS } from "../../app/domain/feature";
import { EFI_DEFICITS, scoreEfi } from "../../app/domain/risk/efi";
import {
  longTermConditions,
  placeInSegment,
  recordedFrailty,
  SEGMENT_RULES,
  SEGMENTS,
  type Segment,
  type SegmentInput,
  segmentRank,
} from "../../app/domain/segment";

const AS_OF = "2026-11-22";
const CODED = Object.keys(EFI_DEFICITS).filter((id) => id !== "polypharmacy");
const efiOf = (count: number, { medicines = 0 as number | null, age = 80 } = {}) =>
  scoreEfi({
    age,
    sex: "female",
    hasRecord: true,
    deficits: new Set(CODED.slice(0, count)),
    measures: new Map(),
    medicines: medicines ?? undefined,
  });

const aPerson = (change: Partial<SegmentInput> = {}): SegmentInput => ({
  age: 80,
  hasRecord: true,
  conditions: new Set(),
  measures: new Map(),
  efi: efiOf(0),
  ...change,
});
const having = (...conditions: string[]) => new Set(conditions);
const measured = (values: Record<string, Measure>) => new Map(Object.entries(values));
const segmentOf = (change: Partial<SegmentInput>) => placeInSegment(aPerson(change), AS_OF).segment;

describe("the rule that places a person", () => {
  test.each<[string, Partial<SegmentInput>, Segment, string]>([
    ["palliative register", { conditions: having("palliative-care") }, "end_of_life", "palliative or end-of-life care"],
    ["end-stage heart failure", { conditions: having("end-stage-disease") }, "end_of_life", "end-stage organ disease"],
    ["dementia", { conditions: having("condition-dementia") }, "frailty_dementia", "dementia"],
    [
      "recorded severe frailty",
      { measures: measured({ "frailty-severe": { latestOn: "2025-02-01" } }) },
      "frailty_dementia",
      "severe frailty",
    ],
    ["13 deficits", { efi: efiOf(13) }, "frailty_dementia", "severe frailty"],
    ["housebound", { conditions: having("housebound") }, "frailty_dementia", "housebound"],
    ["a carer", { conditions: having("has-carer") }, "frailty_dementia", "has a carer"],
    [
      "admitted for a fall last year",
      { admittedForFrailtyOn: "2025-12-01" },
      "frailty_dementia",
      "admitted for hip fracture, stroke, fall or frailty",
    ],
    [
      "four conditions",
      { conditions: having("condition-copd", "condition-stroke", "condition-cancer", "condition-asthma") },
      "complex",
      "four or more long-term conditions",
    ],
    [
      "three conditions",
      { conditions: having("condition-copd", "condition-stroke", "condition-cancer") },
      "long_term",
      "one to three long-term conditions",
    ],
    [
      "three and diabetes",
      {
        conditions: having("condition-copd", "condition-stroke", "condition-cancer"),
        measures: measured({ "diabetes-type-2": { latestOn: "2019-01-01" } }),
      },
      "complex",
      "four or more long-term conditions",
    ],
    [
      "diabetes that was resolved",
      {
        measures: measured({
          "diabetes-type-2": { latestOn: "2019-01-01" },
          "diabetes-resolved": { latestOn: "2022-01-01" },
        }),
      },
      "healthy",
      "no rule above holds",
    ],
    ["9 deficits and no condition", { efi: efiOf(9) }, "long_term", "moderate frailty"],
    ["8 deficits and no condition", { efi: efiOf(8) }, "healthy", "no rule above holds"],
    ["nothing", {}, "healthy", "no rule above holds"],
  ])("%s", (_, change, segment, rule) => {
    expect(placeInSegment(aPerson(change), AS_OF)).toMatchObject({ segment, rule });
  });

  test("an admission counts for 24 months, and not on the day after", () => {
    expect(segmentOf({ admittedForFrailtyOn: "2024-11-23" })).toBe("frailty_dementia");
    expect(segmentOf({ admittedForFrailtyOn: "2024-11-22" })).toBe("healthy");
  });

  test("the index decides nothing below 65", () => {
    expect(segmentOf({ age: 64, efi: efiOf(13, { age: 64 }) })).toBe("healthy");
    expect(segmentOf({ age: 65, efi: efiOf(13, { age: 65 }) })).toBe("frailty_dementia");
    expect(segmentOf({ age: 97, efi: efiOf(13, { age: 97 }) })).toBe("frailty_dementia");
  });

  test("the latest record of frailty stands; of two on one day the worse", () => {
    const both = (severe: string, mild: string) =>
      recordedFrailty(measured({ "frailty-severe": { latestOn: severe }, "frailty-mild": { latestOn: mild } }))
        ?.frailty;
    expect(both("2024-01-01", "2025-01-01")).toBe("mild");
    expect(both("2025-01-01", "2024-01-01")).toBe("severe");
    expect(both("2025-01-01", "2025-01-01")).toBe("severe");
  });

  test("every reason of the segment is given, the first names the rule", () => {
    const answer = placeInSegment(aPerson({ conditions: having("condition-dementia", "housebound") }), AS_OF);
    expect(answer.rule).toBe("dementia");
    expect(answer.because.map(({ term }) => term)).toEqual(["Dementia", "Housebound"]);
  });
});

describe("what is missing", () => {
  test("without any coded record nobody is surely healthy", () => {
    expect(placeInSegment(aPerson({ hasRecord: false }), AS_OF).missing).toEqual(["coded record"]);
  });
  test("unknown medicines matter when one deficit more reaches a line", () => {
    expect(placeInSegment(aPerson({ efi: efiOf(12, { medicines: null }) }), AS_OF)).toMatchObject({
      segment: "long_term",
      missing: ["medicines"],
    });
    expect(placeInSegment(aPerson({ efi: efiOf(8, { medicines: null }) }), AS_OF)).toMatchObject({
      segment: "healthy",
      missing: ["medicines"],
    });
    expect(placeInSegment(aPerson({ efi: efiOf(7, { medicines: null }) }), AS_OF).missing).toEqual([]);
    expect(placeInSegment(aPerson({ age: 50, efi: efiOf(12, { medicines: null, age: 50 }) }), AS_OF).missing).toEqual(
      [],
    );
  });
  test("an unknown age matters when the index would place the person", () => {
    expect(placeInSegment(aPerson({ age: undefined, efi: efiOf(13) }), AS_OF).missing).toEqual(["date of birth"]);
  });
  test("nothing could place a dying person higher", () => {
    expect(placeInSegment(aPerson({ hasRecord: false, conditions: having("palliative-care") }), AS_OF).missing).toEqual(
      [],
    );
  });
});

const anyone: fc.Arbitrary<SegmentInput> = fc.record({
  age: fc.option(fc.integer({ min: 0, max: 110 }), { nil: undefined }),
  hasRecord: fc.boolean(),
  conditions: fc.subarray([...WORDS.conditions]).map((ids) => new Set(ids)),
  measures: fc
    .subarray(["diabetes-type-2", "diabetes-resolved", "frailty-mild", "frailty-moderate", "frailty-severe"])
    .map((ids) => new Map(ids.map((id, i) => [id, { latestOn: `202${i}-01-01` }]))),
  admittedForFrailtyOn: fc.constantFrom(undefined, "2020-01-01", "2026-01-01"),
  efi: fc.tuple(fc.nat(35), fc.option(fc.nat(12))).map(([count, medicines]) => efiOf(count, { medicines })),
});

describe("for anybody", () => {
  test("exactly one segment, the first whose rule holds, with a reason", () => {
    fc.assert(
      fc.property(anyone, (person) => {
        const holding = SEGMENT_RULES.filter(({ holds }) => holds(person, AS_OF).length > 0);
        const answer = placeInSegment(person, AS_OF);
        expect(Object.keys(SEGMENTS)).toContain(answer.segment);
        expect(answer.segment).toBe(holding[0]!.segment);
        expect(answer.rule).toBe(holding[0]!.rule);
        expect(answer.because.length).toBeGreaterThan(0);
      }),
    );
  });

  test("one condition or one deficit more never places a person lower", () => {
    fc.assert(
      fc.property(anyone, fc.constantFrom(...WORDS.conditions), (person, more) => {
        const before = placeInSegment(person, AS_OF).segment;
        const after = placeInSegment({ ...person, conditions: new Set([...person.conditions, more]) }, AS_OF).segment;
        expect(segmentRank(after)).toBeLessThanOrEqual(segmentRank(before));
      }),
    );
  });

  test("rules stand in the order of the segments", () => {
    const ranks = SEGMENT_RULES.map(({ segment }) => segmentRank(segment));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks)).toEqual(new Set([1, 2, 3, 4, 5]));
  });
});

test("diabetes counts once among the conditions, however it is coded", () => {
  const measures = measured({
    "diabetes-type-2": { latestOn: "2019-01-01" },
    "diabetes-other": { latestOn: "2018-01-01" },
  });
  expect(longTermConditions({ conditions: having("condition-asthma"), measures })).toEqual(["Diabetes", "Asthma"]);
});
