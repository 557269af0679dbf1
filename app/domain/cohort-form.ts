/**
 * A rule as a form: groups of conditions, each group joined by "all" or "any", the groups joined so too. A form holds
 * what was typed, right or wrong; only what `ruleOfDraft` makes of it is a rule.
 */
import { COMPARISONS, CohortRule, type Comparison, type Condition, type Rule } from "./cohort";
import { COHORT_FIELDS, type CohortField } from "./cohort-fields";

export type Join = "all" | "any";
/** What is asked of a field: that it holds, that it does not, that it is not known. */
export type Polarity = "is" | "not" | "unknown";
export type DraftCondition = {
  field: CohortField;
  polarity: Polarity;
  is: Comparison;
  value: string;
  chosen: string[];
};
export type DraftGroup = { join: Join; not: boolean; conditions: DraftCondition[] };
export type Draft = { name: string; reason: string; join: Join; groups: DraftGroup[] };

export const MOST_GROUPS = 10;
export const MOST_CONDITIONS = 10;

export const emptyDraft = (): Draft => ({
  name: "",
  reason: "",
  join: "all",
  groups: [{ join: "all", not: false, conditions: [] }],
});

export const isField = (text: unknown): text is CohortField =>
  typeof text === "string" && Object.hasOwn(COHORT_FIELDS, text);

/** A field's name in the form: group and condition are counted from 0. */
export const nameIn = (group: number, part: string, condition?: number): string =>
  condition === undefined ? `g${group}.${part}` : `g${group}.c${condition}.${part}`;

export function readDraft(form: URLSearchParams): Draft {
  const text = (name: string) => (form.get(name) ?? "").trim();
  const join = (name: string): Join => (form.get(name) === "any" ? "any" : "all");
  const groups: DraftGroup[] = [];
  for (let g = 0; g < MOST_GROUPS && form.has(nameIn(g, "join")); g++) {
    const conditions: DraftCondition[] = [];
    for (let c = 0; c < MOST_CONDITIONS && form.has(nameIn(g, "field", c)); c++) {
      const field = form.get(nameIn(g, "field", c));
      if (!isField(field)) continue;
      const polarity = form.get(nameIn(g, "polarity", c));
      const is = form.get(nameIn(g, "is", c)) ?? "";
      conditions.push({
        field,
        polarity: polarity === "not" || polarity === "unknown" ? polarity : "is",
        is: Object.hasOwn(COMPARISONS, is) ? (is as Comparison) : "at least",
        value: text(nameIn(g, "value", c)),
        chosen: form
          .getAll(nameIn(g, "chosen", c))
          .flatMap((one) => one.split(/[\s,]+/))
          .filter(Boolean),
      });
    }
    groups.push({ join: join(nameIn(g, "join")), not: form.get(nameIn(g, "not")) === "yes", conditions });
  }
  return {
    name: text("name"),
    reason: text("reason"),
    join: join("join"),
    groups: groups.length ? groups : emptyDraft().groups,
  };
}

/** What a button of the form asks: "add:0" with the field chosen beside it, "remove:0:2", "group", "ungroup:1". */
export function changeDraft(draft: Draft, asked: string, form: URLSearchParams): Draft {
  const [what, g = "", c = ""] = asked.split(":");
  const group = Number(g);
  const groups = draft.groups.map((one) => ({ ...one, conditions: [...one.conditions] }));
  if (what === "add") {
    const field = form.get(nameIn(group, "new"));
    const held = groups[group];
    if (held && isField(field) && held.conditions.length < MOST_CONDITIONS)
      held.conditions.push({ field, polarity: "is", is: "at least", value: "", chosen: [] });
  }
  if (what === "remove") groups[group]?.conditions.splice(Number(c), 1);
  if (what === "group" && groups.length < MOST_GROUPS) groups.push({ join: "any", not: false, conditions: [] });
  if (what === "ungroup" && groups.length > 1) groups.splice(group, 1);
  return { ...draft, groups };
}

export type Built = { ok: true; rule: Rule } | { ok: false; errors: Record<string, string> };

