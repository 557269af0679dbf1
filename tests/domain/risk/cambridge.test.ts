import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CAMBRIDGE_TERMS, type CambridgeTerm, scoreCambridge } from "../../../app/domain/risk/cambridge";

const PUBLISHED: Record<CambridgeTerm, number> = {
  hypertension: 0.08,
  "anxiety-depression": 0.5,
  "painful-condition": 0.92,
  "hearing-loss": 0.09,
  ibs: 0.21,
  asthma: 0.19,
  diabetes: 0.75,
  chd: 0.49,
  ckd: 0.53,
  "atrial-fibrillation": 1.34,
  constipation: 1.12,
  "stroke-tia": 0.8,
  copd: 1.46,
  "connective-tissue-disorder": 0.43,
  cancer: 1.53,
  "alcohol-problems": 0.65,
  "heart-failure": 1.18,
  dementia: 2.5,
  "psychosis-bipolar": 0.64,
  epilepsy: 0.92,
};
const ALL = Object.keys(PUBLISHED) as CambridgeTerm[];
const answerFor = (...terms: CambridgeTerm[]) => scoreCambridge({ terms: new Set(terms), notKnown: [] });
const value = (...terms: CambridgeTerm[]) => {
  const answer = answerFor(...terms);
  return answer.known ? answer.value : Number.NaN;
};

describe("Cambridge Multimorbidity Score, 20 conditions", () => {
  test.each(ALL)("%s has its published weight", (id) => {
    expect(CAMBRIDGE_TERMS[id].weight).toBe(PUBLISHED[id]);
    expect(value(id)).toBe(PUBLISHED[id]);
  });

  test("all twenty are exactly 16.33", () => {
    expect(Object.keys(CAMBRIDGE_TERMS)).toHaveLength(20);
    expect(value(...ALL)).toBe(16.33);
  });

  test("no band is claimed: the 37-condition set's quintiles are not used", () => {
    expect(answerFor()).toMatchObject({ value: 0, category: "scored" });
    expect(answerFor(...ALL)).toMatchObject({ category: "scored" });
  });

  test("an input that could not be read makes a floor", () => {
    const answer = scoreCambridge({ terms: new Set(["copd"]), notKnown: ["medicines"] });
    expect(answer).toMatchObject({ known: false, atLeast: 1.46, missing: ["medicines"] });
    expect(answer).not.toHaveProperty("category");
  });

  test("one more condition always raises it by its weight; order and repetition change nothing", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...ALL)), fc.constantFrom(...ALL), (terms, more) => {
        const rise = terms.includes(more) ? 0 : PUBLISHED[more];
        expect(value(...terms, more)).toBeCloseTo(value(...terms) + rise, 9);
        expect(answerFor(...[...terms].reverse(), ...terms)).toEqual(answerFor(...terms));
      }),
    );
  });
});
