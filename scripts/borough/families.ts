/** Families: one or two parents with children under 20. */
import { ageDensity, type Sex } from "./ages";
import { CHILDREN_IN_FAMILY, LONE_PARENT, TWINS } from "./population-figures";
import { between, chance, cumulative, normal, pickIndex, type Random } from "./random";

export const ADULT = 20;

/** One person of a household. */
export type Member = {
  age: number;
  sex: Sex;
  part: "adult" | "parent" | "child" | "elder" | "grown child";
  /** Born on the same day as the member before. */
  twin?: boolean;
};

const childAges = cumulative(
  Array.from({ length: ADULT }, (_, age) => (ageDensity("male")[age] ?? 0) + (ageDensity("female")[age] ?? 0)),
);
const boys = Array.from({ length: ADULT }, (_, age) => {
  const male = ageDensity("male")[age] ?? 0;
  return male / (male + (ageDensity("female")[age] ?? 0));
});

/** Siblings lie a few years apart round a circle of 20 years, so that each alone still follows the age table. */
export function drawFamily(random: Random): Member[] {
  const count = pickIndex(random, CHILDREN_IN_FAMILY) + 1;
  const ages: number[] = [];
  let twin = -1;
  let place = random();
  for (let child = 0; child < count; child++) {
    if (child > 0 && chance(random, TWINS * 2)) {
      twin = child;
      ages.push(ages[child - 1] as number);
      continue;
    }
    const at = (place % 1) * (childAges[ADULT - 1] as number);
    ages.push(
      Math.max(
        0,
        childAges.findIndex((upTo) => upTo > at),
      ),
    );
    place += 0.09 + random() * 0.12;
  }
  const oldest = Math.max(...ages);
  const youngest = Math.min(...ages);
  const mother =
    oldest +
    Math.min(Math.max(Math.round(31 + normal(random) * 6.5), 18), between(random, 37, 46) - (oldest - youngest));
  const father = Math.max(mother + 2 + Math.round(normal(random) * 3.5), oldest + 18);
  const parents: Member[] = chance(random, LONE_PARENT)
    ? [{ age: mother, sex: chance(random, 0.1) ? "male" : "female", part: "parent" }]
    : [
        { age: mother, sex: "female", part: "parent" },
        { age: father, sex: "male", part: "parent" },
      ];
  const children = ages.map(
    (age, child): Member => ({
      age,
      sex: random() < (boys[age] as number) ? "male" : "female",
      part: "child",
      ...(child === twin ? { twin: true } : {}),
    }),
  );
  return [...parents, ...children];
}
