import type { ProcessWords } from "./words";

export const BONES_WORDS: Readonly<Record<string, ProcessWords>> = {
  BO1: {
    who: [
      "Women from 65 and men from 75",
      "From 18 after a fragility fracture, or with a steroid for {bones.steroid-days} or {#bones.steroid-courses} prescriptions of one in 12 months",
      "From 50 with a fall in 12 months, a body mass index below 18.5, smoking, a parent's hip fracture, or alcohol that weakens bones",
      "Not for those on treatment for osteoporosis: they have reviews",
    ],
    often: "Every {bones.risk-months}; within {bones.risk-weeks} of a fracture or of such a steroid",
    fixed: { "NICE CG146": [65, 75, 18, 50, 18.5], Confer: [12] },
  },
  BO2: {
    who: "People after a fragility fracture of hip or spine, with a T-score of −2.5 or lower, or with a fracture risk recorded as above the threshold",
    often: "Within {bones.treat-weeks} of that; done while both are taken",
    fixed: { "World Health Organization; START H3": [2.5] },
  },
  BO3: { who: "People on treatment for osteoporosis", often: "Every {bones.review-months}" },
  "BO3-pause": {
    who: "People on treatment for osteoporosis after {#bones.pause-years-mouth} years of tablets or {#bones.pause-years-vein} of zoledronic acid; from {bones.later-pause-age}, after a fracture of hip or spine or on a steroid after {#bones.pause-years-mouth-highest} or {#bones.pause-years-vein-highest}",
    often: "Once, within {bones.pause-decide-months} of that day",
  },
  "BO3-denosumab": {
    who: "People given denosumab and no bisphosphonate since",
    often: "Every {bones.denosumab-months}",
    target: "Not more than {bones.denosumab-alert-weeks} late",
  },
};
