/**
 * How the people of the age table group into households, solved once so that drawing households at random gives the
 * age table back: families take their share first, couples, grown children and elders are paired from what is left,
 * and everybody else lives alone or shares.
 */
import { ageDensity, OLDEST, type Sex, sum } from "./ages";
import { ADULT, drawFamily, type Member } from "./families";
import {
  CARE_HOME_LONDON,
  CARE_HOME_SHARE,
  CHILDREN_IN_FAMILY,
  COUPLE_WITH_GROWN_CHILD,
  ELDER_WITH_CHILD,
  fromAge,
  IN_COUPLE,
  SHARING,
} from "./population-figures";
import { between, chance, cumulative, pickFrom, type Random, stream } from "./random";

const AGES = OLDEST + 1;

export type HouseholdKind = "family" | "couple" | "elder with child" | "alone" | "sharers" | "care home";

export type Composition = {
  kinds: readonly HouseholdKind[];
  weights: readonly number[];
  /** Share of all people of each part, for the ethnic mix. */
  people: { children: number; parents: number; aged65: number };
  draw: (kind: HouseholdKind, random: Random) => Member[];
};

/** What one part takes from the people that are left, never more than nine tenths of any age. */
function take(left: Float64Array, wanted: Float64Array): number {
  let worst = 1;
  for (let age = 0; age < AGES; age++) {
    const limit = 0.9 * (left[age] as number);
    if ((wanted[age] as number) > limit) worst = Math.min(worst, limit / (wanted[age] as number));
  }
  return worst;
}

type Pairs = { first: number[]; second: number[]; weights: number[]; total: number };

/** Pairs somebody of `from` (share by age) with somebody `gap` years older; thinned where too few are left. */
function pairUp(from: Float64Array, share: (age: number) => number, left: Float64Array, gap: [number, number]): Pairs {
  const pairs: Pairs = { first: [], second: [], weights: [], total: 0 };
  const kernel = Array.from({ length: 13 }, (_, step) => Math.exp(-0.5 * ((step - 6) / (gap[1] || 1)) ** 2));
  const kernelTotal = sum(kernel);
  const wanted = new Float64Array(AGES);
  for (let age = ADULT; age < AGES; age++) {
    kernel.forEach((weight, step) => {
      const other = age + gap[0] + step - 6;
      if (other < ADULT || other > OLDEST) return;
      const mass = (from[age] as number) * share(age) * (weight / kernelTotal);
      pairs.first.push(age);
      pairs.second.push(other);
      pairs.weights.push(mass);
      wanted[other] = (wanted[other] as number) + mass;
    });
  }
  pairs.weights = pairs.weights.map((mass, index) => {
    const other = pairs.second[index] as number;
    const limit = 0.95 * (left[other] as number);
    return (wanted[other] as number) > limit ? (mass * limit) / (wanted[other] as number) : mass;
  });
  pairs.total = sum(pairs.weights);
  return pairs;
}

function remove(from: Float64Array, ages: readonly number[], masses: readonly number[]) {
  ages.forEach((age, index) => {
    from[age] = Math.max(0, (from[age] as number) - (masses[index] as number));
  });
}

let solved: Composition | undefined;
export function composition(): Composition {
  solved ??= solve();
  return solved;
}

function solve(): Composition {
  const women = ageDensity("female");
  const men = ageDensity("male");
  const families = placeFamilies(women, men);
  const homes = placeCareHomes(women, men);

  const couples = pairUp(women, (age) => fromAge(IN_COUPLE, age), men, [2, 3]);
  remove(women, couples.first, couples.weights);
  remove(men, couples.second, couples.weights);

  const grown = grownChildren(couples, women, men);
  const elders = [
    pairUp(withFrom(women, 65), () => ELDER_WITH_CHILD, evened(women, men), [-29, 4]),
    pairUp(withFrom(men, 65), () => ELDER_WITH_CHILD, evened(women, men), [-31, 4]),
  ] as const;
  remove(women, elders[0].first, elders[0].weights);
  remove(men, elders[1].first, elders[1].weights);
  for (const pairs of elders) takeEvenly(women, men, pairs.second, pairs.weights);

  const sharers = [women, men].map((left) => left.map((mass, age) => (age < 40 ? mass * SHARING : 0)));
  const single = [women, men].map((left) => left.map((mass, age) => (age < 40 ? mass * (1 - SHARING) : mass)));
  const sharing = sum(sharers[0] as Float64Array) + sum(sharers[1] as Float64Array);
  const alone = sum(single[0] as Float64Array) + sum(single[1] as Float64Array);

  return {
    kinds: ["family", "couple", "elder with child", "alone", "sharers", "care home"],
    weights: [families.households, couples.total, elders[0].total + elders[1].total, alone, sharing / 4, homes.total],
    people: { children: families.children, parents: families.parents, aged65: shareAged65() },
    draw: drawer({ couples, grown, elders, sharers, single, homes: homes.residents }),
  };
}

function shareAged65(): number {
  return sum(ageDensity("male").slice(65)) + sum(ageDensity("female").slice(65));
}

