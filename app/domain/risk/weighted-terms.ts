/** What instruments share that add the source's weight of each thing found. */
import type { Reason } from "../answer";

export type WeightedTerm = {
  /** The source's own label. */
  label: string;
  weight: number;
  /** Something can be done about it: our judgement, not the source's. */
  modifiable?: true;
};

export type FoundTerms<Id extends string> = {
  /** What the record shows, by the ids of the instrument's table. */
  terms: ReadonlySet<Id>;
  /** Inputs that could not be read, in words; with any, the value is a floor. */
  notKnown: readonly string[];
  /** What shows a term, where one is to be named. */
  shown?: ReadonlyMap<Id, Pick<Reason, "evidence" | "on" | "sets">>;
};

/**
 * One reason a term, in the order of the table. Of a group whose members exclude each other the heaviest counts, so
 * that one more thing found never lowers the sum.
 */
export function reasonsFor<Id extends string>(
  table: Readonly<Record<Id, WeightedTerm>>,
  { terms, shown }: Pick<FoundTerms<Id>, "terms" | "shown">,
  groups: readonly (readonly Id[])[] = [],
): Reason[] {
  const reasons: Reason[] = [];
  if (!terms.size) return reasons;
  for (const id of Object.keys(table) as Id[]) {
    if (!terms.has(id) || isOutweighed(id, table, terms, groups)) continue;
    const { label, weight, modifiable } = table[id];
    reasons.push({ term: label, points: weight, ...shown?.get(id), ...(modifiable && { modifiable }) });
  }
  return reasons;
}

const isOutweighed = <Id extends string>(
  id: Id,
  table: Readonly<Record<Id, WeightedTerm>>,
  terms: ReadonlySet<Id>,
  groups: readonly (readonly Id[])[],
): boolean =>
  groups.some(
    (group) => group.includes(id) && group.some((other) => terms.has(other) && table[other].weight > table[id].weight),
  );

/** Exact for weights of up to five decimals, in whatever order they are added. */
export const sumPoints = (reasons: readonly Pick<Reason, "points">[]): number =>
  Math.round(reasons.reduce((sum, { points }) => sum + points, 0) * 100_000) / 100_000;
