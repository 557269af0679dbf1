/**
 * A cohort is a rule over a registry row and what is of now beside it (plan, meetings). Three answers: true, false, or
 * "unknown", which is neither: "not HbA1c over 58" leaves out people whose HbA1c nobody measured, unless the rule asks
 * for "HbA1c not known" as well. Joined as Kleene joins them, which is how SQL joins true, false and null.
 */
import { z } from "zod";
import { COHORT_FIELDS, type CohortField, isChoiceOf } from "./cohort-fields";
import type { CohortLine, Measured } from "./cohort-line";
import type { RecordPart } from "./permissions";
import type { SettingValues, Shipped } from "./setting";

export const COMPARISONS = {
  "at least": "or more",
  "more than": "over",
  "at most": "or less",
  "less than": "under",
} as const;
export type Comparison = keyof typeof COMPARISONS;

export type Condition =
  | { field: CohortField; is: Comparison; value: number }
  | { field: CohortField; in: string[] }
  | { field: CohortField; holds: true }
  | { known: CohortField };
export type Rule = Condition | { all: Rule[] } | { any: Rule[] } | { not: Rule };

/** Rules are typed by hand, so they stay short; the depth keeps the statement that one becomes within reason. */
const MOST_PARTS = 20;
const DEEPEST = 6;

const fieldOf = (...kinds: string[]) =>
  z
    .string()
    .refine((id): id is CohortField => id in COHORT_FIELDS && kinds.includes(COHORT_FIELDS[id as CohortField].kind), {
      error: "It is not something that a cohort can ask",
    });

const RuleParts: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z.strictObject({
      field: fieldOf("number"),
      is: z.enum(Object.keys(COMPARISONS) as Comparison[]),
      value: z.number(),
    }),
    z
      .strictObject({ field: fieldOf("choice", "list", "text"), in: z.array(z.string()).min(1).max(50) })
      .refine(({ field, in: chosen }) => chosen.every((one) => isChoiceOf(field, one)), {
        error: "It is not one that can be chosen",
      }),
    z.strictObject({ field: fieldOf("flag"), holds: z.literal(true) }),
    z.strictObject({ known: fieldOf("number", "choice", "list", "text", "flag") }),
    z.strictObject({ all: z.array(RuleParts).min(1).max(MOST_PARTS) }),
    z.strictObject({ any: z.array(RuleParts).min(1).max(MOST_PARTS) }),
    z.strictObject({ not: RuleParts }),
  ]),
) as z.ZodType<Rule>;

/** What is stored and what is built is read by this alone. */
export const CohortRule = RuleParts.refine((rule) => depthOf(rule) <= DEEPEST, {
  error: "The rule is nested too deeply",
});

export type CohortRule = Rule;

const partsWithin = (rule: Rule): Rule[] =>
  "all" in rule ? rule.all : "any" in rule ? rule.any : "not" in rule ? [rule.not] : [];
const depthOf = (rule: Rule): number => 1 + Math.max(0, ...partsWithin(rule).map(depthOf));

const fieldsOf = (rule: Rule): CohortField[] =>
  "field" in rule ? [rule.field] : "known" in rule ? [rule.known] : partsWithin(rule).flatMap(fieldsOf);

/** Parts of a record that membership reveals: a cohort is used by those who see all of them. */
export const partsOf = (rule: Rule): RecordPart[] => [...new Set(fieldsOf(rule).map((id) => COHORT_FIELDS[id].part))];

// ── Does it hold of this person? ──────────────────────────────────────────────────────────────────────────

export type Verdict = boolean | "unknown";

export function matches(rule: Rule, line: CohortLine): Verdict {
  if ("all" in rule) return every(rule.all.map((part) => matches(part, line)));
  if ("any" in rule) return not(every(rule.any.map((part) => not(matches(part, line)))));
  if ("not" in rule) return not(matches(rule.not, line));
  return verdictOf(rule, line);
}

const not = (verdict: Verdict): Verdict => (verdict === "unknown" ? verdict : !verdict);
const every = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes(false) ? false : verdicts.includes("unknown") ? "unknown" : true;

function verdictOf(condition: Condition, line: CohortLine): Verdict {
  if ("known" in condition) return isKnown(condition.known, line);
  const field = COHORT_FIELDS[condition.field];
  if ("holds" in condition) return field.kind === "flag" ? (field.of(line) ?? "unknown") : false;
  if ("in" in condition) {
    if (field.kind === "list") return has(field.of(line), condition.in);
    return field.kind === "choice" || field.kind === "text" ? isOneOf(field.possible(line), condition.in) : false;
  }
  return field.kind === "number" ? compare(field.of(line), condition) : false;
}

/** A floor is not the value: whoever has at least nine deficits may have more. */
function isKnown(id: CohortField, line: CohortLine): boolean {
  const field = COHORT_FIELDS[id];
  if (field.kind === "number") {
    const value = field.of(line);
    return value !== null && value !== "not made" && !value.floor;
  }
  if (field.kind === "choice" || field.kind === "text") return field.possible(line)?.length === 1;
  return field.of(line) !== null;
}

const has = (held: readonly string[] | null, wanted: readonly string[]): Verdict =>
  held === null ? "unknown" : held.some((one) => wanted.includes(one));

/** True if all that it may be are wanted, false if none of them is. */
function isOneOf(possible: readonly string[] | null, wanted: readonly string[]): Verdict {
  if (possible === null) return "unknown";
  const met = possible.filter((one) => wanted.includes(one)).length;
  return met === possible.length ? true : met === 0 ? false : "unknown";
}

type Compared = { is: Comparison; value: number };
function compare(measured: Measured, { is, value: line }: Compared): Verdict {
  if (measured === null) return "unknown";
  if (measured === "not made") return false;
  const { value, floor } = measured;
  if (is === "at least" || is === "more than") {
    const reached = is === "at least" ? value >= line : value > line;
    return reached || (floor ? "unknown" : false);
  }
  const within = is === "at most" ? value <= line : value < line;
  return within && floor ? "unknown" : within;
}

// ── Built in ──────────────────────────────────────────────────────────────────────────────────────────────

export const COHORT_SETTINGS = {
  "cohort.elderly-from": {
    words: "Age from which the built-in cohort “Older people” begins",
    value: 65,
    source: "Confer; the age from which frailty is to be identified in England's GP contract of 2017",
    mark: "P",
  },
  "cohort.older-elderly-from": {
    words: "Age from which the built-in cohort “Oldest people” begins",
    value: 75,
    source: "North West London Integrated Care Programme, which took people aged 75 and over",
    mark: "P",
  },
} as const satisfies Record<string, Shipped>;

export type BuiltInCohort = { key: string; name: string; rule: Rule };

/** In every organisation, for the ages in force. */
export function builtInCohorts(values: SettingValues = {}): BuiltInCohort[] {
  const from = (name: keyof typeof COHORT_SETTINGS) => values[name] ?? COHORT_SETTINGS[name].value;
  const aged = (age: number): Rule => ({ field: "age", is: "at least", value: age });
  return [
    { key: "elderly", name: "Older people", rule: aged(from("cohort.elderly-from")) },
    { key: "older-elderly", name: "Oldest people", rule: aged(from("cohort.older-elderly-from")) },
    { key: "diabetic", name: "People with diabetes", rule: { field: "diabetes", holds: true } },
  ];
}
