/** Reading a plan: as it stands with the viewer's own draft, its versions, and what changed between them. */
import { isPointer, POINTER_WORDS } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import { calendarDateOf, nameAt, nameInBanner } from "../domain/person";
import { emptyPlan, type PlanDocument, unitOf, unitsOf } from "../domain/plan";
import { mustAskAgain } from "../domain/plan-carried-over";
import { diffPlans } from "../domain/plan-changes";
import { type Confirmation, confirms } from "../domain/plan-freshness";
import { changeInWords } from "../domain/plan-in-words";
import { whatCrewsWouldMiss } from "../domain/plan-readiness";
import type { SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { readCardSignatures } from "./card-signatures.server";
import { asViewer, type Db } from "./database.server";
import { loadDraft, shownWith } from "./plan-drafts.server";
import { lacksSeen, mergeDraft } from "./plan-publishing.server";
import { planFor, restrictionsOf, type SeePlan } from "./plan-restrictions.server";
import {
  findInPlanScope,
  lastWithdrawal,
  loadAuthorship,
  loadBefore,
  loadConfirmations,
  loadDocument,
  loadPlan,
} from "./plan-scope.server";

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
    // Whom only the pack is open to reads the live plan, without what is restricted, and no other.
    const see = await planFor(db, viewer, personId, person);
    const merged = mergeDraft(see, person, live, draft);
    const seen = merged.seenLive;
    const before = await loadBefore(db, personId, live);
    const circumstances = {
      today: londonDate(at),
      bornOn: calendarDateOf(person.bornOn),
      before,
      signedCards: await readCardSignatures(db),
      restrictions: await restrictionsOf(db, personId, at),
    };
    const units = (draft?.operations ?? []).map(({ unit }) => unit);
    const withDraft = see(shownWith(live.document, draft), new Set(units)).plan;
    const lacks = lacksSeen(whatCrewsWouldMiss(merged.plan, circumstances), merged);
    await recordAccess(db, viewer, { personId, did });
    return {
      who: await readWho(db, personId, at),
      whole: person.whole,
      status: live.status,
      version: live.version,
      document: seen.plan,
      closedIn: seen.closedIn,
      confirmations: confirmationsSeen(await loadConfirmations(db, personId), seen.plan),
      published: await loadAuthorship(db, personId, live.version),
      withdrawn: live.status === "withdrawn" ? await readWithdrawal(db, see, personId, live.version) : undefined,
      actions: await readActions(db, personId, seen.plan),
      /** What publishing would change for crews; all of the plan when none is live. */
      changes: diffPlans(live.status === "live" ? seen.plan : emptyPlan(), withDraft).map(changeInWords),
      /** What the plan would be with the draft: shown in forms. */
      withDraft,
      draft: draft && {
        revision: draft.revision,
        updatedAt: draft.updatedAt,
        units,
        conflicts: merged.conflicts,
      },
      lacking: [...lacks.shown, ...lacks.closed],
      /** Agreement and copy are of an older text: publishing asks about this one. */
      askAgain: before !== undefined && mustAskAgain(merged.plan, before),
    };
  });
}

/** Only of lines that the viewer is shown; of an older press over a whole section, where one of its lines is. */
function confirmationsSeen(all: readonly Confirmation[], seen: PlanDocument): Confirmation[] {
  const units = unitsOf(seen).map((unit) => unitOf(unit)!);
  return all.filter((confirmation) =>
    units.some((unit) => confirms(confirmation, unit) || isOfSection(confirmation, unit.section)),
  );
}

const isOfSection = ({ section, item, field }: Confirmation, of: SectionId) => section === of && !item && !field;

export async function readWho(db: Db, personId: string, at: Date): Promise<WhoItIs> {
  const { names, nhsNumber, bornOn } = await db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { names: true, nhsNumber: true, bornOn: true },
  });
  const name = nameAt(names, at);
  return { personId, name: name ? nameInBanner(name) : "Name not known", nhsNumber, bornOn: calendarDateOf(bornOn) };
}

/**
 * What stands in the place of words that may be about what the reader is not shown. It is said alike whether that is
 * closed or hidden, and only where silence would be read as “no reason was given”.
 */
export const REASON_NOT_SHOWN = "a reason that is not shown to you";

/** Who took the plan back, when and why. */
export async function readWithdrawal(db: Db, see: SeePlan, personId: string, newest: number) {
  const event = await lastWithdrawal(db, personId);
  if (!event) return null;
  const { at, byName, reason, version, pointer } = event;
  const isShown = !reason || (await isSeenWhole(db, see, personId, version ?? newest));
  return { at, byName, reason: withPointer(isShown ? reason : REASON_NOT_SHOWN, pointer) };
}

/** The reason of a withdrawal, and what became of a plan that lies elsewhere. */
export const withPointer = (reason: string | null, pointer: string | null): string | null =>
  isPointer(pointer) ? [reason, POINTER_WORDS[pointer]].filter(Boolean).join("; ") : reason;

/**
 * Whether the reader is shown every line of the version. One that was put in the place of a version entered in error
 * says why in its own reason: that version counts too.
 */
export async function isSeenWhole(
  db: Db,
  see: SeePlan,
  personId: string,
  version: number,
  load = (one: number) => loadDocument(db, personId, one),
): Promise<boolean> {
  const replaced = await db.planVersion.findFirst({
    where: { personId, version: version - 1, enteredInError: { not: null } },
    select: { version: true },
  });
  for (const one of [version, ...(replaced ? [version - 1] : [])]) if (see(await load(one)).withheld.size) return false;
  return true;
}

/** Status of those published actions that the reader sees, by item id. */
async function readActions(db: Db, personId: string, seen: PlanDocument): Promise<Record<string, string>> {
  const rows = await db.action.findMany({
    where: { personId, origin: "plan", planItemId: { in: seen.sections.actions.items.map(({ id }) => id) } },
    select: { planItemId: true, status: true },
  });
  return Object.fromEntries(rows.map(({ planItemId, status }) => [planItemId!, status]));
}
