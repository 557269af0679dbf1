/** What a cohort can ask of a person: where each thing stands in the row, what it reveals, and what counts as unknown. */
import { CODE_SETS } from "./code-sets/all";
import type { AField, CohortLine, Measured, NumberField } from "./cohort-line";
import { ETHNIC_GROUPS, ethnicGroup } from "./ethnic-group";
import type { RecordPart } from "./permissions";
import { EFI_CHOICES, GAP_GROUPS, GAPS, processesOf, QUINTILES } from "./registry-filter";
import { efiCategory } from "./risk/efi";
import { SEGMENTS, type Segment } from "./segment";
import { TIERS } from "./tier";

const isCoded = ({ missing }: CohortLine) => !missing.includes("coded record");
const number = (value: number | null, floor = false): Measured => (value === null ? null : { value, floor });
/** A number that is what it says, or is not known. */
const measured = (
  group: string,
  part: RecordPart,
  label: string,
  unit: string,
  of: (line: CohortLine) => number | null,
  step?: number,
): NumberField => ({ kind: "number", label, unit, group, part, step, of: (line) => number(of(line)) });
const latest = (label: string, unit: string, of: (line: CohortLine) => number | null, step?: number) =>
  measured("Latest results", "results", label, unit, of, step);
const only = (value: string | null) => (value === null ? null : [value]);

/** Sets of a kind that ship with Confer, by name. */
function setsNamed(...prefixes: string[]): Readonly<Record<string, string>> {
  const sets = CODE_SETS.filter(({ id }) => prefixes.some((prefix) => id.startsWith(prefix)));
  return Object.fromEntries(sets.map(({ id, name }) => [id, name]).sort(([, a], [, b]) => a!.localeCompare(b!)));
}
const CONDITIONS = setsNamed("condition-", "diabetes-type", "palliative-care", "end-stage-disease", "housebound");
const MEDICINES = setsNamed("medicine-");

const TOP_FIRST = Object.keys(SEGMENTS) as Segment[];
/** Least number of deficits of a category. */
export const leastDeficits = (category: string): number =>
  Array.from({ length: 37 }, (_, deficits) => deficits).find((deficits) => efiCategory(deficits) === category)!;

/**
 * What is missing can only place a person higher: anything without a record; else by the frailty index, if it could reach
 * so far. How far the eFI2 could reach is not told here, so where it was made everything is held possible.
 */
function segmentsPossible(line: CohortLine): Segment[] {
  const { segment, missing, efiCount, efi2Score } = line;
  if (segment === "end_of_life" || segment === "frailty_dementia" || !missing.length) return [segment];
  if (!isCoded(line)) return TOP_FIRST.slice(0, TOP_FIRST.indexOf(segment) + 1);
  const reachable = efi2Score === null ? (efiCount ?? 0) + missing.length : Number.POSITIVE_INFINITY;
  const higher: Segment[] = reachable >= leastDeficits("severe") ? ["frailty_dementia"] : [];
  if (segment === "healthy" && reachable >= leastDeficits("moderate")) higher.push("long_term");
  return [...higher, segment];
}

export const FRAILTY_TOP_FIRST = ["severe", "moderate", "mild", "fit"] as const;

function frailtiesPossible({ efiCount, efiKnown }: CohortLine): readonly string[] | null {
  if (efiCount === null) return efiKnown ? ["not made"] : null;
  const category = efiCategory(efiCount);
  return efiKnown ? [category] : FRAILTY_TOP_FIRST.slice(0, FRAILTY_TOP_FIRST.indexOf(category) + 1);
}

const { incomplete: _, ...EFI_CATEGORIES } = EFI_CHOICES;

