/** Restrictions of a plan: in force, made, lifted and overridden. The one door through which pages see a plan. */
import { londonDate } from "../domain/dates";
import { type PlanDocument, readUnit } from "../domain/plan";
import { type Conflict, diffPlans, sameValues } from "../domain/plan-changes";
import {
  onlyOwn,
  type Restriction,
  type RestrictionKind,
  restrictionsKnown,
  type SeenPlan,
  seenThrough,
  type Withheld,
  withoutRestricted,
} from "../domain/plan-restrictions";
import { isSectionId } from "../domain/plan-sections";
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
 * `whole` is of findInPlanScope: without it nothing restricted shows, whoever asks, and of a plan that is not live
 * nothing at all. Of `own` units the reader's own words show, whatever is kept from them there.
 */
export async function planFor(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { whole = true }: { whole?: boolean } = {},
): Promise<SeePlan> {
  const restrictions = await restrictionsOf(db, personId, viewer.requestedAt);
  const marked = await markedLast(db, personId);
  if (!whole) {
    const plan = await db.plan.findUnique({ where: { personId }, select: { status: true } });
    if (plan?.status !== "live") return onlyOwn;
    return (document, own) => withoutRestricted(document, [...restrictions, ...asRestrictions(marked)], own);
  }
  const overridden = await overriddenBy(db, viewer, personId);
  const standing = restrictions.filter(({ id }) => !overridden.has(id));
  return (plan, own) => seenThrough(plan, viewer, standing, { marked, own });
}
export type SeePlan = (plan: PlanDocument, own?: ReadonlySet<string>) => SeenPlan;

/** Restrictions that the viewer may know of, in the newest version. */
export async function restrictionsFor(db: Db, viewer: StaffViewer, personId: string, newest: PlanDocument) {
  const restrictions = await restrictionsOf(db, personId, viewer.requestedAt);
  const marked = await markedLast(db, personId);
  const overridden = await overriddenBy(db, viewer, personId);
  return restrictionsKnown(newest, viewer, restrictions, { marked, overridden });
}

/**
 * What changed, as far as the viewer is shown it. A line that only went out of sight was not taken out, and is left
 * out. `whole`: they read both sides of every change. `closed`: what they do not read is closed to them, so that they
 * may know of it; false as soon as anything of it is hidden.
 */
export function changesSeen(see: SeePlan, before: PlanDocument, after: PlanDocument, own?: ReadonlySet<string>) {
  const [from, to] = [see(before), see(after, own)];
  const changes = diffPlans(from.plan, to.plan).filter((one) => one.after || readUnit(after, one.unit) === null);
  const seen = new Map(changes.map((one) => [one.unit, one]));
  const unseen = diffPlans(before, after).filter(({ unit, ...sides }) => {
    const shown = seen.get(unit);
    return !shown || !sameValues(shown.before, sides.before) || !sameValues(shown.after, sides.after);
  });
  const kinds = unseen.flatMap(({ unit }) => [from.withheld.get(unit) ?? [], to.withheld.get(unit) ?? []].flat());
  return {
    changes,
    whole: unseen.length === 0,
    closed: unseen.length > 0 && !kinds.includes("hidden"),
  };
}

/** What others made restricted meanwhile is not shown beside the author's own words. `own`: units of a draft in theirs. */
export function bothSidesSeen(
  conflicts: readonly Conflict[],
  see: SeePlan,
  { base, theirs, own }: { base: PlanDocument; theirs: PlanDocument; own?: ReadonlySet<string> },
): Conflict[] {
  if (!conflicts.length) return [];
  const [then, now] = [see(base).withheld, see(theirs, own).withheld];
  return conflicts.map((conflict) => {
    const { unit } = conflict;
    if (now.has(unit)) return { ...conflict, base: null, theirs: null };
    return then.has(unit) ? { ...conflict, base: null } : conflict;
  });
}

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
