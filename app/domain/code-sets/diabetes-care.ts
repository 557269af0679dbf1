/**
 * Diabetes care: refusals and exceptions, tests and reviews done, eyes, education, hypoglycaemia, kidneys.
 * Feet have a file of their own. What could not be verified as SNOMED CT has a code of our own.
 */
import { type CodeSet, ownCodes, snomed } from "./code-set";

const made = {
  version: "2026-11-22c",
  source:
    "NHS Digital primary care domain reference sets bldtestdec, dminvite, dmmax, dmpcadec, dmpcapu, serfruc (20200812)",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};
const LISTED =
  "selected by Confer from the British Heart Foundation Data Science Centre list CCU046_01 (diabetes); own codes where no id could be verified";

const set = (id: string, name: string, members: CodeSet["members"]): CodeSet => ({ id, name, ...made, members });
const selected = (id: string, name: string, members: CodeSet["members"]): CodeSet => ({
  ...set(id, name, members),
  source: LISTED,
});
const own = (id: string, name: string, terms: Record<string, string>): CodeSet => ({
  ...set(id, name, ownCodes(terms)),
  source: "Confer's own codes: no published id could be verified",
});

const EXCEPTIONS: CodeSet[] = [
  set("declined-blood-test", "Blood test declined", snomed({ "116471000119100": "Blood test declined" })),
  set(
    "declined-diabetes-care",
    "Diabetes care declined",
    snomed({ "716031000000106": "Excepted from diabetes quality indicators - informed dissent" }),
  ),
  set(
    "diabetes-care-unsuitable",
    "Diabetes care not suitable",
    snomed({ "717421000000100": "Excepted from diabetes quality indicators - patient unsuitable" }),
  ),
  set(
    "diabetes-maximal-treatment",
    "On maximal tolerated treatment for diabetes",
    snomed({ 407569005: "Patient on maximal tolerated therapy for diabetes" }),
  ),
  set("fructosamine", "Serum fructosamine", snomed({ "1006751000000102": "Serum fructosamine level" })),
  set(
    "diabetes-invitation",
    "Invited for diabetes care",
    snomed({
      "1066911000000100": "Diabetes monitoring text message first invitation",
      "1066921000000106": "Diabetes monitoring text message second invitation",
      "1066931000000108": "Diabetes monitoring text message third invitation",
      "1083111000000108": "Diabetes monitoring invitation email",
      "1109921000000106": "Quality and Outcomes Framework quality indicator-related care invitation",
      "1110921000000100": "Quality and Outcomes Framework diabetes quality indicator-related care invitation",
      "143401000000102":
        "Quality and Outcomes Framework diabetes quality indicator-related care invitation using preferred method of communication",
      185756006: "Diabetes monitoring first letter",
      185757002: "Diabetes monitoring second letter",
      185758007: "Diabetes monitoring third letter",
      185759004: "Diabetes monitoring verbal invite",
      185760009: "Diabetes monitoring telephone invite",
      310425007: "Diabetes monitoring invitation",
      705072004: "Diabetes monitoring invitation by short message service text messaging",
    }),
  ),
  own("declined-blood-pressure", "Blood pressure declined", {
    "blood-pressure-declined": "Blood pressure measurement declined",
  }),
  own("blood-pressure-maximal-treatment", "On maximal tolerated treatment for blood pressure", {
    "blood-pressure-maximal-treatment": "On maximal tolerated treatment for blood pressure",
  }),
  own("declined-acei-arb", "ACE inhibitor and angiotensin receptor blocker declined", {
    "acei-arb-declined": "ACE inhibitor and angiotensin receptor blocker declined",
  }),
  own("acei-arb-unsuitable", "ACE inhibitor and angiotensin receptor blocker not suitable", {
    "acei-arb-unsuitable": "ACE inhibitor and angiotensin receptor blocker not suitable",
  }),
  own("statin-unsuitable", "Statin declined or not suitable", {
    "statin-unsuitable": "Statin declined or not suitable",
  }),
];

/** Grades of the screening programme: R0 none, R1 background, R2 preproliferative, R3 proliferative; M1 maculopathy. */
const EYES: CodeSet[] = [
  selected("care-retinal-screen", "Diabetic eye screening attended", [
    ...ownCodes({ "retinal-screen": "Attended diabetic eye screening, grade not recorded here" }),
    ...snomed({
      134395001: "Diabetic retinopathy screening",
      722161008: "Diabetic retinal eye examination",
    }),
  ]),
  selected("retina-right-clear", "Right eye: no retinopathy (R0M0)", [
    ...ownCodes({ "retina-clear": "No diabetic retinopathy in either eye (R0M0)" }),
    ...snomed({ 390850007: "O/E - no right diabetic retinopathy" }),
  ]),
  selected("retina-left-clear", "Left eye: no retinopathy (R0M0)", [
    ...ownCodes({ "retina-clear": "No diabetic retinopathy in either eye (R0M0)" }),
    ...snomed({ 390853009: "O/E - no left diabetic retinopathy" }),
  ]),
  selected("retina-background", "Background retinopathy (R1)", [
    ...ownCodes({ "retina-background": "Background diabetic retinopathy (R1M0)" }),
    ...snomed({
      408409007: "O/E - right eye background diabetic retinopathy",
      408410002: "O/E - left eye background diabetic retinopathy",
    }),
  ]),
  selected("retina-referable", "Referable retinopathy or maculopathy (R2, R3, M1)", [
    ...ownCodes({ "retina-referable": "Referable diabetic retinopathy or maculopathy (R2, R3 or M1)" }),
    ...snomed({
      408411003: "O/E - right eye preproliferative diabetic retinopathy",
      408412005: "O/E - left eye preproliferative diabetic retinopathy",
      408413000: "O/E - right eye proliferative diabetic retinopathy",
      408414006: "O/E - left eye proliferative diabetic retinopathy",
      390854003: "O/E - diabetic maculopathy present both eyes",
      417677008: "O/E - sight threatening diabetic retinopathy",
      414894003: "O/E - left eye stable treated proliferative diabetic retinopathy",
      414910007: "O/E - right eye stable treated proliferative diabetic retinopathy",
      769244003: "Maculopathy of right eye due to diabetes mellitus",
      769245002: "Maculopathy of left eye due to diabetes mellitus",
    }),
  ]),
  own("retina-under-hospital", "Under the hospital eye service", {
    "retina-under-hospital": "Under the hospital eye service for diabetic retinopathy",
  }),
  own("retina-no-perception-of-light", "No perception of light in either eye", {
    "retina-no-perception-of-light": "No perception of light in either eye",
  }),
  own("declined-retinal-screening", "Diabetic eye screening declined", {
    "retinal-screening-declined": "Diabetic eye screening declined",
  }),
];

