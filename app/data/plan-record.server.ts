/**
 * The record as a care plan is built on it and judged by it: newest line of each code, those to ring, address, practice.
 * Records that were merged into this one count. Sensitive records are left out of it for everybody (safety rule 12).
 */
import type { CalendarDate } from "../domain/calendar";
import { londonDate } from "../domain/dates";
import { addressAt, addressInWords, calendarDateOf } from "../domain/person";
import type { LeftOut } from "../domain/plan-hidden-rings";
import {
  decisionOf,
  type PlanRecord,
  type RecordLine,
  type RecordLineKind,
  recordSeen,
  withoutPeople,
} from "../domain/plan-record";
import { NOT_NOW, SAYS_NOTHING } from "../domain/record-status";
import { isSensitive } from "../domain/sensitive-records";
import type { StaffViewer } from "../domain/viewer";
import { setsOfUnreadCodes } from "./code-sets.server";
import { asSystemWithin, asViewer, type Db } from "./database.server";
import type { Query } from "./features.server";
import { deathOf, linkedRecords, remainingOf } from "./linked-records.server";
import { type OpenPerson, openPerson } from "./people.server";
import { peopleLeftOutFor } from "./plan-restrictions.server";

/** Whole, of all linked records: for texts, commands and jobs. A page shows planRecordFor, which asks what its viewer may see. */
export async function readPlanRecord(db: Db, personId: string, today: CalendarDate): Promise<PlanRecord> {
  return asSystemWithin(db, "maintenance", () => readRecord(db, personId, today));
}

/** As far as row-level security opens it. */
async function readRecord(db: Db, personId: string, today: CalendarDate): Promise<PlanRecord> {
  const records = await linkedRecords(db, personId);
  const entries = await readEntries(db, records, today);
  const carers = await readCarers(db, records);
  return { ...(await readPerson(db, personId, records, today, entries)), lines: [...entries, ...carers] };
}

/**
 * As far as the viewer's role and relationships open it; undefined when there is no such person for this viewer. The look
 * is recorded, and so is a refusal.
 */
export async function planRecordFor(db: Db, viewer: StaffViewer, personId: string): Promise<PlanRecord | undefined> {
  const person = await openPerson(db, viewer, personId, "read record for plan");
  return person && loadRecordSeen(db, viewer, person);
}

/** The record's own lines beside a section that is written, as far as they are open, so that none is typed again. */
export const readRecordBeside = (viewer: StaffViewer, personId: string) =>
  asViewer(viewer, "read", (db) => planRecordFor(db, viewer, personId));

/** The same for whom the person is open to already: without those to ring whom a plan of theirs keeps from the viewer. */
export async function loadRecordSeen(db: Db, viewer: StaffViewer, { personId, personIds, parts }: OpenPerson) {
  const record = await readRecord(db, personId, londonDate(viewer.requestedAt));
  const left: LeftOut[] = [];
  // A plan lies under the record that it was written for, and so does what it keeps from whom: a merge opens neither,
  // and nor does it that the viewer does not reach that record.
  await asSystemWithin(db, "maintenance", async () => {
    for (const id of personIds)
      left.push(...(await peopleLeftOutFor(db, viewer, id, { whole: parts.has("plan versions") })));
  });
  return recordSeen(withoutPeople(record, left), parts);
}

// ── Entries ───────────────────────────────────────────────────────────────────────────────────────────────

type Row = {
  id: string;
  kind: string;
  codeId: number;
  system: string;
  code: string;
  display: string;
  value: number | null;
  unit: string | null;
  text: string | null;
  on: CalendarDate | null;
  first: CalendarDate | null;
  running: boolean;
  source: string;
  sets: string[];
};
/** `sets`: null of a code that came a moment ago. */
type UnreadRow = Omit<Row, "sets"> & { sets: string[] | null };