/** The rule, or what is wrong by the name of the form's field. Groups without a condition say nothing. */
export function ruleOfDraft({ join, groups }: Draft): Built {
  const errors: Record<string, string> = {};
  const parts = groups.flatMap((group, g) => {
    const rules = group.conditions.flatMap((condition, c) => {
      const made = ruleOfCondition(condition);
      if (typeof made !== "string") return [made];
      const { kind } = COHORT_FIELDS[condition.field];
      errors[nameIn(g, kind === "number" ? "value" : "chosen", c)] = made;
      return [];
    });
    if (!rules.length) return [];
    const whole = joinedBy(group.join, rules);
    return [group.not ? { not: whole } : whole];
  });
  if (Object.keys(errors).length) return { ok: false, errors };
  if (!parts.length) return { ok: false, errors: { "g0.new": "Add at least one condition" } };
  const rule = CohortRule.safeParse(joinedBy(join, parts));
  return rule.success
    ? { ok: true, rule: rule.data }
    : { ok: false, errors: { "g0.new": rule.error.issues[0]!.message } };
}

const joinedBy = (join: Join, rules: Rule[]): Rule =>
  rules.length === 1 ? rules[0]! : join === "all" ? { all: rules } : { any: rules };

function ruleOfCondition({ field: id, polarity, is, value, chosen }: DraftCondition): Rule | string {
  const field = COHORT_FIELDS[id];
  if (polarity === "unknown") return { not: { known: id } };
  const condition = conditionOf();
  return typeof condition === "string" ? condition : polarity === "not" ? { not: condition } : condition;

  function conditionOf(): Condition | string {
    if (field.kind === "flag") return { field: id, holds: true };
    if (field.kind === "number") {
      const typed = value === "" ? Number.NaN : Number(value);
      return Number.isFinite(typed) ? { field: id, is, value: typed } : `${field.label}: enter a number`;
    }
    const made = { field: id, in: [...new Set(chosen)] };
    if (!made.in.length) return `${field.label}: choose at least one`;
    return CohortRule.safeParse(made).success
      ? made
      : `${field.label}: ${field.kind === "text" ? "enter codes such as E01000001" : "one of these cannot be chosen"}`;
  }
}

/** The form of a rule; undefined when it is nested deeper than the form has room for. */
export function draftOfRule(rule: Rule, named: { name: string; reason: string }): Draft | undefined {
  const join: Join = "any" in rule ? "any" : "all";
  // A rule of conditions only is one group; otherwise each part is a group.
  const flat = groupOf(rule);
  if (flat) return { ...named, join: "all", groups: [flat] };
  const parts = "all" in rule ? rule.all : "any" in rule ? rule.any : [rule];
  const groups = parts.map(groupOf);
  return groups.every((group) => group !== undefined) ? { ...named, join, groups } : undefined;
}

function groupOf(rule: Rule): DraftGroup | undefined {
  const negated = "not" in rule && ("all" in rule.not || "any" in rule.not);
  const whole = negated ? (rule as { not: Rule }).not : rule;
  const join: Join = "any" in whole ? "any" : "all";
  const conditions = ("all" in whole ? whole.all : "any" in whole ? whole.any : [whole]).map(conditionOf);
  return conditions.every((one) => one !== undefined) ? { join, not: negated, conditions } : undefined;
}

function conditionOf(rule: Rule): DraftCondition | undefined {
  const blank = { is: "at least" as Comparison, value: "", chosen: [] };
  if ("all" in rule || "any" in rule) return undefined;
  if ("not" in rule) {
    if ("known" in rule.not) return { field: rule.not.known, polarity: "unknown", ...blank };
    const inner = "not" in rule.not ? undefined : conditionOf(rule.not);
    return inner && { ...inner, polarity: "not" };
  }
  if ("known" in rule) return undefined;
  const made = { field: rule.field, polarity: "is" as const, ...blank };
  if ("in" in rule) return { ...made, chosen: rule.in };
  return "is" in rule ? { ...made, is: rule.is, value: String(rule.value) } : made;
}
