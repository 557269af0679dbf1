/** The entries that stand behind an answer: for one person, when it is shown. */
import type { CalendarDate } from "../domain/calendar";
import type { EvidenceEntry } from "../domain/person-record";
import type { Db } from "./database.server";
import type { OpenPerson } from "./people.server";

/** `sets`: code sets of the reasons that are shown. No other entry leaves the database. */
export type EvidenceAsked = { asOf: CalendarDate; sets: readonly string[] };

/**
 * Entries in these sets up to that day, newest first. Tests, and what was measured, only for those who read results,
 * medicines for those who see medicines (`person.parts`); what cannot be true shows without its value, as no score
 * reads it. An allergy names the substance of a medicine and is no entry of it.
 */
export async function readEvidence(
  db: Db,
  { personIds, parts }: Pick<OpenPerson, "personIds" | "parts">,
  { asOf, sets }: EvidenceAsked,
): Promise<EvidenceEntry[]> {
  if (!sets.length) return [];
  const rows = await db.$queryRaw<Row[]>`
    select e.id::text as id, e.kind, coalesce(nullif(c.display, ''), c.code) as display, e.value, e.unit, e.implausible, f.sets,
      e.recorded_here as "recordedHere",
      to_char(e.on_date at time zone 'Europe/London', 'YYYY-MM-DD') as "on"
    from entry e join code c on c.id = e.code_id join code_feature f on f.code_id = e.code_id
    where e.person_id = any (${personIds}::uuid[]) and e.removed_at is null and f.sets && ${[...sets]}::text[]
      and (e.kind = 'medicine' or exists (
        select from unnest(f.sets) as of (set) where of.set = any (${[...sets]}::text[]) and of.set not like 'medicine-%'))
      and (e.kind <> 'medicine' or e.status is null or e.status not in ('cancelled', 'draft'))
      and (e.on_date is null or (e.on_date at time zone 'Europe/London')::date <= ${asOf}::date)
    order by e.on_date desc nulls last, e.id limit 2000`;
  const results = parts.has("results");
  return rows
    .filter(({ kind }) => (results || kind !== "result") && (parts.has("medicines") || kind !== "medicine"))
    .map(({ kind: _, implausible, ...entry }) =>
      results && !implausible ? entry : { ...entry, value: null, unit: null },
    );
}

type Row = EvidenceEntry & { kind: string; implausible: boolean };
