/** One place for actions of plans and meetings: mine, my team's, those that I made, and all of one person. */
import { ACTIONS_A_PAGE, type ActionFilter, WHOSE, type Whose } from "../domain/action-filter";
import { londonDate } from "../domain/dates";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { hiddenRead, known, knownOf, listActions } from "./action-lists.server";
import { asViewer, type Db } from "./database.server";
import { namesOf } from "./names.server";

/** `counts`: open ones, by whose. Undefined for a person who is not the viewer's. */
export function findActions(viewer: StaffViewer, filter: ActionFilter) {
  return asViewer(viewer, "read", async (db) => {
    const person = filter.person ? await findPerson(db, viewer, filter.person) : null;
    if (person === undefined) {
      await recordAccess(db, viewer, { did: "list actions", outcome: "refused" });
      return undefined;
    }
    const where = {
      AND: [person ? { personId: person.id } : whoseWhere(viewer, filter.whose), stateWhere(viewer, filter)],
    };
    const total = await db.action.count({ where: await known(db, viewer, where) });
    const last = Math.max(Math.ceil(total / ACTIONS_A_PAGE), 1);
    const page = Math.min(filter.page, last);
    const actions = await listActions(db, viewer, where, ACTIONS_A_PAGE, (page - 1) * ACTIONS_A_PAGE);
    const shown = [...new Set(actions.flatMap((one) => (one.person ? [one.personId] : [])))];
    await recordAccess(db, viewer, { did: "list actions", shown });
    const asked = await countAsked(db, viewer);
    return { actions, total, page, last, person, asked, counts: await countOpen(db, viewer) };
  });
}

async function findPerson(db: Db, viewer: StaffViewer, personId: string) {
  return isUuid(personId) ? (await namesOf(db, viewer, [personId])).get(personId) : undefined;
}

function whoseWhere(viewer: StaffViewer, whose: Whose): object {
  switch (whose) {
    case "mine":
      return { ownerAccountId: viewer.accountId };
    case "team":
      return { ownerOrganisationId: viewer.organisationId };
    case "made":
      return { createdBy: viewer.accountId };
    case "group":
      return { mdgId: { in: [...viewer.holders] } };
  }
}

function stateWhere(viewer: StaffViewer, { state, origin }: ActionFilter): object {
  const today = new Date(`${londonDate(viewer.requestedAt)}T00:00:00Z`);
  const states = {
    open: OPEN,
    late: { ...OPEN, dueOn: { lt: today } },
    ended: { status: { in: ["done", "cancelled"] } },
  };
  return { AND: [states[state], fromWhere(origin)] };
}
/** An action whose plan was withdrawn does not count as the plan's any more. */
function fromWhere(origin: ActionFilter["origin"]): object {
  if (origin === "withdrawn") return LEFT;
  return origin === "plan" ? { origin, planWithdrawnAt: null } : origin ? { origin } : {};
}
const LEFT = { origin: "plan", planWithdrawnAt: { not: null } };

const OPEN = { status: { in: ["offered", "accepted", "declined"] } };

/** Open ones of the viewer's team whose plan was withdrawn, and nobody has said yet whether they still hold. */
async function countAsked(db: Db, viewer: StaffViewer): Promise<number> {
  const where = { AND: [whoseWhere(viewer, "team"), OPEN, LEFT, { keptAt: null }] };
  return db.action.count({ where: await known(db, viewer, where) });
}

/** Of each group how many are open, and how many of these are late. */
async function countOpen(db: Db, viewer: StaffViewer): Promise<Record<Whose, { open: number; late: number }>> {
  const today = new Date(`${londonDate(viewer.requestedAt)}T00:00:00Z`);
  const all = (Object.keys(WHOSE) as Whose[]).map((whose) => whoseWhere(viewer, whose));
  const read = await hiddenRead(db, viewer, { OR: all, ...OPEN });
  const count = (where: object) => db.action.count({ where: knownOf(viewer, where, read) });
  const counts: [string, { open: number; late: number }][] = [];
  for (const whose of Object.keys(WHOSE) as Whose[]) {
    const of = { ...whoseWhere(viewer, whose), ...OPEN };
    const open = await count(of);
    counts.push([whose, { open, late: open ? await count({ ...of, dueOn: { lt: today } }) : 0 }]);
  }
  return Object.fromEntries(counts) as Record<Whose, { open: number; late: number }>;
}
