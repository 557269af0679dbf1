/** What the point of contact sends, made by rendering when a plan is published and whenever its facts change. */

import type { CalendarDate } from "../domain/calendar";
import type { PersonFacts, PublishedPlan, RecordFact, RenderTexts } from "../domain/crisis-plan";
import { criticalClassOf } from "../domain/critical-medicines";
import { londonDate } from "../domain/dates";
import { calendarDateOf, nameAt, nameInBanner } from "../domain/person";
import { marksPage, type PlanConflict } from "../domain/plan-conflict";
import { type Confirmation, oldestCriticalLine } from "../domain/plan-freshness";
import type { PlanRecord } from "../domain/plan-record";
import { type Restriction, withoutRestricted } from "../domain/plan-restrictions";
import type { Viewer } from "../domain/viewer";
import { asViewer, type Db } from "./database.server";
import { Prisma } from "./generated/client";
import { coverActions } from "./plan-actions.server";
import { askToReconcile, standingConflicts } from "./plan-conflicts.server";
import { readPlanRecord } from "./plan-record.server";
import { restrictionsOf } from "./plan-restrictions.server";
import { endOvertaken, forgetFacts, keepFirstFacts } from "./plan-reviews.server";
import { type KeptPlan, loadConfirmations, loadPlan } from "./plan-scope.server";
import { loadSignatures } from "./plan-signatures.server";

/**
 * Makes the person's published texts again, from the plan as it stands and the record as it stands, under a new
 * rendition. Call it in the transaction that changed either. Nothing happens for a person who never had a plan. Answers
 * the plan's status.
 */
export async function renderAgain(
  db: Db,
  personId: string,
  render: RenderTexts,
  at: Date,
): Promise<KeptPlan["status"]> {
  // A job must not read the plan before a publish or a withdrawal and write its text after it.
  await db.$queryRaw`select 1 from plan where person_id = ${personId}::uuid for update`;
  const kept = await loadPlan(db, personId);
  if (kept.status !== "live" && kept.status !== "withdrawn") return kept.status;
  const rendition = kept.rendition + 1;
  const facts = await loadPersonFacts(db, personId, at);
  const restrictions = await restrictionsOf(db, personId, at);
  const judged = await judge(db, personId, { kept, restrictions, bornOn: facts.bornOn, at });
  const plan: PublishedPlan = {
    ...(await authorship(db, personId, kept.version)),
    status: kept.status,
    version: kept.version,
    rendition,
    document: kept.document,
    confirmations: judged.confirmations,
    withdrawn: kept.status === "withdrawn" ? await lastWithdrawal(db, personId) : undefined,
    conflicts: judged.conflicts.filter(marksPage),
    emergencyOnly: await isEmergencyOnly(db, personId),
    signatures: await loadSignatures(db, personId, kept.document),
    restrictions,
  };
  const since = oldestSince(plan);
  const conflicts = judged.conflicts.length ? asJson(judged.conflicts) : Prisma.DbNull;
  await db.plan.update({ where: { personId }, data: { rendition, oldestCriticalSince: since, conflicts } });
  for (const { audience, text } of render(plan, facts))
    await db.publishedText.upsert({
      where: { personId_audience: { personId, audience } },
      create: { personId, audience, version: kept.version, rendition, text, publishedAt: at },
      update: { version: kept.version, rendition, text, publishedAt: at },
    });
  await coverActions(db, personId, kept.document, restrictions);
  await askAndEnd(db, plan, personId, judged, at);
  return kept.status;
}

type Judged = { confirmations: Confirmation[]; conflicts: PlanConflict[]; record: PlanRecord };
type Judging = {
  kept: KeptPlan;
  restrictions: readonly Restriction[];
  bornOn: CalendarDate | undefined;
  at: Date;
};

/** Of a live plan, as crews see it: a contradiction with a restricted line would tell them what it says. */
async function judge(db: Db, personId: string, { kept, restrictions, bornOn, at }: Judging): Promise<Judged> {
  const today = londonDate(at);
  const confirmations = await loadConfirmations(db, personId);
  const record = await readPlanRecord(db, personId, today);
  if (kept.status !== "live") return { confirmations, record, conflicts: [] };
  const { plan } = withoutRestricted(kept.document, restrictions);
  const judgedAt = { today, bornOn, confirmations };
  return { confirmations, record, conflicts: await standingConflicts(db, { personId, plan, record, at: judgedAt }) };
}

/** Work that follows from how the plan now stands: what contradicts it is asked about, what is over ends. */
async function askAndEnd(db: Db, plan: PublishedPlan, personId: string, { conflicts, record }: Judged, at: Date) {
  const live = plan.status === "live";
  // Published in this transaction: its author saw the record of this moment.
  const isNew = plan.publishedAt === at.toISOString();
  const { ownerOrganisationId } = await db.plan.findUniqueOrThrow({
    where: { personId },
    select: { ownerOrganisationId: true },
  });
  const organisationId = record.practice?.id ?? ownerOrganisationId;
  if (live && organisationId) await askToReconcile(db, conflicts, { personId, organisationId, at });
  await endOvertaken(db, { personId, live, conflictIds: conflicts.map(({ id }) => id), at });
  if (!live) await forgetFacts(db, personId);
  else if (isNew) await keepFirstFacts(db, personId, record, at);
}

