/** Medicines and vaccines. */
import type { ProcessWords } from "./words";

const SPS = "Specialist Pharmacy Service";

export const MEDICINES_WORDS: Readonly<Record<string, ProcessWords>> = {
  ME1: {
    who: "People from {medicines.structured-from-age} who had a medicine in 90 days, and one of these: a care home, 10 medicines or more, severe frailty, housebound, 2 falls in 12 months, {#medicines.recurrent-admissions} emergency admissions in 12 months, or methotrexate, lithium, an opioid, gabapentin or pregabalin, a benzodiazepine or a Z-drug",
    often: "Every 12 months; within {medicines.after-trigger-weeks} of a discharge or a fall",
    fixed: {
      "Network Contract DES 2021/22": [12],
      "NHS Business Services Authority, polypharmacy": [90, 10],
      Confer: [2],
    },
  },
  ME2: {
    who: "People who had a medicine in 90 days",
    often: "Every {medicines.review-months}; from 75 with 4 medicines or more every {medicines.review-months-75}",
    fixed: { "National Service Framework for Older People 2001": [75, 4], Confer: [90] },
  },
  ME3: {
    who: "People discharged from hospital in the last {medicines.reconcile-for-days}",
    often: "Within {medicines.reconcile-days} of the discharge",
  },
  ME4: {
    who: "People who take a direct oral anticoagulant",
    often: [
      "Every 12 months; from {medicines.doac-older-from} every 4 months",
      "Creatinine clearance under 60 ml/min: as many months as a tenth of it; the shortest interval holds",
      "At once where weight or creatinine was never recorded",
    ],
    fixed: { [SPS]: [12, 4, 60] },
  },
  "ME4-review": {
    who: "People who take a direct oral anticoagulant",
    often: "Every {medicines.doac-review-months}",
  },
  "ME4-bloods": {
    who: "People who take a direct oral anticoagulant",
    often: "Every 12 months",
    fixed: { [SPS]: [12] },
  },
};

const AT_RISK =
  "heart failure, coronary heart disease, COPD, chronic kidney or liver disease, stroke or TIA, Parkinson's disease, multiple sclerosis, a learning disability, no working spleen or immunosuppression";
const GREEN_BOOK = "Green Book; UK Health Security Agency letters";

export const VACCINATION_WORDS: Readonly<Record<string, ProcessWords>> = {
  VA1: {
    who: `Everybody who is 65 by the end of the season, and all in care homes; from 18 carers and people with diabetes, ${AT_RISK}`,
    often:
      "Once each season, within {vaccination.influenza-weeks} of its first day; adults are asked from the day that its letter names",
    fixed: { [GREEN_BOOK]: [65, 18] },
  },
  VA2: {
    who: [
      "People of the age that the campaign's letter names, all in care homes, and the immunosuppressed",
      "Where the letter was not read, one cannot tell: from {vaccination.covid-unread-from-age}, in a care home, or at risk from influenza",
    ],
    often:
      "Once each campaign, within {vaccination.covid-weeks} of its first day; not within {vaccination.covid-days} of the last dose",
  },
  VA3: {
    who: "Everybody from 75, and all in care homes, since April 2026; before that, people of 75 to 79",
    often: "Once",
    fixed: { [GREEN_BOOK]: [75, 79, 2026] },
  },
  VA4: {
    who: "People who turned 65 since September 2023, up to 79; all from 70 to 79; from 18 the severely immunosuppressed; whoever has begun the course",
    often:
      "Once, two doses: the second within {vaccination.shingles-second-months} of the first, for the severely immunosuppressed within {vaccination.shingles-second-months-immunosuppressed}",
    fixed: { [GREEN_BOOK]: [65, 2023, 70, 79, 18] },
  },
  VA5: {
    who: `Everybody from 65; from 2 people with diabetes on insulin or other medicines for it, ${AT_RISK}`,
    often: "Once; without a working spleen or with chronic kidney disease: {vaccination.pneumococcal-again}",
    fixed: { [GREEN_BOOK]: [65, 2] },
  },
};
