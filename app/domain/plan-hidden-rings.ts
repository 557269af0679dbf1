/**
 * Names that a line would give away: whom to ring, and carers of the record, where they are somebody of the plan who is
 * kept from the reader (safety rule 13). In their place stands the clinical desk, which always answers.
 */
import { type Item, type PlanDocument, readUnit, type Values } from "./plan";
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

/**
 * Words on their way back from a reader who was shown the desk: where they left it, the name stays that stands there.
 * `left`: units in which the reader was shown the desk instead of a name.
 */
export function withRingKept(
  unit: string,
  values: Values | null,
  { plan, left }: { plan: PlanDocument; left: ReadonlySet<string> },
): Values | null {
  const ring = left.has(unit) && values?.ring === INSTEAD && readUnit(plan, unit)?.ring;
  return ring ? { ...values, ring } : values;
}
