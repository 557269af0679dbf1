/**
 * What a proposal chooses from: people of the group's practices within the viewer's own scope, what changed since the
 * group last met, and who nominated whom. Rows of the current stratification; contacts as of now.
 */
import { addMonths } from "../domain/calendar";
import { londonDate } from "../domain/dates";
import type { Candidate, Change, Known, Population } from "../domain/mdg-candidate";
import { EMERGENCY_WORDS, type EmergencyKind } from "../domain/mdg-candidate";
import { proposalSetting } from "../domain/mdg-proposal-settings";
import { calendarDateOf } from "../domain/person";
import { SEGMENTS, type Segment, segmentRank } from "../domain/segment";
import type { SettingValues } from "../domain/setting";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";
import { Prisma } from "./generated/client";
import { emergencyContacts, listOf } from "./mdg-lists.server";
import { inScope } from "./registry-sql.server";

const { sql, empty } = Prisma;
type Sql = Prisma.Sql;

export type Of = {
  mdg: { id: string; organisationId: string };
  run: { id: string; asOf: Date };
  /** The group's last meeting, or so many days ago. */
  since: Date;
  settings: SettingValues;
};

/** Practices under the organisation; an organisation without any has the whole scope of its members. */
async function practicesUnder(db: Db, organisationId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    with recursive below as (
      select id, kind from organisation where id = ${organisationId}::uuid
      union all select o.id, o.kind from organisation o join below b on o.parent_id = b.id)
    select id from below where kind = 'practice'`;
  return rows.map(({ id }) => id);
}

/** What a listing tells of a person: whoever sees less of one must not learn it from the list. */
const REVEALED = ["why", "problems", "contacts", "meetings"] as const;

async function populationSql(db: Db, viewer: StaffViewer, { mdg, run }: Of): Promise<Sql> {
  const practices = await practicesUnder(db, mdg.organisationId);
  const ofPractices = practices.length ? sql`and r.practice_id = any (${practices}::uuid[])` : empty;
  return sql`r.run_id = ${run.id}::uuid ${ofPractices} and ${inScope(viewer, REVEALED)}`;
}

type ChangeRow = { personId: string; kind: EmergencyKind | "band"; on: Date; words: string | null };

/**
 * Emergency contacts, and absolute bands that became worse. One service on one day is one contact. Whom the group knows
 * changed since it discussed the person or stepped the person down: a meeting without the person ends nothing.
 */
async function findChanges(db: Db, population: Sql, { since }: Of, known: KnownPeople): Promise<Change[]> {
  const own = [...known].map(([personId, { from }]) => ({ personId, from }));
  const earliest = new Date(Math.min(since.getTime(), ...own.map(({ from }) => from.getTime())));
  const discussed = sql`unnest(${own.map(({ personId }) => personId)}::uuid[],
    ${own.map(({ from }) => from.toISOString())}::timestamptz[]) as d(person_id, at)`;
  const contacts = await db.$queryRaw<ChangeRow[]>`
    select distinct c.person_id as "personId", c.kind, (c.at at time zone 'Europe/London')::date as on, null as words
    from (${emergencyContacts}) c left join ${discussed} on d.person_id = c.person_id
    where c.at > ${earliest} and c.at > coalesce(d.at, ${since})
      and c.person_id in (select r.person_id from registry_row r where ${population})`;
  const bands = await db.$queryRaw<
    { personId: string; at: Date; band: string; was: string; became: string; cause: string }[]
  >`
    select b.person_id as "personId", b.at, b.band, b.was, b.became, b.cause
    from band_change b left join ${discussed} on d.person_id = b.person_id
    where b.at > ${earliest} and b.at > coalesce(d.at, ${since}) and b.band in ('segment', 'efi') and b.was is not null
      and b.person_id in (select r.person_id from registry_row r where ${population})`;
  return [
    ...contacts.map(({ personId, kind, on }) => ({
      personId,
      kind: "emergency" as const,
      on: calendarDateOf(on)!,
      words: EMERGENCY_WORDS[kind as EmergencyKind],
    })),
    ...bands.filter(isWorse).map(({ personId, at, ...change }) => ({
      personId,
      kind: "band" as const,
      on: londonDate(at),
      words: bandInWords(change),
    })),
  ];
}

type Band = { band: string; was: string; became: string; cause: string };
const EFI_ORDER = ["fit", "mild", "moderate", "severe"];

function isWorse({ band, was, became }: Band): boolean {
  if (band === "efi") return EFI_ORDER.indexOf(became) > EFI_ORDER.indexOf(was);
  return was in SEGMENTS && became in SEGMENTS && segmentRank(became as Segment) < segmentRank(was as Segment);
}

function bandInWords({ band, was, became, cause }: Band): string {
  const names: Record<string, string> = band === "segment" ? SEGMENTS : {};
  const what = band === "segment" ? "Segment" : "Electronic frailty index";
  return `${what} rose from ${names[was] ?? was} to ${names[became] ?? became}${cause ? `: ${cause}` : ""}`;
}

const limitsOf = (settings: SettingValues) => ({
  percent: proposalSetting(settings, "proposal.need-percent"),
  highUse: proposalSetting(settings, "proposal.high-use"),
  conditions: proposalSetting(settings, "proposal.conditions"),
});

type CandidateRow = Omit<
  Candidate,
  "knownToGroup" | "onAgenda" | "age" | "cfs" | "frailty" | "tippingPoints" | "objected"
> & {
  people: number;
  age: number | null;
  cfs: number | null;
  frailty: string | null;
  strain: boolean;
  objection: string | null;
  onAgenda: Date | null;
};

/**
 * Everybody to whom a route could lead; the domain decides. `nominated` are asked for wherever they stand. The count is
 * of the whole population.
 */
export async function findCandidates(db: Db, viewer: StaffViewer, of: Of, nominated: readonly string[]) {
  const where = await populationSql(db, viewer, of);
  const known = await knownToGroup(db, of, viewer.requestedAt);
  const changes = await findChanges(db, where, of, known);
  const asked = [...new Set([...nominated, ...changes.map(({ personId }) => personId)])];
  const rows = await candidateRows(db, viewer, of, where, asked);
  const population: Population = { people: rows[0]?.people ?? 0, asOf: calendarDateOf(of.run.asOf)! };
  return { candidates: rows.map((row) => candidateOf(row, known)), changes, population };
}

const candidateRows = (db: Db, viewer: StaffViewer, { run, settings }: Of, where: Sql, asked: string[]) => {
  const { percent, highUse, conditions } = limitsOf(settings);
  const earliest = new Date(viewer.requestedAt.getTime() - 4 * 3_600_000);
  return db.$queryRaw<CandidateRow[]>`
    with population as (
      select r.person_id, r.age, r.need, rank() over (order by r.need desc)::int as rank, count(*) over ()::int as people, r.segment,
        r.reason, r.missing, r.cfs, r.frailty, r.long_term_conditions, r.emergency_year + r.attendances_year as emergencies
      from registry_row r where ${where} and r.run_id = ${run.id}::uuid),
    strained as (
      select e.person_id from entry e join code_feature f on f.code_id = e.code_id
      where 'carer-strain' = any (f.sets) and e.removed_at is null and e.end_date is null
        and coalesce(e.status, 'active') not in ('resolved', 'inactive', 'entered-in-error', 'refuted'))
    select q.person_id as "personId", q.age, q.need, q.rank as "needRank", q.people, q.segment, q.reason as summary, q.missing,
      q.cfs, q.frailty, q.long_term_conditions as "longTermConditions", q.emergencies as "emergenciesYear",
      p.deceased as died, p.restriction is not null as restricted,
      q.person_id in (select s.person_id from strained s) as strain,
      (select k.objection from mdg_case k where k.person_id = q.person_id and k.objection is not null
        order by k.referred_at desc limit 1) as objection,
      (select min(m.starts_at) from mdg_case k join meeting m on m.id = k.meeting_id where k.person_id = q.person_id
        and k.status = 'waiting' and m.closed_at is null and m.starts_at > ${earliest}) as "onAgenda"
    from population q join person p on p.id = q.person_id
    where q.need > 0 and q.rank <= ceil(q.people * ${percent}::float / 100) or q.emergencies >= ${highUse}
      or ((q.cfs >= 5 or q.frailty in ('mild', 'moderate', 'severe') or q.segment = 'end_of_life')
        and (q.long_term_conditions >= ${conditions} or q.emergencies > 0 or q.person_id in (select s.person_id from strained s)))
      or q.person_id = any (${asked}::uuid[])`;
};

const candidateOf = (row: CandidateRow, known: KnownPeople): Candidate => {
  const { people: _, age, cfs, frailty, strain, objection, onAgenda, ...rest } = row;
  return {
    ...rest,
    age: age ?? undefined,
    cfs: cfs ?? undefined,
    frailty: frailty ?? undefined,
    tippingPoints: strain ? ["strain of the carer"] : [],
    objected: objection !== null && objection !== "none",
    onAgenda: onAgenda ? londonDate(onAgenda) : undefined,
    knownToGroup: known.get(row.personId)?.known,
  };
};

/**
 * Whose other records, merged into this one, are restricted: a merge lifts no seal. Asked for those who would be shown
 * only, since each costs a look of its own.
 */
export async function restrictedAmong(db: Db, personIds: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select id from unnest(${[...personIds]}::uuid[]) id where cardinality(restrictions_of(id)) > 0`;
  return rows.map(({ id }) => id);
}

type KnownPeople = ReadonlyMap<string, { from: Date; known: Known }>;

/** On the group's list, or stepped down so lately that the way back needs no list. */
async function knownToGroup(db: Db, { mdg, settings }: Of, at: Date): Promise<KnownPeople> {
  const months = proposalSetting(settings, "step-down.way-back-months");
  const today = londonDate(at);
  const known = (await listOf(db, mdg.id)).filter(
    ({ steppedDown }) => !steppedDown || today < addMonths(londonDate(steppedDown.at), months),
  );
  return new Map(
    known.map(({ personId, discussedAt, steppedDown }) => {
      const steppedDownOn = steppedDown && londonDate(steppedDown.at);
      return [
        personId,
        { from: steppedDown?.at ?? discussedAt, known: { discussedOn: londonDate(discussedAt), steppedDownOn } },
      ];
    }),
  );
}
