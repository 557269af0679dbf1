/** One chunk of resources, written in one transaction: codes, rows, what follows from them, and how far the file is. */
import type pg from "pg";
import { NHS_NUMBER_SYSTEM } from "../domain/nhs-number";
import type { ReceivedOrganisation } from "../domain/received";
import { type Interned, writeOrganisations } from "./imports-codes.server";
import type { Rows } from "./imports-rows.server";
import { copyIn, type TableName, type Written, writeStaged } from "./imports-tables.server";

/** One accepted resource, ready to be written. */
export type Taken = {
  line: number;
  rows: Rows;
  organisation?: ReceivedOrganisation;
  /** Our id of the person whose record it is part of. */
  personId?: string;
};
export type Outcome = "inserted" | "updated" | "unchanged";
export type ChunkOutcome = {
  /** For each resource, in order. */
  outcomes: Outcome[];
  warnings: { line: number; reason: string }[];
  /** Something in it belongs to a person who is not here. */
  unknownPeople: boolean;
};

export const TEST_NUMBER_SOURCE = "confer:test-number";

/** People first, since names and phones refer to them. */
const ORDER: readonly TableName[] = [
  "person",
  "identifier",
  "name",
  "address",
  "ring",
  "phone",
  "encounter",
  "entry",
  "whole",
  "waiting",
];

/** Inside a transaction of the caller's. */
export async function writeChunk(
  client: pg.ClientBase,
  chunk: readonly Taken[],
  { source, interned }: { source: string; interned: Interned },
): Promise<ChunkOutcome> {
  const outcomes: Outcome[] = chunk.map(() => "unchanged");
  note(outcomes, await writeOrganisations(client, interned, chunk));
  const rows = byTable(chunk);
  const tables = ORDER.filter((table) => rows.has(table));
  for (const table of tables) await copyIn(client, table, rows.get(table)!);
  const rivals = rows.has("person") ? await demoteRivals(client) : [];
  for (const table of tables) note(outcomes, await writeStaged(client, table), FOLLOWERS.has(table));
  if (rows.has("person")) {
    note(outcomes, { inserted: [], updated: await removeWhatIsGone(client, source) });
    await writeRegistrations(client);
  }
  if (rows.has("ring")) await settleRings(client);
  await markChangedPeople(client, chunk, outcomes);
  return {
    outcomes,
    warnings: rivals.map((nr) => ({
      line: chunk[nr]!.line,
      reason: "NHS number is verified for somebody else: kept as an unverified claim, nothing merged",
    })),
    unknownPeople: await anyUnknown(client, tables),
  };
}

function byTable(chunk: readonly Taken[]): Map<TableName, string[]> {
  const all = new Map<TableName, string[]>();
  for (const [nr, { rows }] of chunk.entries()) {
    for (const [table, row] of rows) {
      const list = all.get(table);
      if (list) list.push(`${nr}\t`, row);
      else all.set(table, [`${nr}\t`, row]);
    }
  }
  return all;
}

/**
 * A verified NHS number is one person's: whoever comes second keeps it as a claim. Gives the places of those.
 * Numbers that are theirs no longer go first, so that two people can exchange a wrong pair in one file.
 */
async function demoteRivals(client: pg.ClientBase): Promise<number[]> {
  await client.query(
    `delete from identifier i using pg_temp.staged_person p where i.person_id = p.id and i.source = p.source and i.verified
       and not exists (select 1 from pg_temp.staged_identifier s where ${SAME_IDENTIFIER})`,
  );
  const { rows } = await client.query<{ nr: number }>(
    `with came as (select nr, system, value, person_id, row_number() over (partition by system, value order by nr) as place
       from pg_temp.staged_identifier where verified),
     rival as (select c.* from came c where c.place > 1 or exists (select 1 from identifier i
       where i.system = c.system and i.value = c.value and i.verified and i.person_id <> c.person_id))
     update pg_temp.staged_identifier s set verified = false from rival r
     where (s.system, s.value, s.person_id) = (r.system, r.value, r.person_id) returning s.nr`,
  );
  const places = rows.map(({ nr }) => nr);
  if (places.length)
    await client.query(
      "update pg_temp.staged_person set nhs_number = null, nhs_number_verified = false where nr = any ($1)",
      [places],
    );
  await client.query(
    `update pg_temp.staged_person p set nhs_number = i.value, nhs_number_verified = true from identifier i
     where p.nhs_number is null and i.person_id = p.id and i.system = $1 and i.source = $2`,
    [NHS_NUMBER_SYSTEM, TEST_NUMBER_SOURCE],
  );
  // Taken off first, for the same reason: a number stands on one person.
  await client.query(
    `update person p set nhs_number = null, nhs_number_verified = false from pg_temp.staged_person s
     where p.id = s.id and p.nhs_number is not null and p.nhs_number is distinct from s.nhs_number`,
  );
  return places;
}

const SAME_IDENTIFIER = "s.system = i.system and s.value = i.value and s.person_id = i.person_id";
// Rows made here have UUIDs of version 7; those of an import have version 8, and follow their file.
const IMPORTED = (id: string) => `substr(${id}::text, 15, 1) = '8'`;
const GONE = (table: TableName, row: string) =>
  `not exists (select 1 from pg_temp.staged_${table} s where s.person_id = ${row}.person_id and s.id = ${row}.id)`;