/** Immunisations say nothing that a plan hangs on; procedures stand among the findings. */
const KINDS = ["problem", "finding", "procedure", "allergy", "medicine", "result"];

async function readEntries(db: Db, records: string[], today: CalendarDate): Promise<RecordLine[]> {
  const rows = await loadRows(db, records, today);
  const back = await db.sensitiveLineShown.findMany({
    where: { personId: { in: records }, takenBackAt: null },
    select: { kind: true, codeId: true },
  });
  const isBack = (row: Row) => back.some(({ kind, codeId }) => kind === row.kind && codeId === row.codeId);
  return rows
    .filter((row) => !isSensitive(row) || isBack(row))
    .map((row) => lineOf(row, row.sets))
    .sort(newestFirst);
}

async function loadRows(db: Db, records: string[], today: CalendarDate): Promise<Row[]> {
  const rows = await db.$queryRaw<UnreadRow[]>`
    select distinct on (e.kind, e.code_id) e.id::text as id, e.kind, e.code_id as "codeId", c.system, c.code,
      coalesce(nullif(c.display, ''), c.code) as display, e.value, e.unit, coalesce(e.value_text, v.display) as text,
      to_char(e.on_date at time zone 'Europe/London', 'YYYY-MM-DD') as "on",
      to_char(min(e.on_date) over same at time zone 'Europe/London', 'YYYY-MM-DD') as first,
      bool_or((e.end_date is null or (e.end_date at time zone 'Europe/London')::date > ${today}::date)
        and (e.kind in ('procedure', 'result') or coalesce(e.status, 'active') <> all (${[...NOT_NOW]}))) over same as running,
      case when e.recorded_here then 'recorded here' else e.source end as source, f.sets
    from entry e join code c on c.id = e.code_id left join code v on v.id = e.value_code_id
      left join code_feature f on f.code_id = e.code_id
    where e.person_id = any (${records}::uuid[]) and e.removed_at is null and e.kind = any (${KINDS})
      and coalesce(e.status, '') <> all (${[...SAYS_NOTHING]}) and not (e.kind = 'result' and e.implausible)
      and (e.on_date is null or (e.on_date at time zone 'Europe/London')::date <= ${today}::date)
    window same as (partition by e.kind, e.code_id)
    order by e.kind, e.code_id, e.on_date desc nulls last, e.id`;
  const fresh = await setsNotYetRead(db, rows);
  return rows.map(({ sets, ...row }) => ({ ...row, sets: sets ?? fresh.get(row.codeId) ?? [] }));
}

/** Lines that are left out of every plan unless somebody put them back, by kind and code (plan-sensitive-lines). */
export async function readSensitiveLines(db: Db, personId: string, today: CalendarDate) {
  const rows = await loadRows(db, await linkedRecords(db, personId), today);
  return rows
    .filter(isSensitive)
    .map((row) => ({ kind: row.kind, codeId: row.codeId, words: wordsOf(row, row.display), on: row.on }));
}

const newestFirst = (a: RecordLine, b: RecordLine) => (b.on ?? "").localeCompare(a.on ?? "");

/** Of codes that came a moment ago. */
async function setsNotYetRead(db: Db, rows: readonly UnreadRow[]): Promise<ReadonlyMap<number, string[]>> {
  const unread = new Map(
    rows.filter(({ sets }) => sets === null).map(({ codeId: id, ...row }) => [id, { ...row, id }]),
  );
  if (!unread.size) return new Map();
  const query: Query = <Of>(text: string, values: readonly unknown[]) => db.$queryRawUnsafe<Of[]>(text, ...values);
  return setsOfUnreadCodes(query, [...unread.values()]);
}

