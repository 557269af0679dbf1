/** Every crisis card: fourteen of the protocols' table in its order, then seven more. */
import { BANNERS } from "./banners";
import { agesOf, type Banner, type CardPerson, type CrisisCard } from "./card";
import { HIGH_GLUCOSE, HYPOGLYCAEMIA, STEROID_DEPENDENT } from "./diabetes";
import { COPD_FLARE, FALL_ON_BLOOD_THINNER, HEART_FAILURE, OXYGEN } from "./heart-and-lungs";
import { CARER_COLLAPSE, END_OF_LIFE_SYMPTOMS, FALL_OR_LONG_LIE } from "./home";
import { DELIRIUM, DEMENTIA_DISTRESS, LEARNING_DISABILITY_OR_AUTISM, MENTAL_HEALTH_CRISIS } from "./mind";
import { MULTIPLE_SCLEROSIS, NEUTROPENIC_SEPSIS, SEIZURE, SICKLE_CELL } from "./nerves-and-blood";
import { CATHETER_BLOCKED, CHOKING, VENTILATOR_OR_TRACHEOSTOMY } from "./tubes";

export const CRISIS_CARDS: readonly CrisisCard[] = [
  HYPOGLYCAEMIA,
  HIGH_GLUCOSE,
  STEROID_DEPENDENT,
  FALL_ON_BLOOD_THINNER,
  OXYGEN,
  SEIZURE,
  COPD_FLARE,
  HEART_FAILURE,
  DELIRIUM,
  DEMENTIA_DISTRESS,
  CATHETER_BLOCKED,
  END_OF_LIFE_SYMPTOMS,
  CARER_COLLAPSE,
  FALL_OR_LONG_LIE,
  MENTAL_HEALTH_CRISIS,
  MULTIPLE_SCLEROSIS,
  SICKLE_CELL,
  LEARNING_DISABILITY_OR_AUTISM,
  CHOKING,
  VENTILATOR_OR_TRACHEOSTOMY,
  NEUTROPENIC_SEPSIS,
];

export const CRITICAL_FACTS: readonly Banner[] = BANNERS;

/** Cards that may be offered to this person: none below 18, until there are children's cards and they are signed. */
export const cardsFor = (person: CardPerson): readonly CrisisCard[] => (agesOf(person) === "child" ? [] : CRISIS_CARDS);

/** Undefined for an id that no card has. */
export const cardOf = (id: string): CrisisCard | undefined => CRISIS_CARDS.find((card) => card.id === id);
