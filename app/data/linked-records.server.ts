/**
 * One person, however many records: a merge is a link (`person.merged_into`), and no row is ever re-keyed. What is known
 * of the person lies under all of them, and so may a plan.
 */
import type { StaffViewer } from "../domain/viewer";
import { asSystemWithin, type Db } from "./database.server";
import { reachesPlan } from "./plan-scope.server";

/** Every record that merges link with this one, in either direction and over any number of steps; this one first. */
export async function linkedRecords(db: Db, personId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select id from confer_linked_records(array[${personId}::uuid]) id order by id <> ${personId}::uuid, id`;
  return rows.map(({ id }) => id);
}

export type OtherPlan = { personId: string; version: number; publishedAt: Date; byName: string };

/** Live plans under the other records of this person, whoever asks: for texts, and for what is shown by linkedPlansFor. */
export const otherLivePlans = (db: Db, personId: string): Promise<OtherPlan[]> =>
  asSystemWithin(
    db,
    "maintenance",
    () => db.$queryRaw<OtherPlan[]>`
      select p.person_id as "personId", p.current_version as version, v.published_at as "publishedAt",
        v.published_by_name as "byName"
      from plan p join plan_version v on v.person_id = p.person_id and v.version = p.current_version
      where p.status = 'live' and p.person_id <> ${personId}::uuid
        and p.person_id in (select * from confer_linked_records(array[${personId}::uuid]))
      order by p.person_id`,
  );

/** As a viewer is told of it: that it stands, and where and whose it is only when that record is open to them. */
export type LinkedPlan = { open: OtherPlan | null };

export async function linkedPlansFor(db: Db, viewer: StaffViewer, personId: string): Promise<LinkedPlan[]> {
  const told: LinkedPlan[] = [];
  for (const plan of await otherLivePlans(db, personId))
    told.push({ open: (await reachesPlan(db, viewer, plan.personId)) ? plan : null });
  return told;
}
