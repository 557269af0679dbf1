/** Closing and hiding parts of a plan, lifting that again, and opening a closed part for some hours, which is reviewed. */
import type { RenderTexts } from "../domain/crisis-plan";
import { may, ROLES, type Role } from "../domain/permissions";
import { type PlanDocument, readUnit, unitOf, unitsOf } from "../domain/plan";
import { unitInWords } from "../domain/plan-in-words";
import { markedIn, mayBeRestricted, type RestrictionKind } from "../domain/plan-restrictions";
import { isSectionId, SECTION_IDS, type SectionId, sectionOf } from "../domain/plan-sections";
import type { RestrictionCategory } from "../domain/restriction-category";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { markChanged, onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { planFor, restrictionsFor } from "./plan-restrictions.server";
import { findInPlanScope, loadPlan } from "./plan-scope.server";
import { renderAgain } from "./published-texts.server";

/** A closed part opens to one member of staff for a shift's half, as break-glass does elsewhere. */
const OVERRIDE_HOURS = 4;

/** What the page shows: parts that may be restricted, and restrictions that the viewer may know of. */
export function openRestrictions(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    const person = await findInPlanScope(db, viewer, personId, "plan versions");
    if (!person) return undefined;
    const { document } = await loadPlan(db, personId);
    const { standing, closed } = await restrictionsFor(db, viewer, personId, document);
    const { plan } = (await planFor(db, viewer, personId))(document);
    const units = unitsOf(plan).filter((unit) => mayBeRestricted(unit, plan));
    const sections = SECTION_IDS.filter((id) => mayBeRestricted(id, plan) && units.some((unit) => unit.startsWith(id)));
    await recordAccess(db, viewer, { personId, did: "read restrictions of plan" });
    return {
      choices: [
        ...sections.map((id) => ({ value: id as string, label: `All of “${sectionOf(id).title}”` })),
        ...units.map((unit) => ({ value: unit, label: unitInWords(unit, readUnit(plan, unit)) })),
      ],
      standing: standing.map((one) => ({ ...one, words: partInWords(plan, one.unit) })),
      marked: markedLines(plan),
      /** Closed to the viewer: that something is there, and no word of it. */
      closed: closed.map(({ id, unit }) => ({ id, section: sectionTitle(unit), of: sectionIn(unit) })),
    };
  });
}

/** Lines that carry a restriction in their own words, of those that the viewer is shown, and where that is changed. */
const markedLines = (plan: PlanDocument) =>
  [...markedIn(plan)]
    .filter(([unit]) => mayBeRestricted(unit, plan))
    .map(([unit, kind]) => ({
      ...{ unit, kind, section: sectionIn(unit)!, item: unitOf(unit)!.item! },
      words: unitInWords(unit, readUnit(plan, unit)),
    }));

/** Sections in which a closed part is that the viewer may open with a reason. */
export function closedSections(viewer: StaffViewer, personId: string): Promise<SectionId[]> {
  if (!may(viewer, "edit plan")) return Promise.resolve([]);
  return asViewer(viewer, "read", async (db) => {
    const { closed } = await known(db, viewer, personId);
    return [...new Set(closed.flatMap(({ unit }) => sectionIn(unit) ?? []))];
  });
}

const sectionIn = (unit: string): SectionId | undefined => {
  const id = /^\w+/.exec(unit)?.[0] ?? "";
  return isSectionId(id) ? id : undefined;
};
const sectionTitle = (unit: string): string => {
  const id = sectionIn(unit);
  return id ? sectionOf(id).title : unit;
};

function partInWords(document: Parameters<typeof readUnit>[0], unit: string): string {
  return isSectionId(unit) && sectionOf(unit).unit !== "section"
    ? `All of “${sectionOf(unit).title}”`
    : unitInWords(unit, readUnit(document, unit));
}

export type Restrict = {
  personId: string;
  key: string;
  unit: string;
  kind: RestrictionKind;
  /** Roles whose holders read it; whoever restricts it always does. */
  roles: readonly Role[];
  category: RestrictionCategory;
  /** The last day on which it stands. */
  until?: string;
  render: RenderTexts;
  at: Date;
};

