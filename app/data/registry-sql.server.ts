/**
 * The registry's where and order, from filters and sorts that are data. Rows are `r`; what is as of now and not of the
 * last stratification (plans, meetings, names) is joined beside them.
 */
import { comparable } from "../domain/look-up";
import type { RecordPart } from "../domain/permissions";
import {
  CHANGE_DAYS,
  type Place,
  processesOf,
  type RegistryFilter,
  type Sort,
  type SortField,
} from "../domain/registry-filter";
import { listSources } from "../domain/registry-scope";
import type { StaffViewer } from "../domain/viewer";
import { Prisma } from "./generated/client";

const { sql, join, empty } = Prisma;
type Sql = Prisma.Sql;

/**
 * The first lock; row-level security is the second. The viewer's own record is never listed. People with a
 * restriction are few: they are set apart first, so that the many need no look at the person's row. `revealed` are the
 * parts that the list's order, or what it is narrowed by, would tell.
 */
export function inScope(viewer: StaffViewer, revealed: readonly RecordPart[] = []): Sql {
  const { unrestricted, dissented, sealed } = listSources(viewer, revealed);
  const at = viewer.requestedAt;
  const held = (sources: Sql) => sql`select s.person_id from relationship s
    where s.holder_id = any (${[...viewer.holders]}::uuid[]) and s.starts_at <= ${at}
      and (s.ends_at is null or s.ends_at > ${at}) and s.source = any (${sources})`;
  return sql`r.person_id is distinct from ${viewer.ownPersonId}::uuid
    and r.person_id in (${held(sql`${unrestricted}::text[]`)})
    and (r.person_id not in (select id from person where restriction is not null or merged_into is not null)
      or r.person_id in (select id from person where merged_into is null and restriction = 'dissented'
        intersect ${held(sql`${dissented}::text[]`)})
      or r.person_id in (select id from person where merged_into is null and restriction is distinct from 'dissented'
        intersect ${held(sql`${sealed}::text[]`)}))`;
}

/** A plan is as old as its oldest critical line (safety rule 5); without one, as its publishing. */
const plans = sql`left join (
  select pl.person_id, coalesce(pl.oldest_critical_since, v.published_at) as oldest_since
  from plan pl join plan_version v on v.person_id = pl.person_id and v.version = pl.current_version
  where pl.status = 'live') plans on plans.person_id = r.person_id`;

const coming = (at: Date) => sql`left join (
  select k.person_id, min(m.starts_at) as next_on from mdg_case k join meeting m on m.id = k.meeting_id
  where k.status = 'waiting' and m.closed_at is null and m.starts_at >= ${at} group by k.person_id
  ) coming on coming.person_id = r.person_id`;

/** The name in use: usual before official, newest first, never a former one. */
const called = (at: Date) => sql`left join (
  select distinct on (n.person_id) n.person_id, n.family, n.given from person_name n
  where n.use <> 'former' and (n.starts_at is null or n.starts_at <= ${at}) and (n.ends_at is null or n.ends_at > ${at})
  order by n.person_id, (n.use = 'usual') desc, n.starts_at desc nulls last
  ) called on called.person_id = r.person_id`;

/** What filters and sorts may speak of. Names are joined only for a list in their order. */
export const lines = (at: Date, by?: SortField): Sql =>
  sql`registry_row r ${plans} ${coming(at)} ${by === "name" ? called(at) : empty}`;

/** All that a line shows, of a block's people. */
export const shownLines = (runId: string, personIds: string[], at: Date): Sql => sql`
  select r.person_id as "personId", p.deceased as died, called.family, called.given, r.age, r.segment, r.reason, r.missing,
    r.index_known as "efiKnown", r.index_value as "efiCount", r.index_category as "efiCategory",
    r.gaps_due as "gapsDue", r.gaps[1] as "firstGap", r.need, ${changed("segment", at)} as "segmentMoved",
    ${changed("efi", at)} as "frailtyMoved", r.last_emergency_on as "lastEmergencyOn", r.emergency_year as "emergencyYear",
    r.attendances_year as attendances,
    plans.oldest_since as "planSince", coming.next_on as "nextMeetingOn"
  from ${lines(at, "name")} join person p on p.id = r.person_id
  where r.run_id = ${runId}::uuid and r.person_id = any (${personIds}::uuid[])`;

