/**
 * Care of older people that was done: asked, assessed, measured, reviewed. Most of it has no UK SNOMED id that could be
 * verified and is recorded by Confer's own codes; the forms of third parties are not reproduced, only their results.
 */
import { type CodeSet, type CodeSetMember, ownCodes, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};
const OWN = "Confer's own code: no published id could be verified";
const SCORES = "Confer's own code; SNOMED id as in HL7 Belgium's value set of scores 1.1.0";
const REVIEWS = "NHS Digital care planning medication review reference set, a selection";

/** The own code is the id without its "care-". */
const care = (id: string, name: string, source = OWN, members: CodeSetMember[] = []): CodeSet => ({
  id,
  name,
  ...made,
  source,
  members: [...ownCodes({ [id.replace(/^care-/, "")]: name }), ...members],
});

const FRAILTY = [
  care("care-gait-speed", "Gait speed: seconds for 4 metres"),
  care("care-timed-up-and-go", "Timed up and go test: seconds", SCORES, [
    ...snomed({ 444680009: "Timed up and go mobility test score" }),
  ]),
  care("care-prisma-7", "PRISMA-7 score"),
  care("care-cga", "Comprehensive geriatric assessment, all domains"),
  care("care-cga-medical", "Comprehensive geriatric assessment: medical"),
  care("care-cga-mobility", "Comprehensive geriatric assessment: mobility and balance"),
  care("care-cga-function", "Comprehensive geriatric assessment: function"),
  care("care-cga-psychological", "Comprehensive geriatric assessment: psychological, with risk of delirium"),
  care("care-cga-social", "Comprehensive geriatric assessment: social, financial, carer"),
  care("care-cga-environment", "Comprehensive geriatric assessment: environment and equipment"),
  care("care-cga-preferences", "Comprehensive geriatric assessment: preferences and advance planning"),
  care("care-personalised-plan", "Personalised care and support plan", "NHS England National Record Locator", [
    ...snomed({ "2181441000000107": "Personalised Care and Support Plan" }),
  ]),
  care("care-goals-agreed", "The person's own goals agreed"),
  care("care-named-coordinator", "Named coordinator agreed"),
  care("care-shared-record-consent", "Asked for consent to share additional information"),
  care("care-strength-balance-advice", "Advice on strength and balance"),
  care("care-social-contact", "Asked about social contact"),
];

const FALLS = [
  care("care-falls-asked", "Asked about falls in the last 12 months"),
  care("care-falls-assessment", "Comprehensive falls assessment"),
  care("care-falls-exercise", "Falls prevention exercise programme completed"),
  care("care-falls-exercise-referral", "Referral to falls prevention exercise", "Greater Manchester eFI code sets", [
    ...snomed({ 247541000000106: "Referral to falls service" }),
  ]),
  care("care-hazards-at-home", "Home hazard assessment by an occupational therapist"),
  care("care-postural-drop", "Fall of systolic pressure on standing: mmHg"),
];

const BONES = [
  care("care-fracture-risk", "10-year fracture risk by FRAX or QFracture: %"),
  care("care-bone-drug-review", "Review of treatment for osteoporosis", REVIEWS, [
    ...snomed({
      718017007: "Bisphosphonate medication review",
      "965871000000101": "Osteoporosis medication compliance review",
    }),
  ]),
  care("care-bone-drug-holiday", "Decision on a pause of bisphosphonate"),
  care("care-denosumab-injection", "Denosumab injection given"),
];

const MIND = [
  care("care-memory-asked", "Asked about memory"),
  care("care-gpcog", "GPCOG score"),
  care("care-mini-cog", "Mini-Cog score"),
  care("care-cognition-retest", "Cognition tested again after delirium"),
  care("care-delirium-risk", "Risk of delirium assessed"),
  care("care-4at", "4AT score", "Confer's own code; SNOMED id as in the OMOP vocabulary", [
    ...snomed({ "1239211000000103": "4AT (4 A's Test) score" }),
  ]),
  care(
    "care-dementia-plan-review",
    "Dementia care plan reviewed face to face",
    "Greater Manchester SDE, dementia care",
    [
      ...snomed({
        "1095111000000108": "Review of dementia advance care plan",
        "1095121000000102": "Dementia advance care plan agreed",
        "956861000000107": "Review of dementia advance care plan",
        "956841000000106": "Dementia care plan agreed",
      }),
    ],
  ),
  care("care-antipsychotic-review", "Review of antipsychotic in dementia", REVIEWS, [
    ...snomed({ "938551000000108": "Dementia medication review", 769063007: "Antipsychotic medication review" }),
  ]),
  care("care-mood-asked", "Asked the two Whooley questions"),
  care("care-phq-9", "PHQ-9 score", "Confer's own code; SNOMED id as counted in English primary care", [
    ...snomed({ 720433000: "Patient Health Questionnaire Nine Item score" }),
  ]),
  care("care-gds-15", "Geriatric depression scale, 15 items"),
  care("care-cornell", "Cornell scale for depression in dementia"),
  care("care-loneliness", "UCLA three-item loneliness score"),
];

const BODY_AND_SENSES = [
  care("care-continence-asked", "Asked about bladder and bowels"),
  care("care-catheter-changed", "Urinary catheter changed"),
  care("care-catheter-needed", "Reviewed whether the catheter is still needed"),
  care("care-waterlow", "Waterlow score", SCORES, [...snomed({ 278897004: "Waterlow pressure sore risk score" })]),
  care("care-norton", "Norton score", SCORES, [...snomed({ 443133008: "Norton pressure sore risk score" })]),
  care("care-braden", "Braden score"),
  {
    ...care("care-purpose-t", "PURPOSE-T pathway: 1 not at risk, 2 at risk, 3 ulcer or scar"),
    version: "2026-11-22b",
  },
  care("care-pressure-ulcer-review", "Pressure ulcer reviewed: size in cm²"),
  care("care-sight-test", "Sight test"),
  care("care-hearing", "Audiology assessment", "Confer's own code; Greater Manchester eFI code sets", [
    ...snomed({ 277213009: "Hearing aid worn" }),
  ]),
];

const CARERS = [
  care("care-carer-asked", "Asked whether there is a carer"),
  care("care-carers-assessment", "Carer's assessment"),
  care("care-carer-contingency", "Plan for when the carer is absent, with a second contact"),
];

export const OLDER_PEOPLE_CARE: CodeSet[] = [...FRAILTY, ...FALLS, ...BONES, ...MIND, ...BODY_AND_SENSES, ...CARERS];
