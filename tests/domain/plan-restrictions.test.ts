import { describe, expect, test } from "vitest";
import { applyOperations, emptyPlan, type Operation } from "../../app/domain/plan";
import {
  markedIn,
  mayBeRestricted,
  type Reader,
  type Restriction,
  seenThrough,
  withoutRestricted,
  withUnpublished,
} from "../../app/domain/plan-restrictions";
import { SECTION_IDS } from "../../app/domain/plan-sections";
import { aPlanDocument } from "../support/a-plan";

const reader = (change: Partial<Reader> = {}): Reader => ({
  accountId: "a",
  organisationId: "o",
  role: "social_worker",
  permissions: [],
  ...change,
});
const restriction = (change: Partial<Restriction>): Restriction => ({
  id: "r",
  unit: "home.staffSafety",
  kind: "hidden",
  readers: [],
  by: "author",
  ...change,
});

const WRITTEN: Operation[] = [
  { unit: "home.staffSafety", values: { staffSafety: "MARK-SAFETY" } },
  { unit: "communication.language", values: { language: "MARK-LANGUAGE" } },
  { unit: "needs/n1", values: { what: "MARK-NEED" } },
];
const stamp = {
  at: "2026-11-22T10:00:00.000Z",
  version: 1,
  byName: "A",
  byRole: "GP",
  organisation: "O",
  by: "writer",
};
const plan = {
  ...applyOperations(aPlanDocument(), WRITTEN),
  stamps: Object.fromEntries(WRITTEN.map(({ unit }) => [unit, stamp])),
};
const text = (seen: unknown) => JSON.stringify(seen);

describe("a restriction of the table", () => {
  test.each([
    ["home.staffSafety", "MARK-SAFETY"],
    ["communication", "MARK-LANGUAGE"],
    ["needs/n1", "MARK-NEED"],
    ["needs", "MARK-NEED"],
  ])("on %s takes its words, its id and its stamp from whoever is not named", (unit, mark) => {
    const { plan: seen, closedIn } = seenThrough(plan, reader(), [restriction({ unit })]);
    expect(text(seen)).not.toContain(mark);
    expect(text(seen)).not.toContain(
      unit === "needs" ? "needs/n1" : unit === "communication" ? "communication.language" : unit,
    );
    expect(closedIn).toEqual([]);
    expect(text(withoutRestricted(plan, [restriction({ unit })]).plan)).not.toContain(mark);
  });

  test("that is closed tells that something is there", () => {
    expect(seenThrough(plan, reader(), [restriction({ kind: "closed" })]).closedIn).toEqual(["home"]);
  });

  test.each([
    ["the role", { readers: ["role:social_worker"] }],
    ["the account", { readers: ["account:a"] }],
    ["the organisation", { readers: ["organisation:o"] }],
    ["who made it", { by: "a" }],
  ])("is read by %s that it names", (_, change) => {
    expect(text(seenThrough(plan, reader(), [restriction(change)]).plan)).toContain("MARK-SAFETY");
  });

  test("a GP who is not named does not read it either", () => {
    expect(text(seenThrough(plan, reader({ role: "gp" }), [restriction({})]).plan)).not.toContain("MARK-SAFETY");
  });

  test("leaves the reader's own draft words where they are", () => {
    const own = new Set(["home.staffSafety"]);
    expect(text(seenThrough(plan, reader(), [restriction({})], { own }).plan)).toContain("MARK-SAFETY");
  });

  test("spares what the reader published, unit by unit, also of a section", () => {
    const others = { ...stamp, by: "somebody else" };
    const two = {
      ...applyOperations(plan, [{ unit: "home.livingWith", values: { livingWith: "MARK-LIVING" } }]),
      stamps: { "home.staffSafety": stamp, "home.livingWith": others },
    };
    for (const unit of ["home", "home.staffSafety"]) {
      const seen = seenThrough(two, reader({ accountId: "writer" }), [restriction({ unit, by: "x" })]).plan;
      expect(text(seen)).toContain("MARK-SAFETY");
      expect(text(seen).includes("MARK-LIVING")).toBe(unit !== "home");
      expect("home.livingWith" in seen.stamps).toBe(unit !== "home");
    }
  });

  test("shows no stamp of another's under the reader's own draft words", () => {
    const own = new Set(["home.staffSafety"]);
    expect(seenThrough(plan, reader(), [restriction({})], { own }).plan.stamps).not.toHaveProperty("home.staffSafety");
  });

  test("that hides outranks one that closes, whichever of them is of the section", () => {
    for (const [closes, hides] of [
      ["home", "home.staffSafety"],
      ["home.staffSafety", "home"],
    ]) {
      const both = [restriction({ unit: closes!, kind: "closed" }), restriction({ unit: hides! })];
      const { withheld } = seenThrough(plan, reader(), both);
      expect(withheld.get("home.staffSafety")).toBe("hidden");
    }
  });

  test("of two on one line the stricter holds, in whichever order they were made", () => {
    const [hides, closes] = [restriction({ id: "h" }), restriction({ id: "c", kind: "closed" })];
    for (const both of [
      [hides, closes],
      [closes, hides],
    ]) {
      const seen = seenThrough(plan, reader(), both);
      expect(seen.withheld.get("home.staffSafety")).toBe("hidden");
      expect(seen.closedIn).toEqual([]);
      expect(withoutRestricted(plan, both).closedIn).toEqual([]);
    }
    expect(seenThrough(plan, reader(), [closes, { ...closes, id: "d" }]).closedIn).toEqual(["home"]);
  });

  test("keeps words that nobody published from the author of those that stood there before", () => {
    const next = withUnpublished(plan, [{ unit: "home.staffSafety", values: { staffSafety: "MARK-NEXT" } }]);
    expect(text(seenThrough(next, reader({ accountId: "writer" }), [restriction({})]).plan)).not.toContain("MARK-NEXT");
  });

  test("what is restricted nowhere stays as it is", () => {
    expect(seenThrough(plan, reader(), []).plan).toBe(plan);
  });
});