const RANKS = {
  segment: sql`array['end_of_life','frailty_dementia','complex','long_term','healthy']`,
  efi: sql`array['severe','moderate','mild','fit','robust']`,
} as const;

/** Of the index that was shown at the time: a change is never between two of them. */
const BANDS = { segment: ["segment"], efi: ["efi", "efi2"] } as const;

const changesSince = (at: Date) => new Date(at.getTime() - CHANGE_DAYS * 86_400_000);

/** "up" or "down" where the band now is another than before the first change of the last three months. */
const changed = (band: keyof typeof RANKS, at: Date): Sql => sql`(
  select case when rank.became < rank.was then 'up' when rank.became > rank.was then 'down' end from (
    select array_position(${RANKS[band]}, (array_agg(b.was order by b.at, b.id))[1]) as was,
      array_position(${RANKS[band]}, (array_agg(b.became order by b.at desc, b.id desc))[1]) as became
    from band_change b where b.person_id = r.person_id and b.band = any (${BANDS[band]}::text[])
      and b.at > ${changesSince(at)}) rank)`;

/** Least need of a tier in the run in force. */
const line = (tier: string): Sql =>
  sql`(select (tiers ->> ${tier})::float8 from stratification_run where current and finished_at is not null)`;

/** As `tierOf` has it: whoever has no need is in no ranked tier. */
export const tier: Sql = sql`case when 'coded record' = any (r.missing) then 'unknown' when r.need <= 0 then 'lower' when r.need >= ${line("very_high")} then 'very_high'
  when r.need >= ${line("high")} then 'high' when r.need >= ${line("moderate")} then 'moderate' else 'lower' end`;

/** `always` there, or null for some: then unknown values come last in both directions. */
const SORTED_BY: Record<SortField, { value: Sql; always: boolean }> = {
  segment: { value: sql`r.segment_rank`, always: true },
  name: { value: sql`lower(called.family || ', ' || called.given)`, always: false },
  age: { value: sql`r.age`, always: false },
  need: { value: sql`r.need`, always: true },
  efi: { value: sql`r.index_value`, always: false },
  gaps: { value: sql`r.gaps_due`, always: true },
  emergency: { value: sql`r.last_emergency_on`, always: false },
  plan: { value: sql`plans.oldest_since`, always: false },
  meeting: { value: sql`coming.next_on`, always: false },
};

/**
 * Order by the sort, then by person, so that a block can begin after a person of the last one. The value that the
 * cursor's person has is looked up here: it never stands in an address.
 */
export function ordered(sort: Sort, place: Place, runId: string, at: Date): { where: Sql; order: Sql; offset: Sql } {
  const { value, always } = SORTED_BY[sort.by];
  const backwards = "before" in place;
  const descending = (sort.direction === "desc") !== backwards;
  const nulls = always ? empty : sql`(${value} is null) ${backwards ? sql`desc` : sql`asc`},`;
  const order = sql`${nulls} ${value} ${descending ? sql`desc` : sql`asc`}, r.person_id ${backwards ? sql`desc` : sql`asc`}`;
  if ("from" in place) return { where: empty, order, offset: sql`offset ${place.from}` };

  const id = backwards ? place.before : place.after;
  const cursor = sql`(select ${value} from ${lines(at, sort.by)} where r.person_id = ${id}::uuid and r.run_id = ${runId}::uuid)`;
  const later = descending ? sql`${value} < ${cursor}` : sql`${value} > ${cursor}`;
  const laterPerson = backwards ? sql`r.person_id < ${id}::uuid` : sql`r.person_id > ${id}::uuid`;
  // Known values stand before unknown ones: walking on, unknown ones follow any known one; walking back, the reverse.
  const acrossUnknown = backwards
    ? sql`(${cursor} is null and ${value} is not null)`
    : sql`(${cursor} is not null and ${value} is null)`;
  const where = sql`and (${later} or ${acrossUnknown} or (${value} is not distinct from ${cursor} and ${laterPerson}))`;
  return { where, order, offset: empty };
}

