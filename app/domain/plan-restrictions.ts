/**
 * What of a plan a reader sees (safety rules 12 and 13). Closed: others see that something is there; hidden: they do
 * not. A restriction stands in a table of its own, with named readers; an item of a list may also carry one in its own
 * words, read by those who sign clinical sections. Whoever wrote or restricted a line always reads it.
 */
import type { CalendarDate } from "./calendar";
import { may, type Permission, type Role } from "./permissions";
import { applyOperations, type Item, type Operation, type PlanDocument, unitOf, unitsOf } from "./plan";
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
    withheld.set(restriction.unit, stricter(withheld.get(restriction.unit), restriction.kind)!);
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

/** `withheld`: units of this plan that were left out, and how. It never leaves the server. */
export type SeenPlan = { plan: PlanDocument; closedIn: SectionId[]; withheld: ReadonlyMap<string, RestrictionKind> };

type Units = ReadonlySet<string>;
const NONE: Units = new Set();

/** Of two restrictions that stand on one line the stricter. */
const stricter = (a: RestrictionKind | undefined, b: RestrictionKind | undefined): RestrictionKind | undefined =>
  a === "hidden" || b === "hidden" ? "hidden" : (a ?? b);

const kindOf = (withheld: Withheld, unit: string): RestrictionKind | undefined =>
  stricter(withheld.get(unit), withheld.get(unitOf(unit)?.section ?? unit));

/**
 * The plan without what is withheld, and the sections in which closed lines were left out. Nothing of a line that was
 * left out remains, neither its id nor its stamp. `own`: units that the reader wrote in a draft of their own, under
 * which another's stamp does not show; `authored`: units that the reader published.
 */
export function withoutUnits(
  plan: PlanDocument,
  withheld: Withheld,
  { own = NONE, authored = NONE }: { own?: Units; authored?: Units } = {},
): SeenPlan {
  const keptFrom = (unit: string, spared: readonly Units[]) =>
    spared.some((units) => units.has(unit)) ? undefined : kindOf(withheld, unit);
  const gone = new Map<string, RestrictionKind>();
  for (const unit of unitsOf(plan)) {
    const kind = keptFrom(unit, [own, authored]);
    if (kind) gone.set(unit, kind);
  }
  const isShown = (unit: string) => keptFrom(unit, [authored]) === undefined;
  if (!gone.size && Object.keys(plan.stamps).every(isShown)) return { plan, closedIn: [], withheld: gone };
  const sections = Object.fromEntries(SECTION_IDS.map((id) => [id, contentWithout(plan, id, gone)]));
  const closed = new Set([...gone].flatMap(([unit, kind]) => (kind === "closed" ? [unitOf(unit)!.section] : [])));
  return {
    plan: {
      ...plan,
      sections: sections as unknown as PlanDocument["sections"],
      stamps: Object.fromEntries(Object.entries(plan.stamps).filter(([unit]) => isShown(unit))),
    },
    closedIn: SECTION_IDS.filter((id) => closed.has(id)),
    withheld: gone,
  };
}

function contentWithout(plan: PlanDocument, section: SectionId, gone: Withheld) {
  const { fields, items } = plan.sections[section] as { fields: Record<string, string>; items: readonly Item[] };
  const { unit } = sectionOf(section);
  if (unit === "item") return { fields, items: items.filter(({ id }) => !gone.has(`${section}/${id}`)) };
  if (unit === "section") return { fields: gone.has(section) ? {} : fields, items };
  const kept = Object.keys(fieldsOf(section)).filter((name) => fields[name] && !gone.has(`${section}.${name}`));
  return { fields: Object.fromEntries(kept.map((name) => [name, fields[name]!])), items };
}

