import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Received } from "../../app/domain/received";
import { fromFhirResource } from "../../app/fhir/resource";
import {
  aCondition,
  anEncounter,
  anObservation,
  aPatient,
  aRelatedPerson,
  loinc,
  nhsNumber,
  registeredAt,
  snomed,
} from "../support/a-resource";

const TODAY = "2026-11-22";
function read(resource: unknown, idOf?: (url: string) => string | undefined): Received {
  const reading = fromFhirResource(resource, { today: TODAY, idOf });
  if (!reading.ok) throw new Error(reading.reason);
  return reading.received;
}
const refused = (resource: unknown) => {
  const reading = fromFhirResource(resource, { today: TODAY });
  return reading.ok ? "accepted" : reading.reason;
};
const entry = (resource: unknown) => read(resource).entries![0]!;

describe("Patient", () => {
  test("gives name, birth date, sex, address, phone and practice", () => {
    const { person } = read(
      aPatient("p1", {
        telecom: [
          { system: "phone", value: "+44 20 7946 0321", use: "home" },
          { system: "email", value: "a@example.org" },
        ],
        address: [{ line: ["1 Example Street"], city: "London", postalCode: "nw10 4jh" }],
        ...registeredAt("e84001", "2019-04-01"),
      }),
    );
    expect(person).toMatchObject({
      id: "p1",
      bornOn: "1942-03-12",
      sex: "female",
      names: [{ use: "official", prefix: "Mrs", given: "Adaeze", family: "Obi" }],
      addresses: [{ lines: ["1 Example Street"], town: "London", postcode: "nw10 4jh" }],
      phones: [{ value: "02079460321", use: "home" }],
      practice: { ods: "E84001", since: "2019-04-01" },
    });
  });

  test("old and maiden names are former; a nickname is what the person is called", () => {
    const name = [
      { use: "official", given: ["Adaeze"], family: "Obi" },
      { use: "maiden", given: ["Adaeze"], family: "Eze" },
      { use: "nickname", given: ["Ada"] },
    ];
    expect(read(aPatient("p1", { name })).person!.names).toMatchObject([
      { use: "official", family: "Obi", preferred: "Ada" },
      { use: "former", family: "Eze", preferred: undefined },
    ]);
  });

  test.each([
    ["says that it was traced", nhsNumber("9990000018", "01"), true],
    ["says that it must be traced", nhsNumber("9990000018", "03"), false],
    ["says nothing", nhsNumber("9990000018"), false],
  ])("an NHS number is verified only when the file says so: it %s", (_, identifier, verified) =>
    expect(read(aPatient("p1", { identifier: [identifier] })).person!.nhsNumber).toEqual({
      value: "9990000018",
      verified,
    }),
  );

  test("an NHS number with a wrong check digit is a claim and a warning that does not repeat it", () => {
    const { person, warnings } = read(aPatient("p1", { identifier: [nhsNumber("9990000019", "01")] }));
    expect(person!.nhsNumber).toBeUndefined();
    expect(person!.identifiers).toEqual([{ system: expect.any(String), value: "9990000019" }]);
    expect(warnings!.join()).toMatch(/wrong check digit/);
    expect(warnings!.join()).not.toMatch(/\d{4}/);
  });

  test("a birth date that is only a year is not invented into a day", () => {
    const { person, warnings } = read(aPatient("p1", { birthDate: "1942" }));
    expect(person!.bornOn).toBeUndefined();
    expect(warnings).toEqual(["birthDate is not a whole date: kept without one"]);
  });

  test("UK Core's ethnic category, language, interpreter, care home, LSOA and decile are read", () => {
    const { person } = read(
      aPatient("p1", {
        extension: [
          {
            url: "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory",
            valueCodeableConcept: { coding: [{ system: "s", code: "N" }] },
          },
          {
            url: "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication",
            extension: [
              { url: "language", valueCodeableConcept: { coding: [{ system: "s", code: "pa", display: "Panjabi" }] } },
              { url: "interpreterRequired", valueBoolean: true },
            ],
          },
          {
            url: "https://confer.example/care-home",
            valueReference: { identifier: { system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "VL123" } },
          },
          { url: "https://confer.example/lsoa", valueString: "E01000001" },
          { url: "https://confer.example/imd-decile", valueInteger: 3 },
        ],
      }),
    );
    expect(person).toMatchObject({
      ethnicity: "N",
      language: "Panjabi",
      interpreter: true,
      careHome: { ods: "VL123" },
      lsoa: "E01000001",
      imdDecile: 3,
    });
  });

  test.each([
    ["dead on a day", { deceasedDateTime: "2026-11-20" }, { deceased: true, diedOn: "2026-11-20" }],
    ["dead in a year", { deceasedDateTime: "2026" }, { deceased: true, diedOn: undefined }],
    ["dead without a date", { deceasedBoolean: true }, { deceased: true, diedOn: undefined }],
    ["living, in so many words", { deceasedBoolean: false }, { deceased: false, diedOn: undefined }],
    ["of whom nothing is said", {}, { deceased: false, diedOn: undefined }],
  ])("somebody %s is kept as that", (_, change, life) =>
    expect(read(aPatient("p1", change)).person).toMatchObject(life),
  );

  test.each([
    ["born in the future", { birthDate: "2026-11-23" }, /birthDate is in the future/],
    ["dead before birth", { deceasedDateTime: "1941-01-01" }, /before birthDate/],
    ["of a sex that FHIR has not", { gender: "banana" }, /gender is none of/],
    ["with a birth date that is none", { birthDate: "12/03/1942" }, /^birthDate is not a date$/],
    ["with a name that is no list", { name: "Obi" }, /name is not a list/],
  ])("%s is refused", (_, change, reason) => expect(refused(aPatient("p1", change))).toMatch(reason));

  test("born today is taken", () => expect(refused(aPatient("p1", { birthDate: TODAY }))).toBe("accepted"));
});

