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
import { addDays } from "../domain/calendar";
import { londonDate } from "../domain/dates";
import { calendarDateOf } from "../domain/person";
import type { SystemViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { addressOf, postNews } from "./commands.server";
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

/**
 * One transaction an action: what is due about it is done once, however often the job runs. Returns how many of each.
 * `batch`: how many are held in memory; all that are due are done in one run.
 */
export async function chaseActions(viewer: SystemViewer, at: Date, batch = 5000): Promise<Chased> {
  const days = await asViewer(viewer, "read", daysInForce);
  const all: Chased = { reminded: 0, escalated: 0 };
  for (;;) {
    const rows = await asViewer(viewer, "read", (db) => findDue(db, at, days, batch));
    const { reminded, escalated } = await chaseEach(viewer, rows, days, at);
    all.reminded += reminded;
    all.escalated += escalated;
    // What is done is due no more. Nothing done: another worker has them.
    if (rows.length < batch || reminded + escalated === 0) return all;
  }
}
type Chased = { reminded: number; escalated: number };

async function chaseEach(viewer: SystemViewer, rows: readonly Row[], days: ChaseDays, at: Date): Promise<Chased> {
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
 * Open actions about which something is due (chaseOf says what): one that was seen to is not among them, so that none
 * stands in the way of others. `askedAt`: when the owner or the date last changed; what was said before that was said to
 * somebody else, or of another day, and does not count.
 */
async function findDue(db: Db, at: Date, days: ChaseDays, most: number): Promise<Row[]> {
  const today = londonDate(at);
  const [soon, unanswered, late] = [days.remind, -days.accept, -days.escalate].map((n) => addDays(today, n));
  const rows = await db.$queryRaw<(Omit<Row, "owner" | "maker"> & Record<string, string | null>)[]>`
    select * from (select a.person_id as "personId", a.id, a.status, a.due_on as "dueOn", e.asked as "askedAt",
      case when a.reminded_at >= e.asked then a.reminded_at end as "remindedAt",
      case when a.escalated_at >= e.asked then a.escalated_at end as "escalatedAt",
      a.owner_account_id as "ownerAccount", a.owner_organisation_id as "ownerOrganisation", a.owner_name as "ownerName",
      a.created_by as "maker", coalesce(a.created_by_organisation_id, a.owner_organisation_id) as "makerOrganisation",
      a.created_by_name as "makerName"
    from action a cross join lateral (
      select coalesce(max(v.at), a.created_at) as asked from action_event v
      where v.person_id = a.person_id and v.action_id = a.id
        and v.kind in ('created', 'offered', 'reassigned', 'carried_over', 'declined', 'bounced', 'reopened', 'changed')) e
    where a.status in ('offered', 'accepted', 'declined')) open
    where ("escalatedAt" is null and "dueOn" <= ${late}::date)
      or ("remindedAt" is null and ("dueOn" <= ${soon}::date
        or (status = 'offered' and ("askedAt" at time zone 'Europe/London')::date <= ${unanswered}::date)))
    order by "dueOn", id limit ${most}`;
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
    await postNews(db, "action reminder", { personId, actionId: id, ...addressOf(owner) }, at);
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
    await postNews(db, "action overdue", { personId, actionId: id, ...addressOf(maker) }, at);
    await recordAccess(db, viewer, { did: "escalate action", personId });
    return true;
  });
}
