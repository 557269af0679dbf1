/** The worklist of reviews: live plans of the viewer's people that somebody should look at, with every reason. */
import { addMonths, type CalendarDate } from "../domain/calendar";
import { londonDate } from "../domain/dates";
import { comparable } from "../domain/look-up";
import { calendarDateOf } from "../domain/person";
import { MARK_AFTER_MONTHS } from "../domain/plan-limits";
import { proposedReview } from "../domain/plan-review";
import { REVIEWS_A_PAGE, type ReviewFilter, type ReviewWhy, WHY_KINDS } from "../domain/plan-review-filter";
import type { Segment } from "../domain/segment";
import { isTaskKind, REVIEW_KINDS, type TaskKind } from "../domain/task";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { Prisma } from "./generated/client";
import { namesOf } from "./names.server";
import { settingsOf } from "./plan-review-dates.server";

type Row = {
  person_id: string;
  version: number;
  review_on: Date | null;
  oldest: Date;
  deceased: boolean;
  practice: string | null;
  segment: Segment | null;
  contradictions: number;
  tasks: { id: string; kind: string; headline: string; ours: boolean }[];
  all: number;
};

export type ReviewTask = { id: string; kind: TaskKind; headline: string; ours: boolean };

/**
 * A page of them, the most pressing first. The viewer's own is left out, and so are
 * restricted records, by every row that stands for the person: a merge lifts no seal.
 */
export function listReviews(viewer: StaffViewer, filter: ReviewFilter) {
  return asViewer(viewer, "read", async (db) => {
    const today = londonDate(viewer.requestedAt);
    const rows = await findRows(db, viewer, filter, today);
    const names = await namesOf(
      db,
      viewer,
      rows.map(({ person_id }) => person_id),
    );
    await recordAccess(db, viewer, {
      did: "list reviews of plans",
      shown: rows.map(({ person_id }) => person_id),
    });
    const values = await settingsOf(db);
    const total = rows[0]?.all ?? 0;
    return {
      total,
      last: Math.max(Math.ceil(total / REVIEWS_A_PAGE), 1),
      practices: await practicesOf(db, viewer),
      reviews: rows.map((row) => ({
        personId: row.person_id,
        person: names.get(row.person_id),
        practice: row.practice,
        version: row.version,
        deceased: row.deceased,
        contradictions: row.contradictions,
        reviewOn: calendarDateOf(row.review_on),
        oldestSince: londonDate(row.oldest),
        isOld: londonDate(row.oldest) <= addMonths(today, -MARK_AFTER_MONTHS),
        tasks: row.tasks.flatMap((task): ReviewTask[] => (isTaskKind(task.kind) ? [{ ...task, kind: task.kind }] : [])),
        proposed: proposedReview(row.segment ?? undefined, today, values),
      })),
    };
  });
}

/** Whose plan is the viewer's to look at, as Prisma.sql over `p` (plan). */
const reached = (viewer: StaffViewer) => Prisma.sql`exists (
  select from relationship r where r.person_id = p.person_id and r.holder_id = any (${[...viewer.holders]}::uuid[])
    and r.starts_at <= ${viewer.requestedAt} and (r.ends_at is null or r.ends_at > ${viewer.requestedAt}))`;

function findRows(db: Db, viewer: StaffViewer, filter: ReviewFilter, today: CalendarDate): Promise<Row[]> {
  const marked = addMonths(today, -MARK_AFTER_MONTHS);
  const kinds = [...REVIEW_KINDS, ...(WHY_KINDS.contact ?? [])];
  return db.$queryRaw<Row[]>`
    with listed as (
      select p.person_id, p.current_version as version, p.review_on, coalesce(p.oldest_critical_since, v.published_at) as oldest,
        d.deceased, o.name as practice, g.segment,
        (select count(*)::int from jsonb_array_elements(p.conflicts) c where c ->> 'danger' <> 'asks') as contradictions,
        coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'headline', t.headline,
            'ours', t.organisation_id = ${viewer.organisationId}::uuid)
            order by array_position(${kinds}::text[], t.kind), t.created_at)
          from task t where t.person_id = p.person_id and t.done_at is null and t.kind = any (${kinds})), '[]') as tasks
      from plan p join person d on d.id = p.person_id
      join plan_version v on v.person_id = p.person_id and v.version = p.current_version
      left join organisation o on o.id = d.practice_id
      left join lateral (select w.segment from registry_row w join stratification_run s on s.id = w.run_id and s.current
        where w.person_id = p.person_id limit 1) g on true
      where p.status = 'live' and p.person_id is distinct from ${viewer.ownPersonId}::uuid
        and ${reached(viewer)} and ${inPractice(filter.practice)} and ${named(filter.name)}
        and cardinality(restrictions_of(p.person_id)) = 0
    )
    select *, (count(*) over ())::int as "all" from listed
    where ${because(filter.why, today, marked)}
    order by deceased desc, contradictions > 0 desc, jsonb_array_length(tasks) > 0 desc, review_on > ${today}::date,
      least(review_on, (oldest + interval '6 months')::date), person_id
    limit ${REVIEWS_A_PAGE} offset ${(filter.page - 1) * REVIEWS_A_PAGE}`;
}

const inPractice = (practice: string) =>
  isUuid(practice) ? Prisma.sql`d.practice_id = ${practice}::uuid` : Prisma.sql`true`;

/** Every word begins a part of one of the person's names; ten digits are an NHS number. */
function named(words: string) {
  const digits = words.replace(/\s/g, "");
  if (/^\d{10}$/.test(digits)) return Prisma.sql`d.nhs_number = ${digits}`;
  const parts = comparable(words).split(" ").filter(Boolean);
  if (!parts.length) return Prisma.sql`true`;
  const each = parts.map((part) => Prisma.sql`(n.search like ${`${part}%`} or n.search like ${`% ${part}%`})`);
  return Prisma.sql`exists (select from person_name n where n.person_id = p.person_id and ${Prisma.join(each, " and ")})`;
}

function because(why: ReviewWhy, today: CalendarDate, marked: CalendarDate) {
  const due = Prisma.sql`review_on <= ${today}::date`;
  const old = Prisma.sql`oldest < ${marked}::date + 1`;
  const kinds = WHY_KINDS[why];
  if (kinds)
    return Prisma.sql`exists (select from jsonb_array_elements(tasks) t where t ->> 'kind' = any (${[...kinds]}))`;
  switch (why) {
    case "died":
      return Prisma.sql`deceased`;
    case "contradicted":
      return Prisma.sql`contradictions > 0`;
    case "due":
      return due;
    case "unconfirmed":
      return old;
    default:
      return Prisma.sql`(deceased or contradictions > 0 or jsonb_array_length(tasks) > 0 or ${due} or ${old})`;
  }
}

/** Practices of people with a live plan whom the viewer has: more than one at a network, a trust or a council. */
function practicesOf(db: Db, viewer: StaffViewer): Promise<{ id: string; name: string }[]> {
  return db.$queryRaw<{ id: string; name: string }[]>`
    select distinct o.id, o.name from plan p join person d on d.id = p.person_id join organisation o on o.id = d.practice_id
    where p.status = 'live' and ${reached(viewer)} order by o.name limit 300`;
}