async function isEmergencyOnly(db: Db, personId: string): Promise<boolean> {
  const plan = await db.plan.findUniqueOrThrow({ where: { personId }, select: { emergencyOnly: true } });
  return plan.emergencyOnly;
}

const asJson = (conflicts: readonly PlanConflict[]) => JSON.parse(JSON.stringify(conflicts));

/** What lists say of the plan's age, of the same lines as the crisis page (safety rule 5). Null: nothing stands. */
function oldestSince({ status, document, confirmations, restrictions }: PublishedPlan): Date | null {
  const oldest = status === "live" && oldestCriticalLine(withoutRestricted(document, restrictions).plan, confirmations);
  return oldest ? new Date(`${oldest.since}T00:00:00Z`) : null;
}

/**
 * For jobs and commands that changed the record: an allergy, a medicine, an admission, a death, an address. True when
 * the person has a live plan, which somebody may have to look at again.
 */
export const rerenderPublishedTexts = (
  viewer: Viewer,
  { personId, render, at }: { personId: string; render: RenderTexts; at: Date },
): Promise<boolean> =>
  asViewer(viewer, "command", async (db) => (await renderAgain(db, personId, render, at)) === "live");

async function authorship(db: Db, personId: string, version: number) {
  const row = await db.planVersion.findUniqueOrThrow({
    where: { personId_version: { personId, version } },
    select: { publishedAt: true, publishedByName: true, publishedByRole: true },
  });
  return { ...row, publishedAt: row.publishedAt.toISOString() };
}

async function lastWithdrawal(db: Db, personId: string) {
  const event = await db.planEvent.findFirst({ where: { personId, kind: "withdrawn" }, orderBy: { at: "desc" } });
  return event
    ? { at: event.at.toISOString(), byName: event.byName, reason: event.reason ?? "no reason recorded" }
    : undefined;
}

export async function loadPersonFacts(db: Db, personId: string, at: Date): Promise<PersonFacts> {
  const person = await db.person.findUniqueOrThrow({
    where: { id: personId },
    include: { names: true, addresses: true, practice: { select: { name: true } } },
  });
  const records = await recordsOf(db, personId);
  const name = nameAt(person.names, at);
  const address = person.addresses
    .filter(({ startsAt, endsAt }) => (!startsAt || startsAt <= at) && (!endsAt || endsAt > at))
    .sort((a, b) => (b.startsAt?.getTime() ?? 0) - (a.startsAt?.getTime() ?? 0))[0];
  return {
    personId,
    name: name ? nameInBanner(name) : "Name not known",
    bornOn: calendarDateOf(person.bornOn),
    diedOn: calendarDateOf(person.diedOn),
    deceased: person.deceased,
    address: address && [...address.lines, address.town, address.postcode].filter(Boolean).join(", "),
    nhsNumber: person.nhsNumber,
    nhsNumberVerified: person.nhsNumberVerified,
    language: person.language,
    interpreter: person.interpreter,
    practice: person.practice?.name ?? null,
    inHospitalSince: await loadOpenAdmission(db, records, at),
    facts: await loadFacts(db, records, at),
  };
}

/** Records that were merged into this one are this person's too. */
async function recordsOf(db: Db, personId: string): Promise<string[]> {
  const merged = await db.person.findMany({ where: { mergedInto: personId }, select: { id: true } });
  return [personId, ...merged.map(({ id }) => id)];
}

/** The newest row of each allergy and of each critical medicine that is still taken, as far as the record says. */
async function loadFacts(db: Db, records: string[], at: Date): Promise<RecordFact[]> {
  const rows = await db.$queryRaw<{ kind: "allergy" | "medicine"; text: string; on_date: Date | null }[]>`
    select distinct on (e.kind, c.display) e.kind, c.display as text, e.on_date
    from entry e join code c on c.id = e.code_id
    where e.person_id = any (${records}::uuid[]) and e.kind in ('allergy', 'medicine') and e.removed_at is null
      and (e.end_date is null or e.end_date > ${at})
      and coalesce(e.status, 'active') not in
        ('stopped', 'completed', 'cancelled', 'inactive', 'resolved', 'entered-in-error', 'refuted', 'ended')
    order by e.kind, c.display, e.on_date desc nulls last`;
  return rows
    .filter(({ kind, text }) => kind === "allergy" || criticalClassOf(text) !== undefined)
    .map(({ kind, text, on_date }) => ({ kind, text, on: on_date && londonDate(on_date) }));
}

/** An admission that began within 60 days and has no end. */
async function loadOpenAdmission(db: Db, records: string[], at: Date) {
  const admission = await db.encounter.findFirst({
    where: {
      personId: { in: records },
      kind: { in: ["emergency_admission", "elective_admission"] },
      endsAt: null,
      removedAt: null,
      startsAt: { lte: at, gte: new Date(at.getTime() - 60 * 86_400_000) },
    },
    orderBy: { startsAt: "desc" },
    select: { startsAt: true },
  });
  return admission ? londonDate(admission.startsAt) : undefined;
}
