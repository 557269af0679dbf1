import { describe, expect, test } from "vitest";
import {
  ageBandInWords,
  durationInWords,
  flowsOf,
  insAndOuts,
  progressInWords,
  runState,
  speedOf,
  versionChanges,
  versionsOf,
} from "../../app/domain/run-history";

const SEGMENTS = ["end_of_life", "complex", "healthy"];

describe("how far a run came", () => {
  const finished = { current: false, finished: true, latest: true };
  const unfinished = { current: false, finished: false, latest: true };
  test.each([
    ["the one in force", { ...finished, current: true }, false, "in force"],
    ["one that was replaced", finished, false, "complete"],
    ["one that was replaced, while the next goes on", { ...finished, latest: false }, true, "complete"],
    ["the latest, while a run holds the lock", unfinished, true, "going on"],
    ["the latest, when nobody holds it", unfinished, false, "stopped"],
    ["an earlier one, while another goes on", { ...unfinished, latest: false }, true, "stopped"],
  ] as const)("%s", (_, run, goesOn, state) => expect(runState(run, goesOn)).toBe(state));

  test.each([
    [0, 5000, "about 0 of 5,000 people, 0 %"],
    [2000, 4995, "about 2,000 of 5,000 people, 40 %"],
    [4949, 4951, "about 4,900 of 5,000 people, 98 %"],
    [4995, 4995, "about 5,000 of 5,000 people, 100 %"],
    [120, 100, "about 100 of 100 people, 100 %"],
    [20, 40, "of fewer than 100 people"],
  ])("%s of %s", (done, total, words) => expect(progressInWords(done, total)).toBe(words));

  test("the size of a population is never told to one person", () =>
    expect(progressInWords(2000, 4995)).toBe(progressInWords(1999, 5004)));

  test.each([
    [1557, "1.6 s"],
    [59_949, "59.9 s"],
    [60_000, "1 min 0 s"],
    [125_400, "2 min 5 s"],
    [3_599_000, "59 min 59 s"],
    [3_840_000, "1 h 4 min"],
  ])("%s ms is %s", (milliseconds, words) => expect(durationInWords(milliseconds)).toBe(words));

  test("speed is told in two figures, and not of a hidden count", () => {
    expect(speedOf(4995, 1557)).toBe(3200);
    expect(speedOf(undefined, 1557)).toBeUndefined();
    expect(speedOf(4995, 0)).toBeUndefined();
  });
});

describe("what made its answers", () => {
  const stored = {
    efi: "efi 2016-36/2",
    segment: "snee-confer/2",
    protocols: { diabetes: "1" },
    settings: { "care.due-days": 60 },
    codeSets: { "efi-falls": "2026-11-22" },
  };

  test("is told by kind", () =>
    expect(versionsOf(stored)).toEqual([
      { kind: "rule", id: "efi", version: "efi 2016-36/2" },
      { kind: "rule", id: "segment", version: "snee-confer/2" },
      { kind: "protocol", id: "diabetes", version: "1" },
      { kind: "setting", id: "care.due-days", version: "60" },
      { kind: "code set", id: "efi-falls", version: "2026-11-22" },
    ]));

  test("what changed since the run before: other, new and gone", () => {
    const now = { ...stored, settings: {}, codeSets: { "efi-falls": "dem_cod", "a-study": "1" } };
    expect(versionChanges(versionsOf(stored), versionsOf(now))).toEqual([
      { kind: "code set", id: "a-study", was: undefined, now: "1" },
      { kind: "code set", id: "efi-falls", was: "2026-11-22", now: "dem_cod" },
      { kind: "setting", id: "care.due-days", was: "60" },
    ]);
    expect(versionChanges(versionsOf(stored), versionsOf(stored))).toEqual([]);
  });

  test("a setting and a protocol of one name are two things", () =>
    expect(versionChanges(versionsOf({ settings: { x: 1 } }), versionsOf({ protocols: { x: "1" } }))).toHaveLength(2));
});

describe("movement", () => {
  const moved = [
    { was: "healthy", became: "complex", weighted: 12 },
    { was: "complex", became: "healthy", weighted: 4 },
    { was: "healthy", became: "healthy", weighted: 101 },
    { was: "none", became: "healthy", weighted: 7 },
    { was: "end_of_life", became: "none", weighted: 5 },
    { was: "none", became: "none", weighted: 50 },
  ];

  test("goes higher or lower by the order of bands; joined and left are neither", () =>
    expect(flowsOf(moved, SEGMENTS)).toEqual([
      { was: "end_of_life", became: "none", people: 5, direction: "left" },
      { was: "complex", became: "healthy", people: undefined, direction: "lower" },
      { was: "healthy", became: "complex", people: 10, direction: "higher" },
      { was: "healthy", became: "healthy", people: 100, direction: "stayed" },
      { was: "none", became: "healthy", people: 5, direction: "joined" },
    ]));

  test("in and out of each band is published from its own sum, fewer than five hidden", () =>
    expect(insAndOuts(moved, SEGMENTS)).toEqual([
      { band: "end_of_life", before: 5, cameIn: undefined, wentOut: 5, now: undefined },
      { band: "complex", before: undefined, cameIn: 10, wentOut: undefined, now: 10 },
      // 4 + 7 come in, though neither flow alone would say so to the person.
      { band: "healthy", before: 115, cameIn: 10, wentOut: 10, now: 110 },
    ]));
});

test("age bands end where the next begins", () => {
  expect([0, 18, 85, 95].map(ageBandInWords)).toEqual(["0 to 17", "18 to 39", "85 to 94", "95 and over"]);
});
