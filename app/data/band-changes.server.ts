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
  efi_count: number | null;
  efi_category: string | null;
  efi_known: boolean;
  efi_deficits: string[];
};
export const BANDED = "person_id, segment, efi_count, efi_category, efi_known, efi_deficits";

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
  const bothKnown = was.efi_known && became.efi_known;
  if (
    bothKnown &&
    was.efi_category !== became.efi_category &&
    became.efi_category !== null &&
    was.efi_category !== null
  ) {
    changes.push({
      ...made(),
      band: "efi",
      was: was.efi_category,
      became: became.efi_category,
      was_value: was.efi_count,
      value: became.efi_count,
      cause: causeOf(was.efi_deficits, became.efi_deficits, answer.efi.because),
    });
  }
  return changes;
}

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
