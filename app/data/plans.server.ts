/** Commands on a person's care plan: publish, confirm, withdraw. Reading is plan-reading; writing is plan-drafts. */
import type { RenderTexts } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import { ROLES } from "../domain/permissions";
import { calendarDateOf } from "../domain/person";
import { emptyPlan, type PlanDocument, parsePlan, readUnit, unitOf } from "../domain/plan";
import { type Change, diffPlans, mergePlans, stampPlan } from "../domain/plan-changes";
import { whatCrewsWouldMiss } from "../domain/plan-readiness";
import { seesRestricted } from "../domain/plan-restrictions";
import { mayWrite, type SectionId, sectionOf } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { markChanged, onceOnly, postNews } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { Prisma } from "./generated/client";
import { newId } from "./identity.server";
import { offerActions } from "./plan-actions.server";
import { loadDraft, lockDraft } from "./plan-drafts.server";
import { findInPlanScope, loadBefore, loadPlan, type PersonInScope } from "./plan-scope.server";
import { renderAgain } from "./published-texts.server";

type Command = {
  personId: string;
  /** Of the form: the same key again gives the first outcome again. */
  key: string;
  reason: string;
  render: RenderTexts;
  at: Date;
};

/**
 * `draftRevision`: the draft that the author reviewed; when it changed since, nothing is published. `signedAgain`: after
 * a withdrawal, the emergency sections that the author signed again, one tick each.
 */
export type PublishPlan = Command & { draftRevision?: number; signedAgain?: readonly SectionId[] };

/**
 * Publishes the viewer's draft as the next version and makes the texts that the point of contact sends. Returns what
 * others changed meanwhile, what a crew would miss, or what the viewer may not sign, instead of publishing.
 */
export function publishPlan(
  viewer: StaffViewer,
  { personId, key, reason, render, at, draftRevision, signedAgain = [] }: PublishPlan,
) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "publish plan", key, async () => {
      const person = await findInPlanScope(db, viewer, personId);
      if (!person) return { ok: false, why: "not found" } as const;
      const live = await loadPlan(db, personId, true);
      await lockDraft(db, viewer, personId);
      const draft = await loadDraft(db, viewer, personId);
      if (draftRevision !== undefined && draftRevision !== (draft?.revision ?? 0))
        return { ok: false, why: "draft changed" } as const;

      const base = draft?.base ?? live.document;
      const merged = mergePlans({ base, mine: draft?.mine ?? base, theirs: live.document });
      if (merged.conflicts.length) return { ok: false, why: "conflicts", conflicts: merged.conflicts } as const;
      // A withdrawn plan shows crews nothing: to publish it again is to sign all of it.
      const changes = diffPlans(live.status === "live" ? live.document : emptyPlan(), merged.plan);
      if (changes.length === 0) return { ok: false, why: "nothing to publish" } as const;
      const unsigned = sectionsOf(changes.filter((change) => !maySign(viewer, change)));
      if (unsigned.length) return { ok: false, why: "may not sign", sections: unsigned } as const;
      const before = await loadBefore(db, personId, live, signedAgain);
      const circumstances = { today: londonDate(at), bornOn: calendarDateOf(person.bornOn), before };
      const lacking = whatCrewsWouldMiss(merged.plan, circumstances);
      if (lacking.length) return { ok: false, why: "lacking", lacking } as const;

      const version = await saveVersion(db, viewer, person, live, merged.plan, { reason, at, signedAgain });
      await offerActions(db, viewer, personId, merged.plan, at);
      await db.planDraft.deleteMany({ where: { personId, accountId: viewer.accountId } });
      await renderAgain(db, personId, render, at);
      await recordEvent(db, viewer, person, { kind: "published", version, reason, at });
      await recordAccess(db, viewer, { personId, did: "publish plan", detail: { version } });
      return { ok: true, version } as const;
    }),
  );
}

const sectionsOf = (changes: readonly { unit: string }[]): SectionId[] => [
  ...new Set(changes.map(({ unit }) => unitOf(unit)!.section)),
];

/** A restricted item is changed by those alone who see it. */
const maySign = (viewer: StaffViewer, { unit, before }: Change): boolean =>
  mayWrite(viewer, unitOf(unit)!.section) && (!before?.restriction || seesRestricted(viewer));

