/**
 * Actions of a plan become rows of `action`, one an item, however often the plan is published. What somebody did on an
 * action's own page since stands: publishing carries over only what this author changed (hazard 10).
 */
import { type ActionStatus, COVERED, coverOf, headlineAgain, isOpen } from "../domain/action";
import { dateInWords } from "../domain/dates";
import { calendarDateOf } from "../domain/person";
import { type PlanDocument, unitOf, type Values } from "../domain/plan";
import { type Change, diffPlans } from "../domain/plan-changes";
import { markedIn, type Restriction, withheldFrom } from "../domain/plan-restrictions";
import type { StaffViewer } from "../domain/viewer";
import { takeUpAgain } from "./action-withdrawals.server";
import { addressOfOwner, postNews } from "./commands.server";
import type { Db } from "./database.server";
import { newId } from "./identity.server";
import { restrictionsOf } from "./plan-restrictions.server";

type Author = { viewer: StaffViewer; personId: string; at: Date };

/** `before`: the newest version until now, live or withdrawn; `after`: what is published. */
export async function offerActions(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  { before, after }: { before: PlanDocument; after: PlanDocument },
  at: Date,
): Promise<void> {
  await takeUpAgain(db, viewer, personId, after, at);
  const changes = diffPlans(before, after).filter(({ unit }) => unitOf(unit)!.section === "actions");
  if (!changes.length) return;
  // Whoever steps an action meanwhile waits, or has stepped it before it is read here.
  await db.$queryRaw`select 1 from action where person_id = ${personId}::uuid and origin = 'plan' order by id for update`;
  const rows = await db.action.findMany({
    where: { personId, origin: "plan", planItemId: { not: null } },
    orderBy: { id: "asc" },
  });
  const kept = new Map(rows.map((row) => [row.planItemId!, row]));
  const author = { viewer, personId, at };
  for (const change of changes) {
    const itemId = unitOf(change.unit)!.item!;
    const row = kept.get(itemId);
    if (change.after === null) await takeOut(db, author, row);
    else if (row) await carryOver(db, author, row, { ...change, after: change.after });
    else await offer(db, author, itemId, change.after);
  }
  await coverActions(db, personId, after, await restrictionsOf(db, personId, at), at);
}

type Kept = Awaited<ReturnType<Db["action"]["findMany"]>>[number];

/** An owner is chosen as "ACCOUNT/ORGANISATION", or "/ORGANISATION" for whoever works there. */
export function readOwner(owner: string): { accountId: string | null; organisationId: string } {
  const [accountId = "", organisationId = ""] = owner.split("/");
  return { accountId: accountId || null, organisationId };
}

function ownerOf(item: Values) {
  const { accountId, organisationId } = readOwner(item.owner ?? "");
  return {
    ownerAccountId: accountId,
    ownerOrganisationId: organisationId,
    ownerName: item.ownerName || item.ownerOrganisation || "",
  };
}

const dayOf = (item: Values) => new Date(`${item.dueOn}T00:00:00Z`);

async function offer(db: Db, { viewer, personId, at }: Author, planItemId: string, item: Values): Promise<void> {
  const id = newId(at);
  const owner = ownerOf(item);
  await db.action.create({
    data: {
      ...owner,
      personId,
      id,
      planItemId,
      what: item.what!,
      dueOn: dayOf(item),
      origin: "plan",
      status: "offered",
      createdAt: at,
      createdBy: viewer.accountId,
      createdByName: viewer.name,
      createdByOrganisationId: viewer.organisationId,
    },
  });
  await keepEvent(db, { viewer, personId, at }, id, "offered");
  await postNews(db, "action offered", { personId, actionId: id, ...addressOfOwner(owner) }, at);
}

/**
 * Words, date and owner, each only when this author changed it. A new owner is asked, and so is the owner of an item
 * that came back into the plan; an action that has ended stays ended otherwise: its page opens it again.
 */
