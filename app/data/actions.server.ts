/**
 * Actions: made in a case or a plan, and followed step by step. Steps are rows of their own; the action's row says
 * where it stands. step_action (SQL) changes that row; the relationship that hangs on it follows by a trigger.
 */
import {
  type ActionState,
  type ActionStatus,
  type ActionStep,
  coverOf,
  type FieldErrors,
  isOpen,
  lapsedBecause,
  leftByPlan,
  type Owner,
  sentBackBy,
  standingsOf,
  stepAction,
  stepsOpen,
  toldOf,
  whyNotAction,
} from "../domain/action";
import type { CalendarDate } from "../domain/calendar";
import { dateInWords, londonDate } from "../domain/dates";
import { readDate } from "../domain/meeting";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { findAction, listActions, ownersAgain, stateOf } from "./action-lists.server";
import { addressOf, onceOnly, postNews } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import type { Done } from "./mdgs.server";
import { isOwnRecord } from "./names.server";
import { raiseTask } from "./tasks.server";

const makerOf = (viewer: StaffViewer): Owner => ({
  accountId: viewer.accountId,
  organisationId: viewer.organisationId,
  name: viewer.name,
});

export type NewAction = {
  personId: string;
  what: string;
  owner: Owner | undefined;
  dueOn: CalendarDate | undefined;
  origin: { caseId: string; mdgId: string } | { planItemId: string };
};

/** Makes an action inside the command of a case or plan. What the viewer takes on is accepted at once. */
export async function makeAction(db: Db, viewer: StaffViewer, action: NewAction): Promise<Done<{ actionId: string }>> {
  const { personId, what, owner, dueOn, origin } = action;
  const errors = whyNotAction({ what, owner, dueOn }, londonDate(viewer.requestedAt));
  if (Object.keys(errors).length) return { ok: false, errors };
  const id = newId(viewer.requestedAt);
  const inCase = "caseId" in origin;
  await db.$executeRaw`
    insert into action (person_id, id, what, due_on, owner_account_id, owner_name, owner_organisation_id, status, origin,
      case_id, mdg_id, plan_item_id, created_at, created_by, created_by_name, created_by_organisation_id)
    values (${personId}::uuid, ${id}::uuid, ${what.trim()}, ${dueOn}::date, ${owner!.accountId}::uuid, ${owner!.name},
      ${owner!.organisationId}::uuid, 'offered', ${inCase ? "case" : "plan"}, ${inCase ? origin.caseId : null}::uuid,
      ${inCase ? origin.mdgId : null}::uuid, ${inCase ? null : origin.planItemId}, ${viewer.requestedAt},
      ${viewer.accountId}::uuid, ${viewer.name}, ${viewer.organisationId}::uuid)`;
  await noteEvent(db, viewer, { personId, actionId: id, kind: "created", note: `For ${owner!.name}` });
  if (owner!.accountId === viewer.accountId) {
    const state = { status: "offered", owner: owner!, maker: makerOf(viewer), dueOn: dueOn! } as const;
    await noteEvent(db, viewer, { personId, actionId: id, kind: "accepted" });
    await saveStep(db, { personId, id }, state, { ...state, status: "accepted" });
  } else await postNews(db, "action offered", { personId, actionId: id, ...addressOf(owner!) }, viewer.requestedAt);
  return { ok: true, actionId: id };
}

type EventRow = { personId: string; actionId: string; kind: string; note?: string | null };

/** Before the step: afterwards the action may be out of the viewer's sight. Answers the event's id. */
async function noteEvent(db: Db, viewer: StaffViewer, { personId, actionId, kind, note }: EventRow): Promise<string> {
  const id = newId(viewer.requestedAt);
  await db.actionEvent.createMany({
    data: [{ personId, id, actionId, kind, at: viewer.requestedAt, by: viewer.accountId, byName: viewer.name, note }],
  });
  return id;
}

async function saveStep(
  db: Db,
  { personId, id }: { personId: string; id: string },
  before: ActionState,
  { status, owner, dueOn }: ActionState,
): Promise<boolean> {
  const [row] = await db.$queryRaw<[{ saved: boolean }]>`
    select step_action(${personId}::uuid, ${id}::uuid, ${before.status}, ${before.owner.accountId}::uuid,
      ${before.owner.organisationId}::uuid, ${status}, ${owner.accountId}::uuid, ${owner.organisationId}::uuid,
      ${owner.name}, ${dueOn}::date) as saved`;
  return row.saved;
}

/** One action with its steps. Undefined when it is not the viewer's business. */
export function openAction(viewer: StaffViewer, actionId: string) {
  return asViewer(viewer, "read", async (db) => {
    const [action] = isUuid(actionId) ? await listActions(db, viewer, { id: actionId }) : [];
    if (!action) return notTheirs(db, viewer, "read action");
    const events = await db.actionEvent.findMany({
      where: { personId: action.personId, actionId },
      select: { id: true, kind: true, at: true, byName: true, note: true },
      orderBy: { id: "asc" },
    });
    await recordAccess(db, viewer, { did: "read action", personId: action.personId });
    return { ...action, events, owners: await ownersAgain(db, viewer, actionId) };
  });
}

export type StepAction = {
  actionId: string;
  kind: ActionStep["kind"];
  note?: string;
  /** Of reassigning: an OwnerChoice's value. */
  owner?: string;
  /** Of reassigning and carrying over, as typed. */
  dueOn?: string;
  key: string;
};

