import { describe, expect, test } from "vitest";
import { type Ending, outcomesOpen, quickOutcome, TASK_KINDS, whyNotFinished } from "../../app/domain/task";

const aTask = (change: Partial<Ending> = {}): Ending => ({
  kind: "review_plan_after_contact",
  openedAt: new Date("2026-11-22T08:00:00Z"),
  doneAt: null,
  planStatus: "live",
  ...change,
});
const buttons = (task: Ending) => outcomesOpen(task).map(({ outcome }) => outcome);

describe("the review after a contact", () => {
  test("says “still right” with one press once it was opened", () => {
    expect(quickOutcome(aTask({ openedAt: null }))).toBeUndefined();
    expect(quickOutcome(aTask())).toBe("still_right");
  });
  test("does not say “still right” of a plan that is withdrawn or was never published", () => {
    for (const planStatus of ["withdrawn", "closed", "none_published"])
      expect(whyNotFinished(aTask({ planStatus }), "still_right")).toMatch(/not live/);
    expect(buttons(aTask({ planStatus: "withdrawn" }))).toEqual(["plan_changed", "no_plan_needed"]);
  });
  test("offers no one press when the crew doubted the plan", () => {
    expect(quickOutcome(aTask({ planDoubted: true }))).toBeUndefined();
    expect(quickOutcome(aTask({ kind: "plan_reported_wrong" }))).toBeUndefined();
    expect(buttons(aTask({ kind: "plan_reported_wrong", openedAt: null }))).toEqual([]);
  });
});

describe("a reported death", () => {
  const death = (change: Partial<Ending> = {}) => aTask({ kind: "death_reported", ...change });
  test("is noted or denied, and never answered with “still right”", () => {
    expect(buttons(death({ planStatus: "withdrawn" }))).toEqual(["death_noted", "not_died"]);
    expect(whyNotFinished(death(), "still_right")).toBe("Choose how the task ended");
    expect(quickOutcome(death({ planStatus: "withdrawn" }))).toBeUndefined();
  });
  test("is not noted while crews still see the plan", () => {
    expect(whyNotFinished(death(), "death_noted")).toMatch(/withdraw it first/);
    expect(buttons(death())).toEqual(["not_died"]);
  });
});

describe("a task that only a deed ends", () => {
  test.each([
    ["review_plan_due", "plan_changed"],
    ["plan_unconfirmed", "still_right"],
    ["plan_unconfirmed", "plan_changed"],
    ["plan_contradiction", "plan_changed"],
    ["plan_contradiction", "record_corrected"],
  ] as const)("%s: “%s” waits for it", (kind, outcome) => {
    expect(whyNotFinished(aTask({ kind, stillSo: true }), outcome)).toBeDefined();
    expect(whyNotFinished(aTask({ kind, stillSo: false }), outcome)).toBeUndefined();
  });
  test("a live plan is not called needless", () => {
    expect(whyNotFinished(aTask({ kind: "review_plan_due" }), "no_plan_needed")).toMatch(/withdraw it first/);
    expect(
      whyNotFinished(aTask({ kind: "review_plan_due", planStatus: "withdrawn" }), "no_plan_needed"),
    ).toBeUndefined();
  });
  test("a death on the record is weighed as a reported one", () => {
    expect(quickOutcome(aTask({ kind: "review_plan_after_death" }))).toBeUndefined();
    expect(buttons(aTask({ kind: "review_plan_after_death" }))).toEqual(["not_died"]);
  });
  test("every kind can end", () => {
    for (const kind of Object.keys(TASK_KINDS) as (keyof typeof TASK_KINDS)[])
      expect(buttons(aTask({ kind, planStatus: "withdrawn" })).length).toBeGreaterThan(0);
  });
});
