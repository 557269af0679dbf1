/**
 * What features are made of: a person's entries, uses of services and the like, in one statement for one person, for
 * some or for a chunk of everybody. What counts is decided in domain/feature. Entries of merged records count for the
 * person into whom they were merged.
 */
import type pg from "pg";
import type { CalendarDate } from "../domain/calendar";
import { londonDate } from "../domain/dates";
import { type CodedEntry, type Features, readFeatures, type ServiceUse } from "../domain/feature";

/** Features with what the registry row needs besides. */
export type PersonFeatures = Features & {
  personId: string;
  practiceId: string | null;
  imdDecile: number | null;
  ethnicity: string | null;
  planVersion: number | null;
  /** Since when the plan's oldest critical line has stood unconfirmed (safety rule 5). */
  planConfirmedOn: Date | null;
  nextMeetingOn: Date | null;
};

/** Runs a statement with positional values: a raw connection, or a viewer's transaction. */
export type Query = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

export const queryOf = (client: Pick<pg.ClientBase, "query">): Query => {
  // Not a named statement: what is right for one person is wrong for a thousand.
  return async <Row>(text: string, values: readonly unknown[]) => (await client.query(text, [...values])).rows as Row[];
};

/** Code → sets that it is in. */
export type SetsOfCodes = ReadonlyMap<number, readonly string[]>;

export async function readSetsOfCodes(query: Query): Promise<SetsOfCodes> {
  const rows = await query<{ id: number; sets: string[] }>(
    "select code_id as id, sets from code_feature where sets <> '{}'",
    [],
  );
  return new Map(rows.map(({ id, sets }) => [id, sets]));
}

/** Living, unmerged people among these. */
export async function findFeatures(
  query: Query,
  personIds: readonly string[],
  asOf: CalendarDate,
  sets: SetsOfCodes,
): Promise<PersonFeatures[]> {
  const rows = await query<Row>(STATEMENT, [personIds, asOf]);
  return rows.map((row) => featuresOf(row, asOf, sets));
}

/** The next so many people by id after that one: living, unmerged, and those who die later than that day. */
export async function nextPeople(
  query: Query,
  { after, limit, asOf }: { after: string | undefined; limit: number; asOf: CalendarDate },
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    `select id from person where merged_into is null and ($1::uuid is null or id > $1::uuid)
       and (not deceased or died_on > $3::date) order by id limit $2`,
    [after ?? null, limit, asOf],
  );
  return rows.map(({ id }) => id);
}

/**
 * $1 ids, $2 as of. Days are London's, as days since 1970. An entry without a date counts as old. Uses of services
 * before three years are read by no rule. Of entries in no set only medicines travel, to be told apart and counted.
 */
const STATEMENT = `
with days as materialized (
  select ($2::date + 1)::timestamp at time zone 'Europe/London' as ends, ($2::date - interval '3 years') as services_from
), record as materialized (
  select id as record_id, id as person_id from person where id = any ($1::uuid[])
  union all
  select id, merged_into from person where merged_into = any ($1::uuid[])
), coded as (
  select r.person_id, bool_or(e.kind <> 'medicine') as has_entries,
    array_agg(e.code_id) filter (where f.sets <> '{}' or e.kind = 'medicine') as codes,
    array_agg((e.on_date at time zone 'Europe/London')::date - date '1970-01-01') filter (where f.sets <> '{}' or e.kind = 'medicine') as days,
    array_agg((e.end_date at time zone 'Europe/London')::date - date '1970-01-01') filter (where f.sets <> '{}' or e.kind = 'medicine') as untils,
    array_agg(case when e.implausible then null else e.value end) filter (where f.sets <> '{}' or e.kind = 'medicine') as values,
    array_agg(e.kind || ' ' || coalesce(e.status, '')) filter (where f.sets <> '{}' or e.kind = 'medicine') as kinds
  from record r
  join entry e on e.person_id = r.record_id
  left join code_feature f on f.code_id = e.code_id
  where e.removed_at is null and coalesce(e.on_date, '-infinity') < (select ends from days)
  group by r.person_id
), used as (
  select person_id, json_agg(json_build_array(kind, starts_on, ends_on, reason) order by starts_on desc) as services from (
    select r.person_id, x.kind, (x.starts_at at time zone 'Europe/London')::date as starts_on,
      (x.ends_at at time zone 'Europe/London')::date as ends_on, x.reason_code_id as reason
    from record r join encounter x on x.person_id = r.record_id
    where x.kind <> 'gp' and x.removed_at is null and x.starts_at < (select ends from days)
      and x.starts_at >= (select services_from from days)
    union all
    select r.person_id, case c.service when 'ed' then 'ae' else c.service end,
      (c.opened_at at time zone 'Europe/London')::date, null, null
    from record r join contact c on c.person_id = r.record_id where c.opened_at < (select ends from days)
    union all
    select r.person_id, 'gp', max((x.starts_at at time zone 'Europe/London')::date), null, null
    from record r join encounter x on x.person_id = r.record_id
    where x.kind = 'gp' and x.removed_at is null and x.starts_at < (select ends from days) group by r.person_id
  ) uses group by person_id
), excused as (
  select r.person_id, json_agg(json_build_object('process', x.process, 'kind', x.kind, 'on', x.on_date,
    'until', x.until, 'by', x.by_name, 'reason', x.reason)) as excuses
  from record r join care_excuse x on x.person_id = r.record_id and x.withdrawn_at is null group by r.person_id
)
select p.id, p.practice_id, to_char(p.born_on, 'YYYY-MM-DD') as born_on, p.sex, p.imd_decile, p.ethnicity,
  to_char(p.registered_at, 'YYYY-MM-DD') as registered_on, p.care_home_id is not null as in_home,
  exists (select from record r join person_to_ring g on g.person_id = r.record_id
    where r.person_id = p.id and g.is_carer and g.removed_at is null) as has_carer,
  c.has_entries, c.codes::text, c.days::text, c.untils::text, c.values::text, c.kinds,
  u.services, x.excuses,
  l.current_version as plan_version, l.published_at, l.confirmed_on, g.next_meeting
from person p
left join coded c on c.person_id = p.id
left join used u on u.person_id = p.id
left join excused x on x.person_id = p.id
left join lateral (
  select l.current_version, v.published_at, coalesce(l.oldest_critical_since, v.published_at) as confirmed_on
  from plan l join plan_version v on v.person_id = l.person_id and v.version = l.current_version
  where l.person_id = p.id and l.status = 'live') l on true
left join lateral (
  select min(t.starts_at) as next_meeting from mdg_case k join meeting t on t.id = k.meeting_id
  where k.person_id = p.id and k.status = 'waiting' and t.closed_at is null) g on true
where p.merged_into is null and p.id = any ($1::uuid[])
  and (not p.deceased or p.died_on > $2::date) and (p.born_on is null or p.born_on <= $2::date)
order by p.id`;

