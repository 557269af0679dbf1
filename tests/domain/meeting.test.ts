import { describe, expect, test } from "vitest";
import {
  type CaseNotes,
  conflictsBetween,
  londonInstant,
  meetingInWords,
  readDate,
  runsMeetings,
  whyNotNoted,
  whyNotPlanned,
  whyNotReferred,
} from "../../app/domain/meeting";

const NOW = new Date("2026-11-22T10:00:00Z");
const aPlan = (change = {}) => ({
  date: "2026-11-26",
  time: "14:00",
  place: "Library",
  slots: 8,
  minutesPerCase: 10,
  ...change,
});
const notes = (change: Partial<CaseNotes> = {}): CaseNotes => ({
  question: "Is home still right?",
  personTold: "told",
  personToldDetail: "By phone",
  objection: null,
  objectionDetail: "",
  capacity: null,
  capacityDetail: "",
  noActionBecause: "",
  ...change,
});

describe("the time of a meeting is London's", () => {
  test("in winter and in summer", () => {
    expect(meetingInWords(londonInstant("2026-11-26", "14:00")!)).toBe("Thursday 26 November 2026, 14:00");
    expect(londonInstant("2026-07-02", "14:00")!.toISOString()).toBe("2026-07-02T13:00:00.000Z");
    expect(meetingInWords(londonInstant("2026-07-02", "14:00")!)).toBe("Thursday 2 July 2026, 14:00");
  });
  test("an hour that the clock skips does not exist", () =>
    expect(londonInstant("2026-03-29", "01:30")).toBeUndefined());
  test("a day that does not exist is no date", () => {
    expect(readDate("2026-02-30")).toBeUndefined();
    expect(readDate("2026-2-3")).toBe("2026-02-03");
  });
});

describe("a meeting is planned", () => {
  test("with date, time, place and slots", () => expect(whyNotPlanned(aPlan(), NOW)).toEqual({}));
  test.each([
    ["date", { date: "2026-02-30" }],
    ["date", { date: "2026-11-21" }],
    ["time", { time: "" }],
    ["place", { place: "" }],
    ["slots", { slots: 0 }],
    ["slots", { slots: 21 }],
    ["minutesPerCase", { minutesPerCase: 2.5 }],
  ])("not with a wrong %s", (field, change) => expect(Object.keys(whyNotPlanned(aPlan(change), NOW))).toEqual([field]));
  test("by members who chair, scribe or may run MDGs, and by nobody else", () => {
    expect(runsMeetings({ chair: true, scribe: false }, false)).toBe(true);
    expect(runsMeetings({ chair: false, scribe: false }, true)).toBe(true);
    expect(runsMeetings({ chair: false, scribe: false }, false)).toBe(false);
    expect(runsMeetings(undefined, true)).toBe(false);
  });
});

describe("what is recorded about a case", () => {
  test("a referral says the question and whether and how the person was told", () => {
    expect(whyNotReferred(notes())).toEqual({});
    expect(Object.keys(whyNotReferred(notes({ question: "", personTold: null })))).toEqual(["question", "personTold"]);
    expect(Object.keys(whyNotReferred(notes({ personTold: "not_told", personToldDetail: "" })))).toEqual([
      "personToldDetail",
    ]);
  });
  test("an objection is overridden by somebody, for a reason", () =>
    expect(whyNotNoted(notes({ objection: "overridden" }))).toHaveProperty("objectionDetail"));
  test("of a person who lacks capacity it says whom we must consult", () => {
    expect(whyNotNoted(notes({ capacity: "lacks" }))).toHaveProperty("capacityDetail");
    expect(whyNotNoted(notes({ capacity: "lacks", capacityDetail: "Daughter, health attorney" }))).toEqual({});
  });
  test("what two scribes wrote differently is shown side by side", () => {
    expect(conflictsBetween(notes({ question: "Mine?" }), notes({ question: "Theirs?" }))).toEqual([
      { note: "question", mine: "Mine?", theirs: "Theirs?" },
    ]);
    expect(conflictsBetween(notes(), notes())).toEqual([]);
  });
});
