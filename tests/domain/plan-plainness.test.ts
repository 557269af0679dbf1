import { describe, expect, test } from "vitest";
import { jargonIn, longestSentence } from "../../app/domain/plan-plainness";
import { ABBREVIATIONS } from "../../app/domain/plan-plainness-abbreviations";
import { HARD_WORDS } from "../../app/domain/plan-plainness-words";

describe("hard words are marked, with plainer ones", () => {
  const words = (text: string) => jargonIn(text).map(({ word, plain }) => `${word}: ${plain}`);

  test.each<[string, string[]]>([
    ["Sit her up, open the window.", []],
    ["SOB at rest, PRN oramorph", ["SOB: short of breath", "PRN: when needed"]],
    ["DNACPR in place", ["DNACPR: CPR is not recommended"]],
    ["Dyspnoea; dyspnoea again", ["Dyspnoea: breathlessness"]],
    ["sob story, a prn", []],
    ["Give s/c, in the event of pain.", ["s/c: under the skin", "in the event of: if"]],
    ["Soberly, unconveyed, PRNs", []],
  ])("%s", (text, expected) => expect(words(text)).toEqual(expected));

  test("says where a word stands", () => expect(jargonIn("If SOB: sit up")[0]).toMatchObject({ from: 3, to: 6 }));

  test("the list is long enough to help, and proposes nothing that it marks itself", () => {
    expect(Object.keys(ABBREVIATIONS).length + Object.keys(HARD_WORDS).length).toBeGreaterThan(300);
    for (const [word, plain] of Object.entries({ ...ABBREVIATIONS, ...HARD_WORDS }))
      expect([word, jargonIn(plain).map((one) => one.word)]).toEqual([word, []]);
  });
});

test("the longest sentence, in words", () => {
  expect(longestSentence("")).toBe(0);
  expect(longestSentence("Sit up. Open the window and wait; ring.")).toBe(5);
});
