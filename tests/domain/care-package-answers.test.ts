/** What somebody answered to a package: the answer itself, its spell, declining and taking. */
import { describe, expect, test } from "vitest";
import { addDays, type CalendarDate } from "../../app/domain/calendar";
import { itemOf, problemsOfItem, readDecline } from "../../app/domain/care-packages/answering";
import { spellSince } from "../../app/domain/care-packages/package";
import type { PackageAnswer } from "../../app/domain/care-packages/proposals";
import { AS_OF } from "../support/a-person";
import { anAnswer, type Change, find, SEVERE, used } from "../support/care-package-people";

describe("an answer", () => {
  const of = (answers: PackageAnswer[], change: Change = SEVERE, more = {}) =>
    find(change, "severe-frailty/equipment", { answers, ...more });

  test("that declines holds, with its reason, however long ago", () => {
    const answer = anAnswer({});
    expect(of([answer])).toMatchObject({ state: "declined", answer });
    expect(of([answer], SEVERE, { asOf: "2031-11-22" })).toMatchObject({ state: "declined" });
  });

  test("the latest counts: opened again it is open, and may be declined again", () => {
    const reopened = anAnswer({ answer: "reopened", at: "2026-07-01T10:00:00.000Z" });
    expect(of([anAnswer({}), reopened])).toMatchObject({ state: "open" });
    expect(of([reopened, anAnswer({})])?.answer).toBeUndefined();
    expect(of([anAnswer({}), reopened, anAnswer({ at: "2026-08-01T10:00:00.000Z" })])).toMatchObject({
      state: "declined",
    });
  });

  test("the same degree recorded again changes nothing", () => {
    const again: Change = {
      recorded: [
        ["frailty-severe", "2026-05-01"],
        ["frailty-severe", "2026-10-01"],
      ],
    };
    expect(of([anAnswer({})], again)).toMatchObject({ state: "declined" });
  });

  test("left and entered anew it is open again, and says so; entered anew before the answer it is not", () => {
    const spell = (left: string, back: string): Change => ({
      recorded: [
        ["frailty-severe", "2026-05-01"],
        ["frailty-moderate", left],
        ["frailty-severe", back],
      ],
    });
    const anew = of([anAnswer({})], spell("2026-08-01", "2026-10-01"));
    expect(anew).toMatchObject({ state: "open", answer: { reason: "Declined by the person" } });
    expect(anew?.again).toBe("the package was left and entered anew on 1 October 2026");
    expect(of([anAnswer({})], spell("2026-05-10", "2026-05-31"))).toMatchObject({ state: "declined" });
    expect(of([anAnswer({})], spell("2026-05-10", "2026-06-01"))).toMatchObject({ state: "declined" });
    expect(of([anAnswer({})], spell("2026-05-10", "2026-06-02"))).toMatchObject({ state: "open" });
  });

  test("frequent emergencies end between two uses: a new run is entered anew", () => {
    const declined = anAnswer({
      package: "frequent-emergency",
      item: "cause",
      on: "2026-02-01",
      at: "2026-02-01T10:00:00.000Z",
    });
    const days = ["2026-11-10", "2026-11-01", "2026-10-01"];
    const before = ["2026-01-10", "2026-01-05", "2026-01-01"];
    const change = (more: string[]): Change => ({ services: used("ae", ...days, ...more) });
    expect(find(change(before), "frequent-emergency/cause", { answers: [declined] })).toMatchObject({ state: "open" });
    const unbroken = ["2026-09-01", "2026-07-01", "2026-06-01", "2026-04-01", "2026-03-01", ...before];
    expect(find(change(unbroken), "frequent-emergency/cause", { answers: [declined] })).toMatchObject({
      state: "declined",
    });
  });

  test("care that was done since and is due again is proposed again", () => {
    const answers = [
      anAnswer({
        package: "frailty-and-diabetes",
        item: "foot-check",
        on: "2025-06-01",
        at: "2025-06-01T10:00:00.000Z",
      }),
    ];
    const person = (on: CalendarDate): Change => ({
      recorded: [
        ["diabetes-type-2", "2010-05-01"],
        ["frailty-severe", "2025-05-01"],
        ["foot-right-low", on],
        ["foot-right", on],
        ["foot-left-low", on],
        ["foot-left", on],
      ],
    });
    const state = (on: CalendarDate) => find(person(on), "frailty-and-diabetes/foot-check", { answers })?.state;
    expect(state("2025-06-02")).toBe("open");
    expect(state("2025-06-01")).toBe("declined");
  });

  test("one refusal is not another package's: what a new package asks too is open until each was answered", () => {
    const both: Change = {
      recorded: [
        ["frailty-severe", "2026-05-01"],
        ["housebound", "2026-05-01"],
      ],
    };
    const first = anAnswer({ item: "medicines" });
    const second = anAnswer({ package: "housebound", item: "medicines" });
    expect(find(both, "severe-frailty/medicines", { answers: [first] })).toMatchObject({
      state: "open",
      again: "another package asks for it now",
    });
    expect(find(both, "severe-frailty/medicines", { answers: [first, second] })).toMatchObject({ state: "declined" });
  });

  test("what was taken for one package is taken for all", () => {
    const both: Change = {
      recorded: [
        ["frailty-severe", "2026-05-01"],
        ["housebound", "2026-05-01"],
      ],
    };
    const taken = anAnswer({ item: "medicines", answer: "taken", became: "a1", whereabouts: "own draft" });
    expect(find(both, "housebound/medicines", { answers: [taken] })).toMatchObject({ state: "taken" });
  });

  test("what was taken stays taken in plan and draft, also when the package is entered anew; a draft thrown away brings it back", () => {
    const anew: Change = {
      recorded: [
        ["frailty-severe", "2026-05-01"],
        ["frailty-mild", "2026-08-01"],
        ["frailty-severe", "2026-10-01"],
      ],
    };
    const taken = (whereabouts: PackageAnswer["whereabouts"]) =>
      of([anAnswer({ answer: "taken", became: "a1", whereabouts })], anew)?.state;
    expect(taken("plan")).toBe("taken");
    expect(taken("own draft")).toBe("taken");
    expect(taken("closed")).toBe("open");
    expect(taken("nowhere")).toBe("open");
    expect(of([anAnswer({ answer: "changed", became: "a1", whereabouts: "other draft" })])?.state).toBe("changed");
  });
});

