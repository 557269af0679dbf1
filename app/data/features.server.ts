/**
 * What features are made of: a person's entries, uses of services and the like, by the same statements for one person,
 * for some and for a chunk of everybody. What counts is decided in domain/feature. Entries of merged records count for the
 * person into whom they were merged.
 */
import type pg from "pg";
import type { CalendarDate } from "../domain/calendar";
import type { Excuse } from "../domain/care-gap";
import { londonDate } from "../domain/dates";
import { type CodedEntry, type Features, readFeatures } from "../domain/feature";

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

/** Living, unmerged people among these, by id. */
export async function findFeatures(
  query: Query,
  personIds: readonly string[],
  asOf: CalendarDate,
  sets: SetsOfCodes,
): Promise<PersonFeatures[]> {
  const records = await query<RecordRow>(RECORDS, [personIds, asOf]);
  const recordIds = records.map(({ record_id }) => record_id);
  const [services, excuses, plans, meetings] = [
    grouped(await query<ServiceRow>(SERVICES, [recordIds, asOf])),
    grouped(await query<ExcuseRow>(EXCUSES, [recordIds])),
    grouped(await query<PlanRow>(PLANS, [personIds])),
    grouped(await query<MeetingRow>(MEETINGS, [personIds])),
  ];
  const people: PersonFeatures[] = [];
  for (let from = 0; from < records.length; ) {
    let to = from + 1;
    while (to < records.length && records[to]!.id === records[from]!.id) to++;
    const ofPerson = records.slice(from, to);
    const { id } = ofPerson[0]!;
    people.push(
      featuresOf(
        ofPerson,
        {
          services: ofPerson.flatMap(({ record_id }) => services.get(record_id) ?? []),
          excuses: ofPerson.flatMap(({ record_id }) => excuses.get(record_id) ?? []),
          plan: plans.get(id)?.[0],
          meeting: meetings.get(id)?.[0],
        },
        asOf,
        sets,
      ),
    );
    from = to;
  }
  return people;
}

function grouped<Row extends { person_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const byPerson = new Map<string, Row[]>();
  for (const row of rows) {
    const held = byPerson.get(row.person_id);
    if (held) held.push(row);
    else byPerson.set(row.person_id, [row]);
  }
  return byPerson;
}

/** The next so many people by id after that one: living, unmerged, without a row of that run where one is named. */
export async function nextPeople(
  query: Query,
  { after, limit, asOf, without }: { after?: string; limit: number; asOf: CalendarDate; without?: string },
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    `select id from person p where merged_into is null and ($1::uuid is null or id > $1::uuid)
       and (not deceased or died_on > $3::date)
       and ($4::uuid is null or not exists (select from registry_row r where r.person_id = p.id and r.run_id = $4::uuid))
     order by id limit $2`,
    [after ?? null, limit, asOf, without ?? null],
  );
  return rows.map(({ id }) => id);
}

/** Words that travel as numbers: up to seven of each. */
const KINDS = ["problem", "medicine", "result", "finding", "allergy", "procedure", "immunisation"];
const STATUSES = ["active", "resolved", "inactive", "cancelled", "draft"];

/** Branches of an SQL case from words to their places in the list; any other word is the place after the last. */
const numbered = (words: readonly string[]): string =>
  `${words.map((word, place) => `when '${word}' then ${place}`).join(" ")} else ${words.length} end`;

/**
 * $1 ids, $2 as of. A row for each record: those merged into the person come as rows of their own. A whole population
 * passes here, so that entries travel as bytes, 28 each: code, kind and status; value; begin; end. An entry without a
 * date counts as old.
 */
const RECORDS = `
with days as materialized (select ($2::date + 1)::timestamp at time zone 'Europe/London' as ends),
record as materialized (
  select id as record_id, id as person_id from person where id = any ($1::uuid[])
  union all
  select id, merged_into from person where merged_into = any ($1::uuid[])
)
select p.id, r.record_id, p.practice_id, to_char(p.born_on, 'YYYY-MM-DD') as born_on, p.sex, p.imd_decile, p.ethnicity,
  to_char(p.registered_at, 'YYYY-MM-DD') as registered_on, p.care_home_id is not null as in_home,
  exists (select from person_to_ring g where g.person_id = r.record_id and g.is_carer and g.removed_at is null) as has_carer,
  (select string_agg(
      int4send(e.code_id * 64 + (case e.kind ${numbered(KINDS)}) * 8 + (case e.status ${numbered(STATUSES)}))
      || float8send(case when e.implausible or e.value is null then 'NaN' else e.value end)
      || timestamptz_send(coalesce(e.on_date, '-infinity')) || timestamptz_send(coalesce(e.end_date, '-infinity')), '')
    from entry e
    where e.person_id = r.record_id and e.removed_at is null
      and coalesce(e.on_date, '-infinity') < (select ends from days)) as entries
from record r
join person p on p.id = r.person_id
where p.merged_into is null and (not p.deceased or p.died_on > $2::date) and (p.born_on is null or p.born_on <= $2::date)
order by p.id`;