describe("Observation", () => {
  test("a value comes in UK units, with what was received", () => {
    expect(entry(anObservation("o1", "p1"))).toMatchObject({
      kind: "result",
      id: "o1",
      person: "p1",
      on: "2021-02-03T09:00:00+00:00",
      value: 58.4675,
      unit: "mmol/mol",
      receivedValue: "7.5",
      receivedUnit: "%",
      implausible: false,
    });
  });

  test("blood pressure is two entries and none for the panel", () => {
    const part = (code: string, value: number) => ({
      code: loinc(code, code),
      valueQuantity: { value, unit: "mm[Hg]" },
    });
    const { entries } = read(
      anObservation("o1", "p1", {
        code: loinc("55284-4", "Blood Pressure"),
        valueQuantity: undefined,
        component: [part("8462-4", 80), part("8480-6", 135)],
      }),
    );
    expect(entries!.map(({ id, value, unit, kind }) => [id, value, unit, kind])).toEqual([
      ["o1#8462-4", 80, "mmHg", "result"],
      ["o1#8480-6", 135, "mmHg", "result"],
    ]);
  });

  test("the same component twice makes two entries", () => {
    const part = { code: loinc("8480-6", "Systolic"), valueQuantity: { value: 130, unit: "mm[Hg]" } };
    const { entries } = read(anObservation("o1", "p1", { valueQuantity: undefined, component: [part, part] }));
    expect(new Set(entries!.map(({ id }) => id)).size).toBe(2);
  });

  test("a coded value keeps its code; without a value it is a finding", () => {
    expect(
      entry(
        anObservation("o1", "p1", { valueQuantity: undefined, valueCodeableConcept: snomed("8517006", "Ex-smoker") }),
      ),
    ).toMatchObject({
      kind: "finding",
      valueCode: { code: "8517006" },
      valueText: "Ex-smoker",
    });
    expect(entry(anObservation("o1", "p1", { valueQuantity: undefined }))).toMatchObject({
      kind: "finding",
    });
  });

  test("a limit says that it is one", () => {
    const valueQuantity = { value: 0.5, comparator: "<", unit: "mg/mmol", code: "mg/mmol" };
    expect(entry(anObservation("o1", "p1", { code: loinc("14959-1", "ACR"), valueQuantity }))).toMatchObject({
      receivedValue: "<0.5",
      valueText: "< 0.5 mg/mmol",
    });
  });

  test("entered in error is kept as removed", () =>
    expect(entry(anObservation("o1", "p1", { status: "entered-in-error" })).removed).toBe(true));

  test.each([
    ["no subject", { subject: undefined }, /subject is missing/],
    ["a subject that is a group", { subject: { reference: "Group/1" } }, /refers to a Group/],
    ["a value in words", { valueQuantity: { value: "NaN" } }, /valueQuantity.value is not a number: "NaN"/],
    ["no code", { code: undefined }, /code is missing/],
    [
      "a day that no calendar has",
      { effectiveDateTime: "2021-02-29" },
      /effectiveDateTime is not a date: "2021-02-29"/,
    ],
    [
      "a period that ends before it starts",
      { effectiveDateTime: undefined, effectivePeriod: { start: "2021-02-02", end: "2021-02-01" } },
      /ends before it starts/,
    ],
  ])("with %s is refused", (_, change, reason) => expect(refused(anObservation("o1", "p1", change))).toMatch(reason));
});

