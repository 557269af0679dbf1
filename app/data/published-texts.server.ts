/** What the point of contact sends, made by rendering when a plan is published and whenever its facts change. */

import type { PersonFacts, PublishedPlan, RecordFact, RenderTexts } from "../domain/crisis-plan";
import { criticalClassOf } from "../domain/critical-medicines";
import { londonDate } from "../domain/dates";
import { calendarDateOf, nameAt, nameInBanner } from "../domain/person";
import { oldestCriticalLine } from "../domain/plan-freshness";
import { withoutRestricted } from "../domain/plan-restrictions";
import type { Viewer } from "../domain/viewer";
import { asViewer, type Db } from "./database.server";
import { loadConfirmations, loadPlan } from "./plan-scope.server";

/**
 * Makes the person's published texts again, from the plan as it stands and the record as it stands, under a new
 * rendition. Call it in the transaction that changed either. Nothing happens for a person who never had a plan.
 */
export async function renderAgain(db: Db, personId: string, render: RenderTexts, at: Date): Promise<void> {
  // A job must not read the plan before a publish or a withdrawal and write its text after it.
  await db.$queryRaw`select 1 from plan where person_id = ${personId}::uuid for update`;
  const kept = await loadPlan(db, personId);
  if (kept.status !== "live" && kept.status !== "withdrawn") return;
  const rendition = kept.rendition + 1;
  const plan: PublishedPlan = {
    ...(await authorship(db, personId, kept.version)),
    status: kept.status,
    version: kept.version,
    rendition,
    document: kept.document,
    confirmations: await loadConfirmations(db, personId),
    withdrawn: kept.status === "withdrawn" ? await lastWithdrawal(db, personId) : undefined,
  };
  await db.plan.update({ where: { personId }, data: { rendition, oldestCriticalSince: oldestSince(plan) } });
  for (const { audience, text } of render(plan, await loadPersonFacts(db, personId, at)))
    await db.publishedText.upsert({
      where: { personId_audience: { personId, audience } },
      create: { personId, audience, version: kept.version, rendition, text, publishedAt: at },
      update: { version: kept.version, rendition, text, publishedAt: at },
    });
}

/** What lists say of the plan's age, of the same lines as the crisis page (safety rule 5). Null: nothing stands. */
function oldestSince({ status, document, confirmations }: PublishedPlan): Date | null {
  const oldest = status === "live" && oldestCriticalLine(withoutRestricted(document).plan, confirmations);
  return oldest ? new Date(`${oldest.since}T00:00:00Z`) : null;
}

/** For jobs and commands that changed the record: an allergy, a medicine, an admission, a death, an address. */
export const rerenderPublishedTexts = (
  viewer: Viewer,
  { personId, render, at }: { personId: string; render: RenderTexts; at: Date },
): Promise<void> => asViewer(viewer, "command", (db) => renderAgain(db, personId, render, at));

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
