/**
 * A cohort's rule as SQL over the registry's lines: true, false, or null where `matches` says "unknown". SQL joins the
 * three as Kleene does, so and, or and not are SQL's own. Columns are told here once, the meaning is the domain's.
 */
import type { Comparison, Condition, Rule } from "../domain/cohort";
import { COHORT_FIELDS, type CohortField, FRAILTY_TOP_FIRST, leastDeficits } from "../domain/cohort-fields";
import { type EthnicGroup, LETTERS_OF } from "../domain/ethnic-group";
import { processesOf } from "../domain/registry-filter";
import { Prisma } from "./generated/client";
import { tier } from "./registry-sql.server";

const { sql, join, empty } = Prisma;
type Sql = Prisma.Sql;

/** Null where the rule cannot be told. Lines as in the registry: rows are `r`, with `plans` and `coming` beside them. */
export function ruleSql(rule: Rule, at: Date): Sql {
  if ("all" in rule)
    return sql`(${join(
      rule.all.map((part) => ruleSql(part, at)),
      " and ",
    )})`;
  if ("any" in rule)
    return sql`(${join(
      rule.any.map((part) => ruleSql(part, at)),
      " or ",
    )})`;
  if ("not" in rule) return sql`(not ${ruleSql(rule.not, at)})`;
  return conditionSql(rule, at);
}

function conditionSql(condition: Condition, at: Date): Sql {
  if ("known" in condition) return knownSql(condition.known, at);
  const { field: id } = condition;
  if ("holds" in condition) return FLAGS(at)[id]!;
  if ("is" in condition) return comparedSql(NUMBERS(at)[id]!, condition);
  const { kind } = COHORT_FIELDS[id];
  if (kind === "list") return sql`(${LISTS[id]!(condition.in)})`;
  const possible = CHOICES[id]!;
  return sql`(case when ${possible} is null then null when ${possible} <@ ${condition.in}::text[] then true
    when not ${possible} && ${condition.in}::text[] then false end)`;
}

function knownSql(id: CohortField, at: Date): Sql {
  const { kind } = COHORT_FIELDS[id];
  if (kind === "list") return sql`(${LISTS[id]!([])} is not null)`;
  if (kind === "flag") return sql`(${FLAGS(at)[id]!} is not null)`;
  if (kind !== "number") return sql`coalesce(cardinality(${CHOICES[id]!}) = 1, false)`;
  const { value, floor } = NUMBERS(at)[id]!;
  return sql`(${value} is not null ${floor ? sql`and not ${floor}` : empty})`;
}

/** `notMade`: it does not apply to this person, so no comparison holds. */
type NumberSql = { value: Sql; floor?: Sql; notMade?: Sql };
const OPERATORS: Record<Comparison, Sql> = {
  "at least": sql`>=`,
  "more than": sql`>`,
  "at most": sql`<=`,
  "less than": sql`<`,
};

/** A floor that reaches the line is over it; one that does not tells nothing. */
function comparedSql(
  { value, floor, notMade }: NumberSql,
  { is, value: line }: { is: Comparison; value: number },
): Sql {
  const holds = sql`${value} ${OPERATORS[is]} ${line}::float8`;
  const upwards = is === "at least" || is === "more than";
  const told = floor
    ? sql`(case when ${floor} and ${upwards ? sql`not ${holds}` : holds} then null else ${holds} end)`
    : sql`(${holds})`;
  return notMade ? sql`(case when ${notMade} then false else ${told} end)` : told;
}

const coded = sql`not ('coded record' = any (r.missing))`;

