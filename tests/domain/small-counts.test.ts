import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Published,
  publish,
  publishedInWords,
  publishedRate,
  rangeOfRate,
  SMALLEST_SHOWN,
  WEIGHTS,
  weightOf,
} from "../../app/domain/small-counts";

describe("what is published of a sum of weights", () => {
  test.each([
    [0, undefined],
    [4, undefined],
    [5, 5],
    [7, 5],
    [8, 10],
    [312, 310],
    [313, 315],
  ])("%s", (weighted, published) => expect(publish(weighted)).toBe(published));
  test("a part is never published as more than its whole", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (part, rest) => (publish(part) ?? 0) <= (publish(part + rest) ?? 0)),
    );
  });
  test("hidden is said, and has no rate", () => {
    expect([publishedInWords(undefined), publishedInWords(12_340)]).toEqual(["fewer than 5", "12,340"]);
    expect(publishedRate(undefined, 100)).toBeUndefined();
    expect(publishedRate(25, 100)).toBe(0.25);
  });
  test("the range of a rate holds it, and more people make it narrower", () => {
    const wide = rangeOfRate(10, 40)!;
    const narrow = rangeOfRate(1000, 4000)!;
    expect(wide.from).toBeLessThan(0.25);
    expect(wide.to).toBeGreaterThan(0.25);
    expect(narrow.to - narrow.from).toBeLessThan((wide.to - wide.from) / 4);
  });
  test.each([
    [25, 100, 0.1445, 0.3776],
    [250, 1000, 0.2193, 0.283],
    [5, 1000, 0, 0.0151],
    [5, 5, 0.0203, 1],
  ])("of %i among %i: from %d to %d", (numerator, denominator, from, to) => {
    const range = rangeOfRate(numerator, denominator)!;
    expect([range.from, range.to].map((end) => Number(end.toFixed(4)))).toEqual([from, to]);
  });
  test("of a hidden count there is none", () => {
    expect(rangeOfRate(undefined, 100)).toBeUndefined();
    expect(rangeOfRate(5, undefined)).toBeUndefined();
  });
  test("of ten lots one weighs nothing and one weighs twice: the mean is one", () => {
    const weights = Array.from({ length: WEIGHTS.lots }, (_, lot) => weightOf(lot));
    expect(weights.filter((weight) => weight === 0)).toHaveLength(1);
    expect(weights.filter((weight) => weight === 2)).toHaveLength(1);
    expect(weights.reduce<number>((sum, weight) => sum + weight, 0)).toBe(WEIGHTS.lots);
  });
});

// ── An attacker who has two exports and reckons with everything that they say ────────────────────────────────

/** Cells of a larger cohort, each split into those who are in the smaller cohort as well and those who are not. */
type Split = { inner: number; outer: number };
type Export = { cells: Published[]; total: Published };

const exportOf = (cells: readonly number[]): Export => ({
  cells: cells.map(publish),
  total: publish(cells.reduce((sum, cell) => sum + cell, 0)),
});
const bothExports = (splits: readonly Split[]) => ({
  larger: exportOf(splits.map(({ inner, outer }) => inner + outer)),
  smaller: exportOf(splits.map(({ inner }) => inner)),
});

/** All sums of weights that make these two exports; the attacker knows that the smaller lies within the larger. */
function solutions(larger: Export, smaller: Export): Split[][] {
  const valuesOf = (shown: Published) =>
    shown === undefined
      ? [0, 1, 2, 3, 4]
      : [-2, -1, 0, 1, 2].map((off) => shown + off).filter((n) => n >= SMALLEST_SHOWN);
  const perCell = larger.cells.map((shown, i) =>
    valuesOf(shown).flatMap((whole) =>
      valuesOf(smaller.cells[i]).flatMap((inner) => (inner <= whole ? [{ inner, outer: whole - inner }] : [])),
    ),
  );
  let found: Split[][] = [[]];
  for (const options of perCell) found = found.flatMap((held) => options.map((one) => [...held, one]));
  return found.filter((splits) => {
    const made = bothExports(splits);
    return made.larger.total === larger.total && made.smaller.total === smaller.total;
  });
}

