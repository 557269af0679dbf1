/**
 * What of a plan a reader sees (safety rules 12 and 13). Closed: others see that something is there; hidden: they do
 * not. A restriction stands in a table of its own, with named readers; an item of a list may also carry one in its own
 * words, read by those who sign clinical sections. Whoever wrote or restricted a line always reads it.
 */
import type { CalendarDate } from "./calendar";
import { may, type Permission, type Role } from "./permissions";
import { type Item, type PlanDocument, unitOf, unitsOf } from "./plan";
import { fieldsOf, SECTION_IDS, type SectionId, sectionOf } from "./plan-sections";

export type RestrictionKind = "closed" | "hidden";

export type Restriction = {
  id: string;
  /** A unit, or a section as a whole. */
  unit: string;
  kind: RestrictionKind;
  /** role:KEY | account:UUID | organisation:UUID */
  readers: readonly string[];
  /** The account that made it. */
  by: string;
  /** The last day on which it stands. */
  until?: CalendarDate;
};

export type Reader = { accountId: string; organisationId: string; role: Role; permissions: readonly Permission[] };

/** Unit or section → how it is kept from somebody. */
export type Withheld = ReadonlyMap<string, RestrictionKind>;

/** Of lines that carry a restriction in their own words: those who sign clinical sections. */
export const seesRestricted = (viewer: { role: Role; permissions: readonly Permission[] }): boolean =>
  may(viewer, "sign clinical sections");

export const reads = (reader: Reader, { readers, by }: Restriction): boolean =>
  by === reader.accountId ||
  readers.some((one) =>
    [`role:${reader.role}`, `account:${reader.accountId}`, `organisation:${reader.organisationId}`].includes(one),
  );

/**
 * What a crew acts on is never kept from it as a section: a hidden CPR line would be read as none. A contingency plan
 * and everything outside the crisis part may be.
 */
export function mayBeRestricted(unit: string): boolean {
  const section = unitOf(unit)?.section ?? (SECTION_IDS.find((id) => id === unit) as SectionId | undefined);
  if (!section || ["agreement", "review"].includes(section)) return false;
  return !sectionOf(section).critical || unitOf(unit)?.item !== undefined;
}

/** What is kept from the reader; from everybody, where no reader is named: texts for crews, prints and letters. */
export function withheldFrom(
  reader: Reader | undefined,
  restrictions: readonly Restriction[],
  marked: Withheld,
): Withheld {
  const withheld = new Map(reader && seesRestricted(reader) ? [] : marked);
  for (const restriction of restrictions) {
    if (reader && reads(reader, restriction)) continue;
    // Of two that stand on one line the stricter.
    if (withheld.get(restriction.unit) !== "hidden") withheld.set(restriction.unit, restriction.kind);
  }
  return withheld;
}

/** Items that carry a restriction in their own words. */
export function markedIn(plan: PlanDocument): Withheld {
  const marked = new Map<string, RestrictionKind>();
  for (const section of SECTION_IDS)
    for (const { id, restriction } of plan.sections[section].items as readonly Item[])
      if (restriction) marked.set(`${section}/${id}`, restriction === "closed" ? "closed" : "hidden");
  return marked;
}

/**
 * The plan without what is withheld, and the sections in which closed lines were left out. Nothing of a line that was
 * left out remains, neither its id nor its stamp. `own`: units that the reader wrote in a draft of their own.
 */
export function withoutUnits(
  plan: PlanDocument,
  withheld: Withheld,
  own: ReadonlySet<string> = NONE,
): { plan: PlanDocument; closedIn: SectionId[] } {
  const kindOf = (unit: string, section: SectionId): RestrictionKind | undefined =>
    own.has(unit) ? undefined : (withheld.get(unit) ?? withheld.get(section));
  const closed = new Set<SectionId>();
  const gone = new Set<string>();
  for (const unit of unitsOf(plan)) {
    const { section } = unitOf(unit)!;
    const kind = kindOf(unit, section);
    if (kind) gone.add(unit);
    if (kind === "closed") closed.add(section);
  }
  if (!gone.size && Object.keys(plan.stamps).every((unit) => !withheld.has(unit))) return { plan, closedIn: [] };
  const sections = Object.fromEntries(SECTION_IDS.map((id) => [id, contentWithout(plan, id, gone)]));
  const stamps = Object.fromEntries(
    Object.entries(plan.stamps).filter(([unit]) => !gone.has(unit) && !(withheld.has(unit) && !own.has(unit))),
  );
  return {
    plan: { ...plan, sections: sections as unknown as PlanDocument["sections"], stamps },
    closedIn: SECTION_IDS.filter((id) => closed.has(id)),
  };
}
const NONE: ReadonlySet<string> = new Set();

function contentWithout(plan: PlanDocument, section: SectionId, gone: ReadonlySet<string>) {
  const { fields, items } = plan.sections[section] as { fields: Record<string, string>; items: readonly Item[] };
  const { unit } = sectionOf(section);
  if (unit === "item") return { fields, items: items.filter(({ id }) => !gone.has(`${section}/${id}`)) };
  if (unit === "section") return { fields: gone.has(section) ? {} : fields, items };
  const kept = Object.keys(fieldsOf(section)).filter((name) => fields[name] && !gone.has(`${section}.${name}`));
  return { fields: Object.fromEntries(kept.map((name) => [name, fields[name]!])), items };
}

/** As it goes to whoever is not named: crews, prints, letters, the person. */
export const withoutRestricted = (
  plan: PlanDocument,
  restrictions: readonly Restriction[] = [],
): { plan: PlanDocument; closedIn: SectionId[] } =>
  withoutUnits(plan, withheldFrom(undefined, restrictions, markedIn(plan)));

/** As one member of staff sees it. `marked` besides the plan's own: what the newest version restricts is so in older ones. */
export function seenThrough(
  plan: PlanDocument,
  reader: Reader,
  restrictions: readonly Restriction[],
  { marked = new Map(), own }: { marked?: Withheld; own?: ReadonlySet<string> } = {},
): { plan: PlanDocument; closedIn: SectionId[] } {
  const authored = Object.entries(plan.stamps).flatMap(([unit, { by }]) => (by === reader.accountId ? [unit] : []));
  const all = new Map([...marked, ...markedIn(plan)].filter(([unit]) => !authored.includes(unit)));
  return withoutUnits(plan, withheldFrom(reader, restrictions, all), own);
}
