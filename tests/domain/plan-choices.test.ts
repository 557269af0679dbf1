/** The form in which an author settles conflicts: a text of both sides arrives whole. */
import { expect, test } from "vitest";
import { MOST_LETTERS } from "../../app/domain/plan";
import { answered, choicesIn, isTooLong, type Queued } from "../../app/domain/plan-edits";

test("mine, theirs and a third text, by unit; what names no unit of a plan is no choice", () => {
  expect(
    choicesIn({
      ...{ "keep handler": "mine", "keep usual.oxygen": "theirs", "keep nonsense": "mine", "keep cpr": "perhaps" },
      ...{ "keep needs/a": "third", "third needs/a what": "Both", "third needs/b what": "Nobody’s" },
      ...{ "keep goals/a": "third", "third goals/a what": "  " },
    }),
  ).toEqual({
    ...{ handler: "mine", "usual.oxygen": "theirs" },
    "needs/a": { third: { what: "Both" } },
    "goals/a": { third: null },
  });
});

test("of a third text that is too long nothing is cut off: it is refused by its length", () => {
  const long = "x".repeat(MOST_LETTERS + 1);
  const chosen = choicesIn({ "keep needs/a": "third", "third needs/a what": long })["needs/a"];
  expect(chosen).toEqual({ third: { what: long } });
  expect(isTooLong({ what: long })).toBe(true);
  expect(isTooLong({ what: long.slice(1) })).toBe(false);
});

test("the answer to another edit acknowledges nothing", () => {
  const queued: Queued = {
    unit: "handler",
    seen: null,
    sending: { id: "mine", unit: "handler", values: { first: "Insulin" }, seen: null, at: 1 },
  };
  expect(answered(queued, { id: "other", outcome: "saved", now: { first: "Insulin" } })).toBe(queued);
  expect(answered(queued, { id: "other", outcome: "conflict", now: null })).toBe(queued);
  expect(answered(queued, { id: "mine", outcome: "saved", now: { first: "Insulin" } })).toBeUndefined();
});
