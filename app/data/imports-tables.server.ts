/**
 * The tables that an import writes, as data: each chunk is copied into a temporary table of the same columns and
 * goes on from there in one statement a table. A row that says nothing new is not touched.
 */
import type pg from "pg";
import { copyTo } from "./copy.server";

type Table = {
  name: string;
  columns: readonly string[];
  key: readonly string[];
  /** How a column is set when the row is there: "new" is the row that came. Undefined: as it came. */
  keeps?: Readonly<Record<string, string>>;
  /** Set on every change and never compared. */
  stamped?: string;
  /** Rows that came and are written; all of them unless said. `came` is the staged row. */
  only?: string;
};

/** Keeps the moment of the first removal; an entry that is right again comes back. */
const REMOVED = {
  removed_at: "case when new.removed_at is not null then coalesce(old.removed_at, new.removed_at) end",
};
const OF_KNOWN_PERSON = "exists (select 1 from person p where p.id = came.person_id)";

export const TABLES = {
  person: {
    name: "person",
    columns: [
      "id",
      "born_on",
      "died_on",
      "deceased",
      "sex",
      "ethnicity",
      "language",
      "interpreter",
      "practice_id",
      "registered_at",
      "nhs_number",
      "nhs_number_verified",
      "lsoa",
      "imd_decile",
      "care_home_id",
      "restriction",
      "source",
      "source_id",
    ],
    key: ["id"],
    // A file that does not say where somebody is registered does not end the registration.
    keeps: {
      practice_id: "coalesce(new.practice_id, old.practice_id)",
      registered_at: "coalesce(new.registered_at, old.registered_at)",
      // Lifting one is a decision, not an import; a stricter one holds at once.
      restriction:
        "case when new.restriction = 'sealed' then 'sealed' else coalesce(old.restriction, new.restriction) end",
    },
    stamped: "updated_at",
  },
  identifier: {
    name: "identifier",
    columns: ["system", "value", "person_id", "verified", "source"],
    key: ["system", "value", "person_id"],
  },
  name: {
    name: "person_name",
    columns: ["person_id", "id", "use", "prefix", "given", "family", "preferred", "search", "starts_at", "ends_at"],
    key: ["person_id", "id"],
  },
  address: {
    name: "person_address",
    columns: ["person_id", "id", "lines", "town", "postcode", "postcode_key", "starts_at", "ends_at"],
    key: ["person_id", "id"],
  },
  ring: {
    name: "person_to_ring",
    columns: ["person_id", "id", "name", "relation", "is_carer", "lives_with", "source", "removed_at"],
    key: ["person_id", "id"],
    keeps: REMOVED,
    only: OF_KNOWN_PERSON,
  },
  phone: {
    name: "phone",
    columns: ["person_id", "id", "value", "use", "ring_id"],
    key: ["person_id", "id"],
    only: OF_KNOWN_PERSON,
  },
  encounter: {
    name: "encounter",
    columns: [
      "person_id",
      "id",
      "kind",
      "starts_at",
      "ends_at",
      "code_id",
      "reason_code_id",
      "provider_name",
      "source",
      "source_id",
      "removed_at",
    ],
    key: ["person_id", "id"],
    keeps: REMOVED,
  },
  entry: {
    name: "entry",
    columns: [
      "person_id",
      "id",
      "kind",
      "code_id",
      "on_date",
      "end_date",
      "status",
      "value",
      "unit",
      "value_code_id",
      "value_text",
      "received_value",
      "received_unit",
      "implausible",
      "note",
      "source",
      "source_id",
      "encounter_id",
      "removed_at",
    ],
    key: ["person_id", "id"],
    keeps: REMOVED,
  },
  whole: {
    name: "source_resource",
    columns: ["person_id", "id", "resource_type", "source", "source_id", "body"],
    key: ["person_id", "id"],
  },
  /** Whom to ring about somebody who is not here yet: the resource waits whole. */
  waiting: {
    name: "source_resource",
    columns: ["person_id", "id", "resource_type", "source", "source_id", "body"],
    key: ["person_id", "id"],
    only: `not ${OF_KNOWN_PERSON}`,
  },
} as const satisfies Record<string, Table>;
export type TableName = keyof typeof TABLES;

const tableNames = Object.keys(TABLES) as TableName[];
const staged = (table: TableName) => `pg_temp.staged_${table}`;

/** `nr` is the place of the resource in its chunk. */
export async function createStaging(client: pg.ClientBase): Promise<void> {
  for (const table of tableNames) {
    const { name, columns } = TABLES[table];
    await client.query(`drop table if exists ${staged(table)}`);
    await client.query(`create temp table staged_${table} on commit delete rows as
      select 0 as nr, ${columns.join(", ")} from ${name} with no data`);
  }
}

export async function dropStaging(client: pg.ClientBase): Promise<void> {
  await client.query(tableNames.map((table) => `drop table if exists ${staged(table)}`).join("; "));
}

export const copyIn = (client: pg.ClientBase, table: TableName, rows: readonly string[]): Promise<void> =>
  copyTo(client, `${staged(table)} (nr, ${TABLES[table].columns.join(", ")})`, rows);

export type Written = { inserted: number[]; updated: number[] };

/** Places of the resources whose rows are new or say something new. */
export async function writeStaged(client: pg.ClientBase, table: TableName): Promise<Written> {
  const { rows } = await client.query({ name: `import ${table}`, text: writing(table) });
  return { inserted: numbers(rows[0].inserted), updated: numbers(rows[0].updated) };
}

const numbers = (list: string | null) => (list ? list.split(",").map(Number) : []);

function writing(table: TableName): string {
  const { name, columns, key, keeps, stamped, only }: Table = TABLES[table];
  const value = (column: string) =>
    (keeps?.[column] ?? `new.${column}`).replace(/\bnew\./g, "excluded.").replace(/\bold\./g, `${name}.`);
  const rest = columns.filter((column) => !key.includes(column));
  const set = rest.map((column) => `${column} = ${value(column)}`);
  if (stamped) set.push(`${stamped} = now()`);
  return `with done as (
      insert into ${name} (${columns.join(", ")}) select ${columns.join(", ")} from ${staged(table)} came ${only ? `where ${only}` : ""}
      on conflict (${key.join(", ")}) do update set ${set.join(", ")}
      where (${rest.map((column) => `${name}.${column}`).join(", ")}) is distinct from (${rest.map(value).join(", ")})
      returning ${key.join(", ")}, xmax = 0 as is_new)
    select string_agg(nr::text, ',') filter (where is_new) as inserted, string_agg(nr::text, ',') filter (where not is_new) as updated
    from done join ${staged(table)} using (${key.join(", ")})`;
}
