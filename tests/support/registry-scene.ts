/** The scene of the MDG tests, stratified: people with a line in the registry and coded entries. */
import { newId } from "../../app/data/identity.server";
import { membershipOf } from "../../app/domain/code-sets/all";
import { SNOMED } from "../../app/domain/code-sets/code-set";
import { comparable } from "../../app/domain/look-up";
import { type Segment, segmentRank } from "../../app/domain/segment";
import type { TestDatabase } from "./database";
import { mdgScene } from "./mdg-scene";

export type ALine = {
  segment?: Segment;
  age?: number | null;
  efi?: number | null;
  efiCategory?: string | null;
  efiKnown?: boolean;
  missing?: string[];
  gapsDue?: number;
  /** Open care processes. */
  gaps?: string[];
  diabetes?: boolean;
  imdDecile?: number;
  lastEmergencyOn?: string | null;
  /** At A&E. */
  attendancesYear?: number;
};

export type AnEntry = {
  kind: string;
  code?: string;
  display: string;
  on?: string;
  value?: number;
  unit?: string;
  text?: string;
  implausible?: boolean;
  received?: [string, string];
  /** Sets of its code, where they are not those of the code that ships. */
  sets?: string[];
};

const setsOf = membershipOf();

export async function registryScene(database: TestDatabase) {
  const { sql } = database;
  const scene = await mdgScene(database);
  const runId = newId();
  await sql(
    `insert into stratification_run (id, as_of, started_at, finished_at, current, started_by, versions)
     values ($1, '2026-11-22', '2026-11-22 09:10+00', '2026-11-22 09:14+00', true, 'test', '{}')`,
    [runId],
  );

  const stratified = async (personId: string, line: ALine = {}) => {
    const { segment = "healthy", age = 84, efi = 3, efiCategory = "fit", efiKnown = true, missing = [] } = line;
    await sql(
      `insert into registry_row (run_id, person_id, practice_id, age, sex, imd_decile, segment, segment_rank, segment_rule,
         reason, missing, efi_count, efi_category, efi_known, index_value, index_category, index_known, index_terms, long_term_conditions, sets, diabetes,
         gaps, gaps_due, emergency_year, last_emergency_on, attendances_year)
       select $1, p.id, p.practice_id, $3, 'female', $4, $5, $6, 'test', 'Falls; eFI 3 of 36',
         $7, $8::int, $9, $10, $8::int, $9, $10, '{}', 1, '{}', $11, $12, $13, 0, $14, $15 from person p where p.id = $2`,
      [
        ...[
          runId,
          personId,
          age,
          line.imdDecile ?? 5,
          segment,
          segmentRank(segment),
          missing,
          efi,
          efiCategory,
          efiKnown,
        ],
        ...[
          line.diabetes ?? false,
          line.gaps ?? [],
          line.gapsDue ?? line.gaps?.length ?? 0,
          line.lastEmergencyOn ?? null,
          line.attendancesYear ?? 0,
        ],
      ],
    );
    return personId;
  };

  /** Registered with the practice and stratified. */
  const listed = async (family: string, practiceId: string, line: ALine = {}) => {
    const personId = await scene.person(family, practiceId);
    await sql("update person_name set search = $2 where person_id = $1", [personId, comparable(`Adaeze ${family}`)]);
    return stratified(personId, line);
  };

  const related = (personId: string, holderKind: string, holderId: string, source: string) =>
    sql(
      `insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at)
       values ($1, $2, $3, $4, 'test', now() - interval '1 day')`,
      [personId, holderKind, holderId, source],
    );

  const entry = async (personId: string, given: AnEntry) => {
    const code = given.code ?? given.display;
    await sql(
      "insert into code (system, code, display) values ('http://snomed.info/sct', $1, $2) on conflict do nothing",
      [code, given.display],
    );
    await sql(
      "insert into code_feature (code_id, sets) select id, $2 from code where code = $1 on conflict do nothing",
      [code, given.sets ?? setsOf({ system: SNOMED, code, display: given.display })],
    );
    await sql(
      `insert into entry (person_id, id, kind, code_id, on_date, value, unit, value_text, implausible, received_value, received_unit, source)
       select $1, $2, $3, id, $5, $6, $7, $8, $9, $10, $11, 'test' from code where code = $4`,
      [
        ...[personId, newId(), given.kind, code, given.on ?? "2026-08-02", given.value ?? null, given.unit ?? null],
        ...[given.text ?? null, given.implausible ?? false, given.received?.[0] ?? null, given.received?.[1] ?? null],
      ],
    );
  };

  /** What the record of access holds of a deed, oldest first. */
  const accessed = (did: string) =>
    sql<{ outcome: string; person_id: string | null; shown: string[]; account_id: string }>(
      "select outcome, person_id, shown, account_id from access_record where did = $1 order by at, outcome",
      [did],
    );

  return { ...scene, runId, stratified, listed, related, entry, accessed };
}
