/**
 * Care of heart, lung, kidney, stroke and medicines: whom it is for and what share had it in time. Shares are [P] unless
 * a line says otherwise.
 */
import {
  type CareFor,
  daysSince,
  dischargedAgo,
  emergenciesWithin,
  fellAgo,
  isFrailFrom,
  lately,
  latestOf,
  takes,
} from "./care-person";
import { type Care, careAgo } from "./care-record";
import type { ReasonForEncounter } from "./codes";
import { between, chance, normal, type Random } from "./random";

const has =
  (register: "heartFailure" | "atrialFibrillation" | "copd" | "stroke") =>
  ({ registers }: CareFor) =>
    registers.has(register);

/** Days since the discharge from the last emergency stay for that reason. */
const admittedFor = ({ facts }: CareFor, reason: ReasonForEncounter, within: number): number | undefined =>
  lately(
    latestOf(
      facts.attendances
        .filter((stay) => stay.kind === "emergency admission" && stay.reason === reason && stay.nights < stay.daysAgo)
        .map(({ daysAgo, nights }) => daysAgo - nights),
    ),
    within,
  );

/** Points of CHA2DS2-VASc, as somebody would have counted them. */
function strokeRisk({ age, sex, registers, diabetic }: CareFor): number {
  const of = (register: Parameters<typeof registers.has>[0], points: number) => (registers.has(register) ? points : 0);
  const vascular = registers.has("chd") || registers.has("pad") ? 1 : 0;
  const byAge = age >= 75 ? 2 : age >= 65 ? 1 : 0;
  const rest = of("heartFailure", 1) + of("hypertension", 1) + of("stroke", 2) + (diabetic ? 1 : 0);
  return byAge + (sex === "female" ? 1 : 0) + vascular + rest;
}

/** Age alone opens a new look at 65 and at 75. */
function strokeRiskChangedAgo(who: CareFor): number | undefined {
  const birthdays = [65, 75].map((years) => who.bornDaysAgo - Math.round(years * 365.25)).filter((ago) => ago > 0);
  const { facts } = who;
  return latestOf([
    ...birthdays,
    daysSince(facts, "atrialFibrillation"),
    daysSince(facts, "heartFailure"),
    daysSince(facts, "hypertension"),
    daysSince(facts, "stroke", "tia"),
    daysSince(facts, "ischaemicHeartDisease", "angina", "myocardialInfarction"),
    daysSince(facts, "pad"),
    daysSince(facts, "type2Diabetes", "type1Diabetes"),
  ]);
}

const HEART: readonly Care[] = [
  {
    records: ["care-heart-failure-review"],
    who: has("heartFailure"),
    months: 6,
    share: 0.65,
    since: (who) => admittedFor(who, "heartFailure", 180),
  },
  {
    records: [
      { set: "cha2ds2-vasc", value: strokeRisk },
      { set: "orbit", value: ({ age }, random) => (age >= 75 ? 1 : 0) + between(random, 0, 2) },
    ],
    who: has("atrialFibrillation"),
    months: (who) => (takes(who, "apixaban") ? 120 : 12),
    share: 0.7,
    since: strokeRiskChangedAgo,
  },
  {
    records: ["care-pulse-rhythm"],
    who: (who) => who.age >= 65 && !who.registers.has("atrialFibrillation"),
    months: 12,
    share: 0.68,
  },
];

function lowOxygenAgo(who: CareFor): number | undefined {
  const { value = 100, daysAgo } = careAgo(who, "oxygen-saturation") ?? {};
  return value <= 92 ? daysAgo : undefined;
}

