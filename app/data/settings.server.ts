/** Settings in force. A change is a new row, signed by whoever may; nothing is overwritten. */

import type pg from "pg";
import { CODE_SETS } from "../domain/code-sets/all";
import { may } from "../domain/permissions";
import { type InForce, type SettingName, type SettingRow, type SettingValues, settingInForce } from "../domain/setting";
import { CATALOGUE, inForce, isInCatalogue, reachesLists, type Signed } from "../domain/setting-catalogue";
import type { CodeSetSize, SettingLine, SettingVersion } from "../domain/setting-line";
import { inLists, lacksSignature, readSigning, type Typed } from "../domain/setting-signing";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess, recordRefusal } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { type Query, queryOf } from "./features.server";

export async function readSetting(db: Db, name: SettingName): Promise<InForce> {
  const rows = await db.setting.findMany({ where: { name }, orderBy: { version: "desc" }, take: 1 });
  return settingInForce(name, rows);
}

/** Numbers in force by name, for rules; what nobody has changed is not among them and has its shipped value. */
export async function settingValues(client: Pick<pg.ClientBase, "query">): Promise<SettingValues> {
  return (await settingsInForce(queryOf(client))).values;
}

/** With the names that somebody has signed; a rule's signature that was taken back has the value 0. */
export async function settingsInForce(query: Query): Promise<{ values: SettingValues; signed: ReadonlySet<string> }> {
  const rows = await query<{ name: string; value: unknown; signed: boolean }>(
    `select * from (select distinct on (name) name, value, signed_by is not null as signed
       from setting order by name, version desc) as newest
     union all select name, value, false from (${SWITCHED_ON}) as switched`,
    [],
  );
  const signed = rows.filter((row) => row.signed && row.value !== 0).map(({ name }) => name);
  return { values: valuesOf(rows), signed: new Set(signed) };
}

/**
 * Since when each rule that drives treatment is on, as a number: treatment.STOPP-K1.since is 20261122. The day in London
 * of the first version after it was last off; a signature under a rule that is on already does not start it again.
 */
const SWITCHED_ON = `
  select name || '.since' as name,
    to_jsonb(to_char(min(coalesce(signed_at, at)) at time zone 'Europe/London', 'YYYYMMDD')::int) as value
  from setting as on_row
  where name like 'treatment.%' and value = '1'::jsonb and not exists (
    select from setting as off_row
    where off_row.name = on_row.name and off_row.version > on_row.version and off_row.value <> '1'::jsonb)
  group by name`;

const valuesOf = (rows: readonly Pick<SettingRow, "name" | "value">[]): SettingValues =>
  Object.fromEntries(
    rows.filter(({ value }) => typeof value === "number").map(({ name, value }) => [name, value as number]),
  );

// ── Reading ───────────────────────────────────────────────────────────────────────────────────────────────

type Row = SettingRow & { signedAt: Date | null };

/** The newest row of each name that has any. */
const newestRows = (db: Db) =>
  db.$queryRaw<Row[]>`
    select distinct on (name) name, version, value, source, mark, signed_by as "signedBy", signed_at as "signedAt"
    from setting order by name, version desc`;

/** The whole catalogue with what is in force. Rows of names that no rule asks for any more are not in it. */
export function listSettings(viewer: StaffViewer): Promise<SettingLine[]> {
  return asViewer(viewer, "read", async (db) => {
    const rows = new Map((await newestRows(db)).map((row) => [row.name, row]));
    return Object.entries(CATALOGUE).map(([name, entry]) => {
      const row = rows.get(name);
      return { ...entry, name, setting: inForce(name, row ? [row] : []) };
    });
  });
}

/** One setting with all its versions, the newest first; undefined when the catalogue has no such name. */
export async function openSetting(viewer: StaffViewer, name: string) {
  if (!isInCatalogue(name)) return undefined;
  const lines = await listSettings(viewer);
  const history = await settingHistory(viewer, name);
  const values = Object.fromEntries(lines.map((line) => [line.name, line.setting.value]));
  const line = lines.find((one) => one.name === name)!;
  const ruleUnsigned = line.kind === "switch" && lacksSignature(name, values);
  return { line, history, ruleUnsigned, ...(line.kind === "switch" && { people: await countEverybody(viewer) }) };
}

/** A count below it is not shown to whom the rows are not open. */
const FEWEST_COUNTED = 5;

/** Everybody of the run in force, of all practices: for whom a switch counts, whatever the viewer's own people are. */
const countEverybody = (viewer: StaffViewer): Promise<number | undefined> =>
  asViewer(viewer, "read", async (db) => {
    const run = await db.stratificationRun.findFirst({ where: { current: true }, select: { total: true } });
    return run && run.total >= FEWEST_COUNTED ? run.total : undefined;
  });

/** All versions, the newest first. Without what ships, which is in the catalogue. */
export function settingHistory(viewer: StaffViewer, name: string): Promise<SettingVersion[]> {
  return asViewer(viewer, "read", async (db) => {
    const rows = await db.setting.findMany({ where: { name }, orderBy: { version: "desc" } });
    return rows.map(({ version, value, source, signedBy, signedAt, at }) => ({
      version,
      value: Number(value),
      source,
      by: signedBy,
      at: signedAt ?? at,
    }));
  });
}

