/** Surgery contacts of a year, A&E attendances of a year and admissions of two years. */

import { ageDensity, OLDEST } from "./ages";
import type { ReasonForEncounter } from "./codes";
import type { Attendance, Facts } from "./facts";
import { BANDS, type Band, frailtyShares } from "./frailty";
import { fromAge } from "./population-figures";
import type { Register } from "./prevalence-figures";
import { between, chance, cumulative, normal, pick, pickFrom, poisson, type Random } from "./random";

/** GP and nurse contacts a year by age [P], after 5.8 a patient in 2024 (IfG) [V]. */
const SURGERY: readonly (readonly [number, number])[] = [
  [0, 6],
  [5, 3],
  [18, 4.3],
  [40, 5.6],
  [65, 8],
  [75, 10.5],
  [85, 12.5],
];
/** Emergency admissions per 1,000 a year by age: 65 and over [D/P], below [P]. */
const EMERGENCY: readonly (readonly [number, number])[] = [
  [0, 75],
  [18, 65],
  [45, 90],
  [65, 160],
  [75, 300],
  [85, 510],
];
/** All admissions of people at home aged 65 and over (OpenSAFELY 2019) less the emergency ones [D]; below 65 [P]. */
const PLANNED: readonly (readonly [number, number])[] = [
  [0, 15],
  [18, 60],
  [45, 140],
  [65, 257],
  [75, 330],
  [85, 270],
];
/** Against people who are not frail (Han 2019) [V]. */
const RATIO: Record<"surgery" | "emergency", Record<Band, number>> = {
  surgery: { fit: 1, mild: 1.24, moderate: 1.41, severe: 1.52 },
  emergency: { fit: 1, mild: 1.64, moderate: 2.45, severe: 3.16 },
};
/** Care home residents a year: A&E 0.98, emergency admission 0.70 [V]. */
const CARE_HOME = { attendances: 0.98, emergencies: 0.7 } as const;
/** Living alone at 65 and over: A&E 1.09, emergency admission 1.14 (BMJ Open 2022;12:e059371) [V]. */
const ALONE = { attendances: 1.09, emergencies: 1.14 } as const;

/** A&E attendances: 597 per 1,000 residents, NWL Aug 2024 - Jul 2025 [D], by age as in PMC5750365 [D]. */
const ATTENDANCES_PER_PERSON = 0.597;
const ATTENDANCES_BY_AGE = [
  [0, 2.6],
  [1, 7.2],
  [5, 7.9],
  [13, 5.6],
  [18, 23.3],
  [35, 20.8],
  [55, 17.0],
  [75, 15.6],
] as const;
const ATTENDANCES: readonly (readonly [number, number])[] = ATTENDANCES_BY_AGE.map(([from, percent], row) => {
  const end = ATTENDANCES_BY_AGE[row + 1]?.[0] ?? OLDEST + 1;
  let people = 0;
  for (let age = from; age < end; age++) {
    people += (ageDensity("female")[age] as number) + (ageDensity("male")[age] as number);
  }
  return [from, (ATTENDANCES_PER_PERSON * percent) / 100 / people];
});

/** Start of urgent episodes by hour of the day [P]. */
const HOURS = cumulative([
  3.0, 2.7, 2.4, 2.2, 2.1, 2.2, 2.7, 3.4, 4.2, 4.9, 5.3, 5.5, 5.5, 5.3, 5.2, 5.2, 5.2, 5.3, 5.3, 5.1, 4.8, 4.5, 4.2,
  3.8,
]);
/** Mean nights of an emergency stay, lognormal with sd 1.0; about a third have none [P]. */
const NIGHTS: readonly (readonly [number, number])[] = [
  [0, 2],
  [18, 3],
  [45, 5],
  [65, 7],
  [75, 9],
  [85, 11],
];

export type ServiceUser = {
  age: number;
  band: Band;
  inCareHome: boolean;
  livesAlone: boolean;
  registers: ReadonlySet<Register>;
  deficits: ReadonlySet<string>;
};

