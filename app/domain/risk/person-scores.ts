/**
 * From a person's features to the terms of the instruments that add weights: which code sets show each term. A term is
 * found when any of its sets is recorded; it is not known when none is and one of them is not installed.
 */
import type { Answer, Reason } from "../answer";
import { type CalendarDate, monthsFrom } from "../calendar";
import { hasDiabetes } from "../care-protocols/diabetes-register";
import { CODE_SETS } from "../code-sets/all";
import { daysSince, type Fact, type Features, holds, latestOn } from "../feature";
import { CAMBRIDGE_TERMS, type CambridgeTerm, scoreCambridge } from "./cambridge";
import { PRODUCTS_CAVEAT } from "./efi";
import { EFI2_TERMS, type Efi2Category, type Efi2Term, scoreEfi2 } from "./efi2";
import type { FoundTerms, WeightedTerm } from "./weighted-terms";

/** Code sets that have anything by which they could be recorded. */
export type Installed = ReadonlySet<string>;

export const SHIPPED_SETS: Installed = new Set(
  CODE_SETS.filter(({ members, substances }) => members.length > 0 || substances).map(({ id }) => id),
);

type Scored = Pick<Features, "facts" | "hasRecord" | "medicines" | "medicinesIn90Days"> & { age?: number };

/** Sets, and whether one entry is enough for good (as in the eFI) or the condition must hold. */
type Shown = { sets: readonly string[]; ever?: true };

const of = (...sets: string[]): Shown => ({ sets });
const once = (...sets: string[]): Shown => ({ sets, ever: true });

// ── Cambridge Multimorbidity Score ────────────────────────────────────────────────────────────────────────

const CAMBRIDGE_SETS: Readonly<Partial<Record<CambridgeTerm, Shown>>> = {
  dementia: of("condition-dementia"),
  cancer: of("condition-cancer"),
  copd: of("condition-copd"),
  "atrial-fibrillation": of("condition-atrial-fibrillation"),
  "heart-failure": of("condition-heart-failure"),
  epilepsy: of("condition-epilepsy"),
  "stroke-tia": of("condition-stroke"),
  "alcohol-problems": of("alcohol-problem"),
  "psychosis-bipolar": of("condition-serious-mental-illness"),
  ckd: of("condition-chronic-kidney-disease"),
  "anxiety-depression": of("condition-depression", "anxiety"),
  chd: of("condition-coronary-heart-disease"),
  "connective-tissue-disorder": of("condition-rheumatoid-arthritis"),
  ibs: of("irritable-bowel"),
  asthma: of("condition-asthma"),
  "hearing-loss": once("efi-hearing-loss"),
  hypertension: of("condition-hypertension"),
};

/**
 * A repeat that runs and stands as one entry says when it began, not how often it was issued: it cannot be counted.
 * More than three issues in 12 months [V, the OneCare writing of the 37 conditions, for both terms].
 */
const ISSUES = [
  ["constipation", "medicine-laxative"],
  ["painful-condition", "medicine-analgesic"],
] as const;
const ISSUES_OVER = 3;
const ISSUES_MONTHS = 12;

export function cambridgeOf(person: Scored, asOf: CalendarDate, installed: Installed = SHIPPED_SETS): Answer<"scored"> {
  const found = lookFor(CAMBRIDGE_TERMS, CAMBRIDGE_SETS, person, installed);
  if (hasDiabetes(person)) found.terms.add("diabetes");
  if (person.medicines === undefined) found.notKnown.push("medicines");
  for (const [term, set] of ISSUES) {
    const issues = daysSince(person, set, monthsFrom(asOf, -ISSUES_MONTHS));
    if (issues > ISSUES_OVER) found.terms.add(term);
    else if (holds(person, set) && issues <= 1)
      found.notKnown.push(`${CAMBRIDGE_TERMS[term].label} (issues of a running medicine are not recorded)`);
  }
  return { ...scoreCambridge(found), asOf };
}

// ── Electronic Frailty Index 2 ────────────────────────────────────────────────────────────────────────────

