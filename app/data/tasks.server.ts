/** Tasks: raised in the transaction of what caused them, opened, and done with an outcome by somebody. */
import { addMonths, type CalendarDate } from "../domain/calendar";
import { londonDate } from "../domain/dates";
import { parseConflicts } from "../domain/plan-conflict";
import { MARK_AFTER_MONTHS } from "../domain/plan-limits";
import { isTaskKind, REVIEW_KINDS, type TaskKind, whyNotFinished } from "../domain/task";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { isOwnRecord, namesOf } from "./names.server";
import { keptContradiction } from "./plan-contradictions.server";
import { draftCausesOf } from "./plan-draft-reminders.server";
import { readProposedReview } from "./plan-review-dates.server";

export type NewTask = {
  personId: string;
  kind: TaskKind;
  /** What caused it: the id of the contact, action, … One task for a person, kind and cause. */
  cause: string;
  /** Whose work list it goes to. */
  organisationId: string;
  /** What happened and the question, without the person's name: "LAS came 02:10, not conveyed. Is the plan still right?" */
  headline: string;
  at: Date;
  dueAt?: Date;
};

/**
 * Raises the task; a second one of the same person, kind and cause changes nothing, unless the first had ended by itself:
 * then it opens again, with what it said before beside it. By a function of the owner's,
 * because the viewer need not see the work list that it goes to.
 */
export async function raiseTask(db: Db, task: NewTask): Promise<void> {
  const { personId, kind, cause, organisationId, headline, at, dueAt } = task;
  await db.$executeRaw`select raise_task(${personId}::uuid, ${newId(at)}::uuid, ${kind}, ${cause}, ${organisationId}::uuid,
    ${headline}, ${at}, ${dueAt ?? null})`;
}

const OF_LIST = {
  personId: true,
  id: true,
  kind: true,
  cause: true,
  headline: true,
  createdAt: true,
  dueAt: true,
  openedAt: true,
  openedByName: true,
  doneAt: true,
  doneByName: true,
  outcome: true,
  organisation: { select: { name: true } },
} as const;

/** Of the viewer's organisation, and for whoever works there or for the viewer alone. */
const forViewer = ({ organisationId, accountId }: StaffViewer) => ({
  organisationId,
  OR: [{ accountId: null }, { accountId }],
});

/** Open tasks of the viewer's organisation and of the viewer, oldest due first. */
export async function openTasks(db: Db, viewer: StaffViewer, most = 50) {
  const where = {
    ...forViewer(viewer),
    doneAt: null,
    ...(viewer.ownPersonId ? { personId: { not: viewer.ownPersonId } } : {}),
  };
  const find = (more: object, take: number) =>
    db.task.findMany({
      where: { AND: [where, more] },
      select: OF_LIST,
      orderBy: [{ dueAt: { sort: "asc", nulls: "last" } }, { createdAt: "asc" }],
      take,
    });
  // A reported death stands before everything: invitations and crews go on until somebody has said whether it is so.
  const deaths = await find({ kind: "death_reported" }, most);
  const others = await find({ kind: { not: "death_reported" } }, most - deaths.length);
  const count = await db.task.count({ where });
  const rows = [...deaths, ...others].flatMap(({ kind, ...task }) => (isTaskKind(kind) ? [{ ...task, kind }] : []));
  const names = await namesOf(
    db,
    viewer,
    rows.map(({ personId }) => personId),
  );
  const standing = await standingOf(db, viewer, rows);
  return { tasks: rows.map((task) => ({ ...task, ...standing(task), person: names.get(task.personId) })), count };
}

type Caused = { personId: string; kind: TaskKind; cause: string };

/** What the end of each task hangs on besides itself: its plan, and what the crew of its contact said of it. */
async function standingOf(db: Db, viewer: StaffViewer, tasks: readonly Caused[]) {
  const people = { personId: { in: [...new Set(tasks.map(({ personId }) => personId))] } };
  const plans = await db.plan.findMany({
    where: people,
    select: { personId: true, status: true, reviewOn: true, oldestCriticalSince: true, conflicts: true },
  });
  const contacts = await db.contact.findMany({
    where: { ...people, planFeedback: { in: ["wrong", "could_not_follow"] } },
    select: { id: true },
  });
  const causes = tasks.map(({ cause }) => cause).filter(isUuid);
  const proposed = await db.planProposal.findMany({
    where: { ...people, id: { in: causes }, state: { in: ["open", "taken"] } },
    select: { id: true },
  });
  const words = await db.personWords.findMany({
    where: { ...people, id: { in: causes }, answered: null },
    select: { id: true },
  });
  const waiting = new Set([...proposed, ...words].map(({ id }) => id));
  const drafts = tasks.some(({ kind }) => kind === "draft_waits") ? await draftCausesOf(db, viewer) : new Set();
  const today = londonDate(viewer.requestedAt);
  const planOf = new Map(plans.map((plan) => [plan.personId, plan]));
  const doubted = new Set(contacts.map(({ id }) => id));
  return ({ personId, kind, cause }: Caused) => ({
    planStatus: planOf.get(personId)?.status,
    planDoubted: kind === "review_plan_after_contact" && doubted.has(cause),
    stillSo:
      waiting.has(cause) || drafts.has(`${personId} ${cause}`) || isStillSo(kind, cause, planOf.get(personId), today),
  });
}

type PlanAsked = { status: string; reviewOn: Date | null; oldestCriticalSince: Date | null; conflicts: unknown };

