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
import { type Change, type Conflict, diffPlans, operationsOf, sameValues, stampPlan } from "../domain/plan-changes";
import { type PlanConflict, stopsPublishing } from "../domain/plan-conflict";
import { findConflicts } from "../domain/plan-conflict-finder";
import { mergeDraft as mergeWords } from "../domain/plan-drafts";
import { marked, sidesAsRead, withRing } from "../domain/plan-hidden-rings";
import { changeInWords } from "../domain/plan-in-words";
import { broughtBack, isOfEmergencyPart } from "../domain/plan-life";
import { type Lack, lacksOfPublish } from "../domain/plan-readiness";
import type { PlanRecord } from "../domain/plan-record";
import type { SeenPlan } from "../domain/plan-restrictions";
import { mayWrite, type SectionId, sectionOf } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { readCardSignatures } from "./card-signatures.server";
import { asViewer, type Db } from "./database.server";
import { contradictionsShown, standingConflictsFor } from "./plan-conflicts.server";
import { type Draft, loadDraft, lockDraft } from "./plan-drafts.server";
import { readPlanRecord } from "./plan-record.server";
import { bothSidesSeen, changeAsRead, planFor, restrictionsOf, type SeePlan } from "./plan-restrictions.server";
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
  /** Units in which the viewer's own words would stand. */
  own: ReadonlySet<string>;
  conflicts: Conflict[];
  unsigned: SectionId[];
  before: Before | undefined;
  lacks: { blocking: Lack[]; standing: Lack[] };
  contradictions: PlanConflict[];
  /** Those of them that nothing is published with. */
  stopping: PlanConflict[];
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
  const see = await planFor(db, viewer, personId, person);
  const merged = mergeDraft(see, person, live, draft);
  const { own, there } = merged;
  const { plan, keep: rest } =
    only && merged.readsAll ? emergencyPart(live, merged.plan, there) : { plan: merged.plan, keep: [] };
  const keep = rest.map((one) => marked(one, { plan: live.document, rings: merged.seenLive.rings }));
  // A withdrawn plan shows crews nothing: to publish it again is to sign all of it.
  const shown = live.status === "live" ? live.document : emptyPlan();
  const changes = diffPlans(shown, plan);
  const replaced = await beforeOf(db, personId, live, plan, signedAgain);
  const circumstances = await circumstancesOf(db, person, replaced, at);
  const touched = changes.map(({ unit }) => unit);
  const record = await readPlanRecord(db, personId, circumstances.today);
  const judged = { personId, plan: stampedNow(viewer, live, plan, at), record, at: circumstances };
  const found = await standingConflictsFor(db, viewer, judged);
  const contradictions = only ? found.filter(isOfEmergency) : found;
  return {
    ...{ person, live, draft, see, plan, keep, changes, there, own, before: replaced },
    // All of them, also for the emergency part alone: what stays in the draft must not lose its conflict on the way.
    conflicts: merged.conflicts,
    unsigned: sectionsOf(changes.filter((change) => !merged.readsAll || !maySign(viewer, change, live, there))),
    lacks: lacksFor(
      lacksOfPublish(plan, circumstances, { touched, live: live.status === "live" ? shown : undefined, only }),
      merged,
    ),
    contradictions,
    stopping: stopsPublishing(contradictions, {
      touched,
      before: live.status === "live" ? standingIn(live, record, circumstances) : [],
    }),
  };
}

/** What the plan is judged by beside its words. */
const circumstancesOf = async (db: Db, { id, bornOn }: PersonInScope, before: Before | undefined, at: Date) => ({
  ...{ today: londonDate(at), bornOn: calendarDateOf(bornOn), before },
  signedCards: await readCardSignatures(db),
  restrictions: await restrictionsOf(db, id, at),
});

/** Contradictions that the live version holds already: they are marked and somebody's task, and stop no other line. */
const standingIn = (live: KeptPlan, record: PlanRecord, circumstances: Parameters<typeof findConflicts>[2]): string[] =>
  findConflicts(live.document, record, circumstances).map(({ id }) => id);

