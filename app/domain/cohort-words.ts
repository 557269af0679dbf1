/** A cohort's rule as a sentence: "People aged 75 or more and (with heart failure or with COPD)." */
import { COMPARISONS, type Condition, type Rule } from "./cohort";
import { COHORT_FIELDS, type CohortField } from "./cohort-fields";

/** Organisations are stored by id; the page knows their names. */
export type OrganisationName = (id: string) => string;

export function ruleInWords(rule: Rule, nameOf: OrganisationName): string {
  const words = partInWords(rule, nameOf, true);
  return `People ${words}.`;
}

function partInWords(rule: Rule, nameOf: OrganisationName, outermost: boolean): string {
  if ("all" in rule) return joined(rule.all, " and ", nameOf, outermost);
  if ("any" in rule) return joined(rule.any, " or ", nameOf, outermost);
  if (!("not" in rule)) return conditionInWords(rule, nameOf).yes;
  const { not } = rule;
  if ("all" in not || "any" in not) return `not ${partInWords(not, nameOf, false)}`;
  return "not" in not ? partInWords(not.not, nameOf, outermost) : conditionInWords(not, nameOf).no;
}

function joined(parts: readonly Rule[], between: string, nameOf: OrganisationName, outermost: boolean): string {
  const words = parts.map((part) => partInWords(part, nameOf, false)).join(between);
  return outermost || parts.length === 1 ? words : `(${words})`;
}

type YesNo = { yes: string; no: string };

function conditionInWords(condition: Condition, nameOf: OrganisationName): YesNo {
  if ("known" in condition) return known(COHORT_FIELDS[condition.known].label);
  const field = COHORT_FIELDS[condition.field];
  if ("holds" in condition) return field.kind === "flag" ? field.words : { yes: field.label, no: `not ${field.label}` };
  if ("is" in condition) return compared(condition, field);
  const chosen = or(condition.in.map((one) => choiceName(condition.field, one, nameOf)));
  if (field.kind === "list") return field.words(chosen);
  return oneOf(condition.field, field.label, chosen);
}

const known = (label: string): YesNo => ({
  yes: `whose ${uncapital(label)} is known`,
  no: `whose ${uncapital(label)} is not known`,
});

function compared(
  { field, is, value }: { field: CohortField; is: keyof typeof COMPARISONS; value: number },
  of: { label: string; kind: string; unit?: string },
): YesNo {
  if (field === "age") {
    const words = `aged ${is === "more than" || is === "less than" ? `${COMPARISONS[is]} ${value}` : `${value} ${COMPARISONS[is]}`}`;
    return { yes: words, no: `not ${words}` };
  }
  const amount = [value, of.unit].filter((part) => part !== "").join(" ");
  const order =
    is === "more than" || is === "less than" ? `${COMPARISONS[is]} ${amount}` : `${amount} ${COMPARISONS[is]}`;
  return { yes: `with ${uncapital(of.label)} ${order}`, no: `with ${uncapital(of.label)} known and not ${order}` };
}

/** Phrases of their own where "with sex female" would not be English. */
function oneOf(id: CohortField, label: string, chosen: string): YesNo {
  if (id === "sex") return { yes: `registered as ${chosen}`, no: `not registered as ${chosen}` };
  if (id === "imd") return { yes: `living in ${chosen}`, no: `not living in ${chosen}` };
  if (id === "lsoa") return { yes: `living in the area ${chosen}`, no: `not living in the area ${chosen}` };
  if (id === "segment") return { yes: `in the segment ${chosen}`, no: `not in the segment ${chosen}` };
  if (id === "tier") return { yes: `with ${chosen} need`, no: `with need other than ${chosen}` };
  if (id === "ethnicity") return { yes: `of ethnic group ${chosen}`, no: `of another ethnic group than ${chosen}` };
  if (id === "efiCategory") return { yes: `with ${chosen} by the eFI`, no: `without ${chosen} by the eFI` };
  if (id === "frailty")
    return { yes: `with ${chosen} recorded by a clinician`, no: `with another frailty recorded than ${chosen}` };
  return { yes: `with ${uncapital(label)} ${chosen}`, no: `without ${uncapital(label)} ${chosen}` };
}

export function choiceName(id: CohortField, one: string, nameOf: OrganisationName): string {
  const field = COHORT_FIELDS[id];
  if (id === "organisation") return nameOf(one);
  if (field.kind === "choice") return quoted(id, field.choices[one] ?? one);
  if (field.kind !== "list") return one;
  const found = field.groups?.find(({ choices }) => Object.hasOwn(choices, one))?.choices[one] ?? one;
  return id === "condition" || id === "medicine" ? uncapital(found) : found;
}

const quoted = (id: CohortField, words: string) => (id === "segment" ? `“${words.split(":")[0]}”` : words);

/** "HbA1c", "eGFR", "COPD" and names of people keep their letters. */
const uncapital = (words: string): string =>
  /^[A-Z][a-z]+(?![A-Z0-9])/.test(words) &&
  !/^(Cambridge|Clinical Frailty|Parkinson|Alzheimer|Crohn|Type [12])/.test(words)
    ? words[0]!.toLowerCase() + words.slice(1)
    : words;

const or = (words: readonly string[]) =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
