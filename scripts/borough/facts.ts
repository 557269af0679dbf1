/** What the borough knows of one person before it is written as FHIR. Days count back from the as-of date. */
import type { CodeSetMember } from "../../app/domain/code-sets/code-set";
import type { Diagnosis, Finding, ReasonForEncounter, Result } from "./codes";
import type { Medicine } from "./medicines";

export type Attendance = {
  kind: "gp" | "emergency department" | "emergency admission" | "planned admission";
  daysAgo: number;
  /** Minute of the day at which it began. */
  minute: number;
  nights: number;
  reason?: ReasonForEncounter;
};

/** Care that was done or refused, by a code of the product's own sets (care-record.ts). */
export type CareEntry = {
  as: "observation" | "procedure" | "immunisation";
  code: CodeSetMember;
  daysAgo: number;
  value?: number;
  unit?: string;
};

export type Facts = {
  diagnoses: { code: Diagnosis; daysAgo: number }[];
  findings: { code: Finding; daysAgo: number }[];
  results: { code: Result; daysAgo: number; value: number }[];
  bloodPressures: { daysAgo: number; systolic: number; diastolic: number }[];
  medicines: Medicine[];
  retinalScreening?: number;
  operations: { code: "hipReplacement" | "cataractExtraction"; daysAgo: number }[];
  attendances: Attendance[];
  care: CareEntry[];
  /** Repeats of which the first issue is known too, not the latest alone. */
  firstIssues: { medicine: Medicine; daysAgo: number }[];
};

export const noFacts = (): Facts => ({
  diagnoses: [],
  findings: [],
  results: [],
  bloodPressures: [],
  medicines: [],
  operations: [],
  attendances: [],
  care: [],
  firstIssues: [],
});
