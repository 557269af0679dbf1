/** A named list of codes with where it came from: data that rules refer to by id, never literals in a rule. */
export type CodeSet = {
  id: string;
  name: string;
  version: string;
  source: string;
  licence: string;
  members: CodeSetMember[];
  /** Of medicines: names of substances by which a product's name tells that it is in the set. */
  substances?: Substances;
};

/** `butNot`: words that take a product out again, such as a form that does not act on the whole body. */
export type Substances = { any: readonly string[]; butNot?: readonly string[] };

export type CodeSetMember = { system: string; code: string; display?: string };

export const SNOMED = "http://snomed.info/sct";
export const LOINC = "http://loinc.org";
export const ICD10 = "http://hl7.org/fhir/sid/icd-10";
/** Codes of our own, for what is recorded here and has no published code that could be verified. */
export const CONFER_CODES = "https://confer.example/codes";

/** Members from concept id → term. */
export const snomed = (terms: Record<string, string>): CodeSetMember[] => membersOf(SNOMED, terms);

export const loinc = (terms: Record<string, string>): CodeSetMember[] => membersOf(LOINC, terms);

/** Without the point, as codes are compared. */
export const icd10 = (terms: Record<string, string>): CodeSetMember[] => membersOf(ICD10, terms);

export const ownCodes = (terms: Record<string, string>): CodeSetMember[] => membersOf(CONFER_CODES, terms);

function membersOf(system: string, terms: Record<string, string>): CodeSetMember[] {
  return Object.entries(terms).map(([code, display]) => ({ system, code, display }));
}
