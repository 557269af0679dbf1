/** Actions that nobody does: their owner is reminded, and in the end whoever made them is asked (hazard 10). */
import {
  ACTION_SETTINGS,
  type ActionStatus,
  type ChaseDays,
  chaseOf,
  coverOf,
  notDoneBy,
  type Owner,
} from "../domain/action";
import { londonDate } from "../domain/dates";
import { calendarDateOf } from "../domain/person";
import type { SystemViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { postNews } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { raiseTask } from "./tasks.server";

type Row = {
  personId: string;
  id: string;
  status: string;
  dueOn: Date;
  owner: Owner;
  maker: Owner;
  askedAt: Date;
  remindedAt: Date | null;
  escalatedAt: Date | null;
};

/** One transaction an action: what is due about it is done once, however often the job runs. Returns how many of each. */
export async function chaseActions(viewer: SystemViewer, at: Date): Promise<{ reminded: number; escalated: number }> {
  const { rows, days } = await asViewer(viewer, "read", async (db) => {
    const days = await daysInForce(db);
    return { days, rows: await findWaiting(db, at, days) };
  });
  const today = londonDate(at);
  let [reminded, escalated] = [0, 0];
  for (const row of rows) {
    const due = chaseOf(
      {
        status: row.status as ActionStatus,
        dueOn: calendarDateOf(row.dueOn)!,
        owner: row.owner,
        maker: row.maker,
        offeredOn: londonDate(row.askedAt),
        remindedOn: row.remindedAt ? londonDate(row.remindedAt) : undefined,
        escalatedOn: row.escalatedAt ? londonDate(row.escalatedAt) : undefined,
      },
      today,
      days,
    );
    if (due === "remind" && (await remind(viewer, row, at))) reminded++;
    if (due === "escalate" && (await escalate(viewer, row, at))) escalated++;
  }
  return { reminded, escalated };
}

async function daysInForce(db: Db): Promise<ChaseDays> {
  const rows = await db.setting.findMany({
    where: { name: { in: Object.keys(ACTION_SETTINGS) } },
    orderBy: { version: "asc" },
    select: { name: true, value: true },
  });
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  const days = (name: keyof typeof ACTION_SETTINGS) => {
    const value = values.get(name);
    return typeof value === "number" ? value : ACTION_SETTINGS[name].value;
  };
  return {
    remind: days("action.remind-days"),
    accept: days("action.accept-days"),
    escalate: days("action.escalate-days"),
  };
}

/**
 * Open actions that may be due. `askedAt`: when the owner or the date last changed; what was said before that was said
 * to somebody else, or of another day, and does not count.
 */
async function findWaiting(db: Db, at: Date, days: ChaseDays): Promise<Row[]> {
  const horizon = new Date(at.getTime() + days.remind * 86_400_000);
  const rows = await db.$queryRaw<(Omit<Row, "owner" | "maker"> & Record<string, string | null>)[]>`
    select a.person_id as "personId", a.id, a.status, a.due_on as "dueOn", e.asked as "askedAt",
      case when a.reminded_at >= e.asked then a.reminded_at end as "remindedAt",
      case when a.escalated_at >= e.asked then a.escalated_at end as "escalatedAt",
      a.owner_account_id as "ownerAccount", a.owner_organisation_id as "ownerOrganisation", a.owner_name as "ownerName",
      a.created_by as "maker", coalesce(a.created_by_organisation_id, a.owner_organisation_id) as "makerOrganisation",
      a.created_by_name as "makerName"
    from action a cross join lateral (
      select coalesce(max(v.at), a.created_at) as asked from action_event v
      where v.person_id = a.person_id and v.action_id = a.id
        and v.kind in ('created', 'offered', 'reassigned', 'carried_over', 'declined', 'bounced', 'reopened', 'changed')) e
    where a.status in ('offered', 'accepted', 'declined')
      and (a.due_on <= ${horizon}::date or (a.status = 'offered' and a.created_at <= ${at}))
    order by a.due_on limit 5000`;
  return rows.map((row) => ({
    ...row,
    owner: { accountId: row.ownerAccount!, organisationId: row.ownerOrganisation!, name: row.ownerName! },
    maker: { accountId: row.maker!, organisationId: row.makerOrganisation!, name: row.makerName! },
  })) as Row[];
}

/** False when another worker has just done it. */
const claim = (db: Db, { personId, id, status }: Row, column: "remindedAt" | "escalatedAt", before: Date, at: Date) =>
  db.action
    .updateMany({
      where: { personId, id, status, OR: [{ [column]: null }, { [column]: { lt: before } }] },
      data: { [column]: at },
    })
    .then(({ count }) => count === 1);

/** A notice to the owner's organisation: that an action waits, never which or about whom. */
function remind(viewer: SystemViewer, row: Row, at: Date): Promise<boolean> {
  return asViewer(viewer, "command", async (db) => {
    if (!(await claim(db, row, "remindedAt", row.askedAt, at))) return false;
    const { personId, id, owner } = row;
    const to = { organisationId: owner.organisationId, ...(owner.accountId && { accountId: owner.accountId }) };
    await postNews(db, "action reminder", { personId, actionId: id, ...to }, at);
    await recordAccess(db, viewer, { did: "remind of action", personId });
    return true;
  });
}

/**
 * A task for its maker's organisation, where it is another than the owner's: within one it stands late in everybody's
 * list already. None of a hidden one, whose existence nobody there may learn of: its maker and its owner see it late in
 * their own lists. A notice goes out in each case.
 */
function escalate(viewer: SystemViewer, row: Row, at: Date): Promise<boolean> {
  return asViewer(viewer, "command", async (db) => {
    if (!(await claim(db, row, "escalatedAt", row.askedAt, at))) return false;
    const { personId, id, owner, maker } = row;
    const dueOn = calendarDateOf(row.dueOn)!;
    const organisationId = maker.organisationId;
    // Read once the row is ours: it may have been hidden since this run began.
    const key = { personId_id: { personId, id } };
    const { what } = await db.action.findUniqueOrThrow({ where: key, select: { what: true } });
    if (coverOf(what) !== "hidden" && organisationId !== owner.organisationId)
      await raiseTask(db, {
        ...{ personId, kind: "action_overdue", organisationId, at, dueAt: at },
        cause: `${id}:${dueOn}`,
        headline: notDoneBy(owner.name, dueOn, what),
      });
    await postNews(db, "action overdue", { personId, actionId: id, organisationId }, at);
    await recordAccess(db, viewer, { did: "escalate action", personId });
    return true;
  });
}
