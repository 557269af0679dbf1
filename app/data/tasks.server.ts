/** Tasks: raised in the transaction of what caused them, opened, and done with an outcome by somebody. */
import { isTaskKind, type TaskKind, whyNotFinished } from "../domain/task";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { isOwnRecord, namesOf } from "./names.server";
import { isUuid } from "./plan-scope.server";

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
 * Raises the task; a second one of the same person, kind and cause changes nothing. By a function of the owner's,
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

/** Open tasks of the viewer's organisation, oldest due first. */
export async function openTasks(db: Db, viewer: StaffViewer, most = 50) {
  const where = {
    organisationId: viewer.organisationId,
    doneAt: null,
    ...(viewer.ownPersonId ? { personId: { not: viewer.ownPersonId } } : {}),
  };
  const [rows, count] = [
    await db.task.findMany({
      where,
      select: OF_LIST,
      orderBy: [{ dueAt: { sort: "asc", nulls: "last" } }, { createdAt: "asc" }],
      take: most,
    }),
    await db.task.count({ where }),
  ];
  const names = await namesOf(
    db,
    viewer,
    rows.map(({ personId }) => personId),
  );
  const tasks = rows.flatMap(({ kind, ...task }) =>
    isTaskKind(kind) ? [{ ...task, kind, person: names.get(task.personId) }] : [],
  );
  return { tasks, count };
}

const findTask = (db: Db, viewer: StaffViewer, taskId: string) =>
  isUuid(taskId)
    ? db.task.findFirst({ where: { id: taskId, organisationId: viewer.organisationId }, select: OF_LIST })
    : null;

/** The task with what caused it. The first to look opens it; undefined when it is not the viewer's organisation's. */
export function openTask(viewer: StaffViewer, taskId: string) {
  return asViewer(viewer, "command", async (db) => {
    const found = await findTask(db, viewer, taskId);
    if (!found || !isTaskKind(found.kind) || isOwnRecord(viewer, found.personId)) return undefined;
    if (!found.openedAt) {
      const opened = { openedAt: viewer.requestedAt, openedByName: viewer.name };
      await db.task.updateMany({ where: { personId: found.personId, id: taskId, openedAt: null }, data: opened });
      Object.assign(found, opened);
    }
    const person = (await namesOf(db, viewer, [found.personId])).get(found.personId);
    await recordAccess(db, viewer, { did: "open task", personId: found.personId, detail: { kind: found.kind } });
    const caused = { contact: await findContact(db, found), actionId: await findActionOf(db, found) };
    return { ...found, kind: found.kind, person, ...caused };
  });
}

/** The urgent contact that caused the task, when one did. */
function findContact(db: Db, { personId, kind, cause }: { personId: string; kind: string; cause: string }) {
  if (kind !== "review_plan_after_contact" && kind !== "follow_up_contact") return null;
  if (!isUuid(cause)) return null;
  return db.contact.findUnique({
    where: { personId_id: { personId, id: cause } },
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
}

/** The action that came back, by the event of its coming back. */
async function findActionOf(db: Db, { personId, kind, cause }: { personId: string; kind: string; cause: string }) {
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
      if (!task || !isTaskKind(task.kind) || isOwnRecord(viewer, task.personId))
        return { ok: false, missing: true } as const;
      const { personId, kind } = task;
      const why = whyNotFinished({ ...task, kind }, outcome);
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
