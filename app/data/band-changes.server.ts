/** Changes of absolute bands, each with what caused it. A rank that others move is no change. */
import type pg from "pg";
import type { Reason } from "../domain/answer";
import type { CalendarDate } from "../domain/calendar";
import { dateInWords } from "../domain/dates";
import { type Stratification, stratify } from "../domain/stratification";
import { findFeatures, queryOf, readSetsOfCodes } from "./features.server";
import { newId } from "./identity.server";
import type { Run } from "./stratification-runs.server";

type Client = Pick<pg.ClientBase, "query">;

/** What of a registry row can change band. */
export type Banded = {
  person_id: string;
  segment: string;
  index_name: string;
  index_value: number | null;
  index_category: string | null;
  index_known: boolean;
  index_terms: string[];
};
export const BANDED = "person_id, segment, index_name, index_value, index_category, index_known, index_terms";

export type BandChange = {
  person_id: string;
  id: string;
  at: Date;
  as_of: CalendarDate;
  band: string;
  was: string | null;
  became: string;
  was_value: number | null;
  value: number | null;
  cause: string;
};

/** Empty when no band changed. `became` is the row that takes the place of `was`, answered by `answer`. */
export function bandChangesOf(
  was: Banded,
  became: Banded,
  { answer, at, asOf }: { answer: Stratification; at: Date; asOf: CalendarDate },
): BandChange[] {
  const changes: BandChange[] = [];
  const made = () => ({ person_id: became.person_id, id: newId(at), at, as_of: asOf });
  if (was.segment !== became.segment) {
    const cause = answer.segment.because.map(inWords).slice(0, 2).join("; ");
    changes.push({
      ...made(),
      band: "segment",
      was: was.segment,
      became: became.segment,
      was_value: null,
      value: null,
      cause,
    });
  }
  const [before, after] = [was.index_category, became.index_category];
  if (isComparable(was, became) && before !== null && after !== null && before !== after) {
    changes.push({
      ...made(),
      band: answer.index.name.toLowerCase(),
      was: before,
      became: after,
      was_value: was.index_value,
      value: became.index_value,
      cause: causeOf(was.index_terms, became.index_terms, answer.index.because),
    });
  }
  return changes;
}

/** Bands of two instruments, or a floor, say nothing about a change. */
const isComparable = (was: Banded, became: Banded): boolean =>
  was.index_known && became.index_known && was.index_name === became.index_name;

function causeOf(before: readonly string[], after: readonly string[], because: readonly Reason[]): string {
  const added = because.filter(({ term }) => !before.includes(term)).map(inWords);
  const gone = before.filter((term) => !after.includes(term)).map((term) => `${term} no longer counts`);
  return [...added, ...gone].join("; ");
}

/** "Falls recorded 12 March 2026" */
const inWords = ({ term, evidence, on }: Reason): string =>
  on ? `${term} recorded ${dateInWords(on)}` : evidence ? `${term} (${evidence})` : term;

export async function saveBandChanges(client: Client, changes: readonly BandChange[]): Promise<void> {
  if (!changes.length) return;
  await client.query("insert into band_change select * from json_populate_recordset(null::band_change, $1)", [
    JSON.stringify(changes),
  ]);
}

/** People answered once more between two writes of their changes. */
const AT_ONCE = 2_000;

/** People whose band differs from the run in force: answered once more, for the cause. */
export async function noteBandChanges(
  client: pg.ClientBase,
  { runId, asOf, values, installed }: Run,
  at: Date,
): Promise<void> {
  if (!(await areOfTheirDay(client, runId))) return;
  const { rows } = await client.query<{ was: Banded; became: Banded }>(
    `select to_json(b) as was, to_json(r) as became
     from (select ${BANDED} from registry_row where run_id = (select id from stratification_run where current)) b
     join (select ${BANDED} from registry_row where run_id = $1) r using (person_id)
     where b.segment <> r.segment
       or b.index_category <> r.index_category and b.index_name = r.index_name and b.index_known and r.index_known`,
    [runId],
  );
  const query = queryOf(client);
  const sets = rows.length ? await readSetsOfCodes(query) : new Map();
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE);
    const people = await findFeatures(
      query,
      part.map(({ became }) => became.person_id),
      asOf,
      sets,
    );
    const answers = new Map(people.map((person) => [person.personId, stratify(person, asOf, values, installed)]));
    const changes = part.flatMap(({ was, became }) => {
      const answer = answers.get(became.person_id);
      return answer ? bandChangesOf(was, became, { answer, at, asOf }) : [];
    });
    await saveBandChanges(client, changes);
  }
}

/**
 * Whether this run and the one in force each answer for their own day. Somebody may look at another day; what differs
 * then is no change of anybody's, and history would keep it for good.
 */
export async function areOfTheirDay(client: pg.ClientBase, runId: string): Promise<boolean> {
  const { rows } = await client.query<{ look: boolean }>(
    "select bool_or(versions ? 'lookAtAnotherDay') as look from stratification_run where current or id = $1",
    [runId],
  );
  return !rows[0]!.look;
}
