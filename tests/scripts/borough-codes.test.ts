import { describe, expect, test } from "vitest";
import { CODE_SETS, codeSet } from "../../app/domain/code-sets/all";
import {
  BLOOD_PRESSURE,
  type Code,
  DIAGNOSES,
  type Diagnosis,
  FINDINGS,
  type Finding,
  RESULTS,
} from "../../scripts/borough/codes";
import { DEFICIT_OF, EXTRAS } from "../../scripts/borough/frailty";
import { type Borough, boroughPeople } from "../../scripts/borough/generate";
import { organisationsFor } from "../../scripts/borough/organisations";
import type { Register } from "../../scripts/borough/prevalence-figures";

const holds = (setId: string, [id]: Code | readonly [string, string, string]) =>
  codeSet(setId).members.some(({ code }) => code === id);

/** eFI deficits that the product counts for a code, without "efi-". */
const deficitsOf = ([id]: Code) =>
  CODE_SETS.filter((set) => set.id.startsWith("efi-") && set.members.some(({ code }) => code === id)).map((set) =>
    set.id.slice(4),
  );

/** What the borough emits for each register. */
const DIAGNOSES_OF: Partial<Record<Register, readonly Diagnosis[]>> = {
  hypertension: ["hypertension"],
  chd: ["angina", "ischaemicHeartDisease", "myocardialInfarction"],
  heartFailure: ["heartFailure"],
  atrialFibrillation: ["atrialFibrillation"],
  stroke: ["stroke", "tia"],
  ckd: ["ckd3a", "ckd3b", "ckd4", "ckd5"],
  copd: ["copd"],
  asthma: ["asthma"],
  pad: ["pad"],
  rheumatoidArthritis: ["rheumatoidArthritis"],
  depression: ["depression"],
  severeMentalIllness: ["schizophrenia", "bipolar"],
  cancer: ["breastCancer", "prostateCancer", "colonCancer", "lungCancer", "lymphoma"],
  osteoporosis: ["osteoporosis"],
  epilepsy: ["epilepsy"],
  learningDisability: ["learningDisability"],
  type2Diabetes: ["type2Diabetes"],
  type1Diabetes: ["type1Diabetes"],
  dementia: ["alzheimers", "vascularDementia", "dementia"],
  prediabetes: ["prediabetes"],
};
const CONDITION_SETS: Partial<Record<Register, string>> = {
  hypertension: "condition-hypertension",
  chd: "condition-coronary-heart-disease",
  heartFailure: "condition-heart-failure",
  atrialFibrillation: "condition-atrial-fibrillation",
  stroke: "condition-stroke",
  ckd: "condition-chronic-kidney-disease",
  copd: "condition-copd",
  asthma: "condition-asthma",
  pad: "condition-peripheral-arterial-disease",
  rheumatoidArthritis: "condition-rheumatoid-arthritis",
  depression: "condition-depression",
  severeMentalIllness: "condition-serious-mental-illness",
  cancer: "condition-cancer",
  osteoporosis: "condition-osteoporosis",
  epilepsy: "condition-epilepsy",
  learningDisability: "condition-learning-disability",
  type2Diabetes: "diabetes-type-2",
  type1Diabetes: "diabetes-type-1",
  dementia: "condition-dementia",
};

const rows = Object.entries(DIAGNOSES_OF) as [Register, Diagnosis[]][];

