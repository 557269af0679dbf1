/** Reading a plan: as it stands with the viewer's own draft, its versions, and what changed between them. */
import { londonDate } from "../domain/dates";
import { calendarDateOf, nameAt, nameInBanner } from "../domain/person";
import { applyOperations, emptyPlan, type PlanDocument } from "../domain/plan";
import { mustAskAgain } from "../domain/plan-carried-over";
import { type Conflict, diffPlans, mergePlans } from "../domain/plan-changes";
import { changeInWords } from "../domain/plan-in-words";
import { whatCrewsWouldMiss } from "../domain/plan-readiness";
import { seesRestricted, withoutRestricted } from "../domain/plan-restrictions";
import type { SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { loadDraft } from "./plan-drafts.server";
import { findInPlanScope, loadBefore, loadConfirmations, loadDocument, loadPlan } from "./plan-scope.server";

export type WhoItIs = { personId: string; name: string; nhsNumber: string | null; bornOn: string | undefined };

/**
 * The plan, the viewer's draft on it, and what publishing the draft would still need. Undefined: no such person, or not
 * the viewer's. Restricted items are gone from all of it for those who may not see them.
 */
export function readPlan(
  viewer: StaffViewer,
  personId: string,
  at: Date,
  did: "read plan" | "print plan" = "read plan",
) {
  return asViewer(viewer, "read", async (db) => {
    const person = await findInPlanScope(db, viewer, personId, did === "print plan" ? "plan versions" : "plan");
    if (!person) return undefined;
    const live = await loadPlan(db, personId);
    const draft = await loadDraft(db, viewer, personId);
    const merged = draft && mergePlans({ base: draft.base, mine: draft.mine, theirs: live.document });
    const before = await loadBefore(db, personId, live);
    const circumstances = { today: londonDate(at), bornOn: calendarDateOf(person.bornOn), before };
    // Whom only the pack is open to reads the live plan, without what is restricted.
    const seenHere = (plan: PlanDocument) => (person.whole ? seenBy(viewer, plan) : withoutRestricted(plan));
    const seen = seenHere(person.whole || live.status === "live" ? live.document : emptyPlan());
    const withDraft = applyOperations(live.document, draft?.operations ?? []);
    await recordAccess(db, viewer, { personId, did });
    return {
      who: await readWho(db, personId, at),
      whole: person.whole,
      status: live.status,
      version: live.version,
      document: seen.plan,
      closedIn: seen.closedIn,
      confirmations: await loadConfirmations(db, personId),
      published: await readAuthorship(db, personId, live.version),
      withdrawn: live.status === "withdrawn" ? await readWithdrawal(db, personId) : undefined,
      actions: await readActions(db, personId),
      /** What publishing would change for crews; all of the plan when none is live. */
      changes: diffPlans(live.status === "live" ? seen.plan : emptyPlan(), seenHere(withDraft).plan).map(changeInWords),
      /** What the plan would be with the draft: shown in forms. */
      withDraft: seenHere(withDraft).plan,
      draft: draft && {
        revision: draft.revision,
        updatedAt: draft.updatedAt,
        units: draft.operations.map(({ unit }) => unit),
        conflicts: (merged?.conflicts ?? []).map((conflict) => withoutHidden(viewer, conflict)),
      },
      lacking: whatCrewsWouldMiss(merged?.plan ?? live.document, circumstances),
      /** Agreement and copy are of an older text: publishing asks about this one. */
      askAgain: before !== undefined && mustAskAgain(merged?.plan ?? live.document, before),
    };
  });
}

export function seenBy(viewer: StaffViewer, plan: PlanDocument): { plan: PlanDocument; closedIn: SectionId[] } {
  return seesRestricted(viewer) ? { plan, closedIn: [] } : withoutRestricted(plan);
}

/** What others made restricted meanwhile is not shown beside the viewer's own words. */
const withoutHidden = (viewer: StaffViewer, conflict: Conflict): Conflict =>
  conflict.theirs?.restriction && !seesRestricted(viewer) ? { ...conflict, theirs: null } : conflict;

async function readWho(db: Db, personId: string, at: Date): Promise<WhoItIs> {
  const { names, nhsNumber, bornOn } = await db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { names: true, nhsNumber: true, bornOn: true },
  });
  const name = nameAt(names, at);
  return { personId, name: name ? nameInBanner(name) : "Name not known", nhsNumber, bornOn: calendarDateOf(bornOn) };
}

