/**
 * A population as large as asked, made inside the database from a small borough: each person takes age, sex, practice
 * and place of one of the borough's, and entries of anybody's, with days of their own. Reading FHIR is measured elsewhere.
 */
import type { Scratch } from "../database/scratch";

/** Adds so many people with so many entries each to those that are there. */
export async function fillPopulation(scratch: Scratch, people: number, entriesEach: number): Promise<void> {
  await scratch.sql(
    `create temporary table person_template as select row_number() over () - 1 as n, p.* from person p`,
  );
  await scratch.sql(`create temporary table entry_template as select row_number() over () - 1 as n, e.* from entry e`);
  await scratch.sql(
    "create unique index on entry_template (n); create unique index on person_template (n); analyze entry_template",
  );
  const [{ persons, entries }] = (await scratch.sql<{ persons: number; entries: number }>(
    "select (select count(*)::int from person_template) as persons, (select count(*)::int from entry_template) as entries",
  )) as [{ persons: number; entries: number }];
  await scratch.sql(
    `insert into person (id, born_on, sex, ethnicity, practice_id, registered_at, imd_decile, source, source_id)
     select ${PERSON_ID}, t.born_on, t.sex, t.ethnicity, t.practice_id, t.registered_at, t.imd_decile, 'bench', i::text
     from generate_series(1, $1::int) i join person_template t on t.n = i % $2::int`,
    [people, persons],
  );
  await scratch.sql(
    `insert into entry (person_id, id, kind, code_id, on_date, end_date, status, value, unit, source, implausible)
     select ${PERSON_ID}, ('00000000-0000-7000-9000-' || lpad(to_hex(i::bigint * 64 + k), 12, '0'))::uuid, t.kind, t.code_id,
       t.on_date - make_interval(days => (i * 31 + k * 17) % 1500), t.end_date, t.status, t.value, t.unit, 'bench', t.implausible
     from generate_series(1, $1::int) i cross join generate_series(1, $2::int) k
     join entry_template t on t.n = (i::bigint * 7919 + k * 104729) % $3::int`,
    [people, entriesEach, entries],
  );
  await scratch.sql("drop table person_template, entry_template");
  await scratch.sql("vacuum analyze entry");
  await scratch.sql("vacuum analyze person");
}

const PERSON_ID = "('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid";
