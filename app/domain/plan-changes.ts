/**
 * What differs between two plans, and how two authors' changes come together. Laws (tests/domain/plan-changes):
 * no change merges to the same; a difference applied gives the new plan; changes of different units both survive;
 * two changes of one unit are a conflict, never a silent choice.
 */
import {
  applyOperations,
  type Operation,
  type PlanDocument,
  readUnit,
  type Stamp,
  unitsOf,
  type Values,
  writeUnit,
} from "./plan";

export type Change = { unit: string; before: Values | null; after: Values | null };
export type Conflict = { unit: string; base: Values | null; mine: Values | null; theirs: Values | null };

export function sameValues(a: Values | null, b: Values | null): boolean {
  if (a === null || b === null) return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** Changed units in the order of the plan; what was taken out stands last. */
export function diffPlans(before: PlanDocument, after: PlanDocument): Change[] {
  const units = new Set([...unitsOf(after), ...unitsOf(before)]);
  return [...units]
    .map((unit) => ({ unit, before: readUnit(before, unit), after: readUnit(after, unit) }))
    .filter((change) => !sameValues(change.before, change.after));
}

export const operationsOf = (changes: readonly Change[]): Operation[] =>
  changes.map(({ unit, after }) => ({ unit, values: after }));

/** A three-way merge. Where both changed a unit differently, the plan keeps theirs and the conflict is returned. */
export const mergePlans = ({ base, mine, theirs }: { base: PlanDocument; mine: PlanDocument; theirs: PlanDocument }) =>
  mergeOperations({ base, operations: operationsOf(diffPlans(base, mine)), theirs });

/**
 * The same of operations, each against what its author saw (`base`). An operation is somebody's word even where it says
 * what stood there before: put back over words of others, it is a conflict and never nothing.
 */
export function mergeOperations({
  base,
  operations,
  theirs,
}: {
  base: PlanDocument;
  operations: readonly Operation[];
  theirs: PlanDocument;
}) {
  const mine = applyOperations(base, operations);
  let plan = theirs;
  const conflicts: Conflict[] = [];
  for (const unit of new Set(operations.map((one) => one.unit))) {
    const [before, after, live] = [readUnit(base, unit), readUnit(mine, unit), readUnit(theirs, unit)];
    if (sameValues(live, after)) continue;
    if (sameValues(live, before)) plan = writeUnit(plan, { unit, values: after });
    else conflicts.push({ unit, base: before, mine: after, theirs: live });
  }
  return { plan, conflicts };
}

/** Marks what differs from the live plan with this stamp; what is the same keeps its own, and so its age. */
export function stampPlan(plan: PlanDocument, live: PlanDocument, stamp: Stamp): PlanDocument {
  const stamps = unitsOf(plan).map((unit) => {
    const kept = sameValues(readUnit(plan, unit), readUnit(live, unit)) ? live.stamps[unit] : undefined;
    return [unit, kept ?? stamp] as const;
  });
  return { ...plan, stamps: Object.fromEntries(stamps) };
}
