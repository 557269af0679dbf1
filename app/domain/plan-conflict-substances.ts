/**
 * Medicines by the words that plans and records use for them: one row holds the names among which an allergy to one
 * counts for all (classes of the British National Formulary; brands that stand on boxes at home). A start, to be signed
 * by each site's clinical lead; a name that is not here is compared as it is written.
 */
export type Substance = { name: string; words: RegExp };

const row = (name: string, words: string): Substance => ({
  name,
  words: new RegExp(`\\b(?:${words.split(", ").join("|")})`, "i"),
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
  row("morphine", "morphine, oramorph, zomorph, sevredol, \\bMST\\b, diamorphine"),
  row("oxycodone", "oxycodone, oxynorm, oxycontin, shortec, longtec"),
  row("fentanyl", "fentanyl, alfentanil"),
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
  row("furosemide", "furosemide, frusemide"),
  row("glucagon", "glucagon, glucagen"),
  row("insulin", "insulin, humulin, novorapid, lantus, levemir, tresiba, humalog, toujeo"),
];

/** Rows whose names stand in the words. */
export const substancesIn = (words: string): Substance[] => SUBSTANCES.filter((one) => one.words.test(words));

const NOT_A_NAME =
  /^(?:allerg\w*|intoleran\w*|sensitiv\w*|adverse|reaction\w*|anaphyla\w*|finding|disorder|medicine|medication|drugs?|substance|rash|swelling|severe|mild|moderate|history|known|to|of|the|and|tablets?|capsules?|injection|solution)$/i;

/** For an allergy to something that is in no row: its own word, as written, of five letters or more. */
export function namedAllergen(allergy: string): RegExp | undefined {
  const [word] = allergy
    .split(/[:(]/)[0]!
    .split(/[^\p{L}-]+/u)
    .filter((one) => one.length >= 5 && !NOT_A_NAME.test(one));
  return word ? new RegExp(`\\b${word}`, "i") : undefined;
}
