/** Nominations: a member's word that a person whom the member looks after should be discussed, whatever scores say. */
import { ageOn } from "../domain/calendar";
import { londonDate } from "../domain/dates";
import { isTooYoung, tooYoungInWords } from "../domain/mdg-candidate";
import { calendarDateOf } from "../domain/person";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { proposalSettings } from "./mdg-lists.server";
import { type Done, inForce, refused, runsGroup } from "./mdgs.server";
import { peopleToRefer } from "./referrals.server";

export type OpenNomination = {
  id: string;
  personId: string;
  mdgId: string;
  reason: string;
  byName: string;
  at: Date;
  mine: boolean;
};

/**
 * Not withdrawn, and not discussed since. Row-level security leaves those whom the viewer stands in a relationship with.
 * Oldest first.
 */
export async function openNominations(
  db: Db,
  viewer: StaffViewer,
  where: { mdgId: { in: string[] }; personId?: string },
): Promise<OpenNomination[]> {
  const rows = await db.nomination.findMany({ where: { ...where, withdrawnAt: null }, orderBy: { at: "asc" } });
  const discussed = await db.mdgCase.findMany({
    where: {
      personId: { in: rows.map(({ personId }) => personId) },
      status: "closed",
      meeting: { mdgId: where.mdgId },
    },
    select: { personId: true, closedAt: true, meeting: { select: { mdgId: true } } },
  });
  const answered = (row: { personId: string; mdgId: string; at: Date }) =>
    discussed.some(
      ({ personId, closedAt, meeting }) =>
        personId === row.personId && meeting.mdgId === row.mdgId && closedAt !== null && closedAt > row.at,
    );
  return rows
    .filter((row) => row.personId !== viewer.ownPersonId && !answered(row))
    .map(({ id, personId, mdgId, reason, byName, at, accountId }) => ({
      ...{ id, personId, mdgId, reason, byName, at },
      mine: accountId === viewer.accountId,
    }));
}

/** The viewer's groups and who nominated this person to them; undefined when the person is not the viewer's business. */
export function prepareNomination(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    const [person] = (isUuid(personId) && (await peopleToRefer(db, viewer, [personId]))) || [];
    if (!person) return notTheirs(db, viewer, "prepare nomination");
    const groups = await db.mdg.findMany({
      where: { members: { some: { accountId: viewer.accountId, ...inForce(viewer.requestedAt) } } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    });
    await recordAccess(db, viewer, { did: "prepare nomination", personId });
    const nominations = await openNominations(db, viewer, { mdgId: { in: groups.map(({ id }) => id) }, personId });
    return { groups, nominations, refusal: await whyNotNominated(db, viewer, person) };
  });
}

type ToNominate = NonNullable<Awaited<ReturnType<typeof peopleToRefer>>>[number];

/** Why nobody can nominate this person to any group; said before the form is filled. */
async function whyNotNominated(db: Db, viewer: StaffViewer, { id, deceased, restriction }: ToNominate) {
  if (deceased) return "This person is recorded as having died: nobody can put them forward";
  if (restriction) return "Sharing beyond the practice is restricted for this person: nobody can put them forward";
  const { bornOn } = await db.person.findUniqueOrThrow({ where: { id }, select: { bornOn: true } });
  const settings = await proposalSettings(db);
  const age = ageOn(calendarDateOf(bornOn), londonDate(viewer.requestedAt));
  return isTooYoung(age, settings)
    ? `This person is ${tooYoungInWords(settings)}: nobody can put them forward`
    : undefined;
}

export type Nominate = { personId: string; mdgId: string; reason: string; key: string };

/** Undefined when the person or the group is not the viewer's business. */
export function nominate(viewer: StaffViewer, { personId, mdgId, reason, key }: Nominate): Promise<Done | undefined> {
  return asViewer(viewer, "command", async (db) => {
    const [person] = (isUuid(personId) && (await peopleToRefer(db, viewer, [personId]))) || [];
    if (!person) return notTheirs(db, viewer, "nominate");
    if (!viewer.holders.includes(mdgId)) return refused("mdgId", "Choose one of your groups");
    return onceOnly(db, viewer, "nominate", key, async () => {
      if (!reason.trim()) return refused("reason", "Say why this person should be discussed");
      const refusal = await whyNotNominated(db, viewer, person);
      if (refusal) return refused("reason", refusal);
      const open = await openNominations(db, viewer, { mdgId: { in: [mdgId] }, personId });
      if (open.some(({ mine }) => mine))
        return refused("reason", "You have nominated this person to this group already: withdraw that one first");
      await db.nomination.create({
        data: {
          ...{ personId, mdgId, id: newId(viewer.requestedAt), reason: reason.trim() },
          ...{ accountId: viewer.accountId, byName: viewer.name, at: viewer.requestedAt },
        },
      });
      await recordAccess(db, viewer, { did: "nominate", personId });
      return { ok: true } as const;
    });
  });
}

/** By whoever nominated, or whoever runs the group. Undefined when it is neither's. */
export function withdrawNomination(
  viewer: StaffViewer,
  { personId, id }: { personId: string; id: string },
): Promise<Done | undefined> {
  return asViewer(viewer, "command", async (db) => {
    const known = isUuid(personId) && isUuid(id);
    const found = known ? await db.nomination.findUnique({ where: { personId_id: { personId, id } } }) : null;
    const may = found && (found.accountId === viewer.accountId || (await runsGroup(db, viewer, found.mdgId)));
    if (!found || !may) return notTheirs(db, viewer, "withdraw nomination");
    if (found.withdrawnAt) return { ok: true } as const;
    await db.nomination.update({
      where: { personId_id: { personId, id } },
      data: { withdrawnAt: viewer.requestedAt },
    });
    await recordAccess(db, viewer, { did: "withdraw nomination", personId });
    return { ok: true } as const;
  });
}
