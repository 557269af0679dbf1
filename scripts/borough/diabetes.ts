/**
 * Diabetes care: the nine yearly processes, done or missed, and what they found. One hidden "engagement" a person
 * decides much of each, so that all eight together (without the eye screening) fall where they are published.
 */
import type { Facts } from "./facts";
import { between, chance, distribution, normal, quantile, type Random } from "./random";

export type DiabetesType = "type1" | "type2";

const PROCESSES = ["hba1c", "bloodPressure", "cholesterol", "creatinine", "acr", "foot", "bmi", "smoking"] as const;
type Process = (typeof PROCESSES)[number] | "retina";

/** % done within the year: [P] for NWL now, after NDA 2015-16 all types (BJGP Open) [V] and later levels [M]. */
const DONE: Record<DiabetesType, Record<Process, number>> = {
  type1: {
    hba1c: 87,
    bloodPressure: 89,
    cholesterol: 83,
    creatinine: 86,
    acr: 55,
    foot: 74,
    bmi: 82,
    smoking: 90,
    retina: 75,
  },
  type2: {
    hba1c: 95,
    bloodPressure: 96,
    cholesterol: 93,
    creatinine: 95,
    acr: 74,
    foot: 87,
    bmi: 90,
    smoking: 95,
    retina: 82,
  },
};
/** All eight, England 2023-24 [M]; 2021-22 35 and 48 % [V]. */
const ALL_EIGHT: Record<DiabetesType, number> = { type1: 43, type2: 62 };

/** HbA1c in mmol/mol, lognormal: type 2 by ethnicity fitted to BMJ Open 2016 e012801 [D]; type 1 [P]. */
const HBA1C_TYPE_2 = [
  { mu: 3.984, sigma: 0.287 },
  { mu: 4.007, sigma: 0.287 },
  { mu: 4.014, sigma: 0.341 },
  { mu: 3.984, sigma: 0.3 },
  { mu: 3.984, sigma: 0.31 },
] as const;
const HBA1C_TYPE_1 = { mu: 4.174, sigma: 0.25 } as const;

/** How much of each process is engagement: found once, by halving, so that all eight come to ALL_EIGHT. */
const engagementOf = (type: DiabetesType): number => {
  let low = 0;
  let high = 0.999;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (allEight(type, middle) * 100 < ALL_EIGHT[type]) low = middle;
    else high = middle;
  }
  return low;
};

function allEight(type: DiabetesType, engagement: number): number {
  const spread = Math.sqrt(1 - engagement ** 2);
  let total = 0;
  const steps = 200;
  for (let step = 0; step < steps; step++) {
    const latent = quantile((step + 0.5) / steps);
    let product = 1;
    for (const process of PROCESSES) {
      product *= distribution((quantile(DONE[type][process] / 100) + engagement * latent) / spread);
    }
    total += product;
  }
  return total / steps;
}

const ENGAGEMENT: Record<DiabetesType, number> = { type1: engagementOf("type1"), type2: engagementOf("type2") };

const DAYS_OF_YEAR = 340;

/**
 * An inequality set into the borough on purpose, so that a search for one has something to find: in the most deprived
 * fifth of England's neighbourhoods foot checks are missed so many times as often [P].
 */
export const FOOT_CHECKS_MISSED_IN_MOST_DEPRIVED = 2;

const shareDone = (process: Process, { type, decile }: Diabetic): number => {
  const missed = 1 - DONE[type][process] / 100;
  return 1 - (process === "foot" && decile <= 2 ? FOOT_CHECKS_MISSED_IN_MOST_DEPRIVED : 1) * missed;
};

/** `decile`: of deprivation, 1 the most deprived. */
export type Diabetic = {
  type: DiabetesType;
  age: number;
  broad: number;
  decile: number;
  smoker: boolean;
  obese: boolean;
};

/** Adds the year's processes to `facts`; a missed one was last done 16 to 40 months ago, or never. */
export function addDiabetesCare(facts: Facts, who: Diabetic, random: Random): { albuminuria: boolean } {
  const engagement = normal(random);
  const share = ENGAGEMENT[who.type];
  const review = between(random, 2, DAYS_OF_YEAR);
  const when = (process: Process): number | undefined => {
    const liability = share * engagement + Math.sqrt(1 - share ** 2) * normal(random);
    const done = liability > quantile(1 - shareDone(process, who));
    if (done) return chance(random, 0.6) ? review : between(random, 2, DAYS_OF_YEAR);
    return chance(random, 0.75) ? between(random, 490, 1200) : undefined;
  };
  const add = (process: Process, record: (daysAgo: number) => void) => {
    const daysAgo = when(process);
    if (daysAgo !== undefined) record(daysAgo);
  };
  const acr = chance(random, 0.25) ? 3.2 + 25 * random() ** 3 : 0.3 + 2.6 * random();
  let albuminuria = false;
  const sugar = hba1c(who, random);
  add("hba1c", (daysAgo) => {
    facts.results.push({ code: "hba1c", daysAgo, value: sugar });
    const before = Math.round(Math.max(sugar + normal(random) * 7, 33));
    facts.results.push({ code: "hba1c", daysAgo: daysAgo + between(random, 150, 380), value: before });
  });
  add("bloodPressure", (daysAgo) => {
    const systolic = Math.round(133 + normal(random) * 14);
    facts.bloodPressures.push({ daysAgo, systolic, diastolic: Math.round(systolic * 0.4 + 23 + normal(random) * 7) });
  });
  add("cholesterol", (daysAgo) =>
    facts.results.push({ code: "cholesterol", daysAgo, value: tenths(4.1 + normal(random)) }),
  );
  add("creatinine", (daysAgo) =>
    facts.results.push({ code: "creatinine", daysAgo, value: Math.round(78 + 14 * normal(random)) }),
  );
  add("acr", (daysAgo) => {
    facts.results.push({ code: "acr", daysAgo, value: tenths(acr) });
    albuminuria = acr > 3;
  });
  add("foot", (daysAgo) => {
    facts.findings.push({ code: "footExamination", daysAgo });
    // Of those who missed it, some said no [P].
    if (daysAgo > DAYS_OF_YEAR && chance(random, 0.15)) {
      facts.findings.push({ code: "footExaminationDeclined", daysAgo: between(random, 2, DAYS_OF_YEAR) });
    }
  });
  add("bmi", (daysAgo) => {
    const value = who.obese ? 30.2 + 9 * random() ** 1.5 : 21 + 8.8 * random();
    facts.results.push({ code: "bmi", daysAgo, value: tenths(value) });
  });
  add("smoking", (daysAgo) => {
    facts.findings.push({ code: who.smoker ? "smoker" : chance(random, 0.3) ? "exSmoker" : "neverSmoked", daysAgo });
  });
  facts.retinalScreening = when("retina");
  return { albuminuria };
}

/** People under 40 run higher, over 75 lower [P]. */
function hba1c(who: Diabetic, random: Random): number {
  const { mu, sigma } = who.type === "type1" ? HBA1C_TYPE_1 : (HBA1C_TYPE_2[who.broad] ?? HBA1C_TYPE_2[0]);
  const shift = who.age < 40 ? 6 : who.age < 55 ? 3 : who.age < 75 ? 0 : -2;
  return Math.min(Math.max(Math.round(Math.exp(mu + sigma * normal(random)) + shift), 30), 170);
}

const tenths = (value: number) => Math.round(Math.max(value, 0.3) * 10) / 10;