type Row = {
  id: string;
  practice_id: string | null;
  born_on: string | null;
  sex: string;
  imd_decile: number | null;
  ethnicity: string | null;
  registered_on: string | null;
  in_home: boolean;
  has_carer: boolean;
  has_entries: boolean | null;
  codes: string | null;
  days: string | null;
  untils: string | null;
  values: string | null;
  kinds: string[] | null;
  services: [kind: string, on: string, until: string | null, reason: number | null][] | null;
  excuses: Features["excuses"] | null;
  plan_version: number | null;
  published_at: Date | null;
  confirmed_on: Date | null;
  next_meeting: Date | null;
};

function featuresOf(row: Row, asOf: CalendarDate, sets: SetsOfCodes): PersonFeatures {
  const entries = entriesOf(row, sets);
  const features = readFeatures(
    {
      bornOn: row.born_on ?? undefined,
      sex: row.sex,
      registeredOn: row.registered_on ?? undefined,
      services: (row.services ?? []).map((use) => serviceOf(use, sets)),
      careHome: row.in_home,
      hasCarer: row.has_carer,
      plan: row.published_at
        ? { publishedOn: londonDate(row.published_at), confirmedOn: londonDate(row.confirmed_on!) }
        : undefined,
      excuses: row.excuses ?? [],
      entries,
    },
    asOf,
  );
  return {
    ...features,
    hasRecord: features.hasRecord || row.has_entries === true,
    careHome: features.careHome || (features.facts.get("care-home")?.active ?? false),
    personId: row.id,
    practiceId: row.practice_id,
    imdDecile: row.imd_decile,
    ethnicity: row.ethnicity,
    planVersion: row.plan_version,
    planConfirmedOn: row.confirmed_on,
    nextMeetingOn: row.next_meeting,
  };
}

function entriesOf({ codes, days, untils, values, kinds }: Row, sets: SetsOfCodes): CodedEntry[] {
  if (!codes || !kinds) return [];
  const [on, until, value] = [numbersIn(days!), numbersIn(untils!), numbersIn(values!)];
  return numbersIn(codes).map((code, i) => {
    const [kind, status] = kinds[i]!.split(" ", 2) as [string, string];
    return {
      kind,
      code: code!,
      sets: sets.get(code!) ?? [],
      on: dayAt(on[i]),
      until: dayAt(until[i]),
      status: status || undefined,
      value: value[i],
    };
  });
}

/** "{1,NULL,3}" */
const numbersIn = (array: string): (number | undefined)[] =>
  array
    .slice(1, -1)
    .split(",")
    .map((text) => (text === "NULL" ? undefined : Number(text)));

/** Few days occur: each is written out once. */
const written = new Map<number, CalendarDate>();
function dayAt(days: number | undefined): CalendarDate | undefined {
  if (days === undefined) return undefined;
  let day = written.get(days);
  if (day === undefined) {
    day = new Date(days * 86_400_000).toISOString().slice(0, 10);
    written.set(days, day);
  }
  return day;
}

const serviceOf = ([kind, on, until, reason]: NonNullable<Row["services"]>[number], sets: SetsOfCodes): ServiceUse => ({
  kind,
  on,
  until: until ?? undefined,
  reasons: (reason !== null && sets.get(reason)) || [],
});
