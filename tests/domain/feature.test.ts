import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CODE_SETS } from "../../app/domain/code-sets/all";
import { type CodedEntry, daysSince, entriesSince, type Features, readFeatures } from "../../app/domain/feature";
import { type Stratification, stratify } from "../../app/domain/stratification";
import { AS_OF, aPerson, entry, type Recorded } from "../support/a-person";

const factOf = (set: string, ...recorded: Recorded[]) => aPerson({ recorded }).facts.get(set);

describe("a fact", () => {
  test("knows first and latest day, latest value, lowest and highest", () => {
    expect(
      factOf("egfr", ["egfr", "2020-01-01", 70], ["egfr", "2025-01-01", 48], ["egfr", "2023-01-01", 80]),
    ).toMatchObject({
      firstOn: "2020-01-01",
      latestOn: "2025-01-01",
      latest: 48,
      valueOn: "2025-01-01",
      lowest: 48,
      highest: 80,
      unreadable: false,
    });
  });
  test("a later result without a usable value does not hide the last one that has", () => {
    expect(factOf("egfr", ["egfr", "2025-01-01", 48], ["egfr", "2026-01-01"])).toMatchObject({
      latestOn: "2026-01-01",
      latest: 48,
      valueOn: "2025-01-01",
      unreadable: false,
    });
    expect(factOf("egfr", ["egfr", "2026-01-01"])).toMatchObject({ unreadable: true, latest: undefined });
  });
  test("holds until its end, and not when it is resolved without one", () => {
    const ends = (more: Partial<CodedEntry>) =>
      factOf("condition-asthma", ["condition-asthma", "1990-01-01", undefined, more])?.active;
    expect(ends({})).toBe(true);
    expect(ends({ until: "2026-11-23" })).toBe(true);
    expect(ends({ until: AS_OF })).toBe(false);
    expect(ends({ status: "resolved" })).toBe(false);
  });
  test("an entry without a date counts, as old", () => {
    expect(factOf("efi-falls", ["efi-falls"])).toMatchObject({ latestOn: undefined, active: true });
    expect(factOf("efi-falls", ["efi-falls"], ["efi-falls", "2020-02-02"])).toMatchObject({
      latestOn: "2020-02-02",
      firstOn: "2020-02-02",
    });
  });
  test("says when its newest dated result cannot be read, though an older one can", () => {
    const newest = (...recorded: [day: string | undefined, value?: number][]) =>
      factOf("egfr", ...recorded.map(([on, value]): Recorded => ["egfr", on, value]))?.newestUnreadable;
    expect(newest(["2025-01-01", 48], ["2026-01-01"])).toBe(true);
    expect(newest([undefined, 48], ["2026-01-01"])).toBe(true);
    expect(newest(["2025-01-01"], ["2026-01-01", 48])).toBeUndefined();
    expect(newest(["2026-01-01"], ["2026-01-01", 48])).toBeUndefined();
    expect(newest(["2025-01-01", 48], [undefined])).toBeUndefined();
    expect(newest(["2025-01-01"], ["2026-01-01"])).toBeUndefined();
  });
  test("a haemoglobin of 24 g/L stays what the import made of it", () => {
    expect(factOf("haemoglobin", ["haemoglobin", "2024-01-01", 24])).toMatchObject({ lowest: 24, latest: 24 });
  });
  test("an allergy to a medicine is no medicine", () => {
    expect(
      factOf("medicine-statin", ["medicine-statin", "2024-01-01", undefined, { kind: "allergy" }]),
    ).toBeUndefined();
  });
});

test("two falls coded on one day are one event", () => {
  const person = aPerson({
    recorded: [
      ["efi-falls", "2026-05-01"],
      ["efi-falls", "2026-05-01", undefined, { code: "other" }],
      ["efi-falls", "2026-06-01"],
    ],
  });
  expect(daysSince(person, "efi-falls", "2025-11-22")).toBe(2);
  expect(entriesSince(person, "efi-falls", "2026-05-01")).toHaveLength(1);
});

