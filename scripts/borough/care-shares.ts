/**
 * Care of older people, of the frail, of carers and at the end of life: whom it is for and what share had it in time.
 * Shares are [P] unless a line says otherwise: no published figure was found, and each leaves real work for somebody.
 */
import {
  type CareFor,
  daysSince,
  emergenciesWithin,
  emergencyAgo,
  fellAgo,
  frailtyTriggerAgo,
  isCarer,
  isFrailFrom,
  lately,
  latestOf,
} from "./care-person";
import { type Care, careAgo } from "./care-record";
import { between, chance, normal, type Random } from "./random";

const old = (from: number) => (who: CareFor) => who.age >= from;
const frailSince = (who: CareFor) => who.frail?.daysAgo;
/** Frail people are seen more often. */
const forFrail = (frail: number, others: number) => (who: CareFor) => (who.frail ? frail : others);

const mustPoints = (who: CareFor, random: Random) => {
  const atRisk = who.inCareHome || isFrailFrom(who, "moderate") ? 0.25 : 0.07;
  return chance(random, atRisk) ? between(random, 1, 3) : 0;
};

const FRAILTY: readonly Care[] = [
  {
    records: [{ set: "care-prisma-7", value: ({ band }, random) => (band === "fit" ? 0 : 1) + between(random, 0, 2) }],
    who: (who) => who.age >= 65 && who.conditions >= 2 && !who.frail,
    months: 12,
    share: 0.55,
  },
  {
    records: ["care-cga"],
    who: (who) => who.inCareHome || isFrailFrom(who, "moderate"),
    months: 12,
    share: ({ inCareHome }) => (inCareHome ? 0.72 : 0.58),
    since: (who) => (who.inCareHome ? daysSince(who.facts, "livesInCareHome") : frailSince(who)),
    as: "procedure",
  },
  {
    records: ["care-personalised-plan", "care-goals-agreed", "care-named-coordinator"],
    who: (who) => who.inCareHome || isFrailFrom(who, "moderate"),
    months: (who) => (isFrailFrom(who, "severe") ? 6 : 12),
    share: 0.62,
    since: (who) => (who.inCareHome ? daysSince(who.facts, "livesInCareHome") : frailSince(who)),
  },
  { records: ["care-shared-record-consent"], who: (who) => isFrailFrom(who, "severe"), months: 12, share: 0.8 },
  {
    records: ["care-strength-balance-advice", "care-social-contact", { set: "must", value: mustPoints }],
    who: ({ frail }) => frail?.band === "mild",
    months: 12,
    share: 0.65,
  },
];

const atRiskOfFalls = ({ registers, facts }: CareFor) =>
  ["dementia", "stroke", "learningDisability", "osteoporosis", "falls"].some((of) => registers.has(of as never)) ||
  daysSince(facts, "parkinsons", "fall", "recurrentFalls") !== undefined;

const needsFallsAssessment = (who: CareFor) =>
  who.age >= 50 &&
  fellAgo(who) !== undefined &&
  (who.frail !== undefined || lately(daysSince(who.facts, "recurrentFalls"), 360) !== undefined);

const dizzyOrFell = (who: CareFor) => latestOf([fellAgo(who), lately(daysSince(who.facts, "dizziness"), 360)]);

const FALLS: readonly Care[] = [
  {
    records: ["care-falls-asked"],
    who: (who) => who.age >= 65 || (who.age >= 50 && (atRiskOfFalls(who) || who.frail !== undefined)),
    months: 12,
    share: forFrail(0.76, 0.6),
  },
  { records: ["care-falls-assessment"], who: needsFallsAssessment, share: 0.6, since: fellAgo, as: "procedure" },
  {
    records: ["care-falls-exercise-referral", "care-falls-exercise"],
    who: needsFallsAssessment,
    share: 0.5,
    since: fellAgo,
  },
  {
    records: ["care-hazards-at-home"],
    who: (who) => needsFallsAssessment(who) && !who.inCareHome,
    share: 0.52,
    since: fellAgo,
    as: "procedure",
  },
  {
    records: [
      {
        set: "care-postural-drop",
        value: ({ deficits }, random) =>
          Math.max(0, Math.round((deficits.has("hypotension") ? 17 : 6) + 6 * normal(random))),
        unit: "mm[Hg]",
      },
    ],
    who: (who) =>
      dizzyOrFell(who) !== undefined ||
      who.registers.has("type2Diabetes") ||
      (who.age >= 80 && who.registers.has("hypertension")),
    months: 12,
    share: 0.55,
    since: dizzyOrFell,
  },
];

