/** Numbers of diabetes care on which sources disagree, or that somebody proposed, and the ages and windows of care. */
import type { Shipped } from "../setting";

const STRAIN = "Strain WD et al. Diabetes Ther 2021;12:1227-47, Table 2";
const STRAIN_2018 = "Strain WD et al. Diabet Med 2018;35:838-45";
const NG28 = "NICE NG28";
const NG19 = "NICE NG19, as quoted by diabetesframe.org";
const PROPOSED = "proposed by Confer";

export const DIABETES_SETTINGS = {
  "diabetes.from-age": {
    words: "Age from which the care processes of diabetes are expected",
    value: 17,
    source: "QOF DM017: 17; National Diabetes Audit: 12",
    mark: "V",
    options: { 12: "12 (National Diabetes Audit)", 17: "17 (QOF)" },
  },
  "diabetes.new-months": {
    words: "Months after diagnosis or registration, whichever is later, within which care is given for the first time",
    value: 9,
    source: `${PROPOSED}; QOF leaves them out of its indicators for 9 months`,
    mark: "P",
  },
  "diabetes.new-safety-days": {
    words: "Days after diagnosis or registration, whichever is later, within which safety is looked at the first time",
    value: 28,
    source: PROPOSED,
    mark: "P",
  },
  "diabetes.window-months": {
    words: "Months within which each of the eight care processes is done",
    value: 12,
    source: "QOF and NHS North West London: rolling 12 months; National Diabetes Audit: its full audit year has 15",
    mark: "V",
    options: { 12: "12 (QOF, North West London)", 15: "15 (National Diabetes Audit)" },
  },
  "diabetes.target-hba1c": {
    words: "HbA1c of the three treatment targets: at most, mmol/mol",
    value: 58,
    source: "National Diabetes Audit 2016-17; QOF DM020",
    mark: "V",
  },
  "diabetes.target-blood-pressure": {
    words: "Blood pressure of the three treatment targets",
    value: 1,
    source:
      "National Diabetes Audit 2016-17 and QOF DM019: 140/80; NHS North West London: below 130/80; NICE and QOF DM036: below 140/90",
    mark: "V",
    options: {
      1: "140/80 or less (National Diabetes Audit, QOF DM019)",
      2: "below 130/80 (NHS North West London)",
      3: "below 140/90 (NICE, QOF DM036)",
    },
  },
  "diabetes.target-cholesterol": {
    words: "Cholesterol of the older three treatment targets: below, mmol/L",
    value: 5,
    source: "National Diabetes Audit 2016-17",
    mark: "V",
  },
  "diabetes.statin-from-age": {
    words: "Age from which the newer three treatment targets expect a statin without cardiovascular disease",
    value: 40,
    source: "National Diabetes Audit, from memory",
    mark: "M",
  },
  "diabetes.hba1c-months": {
    words: "Months between HbA1c measurements when in target",
    value: 6,
    source: `${NG28}: every 3 to 6 months until stable, then every 6`,
    mark: "2",
  },
  "diabetes.hba1c-unstable-months": {
    words: "Months between HbA1c measurements when out of target",
    value: 6,
    source: `${NG28}: every 3 to 6 months until stable; the longer is shipped`,
    mark: "2",
  },
  "diabetes.target-plain": {
    words: "HbA1c without a medicine that causes hypoglycaemia: at most, mmol/mol",
    value: 48,
    source: NG28,
    mark: "V",
  },
  "diabetes.target-hypo-medicine": {
    words: "HbA1c on a medicine that causes hypoglycaemia, or after a second medicine: at most, mmol/mol",
    value: 53,
    source: NG28,
    mark: "V",
  },
  "diabetes.intensify-from": {
    words: "HbA1c from which treatment is stepped up, mmol/mol",
    value: 58,
    source: NG28,
    mark: "V",
  },
  "diabetes.target-type-1": {
    words: "HbA1c in type 1 diabetes: at most, mmol/mol",
    value: 48,
    source: "NICE NG17: 48 or lower, agreed with the person",
    mark: "2",
  },
  "diabetes.mild-frailty-lowest": {
    words: "HbA1c in mild frailty: at least, mmol/mol",
    value: 42,
    source: STRAIN,
    mark: "V",
  },
  "diabetes.mild-frailty-below": {
    words: "HbA1c in mild frailty: below, mmol/mol",
    value: 58,
    source: `${STRAIN}: 58; ${STRAIN_2018}: 58`,
    mark: "V",
  },
  "diabetes.moderate-frailty-below": {
    words: "HbA1c in moderate frailty: below, mmol/mol",
    value: 64,
    source: `${STRAIN}: 64; ${STRAIN_2018}: 64; QOF DM021: 75 or less`,
    mark: "V",
  },
  "diabetes.severe-frailty-below": {
    words: "HbA1c in severe frailty: below, mmol/mol",
    value: 69,
    source: `${STRAIN}: 69; ${STRAIN_2018}: 70; QOF DM021: 75 or less`,
    mark: "V",
  },
  "diabetes.too-tight-fit": {
    words: "HbA1c below which treatment is too tight without frailty or with mild frailty, mmol/mol",
    value: 53,
    source: `${STRAIN_2018}, as summarised by diabetesonthenet.com`,
    mark: "2",
  },
  "diabetes.too-tight-moderate": {
    words: "HbA1c below which treatment is too tight in moderate frailty, mmol/mol",
    value: 58,
    source: `${STRAIN_2018}, as summarised by diabetesonthenet.com`,
    mark: "2",
  },
  "diabetes.too-tight-severe": {
    words: "HbA1c below which treatment is too tight in severe frailty, mmol/mol",
    value: 64,
    source: `${STRAIN_2018}, as summarised by diabetesonthenet.com`,
    mark: "2",
  },
  "diabetes.too-tight-from-age": {
    words: "Age from which too tight treatment is looked for where no frailty is recorded",
    value: 65,
    source: `${PROPOSED}; the papers are about older people`,
    mark: "P",
  },
  "diabetes.event-months": {
    words:
      "Months for which a severe hypoglycaemia, weight loss, new dementia or care-home move asks for less treatment",
    value: 12,
    source: PROPOSED,
    mark: "P",
  },
  "diabetes.education-new-months": {
    words: "Months after diagnosis for which structured education is looked for",
    value: 24,
    source: PROPOSED,
    mark: "P",
  },
  "diabetes.after-hypo-days": {
    words: "Days after a hypoglycaemia within which its risk is reviewed",
    value: 14,
    source: PROPOSED,
    mark: "P",
  },
  "diabetes.sick-day-start-days": {
    words: "Days after the start of a medicine within which its sick-day rules are given",
    value: 28,
    source: PROPOSED,
    mark: "P",
  },
  "diabetes.foot-moderate-months": {
    words: "Months between foot checks at moderate risk",
    value: 6,
    source: `${NG19}: 3 to 6; the longer is shipped`,
    mark: "2",
  },
  "diabetes.foot-high-months": {
    words: "Months between foot checks at high risk",
    value: 2,
    source: `${NG19}: 1 to 2; the longer is shipped`,
    mark: "2",
  },
  "diabetes.foot-concern-days": {
    words: "Days between foot checks at high risk with immediate concern",
    value: 14,
    source: `${NG19}: 1 to 2 weeks; the longer is shipped`,
    mark: "2",
  },
  "diabetes.foot-problem-weeks": {
    words:
      "Weeks after its last entry for which an ulcer or infection counts as an active foot problem; later, once it was referred or the feet were checked, it is a previous one",
    value: 12,
    source: PROPOSED,
    mark: "P",
  },
  "diabetes.foot-better-by-class": {
    words: "Whether an active foot problem ends sooner when the feet are classed as better",
    value: 1,
    source: PROPOSED,
    mark: "P",
    options: { 1: "when each foot was classed since as low, moderate or high risk", 0: "never sooner" },
  },
  "diabetes.retinal-apart-days": {
    words: "Days within which two eye gradings are of one screen",
    value: 90,
    source: PROPOSED,
    mark: "P",
  },
  "diabetes.acr-repeat-months": {
    words: "Months within which an albumin:creatinine ratio of 3 to 70 is repeated",
    value: 3,
    source: PROPOSED,
    mark: "P",
  },
  "diabetes.acr-act-weeks": {
    words: "Weeks after a confirmed albumin:creatinine ratio within which it is acted on",
    value: 4,
    source: PROPOSED,
    mark: "P",
  },
  "diabetes.creatinine-rise-percent": {
    words:
      "Rise of creatinine after an ACE inhibitor or angiotensin receptor blocker from which it is looked into, per cent",
    value: 30,
    source: "NICE NG203, from memory",
    mark: "M",
  },
} as const satisfies Record<string, Shipped>;
