/**
 * What a run found, as sums of people's weights (domain/small-counts): made when it is put in force, while its rows and
 * those of the run before are there. Kept as sums, so that no exact count of few people lies beside them.
 */
import { hash } from "node:crypto";
import type pg from "pg";
import { AGE_BANDS, type Distributions, type Moved } from "../domain/run-history";
import { WEIGHTS, weightOf } from "../domain/small-counts";

/** The lot of a person, 0 to 9: the same on every day and page, and told by nothing that a viewer of counts knows. */
const LOT = `(('x' || substr(md5(person_id::text), 1, 8))::bit(32)::bigint & 2147483647) % ${WEIGHTS.lots}`;
/** SQL: the weight of the person of a row that has person_id. */
export const WEIGHT = `case ${LOT} when ${WEIGHTS.none} then 0 when ${WEIGHTS.twice} then 2 else 1 end`;

/** The same weight of one person. */
export function weightOfPerson(personId: string): 0 | 1 | 2 {
  const number = Number.parseInt(hash("md5", personId).slice(0, 8), 16);
  return weightOf((number & 0x7fffffff) % WEIGHTS.lots);
}

/** One pass over the run's rows. `tiers`: least need of each, from the highest; their names are ours, never input. */
export async function distributionsOf(
  client: pg.ClientBase,
  runId: string,
  tiers: Readonly<Record<string, number>>,
): Promise<Omit<Distributions, "care">> {
  const ages = AGE_BANDS.slice(1).join(",");
  const lines = Object.entries(tiers);
  const { rows } = await client.query<Row>(
    `select segment, age_band, deficits, tier, sum(weight)::int as weighted, grouping(segment, age_band, deficits, tier) as of
     from (
       select segment, ${WEIGHT} as weight,
         case when age is null then -1 else width_bucket(age, array[${ages}]) end as age_band,
         case when efi_count is not null then case when efi_known then efi_count::text else 'incomplete' end end as deficits,
         case ${lines.map(([name], i) => `when need >= $${i + 2} then '${name}'`).join(" ")} else 'rest' end as tier
       from registry_row where run_id = $1
     ) r group by grouping sets ((segment, age_band), (segment), (deficits), (tier), ())`,
    [runId, ...lines.map(([, least]) => least)],
  );
  const made: Omit<Distributions, "care"> = { people: 0, segments: {}, ages: {}, index: {}, tiers: {} };
  for (const row of rows) add(made, row);
  return made;
}

type Row = {
  segment: string;
  age_band: number;
  deficits: string | null;
  tier: string;
  weighted: number;
  of: number;
};

/** Bits of grouping(): 1 where the column is summed over; segment is the highest, tier the lowest. */
function add(made: Omit<Distributions, "care">, { segment, age_band, deficits, tier, weighted, of }: Row): void {
  if (of === 0b1111) made.people = weighted;
  else if (of === 0b0111) made.segments[segment] = weighted;
  else if (of === 0b1101 && deficits !== null) made.index[deficits] = weighted;
  else if (of === 0b1110) made.tiers[tier] = weighted;
  else if (of === 0b0011) {
    made.ages[segment] ??= {};
    made.ages[segment][age_band < 0 ? "unknown" : AGE_BANDS[age_band]!] = weighted;
  }
}

/**
 * Where people went since the run in force was put there: from the rows of both, with the changes put back that records
 * made in between. Who joined or left in between is in neither. Undefined when no run is in force.
 */
export async function movementSince(client: pg.ClientBase, runId: string) {
  const { rows } = await client.query<MovedRow>(
    `with before as (select id, finished_at from stratification_run where current),
     first_change as materialized (
       select distinct on (c.person_id, c.band) c.person_id, c.band, c.was from band_change c, before
       where c.at > before.finished_at order by c.person_id, c.band, c.at
     )
     select segment_was, segment, efi_was, efi, sum(weight)::int as weighted, grouping(segment_was, segment) as of from (
       select coalesce(s.was, b.segment, 'none') as segment_was, coalesce(r.segment, 'none') as segment,
         coalesce(e.was, b.efi, 'none') as efi_was, coalesce(r.efi, 'none') as efi, ${WEIGHT} as weight
       from (select person_id, segment, efi_category as efi from registry_row where run_id = (select id from before)) b
       full join (select person_id, segment, efi_category as efi from registry_row where run_id = $1) r using (person_id)
       left join (select * from first_change where band = 'segment') s using (person_id)
       left join (select * from first_change where band = 'efi') e using (person_id)
     ) m where exists (select from before)
     group by grouping sets ((segment_was, segment), (efi_was, efi))`,
    [runId],
  );
  if (!rows.length) return undefined;
  const of = (summedOver: boolean, was: keyof MovedRow, became: keyof MovedRow): Moved[] =>
    rows
      .filter((row) => (row.of === 0) !== summedOver)
      .map((row) => ({ was: String(row[was]), became: String(row[became]), weighted: row.weighted }));
  return { segment: of(false, "segment_was", "segment"), efi: of(true, "efi_was", "efi") };
}

type MovedRow = {
  segment_was: string | null;
  segment: string | null;
  efi_was: string | null;
  efi: string | null;
  weighted: number;
  of: number;
};