export type Merged = {
  /** False: whom only the pack is open to does not read a plan that is not live, and brings nothing of it back. */
  readsAll: boolean;
  /** With the draft; what others published stands where both wrote. */
  plan: PlanDocument;
  conflicts: Conflict[];
  own: ReadonlySet<string>;
  there: ReadonlySet<string>;
  /** Units of the plan that are not shown to the viewer, and how they are kept from them. */
  withheld: SeenPlan["withheld"];
  /** Units in which the viewer is shown the desk instead of whom to ring. */
  rings: SeenPlan["rings"];
  /** The newest version as the viewer sees it. */
  seenLive: SeenPlan;
};

/** The viewer's draft on the newest version, and what of both they read. */
export function mergeDraft(
  see: SeePlan,
  { whole }: PersonInScope,
  { status, version, document: live }: KeptPlan,
  draft: Draft | undefined,
): Merged {
  const base = draft?.base ?? live;
  const mine = draft?.mine ?? base;
  const { plan, conflicts } = mergeWords({ base, operations: draft?.operations ?? [], theirs: live });
  const units = (draft?.operations ?? []).map(({ unit }) => unit);
  // Where both wrote the others' words stand, and those may be hidden by now.
  const own = new Set(
    units.filter((unit) => sameValues(readUnit(plan, unit), withRing(readUnit(mine, unit), readUnit(live, unit)))),
  );
  const readsAll = whole || status === "live" || version === 0;
  const seenLive = see(live);
  const seen = see(plan, own);
  return {
    ...{ readsAll, own, seenLive, withheld: seen.withheld, rings: seen.rings },
    plan: readsAll ? plan : seen.plan,
    conflicts: bothSidesSeen(conflicts, see, { base, theirs: live }).map(sidesAsRead),
    there: new Set([...unitsOf(seenLive.plan), ...unitsOf(seen.plan)]),
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

/** What blocks and what only stands, as far as the viewer may be told: what is not shown to them blocks them not. */
function lacksFor({ blocking, standing }: Weighed["lacks"], merged: Merged): Weighed["lacks"] {
  const { shown, closed } = lacksSeen([...blocking, ...standing], merged);
  const isShown = (lack: Lack) => shown.includes(lack);
  return { blocking: blocking.filter(isShown), standing: [...standing.filter(isShown), ...closed] };
}

/**
 * A lack in a line that is not shown to the viewer is not theirs to mend: of a closed one they are told, once a section
 * and in no words, of a hidden one nothing; nor of whom to ring where they read the desk instead.
 */
export function lacksSeen(
  lacks: readonly Lack[],
  { there, withheld, rings }: Pick<Merged, "there" | "withheld" | "rings">,
) {
  const isKept = ({ unit, field }: Lack) =>
    (withheld.has(unit) && !there.has(unit)) || (field === "ring" && rings.has(unit));
  const closed = lacks.filter((lack) => isKept(lack) && withheld.get(lack.unit) === "closed");
  const first = closed.filter(({ section }, n) => closed.findIndex((one) => one.section === section) === n);
  return { shown: lacks.filter((lack) => !isKept(lack)), closed: first.map(inNoWords) };
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
    const { live, draft, see, plan, keep, changes, there, own, before, lacks } = weighed;
    const seen = see(plan, own).plan;
    const seenLive = see(live.document).plan;
    await recordAccess(db, viewer, { personId, did: "review draft of plan" });
    return {
      status: live.status,
      version: live.version,
      revision: draft?.revision ?? 0,
      hasDraft: draft !== undefined,
      changes: changes
        .filter(({ unit }) => there.has(unit))
        .map((one) => changeInWords(changeAsRead(one, seenLive, seen))),
      /** Lines of the draft that stay in it. */
      keeps: keep.filter(({ unit }) => there.has(unit)).length,
      hasEmergencyPart: changes.some(({ unit }) => isOfEmergencyPart(unit)),
      unsigned: weighed.unsigned,
      lacking: lacks.blocking,
      standing: lacks.standing,
      contradictions: await contradictionsShown(db, viewer, personId, weighed.contradictions, seen),
      askAgain: before !== undefined && mustAskAgain(plan, before),
      agreement: seen.sections.agreement.fields,
      agreementBefore: seenLive.sections.agreement.fields,
    };
  });
}
