/** Follow-ups that cannot wait for the practice: asked of a desk that is awake, accepted by name, late ones escalated. */
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
    values (${personId}::uuid, 'organisation', ${organisationId}::uuid, 'referral', ${contactId}, ${at}, ${daysAfter(at, 3)})`;
  if (acceptedBy) return;
  await db.$executeRaw`select graphile_worker.add_job('escalate_follow_up', json_build_object('personId', ${personId}::text,
    'contactId', ${contactId}::text), run_at => ${dueAt}, job_key => ${`follow-up:${contactId}`})`;
}

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
      select: { id: true, personId: true, headline: true, dueAt: true, openedByName: true },
      orderBy: { createdAt: "asc" },
      take: 20,
    });
    const shown = tasks.map(({ personId }) => personId);
    const names = await namesOf(db, asOrganisation, shown);
    if (shown.length) await recordAccess(db, viewer, { did: "list follow-ups", shown });
    return tasks.map((task) => ({ ...task, name: names.get(task.personId)?.name ?? "Name not shown" }));
  });
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
      const { count } = await db.task.updateMany({
        where: { personId, id: taskId, openedAt: null },
        data: { openedAt: at, openedByName: viewer.name },
      });
      if (count === 0) return { ok: false } as const;
      const from = task.cause.slice(0, 36);
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

/**
 * When the time to accept has passed and nobody has: the desk of those who asked is told, or, when that is the one that
 * was asked, the practice. The first task stays open.
 */
export function escalateFollowUp(
  viewer: SystemViewer,
  { personId, contactId }: { personId: string; contactId: string },
) {
  return asViewer(viewer, "command", async (db) => {
    const task = await db.task.findFirst({
      where: { personId, kind: "follow_up_contact", cause: contactId, openedAt: null, doneAt: null },
      select: { organisationId: true, headline: true, organisation: { select: { name: true } } },
    });
    const contact = await db.contact.findUnique({ where: { personId_id: { personId, id: contactId } } });
    if (!task || !contact || contact.acceptedBy) return false;
    const person = await db.person.findUnique({ where: { id: personId }, select: { practiceId: true } });
    const next = contact.organisationId === task.organisationId ? person?.practiceId : contact.organisationId;
    await raiseTask(db, {
      ...{ personId, kind: "follow_up_contact", cause: `${contactId}:not accepted` },
      organisationId: next ?? task.organisationId,
      headline: `NOT ACCEPTED in time by ${task.organisation.name}. ${task.headline}`,
      at: viewer.requestedAt,
      dueAt: viewer.requestedAt,
    });
    await openRelationship(db, {
      ...{ personId, holderKind: "organisation", holderId: next ?? task.organisationId, source: "referral" },
      ...{
        sourceId: contactId,
        from: viewer.requestedAt,
        until: daysAfter(viewer.requestedAt, 3),
      },
    });
    await recordAccess(db, viewer, { did: "escalate follow-up", personId });
    return true;
  });
}
