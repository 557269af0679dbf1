/**
 * Electronic Frailty Index: deficits that a primary care record shows, of 36.
 * Clegg A et al. Age Ageing 2016;45:353-360, doi:10.1093/ageing/afw039. The method is published; UK suppliers work
 * under a licence of its owners, so the terms for a real deployment are an open question. Range 0-36 (shown as n/36).
 * Made for ages 65 to 95. Outside them it is computed and marked as such, and decides nothing below 65.
 *
 * Each deficit counts one, without a time limit: a code or a value once recorded counts for good; only polypharmacy
 * resolves. A test that was never done is no missing input, since the index counts what is recorded; a result that
 * cannot be read is one, where a readable one could add a deficit. Value rules: Greater Manchester Secure Data
 * Environment, several of them marked there as from A. Clegg. Of its kidney rules, protein and albumin per 24 hours
 * and microalbumin concentration wait for verified codes.
 */
import type { Answer, Reason } from "../answer";
import type { Fact, Features } from "../feature";

export const EFI_VERSION = "efi 2016-36/2";

/** The source's 36 deficits in its order, with the ids of the code sets "efi-…". */
export const EFI_DEFICITS = {
  "activity-limitation": "Activity limitation",
  anaemia: "Anaemia and haematinic deficiency",
  arthritis: "Arthritis",
  "atrial-fibrillation": "Atrial fibrillation",
  "stroke-tia": "Cerebrovascular disease",
  ckd: "Chronic kidney disease",
  diabetes: "Diabetes",
  dizziness: "Dizziness",
  dyspnoea: "Dyspnoea",
  falls: "Falls",
  "foot-problems": "Foot problems",
  "fragility-fracture": "Fragility fracture",
  "hearing-loss": "Hearing loss",
  "heart-failure": "Heart failure",
  "heart-valve-disease": "Heart valve disease",
  housebound: "Housebound",
  hypertension: "Hypertension",
  hypotension: "Hypotension or syncope",
  chd: "Ischaemic heart disease",
  "cognitive-problems": "Memory and cognitive problems",
  "mobility-problems": "Mobility and transfer problems",
  osteoporosis: "Osteoporosis",
  parkinsons: "Parkinsonism and tremor",
  "peptic-ulcer": "Peptic ulcer",
  pvd: "Peripheral vascular disease",
  polypharmacy: "Polypharmacy",
  "care-requirement": "Requirement for care",
  "respiratory-disease": "Respiratory disease",
  "skin-ulcer": "Skin ulcer",
  "sleep-disturbance": "Sleep disturbance",
  "social-vulnerability": "Social vulnerability",
  "thyroid-disorders": "Thyroid disease",
  "urinary-incontinence": "Urinary incontinence",
  "urinary-system-disease": "Urinary system disease",
  "vision-problems": "Visual impairment",
  "weight-loss": "Weight loss and anorexia",
} as const;
export type EfiDeficit = keyof typeof EFI_DEFICITS;

export type EfiCategory = "fit" | "mild" | "moderate" | "severe";

/** Highest first; of 36: 5 is .139, 9 is .25, 13 is .361, and no n/36 falls on .12, .24 or .36. */
const CUT_OFFS = [
  [13, "severe"],
  [9, "moderate"],
  [5, "mild"],
  [0, "fit"],
] as const;

export const efiCategory = (deficits: number): EfiCategory => CUT_OFFS.find(([from]) => deficits >= from)![1];

/** What care can change; the rest is history, anatomy or a disease that stays. */
const MODIFIABLE: ReadonlySet<EfiDeficit> = new Set<EfiDeficit>([
  "activity-limitation",
  "anaemia",
  "dizziness",
  "dyspnoea",
  "falls",
  "foot-problems",
  "hearing-loss",
  "housebound",
  "hypotension",
  "mobility-problems",
  "polypharmacy",
  "skin-ulcer",
  "sleep-disturbance",
  "social-vulnerability",
  "urinary-incontinence",
  "vision-problems",
  "weight-loss",
]);

