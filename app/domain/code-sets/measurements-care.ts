/**
 * Measurements that care of medicines, heart, kidney and lung asks for, beside those of the frailty index. UK SNOMED ids
 * as GP systems send them, LOINC for records from elsewhere. Units: as the field's laboratories give them (mmol/L,
 * ng/L, nmol/L, kg, /min, %).
 */
import { type CodeSet, loinc, ownCodes, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  source:
    "selected by Confer: clinical code sets of the Greater Manchester Secure Data Environment, OpenSAFELY code usage; LOINC as in the table of units",
  licence: "SNOMED CT ids under the UK licence of each site; LOINC under its own notice; selection Apache-2.0",
};

const set = (id: string, name: string, members: CodeSet["members"]): CodeSet => ({ id, name, ...made, members });

export const MEASUREMENTS_CARE: CodeSet[] = [
  set("weight", "Body weight", [...snomed({ 27113001: "Body weight" }), ...loinc({ "29463-7": "Body weight" })]),
  set("creatinine-clearance", "Creatinine clearance", [
    ...ownCodes({ "creatinine-clearance": "Creatinine clearance (Cockcroft-Gault), ml/min" }),
  ]),
  set("potassium", "Serum potassium", [
    ...snomed({
      "1000651000000109": "Serum potassium level",
      "1017401000000106": "Plasma potassium level",
      "1012671000000103": "Blood potassium level",
    }),
    ...loinc({ "2823-3": "Potassium in serum or plasma", "6298-4": "Potassium in blood" }),
  ]),
  set("sodium", "Serum sodium", [
    ...snomed({
      "1000661000000107": "Serum sodium level",
      "1017381000000106": "Plasma sodium level",
      "1020681000000107": "Sodium level",
    }),
    ...loinc({ "2951-2": "Sodium in serum or plasma", "2947-0": "Sodium in blood" }),
  ]),
  set("calcium-adjusted", "Adjusted serum calcium", [
    ...snomed({
      "935051000000108": "Serum adjusted calcium concentration",
      "935201000000104": "Plasma adjusted calcium concentration",
      "998341000000105": "Calcium adjusted level",
    }),
  ]),
  set("alt", "Alanine aminotransferase", [
    ...snomed({
      "1018251000000107": "Serum alanine aminotransferase level",
      "1013211000000103": "Plasma alanine aminotransferase level",
    }),
    ...loinc({ "1742-6": "Alanine aminotransferase in serum or plasma" }),
  ]),
  set("ldl-cholesterol", "LDL cholesterol", [
    ...snomed({
      "1022191000000100": "Serum low density lipoprotein cholesterol level",
      "1010591000000104": "Plasma low density lipoprotein cholesterol level",
      "1014501000000104": "Calculated low density lipoprotein cholesterol level",
    }),
    ...loinc({
      "18262-6": "LDL cholesterol, direct",
      "13457-7": "LDL cholesterol, calculated",
      "2089-1": "LDL cholesterol",
    }),
  ]),
  set("hdl-cholesterol", "HDL cholesterol", [
    ...snomed({
      "1005681000000107": "Serum high density lipoprotein cholesterol level",
      "1010581000000101": "Plasma high density lipoprotein cholesterol level",
    }),
    ...loinc({ "2085-9": "HDL cholesterol" }),
  ]),
  set("vitamin-d-level", "25-hydroxyvitamin D", [
    ...snomed({
      "1007991000000105": "Serum total 25-hydroxy vitamin D level",
      "1029801000000105": "Total 25-hydroxyvitamin D level",
    }),
  ]),
  set("pulse", "Pulse rate", [...snomed({ 78564009: "Pulse rate" }), ...loinc({ "8867-4": "Heart rate" })]),
  set("oxygen-saturation", "Oxygen saturation", [
    ...loinc({ "59408-5": "Oxygen saturation by pulse oximetry", "2708-6": "Oxygen saturation" }),
    ...ownCodes({ "oxygen-saturation": "Oxygen saturation by pulse oximetry, %" }),
  ]),
  set("nt-probnp", "NT-proBNP", [
    ...loinc({ "33762-6": "NT-proBNP in serum or plasma" }),
    ...ownCodes({ "nt-probnp": "NT-proBNP, ng/L" }),
  ]),
  set("fev1-percent", "FEV1, % of predicted", [...ownCodes({ "fev1-percent": "FEV1, % of predicted" })]),
  set("cha2ds2-vasc", "CHA2DS2-VASc score as recorded", [
    ...snomed({ 735259005: "CHA2DS2-VASc (stroke risk in atrial fibrillation) score" }),
  ]),
  set("orbit", "ORBIT bleeding score as recorded", [...ownCodes({ orbit: "ORBIT bleeding risk score" })]),
  set("nyha-class", "New York Heart Association class", [
    ...snomed({
      420300004: "New York Heart Association class I",
      421704003: "New York Heart Association class II",
      420913000: "New York Heart Association class III",
      422293003: "New York Heart Association class IV",
    }),
  ]),
];
