/** Who is on a viewer's registry, by the parts of the record that a row reveals. */
import { may, partsSeen, RELATIONSHIP_WORDS, type RecordPart, type RelationshipSource } from "./permissions";
import { sourcesLeft } from "./person";
import { FILTER_PARTS, type FilterField, type RegistryFilter, SORTS, type Sort } from "./registry-filter";
import type { StaffViewer } from "./viewer";

type Asks = Pick<StaffViewer, "role" | "permissions">;

const ROW_PARTS: readonly RecordPart[] = ["banner", "why", "care due", "contacts", "plan", "meetings"];
const SOURCES = Object.keys(RELATIONSHIP_WORDS) as RelationshipSource[];

/** Parts of a record that the role sees through one relationship or another. */
export const everSees = (viewer: Asks): ReadonlySet<RecordPart> => partsSeen(viewer, SOURCES);

/** Cohorts and rates are made of why people are on the list: whoever never sees that has a list and no more. */
export const usesCohorts = (viewer: Asks): boolean => may(viewer, "use the registry") && everSees(viewer).has("why");

/** Parts of a row that the role ever sees: other columns and filters are not offered. */
export function rowParts(viewer: Asks): ReadonlySet<RecordPart> {
  const seen = everSees(viewer);
  return new Set(ROW_PARTS.filter((part) => seen.has(part)));
}

/** Columns and filters of parts that the role never sees are not applied. */
export function withinRole(viewer: Asks, filter: RegistryFilter, sort: Sort): { filter: RegistryFilter; sort: Sort } {
  const parts = rowParts(viewer);
  const allowed = Object.entries(filter).filter(([field]) => parts.has(FILTER_PARTS[field as FilterField]));
  return {
    filter: Object.fromEntries(allowed),
    sort: parts.has(SORTS[sort.by].part) ? sort : { by: "name", direction: "asc" },
  };
}

/**
 * Sources of relationship that put a person on the list, by the person's restriction. A source must open every part
 * that the list shows; last emergencies, which a meeting's pack leaves out, are blanked instead of barring the row,
 * unless the list is sorted by them: an order would tell. `revealed` are the parts by which the list is sorted or
 * narrowed.
 */
export function listSources(viewer: Asks, revealed: readonly RecordPart[] = []) {
  const needed = new Set<RecordPart>(["banner", ...rowParts(viewer)]);
  needed.delete("contacts");
  for (const part of revealed) needed.add(part);
  const opening = SOURCES.filter((source) => {
    const parts = partsSeen(viewer, [source]);
    return [...needed].every((part) => parts.has(part));
  });
  return {
    unrestricted: sourcesLeft(opening, null),
    dissented: sourcesLeft(opening, "dissented"),
    sealed: sourcesLeft(opening, "sealed"),
  };
}
