import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { isOpen } from "../../app/domain/care-gap";
import { hasConditions, livesInCareHome } from "../../app/domain/care-protocols/circumstances";
import { prevalence } from "../../scripts/borough/conditions";
import type { Patient, Resource } from "../../scripts/borough/fhir-r4";
import { boroughResources } from "../../scripts/borough/generate";
import { AGE_BANDS } from "../../scripts/borough/population-figures";
import { countResources, holds, type RegisterTotals, type Total } from "../../scripts/borough/register-totals";
import { type BoroughPerson, boroughCare } from "../support/borough-features";

const AS_OF = "2026-11-01";
const borough = (people: number, seed = 1, asOf = AS_OF) => boroughResources({ people, seed, asOf });

function hashOf(resources: Iterable<Resource>) {
  const hash = createHash("sha256");
  for (const resource of resources) hash.update(JSON.stringify(resource));
  return hash.digest("hex");
}

const sentence = ({ name, published, found, standardError }: Total) =>
  `${name}: ${found.toFixed(2)} % against ${published} % (standard error ${standardError.toFixed(2)})`;
const astray = (totals: Total[]) => totals.filter((one) => !holds(one)).map(sentence);

/** Weighted 10 … 2, modulus 11: the NHS data dictionary's rule, written here a second time on purpose. */
function validNhsNumber(number: string) {
  if (!/^\d{10}$/.test(number)) return false;
  let total = 0;
  for (let place = 0; place < 9; place++) total += Number(number[place]) * (10 - place);
  return (11 - (total % 11)) % 11 === Number(number[9]);
}

describe("a borough of 50,000", () => {
  let totals: RegisterTotals;
  const patients: Patient[] = [];
  const phones = new Set<string>();
  const faults: string[] = [];

  beforeAll(() => {
    const watched = function* () {
      for (const resource of borough(50_000)) {
        watch(resource, patients, phones, faults);
        yield resource;
      }
    };
    totals = countResources(watched(), AS_OF);
  }, 60_000);

  test("has exactly the people asked for, each once", () => {
    expect(totals.people).toBe(50_000);
    expect(new Set(patients.map(({ id }) => id)).size).toBe(50_000);
  });

  test("has the registers of North West London practices", () => {
    expect(totals.registers).toHaveLength(20);
    expect(astray(totals.registers)).toEqual([]);
  });

  test("gives nobody diabetes before the age at which it begins, be it type 1 or type 2", () => {
    const ages = Array.from({ length: 18 }, (_, age) => age);
    const standing = { sex: "male", broad: 0, decile: 5, inCareHome: false } as const;
    const atAge = (register: "type1Diabetes" | "type2Diabetes") =>
      ages.map((age) => prevalence(register, { ...standing, age }) > 0);
    expect(atAge("type1Diabetes")).toEqual(ages.map((age) => age >= 1));
    expect(atAge("type2Diabetes")).toEqual(ages.map((age) => age >= 10));
  });

  test("has the ethnic groups of the census and the deprivation of its neighbourhoods", () => {
    expect(astray(totals.ethnicity)).toEqual([]);
    expect(astray(totals.deprivation)).toEqual([]);
  });

  test("has the ages of North West London, men and women apart", () => {
    const off: Total[] = [];
    for (const sex of ["male", "female"] as const) {
      AGE_BANDS[sex].forEach((published, band) => {
        const found = (100 * (totals.ages.get(`${sex} ${band}`) ?? 0)) / totals.people;
        // Families and couples bring their ages together, so that counts vary more than single draws would.
        const standardError = Math.sqrt((published * (100 - published) * 1.5) / totals.people);
        const total = { name: `${sex} ${band * 5}+`, published, found, standardError, people: totals.people };
        if (!holds(total)) off.push(total);
      });
    }
    expect(off.map(sentence)).toEqual([]);
  });

  test("has dementia and care homes in their place", () => {
    expect(astray([totals.dementiaAt65])).toEqual([]);
    expect(totals.careHomeAt65).toBeGreaterThan(1.3);
    expect(totals.careHomeAt65).toBeLessThan(2.2);
  });

  test("gives NHS numbers that are valid, never issued, and nobody's twice", () => {
    const numbers = patients.map(nhsNumberOf);
    expect(numbers.every((number) => number?.startsWith("999") && validNhsNumber(number))).toBe(true);
    expect(new Set(numbers).size).toBe(50_000);
  });

  test("uses no phone outside Ofcom's numbers for drama", () => {
    expect(phones.size).toBeGreaterThan(500);
    expect([...phones].filter((phone) => !/^(020 7946 0\d{3}|07700 900\d{3})$/.test(phone))).toEqual([]);
  });

  test("fills what every resource must have, and dates nothing before birth, after death or after today", () => {
    expect(faults.slice(0, 10)).toEqual([]);
  });

  test("holds strangers of one name and birth date, twins, and people without a phone or an ethnic category", () => {
    const strangers = new Map<string, Set<string>>();
    const families = new Map<string, number>();
    for (const { name, birthDate, address } of patients) {
      const home = `${address?.[0]?.line?.[0]} ${address?.[0]?.postalCode}`;
      const who = `${name?.[0]?.given?.[0]} ${name?.[0]?.family} ${birthDate}`;
      strangers.set(who, (strangers.get(who) ?? new Set()).add(home));
      const family = `${name?.[0]?.family} ${birthDate} ${home}`;
      families.set(family, (families.get(family) ?? 0) + 1);
    }
    expect([...strangers.values()].filter((homes) => homes.size > 1).length).toBeGreaterThan(20);
    expect([...families.values()].filter((born) => born > 1).length).toBeGreaterThan(50);
    expect(patients.filter(({ telecom }) => telecom?.length === 0).length).toBeGreaterThan(500);
    expect(patients.filter(({ extension }) => extension?.length === 0).length).toBeGreaterThan(500);
  });
});

