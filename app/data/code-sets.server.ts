/** Code sets in the database, and the sets that each code is in. */
import type pg from "pg";
import { CODE_SETS, type CodeSets, membershipOf } from "../domain/code-sets/all";
import { readIcd10 } from "../domain/risk/icd10";
import { type Query, queryOf } from "./features.server";

type Client = Pick<pg.ClientBase, "query">;
const ICD10 = "http://hl7.org/fhir/sid/icd-10";
type ActiveSet = CodeSets[number] & { version: string };

/**
 * Brings the sets that Confer ships into the database, and works out the sets of every code that has none yet: an
 * import may have brought codes that were not there before. When a set changed, all codes are worked out anew and
 * people with a code that it touches wait for new scores. Inside a transaction. Returns the version of each active set.
 */
export async function refreshCodeFeatures(client: Client): Promise<Record<string, string>> {
  if ((await saveShippedSets(client)).length) await makeFeaturesAnew(client);
  await fillCodeFeatures(client);
  const { rows } = await client.query<{ id: string; version: string }>(
    "select id, version from code_set where active and id = any ($1) order by id",
    [CODE_SETS.map(({ id }) => id)],
  );
  return Object.fromEntries(rows.map(({ id, version }) => [id, version]));
}

/**
 * Works out the sets of all codes, after a set has changed. People with entries or uses of services under a code whose
 * sets are not what they were wait for new scores; returns how many. A code that no score has read yet touches nobody.
 */
export async function makeFeaturesAnew(client: Client): Promise<number> {
  await client.query("create temporary table former_feature on commit drop as select code_id, sets from code_feature");
  await client.query("delete from code_feature");
  await fillCodeFeatures(client);
  const { rows } = await client.query<{ people: number }>(
    `with touched as materialized (
       select code_id from former_feature b join code_feature f using (code_id)
       where not (b.sets @> f.sets and b.sets <@ f.sets)
     ), queued as (
       insert into changed_person (person_id, reason)
       select person_id, 'code set changed' from (
         select person_id from entry where code_id in (select code_id from touched) and removed_at is null
         union
         select person_id from encounter where reason_code_id in (select code_id from touched) and removed_at is null
       ) p order by person_id
       on conflict (person_id) do update set changed_at = now(), reason = excluded.reason
       returning person_id
     ) select count(*)::int as people from queued`,
  );
  await client.query("drop table former_feature");
  return rows[0]!.people;
}

export const installedSets = (client: Client): Promise<Set<string>> => findInstalledSets(queryOf(client));

/** Ids of active sets that have members, or substances: what a score can know of. */
export async function findInstalledSets(query: Query): Promise<Set<string>> {
  const rows = await query<{ id: string }>(
    `select s.id from code_set s where s.active
       and exists (select from code_set_member m where m.code_set_id = s.id and m.version = s.version)`,
    [],
  );
  const bySubstance = CODE_SETS.filter(({ substances }) => substances).map(({ id }) => id);
  return new Set([...rows.map(({ id }) => id), ...bySubstance]);
}

/** Active sets that a rule reads, with their members; substances are Confer's own and change with its version. */
async function activeSets(query: Query): Promise<ActiveSet[]> {
  const rows = await query<ActiveSet>(
    `select s.id, s.version,
       coalesce(json_agg(json_build_object('system', m.system, 'code', m.code)) filter (where m.code is not null), '[]') as members
     from code_set s left join code_set_member m on m.code_set_id = s.id and m.version = s.version
     where s.active and s.id = any ($1) group by s.id, s.version order by s.id`,
    [CODE_SETS.map(({ id }) => id)],
  );
  const substances = new Map(CODE_SETS.map((set) => [set.id, set.substances]));
  return rows.map((set) => ({ ...set, substances: substances.get(set.id) }));
}

type CodeRow = { id: number; system: string; code: string; display: string };

/** Sets of codes that no row of code_feature speaks of yet: a code may have come a moment ago. */
export async function setsOfUnreadCodes(query: Query, codes: readonly CodeRow[]): Promise<Map<number, string[]>> {
  const setsOf = membershipOf(await activeSets(query));
  return new Map(codes.map((row) => [row.id, setsOfCode(row, setsOf)]));
}

/** Rows of code_feature for the codes that have none; a code in no set has an empty row, so that it is done. */
async function fillCodeFeatures(client: Client): Promise<void> {
  const { rows } = await client.query<CodeRow>(
    "select id, system, code, display from code c where not exists (select from code_feature f where f.code_id = c.id)",
  );
  if (!rows.length) return;
  const setsOf = membershipOf(await activeSets(queryOf(client)));
  await client.query(
    `insert into code_feature (code_id, sets)
     select id, array(select json_array_elements_text(sets)) from json_to_recordset($1) as f (id int, sets json)
     on conflict (code_id) do update set sets = excluded.sets`,
    [JSON.stringify(rows.map((row) => ({ id: row.id, sets: setsOfCode(row, setsOf) })))],
  );
}

/**
 * ICD-10 is written with and without its point, and a category is all its subdivisions: "I21" as a member holds "I21.9".
 * Codes of other systems are compared as they are.
 */
function setsOfCode(row: { system: string; code: string; display: string }, setsOf: ReturnType<typeof membershipOf>) {
  const code = row.system === ICD10 ? readIcd10(row.code) : undefined;
  if (!code) return setsOf(row);
  const categories = Array.from({ length: code.length - 2 }, (_, more) => code.slice(0, 3 + more));
  return [...new Set(categories.flatMap((category) => setsOf({ ...row, code: category })))];
}

/**
 * Ids of shipped sets that are new or have a new version. A version once written stays; a set that a site has brought
 * in stays active over the one that ships.
 */
export async function saveShippedSets(client: Client): Promise<string[]> {
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
