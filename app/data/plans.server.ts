/**
 * Commands on a person's care plan: publish, confirm a line, withdraw. Reading is plan-reading, writing plan-drafts,
 * handing over for signature plan-proposals, older versions plan-history.
 */
import { createHash } from "node:crypto";
import type { PlanSignature, Pointer, RenderTexts } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import { may } from "../domain/permissions";
import { calendarDateOf } from "../domain/person";
import { type Operation, type PlanDocument, readUnit, type Unit, unitOf } from "../domain/plan";
import { findConflicts } from "../domain/plan-conflict-finder";
import { isEndorsed, isSigned, mayConfirm } from "../domain/plan-life";
import type { SectionId } from "../domain/plan-sections";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { markChanged, onceOnly, postNews } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { offerActions } from "./plan-actions.server";
import { contradictionsShown } from "./plan-conflicts.server";
import { keepCopyOfAgreement } from "./plan-copies.server";
import { endDraft, saveOperations, writeDraft } from "./plan-drafts.server";
import { pointerKept } from "./plan-pointers.server";
import { endSaid } from "./plan-proposals-taken.server";
import { type Only, sectionsOf, type Weighed, weighPublishing } from "./plan-publishing.server";
import { readPlanRecord } from "./plan-record.server";
import { tellReliers } from "./plan-reliers.server";
import { planFor } from "./plan-restrictions.server";
import { findInPlanScope, isEmergencyOnly, loadPlan, type PersonInScope } from "./plan-scope.server";
import { loadSignatures, signSections } from "./plan-signatures.server";
import { saveVersion } from "./plan-versions.server";
import { renderAgain } from "./published-texts.server";
import { raiseTask } from "./tasks.server";

type Command = {
  personId: string;
  /** Of the form: the same key again gives the first outcome again. */
  key: string;
  reason: string;
  render: RenderTexts;
  at: Date;
};

/**
 * `draftRevision`: the draft that the author reviewed; when it changed since, nothing is published. `signedAgain`: the
 * emergency sections that the author signed again, one tick each, after a withdrawal or out of an older version.
 */
export type PublishPlan = Command & {
  draftRevision?: number;
  /** What the form of publishing says of agreement and copy: it goes into the draft, whatever becomes of the rest. */
  agreement?: readonly Operation[];
  signedAgain?: readonly SectionId[];
  only?: Only;
};

/**
 * Publishes the viewer's draft as the next version and makes the texts that the point of contact sends. All of it under
 * the key of the form: pressed twice, it is done once and answered the same. Returns what others changed meanwhile, what the viewer may not sign, what a crew would miss, or what contradicts itself, instead
 * of publishing. Nothing of the draft is lost by any of them.
 */
export function publishPlan(viewer: StaffViewer, command: PublishPlan) {
  const { personId, key, reason, render, at, signedAgain = [], only } = command;
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "publish plan", key, async () => {
      if (!isUuid(personId)) return { ok: false, why: "not found" } as const;
      const refused = await notAsReviewed(db, viewer, command);
      if (refused) return refused;
      const weighed = await weighPublishing(db, viewer, personId, { at, only, signedAgain, lock: true });
      if (!weighed) return { ok: false, why: "not found" } as const;
      const { person, live, plan, changes, conflicts, unsigned, lacks } = weighed;
      if (conflicts.length) return { ok: false, why: "conflicts", conflicts } as const;
      if (changes.length === 0) return { ok: false, why: "nothing to publish" } as const;
      if (unsigned.length) return { ok: false, why: "may not sign", sections: unsigned } as const;
      if (lacks.blocking.length) return { ok: false, why: "lacking", lacking: lacks.blocking } as const;
      const contradiction = await blockedBy(db, viewer, weighed);
      if (contradiction) return contradiction;

      const emergencyOnly = only === "emergency" && (live.status !== "live" || (await isEmergencyOnly(db, personId)));
      const saved = await saveVersion(db, viewer, person, { live, plan, reason, at, signedAgain, emergencyOnly });
      const { version, document } = saved;
      const signing = { personId, version, document, kind: "sign", at } as const;
      await signSections(db, viewer, { ...signing, sections: sectionsOf(changes).filter(isSigned) });
      await keepCopyOfAgreement(db, viewer, personId, version, document, at);
      // Actions are of the whole plan: they stand as they are until it is published.
      if (!only) await offerActions(db, viewer, personId, { before: live.document, after: document }, at);
      await leaveDraft(db, viewer, weighed, version, at);
      await endSaid(db, viewer, personId, { document, at });
      await askForLacks(db, person, viewer, weighed, version, at);
      await renderAgain(db, personId, render, at);
      await recordEvent(db, viewer, person, { kind: "published", version, reason, at });
      await markChanged(db, personId, "plan published");
      await recordAccess(db, viewer, { personId, did: "publish plan", detail: { version } });
      return { ok: true, version } as const;
    }),
  );
}

