/**
 * The parts of a record, each read only when the viewer sees it; an absent part is "not shown", never "none".
 * Sensitive entries (safety rule 12) are not yet set apart: their code set belongs into the three reads of entries.
 */
import { cprSlot } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import type { RecordPart } from "../domain/permissions";
import type { Encounter, Medicine, PersonRecord, PlanState, Problem } from "../domain/person-record";
import { oldestCriticalLine } from "../domain/plan-freshness";
import { type Result, readResults } from "../domain/record";
import type { StaffViewer } from "../domain/viewer";
import { known } from "./action-lists.server";
import { answerNow, careDueOf, whyOf } from "./answers.server";
import type { Db } from "./database.server";
import type { OpenPerson } from "./people.server";
import { planFor } from "./plan-restrictions.server";
import { loadAuthorship, loadConfirmations, loadPlan } from "./plan-scope.server";

type Parts = Omit<PersonRecord, "personId" | "sources" | "parts" | "banner">;

export async function readParts(db: Db, viewer: StaffViewer, person: OpenPerson): Promise<Parts> {
  const { personIds: ids, parts } = person;
  const at = viewer.requestedAt;
  const when = async <T>(part: RecordPart, read: () => Promise<T>): Promise<T | undefined> =>
    parts.has(part) ? read() : undefined;
  const asked = parts.has("why") || parts.has("care due");
  const now = asked ? await answerNow(db, person.personId, londonDate(at)) : undefined;
  return {
    why: await when("why", async () => (now ? whyOf(db, person, now, at) : null)),
    careDue: await when("care due", async () => (now ? careDueOf(person, now) : null)),
    problems: await when("problems", () => readProblems(db, ids)),
    medicines: await when("medicines", () => readMedicines(db, ids, at)),
    results: await when("results", async () => readResults(await recentResults(db, ids))),
    lately: await when("contacts", () => readLately(db, ids)),
    carers: await when("carers", () => readCarers(db, ids)),
    plan: await when("plan", () => readPlanState(db, viewer, person)),
    meetings: await when("meetings", () => readMeetings(db, ids)),
    actions: await when("plan", () => readActions(db, viewer, ids)),
  };
}

// ── Problems, medicines, results ──────────────────────────────────────────────────────────────────────────

/** Problems and findings: one line a code, the first date that it was recorded and whether it holds now. */
async function readProblems(db: Db, ids: string[]) {
  return db.$queryRaw<Problem[]>`
    select min(e.id::text) as id, e.kind, c.display, min(e.on_date) as on, max(e.end_date) as until,
      bool_or(e.end_date is null and coalesce(e.status, 'active') not in ('resolved', 'inactive', 'remission')) as active
    from entry e join code c on c.id = e.code_id
    where e.person_id = any (${ids}::uuid[]) and e.kind in ('problem', 'finding') and e.removed_at is null
    group by e.kind, c.system, c.code, c.display
    order by min(e.on_date) desc nulls last, c.display limit 300`;
}

/** Distinct medicines of the last 12 months, the latest issue of each. */
async function readMedicines(db: Db, ids: string[], at: Date) {
  return db.$queryRaw<Medicine[]>`
    select c.display, max(e.on_date) as on, count(*)::int as issues,
      (array_agg(coalesce(e.value_text, e.note) order by e.on_date desc nulls last))[1] as dose,
      bool_and(e.end_date is not null or coalesce(e.status, 'active') in ('stopped', 'cancelled', 'completed')) as stopped
    from entry e join code c on c.id = e.code_id
    where e.person_id = any (${ids}::uuid[]) and e.kind = 'medicine' and e.removed_at is null
      and (e.on_date > ${at}::timestamptz - interval '12 months' and e.on_date <= ${at}
        or e.end_date > ${at}::timestamptz - interval '12 months'
        or (e.status = 'active' and e.end_date is null))
    group by c.system, c.code, c.display order by c.display limit 200`;
}

/** The newest dozen of each test, newest first: the latest for the table, the rest for its course. */
async function recentResults(db: Db, ids: string[]) {
  return db.$queryRaw<Result[]>`
    select system, code, display, on_date as on, value, unit, text, received, implausible from (
      select c.system, c.code, c.display, e.on_date, e.value, e.unit, coalesce(e.value_text, v.display) as text, e.implausible,
        case when e.implausible or e.value is null
            or (e.received_value ~ '^-?[0-9]+([.][0-9]+)?$' and e.received_value::float8 = e.value) is not true
          then concat_ws(' ', e.received_value, e.received_unit) end as received,
        row_number() over (partition by e.code_id order by e.on_date desc nulls last, e.id) as place
      from entry e join code c on c.id = e.code_id left join code v on v.id = e.value_code_id
      where e.person_id = any (${ids}::uuid[]) and e.kind = 'result' and e.removed_at is null) newest
    where place <= 12 order by display, on_date desc nulls last limit 2000`;
}

