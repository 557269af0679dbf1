/**
 * From a person's features to the terms of the instruments that add weights: which code sets show each term. A term is
 * found when any of its sets is recorded; it is not known when none is and one of them is not installed.
 */
import type { Answer, Reason } from "../answer";
import { addMonths, type CalendarDate } from "../calendar";
import { hasDiabetes } from "../care-protocols/diabetes-register";
import { CODE_SETS } from "../code-sets/all";
import { daysSince, type Features, holds, latestValue } from "../feature";
import { CAMBRIDGE_TERMS, type CambridgeTerm, scoreCambridge } from "./cambridge";
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

/** More than three issues in 12 months, as in the OneCare writing of the score. */
const ISSUES = { constipation: "medicine-laxative", "painful-condition": "medicine-analgesic" } as const;
const ISSUES_OVER = 3;

export function cambridgeOf(person: Scored, asOf: CalendarDate, installed: Installed = SHIPPED_SETS): Answer<"scored"> {
  const found = lookFor(CAMBRIDGE_TERMS, CAMBRIDGE_SETS, person, installed);
  if (hasDiabetes(person)) found.terms.add("diabetes");
  if (person.medicines === undefined) found.notKnown.push("medicines");
  for (const term of Object.keys(ISSUES) as (keyof typeof ISSUES)[]) {
    if (daysSince(person, ISSUES[term], addMonths(asOf, -12)) > ISSUES_OVER) found.terms.add(term);
  }
  return { ...scoreCambridge(found), asOf };
}

// ── Electronic Frailty Index 2 ────────────────────────────────────────────────────────────────────────────

const EFI2_SETS: Readonly<Partial<Record<Efi2Term, Shown>>> = {
  alcohol_previous_harmful_higher: once("efi2-alcohol-previous"),
  alcohol_harmful_intake: once("efi2-alcohol-harmful"),
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
  smoker_current: once("efi2-current-smoker"),
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

/** kg/m² below which a body mass index is underweight [M], and years that an answer about alcohol holds [V]. */
const UNDERWEIGHT = 18.5;
const ALCOHOL_MONTHS = 60;

/** What the published list limits in time and could not be read is counted whenever it was recorded. */
const EFI2_CAVEAT = "time limits of the published code list could not be read: entries count whenever recorded";

export function efi2Of(person: Scored, asOf: CalendarDate, installed: Installed = SHIPPED_SETS): Answer<Efi2Category> {
  const found = lookFor(EFI2_TERMS, EFI2_SETS, person, installed);
  const bmi = latestValue(person, "bmi");
  if (bmi === undefined) found.terms.add("bmi_missing");
  else if (bmi < UNDERWEIGHT) found.terms.add("bmi_underweight");
  if (!installed.has("alcohol-intake")) found.notKnown.push("Alcohol intake (no code set is installed)");
  else if (daysSince(person, "alcohol-intake", addMonths(asOf, -ALCOHOL_MONTHS)) === 0)
    found.terms.add("alcohol_missing");
  const medicines = person.medicinesIn90Days;
  if (medicines === undefined) found.notKnown.push("medicines");
  else if (medicines >= 10) found.terms.add("polypharmacy_10_plus");
  else if (medicines >= 5) found.terms.add("polypharmacy_5_9");
  const answer = scoreEfi2({ ...found, age: person.age });
  return { ...answer, asOf, caveats: [...(answer.caveats ?? []), EFI2_CAVEAT] };
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
  for (const { term, sets, ever, notInstalled } of linesOf(table, shownBy, installed)) {
    const first = sets.find((set) => (ever ? person.facts.has(set) : holds(person, set)));
    if (first !== undefined) {
      terms.add(term);
      shown.set(term, { on: person.facts.get(first)?.latestOn, sets });
    } else if (notInstalled) {
      notKnown.push(notInstalled);
    }
  }
  return { terms, notKnown, shown };
}

type Line<Term extends string> = Shown & { term: Term; notInstalled: string | undefined };
const linesByInstalled = new WeakMap<Installed, Map<object, Line<string>[]>>();

function linesOf<Term extends string>(
  table: Readonly<Record<Term, WeightedTerm>>,
  shownBy: Readonly<Partial<Record<Term, Shown>>>,
  installed: Installed,
): Line<Term>[] {
  const known = linesByInstalled.get(installed) ?? new Map<object, Line<string>[]>();
  linesByInstalled.set(installed, known);
  const made =
    known.get(shownBy) ??
    (Object.entries(shownBy) as [Term, Shown][]).map(([term, one]) => ({
      ...one,
      term,
      notInstalled: one.sets.some((set) => !installed.has(set))
        ? `${table[term].label} (no code set is installed)`
        : undefined,
    }));
  known.set(shownBy, made);
  return made as Line<Term>[];
}
