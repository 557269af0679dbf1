import type { ProcessWords, Words } from "./words";
import { linesOf } from "./words";

/** What was never done is due for a while before it is overdue: the words of withTimeForFirst. */
const firstWithin = (span: string) => `For the first time within ${span} of diagnosis or registration`;
const orShorter = "{diabetes.new-months}, or its own interval if that is shorter,";
const usual = (often: Words): readonly string[] => [...linesOf(often), firstWithin(orShorter)];
const soon = (often: Words): readonly string[] => [...linesOf(often), firstWithin("{diabetes.new-safety-days}")];

const FROM_AGE = "People with diabetes from {diabetes.from-age}";
const inEach = { who: FROM_AGE, often: usual("Every {diabetes.window-months}") };
const EIGHT = [
  "hba1c",
  "blood-pressure",
  "cholesterol",
  "creatinine",
  "urine-albumin",
  "foot-check",
  "bmi",
  "smoking",
] as const;

const HBA1C_OFTEN = usual("Every {diabetes.hba1c-months}; out of target every {diabetes.hba1c-unstable-months}");
const HYPO = "insulin, a sulfonylurea or a glinide";
const NOT_TYPE_1 = `${FROM_AGE}, not recorded as type 1`;
const STRAIN_2021 = "Strain 2021, Table 2";

const TARGETS: Readonly<Record<string, ProcessWords>> = {
  DM2: {
    who: NOT_TYPE_1,
    often: HBA1C_OFTEN,
    target: [
      `{diabetes.target-plain} or less; on ${HYPO}, or on more than one medicine for diabetes, {diabetes.target-hypo-medicine} or less`,
      "Treatment is stepped up from {diabetes.intensify-from}",
      "None for 12 months after treatment was recorded as the most that is tolerated",
    ],
    fixed: { "QOF DM020": [12] },
  },
  DM3: {
    who: "People with diabetes not recorded as type 1, with frailty recorded by a clinician",
    often: HBA1C_OFTEN,
    target: [
      "Mild frailty: below {diabetes.mild-frailty-below}, and {diabetes.mild-frailty-lowest} or more",
      "Moderate: below {diabetes.moderate-frailty-below}; severe: below {diabetes.severe-frailty-below}",
      `On ${HYPO} also at least {diabetes.too-tight-fit} (mild), {diabetes.too-tight-moderate} (moderate) or {diabetes.too-tight-severe} (severe)`,
      "None for 12 months after treatment was recorded as the most that is tolerated",
    ],
    fixed: { "QOF DM021": [12] },
  },
  "DM3-BP": {
    who: "People with diabetes not recorded as type 1, with moderate or severe frailty recorded by a clinician",
    often: usual("Every {diabetes.window-months}"),
    target: "Below 140/90 mmHg; with severe frailty below 150/90 mmHg",
    fixed: { [STRAIN_2021]: [140, 150, 90] },
  },
};

const TREATMENT: Readonly<Record<string, ProcessWords>> = {
  DM4: {
    who: [
      `People with diabetes not recorded as type 1, on ${HYPO}, and one of the following; where the type is not recorded, insulin does not count`,
      "HbA1c in the last {diabetes.window-months} below {diabetes.too-tight-fit} (mild frailty, recorded as none, or not recorded from {diabetes.too-tight-from-age}), {diabetes.too-tight-moderate} (moderate) or {diabetes.too-tight-severe} (severe)",
      "In the last {diabetes.event-months} a hypoglycaemia that needed help, loss of weight, a move into a care home or new dementia",
      "eGFR below 30 in the last {diabetes.window-months}",
    ],
    often: "Within 2 weeks of that; looked at again every 3 months while it lasts",
    target:
      "Treatment reduced since, so that HbA1c is {diabetes.too-tight-fit} or more, with moderate frailty {diabetes.too-tight-moderate}, with severe {diabetes.too-tight-severe}",
    fixed: { "Strain 2018 and 2021": [30, 2, 3] },
  },
  DM5: {
    who: "People with type 2 diabetes from {diabetes.from-age}",
    often: usual("Every 12 months"),
    target:
      "Nothing found to change: metformin with eGFR below 45 or below 30; an SGLT2 inhibitor in moderate or severe frailty; without such frailty no SGLT2 inhibitor though eGFR is 20 or more, or no GLP-1 receptor agonist in cardiovascular disease",
    fixed: { "NICE NG28, February 2026": [45, 30, 20], Confer: [12] },
  },
};

