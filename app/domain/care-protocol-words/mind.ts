import type { ProcessWords } from "./words";

export const MIND_WORDS: Readonly<Record<string, ProcessWords>> = {
  CO1: {
    who: "People without dementia: with frailty, Parkinson's disease or stroke; with diabetes from {mind.memory-from-age-diabetes}; everybody from {mind.memory-from-age}",
    often: "Every {mind.memory-months}",
    target: "6CIT below 8",
    fixed: { "Brooke and Bullock, Int J Geriatr Psychiatry 1999": [8] },
  },
  CO2: { who: "People with dementia", often: "Every {mind.dementia-plan-months}" },
  CO3: { who: "People with dementia", often: "At once; once is enough" },
  CO4: {
    who: "People with dementia who take an antipsychotic",
    often: "Within {mind.antipsychotic-weeks} of the start, then every {mind.antipsychotic-weeks} while it goes on",
    target: "Not longer than {mind.antipsychotic-flag-weeks} without a review",
  },
  "CO4-stop": {
    who: "People with dementia and {mind.antipsychotic-flag-weeks} of an antipsychotic without a review",
    often: "At once, on the day after that",
  },
  CO5: {
    who: "People from {mind.delirium-from-age} with new confusion in the last {mind.new-confusion-days}",
    often: "On the same day; overdue after 1 day",
    target: "4AT below {#mind.4at-points}",
    fixed: { "Confer: days, not hours, are known": [1] },
  },
  "CO5-risk": {
    who: "People from {mind.delirium-from-age} in a care home: moved in the last {mind.delirium-risk-months}, or assessed before",
    often: "Within {mind.delirium-risk-days} of the move, then every {mind.delirium-risk-months}",
  },
  CO6: {
    who: "People with delirium in the last {mind.after-delirium-months}",
    often: "Once, {mind.after-delirium-from-weeks} to {mind.after-delirium-to-weeks} after it",
  },
  DE1: {
    who: "People from {mind.adult-from-age} with frailty or a long-term condition, who are carers, or bereaved in the last 12 months",
    often:
      "Every {mind.mood-months}; within {mind.bereaved-weeks} of a bereavement, where neither frailty nor being a carer asks for it",
    target: "PHQ-9 below {#mind.phq-9-points}, GDS-15 below {#mind.gds-15-points}",
    fixed: { Confer: [12] },
  },
  LO1: {
    who: "People from {mind.adult-from-age} who live alone, are housebound, are carers, or were bereaved in the last 12 months",
    often:
      "Every {mind.loneliness-months}; within {mind.bereaved-weeks} of a bereavement, where nothing else asks for it",
    target: "UCLA-3 below {#mind.loneliness-points}",
    fixed: { Confer: [12] },
  },
};