describe("the codes that the borough emits", () => {
  test.each(rows)("count for %s wherever the product counts it", (register, diagnoses) => {
    const set = CONDITION_SETS[register];
    const missing = set ? diagnoses.filter((one) => !holds(set, DIAGNOSES[one])) : [];
    expect(missing).toEqual([]);
  });

  test.each(rows)("are the frailty deficit that the borough takes %s for, and no other", (register, diagnoses) => {
    const meant = DEFICIT_OF[register];
    for (const one of diagnoses) expect([one, deficitsOf(DIAGNOSES[one])]).toEqual([one, meant ? [meant] : []]);
  });

  test.each(EXTRAS.map((extra) => [extra.deficit, extra.diagnosis ?? extra.finding, extra] as const))(
    "are the one deficit that was meant: %s by %s",
    (deficit, _, { diagnosis, finding }) => {
      const code = diagnosis ? DIAGNOSES[diagnosis] : FINDINGS[finding as Finding];
      expect(deficitsOf(code)).toEqual([deficit]);
    },
  );

  test("say palliative care, frailty, housebound and care home as the product reads them", () => {
    expect(holds("palliative-care", FINDINGS.palliativeCare)).toBe(true);
    expect(holds("frailty-mild", DIAGNOSES.mildFrailty)).toBe(true);
    expect(holds("frailty-moderate", DIAGNOSES.moderateFrailty)).toBe(true);
    expect(holds("frailty-severe", DIAGNOSES.severeFrailty)).toBe(true);
    expect(holds("housebound", FINDINGS.housebound)).toBe(true);
    expect(deficitsOf(FINDINGS.housebound)).toEqual(["housebound"]);
    expect(holds("care-home", FINDINGS.livesInCareHome)).toBe(true);
    expect(deficitsOf(FINDINGS.livesInCareHome)).toEqual(["care-requirement"]);
    expect(holds("has-carer", FINDINGS.hasCarer)).toBe(true);
    for (const fall of [FINDINGS.fall, FINDINGS.recurrentFalls]) expect(deficitsOf(fall)).toEqual(["falls"]);
  });

  test("are the measures of diabetes care", () => {
    const measures = {
      hba1c: "hba1c",
      cholesterol: "cholesterol",
      creatinine: "creatinine",
      egfr: "egfr",
      acr: "urine-acr",
      bmi: "bmi",
      haemoglobin: "haemoglobin",
      tsh: "tsh",
    } as const;
    const missing = Object.entries(measures).filter(
      ([result, set]) => !holds(set, RESULTS[result as keyof typeof RESULTS]),
    );
    expect(missing).toEqual([]);
    expect(holds("systolic", BLOOD_PRESSURE.systolic)).toBe(true);
    expect(holds("diastolic", BLOOD_PRESSURE.diastolic)).toBe(true);
    expect(holds("foot-examination", FINDINGS.footExamination)).toBe(true);
    expect(holds("foot-declined", FINDINGS.footExaminationDeclined)).toBe(true);
    for (const status of ["smoker", "exSmoker", "neverSmoked"] as const)
      expect(holds("smoking-status", FINDINGS[status])).toBe(true);
  });

  test("mean no deficit where none was meant", () => {
    const meant = new Set<string>([
      ...EXTRAS.map(({ diagnosis, finding }) => diagnosis ?? finding ?? ""),
      ...Object.entries(DIAGNOSES_OF).flatMap(([register, found]) => (DEFICIT_OF[register as Register] ? found : [])),
      ...["housebound", "fall", "recurrentFalls", "livesInCareHome"],
    ]);
    const stray = Object.entries({ ...DIAGNOSES, ...FINDINGS }).filter(
      ([name, code]) => !meant.has(name) && deficitsOf(code).length > 0,
    );
    expect(stray.map(([name, code]) => `${name}: ${deficitsOf(code)}`)).toEqual([]);
  });

  /** A review of heart failure is of people who have it. */
  const DEFICIT_OF_CARE: Record<string, string[]> = { "390885007": ["heart-failure"] };

  test("of care that was done are of the product's sets, and mean no deficit that the person has not anyway", () => {
    const borough: Borough = { people: 4_000, seed: 1, asOf: "2026-11-01" };
    const emitted = new Map<string, Code>();
    for (const { placed } of boroughPeople(borough, organisationsFor(borough.people)))
      for (const { code } of placed.flatMap(({ health }) => health.facts.care))
        emitted.set(`${code.system} ${code.code}`, [code.code, code.display ?? ""]);
    expect(emitted.size).toBeGreaterThan(60);
    for (const [id, term] of emitted.values()) {
      expect(term).not.toBe("");
      // Values of these tests keep to the ranges of results.ts.
      expect([id, deficitsOf([id, term])]).toEqual([id, DEFICIT_OF_CARE[id] ?? []]);
    }
  });
});