/** What the file no longer says of its people: claims and phones go, names become former, addresses end. */
async function removeWhatIsGone(client: pg.ClientBase, source: string): Promise<number[]> {
  const people = "pg_temp.staged_person p";
  const gone = [
    await client.query(
      `delete from identifier i using ${people} where i.person_id = p.id and i.source = $1
         and not exists (select 1 from pg_temp.staged_identifier s where ${SAME_IDENTIFIER}) returning p.nr`,
      [source],
    ),
    await client.query(
      `update person_name n set use = 'former', ends_at = coalesce(n.ends_at, now()) from ${people}
       where n.person_id = p.id and n.use <> 'former' and ${IMPORTED("n.id")} and ${GONE("name", "n")} returning p.nr`,
    ),
    await client.query(
      `update person_address a set ends_at = now() from ${people}
       where a.person_id = p.id and a.ends_at is null and ${IMPORTED("a.id")} and ${GONE("address", "a")} returning p.nr`,
    ),
    await client.query(
      `delete from phone o using ${people} where o.person_id = p.id and o.ring_id is null and ${IMPORTED("o.id")}
         and ${GONE("phone", "o")} returning p.nr`,
    ),
  ];
  return gone.flatMap(({ rows }) => rows.map(({ nr }) => Number(nr)));
}

/** A number that is no longer given, and a resource that waited for its person and need not any more. */
async function settleRings(client: pg.ClientBase): Promise<void> {
  await client.query(
    `delete from phone o using pg_temp.staged_ring r where o.person_id = r.person_id and o.ring_id = r.id
       and not exists (select 1 from pg_temp.staged_phone s where s.person_id = o.person_id and s.id = o.id)`,
  );
  await client.query(
    `delete from source_resource w using pg_temp.staged_waiting s where (w.person_id, w.id) = (s.person_id, s.id)
       and exists (select 1 from person p where p.id = s.person_id)`,
  );
}

/** The practice and the care home see their people from the transaction that brings these; the former ones no longer. */
async function writeRegistrations(client: pg.ClientBase): Promise<void> {
  for (const [source, column, since] of [
    ["registered_practice", "practice_id", "s.registered_at"],
    ["care_home", "care_home_id", "null::date"],
  ] as const) {
    const keepsSilent = source === "registered_practice" ? `s.${column} is not null and` : "";
    await client.query(
      `update relationship r set ends_at = now() from pg_temp.staged_person s where r.person_id = s.id and r.source = '${source}'
         and r.source_id = 'registration' and r.ends_at is null and ${keepsSilent} r.holder_id is distinct from s.${column}`,
    );
    await client.query(
      `insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at)
       select s.id, 'organisation', s.${column}, '${source}', 'registration', least(coalesce(${since}, now()), now())
       from pg_temp.staged_person s where s.${column} is not null
       on conflict (person_id, holder_id, source, source_id) do update set ends_at = null where relationship.ends_at is not null`,
    );
  }
}

/** Rows that belong to another row of their resource: a new one of these only changes it. */
const FOLLOWERS: ReadonlySet<TableName> = new Set(["identifier", "name", "address", "phone"]);

function note(outcomes: Outcome[], { inserted, updated }: Written, follows = false): void {
  for (const nr of inserted) if (outcomes[nr] === "unchanged") outcomes[nr] = follows ? "updated" : "inserted";
  for (const nr of updated) if (outcomes[nr] === "unchanged") outcomes[nr] = "updated";
}

/**
 * As markChanged does for one: scores soon, many chunks together; what crews read as soon as the chunk is committed
 * (safety rule 5), whatever becomes of the rest of the import.
 */
async function markChangedPeople(client: pg.ClientBase, chunk: readonly Taken[], outcomes: readonly Outcome[]) {
  const changed = new Set<string>();
  for (const [nr, { personId }] of chunk.entries()) if (personId && outcomes[nr] !== "unchanged") changed.add(personId);
  if (!changed.size) return;
  await client.query(
    `insert into changed_person (person_id, changed_at, reason) select id, now(), 'import' from unnest($1::uuid[]) id order by id
     on conflict (person_id) do update set changed_at = excluded.changed_at, reason = excluded.reason`,
    [[...changed]],
  );
  await client.query(
    `select graphile_worker.add_job('refresh_changed_people', job_key => 'refresh_changed_people',
       job_key_mode => 'preserve_run_at', run_at => now() + interval '30 seconds')`,
  );
  await client.query(
    `select graphile_worker.add_job('render_published_texts', json_build_object('personId', p.person_id), job_key => 'render:' || p.person_id)
     from plan p join confer_linked_records($1::uuid[]) linked on linked = p.person_id
     where p.status in ('live', 'withdrawn') order by p.person_id`,
    [[...changed]],
  );
}

async function anyUnknown(client: pg.ClientBase, tables: readonly TableName[]): Promise<boolean> {
  for (const table of ["entry", "encounter", "waiting"] as const) {
    if (!tables.includes(table)) continue;
    const { rows: found } = await client.query(
      `select exists (select 1 from (select distinct person_id from pg_temp.staged_${table}) s
         where not exists (select 1 from person p where p.id = s.person_id)) as any`,
    );
    if (found[0].any) return true;
  }
  return false;
}
