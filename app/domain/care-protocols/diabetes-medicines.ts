/** Which classes of medicine a person with diabetes takes. */
import type { Context } from "../care-gap";
import type { Features } from "../feature";
import { isTaking } from "./current-medicine";

type Of = Pick<Features, "facts">;

/** Medicines by which HbA1c can be brought too low; in the words of a page. */
export const HYPO_MEDICINES = {
  "medicine-insulin": "insulin",
  "medicine-sulfonylurea": "sulfonylurea",
  "medicine-glinide": "glinide",
} as const;

export const GLUCOSE_MEDICINES = [
  ...Object.keys(HYPO_MEDICINES),
  "medicine-metformin",
  "medicine-sglt2",
  "medicine-dpp4",
  "medicine-glp1",
  "medicine-pioglitazone",
];

/** Those of these classes that the person takes. */
export const taken = (person: Of, sets: readonly string[], context: Context): string[] =>
  sets.filter((set) => isTaking(person, set, context));

/** In words, for a reason: "insulin and sulfonylurea". */
export const hypoMedicines = (person: Of, context: Context): string[] =>
  Object.entries(HYPO_MEDICINES)
    .filter(([set]) => isTaking(person, set, context))
    .map(([, name]) => name);