/** Open for more than 60 % of those for whom they are, and why that is right. */
const MOSTLY_OPEN: Record<string, string> = {
  FR1: "once a clinician has recorded frailty the process is no longer for the person",
  "T1-1": "few adults with type 1 diabetes have an HbA1c of 48 mmol/mol or less",
};
/** People for whom a process must be before its share says anything. */
const ENOUGH = 30;

describe("the care of a borough of 10,000", () => {
  const people: BoroughPerson[] = [];
  beforeAll(() => {
    people.push(...boroughCare({ people: 10_000, seed: 1, asOf: AS_OF }));
  }, 90_000);

  const openOf = ({ gaps }: BoroughPerson) => gaps.filter(isOpen).length;
  const median = (of: (one: BoroughPerson) => boolean) => {
    const counts = people.filter(of).map(openOf);
    return counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)];
  };
  const aged = ({ person }: BoroughPerson, from: number, to: number) =>
    person.age !== undefined && person.age >= from && person.age <= to;

  test("leaves somebody of 75 to 84 with a few open gaps, and a healthy adult of 30 to 50 with none or one", () => {
    const older = median((one) => aged(one, 75, 84) && !livesInCareHome(one.person));
    expect(older).toBeGreaterThanOrEqual(3);
    expect(older).toBeLessThanOrEqual(8);
    expect(median((one) => aged(one, 30, 50) && !hasConditions(one.person, 1))).toBeLessThanOrEqual(1);
  });

  test("leaves no process open for more than 60 % of those for whom it is, but for those said above", () => {
    const shares = new Map<string, { of: number; open: number }>();
    for (const gap of people.flatMap(({ gaps }) => gaps)) {
      const share = shares.get(gap.process) ?? { of: 0, open: 0 };
      share.of++;
      if (isOpen(gap)) share.open++;
      shares.set(gap.process, share);
    }
    const mostly = [...shares].filter(([, { of, open }]) => of >= ENOUGH && open > 0.6 * of).map(([id]) => id);
    expect(mostly.sort()).toEqual(Object.keys(MOSTLY_OPEN).sort());
  });

  test("records the foot's risk class with the check and never without it", () => {
    const classes = ["low", "moderate", "high", "active"].map((which) => `foot-right-${which}`);
    const withClass = people.filter(({ person }) => classes.some((set) => person.facts.has(set)));
    expect(withClass.length).toBeGreaterThan(100);
    expect(withClass.filter(({ person }) => !person.facts.has("foot-examination"))).toEqual([]);
  });

  test("has refusals that excuse, and care done late, beside care never recorded", () => {
    const gaps = people.flatMap(({ gaps }) => gaps);
    expect(gaps.filter(({ excuse }) => excuse?.kind === "declined").length).toBeGreaterThan(100);
    expect(gaps.filter(({ state, lastDone }) => state === "overdue" && lastDone).length).toBeGreaterThan(1000);
    expect(gaps.filter(({ state, lastDone }) => state === "overdue" && !lastDone).length).toBeGreaterThan(1000);
  });
});

