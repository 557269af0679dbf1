/** Reviews and decisions by which care of medicines, heart, lung, kidney and stroke is shown to have been done. */
import { type CodeSet, ownCodes, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};

const MEDICATION_REVIEWS =
  "NHS Digital reference set medrvw_cod and OpenSAFELY's lists of medication reviews, a selection";
const OWN = "own codes: no published id could be verified";

const set = (id: string, name: string, source: string, members: CodeSet["members"]): CodeSet => ({
  id,
  name,
  ...made,
  source,
  members,
});

const STRUCTURED = { "1239511000000100": "Structured medication review" };

export const CARE_DONE: CodeSet[] = [
  set("care-structured-medication-review", "Structured medication review", MEDICATION_REVIEWS, snomed(STRUCTURED)),
  set(
    "care-medication-review",
    "Medication review, structured or not",
    MEDICATION_REVIEWS,
    snomed({
      314530002: "Medication review done",
      182836005: "Review of medication",
      ...STRUCTURED,
      "88551000000109": "Medication review with patient",
      391156007: "Medication review without patient",
      719328007: "Medication review done by doctor",
      719478008: "Medication review done by nurse",
      719329004: "Medication review done by pharmacist",
      "1127441000000107": "Medication review done by clinical pharmacist",
      719326006: "Medication review done by pharmacy technician",
      719327002: "Medication review done by community pharmacist",
      "803361000000109": "Medication review by practice nurse",
      "1079381000000109": "Medication review by community nurse",
      "870661000000100": "Polypharmacy medication review",
      "961831000000100": "Medication review done by medicines management pharmacist",
      "961861000000105": "Medication review done by medicines management technician",
    }),
  ),
  set(
    "care-medicines-reconciled",
    "Medicines reconciled",
    MEDICATION_REVIEWS,
    snomed({ "526421000000109": "Medicines reconciliation completed" }),
  ),
  set("care-doac-review", "DOAC review", MEDICATION_REVIEWS, [
    ...ownCodes({ "doac-review": "Review appointment for a direct oral anticoagulant" }),
    ...snomed({ "922731000000106": "Anticoagulant medication review" }),
  ]),
  set(
    "care-stopp-start-review",
    "STOPP/START rules gone through",
    OWN,
    ownCodes({ "stopp-start-review": "Medicines gone through by STOPP/START: changed, or kept for a reason" }),
  ),
  set(
    "care-antihypertensive-maximal",
    "On as much blood pressure treatment as is tolerated",
    OWN,
    ownCodes({ "antihypertensive-maximal": "On as much blood pressure treatment as is tolerated" }),
  ),
  set("care-heart-failure-review", "Heart failure review", "as the eFI deficit heart failure; own code", [
    ...snomed({ 390885007: "Heart failure annual review" }),
    ...ownCodes({ "heart-failure-review": "Heart failure review" }),
  ]),
  set(
    "care-heart-failure-assessed",
    "Suspected heart failure assessed",
    "code of the echocardiogram as Synthea sends it",
    [
      ...ownCodes({ "heart-failure-assessed": "Seen by a heart failure specialist, with echocardiogram" }),
      ...snomed({ 433236007: "Transthoracic echocardiography" }),
    ],
  ),
  set("care-copd-review", "COPD review", OWN, ownCodes({ "copd-review": "COPD review" })),
  set(
    "care-oxygen-assessment",
    "Assessed for home oxygen",
    OWN,
    ownCodes({ "oxygen-assessment": "Assessed for home oxygen" }),
  ),
  set("care-pulse-rhythm", "Pulse rhythm checked", "read in public terminologies of nursing records; own code", [
    ...ownCodes({ "pulse-rhythm-checked": "Pulse rhythm checked" }),
    ...snomed({ 271636001: "Pulse regular", 61086009: "Pulse irregular", 29303009: "Electrocardiographic procedure" }),
  ]),
  set("has-pacemaker", "Has a pacemaker", OWN, ownCodes({ pacemaker: "Has a pacemaker" })),
  set(
    "anticoagulant-bleeding-risk",
    "Anticoagulant not given: bleeding risk",
    OWN,
    ownCodes({ "anticoagulant-bleeding-risk": "No anticoagulant, for a documented risk of bleeding" }),
  ),
  set(
    "declined-anticoagulant",
    "Anticoagulant declined",
    OWN,
    ownCodes({ "anticoagulant-declined": "Anticoagulant declined" }),
  ),
  set("care-stroke-review", "Stroke review", OWN, ownCodes({ "stroke-review": "Review after stroke or TIA" })),
];