/** Puts the agreement into the draft that was reviewed; or says why nothing is published. */
async function notAsReviewed(db: Db, viewer: StaffViewer, { personId, draftRevision, ...form }: PublishPlan) {
  if (!(await findInPlanScope(db, viewer, personId))) return { ok: false, why: "not found" } as const;
  // The plan before the draft, as every command locks them.
  await loadPlan(db, personId, true);
  const agreed = { personId, operations: form.agreement ?? [], revision: draftRevision, at: form.at };
  const saved = await saveOperations(db, viewer, agreed);
  if (!saved.ok) return saved.why === "stale" ? ({ ok: false, why: "draft changed" } as const) : saved;
  return form.reason ? undefined : ({ ok: false, why: "no reason" } as const);
}

/** A dangerous contradiction is reconciled first: on either side, by whoever may write it. */
async function blockedBy(db: Db, viewer: StaffViewer, { person, draft, see, plan, stopping }: Weighed) {
  if (!stopping.length) return undefined;
  const own = new Set((draft?.operations ?? []).map(({ unit }) => unit));
  const shown = await contradictionsShown(db, viewer, person.id, stopping, see(plan, own).plan);
  return { ok: false, why: "contradiction", ...shown } as const;
}

/** What was published leaves the draft; what was not stays in it, on the new version. */
async function leaveDraft(db: Db, viewer: StaffViewer, { person, draft, keep }: Weighed, version: number, at: Date) {
  if (draft) await endDraft(db, viewer, person.id, { as: "published", version, keep }, at);
  else if (keep.length) await writeDraft(db, viewer, person.id, { baseVersion: version, operations: keep, at });
}

/** What the plan lacked before and lacks still blocks nobody; it becomes work, once for the same lacks. */
async function askForLacks(
  db: Db,
  { id: personId, practiceId }: PersonInScope,
  viewer: StaffViewer,
  { lacks: { standing } }: Weighed,
  version: number,
  at: Date,
) {
  if (!standing.length) return;
  const places = standing.map(({ unit, field }) => `${unit} ${field}`).sort();
  const cause = createHash("sha256").update(places.join("\n")).digest("hex").slice(0, 32);
  const things =
    standing.length === 1 ? "one thing that crews need is" : `${standing.length} things that crews need are`;
  const headline = `Version ${version} of the plan is published; ${things} still missing in it. The plan says which.`;
  const organisationId = practiceId ?? viewer.organisationId;
  await raiseTask(db, { personId, kind: "plan_lacks", cause, organisationId, headline, at });
}

/** The plan's life, and who hears of it. markChanged comes after it, last of all, as its locks ask. */
async function recordEvent(
  db: Db,
  viewer: StaffViewer,
  person: PersonInScope,
  {
    kind,
    version,
    reason,
    at,
    pointer,
  }: { kind: "published" | "confirmed" | "withdrawn"; version: number; reason?: string; at: Date; pointer?: Pointer },
) {
  const by = { by: viewer.accountId, byName: viewer.name };
  await db.planEvent.create({
    data: { personId: person.id, id: newId(at), kind, version, at, reason, pointer, ...by },
  });
  const organisationId = person.practiceId ?? viewer.organisationId;
  if (kind === "published")
    await postNews(db, "plan published", { personId: person.id, organisationId, version: String(version) }, at);
  if (kind === "withdrawn") await tellReliers(db, viewer, person, { topic: "plan withdrawn", version, at });
}

// ── Still true ────────────────────────────────────────────────────────────────────────────────────────────

/** `version`: the one that the viewer was looking at. */
export type ConfirmLine = Omit<Command, "reason"> & { unit: string; version: number };

/**
 * "Still true", of one unit by somebody who may say so (domain/plan-life). Never in bulk: of a looser section each line
 * by itself. An emergency recommendation is endorsed, or signed again by its signer, under the words that stand there;
 * not while a dangerous contradiction names it.
 */
