/** Codes as small numbers, and organisations by ODS code: found once, then remembered for the whole import. */
import type pg from "pg";
import type { Received, ReceivedCode, ReceivedOrganisation } from "../domain/received";
import { idOf } from "./identity.server";

export type Interned = { codes: Map<string, number>; organisations: Map<string, string> };

const keyOf = ({ system, code }: { system: string; code: string }) => `${system}\u0000${code}`;

export async function loadInterned(client: pg.ClientBase): Promise<Interned> {
  const codes = await client.query<{ id: number; system: string; code: string }>("select id, system, code from code");
  const organisations = await client.query<{ id: string; ods_code: string }>("select id, ods_code from organisation");
  return {
    codes: new Map(codes.rows.map((row) => [keyOf(row), row.id])),
    organisations: new Map(organisations.rows.map(({ id, ods_code }) => [ods_code, id])),
  };
}

export const codeIn = ({ codes }: Interned, code: ReceivedCode): number => codes.get(keyOf(code))!;

/** What these resources refer to and has no number or id yet. */
export type Missing = { codes: Map<string, ReceivedCode>; organisations: Map<string, string> };

export function missingOf(interned: Interned, received: Iterable<Received>): Missing {
  const missing: Missing = { codes: new Map(), organisations: new Map() };
  const need = (code: ReceivedCode | undefined) => {
    if (!code) return;
    const key = keyOf(code);
    if (!interned.codes.has(key)) missing.codes.set(key, code);
  };
  const needOrganisation = (ods: string | undefined, kind: string) => {
    if (ods && !interned.organisations.has(ods)) missing.organisations.set(ods, kind);
  };
  for (const { entries, encounter, person, organisation } of received) {
    if (entries) {
      for (const entry of entries) {
        need(entry.code);
        need(entry.valueCode);
      }
    }
    need(encounter?.code);
    need(encounter?.reason);
    needOrganisation(person?.practice?.ods, "practice");
    needOrganisation(person?.careHome?.ods, "care_home");
    needOrganisation(organisation?.parentOds, "pcn");
  }
  return missing;
}

/** In a transaction of its own, so that what is remembered here is there whatever becomes of the chunk. */
export async function intern(client: pg.ClientBase, interned: Interned, missing: Missing): Promise<void> {
  await internCodes(client, interned, missing.codes);
  for (const [ods, kind] of [...missing.organisations].sort())
    await put(client, interned.organisations, { ods, kind, name: ods });
}

/** Sorted, so that two imports cannot wait for each other. */
async function internCodes(client: pg.ClientBase, { codes }: Interned, missing: Missing["codes"]): Promise<void> {
  if (missing.size === 0) return;
  const keys = [...missing.keys()].sort();
  const columns = [
    keys.map((key) => withoutNul(missing.get(key)!.system)),
    keys.map((key) => withoutNul(missing.get(key)!.code)),
    keys.map((key) => withoutNul(missing.get(key)!.display)),
  ];
  await client.query(
    `insert into code (system, code, display) select * from unnest($1::text[], $2::text[], $3::text[])
     on conflict (system, code) do nothing`,
    columns,
  );
  const { rows } = await client.query<{ id: number; nr: string }>(
    `select c.id, w.nr from unnest($1::text[], $2::text[]) with ordinality as w(system, code, nr)
     join code c using (system, code)`,
    columns.slice(0, 2),
  );
  for (const { id, nr } of rows) codes.set(keys[Number(nr) - 1]!, id);
}

const withoutNul = (text: string) => (text.includes("\u0000") ? text.replaceAll("\u0000", "") : text);

/** What the file does not say of an organisation stays as it was. Gives the places of those new or changed. */
export async function writeOrganisations(
  client: pg.ClientBase,
  { organisations }: Interned,
  chunk: readonly { organisation?: ReceivedOrganisation }[],
): Promise<{ inserted: number[]; updated: number[] }> {
  const written = { inserted: [] as number[], updated: [] as number[] };
  for (const [nr, { organisation }] of chunk.entries()) {
    const outcome = organisation && (await put(client, organisations, organisation));
    if (outcome === "inserted" || outcome === "updated") written[outcome].push(nr);
  }
  return written;
}

/** A bare organisation is called by its code until somebody gives its name. */
const NAME = "case when $3::text = $2::text then o.name else $3::text end";

async function put(client: pg.ClientBase, organisations: Map<string, string>, organisation: ReceivedOrganisation) {
  const { ods, name, kind, parentOds, phone, address } = organisation;
  const parent = (parentOds && organisations.get(parentOds)) ?? null;
  const { rows } = await client.query<{ id: string; is_new: boolean }>(
    `insert into organisation as o (id, ods_code, name, kind, parent_id, phone, address)
     values ($1, $2, $3, coalesce($4::text, 'practice'), $5, $6, $7)
     on conflict (ods_code) do update set name = ${NAME}, kind = coalesce($4::text, o.kind), parent_id = coalesce($5::uuid, o.parent_id),
       phone = coalesce($6::text, o.phone), address = coalesce($7::text, o.address)
     where (o.name, o.kind, o.parent_id, o.phone, o.address) is distinct from
       (${NAME}, coalesce($4::text, o.kind), coalesce($5::uuid, o.parent_id), coalesce($6::text, o.phone), coalesce($7::text, o.address))
     returning id, xmax = 0 as is_new`,
    [idOf("organisation", ods), ods, name, kind ?? null, parent, phone ?? null, address ?? null],
  );
  const id = rows[0]?.id ?? (await client.query("select id from organisation where ods_code = $1", [ods])).rows[0].id;
  organisations.set(ods, id);
  return rows[0] ? (rows[0].is_new ? "inserted" : "updated") : "unchanged";
}
