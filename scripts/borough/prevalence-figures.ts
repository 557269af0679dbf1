/**
 * How often conditions occur. Totals: QOF 2020-21 registers of NWL practices [D]. Shapes by age, and men to women: [P]
 * where the row says so, only to spread the total over ages. The generator scales each shape until its total is met.
 */
export type Register =
  | "hypertension"
  | "chd"
  | "heartFailure"
  | "atrialFibrillation"
  | "stroke"
  | "ckd"
  | "copd"
  | "asthma"
  | "pad"
  | "rheumatoidArthritis"
  | "depression"
  | "severeMentalIllness"
  | "cancer"
  | "osteoporosis"
  | "epilepsy"
  | "learningDisability"
  | "palliative"
  | "type2Diabetes"
  | "type1Diabetes"
  | "dementia"
  | "prediabetes"
  | "housebound"
  | "falls";

export type Shape = {
  /** % of the age band: 0-17, 18-29, 30-39, 40-49, 50-59, 60-69, 70-79, 80-89, 90+. */
  byAge: readonly number[];
  /** Men to women at the same age. */
  menToWomen: number;
  /** Published total, % of people of at least `aged`; without it the shape is taken as it stands. */
  total?: { percent: number; aged: number };
  /** Youngest age at which it occurs at all. */
  from?: number;
  /** How strongly it goes with frailty, 0 to 1 (correlation of two standard normal liabilities) [P]. */
  withFrailty: number;
  /** Odds against White, in the order White, Asian, Black, Mixed, Other; all 1 when absent. */
  ethnicity?: readonly number[];
  /** Odds of the most against the least deprived fifth; 1 when absent. */
  deprivation?: number;
  /** % of care home residents of 65 and over (OpenSAFELY 2019) [V]. */
  inCareHome?: number;
};

export const AGE_BAND_STARTS = [0, 18, 30, 40, 50, 60, 70, 80, 90] as const;

/** Type 2 diabetes by ethnicity, London, adjusted odds (THIN 2013, PMC6948201) [V]. */
const DIABETES_BY_ETHNICITY = [1, 2.36, 1.65, 1.17, 1.17] as const;