export function confirmLine(viewer: StaffViewer, { personId, key, unit, version, render, at }: ConfirmLine) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "confirm line of plan", key, async () => {
      const person = await findInPlanScope(db, viewer, personId);
      const line = unitOf(unit);
      if (!person || !line) return { ok: false, why: "not found" } as const;
      const live = await loadPlan(db, personId, true);
      if (live.status !== "live" || live.version !== version) return { ok: false, why: "changed" } as const;
      const see = await planFor(db, viewer, personId, person);
      if (readUnit(see(live.document).plan, unit) === null) return { ok: false, why: "not found" } as const;
      if (!mayConfirm(viewer, unit)) return { ok: false, why: "may not sign", sections: [line.section] } as const;
      if (isEndorsed(line.section) && (await isContradicted(db, person, live.document, line.section, at)))
        return { ok: false, why: "contradiction" } as const;

      await keepConfirmation(db, viewer, personId, line, version, at);
      if (isEndorsed(line.section)) await endorse(db, viewer, personId, live, line.section, at);
      await renderAgain(db, personId, render, at);
      await recordEvent(db, viewer, person, { kind: "confirmed", version, at });
      await markChanged(db, personId, "plan confirmed");
      await recordAccess(db, viewer, {
        personId,
        did: "confirm line of plan",
        detail: { section: line.section, version },
      });
      return { ok: true } as const;
    }),
  );
}

async function isContradicted(db: Db, person: PersonInScope, plan: PlanDocument, section: SectionId, at: Date) {
  const today = londonDate(at);
  const record = await readPlanRecord(db, person.id, today);
  return findConflicts(plan, record, { today, bornOn: calendarDateOf(person.bornOn) }).some(
    ({ danger, sides }) => danger === "blocks" && sides.some(({ unit }) => unit && unitOf(unit)?.section === section),
  );
}

async function keepConfirmation(db: Db, viewer: StaffViewer, personId: string, line: Unit, version: number, at: Date) {
  await db.planConfirmation.create({
    data: {
      personId,
      id: newId(at),
      sectionId: line.section,
      itemId: line.item ?? null,
      field: line.field ?? null,
      version,
      confirmedAt: at,
      confirmedBy: viewer.accountId,
      confirmedByName: viewer.name,
    },
  });
}

/** Another's recommendation is endorsed; one's own is signed again, since nobody is a second clinician to oneself. */
async function endorse(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { version, document }: { version: number; document: PlanDocument },
  section: SectionId,
  at: Date,
) {
  const signatures = await loadSignatures(db, personId, document);
  const own = signatures.some(
    (one) => one.section === section && one.kind === "sign" && one.accountId === viewer.accountId,
  );
  const kind: PlanSignature["kind"] = own || !may(viewer, "endorse emergency recommendation") ? "sign" : "endorse";
  await signSections(db, viewer, { personId, version, document, sections: [section], kind, at });
}

// ── Withdrawing ───────────────────────────────────────────────────────────────────────────────────────────

/**
 * Takes the plan back at once, whatever state it is in, and tells whoever relies on it. `pointer`: of a plan that says
 * that the emergency plan lies elsewhere, whether that stays true. Withdrawing is never refused for want of it: then the
 * point of contact says that it is to be verified.
 */
export function withdrawPlan(
  viewer: StaffViewer,
  { personId, key, reason, pointer, render, at }: Command & { pointer?: Pointer },
) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "withdraw plan", key, async () => {
      const person = await findInPlanScope(db, viewer, personId);
      if (!person) return { ok: false, why: "not found" } as const;
      const live = await loadPlan(db, personId, true);
      if (live.status !== "live") return { ok: false, why: "not live" } as const;
      const { version } = live;
      await withdrawNow(db, viewer, person, { version, reason, pointer, render, at });
      await recordAccess(db, viewer, { personId, did: "withdraw plan", detail: { version } });
      return { ok: true } as const;
    }),
  );
}

/** The same as part of a command that does more. */
export async function withdrawNow(
  db: Db,
  viewer: StaffViewer,
  person: PersonInScope,
  { version, reason, pointer, render, at }: Omit<Command, "personId" | "key"> & { version: number; pointer?: Pointer },
): Promise<void> {
  const kept = await pointerKept(db, person.id, { reason, pointer, at });
  await db.plan.update({ where: { personId: person.id }, data: { status: "withdrawn", ...kept?.plan } });
  await recordEvent(db, viewer, person, { kind: "withdrawn", version, reason, at, pointer: kept && pointer });
  await renderAgain(db, person.id, render, at);
  await markChanged(db, person.id, "plan withdrawn");
}
