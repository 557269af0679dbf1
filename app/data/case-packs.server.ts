/**
 * The pack of a case: what a member of the group sees of the person at the meeting, however much more a relationship
 * of the member's own would open elsewhere (safety rule 14).
 */
import type { CaseStatus } from "../domain/agenda";
import { inOrder, placeOf } from "../domain/agenda";
import { indexInWords, missingInBrief } from "../domain/answer-in-words";
import { addMonths } from "../domain/calendar";
import { isOpen } from "../domain/care-gap";
import { londonDate } from "../domain/dates";
import { partsSeen, type RecordPart } from "../domain/permissions";
import { calendarDateOf } from "../domain/person";
import { missingWithoutTests } from "../domain/record";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { actionsOfCases, ownersFor } from "./action-lists.server";
import { type AnswerNow, answerNow, careDueOf, indexOf } from "./answers.server";
import { notesOf } from "./cases.server";
import { asViewer, type Db } from "./database.server";
import { meetingAfter, runsGroup } from "./mdgs.server";
import { openPerson, readBanner } from "./people.server";
import { loadAuthorship } from "./plan-scope.server";

/** The case with its pack. Undefined for who is not in the group, and when the person is out of the viewer's reach. */
export function openCase(viewer: StaffViewer, { meetingId, caseId }: { meetingId: string; caseId: string }) {
  return asViewer(viewer, "read", async (db) => {
    if (!isUuid(meetingId) || !isUuid(caseId)) return undefined;
    const found = await db.mdgCase.findFirst({
      where: { id: caseId, meetingId, meeting: { mdgId: { in: [...viewer.holders] } } },
      include: { meeting: { include: { mdg: { select: { name: true } } } } },
    });
    const opened = found && (await openPerson(db, viewer, found.personId, "read case"));
    if (!found || !opened) return undefined;
    const person = { ...opened, parts: packParts(viewer, opened.parts) };
    const { meeting } = found;
    return {
      id: caseId,
      personId: person.personId,
      status: found.status as CaseStatus,
      revision: found.revision,
      closedAt: found.closedAt,
      closedByName: found.closedByName,
      referredAt: found.referredAt,
      referredByName: found.referredByName,
      notes: notesOf(found),
      meeting: { ...meeting, mdgName: meeting.mdg.name },
      banner: await readBanner(db, viewer, person),
      parts: [...person.parts],
      pack: await readPack(db, person, viewer.requestedAt),
      decisions: await decisionsOf(db, person.personIds, caseId),
      earlier: await earlierDecisions(db, person.personIds, caseId),
      actions: await actionsOfCases(db, viewer, [found]),
      owners: await ownersFor(db, meeting.mdgId, found.personId, viewer.requestedAt),
      ...(await neighbours(db, meetingId, caseId)),
      next: await meetingAfter(db, meeting),
      mayRun: await runsGroup(db, viewer, meeting.mdgId),
    };
  });
}

function packParts(viewer: StaffViewer, opened: ReadonlySet<RecordPart>): Set<RecordPart> {
  const ofMeeting = partsSeen(viewer, ["meeting"]);
  return new Set([...opened].filter((part) => ofMeeting.has(part)));
}

type PackPerson = { personId: string; personIds: string[]; parts: ReadonlySet<RecordPart> };

/** Why the person is here, and the four lines: problems, last emergency admission, plan, care due. No results: a pack has none. */
async function readPack(db: Db, { personId, personIds, parts }: PackPerson, at: Date) {
  const now = await answerNow(db, personId, londonDate(at));
  return {
    asOf: now?.asOf,
    why: now && parts.has("why") ? whyInPack(now) : undefined,
    problems: parts.has("problems") ? await activeProblems(db, personIds) : undefined,
    medicines: now && parts.has("why") ? now.features.medicines : undefined,
    plan: parts.has("plan") ? await planState(db, personId) : undefined,
    careDue:
      now && parts.has("care due")
        ? careDueOf({ parts: NO_RESULTS }, now)
            .filter(isOpen)
            .map(({ name, state }) => ({ name, state }))
        : undefined,
  };
}

const NO_RESULTS: ReadonlySet<RecordPart> = new Set();