// ── Lately, carers ────────────────────────────────────────────────────────────────────────────────────────

/** The latest urgent contacts and uses of services. */
async function readLately(db: Db, ids: string[]) {
  const contacts = await db.contact.findMany({
    where: { personId: { in: ids } },
    orderBy: { openedAt: "desc" },
    take: 20,
    select: { id: true, service: true, openedAt: true, openedByName: true, outcome: true, note: true, closedAt: true },
  });
  const encounters = await db.$queryRaw<Encounter[]>`
    select n.id, n.kind, n.starts_at as "startsAt", n.ends_at as "endsAt", n.provider_name as provider,
      coalesce(why.display, what.display) as reason
    from encounter n left join code what on what.id = n.code_id left join code why on why.id = n.reason_code_id
    where n.person_id = any (${ids}::uuid[]) and n.removed_at is null order by n.starts_at desc limit 30`;
  return { contacts, encounters };
}

async function readCarers(db: Db, ids: string[]) {
  const people = await db.personToRing.findMany({
    where: { personId: { in: ids }, removedAt: null },
    orderBy: [{ isCarer: "desc" }, { name: "asc" }],
    select: { id: true, name: true, relation: true, isCarer: true, livesWith: true },
  });
  const phones = await db.phone.findMany({
    where: { personId: { in: ids }, ringId: { not: null } },
    select: { ringId: true, value: true, use: true, lastAnswered: true },
  });
  return people.map((person) => ({ ...person, phones: phones.filter(({ ringId }) => ringId === person.id) }));
}

// ── Plan, meetings, actions ───────────────────────────────────────────────────────────────────────────────

/** Where the plan stands; its content is the plan's own page. */
async function readPlanState(db: Db, viewer: StaffViewer, { personId, parts }: OpenPerson): Promise<PlanState> {
  const { status, version, document } = await loadPlan(db, personId);
  const live = status === "live";
  // Named by its own words: a restricted line only to those who read it in the plan (safety rule 13).
  const see = await planFor(db, viewer, personId, { whole: parts.has("plan versions") });
  const seen = see(document).plan;
  const oldest = live ? oldestCriticalLine(seen, await loadConfirmations(db, personId)) : undefined;
  const plan = await db.plan.findUnique({ where: { personId }, select: { reviewOn: true } });
  const published = await loadAuthorship(db, personId, version);
  const draft = await db.planDraft.findUnique({
    where: { personId_accountId: { personId, accountId: viewer.accountId } },
    select: { updatedAt: true },
  });
  return {
    status,
    version,
    publishedAt: published?.publishedAt ?? null,
    publishedByName: published?.publishedByName ?? null,
    reviewOn: plan?.reviewOn ?? null,
    draftOf: draft?.updatedAt ?? null,
    cpr: live ? cprSlot(document).headline : null,
    oldest: oldest ? { what: oldest.what, since: oldest.since } : null,
  };
}

async function readMeetings(db: Db, ids: string[]) {
  const cases = await db.mdgCase.findMany({
    where: { personId: { in: ids }, status: { not: "withdrawn" } },
    select: {
      id: true,
      question: true,
      status: true,
      noActionBecause: true,
      meeting: { select: { id: true, startsAt: true, place: true, closedAt: true, mdg: { select: { name: true } } } },
      decisions: { orderBy: { at: "asc" }, select: { id: true, text: true, byName: true, at: true, replaces: true } },
    },
    orderBy: { meeting: { startsAt: "desc" } },
    take: 12,
  });
  return cases.map(({ decisions, meeting, ...one }) => ({
    ...one,
    meeting: { ...meeting, mdg: meeting.mdg.name },
    decisions: decisions.filter(({ id }) => !decisions.some(({ replaces }) => replaces === id)),
  }));
}

async function readActions(db: Db, viewer: StaffViewer, ids: string[]) {
  return db.action.findMany({
    where: await known(db, viewer, { personId: { in: ids }, status: { notIn: ["done", "cancelled"] } }),
    orderBy: { dueOn: "asc" },
    take: 30,
    select: { id: true, what: true, dueOn: true, ownerName: true, status: true },
  });
}
