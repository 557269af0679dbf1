/**
 * A population as large as asked, made inside the database from a small borough: each person is one of the borough's
 * over again, with that person's entries repeated up to four times, further back each time, and filled up with entries
 * that no rule reads, as most of a real record is. Reading FHIR is measured elsewhere.
 */
import type { Scratch } from "../database/scratch";

/** How often a person's entries are repeated at most, and how many days lie between. */
const REPEATS = 4;
const DAYS_APART = 190;

/** Adds so many people with so many entries each to those that are there. */
export async function fillPopulation({ sql }: Scratch, people: number, entriesEach: number): Promise<void> {
  await sql("create table bench_person as select row_number() over (order by id) - 1 as n, p.* from person p");
  await sql(
    `create table bench_entry as select p.n as of, row_number() over (partition by p.n order by e.on_date desc) as nth,
       count(*) over (partition by p.n) as held, e.* from entry e join bench_person p on p.id = e.person_id`,
  );
  await sql(
    "create unique index on bench_person (n); create unique index on bench_entry (of, nth); analyze bench_entry; analyze bench_person",
  );
  const [filler] = await sql<{ id: number }>(
    `insert into code (system, code, display) values ('https://confer.example/bench', 'seen', 'Seen in surgery')
     on conflict (system, code) do update set display = excluded.display returning id`,
  );
  await sql(
    `insert into person (id, born_on, sex, ethnicity, practice_id, registered_at, imd_decile, source, source_id)
     select ${PERSON_ID}, t.born_on, t.sex, t.ethnicity, t.practice_id, t.registered_at, t.imd_decile, 'bench', i::text
     from generate_series(1, $1::int) i join bench_person t on t.n = i % (select count(*) from bench_person)`,
    [people],
  );
  await sql(
    `insert into entry (person_id, id, kind, code_id, on_date, end_date, status, value, unit, source, implausible)
     select ${PERSON_ID}, ('00000000-0000-7000-9000-' || lpad(to_hex(i::bigint * 64 + k), 12, '0'))::uuid,
       coalesce(e.kind, 'finding'), coalesce(e.code_id, $3::int),
       coalesce(e.on_date - make_interval(days => ((k - 1) / t.held * ${DAYS_APART})::int), timestamptz '2025-01-01' - make_interval(days => k * 41)),
       e.end_date, e.status, e.value, e.unit, 'bench', coalesce(e.implausible, false)
     from generate_series(1, $1::int) i
     join (select p.n, greatest(1, (select count(*) from bench_entry b where b.of = p.n)) as held from bench_person p) t
       on t.n = i % (select count(*) from bench_person)
     cross join generate_series(1, $2::int) k
     left join bench_entry e on e.of = t.n and e.nth = (k - 1) % t.held + 1 and (k - 1) / t.held < ${REPEATS}`,
    [people, entriesEach, filler!.id],
  );
  await sql("drop table bench_person, bench_entry");
  await sql("vacuum analyze entry");
  await sql("vacuum analyze person");
}

const PERSON_ID = "('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid";
