/**
 * Who has which condition. Each is a threshold on a hidden liability, part of which is the person's frailty, so that
 * conditions gather in the same people while each register keeps its published size by age, sex, ethnicity and
 * deprivation.
 */
import { ageDensity, OLDEST, type Sex } from "./ages";
import {
  CARE_HOME_LONDON,
  CARE_HOME_SHARE,
  DEPRIVATION,
  DEPRIVATION_65_AND_OVER,
  ETHNICITY,
  ETHNICITY_65_AND_OVER,
  fromAge,
} from "./population-figures";
import { AGE_BAND_STARTS, DIABETES_REGISTER, type Register, SHAPES, type Shape } from "./prevalence-figures";
import { normal, quantile, type Random } from "./random";

export type Standing = { age: number; sex: Sex; broad: number; decile: number; inCareHome: boolean };

const SEXES = ["female", "male"] as const;
const REGISTERS = Object.keys(SHAPES) as Register[];

export const bandOf = (age: number) => AGE_BAND_STARTS.findLastIndex((start) => age >= start);

/** Percent of a band and sex as a share, before the register's total is met. */
function shareOf(shape: Shape, age: number, sex: Sex): number {
  if (age < (shape.from ?? 0)) return 0;
  const band = bandOf(age);
  const women = womenIn(band);
  const female = (shape.byAge[band] as number) / 100 / (women + (1 - women) * shape.menToWomen);
  return sex === "female" ? female : female * shape.menToWomen;
}

const densities = { female: ageDensity("female"), male: ageDensity("male") };

const womenShares = AGE_BAND_STARTS.map((start, band) => {
  const end = AGE_BAND_STARTS[band + 1] ?? OLDEST + 1;
  const people = SEXES.map((sex) => densities[sex].slice(start, end).reduce((a, b) => a + b, 0));
  return (people[0] as number) / ((people[0] as number) + (people[1] as number));
});
const womenIn = (band: number) => womenShares[band] as number;

/** What to multiply shapes by so that together they come to `percent` of people of at least `aged`. */
function scaleOf(shapes: readonly Shape[], total: { percent: number; aged: number } | undefined): number {
  if (!total) return 1;
  let people = 0;
  let expected = 0;
  for (const sex of SEXES) {
    for (let age = total.aged; age <= OLDEST; age++) {
      const density = densities[sex][age] as number;
      people += density;
      for (const shape of shapes) expected += density * shareOf(shape, age, sex);
    }
  }
  return (total.percent / 100) * (people / expected);
}

const diabetesScale = scaleOf([SHAPES.type2Diabetes, SHAPES.type1Diabetes], DIABETES_REGISTER);

const scales = Object.fromEntries(
  REGISTERS.map((register) => [
    register,
    register === "type1Diabetes" || register === "type2Diabetes"
      ? diabetesScale
      : scaleOf([SHAPES[register]], SHAPES[register].total),
  ]),
) as Record<Register, number>;

/** Care home residents among people of this age. */
const careHomeShare = (age: number) =>
  (fromAge(
    CARE_HOME_SHARE.map(({ from, share }) => [from, share] as const),
    age,
  ) /
    100) *
  CARE_HOME_LONDON;

/** The share of people of this age, sex, ethnicity and fifth of deprivation who are on the register. */
export function prevalence(register: Register, { age, sex, broad, decile, inCareHome }: Standing): number {
  const shape = SHAPES[register];
  let share = shareOf(shape, age, sex) * scales[register];
  if (shape.inCareHome !== undefined && age >= 65) {
    const resident = shape.inCareHome / 100;
    if (inCareHome) return resident;
    const residents = careHomeShare(age);
    share = Math.max((share - residents * resident) / (1 - residents), share / 4);
  }
  if (share <= 0 || (!shape.ethnicity && !shape.deprivation)) return Math.min(share, 0.95);
  return withOdds(Math.min(share, 0.95), shape, age, broad, Math.ceil(decile / 2) - 1);
}

const oddsOfFifth = (shape: Shape, fifth: number) => (shape.deprivation ?? 1) ** ((4 - fifth) / 4);

/** Applies the odds of a group so that the band as a whole keeps its share. */
function withOdds(share: number, shape: Shape, age: number, broad: number, fifth: number): number {
  const groups = age >= 65 ? ETHNICITY_65_AND_OVER : ETHNICITY;
  const fifths = age >= 65 ? DEPRIVATION_65_AND_OVER : DEPRIVATION;
  let low = 0;
  let high = share / (1 - share);
  for (let step = 0; step < 30; step++) {
    const base = (low + high) / 2;
    let mean = 0;
    for (let g = 0; g < groups.length; g++) {
      for (let f = 0; f < fifths.length; f++) {
        const odds = base * (shape.ethnicity?.[g] ?? 1) * oddsOfFifth(shape, f);
        mean += ((groups[g] as number) / 100) * ((fifths[f] as number) / 100) * (odds / (1 + odds));
      }
    }
    if (mean < share) low = base;
    else high = base;
  }
  const odds = high * (shape.ethnicity?.[broad] ?? 1) * oddsOfFifth(shape, fifth);
  return odds / (1 + odds);
}

/** Thresholds are dear to find and few: one a register and kind of person. */
const thresholds = new Map<number, Float64Array>();

function thresholdsOf(standing: Standing): Float64Array {
  const fifth = Math.ceil(standing.decile / 2) - 1;
  const sex = standing.sex === "female" ? 0 : 1;
  const key = (((standing.age * 2 + sex) * 5 + standing.broad) * 5 + fifth) * 2 + (standing.inCareHome ? 1 : 0);
  let found = thresholds.get(key);
  if (!found) {
    found = Float64Array.from(REGISTERS, (register) => quantile(1 - given(register, standing)));
    thresholds.set(key, found);
  }
  return found;
}

/** Some conditions shut others out; what is left must then be the likelier for the rest. */
function given(register: Register, standing: Standing): number {
  const share = prevalence(register, standing);
  if (register === "type1Diabetes") return share / (1 - prevalence("type2Diabetes", standing));
  if (register !== "prediabetes") return share;
  return share / (1 - prevalence("type2Diabetes", standing) - prevalence("type1Diabetes", standing));
}

/** `frailty` is standard normal in the person's age group. */
export function drawRegisters(standing: Standing, frailty: number, random: Random): Set<Register> {
  const found = new Set<Register>();
  const limits = thresholdsOf(standing);
  REGISTERS.forEach((register, index) => {
    const noise = normal(random);
    const limit = limits[index] as number;
    if (limit === Number.POSITIVE_INFINITY) return;
    const { withFrailty } = SHAPES[register];
    if (withFrailty * frailty + Math.sqrt(1 - withFrailty ** 2) * noise > limit) found.add(register);
  });
  if (found.has("type2Diabetes")) found.delete("type1Diabetes");
  if (found.has("type2Diabetes") || found.has("type1Diabetes")) found.delete("prediabetes");
  return found;
}
