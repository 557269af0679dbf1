/** For each crisis card people whom it fits, and people near it whom it does not. */
import type { RecordLine } from "../../app/domain/plan-record";
import { allergy, carer, finding, medicine, problem } from "./a-card-person";

export const insulin = medicine("Lantus 100units/ml solution for injection", ["medicine-insulin"]);
export const apixaban = medicine("Apixaban 5mg tablets", ["medicine-anticoagulant", "medicine-doac"]);
const prednisolone = medicine("Prednisolone 5mg tablets", ["medicine-steroid", "medicine-is-prednisolone"]);
export const type2 = problem("Type 2 diabetes mellitus", ["diabetes-type-2"]);
const copd = problem("Chronic obstructive lung disease", ["condition-copd"]);

/** Card → whom it fits, whom it does not though they are near it. */
export const WHOM: [id: string, fits: [string, RecordLine[]][], not: [string, RecordLine[]][]][] = [
  [
    "hypoglycaemia",
    [
      ["on insulin", [type2, insulin]],
      ["on a sulfonylurea", [type2, medicine("Gliclazide 80mg tablets", ["medicine-sulfonylurea"])]],
      ["diabetes and a low glucose before", [type2, finding("Hypoglycaemic episode", ["hypoglycaemia"])]],
    ],
    [
      ["diabetes on metformin alone", [type2, medicine("Metformin 500mg tablets", ["medicine-metformin"])]],
      ["insulin that was stopped", [{ ...insulin, ended: true }]],
      ["an allergy to insulin", [allergy("Allergy to insulin")]],
    ],
  ],
  [
    "high-glucose",
    [["diabetes", [type2]]],
    [
      ["no diabetes", [copd]],
      ["diabetes resolved later", [type2, finding("Diabetes resolved", ["diabetes-resolved"], { on: "2026-09-01" })]],
    ],
  ],
  [
    "steroid-dependent",
    [
      ["on prednisolone", [prednisolone]],
      ["adrenal insufficiency", [problem("Addison's disease")]],
      ["a strong inhaler", [medicine("Fluticasone 250micrograms/dose inhaler")]],
    ],
    [
      ["a weak inhaler", [medicine("Beclometasone 50micrograms/dose inhaler")]],
      ["a course that ended", [{ ...prednisolone, ended: true }]],
      ["addison's only in the family", [problem("Family history of Addison's disease")]],
    ],
  ],
  [
    "fall-on-blood-thinner",
    [
      ["on apixaban", [apixaban]],
      ["on clopidogrel", [medicine("Clopidogrel 75mg tablets", ["medicine-antiplatelet"])]],
      ["on dalteparin", [medicine("Dalteparin 10,000units/1ml injection")]],
    ],
    [["atrial fibrillation without one", [problem("Atrial fibrillation", ["condition-atrial-fibrillation"])]]],
  ],
  [
    "oxygen-alert",
    [
      ["COPD", [copd]],
      ["past hypercapnia", [problem("Hypercapnic respiratory failure")]],
    ],
    [["asthma", [problem("Asthma", ["condition-asthma"])]]],
  ],
  [
    "seizure",
    [["epilepsy", [problem("Epilepsy", ["condition-epilepsy"])]]],
    [["epilepsy in the family", [problem("Family history of epilepsy")]]],
  ],
  ["copd-flare", [["COPD", [copd]]], [["asthma", [problem("Asthma", ["condition-asthma"])]]]],
  [
    "heart-failure",
    [["heart failure", [problem("Heart failure", ["condition-heart-failure"])]]],
    [["high blood pressure", [problem("Hypertension", ["condition-hypertension"])]]],
  ],
  [
    "delirium",
    [
      ["a delirium before", [problem("Delirium", ["delirium"], { ended: true })]],
      ["severe frailty", [finding("Severe frailty", ["frailty-severe"])]],
    ],
    [["mild frailty", [finding("Mild frailty", ["frailty-mild"])]]],
  ],
  [
    "dementia-distress",
    [["dementia", [problem("Alzheimer's disease", ["condition-dementia"])]]],
    [["mild cognitive impairment", [problem("Mild cognitive impairment", ["mild-cognitive-impairment"])]]],
  ],
  [
    "catheter-blocked",
    [
      ["a long-term catheter", [finding("Long-term urinary catheter", ["long-term-catheter"])]],
      ["a suprapubic one in words", [finding("Suprapubic catheter in situ")]],
    ],
    [
      [
        "one that was taken out for good",
        [
          finding("Long-term urinary catheter", ["long-term-catheter"]),
          finding("Urinary catheter removed", ["catheter-removed"], { on: "2026-08-01" }),
        ],
      ],
      ["a heart catheter", [finding("Cardiac catheterisation")]],
    ],
  ],
  [
    "end-of-life-symptoms",
    [["on the palliative register", [finding("On palliative care register", ["palliative-care"])]]],
    [
      [
        "palliative care no longer indicated",
        [
          finding("On palliative care register", ["palliative-care"]),
          finding("Palliative care no longer indicated", ["palliative-care-ended"], { on: "2026-08-01" }),
        ],
      ],
    ],
  ],
  [
    "carer-collapse",
    [
      ["a carer on the record", [carer("Ngozi Obi", "daughter")]],
      ["strain of the carer", [finding("Carer strain", ["carer-strain"])]],
    ],
    [["a neighbour who is no carer", [carer("Ann Bell", "neighbour", { isCarer: false })]]],
  ],
  [
    "fall-or-long-lie",
    [["a fall this year", [finding("Fall", ["fall"], { on: "2026-03-01" })]]],
    [["a fall two years ago", [finding("Fall", ["fall"], { on: "2024-03-01" })]]],
  ],
  [
    "mental-health-crisis",
    [
      ["bipolar disorder", [problem("Bipolar disorder", ["condition-serious-mental-illness"])]],
      ["self-harm", [problem("Deliberate self-harm")]],
    ],
    [["depression", [problem("Depressive disorder", ["condition-depression"])]]],
  ],
  [
    "multiple-sclerosis",
    [["multiple sclerosis", [problem("Multiple sclerosis", ["condition-multiple-sclerosis"])]]],
    [["systemic sclerosis", [problem("Systemic sclerosis")]]],
  ],
  [
    "sickle-cell",
    [["sickle cell anaemia", [problem("Sickle cell-hemoglobin SS disease")]]],
    [["sickle cell trait", [problem("Sickle cell trait")]]],
  ],
  [
    "learning-disability-or-autism",
    [
      ["a learning disability", [problem("Moderate learning disability", ["condition-learning-disability"])]],
      ["autism", [problem("Autism spectrum disorder")]],
    ],
    [["dyslexia", [problem("Dyslexia")]]],
  ],
  [
    "choking",
    [
      ["dysphagia", [problem("Dysphagia")]],
      ["a thickener", [medicine("Resource ThickenUp Clear powder")]],
    ],
    [["dysphasia", [problem("Dysphasia")]]],
  ],
  [
    "ventilator-or-tracheostomy",
    [
      ["a tracheostomy", [finding("Tracheostomy present")]],
      ["home ventilation", [finding("Home non-invasive ventilation")]],
    ],
    [["CPAP for sleep apnoea", [finding("Continuous positive airway pressure for sleep apnoea")]]],
  ],
  [
    "neutropenic-sepsis",
    [
      ["chemotherapy", [finding("Chemotherapy")]],
      ["an oral cytotoxic", [medicine("Capecitabine 500mg tablets")]],
    ],
    [["a cancer without it", [problem("Malignant tumour of colon", ["condition-cancer"])]]],
  ],
];
