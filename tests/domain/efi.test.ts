import { describe, expect, test } from "vitest";
import type { Fact } from "../../app/domain/feature";
import { EFI_DEFICITS, type EfiInput, efiCategory, scoreEfi } from "../../app/domain/risk/efi";

const CODED = Object.keys(EFI_DEFICITS).filter((id) => id !== "polypharmacy");

type Change = Partial<Omit<EfiInput, "facts">> & {
  coded?: readonly string[];
  measured?: Record<string, Partial<Fact>>;
};
const aFact = (fact: Partial<Fact> = {}): Fact => ({ unreadable: false, active: true, entries: [], ...fact });
const aPerson = ({ coded = [], measured = {}, ...change }: Change = {}): EfiInput => ({
  age: 80,
  sex: "female",
  hasRecord: true,
  facts: new Map([
    ...coded.map((deficit) => [`efi-${deficit}`, aFact()] as const),
    ...Object.entries(measured).map(([set, fact]) => [set, aFact(fact)] as const),
  ]),
  medicines: 2,
  ...change,
});
const countOf = (person: EfiInput) => {
  const answer = scoreEfi(person);
  return answer.known ? answer.value : `at least ${answer.atLeast}`;
};

describe("ten people, counted by hand", () => {
  test.each<[string, Change, number | string, string]>([
    ["nothing on the record of a woman of 66 with two medicines", { age: 66 }, 0, "fit"],
    [
      "hypertension, arthritis, hearing loss, cataract: 4",
      { coded: ["hypertension", "arthritis", "hearing-loss", "vision-problems"] },
      4,
      "fit",
    ],
    [
      "the same and five medicines: 4 + 1",
      { coded: ["hypertension", "arthritis", "hearing-loss", "vision-problems"], medicines: 5 },
      5,
      "mild",
    ],
    [
      "diabetes, hypertension, ischaemic heart disease, heart failure; eGFR 44, haemoglobin 109: 4 + 2",
      {
        coded: ["diabetes", "hypertension", "chd", "heart-failure"],
        measured: { egfr: { lowest: 44, highest: 61 }, haemoglobin: { lowest: 109, highest: 131 } },
      },
      6,
      "mild",
    ],
    [
      "a man with atrial fibrillation coded and a CHADS2 score: one deficit, not two; haemoglobin 128, six medicines: 3",
      {
        sex: "male",
        coded: ["atrial-fibrillation"],
        measured: { chads2: {}, haemoglobin: { lowest: 128 } },
        medicines: 6,
      },
      3,
      "fit",
    ],
    [
      "the same haemoglobin of a woman is none: 2",
      { coded: ["atrial-fibrillation"], measured: { haemoglobin: { lowest: 128 } }, medicines: 6 },
      2,
      "fit",
    ],
    [
      "eight coded of falls, fracture, osteoporosis, mobility, dizziness, hypotension, arthritis, vision; 4 medicines: 8",
      {
        coded: [
          "falls",
          "fragility-fracture",
          "osteoporosis",
          "mobility-problems",
          "dizziness",
          "hypotension",
          "arthritis",
          "vision-problems",
        ],
        medicines: 4,
      },
      8,
      "mild",
    ],
    [
      "the same with a fifth medicine: 9",
      {
        coded: [
          "falls",
          "fragility-fracture",
          "osteoporosis",
          "mobility-problems",
          "dizziness",
          "hypotension",
          "arthritis",
          "vision-problems",
        ],
        medicines: 5,
      },
      9,
      "moderate",
    ],
    [
      "ten coded, TSH 9, albumin:creatinine ratio 12, eleven medicines: 13",
      {
        coded: CODED.filter((id) => !["thyroid-disorders", "ckd"].includes(id)).slice(0, 10),
        measured: { tsh: { lowest: 2, highest: 9 }, "urine-acr": { highest: 12 } },
        medicines: 11,
      },
      13,
      "severe",
    ],
    ["all 35 coded and ten medicines: 36", { coded: CODED, medicines: 10 }, 36, "severe"],
  ])("%s", (_, change, count, category) => {
    expect(scoreEfi(aPerson(change))).toMatchObject({ known: true, value: count, category, madeFor: true });
  });
});