const EFI2_SETS: Readonly<Partial<Record<Efi2Term, Shown>>> = {
  falls: once("efi-falls"),
  palliative_care: of("palliative-care"),
  mobility_problems: once("efi-mobility-problems"),
  dementia: of("condition-dementia"),
  motor_neuron_disease: of("motor-neurone-disease"),
  housebound: once("efi-housebound"),
  medication_management_problems: once("efi2-medication-management"),
  cancer: of("condition-cancer"),
  liver_problems: of("condition-chronic-liver-disease"),
  social_vulnerability: once("efi-social-vulnerability"),
  skin_ulcer: once("efi-skin-ulcer"),
  care_requirement: once("efi-care-requirement"),
  weight_loss_anorexia: once("efi-weight-loss"),
  hypotension_syncope: once("efi-hypotension"),
  fragility_fracture: once("efi-fragility-fracture"),
  activity_limitation: once("efi-activity-limitation"),
  atrial_fibrillation: once("efi-atrial-fibrillation"),
  memory_concerns: once("efi2-memory-concerns"),
  environment_problems: once("efi2-environment"),
  copd: of("condition-copd"),
  heart_failure: once("efi-heart-failure"),
  cognitive_impairment: once("efi2-cognitive-impairment"),
  stroke: of("condition-stroke"),
  fracture: once("efi2-fracture"),
  peptic_ulcer: once("efi-peptic-ulcer"),
  dressing_grooming_problems: once("efi2-dressing-grooming"),
  parkinsonism_tremor: once("efi-parkinsons"),
  seizures: of("condition-epilepsy"),
  peripheral_vascular_disease: once("efi-pvd"),
  transient_ischemic_attack: once("efi2-transient-ischaemic-attack"),
  respiratory_disease: once("efi-respiratory-disease"),
  self_harm: once("efi2-self-harm"),
};

/** kg/m² below which a body mass index is underweight: the World Health Organization's limit [M]. */
const UNDERWEIGHT = 18.5;
/** Distinct medicines in 90 days [V, weights of OmopIndices; days by the NHS London macros]. */
const POLYPHARMACY = { from: 5, heavierFrom: 10 } as const;
/** What is recorded of alcohol counts for five years [V, NHS North West London macro]. */
const ALCOHOL_MONTHS = 60;
/** Heaviest first: only one counts. */
const ALCOHOL = [
  ["alcohol_previous_harmful_higher", "efi2-alcohol-previous"],
  ["alcohol_harmful_intake", "efi2-alcohol-harmful"],
] as const;
/** Of two on one day the first. */
const SMOKING = ["smoking-current", "smoking-ex", "smoking-never"];

/** What the published list limits in time and could not be read is counted whenever it was recorded. */
const EFI2_CAVEAT = "time limits of the published code list could not be read: entries count whenever recorded";

export function efi2Of(person: Scored, asOf: CalendarDate, installed: Installed = SHIPPED_SETS): Answer<Efi2Category> {
  const found = lookFor(EFI2_TERMS, EFI2_SETS, person, installed);
  addBodyMass(found, person);
  addAlcohol(found, person, monthsFrom(asOf, -ALCOHOL_MONTHS), installed);
  addSmoking(found, person, installed);
  const medicines = person.medicinesIn90Days;
  if (medicines === undefined) found.notKnown.push("medicines");
  else if (medicines >= POLYPHARMACY.heavierFrom) found.terms.add("polypharmacy_10_plus");
  else if (medicines >= POLYPHARMACY.from) found.terms.add("polypharmacy_5_9");
  const { terms, notKnown, shown } = found;
  const answer = scoreEfi2({ terms, notKnown, shown, age: person.age });
  const caveats = [...(answer.caveats ?? []), EFI2_CAVEAT];
  if (medicines !== undefined && medicines >= POLYPHARMACY.from) caveats.push(PRODUCTS_CAVEAT);
  return { ...answer, asOf, caveats };
}

/** Never measured is a term of the instrument; measured and not readable, alone or last, is unknown. */
function addBodyMass({ terms, notKnown }: Found<Efi2Term>, { facts }: Scored): void {
  const bmi = facts.get("bmi");
  if (!bmi) terms.add("bmi_missing");
  else if (bmi.latest === undefined || bmi.newestUnreadable)
    notKnown.push("Body mass index: result without a usable value");
  else if (bmi.latest < UNDERWEIGHT) terms.add("bmi_underweight");
}

function addAlcohol(
  { terms, notKnown, shown }: Found<Efi2Term>,
  person: Scored,
  since: CalendarDate,
  installed: Installed,
): void {
  for (const [term, set] of ALCOHOL) {
    if (daysSince(person, set, since) > 0) {
      terms.add(term);
      shown.set(term, { on: latestOn(person, set), sets: [set] });
      return;
    }
    if (!installed.has(set)) notKnown.push(`${EFI2_TERMS[term].label} (no code set is installed)`);
    else if (isUndated(person, set)) notKnown.push(`${EFI2_TERMS[term].label} (recorded without a date)`);
  }
  if (!installed.has("alcohol-intake")) notKnown.push("Alcohol intake (no code set is installed)");
  else if (daysSince(person, "alcohol-intake", since) > 0) return;
  else if (isUndated(person, "alcohol-intake")) notKnown.push("Alcohol intake (recorded without a date)");
  else terms.add("alcohol_missing");
}