const REVIEWS: Readonly<Record<string, ProcessWords>> = {
  DM6: {
    who: "People from {diabetes.from-age} with type 2 diabetes diagnosed in the last {diabetes.education-new-months}",
    often: "Within 9 months of diagnosis, then every 12 months",
    fixed: { "QOF DM014": [9], "NICE NG28": [12] },
  },
  DM7: {
    who: "People with diabetes on insulin or a sulfonylurea",
    often: soon("Every 12 months; within {diabetes.after-hypo-days} of a hypoglycaemia"),
    target: "No hypoglycaemia that needed help in 12 months",
    fixed: { "Joint British Diabetes Societies and TREND, from memory": [12] },
  },
  DM8: {
    who: `People with diabetes on insulin, an SGLT2 inhibitor, metformin, a sulfonylurea, an ACE inhibitor, an angiotensin receptor blocker, a diuretic or an NSAID`,
    often: soon("Every 12 months; within {diabetes.sick-day-start-days} of the start of one of them"),
    fixed: { "NICE NG28, as quoted by diabetesonthenet.com": [12] },
  },
  "T1-1": {
    who: "People with type 1 diabetes from {diabetes.from-age}",
    often: usual("Every {diabetes.hba1c-months}"),
    target: [
      "{diabetes.target-type-1} or less, unless agreed otherwise with the person",
      "Moderate frailty: {diabetes.too-tight-moderate} or more; severe: {diabetes.too-tight-severe} or more; no upper target",
      "No upper target after a hypoglycaemia that needed help in 12 months",
    ],
    fixed: { Confer: [12] },
  },
  "T1-1-thyroid": {
    who: "People with type 1 diabetes from {diabetes.from-age}",
    often: usual("Every 12 months"),
    fixed: { "NICE NG17, as quoted by BMJ Best Practice": [12] },
  },
  "T1-1-awareness": {
    who: "People with type 1 diabetes from {diabetes.from-age}",
    often: soon("Every 12 months"),
    fixed: { "NICE NG17, as quoted by BMJ Best Practice": [12] },
  },
  "T1-1-monitoring": {
    who: "People with type 1 diabetes from {diabetes.from-age}",
    often: usual("Once"),
  },
};

const NG19 = "NICE NG19, as quoted by diabetesframe.org";
const FEET: Readonly<Record<string, ProcessWords>> = {
  FT1: {
    who: "People with diabetes from 18, unless both feet are absent; an active foot problem has a row of its own",
    often: usual([
      "Low risk, or risk not recorded: every 12 months",
      "Moderate: every {diabetes.foot-moderate-months}",
      "High: every {diabetes.foot-high-months}, with immediate concern every {diabetes.foot-concern-days}",
    ]),
    fixed: { [NG19]: [18, 12] },
  },
  FT2: {
    who: "People with diabetes from 18 whose feet were checked, unless both feet are absent",
    often: "On the day of each check; at once where the record shows a higher risk than the class",
    fixed: { [NG19]: [18] },
  },
  FT3: {
    who: "Anybody with diabetes and an ulcer, infection, gangrene, ischaemia or Charcot foot that is not over. It is over once each foot was classed as better, or {diabetes.foot-problem-weeks} after its last entry if it was acted on",
    often: "Limb or life threatened: at once; otherwise within 1 working day",
    fixed: { [NG19]: [1] },
  },
  EY1: {
    who: "People with diabetes from 12, unless without perception of light",
    often: usual(
      "Every 12 months; every 24 months after two screens in a row without retinopathy, more than {diabetes.retinal-apart-days} apart",
    ),
    fixed: { "NHS diabetic eye screening programme": [12, 24] },
  },
};

const NG203 = "NICE NG203";
const KIDNEYS: Readonly<Record<string, ProcessWords>> = {
  DK1: {
    who: FROM_AGE,
    often: usual("Every 12 months; repeated within {diabetes.acr-repeat-months} where it was from 3 to 70 once"),
    target: "Below 3 mg/mmol",
    fixed: { [NG203]: [12, 3, 70] },
  },
  DK2: {
    who: `${FROM_AGE} whose albumin:creatinine ratio was 3 or more twice, or 70 once`,
    often: "Within {diabetes.acr-act-weeks} of that",
    fixed: { [NG203]: [3, 70] },
  },
  "DK2-blood": {
    who: "People with diabetes who began an ACE inhibitor or angiotensin receptor blocker in the last 3 months",
    often: "Within 2 weeks of the start",
    target: "Creatinine up by less than {diabetes.creatinine-rise-percent}",
    fixed: { "NICE NG203, from memory": [2], Confer: [3] },
  },
  DK3: {
    who: "Anybody with an albumin:creatinine ratio of 70 or more (not where diabetes is treated with an ACE inhibitor or angiotensin receptor blocker), or over 30 with blood in the urine; or with eGFR down in 12 months by 15 or more, or by a quarter and a category",
    often: "At once; once for each such value",
    fixed: { "NICE NG203, from memory": [70, 30, 12, 15] },
  },
};

export const DIABETES_WORDS: Readonly<Record<string, ProcessWords>> = {
  ...Object.fromEntries(EIGHT.map((id) => [id, inEach])),
  DM1: { who: FROM_AGE, often: usual("Each of the eight every {diabetes.window-months}") },
  ...TARGETS,
  ...TREATMENT,
  ...REVIEWS,
  ...FEET,
  ...KIDNEYS,
};
