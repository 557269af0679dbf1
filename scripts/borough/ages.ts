/** Men and women by single year of age, from the published five-year bands. */
import { AGE_BANDS } from "./population-figures";

export const OLDEST = 104;

/** Sex as in FHIR's administrative gender. */
export type Sex = "male" | "female";
/** Share of all persons by sex and single year; bands are flat, 85-89 and 90+ fall by a fifth a year [P]. */
export function ageDensity(sex: Sex): Float64Array {
  const density = new Float64Array(OLDEST + 1);
  AGE_BANDS[sex].forEach((percent, band) => {
    const first = band * 5;
    const last = band === 18 ? OLDEST : first + 4;
    const falling = Array.from({ length: last - first + 1 }, (_, year) => (band >= 17 ? 0.8 ** year : 1));
    const total = falling.reduce((sum, weight) => sum + weight, 0);
    falling.forEach((weight, year) => {
      density[first + year] = percent * (weight / total);
    });
  });
  const all = sum(AGE_BANDS.male) + sum(AGE_BANDS.female);
  return density.map((value) => value / all);
}

export const sum = (values: ArrayLike<number>) => Array.prototype.reduce.call(values, (a, b) => a + b, 0) as number;
