/**
 * Features of people, made of the rows that are recorded of them. What counts is decided in domain/feature. Entries of
 * merged records count for the person into whom they were merged.
 */
import type pg from "pg";
import type { CalendarDate } from "../domain/calendar";
import type { Excuse } from "../domain/care-gap";
import { londonDate } from "../domain/dates";
import { type CodedEntry, type Features, readFeatures, type ServiceUse, type Whole } from "../domain/feature";
import { addEntries, type SetsOfCodes } from "./packed-entries.server";
import {
  type ExcuseRow,
  findPersonRows,
  type PersonRows,
  type Query,
  type RecordRow,
  type ServiceRow,
} from "./person-rows.server";

export type { SetsOfCodes } from "./packed-entries.server";
export type { Query } from "./person-rows.server";

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
  return [...featuresIn(await findPersonRows(query, { ids: personIds }, asOf, sets), asOf, sets)];
}

/** One person after the other, so that a population's features need not be held together. */
export function* featuresIn(found: PersonRows, asOf: CalendarDate, sets: SetsOfCodes): Generator<PersonFeatures> {
  const { records } = found;
  for (let from = 0; from < records.length; ) {
    let to = from + 1;
    while (to < records.length && records[to]!.id === records[from]!.id) to++;
    yield featuresOf(records.slice(from, to), found, asOf, sets);
    from = to;
  }
}

/** Of all the records that stand for one person. */
function featuresOf(
  records: readonly RecordRow[],
  found: PersonRows,
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
