/**
 * Ethnic groups as the census of 2021 has them, from the letters of the 2001 census with which records are coded and
 * the two-letter codes that extend them (UK Core EthnicCategory): the first letter decides. Chinese stand with Asian,
 * as since 2011. "Not stated" (Z) is not a group; it is unknown.
 */
export const ETHNIC_GROUPS = {
  white: "White",
  asian: "Asian",
  black: "Black",
  mixed: "Mixed",
  other: "Other ethnic group",
} as const;
export type EthnicGroup = keyof typeof ETHNIC_GROUPS;

/** First letter → group. */
export const LETTERS_OF: Record<EthnicGroup, string> = {
  white: "ABC",
  asian: "HJKLR",
  black: "MNP",
  mixed: "DEFG",
  other: "S",
};

export function ethnicGroup(code: string | null): EthnicGroup | null {
  if (!code) return null;
  return (Object.keys(LETTERS_OF) as EthnicGroup[]).find((group) => LETTERS_OF[group].includes(code[0]!)) ?? null;
}
