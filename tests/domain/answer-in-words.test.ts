import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  IN_EVERYDAY_WORDS,
  indexInWords,
  missingApart,
  missingInBrief,
  whatMovesIndex,
  wordsForThePerson,
} from "../../app/domain/answer-in-words";
import type { FrailtyIndex, ReasonShown } from "../../app/domain/person-record";
import { EFI_DEFICITS, efiCategory } from "../../app/domain/risk/efi";
import { EFI2_TERMS, efi2Category } from "../../app/domain/risk/efi2";
import { efi2Of } from "../../app/domain/risk/person-scores";
import { aPerson } from "../support/a-person";

const TERMS = Object.values(EFI_DEFICITS);
const anIndex = (count: number, change: Partial<FrailtyIndex> = {}): FrailtyIndex => ({
  name: "eFI",
  known: true,
  value: count,
  category: efiCategory(count),
  because: TERMS.slice(0, count).map((term) => ({ term, points: 1, entries: [], more: 0 })),
  missing: [],
  version: "efi 2016-36/2",
  caveats: [],
  tooYoung: false,
  ...change,
});
const anIndex2 = (value: number, change: Partial<FrailtyIndex> = {}): FrailtyIndex => ({
  ...anIndex(0),
  name: "eFI2",
  value,
  category: efi2Category(value),
  version: "efi2 2025/1",
  ...change,
});
const aReason = (term: string, change: Partial<ReasonShown> = {}) => ({
  term,
  points: 1,
  entries: [],
  more: 0,
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
    [anIndex2(0.0857), "0.09, robust"],
    [anIndex2(0.0858), "0.09, mild frailty"],
    [anIndex2(0.2393), "0.24, severe frailty"],
    [anIndex2(0.2393, { known: false, category: null }), "at least 0.24, incomplete"],
  ])("%#", (index, words) => expect(indexInWords(index)).toBe(words));

  test("a floor is never given a category, here or in the person's words", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36 }), (count) => {
        const floors = [aFloor(count), anIndex2(count / 36, { known: false, category: null, missing: ["medicines"] })];
        for (const floor of floors)
          expect(`${indexInWords(floor)} ${allOf(floor)} ${whatMovesIndex(floor).bands}`).not.toMatch(
            /mild|moderate|severe|robust|“fit”|, fit/,
          );
      }),
    ));
});

describe("what is missing", () => {
  test("terms for which no code set is installed stand apart from what this record lacks", () => {
    const answer = efi2Of({ ...aPerson(), age: 80 }, "2026-11-22");
    const missing = answer.known ? [] : answer.missing;
    expect(missing).toContain("Memory concerns (no code set is installed)");
    const { notInstalled, lacking } = missingApart(missing);
    expect(notInstalled).toContain("Memory concerns");
    expect(notInstalled).toContain("Alcohol intake");
    expect(lacking).toEqual(["medicines"]);
    expect(missingInBrief(missing)).toEqual([
      "medicines",
      `${notInstalled.length} terms of the score for which no code set is installed`,
    ]);
  });
  test("one is one, and none is not named", () => {
    expect(missingInBrief(["Fracture (no code set is installed)"])).toEqual([
      "1 term of the score for which no code set is installed",
    ]);
    expect(missingInBrief(["coded record"])).toEqual(["coded record"]);
  });
});

describe("what would move it", () => {
  test.each([
    [12, ["1 more deficit would make it severe (from 13)"]],
    [9, ["4 more deficits would make it severe (from 13)"]],
    [0, ["5 more deficits would make it mild (from 5)"]],
    [36, []],
  ])("at %i the lines of the published cut-offs", (count, bands) =>
    expect(whatMovesIndex(anIndex(count)).bands).toEqual(bands),
  );

  test.each([
    [0, ["Above 0.0857 it would be mild"]],
    [0.0857, ["Above 0.0857 it would be mild"]],
    [0.0858, ["Above 0.1624 it would be moderate", "0.0857 or less would make it robust"]],
    [0.2, ["Above 0.2392 it would be severe", "0.1624 or less would make it mild"]],
    [0.2393, ["0.2392 or less would make it moderate"]],
    [0.97, ["0.2392 or less would make it moderate"]],
  ])("of the eFI2 at %f the lines of its own cut-offs", (score, bands) =>
    expect(whatMovesIndex(anIndex2(score)).bands).toEqual(bands),
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

  test("of the eFI2 tell of its own score, and nothing of the other index", () => {
    const because = [aReason("Polypharmacy: 10 or more", { modifiable: true }), aReason("Dementia"), aReason("Falls")];
    const index = anIndex2(0.18, { because });
    expect(allOf(index)).toContain("electronic Frailty Index 2");
    expect(allOf(index)).toContain("your score was 0.18");
    expect(allOf(index)).not.toMatch(/of the 36/);
    const words = wordsForThePerson(index, "2026-11-22");
    expect(words[2]).toMatchObject({ list: ["taking ten or more medicines", "dementia", "falls"] });
    expect(words[3]).toMatchObject({ list: [expect.stringContaining("do not stop any on your own")] });
  });

  test("every term of the eFI2 has everyday words, none of them its label with a colon", () => {
    const because = Object.values(EFI2_TERMS).map(({ label }) => aReason(label));
    const [, , says] = wordsForThePerson(anIndex2(0.5, { because }), "2026-11-22");
    expect(says!.list).toHaveLength(40);
    expect(says!.list!.join()).not.toMatch(/:/);
  });

  test("every deficit has its everyday words, and what can be helped says how", () => {
    expect(Object.keys(IN_EVERYDAY_WORDS).sort()).toEqual(Object.keys(EFI_DEFICITS).sort());
    for (const { says } of Object.values(IN_EVERYDAY_WORDS)) expect(says).not.toBe("");
  });
});