describe("medicines of 12 months and of 90 days", () => {
  const taken = (on: string, more: Partial<CodedEntry> = { status: "completed" }) => {
    const { medicines, medicinesIn90Days } = aPerson({ recorded: [["medicine-statin", on, undefined, more]] });
    return [medicines, medicinesIn90Days];
  };
  test.each<[string, [number, number]]>([
    ["2026-11-22", [1, 1]],
    ["2026-08-25", [1, 1]],
    ["2026-08-24", [1, 0]],
    ["2025-11-23", [1, 0]],
    ["2025-11-22", [0, 0]],
  ])("issued on %s", (on, counts) => expect(taken(on)).toEqual(counts));
  test("one still running counts however long ago it began", () => {
    expect(taken("2010-01-01", { status: "active" })).toEqual([1, 1]);
  });
  test("no medicine ever recorded is unknown, not none", () => {
    expect(aPerson().medicines).toBeUndefined();
  });
});

// ── For any record ────────────────────────────────────────────────────────────────────────────────────────

const SETS = CODE_SETS.map(({ id }) => id);
const day = fc
  .integer({ min: 0, max: 9000 })
  .map((days) => new Date(Date.UTC(2002, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const recorded: fc.Arbitrary<CodedEntry> = fc
  .tuple(
    fc.constantFrom(...SETS),
    fc.option(day, { nil: undefined }),
    fc.option(fc.integer({ min: 1, max: 250 }), { nil: undefined }),
    fc.constantFrom(undefined, "active", "resolved", "completed"),
  )
  .map(([set, on, value, status]) => entry([set, on, value, { status }]));
const records = fc.array(recorded, { maxLength: 40 });
const service = fc.record({
  kind: fc.constantFrom("emergency_admission", "ae", "gp"),
  on: day,
  reasons: fc.constantFrom([], ["efi-falls"]),
});

const read = (
  entries: readonly CodedEntry[],
  change: Partial<Parameters<typeof readFeatures>[0]> = {},
  asOf = AS_OF,
): Features =>
  readFeatures(
    {
      bornOn: "1944-02-29",
      sex: "female",
      services: [],
      careHome: false,
      hasCarer: false,
      excuses: [],
      entries,
      ...change,
    },
    asOf,
  );
const all = (features: Features, asOf = AS_OF): Stratification => stratify(features, asOf);

describe("for any record, all scores, segment and care due", () => {
  test("do not hang on the order of its entries, nor change when it is sent twice", () => {
    fc.assert(
      fc.property(records, fc.infiniteStream(fc.nat()), (entries, keys) => {
        const once = all(read(entries));
        const shuffled = entries.map((one) => [keys.next().value, one] as const).sort((a, b) => a[0]! - b[0]!);
        expect(all(read(shuffled.map(([, one]) => one)))).toEqual(once);
        expect(all(read([...entries, ...entries.map((one) => ({ ...one }))]))).toEqual(once);
      }),
      { numRuns: 150 },
    );
  });

  test("of a day in the past ignore what came later", () => {
    fc.assert(
      fc.property(records, fc.array(service, { maxLength: 5 }), day, (entries, services, asOf) => {
        const known = entries.filter(({ on }) => on === undefined || on <= asOf);
        const used = services.filter(({ on }) => on <= asOf);
        expect(all(read(entries, { services }, asOf), asOf)).toEqual(all(read(known, { services: used }, asOf), asOf));
      }),
      { numRuns: 150 },
    );
  });

  test("the eFI never falls when something more is recorded, and its floor is never above it", () => {
    fc.assert(
      fc.property(records, recorded, (entries, more) => {
        const count = (features: Features) => {
          const { efi } = all(features);
          return efi.known ? efi.value : efi.atLeast;
        };
        expect(count(read([...entries, more]))).toBeGreaterThanOrEqual(count(read(entries)));
      }),
      { numRuns: 150 },
    );
  });
});

test.each([
  ["2028-02-28", 83],
  ["2028-02-29", 84],
  ["2029-02-28", 84],
  ["2029-03-01", 85],
])("somebody born on 29 February is, on %s, %i", (asOf, age) => {
  expect(all(read([], {}, asOf), asOf).age).toBe(age);
});

test("the eFI decides from the 65th birthday on, not the day before", () => {
  const born = { bornOn: "1961-11-22" };
  expect(all(read([], born, "2026-11-21"), "2026-11-21").efi.madeFor).toBe(false);
  expect(all(read([], born, "2026-11-22"), "2026-11-22").efi.madeFor).toBe(true);
});