async function saveVersion(
  db: Db,
  viewer: StaffViewer,
  person: PersonInScope,
  live: { version: number; document: PlanDocument },
  merged: PlanDocument,
  { reason, at, signedAgain }: { reason: string; at: Date; signedAgain: readonly SectionId[] },
): Promise<number> {
  const version = live.version + 1;
  const byRole = ROLES[viewer.role].label;
  const stamp = { at: at.toISOString(), version, byName: viewer.name, byRole, organisation: viewer.organisationName };
  // Parsed as it will be read: what cannot be read back is never kept.
  const stamped = stampPlan(merged, withoutStamps(live.document, signedAgain), stamp);
  const document = parsePlan(JSON.parse(JSON.stringify(stamped)));
  await db.planVersion.create({
    data: {
      personId: person.id,
      version,
      document,
      publishedAt: at,
      publishedBy: viewer.accountId,
      publishedByName: viewer.name,
      publishedByRole: byRole,
      organisationId: viewer.organisationId,
      reason,
    },
  });
  const { elsewhere, review } = document.sections;
  await db.plan.update({
    where: { personId: person.id },
    data: {
      status: "live",
      currentVersion: version,
      elsewhere: elsewhere.fields.system ? elsewhere.fields : Prisma.DbNull,
      reviewOn: review.fields.on ? new Date(`${review.fields.on}T00:00:00Z`) : null,
      ...(live.version === 0 ? { ownerOrganisationId: person.practiceId ?? viewer.organisationId } : {}),
    },
  });
  return version;
}

/** What is signed again is as old as its new signature. */
const withoutStamps = (plan: PlanDocument, sections: readonly SectionId[]): PlanDocument => ({
  ...plan,
  stamps: Object.fromEntries(Object.entries(plan.stamps).filter(([unit]) => !sections.includes(unitOf(unit)!.section))),
});

/** The plan's life, the news for those who rely on it, and the queue of people whose registry row is made again. */
async function recordEvent(
  db: Db,
  viewer: StaffViewer,
  person: PersonInScope,
  { kind, version, reason, at }: { kind: string; version: number; reason?: string; at: Date },
) {
  const by = { by: viewer.accountId, byName: viewer.name };
  await db.planEvent.create({ data: { personId: person.id, id: newId(at), kind, version, at, reason, ...by } });
  const organisationId = person.practiceId ?? viewer.organisationId;
  if (kind !== "confirmed")
    await postNews(db, `plan ${kind}`, { personId: person.id, organisationId, version: String(version) }, at);
  await markChanged(db, person.id, `plan ${kind}`);
}

export type ConfirmLine = Omit<Command, "reason"> & {
  section: SectionId;
  item: string | null;
  /** The version that the viewer was looking at. */
  version: number;
};

/** "Still true": one section of fields, or one item of a list, by somebody who may write it. Never in bulk. */
export function confirmLine(viewer: StaffViewer, { personId, key, section, item, version, render, at }: ConfirmLine) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "confirm line of plan", key, async () => {
      const person = await findInPlanScope(db, viewer, personId);
      if (!person) return { ok: false, why: "not found" } as const;
      const live = await loadPlan(db, personId, true);
      if (live.status !== "live" || live.version !== version) return { ok: false, why: "changed" } as const;
      if (!mayWrite(viewer, section)) return { ok: false, why: "may not sign", sections: [section] } as const;
      if (!holdsLine(live.document, section, item)) return { ok: false, why: "not found" } as const;

      await db.planConfirmation.create({
        data: {
          personId,
          id: newId(at),
          sectionId: section,
          itemId: item,
          version,
          confirmedAt: at,
          confirmedBy: viewer.accountId,
          confirmedByName: viewer.name,
        },
      });
      await renderAgain(db, personId, render, at);
      await recordEvent(db, viewer, person, { kind: "confirmed", version, at });
      await recordAccess(db, viewer, { personId, did: "confirm line of plan", detail: { section, version } });
      return { ok: true } as const;
    }),
  );
}

function holdsLine(plan: PlanDocument, section: SectionId, item: string | null): boolean {
  if (sectionOf(section).unit !== "item") return item === null && Object.keys(plan.sections[section].fields).length > 0;
  const unit = unitOf(`${section}/${item}`);
  return unit !== undefined && readUnit(plan, unit.id) !== null;
}

/** Takes the plan back at once, whatever state it is in: only that there is a live one is asked. */
export function withdrawPlan(viewer: StaffViewer, { personId, key, reason, render, at }: Command) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "withdraw plan", key, async () => {
      const person = await findInPlanScope(db, viewer, personId);
      if (!person) return { ok: false, why: "not found" } as const;
      const live = await loadPlan(db, personId, true);
      if (live.status !== "live") return { ok: false, why: "not live" } as const;

      await db.plan.update({ where: { personId }, data: { status: "withdrawn" } });
      await recordEvent(db, viewer, person, { kind: "withdrawn", version: live.version, reason, at });
      await renderAgain(db, personId, render, at);
      await recordAccess(db, viewer, { personId, did: "withdraw plan", detail: { version: live.version } });
      return { ok: true } as const;
    }),
  );
}