describe("the spell of a package", () => {
  const marks = (text: string) => [...text].map((mark, n) => ({ on: addDays("2026-01-01", n), holds: mark === "+" }));
  test.each([
    ["++", "2026-01-01"],
    ["+-+", "2026-01-03"],
    ["-+", "2026-01-02"],
    ["+-", undefined],
    ["", undefined],
  ])("%s begins %s", (text, day) => expect(spellSince(marks(text))).toBe(day));

  test("where the marks of one day disagree it holds, and an entry without a date tells nothing", () => {
    const on = "2026-01-01";
    expect(
      spellSince([
        { on, holds: true },
        { on, holds: false },
      ]),
    ).toBe(on);
    expect(spellSince([{ holds: true }])).toBeUndefined();
  });
});

describe("declining and taking", () => {
  test("a reason is needed, and words where it is another", () => {
    expect(readDecline({ why: "person" })).toEqual({ ok: true, reason: "Declined by the person" });
    expect(readDecline({ why: "elsewhere", words: " day centre " })).toEqual({
      ok: true,
      reason: "Being done elsewhere: day centre",
    });
    expect(readDecline({ why: "other", words: "moved away" })).toEqual({ ok: true, reason: "moved away" });
    expect(readDecline({ why: "other" })).toMatchObject({ ok: false, errors: { words: expect.anything() } });
    expect(readDecline({ why: "constructor" })).toMatchObject({ ok: false, errors: { why: expect.anything() } });
    expect(readDecline({ why: "person", words: "x".repeat(301) })).toMatchObject({ ok: false });
  });

  test("an action whose profession is not known here goes to the practice to arrange it", () => {
    const proposal = find(SEVERE, "severe-frailty/equipment")!;
    const choice = { owner: "/0", ownerName: "Churchfield", ownerOrganisation: "Churchfield" };
    expect(itemOf(proposal, { ...choice, arrange: false })).toEqual({
      what: proposal.words,
      dueOn: proposal.dueOn,
      ...choice,
    });
    expect(itemOf(proposal, { ...choice, arrange: true }).what).toMatch(/To arrange: physiotherapist/);
    expect(itemOf(find(SEVERE, "severe-frailty/comfort")!, undefined)).toEqual({
      what: "Be comfortable",
      status: "proposed",
    });
  });

  test("an action needs words, an owner and a day that has not passed; a goal needs words", () => {
    const owner = "/00000000-0000-0000-0000-000000000000";
    expect(problemsOfItem("action", { what: "x", owner, dueOn: AS_OF }, AS_OF)).toEqual({});
    expect(Object.keys(problemsOfItem("action", {}, AS_OF)).sort()).toEqual(["dueOn", "owner", "what"]);
    expect(Object.keys(problemsOfItem("action", { what: "x", owner, dueOn: addDays(AS_OF, -1) }, AS_OF))).toEqual([
      "dueOn",
    ]);
    expect(problemsOfItem("goal", { what: "Walk to church" }, AS_OF)).toEqual({});
    expect(Object.keys(problemsOfItem("goal", { what: " " }, AS_OF))).toEqual(["what"]);
  });
});
