/**
 * Who is in which cohort, since when and until when. Rows follow the rules: after a run comes in force, when a cohort is
 * saved, and when people were refreshed. A cohort of an organisation has its members among that organisation's people;
 * a built-in one among everybody.
 */
import { type BuiltInCohort, builtInCohorts, CohortRule } from "../domain/cohort";
import { ruleInWords } from "../domain/cohort-words";
import type { SystemViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { builtInId } from "./cohort-rules.server";
import { ruleSql } from "./cohort-sql.server";
import { asViewer, type Db } from "./database.server";
import { Prisma } from "./generated/client";
import { currentRun } from "./registry.server";
import { lines } from "./registry-sql.server";
import { settingValues } from "./settings.server";

const { sql } = Prisma;

export type Synchronised = { cohorts: number; joined: number; left: number };

/** Two at once would open a membership twice: the second waits. */
const LOCK = 7_310_022;

export function synchroniseCohorts(viewer: SystemViewer): Promise<Synchronised> {
  return asViewer(viewer, "batch", async (db) => {
    await db.$executeRaw`select pg_advisory_xact_lock(${LOCK})`;
    await keepBuiltIns(db, viewer.requestedAt);
    const done: Synchronised = { cohorts: 0, joined: 0, left: 0 };
    const run = await currentRun(db);
    const cohorts = await db.cohort.findMany({ include: { versions: { orderBy: { version: "desc" }, take: 1 } } });
    for (const cohort of cohorts) {
      const rule = CohortRule.safeParse(cohort.versions[0]?.rule);
      const open = !cohort.closedAt && rule.success && run;
      const meant = open
        ? membersMeant(rule.data, cohort.organisationId, run.id, viewer.requestedAt)
        : sql`select null::uuid as person_id`;
      // Before the first run nobody can be told to have left.
      if (!run && !cohort.closedAt) continue;
      const moved = await move(db, { id: cohort.id, version: cohort.currentVersion, meant, at: viewer.requestedAt });
      done.cohorts++;
      done.joined += moved.joined;
      done.left += moved.left;
    }
    if (done.joined + done.left) await recordAccess(db, viewer, { did: "synchronise cohorts", detail: done });
    return done;
  });
}

/** Everybody of whom the rule is true; whoever cannot be told is not in it. */
function membersMeant(rule: CohortRule, organisationId: string | null, runId: string, at: Date): Prisma.Sql {
  const theirs = organisationId
    ? sql`and (r.practice_id in (${below(organisationId)}) or r.person_id in (
        select s.person_id from relationship s where s.holder_id = ${organisationId}::uuid
          and s.starts_at <= ${at} and (s.ends_at is null or s.ends_at > ${at})))`
    : Prisma.empty;
  return sql`select r.person_id from ${lines(at)} where r.run_id = ${runId}::uuid ${theirs} and ${ruleSql(rule, at)}`;
}

const below = (organisationId: string) => sql`
  with recursive below as (
    select id from organisation where id = ${organisationId}::uuid
    union select o.id from organisation o join below b on o.parent_id = b.id)
  select id from below`;

type Move = { id: string; version: number; meant: Prisma.Sql; at: Date };

/** A person who left and comes again has a new row. */
async function move(db: Db, { id, version, meant, at }: Move): Promise<{ joined: number; left: number }> {
  const [moved] = await db.$queryRaw<[{ joined: number; left: number }]>`
    with meant as materialized (${meant}),
    gone as (
      update cohort_member m set ends_at = ${at} where m.cohort_id = ${id}::uuid and m.ends_at is null
        and not exists (select 1 from meant where meant.person_id = m.person_id) returning 1),
    come as (
      insert into cohort_member (person_id, cohort_id, version, starts_at)
      select meant.person_id, ${id}::uuid, ${version}, ${at} from meant
      where meant.person_id is not null and not exists (select 1 from cohort_member m
        where m.person_id = meant.person_id and m.cohort_id = ${id}::uuid and m.ends_at is null) returning 1)
    select (select count(*) from come)::int as joined, (select count(*) from gone)::int as left`;
  return moved;
}

const BY = "Confer";

/** They ship with Confer; a changed setting makes a new version. */
async function keepBuiltIns(db: Db, at: Date): Promise<void> {
  const client = { query: async (text: string) => ({ rows: await db.$queryRawUnsafe<[]>(text) }) };
  const values = await settingValues(client as never);
  for (const cohort of builtInCohorts(values)) await keepBuiltIn(db, cohort, at);
}

async function keepBuiltIn(db: Db, { key, name, rule }: BuiltInCohort, at: Date): Promise<void> {
  const id = builtInId(key);
  const held = await db.cohort.findUnique({
    where: { id },
    include: { versions: { orderBy: { version: "desc" }, take: 1 } },
  });
  const words = ruleInWords(rule, () => "");
  if (held && held.versions[0]?.words === words) return;
  const version = (held?.currentVersion ?? 0) + 1;
  const row = { id, name, builtIn: true, currentVersion: version };
  await db.cohort.upsert({ where: { id }, create: row, update: { currentVersion: version } });
  const reason = held ? "A setting was changed" : "Comes with Confer";
  await db.cohortVersion.create({ data: { cohortId: id, version, rule, words, reason, byName: BY, at } });
}
