/**
 * NHS numbers of the test range for people who have none: for demonstrations, and marked by their source.
 * Refused wherever a number outside 999 exists (safety rule 22).
 */
import type pg from "pg";
import { NHS_NUMBER_SYSTEM, testNumbers } from "../domain/nhs-number";
import type { SystemViewer } from "../domain/viewer";
import { asSystemConnection } from "./database.server";
import { TEST_NUMBER_SOURCE } from "./imports-chunk.server";

/** As holdsRealNhsNumbers, behind the lock. */
async function anyOutside(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    `select exists (select 1 from identifier where system = $1 and value not like '999%')
       or exists (select 1 from person where nhs_number is not null and nhs_number not like '999%') as outside`,
    [NHS_NUMBER_SYSTEM],
  );
  return rows[0].outside;
}

export type Assigned = { ok: true; assigned: number; without: number } | { ok: false; reason: string };

/** In the order of the people's source ids, so that the same people in an empty database get the same numbers. */
export function assignTestNumbers(viewer: SystemViewer, source: string): Promise<Assigned> {
  return asSystemConnection(viewer, (client, inTransaction) =>
    inTransaction(async (): Promise<Assigned> => {
      // Nobody else assigns meanwhile, and no number outside 999 comes in unseen.
      await client.query("lock table identifier in share row exclusive mode");
      if (await anyOutside(client)) return { ok: false, reason: "NHS numbers outside the 999 test range exist" };
      const { rows: people } = await client.query<{ id: string }>(
        `select id from person p where source = $1 and nhs_number is null
           and not exists (select 1 from identifier i where i.person_id = p.id and i.system = $2) order by source_id`,
        [source, NHS_NUMBER_SYSTEM],
      );
      const { rows: used } = await client.query<{ value: string }>("select value from identifier where system = $1", [
        NHS_NUMBER_SYSTEM,
      ]);
      const taken = new Set(used.map(({ value }) => value));
      const numbers: string[] = [];
      for (const number of testNumbers()) {
        if (numbers.length === people.length) break;
        if (!taken.has(number)) numbers.push(number);
      }
      await give(
        client,
        people.slice(0, numbers.length).map(({ id }) => id),
        numbers,
      );
      return { ok: true, assigned: numbers.length, without: people.length - numbers.length };
    }),
  );
}

async function give(client: pg.ClientBase, people: string[], numbers: string[]): Promise<void> {
  await client.query(
    `with given as (select * from unnest($1::uuid[], $2::text[]) as g(person_id, value)),
     kept as (insert into identifier (system, value, person_id, verified, source)
       select $3, value, person_id, true, $4 from given)
     update person p set nhs_number = g.value, nhs_number_verified = true, updated_at = now() from given g where p.id = g.person_id`,
    [people, numbers, NHS_NUMBER_SYSTEM, TEST_NUMBER_SOURCE],
  );
}
