/** Follow-ups that cannot wait for the practice: asked of a desk that is awake, accepted by name, late ones escalated. */
import type { OpeningHours } from "../domain/contact";
import { type Desk, NEVER_CLOSES, nextDesk } from "../domain/follow-up";
import type { StaffViewer, SystemViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { namesOf } from "./names.server";
import { openRelationship } from "./relationships.server";
import { readSetting } from "./settings.server";
import { raiseTask } from "./tasks.server";

type NewFollowUp = {
  personId: string;
  contactId: string;
  organisationId: string;
  headline: string;
  /** Who took it on the phone; null while nobody has. */
  acceptedBy: string | null;
};

/** Asks the desk, gives it the reason to see the person, and sets the clock that escalates. */
export async function openFollowUp(db: Db, viewer: StaffViewer, followUp: NewFollowUp): Promise<void> {
  const { personId, contactId, organisationId, headline, acceptedBy } = followUp;
  const at = viewer.requestedAt;
  const minutes = await readSetting(db, "follow-up.accept-minutes");
  const dueAt = new Date(at.getTime() + minutes.value * 60_000);
  await raiseTask(db, { personId, kind: "follow_up_contact", cause: contactId, organisationId, headline, at, dueAt });
  // A plain insert: row-level security would hide another holder's row from "on conflict".
  await db.$executeRaw`insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at, ends_at)
    values (${personId}::uuid, 'organisation', ${organisationId}::uuid, 'referral', ${contactId}, ${at}, ${daysAfter(at, DAYS_OPEN)})`;
  if (acceptedBy) return;
  await escalateAt(db, { personId, contactId }, dueAt);
}

async function escalateAt(db: Db, { personId, contactId }: OfContact, at: Date): Promise<void> {
  await db.$executeRaw`select graphile_worker.add_job('escalate_follow_up', json_build_object('personId', ${personId}::text,
    'contactId', ${contactId}::text), run_at => ${at}, job_key => ${`follow-up:${contactId}`})`;
}

/** How long a desk that was asked may see the person, and how long others are asked. */
const DAYS_OPEN = 3;

const daysAfter = (at: Date, days: number) => new Date(at.getTime() + days * 86_400_000);

const waits = (viewer: StaffViewer) => ({
  organisationId: viewer.organisationId,
  kind: "follow_up_contact",
  doneAt: null,
});

/** What waits for the viewer's organisation, the longest waiting first. */
export function waitingFollowUps(viewer: StaffViewer) {
  const asOrganisation = { ...viewer, holders: [viewer.accountId, viewer.organisationId] };
  return asViewer(asOrganisation, "read", async (db) => {
    const tasks = await db.task.findMany({
      where: waits(viewer),
      select: { id: true, personId: true, cause: true, headline: true, dueAt: true, openedByName: true },
      orderBy: { createdAt: "asc" },
      take: 20,
    });
    const shown = tasks.map(({ personId }) => personId);
    const names = await namesOf(db, asOrganisation, shown);
    if (shown.length) await recordAccess(db, viewer, { did: "list follow-ups", shown });
    const onThePhone = await acceptedOnThePhone(db, tasks);
    return tasks.map(({ cause, ...task }) => ({
      ...task,
      name: names.get(task.personId)?.name ?? "Name not shown",
      mine: task.openedByName === viewer.name,
      onThePhone: onThePhone.get(cause) ?? null,
    }));
  });
}

/** Contact → who took it on the phone, while nobody has accepted it here. */
async function acceptedOnThePhone(db: Db, tasks: readonly { personId: string; cause: string }[]) {
  const contacts = await db.contact.findMany({
    where: { personId: { in: tasks.map(({ personId }) => personId) }, acceptedBy: { not: null } },
    select: { id: true, acceptedBy: true },
  });
  return new Map(contacts.map(({ id, acceptedBy }) => [id, acceptedBy!]));
}

/** The first to accept takes it: named on the receipt, with an open contact of their own. False: taken or gone. */
export function acceptFollowUp(viewer: StaffViewer, { taskId, key }: { taskId: string; key: string }) {
  const asOrganisation = { ...viewer, holders: [viewer.accountId, viewer.organisationId] };
  return asViewer(asOrganisation, "command", (db) =>
    onceOnly(db, viewer, "accept follow-up", key, async () => {
      const task = await db.task.findFirst({
        where: { ...waits(viewer), id: taskId, openedAt: null },
        select: { personId: true, cause: true },
      });
      if (!task || task.personId === viewer.ownPersonId) return { ok: false } as const;
      const { personId } = task;
      const at = viewer.requestedAt;
      const from = task.cause.slice(0, 36);
      // One after the other, also of two desks that were both asked.
      await db.$executeRaw`select from task where person_id = ${personId}::uuid and kind = 'follow_up_contact'
        and starts_with(cause, ${from}) order by id for update`;
      if ((await tasksOf(db, personId, from)).some(isTaken)) return { ok: false } as const;
      await db.task.updateMany({
        where: { personId, id: taskId },
        data: { openedAt: at, openedByName: viewer.name },
      });
      const by = { doneAt: at, doneBy: viewer.accountId, doneByName: viewer.name };
      await db.task.updateMany({
        where: { personId, kind: "follow_up_contact", cause: { startsWith: from }, id: { not: taskId } },
        data: { ...by, outcome: "accepted_elsewhere" },
      });
      await db.contact.updateMany({ where: { personId, id: from }, data: { acceptedBy: viewer.name } });
      await openHandedOver(db, viewer, personId);
      await recordAccess(db, viewer, { did: "accept follow-up", personId });
      return { ok: true, personId } as const;
    }),
  );
}

/** The accepter's own contact: matched by whoever handed over, who had checked the identifiers. */
async function openHandedOver(db: Db, viewer: StaffViewer, personId: string) {
  const at = viewer.requestedAt;
  const id = newId(at);
  const plan = await db.plan.findUnique({ where: { personId }, select: { currentVersion: true } });
  await openRelationship(db, {
    ...{ personId, holderKind: "account", holderId: viewer.accountId, source: "contact", sourceId: id, from: at },
  });
  await db.contact.create({
    data: {
      personId,
      id,
      service: viewer.organisationKind === "nhs111" ? "nhs111" : "out_of_hours",
      organisationId: viewer.organisationId,
      openedBy: viewer.accountId,
      openedByName: viewer.name,
      openedAt: at,
      matchedBy: "handed over",
      identifiersChecked: true,
      planVersion: plan?.currentVersion || null,
    },
  });
}

/** Recording the accepter's contact is the follow-up done. */
export async function finishOwnFollowUps(db: Db, viewer: StaffViewer, personId: string): Promise<void> {
  await db.task.updateMany({
    where: { ...waits(viewer), personId, openedByName: viewer.name },
    data: { doneAt: viewer.requestedAt, doneBy: viewer.accountId, doneByName: viewer.name, outcome: "followed_up" },
  });
}

type OfContact = { personId: string; contactId: string };

/**
 * When the time to accept has passed and nobody has: the next desk that is awake is asked as well, and gets as long.
 * The earlier tasks stay open. True when somebody was asked; when nobody else is awake, it is tried again later.
 */
export function escalateFollowUp(viewer: SystemViewer, { personId, contactId }: OfContact) {
  return asViewer(viewer, "command", async (db) => {
    const at = viewer.requestedAt;
    const tasks = await tasksOf(db, personId, contactId);
    const contact = await db.contact.findUnique({ where: { personId_id: { personId, id: contactId } } });
    const last = tasks.at(-1);
    if (!last || !contact || contact.acceptedBy || tasks.some(isTaken)) return false;
    // A job that runs twice finds the desk that it asked still within its time.
    if (last.dueAt && last.dueAt > at) return false;
    const minutes = await readSetting(db, "follow-up.accept-minutes");
    const dueAt = new Date(at.getTime() + minutes.value * 60_000);
    if (at < daysAfter(contact.openedAt, DAYS_OPEN)) await escalateAt(db, { personId, contactId }, dueAt);
    const next = await findNextDesk(db, { personId, askedBy: contact.organisationId, tasks, at });
    if (!next) return false;
    await raiseTask(db, {
      ...{ personId, kind: "follow_up_contact", organisationId: next.id, at, dueAt },
      cause: `${contactId}:not accepted${tasks.length > 1 ? ` ${tasks.length}` : ""}`,
      headline: `NOT ACCEPTED in time by ${namesInWords(tasks)}. ${tasks[0]!.headline}`,
    });
    await openRelationship(db, {
      ...{ personId, holderKind: "organisation", holderId: next.id, source: "referral", sourceId: contactId, from: at },
      until: daysAfter(at, DAYS_OPEN),
    });
    await recordAccess(db, viewer, { did: "escalate follow-up", personId });
    return true;
  });
}

const namesInWords = (tasks: readonly { organisation: { name: string } }[]) =>
  tasks.map(({ organisation }) => organisation.name).join(" or ");

const isTaken = ({ openedAt, doneAt }: { openedAt: Date | null; doneAt: Date | null }) => Boolean(openedAt ?? doneAt);

/** All that was asked because of one contact, the first first. */
const tasksOf = (db: Db, personId: string, contactId: string) =>
  db.task.findMany({
    where: { personId, kind: "follow_up_contact", cause: { startsWith: contactId } },
    select: {
      id: true,
      organisationId: true,
      headline: true,
      dueAt: true,
      openedAt: true,
      doneAt: true,
      organisation: { select: { name: true } },
    },
    orderBy: { createdAt: "asc" },
  });

type Asked = { personId: string; askedBy: string; tasks: readonly { organisationId: string }[]; at: Date };

async function findNextDesk(db: Db, { personId, askedBy, tasks, at }: Asked): Promise<Desk | undefined> {
  const person = await db.person.findUnique({ where: { id: personId }, select: { practiceId: true } });
  const known = [askedBy, person?.practiceId].filter((id): id is string => Boolean(id));
  const rows = await db.organisation.findMany({
    where: { OR: [{ id: { in: known } }, { kind: { in: [...NEVER_CLOSES] } }] },
    select: { id: true, name: true, kind: true, hours: true },
  });
  const desks = rows.map(({ hours, ...desk }) => ({ ...desk, hours: hours as OpeningHours | null }));
  return nextDesk(desks, { asked: tasks.map(({ organisationId }) => organisationId), askedBy, at });
}

/** What the receipt promises: who is asked when nobody accepts in time; null when nobody else is awake then. */
export function whoIsAskedNext(viewer: StaffViewer, personId: string): Promise<string | null> {
  return asViewer({ ...viewer, holders: [viewer.accountId, viewer.organisationId] }, "read", async (db) => {
    const contact = await db.contact.findFirst({
      where: { personId, openedBy: viewer.accountId, closedAt: { not: null } },
      orderBy: { openedAt: "desc" },
      select: { id: true, organisationId: true },
    });
    const tasks = contact ? await tasksOf(db, personId, contact.id) : [];
    const at = tasks.at(-1)?.dueAt;
    if (!contact || !at) return null;
    await recordAccess(db, viewer, { did: "read receipt", personId });
    return (await findNextDesk(db, { personId, askedBy: contact.organisationId, tasks, at }))?.name ?? null;
  });
}
