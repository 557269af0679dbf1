/**
 * Polypharmacy: five medicines and more, ten and more. NHS Business Services Authority, polypharmacy comparators;
 * NHS North West London ICB. Distinct medicines of the 90 days before: products, not doses.
 */
import type { Features } from "../feature";

export const POLYPHARMACY = { from: 5, complexFrom: 10 } as const;

export type Polypharmacy = "fewer than five" | "five to nine" | "ten or more";

/** Undefined when no medicine was ever recorded: that is unknown, not none. */
export function polypharmacyOf({
  medicinesIn90Days: count,
}: Pick<Features, "medicinesIn90Days">): Polypharmacy | undefined {
  if (count === undefined) return undefined;
  if (count >= POLYPHARMACY.complexFrom) return "ten or more";
  return count >= POLYPHARMACY.from ? "five to nine" : "fewer than five";
}
