import { describe, expect, test } from "vitest";
import { CAMBRIDGE_TERMS, type CambridgeTerm } from "../../../app/domain/risk/cambridge";
import { EFI_DEFICITS, scoreEfi } from "../../../app/domain/risk/efi";
import { EFI2_TERMS, type Efi2Term } from "../../../app/domain/risk/efi2";
import { cambridgeOf, efi2Of, SHIPPED_SETS } from "../../../app/domain/risk/person-scores";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

const ON = "2026-01-15";
/** As on a site that has brought in every set which Confer ships empty. */
const EVERY = { has: () => true } as unknown as typeof SHIPPED_SETS;
const person = (...recorded: Recorded[]) => ({ ...aPerson({ recorded }), age: 80 });
const cambridge = (...recorded: Recorded[]) => cambridgeOf(person(...recorded), AS_OF, EVERY);
const efi2 = (...recorded: Recorded[]) => efi2Of(person(...recorded), AS_OF, EVERY);
const missingOf = (answer: ReturnType<typeof efi2>) => (answer.known ? [] : answer.missing);
const termsOf = ({ because }: { because: readonly { term: string }[] }) => because.map(({ term }) => term);
const issues = (set: string, ...days: string[]): Recorded[] =>
  days.map((on) => [set, on, undefined, { status: "completed" }]);
const products = (count: number) =>
  Array.from(
    { length: count },
    (_, n): Recorded => [`medicine-${n}`, "2026-11-01", undefined, { status: "completed" }],
  );
/** Nothing missing that the test does not ask about. */
const ASKED: Recorded[] = [["bmi", ON, 24], ["alcohol-intake", ON], ...issues("medicine-statin", ON)];

describe("the Cambridge score, each term by each set that shows it", () => {
  const SETS: [CambridgeTerm, string][] = [
    ["dementia", "condition-dementia"],
    ["cancer", "condition-cancer"],
    ["copd", "condition-copd"],
    ["atrial-fibrillation", "condition-atrial-fibrillation"],
    ["heart-failure", "condition-heart-failure"],
    ["epilepsy", "condition-epilepsy"],
    ["stroke-tia", "condition-stroke"],
    ["diabetes", "diabetes-type-1"],
    ["diabetes", "diabetes-type-2"],
    ["diabetes", "diabetes-other"],
    ["alcohol-problems", "alcohol-problem"],
    ["psychosis-bipolar", "condition-serious-mental-illness"],
    ["ckd", "condition-chronic-kidney-disease"],
    ["anxiety-depression", "condition-depression"],
    ["anxiety-depression", "anxiety"],
    ["chd", "condition-coronary-heart-disease"],
    ["connective-tissue-disorder", "condition-rheumatoid-arthritis"],
    ["ibs", "irritable-bowel"],
    ["asthma", "condition-asthma"],
    ["hearing-loss", "efi-hearing-loss"],
    ["hypertension", "condition-hypertension"],
  ];
  test.each(SETS)("%s by %s", (term, set) => {
    expect(termsOf(cambridge([set, ON]))).toEqual([CAMBRIDGE_TERMS[term].label]);
  });
  test("all terms but the two of issues stand here", () => {
    const terms = new Set(SETS.map(([term]) => term));
    expect(Object.keys(CAMBRIDGE_TERMS).filter((term) => !terms.has(term as CambridgeTerm))).toEqual([
      "constipation",
      "painful-condition",
    ]);
  });
  test("a condition that was resolved is none; hearing loss is for good", () => {
    const resolved = (set: string) => termsOf(cambridge([set, ON, undefined, { status: "resolved" }]));
    expect(resolved("condition-asthma")).toEqual([]);
    expect(resolved("efi-hearing-loss")).toEqual(["Hearing loss"]);
  });

  describe.each([
    ["Constipation", "medicine-laxative"],
    ["Painful condition", "medicine-analgesic"],
  ])("%s by %s", (label, set) => {
    const cannot = `${label} (issues of a running medicine are not recorded)`;
    const repeat = (on?: string): Recorded => [set, on, undefined, { status: "active" }];
    test("four issues in 12 months count, three do not, nor one of a year ago", () => {
      const four = ["2025-11-23", "2026-02-01", "2026-04-01", "2026-06-01"];
      expect(cambridge(...issues(set, ...four))).toMatchObject({ known: true, because: [{ term: label }] });
      expect(cambridge(...issues(set, ...four.slice(1)))).toMatchObject({ known: true, because: [] });
      expect(cambridge(...issues(set, "2025-11-22", ...four.slice(1)))).toMatchObject({ known: true, because: [] });
    });
    test.each([["2019-03-01"], ["2026-03-01"], [undefined]])(
      "a running repeat, one entry of %s, cannot be counted",
      (on) => expect(cambridge(repeat(on))).toMatchObject({ known: false, missing: [cannot], because: [] }),
    );
    test("a repeat that ended, or one with its issues, can", () => {
      expect(cambridge([set, "2019-03-01", undefined, { status: "completed" }])).toMatchObject({ known: true });
      expect(cambridge(repeat("2019-03-01"), ...issues(set, "2026-02-01", "2026-04-01"))).toMatchObject({
        known: true,
        because: [],
      });
    });
    test("more than three issues are enough, whatever runs beside", () =>
      expect(
        cambridge(repeat("2019-03-01"), ...issues(set, "2026-02-01", "2026-04-01", "2026-06-01", "2026-08-01")),
      ).toMatchObject({ known: true, because: [{ term: label }] }));
  });
});

