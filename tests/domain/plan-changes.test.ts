import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyOperations, emptyPlan, type Operation, parsePlan, readUnit, unitsOf } from "../../app/domain/plan";
import { diffPlans, mergePlans, operationsOf, stampPlan } from "../../app/domain/plan-changes";
import { changeInWords } from "../../app/domain/plan-in-words";
import { fieldProblems } from "../../app/domain/plan-readiness";
import { aPlanDocument, aStamp } from "../support/a-plan";

const words = fc.constantFrom("", "one", "two", "three");
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    unit: fc.constantFrom("contingency/a", "contingency/b", "contingency/c"),
    values: fc.option(fc.record({ trigger: words, doFirst: words, doNot: words, unless: words })),
  }),
  fc.record({ unit: fc.constantFrom("goals/a", "goals/b"), values: fc.option(fc.record({ what: words })) }),
  words.map((mobility) => ({ unit: "usual.mobility", values: { mobility } })),
  words.map((oxygen) => ({ unit: "usual.oxygen", values: { oxygen } })),
  fc.record({ unit: fc.constant("handler"), values: fc.option(fc.record({ first: words, second: words })) }),
);
const operations = fc.array(operation, { maxLength: 12 });
const plans = operations.map((list) => applyOperations(emptyPlan(), list));
const three = fc.record({ base: plans, mine: operations, theirs: operations }).map(({ base, mine, theirs }) => ({
  base,
  mine: applyOperations(base, mine),
  theirs: applyOperations(base, theirs),
}));
const runs = { numRuns: 400 };

describe("the laws of changing a plan", () => {
  test("a difference applied to the old plan gives the new plan", () => {
    fc.assert(
      fc.property(plans, plans, (before, after) => {
        expect(applyOperations(before, operationsOf(diffPlans(before, after)))).toEqual(after);
      }),
      runs,
    );
  });

  test("no change of mine leaves theirs; no change of theirs leaves mine", () => {
    fc.assert(
      fc.property(plans, plans, (base, other) => {
        expect(mergePlans({ base, mine: base, theirs: other })).toEqual({ plan: other, conflicts: [] });
        expect(mergePlans({ base, mine: other, theirs: base })).toEqual({ plan: other, conflicts: [] });
        expect(mergePlans({ base, mine: other, theirs: other })).toEqual({ plan: other, conflicts: [] });
      }),
      runs,
    );
  });

  test("nothing is lost: each changed unit stands in the merged plan or in a conflict with both sides", () => {
    fc.assert(
      fc.property(three, ({ base, mine, theirs }) => {
        const { plan, conflicts } = mergePlans({ base, mine, theirs });
        const inConflict = new Map(conflicts.map((conflict) => [conflict.unit, conflict]));
        for (const { unit, after } of diffPlans(base, mine)) {
          const conflict = inConflict.get(unit);
          expect(conflict ? conflict.mine : readUnit(plan, unit)).toEqual(after);
        }
        for (const { unit, after } of diffPlans(base, theirs)) {
          expect(inConflict.get(unit)?.theirs ?? readUnit(plan, unit)).toEqual(after);
        }
      }),
      runs,
    );
  });

  test("whoever is called mine, the conflicts are the same, and without any so is the plan", () => {
    fc.assert(
      fc.property(three, ({ base, mine, theirs }) => {
        const one = mergePlans({ base, mine, theirs });
        const other = mergePlans({ base, mine: theirs, theirs: mine });
        expect(one.conflicts.map(({ unit }) => unit).sort()).toEqual(other.conflicts.map(({ unit }) => unit).sort());
        if (!one.conflicts.length) expect(one.plan).toEqual(other.plan);
      }),
      runs,
    );
  });

  test("the order of changes to different units does not matter", () => {
    fc.assert(
      fc.property(plans, operation, operation, (plan, a, b) => {
        fc.pre(a.unit !== b.unit);
        expect(applyOperations(plan, [a, b])).toEqual(applyOperations(plan, [b, a]));
      }),
      runs,
    );
  });
});

