import { describe, expect, test } from "vitest";
import { readContactReport, readWrongReport, reviewHeadline, whenOpen } from "../../app/domain/contact";

const desks = [{ id: "desk" }];
const errorsOf = (typed: Record<string, string>, hadPlan = true) => {
  const read = readContactReport(typed, { hadPlan, desks });
  return read.ok ? [] : Object.keys(read.errors);
};
const told = { outcome: "not_conveyed", planFeedback: "followed" };

describe("the record of a contact", () => {
  test("needs an outcome, and how the plan served where there was one", () => {
    expect(errorsOf({})).toEqual(["outcome", "planFeedback"]);
    expect(errorsOf({ outcome: "conveyed" }, false)).toEqual([]);
  });
  test("an outcome that is not ours is refused", () =>
    expect(errorsOf({ ...told, outcome: "toString" })).toEqual(["outcome"]));
  test("somebody needed before the practice opens: who and what", () => {
    expect(errorsOf({ ...told, followUp: "yes" })).toEqual(["followUpBy", "followUpWhat"]);
    expect(errorsOf({ ...told, followUp: "yes", followUpBy: "elsewhere", followUpWhat: "Ring at 6" })).toEqual([
      "followUpBy",
    ]);
  });
  test("words about what is needed count without the tick", () =>
    expect(errorsOf({ ...told, followUpWhat: "Ring at 6" })).toEqual(["followUpBy"]));
  test("an unnamed accepter is nobody", () => {
    const read = readContactReport(
      { ...told, followUp: "yes", followUpBy: "desk", followUpWhat: "Ring at 6", acceptedBy: " " },
      { hadPlan: true, desks },
    );
    expect(read).toMatchObject({ ok: true, report: { followUp: { acceptedBy: null, organisationId: "desk" } } });
  });
  test("“something else is wrong” says what", () => expect(readWrongReport({ what: "other" }).ok).toBe(false));
});

describe("what the practice reads", () => {
  const at = new Date("2026-11-22T02:10:00Z");
  const headline = (
    outcome: "not_conveyed" | "died" | "no_one_found",
    planFeedback: "wrong" | null,
    hadPlan: boolean,
  ) => reviewHeadline({ outcome, planFeedback }, { organisation: "London Ambulance Service", at, hadPlan });

  test.each([
    [
      headline("not_conveyed", null, true),
      "London Ambulance Service saw them 22 Nov 2026, 02:10, not conveyed. Is the plan still right?",
    ],
    [
      headline("not_conveyed", "wrong", true),
      "London Ambulance Service saw them 22 Nov 2026, 02:10, not conveyed. The crew says that the plan is wrong. Is the plan still right?",
    ],
    [
      headline("no_one_found", null, false),
      "London Ambulance Service came 22 Nov 2026, 02:10 and found nobody. There is no plan: is one needed?",
    ],
    [headline("died", null, true), "London Ambulance Service reports that they died, 22 Nov 2026, 02:10."],
  ])("%s", (said, expected) => expect(said).toBe(expected));
});

describe("when the practice is open", () => {
  const day = { opens: "08:00", closes: "18:30" };
  const week = [day, day, day, day, day, null, null];
  test.each([
    ["Sunday night: on Monday", "2026-11-22T02:31:00Z", "Monday 23 November 2026, 08:00"],
    ["Friday 22:00: on Monday", "2026-11-20T22:00:00Z", "Monday 23 November 2026, 08:00"],
    ["before it opens", "2026-11-23T06:00:00Z", "Monday 23 November 2026, 08:00"],
    ["while it is open", "2026-11-23T08:00:00Z", "now (open until 18:30)"],
    ["at the minute of closing", "2026-11-23T18:30:00Z", "Tuesday 24 November 2026, 08:00"],
    ["in summer, London's clock", "2026-06-01T07:00:00Z", "now (open until 18:30)"],
  ])("%s", (_, now, expected) => expect(whenOpen(week, new Date(now))).toBe(expected));
  test("hours that are not known are not guessed", () => expect(whenOpen(null, new Date(0))).toBeUndefined());
  test("a practice that never opens", () =>
    expect(
      whenOpen(
        week.map(() => null),
        new Date(0),
      ),
    ).toBeUndefined());
});
