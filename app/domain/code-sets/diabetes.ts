/**
 * The diabetes register. Source: NHS Digital primary care domain reference sets dm_cod 20210127 (the codes used here
 * are a selection, split by type) and dmres_cod 20200812.
 */
import { type CodeSet, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  source: "NHS Digital primary care domain reference sets dm_cod 20210127 and dmres_cod 20200812, a selection",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};

export const DIABETES: CodeSet[] = [
  {
    id: "diabetes-type-1",
    name: "Type 1 diabetes",
    ...made,
    members: snomed({
      46635009: "Diabetes mellitus type 1",
      313435000: "Type 1 diabetes mellitus without complication",
      444073006: "Type 1 diabetes mellitus uncontrolled",
      290002008: "Brittle type 1 diabetes mellitus",
      426875007: "Latent autoimmune diabetes mellitus in adult",
      401110002: "Type 1 diabetes mellitus with persistent microalbuminuria",
      420270002: "Ketoacidosis due to type 1 diabetes mellitus",
    }),
  },
  {
    id: "diabetes-type-2",
    name: "Type 2 diabetes",
    ...made,
    members: snomed({
      44054006: "Diabetes mellitus type 2",
      313436004: "Type 2 diabetes mellitus without complication",
      443694000: "Type 2 diabetes mellitus uncontrolled",
      237599002: "Insulin treated type 2 diabetes mellitus",
      445353002: "Brittle type 2 diabetes mellitus",
      "1481000119100": "Diabetes mellitus type 2 without retinopathy",
      314902007: "Peripheral angiopathy due to type 2 diabetes mellitus",
      314903002: "Arthropathy due to type 2 diabetes mellitus",
    }),
  },
  {
    id: "diabetes-other",
    name: "Diabetes, other or type not stated",
    ...made,
    members: snomed({
      111552007: "Diabetes mellitus without complication",
      11530004: "Brittle diabetes mellitus",
      127013003: "Disorder of kidney due to diabetes mellitus",
      4855003: "Retinopathy due to diabetes mellitus",
      49455004: "Polyneuropathy due to diabetes mellitus",
      51002006: "Diabetes mellitus associated with pancreatic disease",
      237601000: "Secondary endocrine diabetes mellitus",
      408540003: "Diabetes mellitus caused by non-steroid drugs",
      427089005: "Diabetes mellitus due to cystic fibrosis",
    }),
  },
  {
    id: "diabetes-resolved",
    name: "Diabetes resolved",
    ...made,
    members: snomed({ 315051004: "Diabetes resolved" }),
  },
];
