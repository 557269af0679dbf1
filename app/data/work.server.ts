/** My work: what waits for the viewer and the viewer's organisation, on one page. */
import { addMonths } from "../domain/calendar";
import { londonDate } from "../domain/dates";
import { may } from "../domain/permissions";
import { calendarDateOf } from "../domain/person";
import { MARK_AFTER_MONTHS } from "../domain/plan-freshness";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { actionsWaiting } from "./action-lists.server";
import { asViewer, type Db } from "./database.server";
import { comingMeetings } from "./mdgs.server";
import { namesOf } from "./names.server";
import { openTasks } from "./tasks.server";

export function openMyWork(viewer: StaffViewer) {
  return asViewer(viewer, "read", async (db) => {
    const tasks = may(viewer, "close tasks") ? await openTasks(db, viewer) : { tasks: [], count: 0 };
    const actions = may(viewer, "own actions") ? await actionsWaiting(db, viewer) : [];
    const plans = may(viewer, "read record") ? await plansToLookAt(db, viewer) : { plans: [], count: 0 };
    const meetings = await comingMeetings(db, viewer.holders);
    const people = [...tasks.tasks, ...actions.filter(({ person }) => person), ...plans.plans];
    await recordAccess(db, viewer, {
      did: "read my work",
      shown: [...new Set(people.map(({ personId }) => personId))],
    });
    return { ...tasks, actions, plans, next: meetings.find(({ startsAt }) => startsAt >= startOfDay(viewer)) };
  });
}

/** A meeting of this morning is still today's. */
const startOfDay = ({ requestedAt }: StaffViewer) => new Date(londonDate(requestedAt));

type PlanRow = { person_id: string; version: number; review_on: Date | null; oldest_since: Date; all: number };

/** Live plans of people in the viewer's relationships that are due for review or whose oldest critical line nobody confirmed for long. */
async function plansToLookAt(db: Db, viewer: StaffViewer, most = 10) {
  const today = londonDate(viewer.requestedAt);
  const rows = await db.$queryRaw<PlanRow[]>`
    select p.person_id, p.current_version as version, p.review_on, c.oldest_since, (count(*) over ())::int as all
    from plan p cross join lateral (
      select coalesce(p.oldest_critical_since, v.published_at) as oldest_since
      from plan_version v where v.person_id = p.person_id and v.version = p.current_version) c
    where p.status = 'live'
      and (p.review_on <= ${today}::date or c.oldest_since < ${addMonths(today, -MARK_AFTER_MONTHS)}::date + 1)
      and p.person_id is distinct from ${viewer.ownPersonId}::uuid
      and exists (select from relationship r where r.person_id = p.person_id and r.holder_id = any (${[...viewer.holders]}::uuid[])
        and r.starts_at <= ${viewer.requestedAt} and (r.ends_at is null or r.ends_at > ${viewer.requestedAt}))
      and not exists (select from person d where d.id = p.person_id and (d.deceased or d.restriction is not null))
    order by c.oldest_since limit ${most}`;
  const names = await namesOf(
    db,
    viewer,
    rows.map(({ person_id }) => person_id),
  );
  const plans = rows.map(({ person_id, version, review_on, oldest_since }) => ({
    personId: person_id,
    person: names.get(person_id),
    version,
    reviewOn: calendarDateOf(review_on),
    oldestSince: oldest_since,
  }));
  return { plans, count: rows[0]?.all ?? 0 };
}
