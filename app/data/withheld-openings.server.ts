/**
 * Withholding from the person that one organisation opened the record on one day, for serious harm or for somebody
 * else's sake (safety rule 13). Whoever reviews access stands in no relationship: the functions of the database ask
 * for the permission themselves, and answer no clinical content.
 */
import type { CalendarDate } from "../domain/calendar";
import type { OpeningToReview, WithheldOpening } from "../domain/openings";
import { ROLES } from "../domain/permissions";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer } from "./database.server";
import { newId } from "./identity.server";

/** Of one person, newest day first; `older`: what to ask the next page before, when there is one. */
export type OpeningsFound = { personId: string; openings: OpeningToReview[]; older: CalendarDate | undefined };

/**
 * By the ten digits of the NHS number, of all records that merges link. `page`: the days before one, whole days until
 * there are `most` openings; without it all of them. Undefined: nobody has the number, or it is the viewer's own.
 */
export function findOpeningsOf(
  viewer: StaffViewer,
  nhsNumber: string,
  since: Date,
  page?: { before?: CalendarDate; most: number },
): Promise<OpeningsFound | undefined> {
  return asViewer(viewer, "read", async (db) => {
    const [row] = await db.$queryRaw<
      [{ person: string | null }]
    >`select confer_person_to_review(${nhsNumber}) as person`;
    if (!row.person) {
      await recordAccess(db, viewer, { did: "look up opening of record", outcome: "refused" });
      return undefined;
    }
    const personId = row.person;
    const rows = await db.$queryRaw<(OpeningToReview & { total: number })[]>`
      select to_char(day, 'YYYY-MM-DD') as day, organisation_id as "organisationId", organisation, role, did, withheld, total
      from confer_openings_to_review(${personId}::uuid, ${since}, ${page?.before ?? null}::date, ${page?.most ?? null}::int)`;
    await recordAccess(db, viewer, { personId, did: "look up opening of record" });
    const openings = rows.map(({ total: _, ...opening }) => opening);
    const isCut = rows.length > 0 && rows[0]!.total > rows.length;
    return { personId, openings, older: isCut ? openings.at(-1)!.day : undefined };
  });
}

export type Withhold = {
  personId: string;
  day: CalendarDate;
  organisationId: string | null;
  role: string;
  reason: string;
  reviewOn: CalendarDate;
  key: string;
  at: Date;
};

/** False: nothing was opened so, it is withheld already, or it is not the viewer's to withhold. */
export function withholdOpening(viewer: StaffViewer, withhold: Withhold): Promise<{ ok: boolean }> {
  const { personId, day, organisationId, role, reason, reviewOn, key, at } = withhold;
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "withhold opening", key, async () => {
      const id = newId(at);
      const [{ done }] = await db.$queryRaw<[{ done: boolean }]>`
        select confer_withhold_opening(${id}::uuid, ${personId}::uuid, ${day}::date, ${organisationId}::uuid, ${role},
          ${reason}, ${viewer.name}, ${ROLES[viewer.role].label}, ${at}, ${reviewOn}::date) as done`;
      const outcome = done ? "allowed" : "refused";
      const detail = { withheld: id, day, role, reviewOn };
      await recordAccess(db, viewer, { personId, did: "withhold opening of record", outcome, detail });
      return { ok: done };
    }),
  );
}

/** Told to the person again from now on. False: it ended already, or it is not the viewer's. */
export function tellOpeningAgain(
  viewer: StaffViewer,
  { id, because, key, at }: { id: string; because: string; key: string; at: Date },
): Promise<{ ok: boolean }> {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "tell opening again", key, async () => {
      const [{ person }] = await db.$queryRaw<[{ person: string | null }]>`
        select confer_end_withholding(${id}::uuid, ${at}, ${viewer.name}, ${because}) as person`;
      const outcome = person ? "allowed" : "refused";
      const of = person ? { personId: person } : {};
      await recordAccess(db, viewer, { ...of, did: "tell opening of record again", outcome, detail: { withheld: id } });
      return { ok: person !== null };
    }),
  );
}

/** Somebody looked again, and it stays withheld until another day. False: it ended already, or is not the viewer's. */
export function keepWithheld(
  viewer: StaffViewer,
  { id, reason, reviewOn, key, at }: { id: string; reason: string; reviewOn: CalendarDate; key: string; at: Date },
): Promise<{ ok: boolean }> {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "keep opening withheld", key, async () => {
      const next = newId(at);
      const [{ person }] = await db.$queryRaw<[{ person: string | null }]>`
        select confer_keep_withheld(${id}::uuid, ${next}::uuid, ${reason}, ${viewer.name}, ${ROLES[viewer.role].label},
          ${at}, ${reviewOn}::date) as person`;
      const outcome = person ? "allowed" : "refused";
      const detail = { withheld: next, before: id, reviewOn };
      const of = person ? { personId: person } : {};
      await recordAccess(db, viewer, { ...of, did: "review withheld opening of record", outcome, detail });
      return { ok: person !== null };
    }),
  );
}

/** All of them, those that stand first and of these the one whose review is due first. */
export function findWithheldOpenings(viewer: StaffViewer): Promise<WithheldOpening[]> {
  return asViewer(viewer, "read", async (db) => {
    await recordAccess(db, viewer, { did: "list withheld openings" });
    return db.$queryRaw<WithheldOpening[]>`
      select id, nhs_number as "nhsNumber", to_char(day, 'YYYY-MM-DD') as day, organisation, role, reason,
        by_name as "byName", by_role as "byRole", at, to_char(review_on, 'YYYY-MM-DD') as "reviewOn", ended_at as "endedAt",
        ended_by_name as "endedByName", ending from confer_withheld_openings()`;
  });
}