/** One step of an action. Undefined when it is not the viewer's business. */
export function takeStep(viewer: StaffViewer, step: StepAction): Promise<Done<{ status: ActionStatus }> | undefined> {
  const stepped = asViewer(viewer, "command", async (db) => {
    const row = await findAction(db, viewer, step.actionId);
    if (!row) return notTheirs(db, viewer, `action: ${step.kind}`);
    return onceOnly(db, viewer, "step action", step.key, () => doStep(db, viewer, row, step));
  });
  return stepped.catch((error) => {
    if (error instanceof StepTakenMeanwhile) return refusedStep("Somebody else has just changed this action");
    throw error;
  });
}

type FoundAction = NonNullable<Awaited<ReturnType<typeof findAction>>>;

async function doStep(
  db: Db,
  viewer: StaffViewer,
  row: FoundAction,
  asked: StepAction,
): Promise<Done<{ status: ActionStatus }>> {
  const before = stateOf(row);
  const left = leftByPlan(row);
  if (
    isOwnRecord(viewer, row.personId) ||
    !stepsOpen(before, standingsOf(viewer, { ...before, mdgId: row.mdgId }), left).includes(asked.kind)
  )
    return refusedStep(`This action is ${isOpen(before) ? "not yours to change so" : "ended already"}`);
  const step = await readStep(db, viewer, asked, before);
  if ("errors" in step) return step;
  const answer = stepAction(before, step, londonDate(viewer.requestedAt));
  if (!answer.ok) return answer;

  const { personId, id } = row;
  const after = answer.action;
  const note = [
    asked.note?.trim(),
    step.kind === "reassigned" && `To ${after.owner.name}, due ${dateInWords(after.dueOn)}`,
    step.kind === "carried_over" && `Now due ${dateInWords(after.dueOn)}`,
    step.kind === "lapsed" && left && lapsedBecause(left),
  ]
    .filter(Boolean)
    .join(". ");
  // Before its tasks, as publishing and rendering hold them: in any other order the two would wait for each other.
  await db.$queryRaw`select hold_action(${personId}::uuid, ${id}::uuid)::text`;
  const eventId = await noteEvent(db, viewer, { personId, actionId: id, kind: step.kind, note: note || null });
  if (step.kind === "declined" || step.kind === "bounced") await tellMaker(db, viewer, row, after, eventId);
  else await endTaskOf(db, viewer, row);
  if (step.kind === "kept") await keepOn(db, viewer, row);
  if (!(await saveStep(db, row, before, after))) throw new StepTakenMeanwhile();
  await recordAccess(db, viewer, { did: `action: ${step.kind}`, personId });
  const to = addressOf(toldOf(viewer, after));
  await postNews(db, `action ${step.kind}`, { personId, actionId: id, ...to }, viewer.requestedAt);
  return { ok: true, status: after.status };
}

/** Said once of each withdrawal. */
async function keepOn(db: Db, { requestedAt }: StaffViewer, { personId, id }: FoundAction): Promise<void> {
  const [row] = await db.$queryRaw<[{ kept: boolean }]>`
    select keep_action(${personId}::uuid, ${id}::uuid, ${requestedAt}) as kept`;
  if (!row.kept) throw new StepTakenMeanwhile();
}

/** Thrown, so that the event is rolled back with everything else. */
class StepTakenMeanwhile extends Error {}

const refusedStep = (message: string) => ({ ok: false, errors: { step: message } }) as const;

async function readStep(
  db: Db,
  viewer: StaffViewer,
  { actionId, kind, note = "", owner, dueOn }: StepAction,
  before: ActionState,
): Promise<ActionStep | { ok: false; errors: FieldErrors }> {
  if (kind === "carried_over") return { kind, note, dueOn: readDate(dueOn ?? "") ?? "" };
  if (kind !== "reassigned") return { kind, note };
  const to = (await ownersAgain(db, viewer, actionId)).find(({ value }) => value === owner);
  if (!to) return { ok: false, errors: { owner: "Choose who owns the action now" } };
  const due = dueOn ? (readDate(dueOn) ?? "") : before.dueOn;
  return { kind, note, to: { accountId: to.accountId, organisationId: to.organisationId, name: to.name }, dueOn: due };
}

/** Somebody did something about an action that had come back or was late: that task is dealt with. */
async function endTaskOf(db: Db, viewer: StaffViewer, { personId, id }: FoundAction): Promise<void> {
  const events = await db.actionEvent.findMany({ where: { personId, actionId: id }, select: { id: true } });
  await db.task.updateMany({
    where: {
      personId,
      doneAt: null,
      OR: [
        { kind: "action_declined", cause: { in: events.map((event) => event.id) } },
        { kind: "action_overdue", cause: { startsWith: id } },
      ],
    },
    data: { doneAt: viewer.requestedAt, doneBy: viewer.accountId, doneByName: viewer.name, outcome: "dealt_with" },
  });
}

/**
 * What came back is work for its maker's organisation until somebody owns it again. Of a hidden one that organisation
 * may not learn: its maker, who owns it now, has it in the own list.
 */
async function tellMaker(db: Db, viewer: StaffViewer, row: FoundAction, after: ActionState, eventId: string) {
  if (coverOf(row.what) === "hidden") return;
  await raiseTask(db, {
    personId: row.personId,
    kind: "action_declined",
    cause: eventId,
    organisationId: after.owner.organisationId,
    headline: sentBackBy(`${viewer.name} (${viewer.organisationName})`, row.what),
    at: viewer.requestedAt,
  });
}
