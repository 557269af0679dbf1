import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../../app/domain/csv";
import { hfrsCategory, scoreHfrs } from "../../../app/domain/risk/hfrs";
import { HFRS_POINTS } from "../../../app/domain/risk/hfrs-points";

const CODES = Object.keys(HFRS_POINTS);
const answerFor = (...diagnoses: string[]) => scoreHfrs({ diagnoses, age: 80 });
const value = (...diagnoses: string[]) => {
  const answer = answerFor(...diagnoses);
  return answer.known ? answer.value : Number.NaN;
};

describe("the published points", () => {
  test("are of 109 codes of three characters and add up to 173.2", () => {
    expect(CODES).toHaveLength(109);
    expect(CODES.filter((code) => !/^[A-Z]\d\d$/.test(code))).toEqual([]);
    expect(value(...CODES)).toBe(173.2);
  });

  test.each([
    ["F00", 7.1],
    ["G81", 4.4],
    ["G30", 4],
    ["I69", 3.7],
    ["R29", 3.6],
    ["W19", 3.2],
    ["S72", 1.4],
    ["R50", 0.1],
  ])("%s has %d", (code, points) => expect(value(code)).toBe(points));

  const file = "../shared/data/hfrs/hospital_frailty_risk_score.csv";
  test.skipIf(!existsSync(file))(`are those of the points file (skipped without ${file})`, () => {
    const csv = readCsv(readFileSync(file, "utf8"));
    const published = csv.ok ? csv.rows.slice(1).map(({ fields }) => [fields[2], Number(fields[1])]) : [];
    const ours = CODES.map((code) => [code, HFRS_POINTS[code]![0]]);
    expect([...ours].sort()).toEqual([...published].sort());
  });
});

describe("the worked example of the NHS Strategy Unit", () => {
  test("F00 in one admission and W19 in another make 10.3, intermediate", () => {
    expect(answerFor("F00", "W19")).toEqual({
      known: true,
      value: 10.3,
      category: "intermediate",
      because: [
        { term: "Dementia in Alzheimer's disease", points: 7.1, evidence: "F00" },
        { term: "Unspecified fall", points: 3.2, evidence: "W19" },
      ],
      version: "hfrs 2018/1",
    });
  });

  test("each code counts once, however it is written", () => {
    expect(value("F00.1", "f009", "F00", "W19.0", "W19X", "w19.9D", "F00.0†")).toBe(10.3);
  });
});

test.each([
  [0, "low"],
  [4.9, "low"],
  [5, "intermediate"],
  [15, "intermediate"],
  [15.1, "high"],
] as const)("%d is %s", (value, category) => expect(hfrsCategory(value)).toBe(category));

test("the bands hold where tenths add up: 3.2 + 1.8 is 5, 7.1 + 4.4 + 2.5 + 1 is 15", () => {
  expect(answerFor("W19", "N17")).toMatchObject({ value: 5, category: "intermediate" });
  expect(answerFor("F00", "G81", "R40", "Z93")).toMatchObject({ value: 15, category: "intermediate" });
  expect(answerFor("F00", "G81", "R40", "Z93", "R50")).toMatchObject({ value: 15.1, category: "high" });
});

test("codes of the index of another chapter, and none, give 0", () => {
  expect(answerFor("I10", "E11.9")).toMatchObject({ value: 0, category: "low" });
});

test("no coded diagnosis is not 0", () => {
  const answer = scoreHfrs({ diagnoses: undefined, age: 80 });
  expect(answer).toMatchObject({ known: false, atLeast: 0, missing: ["coded diagnoses"] });
  expect(answer).not.toHaveProperty("category");
});

test.each([
  [74, ["made for ages 75 and over"]],
  [75, undefined],
  [undefined, ["made for ages 75 and over; the age is not known"]],
])("at age %s the caveat is %j", (age, caveats) => {
  expect(scoreHfrs({ diagnoses: ["F00"], age }).caveats).toEqual(caveats);
});

test("one more code never lowers it; order and repetition change nothing", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...CODES)), fc.constantFrom(...CODES), (codes, more) => {
      expect(value(...codes, more)).toBeGreaterThanOrEqual(value(...codes));
      expect(answerFor(...[...codes].reverse(), ...codes)).toEqual(answerFor(...codes));
    }),
  );
});
