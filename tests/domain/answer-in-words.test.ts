import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IN_EVERYDAY_WORDS, indexInWords, whatMovesIndex, wordsForThePerson } from "../../app/domain/answer-in-words";
import type { FrailtyIndex } from "../../app/domain/person-record";
import { EFI_DEFICITS, efiCategory } from "../../app/domain/risk/efi";

const TERMS = Object.values(EFI_DEFICITS);
const anIndex = (count: number, change: Partial<FrailtyIndex> = {}): FrailtyIndex => ({
  known: true,
  count,
  category: efiCategory(count),
  because: TERMS.slice(0, count).map((term) => ({ term, points: 1, entries: [], more: 0 })),
  missing: [],
  version: "efi 2016-36/2",
  caveats: [],
  tooYoung: false,
  ...change,
});
const aFloor = (count: number) => anIndex(count, { known: false, category: null, missing: ["coded record"] });
const allOf = (index: FrailtyIndex) => JSON.stringify(wordsForThePerson(index, "2026-11-22"));

describe("the index in one line", () => {
  test.each([
    [anIndex(4), "4 of 36, fit"],
    [anIndex(5), "5 of 36, mild frailty"],
    [anIndex(12), "12 of 36, moderate frailty"],
    [anIndex(13), "13 of 36, severe frailty"],
    [aFloor(13), "at least 13 of 36, incomplete"],
    [anIndex(6, { tooYoung: true }), "not made for people under 65"],
  ])("%#", (index, words) => expect(indexInWords(index)).toBe(words));

  test("a floor is never given a category, here or in the person's words", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36 }), (count) => {
        const floor = aFloor(count);
        expect(`${indexInWords(floor)} ${allOf(floor)} ${whatMovesIndex(floor).bands}`).not.toMatch(
          /mild|moderate|severe|“fit”|, fit/,
        );
      }),
    ));
});

describe("what would move it", () => {
  test.each([
    [12, ["1 more deficit would make it severe (from 13)", "4 deficits fewer would make it mild (up to 8)"]],
    [9, ["4 more deficits would make it severe (from 13)", "1 deficit fewer would make it mild (up to 8)"]],
    [0, ["5 more deficits would make it mild (from 5)"]],
    [36, ["24 deficits fewer would make it moderate (up to 12)"]],
  ])("at %i the lines of the published cut-offs", (count, bands) =>
    expect(whatMovesIndex(anIndex(count)).bands).toEqual(bands),
  );

  test("names only what somebody can do something about, with what shows it", () => {
    const because = [
      { term: "Diabetes", points: 1, entries: [], more: 0 },
      {
        term: "Polypharmacy",
        points: 1,
        evidence: "11 medicines in 12 months",
        modifiable: true as const,
        entries: [],
        more: 0,
      },
    ];
    expect(whatMovesIndex(anIndex(2, { because })).modifiable).toEqual(["Polypharmacy (11 medicines in 12 months)"]);
  });
});

describe("words for the person", () => {
  test("say what it is, what it is not, what it says and what helps, in everyday words", () => {
    const because = [
      { term: "Falls", points: 1, modifiable: true as const, entries: [], more: 0 },
      { term: "Ischaemic heart disease", points: 1, entries: [], more: 0 },
    ];
    const words = wordsForThePerson(anIndex(2, { because }), "2026-11-22");
    expect(words.map(({ heading }) => heading)).toEqual([
      "What the score is",
      "What it is not",
      "What it says about you",
      "What can help",
    ]);
    expect(words[2]).toMatchObject({ list: ["falls", "angina or a heart attack"] });
    expect(words[2]!.text).toContain("On 22 November 2026 we found 2 of the 36.");
    expect(words[3]).toMatchObject({ list: [expect.stringContaining("strength and balance")] });
  });

  test("name no test, no value and no segment", () => {
    const because = [
      {
        term: "Anaemia and haematinic deficiency",
        points: 1,
        evidence: "lowest haemoglobin 98 g/L",
        entries: [],
        more: 0,
      },
    ];
    expect(allOf(anIndex(1, { because }))).not.toMatch(/haemoglobin|98|end of life|segment/i);
  });

  test("below 65 there is no score to explain", () => {
    const [only, ...more] = wordsForThePerson(anIndex(6, { tooYoung: true }), "2026-11-22");
    expect(more).toEqual([]);
    expect(only!.text).toContain("65 and over");
  });

  test("every deficit has its everyday words, and what can be helped says how", () => {
    expect(Object.keys(IN_EVERYDAY_WORDS).sort()).toEqual(Object.keys(EFI_DEFICITS).sort());
    for (const { says } of Object.values(IN_EVERYDAY_WORDS)) expect(says).not.toBe("");
  });
});