describe("the categories", () => {
  test.each([
    [4, "fit"],
    [5, "mild"],
    [8, "mild"],
    [9, "moderate"],
    [12, "moderate"],
    [13, "severe"],
  ] as const)("%i deficits are %s", (count, category) => {
    expect(scoreEfi(aPerson({ coded: CODED.slice(0, count) }))).toMatchObject({ value: count, category });
  });

  test("counts and published fractions of 36 agree, and none falls on a cut-off", () => {
    for (let count = 0; count <= 36; count++) {
      const fraction = count / 36;
      const published = fraction < 0.12 ? "fit" : fraction < 0.24 ? "mild" : fraction < 0.36 ? "moderate" : "severe";
      expect(efiCategory(count)).toBe(published);
      expect([0.12, 0.24, 0.36]).not.toContain(fraction);
    }
  });

  test("there are 36 deficits", () => expect(Object.keys(EFI_DEFICITS)).toHaveLength(36));
});

describe("values that set a deficit, on both sides", () => {
  test.each<[string, Record<string, Partial<Fact>>, number, string?]>([
    ["one fall in 12 months", { "falls-in-year": { highest: 1 } }, 1],
    ["no fall in 12 months", { "falls-in-year": { highest: 0 } }, 0],
    ["24-hour diastolic 85", { "diastolic-24h": { highest: 85 } }, 0],
    ["24-hour diastolic 86", { "diastolic-24h": { highest: 86 } }, 1],
    ["24-hour systolic 135", { "systolic-24h": { highest: 135 } }, 0],
    ["24-hour systolic 136", { "systolic-24h": { highest: 136 } }, 1],
    ["any CHADS2 score", { chads2: { unreadable: true } }, 1],
    ["Barthel 18", { barthel: { lowest: 18 } }, 1],
    ["Barthel 19", { barthel: { lowest: 19 } }, 0],
    ["6CIT 7", { "six-cit": { highest: 7 } }, 0],
    ["6CIT 8", { "six-cit": { highest: 8 } }, 1],
    ["haemoglobin 129 of a man", { haemoglobin: { lowest: 129 } }, 1, "male"],
    ["haemoglobin 130 of a man", { haemoglobin: { lowest: 130 } }, 0, "male"],
    ["haemoglobin 24 is 24 g/L, not 240", { haemoglobin: { lowest: 24 } }, 1, "male"],
    ["haemoglobin 114 of a woman", { haemoglobin: { lowest: 114 } }, 1, "female"],
    ["haemoglobin 115 of a woman", { haemoglobin: { lowest: 115 } }, 0, "female"],
    ["haemoglobin 114 of anybody", { haemoglobin: { lowest: 114 } }, 1, "unknown"],
    ["haemoglobin 130 of anybody", { haemoglobin: { lowest: 130 } }, 0, "unknown"],
    ["TSH 0.35", { tsh: { lowest: 0.35, highest: 1 } }, 1],
    ["TSH 0.36 to 5.5", { tsh: { lowest: 0.36, highest: 5.5 } }, 0],
    ["TSH 5.6", { tsh: { lowest: 1, highest: 5.6 } }, 1],
    ["eGFR 59", { egfr: { lowest: 59 } }, 1],
    ["eGFR 60", { egfr: { lowest: 60 } }, 0],
    ["albumin:creatinine ratio 3", { "urine-acr": { highest: 3 } }, 0],
    ["albumin:creatinine ratio 3.1", { "urine-acr": { highest: 3.1 } }, 1],
    ["protein:creatinine ratio 50", { "urine-pcr": { highest: 50 } }, 0],
    ["protein:creatinine ratio 51", { "urine-pcr": { highest: 51 } }, 1],
    ["urine protein 150 mg in 24 hours", { "urine-protein-24h": { highest: 150 } }, 0],
    ["urine protein 151 mg in 24 hours", { "urine-protein-24h": { highest: 151 } }, 1],
    ["urine albumin 20 mg in 24 hours", { "urine-albumin-24h": { highest: 20 } }, 0],
    ["urine albumin 21 mg in 24 hours", { "urine-albumin-24h": { highest: 21 } }, 1],
    ["microalbumin 3", { "urine-microalbumin": { highest: 3 } }, 0],
    ["microalbumin 3.1", { "urine-microalbumin": { highest: 3.1 } }, 1],
    ["no hour of oxygen", { "oxygen-hours": { highest: 0 } }, 0],
    ["one hour of oxygen", { "oxygen-hours": { highest: 1 } }, 1],
    ["no unscheduled contact for COPD", { "copd-unscheduled-contacts": { highest: 0 } }, 0],
    ["one unscheduled contact for COPD", { "copd-unscheduled-contacts": { highest: 1 } }, 1],
    ["ABPI 0.94", { abpi: { lowest: 0.94 } }, 1],
    ["ABPI 0.95", { abpi: { lowest: 0.95 } }, 0],
    ["hip T-score -2.5", { "hip-t-score": { lowest: -2.5 } }, 1],
    ["hip T-score -2.4", { "hip-t-score": { lowest: -2.4 } }, 0],
    ["one COPD exacerbation in the year", { "copd-exacerbations": { highest: 1 } }, 1],
    ["no COPD exacerbation in the year", { "copd-exacerbations": { highest: 0 } }, 0],
    ["MUST 0", { must: { highest: 0 } }, 0],
    ["MUST 1", { must: { highest: 1 } }, 1],
    ["two kidney rules are one deficit", { egfr: { lowest: 30 }, "urine-acr": { highest: 80 } }, 1],
  ])("%s", (_, values, count, sex = "female") => {
    expect(countOf(aPerson({ sex, measured: values }))).toBe(count);
  });

  test("4 medicines are not polypharmacy and 5 are", () => {
    expect(countOf(aPerson({ medicines: 4 }))).toBe(0);
    expect(countOf(aPerson({ medicines: 5 }))).toBe(1);
  });

  test("a reason carries the source's label and what shows it", () => {
    expect(scoreEfi(aPerson({ measured: { egfr: { lowest: 44 } } })).because).toEqual([
      { term: "Chronic kidney disease", points: 1, evidence: "lowest eGFR 44 mL/min/1.73 m²", sets: ["egfr"] },
    ]);
  });
});