/** Every child under 20 lives in a family; the parents' ages are learnt from families drawn with a fixed seed. */
function placeFamilies(women: Float64Array, men: Float64Array) {
  const children = sum(women.slice(0, ADULT)) + sum(men.slice(0, ADULT));
  const perFamily = CHILDREN_IN_FAMILY.reduce((total, share, index) => total + share * (index + 1), 0);
  const households = children / perFamily;
  const trials = 60_000;
  const random = stream(1, 2, 3);
  let parents = 0;
  for (let trial = 0; trial < trials; trial++) {
    for (const member of drawFamily(random)) {
      if (member.part !== "parent") continue;
      const left = member.sex === "male" ? men : women;
      left[member.age] = (left[member.age] ?? 0) - households / trials;
      parents += households / trials;
    }
  }
  for (const left of [women, men])
    left.forEach((mass, age) => {
      left[age] = age < ADULT ? 0 : Math.max(mass, 0);
    });
  return { households, children, parents };
}

function placeCareHomes(women: Float64Array, men: Float64Array) {
  const residents = [women, men].map((left, which) =>
    left.map((mass, age) => {
      const share =
        fromAge(
          CARE_HOME_SHARE.map((row) => [row.from, row.share] as const),
          age,
        ) / 100;
      // Women 1.15, men 0.75 times the rate of their age: 23 women to 10 men among residents.
      return Math.min(mass, mass * share * CARE_HOME_LONDON * (which === 0 ? 1.15 : 0.75));
    }),
  );
  residents.forEach((taken, which) => {
    const left = which === 0 ? women : men;
    taken.forEach((mass, age) => {
      left[age] = (left[age] as number) - mass;
    });
  });
  return { residents, total: sum(residents[0] as Float64Array) + sum(residents[1] as Float64Array) };
}

const evened = (women: Float64Array, men: Float64Array) =>
  women.map((mass, age) => 2 * Math.min(mass, men[age] as number));
const withFrom = (left: Float64Array, from: number) => left.map((mass, age) => (age >= from ? mass : 0));

function takeEvenly(women: Float64Array, men: Float64Array, ages: readonly number[], masses: readonly number[]) {
  const half = masses.map((mass) => mass / 2);
  remove(women, ages, half);
  remove(men, ages, half);
}

/** Some couples of 48 to 66 have a grown child at home, sons and daughters alike. */
function grownChildren(couples: Pairs, women: Float64Array, men: Float64Array): number {
  const wanted = new Float64Array(AGES);
  couples.first.forEach((mother, index) => {
    if (mother < 48 || mother > 66) return;
    for (let gap = 26; gap <= 34; gap++) {
      const child = Math.max(mother - gap, ADULT);
      wanted[child] = (wanted[child] as number) + (couples.weights[index] as number) / 9;
    }
  });
  const share = Math.min(COUPLE_WITH_GROWN_CHILD, take(evened(women, men), wanted));
  takeEvenly(
    women,
    men,
    Array.from(wanted.keys()),
    Array.from(wanted, (mass) => mass * share),
  );
  return share;
}

type Pools = {
  couples: Pairs;
  grown: number;
  elders: readonly [Pairs, Pairs];
  sharers: Float64Array[];
  single: Float64Array[];
  homes: Float64Array[];
};

function drawer(pools: Pools): Composition["draw"] {
  const couples = cumulative(pools.couples.weights);
  const elders = pools.elders.map((pairs) => cumulative(pairs.weights));
  const one = (of: Float64Array[], part: Member["part"]) => {
    const sums = cumulative([...(of[0] as Float64Array), ...(of[1] as Float64Array)]);
    return (random: Random): Member => {
      const at = pickFrom(random, sums);
      return { age: at % AGES, sex: at < AGES ? "female" : "male", part };
    };
  };
  const draws = {
    sharers: one(pools.sharers, "adult"),
    alone: one(pools.single, "adult"),
    home: one(pools.homes, "elder"),
  };
  const elderWomen = pools.elders[0].total / (pools.elders[0].total + pools.elders[1].total);

  const couple = (random: Random): Member[] => {
    const at = pickFrom(random, couples);
    const wife = pools.couples.first[at] as number;
    const pair: Member[] = [
      { age: wife, sex: "female", part: "adult" },
      { age: pools.couples.second[at] as number, sex: "male", part: "adult" },
    ];
    if (wife >= 48 && wife <= 66 && chance(random, pools.grown)) {
      pair.push({ age: Math.max(wife - between(random, 26, 34), ADULT), sex: either(random), part: "grown child" });
    }
    return pair;
  };
  const elderWithChild = (random: Random): Member[] => {
    const which = chance(random, elderWomen) ? 0 : 1;
    const at = pickFrom(random, elders[which] as Float64Array);
    const pairs = pools.elders[which];
    return [
      { age: pairs.first[at] as number, sex: which === 0 ? "female" : "male", part: "elder" },
      { age: pairs.second[at] as number, sex: either(random), part: "grown child" },
    ];
  };
  const either = (random: Random): Sex => (chance(random, 0.5) ? "male" : "female");

  return (kind, random) => {
    if (kind === "family") return drawFamily(random);
    if (kind === "couple") return couple(random);
    if (kind === "elder with child") return elderWithChild(random);
    if (kind === "care home") return [draws.home(random)];
    if (kind === "alone") return [draws.alone(random)];
    return Array.from({ length: between(random, 3, 5) }, () => draws.sharers(random));
  };
}