function whyInPack({ answer, features: { services }, asOf }: AnswerNow) {
  const { segment, missing } = answer;
  const admissions = services.filter(({ kind }) => kind === "emergency_admission");
  const yearAgo = addMonths(asOf, -12);
  return {
    segment: segment.segment,
    rule: segment.rule,
    because: segment.because.map(({ term, evidence }) => ({ term, evidence })),
    index: indexInPack(answer),
    missing: missingInBrief(missingWithoutTests(missing)),
    emergencyYear: admissions.filter(({ on }) => on > yearAgo).length,
    lastEmergencyOn: admissions[0]?.on,
    attendancesYear: services.filter(({ kind, on }) => kind === "ae" && on > yearAgo).length,
  };
}

/** Undefined for who is too young for it, and where it is among the reasons already. */
function indexInPack(answer: AnswerNow["answer"]): string | undefined {
  const index = indexOf(answer, []);
  const said = answer.segment.because.some(({ term }) => term.startsWith("Electronic Frailty Index"));
  return index.tooYoung || said ? undefined : `Frailty index (${index.name}): ${indexInWords(index)}`;
}

/** Names of the problems that hold now, newest first. */
async function activeProblems(db: Db, personIds: string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ display: string }[]>`
    select c.display from entry e join code c on c.id = e.code_id
    where e.person_id = any (${personIds}::uuid[]) and e.kind = 'problem' and e.removed_at is null and e.end_date is null
      and coalesce(e.status, 'active') not in ('resolved', 'inactive', 'entered-in-error', 'refuted')
    group by c.display order by max(e.on_date) desc nulls last`;
  return rows.map(({ display }) => display);
}

/** Null: no plan was ever made here. */
async function planState(db: Db, personId: string) {
  const plan = await db.plan.findUnique({ where: { personId } });
  if (!plan) return null;
  const version = await loadAuthorship(db, personId, plan.currentVersion);
  return {
    status: plan.status,
    version: plan.currentVersion,
    publishedAt: version?.publishedAt ?? null,
    publishedByName: version?.publishedByName ?? null,
    oldestSince: plan.oldestCriticalSince,
    reviewOn: calendarDateOf(plan.reviewOn),
  };
}

const DECISION = { id: true, text: true, at: true, byName: true, replaces: true } as const;

/** Decisions in force first to last; a corrected one stands under its correction. */
export async function decisionsOf(db: Db, personIds: string[], caseId: string) {
  const rows = await db.caseDecision.findMany({
    where: { personId: { in: personIds }, caseId },
    select: DECISION,
    orderBy: { id: "asc" },
  });
  return inForceNow(rows);
}

type DecisionRow = { id: string; text: string; at: Date; byName: string; replaces: string | null };

export function inForceNow<T extends DecisionRow>(rows: readonly T[]): (T & { corrects: T[] })[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const replaced = new Set(rows.map(({ replaces }) => replaces));
  const before = (row: T): T[] => {
    const earlier = row.replaces ? byId.get(row.replaces) : undefined;
    return earlier ? [earlier, ...before(earlier)] : [];
  };
  return rows.filter(({ id }) => !replaced.has(id)).map((row) => ({ ...row, corrects: before(row) }));
}

/** What groups decided about this person before, newest first. */
async function earlierDecisions(db: Db, personIds: string[], caseId: string) {
  const rows = await db.caseDecision.findMany({
    where: { personId: { in: personIds }, caseId: { not: caseId } },
    select: {
      ...DECISION,
      mdgCase: { select: { question: true, meeting: { select: { startsAt: true, mdg: { select: { name: true } } } } } },
    },
    orderBy: { id: "desc" },
    take: 40,
  });
  return inForceNow(rows).slice(0, 20);
}

async function neighbours(db: Db, meetingId: string, caseId: string) {
  const rows = await db.mdgCase.findMany({ where: { meetingId }, select: { id: true, position: true, status: true } });
  const cases = inOrder(rows.map((row) => ({ ...row, status: row.status as CaseStatus })));
  const index = cases.findIndex(({ id }) => id === caseId);
  return {
    place: placeOf(cases, caseId),
    caseBefore: cases[index - 1]?.id,
    caseAfter: cases[index + 1]?.id,
    waitingAfter: cases.slice(index + 1).find(({ status }) => status === "waiting")?.id,
  };
}