const REVIEWS: CodeSet[] = [
  selected("care-diabetes-education", "Structured diabetes education attended", [
    ...ownCodes({ "diabetes-education": "Attended structured diabetes education" }),
    ...snomed({ 429729007: "Diabetic education completed" }),
  ]),
  selected("care-diabetes-education-referral", "Referred to structured diabetes education", [
    ...ownCodes({ "diabetes-education-referral": "Referred to structured diabetes education" }),
    ...snomed({ "754461000000105": "Referral to type 1 diabetes structured education programme" }),
  ]),
  own("declined-diabetes-education", "Structured diabetes education declined", {
    "diabetes-education-declined": "Structured diabetes education declined",
  }),
  own("care-diabetes-treatment-reduced", "Diabetes treatment reduced, or kept with a reason", {
    "diabetes-treatment-reduced": "Diabetes treatment reduced",
    "diabetes-treatment-kept": "Diabetes treatment kept as it is, reason written down",
  }),
  own("care-diabetes-medicines", "Diabetes medicines reviewed", {
    "diabetes-medicines-reviewed": "Diabetes medicines reviewed",
  }),
  own("care-hypoglycaemia-review", "Risk of hypoglycaemia reviewed", {
    "hypoglycaemia-reviewed": "Hypoglycaemia reviewed: how often, awareness, driving, glucose at hand, who helps",
  }),
  selected("care-hypoglycaemia-awareness", "Awareness of hypoglycaemia recorded", [
    ...ownCodes({ "hypoglycaemia-awareness": "Awareness of hypoglycaemia scored (Gold or Clarke)" }),
    ...snomed({
      "198131000000101": "Hypoglycaemic warning good",
      "198121000000103": "Hypoglycaemic warning impaired",
      "894741000000107": "Hypoglycaemic warning absent",
      170766006: "Loss of hypoglycaemic warning",
    }),
  ]),
  own("hypoglycaemia", "Hypoglycaemia, blood glucose below 4 mmol/L", {
    hypoglycaemia: "Hypoglycaemia, blood glucose below 4 mmol/L",
  }),
  selected("hypoglycaemia-severe", "Hypoglycaemia that needed another person's help", [
    ...ownCodes({ "hypoglycaemia-severe": "Hypoglycaemia that needed another person's help" }),
    ...snomed({
      719216001: "Hypoglycaemic coma due to type 2 diabetes mellitus",
      421437000: "Hypoglycaemic coma due to type 1 diabetes mellitus",
      314771006: "Type 1 diabetes mellitus with hypoglycaemic coma",
    }),
  ]),
  own("care-sick-day-rules", "Sick-day rules given", {
    "sick-day-rules": "Sick-day rules given to the person or to who cares for them",
  }),
  own("care-glucose-monitoring-offered", "Continuous glucose monitoring offered", {
    "glucose-monitoring-offered": "Continuous glucose monitoring offered",
  }),
];

const KIDNEYS: CodeSet[] = [
  selected(
    "diabetic-nephropathy",
    "Nephropathy or microalbuminuria due to diabetes",
    snomed({
      127013003: "Disorder of kidney due to diabetes mellitus",
      309426007: "Glomerulopathy due to diabetes mellitus",
      197605007: "Nephrotic syndrome due to diabetes mellitus",
      420279001: "Disorder of kidney due to type 2 diabetes mellitus",
      421893009: "Disorder of kidney due to type 1 diabetes mellitus",
      420514000: "Persistent proteinuria due to type 1 diabetes mellitus",
      421986006: "Persistent proteinuria due to type 2 diabetes mellitus",
      "157141000119108": "Proteinuria due to type 2 diabetes mellitus",
      420715001: "Persistent microalbuminuria due to type 2 diabetes mellitus",
      421305000: "Persistent microalbuminuria due to type 1 diabetes mellitus",
      401110002: "Type 1 diabetes mellitus with persistent microalbuminuria",
    }),
  ),
  own("haematuria", "Haematuria without infection", { haematuria: "Haematuria, infection excluded" }),
  own("care-kidney-referral", "Referred to kidney services", {
    "kidney-referral": "Referred to, or advice asked of, kidney services",
  }),
  // The ids as in app/domain/risk/recorded-scores.ts.
  set("qrisk", "QRISK score, per cent in 10 years", [
    ...snomed({
      "1085871000000105": "QRISK3 cardiovascular disease 10 year risk score",
      718087004: "QRISK2 cardiovascular disease 10 year risk score",
    }),
    ...ownCodes({ qrisk: "QRISK score, per cent in 10 years" }),
  ]),
];

export const DIABETES_CARE: CodeSet[] = [...EXCEPTIONS, ...EYES, ...REVIEWS, ...KIDNEYS];