async function carryOver(db: Db, author: Author, row: Kept, { before, after }: Change & { after: Values }) {
  const { personId, at } = author;
  const cameBack = before === null && row.status === "cancelled";
  const owner = ownerOf(after);
  const newOwner =
    before?.owner !== after.owner &&
    (row.ownerAccountId !== owner.ownerAccountId || row.ownerOrganisationId !== owner.ownerOrganisationId);
  const newDate = before?.dueOn !== after.dueOn && calendarDateOf(row.dueOn) !== after.dueOn;
  const newWords = before?.what !== after.what && row.what !== after.what;
  const isAsked = newOwner || cameBack;
  if (!isAsked && !isOpen({ status: row.status as ActionStatus })) return;
  if (!isAsked && !newDate && !newWords) return;
  await db.action.update({
    where: { personId_id: { personId, id: row.id } },
    data: {
      ...(newWords && { what: after.what! }),
      ...((newDate || cameBack) && { dueOn: dayOf(after) }),
      ...(isAsked && { ...owner, status: "offered" }),
    },
  });
  const note = newDate ? `Now due ${dateInWords(after.dueOn!)}` : undefined;
  await keepEvent(db, author, row.id, isAsked ? "offered" : "changed", note);
  if (isAsked) await postNews(db, "action offered", { personId, actionId: row.id, ...addressOfOwner(owner) }, at);
}

async function takeOut(db: Db, author: Author, row: Kept | undefined): Promise<void> {
  if (!row || !isOpen({ status: row.status as ActionStatus })) return;
  const { personId } = author;
  await keepEvent(db, author, row.id, "cancelled", "Taken out of the plan");
  await db.action.update({ where: { personId_id: { personId, id: row.id } }, data: { status: "cancelled" } });
}

async function keepEvent(db: Db, { viewer, personId, at }: Author, actionId: string, kind: string, note?: string) {
  const event = { personId, id: newId(at), actionId, kind, at, by: viewer.accountId, byName: viewer.name, note };
  await db.actionEvent.create({ data: event });
}

/**
 * Rows of `action` show to everybody who has business with the person, so the words of a restricted one stay in the
 * plan. Made again whenever the plan or its restrictions change; a row whose restriction was lifted has its words back.
 */
export async function coverActions(
  db: Db,
  personId: string,
  plan: PlanDocument,
  restrictions: readonly Restriction[],
  at: Date,
): Promise<void> {
  const withheld = withheldFrom(undefined, restrictions, markedIn(plan));
  const rows = await db.action.findMany({
    where: { personId, origin: "plan", planItemId: { not: null } },
    select: { id: true, planItemId: true, what: true },
    // Rows are locked in this order everywhere.
    orderBy: { id: "asc" },
  });
  const worded = new Map<string, string>();
  for (const { id, planItemId, what } of rows) {
    const item = plan.sections.actions.items.find((one) => one.id === planItemId);
    const kind = withheld.get(`actions/${planItemId}`) ?? withheld.get("actions");
    const isCovered = coverOf(what) !== undefined;
    // Words of an item that left the plan are not known any more: what was covered then stays so.
    const words = kind ? COVERED[kind] : isCovered && item ? item.what! : what;
    if (words !== what) await db.action.update({ where: { personId_id: { personId, id } }, data: { what: words } });
    if (words !== what || kind) worded.set(id, words);
  }
  if (worded.size) await coverTasks(db, personId, worded, at);
}

/**
 * Tasks that were raised while the words could be read follow their action (`worded`: its id and words now), those that
 * ended too. What asks about a hidden one ends: nobody of that work list may learn of it, and its maker and owner see it
 * late, or back, in their own lists. When that is lifted, those tasks stay ended.
 */
async function coverTasks(db: Db, personId: string, worded: ReadonlyMap<string, string>, at: Date): Promise<void> {
  const where = { personId, kind: { in: ["action_overdue", "action_declined"] } };
  const tasks = await db.task.findMany({ where, select: { id: true, kind: true, cause: true, headline: true } });
  if (!tasks.length) return;
  const events = await db.actionEvent.findMany({
    where: { personId, actionId: { in: [...worded.keys()] }, kind: { in: ["declined", "bounced"] } },
    select: { id: true, actionId: true },
  });
  const cameBack = new Map(events.map((event) => [event.id, event.actionId]));
  for (const { id, kind, cause, headline } of tasks) {
    const words = worded.get((kind === "action_overdue" ? cause.slice(0, 36) : cameBack.get(cause)) ?? "");
    if (!words) continue;
    const again = headlineAgain(headline, words);
    if (again !== headline) await db.task.updateMany({ where: { personId, id }, data: { headline: again } });
    if (coverOf(words) === "hidden")
      await db.task.updateMany({
        where: { personId, id, doneAt: null },
        data: { doneAt: at, doneByName: "Confer", outcome: "overtaken" },
      });
  }
}