/** COPD: three of four reviewed in a year before 2020 (QOF) [M]. */
const LUNG_AND_STROKE: readonly Care[] = [
  {
    records: [
      "care-copd-review",
      {
        set: "oxygen-saturation",
        value: (_, random) => (chance(random, 0.08) ? between(random, 88, 92) : between(random, 93, 98)),
        unit: "%",
      },
    ],
    who: has("copd"),
    months: 12,
    share: 0.72,
    since: (who) => admittedFor(who, "exacerbationOfCopd", 360),
  },
  {
    records: ["care-oxygen-assessment"],
    who: (who) => has("copd")(who) && lowOxygenAgo(who) !== undefined,
    share: 0.6,
    since: lowOxygenAgo,
  },
  {
    records: ["care-stroke-review"],
    who: has("stroke"),
    months: 12,
    share: 0.66,
    since: (who) => lately(latestOf([daysSince(who.facts, "stroke", "tia"), admittedFor(who, "stroke", 700)]), 700),
  },
  {
    records: [{ set: "urine-acr", value: (_, random) => tenths(0.4 + 9 * random() ** 2), unit: "mg/mmol" }],
    who: (who) => who.registers.has("ckd") && !who.diabetic,
    months: 12,
    share: 0.62,
  },
];

/** What calls for a structured review, beside a stay in hospital. */
const needsStructuredReview = (who: CareFor) =>
  who.inCareHome ||
  who.facts.medicines.length >= 10 ||
  isFrailFrom(who, "severe") ||
  who.registers.has("housebound") ||
  lately(daysSince(who.facts, "recurrentFalls"), 360) !== undefined ||
  emergenciesWithin(who, 364) >= 2 ||
  takes(who, "methotrexate", "lithium", "codeine", "morphine", "zopiclone");

const often = (who: CareFor) => who.age >= 75 && who.facts.medicines.length >= 4;
const onAnticoagulant = (who: CareFor) => takes(who, "apixaban");

const MEDICINES: readonly Care[] = [
  {
    records: ["care-structured-medication-review"],
    who: needsStructuredReview,
    months: 12,
    share: 0.58,
    since: (who) => lately(latestOf([fellAgo(who), dischargedAgo(who)]), 364),
    as: "procedure",
  },
  {
    records: ["care-medication-review"],
    who: ({ facts }) => facts.medicines.length > 0,
    months: (who) => (often(who) ? 6 : 12),
    share: (who) => (often(who) ? 0.72 : 0.82),
    as: "procedure",
  },
  {
    records: ["care-medicines-reconciled"],
    who: (who) => lately(dischargedAgo(who), 90) !== undefined,
    share: 0.75,
    since: dischargedAgo,
    as: "procedure",
  },
  {
    records: [
      { set: "weight", value: weight, unit: "kg" },
      { set: "creatinine", value: creatinine, unit: "umol/L" },
    ],
    who: onAnticoagulant,
    months: ({ age }) => (age >= 75 ? 4 : 6),
    share: 0.75,
  },
  { records: ["care-doac-review"], who: onAnticoagulant, months: 3, share: 0.6 },
  {
    records: [
      { set: "haemoglobin", value: haemoglobin, unit: "g/L" },
      { set: "alt", value: (_, random) => between(random, 9, 44), unit: "U/L" },
    ],
    who: onAnticoagulant,
    months: 12,
    share: 0.78,
  },
];

function weight({ sex, age }: CareFor, random: Random): number {
  return Math.round(Math.max((sex === "male" ? 82 : 69) - Math.max(age - 70, 0) * 0.4 + 12 * normal(random), 38));
}

/** Near the last one, so that nothing seems to have happened between. */
function creatinine({ facts, sex }: CareFor, random: Random): number {
  const last = facts.results.find(({ code }) => code === "creatinine")?.value ?? (sex === "male" ? 88 : 74);
  return Math.max(40, Math.round(last + 3 * normal(random)));
}

/** Out of range only in those who have the deficit, as in results.ts. */
function haemoglobin({ deficits, sex }: CareFor, random: Random): number {
  const lowest = sex === "male" ? 130 : 115;
  return deficits.has("anaemia") ? lowest - between(random, 2, 28) : lowest + between(random, 3, 32);
}

const tenths = (value: number) => Math.round(value * 10) / 10;

export const CARE_OF_CONDITIONS: readonly Care[] = [...HEART, ...LUNG_AND_STROKE, ...MEDICINES];