/** NWL totals: QOF 2020-21 practice files summed [D]. Shapes [P]. */
export const SHAPES: Record<Register, Shape> = {
  hypertension: {
    byAge: [0, 0.3, 1.8, 6.4, 16.7, 31.4, 47.1, 57, 54],
    menToWomen: 1.05,
    total: { percent: 10.76, aged: 0 },
    withFrailty: 0.45,
  },
  chd: {
    byAge: [0, 0, 0.1, 0.6, 2.2, 5.5, 10.7, 15.8, 17.4],
    menToWomen: 2,
    total: { percent: 2.04, aged: 0 },
    withFrailty: 0.5,
  },
  heartFailure: {
    byAge: [0, 0, 0.04, 0.14, 0.34, 0.95, 2.4, 6.1, 10.2],
    menToWomen: 1.5,
    total: { percent: 0.54, aged: 0 },
    withFrailty: 0.6,
  },
  atrialFibrillation: {
    byAge: [0, 0.02, 0.07, 0.2, 0.7, 2.3, 5.7, 11.5, 14.4],
    menToWomen: 1.5,
    total: { percent: 1.1, aged: 0 },
    withFrailty: 0.45,
  },
  stroke: {
    byAge: [0, 0.04, 0.1, 0.4, 1.1, 2.5, 5.1, 9, 11],
    menToWomen: 1.25,
    total: { percent: 1.07, aged: 0 },
    withFrailty: 0.5,
    inCareHome: 21.9,
  },
  ckd: {
    byAge: [0, 0.03, 0.1, 0.35, 0.9, 2.9, 8.1, 17.3, 21.9],
    menToWomen: 0.8,
    total: { percent: 2.01, aged: 18 },
    withFrailty: 0.5,
    inCareHome: 20.6,
  },
  // Smoking, the cause, is 21 % in the most and 9 % in the least deprived fifth (HSE 2022) [V]; as odds of COPD [P].
  copd: {
    byAge: [0, 0, 0.03, 0.3, 1.3, 3.2, 5.1, 5.1, 3.8],
    menToWomen: 1.15,
    total: { percent: 0.95, aged: 0 },
    withFrailty: 0.5,
    deprivation: 2.3,
  },
  asthma: {
    byAge: [3.8, 4.5, 4.5, 4.5, 4.9, 5.3, 5.3, 4.5, 3.4],
    menToWomen: 0.8,
    total: { percent: 4.52, aged: 6 },
    from: 6,
    withFrailty: 0.15,
  },
  pad: {
    byAge: [0, 0, 0, 0.05, 0.3, 0.9, 1.9, 2.8, 3],
    menToWomen: 1.8,
    total: { percent: 0.33, aged: 0 },
    withFrailty: 0.45,
  },
  rheumatoidArthritis: {
    byAge: [0, 0.1, 0.25, 0.45, 0.8, 1.2, 1.5, 1.5, 1.2],
    menToWomen: 0.4,
    total: { percent: 0.54, aged: 16 },
    withFrailty: 0.3,
  },
  depression: {
    byAge: [0, 5.8, 7.5, 8.7, 8.7, 6.9, 5.5, 5.8, 5.8],
    menToWomen: 0.55,
    total: { percent: 7.26, aged: 18 },
    withFrailty: 0.3,
  },
  severeMentalIllness: {
    byAge: [0, 0.7, 1.3, 1.7, 1.9, 1.7, 1.6, 1.6, 1.6],
    menToWomen: 1.1,
    total: { percent: 1.11, aged: 0 },
    withFrailty: 0.1,
  },
  cancer: {
    byAge: [0.1, 0.1, 0.5, 1.2, 2.5, 5.3, 9, 11.4, 10],
    menToWomen: 1,
    total: { percent: 1.98, aged: 0 },
    withFrailty: 0.25,
    inCareHome: 16.2,
  },
  osteoporosis: {
    byAge: [0, 0, 0, 0, 0.05, 0.2, 0.8, 2, 2.5],
    menToWomen: 0.2,
    total: { percent: 0.43, aged: 50 },
    from: 50,
    withFrailty: 0.4,
  },
  epilepsy: {
    byAge: [0.25, 0.4, 0.5, 0.5, 0.6, 0.6, 0.6, 0.6, 0.5],
    menToWomen: 1.05,
    total: { percent: 0.51, aged: 18 },
    withFrailty: 0.15,
  },
  learningDisability: {
    byAge: [0.45, 0.54, 0.36, 0.36, 0.36, 0.27, 0.18, 0.09, 0.04],
    menToWomen: 1.5,
    total: { percent: 0.38, aged: 0 },
    withFrailty: 0,
  },
  palliative: {
    byAge: [0.01, 0.01, 0.03, 0.09, 0.23, 0.56, 1.2, 3.6, 7.9],
    menToWomen: 0.9,
    total: { percent: 0.33, aged: 0 },
    withFrailty: 0.55,
  },
  // Both types together are scaled to 7.25 % of 17 and over (see conditions.ts). Odds by deprivation 1.8 [M].
  // Children's type 2 comes with puberty, type 1 hardly ever before the first birthday [M]: of all under 18 that is
  // 0.01 and 0.16 %.
  type2Diabetes: {
    byAge: [0.022, 0.2, 1.7, 5.2, 10, 14.8, 18.3, 18.3, 13],
    menToWomen: 1.3,
    withFrailty: 0.4,
    ethnicity: DIABETES_BY_ETHNICITY,
    deprivation: 1.8,
    from: 10,
  },
  type1Diabetes: { byAge: [0.17, 0.5, 0.5, 0.5, 0.4, 0.3, 0.2, 0.1, 0.04], menToWomen: 1.3, withFrailty: 0, from: 1 },
  // QOF has no NWL figure for dementia here: the coded shape stands as it is [P]; in care homes 59.3 % [V].
  dementia: {
    byAge: [0, 0, 0, 0.02, 0.1, 0.4, 2.3, 9.6, 19],
    menToWomen: 0.7,
    withFrailty: 0.55,
    inCareHome: 59.3,
  },
  // Non-diabetic hyperglycaemia: total [D], shape [P], ethnicity as for type 2 diabetes [P].
  prediabetes: {
    byAge: [0, 1, 3, 6.5, 11, 15, 18, 17, 12],
    menToWomen: 1,
    total: { percent: 7.27, aged: 18 },
    from: 18,
    withFrailty: 0.2,
    ethnicity: DIABETES_BY_ETHNICITY,
  },
  // About 1 in 5 at 85+ (SAPC 2023) [V]; 1.5 % at 65-74, 5 % at 75-84 [P].
  housebound: { byAge: [0, 0, 0, 0.03, 0.1, 0.8, 2.6, 12, 36], menToWomen: 0.8, withFrailty: 0.75 },
  // Coded falls ever: 2.2 % of all ages (Greater Manchester records) [V], spread over ages [P].
  falls: { byAge: [0.1, 0.3, 0.4, 0.6, 1.3, 4, 9.5, 21, 30], menToWomen: 0.75, withFrailty: 0.6 },
};

/** QOF diabetes register, types 1 and 2 together, % of 17 and over, NWL 2020-21 [D]. */
export const DIABETES_REGISTER = { percent: 7.25, aged: 17 } as const;
/** QOF obesity register: BMI of 30 and over measured in the last year, % of 18 and over, NWL 2020-21 [D]. */
export const OBESITY_REGISTER = { percent: 5.41, aged: 18 } as const;
/** Obesity among people with type 2 diabetes whose BMI was measured [P]. */
export const OBESE_WITH_DIABETES = 0.4;

/** Smokers among adults, NWL 13 % (ICB page) [V], from age … : ONS 2023 to 34 [V], above [M]. */
export const SMOKERS: readonly (readonly [from: number, share: number])[] = [
  [18, 0.098],
  [25, 0.14],
  [35, 0.135],
  [50, 0.13],
  [65, 0.08],
];

/** Carers coded by their practice: 3.8 % of all (Greater Manchester) [V], spread by age as Census 2021 care [P]. */
export const CODED_CARERS: readonly (readonly [from: number, share: number])[] = [
  [0, 0.002],
  [18, 0.018],
  [35, 0.036],
  [50, 0.082],
  [65, 0.07],
  [75, 0.062],
  [85, 0.04],
];
