import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  EFI2_DIVISOR,
  EFI2_GROUPS,
  EFI2_TERMS,
  type Efi2Term,
  efi2Category,
  efi2YearlyRisk,
  scoreEfi2,
} from "../../../app/domain/risk/efi2";

const PUBLISHED: Record<Efi2Term, number> = {
  alcohol_previous_harmful_higher: 1.36434,
  falls: 0.62743,
  palliative_care: 0.5145,
  polypharmacy_10_plus: 0.50801,
  polypharmacy_5_9: 0.32301,
  mobility_problems: 0.46836,
  bmi_underweight: 0.4417,
  bmi_missing: 0.25318,
  dementia: 0.41715,
  motor_neuron_disease: 0.35347,
  housebound: 0.33254,
  medication_management_problems: 0.32125,
  cancer: 0.2406,
  liver_problems: 0.23787,
  social_vulnerability: 0.23585,
  alcohol_harmful_intake: 0.23107,
  alcohol_missing: 0.13175,
  skin_ulcer: 0.21935,
  care_requirement: 0.21428,
  weight_loss_anorexia: 0.19256,
  hypotension_syncope: 0.18253,
  fragility_fracture: 0.17425,
  activity_limitation: 0.15284,
  atrial_fibrillation: 0.13025,
  memory_concerns: 0.11915,
  environment_problems: 0.11886,
  copd: 0.11683,
  heart_failure: 0.11086,
  cognitive_impairment: 0.10985,
  stroke: 0.10565,
  smoker_current: 0.10291,
  fracture: 0.07353,
  peptic_ulcer: 0.05427,
  dressing_grooming_problems: 0.05422,
  parkinsonism_tremor: 0.03537,
  seizures: 0.02885,
  peripheral_vascular_disease: 0.02672,
  transient_ischemic_attack: 0.02305,
  respiratory_disease: 0.01049,
  self_harm: 0.009,
};
const ALL = Object.keys(PUBLISHED) as Efi2Term[];

const answerFor = (...terms: Efi2Term[]) => scoreEfi2({ terms: new Set(terms), notKnown: [] });
const value = (...terms: Efi2Term[]) => {
  const answer = answerFor(...terms);
  return answer.known ? answer.value : Number.NaN;
};

describe("the published weights", () => {
  test("are these forty", () => {
    expect(Object.fromEntries(Object.entries(EFI2_TERMS).map(([id, { weight }]) => [id, weight]))).toEqual(PUBLISHED);
    expect(ALL).toHaveLength(40);
  });

  test("add up to the published divisor without the four that another replaces: 8.42874 of 8.429", () => {
    const replaced: Efi2Term[] = ["alcohol_harmful_intake", "alcohol_missing", "bmi_missing", "polypharmacy_5_9"];
    const sum = ALL.filter((id) => !replaced.includes(id)).reduce((total, id) => total + PUBLISHED[id], 0);
    expect(sum).toBeCloseTo(8.42874, 9);
    expect(sum / EFI2_DIVISOR).toBeGreaterThan(0.9999);
    expect(sum / EFI2_DIVISOR).toBeLessThanOrEqual(1);
  });

  test("give the two alcohol weights that the London macros quote", () => {
    expect(value("alcohol_previous_harmful_higher")).toBeCloseTo(0.162, 3);
    expect(value("alcohol_harmful_intake")).toBeCloseTo(0.027, 3);
  });

  const file = "../shared/data/efi2/efi2_weights.json";
  test.skipIf(!existsSync(file))(`are those of the weights file (skipped without ${file})`, () => {
    expect(JSON.parse(readFileSync(file, "utf8")).betas).toEqual(PUBLISHED);
  });
});

