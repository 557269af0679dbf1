/** The parts of FHIR R4 that the borough writes; the types package here knows only release 3. */
export type Coding = { system?: string; code: string; display?: string };
export type CodeableConcept = { coding?: Coding[]; text?: string };
export type Reference = { reference?: string; identifier?: Identifier; display?: string };
export type Quantity = { value: number; unit: string; system: string; code: string };
export type Extension = {
  url: string;
  valueString?: string;
  valueInteger?: number;
  valueBoolean?: boolean;
  valueCodeableConcept?: CodeableConcept;
  valueReference?: Reference;
};
export type Identifier = { system: string; value: string; extension?: Extension[]; period?: { start: string } };
export type ContactPoint = { system: "phone"; use: "home" | "mobile" | "work"; value: string };
export type Address = { use?: "home"; line: string[]; city: string; postalCode: string; extension?: Extension[] };

export type Organization = {
  resourceType: "Organization";
  id: string;
  identifier: Identifier[];
  active: boolean;
  type: CodeableConcept[];
  name: string;
  telecom: ContactPoint[];
  address?: Address[];
  partOf?: Reference;
};
export type Patient = {
  resourceType: "Patient";
  id: string;
  extension: Extension[];
  identifier: Identifier[];
  active: boolean;
  name: { use: "official"; family: string; given: string[]; prefix: string[] }[];
  telecom: ContactPoint[];
  gender: "male" | "female";
  birthDate: string;
  deceasedDateTime?: string;
  address: Address[];
  communication?: { language: CodeableConcept; preferred: boolean }[];
  generalPractitioner: Reference[];
};
export type RelatedPerson = {
  resourceType: "RelatedPerson";
  id: string;
  extension: Extension[];
  identifier?: Identifier[];
  active: boolean;
  patient: Reference;
  relationship: CodeableConcept[];
  name: { family: string; given: string[] }[];
  telecom: ContactPoint[];
};
export type Condition = {
  resourceType: "Condition";
  id: string;
  clinicalStatus: CodeableConcept;
  code: CodeableConcept;
  subject: Reference;
  onsetDateTime: string;
  recordedDate: string;
};
export type Observation = {
  resourceType: "Observation";
  id: string;
  status: "final";
  subject: Reference;
  effectiveDateTime: string;
  code: CodeableConcept;
  valueQuantity?: Quantity;
  component?: { code: CodeableConcept; valueQuantity: Quantity }[];
};
export type MedicationRequest = {
  resourceType: "MedicationRequest";
  id: string;
  status: "active" | "completed";
  intent: "order";
  medicationCodeableConcept: CodeableConcept;
  subject: Reference;
  authoredOn: string;
  dosageInstruction: { text: string }[];
};
export type AllergyIntolerance = {
  resourceType: "AllergyIntolerance";
  id: string;
  clinicalStatus: CodeableConcept;
  code: CodeableConcept;
  patient: Reference;
  recordedDate: string;
  reaction?: { manifestation: CodeableConcept[] }[];
};
export type Procedure = {
  resourceType: "Procedure";
  id: string;
  status: "completed";
  code: CodeableConcept;
  subject: Reference;
  performedDateTime: string;
};
export type Immunization = {
  resourceType: "Immunization";
  id: string;
  status: "completed";
  vaccineCode: CodeableConcept;
  patient: Reference;
  occurrenceDateTime: string;
};
export type Encounter = {
  resourceType: "Encounter";
  id: string;
  status: "finished" | "in-progress";
  class: Coding;
  priority?: CodeableConcept;
  subject: Reference;
  period: { start: string; end?: string };
  reasonCode?: CodeableConcept[];
  serviceProvider: Reference;
};

export type Resource =
  | Organization
  | Patient
  | RelatedPerson
  | Condition
  | Observation
  | MedicationRequest
  | AllergyIntolerance
  | Procedure
  | Immunization
  | Encounter;