/** One condition for each filter that is set. `inCohort` is the rule of the cohort that the filter names. */
export function narrowed(filter: RegistryFilter, at: Date, inCohort?: Sql): Sql {
  const { segment, efi, ageFrom, ageTo, gap, diabetes, plan, planOlder, meeting, practice, imd, record } = filter;
  const conditions = [
    segment?.length && sql`r.segment = any (${segment}::text[])`,
    efi?.length && frailty(efi),
    ageFrom !== undefined && sql`r.age >= ${ageFrom}`,
    ageTo !== undefined && sql`r.age <= ${ageTo}`,
    inCohort && sql`(${inCohort})`,
    filter.tier?.length && sql`${tier} = any (${filter.tier}::text[])`,
    filter.change &&
      sql`r.person_id in (select person_id from band_change where at > ${changesSince(at)}) and ${changed(filter.change === "segment_up" ? "segment" : "efi", at)} = 'up'`,
    gap && gapOpen(gap),
    diabetes && sql`r.diabetes = ${diabetes === "yes"}`,
    plan && sql`(plans.person_id is not null) = ${plan === "yes"}`,
    planOlder && sql`plans.oldest_since < ${new Date(at.getTime() - Number(planOlder) * 86_400_000)}`,
    meeting && sql`(coming.person_id is not null) = ${meeting === "yes"}`,
    practice && sql`r.practice_id = ${practice}::uuid`,
    imd?.length && sql`(r.imd_decile + 1) / 2 = any (${imd.map(Number)}::int[])`,
    record && sql`cardinality(r.missing) > 0`,
    filter.name && nameMatches(filter.name, filter.nameMatch ?? "starts"),
    filter.nhsNumber && sql`r.person_id in (select id from person where nhs_number = ${filter.nhsNumber})`,
  ].filter((condition) => typeof condition === "object");
  return conditions.length ? sql`and ${join(conditions, " and ")}` : empty;
}

/** A floor counts: who has at least nine deficits is at least moderately frail. But a floor is never "no frailty". */
function frailty(chosen: NonNullable<RegistryFilter["efi"]>): Sql {
  // The eFI2 calls "robust" what the eFI calls "fit".
  const categories = chosen.flatMap((one) => (one === "incomplete" ? [] : one === "fit" ? ["fit", "robust"] : [one]));
  const inCategory = sql`(r.index_category = any (${categories}::text[]) and (r.index_known or r.index_category not in ('fit', 'robust')))`;
  return chosen.includes("incomplete") ? sql`(not r.index_known or ${inCategory})` : inCategory;
}

/** Of one process, of any of a protocol, or of any at all. */
function gapOpen(gap: string): Sql {
  const processes = processesOf(gap);
  return processes ? sql`r.gaps && ${processes}::text[]` : sql`r.gaps_due > 0`;
}

/** Former names match too, silently: the row shows the name in use. Every word must be in one name, in any order. */
function nameMatches(typed: string, how: "starts" | "contains"): Sql {
  const words = comparable(typed).split(" ").filter(Boolean);
  // A word starts where the text starts or after a space; the trigram index serves both.
  const each = words.map((word) =>
    how === "contains"
      ? sql`n.search like ${`%${word}%`}`
      : sql`(n.search like ${`${word}%`} or n.search like ${`% ${word}%`})`,
  );
  return each.length
    ? sql`r.person_id in (select n.person_id from person_name n where ${join(each, " and ")})`
    : sql`false`;
}