/** One entry without a date may lie within any window. */
const isUndated = ({ facts }: Scored, set: string): boolean =>
  facts.get(set)?.entries.some(({ on }) => on === undefined) ?? false;

/** By the latest status. One that says only that it was asked hides what older ones say. */
function addSmoking({ terms, notKnown, shown }: Found<Efi2Term>, person: Scored, installed: Installed): void {
  const { label } = EFI2_TERMS.smoker_current;
  if (SMOKING.some((set) => !installed.has(set))) {
    notKnown.push(`${label} (no code set is installed)`);
    return;
  }
  let latest: string | undefined;
  for (const set of SMOKING)
    if (person.facts.has(set) && (!latest || (latestOn(person, set) ?? "") > (latestOn(person, latest) ?? "")))
      latest = set;
  const on = latest && latestOn(person, latest);
  const asked = person.facts.get("smoking-status");
  if (asked && (!latest || (asked.latestOn ?? "") > (on ?? "")))
    notKnown.push(`${label} (the latest status cannot be read)`);
  else if (latest === "smoking-current") {
    terms.add("smoker_current");
    shown.set("smoker_current", { on, sets: SMOKING });
  }
}

type Found<Term extends string> = {
  terms: Set<Term>;
  notKnown: string[];
  shown: Map<Term, Pick<Reason, "on" | "sets">>;
} & FoundTerms<Term>;

/** Asked of every person of a population: what does not hang on the person is worked out once. */
function lookFor<Term extends string>(
  table: Readonly<Record<Term, WeightedTerm>>,
  shownBy: Readonly<Partial<Record<Term, Shown>>>,
  person: Scored,
  installed: Installed,
): Found<Term> {
  const terms = new Set<Term>();
  const shown = new Map<Term, Pick<Reason, "on" | "sets">>();
  const notKnown = person.hasRecord ? [] : ["coded record"];
  const { bySet, notInstalled } = linesOf(table, shownBy, installed);
  // From what is recorded to the terms: most people have little recorded.
  for (const set of person.facts.keys()) {
    const line = bySet.get(set);
    if (!line || terms.has(line.term)) continue;
    const fact = firstOf(line.sets, line.ever, person);
    if (!fact) continue;
    terms.add(line.term);
    shown.set(line.term, { on: fact.latestOn, sets: line.sets });
  }
  for (const { term, words } of notInstalled) if (!terms.has(term)) notKnown.push(words);
  return { terms, notKnown, shown };
}

function firstOf(sets: readonly string[], ever: true | undefined, { facts }: Scored): Fact | undefined {
  for (const set of sets) {
    const fact = facts.get(set);
    if (fact && (ever || fact.active)) return fact;
  }
  return undefined;
}

/** By each of its sets, which is one term's alone; and what cannot be known of terms with a set that is not installed. */
type Lines<Term extends string> = {
  bySet: ReadonlyMap<string, Shown & { term: Term }>;
  notInstalled: readonly { term: Term; words: string }[];
};
const linesByInstalled = new WeakMap<Installed, Map<object, Lines<string>>>();

function linesOf<Term extends string>(
  table: Readonly<Record<Term, WeightedTerm>>,
  shownBy: Readonly<Partial<Record<Term, Shown>>>,
  installed: Installed,
): Lines<Term> {
  const known = linesByInstalled.get(installed) ?? new Map<object, Lines<string>>();
  linesByInstalled.set(installed, known);
  const made = known.get(shownBy) ?? makeLines(table, shownBy, installed);
  known.set(shownBy, made);
  return made as Lines<Term>;
}

function makeLines<Term extends string>(
  table: Readonly<Record<Term, WeightedTerm>>,
  shownBy: Readonly<Partial<Record<Term, Shown>>>,
  installed: Installed,
): Lines<Term> {
  const lines = (Object.entries(shownBy) as [Term, Shown][]).map(([term, one]) => ({ ...one, term }));
  const bySet = new Map<string, (typeof lines)[number]>();
  for (const line of lines)
    for (const set of line.sets) {
      if (bySet.has(set)) throw new Error(`The code set "${set}" would show two terms.`);
      bySet.set(set, line);
    }
  return {
    bySet,
    notInstalled: lines
      .filter(({ sets }) => sets.some((set) => !installed.has(set)))
      .map(({ term }) => ({ term, words: `${table[term].label} (no code set is installed)` })),
  };
}
