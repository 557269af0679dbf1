/** Small FHIR resources for tests of reading and importing; ids are the caller's. */
export type Resource = Record<string, unknown> & { resourceType: string; id: string };

const concept = (system: string, code: string, display: string) => ({
  coding: [{ system, code, display }],
  text: display,
});
export const snomed = (code: string, display: string) => concept("http://snomed.info/sct", code, display);
export const loinc = (code: string, display: string) => concept("http://loinc.org", code, display);
const of = (person: string) => ({ reference: `Patient/${person}` });

export const aPatient = (id: string, change: object = {}): Resource => ({
  resourceType: "Patient",
  id,
  name: [{ use: "official", prefix: ["Mrs"], given: ["Adaeze"], family: "Obi" }],
  gender: "female",
  birthDate: "1942-03-12",
  ...change,
});

export const anObservation = (id: string, person: string, change: object = {}): Resource => ({
  resourceType: "Observation",
  id,
  status: "final",
  code: loinc("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood"),
  subject: of(person),
  effectiveDateTime: "2021-02-03T09:00:00+00:00",
  valueQuantity: { value: 7.5, unit: "%", code: "%", system: "http://unitsofmeasure.org" },
  ...change,
});

export const aCondition = (id: string, person: string, change: object = {}): Resource => ({
  resourceType: "Condition",
  id,
  clinicalStatus: { coding: [{ code: "active" }] },
  verificationStatus: { coding: [{ code: "confirmed" }] },
  code: snomed("44054006", "Type 2 diabetes mellitus"),
  subject: of(person),
  onsetDateTime: "2010-05-04",
  ...change,
});

export const anEncounter = (id: string, person: string, change: object = {}): Resource => ({
  resourceType: "Encounter",
  id,
  status: "finished",
  class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB" },
  subject: of(person),
  period: { start: "2021-02-03T09:00:00+00:00", end: "2021-02-03T09:10:00+00:00" },
  ...change,
});

export const aRelatedPerson = (id: string, person: string, change: object = {}): Resource => ({
  resourceType: "RelatedPerson",
  id,
  patient: of(person),
  name: [{ given: ["Chidi"], family: "Obi" }],
  relationship: [
    { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode", code: "SON", display: "son" }] },
  ],
  telecom: [{ system: "phone", value: "+44 7700 900123", use: "mobile" }],
  ...change,
});

export const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
/** An identifier of UK Core; "01" is present and verified, "03" is required. */
export const nhsNumber = (value: string, status?: "01" | "03") => ({
  system: NHS_NUMBER,
  value,
  ...(status && {
    extension: [
      {
        url: "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
        valueCodeableConcept: { coding: [{ code: status }] },
      },
    ],
  }),
});

export const registeredAt = (ods: string, since?: string) => ({
  generalPractitioner: [
    {
      identifier: {
        system: "https://fhir.nhs.uk/Id/ods-organization-code",
        value: ods,
        period: since && { start: since },
      },
    },
  ],
});
