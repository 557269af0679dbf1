/**
 * What of a plan a reader sees (safety rules 12 and 13). Closed: others see that something is there; hidden: they do
 * not. A restriction stands in a table of its own, with named readers; an item of a list may also carry one in its own
 * words, read by those who sign clinical sections. Whoever wrote or restricted a line always reads it.
 */
import type { CalendarDate } from "./calendar";
import { may, type Permission, type Role } from "./permissions";
import { applyOperations, type Item, type Operation, type PlanDocument, unitOf, unitsOf } from "./plan";
import { givesAway, type LeftOut, leftOutOf, type Rings, ringsOf, withDeskIn } from "./plan-hidden-rings";
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

type Units = ReadonlySet<string>;
const NONE: Units = new Set();

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
 * What may be kept from readers. What a crew acts on is not among it: a hidden CPR line or critical fact would be read as
 * none. Of contingency plans and people to ring single ones may be, each by a decision of its own and never the section
 * in one act. One by one all of them can be: that none is left is never said. Crews then read the same as where nothing
 * was written, "Not shown or not recorded here", and the clinical desk, which always stands there.
 */
const MAY_BE_RESTRICTED: Partial<Record<SectionId, "whole" | "items">> = {
  contingency: "items",
  people: "items",
  ...{ understanding: "whole", capacity: "whole", involvement: "whole", childConsent: "whole", equipment: "whole" },
  ...{ communication: "whole", adjustments: "whole", impairments: "whole", home: "whole", aboutMe: "whole" },
  ...{ strengths: "whole", needs: "whole", goals: "whole", actions: "whole", preferences: "whole" },
  ...{ palliative: "whole", diabetesPlan: "whole", formulation: "whole", supportPlans: "whole" },
  ...{ documents: "whole", funding: "whole" },
};

/** Whether a unit, or a section as a whole, of this plan may be restricted: nothing that life depends on. */
export function mayBeRestricted(unit: string, plan: PlanDocument): boolean {
  const named = unitOf(unit);
  const section = named?.section ?? SECTION_IDS.find((id) => id === unit);
  const may = section && MAY_BE_RESTRICTED[section];
  if (!may || unit === "home.equipment") return false;
  if (may === "items") return named?.item !== undefined;
  const { items } = plan.sections.equipment;
  return section !== "equipment" || !items.some(({ id, power }) => power === "yes" && (!named || named.item === id));
}

/** Units that every reader sees, whatever was restricted before the rule or before life came to depend on them. */
const neverKept = (plan: PlanDocument): string[] => unitsOf(plan).filter((unit) => !mayBeRestricted(unit, plan));

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

/**
 * `withheld`: units of this plan that were left out, and how; `rings`: units in which the desk stands for a name. Neither
 * ever leaves the server.
 */
export type SeenPlan = {
  plan: PlanDocument;
  closedIn: SectionId[];
  withheld: Withheld;
  rings: Units;
};

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
  if (!gone.size && Object.keys(plan.stamps).every(isShown)) return { plan, closedIn: [], withheld: gone, rings: NONE };
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
    rings: NONE,
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
  const withheld = withheldFrom(undefined, restrictions, markedIn(plan));
  const seen = withoutUnits(plan, withheld, { own, authored: new Set(neverKept(plan)) });
  return withoutNamesToRing(seen, plan);
};

/** What the newest version gives away besides: whom it keeps from the reader, and whom its lines say to ring. */
export type Newest = { left: readonly LeftOut[]; rings: Rings };

/**
 * Whom to ring is the desk where the name is of somebody who was left out, here or in the newest version. In `own` units
 * the reader's own words stand, unless they are only what the newest version says there.
 */
function withoutNamesToRing(
  seen: SeenPlan,
  whole: PlanDocument,
  { newest, own = NONE }: { newest?: Newest; own?: Units } = {},
): SeenPlan {
  const shown = new Set(seen.plan.sections.people.items.map(({ id }) => id));
  const left = [
    ...leftOutOf(whole, (id) => !shown.has(id)),
    ...(newest?.left.filter(({ id }) => !shown.has(id)) ?? []),
  ];
  if (!left.length) return seen;
  const given = [...ringsOf(seen.plan)].filter(
    ([unit, ring]) => givesAway(ring, left) && (!own.has(unit) || newest?.rings.get(unit) === ring),
  );
  const rings = new Set(given.map(([unit]) => unit));
  return { ...seen, plan: withDeskIn(seen.plan, rings), rings };
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
  { marked = new Map(), own, newest }: { marked?: Withheld; own?: Units; newest?: PlanDocument } = {},
): SeenPlan {
  const seen = (one: PlanDocument, mine?: Units) => {
    const withheld = withheldFrom(reader, restrictions, new Map([...marked, ...markedIn(one)]));
    const authored = new Set([...authoredBy(reader, one), ...neverKept(one)]);
    return withoutUnits(one, withheld, { own: mine, authored });
  };
  return withoutNamesToRing(seen(plan, own), plan, { newest: newest && leftOf(newest, seen(newest)), own });
}

const leftOf = (newest: PlanDocument, { withheld }: SeenPlan): Newest => ({
  left: leftOutOf(newest, (id) => withheld.has(`people/${id}`)),
  rings: ringsOf(newest),
});

/** Those of a plan's people who are kept from the reader; of nobody named, from everybody who is none. */
export function peopleLeftOut(
  plan: PlanDocument,
  { restrictions, marked, reader }: { restrictions: readonly Restriction[]; marked: Withheld; reader?: Reader },
): readonly LeftOut[] {
  const withheld = withheldFrom(reader, restrictions, new Map([...marked, ...markedIn(plan)]));
  const authored = reader && authoredBy(reader, plan);
  return leftOf(plan, withoutUnits(plan, withheld, { authored })).left;
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
