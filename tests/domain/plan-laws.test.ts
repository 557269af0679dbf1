/**
 * The laws of changing a plan, over every unit that the catalogue knows: 10,000 random cases a law. Whatever section
 * or field is added is under them at once.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyOperations,
  emptyPlan,
  type Operation,
  type PlanDocument,
  readUnit,
  unitOf,
  unitsOf,
  type Values,
} from "../../app/domain/plan";
import {
  diffPlans,
  mergeOperations,
  mergePlans,
  operationsOf,
  sameValues,
  stampPlan,
} from "../../app/domain/plan-changes";
import { addToDraft, basesOf, type DraftWords } from "../../app/domain/plan-drafts";
import { asKept, judgeEdit } from "../../app/domain/plan-edits";
import { fieldsOf, SECTION_IDS, sectionOf } from "../../app/domain/plan-sections";
import { aStamp } from "../support/a-plan";

const RUNS = { numRuns: 10_000 };

/** Every unit that is a section or a field, and three items of every list. */
const UNITS = SECTION_IDS.flatMap((section) => {
  const { unit } = sectionOf(section);
  if (unit === "section") return [section];
  if (unit === "field") return Object.keys(fieldsOf(section)).map((name) => `${section}.${name}`);
  return ["a", "b", "c"].map((item) => `${section}/${item}`);
});

/** Of each unit: a few values that its fields may have, and that it is taken out. Few, so that authors meet. */
const CONTENTS: Readonly<Record<string, readonly (Values | null)[]>> = Object.fromEntries(
  UNITS.map((id) => {
    const { section, field } = unitOf(id)!;
    const names = field ? [field] : Object.keys(fieldsOf(section));
    const [first, last] = [names[0]!, names.at(-1)!];
    const values = [null, { [first]: "one" }, { [first]: " two " }, { [last]: "three" }];
    return [id, names.length > 1 ? [...values, { [first]: "one", [last]: "three" }, { [first]: "" }] : values];
  }),
);

/** One number an operation: fast-check shrinks it, and 10,000 cases stay cheap. */
const among = (units: readonly string[]): fc.Arbitrary<Operation> =>
  fc.nat({ max: units.length * 6 - 1 }).map((n) => {
    const unit = units[Math.floor(n / 6)]!;
    const contents = CONTENTS[unit]!;
    return { unit, values: contents[n % contents.length]! };
  });
/** Most of them of a handful of units, so that two authors often write the same line. */
const CROWDED = ["cpr", "handler", "usual.mobility", "home.livingWith", "contingency/a", "goals/a", "people/b"];
const operation = fc.oneof({ weight: 1, arbitrary: among(UNITS) }, { weight: 3, arbitrary: among(CROWDED) });
const operations = fc.array(operation, { maxLength: 8 });
const plans = operations.map((list) => applyOperations(emptyPlan(), list));
const three = fc.tuple(plans, operations, operations).map(([base, mine, theirs]) => ({
  base,
  mine: applyOperations(base, mine),
  theirs: applyOperations(base, theirs),
}));

/**
 * One author saves (`mine`) while others publish (`theirs`), in any order: the life of a draft, with every version kept.
 * Few units, so that lines come into conflict, are put back and taken out again.
 */
const few = fc.array(among(CROWDED), { maxLength: 4 });
const histories = fc.tuple(
  plans,
  fc.array(fc.record({ theirs: fc.oneof(fc.constant<Operation[]>([]), few), mine: few }), {
    minLength: 1,
    maxLength: 4,
  }),
);

function played([first, steps]: [PlanDocument, readonly { theirs: Operation[]; mine: Operation[] }[]]) {
  const versions = [emptyPlan(), first];
  let draft: DraftWords | undefined;
  return steps.map(({ theirs, mine }) => {
    if (theirs.length) versions.push(applyOperations(versions.at(-1)!, theirs));
    const live = { version: versions.length - 1, document: versions.at(-1)! };
    const before = draft;
    const shown = applyOperations(live.document, before?.operations ?? []);
    const wanted = applyOperations(shown, mine);
    const added = operationsOf(diffPlans(shown, wanted));
    const operations = addToDraft(before, live, added);
    const base = basesOf(live.document, operations, (version) => versions[version]!);
    draft = { baseVersion: live.version, base, operations };
    return { before, added, wanted, draft, live };
  });
}
const conflictsOf = (draft: DraftWords, { document: theirs }: { document: PlanDocument }) =>
  mergeOperations({ ...draft, theirs }).conflicts.map(({ unit }) => unit);

