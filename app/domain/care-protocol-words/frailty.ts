import type { ProcessWords } from "./words";

const CARE_HOMES = "Enhanced Health in Care Homes, version 3";
const FIRST = [
  "Moderate frailty: within {frailty.cga-weeks-moderate} of its first record",
  "Severe frailty: within {frailty.cga-weeks-severe}",
  "Care home: within 7 working days of the move, and of each return from hospital",
];
const EVENTS = "a fall, delirium, an emergency admission, a move into a care home or loss of weight";

export const FRAILTY_WORDS: Readonly<Record<string, ProcessWords>> = {
  FR1: {
    who: `People from 65 without frailty recorded by a clinician: moderate or severe by the Electronic Frailty Index, or ${EVENTS} in the last {frailty.trigger-months}`,
    often:
      "Within {frailty.confirm-weeks} of such an event; at once by the index alone; every {frailty.review-months} where it was ruled out",
    fixed: { "Electronic Frailty Index; GP contract 2017/18": [65] },
  },
  FR2: {
    who: "People with mild, moderate or severe frailty recorded by a clinician",
    often: `Every {frailty.review-months}; within {frailty.confirm-weeks} of ${EVENTS} in the last {frailty.trigger-months}`,
  },
  FR3: {
    who: "People from 65 with {#frailty.multimorbid-conditions} long-term conditions or more, of whom nobody recorded whether they are frail",
    often: "Every {frailty.gait-months}",
    target:
      "By the latest of the three: 4 m in {#frailty.gait-seconds} s or less, timed up and go {#frailty.up-and-go-seconds} s or less, PRISMA-7 under {#frailty.prisma-points}",
    fixed: { "Electronic Frailty Index": [65], "NICE NG56": [4] },
  },
  FR4: {
    who: "People with moderate or severe frailty recorded by a clinician, and all in care homes",
    often: [...FIRST, "After that every {frailty.review-months}"],
    fixed: { [CARE_HOMES]: [7] },
  },
  FR5: {
    who: "People with moderate or severe frailty recorded by a clinician, and all in care homes",
    often: [
      ...FIRST,
      "After that every {frailty.plan-months-moderate}, with severe frailty every {frailty.plan-months-severe}",
    ],
    fixed: { [CARE_HOMES]: [7] },
  },
  FR6: { who: "People with severe frailty recorded by a clinician", often: "Every {frailty.review-months}" },
  FR7: { who: "People with mild frailty recorded by a clinician", often: "Every {frailty.review-months}" },
};
