/**
 * Care of mind, body and senses, of carers and at the end of life: whom it is for and what share had it in time. Shares
 * are [P] unless a line says otherwise.
 */
import {
  type CareFor,
  daysSince,
  emergenciesWithin,
  emergencyAgo,
  isCarer,
  isFrailFrom,
  lately,
  latestOf,
} from "./care-person";
import { type Care, careAgo } from "./care-record";
import { CARE_OF_THE_FRAIL, forFrail, frailSince, mustPoints } from "./care-shares-frailty";
import { between, chance } from "./random";

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

const ulcerAgo = (who: CareFor) => daysSince(who.facts, "pressureUlcer");
const healingAgo = (who: CareFor) => Math.max((ulcerAgo(who) ?? 0) - 40, 1);
const catheterAgo = (who: CareFor) => careAgo(who, "long-term-catheter")?.daysAgo;
const hasCatheter = (who: CareFor) => catheterAgo(who) !== undefined;

/** Sight: about two of three older people had a test lately [P]. MUST in care homes 70 % [P]: monthly, so never long. */
const BODY: readonly Care[] = [
  { records: ["pressure-ulcer-healed"], who: (who) => (ulcerAgo(who) ?? 0) > 60, share: 0.95, since: healingAgo },
  {
    records: [{ set: "care-pressure-ulcer-review", value: (_, random) => between(random, 1, 12), unit: "cm2" }],
    who: (who) => ulcerAgo(who) !== undefined && careAgo(who, "pressure-ulcer-healed") === undefined,
    months: 0.23,
    share: 0.8,
    since: ulcerAgo,
  },
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
    months: 12,
    share: 0.62,
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
  ...CARE_OF_THE_FRAIL,
  ...MIND,
  ...BODY,
  ...CARERS,
  ...END_OF_LIFE,
];
