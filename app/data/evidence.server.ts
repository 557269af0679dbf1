/** Which entries show each deficit, condition or diagnosis: for one person, when it is shown. */
import type { CalendarDate } from "../domain/calendar";
import { codeSet } from "../domain/code-sets/all";
import { idsIn } from "../domain/feature";
import type { StaffViewer } from "../domain/viewer";
import { asViewer } from "./database.server";
import { openPerson } from "./people.server";

export type Evidence = {
  /** As the reason names it: "Falls", "Dementia". */
  term: string;
  entries: { entryId: string; on: CalendarDate | null; display: string; value: number | null; unit: string | null }[];
};

/** `terms`: the reasons that are shown. No other entry leaves the server. */
export type EvidenceAsked = { asOf: CalendarDate; terms: readonly string[] };

/**
 * Per code the latest entry, newest first; tests, and what was measured, only for those who read results. Empty for a
 * person who is not the viewer's business, and for viewers who are not shown why.
 */
export function findEvidence(
  viewer: StaffViewer,
  personId: string,
  { asOf, terms }: EvidenceAsked,
): Promise<Evidence[]> {
  return asViewer(viewer, "read", async (db) => {
    const person = await openPerson(db, viewer, personId, "read record");
    if (!person?.parts.has("why")) return [];
    const rows = await db.$queryRaw<Row[]>`
      select * from (
        select distinct on (e.code_id) e.id::text as "entryId", e.kind, c.display, e.value, e.unit,
          to_char(e.on_date at time zone 'Europe/London', 'YYYY-MM-DD') as "on",
          f.bits0::text as deficits, f.bits1::text as conditions, f.bits2::text as measures
        from entry e
        join code_feature f on f.code_id = e.code_id
        join code c on c.id = e.code_id
        where e.person_id = any (${person.personIds}::uuid[]) and e.removed_at is null
          and (e.on_date is null or (e.on_date at time zone 'Europe/London')::date <= ${asOf}::date)
        order by e.code_id, e.on_date desc nulls last) as latest
      order by "on" desc nulls last`;
    const seen = person.parts.has("results") ? rows : rows.filter(({ kind }) => kind !== "result").map(withoutValue);
    return byTerm(seen).filter(({ term }) => terms.includes(term));
  });
}

const withoutValue = (row: Row): Row => ({ ...row, value: null, unit: null });

type Row = Evidence["entries"][number] & { kind: string; deficits: string; conditions: string; measures: string };

function byTerm(rows: Row[]): Evidence[] {
  const evidence = new Map<string, Evidence>();
  for (const { kind: _, deficits, conditions, measures, ...entry } of rows) {
    const sets = [
      ...idsIn("deficits", BigInt(deficits)),
      ...idsIn("conditions", BigInt(conditions)),
      ...idsIn("measures", BigInt(measures)),
    ];
    for (const term of new Set(sets.map((id) => codeSet(id).name))) {
      if (!evidence.has(term)) evidence.set(term, { term, entries: [] });
      evidence.get(term)!.entries.push(entry);
    }
  }
  return [...evidence.values()];
}
