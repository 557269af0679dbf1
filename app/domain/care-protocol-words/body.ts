/** Continence, skin, nutrition, sight, hearing. */
import type { ProcessWords } from "./words";

export const CONTINENCE_AND_SKIN_WORDS: Readonly<Record<string, ProcessWords>> = {
  UC1: {
    who: "People without a long-term catheter: women from {continence-and-skin.women-from-age}; anybody with frailty, dementia or diabetes",
    often: "Every {continence-and-skin.ask-months}",
  },
  UC2: {
    who: "People with a long-term catheter",
    often:
      "Within {continence-and-skin.catheter-weeks} of its being put in, then every {continence-and-skin.catheter-weeks}",
  },
  "UC2-need": {
    who: "People with a long-term catheter",
    often:
      "Within {continence-and-skin.catheter-need-months} of its being put in, then every {continence-and-skin.catheter-need-months}",
  },
  SK1: {
    who: [
      "Everybody in a care home; everybody housebound or confined to bed",
      "People visited by community services who have had a pressure ulcer, have dementia or severe frailty; {continence-and-skin.caseload-months} without a visit make the next a first one",
    ],
    often: [
      "Nursing home: within 1 day of admission; other care homes: within {continence-and-skin.care-home-days}; then every {continence-and-skin.care-home-months}",
      "At home: within 1 day of the first visit, then every {continence-and-skin.home-months}",
      "A new pressure ulcer asks again",
    ],
    fixed: { "NICE CG179 and QS89: within hours, of which only days are known": [1] },
  },
  SK2: {
    who: "People with a pressure ulcer that nobody has recorded as healed",
    often: "Within {continence-and-skin.ulcer-review-weeks}, then every {continence-and-skin.ulcer-review-weeks}",
    target: "Smaller than {continence-and-skin.shrink-weeks} before",
  },
};

export const NUTRITION_AND_SENSES_WORDS: Readonly<Record<string, ProcessWords>> = {
  NU1: {
    who: "Everybody in a care home; people whose last MUST was 1 or more; with frailty; with loss of weight or concern about nutrition in the last 12 months; everybody from {nutrition-and-senses.must-from-age}",
    often: [
      "Care home, or high risk (2 or more): every 1 month",
      "Medium risk (1): every {nutrition-and-senses.medium-risk-months}",
      "Low risk, or not screened yet: every 12 months",
      "Loss of weight or concern alone: within 4 weeks",
    ],
    target: "MUST 0, or weight that rises",
    fixed: { "BAPEN, Malnutrition Universal Screening Tool": [0, 1, 2, 12], Confer: [4, 12] },
  },
  SE1: {
    who: "People from {nutrition-and-senses.sight-from-age} without diabetes",
    often:
      "Every {nutrition-and-senses.sight-months}; from {nutrition-and-senses.sight-yearly-from-age} every {nutrition-and-senses.sight-months-yearly}",
  },
  SE2: {
    who: "People with dementia or mild cognitive impairment; people who reported difficulty with hearing",
    often:
      "Once after the report; with dementia or mild cognitive impairment every {nutrition-and-senses.hearing-months}, and again after a new report",
  },
};
