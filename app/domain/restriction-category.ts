/** Why a part of a plan is restricted. Kept for review, shown to its readers alone. */
export const RESTRICTION_CATEGORIES = {
  safeguarding: "Safeguarding: somebody could come to harm",
  third_party: "It is about somebody else",
  serious_harm: "Reading it could seriously harm the person",
  wish: "The person's wish",
  other: "Another reason",
} as const;
export type RestrictionCategory = keyof typeof RESTRICTION_CATEGORIES;

export const isRestrictionCategory = (text: string): text is RestrictionCategory =>
  Object.hasOwn(RESTRICTION_CATEGORIES, text);
