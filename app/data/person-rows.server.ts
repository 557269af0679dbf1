/**
 * What is recorded of people, as rows: by the same statements for one person, for some, and for a chunk of everybody. A
 * record that was merged into another comes with the one into which it was merged.
 */
import type { CalendarDate } from "../domain/calendar";
import type { Excuse } from "../domain/care-gap";
import { COUNTS, codesIn, holdsOther, PACKED, type SetsOfCodes } from "./packed-entries.server";

/** Runs a statement with positional values: a raw connection, or a viewer's transaction. */
export type Query = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/** Some people by id; or everybody from one id to another, so that a population's ids need not travel. */
export type Whose = { ids: readonly string[] } | { from: string; to: string };

/** What is recorded of some people. */
export type PersonRows = {
  /** By person. */
  records: readonly RecordRow[];
  /** Records that hold an entry other than medicines, among those whose bytes do not show one. */
  held: ReadonlySet<string>;
  services: ReadonlyMap<string, ServiceRow[]>;
  excuses: ReadonlyMap<string, ExcuseRow[]>;
  plans: ReadonlyMap<string, PlanRow[]>;
  meetings: ReadonlyMap<string, MeetingRow[]>;
};

export type RecordRow = {
  id: string;
  record_id: string;
  practice_id: string | null;
  born_on: string | null;
  sex: string;
  imd_decile: number | null;
  ethnicity: string | null;
  registered_on: string | null;
  in_home: boolean;
  has_carer: boolean;
  entries: Uint8Array | null;
};
export type ServiceRow = { person_id: string; kind: string; on: string; until: string | null; reason: number | null };
export type ExcuseRow = {
  person_id: string;
  process: string;
  kind: Excuse["kind"];
  on: string;
  until: string | null;
  by_name: string;
  reason: string;
};
export type PlanRow = { person_id: string; current_version: number; published_at: Date; confirmed_on: Date };
export type MeetingRow = { person_id: string; next_meeting: Date };

/** Of living, unmerged people among these. */
export async function findPersonRows(
  query: Query,
  whose: Whose,
  asOf: CalendarDate,
  sets: SetsOfCodes,
): Promise<PersonRows> {
  const ofRange = !("ids" in whose);
  const ids = ofRange ? [whose.from, whose.to] : whose.ids;
  const statements = ofRange ? OF_RANGE : OF_IDS;
  const records = await query<RecordRow>(statements.records, [ids, asOf, codesIn(sets)]);
  const merged = records.filter(({ id, record_id }) => id !== record_id).map(({ record_id }) => record_id);
  const silent = records.filter(({ entries }) => !entries || !holdsOther(entries)).map(({ record_id }) => record_id);
  /** Of the people themselves, and of those who were merged into them. */
  const ofRecords = async <Row extends OfPerson>(statement: "services" | "excuses", ...values: unknown[]) => {
    const rows = await query<Row>(statements[statement], [ids, ...values]);
    if (merged.length) rows.push(...(await query<Row>(OF_IDS[statement], [merged, ...values])));
    return grouped(rows);
  };
  return {
    records,
    held: new Set(silent.length ? (await query<{ id: string }>(HELD, [silent, asOf])).map(({ id }) => id) : []),
    services: await ofRecords<ServiceRow>("services", asOf),
    excuses: await ofRecords<ExcuseRow>("excuses"),
    plans: grouped(await query<PlanRow>(statements.plans, [ids])),
    meetings: grouped(await query<MeetingRow>(statements.meetings, [ids])),
  };
}

type OfPerson = { person_id: string };

function grouped<Row extends OfPerson>(rows: readonly Row[]): Map<string, Row[]> {
  const byPerson = new Map<string, Row[]>();
  for (const row of rows) {
    const held = byPerson.get(row.person_id);
    if (held) held.push(row);
    else byPerson.set(row.person_id, [row]);
  }
  return byPerson;
}

/**
 * The next so many people by id after that one, living and unmerged; undefined when there is nobody more. Without those
 * who have a row of a run they are named one by one.
 */
export async function nextPeople(
  query: Query,
  { after, limit, asOf, without }: { after?: string; limit: number; asOf: CalendarDate; without?: string },
): Promise<{ whose: Whose; people: number; until: string } | undefined> {
  const next = `select id from person p where merged_into is null and ($1::uuid is null or id > $1::uuid)
    and (not deceased or died_on > $3::date)`;
  if (without === undefined) {
    const [range] = await query<{ people: number; from: string; to: string }>(
      `select count(*)::int as people, min(id::text) as "from", max(id::text) as "to" from (${next} order by id limit $2) n`,
      [after ?? null, limit, asOf],
    );
    return range?.people ? { whose: range, people: range.people, until: range.to } : undefined;
  }
  const rows = await query<{ id: string }>(
    `${next} and not exists (select from registry_row r where r.person_id = p.id and r.run_id = $4::uuid)
     order by id limit $2`,
    [after ?? null, limit, asOf, without],
  );
  const ids = rows.map(({ id }) => id);
  return ids.length ? { whose: { ids }, people: ids.length, until: ids.at(-1)! } : undefined;
}

