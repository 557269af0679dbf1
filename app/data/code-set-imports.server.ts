/**
 * Code sets that a site brings in. They stand over the one that ships with Confer until they are retired. A version once
 * written stays as it is; all sets of one import come in together or not at all.
 */
import type pg from "pg";
import { CODE_SETS } from "../domain/code-sets/all";
import type { SystemViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { installedSets, makeFeaturesAnew, refreshCodeFeatures, saveShippedSets } from "./code-sets.server";
import { asSystemConnection, asViewer } from "./database.server";
import { noRunGoesOn } from "./stratification-runs.server";

export type SetToImport = {
  id: string;
  /** Undefined: the set keeps the name that it has, or else is called as its list is. */
  name?: string;
  listName: string;
  version: string;
  source: string;
  licence: string;
  fileName: string;
  members: readonly Member[];
};
type Member = { system: string; code: string };

/** The version in force before, and what the new one has against it. */
export type SetImported = {
  id: string;
  name: string;
  version: string;
  /** False: the same codes were in force already, and stay under their version. */
  changed: boolean;
  before?: { version: string; imported: boolean };
  added: Member[];
  removed: Member[];
  kept: number;
  /** Systems of which the set had codes and has none now. */
  systemsGone: string[];
  /** A rule of Confer's reads a set of this id. */
  read: boolean;
};

/** `touched`: people who now wait for new scores because of the sets. */
export type ImportOfSets = { ok: true; sets: SetImported[]; touched: number } | { ok: false; refused: string };

const GOING_ON = "A stratification is going on: bring the code sets in when it has ended.";

export async function importCodeSets(
  viewer: SystemViewer,
  sets: readonly SetToImport[],
  { by, at }: { by: string; at: Date },
): Promise<ImportOfSets> {
  const outcome = await alone(viewer, async (client) => {
    const before = await installedSets(client);
    const done: SetImported[] = [];
    for (const set of sets) {
      const one = await importOne(client, set, { by, at });
      if ("refused" in one) throw new Refusal(one.refused);
      done.push(one);
    }
    const touched = done.some(({ changed }) => changed) ? await makeFeaturesAnew(client) : 0;
    if (touched) await askForScores(client);
    await askForEverybody(client, before);
    return { ok: true, sets: done, touched } as const;
  });
  const changed = outcome.ok ? outcome.sets.filter((set) => set.changed) : [];
  if (changed.length)
    await record(viewer, "import code sets", changed.map(({ id, version }) => `${id} ${version}`).join(", "));
  return outcome;
}

/** Takes an imported set out of force; the one that ships stands again where there is one. */
export async function retireCodeSet(
  viewer: SystemViewer,
  id: string,
): Promise<{ ok: true; retired: string; inForce?: string; touched: number } | { ok: false; refused: string }> {
  const outcome = await alone(viewer, async (client) => {
    const held = await inForce(client, id);
    if (!held) throw new Refusal(`No set "${id}" is in force.`);
    if (!held.imported) throw new Refusal(`The set "${id}" in force ships with Confer: there is nothing to retire.`);
    const before = await installedSets(client);
    await client.query("update code_set set active = false where id = $1", [id]);
    await saveShippedSets(client);
    const touched = await makeFeaturesAnew(client);
    if (touched) await askForScores(client);
    await askForEverybody(client, before);
    const next = await inForce(client, id);
    return { ok: true, retired: held.version, inForce: next?.version, touched } as const;
  });
  if (outcome.ok) await record(viewer, "retire code set", `${id} ${outcome.retired}`);
  return outcome;
}

export type HeldSet = {
  id: string;
  version: string;
  name: string;
  source: string;
  licence: string;
  active: boolean;
  fileName: string | null;
  importedBy: string | null;
  importedAt: Date | null;
  /** System → number of codes. */
  systems: Record<string, number>;
  read: boolean;
};

/** Sets in force; of one id all its versions, the one in force first. */
export function listCodeSets(viewer: SystemViewer, id?: string): Promise<HeldSet[]> {
  return asSystemConnection(viewer, (client, inTransaction) =>
    inTransaction(async () => {
      // On a new database nothing has asked for the shipped sets yet.
      if (!(await client.query("select from code_set limit 1")).rowCount) await refreshCodeFeatures(client);
      const { rows } = await client.query<Omit<HeldSet, "read">>(
        `select id, version, name, source, licence, active, file_name as "fileName", imported_by as "importedBy",
           imported_at as "importedAt", coalesce((select json_object_agg(system, codes) from (
             select m.system, count(*)::int as codes from code_set_member m
             where m.code_set_id = s.id and m.version = s.version group by m.system) n), '{}') as systems
         from code_set s where case when $1::text is null then active else id = $1 end
         order by id, active desc, imported_at desc nulls last, version desc`,
        [id ?? null],
      );
      return rows.map((row) => ({ ...row, read: isRead(row.id) }));
    }),
  );
}

const isRead = (id: string) => CODE_SETS.some((set) => set.id === id);

class Refusal extends Error {}

/** In one transaction, and never while a run reads the sets. A refusal leaves nothing behind. */
async function alone<T>(viewer: SystemViewer, work: (client: pg.PoolClient) => Promise<T>) {
  try {
    return await asSystemConnection(viewer, (client, inTransaction) =>
      inTransaction(async () => {
        if (!(await noRunGoesOn(client))) throw new Refusal(GOING_ON);
        // Two imports at once: the second sees what the first has done.
        await client.query("lock table code_set in share row exclusive mode");
        await refreshCodeFeatures(client);
        return work(client);
      }),
    );
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, refused: error.message } as const;
    throw error;
  }
}

