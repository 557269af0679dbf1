/** Contacts that a crew opened and never recorded: the clock closes them, and the practice is told (hazard 6). */
import { NOT_RECORDED, unrecordedHeadline } from "../domain/contact";
import type { SystemViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { postNews } from "./commands.server";
import { hasPlan, planOwner } from "./contacts.server";
import { asViewer, type Db } from "./database.server";
import { readSetting } from "./settings.server";
import { raiseTask } from "./tasks.server";

type Open = { personId: string; id: string; organisationId: string; openedAt: Date };

/**
 * Closes contacts that have been open for longer than the setting says: as not recorded, with the end of the crew's
 * relationship and a review for the practice, one transaction each. Returns how many; a second run finds none.
 */
export async function closeUnrecordedContacts(viewer: SystemViewer, most = 500): Promise<number> {
  const late = await asViewer(viewer, "read", async (db) => {
    const hours = await readSetting(db, "contact.open-after-hours");
    return db.contact.findMany({
      where: { closedAt: null, openedAt: { lt: new Date(viewer.requestedAt.getTime() - hours.value * 3_600_000) } },
      select: { personId: true, id: true, organisationId: true, openedAt: true },
      orderBy: { openedAt: "asc" },
      take: most,
    });
  });
  let closed = 0;
  for (const contact of late) if (await asViewer(viewer, "command", (db) => close(db, viewer, contact))) closed++;
  return closed;
}

/** False when the crew recorded it after all, a moment ago. */
async function close(db: Db, viewer: SystemViewer, { personId, id, organisationId, openedAt }: Open): Promise<boolean> {
  const at = viewer.requestedAt;
  const { count } = await db.contact.updateMany({
    where: { personId, id, closedAt: null },
    data: { closedAt: at, outcome: NOT_RECORDED },
  });
  if (count === 0) return false;
  await db.relationship.updateMany({
    where: { source: "contact", sourceId: id, OR: [{ endsAt: null }, { endsAt: { gt: at } }] },
    data: { endsAt: at },
  });
  const person = await db.person.findUniqueOrThrow({ where: { id: personId }, select: { practiceId: true } });
  const crew = await db.organisation.findUniqueOrThrow({ where: { id: organisationId }, select: { name: true } });
  const reviewer = person.practiceId ?? (await planOwner(db, personId)) ?? organisationId;
  const days = await readSetting(db, "contact.review-within-days");
  await raiseTask(db, {
    personId,
    kind: "review_plan_after_contact",
    cause: id,
    organisationId: reviewer,
    headline: unrecordedHeadline({ organisation: crew.name, openedAt, hadPlan: await hasPlan(db, personId) }),
    at,
    dueAt: new Date(at.getTime() + days.value * 86_400_000),
  });
  await postNews(db, "contact not recorded", { personId, contactId: id, organisationId: reviewer }, at);
  await recordAccess(db, viewer, { did: "close unrecorded contact", personId, detail: { contact: id } });
  return true;
}