describe("the eFI2, each term by each set that shows it", () => {
  const SETS: [Efi2Term, string][] = [
    ["alcohol_previous_harmful_higher", "efi2-alcohol-previous"],
    ["alcohol_harmful_intake", "efi2-alcohol-harmful"],
    ["falls", "efi-falls"],
    ["palliative_care", "palliative-care"],
    ["mobility_problems", "efi-mobility-problems"],
    ["dementia", "condition-dementia"],
    ["motor_neuron_disease", "motor-neurone-disease"],
    ["housebound", "efi-housebound"],
    ["medication_management_problems", "efi2-medication-management"],
    ["cancer", "condition-cancer"],
    ["liver_problems", "condition-chronic-liver-disease"],
    ["social_vulnerability", "efi-social-vulnerability"],
    ["skin_ulcer", "efi-skin-ulcer"],
    ["care_requirement", "efi-care-requirement"],
    ["weight_loss_anorexia", "efi-weight-loss"],
    ["hypotension_syncope", "efi-hypotension"],
    ["fragility_fracture", "efi-fragility-fracture"],
    ["activity_limitation", "efi-activity-limitation"],
    ["atrial_fibrillation", "efi-atrial-fibrillation"],
    ["memory_concerns", "efi2-memory-concerns"],
    ["environment_problems", "efi2-environment"],
    ["copd", "condition-copd"],
    ["heart_failure", "efi-heart-failure"],
    ["cognitive_impairment", "efi2-cognitive-impairment"],
    ["stroke", "condition-stroke"],
    ["smoker_current", "smoking-current"],
    ["fracture", "efi2-fracture"],
    ["peptic_ulcer", "efi-peptic-ulcer"],
    ["dressing_grooming_problems", "efi2-dressing-grooming"],
    ["parkinsonism_tremor", "efi-parkinsons"],
    ["seizures", "condition-epilepsy"],
    ["peripheral_vascular_disease", "efi-pvd"],
    ["transient_ischemic_attack", "efi2-transient-ischaemic-attack"],
    ["respiratory_disease", "efi-respiratory-disease"],
    ["self_harm", "efi2-self-harm"],
  ];
  test.each(SETS)("%s by %s", (term, set) => {
    expect(efi2(...ASKED, [set, ON])).toMatchObject({ known: true, because: [{ term: EFI2_TERMS[term].label }] });
  });
  test("what is measured, asked or counted stands below", () => {
    const terms = new Set(SETS.map(([term]) => term));
    expect(Object.keys(EFI2_TERMS).filter((term) => !terms.has(term as Efi2Term))).toEqual(
      ["polypharmacy_10_plus", "polypharmacy_5_9", "bmi_missing", "alcohol_missing"]
        .concat("bmi_underweight")
        .sort((a, b) => Object.keys(EFI2_TERMS).indexOf(a) - Object.keys(EFI2_TERMS).indexOf(b)),
    );
  });

  describe("body mass index", () => {
    const bmi = (...recorded: Recorded[]) => efi2(...ASKED.slice(1), ...recorded);
    test.each<[string, Recorded[], string[]]>([
      ["18.4 is underweight", [["bmi", ON, 18.4]], ["Body mass index: underweight"]],
      ["18.5 is not", [["bmi", ON, 18.5]], []],
      [
        "the latest counts",
        [
          ["bmi", "2020-01-01", 17],
          ["bmi", ON, 19],
        ],
        [],
      ],
      ["never measured is a term", [], ["Body mass index: missing"]],
    ])("%s", (_, recorded, terms) => {
      expect(bmi(...recorded).known).toBe(true);
      expect(termsOf(bmi(...recorded))).toEqual(terms);
    });
    test.each<[string, Recorded[]]>([
      ["the only", [["bmi", ON]]],
      [
        "the newest",
        [
          ["bmi", "2020-01-01", 17],
          ["bmi", ON],
        ],
      ],
    ])("%s result without a usable value is unknown, neither missing nor underweight", (_, recorded) =>
      expect(bmi(...recorded)).toMatchObject({
        known: false,
        missing: ["Body mass index: result without a usable value"],
        because: [],
      }),
    );
  });

  describe("alcohol holds for five years", () => {
    const alcohol = (...recorded: Recorded[]) => efi2(["bmi", ON, 24], ...issues("medicine-statin", ON), ...recorded);
    test.each<[string, string]>([
      ["efi2-alcohol-previous", "Alcohol: previous harmful or higher-risk use"],
      ["efi2-alcohol-harmful", "Alcohol: harmful intake"],
    ])("%s", (set, label) => {
      expect(alcohol([set, "2021-11-23"])).toMatchObject({ known: true, because: [{ term: label }] });
      expect(termsOf(alcohol([set, "2021-11-22"], ["alcohol-intake", ON]))).toEqual([]);
      expect(alcohol([set, undefined], ["alcohol-intake", ON])).toMatchObject({
        known: false,
        missing: [`${label} (recorded without a date)`],
      });
    });
    test("intake asked within them is not missing, before them it is", () => {
      expect(termsOf(alcohol(["alcohol-intake", "2021-11-23"]))).toEqual([]);
      expect(termsOf(alcohol(["alcohol-intake", "2021-11-22"]))).toEqual(["Alcohol: missing"]);
      expect(alcohol(["alcohol-intake", undefined])).toMatchObject({
        missing: ["Alcohol intake (recorded without a date)"],
      });
    });
  });

  describe("smoking goes by the latest status", () => {
    const smoking = (...recorded: Recorded[]) => efi2(...ASKED, ...recorded);
    test.each<[string, Recorded[], string[]]>([
      [
        "smokes since",
        [
          ["smoking-ex", "2020-01-01"],
          ["smoking-current", ON],
        ],
        ["Current smoker"],
      ],
      [
        "stopped since",
        [
          ["smoking-current", "2020-01-01"],
          ["smoking-ex", ON],
        ],
        [],
      ],
      [
        "said never since",
        [
          ["smoking-current", "2020-01-01"],
          ["smoking-never", ON],
        ],
        [],
      ],
      [
        "both on one day",
        [
          ["smoking-ex", ON],
          ["smoking-current", ON],
        ],
        ["Current smoker"],
      ],
      ["never asked", [], []],
      ["smokes, without a date", [["smoking-current"]], ["Current smoker"]],
      ["smokes, without a date, stopped with one", [["smoking-current"], ["smoking-ex", ON]], []],
    ])("%s", (_, recorded, terms) => {
      expect(smoking(...recorded).known).toBe(true);
      expect(termsOf(smoking(...recorded))).toEqual(terms);
    });
    test("a later status that says nothing readable makes it unknown", () => {
      const unknown = { known: false, missing: ["Current smoker (the latest status cannot be read)"], because: [] };
      expect(smoking(["smoking-status", ON])).toMatchObject(unknown);
      expect(smoking([["smoking-current", "smoking-status"], "2020-01-01"], ["smoking-status", ON])).toMatchObject(
        unknown,
      );
      expect(smoking([["smoking-current", "smoking-status"], ON]).known).toBe(true);
    });
    test("is known with the sets that ship", () =>
      expect(missingOf(efi2Of(person(...ASKED), AS_OF, SHIPPED_SETS)).filter((one) => /smok/i.test(one))).toEqual([]));
  });

  describe("medicines of 90 days", () => {
    const medicines = (count: number) => efi2(["bmi", ON, 24], ["alcohol-intake", ON], ...products(count));
    test.each<[number, string[]]>([
      [4, []],
      [5, ["Polypharmacy: 5 to 9"]],
      [9, ["Polypharmacy: 5 to 9"]],
      [10, ["Polypharmacy: 10 or more"]],
    ])("%i", (count, terms) => {
      expect(termsOf(medicines(count))).toEqual(terms);
      expect(medicines(count).caveats?.some((one) => one.includes("products, not substances"))).toBe(count >= 5);
    });
    test("none ever recorded is unknown", () =>
      expect(missingOf(efi2(["bmi", ON, 24], ["alcohol-intake", ON]))).toEqual(["medicines"]));
  });

  test("a term whose set is not installed is not known", () =>
    expect(missingOf(efi2Of(person(...ASKED), AS_OF, new Set()))).toContain("Falls (no code set is installed)"));
});

test("the eFI, each coded deficit by its set", () => {
  for (const [id, label] of Object.entries(EFI_DEFICITS)) {
    if (id === "polypharmacy") continue;
    expect(scoreEfi(person([`efi-${id}`, ON], ...issues("medicine-statin", ON)))).toMatchObject({
      ...{ known: true, value: 1, because: [{ term: label, sets: [`efi-${id}`] }] },
    });
  }
});
