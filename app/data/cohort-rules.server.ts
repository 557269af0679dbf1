/** Which cohorts a viewer may use: those built in, and those of the own organisation and of the ones above it. */
import { CohortRule, partsOf, type Rule } from "../domain/cohort";
import { may, type RecordPart } from "../domain/permissions";
import { everSees, usesCohorts } from "../domain/registry-scope";
import { processesOff } from "../domain/rules-off";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";
import { Prisma } from "./generated/client";
import { idOf } from "./identity.server";
import { settingValues } from "./settings.server";

const { sql } = Prisma;

export type UsableCohort = {
  id: string;
  name: string;
  organisation: string | null;
  builtIn: boolean;
  /** Of the viewer's own organisation, which may edit and close it. */
  own: boolean;
  version: number;
  words: string;
  rule: Rule;
  parts: RecordPart[];
  closedAt: Date | null;
};

/** Rules of care that are off in the settings in force. */
export async function rulesOff(db: Db): Promise<string[]> {
  const client = { query: async (text: string) => ({ rows: await db.$queryRawUnsafe<[]>(text) }) };
  return processesOff(await settingValues(client as never));
}

export const builtInId = (key: string): string => idOf("built-in cohort", key);

/**
 * The own first, then others by name, then those built in. Who sees only counts counts among everybody, not among the
 * people of the organisation that made a cohort: others' cohorts are not offered there, their names would mislead.
 */
export async function usableCohorts(
  db: Db,
  viewer: StaffViewer,
  { id, closed = false }: { id?: string; closed?: boolean } = {},
): Promise<UsableCohort[]> {
  const aggregates = !may(viewer, "use the registry");
  if (!aggregates && !usesCohorts(viewer)) return [];
  const rows = await db.$queryRaw<(Omit<UsableCohort, "parts" | "rule"> & { rule: unknown })[]>`
    with recursive above as (
      select id, parent_id from organisation where id = ${viewer.organisationId}::uuid
      union select o.id, o.parent_id from organisation o join above a on o.id = a.parent_id)
    select c.id, c.name, o.name as organisation, c.built_in as "builtIn", v.version, v.words, v.rule, c.closed_at as "closedAt",
      coalesce(c.organisation_id = ${viewer.organisationId}::uuid, false) as own
    from cohort c join cohort_version v on v.cohort_id = c.id and v.version = c.current_version
    left join organisation o on o.id = c.organisation_id
    where (c.organisation_id is null or c.organisation_id = ${viewer.organisationId}::uuid
        or (not ${aggregates} and c.organisation_id in (select id from above)))
      and ${id ? sql`c.id = ${id}::uuid` : sql`true`} and (${closed} or c.closed_at is null)
    order by c.built_in, own desc, c.name, c.id limit 500`;
  const seen = everSees(viewer);
  return rows.flatMap((row) => {
    const parsed = CohortRule.safeParse(row.rule);
    // A rule that speaks of what Confer no longer knows selects nobody: it is not offered.
    if (!parsed.success) return [];
    const parts = partsOf(parsed.data);
    return aggregates || parts.every((part) => seen.has(part)) ? [{ ...row, rule: parsed.data, parts }] : [];
  });
}
