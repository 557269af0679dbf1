/** People as cohorts see them, and rules over them, generated. */
import fc from "fast-check";
import { COMPARISONS, type Comparison, type Rule } from "../../app/domain/cohort";
import { COHORT_FIELD_IDS, COHORT_FIELDS, type CohortField } from "../../app/domain/cohort-fields";
import type { CohortLine } from "../../app/domain/cohort-line";

export const aCohortLine = (change: Partial<CohortLine> = {}): CohortLine => ({
  age: 40,
  sex: "female",
  organisations: null,
  lsoa: null,
  imdDecile: null,
  ethnicity: null,
  segment: "healthy",
  tier: "lower",
  missing: [],
  efiCount: null,
  efiKnown: true,
  efi2Score: null,
  efi2Known: false,
  cambridge: null,
  cfs: null,
  frailty: null,
  sets: [],
  medicines: null,
  diabetes: false,
  gaps: [],
  hba1c: null,
  systolic: null,
  diastolic: null,
  egfr: null,
  bmi: null,
  cholesterol: null,
  acr: null,
  emergencyYear: 0,
  attendancesYear: 0,
  hasCarer: false,
  careHome: false,
  planDays: null,
  onComingMeeting: false,
  discussedInYear: false,
  ...change,
});

/** What generated rules and rows share, so that some of them meet. */
export const SOME = {
  lsoas: ["E01000001", "E01000002"],
  sets: ["condition-heart-failure", "condition-hypertension", "diabetes-type-2"],
  gaps: ["hba1c", "foot-check", "any-diabetes"],
  organisations: ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"],
};

function choicesOf(id: CohortField): string[] {
  const field = COHORT_FIELDS[id];
  if (field.kind === "choice") return Object.keys(field.choices);
  if (id === "lsoa") return SOME.lsoas;
  if (id === "organisation") return SOME.organisations;
  if (id === "gap") return SOME.gaps;
  if (id === "condition") return SOME.sets;
  return field.kind === "list" ? (field.groups ?? []).flatMap(({ choices }) => Object.keys(choices)) : [];
}

const someCondition: fc.Arbitrary<Rule> = fc.constantFrom(...COHORT_FIELD_IDS).chain((id): fc.Arbitrary<Rule> => {
  const known = fc.constant<Rule>({ known: id });
  const { kind } = COHORT_FIELDS[id];
  if (kind === "number") {
    const compared = fc.record({
      field: fc.constant(id),
      is: fc.constantFrom(...(Object.keys(COMPARISONS) as Comparison[])),
      value: fc.constantFrom(0, 1, 5, 8, 9, 13, 58, 65, 90),
    });
    return fc.oneof({ weight: 5, arbitrary: compared }, { weight: 1, arbitrary: known });
  }
  const holds = fc.constant<Rule>({ field: id, holds: true });
  if (kind === "flag") return fc.oneof({ weight: 5, arbitrary: holds }, { weight: 1, arbitrary: known });
  const chosen = fc.record({ field: fc.constant(id), in: fc.subarray(choicesOf(id).slice(0, 50), { minLength: 1 }) });
  return fc.oneof({ weight: 5, arbitrary: chosen }, { weight: 1, arbitrary: known });
});

/** At most four deep. */
export const someRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    someCondition,
    fc.record({ all: fc.array(tie("rule"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("rule"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("rule") }),
  ),
})).rule;
