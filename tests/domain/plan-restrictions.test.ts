import { describe, expect, test } from "vitest";
import { applyOperations, type Operation } from "../../app/domain/plan";
import {
  markedIn,
  mayBeRestricted,
  type Reader,
  type Restriction,
  seenThrough,
  withoutRestricted,
} from "../../app/domain/plan-restrictions";
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

test.each([
  ["cpr", false],
  ["advanceDecision", false],
  ["attorney", false],
  ["escalation", false],
  ["handler", false],
  ["elsewhere", false],
  ["usual.mobility", false],
  ["contingency", false],
  ["agreement", false],
  ["contingency/c1", true],
  ["home.staffSafety", true],
  ["communication", true],
  ["aboutMe", true],
  ["nothing", false],
])("%s may be restricted: %s", (unit, may) => {
  expect(mayBeRestricted(unit)).toBe(may);
});
