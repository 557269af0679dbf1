/**
 * When a plan is looked at again: tasks with their cause after a change of the record, tasks for what is due or stands
 * unconfirmed, and their end when what they ask for was done. No review changes what crews read.
 */
import { addMonths, type CalendarDate } from "../domain/calendar";
import { IS_ONE_NEEDED } from "../domain/contact";
import { londonDate } from "../domain/dates";
import { MARK_AFTER_MONTHS, STAYS_LOOKED_AT_DAYS } from "../domain/plan-limits";
import type { PlanRecord } from "../domain/plan-record";
import { factsBefore, factsOf, PlanFacts, type ReviewCause, reviewCauses, settingOf } from "../domain/plan-review";
import type { SystemViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { askWhatHolds } from "./action-withdrawals.server";
import { asViewer, type Db } from "./database.server";
import { linkedRecords } from "./linked-records.server";
import { readPlanRecord } from "./plan-record.server";
import { settingsOf } from "./plan-review-dates.server";
import { raiseTask } from "./tasks.server";

const DAY = 86_400_000;

// ── Facts that a plan was last seen with ──────────────────────────────────────────────────────────────────

/** Hospital stays of the last year and more, of all linked records. */
async function readAdmissions(db: Db, personId: string, at: Date): Promise<PlanFacts["admissions"]> {
  const records = await linkedRecords(db, personId);
  const rows = await db.$queryRaw<{ id: string; on: string; until: string | null }[]>`
    select e.id::text as id, to_char(e.starts_at at time zone 'Europe/London', 'YYYY-MM-DD') as "on",
      case when e.ends_at <= ${at} then to_char(e.ends_at at time zone 'Europe/London', 'YYYY-MM-DD') end as until
    from encounter e
    where e.person_id = any (${records}::uuid[]) and e.kind in ('emergency_admission', 'elective_admission') and e.removed_at is null
      and e.starts_at <= ${at} and e.starts_at > ${new Date(at.getTime() - STAYS_LOOKED_AT_DAYS * DAY)}
    order by e.starts_at, e.id`;
  return rows.map(({ id, on, until }) => ({ id, on, ...(until && { until }) }));
}

async function readFacts(db: Db, personId: string, at: Date, record?: PlanRecord): Promise<PlanFacts> {
  const today = londonDate(at);
  const died = await db.person.count({ where: { id: { in: await linkedRecords(db, personId) }, deceased: true } });
  return factsOf(record ?? (await readPlanRecord(db, personId, today)), {
    admissions: await readAdmissions(db, personId, at),
    deceased: died > 0,
    today,
  });
}

/** Of a plan that has just become live: what its author saw. Afterwards only raiseReviews moves it on. */
export async function keepFirstFacts(db: Db, personId: string, record: PlanRecord, at: Date): Promise<void> {
  if (await db.planFacts.findUnique({ where: { personId }, select: { personId: true } })) return;
  await db.planFacts.create({ data: { personId, facts: await readFacts(db, personId, at, record), at } });
}

/** A withdrawn plan is judged by nothing; published again, it begins with the record of that day. */
export const forgetFacts = (db: Db, personId: string) => db.planFacts.deleteMany({ where: { personId } });

/** After the record changed: a task for each cause, once. Nothing happens for a person without a live plan. */
export function raiseReviews(viewer: SystemViewer, personId: string, at: Date): Promise<ReviewCause[]> {
  return asViewer(viewer, "command", async (db) => {
    // One after the other: two jobs would each see the same change.
    await db.$queryRaw`select 1 from plan where person_id = ${personId}::uuid for update`;
    const plan = await livePlan(db, personId);
    if (!plan) return [];
    const now = await readFacts(db, personId, at);
    const kept = await db.planFacts.findUnique({ where: { personId } });
    const before = kept ? PlanFacts.parse(kept.facts) : factsBefore(now, londonDate(plan.publishedAt));
    const causes = reviewCauses(before, now, londonDate(at));
    const days = settingOf("review.task-days", await settingsOf(db));
    for (const { kind, cause, headline } of causes) {
      if (kind === "review_plan_after_discharge")
        await endTasks(db, personId, ["review_plan_after_admission"], cause, at);
      const dueAt = new Date(at.getTime() + (kind === "review_plan_after_death" ? 0 : days) * DAY);
      const { organisationId } = plan;
      if (organisationId) await raiseTask(db, { personId, kind, cause, organisationId, headline, at, dueAt });
    }
    const facts = { facts: now, at };
    await db.planFacts.upsert({ where: { personId }, create: { personId, ...facts }, update: facts });
    if (causes.length) await recordAccess(db, viewer, { did: "raise reviews of plan", personId });
    return causes;
  });
}

type LivePlan = { publishedAt: Date; organisationId: string | null };

async function livePlan(db: Db, personId: string): Promise<LivePlan | undefined> {
  const [row] = await db.$queryRaw<LivePlan[]>`
    select v.published_at as "publishedAt", coalesce(d.practice_id, p.owner_organisation_id, v.organisation_id) as "organisationId"
    from plan p join person d on d.id = p.person_id
    join plan_version v on v.person_id = p.person_id and v.version = p.current_version
    where p.person_id = ${personId}::uuid and p.status = 'live'`;
  return row;
}

// ── What is due ───────────────────────────────────────────────────────────────────────────────────────────

type Due = {
  person_id: string;
  kind: "review_plan_due" | "plan_unconfirmed";
  cause: string;
  headline: string;
  organisation_id: string;
};

/**
 * Live plans whose review is due, or whose oldest critical line nobody confirmed for months, as tasks: the same date is
 * asked once. People who have turned 18 are asked about too, since no record changes on a birthday. Returns how many.
 */
export async function raiseDueReviews(viewer: SystemViewer, at: Date, chunk = 200): Promise<number> {
  const today = londonDate(at);
  let raised = 0;
  for (let after: Due | undefined; ; ) {
    const due = await asViewer(viewer, "command", async (db) => {
      const rows = await findDue(db, today, after, chunk);
      const dueAt = new Date(at.getTime() + settingOf("review.task-days", await settingsOf(db)) * DAY);
      for (const { person_id: personId, kind, cause, headline, organisation_id: organisationId } of rows)
        await raiseTask(db, { personId, kind, cause, headline, organisationId, at, dueAt });
      if (rows.length)
        await recordAccess(db, viewer, {
          did: "raise due reviews of plans",
          shown: [...new Set(rows.map(({ person_id }) => person_id))],
        });
      return rows;
    });
    raised += due.length;
    if (due.length < chunk) break;
    after = due.at(-1);
  }
  for (const personId of await turnedAdult(viewer, today)) await raiseReviews(viewer, personId, at);
  return raised;
}

/** Not yet asked, or asked and over and due again; in the order of person and kind. */
function findDue(db: Db, today: CalendarDate, after: Due | undefined, limit: number): Promise<Due[]> {
  const marked = addMonths(today, -MARK_AFTER_MONTHS);
  return db.$queryRaw<Due[]>`
    with live as (
      select p.person_id, p.review_on, coalesce(p.oldest_critical_since, v.published_at) as oldest,
        coalesce(d.practice_id, p.owner_organisation_id, v.organisation_id) as organisation_id
      from plan p join person d on d.id = p.person_id
      join plan_version v on v.person_id = p.person_id and v.version = p.current_version
      where p.status = 'live' and not d.deceased
    ), due as (
      select person_id, organisation_id, 'review_plan_due' as kind, to_char(review_on, 'YYYY-MM-DD') as cause,
        'The planned review was due ' || to_char(review_on, 'FMDD Mon YYYY') || '. Is the plan still right?' as headline
      from live where review_on <= ${today}::date
      union all
      select person_id, organisation_id, 'plan_unconfirmed', to_char(oldest at time zone 'Europe/London', 'YYYY-MM-DD'),
        'A line that crews act on stands unconfirmed since ' || to_char(oldest at time zone 'Europe/London', 'FMDD Mon YYYY')
          || '. Look at the old lines one by one.'
      from live where oldest < ${marked}::date + 1
    )
    select * from due
    where organisation_id is not null
      and (person_id, kind) > (${after?.person_id ?? NO_ONE}::uuid, ${after?.kind ?? ""})
      and not exists (select from task t where t.person_id = due.person_id and t.kind = due.kind and t.cause = due.cause
        and t.outcome is distinct from 'overtaken')
    order by person_id, kind limit ${limit}`;
}
const NO_ONE = "00000000-0000-0000-0000-000000000000";

/** With a live plan, 18 within the last week. */
async function turnedAdult(viewer: SystemViewer, today: CalendarDate): Promise<string[]> {
  const born = addMonths(today, -18 * 12);
  const rows = await asViewer(
    viewer,
    "read",
    (db) => db.$queryRaw<{ id: string }[]>`
      select d.id from person d join plan p on p.person_id = d.id and p.status = 'live'
      where d.born_on between ${born}::date - 7 and ${born}::date and not d.deceased`,
  );
  return rows.map(({ id }) => id);
}

// ── What is done ──────────────────────────────────────────────────────────────────────────────────────────

type Standing = { personId: string; live: boolean; conflictIds: readonly string[]; at: Date };

/** Tasks whose matter is over, ended by nobody: a new review date, young lines, a contradiction that is gone. */
export async function endOvertaken(db: Db, { personId, live, conflictIds, at }: Standing): Promise<void> {
  const plan = await db.plan.findUniqueOrThrow({
    where: { personId },
    select: { reviewOn: true, oldestCriticalSince: true },
  });
  const today = londonDate(at);
  const reviewed = !live || !plan.reviewOn || plan.reviewOn.toISOString().slice(0, 10) > today;
  const marked = new Date(`${addMonths(today, -MARK_AFTER_MONTHS)}T23:59:59Z`);
  const young = !live || !plan.oldestCriticalSince || plan.oldestCriticalSince > marked;
  if (reviewed) await endTasks(db, personId, ["review_plan_due"], undefined, at);
  if (young) await endTasks(db, personId, ["plan_unconfirmed"], undefined, at);
  await db.task.updateMany({
    where: { personId, kind: "plan_contradiction", doneAt: null, cause: { notIn: [...conflictIds] } },
    data: overtaken(at),
  });
  if (live)
    // A crew found no plan and the practice was asked for one, of whichever record it came by: now there is one.
    await db.task.updateMany({
      where: {
        personId: { in: await linkedRecords(db, personId) },
        kind: "review_plan_after_contact",
        doneAt: null,
        headline: { endsWith: IS_ONE_NEEDED, mode: "insensitive" },
      },
      data: overtaken(at),
    });
  if (!live) {
    await endTasks(db, personId, ["plan_lacks"], undefined, at);
    await askWhatHolds(db, personId);
  }
}

const overtaken = (at: Date) => ({ doneAt: at, doneByName: "Confer", outcome: "overtaken" });

async function endTasks(db: Db, personId: string, kinds: string[], cause: string | undefined, at: Date) {
  await db.task.updateMany({ where: { personId, kind: { in: kinds }, doneAt: null, cause }, data: overtaken(at) });
}