/** Sets of these ids with their sizes; `own`: brought in by this site instead of what ships. */
export function findCodeSetSizes(viewer: StaffViewer, ids: readonly string[]): Promise<CodeSetSize[]> {
  return asViewer(viewer, "read", async (db) => {
    const held = await db.$queryRaw<{ id: string; codes: number; own: boolean }[]>`
      select s.id, count(m.code)::int as codes, s.imported_at is not null as own
      from code_set s left join code_set_member m on m.code_set_id = s.id and m.version = s.version
      where s.active and s.id = any (${[...ids]}) group by s.id, s.version`;
    const heldById = new Map(held.map((set) => [set.id, set]));
    return CODE_SETS.filter(({ id }) => ids.includes(id)).map(({ id, name, substances }) => {
      const { codes, own } = heldById.get(id) ?? { codes: 0, own: false };
      return { id, name, codes, own, bySubstance: substances !== undefined };
    });
  });
}

// ── Signing ───────────────────────────────────────────────────────────────────────────────────────────────

export type Refused =
  | { ok: false; refused: string }
  | { ok: false; errors: Readonly<Record<string, string>> }
  /** Names that somebody else signed after the page was made; nothing was saved. */
  | { ok: false; newer: readonly { name: string; setting: Signed }[] };

type Seen = { name: string; version: number };

/**
 * Puts what the form says in force under the viewer's name. Undefined for a name or form that does not exist. `version`
 * is the one that the page showed: when there is a newer one it is returned, and not overwritten.
 */
export async function signSetting(
  viewer: StaffViewer,
  { name, version, typed, key }: Seen & { typed: Typed; key: string },
): Promise<{ ok: true; version: number } | Refused | undefined> {
  if (!may(viewer, "sign settings")) return refuse(viewer, "sign setting");
  return asViewer(viewer, "command", (db) =>
    isInCatalogue(name)
      ? onceOnly(db, viewer, "sign setting", key, () => sign(db, viewer, { name, version, typed }))
      : notTheirs(db, viewer, "sign setting"),
  );
}

async function sign(db: Db, viewer: StaffViewer, { name, version, typed }: Seen & { typed: Typed }) {
  const rows = await rowsToSign(db);
  const setting = inForce(name, rows);
  if (setting.version !== version) return { ok: false, newer: [{ name, setting }] } as const;
  const signing = readSigning(typed, { name, setting, values: valuesOf(rows) });
  if (!signing?.ok) return signing;
  await saveSigned(db, viewer, [{ name, version: version + 1, value: signing.value, source: signing.source }]);
  await recordAccess(db, viewer, { did: "sign setting", detail: { name, version: version + 1 } });
  if (signing.value !== setting.value && reachesLists(name)) await stratifySoon(db);
  return { ok: true, version: version + 1 } as const;
}

/** Signs these as they stand, all or none. Switches and rules that drive treatment are signed one by one, not here. */
export async function signAsTheyStand(
  viewer: StaffViewer,
  { ticked, key }: { ticked: readonly Seen[]; key: string },
): Promise<{ ok: true; signed: number } | Refused> {
  if (!may(viewer, "sign settings")) return refuse(viewer, "sign settings");
  const known = ticked.filter(({ name }) => isInCatalogue(name) && inLists(CATALOGUE[name]!));
  if (!known.length || known.length < ticked.length)
    return {
      ok: false,
      errors: { tick: known.length ? "Sign treatment rules on their own pages" : "Tick what you sign" },
    };
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "sign settings", key, () => signAll(db, viewer, known)),
  );
}

async function signAll(db: Db, viewer: StaffViewer, ticked: readonly Seen[]) {
  const rows = await rowsToSign(db);
  const standing = ticked.map((seen) => ({ seen, setting: inForce(seen.name, rows) }));
  const newer = standing.filter(({ seen, setting }) => seen.version !== setting.version);
  if (newer.length)
    return { ok: false, newer: newer.map(({ seen: { name }, setting }) => ({ name, setting })) } as const;
  const signed = standing.map(({ seen: { name, version }, setting }) => {
    const { value, source } = CATALOGUE[name]!.kind === "signature" ? { ...setting, value: 1 } : setting;
    return { name, version: version + 1, value, source };
  });
  await saveSigned(db, viewer, signed);
  await recordAccess(db, viewer, {
    did: "sign settings",
    detail: { count: signed.length, names: signed.map(({ name }) => name).join(" ") },
  });
  return { ok: true, signed: signed.length } as const;
}

async function refuse(viewer: StaffViewer, did: string): Promise<Refused> {
  await recordRefusal(viewer, { did });
  return { ok: false, refused: "Signing a setting is a clinical lead's permission." };
}

/** What is in force, while nobody else signs: two at once take turns, and the second sees what the first did. */
async function rowsToSign(db: Db): Promise<Row[]> {
  await db.$queryRaw`select pg_advisory_xact_lock(hashtextextended('sign settings', 0))::text`;
  return newestRows(db);
}

type NewVersion = { name: string; version: number; value: number; source: string };

async function saveSigned(db: Db, viewer: StaffViewer, versions: readonly NewVersion[]): Promise<void> {
  const signed = { signedBy: viewer.name, signedAt: viewer.requestedAt };
  await db.setting.createMany({
    data: versions.map((version) => ({ ...version, ...signed, mark: CATALOGUE[version.name]!.mark })),
  });
}

/** Several changes in a row make one run. */
const stratifySoon = (db: Db) => db.$executeRaw`
  select graphile_worker.add_job('stratify_population', job_key => 'stratify_population',
    run_at => now() + interval '1 minute')`;