/** As it goes to whoever is not named: crews, prints, letters, the person. `own` as for withoutUnits. */
export const withoutRestricted = (
  plan: PlanDocument,
  restrictions: readonly Restriction[] = [],
  own: Units = NONE,
): SeenPlan => {
  const seen = withoutUnits(plan, withheldFrom(undefined, restrictions, markedIn(plan)), { own });
  return { ...seen, plan: withoutNamesToRing(seen.plan, plan) };
};

/** Whom to ring where the name is of somebody who was left out: the desk, which always answers, and never the name. */
const INSTEAD = "Clinical desk";

function withoutNamesToRing(seen: PlanDocument, whole: PlanDocument): PlanDocument {
  const left = new Set(seen.sections.people.items.map(({ id }) => id));
  const names = whole.sections.people.items.flatMap(({ id, name }) => (left.has(id) || !name ? [] : [name.trim()]));
  if (!names.length) return seen;
  const items = seen.sections.contingency.items.map((item) =>
    item.ring && names.includes(item.ring.trim()) ? { ...item, ring: INSTEAD } : item,
  );
  return { ...seen, sections: { ...seen.sections, contingency: { ...seen.sections.contingency, items } } };
}

/** Nothing but what the reader wrote in a draft of their own: a plan that is not live, to whom its versions are shut. */
export const onlyOwn = (plan: PlanDocument, own: Units = NONE): SeenPlan =>
  withoutUnits(plan, new Map(SECTION_IDS.map((id) => [id, "hidden"])), { own });

/**
 * As one member of staff sees it. `marked` besides the plan's own: what the newest version restricts is so in older
 * ones. Units that the reader published are spared one by one: others' lines of the same section are not.
 */
export function seenThrough(
  plan: PlanDocument,
  reader: Reader,
  restrictions: readonly Restriction[],
  { marked = new Map(), own }: { marked?: Withheld; own?: Units } = {},
): SeenPlan {
  const withheld = withheldFrom(reader, restrictions, new Map([...marked, ...markedIn(plan)]));
  return withoutUnits(plan, withheld, { own, authored: authoredBy(reader, plan) });
}

const authoredBy = ({ accountId }: Reader, { stamps }: PlanDocument): Units =>
  new Set(Object.keys(stamps).filter((unit) => stamps[unit]!.by === accountId));

/**
 * A plan with words that nobody published: under them stands no stamp of whoever wrote the words before, who would
 * else be taken for their author.
 */
export function withUnpublished(plan: PlanDocument, operations: readonly Operation[]): PlanDocument {
  const written = new Set(operations.map(({ unit }) => unit));
  const stamps = Object.fromEntries(Object.entries(plan.stamps).filter(([unit]) => !written.has(unit)));
  return { ...applyOperations(plan, operations), stamps };
}

/**
 * Restrictions that a reader may know of, judged by all that stand on a unit: `standing` are those that they read and
 * no other keeps from them; `closed` are closed to them where nothing hides what they close. `overridden`: ids of
 * those that the reader opened for some hours.
 */
export function restrictionsKnown(
  plan: PlanDocument,
  reader: Reader,
  restrictions: readonly Restriction[],
  { marked = new Map(), overridden = NONE }: { marked?: Withheld; overridden?: Units } = {},
): { standing: Restriction[]; closed: Restriction[] } {
  const marks = new Map([...marked, ...markedIn(plan)]);
  const opened = restrictions.filter(({ id }) => !overridden.has(id));
  const now = withheldFrom(reader, opened, marks);
  const authored = authoredBy(reader, plan);
  const always = withoutUnits(plan, withheldFrom(reader, restrictions, marks), { authored }).withheld;
  const closes = ({ unit }: Restriction) =>
    [...always].some(([one, kind]) => kind === "closed" && (one === unit || unitOf(one)!.section === unit));
  return {
    standing: restrictions.filter(
      (one) => reads(reader, one) && (authored.has(one.unit) || kindOf(now, one.unit) === undefined),
    ),
    closed: restrictions.filter((one) => one.kind === "closed" && !reads(reader, one) && closes(one)),
  };
}
