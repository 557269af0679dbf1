/** Code sets in the database, and the sets that each code is in. */
import type pg from "pg";
import { CODE_SETS, type CodeSets, membershipOf } from "../domain/code-sets/all";

type Client = Pick<pg.ClientBase, "query">;
type ActiveSet = CodeSets[number] & { version: string };

/**
 * Brings the sets that Confer ships into the database, and works out the sets of every code that has none yet: an
 * import may have brought codes that were not there before. When a set changed, all codes are worked out anew and
 * those whose entries it touches wait for new scores. Inside a transaction. Returns the version of each active set.
 */
export async function refreshCodeFeatures(client: Client): Promise<Record<string, string>> {
  const changed = await saveShippedSets(client);
  const active = await activeSets(client);
  if (changed.length) await client.query("delete from code_feature");
  await fillCodeFeatures(client, active);
  if (changed.length) await noticeTouched(client, changed);
  return Object.fromEntries(active.map(({ id, version }) => [id, version]));
}

/** Ids of active sets that have members: what a score can know of. */
export async function installedSets(client: Client): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    `select s.id from code_set s where s.active
       and exists (select from code_set_member m where m.code_set_id = s.id and m.version = s.version)`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Active sets with their members; substances are Confer's own and change with its version. */
async function activeSets(client: Client): Promise<ActiveSet[]> {
  const { rows } = await client.query<ActiveSet>(
    `select s.id, s.version,
       coalesce(json_agg(json_build_object('system', m.system, 'code', m.code)) filter (where m.code is not null), '[]') as members
     from code_set s left join code_set_member m on m.code_set_id = s.id and m.version = s.version
     where s.active group by s.id, s.version order by s.id`,
  );
  const substances = new Map(CODE_SETS.map((set) => [set.id, set.substances]));
  return rows.map((set) => ({ ...set, substances: substances.get(set.id) }));
}

/** Rows of code_feature for the codes that have none; a code in no set has an empty row, so that it is done. */
async function fillCodeFeatures(client: Client, sets: CodeSets): Promise<void> {
  const { rows } = await client.query<{ id: number; system: string; code: string; display: string }>(
    "select id, system, code, display from code c where not exists (select from code_feature f where f.code_id = c.id)",
  );
  if (!rows.length) return;
  const setsOf = membershipOf(sets);
  await client.query(
    `insert into code_feature (code_id, sets)
     select id, array(select json_array_elements_text(sets)) from json_to_recordset($1) as f (id int, sets json)
     on conflict (code_id) do update set sets = excluded.sets`,
    [JSON.stringify(rows.map((row) => ({ id: row.id, sets: setsOf(row) })))],
  );
}

/** People with entries of codes that are in these sets, now or before, wait for new scores. */
async function noticeTouched(client: Client, setIds: readonly string[]): Promise<void> {
  await client.query(
    `insert into changed_person (person_id, reason)
     select distinct e.person_id, 'code set changed' from entry e
     where e.code_id in (select code_id from code_feature where sets && $1
       union select c.id from code c join code_set_member m on m.system = c.system and m.code = c.code where m.code_set_id = any ($1))
     on conflict (person_id) do update set changed_at = now(), reason = excluded.reason`,
    [setIds],
  );
}

/**
 * Ids of shipped sets that are new or have a new version. A version once written stays; a set that a site has brought
 * in stays active over the one that ships.
 */
async function saveShippedSets(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string; version: string; own: boolean }>(
    "select id, version, imported_at is not null as own from code_set where active",
  );
  const held = new Map(rows.map((row) => [row.id, row]));
  const fresh = CODE_SETS.filter(({ id, version }) => !held.get(id)?.own && held.get(id)?.version !== version);
  if (!fresh.length) return [];
  const ids = fresh.map(({ id }) => id);
  await client.query("update code_set set active = false where id = any ($1)", [ids]);
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
  return ids;
}
