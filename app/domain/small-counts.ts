/**
 * Counts that may leave the people whom they are about. Every page and export that shows counts of people shows these.
 *
 * 1. Each person has a fixed weight of 0, 1 or 2 (with chances of 1, 8 and 1 in 10), and a published count is the sum of
 *    the weights. A weight belongs to the person, not to the table: parts add up to wholes, a smaller cohort stays
 *    within a larger one, and the same question always has the same answer.
 * 2. A sum under 5 is hidden, 0 as well; all others are rounded to the nearest 5. Rates come from rounded counts.
 *
 * Why not 2 alone: rounded cells with a rounded total can be solved. Cells shown as 5, 5 and "fewer than 5" under a total
 * of 20 can only be 7, 7 and 4. With 1, the most that any number of exports, subtracted in any way, can ever solve is a
 * sum of weights; and the same sum of weights is that of many counts, since people of weight 0 come and go unseen.
 *
 * What it does not do: where a sum is solved, which takes cells at the very edge of their rounding, the count is still
 * likely to be that sum: 8 chances in 10 for 1, 9 in 10 for none. It is never certain.
 *
 * What it costs: a standard error of √(0.2 × count): 4 in 100, 14 in 1,000; of a rate, less than half of what chance
 * itself makes of it. Method: cell perturbation by record keys, as national statistical offices use it; chances [P].
 */

/** Hidden below this. */
export const SMALLEST_SHOWN = 5;
const NEAREST = 5;

/** Of ten equal lots, how many give a weight of 0, 1 and 2. */
const LOTS = 10;
export const WEIGHTS = { lots: LOTS, none: 0, twice: LOTS - 1 } as const;
export const weightOf = (lot: number): 0 | 1 | 2 => (lot === WEIGHTS.none ? 0 : lot === WEIGHTS.twice ? 2 : 1);

/** `undefined`: fewer than 5, perhaps none. */
export type Published = number | undefined;

/** Of a sum of weights; a count of people must not come here. */
export const publish = (weighted: number): Published =>
  weighted < SMALLEST_SHOWN ? undefined : NEAREST * Math.round(weighted / NEAREST);

export const publishedInWords = (count: Published): string =>
  count === undefined ? `fewer than ${SMALLEST_SHOWN}` : String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** As a number of people: a rounded sum of weights is not a head count. */
export const aboutInWords = (count: Published): string =>
  count === undefined ? publishedInWords(count) : `about ${publishedInWords(count)}`;

/** A share from published counts; absent when either is hidden. */
export const publishedRate = (numerator: Published, denominator: Published): number | undefined =>
  numerator === undefined || denominator === undefined ? undefined : numerator / denominator;

/**
 * Where the true share lies in 19 of 20 cases (Wilson), for counts of this size. Rounding and weights widen what chance
 * alone would leave, by a fifth of its variance, and by the half-step of rounding at either end.
 */
export function rangeOfRate(numerator: Published, denominator: Published): { from: number; to: number } | undefined {
  const rate = publishedRate(numerator, denominator);
  if (rate === undefined) return undefined;
  const n = denominator! / 1.2;
  const z = 1.96;
  const middle = (rate + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((rate * (1 - rate)) / n + z ** 2 / (4 * n ** 2));
  const step = NEAREST / 2 / denominator!;
  return { from: Math.max(0, middle - half - step), to: Math.min(1, middle + half + step) };
}
