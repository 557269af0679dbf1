import type { ProcessWords } from "./words";

const NG249 = "NICE NG249";
const FALL =
  "a fall in the last 12 months together with frailty, an injury or fracture, loss of consciousness, being unable to get up, or a second fall";

export const FALLS_WORDS: Readonly<Record<string, ProcessWords>> = {
  FA1: {
    who: "Everybody from 65; from 50 with frailty, an earlier fall, a problem of gait or balance, dementia, Parkinson's disease, multiple sclerosis, stroke, a learning disability or osteoporosis",
    often: "Every {falls.ask-months}",
    fixed: { [NG249]: [65, 50] },
  },
  FA2: {
    who: `People from 50 with ${FALL}`,
    often: "Within {falls.assess-weeks} of the fall; each new fall asks again",
    fixed: { [NG249]: [50, 12] },
  },
  FA3: {
    who: `People from 50 with ${FALL}; or with a problem of gait or balance`,
    often: "Completed within {falls.exercise-weeks}; each new fall asks again",
    fixed: { [NG249]: [50, 12] },
  },
  FA4: {
    who: `People from 50 who do not live in a care home, with ${FALL}`,
    often: "Within {falls.home-weeks} of the fall, or of a later move",
    fixed: { [NG249]: [50, 12] },
  },
  FA5: {
    who: "People with a fall or dizziness in the last 12 months, with type 2 diabetes, or from 80 with hypertension",
    often: "Every {falls.standing-pressure-months}; a fall or dizziness asks for a measurement since then",
    target: "Systolic pressure lower by less than 20 mmHg on standing",
    fixed: { "NICE NG136 1.1.5 and 1.1.6": [80, 20], Confer: [12] },
  },
  FA6: {
    who: "People from 65 with 2 falls or more in 12 months",
    often: "Within {falls.medicines-weeks} of the latest fall",
    fixed: { "STOPP/START version 3": [65, 2, 12] },
  },
};