describe("two authors", () => {
  const base = aPlanDocument();
  const changed = (...list: Operation[]) => applyOperations(base, list);

  test("of different lines of the usual state both survive", () => {
    const mine = changed({ unit: "usual.mobility", values: { mobility: "in bed" } });
    const theirs = changed({ unit: "usual.oxygen", values: { oxygen: "SpO2 86 %" } });
    const { plan, conflicts } = mergePlans({ base, mine, theirs });
    expect(conflicts).toEqual([]);
    expect(plan.sections.usual.fields).toMatchObject({ mobility: "in bed", oxygen: "SpO2 86 %" });
  });

  test("of one CPR recommendation never mix, even when they touch different fields", () => {
    const { fields } = base.sections.cpr;
    const mine = changed({ unit: "cpr", values: { ...fields, decision: "attempt" } });
    const theirs = changed({ unit: "cpr", values: { ...fields, decidedBy: "Dr Other" } });
    expect(mergePlans({ base, mine, theirs }).conflicts.map(({ unit }) => unit)).toEqual(["cpr"]);
  });

  test("one takes out what the other edits: a conflict", () => {
    const mine = changed({ unit: "contingency/hypo", values: null });
    const theirs = changed({ unit: "contingency/hypo", values: { trigger: "Drowsy", doFirst: "Glucose" } });
    expect(mergePlans({ base, mine, theirs }).conflicts).toMatchObject([{ unit: "contingency/hypo", mine: null }]);
  });
});

describe("the document", () => {
  test("a whole plan is read back as it was written", () => {
    const plan = aPlanDocument();
    expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });

  test.each([
    ["a field that no section has", { handler: { fields: { third: "x" }, items: [] } }],
    ["an item without an id", { goals: { fields: {}, items: [{ what: "x" }] } }],
  ])("%s is refused", (_, sections) => {
    expect(() => parsePlan({ format: 1, sections, stamps: {} })).toThrow();
  });

  test.each([
    ["an answer that is not offered", { unit: "cpr", values: { decision: "maybe" } }, "decision"],
    ["a day that does not exist", { unit: "review", values: { on: "2026-02-30" } }, "on"],
    ["an instruction of more than 140 characters", { unit: "handler", values: { first: "x".repeat(141) } }, "first"],
  ])("%s is not published", (_, operation, field) => {
    expect(fieldProblems(aPlanDocument([operation])).map((one) => `${one.unit} ${one.field}`)).toEqual([
      `${operation.unit} ${field}`,
    ]);
  });

  test("unchanged lines keep their stamp, changed ones get the new one", () => {
    const live = aPlanDocument([], "2025-10-01T09:00:00.000Z");
    const edited = applyOperations(live, [{ unit: "usual.mobility", values: { mobility: "in bed" } }]);
    const { stamps } = stampPlan(edited, live, aStamp("2026-11-01T09:00:00.000Z", 2));
    expect(stamps["usual.mobility"]).toMatchObject({ version: 2 });
    expect(stamps["usual.oxygen"]).toMatchObject({ version: 1, at: "2025-10-01T09:00:00.000Z" });
    expect(Object.keys(stamps).sort()).toEqual([...unitsOf(edited)].sort());
  });

  test("a change reads in words, not in keys", () => {
    const before = aPlanDocument();
    const cpr = { ...before.sections.cpr.fields, decision: "attempt", decidedOn: "2026-11-20" };
    const [change] = diffPlans(before, applyOperations(before, [{ unit: "cpr", values: cpr }]));
    expect(changeInWords(change!)).toEqual({
      unit: "cpr",
      what: "CPR recommendation",
      did: "changed",
      lines: [
        { label: "Recommendation", before: "CPR is not recommended", after: "Attempt CPR" },
        { label: "Decided on", before: "3 May 2026", after: "20 November 2026" },
      ],
    });
  });
});