const fractureAgo = (who: CareFor) => daysSince(who.facts, "hipFracture", "forearmFracture");
const onBoneDrug = (who: CareFor) => who.medicines.has("alendronicAcid");

const BONES: readonly Care[] = [
  {
    records: [
      {
        set: "care-fracture-risk",
        value: ({ age }, random) => Math.max(2, Math.round((age - 50) / 3 + 3 * normal(random))),
        unit: "%",
      },
    ],
    who: (who) => {
      if (onBoneDrug(who) || who.age < 18) return false;
      if (fractureAgo(who) !== undefined || who.age >= (who.sex === "female" ? 65 : 75)) return true;
      return who.age >= 50 && (fellAgo(who) !== undefined || daysSince(who.facts, "smoker") !== undefined);
    },
    months: 60,
    share: ({ age }) => (age >= 65 ? 0.62 : 0.45),
    since: fractureAgo,
  },
  { records: ["care-bone-drug-review"], who: onBoneDrug, months: 12, share: 0.65 },
  { records: ["care-bone-drug-holiday"], who: onBoneDrug, share: 0.4, since: () => 90 },
];

const demented = ({ registers }: CareFor) => registers.has("dementia");

/** Dementia plan reviewed: about 3 of 4 before 2020 (QOF) [M], fewer since [P]. */
const MIND: readonly Care[] = [
  {
    records: ["care-memory-asked"],
    who: (who) =>
      !demented(who) &&
      (who.age >= 75 ||
        who.frail !== undefined ||
        who.registers.has("stroke") ||
        daysSince(who.facts, "parkinsons") !== undefined ||
        (who.age >= 65 && who.diabetic)),
    months: 12,
    share: 0.62,
  },
  {
    records: ["care-dementia-plan-review"],
    who: demented,
    months: 12,
    share: 0.68,
    declined: "declined-dementia-plan-review",
  },
  { records: ["care-named-coordinator"], who: demented, share: 0.62 },
  {
    records: ["care-antipsychotic-review"],
    who: (who) => demented(who) && who.medicines.has("olanzapine"),
    months: 1.4,
    share: 0.6,
  },
  { records: ["care-delirium-risk"], who: (who) => who.inCareHome && who.age >= 65, share: 0.7, since: inHomeFor },
  {
    records: ["care-mood-asked"],
    who: (who) => who.frail !== undefined || who.conditions >= 1 || who.diabetic || isCarer(who),
    months: 12,
    share: forFrail(0.72, 0.66),
  },
  {
    records: [
      {
        set: "care-loneliness",
        value: ({ band }, random) => (chance(random, band === "fit" ? 0.08 : 0.18) ? 6 : 3) + between(random, 0, 2),
      },
    ],
    who: (who) => daysSince(who.facts, "livesAlone", "housebound", "isCarer") !== undefined,
    months: 12,
    share: 0.64,
  },
];

function inHomeFor(who: CareFor) {
  return daysSince(who.facts, "livesInCareHome");
}

const catheterAgo = (who: CareFor) => careAgo(who, "long-term-catheter")?.daysAgo;
const hasCatheter = (who: CareFor) => catheterAgo(who) !== undefined;

/** Sight: about two of three older people had a test lately [P]. MUST in care homes 70 % [P]: monthly, so never long. */
const BODY: readonly Care[] = [
  {
    records: ["long-term-catheter"],
    who: (who) => who.age >= 65 && (who.inCareHome || who.registers.has("housebound")),
    share: 0.07,
  },
  { records: ["care-catheter-changed"], who: hasCatheter, months: 2.8, share: 0.8, since: catheterAgo },
  { records: ["care-catheter-needed"], who: hasCatheter, months: 6, share: 0.6, since: catheterAgo },
  {
    records: ["care-continence-asked"],
    who: (who) => who.frail !== undefined || demented(who) || who.diabetic || (who.sex === "female" && who.age >= 65),
    months: 12,
    share: forFrail(0.68, 0.57),
  },
  {
    records: [{ set: "care-waterlow", value: (_, random) => between(random, 8, 22) }],
    who: (who) => who.inCareHome || who.registers.has("housebound"),
    months: ({ inCareHome }) => (inCareHome ? 1 : 12),
    share: ({ inCareHome }) => (inCareHome ? 0.75 : 0.65),
    since: (who) => (who.inCareHome ? inHomeFor(who) : daysSince(who.facts, "housebound")),
  },
  {
    records: [{ set: "must", value: mustPoints }],
    who: (who) =>
      who.inCareHome ||
      isFrailFrom(who, "moderate") ||
      (who.age >= 75 && who.frail?.band !== "mild") ||
      lately(daysSince(who.facts, "weightLoss"), 360) !== undefined,
    months: ({ inCareHome }) => (inCareHome ? 1 : 12),
    share: ({ inCareHome }) => (inCareHome ? 0.7 : 0.62),
    since: (who) => lately(daysSince(who.facts, "weightLoss"), 360),
  },
  {
    records: ["care-sight-test"],
    who: (who) => who.age >= 60 && !who.diabetic,
    months: ({ age }) => (age >= 70 ? 12 : 24),
    share: 0.66,
    as: "procedure",
  },
  {
    records: ["care-hearing"],
    who: (who) => demented(who) || who.deficits.has("hearing-loss"),
    months: (who) => (demented(who) ? 24 : 120),
    share: 0.7,
    since: (who) => (demented(who) ? undefined : daysSince(who.facts, "hearingLoss")),
    as: "procedure",
  },
];

