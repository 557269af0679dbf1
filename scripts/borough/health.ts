/** The health of one person: conditions, frailty, medicines, results and use of services, drawn side by side. */
import type { Diagnosis } from "./codes";
import { drawRegisters } from "./conditions";
import { addDiabetesCare } from "./diabetes";
import { type Facts, noFacts } from "./facts";
import { type Band, bandOfDeficits, DEFICIT_OF, deficitsWanted, drawExtras } from "./frailty";
import type { Household, Person } from "./household";
import { drawMedicines, medicinesWanted } from "./medicines";
import { fromAge } from "./population-figures";
import { OBESE_WITH_DIABETES, type Register, SMOKERS } from "./prevalence-figures";
import { between, chance, normal, pick, type Random, stream } from "./random";
import { addResults } from "./results";
import { addUseOfServices } from "./use-of-services";

export type Health = { facts: Facts; band: Band; registers: ReadonlySet<Register>; deficits: ReadonlySet<string> };

const SIDE = { conditions: 11, frailty: 12, medicines: 13, results: 14, services: 15, onset: 16 } as const;

export function drawHealth(seed: number, household: Household, place: number): Health {
  const person = household.people[place] as Person;
  const side = (which: number) => stream(seed, household.index, place, which);
  const inCareHome = household.careHome !== undefined;
  const livesAlone = household.kind === "alone";
  const { age, sex, ethnicity } = person;
  const draw = side(SIDE.conditions);
  const latent = normal(draw);
  const standing = { age, sex, broad: ethnicity.broad, decile: household.address.decile, inCareHome };
  const registers = drawRegisters(standing, latent, draw);
  const smoker = chance(draw, smokingChance(age, household.address.decile, registers));
  const facts = noFacts();
  addDiagnoses(facts, registers, person, side(SIDE.onset));

  const deficits = new Set([...registers].map((register) => DEFICIT_OF[register]).filter((name) => name !== undefined));
  const results = side(SIDE.results);
  const diabetic = registers.has("type1Diabetes") || registers.has("type2Diabetes");
  if (diabetic) {
    const type = registers.has("type1Diabetes") ? "type1" : "type2";
    const obese = chance(results, OBESE_WITH_DIABETES);
    const who = { type, age, broad: ethnicity.broad, decile: household.address.decile, smoker, obese } as const;
    const { albuminuria } = addDiabetesCare(facts, who, results);
    if (albuminuria) deficits.add("ckd");
  }

  // People in care homes are frailer than others of their age.
  const frailty = inCareHome ? 0.9 + 0.6 * latent : latent;
  const medicines = side(SIDE.medicines);
  const wanted = medicinesWanted(age, frailty, medicines);
  const extra = side(SIDE.frailty);
  const extras = drawExtras(
    deficits,
    deficitsWanted(age, frailty) - (wanted >= 5 ? 1 : 0),
    { age, sex, livesAlone, inCareHome },
    extra,
  );
  addExtras(facts, extras, person, inCareHome, extra);
  facts.medicines = drawMedicines(wanted, registers, deficits, medicines);
  const band = bandOfDeficits(deficits.size + (facts.medicines.length >= 5 ? 1 : 0));
  addCodedFrailty(facts, age, band, extra);

  addResults(facts, { age, sex, registers, deficits, diabetic, smoker }, results);
  addUseOfServices(facts, { age, band, inCareHome, livesAlone, registers, deficits }, side(SIDE.services));
  addOperations(facts, extra);
  keepWithinLife(facts, person);
  return { facts, band, registers, deficits };
}

/** Smoking: 21 % in the most and 9 % in the least deprived fifth (HSE 2022) [V], as steps around the age's share. */
function smokingChance(age: number, decile: number, registers: ReadonlySet<Register>): number {
  const byDeprivation = [1.5, 1.2, 1, 0.8, 0.65][Math.ceil(decile / 2) - 1] as number;
  return fromAge(SMOKERS, age) * byDeprivation * (registers.has("copd") ? 3 : 1);
}

const PLAIN: Partial<Record<Register, Diagnosis>> = {
  hypertension: "hypertension",
  heartFailure: "heartFailure",
  atrialFibrillation: "atrialFibrillation",
  copd: "copd",
  asthma: "asthma",
  pad: "pad",
  rheumatoidArthritis: "rheumatoidArthritis",
  depression: "depression",
  osteoporosis: "osteoporosis",
  epilepsy: "epilepsy",
  learningDisability: "learningDisability",
  type2Diabetes: "type2Diabetes",
  type1Diabetes: "type1Diabetes",
  prediabetes: "prediabetes",
};