describe("a borough again", () => {
  test("is the same to the byte for the same seed, people and day, and another one for another seed", () => {
    const hash = hashOf(borough(1_000));
    expect(hashOf(borough(1_000))).toBe(hash);
    expect(hashOf(borough(1_000, 2))).not.toBe(hash);
    expect(hashOf(borough(1_000, 1, "2026-11-02"))).not.toBe(hash);
  });

  test("keeps its first people when more are asked for", () => {
    const firstPeople = (people: number) => {
      const kept: Resource[] = [];
      let seen = 0;
      for (const resource of borough(people)) {
        if (resource.resourceType === "Patient" && ++seen > 240) break;
        if (seen > 0) kept.push(resource);
      }
      return hashOf(kept);
    };
    expect(firstPeople(5_000)).toBe(firstPeople(1_000));
  });
});

const nhsNumberOf = (patient: Patient) =>
  patient.identifier?.find(({ system }) => system === "https://fhir.nhs.uk/Id/nhs-number")?.value;

const NEEDS: Record<string, readonly string[]> = {
  Organization: ["name", "identifier"],
  Patient: ["name", "gender", "birthDate", "address", "generalPractitioner", "identifier"],
  RelatedPerson: ["patient", "relationship", "name"],
  Condition: ["code", "subject", "clinicalStatus", "onsetDateTime"],
  Observation: ["code", "subject", "status", "effectiveDateTime"],
  MedicationRequest: ["medicationCodeableConcept", "subject", "status", "intent", "authoredOn"],
  AllergyIntolerance: ["code", "patient"],
  Procedure: ["code", "subject", "status", "performedDateTime"],
  Immunization: ["vaccineCode", "patient", "status", "occurrenceDateTime"],
  Encounter: ["class", "status", "subject", "period", "serviceProvider"],
};
const DATES = ["onsetDateTime", "effectiveDateTime", "authoredOn", "performedDateTime", "occurrenceDateTime"];

let born = "";
/** The day of death, else today. */
let ended = "";
let patientId = "";

/** Notes what is wrong with a resource; those of a person follow their Patient. */
function watch(resource: Resource, patients: Patient[], phones: Set<string>, faults: string[]) {
  const fields = resource as unknown as Record<string, unknown>;
  const fault = (what: string) => faults.push(`${resource.resourceType}/${resource.id} ${what}`);
  const needs = NEEDS[resource.resourceType];
  if (!needs) fault("is of a type that nobody asked for");
  for (const field of ["id", ...(needs ?? [])]) if (fields[field] === undefined) fault(`has no ${field}`);
  for (const { value } of (fields.telecom as { value: string }[] | undefined) ?? []) phones.add(value);
  if (resource.resourceType === "Patient") {
    patients.push(resource as Patient);
    born = (resource as Patient).birthDate ?? "";
    ended = (resource as Patient).deceasedDateTime ?? AS_OF;
    patientId = `Patient/${resource.id}`;
  } else if (resource.resourceType !== "Organization") {
    const about = (fields.subject ?? fields.patient) as { reference?: string } | undefined;
    if (about?.reference !== patientId) fault(`is about ${about?.reference}, not ${patientId}`);
  }
  const period = fields.period as { start: string; end?: string } | undefined;
  const end = period?.end ?? ended;
  if (period && (period.start.slice(0, 10) > end || period.start.slice(0, 10) < born || end.slice(0, 10) > ended)) {
    fault(`lasts from ${period.start} to ${period.end}`);
  }
  for (const field of DATES) {
    const date = fields[field] as string | undefined;
    if (date && (date > ended || date < born)) fault(`has ${field} ${date}, outside ${born} to ${ended}`);
  }
}
