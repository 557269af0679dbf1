/**
 * What features are made of: a person's entries, uses of services and the like, by the same statements for one person,
 * for some and for a chunk of everybody. What counts is decided in domain/feature. Entries of merged records count for the
 * person into whom they were merged.
 */
import type pg from "pg";
import type { CalendarDate } from "../domain/calendar";
import type { Excuse } from "../domain/care-gap";
import { londonDate } from "../domain/dates";
import { type CodedEntry, type Features, readFeatures, type ServiceUse, type Whole } from "../domain/feature";
import { addEntries, COUNTS, codesIn, holdsOther, PACKED, type SetsOfCodes } from "./packed-entries.server";

export type { SetsOfCodes } from "./packed-entries.server";

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
  return [...featuresIn(await findRecords(query, personIds, asOf, sets), asOf, sets)];
}

/** What is recorded of some people, as it came from the database. */
export type Records = {
  /** By person. */
  records: readonly RecordRow[];
  /** Records that hold an entry other than medicines, among those whose bytes do not show one. */
  held: ReadonlySet<string>;
  services: ReadonlyMap<string, ServiceRow[]>;
  excuses: ReadonlyMap<string, ExcuseRow[]>;
  plans: ReadonlyMap<string, PlanRow[]>;
  meetings: ReadonlyMap<string, MeetingRow[]>;
};

/** Of living, unmerged people among these. */
export async function findRecords(
  query: Query,
  personIds: readonly string[],
  asOf: CalendarDate,
  sets: SetsOfCodes,
): Promise<Records> {
  const records = await query<RecordRow>(RECORDS, [personIds, asOf, codesIn(sets)]);
  const recordIds = records.map(({ record_id }) => record_id);
  const silent = records.filter(({ entries }) => !entries || !holdsOther(entries)).map(({ record_id }) => record_id);
  return {
    records,
    held: new Set(silent.length ? (await query<{ id: string }>(HELD, [silent, asOf])).map(({ id }) => id) : []),
    services: grouped(await query<ServiceRow>(SERVICES, [recordIds, asOf])),
    excuses: grouped(await query<ExcuseRow>(EXCUSES, [recordIds])),
    plans: grouped(await query<PlanRow>(PLANS, [personIds])),
    meetings: grouped(await query<MeetingRow>(MEETINGS, [personIds])),
  };
}

