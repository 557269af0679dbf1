/**
 * What stands between a draft and its publishing, weighed once for the page that shows it and for the command that
 * decides by it: others' changes, signatures, what crews would miss, contradictions.
 */
import { londonDate } from "../domain/dates";
import { ROLES } from "../domain/permissions";
import { calendarDateOf } from "../domain/person";
import {
  applyOperations,
  emptyPlan,
  type Operation,
  type PlanDocument,
  readUnit,
  unitOf,
  unitsOf,
} from "../domain/plan";
import { type Before, mustAskAgain, SIGNED_AGAIN } from "../domain/plan-carried-over";
import { type Change, type Conflict, diffPlans, mergePlans, operationsOf, stampPlan } from "../domain/plan-changes";
import { conflictsSeen, type PlanConflict } from "../domain/plan-conflict";
import { findConflicts } from "../domain/plan-conflict-finder";
import { changeInWords } from "../domain/plan-in-words";
import { broughtBack, isOfEmergencyPart } from "../domain/plan-life";
import { type Lack, lacksOfPublish } from "../domain/plan-readiness";
import { mayWrite, type SectionId, sectionOf } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { readCardSignatures } from "./card-signatures.server";
import { asViewer, type Db } from "./database.server";
import { type Draft, loadDraft, lockDraft } from "./plan-drafts.server";
import { planRecordFor, readPlanRecord } from "./plan-record.server";
import { planFor, type SeePlan } from "./plan-restrictions.server";
import {
  findInPlanScope,
  type KeptPlan,
  loadBefore,
  loadDocument,
  loadPlan,
  type PersonInScope,
} from "./plan-scope.server";

/** "emergency": only the emergency part of the draft is published; the rest stays in the draft. */
export type Only = "emergency" | undefined;

export type Weighing = { at: Date; only?: Only; signedAgain?: readonly SectionId[]; lock?: boolean };

export type Weighed = {
  person: PersonInScope;
  live: KeptPlan;
  draft: Draft | undefined;
  see: SeePlan;
  /** What would be published. */
  plan: PlanDocument;
  /** What would stay in the author's draft. */
  keep: Operation[];
  /** Against what crews see now: all of it when nothing is live. */
  changes: Change[];
  /** Units that the viewer reads, in the plan as it stands and as it would be. */
  there: ReadonlySet<string>;
  conflicts: Conflict[];
  unsigned: SectionId[];
  before: Before | undefined;
  lacks: { blocking: Lack[]; standing: Lack[] };
  contradictions: PlanConflict[];
};

/** Undefined: no such person, or not the viewer's. */
export async function weighPublishing(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { at, only, signedAgain = [], lock = false }: Weighing,
): Promise<Weighed | undefined> {
  const person = await findInPlanScope(db, viewer, personId);
  if (!person) return undefined;
  const live = await loadPlan(db, personId, lock);
  if (lock) await lockDraft(db, viewer, personId);
  const draft = await loadDraft(db, viewer, personId);
  const own = new Set((draft?.operations ?? []).map(({ unit }) => unit));
  const see = await planFor(db, viewer, personId, person);
  const base = draft?.base ?? live.document;
  const merged = mergePlans({ base, mine: draft?.mine ?? base, theirs: live.document });
  const seenLive = see(live.document);
  const before = new Set(unitsOf(seenLive.plan));
  const there = new Set([...before, ...unitsOf(see(merged.plan, own).plan)]);
  const { plan, keep } = only ? emergencyPart(live, merged.plan, there) : { plan: merged.plan, keep: [] };
  // A withdrawn plan shows crews nothing: to publish it again is to sign all of it.
  const shown = live.status === "live" ? live.document : emptyPlan();
  const changes = diffPlans(shown, plan);
  const replaced = await beforeOf(db, personId, live, plan, signedAgain);
  const circumstances = {
    today: londonDate(at),
    bornOn: calendarDateOf(person.bornOn),
    before: replaced,
    signedCards: await readCardSignatures(db),
  };
  const touched = changes.map(({ unit }) => unit);
  const record = await readPlanRecord(db, personId, circumstances.today);
  return {
    ...{ person, live, draft, see, plan, keep, changes, there, before: replaced },
    // All of them, also for the emergency part alone: what stays in the draft must not lose its conflict on the way.
    conflicts: merged.conflicts.map((conflict) => withoutHidden(conflict, before)),
    unsigned: sectionsOf(changes.filter((change) => !maySign(viewer, change, live, there))),
    lacks: lacksFor(
      lacksOfPublish(plan, circumstances, { touched, live: live.status === "live" ? shown : undefined, only }),
      new Set(unitsOf(plan).filter((unit) => !there.has(unit))),
      seenLive.closedIn,
    ),
    contradictions: findConflicts(stampedNow(viewer, live, plan, at), record, circumstances).filter(
      (found) => !only || isOfEmergency(found),
    ),
  };
}

/**
 * The newest version with the emergency part of the merged plan; without the rest when nothing is live, since what was
 * withdrawn does not come back unread. It waits in the draft then, but for what the author does not see.
 */
function emergencyPart(live: KeptPlan, merged: PlanDocument, there: ReadonlySet<string>) {
  const start = live.status === "live" ? live.document : emptyPlan();
  const changes = diffPlans(start, merged);
  const goes = ({ unit }: Change) => isOfEmergencyPart(unit) || !there.has(unit);
  return {
    plan: applyOperations(start, operationsOf(changes.filter(goes))),
    keep: operationsOf(changes.filter((change) => !goes(change))),
  };
}