/** Of tasks that end by what is done in the plan: it is not done yet. */
function isStillSo(kind: TaskKind, cause: string, plan: PlanAsked | undefined, today: CalendarDate): boolean {
  if (plan?.status !== "live") return false;
  const { reviewOn, oldestCriticalSince } = plan;
  if (kind === "review_plan_due") return reviewOn !== null && reviewOn.toISOString().slice(0, 10) <= today;
  if (kind === "plan_unconfirmed")
    return oldestCriticalSince !== null && londonDate(oldestCriticalSince) <= addMonths(today, -MARK_AFTER_MONTHS);
  return kind === "plan_contradiction" && parseConflicts(plan.conflicts).some(({ id }) => id === cause);
}

const findTask = (db: Db, viewer: StaffViewer, taskId: string) =>
  isUuid(taskId) ? db.task.findFirst({ where: { id: taskId, ...forViewer(viewer) }, select: OF_LIST }) : null;

/** The task with what caused it. The first to look opens it; undefined when it is not the viewer's organisation's. */
export function openTask(viewer: StaffViewer, taskId: string) {
  return asViewer(viewer, "command", async (db) => {
    const found = await findTask(db, viewer, taskId);
    if (!found || !isTaskKind(found.kind) || isOwnRecord(viewer, found.personId))
      return notTheirs(db, viewer, "open task", found?.personId);
    if (!found.openedAt) {
      const opened = { openedAt: viewer.requestedAt, openedByName: viewer.name };
      await db.task.updateMany({ where: { personId: found.personId, id: taskId, openedAt: null }, data: opened });
      Object.assign(found, opened);
    }
    const person = (await namesOf(db, viewer, [found.personId])).get(found.personId);
    await recordAccess(db, viewer, { did: "open task", personId: found.personId, detail: { kind: found.kind } });
    const caused = {
      contact: await findContact(db, found),
      actionId: await findActionOf(db, found),
      /** Both sides of the contradiction as far as they are open, while it stands. */
      conflict:
        found.kind === "plan_contradiction"
          ? await keptContradiction(db, viewer, { personId: found.personId, id: found.cause })
          : null,
      /** When it had ended by itself before, and opened again. */
      earlier: await db.taskBefore.findMany({
        where: { personId: found.personId, taskId },
        select: { createdAt: true, endedAt: true },
        orderBy: { endedAt: "asc" },
      }),
    };
    const task = { ...found, kind: found.kind };
    const standing = (await standingOf(db, viewer, [task]))(task);
    const isReviewed = standing.planStatus === "live" && (REVIEW_KINDS as readonly TaskKind[]).includes(task.kind);
    const next = isReviewed ? await readProposedReview(db, task.personId, londonDate(viewer.requestedAt)) : null;
    return { ...task, ...standing, person, ...caused, next };
  });
}

const OF_CONTACTS = ["death_reported", "review_plan_after_contact", "follow_up_contact", "plan_reported_wrong"];

/** The urgent contact that caused the task, when one did. */
async function findContact(db: Db, { personId, kind, cause }: { personId: string; kind: string; cause: string }) {
  if (!OF_CONTACTS.includes(kind)) return null;
  // What went on to another desk names its contact first.
  const id = kind === "follow_up_contact" ? cause.slice(0, 36) : cause;
  if (!isUuid(id)) return null;
  const contact = await db.contact.findUnique({
    where: { personId_id: { personId, id } },
    select: {
      service: true,
      openedAt: true,
      openedByName: true,
      closedAt: true,
      outcome: true,
      note: true,
      planFeedback: true,
      planVersion: true,
      urgentFollowUp: true,
      acceptedBy: true,
    },
  });
  if (!contact) return null;
  const followUp = await db.task.findFirst({
    where: { personId, kind: "follow_up_contact", cause: id },
    select: { headline: true, organisation: { select: { name: true } } },
  });
  return { ...contact, asked: followUp && { what: followUp.headline, of: followUp.organisation.name } };
}

/** The action that is late, or came back by the event of its coming back. */
async function findActionOf(db: Db, { personId, kind, cause }: { personId: string; kind: string; cause: string }) {
  if (kind === "action_overdue") return cause.slice(0, 36);
  if (kind !== "action_declined" || !isUuid(cause)) return null;
  const event = await db.actionEvent.findUnique({
    where: { personId_id: { personId, id: cause } },
    select: { actionId: true },
  });
  return event?.actionId ?? null;
}

export type FinishTask = { taskId: string; outcome: string; key: string };

/**
 * Ends the task with its outcome, or says why not. "Still right" is the outcome of the task and confirms no line of
 * the plan: CPR, medicines and doses are never confirmed in bulk (safety rule 11).
 */
export function finishTask(viewer: StaffViewer, { taskId, outcome, key }: FinishTask) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "finish task", key, async () => {
      const task = await findTask(db, viewer, taskId);
      if (!task || !isTaskKind(task.kind) || isOwnRecord(viewer, task.personId)) {
        await notTheirs(db, viewer, "finish task", task?.personId);
        return { ok: false, missing: true } as const;
      }
      const { personId, kind } = task;
      const standing = await standingOf(db, viewer, [{ ...task, kind }]);
      const why = whyNotFinished({ ...task, kind, ...standing({ ...task, kind }) }, outcome);
      if (why) return { ok: false, missing: false, why } as const;
      const { count } = await db.task.updateMany({
        where: { personId, id: taskId, doneAt: null },
        data: { doneAt: viewer.requestedAt, doneBy: viewer.accountId, doneByName: viewer.name, outcome },
      });
      if (count === 0) return { ok: false, missing: false, why: "Somebody else has just ended this task" } as const;
      await recordAccess(db, viewer, { did: "finish task", personId, detail: { kind, outcome } });
      return { ok: true, personId, kind } as const;
    }),
  );
}