/** Restricts one part; texts for crews, prints and the person are made again without it in the same transaction. */
export function restrictPart(
  viewer: StaffViewer,
  { personId, key, unit, kind, roles, category, until, render, at }: Restrict,
) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "restrict part of plan", key, async () => {
      if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return notFound;
      await lockPlan(db, personId);
      const { document } = await loadPlan(db, personId);
      if (!mayBeRestricted(unit, document)) return { ok: false, why: "crews act on it" } as const;
      const seen = (await planFor(db, viewer, personId))(document).plan;
      if (!holds(seen, unit)) return notFound;
      await db.planRestriction.create({
        data: {
          personId,
          id: newId(at),
          unit,
          kind,
          readers: roles.map((role) => `role:${role}`),
          category,
          by: viewer.accountId,
          byName: viewer.name,
          at,
          until: until ? new Date(`${until}T00:00:00Z`) : null,
        },
      });
      await after(db, viewer, personId, { did: "restrict part of plan", render, at });
      return { ok: true } as const;
    }),
  );
}

/** Lifts a restriction that the viewer reads and no other keeps from them. */
export function liftRestriction(
  viewer: StaffViewer,
  { personId, id, key, render, at }: { personId: string; id: string; key: string; render: RenderTexts; at: Date },
) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "lift restriction of plan", key, async () => {
      const { standing } = await known(db, viewer, personId);
      if (!standing.some((one) => one.id === id)) return notFound;
      await db.planRestriction.update({
        where: { personId_id: { personId, id } },
        data: { liftedAt: at, liftedBy: viewer.accountId, liftedByName: viewer.name },
      });
      await after(db, viewer, personId, { did: "lift restriction of plan", render, at });
      return { ok: true } as const;
    }),
  );
}

/** Opens a closed part to the viewer for some hours. The reason is kept and reviewed; hidden parts cannot be asked for. */
export function openClosedPart(
  viewer: StaffViewer,
  { personId, id, reason, key, at }: { personId: string; id: string; reason: string; key: string; at: Date },
) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "open closed part of plan", key, async () => {
      const { closed } = await known(db, viewer, personId);
      if (!closed.some((one) => one.id === id)) return notFound;
      await db.planOverride.create({
        data: {
          personId,
          id: newId(at),
          restrictionId: id,
          accountId: viewer.accountId,
          byName: viewer.name,
          byRole: ROLES[viewer.role].label,
          organisation: viewer.organisationName,
          reason,
          at,
          until: new Date(at.getTime() + OVERRIDE_HOURS * 3_600_000),
        },
      });
      await recordAccess(db, viewer, {
        personId,
        did: "open closed part of plan",
        detail: { restriction: id, reason },
      });
      return { ok: true } as const;
    }),
  );
}

const notFound = { ok: false, why: "not found" } as const;

/** Restrictions that the viewer may know of, and so lift or open. */
async function known(db: Db, viewer: StaffViewer, personId: string) {
  if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return { standing: [], closed: [] };
  return restrictionsFor(db, viewer, personId, (await loadPlan(db, personId)).document);
}

const lockPlan = (db: Db, personId: string) =>
  db.$queryRaw`select 1 from plan where person_id = ${personId}::uuid for update`;

const holds = (plan: Parameters<typeof readUnit>[0], unit: string): boolean =>
  unitsOf(plan).some((one) => one === unit || one.startsWith(`${unit}.`) || one.startsWith(`${unit}/`));

async function after(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { did, render, at }: { did: string; render: RenderTexts; at: Date },
) {
  await renderAgain(db, personId, render, at);
  await recordAccess(db, viewer, { personId, did });
  await markChanged(db, personId, did);
}

export type ToReview = {
  id: string;
  byName: string;
  byRole: string;
  organisation: string;
  reason: string;
  at: Date;
  reviewedAt: Date | null;
  reviewedByName: string | null;
  review: string | null;
};

/** Overrides, those not reviewed first, for whoever reviews access: the reason, never the plan. */
export function findOverrides(viewer: StaffViewer): Promise<ToReview[]> {
  return asViewer(viewer, "read", async (db) => {
    await recordAccess(db, viewer, { did: "list overrides of plans" });
    return db.$queryRaw<ToReview[]>`
      select id, by_name as "byName", by_role as "byRole", organisation, reason, at, reviewed_at as "reviewedAt",
        reviewed_by_name as "reviewedByName", review from confer_overrides_to_review()`;
  });
}

/** Says what was found; nobody reviews their own. False when it is reviewed already, or theirs. */
export function reviewOverride(
  viewer: StaffViewer,
  { id, review, at }: { id: string; review: string; at: Date },
): Promise<boolean> {
  return asViewer(viewer, "command", async (db) => {
    const [{ done }] = await db.$queryRaw<[{ done: boolean }]>`
      select confer_review_override(${id}::uuid, ${at}, ${viewer.name}, ${review}) as done`;
    await recordAccess(db, viewer, { did: "review override of plan", detail: { override: id } });
    return done;
  });
}