const isOfEmergency = ({ sides }: PlanConflict) => sides.some(({ unit }) => unit && isOfEmergencyPart(unit));

/** What this version would take the place of, and which emergency sections it brings back from an older one. */
async function beforeOf(
  db: Db,
  personId: string,
  live: KeptPlan,
  plan: PlanDocument,
  signedAgain: readonly SectionId[],
): Promise<Before | undefined> {
  const before = await loadBefore(db, personId, live, signedAgain);
  const touched = diffPlans(live.document, plan).some(({ unit }) => SIGNED_AGAIN.includes(unitOf(unit)!.section));
  if (!before || !touched) return before;
  const versions = await db.planVersion.findMany({
    where: { personId, version: { lt: live.version } },
    select: { version: true },
  });
  // One after another: a transaction is one connection.
  const older: PlanDocument[] = [];
  for (const { version } of versions) older.push(await loadDocument(db, personId, version));
  return { ...before, broughtBack: broughtBack(plan, live.document, older, SIGNED_AGAIN) };
}

/** Lines of the draft are as old as this moment, and not as what they take the place of. */
const stampedNow = (viewer: StaffViewer, live: KeptPlan, plan: PlanDocument, at: Date): PlanDocument =>
  stampPlan(plan, live.document, {
    at: at.toISOString(),
    version: live.version + 1,
    byName: viewer.name,
    byRole: ROLES[viewer.role].label,
    organisation: viewer.organisationName,
  });

/** What others made restricted meanwhile is not shown beside the author's own words. */
const withoutHidden = (conflict: Conflict, seen: ReadonlySet<string>): Conflict =>
  conflict.theirs && !seen.has(conflict.unit) ? { ...conflict, base: null, theirs: null } : conflict;

export const sectionsOf = (changes: readonly { unit: string }[]): SectionId[] => [
  ...new Set(changes.map(({ unit }) => unitOf(unit)!.section)),
];

/**
 * Whether the section's words are the viewer's to sign. A line that the viewer does not read is nobody's change of
 * theirs; after a withdrawal it comes back as it stood, and is seen by those alone who saw it before.
 */
function maySign(viewer: StaffViewer, { unit, before, after }: Change, live: KeptPlan, there: ReadonlySet<string>) {
  if (there.has(unit)) return mayWrite(viewer, unitOf(unit)!.section);
  const kept = live.status !== "live" && before === null && readUnit(live.document, unit) !== null;
  return kept && after !== null;
}

/**
 * What blocks and what only stands, as far as the viewer may be told. A lack in a line that is not shown to them is not
 * theirs to mend and blocks them not: of a closed one they are told that it is there, of a hidden one nothing.
 */
function lacksFor(
  { blocking, standing }: Weighed["lacks"],
  unseen: ReadonlySet<string>,
  closedIn: readonly SectionId[],
): Weighed["lacks"] {
  const shows = ({ unit }: Lack) => !unseen.has(unit);
  const closed = closedIn.flatMap((section) =>
    [...blocking, ...standing].filter((lack) => lack.section === section && !shows(lack)).slice(0, 1),
  );
  return { blocking: blocking.filter(shows), standing: [...standing.filter(shows), ...closed.map(inNoWords)] };
}

const inNoWords = ({ section }: Lack): Lack => ({
  section,
  unit: section,
  field: "",
  says: `Something in “${sectionOf(section).title}” that is closed to you is not complete: ask somebody who reads it`,
});

// ── For the page ──────────────────────────────────────────────────────────────────────────────────────────

/** The publish page's content: everything in words, as far as the viewer reads it. Undefined: not the viewer's. */
export function readPublishing(viewer: StaffViewer, personId: string, { at, only }: Weighing) {
  return asViewer(viewer, "read", async (db) => {
    const weighed = await weighPublishing(db, viewer, personId, { at, only });
    if (!weighed) return undefined;
    const { live, draft, see, plan, keep, changes, there, before, lacks } = weighed;
    const own = new Set((draft?.operations ?? []).map(({ unit }) => unit));
    const seen = see(plan, own).plan;
    await recordAccess(db, viewer, { personId, did: "review draft of plan" });
    return {
      status: live.status,
      version: live.version,
      revision: draft?.revision ?? 0,
      hasDraft: draft !== undefined,
      changes: changes.filter(({ unit }) => there.has(unit)).map(changeInWords),
      /** Lines of the draft that stay in it. */
      keeps: keep.filter(({ unit }) => there.has(unit)).length,
      hasEmergencyPart: changes.some(({ unit }) => isOfEmergencyPart(unit)),
      unsigned: weighed.unsigned,
      lacking: lacks.blocking,
      standing: lacks.standing,
      contradictions: await contradictionsShown(db, viewer, personId, weighed.contradictions, seen),
      askAgain: before !== undefined && mustAskAgain(plan, before),
      agreement: plan.sections.agreement.fields,
      agreementBefore: live.document.sections.agreement.fields,
    };
  });
}

/** Those of which the viewer reads every side; how many there are besides. */
export async function contradictionsShown(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  found: readonly PlanConflict[],
  seen: PlanDocument,
) {
  if (!found.length) return { conflicts: [], withheld: 0 };
  const record = await planRecordFor(db, viewer, personId);
  return conflictsSeen(found, seen, new Set(record?.lines.map(({ id }) => id)));
}