describe("an item restricted in its own words", () => {
  const marked = applyOperations(plan, [{ unit: "needs/n1", values: { what: "MARK-NEED", restriction: "hidden" } }]);

  test("is read by those who sign, and by its author", () => {
    expect(text(seenThrough(marked, reader(), []).plan)).not.toContain("MARK-NEED");
    expect(text(seenThrough(marked, reader({ role: "gp" }), []).plan)).toContain("MARK-NEED");
    expect(text(seenThrough(marked, reader({ accountId: "writer" }), []).plan)).toContain("MARK-NEED");
  });

  test("is restricted in older versions too, where it was open", () => {
    expect(text(seenThrough(plan, reader(), [], { marked: markedIn(marked) }).plan)).not.toContain("MARK-NEED");
  });
});

const pieces = (power: string): Operation[] => [
  { unit: "equipment/vent", values: { what: "MARK-VENTILATOR", power, ifItFails: "Ring 999" } },
  { unit: "equipment/hoist", values: { what: "MARK-HOIST", power: "no" } },
];

describe("what may be restricted, section by section", () => {
  test.each([
    ["handler", false],
    ["cpr", false],
    ["advanceDecision", false],
    ["attorney", false],
    ["escalation", false],
    ["elsewhere", false],
    ["critical", false],
    ["critical/insulin", false],
    ["carer", false],
    ["usual", false],
    ["usual.mobility", false],
    ["contingency", false],
    ["contingency/breathless", true],
    ["people", false],
    ["people/ngozi", true],
    ["agreement", false],
    ["review", false],
    ["understanding", true],
    ["capacity", true],
    ["involvement", true],
    ["childConsent", true],
    ["communication", true],
    ["communication.language", true],
    ["adjustments", true],
    ["impairments", true],
    ["home", true],
    ["home.staffSafety", true],
    ["home.equipment", false],
    ["aboutMe", true],
    ["strengths", true],
    ["needs", true],
    ["needs/n1", true],
    ["goals", true],
    ["actions", true],
    ["preferences", true],
    ["palliative", true],
    ["diabetesPlan", true],
    ["formulation", true],
    ["supportPlans", true],
    ["documents", true],
    ["funding", true],
    ["equipment", true],
    ["nothing", false],
  ])("%s: %s", (unit, may) => expect(mayBeRestricted(unit, plan)).toBe(may));

  test("every section has its answer", () => {
    const whole = SECTION_IDS.filter((id) => mayBeRestricted(id, emptyPlan()));
    expect(SECTION_IDS.filter((id) => !whole.includes(id))).toEqual([
      ...["handler", "cpr", "escalation", "advanceDecision", "attorney", "contingency", "carer", "critical", "usual"],
      ...["people", "elsewhere", "agreement", "review"],
    ]);
  });

  test("equipment: nothing that life depends on, nor all of it while there is such a thing", () => {
    const powered = applyOperations(plan, pieces("yes"));
    for (const [unit, may] of [
      ["equipment", false],
      ["equipment/vent", false],
      ["equipment/hoist", true],
    ] as const)
      expect([unit, mayBeRestricted(unit, powered)]).toEqual([unit, may]);
    expect(mayBeRestricted("equipment/vent", applyOperations(plan, pieces("no")))).toBe(true);
  });

  test.each([
    ["critical/insulin", "do not omit"],
    ["critical", "do not omit"],
    ["home", "oxygen concentrator"],
    ["equipment/vent", "MARK-VENTILATOR"],
    ["equipment", "MARK-VENTILATOR"],
  ])("a restriction of %s that stands from before keeps it from nobody", (unit, words) => {
    const powered = applyOperations(plan, pieces("yes"));
    for (const kind of ["hidden", "closed"] as const) {
      const kept = [restriction({ unit, kind })];
      expect(text(withoutRestricted(powered, kept).plan)).toContain(words);
      expect(text(seenThrough(powered, reader(), kept).plan)).toContain(words);
    }
    if (unit === "equipment")
      expect(text(withoutRestricted(powered, [restriction({ unit })]).plan)).not.toContain("MARK-HOIST");
  });
});

test("somebody to ring who is restricted is named in no contingency plan that goes to a crew: the desk is rung", () => {
  const base = aPlanDocument();
  const [person] = base.sections.people.items;
  const ring = { ...base.sections.contingency.items[0], ring: person!.name! };
  const plan = applyOperations(base, [{ unit: `contingency/${ring.id}`, values: { ...ring } as never }]);
  const { plan: seen } = withoutRestricted(plan, [restriction({ unit: `people/${person!.id}` })]);
  expect(seen.sections.contingency.items.find(({ id }) => id === ring.id)?.ring).toBe("Clinical desk");
  expect(text(seen.sections.contingency)).not.toContain(person!.name!);
});