const FIELDS = {
  age: { kind: "number", label: "Age", unit: "years", group: "Who", part: "banner", of: ({ age }) => number(age) },
  sex: {
    kind: "choice",
    label: "Sex as registered",
    group: "Who",
    part: "banner",
    choices: { female: "female", male: "male", other: "other" },
    possible: ({ sex }) => (sex === "unknown" ? null : [sex]),
  },
  ethnicity: {
    kind: "choice",
    label: "Ethnic group",
    group: "Who",
    part: "banner",
    choices: ETHNIC_GROUPS,
    possible: ({ ethnicity }) => only(ethnicGroup(ethnicity)),
  },
  organisation: {
    kind: "list",
    label: "Practice, network or place",
    group: "Where",
    part: "banner",
    words: (one) => ({ yes: `registered with ${one}`, no: `not registered with ${one}` }),
    of: ({ organisations }) => organisations,
  },
  lsoa: {
    kind: "text",
    label: "Small area (LSOA)",
    group: "Where",
    part: "banner",
    hint: "Codes, with spaces between them",
    shape: /^[EW]\d{8}$/,
    possible: ({ lsoa }) => only(lsoa),
  },
  imd: {
    kind: "choice",
    label: "Lives in (deprivation, 2019)",
    group: "Where",
    part: "banner",
    choices: QUINTILES,
    possible: ({ imdDecile }) => only(imdDecile === null ? null : String(Math.ceil(imdDecile / 2))),
  },
  careHome: {
    kind: "flag",
    label: "Care home",
    group: "Where",
    part: "banner",
    words: { yes: "living in a care home", no: "not living in a care home" },
    of: ({ careHome }) => careHome,
  },
  segment: {
    kind: "choice",
    label: "Segment",
    group: "Risk",
    part: "why",
    choices: SEGMENTS,
    possible: segmentsPossible,
  },
  tier: {
    kind: "choice",
    label: "Need, by rank",
    group: "Risk",
    part: "why",
    choices: TIERS,
    possible: ({ tier }) => [tier],
  },
  efiCategory: {
    kind: "choice",
    label: "Frailty (eFI)",
    group: "Risk",
    part: "why",
    choices: EFI_CATEGORIES,
    possible: frailtiesPossible,
  },
  efiCount: {
    kind: "number",
    label: "eFI deficits",
    unit: "of 36",
    group: "Risk",
    part: "why",
    of: ({ efiCount, efiKnown }) => (efiCount === null && efiKnown ? "not made" : number(efiCount, !efiKnown)),
  },
  efi2Score: {
    kind: "number",
    label: "eFI2",
    unit: "",
    group: "Risk",
    part: "why",
    step: 0.001,
    of: ({ efi2Score, efi2Known }) => number(efi2Score, !efi2Known),
  },
  cambridge: measured("Risk", "why", "Cambridge multimorbidity score", "", ({ cambridge }) => cambridge, 0.01),
  cfs: measured("Risk", "why", "Clinical Frailty Scale", "of 9", ({ cfs }) => cfs),
  frailty: {
    kind: "choice",
    label: "Frailty recorded by a clinician",
    group: "Risk",
    part: "why",
    choices: { severe: "severe frailty", moderate: "moderate frailty", mild: "mild frailty", none: "no frailty" },
    possible: ({ frailty }) => only(frailty),
  },
  diabetes: {
    kind: "flag",
    label: "Diabetes register",
    group: "Conditions and medicines",
    part: "why",
    words: { yes: "on the diabetes register", no: "not on the diabetes register" },
    of: (line) => (line.diabetes ? true : isCoded(line) ? false : null),
  },
  condition: {
    kind: "list",
    label: "Condition",
    group: "Conditions and medicines",
    part: "problems",
    groups: [{ name: "Conditions", choices: CONDITIONS }],
    words: (one) => ({ yes: `with ${one}`, no: `without ${one}` }),
    of: (line) => (isCoded(line) ? line.sets : null),
  },
  medicine: {
    kind: "list",
    label: "Medicine in use",
    group: "Conditions and medicines",
    part: "medicines",
    groups: [{ name: "Medicines", choices: MEDICINES }],
    words: (one) => ({ yes: `taking ${one}`, no: `not taking ${one}` }),
    of: ({ sets, medicines }) => (medicines === null ? null : sets),
  },
  medicines: measured("Conditions and medicines", "medicines", "Number of medicines", "", ({ medicines }) => medicines),
  hba1c: latest("HbA1c", "mmol/mol", ({ hba1c }) => hba1c),
  systolic: latest("Systolic blood pressure", "mmHg", ({ systolic }) => systolic),
  diastolic: latest("Diastolic blood pressure", "mmHg", ({ diastolic }) => diastolic),
  egfr: latest("eGFR", "mL/min/1.73 m²", ({ egfr }) => egfr),
  bmi: latest("BMI", "kg/m²", ({ bmi }) => bmi, 0.1),
  cholesterol: latest("Total cholesterol", "mmol/L", ({ cholesterol }) => cholesterol, 0.1),
  acr: latest("Urine ACR", "mg/mmol", ({ acr }) => acr, 0.1),
  gap: {
    kind: "list",
    label: "Care due",
    group: "Care and use of services",
    part: "care due",
    groups: GAP_GROUPS.map(({ name, any, choices }) => ({ name, choices: { [any]: GAPS[any]!, ...choices } })),
    words: (one) => ({ yes: `with ${one} due or overdue`, no: `with ${one} not due` }),
    of: (line) => (isCoded(line) ? line.gaps.flatMap(choicesWith) : null),
  },
  emergencyYear: measured(
    "Care and use of services",
    "contacts",
    "Emergency admissions in 12 months",
    "",
    (line) => line.emergencyYear,
  ),
  attendancesYear: measured(
    "Care and use of services",
    "contacts",
    "Emergency department attendances in 12 months",
    "",
    (line) => line.attendancesYear,
  ),
  carer: {
    kind: "flag",
    label: "Carer",
    group: "Care and use of services",
    part: "carers",
    words: { yes: "with a carer recorded", no: "with no carer recorded" },
    of: ({ hasCarer }) => hasCarer,
  },
  plan: {
    kind: "flag",
    label: "Care plan",
    group: "Plan and MDG",
    part: "plan",
    words: { yes: "with a care plan", no: "without a care plan" },
    of: ({ planDays }) => planDays !== null,
  },
  planDays: {
    kind: "number",
    label: "Days since the plan's oldest critical line was confirmed",
    unit: "days",
    group: "Plan and MDG",
    part: "plan",
    of: ({ planDays }) => (planDays === null ? "not made" : number(planDays)),
  },
  meeting: {
    kind: "flag",
    label: "On a coming MDG",
    group: "Plan and MDG",
    part: "meetings",
    words: { yes: "on a coming MDG", no: "not on a coming MDG" },
    of: ({ onComingMeeting }) => onComingMeeting,
  },
  discussed: {
    kind: "flag",
    label: "Discussed at an MDG in 12 months",
    group: "Plan and MDG",
    part: "meetings",
    words: { yes: "discussed at an MDG in 12 months", no: "not discussed at an MDG in 12 months" },
    of: ({ discussedInYear }) => discussedInYear,
  },
} as const satisfies Record<string, AField>;

export type CohortField = keyof typeof FIELDS;
export const COHORT_FIELDS: Readonly<Record<CohortField, AField>> = FIELDS;
export const COHORT_FIELD_IDS = Object.keys(FIELDS) as CohortField[];
/** In the order of the list. */
export const FIELD_GROUPS: readonly string[] = [...new Set(Object.values(COHORT_FIELDS).map(({ group }) => group))];

/** A gap is itself and one of its protocol's. */
function choicesWith(gap: string): string[] {
  return [gap, ...GAP_GROUPS.filter(({ any }) => processesOf(any)!.includes(gap)).map(({ any }) => any)];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isChoiceOf(id: CohortField, one: string): boolean {
  const field = COHORT_FIELDS[id];
  if (field.kind === "choice") return Object.hasOwn(field.choices, one);
  if (field.kind === "text") return field.shape.test(one);
  if (field.kind !== "list") return false;
  return field.groups ? field.groups.some(({ choices }) => Object.hasOwn(choices, one)) : UUID.test(one);
}
