/**
 * The borough as a stream of FHIR R4 resources: organisations first, then household by household, each person followed
 * by all that belongs to them. The same seed, number of people and as-of date give the same bytes.
 *
 * What stays when more people are asked for: every person, with all that happened to them. What may change: the
 * practice and the care home they belong to, since a larger borough has more of these (organisations.ts), and the
 * members of the last household, which is cut so that exactly `people` come.
 */

import { calendarFrom } from "./calendar-days";
import { addCareDone } from "./care-done";
import { clinicalResources } from "./clinical-resources";
import type { Organization, Resource } from "./fhir-r4";
import { drawHealth } from "./health";
import { drawHousehold, type Household } from "./household";
import { nhsNumbers } from "./nhs-numbers";
import { type Organisation, type Organisations, organisationResource, organisationsFor } from "./organisations";
import { needsCare, type Placed, patientResource, relatedPeople } from "./person-resources";
import { fromAge } from "./population-figures";
import { CODED_CARERS } from "./prevalence-figures";
import { chance, stream } from "./random";

export type Borough = {
  people: number;
  seed: number;
  /** Today, YYYY-MM-DD: everything happened before it. */
  asOf: string;
};

export function* boroughResources(borough: Borough): Generator<Resource> {
  const organisations = organisationsFor(borough.people);
  yield* organisations.all.map(organisationResource) satisfies Organization[];
  for (const household of boroughPeople(borough, organisations))
    yield* householdResources(borough, household, organisations);
}

export type PlacedHousehold = { household: Household; placed: Placed[] };

/** Households in order, with ids, NHS numbers, practices and health, before they become resources. */
export function* boroughPeople(borough: Borough, organisations: Organisations): Generator<PlacedHousehold> {
  const { seed } = borough;
  const nextNumber = nhsNumbers(seed);
  let count = 0;
  for (let index = 0; count < borough.people; index++) {
    const drawn = drawHousehold(seed, index, organisations.careHomes.length);
    const household = { ...drawn, people: drawn.people.slice(0, borough.people - count) };
    const { practices } = organisations;
    const practice = practices[Math.floor(household.practiceShare * practices.length)] as Organisation;
    const placed = household.people.map((person, place): Placed => {
      count++;
      const nhsNumber = nextNumber();
      return {
        person,
        id: `b${seed}-p${String(count).padStart(6, "0")}`,
        ...(nhsNumber ? { nhsNumber } : {}),
        practice,
        health: drawHealth(seed, household, place),
      };
    });
    codeCarers(seed, household, placed);
    for (const [place, one] of placed.entries()) {
      addCareDone(one, household, borough.asOf, stream(seed, household.index, place, 33));
    }
    yield { household, placed };
  }
}

/** Half of those who care for somebody at home are coded as carers; others care for people elsewhere. */
function codeCarers(seed: number, household: Household, placed: Placed[]) {
  const random = stream(seed, household.index, 21);
  const caring = placed.some(needsCare);
  for (const { person, health } of placed) {
    const share = fromAge(CODED_CARERS, person.age);
    const somebodyAtHome = caring && placed.length > 1 && person.age >= 18 && health.band !== "severe";
    if (chance(random, somebodyAtHome ? 0.3 : share * 0.75) && person.age >= 5) {
      health.facts.findings.push({
        code: "isCarer",
        daysAgo: 62 + Math.floor(random() * Math.min(1500, person.bornDaysAgo - 63)),
      });
    }
  }
}

function* householdResources(
  borough: Borough,
  { household, placed }: PlacedHousehold,
  organisations: Organisations,
): Generator<Resource> {
  const calendar = calendarFor(borough.asOf);
  const careHome = household.careHome === undefined ? undefined : organisations.careHomes[household.careHome]?.code;
  for (const [place, one] of placed.entries()) {
    const random = stream(borough.seed, household.index, place, 31);
    yield patientResource(one, household, careHome, calendar, random);
    yield* relatedPeople(one, household, placed, random);
    const { age, bornDaysAgo, diedDaysAgo = 0 } = one.person;
    const subject = { id: one.id, practice: one.practice, age, bornDaysAgo, diedDaysAgo, calendar };
    yield* clinicalResources(one.health.facts, subject, stream(borough.seed, household.index, place, 32));
  }
}

let lastCalendar: { asOf: string; calendar: ReturnType<typeof calendarFrom> } | undefined;
function calendarFor(asOf: string) {
  if (lastCalendar?.asOf !== asOf) lastCalendar = { asOf, calendar: calendarFrom(asOf) };
  return lastCalendar.calendar;
}
