import type { ProcessWords } from "./words";

export const CARERS_WORDS: Readonly<Record<string, ProcessWords>> = {
  CA1: {
    who: "People without a carer among those to ring: with moderate or severe frailty or dementia, at the end of life, housebound, or with {#carers.ask-conditions} long-term conditions or more",
    often: "Every {carers.ask-months}",
  },
  CA2: {
    who: "People who are carers, and people who have one",
    often: "Within {carers.assessment-days} of knowing it, or of strain; then every {carers.assessment-months}",
  },
  CA3: {
    who: "People whose carer is under strain or the only one; carers from {carers.older-carer-age}",
    often:
      "Within {carers.contingency-weeks} of strain, or of there being one carer only; then every {carers.contingency-months}",
  },
};
