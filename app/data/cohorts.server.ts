/** Cohorts: counted while they are built, saved as versions, opened with who came and went, closed. */

import { partsOf, type Rule } from "../domain/cohort";
import type { CohortCourse } from "../domain/cohort-course";
import { ruleInWords } from "../domain/cohort-words";
import { everSees } from "../domain/registry-scope";
import { offInWords, offWithin } from "../domain/rules-off";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { rulesOff, type UsableCohort, usableCohorts } from "./cohort-rules.server";
import { ruleSql } from "./cohort-sql.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { Prisma } from "./generated/client";
import { newId } from "./identity.server";
import { currentRun } from "./registry.server";
import { inScope, lines } from "./registry-sql.server";

const { sql, join } = Prisma;

/** Of the viewer's people: who is in it, of whom it cannot be told, and how many were asked about. */
export type CohortCounts = { matching: number; unknown: number; total: number };

/** All that the viewer may use, each with its people in the viewer's scope. Closed ones are not counted. */
export function listCohorts(viewer: StaffViewer) {
  return asViewer(viewer, "read", async (db) => {
    const cohorts = await usableCohorts(db, viewer, { closed: true });
    const off = await rulesOff(db);
    const open = cohorts.filter((cohort) => !cohort.closedAt && !silentIn(cohort, off));
    const counts = await countEach(db, viewer, open);
    await recordAccess(db, viewer, { did: "list cohorts" });
    return cohorts.map((cohort) => ({
      ...withoutRule(cohort),
      counts: counts.get(cohort.id),
      off: silentIn(cohort, off),
    }));
  });
}

/** What the cohort asks for that is off, in words: counted, it would be nobody. */
const silentIn = ({ rule }: UsableCohort, off: readonly string[]): string | undefined =>
  offWithin(rule, off).map(offInWords).join("; ") || undefined;

const withoutRule = ({ rule: _rule, parts: _parts, ...cohort }: UsableCohort) => cohort;

/** One cohort with its versions and its course. Undefined when the viewer may not use it. */
export function openCohort(viewer: StaffViewer, cohortId: string) {
  return asViewer(viewer, "read", async (db) => {
    const cohort = await findCohort(db, viewer, cohortId);
    if (!cohort) return notTheirs(db, viewer, "open cohort");
    const versions = await db.cohortVersion.findMany({
      where: { cohortId },
      orderBy: { version: "desc" },
      select: { version: true, words: true, reason: true, byName: true, at: true },
    });
    const off = silentIn(cohort, await rulesOff(db));
    const counts = cohort.closedAt || off ? undefined : (await countEach(db, viewer, [cohort])).get(cohort.id);
    await recordAccess(db, viewer, { did: "open cohort", detail: { cohort: cohortId } });
    return { ...cohort, versions, counts, off, course: await courseOf(db, viewer, cohort) };
  });
}

async function findCohort(db: Db, viewer: StaffViewer, id: string): Promise<UsableCohort | undefined> {
  return isUuid(id) ? (await usableCohorts(db, viewer, { id, closed: true }))[0] : undefined;
}

/** Care processes that are off in the settings in force. */
export const careRulesOff = (viewer: StaffViewer): Promise<string[]> => asViewer(viewer, "read", rulesOff);

/** While a rule is built. Refused as a whole where it would tell what the role does not see. */
export function countRule(viewer: StaffViewer, rule: Rule): Promise<CohortCounts | undefined> {
  return asViewer(viewer, "read", async (db) => {
    const parts = partsOf(rule);
    if (!maySee(viewer, rule)) return undefined;
    const counts = await countEach(db, viewer, [{ id: "rule", rule, parts }]);
    await recordAccess(db, viewer, { did: "count people of a rule" });
    return counts.get("rule");
  });
}

const maySee = (viewer: StaffViewer, rule: Rule) => partsOf(rule).every((part) => everSees(viewer).has(part));

type Countable = Pick<UsableCohort, "id" | "rule" | "parts">;

/** One statement for all rules that tell of the same parts: these have the same people to be asked about. */
async function countEach(
  db: Db,
  viewer: StaffViewer,
  cohorts: readonly Countable[],
): Promise<Map<string, CohortCounts>> {
  const counts = new Map<string, CohortCounts>();
  const run = await currentRun(db);
  if (!run) return counts;
  const at = viewer.requestedAt;
  const byParts = groupBy(cohorts, ({ parts }) => [...parts].sort().join());
  for (const same of byParts.values()) {
    const columns = same.flatMap((_, n) => [
      sql`count(*) filter (where told.${Prisma.raw(`rule${n}`)})::int as ${Prisma.raw(`matching${n}`)}`,
      sql`count(*) filter (where told.${Prisma.raw(`rule${n}`)} is null)::int as ${Prisma.raw(`unknown${n}`)}`,
    ]);
    const rules = same.map(({ rule }, n) => sql`${ruleSql(rule, at)} as ${Prisma.raw(`rule${n}`)}`);
    const [row] = await db.$queryRaw<Record<string, number>[]>`
      select count(*)::int as total, ${join(columns)} from (
        select ${join(rules)} from ${lines(at)} where r.run_id = ${run.id}::uuid and ${inScope(viewer, same[0]!.parts)}) told`;
    same.forEach(({ id }, n) => {
      counts.set(id, { matching: row![`matching${n}`]!, unknown: row![`unknown${n}`]!, total: row!.total! });
    });
  }
  return counts;
}

