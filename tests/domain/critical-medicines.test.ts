import { expect, test } from "vitest";
import { criticalClassOf, namesOf } from "../../app/domain/critical-medicines";

test.each<[string, string[]]>([
  [
    "Insulin",
    [
      "Humalog KwikPen 100units/ml",
      "Toujeo 300units/ml",
      "Fiasp FlexTouch",
      "NovoMix 30 Penfill",
      "Abasaglar KwikPen",
      "Lantus SoloStar",
      "Tresiba FlexTouch",
      "Insulin glargine 100units/ml solution for injection",
    ],
  ],
  ["Lithium", ["Priadel 400mg modified-release tablets", "Camcolit 400", "Lithium carbonate 250mg tablets"]],
  ["Clozapine", ["Clozaril 25mg tablets", "Denzapine 100mg tablets", "Zaponex 25mg tablets", "Clozapine 100mg"]],
  [
    "Opioid patch",
    [
      "BuTrans 10micrograms/hour",
      "Butec 5micrograms/hour transdermal patches",
      "Matrifen 25",
      "Durogesic DTrans",
      "Fentanyl 25micrograms/hour transdermal patches",
      "Buprenorphine 10micrograms/hour patch",
    ],
  ],
  [
    "Anticoagulant",
    [
      "Eliquis 5mg tablets",
      "Xarelto 20mg",
      "Lixiana 60mg",
      "Pradaxa 150mg",
      "Acenocoumarol 1mg tablets",
      "Heparin 5,000units/ml",
      "Enoxaparin 40mg",
      "Dalteparin 5,000units",
      "Fondaparinux 2.5mg",
      "Warfarin 3mg",
    ],
  ],
  ["SGLT2 inhibitor", ["Forxiga 10mg tablets", "Jardiance 25mg tablets", "Dapagliflozin 10mg", "Xigduo 5mg/1g"]],
  [
    "Steroid",
    ["Plenadren 20mg", "Hydrocortisone 10mg tablets", "Prednisolone 5mg tablets", "Fludrocortisone 100microgram"],
  ],
  ["Home oxygen", ["Oxygen composite cylinders"]],
])("%s by substance and by brand", (word, medicines) => {
  expect(medicines.map((medicine) => [medicine, criticalClassOf(medicine)])).toEqual(
    medicines.map((medicine) => [medicine, word]),
  );
});

test.each([
  "Prednisolone 1% eye drops",
  "Prednisolone 0.5% ear/eye drops",
  "Hydrocortisone 1% cream",
  "Insulin syringe 0.5ml",
  "Insulin pen needles 4mm",
  "Heparinoid 0.3% cream",
  "Heparin sodium 50units/5ml I.V. flush solution",
  "Fentanyl 100microgram buccal tablets",
  "Buprenorphine 200microgram sublingual tablets",
  "Depo-Medrone 40mg/1ml suspension for injection",
  "Amlodipine 5mg tablets",
])("%s is in no class", (medicine) => expect(criticalClassOf(medicine)).toBeUndefined());

test("every name of a class is found by itself", () => {
  for (const word of ["Insulin", "Steroid", "Anticoagulant", "SGLT2 inhibitor", "Opioid patch"] as const)
    expect(namesOf(word).filter((name) => criticalClassOf(name) !== word)).toEqual([]);
});