/** Which code stands for a register that has several; the splits are [P]. */
function diagnosisFor(register: Register, { sex, age }: Person, random: Random): Diagnosis | undefined {
  const roll = random();
  switch (register) {
    case "chd":
      return roll < 0.4 ? "ischaemicHeartDisease" : roll < 0.7 ? "angina" : "myocardialInfarction";
    case "stroke":
      return roll < 0.65 ? "stroke" : "tia";
    case "ckd":
      return roll < 0.66 ? "ckd3a" : roll < 0.9 ? "ckd3b" : roll < 0.975 ? "ckd4" : "ckd5";
    case "severeMentalIllness":
      return roll < 0.55 ? "schizophrenia" : "bipolar";
    case "dementia":
      return roll < 0.55 ? "alzheimers" : roll < 0.8 ? "vascularDementia" : "dementia";
    case "cancer": {
      const common =
        sex === "female"
          ? (["breastCancer", "breastCancer"] as const)
          : (["prostateCancer", "prostateCancer"] as const);
      return age < 40 ? "lymphoma" : pick(random, [...common, "colonCancer", "lungCancer", "lymphoma"]);
    }
    default:
      return PLAIN[register];
  }
}

function addDiagnoses(facts: Facts, registers: ReadonlySet<Register>, person: Person, random: Random) {
  for (const register of registers) {
    const recent = register === "palliative" || register === "housebound" || register === "falls";
    const daysAgo = recent ? between(random, 10, 500) : between(random, 60, 5200);
    const code = diagnosisFor(register, person, random);
    if (code) facts.diagnoses.push({ code, daysAgo });
    else if (register === "palliative") facts.findings.push({ code: "palliativeCare", daysAgo });
    else if (register === "housebound") facts.findings.push({ code: "housebound", daysAgo });
    else facts.findings.push({ code: chance(random, 0.3) ? "recurrentFalls" : "fall", daysAgo });
  }
}

function addExtras(
  facts: Facts,
  extras: ReturnType<typeof drawExtras>,
  person: Person,
  inCareHome: boolean,
  random: Random,
) {
  for (const extra of extras) {
    const daysAgo = between(random, 20, person.age >= 50 ? 4000 : 1500);
    if (extra.diagnosis) facts.diagnoses.push({ code: extra.diagnosis, daysAgo });
    if (extra.finding) facts.findings.push({ code: extra.finding, daysAgo: Math.min(daysAgo, 1500) });
  }
  if (inCareHome) facts.findings.push({ code: "livesInCareHome", daysAgo: between(random, 30, 1400) });
}

/** Practices code moderate and severe frailty of about two thirds of those who have it, mild of some (contract) [P]. */
function addCodedFrailty(facts: Facts, age: number, band: Band, random: Random) {
  if (age < 65 || band === "fit" || !chance(random, band === "mild" ? 0.15 : 0.65)) return;
  const code = band === "mild" ? "mildFrailty" : band === "moderate" ? "moderateFrailty" : "severeFrailty";
  facts.diagnoses.push({ code, daysAgo: between(random, 20, 700) });
}

function addOperations(facts: Facts, random: Random) {
  for (const { code, daysAgo } of facts.diagnoses) {
    if (code === "cataract" && chance(random, 0.4)) {
      facts.operations.push({ code: "cataractExtraction", daysAgo: Math.ceil(daysAgo / 2) });
    }
    if (code === "osteoarthritis" && chance(random, 0.07)) {
      facts.operations.push({ code: "hipReplacement", daysAgo: Math.ceil(daysAgo / 2) });
    }
  }
}

/** Nothing happened before birth, nor after death. */
function keepWithinLife(facts: Facts, person: Person) {
  const born = person.bornDaysAgo - 1;
  const died = person.diedDaysAgo ?? 0;
  const within = <T extends { daysAgo: number }>(rows: T[]) => {
    for (const row of rows) row.daysAgo = Math.min(row.daysAgo, born);
    return died === 0 ? rows : rows.filter((row) => row.daysAgo > died);
  };
  facts.findings = within(facts.findings);
  facts.results = within(facts.results);
  facts.bloodPressures = within(facts.bloodPressures);
  facts.operations = within(facts.operations);
  facts.attendances = within(facts.attendances);
  // Nobody is discharged after death; whoever has not been discharged yet is in hospital today.
  if (died > 0) for (const stay of facts.attendances) stay.nights = Math.min(stay.nights, stay.daysAgo - died - 1);
  for (const row of facts.diagnoses) row.daysAgo = Math.max(Math.min(row.daysAgo, born), died + 1);
}