describe("what counts", () => {
  test.each(ALL)("%s alone is its weight over 8.429", (id) => {
    expect(value(id)).toBeCloseTo(PUBLISHED[id] / 8.429, 12);
  });

  test.each<[Efi2Term, Efi2Term[]]>([
    ["alcohol_previous_harmful_higher", ["alcohol_harmful_intake", "alcohol_missing"]],
    ["alcohol_harmful_intake", ["alcohol_missing"]],
    ["bmi_underweight", ["bmi_missing"]],
    ["polypharmacy_10_plus", ["polypharmacy_5_9"]],
    ["dementia", ["cognitive_impairment", "memory_concerns"]],
    ["memory_concerns", ["cognitive_impairment"]],
  ])("%s counts alone beside %j", (heaviest, others) => {
    expect(value(heaviest, ...others)).toBe(value(heaviest));
    expect(answerFor(heaviest, ...others).because.map(({ term }) => term)).toEqual([EFI2_TERMS[heaviest].label]);
  });

  test("everything at once stays below 1: the cognitive rule takes its two lighter terms off the identity", () => {
    expect(value(...ALL)).toBeCloseTo((8.42874 - 0.11915 - 0.10985) / 8.429, 9);
  });

  test("nothing is 0 and robust", () => expect(answerFor()).toMatchObject({ value: 0, category: "robust" }));

  test("a reason carries the label, the weight, what shows it and whether care can change it", () => {
    const shown = new Map([["falls" as const, { evidence: "two falls", on: "2026-05-03", sets: ["efi-falls"] }]]);
    expect(scoreEfi2({ terms: new Set(["dementia", "falls"]), notKnown: [], shown }).because).toEqual([
      {
        term: "Falls",
        points: 0.62743,
        evidence: "two falls",
        on: "2026-05-03",
        sets: ["efi-falls"],
        modifiable: true,
      },
      { term: "Dementia", points: 0.41715 },
    ]);
  });
});

describe("the categories", () => {
  test.each([
    [0.0857, "robust"],
    [0.08571, "mild"],
    [0.1624, "mild"],
    [0.16241, "moderate"],
    [0.2392, "moderate"],
    [0.23921, "severe"],
  ] as const)("%d is %s", (score, category) => expect(efi2Category(score)).toBe(category));

  test("three people by hand", () => {
    expect(answerFor("falls", "stroke")).toMatchObject({ category: "mild" }); // .73308 / 8.429 = .0870
    expect(answerFor("falls", "mobility_problems", "bmi_underweight")).toMatchObject({ category: "moderate" }); // .1824
    expect(answerFor("alcohol_previous_harmful_higher", "falls", "cancer")).toMatchObject({ category: "severe" }); // .2648
  });
});

describe("not known", () => {
  test("an input that could not be read makes a floor without a category", () => {
    const answer = scoreEfi2({ terms: new Set(["falls"]), notKnown: ["medicines"] });
    expect(answer).toMatchObject({ known: false, missing: ["medicines"], atLeast: 0.62743 / 8.429 });
    expect(answer).not.toHaveProperty("category");
  });

  test("a body mass index that was never measured is a term of the instrument, not an unknown", () => {
    expect(answerFor("bmi_missing")).toMatchObject({ known: true, value: 0.25318 / 8.429 });
  });

  test("64 is marked as outside its ages, 65 and no age are not", () => {
    const caveats = (age?: number) => scoreEfi2({ terms: new Set(), notKnown: [], age }).caveats;
    expect(caveats(64)).toEqual(["made for ages 65 and over"]);
    expect(caveats(65)).toBeUndefined();
    expect(caveats()).toBeUndefined();
  });
});

test("the second-hand risk is 1.51 % at 0, grows as e to the 8.429 times the score, and is never over 1", () => {
  expect(efi2YearlyRisk(0)).toBeCloseTo(0.0151, 6);
  expect(efi2YearlyRisk(0.1)).toBeCloseTo(0.0151 * Math.E ** 0.8429, 6);
  expect(efi2YearlyRisk(0.497)).toBeLessThanOrEqual(1);
  expect(efi2YearlyRisk(0.498)).toBeUndefined();
});

describe("for any record", () => {
  const record = fc.uniqueArray(fc.constantFrom(...ALL));

  test("one more term never lowers it; order and repetition change nothing, to the last bit", () => {
    fc.assert(
      fc.property(record, fc.constantFrom(...ALL), (terms, more) => {
        expect(value(...terms, more)).toBeGreaterThanOrEqual(value(...terms));
        expect(answerFor(...[...terms].reverse(), ...terms)).toEqual(answerFor(...terms));
      }),
    );
  });

  test("of each group at most one reason stands", () => {
    fc.assert(
      fc.property(record, (terms) => {
        const labels = answerFor(...terms).because.map(({ term }) => term);
        for (const group of EFI2_GROUPS) {
          expect(group.filter((id) => labels.includes(EFI2_TERMS[id].label)).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