describe("problems, medicines, allergies, procedures, immunisations", () => {
  const about = (resourceType: string, change: object) => ({
    resourceType,
    id: "x1",
    subject: { reference: "Patient/p1" },
    patient: { reference: "Patient/p1" },
    ...change,
  });

  test("a condition has its onset, its end and its status", () =>
    expect(entry(aCondition("c1", "p1", { abatementDateTime: "2015-01-01" }))).toMatchObject({
      kind: "problem",
      on: "2010-05-04",
      end: "2015-01-01",
      status: "active",
      removed: false,
    }));

  test("what was refuted or entered in error counts for nothing", () => {
    for (const code of ["refuted", "entered-in-error"])
      expect(entry(aCondition("c1", "p1", { verificationStatus: { coding: [{ code }] } }))).toMatchObject({
        status: code,
        removed: true,
      });
  });

  test("what was not done counts for nothing", () => {
    const procedure = about("Procedure", {
      status: "not-done",
      code: snomed("1", "Foot check"),
      performedDateTime: "2020-01-01",
    });
    const vaccine = about("Immunization", {
      status: "not-done",
      vaccineCode: snomed("2", "Flu"),
      occurrenceDateTime: "2020-01-01",
    });
    expect(entry(procedure)).toMatchObject({ kind: "procedure", removed: true });
    expect(entry(vaccine)).toMatchObject({ kind: "immunisation", removed: true });
  });

  test("a medicine by code, or within the resource; by reference it is kept whole and said", () => {
    const coded = about("MedicationRequest", {
      status: "active",
      authoredOn: "2020-01-01",
      medicationCodeableConcept: snomed("3", "Metformin"),
    });
    const contained = about("MedicationStatement", {
      status: "active",
      medicationReference: { reference: "#m" },
      contained: [{ resourceType: "Medication", id: "m", code: snomed("3", "Metformin") }],
    });
    const elsewhere = about("MedicationRequest", { medicationReference: { reference: "Medication/9" } });
    expect(entry(coded)).toMatchObject({ kind: "medicine", status: "active", on: "2020-01-01" });
    expect(entry(contained).code.display).toBe("Metformin");
    expect(read(elsewhere)).toMatchObject({ whole: { person: "p1" }, warnings: [expect.stringMatching(/kept whole/)] });
  });

  test("an allergy has its reactions", () => {
    const allergy = about("AllergyIntolerance", {
      code: snomed("91936005", "Allergy to penicillin"),
      reaction: [{ manifestation: [snomed("247472004", "Hives")] }],
    });
    expect(entry(allergy)).toMatchObject({ kind: "allergy", valueText: "Hives" });
  });

  test("SNOMED CT is taken before other codings, words alone are kept as words", () => {
    const both = {
      coding: [
        { system: "http://hl7.org/fhir/sid/icd-10", code: "E11" },
        { system: "http://snomed.info/sct", code: "44054006" },
      ],
    };
    expect(entry(aCondition("c1", "p1", { code: both })).code.code).toBe("44054006");
    expect(entry(aCondition("c1", "p1", { code: { text: "Sugar" } })).code).toEqual({
      system: "urn:confer:words",
      code: "Sugar",
      display: "Sugar",
    });
  });
});

