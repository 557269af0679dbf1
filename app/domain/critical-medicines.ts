/**
 * Medicines of the record that a crew must know of, by the names of their drugs. The classes are the red-alert drugs
 * of crisis cards in use (anticoagulant, steroid, insulin, SGLT2 inhibitor, opioid patch, clozapine, lithium); the names
 * are those of the British National Formulary. A start, to be signed by each site's clinical lead.
 */
const CLASSES: readonly { word: string; drug: RegExp }[] = [
  { word: "Insulin", drug: /\binsulin|humulin|novorapid|lantus|levemir|tresiba/i },
  {
    word: "Anticoagulant",
    drug: /warfarin|apixaban|rivaroxaban|edoxaban|dabigatran|enoxaparin|dalteparin|tinzaparin/i,
  },
  { word: "Steroid", drug: /prednisol|hydrocortisone.*(tablet|oral)|dexamethasone.*(tablet|oral)|fludrocortisone/i },
  { word: "SGLT2 inhibitor", drug: /gliflozin/i },
  { word: "Opioid patch", drug: /(fentanyl|buprenorphine).*(patch|transdermal)/i },
  { word: "Clozapine", drug: /clozapine/i },
  { word: "Lithium", drug: /lithium/i },
  { word: "Home oxygen", drug: /\boxygen\b/i },
];

/** The class of a critical medicine; undefined for all others. */
export const criticalClassOf = (medicine: string): string | undefined =>
  CLASSES.find(({ drug }) => drug.test(medicine))?.word;
