/** The person and the people around them as FHIR R4: Patient and RelatedPerson. */

import { landline, mobile } from "./addresses";
import type { Calendar } from "./calendar-days";
import {
  BOROUGH,
  CARE_HOME,
  CARER,
  ETHNIC_CATEGORY,
  ETHNIC_CODES,
  IMD_DECILE,
  LIVES_WITH,
  LSOA,
  NHS_NUMBER,
  ODS,
} from "./codes";
import type { Address, ContactPoint, Patient, RelatedPerson } from "./fhir-r4";
import type { Health } from "./health";
import type { Household, Person } from "./household";
import { drawGivenName, letterOf } from "./names";
import type { Organisation } from "./organisations";
import { ETHNIC_GROUPS, ETHNICITY_RECORDED } from "./population-figures";
import { between, chance, pick, type Random } from "./random";

/** "Number present and verified": the borough's numbers count as traced. */
const VERIFIED = {
  url: "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
  valueCodeableConcept: {
    coding: [{ system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland", code: "01" }],
  },
};

export type Placed = { person: Person; id: string; nhsNumber?: string; practice: Organisation; health: Health };

export function patientResource(
  placed: Placed,
  household: Household,
  careHome: string | undefined,
  calendar: Calendar,
  random: Random,
): Patient {
  const { person, id, nhsNumber } = placed;
  const group = ETHNIC_GROUPS[person.ethnicity.broad]?.[person.ethnicity.group];
  const known = chance(random, ETHNICITY_RECORDED);
  const died = person.diedDaysAgo;
  // Older people move seldom: their practice knew them before the oldest plan was written.
  const registered = Math.min(between(random, person.age >= 50 ? 450 : 30, 7000), person.bornDaysAgo - 2);
  return {
    resourceType: "Patient",
    id,
    extension: [
      ...(known && group
        ? [
            {
              url: ETHNIC_CATEGORY,
              valueCodeableConcept: {
                coding: [{ system: ETHNIC_CODES, code: letterOf(person.ethnicity), display: group.name }],
              },
            },
          ]
        : []),
      ...(person.needsInterpreter
        ? [{ url: "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired", valueBoolean: true }]
        : []),
      ...(careHome ? [{ url: CARE_HOME, valueReference: { identifier: { system: ODS, value: careHome } } }] : []),
    ],
    identifier: [
      { system: BOROUGH, value: id },
      ...(nhsNumber ? [{ system: NHS_NUMBER, value: nhsNumber, extension: [VERIFIED] }] : []),
    ],
    active: died === undefined,
    name: [{ use: "official", family: person.surname, given: [person.given], prefix: [title(person)] }],
    telecom: telecom(person),
    gender: person.sex,
    birthDate: calendar.dayText(person.bornDaysAgo),
    ...(died === undefined ? {} : { deceasedDateTime: calendar.dayText(died) }),
    address: [address(household)],
    ...(person.language
      ? {
          communication: [
            {
              language: {
                coding: [{ system: "urn:ietf:bcp:47", code: person.language[0], display: person.language[1] }],
              },
              preferred: true,
            },
          ],
        }
      : {}),
    generalPractitioner: [
      { identifier: { system: ODS, value: placed.practice.code, period: { start: calendar.dayText(registered) } } },
    ],
  };
}

const title = ({ sex, age }: Person) =>
  sex === "male" ? (age < 16 ? "Master" : "Mr") : age < 16 ? "Miss" : age < 50 ? "Ms" : "Mrs";

function telecom(person: Person): ContactPoint[] {
  return [
    ...(person.mobile ? [{ system: "phone" as const, use: "mobile" as const, value: person.mobile }] : []),
    ...(person.landline ? [{ system: "phone" as const, use: "home" as const, value: person.landline }] : []),
  ];
}

function address({ address: at }: Household): Address {
  return {
    use: "home",
    line: [at.line],
    city: at.town,
    postalCode: at.postcode,
    extension: [
      { url: LSOA, valueString: at.lsoa },
      { url: IMD_DECILE, valueInteger: at.decile },
    ],
  };
}

type Relation = { code: string; text: string };

const FAMILY: Record<string, Relation> = {
  wife: { code: "WIFE", text: "Wife" },
  husband: { code: "HUSB", text: "Husband" },
  daughter: { code: "DAUC", text: "Daughter" },
  son: { code: "SONC", text: "Son" },
  mother: { code: "MTH", text: "Mother" },
  father: { code: "FTH", text: "Father" },
  neighbour: { code: "NBOR", text: "Neighbour" },
  friend: { code: "FRND", text: "Friend" },
};

/** How `other` is related to `person`, both of one household. */
function relationOf(person: Person, other: Person, kind: Household["kind"]): Relation | undefined {
  if (kind === "sharers") return undefined;
  const male = other.sex === "male";
  const older = other.age - person.age;
  if (person.part === "child") return older >= 14 ? FAMILY[male ? "father" : "mother"] : undefined;
  if (older >= 18) return FAMILY[male ? "father" : "mother"];
  if (older <= -18) return other.age >= 18 ? FAMILY[male ? "son" : "daughter"] : undefined;
  return FAMILY[male ? "husband" : "wife"];
}

/** Whom care falls on: people with dementia, a learning disability, moderate or severe frailty, or near the end of life. */
export const needsCare = ({ health }: Placed) =>
  health.band === "moderate" ||
  health.band === "severe" ||
  health.registers.has("dementia") ||
  health.registers.has("palliative") ||
  health.registers.has("learningDisability");

export function relatedPeople(
  placed: Placed,
  household: Household,
  all: readonly Placed[],
  random: Random,
): RelatedPerson[] {
  const related: RelatedPerson[] = [];
  const inNeed = needsCare(placed);
  for (const other of all) {
    if (other === placed || other.person.diedDaysAgo !== undefined) continue;
    const relation = relationOf(placed.person, other.person, household.kind);
    if (!relation || related.length === 2) continue;
    const given = { family: other.person.surname, given: [other.person.given] };
    related.push(
      relatedPerson(placed.id, related.length + 1, relation, {
        name: given,
        telecom: telecom(other.person),
        identifier: other.id,
        livesWith: true,
        carer: inNeed && placed.person.part !== "child",
      }),
    );
  }
  if (placed.person.age >= 65 && related.length === 0 && chance(random, 0.82)) {
    related.push(relatedOutside(placed, inNeed, random));
  }
  return related;
}

/** Next of kin who live elsewhere: not people of the borough, so without a record in it. */
function relatedOutside(placed: Placed, inNeed: boolean, random: Random): RelatedPerson {
  const { person, id } = placed;
  const relation = FAMILY[pick(random, ["daughter", "daughter", "son", "son", "neighbour", "friend"])] as Relation;
  const sex =
    relation.text === "Son"
      ? "male"
      : relation.text === "Daughter"
        ? "female"
        : pick(random, ["male", "female"] as const);
  const age = Math.max(person.age - between(random, 22, 36), 20);
  const family = relation.code === "NBOR" || relation.code === "FRND" || chance(random, 0.4) ? "" : person.surname;
  const number = between(random, 0, 999);
  return relatedPerson(id, 1, relation, {
    name: {
      family: family || pick(random, ["Barton", "Osei", "Mistry", "Kelly", "Hart", "Rahman"]),
      given: [drawGivenName(person.ethnicity, sex, age, random)],
    },
    telecom: [
      {
        system: "phone",
        use: chance(random, 0.8) ? "mobile" : "home",
        value: chance(random, 0.8) ? mobile(number) : landline(number),
      },
    ],
    livesWith: false,
    carer: inNeed && chance(random, 0.5),
  });
}

type Facts = {
  name: { family: string; given: string[] };
  telecom: ContactPoint[];
  identifier?: string;
  livesWith: boolean;
  carer: boolean;
};

function relatedPerson(patient: string, n: number, relation: Relation, facts: Facts): RelatedPerson {
  return {
    resourceType: "RelatedPerson",
    id: `${patient}-r${n}`,
    extension: [
      { url: CARER, valueBoolean: facts.carer },
      { url: LIVES_WITH, valueBoolean: facts.livesWith },
    ],
    ...(facts.identifier ? { identifier: [{ system: BOROUGH, value: facts.identifier }] } : {}),
    active: true,
    patient: { reference: `Patient/${patient}` },
    relationship: [
      {
        coding: [
          { system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode", code: relation.code, display: relation.text },
        ],
        text: relation.text,
      },
    ],
    name: [facts.name],
    telecom: facts.telecom,
  };
}