function lineOf(row: Row, inSets: readonly string[]): RecordLine {
  const { id, kind, display, on, first, running, source } = row;
  const decision = decisionOf(row);
  // The substance of an allergy, or a code shared with a medicine, is no medicine that is taken.
  const sets = kind === "medicine" ? inSets : inSets.filter((set) => !set.startsWith("medicine-"));
  // A problem stands since it was first recorded; of all else the newest entry counts.
  const day = kind === "problem" ? (first ?? on) : on;
  return {
    id,
    kind: decision ? "decision" : KIND[kind as keyof typeof KIND],
    words: wordsOf(row, display),
    ...(day && { on: day }),
    source,
    sets: decision ? [...sets, decision] : sets,
    ...(!running && { ended: true as const }),
  };
}

const KIND = {
  problem: "problem",
  finding: "finding",
  procedure: "finding",
  allergy: "allergy",
  medicine: "medicine",
  result: "result",
} as const satisfies Record<string, RecordLineKind>;

function wordsOf({ kind, value, unit, text }: Row, display: string): string {
  if (kind === "allergy") return text ? `${display} (${text})` : display;
  if (kind !== "result") return display;
  if (value !== null) return `${display} ${[String(value), unit].filter(Boolean).join(" ")}`;
  return text ? `${display}: ${text}` : display;
}

// ── Those to ring, and the person ─────────────────────────────────────────────────────────────────────────

async function readCarers(db: Db, records: string[]): Promise<RecordLine[]> {
  const people = await db.personToRing.findMany({
    where: { personId: { in: records }, removedAt: null },
    orderBy: [{ isCarer: "desc" }, { name: "asc" }],
    select: { id: true, name: true, relation: true, isCarer: true, livesWith: true, source: true },
  });
  const phones = await db.phone.findMany({
    where: { personId: { in: records }, ringId: { not: null } },
    orderBy: { id: "asc" },
    select: { ringId: true, value: true, lastAnswered: true },
  });
  return people.map(({ id, name, isCarer, livesWith, source, ...person }) => {
    const relation = person.relation && inASentence(person.relation);
    const phone = phones.find(({ ringId }) => ringId === id);
    return {
      id,
      kind: "carer",
      words: relation ? `${name}, ${relation}` : name,
      source,
      sets: [],
      phone: phone?.value,
      ring: {
        name,
        relation: relation ?? undefined,
        isCarer,
        livesWith,
        lastAnswered: phone?.lastAnswered ? londonDate(phone.lastAnswered) : undefined,
      },
    };
  });
}

/** "Son" → "son"; "GP" and names stay as they are. */
const inASentence = (relation: string) =>
  /^[A-Z][a-z -]+$/.test(relation) ? `${relation[0]!.toLowerCase()}${relation.slice(1)}` : relation;

/** Where they live is as the record says that all others were merged into; a death counts wherever it was recorded. */
async function readPerson(
  db: Db,
  personId: string,
  records: string[],
  today: CalendarDate,
  entries: readonly RecordLine[],
): Promise<Omit<PlanRecord, "lines">> {
  const endOfDay = new Date(`${today}T23:59:59Z`);
  const rows = await db.person.findMany({
    where: { id: { in: records } },
    select: {
      id: true,
      mergedInto: true,
      bornOn: true,
      careHomeId: true,
      language: true,
      interpreter: true,
      practice: { select: { id: true, name: true } },
      addresses: true,
    },
  });
  const person = rows.find(({ id }) => id === personId);
  if (!person) throw new Error(`There is no person ${personId}.`);
  const { addresses, careHomeId } = remainingOf(rows, personId);
  const address = addressAt(addresses, endOfDay);
  return {
    ...(address && {
      address: {
        words: addressInWords(address),
        ...(address.startsAt && { since: londonDate(address.startsAt) }),
      },
    }),
    careHome: careHomeId !== null || entries.some(({ sets, ended }) => !ended && sets.includes("care-home")),
    practice: person.practice ?? undefined,
    died: (await deathOf(db, records)).diedOn,
    bornOn: calendarDateOf(person.bornOn),
    language: person.language ?? undefined,
    interpreter: person.interpreter ?? undefined,
  };
}
