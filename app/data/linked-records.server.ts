/**
 * One person, however many records: a merge is a link (`person.merged_into`), and no row is ever re-keyed. What is known
 * of the person lies under all of them, and so may a plan.
 */
import type { CalendarDate } from "../domain/calendar";
import type { StaffViewer } from "../domain/viewer";
import { asSystemWithin, type Db } from "./database.server";
import { reachesPlan } from "./plan-scope.server";

/** Every record that merges link with this one, in either direction and over any number of steps; this one first. */
export async function linkedRecords(db: Db, personId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select id from confer_linked_records(array[${personId}::uuid]) id order by id <> ${personId}::uuid, id`;
  return rows.map(({ id }) => id);
}

/** The row that a chain of merges ends in, as far as `rows` hold it; of a circle, the one that was asked for. */
export function remainingOf<Row extends { id: string; mergedInto: string | null }>(
  rows: readonly Row[],
  personId: string,
): Row {
  const asked = rows.find(({ id }) => id === personId);
  if (!asked) throw new Error(`There is no person ${personId}.`);
  let row = asked;
  for (let steps = 0; row.mergedInto; steps++) {
    const next = rows.find(({ id }) => id === row.mergedInto);
    if (!next || steps > rows.length) return asked;
    row = next;
  }
  return row;
}

/**
 * Whether and when the person died, of all their records, by the one rule that the page of crews follows too: the day
 * that the remaining record gives, else the earliest. Whoever asks: a death under a record out of reach is no secret of
 * that record. `diedOn` is undefined where no day is known, also of somebody who died.
 */
export const deathOf = (
  db: Db,
  records: readonly string[],
): Promise<{ diedOn: CalendarDate | undefined; deceased: boolean }> =>
  asSystemWithin(db, "maintenance", async () => {
    const [row] = await db.$queryRaw<[{ diedOn: string | null; deceased: boolean | null }]>`
      select to_char(died_on, 'YYYY-MM-DD') as "diedOn", deceased from confer_death_of(${[...records]}::uuid[])`;
    return { diedOn: row.diedOn ?? undefined, deceased: row.deceased ?? false };
  });

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
