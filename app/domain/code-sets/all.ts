/** Every code set that Confer ships, and the way to one by its id. */

import { ADMISSIONS } from "./admissions";
import { CARE_DONE } from "./care-done";
import type { CodeSet } from "./code-set";
import { CONDITIONS_CARE } from "./conditions-care";
import { DIABETES } from "./diabetes";
import { DIABETES_CARE } from "./diabetes-care";
import { DIABETES_FEET } from "./diabetes-feet";
import { EFI_BONES_AND_SKIN } from "./efi-bones-and-skin";
import { EFI_CIRCULATION } from "./efi-circulation";
import { EFI_FUNCTION } from "./efi-function";
import { EFI_OTHER_DISEASES } from "./efi-other-diseases";
import { END_OF_LIFE } from "./end-of-life";
import { FRAILTY } from "./frailty";
import { LONG_TERM_CONDITIONS } from "./long-term-conditions";
import { LONG_TERM_CONDITIONS_OF_MIND } from "./long-term-conditions-of-mind";
import { MEASUREMENTS } from "./measurements";
import { MEASUREMENTS_CARE } from "./measurements-care";
import { MEDICINE_SUBSTANCES } from "./medicine-substances";
import { MEDICINES } from "./medicines";
import { MEDICINES_DIABETES } from "./medicines-diabetes";
import { OLDER_PEOPLE } from "./older-people";
import { OLDER_PEOPLE_CARE } from "./older-people-care";
import { OLDER_PEOPLE_END_OF_LIFE } from "./older-people-end-of-life";
import { SCORES } from "./scores";
import { SENSITIVE } from "./sensitive";
import { VACCINATIONS } from "./vaccinations";

export const CODE_SETS: CodeSet[] = [
  ...ADMISSIONS,
  ...EFI_CIRCULATION,
  ...EFI_BONES_AND_SKIN,
  ...EFI_OTHER_DISEASES,
  ...EFI_FUNCTION,
  ...LONG_TERM_CONDITIONS,
  ...LONG_TERM_CONDITIONS_OF_MIND,
  ...DIABETES,
  ...DIABETES_CARE,
  ...DIABETES_FEET,
  ...MEDICINES_DIABETES,
  ...END_OF_LIFE,
  ...FRAILTY,
  ...MEASUREMENTS,
  ...SCORES,
  ...MEASUREMENTS_CARE,
  ...MEDICINES,
  ...MEDICINE_SUBSTANCES,
  ...CONDITIONS_CARE,
  ...CARE_DONE,
  ...VACCINATIONS,
  ...OLDER_PEOPLE,
  ...OLDER_PEOPLE_CARE,
  ...OLDER_PEOPLE_END_OF_LIFE,
  ...SENSITIVE,
];

const byId = new Map(CODE_SETS.map((set) => [set.id, set]));

/** The set of this id; an unknown id is a mistake in a rule, so it throws. */
export function codeSet(id: string): CodeSet {
  const set = byId.get(id);
  if (!set) throw new Error(`No code set has the id "${id}".`);
  return set;
}

export type CodeSets = readonly Pick<CodeSet, "id" | "members" | "substances">[];

/**
 * Sets that a code is in: by its id, and medicines' sets by the substances that a product's name tells, since dm+d has
 * many thousands of products. Whether the entry is of a medicine is for its reader to ask.
 */
export function membershipOf(sets: CodeSets = CODE_SETS) {
  const byCode = new Map<string, string[]>();
  for (const { id, members } of sets) {
    for (const { system, code } of members) {
      const key = `${system} ${code}`;
      byCode.set(key, [...(byCode.get(key) ?? []), id]);
    }
  }
  const bySubstance = sets.flatMap(({ id, substances }) =>
    substances ? [{ id, any: wordsOf(substances.any), butNot: substances.butNot && wordsOf(substances.butNot) }] : [],
  );
  return ({ system, code, display }: { system: string; code: string; display: string }): string[] => {
    const listed = byCode.get(`${system} ${code}`) ?? [];
    const named = bySubstance.filter(({ any, butNot }) => any.test(display) && !butNot?.test(display));
    return [...new Set([...listed, ...named.map(({ id }) => id)])];
  };
}

const wordsOf = (words: readonly string[]) => new RegExp(`\\b(?:${words.join("|")})\\b`, "i");
