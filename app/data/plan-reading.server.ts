/** Reading a plan: as it stands with the viewer's own draft, its versions, and what changed between them. */
import { londonDate } from "../domain/dates";
import { calendarDateOf, nameAt, nameInBanner } from "../domain/person";
import { applyOperations, emptyPlan, type PlanDocument, unitOf, unitsOf } from "../domain/plan";
import { mustAskAgain } from "../domain/plan-carried-over";
import { type Conflict, diffPlans, mergePlans } from "../domain/plan-changes";
import { changeInWords } from "../domain/plan-in-words";
import { type Lack, whatCrewsWouldMiss } from "../domain/plan-readiness";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { readCardSignatures } from "./card-signatures.server";
import { asViewer, type Db } from "./database.server";
import { loadDraft } from "./plan-drafts.server";
import { planFor } from "./plan-restrictions.server";
import { findInPlanScope, loadBefore, loadConfirmations, loadPlan } from "./plan-scope.server";

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
    const circumstances = {
      today: londonDate(at),
      bornOn: calendarDateOf(person.bornOn),
      before,
      signedCards: await readCardSignatures(db),
    };
    const own = new Set((draft?.operations ?? []).map(({ unit }) => unit));
    // Whom only the pack is open to reads the live plan, without what is restricted.
    const see = await planFor(db, viewer, personId, person);
    const seen = see(person.whole || live.status === "live" ? live.document : emptyPlan());
    const withDraft = see(applyOperations(live.document, draft?.operations ?? []), own).plan;
    const lacking = whatCrewsWouldMiss(merged?.plan ?? live.document, circumstances);
    const there = new Set(unitsOf(see(merged?.plan ?? live.document, own).plan));
    await recordAccess(db, viewer, { personId, did });
    return {
      who: await readWho(db, personId, at),
      whole: person.whole,
      status: live.status,
      version: live.version,
      document: seen.plan,
      closedIn: seen.closedIn,
      confirmations: (await loadConfirmations(db, personId)).filter(
        ({ section, item }) => item === null || there.has(`${section}/${item}`),
      ),
      published: await readAuthorship(db, personId, live.version),
      withdrawn: live.status === "withdrawn" ? await readWithdrawal(db, personId) : undefined,
      actions: await readActions(db, personId, seen.plan),
      /** What publishing would change for crews; all of the plan when none is live. */
      changes: diffPlans(live.status === "live" ? seen.plan : emptyPlan(), withDraft).map(changeInWords),
      /** What the plan would be with the draft: shown in forms. */
      withDraft,
      draft: draft && {
        revision: draft.revision,
        updatedAt: draft.updatedAt,
        units: draft.operations.map(({ unit }) => unit),
        conflicts: (merged?.conflicts ?? []).map((conflict) => withoutHidden(conflict, there)),
      },
      lacking: lacking.map((lack) => inWordsFor(lack, there)),
      /** Agreement and copy are of an older text: publishing asks about this one. */
      askAgain: before !== undefined && mustAskAgain(merged?.plan ?? live.document, before),
    };
  });
}

/** What others made restricted meanwhile is not shown beside the viewer's own words. */
const withoutHidden = (conflict: Conflict, there: ReadonlySet<string>): Conflict =>
  conflict.theirs && !there.has(conflict.unit) ? { ...conflict, base: null, theirs: null } : conflict;

/** A lack in a line that the viewer does not read quotes nothing of it. */
const inWordsFor = (lack: Lack, there: ReadonlySet<string>): Lack =>
  unitOf(lack.unit)?.item === undefined || there.has(lack.unit)
    ? lack
    : {
        ...lack,
        unit: lack.section,
        field: "",
        says: "A part of the plan that is not shown to you is not complete: ask a clinician who reads all of it",
      };

export async function readWho(db: Db, personId: string, at: Date): Promise<WhoItIs> {
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
export function readWithdrawal(db: Db, personId: string) {
  return db.planEvent.findFirst({
    where: { personId, kind: "withdrawn" },
    orderBy: { at: "desc" },
    select: { at: true, byName: true, reason: true },
  });
}

/** Status of those published actions that the reader sees, by item id. */
async function readActions(db: Db, personId: string, seen: PlanDocument): Promise<Record<string, string>> {
  const rows = await db.action.findMany({
    where: { personId, origin: "plan", planItemId: { in: seen.sections.actions.items.map(({ id }) => id) } },
    select: { planItemId: true, status: true },
  });
  return Object.fromEntries(rows.map(({ planItemId, status }) => [planItemId!, status]));
}