/** Counts of people whose weights can come to this sum: at least half of it, and no end, since some weigh nothing. */
const couldBe = (people: number, weighted: number) => people * 2 >= weighted && (people > 0 || weighted === 0);

describe("two exports set against each other", () => {
  test("rounding alone gives a hidden count back: 5, 5 and fewer than 5 under 20 are 7, 7 and 4", () => {
    const [one] = [exportOf([7, 7, 4])];
    expect(one).toEqual({ cells: [5, 5, undefined], total: 20 });
    const nobody = exportOf([0, 0, 0]);
    const solved = solutions(one!, nobody).map((splits) => splits.map(({ inner, outer }) => inner + outer));
    expect(new Set(solved.map((cells) => cells[2]))).toEqual(new Set([4]));
  });

  test("of counts nothing under 5 is ever given back, whatever the pair, its totals and its differences", () => {
    const small = fc.record({ inner: fc.nat(9), outer: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(small, { minLength: 1, maxLength: 3 }), (splits) => {
        const { larger, smaller } = bothExports(splits);
        const all = solutions(larger, smaller);
        expect(all).toContainEqual(splits);
        // Each cell of each export, each difference between the two, and the totals of all.
        const sums: ((found: readonly Split[]) => number)[] = [
          ...splits.flatMap((_, i) => [
            (found: readonly Split[]) => found[i]!.inner,
            (found: readonly Split[]) => found[i]!.outer,
            (found: readonly Split[]) => found[i]!.inner + found[i]!.outer,
          ]),
          (found) => found.reduce((sum, { inner }) => sum + inner, 0),
          (found) => found.reduce((sum, { outer }) => sum + outer, 0),
        ];
        for (const sumOf of sums) {
          const weighted = new Set(all.map(sumOf));
          const people = Array.from({ length: 80 }, (_, n) => n).filter((n) =>
            [...weighted].some((w) => couldBe(n, w)),
          );
          // Never one count alone, and never a proof that it is below 5.
          expect(people.length).toBeGreaterThan(1);
          expect(Math.max(...people)).toBeGreaterThanOrEqual(SMALLEST_SHOWN);
        }
      }),
      { numRuns: 120 },
    );
  });

  test("even a sum that is solved leaves the count open: at most 10 chances in 11 for any", () => {
    // Chances of a sum of weights for so many people, by adding one person at a time.
    const chances = (people: number): number[] => {
      let held = [1];
      for (let n = 0; n < people; n++) {
        const next = new Array<number>(held.length + 2).fill(0);
        for (const [sum, chance] of held.entries())
          for (let lot = 0; lot < WEIGHTS.lots; lot++) next[sum + weightOf(lot)]! += chance / WEIGHTS.lots;
        held = next;
      }
      return held;
    };
    const table = Array.from({ length: 30 }, (_, people) => chances(people));
    for (let sum = 0; sum < SMALLEST_SHOWN; sum++) {
      const each = table.map((of) => of[sum] ?? 0);
      const all = each.reduce((total, chance) => total + chance, 0);
      expect(Math.max(...each) / all).toBeLessThan(10 / 11);
    }
  });

  test("people who weigh nothing come and go, and no export of any number changes", () => {
    const person = fc.record({ lot: fc.nat(WEIGHTS.lots - 1), cell: fc.nat(3), inSmaller: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(person, { maxLength: 120 }),
        fc.nat(3),
        fc.integer({ min: 1, max: 40 }),
        (people, cell, more) => {
          const silent = Array.from({ length: more }, (_, n) => ({ lot: WEIGHTS.none, cell, inSmaller: n % 2 === 0 }));
          expect(tablesOf([...people, ...silent])).toEqual(tablesOf(people));
        },
      ),
    );
  });
});

function tablesOf(people: readonly { lot: number; cell: number; inSmaller: boolean }[]) {
  const sum = (those: typeof people) => those.reduce((total, { lot }) => total + weightOf(lot), 0);
  const cells = (those: typeof people) => [0, 1, 2, 3].map((cell) => sum(those.filter((one) => one.cell === cell)));
  return [exportOf(cells(people)), exportOf(cells(people.filter(({ inSmaller }) => inSmaller)))];
}
