/** Whose plan a viewer reaches, and the plan as it is kept. Every command and read of plans begins here. */
import { londonDate } from "../domain/dates";
import { partsSeen, type RecordPart } from "../domain/permissions";
import { sourcesLeft } from "../domain/person";
import { emptyPlan, type PlanDocument, parsePlan } from "../domain/plan";
import type { Before } from "../domain/plan-carried-over";
import type { Confirmation } from "../domain/plan-freshness";
import { isSectionId, type SectionId } from "../domain/plan-sections";
import { isUuid } from "../domain/uuid";
import type { Viewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import type { Db } from "./database.server";
import { relationshipsWith, restrictionOf } from "./relationships.server";

/** `whole`: with its versions, and with what is restricted for those who may see it. */
export type PersonInScope = { id: string; bornOn: Date | null; practiceId: string | null; whole: boolean };

/**
 * Undefined when there is no such person, and just the same when the viewer has no business with the plan: a refusal,
 * which is recorded. `needs`: the live plan, or its versions, history and prints as well.
 */
export async function findInPlanScope(
  db: Db,
  viewer: Viewer,
  personId: string,
  needs: "plan" | "plan versions" = "plan",
): Promise<PersonInScope | undefined> {
  if (!isUuid(personId)) return undefined;
  const person = await db.person.findFirst({
    where: { id: personId },
    select: { id: true, bornOn: true, practiceId: true },
  });
  if (person) {
    const parts = await partsReached(db, viewer, personId);
    if (parts.has(needs)) return { ...person, whole: parts.has("plan versions") };
  }
  await recordAccess(db, viewer, { did: "reach plan", personId, outcome: "refused" });
  return undefined;
}

/** Whether another record's plan is open to the viewer: asked on the way, so that no refusal is recorded. */
export async function reachesPlan(db: Db, viewer: Viewer, personId: string): Promise<boolean> {
  const person = await db.person.findFirst({ where: { id: personId }, select: { id: true } });
  return person !== null && (await partsReached(db, viewer, personId)).has("plan");
}

async function partsReached(db: Db, viewer: Viewer, personId: string): Promise<ReadonlySet<RecordPart>> {
  if (viewer.kind === "system") return new Set<RecordPart>(["plan", "plan versions"]);
  // The person reads the text that was made for them, never the document.
  if (viewer.kind === "person") return new Set<RecordPart>();
  // Of all rows that stand for this person: a merge lifts no seal.
  const restriction = await restrictionOf(db, personId);
  return partsSeen(viewer, sourcesLeft(await relationshipsWith(db, viewer, personId), restriction));
}

export type KeptPlan = {
  status: "none_published" | "live" | "withdrawn" | "closed";
  version: number;
  rendition: number;
  /** Of the newest version; empty before the first. */
  document: PlanDocument;
};

/** Who published a version, in which role and when. Undefined: there is none of this number. */
export async function loadAuthorship(db: Db, personId: string, version: number) {
  const authorship = await db.planVersion.findUnique({
    where: { personId_version: { personId, version } },
    select: { publishedAt: true, publishedByName: true, publishedByRole: true },
  });
  return authorship ?? undefined;
}

/** The newest version. `lock` holds the plan until the transaction ends, so that versions come one after another. */
export async function loadPlan(db: Db, personId: string, lock = false): Promise<KeptPlan> {
  if (lock) {
    await db.$executeRaw`insert into plan (person_id, status) values (${personId}::uuid, 'none_published') on conflict do nothing`;
    await db.$queryRaw`select 1 from plan where person_id = ${personId}::uuid for update`;
  }
  const plan = await db.plan.findUnique({ where: { personId } });
  if (!plan) return { status: "none_published", version: 0, rendition: 0, document: emptyPlan() };
  return {
    status: plan.status as KeptPlan["status"],
    version: plan.currentVersion,
    rendition: plan.rendition,
    document: await loadDocument(db, personId, plan.currentVersion),
  };
}

/** What a new version would take the place of, for the rules on what may not be carried over; undefined before the first. */
export async function loadBefore(
  db: Db,
  personId: string,
  { status, version, document }: KeptPlan,
  signedAgain: readonly SectionId[] = [],
): Promise<Before | undefined> {
  if (version === 0) return undefined;
  if (status === "live") return { plan: document, signedAgain };
  const event = await lastWithdrawal(db, personId);
  return { plan: document, signedAgain, withdrawnOn: event ? londonDate(event.at) : undefined };
}

/** The newest event by which the plan was taken back; null when it never was. */
export const lastWithdrawal = (db: Db, personId: string) =>
  db.planEvent.findFirst({ where: { personId, kind: "withdrawn" }, orderBy: [{ at: "desc" }, { id: "desc" }] });

/** Whether only the emergency part of the plan was ever published. */
export async function isEmergencyOnly(db: Db, personId: string): Promise<boolean> {
  const plan = await db.plan.findUnique({ where: { personId }, select: { emergencyOnly: true } });
  return plan?.emergencyOnly ?? false;
}

/** A version's document; version 0 is the empty plan before the first. */
export async function loadDocument(db: Db, personId: string, version: number): Promise<PlanDocument> {
  if (version === 0) return emptyPlan();
  const row = await db.planVersion.findUniqueOrThrow({
    where: { personId_version: { personId, version } },
    select: { document: true },
  });
  return parsePlan(row.document);
}

export async function loadConfirmations(db: Db, personId: string): Promise<Confirmation[]> {
  const rows = await db.planConfirmation.findMany({
    where: { personId },
    select: { sectionId: true, itemId: true, field: true, confirmedAt: true, confirmedByName: true },
    orderBy: { confirmedAt: "asc" },
  });
  return rows.flatMap(({ sectionId, itemId, field, confirmedAt, confirmedByName }) =>
    isSectionId(sectionId)
      ? [{ section: sectionId, item: itemId, field, at: confirmedAt.toISOString(), byName: confirmedByName }]
      : [],
  );
}
