/**
 * Packages of diabetes with frailty, and of the diabetic foot at high risk or with an active problem.
 * Frailty: Strain WD et al. Diabetes Ther 2021;12:1227-47. Foot: NICE NG19, as quoted by diabetesframe.org. What would
 * change somebody's medicines waits for a clinical lead. Insulin is never proposed to be stopped.
 */
import type { CarePerson } from "../care-gap";
import { footRisk } from "../care-protocols/diabetes-feet";
import { diabetesType, hasDiabetes } from "../care-protocols/diabetes-register";
import { FOOT_CLASSES } from "../code-sets/diabetes-feet";
import { dateInWords } from "../dates";
import { ever, holds } from "../feature";
import { frailtyRecordedAs } from "./frailty";
import { hasCarer } from "./items";
import {
  type CarePackage,
  carePackage,
  days,
  type Entered,
  months,
  type PackageContext,
  spellSince,
  weeks,
  workingDays,
} from "./package";

const STRAIN = "Strain WD et al. Diabetes Ther 2021;12:1227-47; limits proposed by Confer";
const NG19 = "NICE NG19, as quoted by diabetesframe.org";

function frailWithDiabetes(person: CarePerson): Entered | undefined {
  const type = diabetesType(person);
  const frail = type && frailtyRecordedAs(person, ["mild", "moderate", "severe"]);
  if (!frail) return undefined;
  return { because: `${type === "other" ? "Diabetes" : `Diabetes ${type}`}; ${frail.because}`, since: frail.since };
}

const FRAILTY_AND_DIABETES = carePackage({
  id: "frailty-and-diabetes",
  name: "Frailty and diabetes",
  who: "Diabetes, with frailty of any degree as a clinician recorded it",
  entry: frailWithDiabetes,
  goals: [
    { id: "no-hypo", words: "Have no low blood sugar" },
    { id: "feet", words: "Keep my feet whole" },
    { id: "simple", words: "Have a simple routine of medicines and tests" },
  ],
  actions: [
    {
      id: "too-tight",
      does: "DM4",
      what: "Diabetes treatment that is too tight: act on it",
      owner: "PH",
      within: weeks(2),
      meets: ["DM4"],
      onlyWhenDue: true,
      treatment: true,
    },
    { id: "simplify", what: "Simplify sulfonylurea or insulin", owner: "DSN", within: weeks(4), treatment: true },
    {
      id: "foot-check",
      does: "FT1",
      what: "Check the feet at the interval of their risk",
      owner: "POD",
      within: weeks(4),
      meets: ["FT1"],
      onlyWhenDue: true,
    },
    {
      id: "glucose-testing",
      what: "Agree who tests glucose, when, and what to do with the number",
      owner: "CN",
      within: weeks(4),
    },
    {
      id: "sick-day",
      does: "DM8",
      what: "Give the card for sick days and for low blood sugar, and go through it",
      owner: "PN",
      within: weeks(4),
      meets: ["DM8"],
    },
    {
      id: "carer-training",
      what: "Train the carer: insulin, low blood sugar, sick days",
      owner: "DSN",
      within: weeks(4),
      when: hasCarer,
    },
    {
      id: "eye-transport",
      does: "EY1",
      what: "Arrange transport to eye screening",
      owner: "CC",
      within: weeks(12),
      meets: ["EY1"],
      onlyWhenDue: true,
    },
    {
      id: "nutrition",
      does: "NU1",
      what: "Screen for malnutrition; no diet to lose weight",
      owner: "CN",
      within: months(1),
      meets: ["NU1"],
    },
    {
      id: "crisis-glucose",
      what: "Write the crisis plan for low and for high blood sugar",
      owner: "GP",
      within: weeks(2),
    },
  ],
  review: months(3),
  exit: "Routine stable for six months without low blood sugar or a foot problem; yearly review goes on",
  source: STRAIN,
});

