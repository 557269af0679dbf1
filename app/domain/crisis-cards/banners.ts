/**
 * Critical facts that the record gives: the red-alert drugs of crisis cards in use, oxygen, a long lie, the usual state,
 * a ventilator. Each is one line for a crew; sources as the cards that they belong to.
 */
import { type Banner, because, capital, linesIn, medicinesSaying, memory, named, read } from "./card";
import { targetInWords } from "./oxygen-target";
import { bloodThinners, fallen, mayRetainCarbonDioxide, mayTurnConfused, onSteroids, throughATube } from "./whom";

const banner = (made: Omit<Banner, "version">): Banner => ({ version: 1, ...made });

export const INSULIN = banner({
  kind: "insulin",
  source: "Confer, from memory of diabetes guidance",
  fits: (person) => because(linesIn(person, "medicine-insulin")),
  fact: () => "Insulin",
  instruction: memory("check glucose in anyone not themselves; never stop insulin"),
});

export const SGLT2 = banner({
  kind: "sglt2",
  source: "Confer, from memory; sick-day rules of a London general practice",
  fits: (person) => because(linesIn(person, "medicine-sglt2")),
  fact: () => "SGLT2 inhibitor",
  instruction: memory("unwell: check ketones even when glucose is normal; pause it while ill"),
});

export const STEROID = banner({
  kind: "steroid",
  source: "NHS Steroid Emergency Card; Society for Endocrinology, adrenal crisis",
  fits: onSteroids,
  fact: () => "Long-term steroid",
  instruction: memory("never stop it; weak, vomiting, fever: treat as adrenal crisis"),
});

export const ANTICOAGULANT = banner({
  kind: "anticoagulant",
  source: "Confer, from memory of head-injury guidance",
  fits: (person) => because(bloodThinners(person).filter(({ sets }) => !sets.includes("medicine-antiplatelet"))),
  fact: (person) =>
    capital(
      named(
        bloodThinners(person).filter(({ sets }) => !sets.includes("medicine-antiplatelet")),
        40,
      ),
    ) || "Anticoagulant",
  instruction: memory("any head knock is urgent; write down the time of the last dose"),
});

export const OXYGEN_ALERT = banner({
  kind: "oxygen_alert",
  source: "British Thoracic Society guideline for oxygen, 2017",
  fits: mayRetainCarbonDioxide,
  fact: () => "Oxygen alert",
  instruction: read("target SpO2 88–92 % unless this plan gives another"),
  own: ({ oxygenTarget }) => oxygenTarget && `target SpO2 ${targetInWords(oxygenTarget)}, this person’s own`,
  adults: true,
});

export const LONG_LIE = banner({
  kind: "long_lie",
  source: "Confer, from memory; a long lie as read in falls research",
  fits: fallen,
  fact: () => "Long lie",
  instruction: memory("over 1 hour on the floor: think muscle breakdown, pressure damage, cold, pneumonia"),
});

export const DELIRIUM_BASELINE = banner({
  kind: "delirium_baseline",
  source: "Confer, from memory of delirium guidance",
  fits: mayTurnConfused,
  fact: () => "Usual state",
  instruction: memory("new confusion is delirium until shown otherwise: compare with the usual state in this plan"),
});

export const VENTILATOR = banner({
  kind: "ventilator",
  source: "Confer, from memory of the National Tracheostomy Safety Project",
  fits: throughATube,
  fact: () => "Tracheostomy or ventilator",
  instruction: memory("suction kit, spare tube and trained carer go along"),
});

export const OPIOID_PATCH = banner({
  kind: "opioid_patch",
  source: "Confer, from memory of the British National Formulary",
  fits: (person) => because(medicinesSaying(person, /(fentanyl|buprenorphine).*(patch|transdermal)/i)),
  fact: () => "Opioid patch",
  instruction: memory("drowsy or breathing slowly: look for all patches; heat and fever raise the dose"),
});

export const CLOZAPINE = banner({
  kind: "clozapine",
  source: "Confer, from memory of the British National Formulary",
  fits: (person) => because(linesIn(person, "medicine-is-clozapine")),
  fact: () => "Clozapine",
  instruction: memory(
    "fever or sore throat: blood count today; constipation can kill; missed 48 hours: ask before restarting",
  ),
});

export const LITHIUM = banner({
  kind: "lithium",
  source: "Confer, from memory of the British National Formulary",
  fits: (person) => because(linesIn(person, "medicine-lithium")),
  fact: () => "Lithium",
  instruction: memory("vomiting, dry, shaking or confused: lithium level and kidneys today; no NSAID"),
});

export const BANNERS: readonly Banner[] = [
  INSULIN,
  STEROID,
  ANTICOAGULANT,
  OXYGEN_ALERT,
  SGLT2,
  OPIOID_PATCH,
  CLOZAPINE,
  LITHIUM,
  VENTILATOR,
  LONG_LIE,
  DELIRIUM_BASELINE,
];
