/**
 * Names that a line would give away: whom to ring, and carers of the record, where they are somebody of the plan who is
 * kept from the reader (safety rule 13). In their place stands the clinical desk, which always answers.
 */
import { type Item, type Operation, type PlanDocument, readUnit, type Values, writeUnit } from "./plan";
import { leadsTo } from "./plan-ring";

/** Whom to ring where the name or number is of somebody who was left out. */
export const INSTEAD = "Clinical desk";

/** Somebody of the plan's people who is kept from the reader. */
export type LeftOut = { id: string; name: string; phone: string; ringId: string | undefined };

/** Of the people of a plan those that `isGone` says. */
export const leftOutOf = (plan: PlanDocument, isGone: (id: string) => boolean): LeftOut[] =>
  (plan.sections.people.items as readonly Item[])
    .filter(({ id }) => isGone(id))
    .map(({ id, name = "", phone = "", ringId }) => ({ id, name, phone, ringId }));

/** The words give away one of them, by name or by number. */
export const givesAway = (words: string, left: readonly LeftOut[]): boolean => left.some((one) => leadsTo(one, words));

/** A carer of the record who is one of them: by the line that they were taken from, by name or by number. */
export const isLeftOut = (
  { id, name, phone = "" }: { id: string; name: string; phone?: string },
  left: readonly LeftOut[],
): boolean => left.some((one) => one.ringId === id) || givesAway(`${name} ${phone}`, left);

/** Unit → whom it says to ring. */
export type Rings = ReadonlyMap<string, string>;

export function ringsOf({ sections }: PlanDocument): Rings {
  const { items } = sections.contingency;
  const rings = items.flatMap(({ id, ring }) => (ring ? [[`contingency/${id}`, ring] as const] : []));
  const { ring } = sections.carer.fields;
  return new Map(ring ? [...rings, ["carer", ring]] : rings);
}

/** The plan with the desk in the place of whom these units say to ring. */
export function withDeskIn(plan: PlanDocument, units: ReadonlySet<string>): PlanDocument {
  if (!units.size) return plan;
  const { contingency, carer } = plan.sections;
  const items = contingency.items.map((item) =>
    units.has(`contingency/${item.id}`) ? { ...item, ring: INSTEAD } : item,
  );
  const fields = units.has("carer") ? { ...carer.fields, ring: INSTEAD } : carer.fields;
  return {
    ...plan,
    sections: { ...plan.sections, contingency: { ...contingency, items }, carer: { ...carer, fields } },
  };
}

// ── The ring as it stands ─────────────────────────────────────────────────────────────────────────────────

/**
 * In a draft or a proposal of whoever is shown the desk: the ring that stands in the plan. The name itself is never
 * kept among their words. It is one control character (U+001A, substitute), which no keyboard writes, no page shows, and
 * which is taken out of whatever an author sends.
 */
export const AS_IT_STANDS = "\u001a";

/** What an author sent, without the mark. */
export const withoutMark = (values: Values | null): Values | null =>
  values &&
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.replaceAll(AS_IT_STANDS, "")]));

/** The words with the ring that stands there (`stands`: of the same unit); the desk, as their author read, if none does. */
export const withRing = (values: Values | null, stands: Values | null): Values | null =>
  values?.ring === AS_IT_STANDS ? { ...values, ring: stands?.ring ?? INSTEAD } : values;

/** The same of a whole plan with a draft on it. */
export function withRings(plan: PlanDocument, stands: PlanDocument): PlanDocument {
  const units = [...ringsOf(plan)].flatMap(([unit, ring]) => (ring === AS_IT_STANDS ? [unit] : []));
  return units.reduce(
    (one, unit) => writeUnit(one, { unit, values: withRing(readUnit(one, unit), readUnit(stands, unit)) }),
    plan,
  );
}

/** Both sides as they are read: where the author left the ring as it stands, it is theirs, as far as that is shown. */
export const sidesAsRead = <One extends { mine: Values | null; theirs: Values | null }>(conflict: One): One => ({
  ...conflict,
  mine: withRing(conflict.mine, conflict.theirs),
});

/** `plan`: a version; `rings`: units of it in which the reader is shown the desk instead of a name. */
export type HiddenRings = { plan: PlanDocument; rings: ReadonlySet<string> };

/** Words that hold a name that is not shown to their reader, with the mark in its place. */
export function marked<One extends Operation>(operation: One, { plan, rings }: HiddenRings): One {
  const { unit, values } = operation;
  const isTheName = rings.has(unit) && values?.ring !== undefined && values.ring === readUnit(plan, unit)?.ring;
  return isTheName ? { ...operation, values: { ...values, ring: AS_IT_STANDS } } : operation;
}

/**
 * What the desk means that comes back from a reader who is shown it instead of a name: where they left it, the ring as it
 * stands. Where words of their own stood, or they were shown those, it is the desk itself. `now`: what stands in the
 * draft; `seen`: what the author was shown.
 */
export function ringMeant(
  { unit, values, seen }: Operation & { seen: Values | null },
  now: Values | null,
  hidden: HiddenRings,
): Values | null {
  const told = marked({ unit, values }, hidden).values;
  const isOwn = now?.ring === INSTEAD || (seen !== null && seen.ring !== INSTEAD);
  if (told?.ring !== INSTEAD || !hidden.rings.has(unit) || isOwn) return told;
  return { ...told, ring: AS_IT_STANDS };
}
