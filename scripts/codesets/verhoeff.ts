/** The check digit of SNOMED CT ids: Verhoeff's scheme over the dihedral group D5, which sees every single wrong digit. */

/** Product of i and j in D5: turns are 0 to 4, mirrored turns 5 to 9. */
function product(i: number, j: number): number {
  const turned = i < 5 ? (i + j) % 5 : (((i - j) % 5) + 5) % 5;
  return i < 5 === j < 5 ? turned : turned + 5;
}

/** Verhoeff's permutation and its powers: the place of a digit decides how often it is permuted. */
const PERMUTED = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
const POWERS = Array.from({ length: 8 }).reduce<number[][]>(
  (rows) => [...rows, rows.at(-1)!.map((digit) => PERMUTED[digit]!)],
  [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
);

export function isVerhoeff(id: string): boolean {
  return [...id].reverse().reduce((sum, digit, place) => product(sum, POWERS[place % 8]![Number(digit)]!), 0) === 0;
}
