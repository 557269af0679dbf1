/**
 * Counts a borough as a practice would count its lists: from the codes that were emitted, not from what the generator
 * meant. `npm test` holds 50,000 people to the published figures, `npm run soak` 250,000.
 */

import { CARE_HOME, DIAGNOSES, type Diagnosis, ETHNIC_CATEGORY, FINDINGS, IMD_DECILE, RESULTS } from "./codes";
import type { Patient, Resource } from "./fhir-r4";
import { boroughResources } from "./generate";
import { DEPRIVATION, ETHNIC_GROUPS, ETHNICITY } from "./population-figures";
import { DIABETES_REGISTER, OBESITY_REGISTER, SHAPES } from "./prevalence-figures";

/** One published share and what came out. Percent; `standardError` of a sample of this size, in percent too. */
export type Total = { name: string; published: number; found: number; standardError: number; people: number };

/** Within 5 % of the published share, or within three standard errors. */
export const holds = ({ published, found, standardError }: Total) =>
  Math.abs(found - published) <= Math.max(0.05 * published, 3 * standardError);

type Definition = { name: string; percent: number; aged: number; is: (one: Counted) => boolean };
type Counted = { age: number; sex: string; codes: Set<string>; obese: boolean };

const register = (
  name: string,
  total: { percent: number; aged: number } | undefined,
  codes: readonly string[],
): Definition => ({
  name,
  percent: total?.percent ?? 0,
  aged: total?.aged ?? 0,
  is: (one) => codes.some((code) => one.codes.has(code)),
});
const ids = (...names: Diagnosis[]) => names.map((name) => DIAGNOSES[name][0]);

/** The registers of QOF 2020-21 whose NWL totals are published [D]. */
const REGISTERS: readonly Definition[] = [
  register("hypertension", SHAPES.hypertension.total, ids("hypertension")),
  register("diabetes (17+)", DIABETES_REGISTER, ids("type1Diabetes", "type2Diabetes")),
  register("non-diabetic hyperglycaemia (18+)", SHAPES.prediabetes.total, ids("prediabetes")),
  register("coronary heart disease", SHAPES.chd.total, ids("angina", "ischaemicHeartDisease", "myocardialInfarction")),
  register("heart failure", SHAPES.heartFailure.total, ids("heartFailure")),
  register("atrial fibrillation", SHAPES.atrialFibrillation.total, ids("atrialFibrillation")),
  register("stroke or TIA", SHAPES.stroke.total, ids("stroke", "tia")),
  register("CKD 3-5 (18+)", SHAPES.ckd.total, ids("ckd3a", "ckd3b", "ckd4", "ckd5")),
  register("COPD", SHAPES.copd.total, ids("copd")),
  register("asthma (6+)", SHAPES.asthma.total, ids("asthma")),
  register("peripheral arterial disease", SHAPES.pad.total, ids("pad")),
  register("rheumatoid arthritis (16+)", SHAPES.rheumatoidArthritis.total, ids("rheumatoidArthritis")),
  register("depression (18+)", SHAPES.depression.total, ids("depression")),
  register("severe mental illness", SHAPES.severeMentalIllness.total, ids("schizophrenia", "bipolar")),
  register(
    "cancer",
    SHAPES.cancer.total,
    ids("breastCancer", "prostateCancer", "colonCancer", "lungCancer", "lymphoma"),
  ),
  register("osteoporosis (50+)", SHAPES.osteoporosis.total, ids("osteoporosis")),
  register("epilepsy (18+)", SHAPES.epilepsy.total, ids("epilepsy")),
  register("learning disability", SHAPES.learningDisability.total, ids("learningDisability")),
  register("palliative care", SHAPES.palliative.total, [FINDINGS.palliativeCare[0]]),
  { name: "obesity (18+)", percent: OBESITY_REGISTER.percent, aged: OBESITY_REGISTER.aged, is: (one) => one.obese },
];

export type RegisterTotals = {
  registers: Total[];
  /** By broad group, of those whose ethnicity is recorded. */
  ethnicity: Total[];
  deprivation: Total[];
  /** People by "sex band", bands of five years as in AGE_BANDS. */
  ages: Map<string, number>;
  people: number;
  dementiaAt65: Total;
  careHomeAt65: number;
};

export function registerTotals(people: number, seed: number, asOf = "2026-11-01"): RegisterTotals {
  return countResources(boroughResources({ people, seed, asOf }), asOf);
}

