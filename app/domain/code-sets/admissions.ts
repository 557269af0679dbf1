/**
 * Reasons for which hospitals admit, in ICD-10: what their returns carry where a GP record has SNOMED CT. A category
 * stands for its subdivisions ("S72" holds "S72.0"); members are written without the point. Only the first reason of an admission is held: an external cause
 * (W00 to W19) shows a fall where it is given first or alone.
 */
import { type CodeSet, icd10 } from "./code-set";

const made = {
  version: "2026-11-22",
  licence: "ICD-10 category codes and short titles, WHO 2016; selection Apache-2.0",
};

export const ADMISSIONS: CodeSet[] = [
  {
    id: "admission-hip-fracture",
    name: "Admission: hip fracture",
    ...made,
    source:
      "ICD-10 chapter XIX; S72 as a whole as in the Hospital Frailty Risk Score (Gilbert 2018), so that the shaft is in it",
    members: icd10({ S72: "Fracture of femur" }),
  },
  {
    id: "admission-stroke",
    name: "Admission: stroke or TIA",
    ...made,
    source: "ICD-10 chapters VI and IX; sequelae (I69) are no new stroke",
    members: icd10({
      G45: "Transient cerebral ischaemic attacks and related syndromes",
      I60: "Subarachnoid haemorrhage",
      I61: "Intracerebral haemorrhage",
      I62: "Other nontraumatic intracranial haemorrhage",
      I63: "Cerebral infarction",
      I64: "Stroke, not specified as haemorrhage or infarction",
    }),
  },
  {
    id: "admission-fall-or-frailty",
    name: "Admission: fall or frailty",
    ...made,
    source: "ICD-10 chapters XVIII and XX; R29.6, R54 and W19 as in the Hospital Frailty Risk Score (Gilbert 2018)",
    members: icd10({
      R296: "Tendency to fall",
      R54: "Senility",
      W00: "Fall on same level involving ice and snow",
      W01: "Fall on same level from slipping, tripping and stumbling",
      W02: "Fall involving ice-skates, skis, roller-skates or skateboards",
      W03: "Other fall on same level due to collision with, or pushing by, another person",
      W04: "Fall while being carried or supported by other persons",
      W05: "Fall involving wheelchair",
      W06: "Fall involving bed",
      W07: "Fall involving chair",
      W08: "Fall involving other furniture",
      W09: "Fall involving playground equipment",
      W10: "Fall on and from stairs and steps",
      W11: "Fall on and from ladder",
      W12: "Fall on and from scaffolding",
      W13: "Fall from, out of or through building or structure",
      W14: "Fall from tree",
      W15: "Fall from cliff",
      W16: "Diving or jumping into water causing injury other than drowning or submersion",
      W17: "Other fall from one level to another",
      W18: "Other fall on same level",
      W19: "Unspecified fall",
    }),
  },
];
