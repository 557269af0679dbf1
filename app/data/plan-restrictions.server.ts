/** Restrictions of a plan: in force, made, lifted and overridden. The one door through which pages see a plan. */
import { londonDate } from "../domain/dates";
import type { PlanDocument } from "../domain/plan";
import {
  type Restriction,
  type RestrictionKind,
  seenThrough,
  type Withheld,
  withoutRestricted,
} from "../domain/plan-restrictions";
import { isSectionId, type SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";

/** In force on that moment. */
export async function restrictionsOf(db: Db, personId: string, at = new Date()): Promise<Restriction[]> {
  const today = londonDate(at);
  const rows = await db.planRestriction.findMany({ where: { personId, liftedAt: null }, orderBy: { at: "asc" } });
  return rows
    .map(({ id, unit, kind, readers, by, until }) => ({
      id,
      unit,
      kind: kind as RestrictionKind,
      readers,
      by,
      until: until ? until.toISOString().slice(0, 10) : undefined,
    }))
    .filter(({ until }) => until === undefined || until >= today);
}

/**
 * How the viewer sees any version of this person's plan. An item that the newest version in which it stood restricts is
 * restricted in all older ones: words that were taken back from a reader do not come back through history.
 * `whole` is of findInPlanScope: without it nothing restricted shows, whoever asks.
 */
export async function planFor(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { whole = true }: { whole?: boolean } = {},
): Promise<SeePlan> {
  const restrictions = await restrictionsOf(db, personId, viewer.requestedAt);
  const marked = await markedLast(db, personId);
  if (!whole) return (plan) => withoutRestricted(plan, [...restrictions, ...asRestrictions(marked)]);
  const overridden = await overriddenBy(db, viewer, personId);
  const standing = restrictions.filter(({ id }) => !overridden.has(id));
  return (plan, own) => seenThrough(plan, viewer, standing, { marked, own });
}
export type SeePlan = (plan: PlanDocument, own?: ReadonlySet<string>) => { plan: PlanDocument; closedIn: SectionId[] };

const asRestrictions = (marked: Withheld): Restriction[] =>
  [...marked].map(([unit, kind]) => ({ id: unit, unit, kind, readers: [], by: "" }));

/** Items that carry a restriction in the newest version in which they stand. */
async function markedLast(db: Db, personId: string): Promise<Withheld> {
  const rows = await db.$queryRaw<{ section: string; item: string; restriction: string }[]>`
    select section, item, restriction from (
      select distinct on (s.key, i ->> 'id') s.key as section, i ->> 'id' as item, i ->> 'restriction' as restriction
      from plan_version v, jsonb_each(v.document -> 'sections') s, jsonb_array_elements(s.value -> 'items') i
      where v.person_id = ${personId}::uuid
      order by s.key, i ->> 'id', v.version desc
    ) newest where restriction is not null`;
  return new Map(
    rows.flatMap(({ section, item, restriction }) =>
      isSectionId(section) ? [[`${section}/${item}`, restriction === "closed" ? "closed" : "hidden"] as const] : [],
    ),
  );
}

/** Restrictions that the viewer opened for some hours, with a reason that is reviewed. */
async function overriddenBy(db: Db, { accountId, requestedAt }: StaffViewer, personId: string) {
  const rows = await db.planOverride.findMany({
    where: { personId, accountId, until: { gt: requestedAt } },
    select: { restrictionId: true },
  });
  return new Set(rows.map(({ restrictionId }) => restrictionId));
}
