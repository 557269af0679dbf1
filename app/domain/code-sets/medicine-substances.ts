/**
 * One set for each substance that a rule must tell from its neighbours: two medicines of one class at once
 * (STOPP A3), and the burden of anticholinergics, where each drug has its own score.
 */
import { ANTICHOLINERGICS } from "./anticholinergics";
import type { CodeSet } from "./code-set";
import { LOCAL_FORMS } from "./medicines";

const words = (text: string) => text.split(", ");

/**
 * Classes of which two at once are a duplicate, after the examples of STOPP A3. Opioids are left out: one that acts
 * for long with one that acts at once is how they are given.
 */
export const DUPLICATED_CLASSES: Readonly<Record<string, readonly string[]>> = {
  NSAIDs: words(
    "aceclofenac, celecoxib, diclofenac, etodolac, etoricoxib, ibuprofen, indometacin, ketoprofen, mefenamic acid, meloxicam, nabumetone, naproxen, piroxicam",
  ),
  SSRIs: words("citalopram, escitalopram, fluoxetine, fluvoxamine, paroxetine, sertraline"),
  "loop diuretics": words("bumetanide, furosemide, torasemide"),
  "ACE inhibitors": words(
    "captopril, enalapril, fosinopril, imidapril, lisinopril, moexipril, perindopril, quinapril, ramipril, trandolapril",
  ),
  anticoagulants: words("acenocoumarol, apixaban, dabigatran, edoxaban, phenindione, rivaroxaban, warfarin"),
  antipsychotics: words(
    "amisulpride, aripiprazole, chlorpromazine, clozapine, flupentixol, haloperidol, olanzapine, paliperidone, quetiapine, risperidone, sulpiride, zuclopenthixol",
  ),
};

/** "medicine-is-mefenamic-acid" */
export const substanceSet = (substance: string): string => `medicine-is-${substance.replace(/ /g, "-")}`;

const SUBSTANCES = new Set([
  ...Object.values(DUPLICATED_CLASSES).flat(),
  ...ANTICHOLINERGICS.map(({ substance }) => substance),
]);

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);

export const MEDICINE_SUBSTANCES: CodeSet[] = [...SUBSTANCES].sort().map((substance) => ({
  id: substanceSet(substance),
  name: capital(substance),
  version: "2026-11-22",
  source: "selected by Confer: substance by its name in dm+d",
  licence: "Apache-2.0",
  members: [],
  substances: { any: [substance], butNot: [...LOCAL_FORMS, "plaster", "plasters", "suppositories"] },
}));
