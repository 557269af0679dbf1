/**
 * Features of people's records: one statement, for one person, for some or for everybody. Entries of merged records
 * count for the person into whom they were merged.
 */
import type pg from "pg";
import type { CalendarDate } from "../domain/calendar";
import { bitOf, bitsOf, type Features, idsIn, type Measure } from "../domain/feature";

/** Features with what the registry row needs besides. */
export type PersonFeatures = Features & {
  personId: string;
  practiceId: string | null;
  imdDecile: number | null;
  ethnicity: string | null;
  emergencyYear: number;
  lastEmergencyOn: Date | null;
  planVersion: number | null;
  /** Since when the plan's oldest critical line has stood unconfirmed (safety rule 5). */
  planConfirmedOn: Date | null;
  nextMeetingOn: Date | null;
};

type Client = Pick<pg.ClientBase, "query">;

/** Living, unmerged people among these. */
export async function findFeatures(client: Client, personIds: string[], asOf: CalendarDate): Promise<PersonFeatures[]> {
  // Not a named statement: what is right for one person is wrong for a thousand.
  const { rows } = await client.query<Row>(STATEMENT, [personIds, asOf, HAEMOGLOBIN, ADMISSION_REASONS]);
  return rows.map(featuresOf);
}

/** Everybody living and unmerged, in chunks, as they were at one moment. Inside a transaction, which it holds open. */
export async function* streamFeatures(
  client: Client,
  asOf: CalendarDate,
  chunk: number,
): AsyncGenerator<PersonFeatures[]> {
  // All rows will be read, so the plan for the first tenth is the wrong one; sorting in memory where it can be done.
  await client.query("set local cursor_tuple_fraction = 1; set local work_mem = '64MB'; set local jit = off");
  await client.query(`declare everybody no scroll cursor for ${STATEMENT}`, [
    null,
    asOf,
    HAEMOGLOBIN,
    ADMISSION_REASONS,
  ]);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${chunk} from everybody`);
    if (!rows.length) return;
    yield rows.map(featuresOf);
  }
}

/** A haemoglobin up to 25 can only be in g/dL. */
const HAEMOGLOBIN = bitOf("measures", "haemoglobin");
const ADMISSION_REASONS = bitsOf(["efi-fragility-fracture", "efi-stroke-tia", "efi-falls"]).deficits;

/**
 * $1 ids or null for everybody, $2 as of, $3 haemoglobin's bit, $4 bits of the reasons for admission. Days are London's.
 * An entry without a date counts as old; so written, the condition does not lead the planner to an index on dates.
 * A medicine was taken in the 12 months if it was ordered in them, or was still running then.
 */
const STATEMENT = `
with days as materialized (
  select ($2::date + 1)::timestamp at time zone 'Europe/London' as ends,
    ($2::date + 1 - interval '12 months')::timestamp at time zone 'Europe/London' as year_ago
), record as materialized (
  select id as record_id, id as person_id from person where merged_into is null and ($1::uuid[] is null or id = any ($1))
  union all
  select id, merged_into from person where merged_into is not null and ($1::uuid[] is null or merged_into = any ($1))
), coded as (
  select r.person_id, f.bits2 as measures, bit_or(f.bits0) as deficits,
    bit_or(f.bits1) filter (where e.end_date >= (select ends from days)
      or e.end_date is null and e.status is distinct from 'resolved' and e.status is distinct from 'inactive') as conditions,
    max(e.on_date) as latest_on,
    max(array[coalesce(extract(epoch from e.on_date)::float8, '-infinity'), v.value]) filter (where v.value is not null) as latest,
    min(v.value) as lowest, max(v.value) as highest
  from record r
  join entry e on e.person_id = r.record_id
  join code_feature f on f.code_id = e.code_id
  cross join lateral (select case when e.implausible then null
    when e.value <= 25 and f.bits2 & $3::bigint <> 0 then e.value * 10 else e.value end as value) v
  where e.removed_at is null and coalesce(e.on_date, '-infinity') < (select ends from days)
  group by r.person_id, f.bits2
), features as (
  select person_id, bit_or(deficits) as deficits, bit_or(conditions) as conditions,
    json_agg(json_build_array(measures::text, (latest_on at time zone 'Europe/London')::date,
      (to_timestamp(nullif(latest[1], '-infinity')) at time zone 'Europe/London')::date, latest[2], lowest, highest))
      filter (where measures <> 0) as measures
  from coded group by person_id
), held as (
  select r.person_id from record r where exists (select from entry e where e.person_id = r.record_id
    and e.kind <> 'medicine' and e.removed_at is null and coalesce(e.on_date, '-infinity') < (select ends from days))
  union
  select r.person_id from record r where exists (select from encounter x where x.person_id = r.record_id
    and x.kind = 'gp' and x.removed_at is null and x.starts_at < (select ends from days))
), medicines as (
  select r.person_id, count(distinct e.code_id) filter (where coalesce(e.end_date,
    case when e.status = 'active' then 'infinity' else e.on_date end) >= (select year_ago from days)) as taken
  from record r join entry e on e.person_id = r.record_id and e.kind = 'medicine'
  where e.removed_at is null and coalesce(e.on_date, '-infinity') < (select ends from days)
    and e.status is distinct from 'cancelled' and e.status is distinct from 'draft'
  group by r.person_id
), admissions as (
  select r.person_id,
    count(*) filter (where x.kind = 'emergency_admission' and x.starts_at >= (select year_ago from days)) as emergency_year,
    max(x.starts_at) filter (where x.kind = 'emergency_admission') as last_emergency,
    max(x.starts_at) filter (where f.bits0 & $4::bigint <> 0) as for_frailty
  from record r
  join encounter x on x.person_id = r.record_id and x.kind in ('emergency_admission', 'elective_admission')
  left join code_feature f on f.code_id = x.reason_code_id
  where x.removed_at is null and x.starts_at < (select ends from days)
  group by r.person_id
)
select p.id, p.practice_id, to_char(p.born_on, 'YYYY-MM-DD') as born_on, p.sex, p.imd_decile, p.ethnicity,
  h.person_id is not null as has_record,
  f.deficits, f.conditions, f.measures, m.taken::int,
  a.emergency_year::int, a.last_emergency, to_char(a.for_frailty at time zone 'Europe/London', 'YYYY-MM-DD') as for_frailty,
  l.current_version as plan_version, l.confirmed_on, g.next_meeting
from person p
left join held h on h.person_id = p.id
left join features f on f.person_id = p.id
left join medicines m on m.person_id = p.id
left join admissions a on a.person_id = p.id
left join lateral (
  select l.current_version, coalesce(l.oldest_critical_since,
    (select v.published_at from plan_version v where v.person_id = p.id and v.version = l.current_version)) as confirmed_on
  from plan l where l.person_id = p.id and l.status = 'live') l on true
left join lateral (
  select min(t.starts_at) as next_meeting from mdg_case k join meeting t on t.id = k.meeting_id
  where k.person_id = p.id and k.status = 'waiting' and t.closed_at is null) g on true
where p.merged_into is null and ($1::uuid[] is null or p.id = any ($1))
  and (not p.deceased or p.died_on > $2::date) and (p.born_on is null or p.born_on <= $2::date)`;

type Row = {
  id: string;
  practice_id: string | null;
  born_on: string | null;
  sex: string;
  imd_decile: number | null;
  ethnicity: string | null;
  has_record: boolean;
  deficits: string | null;
  conditions: string | null;
  measures: MeasureRow[] | null;
  taken: number | null;
  emergency_year: number | null;
  last_emergency: Date | null;
  for_frailty: string | null;
  plan_version: number | null;
  confirmed_on: Date | null;
  next_meeting: Date | null;
};

/** Bits of the measures that these entries are of; day of the latest; day and value of the latest value; lowest; highest. */
type MeasureRow = [string, string | null, string | null, number | null, number | null, number | null];

const featuresOf = (row: Row): PersonFeatures => ({
  personId: row.id,
  practiceId: row.practice_id,
  bornOn: row.born_on ?? undefined,
  sex: row.sex,
  imdDecile: row.imd_decile,
  ethnicity: row.ethnicity,
  hasRecord: row.has_record,
  deficits: new Set(idsIn("deficits", BigInt(row.deficits ?? 0)).map((id) => id.slice("efi-".length))),
  conditions: new Set(idsIn("conditions", BigInt(row.conditions ?? 0))),
  measures: measuresOf(row.measures ?? []),
  medicines: row.taken ?? undefined,
  admittedForFrailtyOn: row.for_frailty ?? undefined,
  emergencyYear: row.emergency_year ?? 0,
  lastEmergencyOn: row.last_emergency,
  planVersion: row.plan_version,
  planConfirmedOn: row.confirmed_on,
  nextMeetingOn: row.next_meeting,
});

function measuresOf(rows: MeasureRow[]): Map<string, Measure> {
  const measures = new Map<string, Measure>();
  for (const [bits, latestOn, valueOn, latest, lowest, highest] of rows) {
    const measure: Measure = {
      latestOn: latestOn ?? undefined,
      valueOn: valueOn ?? undefined,
      latest: latest ?? undefined,
      lowest: lowest ?? undefined,
      highest: highest ?? undefined,
      unreadable: lowest === null,
    };
    for (const id of measuresIn(bits)) measures.set(id, merge(measures.get(id), measure));
  }
  return measures;
}

/** A measure may come in two rows: codes that are of it alone, and codes that are of another one too. */
function merge(a: Measure | undefined, b: Measure): Measure {
  if (!a) return b;
  const newer = (b.valueOn ?? "") > (a.valueOn ?? "") ? b : a;
  return {
    latestOn: (b.latestOn ?? "") > (a.latestOn ?? "") ? b.latestOn : a.latestOn,
    latest: newer.latest,
    valueOn: newer.valueOn,
    lowest: least(a.lowest, b.lowest),
    highest: most(a.highest, b.highest),
    unreadable: a.unreadable && b.unreadable,
  };
}

const least = (a?: number, b?: number) => (a === undefined ? b : b === undefined ? a : Math.min(a, b));
const most = (a?: number, b?: number) => (a === undefined ? b : b === undefined ? a : Math.max(a, b));

/** Few combinations occur: each is read once. */
const known = new Map<string, string[]>();
function measuresIn(bits: string): string[] {
  const ids = known.get(bits) ?? idsIn("measures", BigInt(bits));
  known.set(bits, ids);
  return ids;
}
