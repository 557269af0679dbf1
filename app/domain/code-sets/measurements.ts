/**
 * Things that are measured or checked: care processes and the values that set eFI deficits. UK SNOMED ids as GP
 * systems send them, LOINC for records from elsewhere. A set without members waits for an id that could be verified;
 * its rule is written and tested, and nothing sets it until then.
 */
import { type CodeSet, loinc, ownCodes, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  source:
    "selected by Confer: OpenSAFELY published lists, NHS Digital reference sets, GP Connect blood pressure profile",
  licence: "SNOMED CT ids under the UK licence of each site; LOINC under its own notice; selection Apache-2.0",
};

const set = (id: string, name: string, members: CodeSet["members"]): CodeSet => ({ id, name, ...made, members });

/** The three answers of a smoking status: the latest of them decides. */
export const SMOKING = {
  current: snomed({ 77176002: "Smoker", 449868002: "Smokes tobacco daily" }),
  ex: snomed({ 8517006: "Ex-smoker" }),
  never: snomed({ 266919005: "Never smoked tobacco" }),
};

export const MEASUREMENTS: CodeSet[] = [
  set("hba1c", "HbA1c", [
    ...snomed({
      "999791000000106": "Haemoglobin A1c level - IFCC standardised",
      "1049301000000100": "Haemoglobin A1c level (diagnostic reference range) - IFCC standardised",
      "1049321000000109": "Haemoglobin A1c level (monitoring ranges) - IFCC standardised",
    }),
    ...loinc({ "4548-4": "Haemoglobin A1c/haemoglobin.total in blood" }),
  ]),
  set("systolic", "Systolic blood pressure", [
    ...snomed({
      72313002: "Systolic arterial pressure",
      271649006: "Systolic blood pressure",
      314440001: "Average systolic blood pressure",
      314449000: "Average 24 hour systolic blood pressure",
    }),
    ...loinc({ "8480-6": "Systolic blood pressure" }),
  ]),
  set("diastolic", "Diastolic blood pressure", [
    ...snomed({
      "1091811000000102": "Diastolic arterial pressure",
      271650006: "Diastolic blood pressure",
      314453003: "Average diastolic blood pressure",
      314462001: "Average 24 hour diastolic blood pressure",
    }),
    ...loinc({ "8462-4": "Diastolic blood pressure" }),
  ]),
  set("cholesterol", "Total cholesterol", [
    ...snomed({
      "1005671000000105": "Serum cholesterol level",
      "1017161000000104": "Plasma total cholesterol level",
      "850981000000101": "Cholesterol level",
    }),
    ...loinc({ "2093-3": "Cholesterol in serum or plasma" }),
  ]),
  set("creatinine", "Serum creatinine", [
    ...snomed({ "1000731000000107": "Serum creatinine level", "1000991000000106": "Corrected serum creatinine level" }),
    ...loinc({ "2160-0": "Creatinine in serum or plasma", "38483-4": "Creatinine in blood" }),
  ]),
  set("urine-acr", "Urine albumin:creatinine ratio", [
    ...snomed({
      "1023491000000104": "Urine albumin:creatinine ratio",
      "1027791000000103": "Urine microalbumin:creatinine ratio",
      "1028271000000109": "Albumin/creatinine ratio",
    }),
    ...loinc({ "14959-1": "Microalbumin/creatinine in urine" }),
  ]),
  set("bmi", "Body mass index", [
    ...snomed({ 60621009: "Body mass index", "846931000000101": "Baseline body mass index" }),
    ...loinc({ "39156-5": "Body mass index" }),
  ]),
  set("smoking-status", "Smoking status", [
    ...SMOKING.never,
    ...SMOKING.ex,
    ...SMOKING.current,
    // Says that it was asked, not what was answered.
    ...loinc({ "72166-2": "Tobacco smoking status" }),
  ]),
  set("haemoglobin", "Haemoglobin", [
    ...snomed({ "1022431000000105": "Haemoglobin estimation", 271026005: "Haemoglobin level" }),
    ...loinc({ "718-7": "Haemoglobin in blood" }),
  ]),
  set("tsh", "Thyroid stimulating hormone", [
    ...snomed({
      "1022791000000101": "Serum thyroid stimulating hormone level",
      "1022801000000102": "Plasma thyroid stimulating hormone level",
      "1027151000000105": "Thyroid stimulating hormone level",
    }),
    ...loinc({ "3016-3": "Thyrotropin in serum or plasma" }),
  ]),
  set("egfr", "Estimated glomerular filtration rate", [
    ...snomed({
      "1011481000000105": "eGFR using creatinine CKD-EPI equation per 1.73 square metres",
      "1011491000000107": "eGFR using cystatin C CKD-EPI equation per 1.73 square metres",
      "1020291000000106": "GFR calculated by abbreviated MDRD formula",
      80274001: "Glomerular filtration rate",
    }),
    ...loinc({ "33914-3": "Estimated glomerular filtration rate" }),
  ]),
  set("urine-pcr", "Urine protein:creatinine ratio", [
    ...snomed({ "1028731000000100": "Urine protein:creatinine ratio" }),
  ]),
  set("systolic-24h", "24-hour mean systolic blood pressure", [
    ...snomed({ 314464000: "24 hour systolic blood pressure", 314449000: "Average 24 hour systolic blood pressure" }),
  ]),
  set("diastolic-24h", "24-hour mean diastolic blood pressure", [
    ...snomed({ 314465004: "24 hour diastolic blood pressure", 314462001: "Average 24 hour diastolic blood pressure" }),
  ]),
  set("chads2", "CHADS2 stroke risk score", [...snomed({ 438367009: "CHADS2 stroke risk score" })]),
  set("barthel", "Barthel index", [...snomed({ 273302005: "Barthel index" })]),
  set("abpi", "Ankle brachial pressure index", [...snomed({ 446841001: "Ankle brachial pressure index" })]),
  // LOINC 38265-5, which American records call "DXA T-score", is of the forearm: not the hip that the rule means.
  set("hip-t-score", "Hip bone density T-score", []),
  set("copd-exacerbations", "COPD exacerbations or unscheduled contacts in the past year", [
    ...snomed({ 723245007: "Number of COPD exacerbations in past year" }),
  ]),
  {
    ...set("six-cit", "Six-item cognitive impairment test", ownCodes({ "six-cit": "6CIT score, 0 to 28" })),
    version: "2026-11-22b",
  },
  {
    ...set("must", "Malnutrition universal screening tool", [
      ...ownCodes({ must: "MUST points, 0 to 6" }),
      ...snomed({ 444297006: "Malnutrition universal screening tool score" }),
    ]),
    version: "2026-11-22b",
    source: "own code; SNOMED id as in HL7 Belgium's value set of scores 1.1.0",
  },
  {
    ...set("falls-in-year", "Number of falls in the last 12 months", [
      ...ownCodes({ "falls-in-year": "Number of falls in the last 12 months; 0 is an answer" }),
    ]),
    version: "2026-11-22b",
  },
  set("urine-protein-24h", "Urine protein in 24 hours, mg", []),
  set("urine-albumin-24h", "Urine albumin in 24 hours, mg", []),
  set("urine-microalbumin", "Urine microalbumin", []),
  set("oxygen-hours", "Hours of oxygen a day", []),
  set("copd-unscheduled-contacts", "Unscheduled contacts for COPD in a year", []),
];
