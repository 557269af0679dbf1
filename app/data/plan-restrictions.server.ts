/** Restrictions of a plan: in force, made, lifted and overridden. The one door through which pages see a plan. */
import { londonDate } from "../domain/dates";
import { type PlanDocument, readUnit } from "../domain/plan";
import { type Change, type Conflict, diffPlans, sameValues } from "../domain/plan-changes";
import { INSTEAD, type LeftOut } from "../domain/plan-hidden-rings";
import {
  onlyOwn,
  peopleLeftOut,
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
import { loadPlan } from "./plan-scope.server";

/** In force on that moment. */
export async function restrictionsOf(db: Db, personId: string, at: Date): Promise<Restriction[]> {
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
  const nothing = standing.length === 0 && marked.size === 0;
  const newest = nothing ? undefined : (await loadPlan(db, personId)).document;
  return (plan, own) => seenThrough(plan, viewer, standing, { marked, own, newest });
}
export type SeePlan = (plan: PlanDocument, own?: ReadonlySet<string>) => SeenPlan;

/** People of the newest version who are kept from the viewer: nothing beside the plan may name them either. */
export async function peopleLeftOutFor(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { whole }: { whole: boolean },
): Promise<readonly LeftOut[]> {
  const marked = await markedLast(db, personId);
  const overridden = whole ? await overriddenBy(db, viewer, personId) : new Set<string>();
  const all = await restrictionsOf(db, personId, viewer.requestedAt);
  const restrictions = all.filter(({ id }) => !overridden.has(id));
  if (!restrictions.length && !marked.size) return [];
  const { document } = await loadPlan(db, personId);
  return peopleLeftOut(document, { restrictions, marked, reader: whole ? viewer : undefined });
}

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
  // Of a name to ring that is not shown, nothing is said.
  const kinds = unseen.flatMap(({ unit }) =>
    [from, to].flatMap(({ withheld, rings }) => (rings.has(unit) ? "hidden" : (withheld.get(unit) ?? []))),
  );
  return {
    changes,
    whole: unseen.length === 0,
    closed: unseen.length > 0 && !kinds.includes("hidden"),
  };
}

/** A change as the reader of both versions is shown it: a name to ring that they are not shown stands in neither side. */
export const changeAsRead = ({ unit, before, after }: Change, from: PlanDocument, to: PlanDocument): Change => ({
  unit,
  before: before && readUnit(from, unit),
  after: after && readUnit(to, unit),
});

/** What others made restricted meanwhile is not shown beside the author's own words. `own`: units of a draft in theirs. */
export function bothSidesSeen(
  conflicts: readonly Conflict[],
  see: SeePlan,
  { base, theirs, own }: { base: PlanDocument; theirs: PlanDocument; own?: ReadonlySet<string> },
): Conflict[] {
  if (!conflicts.length) return [];
  const [then, now] = [see(base), see(theirs, own)];
  return conflicts.map((conflict) => {
    const { unit } = conflict;
    if (now.withheld.has(unit)) return { ...conflict, base: null, theirs: null };
    const shown = { ...conflict, base: readUnit(then.plan, unit), theirs: readUnit(now.plan, unit) };
    const kept = [readUnit(base, unit)?.ring, readUnit(theirs, unit)?.ring];
    const isKept = then.rings.has(unit) || now.rings.has(unit);
    // The author's words hold the name too, where they left it as it was.
    return isKept && shown.mine?.ring && kept.includes(shown.mine.ring)
      ? { ...shown, mine: { ...shown.mine, ring: INSTEAD } }
      : shown;
  });
}

const asRestrictions = (marked: Withheld): Restriction[] =>
  [...marked].map(([unit, kind]) => ({ id: unit, unit, kind, readers: [], by: "" }));

/** Items that carry a restriction in the newest version in which they stand, as a trigger of plan_version keeps them. */
async function markedLast(db: Db, personId: string): Promise<Withheld> {
  const rows = await db.planMarkedItem.findMany({ where: { personId } });
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