/** Quicker than a deep comparison by the test's own means, and stricter: the order of items and fields counts. */
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const differ = (before: PlanDocument, after: PlanDocument) => diffPlans(before, after).map(({ unit }) => unit);

test("the cases are of every unit of the catalogue, and of the three kinds", () => {
  const drawn = new Set(fc.sample(among(UNITS), 10_000).map(({ unit }) => unit));
  expect(UNITS.filter((unit) => !drawn.has(unit))).toEqual([]);
  expect(new Set(SECTION_IDS.map((id) => sectionOf(id).unit))).toEqual(new Set(["section", "field", "item"]));
});

test("authors meet often enough for the laws to be tried", () => {
  const conflicting = fc.sample(three, 2_000).filter((authors) => mergePlans(authors).conflicts.length > 0);
  expect(conflicting.length).toBeGreaterThan(500);
});

test("drafts stand in conflict, and are written in meanwhile, often enough for their laws to be tried", () => {
  const saves = fc.sample(histories, 2_000).flatMap(played);
  const inConflict = saves.filter(
    ({ before, live, added }) => before && added.length && conflictsOf(before, live).length,
  );
  expect(inConflict.length).toBeGreaterThan(200);
});

describe("the laws", () => {
  const law = (name: string, property: () => fc.IProperty<never> | fc.IRawProperty<unknown>) =>
    test(name, () => fc.assert(property() as fc.IProperty<unknown>, RUNS), 30_000);

  law("a difference applied to the old plan gives the new; taken backwards, the old", () =>
    fc.property(plans, plans, (before, after) => {
      const there = applyOperations(before, operationsOf(diffPlans(before, after)));
      return same(there, after) && same(applyOperations(there, operationsOf(diffPlans(there, before))), before);
    }),
  );

  law("no change merges to the same, whoever made none", () =>
    fc.property(plans, plans, (base, other) =>
      [
        mergePlans({ base, mine: base, theirs: other }),
        mergePlans({ base, mine: other, theirs: base }),
        mergePlans({ base, mine: other, theirs: other }),
      ].every((merged) => same(merged, { plan: other, conflicts: [] })),
    ),
  );

  law("nothing disappears: each change stands in the plan, or in a conflict with both sides", () =>
    fc.property(three, ({ base, mine, theirs }) => {
      const { plan, conflicts } = mergePlans({ base, mine, theirs });
      const open = new Map(conflicts.map((conflict) => [conflict.unit, conflict]));
      const stands = (side: "mine" | "theirs", after: PlanDocument) =>
        diffPlans(base, after).every((change) => {
          const conflict = open.get(change.unit);
          return sameValues(conflict ? conflict[side] : readUnit(plan, change.unit), change.after);
        });
      return stands("mine", mine) && stands("theirs", theirs);
    }),
  );

  law("nothing appears: what neither changed is as it was", () =>
    fc.property(three, ({ base, mine, theirs }) => {
      const { plan } = mergePlans({ base, mine, theirs });
      const changed = new Set([...differ(base, mine), ...differ(base, theirs)]);
      return differ(base, plan).every((unit) => changed.has(unit));
    }),
  );

  law("only true conflicts: both changed the unit, and not to the same", () =>
    fc.property(three, ({ base, mine, theirs }) =>
      mergePlans({ base, mine, theirs }).conflicts.every(
        (one) =>
          !sameValues(one.base, one.mine) && !sameValues(one.base, one.theirs) && !sameValues(one.mine, one.theirs),
      ),
    ),
  );

  law("whoever is called mine: the conflicts are the same, and without any so is the plan", () =>
    fc.property(three, ({ base, mine, theirs }) => {
      const one = mergePlans({ base, mine, theirs });
      const other = mergePlans({ base, mine: theirs, theirs: mine });
      const units = (merged: typeof one) => merged.conflicts.map(({ unit }) => unit).sort();
      return same(units(one), units(other)) && (one.conflicts.length > 0 || same(one.plan, other.plan));
    }),
  );

  law("the order of independent changes is irrelevant", () =>
    fc.property(plans, operation, operation, (plan, a, b) => {
      fc.pre(a.unit !== b.unit);
      return same(applyOperations(plan, [a, b]), applyOperations(plan, [b, a]));
    }),
  );

  law("three authors of different units: whoever comes first, the plan is the same and all of it stands", () =>
    fc.property(fc.tuple(plans, operations, operations, operations), ([base, ...lists]) => {
      const taken = new Set<string>();
      const [a, b, c] = lists.map((list) => {
        const own = list.filter(({ unit }) => !taken.has(unit));
        for (const { unit } of own) taken.add(unit);
        return applyOperations(base, own);
      }) as [PlanDocument, PlanDocument, PlanDocument];
      const inTurn = (...authors: PlanDocument[]) =>
        authors.reduce((theirs, mine) => mergePlans({ base, mine, theirs }).plan, base);
      return same(inTurn(a, b, c), inTurn(c, a, b)) && same(inTurn(a, b, c), inTurn(b, c, a));
    }),
  );

  law("a draft that is merged twice is as one merged once", () =>
    fc.property(three, ({ base, mine, theirs }) => {
      const { plan, conflicts } = mergePlans({ base, mine, theirs });
      return conflicts.length > 0 || same(mergePlans({ base: theirs, mine: plan, theirs }), { plan, conflicts });
    }),
  );

  law(
    "every operation that was added to a draft reads back, whatever others published and whatever is in conflict",
    () =>
      fc.property(histories, (history) =>
        played(history).every(({ wanted, draft, live }) =>
          same(applyOperations(live.document, draft.operations), wanted),
        ),
      ),
  );

  law("an edit made against the newest text survives while another line is in conflict", () =>
    fc.property(histories, (history) =>
      played(history).every(({ before, added, draft, live }) => {
        const held = new Set(before ? conflictsOf(before, live) : []);
        const { plan } = mergeOperations({ ...draft, theirs: live.document });
        const made = added.filter(({ unit }) => !held.has(unit)).map(({ unit }) => unit);
        const shown = applyOperations(live.document, draft.operations);
        return made.every((unit) => sameValues(readUnit(plan, unit), readUnit(shown, unit)));
      }),
    ),
  );

  law("a conflict stays, with what its author saw, until the author writes there or others write the same", () =>
    fc.property(histories, (history) =>
      played(history).every(({ before, added, draft, live }) => {
        if (!before) return true;
        const written = new Set(added.map(({ unit }) => unit));
        const open = mergeOperations({ ...before, theirs: live.document }).conflicts;
        const after = mergeOperations({ ...draft, theirs: live.document }).conflicts;
        return open.every((one) => written.has(one.unit) || after.some((other) => same(one, other)));
      }),
    ),
  );

  law("what a draft would publish over the newest text, its author saw there", () =>
    fc.property(histories, (history) =>
      played(history).every(({ draft, live }) => {
        const { plan } = mergeOperations({ ...draft, theirs: live.document });
        return differ(live.document, plan).every((unit) =>
          sameValues(readUnit(draft.base, unit), readUnit(live.document, unit)),
        );
      }),
    ),
  );

  law("an edit is never put over words that its author did not see", () =>
    fc.property(plans, operation, operation, (plan, { unit, values }, other) => {
      const now = readUnit(plan, unit);
      const seen = other.unit === unit ? other.values : now;
      const judged = judgeEdit({ unit, values, seen }, now);
      const nothingHidden = sameValues(asKept(unit, seen), now) || sameValues(asKept(unit, values), now);
      return judged === (nothingHidden ? "saved" : "conflict");
    }),
  );

  law("what is not changed keeps its stamp, what is changed gets the new one, and nothing else has any", () =>
    fc.property(plans, operations, (before, list) => {
      const live = stampPlan(before, emptyPlan(), aStamp("2026-05-03T09:00:00.000Z", 1));
      const after = applyOperations(live, list);
      const { stamps } = stampPlan(after, live, aStamp("2026-11-22T09:00:00.000Z", 2));
      const changed = new Set(differ(live, after));
      return (
        same(Object.keys(stamps).sort(), unitsOf(after).sort()) &&
        unitsOf(after).every((unit) => stamps[unit]!.version === (changed.has(unit) ? 2 : 1))
      );
    }),
  );
});
