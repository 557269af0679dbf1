/** A named list of codes with where it came from: data that rules refer to by id, never literals in a rule. */
export type CodeSet = {
  id: string;
  name: string;
  version: string;
  source: string;
  licence: string;
  members: CodeSetMember[];
};

export type CodeSetMember = { system: string; code: string; display?: string };

export const SNOMED = "http://snomed.info/sct";
export const LOINC = "http://loinc.org";

/** Members from concept id → term. */
export const snomed = (terms: Record<string, string>): CodeSetMember[] => membersOf(SNOMED, terms);

export const loinc = (terms: Record<string, string>): CodeSetMember[] => membersOf(LOINC, terms);

function membersOf(system: string, terms: Record<string, string>): CodeSetMember[] {
  return Object.entries(terms).map(([code, display]) => ({ system, code, display }));
}
