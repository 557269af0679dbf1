/**
 * Ethnicity and deprivation of a household, drawn so that everybody together meets Census 2021 and IMD 2019
 * (population-figures.ts). Within an age group the two are taken as independent: their joint table is not published.
 */
import type { Composition, HouseholdKind } from "./composition";
import type { Member } from "./families";
import {
  DEPRIVATION,
  DEPRIVATION_65_AND_OVER,
  ETHNIC_GROUPS,
  ETHNICITY,
  ETHNICITY_65_AND_OVER,
  ETHNICITY_CHILDREN,
} from "./population-figures";
import { chance, pickIndex, type Random } from "./random";

/** Index into BROAD_GROUPS, and into that group's row of ETHNIC_GROUPS. */
export type Ethnicity = { broad: number; group: number };

const MIXED = 3;
/** Couples whose second member is drawn from all, whatever the first [P]. */
const DRAWN_FROM_ALL = 0.08;

export type Mix = { parents: number[]; others: number[]; aged65: number[]; deprivation: number[] };

export function mixOf(people: Composition["people"]): Mix {
  const parents = parentsGiving(ETHNICITY_CHILDREN.map((percent) => percent / 100));
  const aged65 = ETHNICITY_65_AND_OVER.map((percent) => percent / 100);
  const rest = 1 - people.children - people.parents - people.aged65;
  const others = ETHNICITY.map((percent, group) => {
    const placed =
      people.children * ((ETHNICITY_CHILDREN[group] as number) / 100) +
      people.parents * (parents[group] as number) +
      people.aged65 * (aged65[group] as number);
    return Math.max((percent / 100 - placed) / rest, 0);
  });
  const deprivation = DEPRIVATION.map(
    (percent, fifth) => (percent - people.aged65 * (DEPRIVATION_65_AND_OVER[fifth] as number)) / (1 - people.aged65),
  );
  return { parents, others, aged65, deprivation };
}

/** The mix of parents from which children come out as wanted, found by scaling towards it. */
function parentsGiving(children: readonly number[]): number[] {
  let parents = children.map((share, group) => (group === MIXED ? share / 2 : share));
  for (let round = 0; round < 60; round++) {
    const total = parents.reduce((sum, share) => sum + share, 0);
    parents = parents.map((share) => share / total);
    const unlike = DRAWN_FROM_ALL * TWO_PARENTS;
    const same = parents.map((share) => share * (1 - unlike + unlike * share));
    const mixed = 1 - same.reduce((sum, share) => sum + share, 0);
    parents = parents.map((share, group) => {
      const born = (same[group] as number) + (group === MIXED ? mixed : 0);
      return share * Math.min(Math.max((children[group] as number) / born, 0.5), 2);
    });
  }
  const total = parents.reduce((sum, share) => sum + share, 0);
  return parents.map((share) => share / total);
}
const TWO_PARENTS = 0.78;

export function drawEthnicities(
  kind: HouseholdKind,
  members: readonly Member[],
  mix: Mix,
  random: Random,
): Ethnicity[] {
  const first = members[0] as Member;
  const poolOf = (member: Member) => (member.age >= 65 ? mix.aged65 : mix.others);
  if (kind === "sharers") return members.map((member) => withGroup(pickIndex(random, poolOf(member)), random));
  const lead = withGroup(pickIndex(random, kind === "family" ? mix.parents : poolOf(first)), random);
  let partner = lead;
  return members.map((member, index) => {
    if (index === 0) return lead;
    const second = member.part === "parent" || member.part === "adult";
    if (second) {
      const pool = kind === "family" ? mix.parents : poolOf(member);
      partner = chance(random, DRAWN_FROM_ALL) ? withGroup(pickIndex(random, pool), random) : lead;
      return partner;
    }
    return partner.broad === lead.broad ? lead : withGroup(MIXED, random);
  });
}

const withGroup = (broad: number, random: Random): Ethnicity => ({
  broad,
  group: pickIndex(
    random,
    (ETHNIC_GROUPS[broad] ?? []).map(({ share }) => share),
  ),
});

/** IMD decile, 1 = most deprived; the older half of the borough lives a little better. */
export function drawDecile(members: readonly Member[], mix: Mix, random: Random): number {
  const old = (members[0] as Member).age >= 65;
  const fifth = pickIndex(random, old ? DEPRIVATION_65_AND_OVER : mix.deprivation);
  return fifth * 2 + (chance(random, 0.5) ? 1 : 2);
}
