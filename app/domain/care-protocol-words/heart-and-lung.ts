/** Blood pressure, heart, stroke, kidneys, lungs. */
import { TIMES_A_YEAR } from "../care-protocols/kidney";
import type { ProcessWords } from "./words";

export const BLOOD_PRESSURE_WORDS: Readonly<Record<string, ProcessWords>> = {
  HT1: {
    who: "People from {blood-pressure.from-age} with hypertension, diabetes, chronic kidney disease, stroke or TIA, or coronary heart disease; everybody from 65",
    often: "Every 12 months with such a condition; otherwise every {blood-pressure.case-finding-months}",
    target: [
      "Under 140/90 mmHg; from 80 years under 150/90",
      "Chronic kidney disease with an albumin:creatinine ratio of 70 or more: under 130/80",
      "After stroke or TIA: systolic under {blood-pressure.stroke-systolic}",
      "An average of 24 hours: 5 mmHg less",
      "None with moderate or severe frailty (clinical judgement), or for 12 months after treatment was recorded as the most that is tolerated",
    ],
    fixed: { "NICE NG136": [65, 12, 140, 90, 80, 150, 70, 130, 24, 5] },
  },
  HT2: {
    who: "People with moderate or severe frailty on 2 or more classes that lower blood pressure, without heart failure with reduced ejection fraction, and with one of these: systolic pressure under {blood-pressure.too-low-systolic} or lower by 20 mmHg on standing in the last 12 months, postural hypotension, 2 falls in 12 months",
    often: "Within {blood-pressure.overtreatment-weeks} of the latest of these",
    fixed: { "NICE NG136 1.1.6": [20], Confer: [2, 12] },
  },
};

const NG106 = "NICE NG106";
export const HEART_WORDS: Readonly<Record<string, ProcessWords>> = {
  HF1: {
    who: "People with heart failure",
    often: "Every 6 months, at the end of life not by time; within 2 weeks of discharge after an emergency for it",
    fixed: { [NG106]: [6, 2] },
  },
  "HF1-medicines": {
    who: "People with heart failure with reduced ejection fraction",
    often: "Every 12 months",
    target:
      "All four: ACE inhibitor, ARB or sacubitril with valsartan; beta-blocker for heart failure; mineralocorticoid receptor antagonist; SGLT2 inhibitor",
    fixed: { Confer: [12] },
  },
  HF2: {
    who: "People never diagnosed with heart failure whose latest NT-proBNP, of the last 12 months, is 400 ng/L or more",
    often: "Over 2000 ng/L within 2 weeks, otherwise within 6 weeks",
    fixed: { [NG106]: [400, 2000, 2, 6], Confer: [12] },
  },
  AF1: {
    who: "People with atrial fibrillation",
    often:
      "Within {heart.stroke-risk-weeks} of the diagnosis, of the 65th and 75th birthdays and of each new risk factor; without an anticoagulant also every 12 months",
    fixed: { "NICE NG196; CHA2DS2-VASc": [65, 75, 12] },
  },
  "AF1-anticoagulant": {
    who: "People with atrial fibrillation whose CHA2DS2-VASc says to consider or to offer an anticoagulant",
    often: "At once; done while it is taken",
  },
  AF2: {
    who: "People from 65 without atrial fibrillation",
    often: "Every {heart.pulse-months}",
    fixed: { "NICE NG196": [65] },
  },
};

export const STROKE_WORDS: Readonly<Record<string, ProcessWords>> = {
  ST1: {
    who: "People who had a stroke or TIA",
    often:
      "Within {stroke.first-weeks}; again {stroke.second-months} after it, where the first review was within 4 months; then every {stroke.yearly-months}; at the end of life not by time",
    target:
      "LDL cholesterol 2.0 or non-HDL cholesterol 2.6 mmol/L at most; none with severe frailty or at the end of life",
    fixed: { "QOF 2024/25, second-hand": [2.0, 2.6], Confer: [4] },
  },
};

const CATEGORIES = Object.entries(TIMES_A_YEAR);
const timesInWords = ([fewest, most]: readonly [number, number]) =>
  fewest === most ? String(most) : `${fewest} to ${most}`;

export const KIDNEY_WORDS: Readonly<Record<string, ProcessWords>> = {
  CK1: {
    who: "People with chronic kidney disease, and people with diabetes from {kidney.diabetes-from-age}",
    often: [
      "Times a year by the latest eGFR (G) and albumin:creatinine ratio (A1, A2, A3); where a range is given: {kidney.range-end}",
      ...CATEGORIES.map(([gfr, { A1, A2, A3 }]) => `${gfr}: ${[A1, A2, A3].map(timesInWords).join(", ")}`),
      "At once where one of the two was never measured",
    ],
    fixed: { "NICE NG203 table 2": [...new Set(CATEGORIES.flatMap(([, row]) => Object.values(row).flat()))] },
  },
  CK2: {
    who: "People from 18 without chronic kidney disease whose latest eGFR is under 60",
    often: "Again within 14 days of the first, then once 90 days have passed",
    target: "Not low for 90 days: that is chronic kidney disease, and wants its code",
    fixed: { "NICE NG203": [18, 60, 14, 90] },
  },
};

export const LUNG_WORDS: Readonly<Record<string, ProcessWords>> = {
  CP1: {
    who: "People with COPD",
    often:
      "Every 12 months, with FEV1 below {lung.severe-fev1} of predicted every {lung.severe-months}, at the end of life not by time; within {lung.exacerbation-weeks} of an exacerbation in the last 12 months",
    fixed: { "NICE NG115": [12] },
  },
  "CP1-oxygen": {
    who: "People with COPD whose latest oxygen saturation is {lung.oxygen-assess-at} or less",
    often: "Within {lung.oxygen-weeks} of that measurement",
  },
};
