/**
 * Approaching the end of life: the register and its stages, and end-stage organ disease (the conditions of SNEE ICS's
 * "die well" segment). Offers, refusals and assessments of the reference set are left out: they do not say that the
 * person is on the register. So are dialysis and transplant: treated kidney failure is not the end of life.
 */
import { type CodeSet, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};

export const END_OF_LIFE: CodeSet[] = [
  {
    id: "palliative-care",
    name: "Palliative or end-of-life care",
    ...made,
    version: "2026-11-22b",
    // Clinical Frailty Scale 9 is left out: a level is recorded anew and may fall, a register is left by a code.
    source: "NHS Digital primary care domain reference set palcare_cod, a selection",
    members: snomed({
      103735009: "Palliative care",
      "1403151000000103": "On palliative care register",
      "526631000000108": "On end of life care register",
      414937009: "On gold standards palliative care framework",
      182964004: "Terminal care",
      162608008: "Terminal illness - late stage",
      767503006: "Limited life expectancy of approximately one year",
      395669003: "Specialist palliative care treatment",
      "201511000000105": "Under care of palliative care service",
      "850951000000107": "Under care of palliative care specialist nurse",
      "1092551000000109": "Under care of hospice at home service",
      "514591000000108": "Completion of DS1500 terminal illness medical report",
      "1751111000000104": "Completion of SR1 form",
      "845701000000104": "Gold standards framework stage A - year plus prognosis",
      "845721000000108": "Gold standards framework stage B - months prognosis",
      "845751000000103": "Gold standards framework stage C - weeks prognosis",
      "845771000000107": "Gold standards framework stage D - days prognosis",
      "968211000000101": "Last months of life",
      "955231000000109": "Last weeks of life",
      "511401000000102": "Last days of life",
    }),
  },
  {
    id: "end-stage-disease",
    name: "End-stage heart, lung, kidney or liver disease",
    ...made,
    source: "SNEE ICS segmentation (conditions, MIT); ids selected by Confer from OpenSAFELY published lists",
    members: snomed({
      422293003: "New York Heart Association class IV",
      135836000: "End stage chronic obstructive airways disease",
      46177005: "End-stage renal disease",
      236434000: "End stage renal failure untreated by renal replacement therapy",
      708248004: "End stage liver disease",
    }),
  },
];
