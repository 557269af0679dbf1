/** The registry's where and order, from filters and sorts that are data. Rows are `r`, people `p`. */
import { comparable } from "../domain/look-up";
import type { Place, RegistryFilter, Sort, SortField } from "../domain/registry-filter";
import { listSources } from "../domain/registry-scope";
import type { StaffViewer } from "../domain/viewer";
import { Prisma } from "./generated/client";

const { sql, join, empty } = Prisma;
type Sql = Prisma.Sql;

/** The first lock; row-level security is the second. The viewer's own record is never listed. */
export function inScope(viewer: StaffViewer, sort: Sort): Sql {
  const { unrestricted, dissented, sealed } = listSources(viewer, sort);
  const at = viewer.requestedAt;
  return sql`p.merged_into is null and r.person_id is distinct from ${viewer.ownPersonId}::uuid
    and exists (select 1 from relationship s where s.person_id = r.person_id
      and s.holder_id = any (${[...viewer.holders]}::uuid[]) and s.starts_at <= ${at} and (s.ends_at is null or s.ends_at > ${at})
      and s.source = any (case when p.restriction is null then ${unrestricted}::text[]
        when p.restriction = 'dissented' then ${dissented}::text[] else ${sealed}::text[] end))`;
}

export const FROM = sql`registry_row r join person p on p.id = r.person_id`;

/**
 * Plans and meetings are read as they are now, not as they were when people were stratified. A plan's date is when it
 * was last published or something in it confirmed; how old its oldest critical line is stands on the record.
 */
const planOn = (at: Date) => sql`(select greatest(v.published_at,
    (select max(c.confirmed_at) from plan_confirmation c
      where c.person_id = r.person_id and c.version = v.version and c.confirmed_at <= ${at}))
  from plan pl join plan_version v on v.person_id = pl.person_id and v.version = pl.current_version
  where pl.person_id = r.person_id and pl.status = 'live')`;

const nextMeeting = (at: Date) => sql`(select min(m.starts_at) from mdg_case k join meeting m on m.id = k.meeting_id
  where k.person_id = r.person_id and k.status = 'waiting' and m.closed_at is null and m.starts_at >= ${at})`;

/** The name in use: usual before official, newest first, never a former one. */
const currentName = (at: Date) => sql`from person_name n where n.person_id = r.person_id and n.use <> 'former'
    and (n.starts_at is null or n.starts_at <= ${at}) and (n.ends_at is null or n.ends_at > ${at})
  order by (n.use = 'usual') desc, n.starts_at desc nulls last limit 1`;

export const columns = (at: Date) => sql`r.person_id as "personId", p.died_on as "diedOn",
  (select to_json(n.*) ${currentName(at)}) as name, r.age, r.segment, r.reason, r.missing,
  r.efi_known as "efiKnown", r.efi_count as "efiCount", r.efi_category as "efiCategory",
  r.gaps_due as "gapsDue", r.diabetes, r.last_emergency_on as "lastEmergencyOn", r.emergency_year as "emergencyYear",
  ${planOn(at)} as "planOn", ${nextMeeting(at)} as "nextMeetingOn"`;

function sortExpression(by: SortField, at: Date): Sql {
  switch (by) {
    case "segment":
      return sql`r.segment_rank`;
    case "name":
      return sql`(select lower(n.family || ', ' || n.given) ${currentName(at)})`;
    case "age":
      return sql`r.age`;
    case "efi":
      return sql`r.efi_count`;
    case "gaps":
      return sql`r.gaps_due`;
    case "emergency":
      return sql`r.last_emergency_on`;
    case "plan":
      return planOn(at);
    case "meeting":
      return nextMeeting(at);
  }
}

/**
 * Order by the sort, unknown values last, then by person, so that a block can begin after a person of the last one.
 * The value that the cursor's person has is looked up here: it never stands in an address.
 */
