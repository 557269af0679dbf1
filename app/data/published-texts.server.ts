/** What the point of contact sends, made by rendering when a plan is published and whenever its facts change. */

import type { PublishedPlan, RenderTexts } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import { marksPage, type PlanConflict } from "../domain/plan-conflict";
import { oldestCriticalLine } from "../domain/plan-freshness";
import { withoutRestricted } from "../domain/plan-restrictions";
import type { SystemViewer, Viewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asSystemWithin, asViewer, type Db } from "./database.server";
import { Prisma } from "./generated/client";
import { IN_HOSPITAL_DAYS, loadPersonFacts } from "./person-facts.server";
import { coverActions } from "./plan-actions.server";
import { askToReconcile } from "./plan-conflicts.server";
import { endOvertaken, forgetFacts, keepFirstFacts } from "./plan-reviews.server";
import type { KeptPlan } from "./plan-scope.server";
import { type Judged, judgePublished, loadPublished } from "./published-plans.server";

/**
 * Makes the person's published texts again, from the plan as it stands and the record as it stands, under a new
 * rendition. Call it in the transaction that changed either. Nothing happens for a person who never had a plan. Answers
 * the plan's status. It is the system's work, whoever caused it: the texts are the same for every author.
 */
export const renderAgain = (db: Db, personId: string, render: RenderTexts, at: Date): Promise<KeptPlan["status"]> =>
  asSystemWithin(db, "maintenance", async () => {
    // A job must not read the plan before a publish or a withdrawal and write its text after it.
    const [held] = await db.$queryRaw<{ status: KeptPlan["status"] }[]>`
      select status from plan where person_id = ${personId}::uuid for update`;
    const status = held?.status ?? "none_published";
    const published = status === "live" || status === "withdrawn" ? await loadPublished(db, personId, at) : null;
    if (published) await renderHeld(db, personId, published, render, at);
    return status;
  });

async function renderHeld(db: Db, personId: string, published: PublishedPlan, render: RenderTexts, at: Date) {
  const facts = await loadPersonFacts(db, personId, at);
  const judged = await judgePublished(db, personId, published, { bornOn: facts.bornOn, at });
  const rendition = published.rendition + 1;
  const plan = { ...published, rendition, conflicts: judged.conflicts.filter(marksPage) };
  const { version, status, document, restrictions } = plan;
  const conflicts = judged.conflicts.length ? asJson(judged.conflicts) : Prisma.DbNull;
  const kept = { rendition, oldestCriticalSince: oldestSince(plan), conflicts };
  await db.plan.update({ where: { personId }, data: kept });
  for (const { audience, text } of render(plan, facts)) {
    const made = { version, rendition, text, status, publishedAt: at };
    await db.publishedText.upsert({
      where: { personId_audience: { personId, audience } },
      create: { personId, audience, ...made },
      update: made,
    });
  }
  await coverActions(db, personId, document, restrictions ?? [], at);
  await askAndEnd(db, plan, personId, judged, at);
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

/**
 * What passes by the clock and not by a change: a restriction's last day, a medicine's, a stay in hospital. Texts that were
 * made before it are made again. Returns how many.
 */
export async function renderOutrun(
  viewer: SystemViewer,
  { render, at }: { render: RenderTexts; at: Date },
): Promise<number> {
  const people = await asViewer(viewer, "batch", async (db) => {
    const found = await outrun(db, at);
    if (found.length) await recordAccess(db, viewer, { did: "render outrun texts", shown: found });
    return found;
  });
  // One transaction a person: one that fails holds up no other's, and is found again tomorrow.
  const failed: unknown[] = [];
  for (const personId of people)
    await rerenderPublishedTexts(viewer, { personId, render, at }).catch((error) => failed.push(error));
  if (failed.length) throw new AggregateError(failed, `${failed.length} of ${people.length} texts could not be made`);
  return people.length;
}

/** Since the text of crews was made, and by now. Days of restrictions are whole London days. */
async function outrun(db: Db, at: Date): Promise<string[]> {
  const today = londonDate(at);
  const rows = await db.$queryRaw<{ id: string }[]>`
    select p.person_id::text as id
    from plan p join published_text t on t.person_id = p.person_id and t.audience = 'crew'
      cross join lateral (select array_agg(id) as ids from confer_linked_records(array[p.person_id]) id) linked
    where p.status in ('live', 'withdrawn') and (
      exists (select from plan_restriction r where r.person_id = p.person_id and r.lifted_at is null
        and r.until < ${today}::date and r.until >= (t.published_at at time zone 'Europe/London')::date)
      or exists (select from plan_restriction r where r.person_id = p.person_id
        and greatest(r.at, r.lifted_at) > t.published_at and r.at <= ${at})
      or exists (select from entry e where e.person_id = any (linked.ids)
        and e.kind in ('allergy', 'medicine') and e.removed_at is null and e.end_date > t.published_at and e.end_date <= ${at})
      or exists (select from encounter e where e.person_id = any (linked.ids)
        and e.kind in ('emergency_admission', 'elective_admission') and e.removed_at is null
          and (e.starts_at > t.published_at and e.starts_at <= ${at}
            or e.ends_at > t.published_at and e.ends_at <= ${at}
            or e.ends_at is null and e.starts_at + ${IN_HOSPITAL_DAYS}::int * interval '1 day' between t.published_at and ${at})))
    order by p.person_id`;
  return rows.map(({ id }) => id);
}
