/**
 * A draft: operations of one author, each kept with what its author saw in that unit when writing it. So one line that
 * others changed meanwhile holds up no other line, and words that are put back are as much an edit as new ones.
 * Laws (tests/domain/plan-laws): every operation that was added reads back; an edit made against the newest text
 * survives while another line is in conflict; a conflict stays until its author settles it.
 */
import { applyOperations, type Drafted, type Operation, type PlanDocument, readUnit, unitsOf, writeUnit } from "./plan";
import { type Conflict, mergeOperations, sameValues } from "./plan-changes";
import { AS_IT_STANDS, withRing } from "./plan-hidden-rings";

export type DraftWords = {
  /** The version that all operations without a version of their own stand on. */
  baseVersion: number;
  /** In each unit that an operation names: what its author saw (see `basesOf`). */
  base: PlanDocument;
  operations: readonly Drafted[];
};

/** Versions that some operation stands on, beside that of the whole draft. */
export const versionsNamed = (operations: readonly Drafted[]): number[] => [
  ...new Set(operations.flatMap(({ from }) => (from === undefined ? [] : [from]))),
];

/** What the author saw: the draft's own version, and in units with a version of their own that one's words and stamp. */
export function basesOf(
  whole: PlanDocument,
  operations: readonly Drafted[],
  version: (from: number) => PlanDocument,
): PlanDocument {
  return operations.reduce((base, { unit, from }) => {
    if (from === undefined) return base;
    const seen = version(from);
    const { [unit]: _, ...others } = base.stamps;
    const stamp = seen.stamps[unit];
    return {
      ...writeUnit(base, { unit, values: readUnit(seen, unit) }),
      stamps: stamp ? { ...others, [unit]: stamp } : others,
    };
  }, whole);
}

/**
 * The operations of the draft with these added, to be kept on the newest version: whatever nobody else touched moves
 * there, a line in conflict stays on the words that its author saw. An operation that says what the newest version says
 * has nothing left to do.
 */
export function addToDraft(
  draft: DraftWords | undefined,
  newest: { version: number; document: PlanDocument },
  added: readonly Operation[],
): Drafted[] {
  const before = draft?.operations ?? [];
  const held = draft && heldBack(draft, newest.document);
  const wanted = applyOperations(newest.document, [...before, ...added]);
  const touched = new Set([...before, ...added].map(({ unit }) => unit));
  const inOrder = new Set([...unitsOf(wanted), ...unitsOf(newest.document), ...touched]);
  return [...inOrder].flatMap((unit): Drafted[] => {
    if (!touched.has(unit)) return [];
    const [values, stands] = [readUnit(wanted, unit), readUnit(newest.document, unit)];
    if (sameValues(withRing(values, stands), stands)) return [];
    const from = held?.get(unit);
    return [from === undefined || from === newest.version ? { unit, values } : { unit, values, from }];
  });
}

/**
 * mergeOperations for words that may leave a ring as it stands: the plan has the ring that stands there in theirs, a
 * change of that ring alone is no conflict, and a conflict's own side keeps the mark.
 */
export function mergeDraft({
  base,
  operations,
  theirs,
}: Pick<DraftWords, "base" | "operations"> & { theirs: PlanDocument }): { plan: PlanDocument; conflicts: Conflict[] } {
  const mine = applyOperations(base, operations);
  const left = new Set(operations.flatMap(({ unit }) => (readUnit(mine, unit)?.ring === AS_IT_STANDS ? [unit] : [])));
  const seen = [...left].reduce((one, unit) => {
    const [values, ring] = [readUnit(one, unit), readUnit(theirs, unit)?.ring];
    return values?.ring && ring ? writeUnit(one, { unit, values: { ...values, ring } }) : one;
  }, base);
  const said = operations.map(({ unit, values }) => ({ unit, values: withRing(values, readUnit(theirs, unit)) }));
  const { plan, conflicts } = mergeOperations({ base: seen, operations: said, theirs });
  const asKept = (conflict: Conflict): Conflict => {
    const { unit } = conflict;
    return left.has(unit) ? { ...conflict, base: readUnit(base, unit), mine: readUnit(mine, unit) } : conflict;
  };
  return { plan, conflicts: conflicts.map(asKept) };
}

/** Units in conflict, with the version whose words the author saw there. */
function heldBack(draft: DraftWords, theirs: PlanDocument): ReadonlyMap<string, number> {
  const stuck = new Set(mergeDraft({ ...draft, theirs }).conflicts.map(({ unit }) => unit));
  return new Map(
    draft.operations.flatMap(({ unit, from = draft.baseVersion }) => (stuck.has(unit) ? [[unit, from] as const] : [])),
  );
}

/** Each operation with its version said, so that it may stand in a draft on another. */
export const withVersion = ({ baseVersion, operations }: Pick<DraftWords, "baseVersion" | "operations">): Drafted[] =>
  operations.map(({ unit, values, from = baseVersion }) => ({ unit, values, from }));

/** The same the other way: a version that is the whole draft's is not said again. */
export const onVersion = (version: number, operations: readonly Drafted[]): Drafted[] =>
  operations.map(({ unit, values, from }) =>
    from === undefined || from === version ? { unit, values } : { unit, values, from },
  );