const NUMBERS = (at: Date): Partial<Record<CohortField, NumberSql>> => ({
  age: { value: sql`r.age` },
  efiCount: {
    value: sql`r.efi_count`,
    floor: sql`(not r.efi_known)`,
    notMade: sql`(r.efi_count is null and r.efi_known)`,
  },
  efi2Score: { value: sql`r.efi2_score`, floor: sql`(not r.efi2_known)` },
  cambridge: { value: sql`r.cambridge` },
  cfs: { value: sql`r.cfs` },
  medicines: { value: sql`r.medicines` },
  hba1c: { value: sql`r.hba1c` },
  systolic: { value: sql`r.systolic` },
  diastolic: { value: sql`r.diastolic` },
  egfr: { value: sql`r.egfr` },
  bmi: { value: sql`r.bmi` },
  cholesterol: { value: sql`r.cholesterol` },
  acr: { value: sql`r.acr` },
  emergencyYear: { value: sql`r.emergency_year` },
  attendancesYear: { value: sql`r.attendances_year` },
  planDays: {
    value: sql`floor(extract(epoch from (${at}::timestamptz - plans.oldest_since)) / 86400)`,
    notMade: sql`(plans.person_id is null)`,
  },
});

const FLAGS = (at: Date): Partial<Record<CohortField, Sql>> => ({
  careHome: sql`r.care_home`,
  diabetes: sql`(case when r.diabetes then true when ${coded} then false end)`,
  carer: sql`r.has_carer`,
  plan: sql`(plans.person_id is not null)`,
  meeting: sql`(coming.person_id is not null)`,
  discussed: sql`exists (select 1 from mdg_case k where k.person_id = r.person_id and k.status = 'closed'
    and k.closed_at > ${new Date(at.getTime() - 365 * 86_400_000)} and k.closed_at <= ${at})`,
});

/** Organisations named, and everything below them. */
const registeredUnder = (organisations: readonly string[]): Sql => sql`r.practice_id in (
  with recursive below as (
    select id from organisation where id = any (${[...organisations]}::uuid[])
    union select o.id from organisation o join below b on o.parent_id = b.id)
  select id from below)`;

const LISTS: Partial<Record<CohortField, (wanted: string[]) => Sql>> = {
  organisation: (wanted) => sql`case when r.practice_id is not null then ${registeredUnder(wanted)} end`,
  condition: (wanted) => sql`case when ${coded} then r.sets && ${wanted}::text[] end`,
  medicine: (wanted) => sql`case when r.medicines is not null then r.sets && ${wanted}::text[] end`,
  gap: (wanted) =>
    sql`case when ${coded} then r.gaps && ${wanted.flatMap((one) => processesOf(one) ?? [])}::text[] end`,
};

/** All values that it may be; several where what is held is a floor. */
const CHOICES: Partial<Record<CohortField, Sql>> = {
  sex: sql`(case when r.sex <> 'unknown' then array[r.sex] end)`,
  ethnicity: sql`(case ${join(
    (Object.keys(LETTERS_OF) as EthnicGroup[]).map(
      (group) => sql`when left(r.ethnicity, 1) = any (${[...LETTERS_OF[group]]}::text[]) then array[${group}::text]`,
    ),
    " ",
  )} end)`,
  lsoa: sql`(select case when p.lsoa is not null then array[p.lsoa] end from person p where p.id = r.person_id)`,
  imd: sql`(case when r.imd_decile is not null then array[((r.imd_decile + 1) / 2)::text] end)`,
  segment: segmentsPossible(),
  tier: sql`array[${tier}]`,
  efiCategory: sql`(case when r.efi_count is null and r.efi_known then array['not made'] when r.efi_count is not null then
    case when r.efi_known then array[r.efi_category]
      else (array['severe','moderate','mild','fit'])[1 : array_position(${[...FRAILTY_TOP_FIRST]}::text[], r.efi_category)] end end)`,
  frailty: sql`(case when r.frailty is not null then array[r.frailty] end)`,
};

function segmentsPossible(): Sql {
  const reaches = (category: string) =>
    sql`(r.efi2_score is not null or coalesce(r.efi_count, 0) + cardinality(r.missing) >= ${leastDeficits(category)})`;
  return sql`(case when r.segment in ('end_of_life', 'frailty_dementia') or cardinality(r.missing) = 0 then array[r.segment]
    when not (${coded}) then (array['end_of_life','frailty_dementia','complex','long_term','healthy'])[1 : r.segment_rank]
    else array[r.segment]
      || case when ${reaches("severe")} then array['frailty_dementia'] else '{}' end
      || case when r.segment = 'healthy' and ${reaches("moderate")} then array['long_term'] else '{}' end end)`;
}
