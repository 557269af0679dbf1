/** A household with its people: who they are, where they live, which numbers they answer. */
import { type Address, careHomeAddress, drawAddress, landline, mobile } from "./addresses";
import type { Sex } from "./ages";
import { drawDecile, drawEthnicities, type Ethnicity, type Mix, mixOf } from "./background";
import { composition, type HouseholdKind } from "./composition";
import type { Member } from "./families";
import { drawGivenName, drawLanguage, drawSurname } from "./names";
import { DEATHS, fromAge, LANDLINE_ONLY_85, NEEDS_INTERPRETER, NO_PHONE } from "./population-figures";
import { between, chance, pickIndex, type Random, stream } from "./random";

export type Person = {
  age: number;
  sex: Sex;
  part: Member["part"];
  /** Days before the as-of date. */
  bornDaysAgo: number;
  ethnicity: Ethnicity;
  given: string;
  surname: string;
  landline?: string;
  mobile?: string;
  language?: readonly [tag: string, name: string];
  needsInterpreter: boolean;
  diedDaysAgo?: number;
};

export type Household = {
  index: number;
  kind: HouseholdKind;
  address: Address;
  /** Number of the care home, from 0. */
  careHome?: number;
  /** 0 to 1: where on the list of practices. */
  practiceShare: number;
  people: Person[];
};

/** Streams of a household; those of a person add a place. */
const SIDE = { members: 1, background: 2, address: 3, names: 4, phones: 5 } as const;

/**
 * In every 600 households the 41st and the 341st are two strangers of the same name and birth date, on purpose: look-up
 * must not take one for the other.
 */
const LOOK_ALIKE = { every: 600, places: [41, 341] } as const;

let mix: Mix | undefined;

export function drawHousehold(seed: number, index: number, careHomes: number): Household {
  const { kinds, weights, draw, people } = composition();
  mix ??= mixOf(people);
  const random = stream(seed, index, SIDE.members);
  const lookAlike = (LOOK_ALIKE.places as readonly number[]).includes(index % LOOK_ALIKE.every);
  const kind = lookAlike ? "alone" : (kinds[pickIndex(random, weights)] as HouseholdKind);
  const double = stream(seed, Math.floor(index / LOOK_ALIKE.every), 77);
  const members: Member[] = lookAlike
    ? [{ age: between(double, 72, 86), sex: chance(double, 0.6) ? "female" : "male", part: "adult" }]
    : draw(kind, random);
  const background = stream(seed, index, SIDE.background);
  const decile = drawDecile(members, mix, background);
  const ethnicities = drawEthnicities(kind, members, mix, lookAlike ? double : background);
  const place = stream(seed, index, SIDE.address);
  const careHome = kind === "care home" ? Math.floor(place() * careHomes) : undefined;
  const named = namePeople(kind, members, ethnicities, lookAlike ? double : stream(seed, index, SIDE.names));
  return {
    index,
    kind,
    address: careHome === undefined ? drawAddress(decile, place) : careHomeAddress(careHome),
    ...(careHome === undefined ? {} : { careHome }),
    practiceShare: stream(seed, index, SIDE.address, 1)(),
    people: addPhones(named, index, careHome, stream(seed, index, SIDE.phones)),
  };
}

function namePeople(
  kind: HouseholdKind,
  members: readonly Member[],
  ethnicities: Ethnicity[],
  random: Random,
): Person[] {
  const surname = drawSurname(ethnicities[0] as Ethnicity, random);
  const people: Person[] = [];
  const given = new Set<string>();
  members.forEach((member, index) => {
    const ethnicity = ethnicities[index] as Ethnicity;
    // Most couples and all children share the surname; sharers do not.
    const own = kind === "sharers" || (index === 1 && member.part !== "child" && chance(random, 0.2));
    const bornDaysAgo = Math.floor(member.age * 365.2425) + between(random, 3, 361);
    const before = people[index - 1];
    const language = drawLanguage(ethnicity, random);
    let name = drawGivenName(ethnicity, member.sex, member.age, random);
    for (let tries = 0; given.has(name) && tries < 12; tries++) {
      name = drawGivenName(ethnicity, member.sex, member.age, random);
    }
    given.add(name);
    const died = deathDaysAgo(member, random);
    people.push({
      age: member.age,
      sex: member.sex,
      part: member.part,
      bornDaysAgo: member.twin && before ? before.bornDaysAgo : bornDaysAgo,
      ethnicity,
      given: name,
      surname: own ? drawSurname(ethnicity, random) : surname,
      ...(language ? { language } : {}),
      needsInterpreter: language !== undefined && chance(random, member.age >= 50 ? NEEDS_INTERPRETER * 1.5 : 0.15),
      ...(died === undefined ? {} : { diedDaysAgo: died }),
    });
  });
  return people;
}

/** Records of the dead stay on the list for about two months; deaths by age and sex from the ONS projection [D]. */
const LINGER = 60;
function deathDaysAgo(member: Member, random: Random): number | undefined {
  const rate = fromAge(
    DEATHS.map(([from, male, female]) => [from, member.sex === "male" ? male : female]),
    member.age,
  );
  return random() < (rate / 1000) * (LINGER / 365) ? between(random, 2, LINGER) : undefined;
}

function addPhones(people: Person[], household: number, careHome: number | undefined, random: Random): Person[] {
  const oldest = Math.max(...people.map(({ age }) => age));
  const shared = landline(careHome === undefined ? household * 37 : 900 + careHome);
  const hasLandline = careHome !== undefined || chance(random, oldest >= 65 ? 0.85 : 0.35);
  const oneMobile = people.length === 2 && chance(random, 0.06);
  return people.map((person, place) => {
    if (chance(random, fromAge(NO_PHONE, person.age)) && careHome === undefined) return person;
    const landlineOnly =
      careHome !== undefined || (person.age >= 85 && chance(random, LANDLINE_ONLY_85)) || person.age < 12;
    const number = mobile(household * 7 + (oneMobile ? 0 : place) * 331);
    return {
      ...person,
      ...(hasLandline ? { landline: shared } : {}),
      ...(landlineOnly && hasLandline ? {} : person.age < 12 ? {} : { mobile: number }),
    };
  });
}