describe("what is missing makes the count a floor, never lower", () => {
  const WHOLE: Change = {
    sex: "male",
    coded: ["hypertension", "arthritis", "falls", "dizziness"],
    measured: { haemoglobin: { lowest: 122 }, egfr: { lowest: 50 } },
    medicines: 7,
  };
  const whole = aPerson(WHOLE);

  test("the whole record gives 7", () => expect(scoreEfi(whole)).toMatchObject({ known: true, value: 7 }));

  test.each<[string, Change, string, number]>([
    ["medicines", { medicines: undefined }, "medicines", 6],
    ["sex", { sex: "unknown" }, "sex (the haemoglobin is low in men only)", 6],
    [
      "the value of a result",
      { measured: { haemoglobin: { lowest: 122 }, egfr: { unreadable: true } } },
      "eGFR: result without a usable value",
      6,
    ],
    ["the coded record", { hasRecord: false, coded: [], measured: {} }, "coded record", 1],
  ])("without %s", (_, change, missing, atLeast) => {
    const answer = scoreEfi(aPerson({ ...WHOLE, ...change }));
    expect(answer).toMatchObject({ known: false, atLeast, missing: [missing] });
    expect(answer).not.toHaveProperty("category");
  });

  test("a sex that changes nothing is not asked for", () => {
    expect(scoreEfi(aPerson({ ...WHOLE, sex: "unknown", measured: { haemoglobin: { lowest: 100 } } })).known).toBe(
      true,
    );
  });

  test("a newest result that cannot be read is asked for, unless an older one shows the deficit", () => {
    const newest = (lowest: number) => scoreEfi(aPerson({ measured: { egfr: { lowest, newestUnreadable: true } } }));
    expect(newest(75)).toMatchObject({
      ...{ known: false, atLeast: 0, missing: ["eGFR: result without a usable value"] },
    });
    expect(newest(50)).toMatchObject({ known: true, value: 1 });
    expect(scoreEfi(aPerson({ measured: { chads2: { newestUnreadable: true } } }))).toMatchObject({ value: 1 });
  });

  test("an unreadable result of a deficit that is coded anyway is not asked for", () => {
    expect(scoreEfi(aPerson({ coded: ["ckd"], measured: { egfr: { unreadable: true } } })).known).toBe(true);
  });

  test("no medicine in 12 months on a record that knows medicines is none, not unknown", () => {
    expect(scoreEfi(aPerson({ medicines: 0 })).known).toBe(true);
  });
});

test.each([
  [64, false],
  [65, true],
  [95, true],
  [96, false],
  [undefined, undefined],
] as const)("at age %s: made for this age is %s, and the count is the same", (age, madeFor) => {
  expect(scoreEfi(aPerson({ age, coded: ["falls"] }))).toMatchObject({ value: 1, madeFor });
});

test("that polypharmacy counts products is said where it counts", () => {
  const caveats = (medicines: number) => scoreEfi(aPerson({ medicines })).caveats;
  expect(caveats(4)).toBeUndefined();
  expect(caveats(5)).toEqual(["polypharmacy counts products, not substances: it may be counted too soon"]);
});