/** Distinct medicines in 12 months. */
const POLYPHARMACY = 5;

export const EFI_AGES = { from: 65, to: 95 } as const;

export type EfiInput = Pick<Features, "sex" | "hasRecord" | "facts" | "medicines"> & { age?: number };

/** `madeFor` says whether the index was made for this age; undefined when the age is not known. */
export type EfiAnswer = Answer<EfiCategory> & { madeFor: boolean | undefined };

export function scoreEfi(person: EfiInput): EfiAnswer {
  const because: Reason[] = [];
  const missing: string[] = [];
  if (!person.hasRecord) missing.push("coded record");
  for (const id of Object.keys(EFI_DEFICITS) as EfiDeficit[]) {
    const found = id === "polypharmacy" ? polypharmacy(person) : deficit(id, person);
    if (found.present)
      because.push({
        term: EFI_DEFICITS[id],
        points: 1,
        ...found.shown,
        ...(MODIFIABLE.has(id) && { modifiable: true }),
      });
    else if (found.missing) missing.push(found.missing);
  }
  const { age } = person;
  const madeFor = age === undefined ? undefined : age >= EFI_AGES.from && age <= EFI_AGES.to;
  const value = because.length;
  const made = { madeFor, version: EFI_VERSION, ...(madeFor === false && { caveats: ["made for ages 65 to 95"] }) };
  return missing.length
    ? { known: false, atLeast: value, missing, because, ...made }
    : { known: true, value, category: efiCategory(value), because, ...made };
}

type Found = { present: true; shown: Pick<Reason, "evidence" | "on" | "sets"> } | { present: false; missing?: string };

function polypharmacy({ medicines }: EfiInput): Found {
  if (medicines === undefined) return { present: false, missing: "medicines" };
  if (medicines < POLYPHARMACY) return { present: false };
  return { present: true, shown: { evidence: `${medicines} medicines in 12 months` } };
}

function deficit(id: EfiDeficit, person: EfiInput): Found {
  const coded = person.facts.get(`efi-${id}`);
  if (coded) return { present: true, shown: { on: coded.latestOn, sets: [`efi-${id}`] } };
  let missing: string | undefined;
  for (const rule of VALUE_RULES) {
    if (rule.deficit !== id) continue;
    const measure = person.facts.get(rule.measure);
    if (!measure) continue;
    if (measure.unreadable && !rule.anyRecord) {
      missing ??= `${rule.says}: result without a usable value`;
      continue;
    }
    const met = rule.met(measure, person.sex);
    if (met === "needs sex") missing ??= "sex (the haemoglobin is low in men only)";
    else if (met) return { present: true, shown: { evidence: rule.evidence(measure), sets: [rule.measure] } };
  }
  return { present: false, missing };
}

type ValueRule = {
  deficit: EfiDeficit;
  measure: string;
  /** What is measured, in words. */
  says: string;
  /** Counts whatever its value. */
  anyRecord?: true;
  met: (measure: Fact, sex: string) => boolean | "needs sex";
  evidence: (measure: Fact) => string;
};

const above =
  (limit: number) =>
  ({ highest }: Fact) =>
    highest !== undefined && highest > limit;
const below =
  (limit: number) =>
  ({ lowest }: Fact) =>
    lowest !== undefined && lowest < limit;
const orMore =
  (limit: number) =>
  ({ highest }: Fact) =>
    highest !== undefined && highest >= limit;
const orLess =
  (limit: number) =>
  ({ lowest }: Fact) =>
    lowest !== undefined && lowest <= limit;
const highestOf =
  (what: string, unit: string) =>
  ({ highest }: Fact) =>
    `highest ${what} ${highest}${unit}`;
const lowestOf =
  (what: string, unit: string) =>
  ({ lowest }: Fact) =>
    `lowest ${what} ${lowest}${unit}`;