describe("Encounter", () => {
  const kind = (change: object) => read(anEncounter("e1", "p1", change)).encounter!.kind;
  const type = (code: string) => [snomed(code, "a type")];
  test.each([
    ["ambulatory is the practice's", {}, "gp"],
    ["emergency department", { class: { code: "EMER" } }, "ae"],
    ["inpatient without urgency", { class: { code: "IMP" } }, "elective_admission"],
    [
      "inpatient with emergency priority",
      { class: { code: "IMP" }, priority: { coding: [{ code: "EM" }] } },
      "emergency_admission",
    ],
    [
      "inpatient from the emergency department",
      { class: { code: "IMP" }, hospitalization: { admitSource: { coding: [{ code: "emd" }] } } },
      "emergency_admission",
    ],
    [
      "emergency hospital admission by type",
      { class: { code: "IMP" }, type: type("183452005") },
      "emergency_admission",
    ],
    ["outpatient procedure", { type: type("371883000") }, "outpatient"],
    ["home health", { class: { code: "HH" } }, "community"],
    [
      "what a source says in our own words",
      { type: [{ coding: [{ system: "https://confer.example/encounter-kind", code: "nhs111" }] }] },
      "nhs111",
    ],
    ["a class that nobody knows", { class: { code: "constructor" } }, "other"],
  ])("%s", (_, change, expected) => expect(kind(change)).toBe(expected));

  test("planned is kept whole, cancelled is kept as removed, without a start it is refused", () => {
    expect(read(anEncounter("e1", "p1", { status: "planned" }))).toMatchObject({ whole: { person: "p1" } });
    expect(read(anEncounter("e1", "p1", { status: "cancelled" })).encounter!.removed).toBe(true);
    expect(refused(anEncounter("e1", "p1", { period: {} }))).toMatch(/period.start is missing/);
  });
});

describe("any resource", () => {
  test.each([
    ["urn:uuid:p1", "p1"],
    ["Patient/p1", "p1"],
    ["https://example.org/fhir/Patient/p1/_history/2", "p1"],
  ])("its person may be given as %s", (reference, id) =>
    expect(entry(aCondition("c1", "x", { subject: { reference } })).person).toBe(id),
  );

  test("a Bundle's fullUrl leads to the id of its resource", () =>
    expect(
      read(aCondition("c1", "x", { subject: { reference: "urn:uuid:temp" } }), (url) =>
        url === "urn:uuid:temp" ? "p9" : undefined,
      ).entries![0]!.person,
    ).toBe("p9"));

  test("RelatedPerson is whom to ring", () =>
    expect(read(aRelatedPerson("r1", "p1")).ring).toMatchObject({
      person: "p1",
      name: "Chidi Obi",
      relation: "son",
      phones: [{ value: "07700900123" }],
    }));

  test("a type that Confer does not read is kept whole, under its person", () => {
    expect(read({ resourceType: "CarePlan", id: "cp", subject: { reference: "Patient/p1" } })).toEqual({
      type: "CarePlan",
      id: "cp",
      whole: { person: "p1" },
    });
    expect(read({ resourceType: "Practitioner", id: "dr" }).whole).toEqual({ person: undefined });
  });

  test("an organisation without an ODS code is kept whole", () => {
    const identifier = [{ system: "https://fhir.nhs.uk/Id/ods-organization-code", value: "E84001" }];
    expect(read({ resourceType: "Organization", id: "o", name: "A Hospital" }).whole).toEqual({});
    expect(read({ resourceType: "Organization", id: "o", name: "Elm Surgery", identifier }).organisation).toMatchObject(
      { ods: "E84001", name: "Elm Surgery" },
    );
  });

  test("mutated in any way it is read or refused with a reason, never a crash", () => {
    const whole = [
      aPatient("p1", { identifier: [nhsNumber("9990000018", "01")], ...registeredAt("E84001") }),
      anObservation("o1", "p1"),
      aCondition("c1", "p1"),
      anEncounter("e1", "p1", { type: [snomed("1", "t")], priority: { coding: [{ code: "EM" }] } }),
      aRelatedPerson("r1", "p1"),
    ];
    const junk = fc.oneof(
      fc.anything(),
      fc.constantFrom(null, "", "constructor", "__proto__", [], {}, -1, "9999-99-99", "\ud800", "\u0000"),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.array(fc.nat(20), { maxLength: 6 }), junk), { minLength: 1, maxLength: 4 }),
        (resource, changes) => {
          const reading = fromFhirResource(changes.reduce(mutate, structuredClone(resource) as unknown), {
            today: TODAY,
          });
          return reading.ok ? typeof reading.received.id === "string" : reading.reason.length > 3;
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** Walks down by places and puts the junk there. */
function mutate(resource: unknown, [places, junk]: [number[], unknown]): unknown {
  let at = resource as Record<string, unknown>;
  for (const [depth, place] of places.entries()) {
    const keys = Object.keys(at ?? {});
    const key = keys[place % (keys.length || 1)];
    if (key === undefined) return resource;
    const next = at[key];
    if (depth === places.length - 1 || typeof next !== "object" || next === null) {
      try {
        at[key] = junk;
      } catch {
        // Frozen or a setter that refuses: some of fast-check's objects are.
      }
      return resource;
    }
    at = next as Record<string, unknown>;
  }
  return resource;
}