async function readAuthorship(db: Db, personId: string, version: number) {
  if (version === 0) return undefined;
  return db.planVersion.findUniqueOrThrow({
    where: { personId_version: { personId, version } },
    select: { publishedAt: true, publishedByName: true, publishedByRole: true, reason: true },
  });
}

/** Who took the plan back, when and why. */
function readWithdrawal(db: Db, personId: string) {
  return db.planEvent.findFirst({
    where: { personId, kind: "withdrawn" },
    orderBy: { at: "desc" },
    select: { at: true, byName: true, reason: true },
  });
}

/** Status of the published actions, by item id. */
async function readActions(db: Db, personId: string): Promise<Record<string, string>> {
  const rows = await db.action.findMany({
    where: { personId, origin: "plan", planItemId: { not: null } },
    select: { planItemId: true, status: true },
  });
  return Object.fromEntries(rows.map(({ planItemId, status }) => [planItemId!, status]));
}

/** Versions, newest first, each with what it changed in words; and the events of the plan's life. */
export function readHistory(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    const rows = await db.planVersion.findMany({ where: { personId }, orderBy: { version: "asc" } });
    let before = emptyPlan();
    const versions = [];
    for (const row of rows) {
      const document = await loadDocument(db, personId, row.version);
      const changes = diffPlans(seenBy(viewer, before).plan, seenBy(viewer, document).plan).map(changeInWords);
      const { version, publishedAt, publishedByName, publishedByRole, reason } = row;
      versions.unshift({ version, at: publishedAt, byName: publishedByName, byRole: publishedByRole, reason, changes });
      before = document;
    }
    const events = await db.planEvent.findMany({
      where: { personId, kind: { not: "published" } },
      orderBy: { at: "desc" },
      select: { id: true, kind: true, at: true, byName: true, reason: true, version: true },
    });
    await recordAccess(db, viewer, { personId, did: "read history of plan" });
    return { who: await readWho(db, personId, viewer.requestedAt), versions, events };
  });
}

/** One version whole, as it was published. */
export function readVersion(viewer: StaffViewer, personId: string, version: number) {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    const row = await db.planVersion.findUnique({ where: { personId_version: { personId, version } } });
    if (!row) return undefined;
    const live = await loadPlan(db, personId);
    await recordAccess(db, viewer, { personId, did: "read version of plan", detail: { version } });
    const { plan, closedIn } = seenBy(viewer, await loadDocument(db, personId, version));
    return {
      who: await readWho(db, personId, viewer.requestedAt),
      version,
      current: live.version === version && live.status === "live",
      newest: live.version,
      status: live.status,
      withdrawn: live.status === "withdrawn" ? await readWithdrawal(db, personId) : undefined,
      document: plan,
      closedIn,
      publishedAt: row.publishedAt,
      publishedByName: row.publishedByName,
      publishedByRole: row.publishedByRole,
      reason: row.reason,
    };
  });
}

/** Whom an action can be offered to: people with a role that owns actions, and organisations. */
export function findActionOwners(viewer: StaffViewer) {
  return asViewer(viewer, "read", async (db) => {
    const organisations = await db.organisation.findMany({
      where: { kind: { notIn: ["ics", "place", "confer"] } },
      orderBy: { name: "asc" },
      select: { id: true, name: true },
      take: 300,
    });
    const assignments = await db.assignment.findMany({
      where: {
        role: {
          in: [
            "gp",
            "practice_nurse",
            "care_coordinator",
            "social_worker",
            "community_clinician",
            "consultant",
            "hospice",
          ],
        },
        account: { disabledAt: null },
        OR: [{ endsAt: null }, { endsAt: { gt: viewer.requestedAt } }],
      },
      orderBy: { account: { name: "asc" } },
      select: {
        accountId: true,
        account: { select: { name: true } },
        organisation: { select: { id: true, name: true } },
      },
      take: 300,
    });
    return [
      ...assignments.map(({ accountId, account, organisation }) => ({
        owner: `${accountId}/${organisation.id}`,
        ownerName: account.name,
        ownerOrganisation: organisation.name,
      })),
      ...organisations.map(({ id, name }) => ({ owner: `/${id}`, ownerName: name, ownerOrganisation: name })),
    ];
  });
}