export function countResources(resources: Iterable<Resource>, asOf: string): RegisterTotals {
  const today = Date.parse(asOf);
  const tally = emptyTally();
  let one: Counted | undefined;
  for (const resource of resources) {
    if (resource.resourceType === "Patient") {
      count(one, tally);
      one = begin(resource, today, tally);
    } else if (one) addCodes(resource, one, today);
  }
  count(one, tally);
  return summarise(tally);
}

const emptyTally = () => ({
  people: 0,
  aged: REGISTERS.map(() => 0),
  on: REGISTERS.map(() => 0),
  ethnicity: ETHNICITY.map(() => 0),
  fifths: DEPRIVATION.map(() => 0),
  ages: new Map<string, number>(),
  aged65: 0,
  dementia: 0,
  careHome: 0,
});
type Tally = ReturnType<typeof emptyTally>;

const BROAD_OF_LETTER = new Map(
  ETHNIC_GROUPS.flatMap((groups, broad) => groups.map(({ letter }) => [letter, broad] as const)),
);
const YEAR = 365.25 * 86_400_000;

function begin(patient: Patient, today: number, tally: Tally): Counted {
  const { birthDate, gender, extension, address } = patient;
  const age = Math.floor((today - Date.parse(birthDate)) / YEAR);
  const letter = extension.find(({ url }) => url === ETHNIC_CATEGORY)?.valueCodeableConcept?.coding?.[0]?.code;
  const broad = letter === undefined ? undefined : BROAD_OF_LETTER.get(letter);
  if (broad !== undefined) add(tally.ethnicity, broad);
  const decile = address[0]?.extension?.find(({ url }) => url === IMD_DECILE)?.valueInteger ?? 0;
  add(tally.fifths, Math.ceil(decile / 2) - 1);
  if (age >= 65 && extension.some(({ url }) => url === CARE_HOME)) tally.careHome++;
  const band = `${gender} ${Math.min(Math.floor(age / 5), 18)}`;
  tally.ages.set(band, (tally.ages.get(band) ?? 0) + 1);
  return { age, sex: gender, codes: new Set(), obese: false };
}

function addCodes(resource: Resource, one: Counted, today: number) {
  if (resource.resourceType !== "Condition" && resource.resourceType !== "Observation") return;
  const id = resource.code.coding?.[0]?.code;
  if (!id) return;
  one.codes.add(id);
  if (resource.resourceType === "Observation" && id === RESULTS.bmi[0] && (resource.valueQuantity?.value ?? 0) >= 30) {
    one.obese ||= today - Date.parse(resource.effectiveDateTime) < YEAR;
  }
}

const DEMENTIA = ids("alzheimers", "vascularDementia", "dementia");

function count(one: Counted | undefined, tally: Tally) {
  if (!one) return;
  tally.people++;
  REGISTERS.forEach((definition, index) => {
    if (one.age < definition.aged) return;
    add(tally.aged, index);
    if (definition.is(one)) add(tally.on, index);
  });
  if (one.age < 65) return;
  tally.aged65++;
  if (DEMENTIA.some((code) => one.codes.has(code))) tally.dementia++;
}

function add(counts: number[], index: number) {
  counts[index] = (counts[index] ?? 0) + 1;
}

/** Households share ethnicity and address, so that fewer than `people` choices are independent. */
const SHARED_IN_HOUSEHOLD = 2.4;
/** The coded shape of 65 and over on NWL ages [P]; England 2023, 4.3 % (QOF) [V]. */
const DEMENTIA_AT_65 = 4.2;

function summarise(tally: Tally): RegisterTotals {
  const recorded = tally.ethnicity.reduce((sum, n) => sum + n, 0);
  return {
    registers: REGISTERS.map((definition, index) =>
      total(definition.name, definition.percent, tally.on[index] ?? 0, tally.aged[index] ?? 0),
    ),
    ethnicity: ETHNICITY.map((percent, broad) =>
      total(`ethnicity ${broad}`, percent, tally.ethnicity[broad] ?? 0, recorded, SHARED_IN_HOUSEHOLD),
    ),
    deprivation: DEPRIVATION.map((percent, fifth) =>
      total(`IMD fifth ${fifth + 1}`, percent, tally.fifths[fifth] ?? 0, tally.people, SHARED_IN_HOUSEHOLD),
    ),
    ages: tally.ages,
    people: tally.people,
    dementiaAt65: total("dementia (65+)", DEMENTIA_AT_65, tally.dementia, tally.aged65),
    careHomeAt65: (100 * tally.careHome) / tally.aged65,
  };
}

function total(name: string, published: number, found: number, people: number, sharing = 1): Total {
  const share = published / 100;
  const standardError = 100 * Math.sqrt((share * (1 - share) * sharing) / people);
  return { name, published, found: (100 * found) / people, standardError, people };
}