function footAtHighRisk(person: CarePerson, { asOf, setting }: PackageContext): Entered | undefined {
  if (!hasDiabetes(person)) return undefined;
  const risk = footRisk(person, { asOf, setting });
  if (risk?.class !== "high" && risk?.class !== "active") return undefined;
  const words = risk.class === "active" ? "Active foot problem" : "High-risk foot";
  return {
    because: `${words}: ${risk.because}${risk.on ? `, ${dateInWords(risk.on)}` : ""}`,
    since: highSince(person),
  };
}

/** Of the recorded classes only, foot by foot: what the record shows besides has no day on which it began to count. */
function highSince({ facts }: CarePerson) {
  const days = ["right", "left"].map((foot) =>
    spellSince(
      FOOT_CLASSES.flatMap((which) =>
        (facts.get(`foot-${foot}-${which}`)?.entries ?? []).map(({ on }) => ({ on, holds: HIGH.includes(which) })),
      ),
    ),
  );
  return days.filter((day) => day !== undefined).sort()[0];
}
const HIGH: readonly string[] = ["high", "active"];

const HIGH_RISK_FOOT = carePackage({
  id: "high-risk-foot",
  name: "High-risk diabetic foot",
  who: "Diabetes with a foot at high risk or with an active problem, recorded or shown by the record",
  entry: footAtHighRisk,
  goals: [{ id: "no-ulcer", words: "Have no ulcer, and lose nothing of my feet" }],
  actions: [
    {
      id: "new-wound",
      does: "FT3",
      what: "Refer the active foot problem to the foot service; to acute services at once if limb or life is threatened",
      owner: "GP",
      within: workingDays(1),
      mark: "2",
      source: NG19,
      meets: ["FT3"],
      onlyWhenDue: true,
    },
    {
      id: "foot-service",
      what: "First visit to the foot protection service",
      owner: "POD",
      within: weeks(4),
      mark: "2",
      source: `${NG19}: within two to four weeks`,
      when: (person) => !ever(person, "care-foot-referral"),
    },
    {
      id: "foot-check",
      does: "FT1",
      what: "Check the feet every one to two months",
      owner: "POD",
      within: months(2),
      mark: "2",
      source: NG19,
      meets: ["FT1"],
      onlyWhenDue: true,
    },
    { id: "footwear", what: "Footwear and insoles", owner: "POD", within: weeks(8) },
    {
      id: "arteries",
      what: "Assess the circulation of the legs, with ankle pressures",
      owner: "POD",
      within: weeks(4),
      when: (person) => !ever(person, "abpi"),
    },
    {
      id: "artery-medicines",
      what: "Statin and antiplatelet where the arteries are diseased",
      owner: "GP",
      within: weeks(4),
      treatment: true,
    },
    {
      id: "smoking",
      what: "Offer help to stop smoking",
      owner: "PN",
      within: weeks(4),
      when: (person) => holds(person, "smokes"),
    },
    { id: "daily-check", what: "Look at both feet every day; know whom to ring", owner: "PT", within: weeks(1) },
    {
      id: "heels",
      what: "Take pressure off the heels when in bed",
      owner: "CN",
      within: days(7),
      when: (person) => holds(person, "housebound") || holds(person, "bedbound"),
    },
    {
      id: "hba1c-pressure",
      what: "Measure HbA1c and blood pressure",
      owner: "PN",
      within: weeks(4),
      meets: ["hba1c", "blood-pressure"],
      onlyWhenDue: true,
    },
    {
      id: "foot-number",
      what: "Put the number of the foot emergency service into the crisis plan and on a card",
      owner: "CC",
      within: weeks(2),
    },
  ],
  review: months(2),
  exit: "Class recorded as moderate or low by the foot service; an ulcer that healed stays at high risk",
  source: `${NG19}; other limits proposed by Confer`,
});

export const DIABETES_PACKAGES: readonly CarePackage[] = [FRAILTY_AND_DIABETES, HIGH_RISK_FOOT];
