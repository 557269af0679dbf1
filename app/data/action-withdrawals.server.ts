/**
 * Actions of a plan that is withdrawn. They stay open with their owners, for a promise does not end because a paper
 * did: each is marked, its owner is asked whether it still holds, and until then it counts as no plan's (hazard 10).
 */
import type { PlanDocument } from "../domain/plan";
import type { StaffViewer } from "../domain/viewer";
import { addressOfOwner, postNews } from "./commands.server";
import type { Db } from "./database.server";
import { newId } from "./identity.server";
import { lastWithdrawal } from "./plan-scope.server";

const OPEN = ["offered", "accepted", "declined"];

/** Once for each withdrawal, as part of the command that withdrew. The notice carries ids and nothing else. */
export async function askWhatHolds(db: Db, personId: string): Promise<void> {
  const where = { personId, origin: "plan", planWithdrawnAt: null, status: { in: OPEN } };
  const actions = await db.action.findMany({
    where,
    select: { id: true, ownerAccountId: true, ownerOrganisationId: true },
    orderBy: { id: "asc" },
  });
  if (!actions.length) return;
  const event = await lastWithdrawal(db, personId);
  if (!event) return;
  const { at, by, byName } = event;
  await db.action.updateMany({
    where: { personId, id: { in: actions.map(({ id }) => id) } },
    data: { planWithdrawnAt: at, keptAt: null },
  });
  await db.actionEvent.createMany({
    data: actions.map(({ id }) => ({ personId, id: newId(at), actionId: id, kind: "plan_withdrawn", at, by, byName })),
  });
  for (const { id, ...row } of actions)
    await postNews(db, "action of withdrawn plan", { personId, actionId: id, ...addressOfOwner(row) }, at);
}

/**
 * The plan is published again: what stands in it is the plan's as before, and what was closed because the plan was
 * withdrawn is offered to its owner anew. What the new version leaves out stays marked.
 */
export async function takeUpAgain(db: Db, viewer: StaffViewer, personId: string, published: PlanDocument, at: Date) {
  const plan = await db.plan.findUnique({ where: { personId }, select: { status: true } });
  if (plan?.status !== "live") return;
  const items = published.sections.actions.items.map(({ id }) => id);
  const where = { personId, origin: "plan", planWithdrawnAt: { not: null }, planItemId: { in: items } };
  const left = await db.action.findMany({ where, orderBy: { id: "asc" } });
  for (const row of left) {
    const { id } = row;
    const isAsked = row.status === "cancelled" && (await endedAs(db, personId, id)) === "lapsed";
    await db.action.update({
      where: { personId_id: { personId, id } },
      data: { planWithdrawnAt: null, keptAt: null, ...(isAsked && { status: "offered" }) },
    });
    if (!isAsked) continue;
    const by = { by: viewer.accountId, byName: viewer.name, note: "The plan is published again" };
    await db.actionEvent.create({ data: { personId, id: newId(at), actionId: id, kind: "offered", at, ...by } });
    await postNews(db, "action offered", { personId, actionId: id, ...addressOfOwner(row) }, at);
  }
}

/** The step that ended it last. */
async function endedAs(db: Db, personId: string, actionId: string): Promise<string | undefined> {
  const where = { personId, actionId, kind: { in: ["done", "cancelled", "lapsed"] } };
  const event = await db.actionEvent.findFirst({ where, orderBy: [{ at: "desc" }, { id: "desc" }] });
  return event?.kind;
}
