/**
 * Medicines by the words that plans and records use for them: one row holds the names among which an allergy to one
 * counts for all (classes of the British National Formulary; brands that stand on boxes at home). A start, to be signed
 * by each site's clinical lead; a name that is not here is compared as it is written.
 */
import { namesOf } from "./critical-medicines";

export type Substance = {
  name: string;
  words: RegExp;
  /** Of a class whose name alone counts for all of it: an allergy to morphine is not one to every opioid. */
  called?: RegExp;
};

const wordsOf = (words: string) => new RegExp(`\\b(?:${words.split(", ").join("|")})`, "i");

const row = (name: string, words: string, called?: string): Substance => ({
  name,
  words: wordsOf(called ? `${called}, ${words}` : words),
  ...(called && { called: wordsOf(called) }),
});

export const SUBSTANCES: readonly Substance[] = [
  row(
    "penicillin",
    "penicillin, amoxicillin, amoxycillin, co-?amoxiclav, augmentin, flucloxacillin, ampicillin, piperacillin, tazocin, pivmecillinam, temocillin, phenoxymethylpenicillin, benzylpenicillin, co-?fluampicil",
  ),
  row("cephalosporins", "cef[a-z]+, cephal[a-z]+"),
  row("macrolides", "erythromycin, clarithromycin, azithromycin, macrolide"),
  row("tetracyclines", "doxycycline, tetracycline, lymecycline, minocycline, oxytetracycline"),
  row("sulfonamides", "co-?trimoxazole, septrin, sulfameth, sulphameth, sulfonamide, sulphonamide, sulfadiazine"),
  row("trimethoprim", "trimethoprim, co-?trimoxazole, septrin"),
  row("quinolones", "ciprofloxacin, levofloxacin, moxifloxacin, ofloxacin, quinolone"),
  row("nitrofurantoin", "nitrofurantoin, macrobid"),
  row("metronidazole", "metronidazole, flagyl"),
  row(
    "NSAIDs",
    "ibuprofen, naproxen, diclofenac, ketorolac, indometacin, celecoxib, etoricoxib, meloxicam, nsaid, non-?steroidal",
  ),
  row("aspirin", "aspirin, acetylsalicylic"),
  row("paracetamol", "paracetamol, co-?codamol, co-?dydramol"),
  row(
    "opioids",
    "morphine, oramorph, zomorph, sevredol, \\bMST\\b, diamorphine, oxycodone, oxynorm, oxycontin, shortec, longtec, fentanyl, alfentanil, matrifen, durogesic, buprenorphine, butrans, butec, codeine, co-?codamol, co-?dydramol, dihydrocodeine, tramadol, tapentadol, methadone, pethidine, hydromorphone, meptazinol",
    "opioid, opiate",
  ),
  row("morphine", "morphine, oramorph, zomorph, sevredol, \\bMST\\b, diamorphine"),
  row("oxycodone", "oxycodone, oxynorm, oxycontin, shortec, longtec"),
  row("fentanyl", "fentanyl, alfentanil, matrifen, durogesic"),
  row("buprenorphine", "buprenorphine, butrans, butec"),
  row("codeine", "codeine, co-?codamol, dihydrocodeine, co-?dydramol"),
  row("tramadol", "tramadol"),
  row("benzodiazepines", "midazolam, buccolam, epistatus, diazepam, lorazepam, clonazepam, benzodiazepine"),
  row("haloperidol", "haloperidol"),
  row("levomepromazine", "levomepromazine, nozinan"),
  row("cyclizine", "cyclizine"),
  row("metoclopramide", "metoclopramide, maxolon"),
  row("prochlorperazine", "prochlorperazine, stemetil, buccastem"),
  row("ondansetron", "ondansetron"),
  row("hyoscine", "hyoscine, buscopan"),
  row("glycopyrronium", "glycopyrron"),
  row("prednisolone", "prednisolone"),
  row("hydrocortisone", "hydrocortisone"),
  row("dexamethasone", "dexamethasone"),
  row("adrenaline", "adrenaline, epinephrine, epipen, jext"),
  row("salbutamol", "salbutamol, ventolin"),
  row("ACE inhibitors", "ACE[- ]?inhibitor, ramipril, lisinopril, perindopril, enalapril, captopril, fosinopril"),
  row("furosemide", "furosemide, frusemide"),
  row("glucagon", "glucagon, glucagen"),
  row("insulin", namesOf("Insulin").join(", ")),
];

/** Rows whose names stand in the words; a class that is called by name stands for all of it. */
export const substancesIn = (words: string): Substance[] =>
  SUBSTANCES.filter((one) => (one.called ?? one.words).test(words));

const NOT_A_NAME =
  /^(?:allerg\w*|hypersensitiv\w*|intoleran\w*|sensitiv\w*|adverse|reaction\w*|anaphyla\w*|angio\w*|finding|disorder|medicines?|medications?|drugs?|substances?|products?|agents?|class|group|containing|inhibitors?|caused|induced|due|secondary|following|rash\w*|swelling|hives|urticaria|nausea|vomiting|itch\w*|severe|mild|moderate|history|known|unknown|unspecified|nos|other|certain|some|any|all|propensity|risk|status|effects?|side|not|no|yes|has|had|was|is|are|on|in|at|as|an?|to|of|the|and|or|by|with|from|after|for|type|multiple|several|seasonal|food|skin|contact|tablets?|capsules?|injection|solution|resolved)$/i;

/**
 * For an allergy to something that is in no row: its own word, as written, before the colon or, where none stands there
 * ("Drug allergy: Pabrinex"), after it. Of three letters or more; a short one only as the whole word.
 */
export function namedAllergen(allergy: string): RegExp | undefined {
  for (const part of allergy.split(/[:(]/)) {
    const word = part.split(/[^\p{L}-]+/u).find((one) => one.length >= 3 && !NOT_A_NAME.test(one));
    if (word) return new RegExp(`\\b${word}${word.length < 5 ? "\\b" : ""}`, "i");
  }
  return undefined;
}
