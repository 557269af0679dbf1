import { describe, expect, test } from "vitest";
import { type BandChange, bandMove, causeWithoutTests, recentChange } from "../../app/domain/band-change";

const aChange = (change: Partial<BandChange> = {}): BandChange => ({
  id: "1",
  at: new Date("2026-08-22T10:00:00Z"),
  band: "efi",
  was: "mild",
  became: "moderate",
  wasValue: 8,
  value: 9,
  cause: "Falls recorded 12 March 2026",
  ...change,
});

describe("a change of band in words", () => {
  test.each([
    ["the index, upwards", {}, ["eFI 8 → 9", "mild → moderate", "higher"]],
    [
      "the index, downwards",
      { was: "severe", became: "moderate", wasValue: 13, value: 12 },
      ["eFI 13 → 12", "severe → moderate", "lower"],
    ],
    [
      "the segment, upwards: the pyramid's top is rank 1",
      { band: "segment", was: "long_term", became: "frailty_dementia", wasValue: null, value: null },
      ["Segment", "Long-term conditions → Frailty and dementia", "higher"],
    ],
    [
      "the segment, downwards",
      { band: "segment", was: "end_of_life", became: "healthy", wasValue: null, value: null },
      ["Segment", "End of life → Healthy", "lower"],
    ],
    [
      "eFI2's lowest is robust",
      { band: "efi2", was: "robust", became: "mild", wasValue: 0.08, value: 0.1 },
      ["eFI2 0.08 → 0.1", "robust → mild", "higher"],
    ],
    ["a band that nobody knows has no direction", { became: "other" }, ["eFI 8 → 9", "mild → other", "unclear"]],
    ["the first band came from nowhere", { was: null, wasValue: null }, ["eFI", "moderate", "unclear"]],
  ] as const)("%s", (_, change, [what, bands, need]) =>
    expect(bandMove(aChange(change))).toMatchObject({ what, bands, need }),
  );

  test("without a cause says so", () =>
    expect(bandMove(aChange({ cause: "" })).cause).toBe("no single entry explains it"));
});

describe("an arrow", () => {
  const now = new Date("2026-11-22T09:00:00Z");
  test.each([
    ["92 days ago", "2026-08-22T23:00:00Z", true],
    ["93 days ago", "2026-08-21T12:00:00Z", false],
    ["today", "2026-11-22T08:00:00Z", true],
  ])("%s", (_, at, shown) => expect(recentChange([aChange({ at: new Date(at) })], now, 92) !== undefined).toBe(shown));

  test("is of the newest change only, and none without a change", () => {
    const [newer, older] = [aChange({ id: "new" }), aChange({ id: "old", at: new Date("2026-08-01") })];
    expect(recentChange([newer, older], now, 200)?.id).toBe("new");
    expect(recentChange([], now, 92)).toBeUndefined();
  });
});

describe("for who reads no results", () => {
  test("the cause names no test and no value", () =>
    expect(
      causeWithoutTests(aChange({ cause: "Anaemia (lowest haemoglobin 98 g/L); Falls recorded 1 May 2026" })).cause,
    ).toBe("Anaemia; Falls recorded 1 May 2026"));
  test("what placed somebody in a segment stays: it is no test", () => {
    const cause = "Admitted for hip fracture, stroke, fall or frailty (3 May 2026)";
    expect(causeWithoutTests(aChange({ band: "segment", cause })).cause).toBe(cause);
  });
});
