/**
 * Electronic Frailty Index: deficits that a primary care record shows, of 36.
 * Clegg A et al. Age Ageing 2016;45:353-360, doi:10.1093/ageing/afw039. The method is published; UK suppliers work
 * under a licence of its owners, so the terms for a real deployment are an open question. Range 0-36 (shown as n/36).
 * Made for ages 65 to 95. Outside them it is computed and marked as such, and decides nothing below 65.
 *
 * Each deficit counts one, without a time limit: a code or a value once recorded counts for good; only polypharmacy
 * resolves. A test that was never done is no missing input, since the index counts what is recorded; a result that
 * cannot be read is one, where a readable one could add a deficit: when it is the newest, or none can be read. Value
 * rules: efi-values.ts. Polypharmacy counts products as coded, not substances: two strengths of one drug are two.
 */
import type { Answer, Reason } from "../answer";
import type { Features } from "../feature";
import { VALUE_RULES } from "./efi-values";

export const EFI_VERSION = "efi 2016-36/3";

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

/** Distinct medicines in 12 months [V, Greater Manchester SDE, marked there as from A. Clegg]. */
const POLYPHARMACY = 5;

/** Said wherever polypharmacy counts; fewer products than the limit are fewer substances too. */
export const PRODUCTS_CAVEAT = "polypharmacy counts products, not substances: it may be counted too soon";

export const EFI_AGES = { from: 65, to: 95 } as const;

export type EfiInput = Pick<Features, "sex" | "hasRecord" | "facts" | "medicines"> & { age?: number };

/** `madeFor` says whether the index was made for this age; undefined when the age is not known. */
export type EfiAnswer = Answer<EfiCategory> & { madeFor: boolean | undefined };

/** Each deficit with what shows it. Whole populations pass here: what does not hang on the person is worked out once. */
const LINES = (Object.keys(EFI_DEFICITS) as EfiDeficit[]).map((id) => ({
  id,
  term: EFI_DEFICITS[id],
  set: `efi-${id}`,
  rules: VALUE_RULES.filter(({ deficit }) => deficit === id),
  marks: MODIFIABLE.has(id) ? ({ modifiable: true } as const) : undefined,
}));
type Line = (typeof LINES)[number];

/** Places of the deficits that something recorded of the set could show. */
const PLACES_BY_SET = new Map<string, number[]>();
for (const [place, { set, rules }] of LINES.entries())
  for (const shows of new Set([set, ...rules.map(({ measure }) => measure)]))
    PLACES_BY_SET.set(shows, [...(PLACES_BY_SET.get(shows) ?? []), place]);
/** Of everybody: polypharmacy is shown by no set. */
const ASKED_ALWAYS = Uint8Array.from(LINES, ({ id }) => (id === "polypharmacy" ? 1 : 0));

/** 1 at the places of the deficits that the record may show: most people have little recorded. */
function askedAbout({ facts }: EfiInput): Uint8Array {
  const asked = ASKED_ALWAYS.slice();
  for (const set of facts.keys()) {
    const places = PLACES_BY_SET.get(set);
    if (places) for (const place of places) asked[place] = 1;
  }
  return asked;
}

export function scoreEfi(person: EfiInput): EfiAnswer {
  const because: Reason[] = [];
  const missing: string[] = [];
  if (!person.hasRecord) missing.push("coded record");
  const asked = askedAbout(person);
  for (let place = 0; place < asked.length; place++) {
    if (asked[place] === 0) continue;
    const line = LINES[place]!;
    const found = line.id === "polypharmacy" ? polypharmacy(person) : deficit(line, person);
    if (found === undefined) continue;
    if ("missing" in found) missing.push(found.missing);
    else because.push({ term: line.term, points: 1, ...found, ...line.marks });
  }
  const { age } = person;
  const madeFor = age === undefined ? undefined : age >= EFI_AGES.from && age <= EFI_AGES.to;
  const value = because.length;
  const caveats: string[] = [];
  if (madeFor === false) caveats.push(`made for ages ${EFI_AGES.from} to ${EFI_AGES.to}`);
  if (because.some(isPolypharmacy)) caveats.push(PRODUCTS_CAVEAT);
  const made = { madeFor, version: EFI_VERSION, ...(caveats.length && { caveats }) };
  return missing.length
    ? { known: false, atLeast: value, missing, because, ...made }
    : { known: true, value, category: efiCategory(value), because, ...made };
}

/** What shows a deficit, or what is missing to tell; undefined when there is none. */
type Found = Pick<Reason, "evidence" | "on" | "sets"> | { missing: string } | undefined;

const isPolypharmacy = ({ term }: Reason): boolean => term === EFI_DEFICITS.polypharmacy;

function polypharmacy({ medicines }: EfiInput): Found {
  if (medicines === undefined) return { missing: "medicines" };
  return medicines < POLYPHARMACY ? undefined : { evidence: `${medicines} medicines in 12 months` };
}

function deficit({ set, rules }: Line, { facts, sex }: EfiInput): Found {
  const coded = facts.get(set);
  if (coded) return { on: coded.latestOn, sets: [set] };
  let missing: string | undefined;
  for (const rule of rules) {
    const measure = facts.get(rule.measure);
    if (!measure) continue;
    const met = rule.anyRecord || !measure.unreadable ? rule.met(measure, sex) : false;
    if (met === "needs sex") missing ??= "sex (the haemoglobin is low in men only)";
    else if (!met && (measure.unreadable || measure.newestUnreadable))
      missing ??= `${rule.says}: result without a usable value`;
    else if (met) return { evidence: rule.evidence(measure), sets: [rule.measure] };
  }
  return missing === undefined ? undefined : { missing };
}
