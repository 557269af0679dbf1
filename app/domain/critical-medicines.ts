/**
 * Medicines of the record that a crew must know of, by the names of their products. The classes are the red-alert drugs
 * of crisis cards in use (anticoagulant, steroid, insulin, SGLT2 inhibitor, opioid patch, clozapine, lithium): substances
 * are those of the code sets, and what these leave out stands here: injections, and brands as sold in the United Kingdom
 * (British National Formulary; not exhaustive). To be signed by each site's clinical lead.
 */
import type { Substances } from "./code-sets/code-set";
import { MEDICINE_SUBSTANCES } from "./code-sets/medicine-substances";
import { LOCAL_FORMS, MEDICINES } from "./code-sets/medicines";
import { MEDICINES_DIABETES } from "./code-sets/medicines-diabetes";

export type CriticalClass =
  | "Insulin"
  | "Anticoagulant"
  | "Steroid"
  | "SGLT2 inhibitor"
  | "Opioid patch"
  | "Clozapine"
  | "Lithium"
  | "Home oxygen";

const list = (words: string) => words.split(", ");

const SETS = new Map(
  [...MEDICINES, ...MEDICINES_DIABETES, ...MEDICINE_SUBSTANCES].map(({ id, substances }) => [id, substances]),
);

/** An unknown id is a mistake in this file, so it throws. */
function setOf(id: string): Substances {
  const substances = SETS.get(id);
  if (!substances) throw new Error(`No code set of medicines has the id "${id}".`);
  return substances;
}

type Named = { set?: string; also?: string; butNot?: readonly string[] };

const CLASSES: Readonly<Record<CriticalClass, Named>> = {
  Insulin: { set: "medicine-insulin" },
  Anticoagulant: {
    set: "medicine-anticoagulant",
    also: "eliquis, xarelto, lixiana, pradaxa, marevan, sinthrome, heparin, enoxaparin, dalteparin, tinzaparin, bemiparin, fondaparinux, argatroban, danaparoid, clexane, inhixa, arovi, fragmin, innohep, zibor, arixtra",
    // A flush keeps a line open and thins nobody's blood.
    butNot: [...LOCAL_FORMS, "flush", "hepsal", "canusal"],
  },
  Steroid: {
    set: "medicine-steroid",
    also: "fludrocortisone, florinef, plenadren, hydventia, efmody, alkindi, solu-cortef, efcortesol, medrone, dilacort, deltacortril, pevanti, calcort",
    butNot: [...LOCAL_FORMS, "drops", "rectal", "pessary", "pessaries", "depo-medrone"],
  },
  "SGLT2 inhibitor": { set: "medicine-sglt2" },
  "Opioid patch": {
    also: "butrans, butec, bunov, panitaz, reletrans, sevodyne, transtec, hapoctasin, bupeaze, relevtec, durogesic, matrifen, fencino, mezolar, mylafent, opiodur, osmanil, victanyl, yemex",
  },
  Clozapine: { set: "medicine-is-clozapine", also: "clozaril, denzapine, zaponex" },
  Lithium: {
    set: "medicine-lithium",
    also: "priadel, camcolit, liskonum, li-liquid",
    butNot: LOCAL_FORMS,
  },
  "Home oxygen": { set: "medicine-oxygen" },
};

/** Names by which products and people call the medicines of a class, in lower case: substances and brands. */
export function namesOf(word: CriticalClass): string[] {
  const { set, also } = CLASSES[word];
  return [...(set ? setOf(set).any : []), ...(also ? list(also) : [])];
}

const wordsOf = (names: readonly string[]) => new RegExp(`\\b(?:${names.join("|")})\\b`, "i");

const KNOWN = (Object.keys(CLASSES) as CriticalClass[]).map((word) => {
  const { set, butNot = [] } = CLASSES[word];
  const not = [...((set && setOf(set).butNot) || []), ...butNot];
  return { word, is: wordsOf(namesOf(word)), ...(not.length && { not: wordsOf(not) }) };
});

/** Of a fentanyl or buprenorphine product only the form tells: tablets and injections are no patch. */
const isPatch = (medicine: string) =>
  /\b(?:fentanyl|buprenorphine)\b/i.test(medicine) && /\bpatch(?:es)?\b|transdermal/i.test(medicine);

/** The class of a critical medicine; undefined for all others. */
export function criticalClassOf(medicine: string): CriticalClass | undefined {
  if (isPatch(medicine)) return "Opioid patch";
  return KNOWN.find(({ is, not }) => is.test(medicine) && !not?.test(medicine))?.word;
}
