/** Whose plan a closed part belongs to that was opened, and which part it is: for whoever reviews access. */
import { z } from "zod";
import { nameAt, nameInBanner } from "../domain/person";
import { isSectionId, sectionOf } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer } from "./database.server";
import { isOwnRecord } from "./names.server";

const Names = z
  .array(
    z.object({
      ...{ use: z.string(), prefix: z.string().nullable(), given: z.string(), family: z.string() },
      preferred: z.string().nullable(),
      startsAt: z.coerce.date().nullable(),
      endsAt: z.coerce.date().nullable(),
    }),
  )
  .nullable();

/** `name` is undefined where the record is sealed, or the reviewer's own; `part` is a heading, never what stands below it. */
export type OverridePart = { name: string | undefined; nhsNumber: string | null; part: string };

type Row = { id: string; personId: string; unit: string | null; nhsNumber: string | null; names: unknown };

/** By the id of the override. Whose names were shown is recorded. */
export function findOverrideParts(viewer: StaffViewer): Promise<ReadonlyMap<string, OverridePart>> {
  return asViewer(viewer, "read", async (db) => {
    const rows = await db.$queryRaw<Row[]>`
      select id, person_id as "personId", unit, nhs_number as "nhsNumber", names from confer_override_parts()`;
    const shown = rows.filter(({ personId, names }) => names !== null && !isOwnRecord(viewer, personId));
    await recordAccess(db, viewer, {
      did: "list whose plans were opened",
      shown: [...new Set(shown.map(({ personId }) => personId))],
    });
    return new Map(
      rows.map((row) => {
        const isShown = shown.includes(row);
        const names = isShown ? Names.parse(row.names) : null;
        const name = names && nameAt(names, viewer.requestedAt);
        const called = isShown ? (name ? nameInBanner(name) : "Name not known") : undefined;
        return [row.id, { name: called, nhsNumber: isShown ? row.nhsNumber : null, part: partInWords(row.unit) }];
      }),
    );
  });
}

/** "usual.moving", "contingency/…", "housing": by the heading of their section. */
function partInWords(unit: string | null): string {
  const section = /^\w+/.exec(unit ?? "")?.[0] ?? "";
  if (!isSectionId(section)) return "A line that is closed by its own words";
  return unit === section ? `All of “${sectionOf(section).title}”` : `A line of “${sectionOf(section).title}”`;
}