const tooLow = below(0.36);
const tooHigh = above(5.5);

/** Strict or not as in the source. */
const VALUE_RULES: readonly ValueRule[] = [
  {
    deficit: "falls",
    measure: "falls-in-year",
    says: "falls in 12 months",
    met: above(0),
    evidence: highestOf("number of falls in 12 months", ""),
  },
  {
    deficit: "hypertension",
    measure: "diastolic-24h",
    says: "24-hour diastolic pressure",
    met: above(85),
    evidence: highestOf("24-hour diastolic pressure", " mmHg"),
  },
  {
    deficit: "hypertension",
    measure: "systolic-24h",
    says: "24-hour systolic pressure",
    met: above(135),
    evidence: highestOf("24-hour systolic pressure", " mmHg"),
  },
  {
    deficit: "atrial-fibrillation",
    measure: "chads2",
    says: "CHADS2 score",
    anyRecord: true,
    met: () => true,
    evidence: () => "a CHADS2 score is recorded",
  },
  {
    deficit: "activity-limitation",
    measure: "barthel",
    says: "Barthel index",
    met: orLess(18),
    evidence: lowestOf("Barthel index", ""),
  },
  {
    deficit: "cognitive-problems",
    measure: "six-cit",
    says: "six-item cognitive impairment test",
    met: orMore(8),
    evidence: highestOf("six-item cognitive impairment test", ""),
  },
  {
    deficit: "anaemia",
    measure: "haemoglobin",
    says: "haemoglobin",
    met: anaemic,
    evidence: lowestOf("haemoglobin", " g/L"),
  },
  {
    deficit: "thyroid-disorders",
    measure: "tsh",
    says: "thyroid stimulating hormone",
    met: (m) => tooLow(m) || tooHigh(m),
    evidence: (m) => (tooLow(m) ? lowestOf("TSH", " mU/L")(m) : highestOf("TSH", " mU/L")(m)),
  },
  { deficit: "ckd", measure: "egfr", says: "eGFR", met: below(60), evidence: lowestOf("eGFR", " mL/min/1.73 m²") },
  {
    deficit: "ckd",
    measure: "urine-acr",
    says: "urine albumin:creatinine ratio",
    met: above(3),
    evidence: highestOf("albumin:creatinine ratio", " mg/mmol"),
  },
  {
    deficit: "ckd",
    measure: "urine-pcr",
    says: "urine protein:creatinine ratio",
    met: above(50),
    evidence: highestOf("protein:creatinine ratio", " mg/mmol"),
  },
  {
    deficit: "pvd",
    measure: "abpi",
    says: "ankle brachial pressure index",
    met: below(0.95),
    evidence: lowestOf("ankle brachial pressure index", ""),
  },
  {
    deficit: "osteoporosis",
    measure: "hip-t-score",
    says: "hip T-score",
    met: orLess(-2.5),
    evidence: lowestOf("hip T-score", ""),
  },
  {
    deficit: "respiratory-disease",
    measure: "copd-exacerbations",
    says: "COPD exacerbations in a year",
    met: orMore(1),
    evidence: highestOf("number of COPD exacerbations in a year", ""),
  },
  {
    deficit: "weight-loss",
    measure: "must",
    says: "malnutrition screening",
    met: orMore(1),
    evidence: highestOf("malnutrition universal screening tool", ""),
  },
];

/** g/L; a value up to 25 can only be g/dL. Between the two limits the answer hangs on the sex. */
function anaemic({ lowest }: Fact, sex: string): boolean | "needs sex" {
  if (lowest === undefined) return false;
  const gramsPerLitre = lowest <= 25 ? lowest * 10 : lowest;
  if (sex === "female") return gramsPerLitre < 115;
  if (sex === "male") return gramsPerLitre < 130;
  if (gramsPerLitre < 115) return true;
  return gramsPerLitre < 130 ? "needs sex" : false;
}
