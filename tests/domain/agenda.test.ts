import { describe, expect, test } from "vitest";
import {
  freeSlots,
  inOrder,
  itemZero,
  moveCase,
  placeOf,
  whyNotClosable,
  whyNotCloseMeeting,
} from "../../app/domain/agenda";

const owned = { status: "offered", owner: { organisationId: "practice" }, dueOn: "2026-12-04" } as const;
const aCase = (change = {}) => ({
  status: "waiting" as const,
  personTold: "told",
  objection: "none",
  capacity: "not_assessed",
  noActionBecause: null,
  actions: [owned],
  ...change,
});

describe("a case closes", () => {
  test("with an owned, dated action", () => expect(whyNotClosable(aCase())).toEqual([]));
  test("with the reason why none is needed", () =>
    expect(whyNotClosable(aCase({ actions: [], noActionBecause: "He is well again" }))).toEqual([]));
  test.each([
    ["with neither", { actions: [] }],
    ["with a blank reason", { actions: [], noActionBecause: "  " }],
    ["with a cancelled action only", { actions: [{ ...owned, status: "cancelled" }] }],
    ["with an action of nobody", { actions: [{ ...owned, owner: { organisationId: "" } }] }],
    ["with an action without a date", { actions: [{ ...owned, dueOn: "" }] }],
    ["before it is recorded whether the person was told", { personTold: null }],
    ["with silence about an objection", { objection: null }],
    ["with silence about capacity", { capacity: null }],
    ["twice", { status: "closed" }],
    ["after it was carried over", { status: "carried_over" }],
  ])("not %s", (_, change) => expect(whyNotClosable(aCase(change))).toHaveLength(1));
});

describe("the agenda", () => {
  const cases = [
    { id: "b", position: 2, status: "waiting" as const },
    { id: "off", position: 1, status: "withdrawn" as const },
    { id: "a", position: 1, status: "closed" as const },
    { id: "c", position: 3, status: "waiting" as const },
  ];
  test("stands in order, what was taken off last and without a number", () => {
    expect(inOrder(cases).map(({ id }) => id)).toEqual(["a", "b", "c", "off"]);
    expect(placeOf(cases, "c")).toEqual({ number: 3, of: 3 });
    expect(placeOf(cases, "off")).toBeUndefined();
  });
  test("a case moves one place, and not beyond the ends", () => {
    expect(moveCase(cases, "b", -1)).toEqual(["b", "a", "c", "off"]);
    expect(moveCase(cases, "a", -1)).toEqual(["a", "b", "c", "off"]);
  });
  test("what was taken off or carried over frees its slot", () => {
    expect(freeSlots(8, { waiting: 5, closed: 1, withdrawn: 2, carried_over: 3 })).toBe(2);
    expect(freeSlots(2, { waiting: 3 })).toBe(-1);
  });
  test("item 0 has open actions only, late ones first", () => {
    const actions = [
      { id: 1, status: "accepted" as const, dueOn: "2026-12-01" },
      { id: 2, status: "done" as const, dueOn: "2026-11-01" },
      { id: 3, status: "declined" as const, dueOn: "2026-11-20" },
      { id: 4, status: "offered" as const, dueOn: "2026-11-25" },
    ];
    expect(itemZero(actions, "2026-11-22").map(({ id }) => id)).toEqual([3, 4, 1]);
  });
});

describe("a meeting closes", () => {
  const waiting = [{ status: "waiting" as const }, { status: "closed" as const }];
  const startsAt = new Date("2026-11-24T14:00:00Z");
  const now = new Date("2026-11-24T15:00:00Z");
  const why = (meeting = {}, asked = {}) =>
    whyNotCloseMeeting(
      { startsAt, present: 3, cases: waiting, ...meeting },
      { carryOver: false, nextMeeting: {}, now, ...asked },
    );
  test("when no case waits", () => expect(why({ cases: [{ status: "closed" }] })).toBeUndefined());
  test("not while a case waits", () => expect(why()).toMatch(/1 case is not discussed/));
  test("with waiting cases carried over to the next meeting", () =>
    expect(why({}, { carryOver: true })).toBeUndefined());
  test("not by carrying over to a meeting that nobody planned", () =>
    expect(why({}, { carryOver: true, nextMeeting: undefined })).toMatch(/plan the next meeting/));
  test("not before its start, and says when", () =>
    expect(why({ cases: [] }, { now: new Date("2026-11-22T03:00:00Z") })).toBe(
      "This meeting can be closed from its start: 24 November 2026 14:00",
    ));
  test("not with nobody recorded as here", () => expect(why({ cases: [], present: 0 })).toMatch(/Record who is here/));
});