type Held = { version: string; name: string; imported: boolean; members: Member[] };

async function importOne(
  client: pg.ClientBase,
  set: SetToImport,
  made: { by: string; at: Date },
): Promise<SetImported | { refused: string }> {
  const held = await inForce(client, set.id);
  const news = difference(held?.members ?? [], set.members);
  const before = held && { version: held.version, imported: held.imported };
  const answer = { id: set.id, before, ...news, read: isRead(set.id) };
  if (held && !news.added.length && !news.removed.length)
    return { ...answer, name: held.name, version: held.version, changed: false };
  const name = set.name ?? held?.name ?? set.listName;
  const taken = await whoseVersion(client, set);
  if (taken) return { refused: `The set "${set.id}" has a version ${set.version} ${taken}; say another by --version.` };
  await client.query("update code_set set active = false where id = $1", [set.id]);
  await save(client, { ...set, name }, made);
  return { ...answer, name, version: set.version, changed: true };
}

async function save(client: pg.ClientBase, set: SetToImport, { by, at }: { by: string; at: Date }): Promise<void> {
  await client.query(
    `insert into code_set (id, version, name, source, licence, active, file_name, imported_by, imported_at)
     values ($1, $2, $3, $4, $5, true, $6, $7, $8)
     on conflict (id, version) do update set active = true, imported_by = excluded.imported_by, imported_at = excluded.imported_at`,
    [set.id, set.version, set.name, set.source, set.licence, set.fileName, by, at],
  );
  await client.query(
    `insert into code_set_member (code_set_id, version, system, code)
     select $1, $2, system, code from json_to_recordset($3) as m (system text, code text) on conflict do nothing`,
    [set.id, set.version, JSON.stringify(set.members)],
  );
}

/** Why this version cannot be written; undefined when it is new, or was brought in before with the same codes. */
async function whoseVersion(client: pg.ClientBase, { id, version, members }: SetToImport): Promise<string | undefined> {
  const { rows } = await client.query<{ imported: boolean }>(
    "select imported_at is not null as imported from code_set where id = $1 and version = $2",
    [id, version],
  );
  if (!rows[0]) return undefined;
  if (!rows[0].imported) return "that ships with Confer";
  const { added, removed } = difference(await membersOf(client, id, version), members);
  return added.length || removed.length ? "with other codes, and a version once written stays" : undefined;
}

async function inForce(client: pg.ClientBase, id: string): Promise<Held | undefined> {
  const { rows } = await client.query<Omit<Held, "members">>(
    "select version, name, imported_at is not null as imported from code_set where id = $1 and active",
    [id],
  );
  const [held] = rows;
  return held && { ...held, members: await membersOf(client, id, held.version) };
}

async function membersOf(client: pg.ClientBase, id: string, version: string): Promise<Member[]> {
  const { rows } = await client.query<Member>(
    "select system, code from code_set_member where code_set_id = $1 and version = $2",
    [id, version],
  );
  return rows;
}

function difference(before: readonly Member[], now: readonly Member[]) {
  const key = ({ system, code }: Member) => `${system} ${code}`;
  const [had, has] = [new Set(before.map(key)), new Set(now.map(key))];
  const added = now.filter((member) => !had.has(key(member)));
  const removed = before.filter((member) => !has.has(key(member)));
  const systemsGone = [...new Set(removed.map(({ system }) => system))].filter(
    (system) => !now.some((m) => m.system === system),
  );
  return { added, removed, kept: now.length - added.length, systemsGone };
}

/** A set that was empty and is not any more, or the reverse, changes what a score can know of everybody. */
async function askForEverybody(client: pg.ClientBase, before: ReadonlySet<string>): Promise<void> {
  const after = await installedSets(client);
  if (after.size === before.size && [...after].every((id) => before.has(id))) return;
  await client.query(
    "select graphile_worker.add_job('stratify_population', job_key => 'stratify_population', run_at => now() + interval '1 minute')",
  );
}

const askForScores = (client: pg.ClientBase) =>
  client.query("select graphile_worker.add_job('refresh_changed_people', job_key => 'refresh_changed_people')");

const record = (viewer: SystemViewer, did: string, sets: string) =>
  asViewer(viewer, "command", (db) => recordAccess(db, viewer, { did, detail: { sets } }));
