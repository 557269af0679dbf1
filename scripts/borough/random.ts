/**
 * Seeded randomness. Every household, every person in it and every side of a person (names, conditions, use of
 * services…) draws from a stream of its own, so that a change in one leaves the others as they were.
 * sfc32 (Chris Doty-Humphrey, PractRand, public domain).
 */
export type Random = () => number;

export function stream(...parts: number[]): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  for (const part of parts) {
    a = mix(a ^ (part | 0));
    b = mix(b + a + Math.floor(part / 4294967296));
    c = mix(c ^ b);
  }
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let warm = 0; warm < 8; warm++) next();
  return next;
}

function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

export const chance = (random: Random, probability: number) => random() < probability;

/** A whole number from `from` to `to`, both included. */
export const between = (random: Random, from: number, to: number) => from + Math.floor(random() * (to - from + 1));

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** The index of one of `weights`, in proportion to them. */
export function pickIndex(random: Random, weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let rest = random() * total;
  for (let index = 0; index < weights.length; index++) {
    rest -= weights[index] as number;
    if (rest < 0) return index;
  }
  return weights.length - 1;
}

/** For long lists that are drawn from often: a running total made once, searched by halves. */
export function cumulative(weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (let index = 0; index < weights.length; index++) {
    total += weights[index] as number;
    sums[index] = total;
  }
  return sums;
}

export function pickFrom(random: Random, sums: Float64Array): number {
  const target = random() * (sums[sums.length - 1] as number);
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

export const normal = (random: Random) => quantile(Math.min(Math.max(random(), 1e-9), 1 - 1e-9));

export function poisson(random: Random, mean: number): number {
  if (mean <= 0) return 0;
  let product = random();
  let count = 0;
  for (const limit = Math.exp(-Math.min(mean, 500)); product > limit; count++) product *= random();
  return count;
}

/** Standard normal distribution function; Abramowitz & Stegun 7.1.26, absolute error below 1e-7. */
export function distribution(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const error = 1 - tail * Math.exp(-x * x);
  return z < 0 ? (1 - error) / 2 : (1 + error) / 2;
}

/** Inverse of `distribution`; Acklam's rational approximation, relative error below 1.2e-9. */
export function quantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  if (p < 0.02425) return tailQuantile(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - 0.02425) return -tailQuantile(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  const above =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
    2.506628277459239;
  const below =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1;
  return (above * q) / below;
}

function tailQuantile(q: number): number {
  const above =
    ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
      4.374664141464968) *
      q +
    2.938163982698783;
  const below =
    (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1;
  return above / below;
}