/** Uses of services, newest first, of the last ten years, the longest that a setting may reach back. Of the GP's, that there is one. */
const SERVICES = `
with days as materialized (
  select ($2::date + 1)::timestamp at time zone 'Europe/London' as ends, ($2::date - interval '10 years') as services_from
)
select person_id, kind, to_char(starts_on, 'YYYY-MM-DD') as "on", to_char(ends_on, 'YYYY-MM-DD') as until, reason from (
  select x.person_id, x.kind, x.starts_at at time zone 'Europe/London' as starts_on,
    x.ends_at at time zone 'Europe/London' as ends_on, x.reason_code_id as reason
  from encounter x
  where x.person_id = any ($1::uuid[]) and x.kind <> 'gp' and x.removed_at is null
    and x.starts_at < (select ends from days) and x.starts_at >= (select services_from from days)
  union all
  select c.person_id, case c.service when 'ed' then 'ae' else c.service end, c.opened_at at time zone 'Europe/London', null, null
  from contact c where c.person_id = any ($1::uuid[]) and c.opened_at < (select ends from days)
  union all
  select x.person_id, 'gp', max(x.starts_at) at time zone 'Europe/London', null, null
  from encounter x
  where x.person_id = any ($1::uuid[]) and x.kind = 'gp' and x.removed_at is null and x.starts_at < (select ends from days)
  group by x.person_id
) uses order by starts_on desc`;

const EXCUSES = `
select person_id, process, kind, to_char(on_date, 'YYYY-MM-DD') as "on", to_char(until, 'YYYY-MM-DD') as until, by_name, reason
from care_excuse where person_id = any ($1::uuid[]) and withdrawn_at is null`;

const PLANS = `
select l.person_id, l.current_version, v.published_at, coalesce(l.oldest_critical_since, v.published_at) as confirmed_on
from plan l join plan_version v on v.person_id = l.person_id and v.version = l.current_version
where l.person_id = any ($1::uuid[]) and l.status = 'live'`;

const MEETINGS = `
select k.person_id, min(t.starts_at) as next_meeting from mdg_case k join meeting t on t.id = k.meeting_id
where k.person_id = any ($1::uuid[]) and k.status = 'waiting' and t.closed_at is null group by k.person_id`;

type RecordRow = {
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
type ServiceRow = { person_id: string; kind: string; on: string; until: string | null; reason: number | null };
type ExcuseRow = {
  person_id: string;
  process: string;
  kind: Excuse["kind"];
  on: string;
  until: string | null;
  by_name: string;
  reason: string;
};
type PlanRow = { person_id: string; current_version: number; published_at: Date; confirmed_on: Date };
type MeetingRow = { person_id: string; next_meeting: Date };

type Besides = { services: ServiceRow[]; excuses: ExcuseRow[]; plan?: PlanRow; meeting?: MeetingRow };

/** Of all the records that stand for one person. */
function featuresOf(
  records: readonly RecordRow[],
  { services, excuses, plan, meeting }: Besides,
  asOf: CalendarDate,
  sets: SetsOfCodes,
): PersonFeatures {
  const row = records[0]!;
  const features = readFeatures(
    {
      bornOn: row.born_on ?? undefined,
      sex: row.sex,
      registeredOn: row.registered_on ?? undefined,
      services: services.map(({ kind, on, until, reason }) => ({
        kind,
        on,
        until: until ?? undefined,
        reasons: (reason !== null && sets.get(reason)) || NO_SETS,
      })),
      careHome: row.in_home,
      hasCarer: records.some(({ has_carer }) => has_carer),
      plan: plan && { publishedOn: londonDate(plan.published_at), confirmedOn: londonDate(plan.confirmed_on) },
      excuses: excuses.map(({ until, by_name: by, person_id: _, ...excuse }) => ({
        ...excuse,
        by,
        until: until ?? undefined,
      })),
      entries: records.flatMap(({ entries }) => (entries ? entriesIn(entries, sets) : [])),
    },
    asOf,
  );
  return {
    ...features,
    careHome: features.careHome || (features.facts.get("care-home")?.active ?? false),
    personId: row.id,
    practiceId: row.practice_id,
    imdDecile: row.imd_decile,
    ethnicity: row.ethnicity,
    planVersion: plan?.current_version ?? null,
    planConfirmedOn: plan?.confirmed_on ?? null,
    nextMeetingOn: meeting?.next_meeting ?? null,
  };
}

const ENTRY_BYTES = 28;

/** Of entries in no set one is enough, to know that a record is held; but every medicine is counted. */
function entriesIn(bytes: Uint8Array, sets: SetsOfCodes): CodedEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: CodedEntry[] = [];
  let other = false;
  for (let at = 0; at < bytes.byteLength; at += ENTRY_BYTES) {
    const packed = view.getInt32(at);
    const code = packed >> 6;
    const kind = KINDS[(packed >> 3) & 7] ?? "other";
    const inSets = sets.get(code);
    if (!inSets && kind !== "medicine") {
      if (other) continue;
      other = true;
    }
    const value = view.getFloat64(at + 4);
    entries.push({
      kind,
      code,
      sets: inSets ?? NO_SETS,
      on: dayAt(view, at + 12),
      until: dayAt(view, at + 20),
      status: STATUSES[packed & 7],
      value: Number.isNaN(value) ? undefined : value,
    });
  }
  return entries;
}

const NO_SETS: readonly string[] = [];

const HOUR = 3_600_000;
const HOURS_TO_2000 = Date.UTC(2000, 0, 1) / HOUR;
/** Days in London by the hour in UTC: the clocks there change on the hour. Few hours occur; each is looked up once. */
const dayByHour = new Map<number, CalendarDate>();

/** PostgreSQL's timestamp, microseconds since 2000, as a day in London; its "-infinity" is no day. */
function dayAt(view: DataView, at: number): CalendarDate | undefined {
  const high = view.getInt32(at);
  if (high === -0x8000_0000) return undefined;
  if (high === 0x7fff_ffff) return "9999-12-31";
  const hour = Math.floor((high * 0x1_0000_0000 + view.getUint32(at + 4)) / (HOUR * 1000)) + HOURS_TO_2000;
  let day = dayByHour.get(hour);
  if (day === undefined) {
    day = londonDate(new Date(hour * HOUR));
    dayByHour.set(hour, day);
  }
  return day;
}