// ── Statements ────────────────────────────────────────────────────────────────────────────────────────────

/** SQL: entries of the record that were known on the day. */
const KNOWN =
  "e.person_id = r.record_id and e.removed_at is null and coalesce(e.on_date, '-infinity') < (select ends from days)";

/** Records among these with any entry other than medicines: then something is known of the person. */
const HELD = `
with days as materialized (select ($2::date + 1)::timestamp at time zone 'Europe/London' as ends)
select r.record_id as id from unnest($1::uuid[]) as r (record_id)
where exists (select from entry e where ${KNOWN} and e.kind <> 'medicine')`;

type Among = (column: string) => string;

/** Ids that the planner does not see: with thousands before it, it would weigh each, and take longer than the reading. */
const OF_IDS = statementsOf((column) => `${column} = any ((select $1::uuid[])::uuid[])`);
const OF_RANGE = statementsOf((column) => `${column} between ($1::uuid[])[1] and ($1::uuid[])[2]`);

/** $1 ids, or the first and the last of a range. */
function statementsOf(among: Among) {
  return {
    records: recordsAmong(among),
    services: servicesAmong(among),
    excuses: `
select person_id, process, kind, to_char(on_date, 'YYYY-MM-DD') as "on", to_char(until, 'YYYY-MM-DD') as until, by_name, reason
from care_excuse where ${among("person_id")} and withdrawn_at is null`,
    plans: `
select l.person_id, l.current_version, v.published_at, coalesce(l.oldest_critical_since, v.published_at) as confirmed_on
from plan l join plan_version v on v.person_id = l.person_id and v.version = l.current_version
where ${among("l.person_id")} and l.status = 'live'`,
    meetings: `
select k.person_id, min(t.starts_at) as next_meeting from mdg_case k join meeting t on t.id = k.meeting_id
where ${among("k.person_id")} and k.status = 'waiting' and t.closed_at is null group by k.person_id`,
  };
}

/**
 * $2 as of, $3 codes in sets. A row for each record: those merged into the person come as rows of their own. An entry
 * without a date counts as old.
 */
function recordsAmong(among: Among): string {
  return `
with days as materialized (select ($2::date + 1)::timestamp at time zone 'Europe/London' as ends),
record as materialized (
  select id as record_id, id as person_id from person where ${among("id")}
  union all
  select id, merged_into from person where ${among("merged_into")}
)
select p.id, r.record_id, p.practice_id, to_char(p.born_on, 'YYYY-MM-DD') as born_on, p.sex, p.imd_decile, p.ethnicity,
  to_char(p.registered_at, 'YYYY-MM-DD') as registered_on, p.care_home_id is not null as in_home,
  exists (select from person_to_ring g where g.person_id = r.record_id and g.is_carer and g.removed_at is null) as has_carer,
  (select ${PACKED} from entry e where ${KNOWN} and ${COUNTS}) as entries
from record r
join person p on p.id = r.person_id
where p.merged_into is null and (not p.deceased or p.died_on > $2::date) and (p.born_on is null or p.born_on <= $2::date)
order by p.id`;
}

/**
 * $2 as of. Uses of services, newest first, of the last ten years, the longest that a setting may reach back. Of the
 * GP's, that there is one.
 */
function servicesAmong(among: Among): string {
  return `
with days as materialized (
  select ($2::date + 1)::timestamp at time zone 'Europe/London' as ends, ($2::date - interval '10 years') as services_from
)
select person_id, kind, to_char(starts_on, 'YYYY-MM-DD') as "on", to_char(ends_on, 'YYYY-MM-DD') as until, reason from (
  select x.person_id, x.kind, x.starts_at at time zone 'Europe/London' as starts_on,
    x.ends_at at time zone 'Europe/London' as ends_on, x.reason_code_id as reason
  from encounter x
  where ${among("x.person_id")} and x.kind <> 'gp' and x.removed_at is null
    and x.starts_at < (select ends from days) and x.starts_at >= (select services_from from days)
  union all
  select c.person_id, case c.service when 'ed' then 'ae' else c.service end, c.opened_at at time zone 'Europe/London', null, null
  from contact c where ${among("c.person_id")} and c.opened_at < (select ends from days)
  union all
  select x.person_id, 'gp', max(x.starts_at) at time zone 'Europe/London', null, null
  from encounter x
  where ${among("x.person_id")} and x.kind = 'gp' and x.removed_at is null and x.starts_at < (select ends from days)
  group by x.person_id
) uses order by starts_on desc`;
}