/** The ratio of a person's band to the mean of the age, so that the age keeps its rate. */
function ratio(of: keyof typeof RATIO, who: ServiceUser): number {
  if (who.age < 50) return 1;
  const shares = frailtyShares(who.age);
  const mean = BANDS.reduce((sum, band, index) => sum + ((shares[index] as number) / 100) * RATIO[of][band], 0);
  return RATIO[of][who.band] / mean;
}

export function addUseOfServices(facts: Facts, who: ServiceUser, random: Random) {
  // Some people come often, most seldom, whatever their frailty.
  const habit = Math.exp(0.7 * normal(random) - 0.245);
  const alone = who.livesAlone && who.age >= 65;
  const emergencies = who.inCareHome
    ? CARE_HOME.emergencies
    : (fromAge(EMERGENCY, who.age) / 1000) * ratio("emergency", who) * (alone ? ALONE.emergencies : 1);
  const attendances = who.inCareHome
    ? CARE_HOME.attendances
    : fromAge(ATTENDANCES, who.age) * ratio("emergency", who) * (alone ? ALONE.attendances : 1);

  const newest = who.age === 0 ? 100 : 363;
  for (let n = poisson(random, fromAge(SURGERY, who.age) * ratio("surgery", who) * habit); n > 0; n--) {
    facts.attendances.push({
      kind: "gp",
      daysAgo: between(random, 1, newest),
      minute: between(random, 510, 1090),
      nights: 0,
    });
  }
  for (let n = poisson(random, emergencies * habit * 2); n > 0; n--) addEmergency(facts, who, random, newest * 2);
  for (let n = poisson(random, Math.max(attendances - emergencies, 0.02) * habit); n > 0; n--) {
    facts.attendances.push(urgent("emergency department", who, random, newest));
  }
  for (let n = poisson(random, (fromAge(PLANNED, who.age) / 1000) * 2); n > 0; n--) {
    const nights = chance(random, 0.75) ? 0 : between(random, 1, 5);
    const reason: ReasonForEncounter = who.age >= 60 && chance(random, 0.5) ? "cataract" : "abdominalPain";
    const daysAgo = between(random, 1 + nights, newest * 2);
    facts.attendances.push({ kind: "planned admission", daysAgo, minute: 465, nights, reason });
  }
}

function addEmergency(facts: Facts, who: ServiceUser, random: Random, newest: number) {
  const mean = fromAge(NIGHTS, who.age);
  const drawn = Math.round(Math.exp(Math.log(mean * 0.93) - 0.5 + normal(random)) + 0.5);
  const nights = chance(random, 0.35) ? 0 : Math.min(drawn, 60);
  const visit = urgent("emergency department", who, random, newest);
  facts.attendances.push(visit);
  const admittedAt = Math.min(visit.minute + 190, 1439);
  facts.attendances.push({ ...visit, kind: "emergency admission", minute: admittedAt, nights });
}

function urgent(kind: Attendance["kind"], who: ServiceUser, random: Random, newest: number): Attendance {
  const minute = pickFrom(random, HOURS) * 60 + between(random, 0, 59);
  return { kind, daysAgo: between(random, 1, newest), minute, nights: 0, reason: reasonFor(who, random) };
}

function reasonFor(who: ServiceUser, random: Random): ReasonForEncounter {
  const own: ReasonForEncounter[] = [];
  if (who.deficits.has("falls")) own.push("fall", "fall");
  if (who.registers.has("copd")) own.push("exacerbationOfCopd", "pneumonia");
  if (who.registers.has("heartFailure")) own.push("heartFailure");
  if (who.registers.has("stroke")) own.push("stroke");
  if (who.registers.has("type1Diabetes")) own.push("hypoglycaemia");
  if (who.registers.has("dementia")) own.push("delirium", "urinaryInfection");
  if (who.deficits.has("hypotension")) own.push("syncope");
  if (own.length > 0 && chance(random, 0.5)) return pick(random, own);
  if (who.age >= 65)
    return pick(random, ["pneumonia", "urinaryInfection", "chestPain", "dyspnoea", "fall", "abdominalPain"]);
  return pick(random, ["abdominalPain", "chestPain", "injury", "injury", "fever", "cough", "backPain"]);
}
