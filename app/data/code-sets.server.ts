/** Code sets in the database, and the bits that each code sets. */
import type pg from "pg";
import { CODE_SETS } from "../domain/code-sets/all";
import { bitsOf } from "../domain/feature";

type Client = Pick<pg.ClientBase, "query">;

/**
 * Brings the sets that Confer ships into the database and works out code_feature anew: an import may have brought
 * codes that were not there before. Inside a transaction. Returns the version of each active set.
 */
export async function refreshCodeFeatures(client: Client): Promise<Record<string, string>> {
  await saveCodeSets(client);
  const ids = CODE_SETS.map(({ id }) => id);
  const bits = ids.map((id) => bitsOf([id]));
  await client.query(
    `with bits as (
       select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) as b (code_set_id, bits0, bits1, bits2)
     ), wanted as (
       select c.id as code_id, bit_or(b.bits0) as bits0, bit_or(b.bits1) as bits1, bit_or(b.bits2) as bits2
       from code_set s
       join code_set_member m on m.code_set_id = s.id and m.version = s.version
       join bits b on b.code_set_id = s.id
       join code c on c.system = m.system and c.code = m.code
       where s.active group by c.id
     ), dropped as (
       delete from code_feature f where not exists (select from wanted w where w.code_id = f.code_id)
     )
     insert into code_feature as f (code_id, bits0, bits1, bits2) select code_id, bits0, bits1, bits2 from wanted
     on conflict (code_id) do update set bits0 = excluded.bits0, bits1 = excluded.bits1, bits2 = excluded.bits2
       where (f.bits0, f.bits1, f.bits2) is distinct from (excluded.bits0, excluded.bits1, excluded.bits2)`,
    [ids, bits.map((b) => b.deficits), bits.map((b) => b.conditions), bits.map((b) => b.measures)],
  );
  return Object.fromEntries(CODE_SETS.map(({ id, version }) => [id, version]));
}

/** A version once written stays; another version of the set stops being active. */
async function saveCodeSets(client: Client): Promise<void> {
  const { rows } = await client.query("select id || ' ' || version as key from code_set where active");
  const held = new Set(rows.map(({ key }) => key));
  const fresh = CODE_SETS.filter(({ id, version }) => !held.has(`${id} ${version}`));
  if (!fresh.length) return;
  await client.query("update code_set set active = false where id = any ($1)", [fresh.map(({ id }) => id)]);
  await client.query(
    `insert into code_set (id, version, name, source, licence, active)
     select id, version, name, source, licence, true
     from json_to_recordset($1) as s (id text, version text, name text, source text, licence text)
     on conflict (id, version) do update set active = true`,
    [JSON.stringify(fresh)],
  );
  const members = fresh.flatMap(({ id, version, members }) => members.map((member) => ({ id, version, ...member })));
  await client.query(
    `insert into code_set_member (code_set_id, version, system, code)
     select id, version, system, code from json_to_recordset($1) as m (id text, version text, system text, code text)
     on conflict do nothing`,
    [JSON.stringify(members)],
  );
}