/** One person after the other, so that a population's features need not be held together. */
export function* featuresIn(found: Records, asOf: CalendarDate, sets: SetsOfCodes): Generator<PersonFeatures> {
  const { records } = found;
  for (let from = 0; from < records.length; ) {
    let to = from + 1;
    while (to < records.length && records[to]!.id === records[from]!.id) to++;
    yield featuresOf(records.slice(from, to), found, asOf, sets);
    from = to;
  }
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

/** Ids that the planner does not see: with thousands before it, it would weigh each, and take longer than the reading. */
const AMONG = "any ((select $1::uuid[])::uuid[])";

/** SQL: entries of the record that were known on the day. */
const KNOWN =
  "e.person_id = r.record_id and e.removed_at is null and coalesce(e.on_date, '-infinity') < (select ends from days)";

/**
 * $1 ids, $2 as of, $3 codes in sets. A row for each record: those merged into the person come as rows of their own. An
 * entry without a date counts as old.
 */
const RECORDS = `
with days as materialized (select ($2::date + 1)::timestamp at time zone 'Europe/London' as ends),
record as materialized (
  select id as record_id, id as person_id from person where id = ${AMONG}
  union all
  select id, merged_into from person where merged_into = ${AMONG}
)
select p.id, r.record_id, p.practice_id, to_char(p.born_on, 'YYYY-MM-DD') as born_on, p.sex, p.imd_decile, p.ethnicity,
  to_char(p.registered_at, 'YYYY-MM-DD') as registered_on, p.care_home_id is not null as in_home,
  exists (select from person_to_ring g where g.person_id = r.record_id and g.is_carer and g.removed_at is null) as has_carer,
  (select ${PACKED} from entry e where ${KNOWN} and ${COUNTS}) as entries
from record r
join person p on p.id = r.person_id
where p.merged_into is null and (not p.deceased or p.died_on > $2::date) and (p.born_on is null or p.born_on <= $2::date)
order by p.id`;

/** Records among these with any entry other than medicines: then something is known of the person. */
const HELD = `
with days as materialized (select ($2::date + 1)::timestamp at time zone 'Europe/London' as ends)
select r.record_id as id from unnest($1::uuid[]) as r (record_id)
where exists (select from entry e where ${KNOWN} and e.kind <> 'medicine')`;

/** Uses of services, newest first, of the last ten years, the longest that a setting may reach back. Of the GP's, that there is one. */
const SERVICES = `
with days as materialized (
  select ($2::date + 1)::timestamp at time zone 'Europe/London' as ends, ($2::date - interval '10 years') as services_from
)
select person_id, kind, to_char(starts_on, 'YYYY-MM-DD') as "on", to_char(ends_on, 'YYYY-MM-DD') as until, reason from (
  select x.person_id, x.kind, x.starts_at at time zone 'Europe/London' as starts_on,
    x.ends_at at time zone 'Europe/London' as ends_on, x.reason_code_id as reason
  from encounter x
  where x.person_id = ${AMONG} and x.kind <> 'gp' and x.removed_at is null
    and x.starts_at < (select ends from days) and x.starts_at >= (select services_from from days)
  union all
  select c.person_id, case c.service when 'ed' then 'ae' else c.service end, c.opened_at at time zone 'Europe/London', null, null
  from contact c where c.person_id = ${AMONG} and c.opened_at < (select ends from days)
  union all
  select x.person_id, 'gp', max(x.starts_at) at time zone 'Europe/London', null, null
  from encounter x
  where x.person_id = ${AMONG} and x.kind = 'gp' and x.removed_at is null and x.starts_at < (select ends from days)
  group by x.person_id
) uses order by starts_on desc`;

const EXCUSES = `
select person_id, process, kind, to_char(on_date, 'YYYY-MM-DD') as "on", to_char(until, 'YYYY-MM-DD') as until, by_name, reason
from care_excuse where person_id = ${AMONG} and withdrawn_at is null`;

const PLANS = `
select l.person_id, l.current_version, v.published_at, coalesce(l.oldest_critical_since, v.published_at) as confirmed_on
from plan l join plan_version v on v.person_id = l.person_id and v.version = l.current_version
where l.person_id = ${AMONG} and l.status = 'live'`;

const MEETINGS = `
select k.person_id, min(t.starts_at) as next_meeting from mdg_case k join meeting t on t.id = k.meeting_id
where k.person_id = ${AMONG} and k.status = 'waiting' and t.closed_at is null group by k.person_id`;

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

/** Of all the records that stand for one person. */
function featuresOf(
  records: readonly RecordRow[],
  found: Records,
  asOf: CalendarDate,
  sets: SetsOfCodes,
): PersonFeatures {
  const row = records[0]!;
  const plan = found.plans.get(row.id)?.[0];
  const features = readFeatures(
    {
      bornOn: row.born_on ?? undefined,
      sex: row.sex,
      registeredOn: row.registered_on ?? undefined,
      services: ofRecords(records, found.services).map((use) => serviceUse(use, sets)),
      careHome: row.in_home,
      hasCarer: records.some(({ has_carer }) => has_carer),
      plan: plan && { publishedOn: londonDate(plan.published_at), confirmedOn: londonDate(plan.confirmed_on) },
      excuses: ofRecords(records, found.excuses).map(excuseFrom),
      entries: entriesOf(records, found.held, sets),
    },
    asOf,
  );
  const person: Whole<PersonFeatures> = {
    bornOn: features.bornOn,
    sex: features.sex,
    registeredOn: features.registeredOn,
    hasRecord: features.hasRecord,
    facts: features.facts,
    medicines: features.medicines,
    medicinesIn90Days: features.medicinesIn90Days,
    services: features.services,
    careHome: features.careHome || (features.facts.get("care-home")?.active ?? false),
    hasCarer: features.hasCarer,
    plan: features.plan,
    excuses: features.excuses,
    personId: row.id,
    practiceId: row.practice_id,
    imdDecile: row.imd_decile,
    ethnicity: row.ethnicity,
    planVersion: plan?.current_version ?? null,
    planConfirmedOn: plan?.confirmed_on ?? null,
    nextMeetingOn: found.meetings.get(row.id)?.[0]?.next_meeting ?? null,
  };
  return person;
}

function ofRecords<Row>(records: readonly RecordRow[], rows: ReadonlyMap<string, Row[]>): readonly Row[] {
  if (!rows.size) return [];
  return records.length === 1
    ? (rows.get(records[0]!.record_id) ?? [])
    : records.flatMap(({ record_id }) => rows.get(record_id) ?? []);
}

const serviceUse = ({ kind, on, until, reason }: ServiceRow, sets: SetsOfCodes): ServiceUse => ({
  kind,
  on,
  until: until ?? undefined,
  reasons: (reason !== null && sets.get(reason)) || [],
});

const excuseFrom = ({ process, kind, on, until, by_name, reason }: ExcuseRow): Excuse => ({
  process,
  kind,
  on,
  until: until ?? undefined,
  by: by_name,
  reason,
});

/** Of entries in no set one is enough, to know that a record is held; but every medicine is counted. */
function entriesOf(records: readonly RecordRow[], held: ReadonlySet<string>, sets: SetsOfCodes): CodedEntry[] {
  const entries: CodedEntry[] = [];
  for (const { record_id, entries: bytes } of records) {
    if (bytes) addEntries(entries, bytes, sets);
    if (held.has(record_id)) entries.push(OF_NO_SET);
  }
  return entries;
}

const OF_NO_SET: CodedEntry = { kind: "other", code: 0, sets: [] };
