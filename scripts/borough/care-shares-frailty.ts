/**
 * Care of frailty, falls and bones: whom it is for and what share had it in time. Shares are [P] unless a line says
 * otherwise: no published figure was found, and each leaves real work for somebody.
 */
import { type CareFor, daysSince, fellAgo, frailtyTriggerAgo, isFrailFrom, lately, latestOf } from "./care-person";
import type { Care } from "./care-record";
import { between, chance, normal, type Random } from "./random";

export const frailSince = (who: CareFor) => who.frail?.daysAgo;
/** Frail people are seen more often. */
export const forFrail = (frail: number, others: number) => (who: CareFor) => (who.frail ? frail : others);

/** Points only in those who have the deficit: they would be one of their own. */
export const mustPoints = ({ deficits }: CareFor, random: Random) =>
  deficits.has("weight-loss") && chance(random, 0.7) ? between(random, 1, 3) : 0;

const FRAILTY: readonly Care[] = [
  {
    records: [
      {
        set: "care-prisma-7",
        value: ({ band }, random) => (band !== "fit" && chance(random, 0.3) ? 3 : between(random, 0, 2)),
      },
    ],
    who: (who) => who.age >= 65 && who.conditions >= 2 && !who.frail,
    months: 12,
    share: 0.68,
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

export const CARE_OF_THE_FRAIL: readonly Care[] = [...FRAILTY, ...FALLS, ...BONES];

/** Whoever is looked at for frailty: 60 % of the moderately and severely frail have the scale recorded [P]. */
export const FRAILTY_SCALE = {
  who: (who: CareFor) =>
    who.age >= 65 &&
    (who.band === "moderate" ||
      who.band === "severe" ||
      who.frail !== undefined ||
      frailtyTriggerAgo(who) !== undefined),
  share: 0.62,
} as const;
