/** Scores beside the frailty index, of one person, as far as the viewer sees medicines and results. */
import type { CalendarDate } from "../domain/calendar";
import { CONFER_CODES, SNOMED } from "../domain/code-sets/code-set";
import {
  cambridgeReasons,
  clinicalFrailtyOf,
  medicineScoresOf,
  type OtherScores,
  RECORDED_SCORE_CODES,
  type RecordedScoreRow,
  readRecordedScores,
  scoreShown,
} from "../domain/other-scores";
import { withEntries } from "../domain/record";
import { scoreAnticholinergicBurden } from "../domain/risk/anticholinergic-burden";
import type { AnswerNow } from "./answers.server";
import type { Db } from "./database.server";
import { readEvidence } from "./evidence.server";
import type { OpenPerson } from "./people.server";

export async function readOtherScores(db: Db, person: OpenPerson, now: AnswerNow): Promise<OtherScores> {
  const { answer, features, asOf } = now;
  const seesMedicines = person.parts.has("medicines");
  const cambridge = cambridgeReasons(answer.cambridge.because, features, seesMedicines);
  const burden = seesMedicines ? scoreAnticholinergicBurden(features, asOf) : undefined;
  const sets = [...cambridge, ...(burden?.because ?? [])].flatMap((reason) => reason.sets ?? []);
  const entries = await readEvidence(db, person, { asOf, sets: [...new Set(sets)] });
  const shown: OtherScores = {
    cambridge: scoreShown(answer.cambridge, withEntries(cambridge, entries)),
    clinicalFrailty: clinicalFrailtyOf(features),
  };
  if (burden) shown.medicines = medicineScoresOf(features, burden, withEntries(burden.because, entries));
  if (person.parts.has("results")) shown.recorded = readRecordedScores(await recordedScores(db, person, asOf));
  return shown;
}

/** Newest first. The value as it came, even where it cannot be right: it is kept, and read by no score. */
const recordedScores = (db: Db, { personIds }: Pick<OpenPerson, "personIds">, asOf: CalendarDate) =>
  db.$queryRaw<RecordedScoreRow[]>`
    select e.id::text as id, c.system, c.code, coalesce(nullif(c.display, ''), c.code) as display, e.value,
      coalesce(e.received_unit, e.unit) as unit, coalesce(e.value_text, e.received_value) as text,
      e.recorded_here as "recordedHere", e.source,
      to_char(e.on_date at time zone 'Europe/London', 'YYYY-MM-DD') as "on"
    from entry e join code c on c.id = e.code_id
    where e.person_id = any (${personIds}::uuid[]) and e.removed_at is null
      and (c.system = ${SNOMED} and c.code = any (${RECORDED_SCORE_CODES[SNOMED]})
        or c.system = ${CONFER_CODES} and c.code = any (${RECORDED_SCORE_CODES[CONFER_CODES]}))
      and (e.on_date is null or (e.on_date at time zone 'Europe/London')::date <= ${asOf}::date)
    order by e.on_date desc nulls last, e.id limit 200`;