const strainedAgo = (who: CareFor) => careAgo(who, "carer-strain")?.daysAgo;

const CARERS: readonly Care[] = [
  { records: ["carer-strain"], who: (who) => isCarer(who) && who.age >= 18, share: 0.05 },
  {
    records: ["care-carer-asked"],
    who: (who) =>
      who.needsCare || who.registers.has("housebound") || who.registers.has("palliative") || who.conditions >= 4,
    months: 12,
    share: 0.7,
  },
  {
    records: ["care-carers-assessment"],
    who: (who) => isCarer(who) || who.needsCare || daysSince(who.facts, "hasCarer") !== undefined,
    months: 12,
    share: 0.5,
    declined: "declined-carers-assessment",
    since: (who) => latestOf([daysSince(who.facts, "isCarer"), strainedAgo(who)]) ?? daysSince(who.facts, "hasCarer"),
  },
  {
    records: ["care-carer-contingency"],
    who: (who) => (isCarer(who) && who.age >= 75) || strainedAgo(who) !== undefined,
    share: 0.58,
    since: strainedAgo,
  },
];

/** Days since what points to it: severe frailty, or the last of two emergency admissions in half a year. */
const nearEndAgo = (who: CareFor) =>
  latestOf([
    isFrailFrom(who, "severe") ? frailSince(who) : undefined,
    emergenciesWithin(who, 181) >= 2 ? emergencyAgo(who) : undefined,
  ]);
const bereavedAgo = (who: CareFor) => lately(who.bereavedDaysAgo, 360);
const dying = ({ registers }: CareFor) => registers.has("palliative");
const onRegisterFor = (who: CareFor) => daysSince(who.facts, "palliativeCare");

const END_OF_LIFE: readonly Care[] = [
  {
    records: ["care-end-of-life-considered"],
    who: (who) => !dying(who) && nearEndAgo(who) !== undefined,
    months: 6,
    share: 0.68,
    since: nearEndAgo,
  },
  { records: ["bereaved"], who: (who) => bereavedAgo(who) !== undefined, share: 0.85, since: bereavedAgo },
  {
    records: ["care-bereavement-contact"],
    who: (who) => careAgo(who, "bereaved") !== undefined,
    share: 0.68,
    since: bereavedAgo,
  },
  {
    records: ["care-advance-plan", "care-shared-with-ucp"],
    who: (who) => dying(who) || isFrailFrom(who, "moderate") || demented(who),
    months: 6,
    share: 0.6,
    declined: "declined-advance-plan",
    since: (who) => (dying(who) ? onRegisterFor(who) : isFrailFrom(who, "moderate") ? frailSince(who) : undefined),
  },
];

export const CARE_OF_OLDER_PEOPLE: readonly Care[] = [
  ...FRAILTY,
  ...FALLS,
  ...BONES,
  ...MIND,
  ...BODY,
  ...CARERS,
  ...END_OF_LIFE,
];

/** Whoever is looked at for frailty: 60 % of the moderately and severely frail have the scale recorded [P]. */
export const FRAILTY_SCALE = {
  who: (who: CareFor) =>
    old(65)(who) &&
    (who.band === "moderate" ||
      who.band === "severe" ||
      who.frail !== undefined ||
      frailtyTriggerAgo(who) !== undefined),
  share: 0.62,
} as const;
