import type { ProcessWords } from "./words";

export const END_OF_LIFE_WORDS: Readonly<Record<string, ProcessWords>> = {
  EL1: {
    who: [
      "People not on the palliative register whose record shows severe frailty (Clinical Frailty Scale 7 or more), dementia at its last stage, heart failure of class III or IV, COPD with long-term oxygen, kidney failure without dialysis (eGFR under 15) or metastatic cancer",
      "From {end-of-life.admissions-from-age}, with a long-term condition: 2 emergency admissions in 6 months, without any other sign",
    ],
    often:
      "Within {end-of-life.consider-within-months} of a new sign; every {end-of-life.consider-months} while the signs last",
    fixed: { "Clinical Frailty Scale": [7], "NICE NG203": [15], SPICT: [2, 6] },
  },
  EL2: {
    who: "People on the palliative register",
    often: [
      "Red (days): every {end-of-life.red-days}",
      "Yellow (weeks): every {end-of-life.yellow-weeks}",
      "Green (months): every {end-of-life.green-months}",
      "Blue (a year or more): every {end-of-life.blue-months}",
      "Stage not recorded: within {end-of-life.stage-weeks}, and again every {end-of-life.stage-weeks}",
    ],
  },
  EL3: {
    who: "People at the end of life, with moderate or severe frailty, or with dementia",
    often: "Offered within {end-of-life.offer-weeks}; reviewed every {end-of-life.plan-months}",
    target: "Shared with crews since it was last changed",
  },
  EL4: { who: "People on the palliative register, stage yellow or red", often: "At once; once is enough" },
  EL5: {
    who: "People bereaved in the last {end-of-life.bereavement-months}",
    often: "Once, within {end-of-life.bereavement-weeks} of the death",
  },
  "EL5-later": {
    who: "People bereaved in the last {end-of-life.bereavement-months}",
    often:
      "Once, within {end-of-life.bereavement-later-months} of the death; a contact counts from a month before that",
  },
};
