/** Changes of absolute bands, each with what caused it. A rank that others move is no change. */
import type pg from "pg";
import type { Reason } from "../domain/answer";
import type { CalendarDate } from "../domain/calendar";
import { dateInWords } from "../domain/dates";
import type { Stratification } from "../domain/stratification";
import { newId } from "./identity.server";

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
