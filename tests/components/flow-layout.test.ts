import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FLOW_SIZES, layOutFlows } from "../../app/components/flow-layout";

const BANDS = ["a", "b", "c", "none"];
const flow = (was: string, became: string, people: number) => ({ was, became, people });

describe("a picture of flows", () => {
  test("gives each flow its share of the height, and stacks them at both ends without a gap", () => {
    const { left, right, ribbons } = layOutFlows([flow("a", "b", 30), flow("a", "c", 60), flow("b", "c", 10)], BANDS);
    expect(ribbons.map(({ thickness }) => Math.round(thickness))).toEqual([78, 156, 26]);
    expect(left.map(({ band, people }) => [band, people])).toEqual([
      ["a", 90],
      ["b", 10],
    ]);
    expect(right.map(({ band, people }) => [band, people])).toEqual([
      ["b", 30],
      ["c", 70],
    ]);
    const [first, second, third] = ribbons;
    expect(first!.from).toBe(left[0]!.top);
    expect(second!.from).toBeCloseTo(first!.from + first!.thickness);
    expect(third!.to).toBeCloseTo(second!.to + second!.thickness);
  });

  test("of nobody is nothing", () => {
    expect(layOutFlows([], BANDS)).toEqual({ height: 0, left: [], right: [], ribbons: [] });
    expect(layOutFlows([flow("a", "b", 0), flow("x", "a", 9)], BANDS).ribbons).toEqual([]);
  });

  test("leaves room for every name, and keeps all within its height", () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...BANDS), fc.constantFrom(...BANDS), fc.integer({ min: 5, max: 9000 }))),
        (given) => {
          const { height, left, right, ribbons } = layOutFlows(
            given.map(([was, to, people]) => flow(was, to, people)),
            BANDS,
          );
          for (const column of [left, right]) {
            const middles = column.map(({ top, height: tall }) => top + tall / 2);
            for (let i = 1; i < middles.length; i++)
              expect(middles[i]! - middles[i - 1]!).toBeGreaterThanOrEqual(FLOW_SIZES.name + FLOW_SIZES.gap - 1e-6);
            for (const { top, height: tall } of column) {
              expect(top).toBeGreaterThanOrEqual(0);
              expect(top + tall).toBeLessThanOrEqual(height + 1e-6);
            }
          }
          expect(ribbons.reduce((sum, { thickness }) => sum + thickness, 0)).toBeCloseTo(
            given.length ? FLOW_SIZES.all : 0,
          );
        },
      ),
    ));
});
