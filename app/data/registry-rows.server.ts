/** Registry rows: what stratification writes and the registry sorts and filters on. */
import type pg from "pg";
import { efiCategory } from "../domain/risk/efi";
import { segmentRank } from "../domain/segment";
import { isTooYoung, type Stratification } from "../domain/stratification";
import type { PersonFeatures } from "./features.server";

/**
 * Below 65 the eFI columns are empty: the index was not made for that age and nothing is missing of it. A count that
 * is a floor has `efi_known` false, and the category is the floor's.
 */
export function rowOf(runId: string, person: PersonFeatures, answer: Stratification) {
  const { efi, segment, careGaps } = answer;
  const tooYoung = isTooYoung(answer.age);
  const count = efi.known ? efi.value : efi.atLeast;
  return {
    run_id: runId,
    person_id: person.personId,
    practice_id: person.practiceId,
    born_on: person.bornOn ?? null,
    age: answer.age ?? null,
    sex: person.sex,
    imd_decile: person.imdDecile,
    ethnicity: person.ethnicity,
    segment: segment.segment,
    segment_rank: segmentRank(segment.segment),
    segment_rule: segment.rule,
    because: segment.because,
    reason: answer.reason,
    missing: answer.missing,
    efi_count: tooYoung ? null : count,
    efi_category: tooYoung ? null : efiCategory(count),
    efi_known: tooYoung || efi.known,
    efi_because: efi.because,
    long_term_conditions: answer.longTermConditions.length,
    diabetes: answer.diabetes,
    medicines: person.medicines ?? null,
    care_gaps: careGaps.map(({ process, state, lastDone, nextDue, value }) => ({
      process,
      state,
      lastDone,
      nextDue,
      value,
    })),
    gaps_due: answer.gapsDue,
    emergency_year: person.emergencyYear,
    last_emergency_on: person.lastEmergencyOn,
    plan_version: person.planVersion,
    plan_confirmed_on: person.planConfirmedOn,
    next_meeting_on: person.nextMeetingOn,
  };
}

export type RegistryRowIn = ReturnType<typeof rowOf>;

/** One statement for all of them. Not COPY: PostgreSQL refuses it where row-level security binds the writer. */
export async function saveRows(client: Pick<pg.ClientBase, "query">, rows: readonly RegistryRowIn[]): Promise<void> {
  if (!rows.length) return;
  await client.query("insert into registry_row select * from json_populate_recordset(null::registry_row, $1)", [
    JSON.stringify(rows),
  ]);
}