/** Days on which somebody of the viewer's people came or went, oldest first. */
async function courseOf(db: Db, viewer: StaffViewer, { id, parts }: UsableCohort): Promise<CohortCourse> {
  return db.$queryRaw<CohortCourse>`
    select to_char(day, 'YYYY-MM-DD') as on, sum(joined)::int as joined, sum(gone)::int as left
    from (
      select (r.starts_at at time zone 'Europe/London')::date as day, 1 as joined, 0 as gone from cohort_member r
      where r.cohort_id = ${id}::uuid and ${inScope(viewer, parts)}
      union all
      select (r.ends_at at time zone 'Europe/London')::date, 0, 1 from cohort_member r
      where r.cohort_id = ${id}::uuid and r.ends_at is not null and ${inScope(viewer, parts)}) moves
    group by day order by day`;
}

// ── Commands ──────────────────────────────────────────────────────────────────────────────────────────────

export type SaveCohort = { cohortId?: string; name: string; reason: string; rule: Rule; key: string };
export type Saved = { ok: true; cohortId: string; version: number } | { ok: false; errors: Record<string, string> };

/** A new cohort of the viewer's organisation, or a new version of one of its own; undefined when it is not. */
export function saveCohort(
  viewer: StaffViewer,
  { cohortId, name, reason, rule, key }: SaveCohort,
): Promise<Saved | undefined> {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "save cohort", key, async () => {
      const held = cohortId ? await findCohort(db, viewer, cohortId) : undefined;
      if (cohortId && !held?.own) return notTheirs(db, viewer, "save cohort");
      if (held?.closedAt) return { ok: false, errors: { name: "This cohort was closed meanwhile: nothing was saved" } };
      if (!maySee(viewer, rule))
        return { ok: false, errors: { "g0.new": "The rule asks for what your role does not see: nothing was saved" } };
      const errors = await wrongIn(db, viewer, { cohortId, name, reason });
      if (Object.keys(errors).length) return { ok: false, errors };
      const id = held?.id ?? newId(viewer.requestedAt);
      const version = await saveVersion(db, viewer, { id, name, reason, rule });
      await db.$executeRaw`select graphile_worker.add_job('synchronise_cohorts', job_key => 'synchronise_cohorts')`;
      await recordAccess(db, viewer, { did: "save cohort", detail: { cohort: id, version } });
      return { ok: true, cohortId: id, version };
    }),
  );
}

async function wrongIn(
  db: Db,
  viewer: StaffViewer,
  { cohortId, name, reason }: Pick<SaveCohort, "cohortId" | "name" | "reason">,
) {
  const errors: Record<string, string> = {};
  if (name.length < 3 || name.length > 80) errors.name = "Name: enter 3 to 80 characters";
  if (reason.length < 5 || reason.length > 500) errors.reason = "Reason: say in at least 5 characters what it is for";
  const others = await usableCohorts(db, viewer);
  if (others.some((other) => other.id !== cohortId && other.name.toLowerCase() === name.toLowerCase()))
    errors.name = "Name: another cohort that you can use is called so";
  return errors;
}

/** Two savings at once: the row lock lets the second number itself after the first. */
async function saveVersion(
  db: Db,
  viewer: StaffViewer,
  { id, name, reason, rule }: { id: string; name: string; reason: string; rule: Rule },
) {
  await db.$executeRaw`
    insert into cohort (id, name, organisation_id, built_in, current_version)
    values (${id}::uuid, ${name}, ${viewer.organisationId}::uuid, false, 1)
    on conflict (id) do update set name = excluded.name, current_version = cohort.current_version + 1`;
  const { currentVersion: version } = await db.cohort.findUniqueOrThrow({ where: { id } });
  const organisations = await organisationNames(db);
  const words = ruleInWords(rule, (one) => organisations.get(one) ?? "a practice that no longer exists");
  const by = { accountId: viewer.accountId, byName: viewer.name, at: viewer.requestedAt };
  await db.cohortVersion.create({ data: { cohortId: id, version, rule, words, reason, ...by } });
  return version;
}

/** Its people leave it now; its versions stay. Undefined when it is not of the viewer's organisation. */
export function closeCohort(viewer: StaffViewer, cohortId: string): Promise<true | undefined> {
  return asViewer(viewer, "command", async (db) => {
    const cohort = await findCohort(db, viewer, cohortId);
    if (!cohort?.own) return notTheirs(db, viewer, "close cohort");
    await db.cohort.updateMany({ where: { id: cohortId, closedAt: null }, data: { closedAt: viewer.requestedAt } });
    await db.$executeRaw`select graphile_worker.add_job('synchronise_cohorts', job_key => 'synchronise_cohorts')`;
    await recordAccess(db, viewer, { did: "close cohort", detail: { cohort: cohortId } });
    return true;
  });
}

// ── Organisations to choose from ──────────────────────────────────────────────────────────────────────────

/** Practices, networks and places at or under the viewer's organisation, and those that the practice is under. */
export function organisationsToChoose(viewer: StaffViewer): Promise<{ id: string; name: string; kind: string }[]> {
  return asViewer(
    viewer,
    "read",
    (db) =>
      db.$queryRaw`
      with recursive below as (
        select id from organisation where id = ${viewer.organisationId}::uuid
        union select o.id from organisation o join below b on o.parent_id = b.id),
      above as (
        select id, parent_id from organisation where id = ${viewer.organisationId}::uuid
        union select o.id, o.parent_id from organisation o join above a on o.id = a.parent_id)
      select id, name, kind from organisation
      where kind in ('practice', 'pcn', 'place') and (id in (select id from below) or id in (select id from above))
      order by kind desc, name limit 500`,
  );
}

export async function organisationNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.organisation.findMany({ select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