export function ordered(sort: Sort, place: Place, at: Date): { where: Sql; order: Sql; offset: Sql } {
  const value = sortExpression(sort.by, at);
  const backwards = "before" in place;
  const descending = (sort.direction === "desc") !== backwards;
  const way = descending ? sql`desc` : sql`asc`;
  const order = sql`(${value} is null) ${backwards ? sql`desc` : sql`asc`}, ${value} ${way}, r.person_id ${backwards ? sql`desc` : sql`asc`}`;
  if ("from" in place) return { where: empty, order, offset: sql`offset ${place.from}` };

  const id = backwards ? place.before : place.after;
  const cursor = sql`(select ${value} from registry_row r where r.person_id = ${id}::uuid and r.run_id = (select id from stratification_run where current))`;
  const later = descending ? sql`${value} < ${cursor}` : sql`${value} > ${cursor}`;
  const laterPerson = backwards ? sql`r.person_id < ${id}::uuid` : sql`r.person_id > ${id}::uuid`;
  // Known values stand before unknown ones: walking on, unknown ones follow any known one; walking back, the reverse.
  const acrossUnknown = backwards
    ? sql`(${cursor} is null and ${value} is not null)`
    : sql`(${cursor} is not null and ${value} is null)`;
  const where = sql`and (${later} or ${acrossUnknown} or (${value} is not distinct from ${cursor} and ${laterPerson}))`;
  return { where, order, offset: empty };
}

/** One condition for each filter that is set. */
export function narrowed(filter: RegistryFilter, at: Date): Sql {
  const { segment, efi, ageFrom, ageTo, gap, diabetes, plan, planOlder, meeting, practice, imd, record } = filter;
  const conditions = [
    segment?.length && sql`r.segment = any (${segment}::text[])`,
    efi?.length && frailty(efi),
    ageFrom !== undefined && sql`r.age >= ${ageFrom}`,
    ageTo !== undefined && sql`r.age <= ${ageTo}`,
    gap && (gap === "any" ? sql`r.gaps_due > 0` : gapOpen(gap)),
    diabetes && sql`r.diabetes = ${diabetes === "yes"}`,
    plan && (plan === "yes" ? sql`${LIVE_PLAN}` : sql`not ${LIVE_PLAN}`),
    planOlder && sql`${planOn(at)} < ${new Date(at.getTime() - Number(planOlder) * 86_400_000)}`,
    meeting && sql`(${nextMeeting(at)} is not null) = ${meeting === "yes"}`,
    practice && sql`r.practice_id = ${practice}::uuid`,
    imd?.length && sql`(r.imd_decile + 1) / 2 = any (${imd.map(Number)}::int[])`,
    record && sql`cardinality(r.missing) > 0`,
    filter.name && nameMatches(filter.name, filter.nameMatch ?? "starts"),
    filter.nhsNumber && sql`p.nhs_number = ${filter.nhsNumber}`,
  ].filter((condition) => typeof condition === "object");
  return conditions.length ? sql`and ${join(conditions, " and ")}` : empty;
}

const LIVE_PLAN = sql`exists (select 1 from plan pl where pl.person_id = r.person_id and pl.status = 'live')`;

/** A floor counts: who has at least nine deficits is at least moderately frail. But a floor is never "no frailty". */
function frailty(chosen: NonNullable<RegistryFilter["efi"]>): Sql {
  const categories = chosen.filter((one) => one !== "incomplete");
  const inCategory = sql`(r.efi_category = any (${categories}::text[]) and (r.efi_known or r.efi_category <> 'fit'))`;
  return chosen.includes("incomplete") ? sql`(not r.efi_known or ${inCategory})` : inCategory;
}

const gapOpen = (process: string) => sql`exists (select 1 from jsonb_array_elements(r.care_gaps) g
  where g ->> 'process' = ${process} and g ->> 'state' in ('due', 'overdue'))`;

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
    ? sql`exists (select 1 from person_name n where n.person_id = r.person_id and ${join(each, " and ")})`
    : sql`false`;
}
