import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CODE_SETS, codeSet, membershipOf } from "../../app/domain/code-sets/all";
import type { Fact, ServiceUse } from "../../app/domain/feature";
import { EFI_DEFICITS, scoreEfi } from "../../app/domain/risk/efi";
import { indexOfEfi } from "../../app/domain/risk/frailty-index";
import {
  ADMITTED_FOR,
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
const aFact = (latestOn?: string): Fact => ({ latestOn, unreadable: false, active: true, entries: [{ on: latestOn }] });
const having = (...sets: string[]) => new Map(sets.map((set) => [set, aFact()]));
const recorded = (dates: Record<string, string>) => new Map(Object.entries(dates).map(([set, on]) => [set, aFact(on)]));
const admittedForFall = (on: string): ServiceUse[] => [{ kind: "emergency_admission", on, reasons: ["efi-falls"] }];
const efiOf = (count: number, { medicines = 0 as number | null, age = 80 } = {}) =>
  indexOfEfi(
    scoreEfi({
      age,
      sex: "female",
      hasRecord: true,
      facts: having(...CODED.slice(0, count).map((id) => `efi-${id}`)),
      medicines: medicines ?? undefined,
    }),
  );

const aPerson = (change: Partial<SegmentInput> = {}): SegmentInput => ({
  age: 80,
  hasRecord: true,
  facts: new Map(),
  services: [],
  index: efiOf(0),
  ...change,
});
const segmentOf = (change: Partial<SegmentInput>) => placeInSegment(aPerson(change), AS_OF).segment;

describe("the rule that places a person", () => {
  test.each<[string, Partial<SegmentInput>, Segment, string]>([
    ["palliative register", { facts: having("palliative-care") }, "end_of_life", "palliative or end-of-life care"],
    ["end-stage heart failure", { facts: having("end-stage-disease") }, "end_of_life", "end-stage organ disease"],
    ["dementia", { facts: having("condition-dementia") }, "frailty_dementia", "dementia"],
    [
      "recorded severe frailty",
      { facts: recorded({ "frailty-severe": "2025-02-01" }) },
      "frailty_dementia",
      "severe frailty",
    ],
    ["13 deficits", { index: efiOf(13) }, "frailty_dementia", "severe frailty"],
    ["housebound", { facts: having("housebound") }, "frailty_dementia", "housebound"],
    ["a carer", { facts: having("has-carer") }, "frailty_dementia", "has a carer"],
    [
      "admitted for a fall last year",
      { services: admittedForFall("2025-12-01") },
      "frailty_dementia",
      "admitted for hip fracture, stroke, fall or frailty",
    ],
    [
      "four conditions",
      { facts: having("condition-copd", "condition-stroke", "condition-cancer", "condition-asthma") },
      "complex",
      "four or more long-term conditions",
    ],
    [
      "three conditions",
      { facts: having("condition-copd", "condition-stroke", "condition-cancer") },
      "long_term",
      "one to three long-term conditions",
    ],
    [
      "three and diabetes",
      {
        facts: having("condition-copd", "condition-stroke", "condition-cancer", "diabetes-type-2"),
      },
      "complex",
      "four or more long-term conditions",
    ],
    [
      "diabetes that was resolved",
      { facts: recorded({ "diabetes-type-2": "2019-01-01", "diabetes-resolved": "2022-01-01" }) },
      "healthy",
      "no rule above holds",
    ],
    ["9 deficits and no condition", { index: efiOf(9) }, "long_term", "moderate frailty"],
    ["8 deficits and no condition", { index: efiOf(8) }, "healthy", "no rule above holds"],
    ["nothing", {}, "healthy", "no rule above holds"],
  ])("%s", (_, change, segment, rule) => {
    expect(placeInSegment(aPerson(change), AS_OF)).toMatchObject({ segment, rule });
  });

  test("off the palliative register the end of life is over, until on it again", () => {
    const register = { "palliative-care": "2026-01-01" };
    expect(segmentOf({ facts: recorded({ ...register, "palliative-care-ended": "2026-05-01" }) })).toBe("healthy");
    expect(segmentOf({ facts: recorded({ ...register, "palliative-care-ended": "2026-01-01" }) })).toBe("healthy");
    expect(segmentOf({ facts: recorded({ ...register, "palliative-care-ended": "2025-12-31" }) })).toBe("end_of_life");
  });

  test("Clinical Frailty Scale 9 until another level is recorded; 8 is severe frailty", () => {
    const nine = { "cfs-9": "2024-01-01", "frailty-very-severe": "2024-01-01", "frailty-severe": "2024-01-01" };
    expect(segmentOf({ facts: recorded(nine) })).toBe("end_of_life");
    expect(segmentOf({ facts: recorded({ ...nine, "frailty-moderate": "2026-01-01" }) })).toBe("long_term");
    const eight = { ...nine, "frailty-very-severe": "2025-01-01", "frailty-severe": "2025-01-01" };
    expect(segmentOf({ facts: recorded(eight) })).toBe("frailty_dementia");
  });

  test("an admission counts for 24 months, and not on the day after", () => {
    expect(segmentOf({ services: admittedForFall("2024-11-23") })).toBe("frailty_dementia");
    expect(segmentOf({ services: admittedForFall("2024-11-22") })).toBe("healthy");
  });

  test.each(ADMITTED_FOR)("an admission with a reason of %s counts, a visit to A&E does not", (reason) => {
    expect(codeSet(reason).members.length).toBeGreaterThan(0);
    const use = (kind: string) => segmentOf({ services: [{ kind, on: "2026-01-01", reasons: [reason] }] });
    expect(use("emergency_admission")).toBe("frailty_dementia");
    expect(use("elective_admission")).toBe("frailty_dementia");
    expect(use("ae")).toBe("healthy");
  });

  const ICD10 = "http://hl7.org/fhir/sid/icd-10";
  const W00_TO_W19 = Array.from({ length: 20 }, (_, n) => `W${`${n}`.padStart(2, "0")}`);
  test.each(["S72", "I60", "I61", "I62", "I63", "I64", "G45", "R296", "R54", ...W00_TO_W19])(
    "the ICD-10 reason %s is a hip fracture, a stroke, a fall or frailty",
    (code) => {
      const reasons = membershipOf()({ system: ICD10, code, display: "" });
      expect(segmentOf({ services: [{ kind: "emergency_admission", on: "2026-01-01", reasons }] })).toBe(
        "frailty_dementia",
      );
    },
  );
  test.each(["S71", "S73", "I59", "I65", "I69", "G44", "G46", "R295", "R53", "W20", "V99"])(
    "the ICD-10 reason %s is none",
    (code) => expect(membershipOf()({ system: ICD10, code, display: "" })).toEqual([]),
  );

  test("the index decides nothing below 65", () => {
    expect(segmentOf({ age: 64, index: efiOf(13, { age: 64 }) })).toBe("healthy");
    expect(segmentOf({ age: 65, index: efiOf(13, { age: 65 }) })).toBe("frailty_dementia");
    expect(segmentOf({ age: 97, index: efiOf(13, { age: 97 }) })).toBe("frailty_dementia");
  });

  test("the latest record of frailty stands; of two on one day the worse", () => {
    const both = (severe: string, mild: string) =>
      recordedFrailty({ facts: recorded({ "frailty-severe": severe, "frailty-mild": mild }) })?.frailty;
    expect(both("2024-01-01", "2025-01-01")).toBe("mild");
    expect(both("2025-01-01", "2024-01-01")).toBe("severe");
    expect(both("2025-01-01", "2025-01-01")).toBe("severe");
  });

  test("every reason of the segment is given, the first names the rule", () => {
    const answer = placeInSegment(aPerson({ facts: having("condition-dementia", "housebound") }), AS_OF);
    expect(answer.rule).toBe("dementia");
    expect(answer.because.map(({ term }) => term)).toEqual(["Dementia", "Housebound"]);
  });
});

describe("what is missing", () => {
  test("without any coded record nobody is surely healthy", () => {
    expect(placeInSegment(aPerson({ hasRecord: false }), AS_OF).missing).toEqual(["coded record"]);
  });
  test("where nothing is recorded it says so, and not that no rule holds", () => {
    const { rule, because } = placeInSegment(aPerson({ hasRecord: false }), AS_OF);
    expect(rule).toBe("nothing recorded");
    expect(because.map(({ term }) => term)).toEqual(["Nothing is recorded"]);
    expect(placeInSegment(aPerson({}), AS_OF).rule).toBe("no rule above holds");
  });
  test("unknown medicines matter when one deficit more reaches a line", () => {
    expect(placeInSegment(aPerson({ index: efiOf(12, { medicines: null }) }), AS_OF)).toMatchObject({
      segment: "long_term",
      missing: ["medicines"],
    });
    expect(placeInSegment(aPerson({ index: efiOf(8, { medicines: null }) }), AS_OF)).toMatchObject({
      segment: "healthy",
      missing: ["medicines"],
    });
    expect(placeInSegment(aPerson({ index: efiOf(7, { medicines: null }) }), AS_OF).missing).toEqual([]);
    expect(placeInSegment(aPerson({ age: 50, index: efiOf(12, { medicines: null, age: 50 }) }), AS_OF).missing).toEqual(
      [],
    );
  });
  test("an unknown age matters when the index would place the person", () => {
    expect(placeInSegment(aPerson({ age: undefined, index: efiOf(13) }), AS_OF).missing).toEqual(["date of birth"]);
  });
  test("nothing could place a dying person higher", () => {
    expect(placeInSegment(aPerson({ hasRecord: false, facts: having("palliative-care") }), AS_OF).missing).toEqual([]);
  });
});

const CONDITIONS = [
  ...CODE_SETS.map(({ id }) => id).filter((id) => id.startsWith("condition-")),
  ...["palliative-care", "end-stage-disease", "housebound", "care-home", "has-carer"],
];
const anyone: fc.Arbitrary<SegmentInput> = fc.record({
  age: fc.option(fc.integer({ min: 0, max: 110 }), { nil: undefined }),
  hasRecord: fc.boolean(),
  facts: fc
    .subarray([
      "diabetes-type-2",
      "diabetes-resolved",
      "frailty-mild",
      "frailty-moderate",
      "frailty-severe",
      ...CONDITIONS,
    ])
    .map((ids) => new Map(ids.map((id, i) => [id, aFact(`20${10 + (i % 10)}-01-01`)]))),
  services: fc.constantFrom([], admittedForFall("2020-01-01"), admittedForFall("2026-01-01")),
  index: fc.tuple(fc.nat(35), fc.option(fc.nat(12))).map(([count, medicines]) => efiOf(count, { medicines })),
});

describe("for anybody", () => {
  test("exactly one segment, the first whose rule holds, with a reason", () => {
    fc.assert(
      fc.property(anyone, (person) => {
        const holding = SEGMENT_RULES.filter(({ holds }) => holds(person, AS_OF, {}).length > 0);
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
      fc.property(anyone, fc.constantFrom(...CONDITIONS), (person, more) => {
        const before = placeInSegment(person, AS_OF).segment;
        const after = placeInSegment({ ...person, facts: new Map([...person.facts, [more, aFact()]]) }, AS_OF).segment;
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
  const person = { facts: having("diabetes-type-2", "diabetes-other", "condition-asthma") };
  expect(longTermConditions(person).map(({ name }) => name)).toEqual(["Diabetes", "Asthma"]);
});
