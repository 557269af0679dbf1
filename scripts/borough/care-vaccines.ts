/**
 * Vaccines by the programmes of England: influenza each autumn, COVID-19 last spring, RSV, shingles, pneumococcal.
 * Uptake: influenza at 65 and over 74.5 % (QOF, England) [V], under 65 at risk about 40 % [M]; pneumococcal 70, RSV 60,
 * shingles 55, COVID-19 55 % [P].
 */
import { daysFrom, seasonBeganAgo } from "./calendar-days";
import { type CareFor, isCarer } from "./care-person";
import { addEntry } from "./care-record";
import { between, chance, type Random } from "./random";

const UPTAKE = {
  influenza: 0.76,
  influenzaAtRisk: 0.52,
  covid: 0.55,
  rsv: 0.62,
  shingles: 0.66,
  pneumococcal: 0.73,
  pneumococcalAtRisk: 0.5,
} as const;
/** Of those who had a first dose of the shingles vaccine long enough ago, how many had the second. */
const BOTH_DOSES = 0.92;
/** Of those without the vaccine, how many refused it within the year [P]. */
const REFUSED = 0.12;
/** Adults are vaccinated from 1 October, a month after the season begins; most within eight weeks [P]. */
const MONTH_BEFORE_ADULTS = 30;
const WEEKS_OF_VACCINATION = 8;

const AT_RISK = ["heartFailure", "chd", "copd", "ckd", "stroke", "learningDisability"] as const;

export function addVaccines(who: CareFor, random: Random): void {
  const atRisk = AT_RISK.some((register) => who.registers.has(register)) || who.medicines.has("methotrexate");
  addInfluenza(who, atRisk, random);
  if (who.age >= 75 || who.inCareHome) {
    const [began, ended] = [daysFrom("2026-04-13", who.asOf), daysFrom("2026-06-30", who.asOf)];
    addOne(who, "vaccine-covid", UPTAKE.covid, [Math.max(ended, 1), began], random);
    const programme = daysFrom(who.age < 82 ? "2024-09-01" : "2026-04-01", who.asOf);
    addOne(who, "vaccine-rsv", UPTAKE.rsv, [1, programme], random);
  }
  addShingles(who, random);
  if (who.age >= 65) {
    const since65 = Math.max(who.bornDaysAgo - Math.round(65 * 365.25), 60);
    addOne(who, "vaccine-pneumococcal", UPTAKE.pneumococcal, [30, since65 + 30], random);
  } else if (who.age >= 2 && (atRisk || (who.diabetic && who.medicines.size > 0))) {
    addOne(who, "vaccine-pneumococcal", UPTAKE.pneumococcalAtRisk, [30, 2500], random);
  }
}

/** Early in the season fewer have had it: the day drawn must have come. */
function addInfluenza(who: CareFor, atRisk: boolean, random: Random): void {
  const eligible = who.age >= 65 || who.inCareHome || (who.age >= 18 && (atRisk || who.diabetic || isCarer(who)));
  if (!eligible) return;
  const adultsSince = seasonBeganAgo(who.asOf) - MONTH_BEFORE_ADULTS;
  const day = Math.floor(WEEKS_OF_VACCINATION * 7 * random() ** 2);
  const wants = chance(random, who.age >= 65 ? UPTAKE.influenza : UPTAKE.influenzaAtRisk);
  if (wants && day < adultsSince) addEntry(who, "vaccine-influenza", adultsSince - day, { as: "immunisation" });
  else if (!wants && adultsSince > 20 && chance(random, REFUSED)) {
    addEntry(who, "declined-vaccine-influenza", between(random, 1, adultsSince));
  }
}

/** `window`: the latest and the earliest day on which it may have been given. */
function addOne(who: CareFor, set: string, uptake: number, [latest, earliest]: [number, number], random: Random): void {
  if (chance(random, uptake)) {
    const daysAgo = between(random, latest, earliest);
    if (earliest >= latest) addEntry(who, set, daysAgo, { as: "immunisation" });
  } else if (earliest > 60 && chance(random, REFUSED)) {
    addEntry(who, `declined-${set}`, between(random, 1, Math.min(earliest, 330)));
  }
}

/** Two doses, for those who turned 65 or 70 since September 2023; some have had one. */
function addShingles(who: CareFor, random: Random): void {
  const programme = daysFrom("2023-09-01", who.asOf);
  const turned65Ago = who.bornDaysAgo - Math.round(65 * 365.25);
  const eligible = (who.age >= 70 && who.age < 80) || (turned65Ago >= 0 && turned65Ago <= programme);
  if (!eligible || programme < 0) return;
  const mayHaveSince = Math.max(who.age >= 70 ? Math.min(turned65Ago - 5 * 365, programme) : turned65Ago, 1);
  if (chance(random, UPTAKE.shingles)) {
    const apart = between(random, 190, 350);
    const both = mayHaveSince > apart && chance(random, BOTH_DOSES);
    const second = between(random, 1, Math.max(mayHaveSince - apart, 1));
    addEntry(who, "vaccine-shingles", both ? second + apart : between(random, 1, mayHaveSince), { as: "immunisation" });
    if (both) addEntry(who, "vaccine-shingles-second", second, { as: "immunisation" });
  } else if (chance(random, REFUSED)) addEntry(who, "declined-vaccine-shingles", between(random, 1, 330));
}
