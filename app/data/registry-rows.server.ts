/** Registry rows: what stratification writes and the registry sorts and filters on. */
import type pg from "pg";
import { type CalendarDate, monthsFrom } from "../domain/calendar";
import { latestValue } from "../domain/feature";
import { recordedLevel } from "../domain/risk/clinical-frailty-scale";
import { efiCategory } from "../domain/risk/efi";
import { recordedFrailty, segmentRank } from "../domain/segment";
import { isTooYoung, needOf, type Stratification } from "../domain/stratification";
import { copyRow, copyTo } from "./copy.server";
import type { PersonFeatures } from "./features.server";

/**
 * Below 65 the eFI columns are empty: the index was not made for that age and nothing is missing of it. A count that
 * is a floor has `efi_known` false, and the category is the floor's.
 */
export function rowOf(runId: string, person: PersonFeatures, answer: Stratification, asOf: CalendarDate) {
  const { efi, efi2, index, cambridge, segment } = answer;
  const uses = emergencies(person, asOf);
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
    reason: answer.reason,
    missing: answer.missing,
    efi_count: tooYoung ? null : count,
    efi_category: tooYoung ? null : efiCategory(count),
    efi_known: tooYoung || efi.known,
    index_terms: tooYoung ? [] : index.because.map(({ term }) => term),
    efi2_score: tooYoung || !efi2 ? null : efi2.known ? efi2.value : efi2.atLeast,
    efi2_category: tooYoung || !efi2?.known ? null : efi2.category,
    efi2_known: tooYoung || !efi2 || efi2.known,
    index_name: index.name,
    index_value: tooYoung ? null : index.value,
    index_category: tooYoung ? null : index.category,
    index_known: tooYoung || index.known,
    frailty: recordedFrailty(person)?.frailty ?? null,
    cfs: recordedLevel(person)?.level ?? null,
    cambridge: cambridge.known ? cambridge.value : null,
    need: needOf(answer, uses.emergency_year),
    long_term_conditions: answer.longTermConditions.length,
    sets: setsHeld(person),
    diabetes: answer.diabetes,
    medicines: person.medicines ?? null,
    gaps: answer.gaps,
    gaps_due: answer.gaps.length,
    hba1c: latestValue(person, "hba1c") ?? null,
    systolic: latestValue(person, "systolic") ?? null,
    diastolic: latestValue(person, "diastolic") ?? null,
    egfr: latestValue(person, "egfr") ?? null,
    bmi: latestValue(person, "bmi") ?? null,
    cholesterol: latestValue(person, "cholesterol") ?? null,
    acr: latestValue(person, "urine-acr") ?? null,
    ...uses,
    has_carer: person.hasCarer,
    care_home: person.careHome,
    plan_version: person.planVersion,
    plan_confirmed_on: person.planConfirmedOn,
    next_meeting_on: person.nextMeetingOn,
  };
}

export type RegistryRowIn = ReturnType<typeof rowOf>;

/** Conditions and states that hold; tests, checks and eFI deficits are not conditions. */
const HELD =
  /^(?:condition-|medicine-|palliative-care$|end-stage-disease$|housebound$|care-home$|has-carer$|is-carer$|diabetes-type)/;
/** Set → whether it is such a one: there are some hundreds, and people by the million. */
const isHeld = new Map<string, boolean>();

function setsHeld({ facts }: PersonFeatures): string[] {
  const held: string[] = [];
  for (const [set, { active }] of facts) {
    let counts = isHeld.get(set);
    if (counts === undefined) {
      counts = HELD.test(set);
      isHeld.set(set, counts);
    }
    if (active && counts) held.push(set);
  }
  return held;
}

function emergencies({ services }: PersonFeatures, asOf: CalendarDate) {
  if (!services.length) return NO_USE;
  const since = monthsFrom(asOf, -12);
  const admissions = services.filter(({ kind }) => kind === "emergency_admission");
  return {
    emergency_year: admissions.filter(({ on }) => on > since).length,
    attendances_year: services.filter(({ kind, on }) => kind === "ae" && on > since).length,
    last_emergency_on: admissions[0]?.on ?? null,
  };
}

const NO_USE = { emergency_year: 0, attendances_year: 0, last_emergency_on: null };

/**
 * Through a table of the connection's own: COPY is refused where row-level security binds the writer, and it is what
 * makes a population fast. Inside a transaction.
 */
export async function saveRows(client: pg.ClientBase, rows: readonly RegistryRowIn[]): Promise<void> {
  const written = new WrittenRows();
  for (const row of rows) written.add(row);
  await saveWritten(client, written);
}

/** Rows as they are copied: a whole population is not held as objects. */
export class WrittenRows {
  /** Those of rowOf, in its order. */
  columns: readonly string[] = [];
  readonly lines: string[] = [];

  add(row: RegistryRowIn): void {
    if (!this.lines.length) this.columns = Object.keys(row);
    this.lines.push(copyRow(Object.values(row)));
  }
}

/** saveRows, of rows that are written already. */
export async function saveWritten(client: pg.ClientBase, { columns, lines }: WrittenRows): Promise<void> {
  if (!lines.length) return;
  await client.query(
    "create temporary table if not exists fresh_row (like registry_row including defaults) on commit delete rows",
  );
  await copyTo(client, `fresh_row (${columns.join(", ")})`, lines);
  await client.query("insert into registry_row select * from fresh_row");
  await client.query("truncate fresh_row");
}
